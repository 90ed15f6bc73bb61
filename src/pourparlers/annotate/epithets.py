"""Nouns of no office that take somebody up again: a rank ("le maréchal"), an epithet ("l'octogénaire")."""

from __future__ import annotations

from collections.abc import Container

from .roles import RoleMatch
from .scene import Scene

_NEAR = 2
"""How many sentences before an epithet whoever it takes up is named."""


def taken_up(scene: Scene, role: RoleMatch, epithets: Container[str]) -> str | None:
    """The person whom the bare noun of `role` takes up, None where none or several may be meant.

    A noun that somebody was called by before ("le maréchal Khalifa Haftar") means him. One of `epithets`, which may be
    said of anybody, means the only person of its gender named shortly before.
    """
    doc = scene.doc
    word = doc[role.head].lower_
    named = [m for m in scene.mentions if m.end <= role.start and m.actor and scene.is_person(m.actor)]
    called = {m.actor for m in named if word in {t.lower_ for t in doc[max(0, m.start - 2) : m.end]}}
    if called:
        return called.pop() if len(called) == 1 else None
    if word not in epithets:
        return None
    here = scene.places.sentence(role.start)
    near = {m.actor for m in named if here - scene.places.sentence(m.start) <= _NEAR}
    fitting = {p for p, _ in scene.people(role.start, gender=role.gender)} & near
    return fitting.pop() if len(fitting) == 1 else None
