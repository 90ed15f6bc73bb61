"""Who came to see whom: the one whom "le visiteur" takes up."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from .coreference_table import VisitRule
from .layers import MentionDraft
from .roles import RoleMatch
from .scene import Scene

_FAR = 8
"""Sentences back to which whoever came is still the visitor."""
_SUBJECTS, _OBJECTS = frozenset({"nsubj", "nsubj:pass"}), frozenset({"obj", "iobj", "nsubj:pass"})
_IN, _HELPERS = frozenset({"à", "au", "aux", "en", "dans"}), 3
_OF = frozenset({"de", "d'", "du", "des"})


def visitor_again(scene: Scene, role: RoleMatch, mention: MentionDraft, rule: VisitRule) -> MentionDraft | None:
    """`mention` with whom "le visiteur" means: the only person whom the text tells to have come or to have been
    received; None where there is none, or several, and where words say whose visitor he is."""
    if role.bodies or (role.end < len(scene.doc) and scene.doc[role.end].lower_ in _OF):
        return None
    came = set(_who_came(scene, role.start, rule))
    fits = {p for p, _ in scene.people(role.start, gender=role.gender)} & came
    mention.actor = fits.pop() if len(came) == len(fits) == 1 else None
    return mention if mention.actor else None


def _who_came(scene: Scene, before: int, rule: VisitRule) -> Iterator[str]:
    """Persons told shortly before token `before` to arrive somewhere or to be received."""
    here = scene.places.sentence(before)
    for one in scene.mentions:
        near = one.end <= before and here - scene.places.sentence(one.start) <= _FAR
        if near and one.actor and not one.adjective and scene.kind(one.actor) == "person":
            received = _governs(scene, one, _OBJECTS, rule.receiving) or _follows(scene, one, rule.receiving)
            if received or _governs(scene, one, _SUBJECTS, rule.arriving):
                yield one.actor


def _follows(scene: Scene, one: MentionDraft, verbs: Collection[str]) -> bool:
    """Whether `one` is the first person after an active verb of `verbs`, with nothing but when and where between: "a
    reçu mardi à Damas X"."""
    doc, i = scene.doc, one.start - 1
    led = {"le", "la", "l'", "son", "sa"}
    while i > 0 and (doc[i].lower_ in led or scene.places.is_timed(i)):
        i -= 1
    venue = next((m for m in scene.mentions if m.end == i + 1 and m.as_place), None)
    if venue is not None:
        i = venue.start - 1
        while i > 0 and (doc[i].lower_ in led | _IN or scene.places.is_timed(i)):
            i -= 1
    helped = any(t.lemma_ == "être" for t in doc[max(0, i - _HELPERS) : i])
    return doc[i].pos_ == "VERB" and doc[i].lemma_.lower() in verbs and not helped


def _governs(scene: Scene, one: MentionDraft, relations: Collection[str], verbs: Collection[str]) -> bool:
    """Whether `one` stands in one of `relations` to a verb of `verbs`."""
    for token in scene.doc[one.start : one.end]:
        verb = token.head
        if token.dep_ in relations and verb.pos_ == "VERB" and verb.lemma_.lower() in verbs:
            return True
    return False
