"""Who no longer holds an office: "l'ancien président", "le président déchu"."""

from __future__ import annotations

from collections.abc import Sequence

from .roles import RoleMatch
from .scene import Scene, clear_first


def is_fallen(scene: Scene, role: RoleMatch, fallen: frozenset[str]) -> bool:
    """Whether the words of `role` say that its holder was driven from office."""
    return any(t.lower_ in fallen for t in scene.doc[role.head + 1 : role.end])


def former_holder(scene: Scene, role: RoleMatch, functions: Sequence[str]) -> str | None:
    """The person named before who held the office of `role`, in any body where the words name none, and does not hold
    it now; the most present of several, None where none stands out. Never today's holder."""
    book = scene.book
    bodies = role.bodies or ("",)
    held = [
        (person, score)
        for person, score in scene.people(role.start, gender=role.gender)
        if any(book.had_office(person, f, b) and not book.has_office(person, f, b) for f in functions for b in bodies)
    ]
    return clear_first(held)


def fallen_holder(scene: Scene, role: RoleMatch, functions: Sequence[str]) -> str | None:
    """Whom "le président déchu" means: one who no longer holds the office, else the only one named before who does, as
    on the day of a coup."""
    gone = former_holder(scene, role, functions)
    if gone is not None:
        return gone
    bodies = role.bodies or ("",)
    people = [p for p, _ in scene.people(role.start, gender=role.gender)]
    held = [p for p in people if any(scene.book.has_office(p, f, b) for f in functions for b in bodies)]
    return held[0] if len(held) == 1 else None
