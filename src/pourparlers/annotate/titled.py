"""Whom the title that the text gave somebody beside his name means again, where no office of the knowledge base tells
it: "Iouri Ouchakov, conseiller diplomatique du Kremlin … le conseiller du Kremlin"."""

from __future__ import annotations

from .roles import RoleMatch
from .scene import Scene
from .tree import Doc

_CONTENT = frozenset({"NOUN", "PROPN", "ADJ"})


def titled_so(scene: Scene, role: RoleMatch) -> str | None:
    """The one person beside whose name stood the noun of `role`, with all that it says more of him; None for an
    indefinite or a bare noun, for several, and where no or more than one person was called so."""
    own = _content(scene.doc, role.start, role.end)
    if role.determiner != "definite" or role.number != "s" or role.former or role.coming or len(own) < 2:
        return None
    head = scene.doc[role.head].lower_
    called = {
        m.actor
        for m in scene.mentions
        if m.end <= role.start and m.actor and m.how == "name" and scene.is_person(m.actor)
        if head in (words := _content(scene.doc, m.start, m.end)) and own <= words
    }
    return called.pop() if len(called) == 1 else None


def _content(doc: Doc, start: int, end: int) -> set[str]:
    """The nouns, names and adjectives among tokens [start, end), in lower case."""
    return {t.lower_ for t in doc[start:end] if t.pos_ in _CONTENT}
