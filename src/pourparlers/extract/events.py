"""PLOVER events of one dispatch: deeds by frames, acts of speech by stance, contacts as CONSULT.

Every event says how far the text asserts it. An event has an actor or a recipient that the record knows; deeds of
nobody known stay out, and so does all that stands in noise. Dates are left open: `time` points at their expression.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final, get_args

from ..annotate import syntax
from ..annotate.layers import Layers, layers_of
from ..annotate.modality import Modality, reader_of
from ..annotate.tree import Doc, Token
from ..annotate.word_table import GRAMMAR, PHRASES, VERBS
from ..drafts import EventDraft
from ..ids import make_id
from ..lang.pack import Pack
from ..types import Event, Span
from ..vocab import GOLDSTEIN, QUADS, Assertion, EventType, plover_scale
from .clause import content_span, place_of, span_of, statement_at, time_of
from .contents import Range, content_ranges, evidence_range
from .doers import Doers
from .event_table import EventFrame, EventTable
from .frames.bench import Bench, bench_of
from .frames.frame_table import with_lists
from .frames.reader import FrameFinder, Match
from .frames.roles import RoleReader
from .positions.own_stances import Taken
from .positions.stances import find_stances

_LOSS_KINDS: Final = VERBS.losses
_NUMBERS: Final = GRAMMAR.numbers
_LOSS: Final = re.compile(rf"(\d[\d \u00a0\u202f.]*|{'|'.join(_NUMBERS)})\s+({'|'.join(_LOSS_KINDS)})", re.I)
_TYPES: Final[frozenset[str]] = frozenset(get_args(EventType))


_VERBAL: Final = frozenset({1, 3})
"""Quads of cooperation and conflict by words."""


def find_events(doc: Doc, *, pack: Pack) -> list[EventDraft]:
    """Deeds and acts of speech told by a parsed, linked `doc`, in the order of its text; no contacts."""
    return [draft for _, draft in code_events(doc, pack=pack)]


def code_events(doc: Doc, *, pack: Pack) -> list[tuple[str, EventDraft]]:
    """As `find_events`, each with the id of the frame or rule that found it."""
    layers, bench = layers_of(doc), bench_of(doc, reader_of(pack))
    roles = RoleReader(bench)
    spoken = find_stances(doc, pack=pack)
    out: list[tuple[str, EventDraft]] = []
    heads: set[int] = set()
    for taken in spoken:
        if taken.event in _TYPES:
            out.append((taken.rule, _act_of_speech(taken, layers, pack)))
            heads.add(taken.head.i)
    doers = Doers(doc, layers, pack.table("events", EventTable).doers)
    asked = {t.i for taken in spoken if taken.rule == "demand-duty" for t in bench.of_verb(taken.head).get("inf")}
    for match in _frames(pack).find(bench):
        if match.head.i in heads:
            continue
        draft = _deed(match, roles, bench, doers, asked=match.head.i in asked)
        if draft is not None:
            out.append((match.frame.id, draft))
    return sorted(out, key=lambda c: (c[1].fact.evidence[0].start, c[1].fact.id))


@lru_cache(maxsize=8)
def _frames(pack: Pack) -> FrameFinder[EventFrame]:
    table = pack.table("events", EventTable)
    return FrameFinder(with_lists(frame, table.lists) for frame in table.frames)


def _deed(match: Match[EventFrame], roles: RoleReader, bench: Bench, doers: Doers, *, asked: bool) -> EventDraft | None:
    """The event of a frame; None where nobody known does or bears it. What is only `asked` of a party is a thought."""
    frame, head = match.frame, match.head
    actors = roles.actors(match)
    if not actors and not match.nominal and "subject" in frame.actor and not syntax.is_infinitive(head):
        actors = doers.among(match.args.get("subject"), frame.type)
    recipients = tuple(r for r in roles.recipients(match) if r not in actors)
    if not actors and not recipients:
        return None
    if (frame.opens and not _heads_title(head, bench)) or (not match.nominal and _is_half_told(match, actors)):
        return None
    if match.nominal and not (frame.alone or frame.opens) and not (actors and (recipients or _is_aimed(match))):
        return None
    modality = bench.modality(head)
    if match.noun is not None and not match.nominal:
        modality = _weaker(modality, bench.reader.read_noun(match.noun))
        if _is_undone(match.noun, frame.undone, bench):
            modality = Modality(assertion="negated", tense=modality.tense)
    if asked and modality.assertion == "planned":
        modality = replace(modality, assertion="hypothetical")  # "juge que Lima doit rendre ce port"
    if modality.assertion == "accused" and syntax.is_negated(head):
        return None  # "accuse Lima de ne pas avoir retiré ses chars": nobody says that it did
    if modality.assertion == "asserted" and _is_hearsay(head, actors, bench.layers):
        modality = replace(modality, assertion="reported")
    if match.nominal and modality.assertion == "asserted" and _is_asked(head):
        modality = replace(modality, assertion="hypothetical")
    contents = content_ranges(match.args, frame.content, modality.condition)
    evidence = evidence_range(match.args, contents, modality.condition, match.noun)
    return _draft(
        head=head,
        layers=bench.layers,
        event_type=frame.type,
        mode=frame.mode,
        contexts=frame.contexts,
        actors=actors,
        recipients=recipients,
        modality=modality,
        contents=tuple(contents),
        evidence=evidence,
        statement=None,
    )


def _is_half_told(match: Match[EventFrame], actors: tuple[str, ...]) -> bool:
    """Whether the words name nobody who says a thing that a text says ("un projet de résolution autorisant le recours à
    la force"), or one alone of those between whom it was settled ("conclu entre Lima et deux de ses voisins")."""
    verbal = QUADS[match.frame.type] in _VERBAL
    if not actors:
        return verbal and match.head.lower_.endswith("ant")
    return (
        match.frame.type == "AGREE" and len(actors) == 1 and match.args.has("entre") and not match.args.has("subject")
    )


def _is_asked(noun: Token) -> bool:
    """Whether a sentence without a verb asks for a deed: "A quand un retrait de Lima ?"."""
    rest = [t for t in noun.sent if not t.is_space]
    return rest[-1].text == "?" and not any(syntax.is_finite(t) for t in rest)


def _heads_title(noun: Token, bench: Bench) -> bool:
    """Whether `noun` is the first word of a sentence that tells of it without a verb: "Accord entre Lima et Quito".

    What a colon adds may undo it ("Accord entre Lima et Quito : les points de blocage"), but for a clause of its own.
    """
    rest = [t for t in noun.sent if t.i > noun.i]
    mark = next((t.i for t in rest if t.text in (":", ";", ",", "–", "—")), noun.sent.end)
    told = any(bench.reader.lemma(t) and syntax.is_finite(t) for t in rest if t.i < mark)
    added = [t for t in rest if t.i > mark]
    open_ = any(t.text == "?" or t.lower_ in PHRASES.open_titles for t in rest)
    told_after = any(bench.reader.lemma(t) and syntax.is_finite(t) for t in added)
    return noun.i == noun.sent.start and not told and not open_ and (not added or told_after)


def _is_aimed(match: Match[EventFrame]) -> bool:
    """Whether a deed's noun names what it is aimed at, though nobody known: "frappes israéliennes sur un camp"."""
    return any(match.args.has(slot) for slot in ("contre", "sur"))


def _is_hearsay(head: Token, actors: tuple[str, ...], layers: Layers) -> bool:
    """Whether a source without a verb vouches for a deed that is not its own: "selon Lima, Quito a bombardé"."""
    around = statement_at(layers, head.idx)
    if around is None or around.fact.kind != "indirect" or around.fact.cue is not None:
        return False
    return around.fact.speaker is not None and around.fact.speaker not in actors


def _weaker(verb: Modality, noun: Modality) -> Modality:
    """The modality of a light verb unless its noun is negated: "n'a imposé aucune sanction"."""
    return noun if noun.assertion == "negated" and verb.assertion == "asserted" else verb


def _is_undone(noun: Token, verbs: frozenset[str], bench: Bench) -> bool:
    """Whether a clause right after `noun` says with one of `verbs` that the deed came to nothing."""
    if not verbs:
        return False
    after = [t for t in noun.doc[noun.i + 1 : min(noun.sent.end, noun.i + 14)] if t.text != ","]
    if not after or after[0].lower_ not in ("que", "qu'", "mais"):
        return False
    told = next((t for t in after[1:] if bench.reader.lemma(t) and not t.dep_.startswith("aux")), None)
    return told is not None and bench.reader.lemma(told) in verbs and not syntax.is_negated(told)


def _act_of_speech(taken: Taken, layers: Layers, pack: Pack) -> EventDraft:
    mode = taken.mode or _mode_of(taken, pack)
    assertion: Assertion = taken.modality.assertion
    open_ = ("negated", "conditional", "hypothetical", *(("planned",) if taken.rule == "demand-duty" else ()))
    if _would_be(taken, layers):
        assertion = "conditional" if taken.condition else "reported"
    elif assertion in open_:  # the words are said; what they say is open
        assertion = "asserted"
    return _draft(
        head=taken.head,
        layers=layers,
        event_type=taken.event,  # type: ignore[arg-type]
        mode=mode,
        contexts=("diplomatic",),
        actors=taken.holders,
        recipients=taken.addressees,
        modality=Modality(assertion=assertion, tense=taken.modality.tense, condition=taken.condition),
        contents=taken.contents,
        evidence=taken.evidence,
        statement=taken.statement or _cued(taken.head, layers),
        speech=True,
    )


def _would_be(taken: Taken, layers: Layers) -> bool:
    """Whether the text itself, in nobody's words, says that a party would be of a mind: "Lima serait prêt à signer"."""
    if taken.modality.tense != "conditional" or taken.statement or statement_at(layers, taken.head.idx) is not None:
        return False
    words = {t.lower_ for t in (*syntax.group(taken.head), *taken.head.children)}
    if taken.head.pos_ == "ADJ" and taken.head.head.i < taken.head.i:
        words |= {taken.head.head.lower_}
    return not words.isdisjoint(VERBS.hearsay)


def _mode_of(taken: Taken, pack: Pack) -> str | None:
    """The mode that the words of the content give an act of speech; a denial of a meeting refuses none."""
    if taken.stance == "denial":
        return None
    words = [t.lower_ for first, last in taken.contents for t in taken.head.doc[first : last + 1]]
    for rule in pack.table("events", EventTable).modes:
        if rule.type == taken.event and any(w.startswith(rule.words) for w in words):
            return rule.mode
    return None


def _cued(head: Token, layers: Layers) -> str | None:
    """The statement that the word `head` attributes, if one does."""
    for draft in layers.statements:
        cue = draft.fact.cue
        if cue is not None and cue.span.start <= head.idx < cue.span.end:
            return draft.fact.id
    return None


def _draft(
    *,
    head: Token,
    layers: Layers,
    event_type: EventType,
    mode: str | None,
    contexts: tuple[str, ...],
    actors: tuple[str, ...],
    recipients: tuple[str, ...],
    modality: Modality,
    contents: tuple[Range, ...],
    evidence: Range,
    statement: str | None,
    speech: bool = False,
) -> EventDraft:
    doc = head.doc
    shown = span_of(layers, doc, *evidence)
    content = content_span(layers, doc, contents[0][0], contents[-1][1]) if contents else None
    time = time_of(head, layers, said=contents if speech else ())
    words = contents if QUADS[event_type] in _VERBAL else ()  # a summit called off is not called off where it was due
    if statement is None:
        around = statement_at(layers, head.idx)
        statement = around.fact.id if around is not None else None
    event = Event(
        id=make_id("event", layers.document.id, event_type, head.idx, shown.start, shown.end),
        event_type=event_type,
        mode=mode,
        contexts=contexts,
        actor=actors,
        recipient=recipients,
        place=place_of(head, layers, beyond=words, but=recipients),
        assertion=modality.assertion,
        condition=span_of(layers, doc, *modality.condition) if modality.condition else None,
        content=content,
        magnitude=_magnitude(shown),
        goldstein=GOLDSTEIN[event_type],
        plover_scale=plover_scale(event_type, mode),
        quad_code=QUADS[event_type],
        statement=statement,
        evidence=(shown,),
    )
    return EventDraft(fact=event, time=time)


def _magnitude(shown: Span) -> str | None:
    """Losses told in the evidence: "dead=3 injured=12"."""
    low = shown.text.lower()
    if not any(stem in low for stem in _LOSS_KINDS):
        return None
    found: dict[str, int] = {}
    for number, what in _LOSS.findall(shown.text):
        digits = re.sub(r"\D", "", number)
        found.setdefault(_LOSS_KINDS[what.lower()], int(digits) if digits else _NUMBERS[number.lower()])
    return " ".join(f"{kind}={n}" for kind, n in sorted(found.items())) or None
