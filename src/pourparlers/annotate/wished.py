"""What is only wished to be said: "Washington veut que Téhéran confirme l'arrêt", "avant que Moscou annonce sa venue".

Subjunctives of verbs in -er look like presents, so what governs their clause tells them.
"""

from __future__ import annotations

from typing import Final

from .cue_forms import CueGroup
from .syntax import infinitive_of
from .view import View

_THAT: Final = frozenset({"que", "qu'"})
_BORDERS: Final = frozenset(';:.!?«»“”"')
_CLAUSE, _FAR = 12, 7
"""Longest ways, in tokens, from a verb back to the "que" of its clause, and from there to the verb above."""


def is_only_wished(view: View, group: CueGroup) -> bool:
    """Whether the verb of `group` may be a subjunctive, and its clause stands under a verb of wish or fear, or under a
    conjunction that the subjunctive follows, so that nothing is said in it."""
    if group.start < group.verb or not view.low[group.verb].endswith(("e", "ent")):
        return False
    first = view.doc[group.verb].sent.start
    for i in range(group.start - 1, max(first, group.start - _CLAUSE) - 1, -1):
        if view.low[i] in _THAT:
            return _is_wished(view, i, first)
        if view.finite[i] or view.text[i] in _BORDERS:
            return False
    return False


def _is_wished(view: View, that: int, first: int) -> bool:
    if that > first and view.low[that - 1] in view.words.wish_openers:
        return True
    for i in range(that - 1, max(first, that - _FAR) - 1, -1):
        if view.text[i] in _BORDERS:
            return False
        if view.pos[i] in ("VERB", "AUX"):
            return infinitive_of(view.doc[i].lemma_.lower()) in view.words.wishing
    return False
