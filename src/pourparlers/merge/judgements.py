"""People's judgements: on which accounts and facts they bear, and which of them hold.

A judgement names what it bears on twice: by id, and by the words that a person saw (`anchors`). Ids come from content,
so a dispatch that is read again gives the same ones; where another version of the program gives other ones, the words
find what stands in their place, and where nothing, or more than one thing, does, the judgement rests without effect.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from ..ids import make_id
from ..types import Account, Contact, Event, Fact, Figure, Judgement, Position, Reason, Record, Span, Statement
from ..vocab import Verdict

replace = msgspec.structs.replace

FIELDS: dict[type[Fact], tuple[str, ...]] = {
    Statement: ("speaker", "said_on", "place"),
    Contact: ("when", "place", "status"),
    Event: ("when", "place"),
    Position: ("holder", "since"),
    Figure: ("as_of", "place"),
}
"""What a person may mend, by kind of fact."""

ACTOR_FIELDS = ("name", "same")
"""What a person may mend of an actor: what it is called, and who it is (see `merge.identities`)."""

_LEAST = 0.5
"""Share of the words of both that must be common for a fact to stand in the place of one that is gone."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What people decided of pairs of accounts, and by which judgement.

    `holding` are the judgements that decide at least one pair, and those that find none to decide.
    """

    pairs: Mapping[tuple[str, str], Verdict]
    by: Mapping[tuple[str, str], Judgement]
    holding: tuple[Judgement, ...]


class Finder:
    """Finds what a judgement bears on among things with ids: `spans` gives the words of each."""

    def __init__(self, spans: Mapping[str, Sequence[Span]]) -> None:
        self._spans = spans
        self._by_doc: dict[str, list[tuple[Span, str]]] = {}

    def find(self, wanted: str, anchor: Span | None) -> str | None:
        """The id `wanted`, else that of the one thing whose words are most nearly those of `anchor`; None for none."""
        if wanted in self._spans or anchor is None:
            return wanted if wanted in self._spans else None
        if not self._by_doc:
            by_doc = defaultdict(list)
            for key, spans in self._spans.items():
                for span in spans[:1]:
                    by_doc[span.doc].append((span, key))
            self._by_doc = by_doc
        near = sorted(((_share(anchor, span), key) for span, key in self._by_doc.get(anchor.doc, ())), reverse=True)
        near = [found for found in near if found[0] >= _LEAST]
        if not near or (len(near) > 1 and near[0][0] == near[1][0]):
            return None
        return near[0][1]


def _share(a: Span, b: Span) -> float:
    common = min(a.end, b.end) - max(a.start, b.start)
    return max(0, common) / (max(a.end, b.end) - min(a.start, b.start))


def find_verdicts(judgements: Iterable[Judgement], spans: Mapping[str, Sequence[Span]]) -> Verdicts:
    """What `judgements` of people decide of accounts, whose words `spans` gives by id. A later one overrules."""
    finder = Finder(spans)
    pairs: dict[tuple[str, str], Verdict] = {}
    by: dict[tuple[str, str], Judgement] = {}
    idle: set[str] = set()
    merges = [j for j in in_order(judgements) if j.kind == "merge"]
    for judgement in merges:
        left, right = _sides(judgement, finder)
        found = {(min(a, b), max(a, b)) for a in left for b in right if a != b}
        for pair in found:
            pairs[pair], by[pair] = judgement.verdict, judgement
        if not found:
            idle.add(judgement.id)
    used = {judgement.id for judgement in by.values()} | idle
    return Verdicts(pairs=pairs, by=by, holding=tuple(j for j in merges if j.id in used))


def _sides(judgement: Judgement, finder: Finder) -> tuple[list[str], list[str]]:
    """The accounts of both sides that are there."""
    sides = judgement.sides or tuple((one,) for one in judgement.pair)
    if len(sides) != 2:
        return [], []
    anchors = dict(zip((one for side in sides for one in side), judgement.anchors, strict=False))
    left, right = ([finder.find(one, anchors.get(one)) for one in side] for side in sides)
    return [one for one in left if one], [one for one in right if one]


def find_corrections(
    judgements: Iterable[Judgement], spans: Mapping[str, Sequence[Span]], homes: Mapping[str, str]
) -> tuple[dict[str, dict[str, Judgement]], tuple[Judgement, ...]]:
    """The corrections that hold: by id of the fact and name of the field, and as a list.

    `spans` gives the words of each fact by id, those of an account too; `homes` the contact that an account is in now.
    Of several corrections of one field the latest holds; one that finds nothing to mend stays in the list.
    """
    finder = Finder(spans)
    found: dict[str, dict[str, Judgement]] = defaultdict(dict)
    idle: dict[tuple[str | None, str | None], Judgement] = {}
    for judgement in in_order(judgements):
        if judgement.kind != "correction" or judgement.field in ACTOR_FIELDS:
            continue
        target = _find_target(judgement, finder)
        if target is None:
            idle[judgement.target, judgement.field] = judgement
        else:
            found[homes.get(target, target)][judgement.field or ""] = judgement
    holding = [*(j for fields in found.values() for j in fields.values()), *idle.values()]
    return dict(found), tuple(holding)


def _find_target(judgement: Judgement, finder: Finder) -> str | None:
    ids = judgement.sides[0] if judgement.sides else (judgement.target or "",)
    found = [finder.find(one, anchor) for one, anchor in zip(ids, judgement.anchors, strict=False)]
    found += [finder.find(judgement.target or "", None)]
    return next((one for one in found if one), None)


def in_order(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Those not withdrawn, in the order in which they were decided; of one that is told twice, the later telling."""
    told = sorted(judgements, key=lambda j: (j.decided_at or "", j.withdrawn_at or "", j.id))
    latest = {j.id: j for j in told}
    return sorted((j for j in latest.values() if not j.withdrawn_at), key=lambda j: (j.decided_at or "", j.id))


