"""From readings to the record: days of publication, values of dates, contacts merged. Pure and independent of order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import attrgetter
from typing import Protocol, TypeVar

import msgspec

from ..drafts import Reading
from ..types import (
    SCHEMA_VERSION,
    Actor,
    Contact,
    Document,
    Fact,
    Header,
    Judgement,
    Published,
    Record,
    Span,
    Statement,
)
from .accounts import ContactAccount, accounts_of
from .answers import link_positions
from .cluster import cluster, compare_all, judge
from .contacts import merge_contact
from .corrections import follow_speakers, mend
from .dates import infer_published
from .exchanges import link_answers
from .identities import find_identities, with_identities, with_names
from .judgements import find_corrections, find_verdicts, without_times
from .memory import Answers, Memory, no_memory
from .negotiations import find_negotiations, with_answers
from .parties import find_state
from .statements import join_statements
from .told import tell, tell_statements


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_HasId)
V = TypeVar("V")
replace = msgspec.structs.replace


def build_record(
    readings: Sequence[Reading],
    *,
    judgements: Sequence[Judgement] = (),
    cast: Sequence[Actor] = (),
    program: str,
    pack: str,
    knowledge: str,
    memory: Memory | None = None,
) -> Record:
    """The record of `readings` under people's `judgements`; the same in whatever order they come.

    The record keeps the judgements that hold, without the times at which they were decided. `cast` are actors that no
    reading brings and a correction names. `program`, `pack` and `knowledge` are the versions for the header. What the
    last building with the same `memory` worked out is not worked out again; the record is the same. Raises nothing on
    readings that `Reader` made.
    """
    header = Header(SCHEMA_VERSION, program, pack, knowledge)
    if memory is None:
        return _build(readings, judgements, cast, header, no_memory())
    with memory.building(len(readings)) as answers:
        return _build(readings, judgements, cast, header, answers)


def _build(
    readings: Sequence[Reading],
    judgements: Sequence[Judgement],
    cast: Sequence[Actor],
    header: Header,
    answers: Answers,
) -> Record:
    by_id = {r.document.id: r for r in readings}
    identities = find_identities(judgements)
    ordered = with_identities([by_id[i] for i in sorted(by_id)], identities)
    documents = _date_documents(ordered, answers)
    actors = with_names(_actors(ordered, answers), identities)
    accounts = sorted((a for r in ordered for a in _accounts(r, documents, actors, answers)), key=_order)
    comparisons = compare_all(accounts, answers)
    verdicts = find_verdicts(judgements, {a.id: a.draft.fact.evidence for a in accounts})
    clusters = cluster(accounts, comparisons, verdicts.pairs)
    contacts = _sorted(_merge(c, actors, documents, answers) for c in clusters)
    homes = {account.id: contact.id for contact in contacts for account in contact.accounts}
    said = [s for r in ordered for s in _statements(r, documents[r.document.id].published, homes, answers)]
    told = [answers.ask("told", i, (r, documents[i]), partial(tell, r, documents[i])) for i, r in _by_id(ordered)]
    events = _sorted(e for one in told for e in one.events)
    positions = _sorted(p for one in told for p in one.positions)
    figures = _sorted(f for one in told for f in one.figures)
    fixes, corrections = find_corrections(judgements, _words(contacts, said, events, positions, figures), homes)
    actors |= _find_named(cast, fixes, actors)
    spoken = mend(said, fixes)
    statements, joined = join_statements(spoken, documents, answers)
    joint_contacts = link_answers(mend(contacts, fixes), actors)
    positions = _sorted(mend(positions, fixes))
    processes = find_negotiations(joint_contacts, positions, actors, documents)
    positions = _sorted(link_positions(positions, processes, actors, documents))
    negotiations = with_answers(processes, positions)
    sides = {p for n in negotiations for p in n.parties} - set(actors)
    actors |= {side: state for side in sorted(sides) if (state := find_state(side, actors)) is not None}
    people = (without_times(j) for j in (*verdicts.holding, *corrections, *identities))
    return Record(
        header=header,
        documents=tuple(sorted(documents.values(), key=lambda d: (d.uri, d.id))),
        actors=_sorted(actors.values()),
        mentions=_sorted(m for r in ordered for m in r.mentions),
        times=_sorted(t for one in told for t in one.times),
        statements=_sorted(statements),
        contacts=_sorted(joint_contacts),
        events=_sorted(mend(follow_speakers(events, said, spoken), fixes)),
        positions=positions,
        figures=_sorted(mend(figures, fixes)),
        negotiations=_sorted(negotiations),
        judgements=_sorted([*judge(comparisons, verdicts.pairs, answers), *joined, *people]),
    )


_order = attrgetter("order")


def _by_id(readings: Iterable[Reading]) -> Iterator[tuple[str, Reading]]:
    return ((reading.document.id, reading) for reading in readings)


def _date_documents(readings: Sequence[Reading], answers: Answers) -> dict[str, Document]:
    """The documents of `readings` with the days on which they were published, by id."""
    inference = infer_published(readings, answers)
    dated = {}
    for i, reading in _by_id(readings):
        given = (reading.document, inference.published[i], inference.warnings.get(i, ()))
        dated[i] = answers.ask("document", i, given, partial(_dated, *given))
    return dated


def _accounts(
    reading: Reading, documents: Mapping[str, Document], actors: Mapping[str, Actor], answers: Answers
) -> list[ContactAccount]:
    """The accounts of `reading`; of an actor nothing counts but what it is and for which state it acts."""
    if not reading.contacts:
        return []
    published = documents[reading.document.id].published
    seats = _seats((p.actor for draft in reading.contacts for p in draft.fact.participants), actors)
    return answers.ask(
        "accounts", reading.document.id, (reading, published, seats), partial(accounts_of, reading, published, actors)
    )


def _seats(ids: Iterable[str], actors: Mapping[str, Actor]) -> tuple[tuple[str, str | None] | None, ...]:
    """For each of `ids` the kind of its actor and the state that it acts for; None for who is not known."""
    found = (actors.get(i) for i in ids)
    return tuple((actor.kind, actor.state) if actor is not None else None for actor in found)


def _merge(
    cluster_: Sequence[ContactAccount],
    actors: Mapping[str, Actor],
    documents: Mapping[str, Document],
    answers: Answers,
) -> Contact:
    """The contact that the accounts of a cluster tell."""
    seats = _seats((p.actor for a in cluster_ for p in a.draft.fact.participants), actors)
    given = (*cluster_, *(documents[a.doc] for a in cluster_), seats)
    return answers.ask("contact", cluster_[0].id, given, partial(merge_contact, cluster_, actors, documents))


def _statements(
    reading: Reading, published: Published, homes: Mapping[str, str], answers: Answers
) -> tuple[Statement, ...]:
    """The statements of `reading`, each with the contact at which it was made."""
    if not reading.statements:
        return ()
    at = tuple(homes.get(draft.fact.occasion or "") for draft in reading.statements)
    return answers.ask(
        "statements",
        reading.document.id,
        (reading, published, at),
        partial(tell_statements, reading, published, homes),
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


def _actors(readings: Iterable[Reading], answers: Answers) -> dict[str, Actor]:
    """Actors of all readings; one met in several keeps every name it went by, and the first facts known of it."""
    met: dict[str, list[Actor]] = {}
    for reading in readings:
        for actor in reading.actors:
            met.setdefault(actor.id, []).append(actor)
    return {
        i: found[0] if len(found) == 1 else answers.ask("actor", i, tuple(found), partial(_unite, found))
        for i, found in met.items()
    }


def _unite(met: Sequence[Actor]) -> Actor:
    """One actor as several dispatches know it."""
    return replace(
        met[0],
        aliases=tuple(sorted({alias for actor in met for alias in actor.aliases})),
        state=_first(actor.state for actor in met),
        state_names=_first(actor.state_names for actor in met),
        office=_first(actor.office for actor in met),
        gender=_first(actor.gender for actor in met),
    )


def _first(values: Iterable[V]) -> V:
    """The first of `values` that says something, else the last."""
    found: V | None = None
    for found in values:
        if found:
            break
    return found  # type: ignore[return-value]  # there is one
