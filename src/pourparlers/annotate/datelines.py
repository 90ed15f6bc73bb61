"""Where a text is written, by its dateline: a place; in a capital, the state whose offices go without a name there."""

from __future__ import annotations

from .layers import Layers
from .roles import RoleMatch
from .scene import Scene

_OF_A_STATE = frozenset(
    {
        "head_of_state", "head_of_government", "foreign_minister", "defence_minister", "interior_minister",
        "finance_minister",
    }
)  # fmt: skip
"""Offices that each state has one holder of."""
_OF = frozenset({"de", "d'", "du", "des"})


def is_dateline(layers: Layers, start: int) -> bool:
    """Whether the character at `start`, in code points, stands in a dateline: "Paris, le 3 mai", "(MOSCOU)"."""
    return any(b.kind == "dateline" and b.start <= start < b.end for b in layers.document.blocks)


def seat_of(scene: Scene, role: RoleMatch) -> str | None:
    """The state in whose capital the text is datelined, for an office that each state has and no complement tells
    another's ("Paris, le 3 mai. Le président de la République a reçu"); None for other offices and datelines."""
    after = scene.doc[role.end].lower_ if role.end < len(scene.doc) else ""
    if role.function not in _OF_A_STATE or after in _OF:
        return None
    layers, states = scene.claims.layers, scene.book.kb.states
    for mention in scene.mentions:
        if mention.how == "metonym" and mention.actor in states and is_dateline(layers, scene.doc[mention.start].idx):
            return mention.actor
    return None
