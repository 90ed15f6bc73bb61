"""From readings to the record: days of publication, values of dates, contacts merged. Pure and independent of order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, Protocol, TypeVar

import msgspec

from ..drafts import Reading, TimeExpr
from ..ids import make_id
from ..types import (
    SCHEMA_VERSION,
    Actor,
    Contact,
    Document,
    Event,
    Fact,
    Figure,
    Header,
    Judgement,
    Mention,
    Position,
    Published,
    Record,
    Span,
    StanceChange,
    Statement,
    Time,
    When,
)
from .accounts import accounts_of
from .answers import link_positions
from .cluster import cluster, compare_all, judge
from .contacts import merge_contact
from .corrections import follow_speakers, mend
from .dates import infer_published, resolve, resolve_since, resolve_when
from .exchanges import link_answers
from .identities import find_identities, with_identities, with_names
from .judgements import find_corrections, find_verdicts, without_times
from .negotiations import find_negotiations, with_answers
from .parties import find_state
from .statements import join_statements


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_HasId)
replace = msgspec.structs.replace


def build_record(
    readings: Sequence[Reading],
    *,
    judgements: Sequence[Judgement] = (),
    cast: Sequence[Actor] = (),
    program: str,
    pack: str,
    knowledge: str,
) -> Record:
    """The record of `readings` under people's `judgements`; the same in whatever order they come.

    The record keeps the judgements that hold, without the times at which they were decided. `cast` are actors that no
    reading brings and a correction names. `program`, `pack` and `knowledge` are the versions for the header. Raises
    nothing on readings that `Reader` made.
    """
    by_id = {r.document.id: r for r in readings}
    identities = find_identities(judgements)
    ordered = with_identities([by_id[i] for i in sorted(by_id)], identities)
    inference = infer_published(ordered)
    documents = {
        r.document.id: _dated(r.document, inference.published[r.document.id], inference.warnings.get(r.document.id, ()))
        for r in ordered
    }
    actors = with_names(_actors(ordered), identities)
    accounts = sorted(
        (a for r in ordered for a in accounts_of(r, documents[r.document.id].published, actors)), key=lambda a: a.order
    )
    comparisons = compare_all(accounts)
    verdicts = find_verdicts(judgements, {a.id: a.draft.fact.evidence for a in accounts})
    clusters = cluster(accounts, comparisons, verdicts.pairs)
    contacts = _sorted(merge_contact(c, actors, documents) for c in clusters)
    homes = {account.id: contact.id for contact in contacts for account in contact.accounts}
    told = [s for r in ordered for s in _statements(r, documents[r.document.id].published, homes)]
    events = _sorted(e for r in ordered for e in _events(r, documents[r.document.id].published))
    positions = _sorted(p for r in ordered for p in _positions(r, documents[r.document.id]))
    figures = _sorted(f for r in ordered for f in _figures(r, documents[r.document.id].published))
    fixes, corrections = find_corrections(judgements, _words(contacts, told, events, positions, figures), homes)
    actors |= _find_named(cast, fixes, actors)
    spoken = mend(told, fixes)
    statements, joined = join_statements(spoken, documents)
    joint_contacts = link_answers(mend(contacts, fixes), actors)
    positions = _sorted(mend(positions, fixes))
    processes = find_negotiations(joint_contacts, positions, actors, documents)
    positions = _sorted(link_positions(positions, processes, actors, documents))
    negotiations = with_answers(processes, positions)
    sides = {p for n in negotiations for p in n.parties} - set(actors)
    actors |= {side: state for side in sorted(sides) if (state := find_state(side, actors)) is not None}
    people = (without_times(j) for j in (*verdicts.holding, *corrections, *identities))
    return Record(
        header=Header(schema=SCHEMA_VERSION, program=program, pack=pack, knowledge=knowledge),
        documents=tuple(sorted(documents.values(), key=lambda d: (d.uri, d.id))),
        actors=_sorted(actors.values()),
        mentions=_sorted(_mentions(ordered)),
        times=_sorted(t for r in ordered for t in _times(r, documents[r.document.id].published)),
        statements=_sorted(statements),
        contacts=_sorted(joint_contacts),
        events=_sorted(mend(follow_speakers(events, told, spoken), fixes)),
        positions=positions,
        figures=_sorted(mend(figures, fixes)),
        negotiations=_sorted(negotiations),
        judgements=_sorted([*judge(comparisons, verdicts.pairs), *joined, *people]),
    )


def _find_named(
    cast: Iterable[Actor], fixes: Mapping[str, Mapping[str, Judgement]], actors: Mapping[str, Actor]
) -> dict[str, Actor]:
    """Those of `cast` whom a correction that holds names, and no reading brings."""
    named = {j.value for fields in fixes.values() for j in fields.values() if j.field in {"speaker", "holder"}}
    return {actor.id: actor for actor in cast if actor.id in named - actors.keys()}


def _words(contacts: Iterable[Contact], *facts: Iterable[Fact]) -> dict[str, tuple[Span, ...]]:
    """The words that facts, and the accounts of contacts, are known by, by id."""
    found = {account.id: account.evidence for contact in contacts for account in contact.accounts}
    for fact in (fact for kind in facts for fact in kind):
        found[fact.id] = fact.content + fact.evidence if isinstance(fact, Statement) else fact.evidence
    return found


def _sorted(items: Iterable[T]) -> tuple[T, ...]:
    """By id, each id once."""
    return tuple(item for _, item in sorted({item.id: item for item in items}.items()))


def _dated(document: Document, published: Published, warnings: Iterable[str]) -> Document:
    return replace(document, published=published, warnings=tuple(dict.fromkeys((*document.warnings, *warnings))))


def _actors(readings: Iterable[Reading]) -> dict[str, Actor]:
    """Actors of all readings; one met in several keeps every name it went by, and the first facts known of it."""
    found: dict[str, Actor] = {}
    for reading in readings:
        for actor in reading.actors:
            old = found.get(actor.id)
            if old is None:
                found[actor.id] = actor
                continue
            aliases = tuple(sorted({*old.aliases, *actor.aliases}))
            found[actor.id] = replace(
                old,
                aliases=aliases,
                state=old.state or actor.state,
                state_names=old.state_names or actor.state_names,
                office=old.office or actor.office,
                gender=old.gender or actor.gender,
            )
    return found


def _mentions(readings: Iterable[Reading]) -> Iterable[Mention]:
    return (m for r in readings for m in r.mentions)


def _times(reading: Reading, published: Published) -> Iterable[Time]:
    for expr in reading.times:
        found = resolve(expr, published, times=reading.times)
        yield Time(
            id=make_id("time", reading.document.id, expr.start, expr.end, expr.kind),
            doc=reading.document.id,
            start=expr.start,
            end=expr.end,
            text=expr.text,
            kind=expr.kind,
            value=found.value,
            mod=expr.mod,
            basis=found.basis,
            candidates=found.candidates,
        )


def _when(
    reading: Reading,
    time: int | None,
    published: Published,
    *,
    bound: Literal["before"] | None = None,
) -> When:
    expr: TimeExpr | None = reading.times[time] if time is not None else None
    return resolve_when(expr, published, times=reading.times, bound=bound)


def _statements(reading: Reading, published: Published, contact_of: Mapping[str, str]) -> Iterable[Statement]:
    """The statements of `reading`; `contact_of` says into which contact each account went."""
    for draft in reading.statements:
        # words that are reported were said by the day of the report, whatever else is not told of their day
        said_on = _when(reading, draft.time, published, bound="before")
        if draft.time is None and draft.since is not None:
            told = resolve_since(reading.times[draft.since], published, times=reading.times)
            said_on = told if told != When() else said_on
        yield replace(draft.fact, said_on=said_on, occasion=contact_of.get(draft.fact.occasion or ""))


def _events(reading: Reading, published: Published) -> Iterable[Event]:
    for draft in reading.events:
        # what is asserted was done by the day of the report, whatever else is not told of its day
        bound: Literal["before"] | None = "before" if draft.fact.assertion == "asserted" else None
        yield replace(draft.fact, when=_when(reading, draft.time, published, bound=bound))


def _figures(reading: Reading, published: Published) -> Iterable[Figure]:
    for draft in reading.figures:
        yield replace(draft.fact, as_of=_when(reading, draft.time, published))


def _positions(reading: Reading, document: Document) -> Iterable[Position]:
    for draft in reading.positions:
        fact = draft.fact
        told = StanceChange(stance=fact.stance, as_of=document.published.value, doc=document.id, span=fact.evidence[0])
        since = _when(reading, draft.time, document.published, bound="before")
        yield replace(fact, since=since, history=(told,))
