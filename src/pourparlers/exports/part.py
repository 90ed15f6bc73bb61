"""The part of a record that an export is asked for: facts of a period and of an actor, and what they stand on."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

import msgspec

from ..store.links import find_actors, find_bounds, find_docs
from ..types import Fact, Judgement, Record, Statement, When
from ..views.dating import Dating

_F = TypeVar("_F", bound=Fact)


def take_part(
    record: Record, *, since: str | None = None, until: str | None = None, actors: Collection[str] | None = None
) -> Record:
    """The facts of `record` whose date may lie between the ISO days `since` and `until`, and that name one of `actors`.

    A fact without a date is in only when no day is given (for acts of speech, positions and figures see `Dating`).
    With the facts come the documents that they stand on, these documents' mentions and times, the actors that any of
    it names, negotiations with the members that are in, and the merges that made contacts and statements one.
    Without any wish, the record itself.
    """
    if since is None and until is None and actors is None:
        return record
    dating = Dating(record)

    def is_in(fact: Fact) -> bool:
        named = actors is None or not find_actors(fact).isdisjoint(actors)
        return named and _may_lie(dating.find(fact), since, until)

    facts = {
        name: tuple(fact for fact in getattr(record, name) if is_in(fact))
        for name in ("statements", "contacts", "events", "positions", "figures")
    }
    kept: list[Fact] = [fact for group in facts.values() for fact in group]
    ids = {fact.id for fact in kept}
    docs = {doc for fact in kept for doc in find_docs(fact)}
    documents = tuple(document for document in record.documents if document.id in docs)
    mentions = tuple(mention for mention in record.mentions if mention.doc in docs)
    named = {actor for item in (*kept, *mentions) for actor in find_actors(item)}
    named |= {candidate.actor for mention in mentions for candidate in mention.candidates}
    named |= {member for mention in mentions for member in mention.members}
    named |= {actor for fact in facts["statements"] if isinstance(fact, Statement) for actor in fact.via}
    return msgspec.structs.replace(
        record,
        documents=documents,
        actors=tuple(actor for actor in record.actors if actor.id in named),
        mentions=mentions,
        times=tuple(time for time in record.times if time.doc in docs),
        negotiations=tuple(
            msgspec.structs.replace(item, members=tuple(id_ for id_ in item.members if id_ in ids))
            for item in record.negotiations
            if not ids.isdisjoint(item.members)
        ),
        judgements=_find_merges(record.judgements, ids),
        **facts,
    )


def _may_lie(when: When, since: str | None, until: str | None) -> bool:
    if since is None and until is None:
        return True
    bounds = find_bounds(when.value)
    return bounds is not None and (not since or bounds[1] >= since) and (not until or bounds[0] <= until)


def _find_merges(judgements: tuple[Judgement, ...], ids: set[str]) -> tuple[Judgement, ...]:
    """The judgements that lead to the objects of `ids`, through others if need be."""
    reached, grown = set(ids), True
    while grown:
        found = {id_ for j in judgements if not reached.isdisjoint(j.pair) for id_ in j.pair}
        grown = not found <= reached
        reached |= found
    return tuple(j for j in judgements if j.target in ids or not reached.isdisjoint(j.pair))
