"""Whom a bare office ("le président") may mean, and whom not: whoever its own sentence names as another."""

from __future__ import annotations

from collections.abc import Sequence

from .roles import RoleMatch
from .scene import Scene

_LEAD = 1
"""Number of the last sentence that still says, after a title, what the text is about."""
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


def of_the_lead(scene: Scene, role: RoleMatch, ranked: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """`ranked` where a bare office that opens a later paragraph may mean one further back: whom the first sentence has
    as its subject goes first where the text names him no less often than the one named last."""
    if len(ranked) < 2 or role.start != scene.places.sentence_start(role.start):
        return list(ranked)
    if "\n" not in scene.layers.text[max(0, scene.doc[role.start].idx - 2) : scene.doc[role.start].idx]:
        return list(ranked)
    told = [m for m in scene.mentions if m.end <= role.start and m.actor and not m.adjective]
    first = next((m.actor for m in told if m.actor in dict(ranked) and scene.places.is_subject(m)), None)
    opens = [m for m in told if m.actor == first and scene.places.sentence(m.start) <= _LEAD]
    if first is None or first == ranked[0][0] or not opens:
        return list(ranked)
    named = {p: sum(m.actor == p for m in told) for p, _ in ranked}
    other = ranked[0][0]
    near = [
        m for m in told if m.actor == other and scene.places.sentence(role.start) - scene.places.sentence(m.start) == 1
    ]
    clear = named[first] - named[other] - any(scene.places.is_subject(m) for m in near)
    return [(first, 2.0), (other, 1.0)] if clear >= 0 else list(ranked)


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
