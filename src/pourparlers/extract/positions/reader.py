"""Positions of one dispatch: who demands, offers, promises, threatens, refuses or denies what, on which issue.

The state stands behind its officials: the holder is whom the words name, and its record carries the state. A
position without a holder the record knows stays out.
"""

from __future__ import annotations

from ...annotate.layers import Layers, layers_of
from ...annotate.tree import Doc
from ...drafts import PositionDraft, StatementDraft
from ...ids import make_id
from ...lang.pack import Pack
from ...types import Position, Span
from ..clause import content_span, span_of, statement_at, time_of
from ..contents import Range
from .issues import issue_key, issue_of
from .own_stances import Taken
from .stances import find_stances


def find_positions(doc: Doc, *, pack: Pack) -> list[PositionDraft]:
    """Positions taken in a parsed, linked `doc`, in the order of its text, each once."""
    layers = layers_of(doc)
    out: list[PositionDraft] = []
    for taken in find_stances(doc, pack=pack):
        if not taken.position or not taken.holders:
            continue
        for contents in _split(taken, layers, pack):
            draft = _draft(taken, contents, layers, pack)
            if not any(_same(draft, other) for other in out):
                out.append(draft)
    return [d for d in out if not _is_told_again(d, out, layers)]


def _is_told_again(draft: PositionDraft, drafts: list[PositionDraft], layers: Layers) -> bool:
    """Whether a title's stance is told in the body by the same holder on the same issue."""
    titles = [(b.start, b.end) for b in layers.document.blocks if b.kind == "title"]
    if not _is_within(draft, titles):
        return False
    ours = (draft.fact.stance, draft.fact.holder, draft.fact.issue)
    return any((d.fact.stance, d.fact.holder, d.fact.issue) == ours and not _is_within(d, titles) for d in drafts)


def _is_within(draft: PositionDraft, spans: list[tuple[int, int]]) -> bool:
    return any(start <= draft.fact.evidence[0].start < end for start, end in spans)


def _split(taken: Taken, layers: Layers, pack: Pack) -> list[tuple[Range, ...]]:
    """Coordinated contents apart where they speak of different issues, else together."""
    if len(taken.contents) < 2:
        return [taken.contents]
    keys = {issue_key(content_span(layers, taken.head.doc, *c).text, pack=pack) for c in taken.contents}
    return [(c,) for c in taken.contents] if len(keys) == len(taken.contents) and None not in keys else [taken.contents]


def _draft(taken: Taken, contents: tuple[Range, ...], layers: Layers, pack: Pack) -> PositionDraft:
    doc = taken.head.doc
    evidence = span_of(layers, doc, *taken.evidence)
    spans: tuple[Span, ...] = tuple(content_span(layers, doc, first, last) for first, last in contents if first <= last)
    words = " ".join(s.text for s in spans)
    holder, *others = _in_person(taken, layers)
    time = time_of(taken.head, layers, said=contents)
    if time is None and taken.statement is not None:
        time = next((d.time for d in layers.statements if d.fact.id == taken.statement and _speaks(d, taken)), None)
    if time is None:
        time = next((d.time for d in layers.statements if d.fact.cue and d.fact.cue.span.start == taken.head.idx), None)
    start = spans[0].start if spans else evidence.start
    position = Position(
        id=make_id("position", layers.document.id, taken.stance, evidence.start, evidence.end, start),
        holder=holder,
        co_holders=tuple(others),
        issue=issue_of(words, pack=pack) if words else issue_key(evidence.text, pack=pack) or "other",
        stance=taken.stance,
        addressee=taken.addressees,
        content=spans,
        condition=span_of(layers, doc, *taken.condition) if taken.condition else None,
        evidence=(evidence,),
    )
    return PositionDraft(fact=position, time=time)


def _in_person(taken: Taken, layers: Layers) -> tuple[str, ...]:
    """The holders of a stance; the official who says it for the state that the words name ("la Grèce refuse")."""
    around = statement_at(layers, taken.head.idx)
    speaker = layers.actors.get(around.fact.speaker or "") if around is not None else None
    named = layers.actors.get(taken.holders[0])
    if speaker is None or named is None or len(taken.holders) > 1 or named.kind != "state":
        return taken.holders
    return (speaker.id,) if speaker.kind == "person" and speaker.state == named.state else taken.holders


def _speaks(statement: StatementDraft, taken: Taken) -> bool:
    """Whether a holder of the stance says the words: what another tells of it has another's day."""
    return bool({statement.fact.speaker, *statement.fact.co_speakers} & {*taken.holders})


def _same(draft: PositionDraft, other: PositionDraft) -> bool:
    """Whether two drafts tell one stance: same holder and kind, and the words of one within the other's."""
    a, b = draft.fact, other.fact
    if (a.stance, a.holder) != (b.stance, b.holder) or (a.content and b.content and a.content != b.content):
        return False
    x, y = a.evidence[0], b.evidence[0]
    return x.start < y.end and y.start < x.end
