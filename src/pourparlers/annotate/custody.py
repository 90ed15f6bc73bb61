"""Whom a pronoun does not mean where a clause says that somebody is held: "X nomme Y, alors qu'il est détenu"."""

from __future__ import annotations

from .coreference_table import CustodyRule
from .salience import clause_subject
from .scene import Scene

_OPENER, _STATE = 2, 7


class Custody:
    """Reads such clauses; one object for all documents."""

    def __init__(self, rule: CustodyRule) -> None:
        self._rule = rule

    def keeper(self, scene: Scene, i: int) -> set[str]:
        """Who acts above the clause whose pronoun is token `i`, where another is said to be held; else nobody."""
        doc, rule = scene.doc, self._rule
        if i < _OPENER or " ".join(t.lower_ for t in doc[i - _OPENER : i]) not in rule.openers:
            return set()
        end = next((t.i for t in doc[i : i + _STATE] if t.text in {",", ".", ";"}), i + _STATE)
        if rule.states.isdisjoint(t.lower_ for t in doc[i:end]):
            return set()
        subject = clause_subject(doc, scene.places, scene.mentions, doc[i])
        if subject is None:
            return set()
        acts = any(t.pos_ == "VERB" and t.lemma_.lower() in rule.verbs for t in doc[subject.end : i])
        held = (m for m in scene.mentions if subject.end < m.start < i and m.actor and not m.adjective)
        others = any(scene.is_person(m.actor or "") and not set(m.actors) & set(subject.actors) for m in held)
        return set(subject.actors) if acts and others else set()