def without_times(judgement: Judgement) -> Judgement:
    """`judgement` as a record holds it, which says nothing of when something was recorded."""
    return replace(judgement, decided_at=None, withdrawn_at=None)


def with_all(record: Record, journal: Iterable[Judgement]) -> Record:
    """`record` with every judgement of people's `journal`, their times included, in place of those that hold."""
    rules = {j.id: j for j in record.judgements if j.author.startswith("rule:")}
    every = rules | {j.id: j for j in journal}
    return replace(record, judgements=tuple(every[key] for key in sorted(every)))


def decide_merge(
    left: Sequence[Account], right: Sequence[Account], *, verdict: Verdict, author: str, decided_at: str, why: str = ""
) -> Judgement:
    """A person's judgement that the accounts of both sides are, or are not, of one contact: each with each.

    Its id comes from what it says and who says it. `decided_at` (ISO 8601, UTC) orders it among others.
    """
    sides = sorted((sorted(left, key=lambda a: a.id), sorted(right, key=lambda a: a.id)), key=lambda side: side[0].id)
    ids = tuple(tuple(a.id for a in side) for side in sides)
    return Judgement(
        id=make_id("judgement", "merge", verdict, *ids, author),
        kind="merge",
        pair=(ids[0][0], ids[1][0]),
        verdict=verdict,
        reasons=say_why(why),
        author=author,
        decided_at=decided_at,
        sides=ids,
        anchors=tuple(a.evidence[0] for side in sides for a in side if a.evidence),
    )


def decide_correction(
    fact: Fact, field: str, value: str | None, *, author: str, decided_at: str, why: str = ""
) -> Judgement:
    """A person's judgement that `field` of `fact` is `value` in its wire form: EDTF, an id, a status, a place in JSON.

    None takes the value away. A contact is known by all its accounts, other facts by their words.
    """
    accounts = fact.accounts if isinstance(fact, Contact) else ()
    words = fact.content + fact.evidence if isinstance(fact, Statement) else fact.evidence
    return Judgement(
        id=make_id("judgement", "correction", fact.id, field, value or "", author),
        kind="correction",
        target=fact.id,
        field=field,
        value=value,
        reasons=say_why(why),
        author=author,
        decided_at=decided_at,
        sides=(tuple(a.id for a in accounts),) if accounts else (),
        anchors=tuple(a.evidence[0] for a in accounts) if accounts else words[:1],
    )


def say_why(why: str) -> tuple[Reason, ...]:
    """A person's reason, where one is given."""
    return (Reason(feature="person", weight=0.0, evidence=why),) if why else ()


def without_document(judgement: Judgement, doc: str) -> Judgement | None:
    """What is left of `judgement` when nothing of document `doc` may stay; None for nothing."""
    if all(anchor.doc != doc for anchor in judgement.anchors):
        return judgement
    if judgement.field in ACTOR_FIELDS:
        docs = tuple(one for side in judgement.sides for one in side if one != doc)
        anchors = tuple(anchor for anchor in judgement.anchors if anchor.doc != doc)
        return replace(judgement, sides=(docs,) if docs else (), anchors=anchors) if anchors else None
    if not judgement.sides:
        return None
    kept = iter(judgement.anchors)
    sides = [[(one, anchor) for one, anchor in zip(side, kept, strict=False)] for side in judgement.sides]
    left = [[(one, anchor) for one, anchor in side if anchor.doc != doc] for side in sides]
    if not all(left):
        return None
    ids = tuple(tuple(one for one, _ in side) for side in left)
    merge = judgement.kind == "merge"
    target = judgement.target if judgement.target in ids[0] else ids[0][0]
    return replace(
        judgement,
        sides=ids,
        anchors=tuple(anchor for side in left for _, anchor in side),
        pair=(ids[0][0], ids[1][0]) if merge else judgement.pair,
        target=None if merge else target,
    )
