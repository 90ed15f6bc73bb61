"""The states in which places lie, registered among the actors of a document."""

from __future__ import annotations

from ....annotate.layers import Layers
from ....knowledge.model import KnowledgeBase
from ....types import Actor, Named, Place


def state_at(kb: KnowledgeBase, layers: Layers, place: Place) -> str | None:
    """Id of the state a place lies in, registered among the document's actors."""
    row = None if place.country else kb.places_by_name.get(place.name.fr)
    named = (s.id for s in kb.states.values() if not s.iso3 and s.name_fr == place.name.fr)
    return state_of(kb, layers, place.country or (row.state if row is not None else next(named, "")))


def state_of(kb: KnowledgeBase, layers: Layers, code: str) -> str | None:
    """Id of the state with this ISO code, or with this id where it has no code, registered among the actors."""
    state = next((s for s in kb.states.values() if code and code == (s.iso3 or s.id)), None)
    if state is None:
        return None
    if state.id not in layers.actors:
        layers.actors[state.id] = Actor(
            id=state.id,
            name=Named(fr=state.name_fr, en=state.name_en),
            kind="state",
            state=state.iso3 or None,
            state_names=(state.name_fr, state.name_en),
            wikidata=state.wikidata or None,
            role_code="GOV",
        )
    return state.id
