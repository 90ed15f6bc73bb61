"""Who an actor is, where a person says otherwise than the program: another name, or another actor.

Such a judgement is a correction whose target is an actor. It is carried out on the readings, before anything is merged,
so that the meetings, statements and positions of two actors that are one come together as if they had been read so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar

import msgspec

from ..drafts import Reading
from ..ids import make_id
from ..types import (
    Actor,
    Candidate,
    Contact,
    Event,
    Figure,
    Judgement,
    Mention,
    Named,
    Participant,
    Position,
    Span,
    Statement,
)
from .judgements import ACTOR_FIELDS, in_order, say_why

T = TypeVar("T")
replace = msgspec.structs.replace

_NAMING: Final[dict[Any, tuple[str, ...]]] = {
    Candidate: ("actor",),
    Event: ("actor", "recipient"),
    Figure: ("of", "according_to"),
    Mention: ("actor", "members"),
    Participant: ("actor",),
    Position: ("holder", "co_holders", "addressee"),
    Statement: ("speaker", "co_speakers", "addressee", "via"),
}
"""Fields that hold an actor's id, or several."""

_HOLDING: Final[dict[Any, str]] = {
    Contact: "participants",
    Mention: "candidates",
    Statement: "speaker_candidates",
}
"""Fields that hold objects that name actors."""

_FIRST: Final[dict[Any, tuple[str, str]]] = {Statement: ("speaker", "co_speakers"), Position: ("holder", "co_holders")}
"""Who is named first, and the others, among whom it does not stand again."""

_MEANT: Final[dict[Any, str]] = {Mention: "actor", Statement: "speaker"}
"""What candidates are candidates for."""

_ACTOR: Final = msgspec.json.Decoder(Actor)


def find_identities(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Those on actors that hold, in the order in which they were decided: of several on one thing the latest."""
    found: dict[tuple[str | None, str | None, tuple[tuple[str, ...], ...]], Judgement] = {}
    for judgement in in_order(judgements):
        if judgement.kind == "correction" and judgement.field in ACTOR_FIELDS:
            key = (judgement.target, judgement.field, judgement.sides)
            found.pop(key, None)  # a later one is carried out after those that stand between
            found[key] = judgement
    return tuple(found.values())


def with_identities(readings: Sequence[Reading], identities: Sequence[Judgement]) -> list[Reading]:
    """`readings` where each actor is who `identities` say; those that name none of them are given as they are."""
    changed = list(readings)
    for judgement in identities:
        if judgement.field == "same" and judgement.target and judgement.value:
            kept = read_actor(judgement.value)
            docs = {doc for side in judgement.sides for doc in side}
            changed = [
                _move(reading, judgement.target, kept) if not docs or reading.document.id in docs else reading
                for reading in changed
            ]
    return changed


def with_names(actors: Mapping[str, Actor], identities: Sequence[Judgement]) -> dict[str, Actor]:
    """`actors` with the names that people gave them; those that the program gave are kept among the others."""
    named = dict(actors)
    for judgement in identities:
        actor = named.get(judgement.target or "")
        if judgement.field == "name" and judgement.value and actor:
            others = {*actor.aliases, actor.name.fr, actor.name.en} - {judgement.value, ""}
            name = Named(fr=judgement.value, en=judgement.value)
            named[actor.id] = replace(actor, name=name, aliases=tuple(sorted(others)))
    return named


def read_actor(value: str) -> Actor:
    """The actor that a judgement writes as text (its wire form)."""
    return _ACTOR.decode(value)


def decide_name(actor: Actor, name: str, anchors: Iterable[Span], **told: str) -> Judgement:
    """A person's judgement that `actor` is called `name`.

    `anchors` are words that name it: the judgement goes when all their dispatches are removed. `told` as in
    `decide_same`.
    """
    return _decide(actor, "name", name, (), anchors, **told)


def decide_same(
    actor: Actor, kept: Actor, anchors: Iterable[Span], *, docs: Sequence[str] = (), **told: str
) -> Judgement:
    """A person's judgement that `actor` is `kept`; where `docs` are given, in these dispatches alone.

    `told`: `author`, `decided_at` (ISO 8601, UTC), `why`.
    """
    value = msgspec.json.encode(kept).decode()
    found = _decide(actor, "same", value, docs, anchors, **told)
    return replace(found, pair=(actor.id, kept.id))


def make_actor(name: str, like: Actor) -> Actor:
    """Somebody whom no table and no dispatch knows, of the kind of `like`."""
    return Actor(
        id=make_id("actor", "named by a person", like.kind, name), name=Named(fr=name, en=name), kind=like.kind
    )


def _decide(
    actor: Actor,
    field: str,
    value: str,
    docs: Sequence[str],
    anchors: Iterable[Span],
    *,
    author: str,
    decided_at: str,
    why: str = "",
) -> Judgement:
    sides = (tuple(sorted(set(docs))),) if docs else ()
    return Judgement(
        id=make_id("judgement", "correction", actor.id, field, value, *sides, author),
        kind="correction",
        target=actor.id,
        field=field,
        value=value,
        reasons=say_why(why),
        author=author,
        decided_at=decided_at,
        sides=sides,
        anchors=tuple(anchors),
    )


def _move(reading: Reading, old: str, kept: Actor) -> Reading:
    """`reading` with `kept` wherever it has the actor `old`."""
    gone = next((actor for actor in reading.actors if actor.id == old), None)
    if gone is None or old == kept.id:
        return reading
    held = next((actor for actor in reading.actors if actor.id == kept.id), kept)
    names = {*held.aliases, *gone.aliases, gone.name.fr, gone.name.en} - {held.name.fr, held.name.en, ""}
    held = replace(held, aliases=tuple(sorted(names)))
    rest = [actor for actor in reading.actors if actor.id not in {old, kept.id}]
    ids = {old: kept.id}
    return replace(
        reading,
        actors=tuple(sorted((*rest, held), key=lambda actor: actor.id)),
        mentions=tuple(_moved(mention, ids) for mention in reading.mentions),
        statements=_moved_drafts(reading.statements, ids),
        contacts=_moved_drafts(reading.contacts, ids),
        events=_moved_drafts(reading.events, ids),
        positions=_moved_drafts(reading.positions, ids),
        figures=_moved_drafts(reading.figures, ids),
    )


def _moved_drafts(drafts: Sequence[Any], ids: Mapping[str, str]) -> tuple[Any, ...]:
    return tuple(replace(draft, fact=_moved(draft.fact, ids)) for draft in drafts)


def _moved(item: T, ids: Mapping[str, str]) -> T:
    """`item` with the actors of `ids` by their new ids, each once."""
    kind = type(item)
    changes: dict[str, Any] = {}
    field: str | None
    for field in _NAMING.get(kind, ()):
        value = getattr(item, field)
        many = isinstance(value, tuple)
        changes[field] = tuple(dict.fromkeys(ids.get(one, one) for one in value)) if many else ids.get(value, value)
    if field := _HOLDING.get(kind):
        before: Sequence[Any] = getattr(item, field)
        found: dict[str, Any] = {}
        for one in before:
            found.setdefault(ids.get(one.actor, one.actor), _moved(one, ids))
        changes[field] = tuple(found.values())
        meant = _MEANT.get(kind)
        if meant and changes[meant] is None and len(before) > len(found) == 1:
            changes[meant] = next(iter(found))  # the candidates were one actor under two ids
    if others := _FIRST.get(kind):
        first, rest = others
        changes[rest] = tuple(one for one in changes[rest] if one != changes[first])
    return replace(item, **changes) if changes else item  # type: ignore[type-var]
