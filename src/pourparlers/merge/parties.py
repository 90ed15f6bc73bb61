"""The sides of a record: states behind their officials and institutions, organisations behind theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..types import Actor, Named

_ACTS_FOR = frozenset({"person", "institution", "state", "anonymous"})
_ORGANISATION = "org-"


def party_of(actor_id: str, actors: Mapping[str, Actor]) -> str:
    """The side that an actor speaks for: the id of the organisation whose office it holds, of the state it acts for,
    else its own. `actors` by id."""
    actor = actors.get(actor_id)
    return side_of_actor(actor) if actor is not None else actor_id


def side_of_actor(actor: Actor) -> str:
    """As `party_of`, of an actor at hand: the head of the IAEA speaks for the IAEA, not for Argentina."""
    if is_of_organisation(actor):
        return (actor.office or "").partition(".")[0]
    return actor.state.lower() if actor.state and actor.kind in _ACTS_FOR else actor.id


def is_of_organisation(actor: Actor) -> bool:
    """Whether a person holds an office of an international organisation, and so speaks for no state."""
    return actor.kind == "person" and (actor.office or "").startswith(_ORGANISATION)


def parties_of(ids: Iterable[str | None], actors: Mapping[str, Actor]) -> frozenset[str]:
    """The sides of several actors."""
    return frozenset(party_of(i, actors) for i in ids if i)


def side_name(side: str, actors: Mapping[str, Actor]) -> Named:
    """What to call a side: its actor's name, or the name of the state that those who speak for it carry."""
    known = actors.get(side) or find_state(side, actors)
    return known.name if known is not None else Named(fr=side.upper(), en=side.upper())


def find_state(side: str, actors: Mapping[str, Actor]) -> Actor | None:
    """The state that a side is, made of what those who speak for it carry; None where nobody does."""
    states = {side, side.upper()}  # looked up as they are written: there may be very many actors
    speakers = (a for a in actors.values() if a.state in states and a.state_names)
    speaker = min(speakers, key=lambda a: a.id, default=None)
    if speaker is None:
        return None
    names = Named(fr=speaker.state_names[0], en=speaker.state_names[-1])
    return Actor(id=side, name=names, kind="state", state=speaker.state, state_names=speaker.state_names)
