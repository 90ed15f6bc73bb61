"""Whom a bare office ("le président") may mean, and whom not: whoever its own sentence names as another."""

from __future__ import annotations

from collections.abc import Sequence

from .roles import RoleMatch
from .scene import Scene

_FULL = 4
"""So many words a title has, at least, that means one person all through: "le président de la République"."""
_MINISTER = frozenset({"ministre"})
_SECRETARIES = frozenset({"usa"})
"""States whose ministers are called secretaries: "le ministre" is no one of theirs."""
_CUTS = frozenset({";", ":", "«", "»", "“", "”", '"'})


def fitting(
    scene: Scene, role: RoleMatch, ranked: Sequence[tuple[str, float]], functions: frozenset[str]
) -> list[tuple[str, float]]:
    """Those of `ranked` who hold one of `functions`, or are told to, and may be meant: no king by "le président",
    nobody whom the sentence names further on beside its subject ("Le président a reçu X"), then nor by the same full
    title later."""
    book = scene.book
    said = {m.actor: m.function for m in scene.mentions if m.end <= role.start and m.actor and m.function}
    fits = [(p, s) for p, s in ranked if {said.get(p), *book.functions(p)} & functions]
    if scene.doc[role.head].lower_.startswith("président"):
        fits = [(p, s) for p, s in fits if not book.is_royal(p)]
    if scene.doc[role.head].lower_ in _MINISTER and not role.bodies:
        fits = [(p, s) for p, s in fits if book.state_of(p) not in _SECRETARIES]
    others = _others(scene, role)
    return [(p, s) for p, s in fits if p not in others]


def _others(scene: Scene, role: RoleMatch) -> set[str]:
    """Whom the sentences that the same words open name further on, each as another than the one so called."""
    doc, size = scene.doc, role.end - role.start
    words = [t.lower_ for t in doc[role.start : role.end]]
    found = _beside(scene, role.start, role.end)
    for start in range(role.start + 1 if size >= _FULL else 0):
        if doc[start].lower_ == words[0] and [t.lower_ for t in doc[start : start + size]] == words:
            found |= _beside(scene, start, start + size)
    return found


def _beside(scene: Scene, start: int, end: int) -> set[str]:
    """Persons whom the sentence that [start, end) opens names further on with no mark between."""
    if start != scene.places.sentence_start(start):
        return set()
    stop = next((t.i for t in scene.doc[end:] if t.text in _CUTS or t.is_sent_start), len(scene.doc))
    after = [m for m in scene.mentions if end + 1 < m.start < stop and m.how == "name" and not m.adjective]
    return {m.actor for m in after if m.actor and scene.is_person(m.actor)}
