"""Who no longer holds an office: "l'ancien président", "le président déchu"."""

from __future__ import annotations

from collections.abc import Sequence

from .roles import RoleMatch
from .scene import Scene


def is_fallen(scene: Scene, role: RoleMatch, fallen: frozenset[str]) -> bool:
    """Whether the words of `role` say that its holder was driven from office."""
    return any(t.lower_ in fallen for t in scene.doc[role.head + 1 : role.end])


def former_holders(scene: Scene, role: RoleMatch, functions: Sequence[str]) -> list[str]:
    """The persons named before who held the office of `role`, in any body where the words name none, and do not hold
    it now, the most present first."""
    book = scene.book
    bodies = role.bodies or ("",)
    return [
        person
        for person, _ in scene.people(role.start, gender=role.gender)
        if any(book.had_office(person, f, b) and not book.has_office(person, f, b) for f in functions for b in bodies)
    ]


def fallen_holders(scene: Scene, role: RoleMatch, functions: Sequence[str]) -> list[str]:
    """Whom "le président déchu" may mean: who no longer holds the office, else who named before does, as on the day of
    a coup."""
    gone = former_holders(scene, role, functions)
    if gone:
        return gone
    bodies = role.bodies or ("",)
    people = [p for p, _ in scene.people(role.start, gender=role.gender)]
    return [p for p in people if any(scene.book.has_office(p, f, b) for f in functions for b in bodies)]
