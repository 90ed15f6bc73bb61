"""Where a contact stands by the preposition before its noun: "après l'entretien", "à la veille d'un sommet"."""

from __future__ import annotations

from ...annotate.tense import FUTURE_LIKE
from ...annotate.tree import Doc
from .status import Standing
from .status_table import StatusWords

_OF = frozenset({"de", "d'", "du", "des"})
_JOINTS = frozenset({"puis", "et"})
_NEAR, _LASTING, _LINKED = 6, 9, 20
"""Tokens between a noun and its preposition, at most; over how long it was; over what "puis" joins to it."""


def _introduced(doc: Doc, noun: int, words: StatusWords) -> set[str]:
    """The words of the preposition that introduces the noun phrase ("au lendemain d'un", "à l'issue de ces")."""
    found: set[str] = set()
    telling, linked, lasts = words.through | words.after | words.before | words.purpose, False, False
    for j in range(noun - 1, max(-1, noun - _LINKED), -1):
        word = doc[j].lower_
        if word in words.before and word.endswith("ant"):
            found.add(word)  # "en attendant le sommet"
        if doc[j + 1].is_sent_start or doc[j].text in {",", ".", ";", ":"} or doc[j].pos_ in {"VERB", "AUX"}:
            break
        if word in _JOINTS and doc[j + 1].lower_ in _OF:
            linked = True  # "au terme d'un entretien avec X puis d'un appel de Y"
        if not linked and j < noun - (_LASTING if lasts else _NEAR):
            break
        if word in telling or not linked:
            found.add(word)
        # "au terme de trois heures d'entretien", and not "dans deux semaines les entretiens"
        length = doc[j].pos_ == "NOUN" and doc[j - 1].pos_ == "NUM" and doc[j + 1].lower_ in _OF
        lasts = lasts or length
        if word in telling or (doc[j].pos_ in {"NOUN", "PROPN"} and not (linked or length)):
            break
    return found


def introduced_as(doc: Doc, noun: int, tense: str | None, words: StatusWords) -> Standing | None:
    """What the preposition says: after a contact it was held, before it it is planned, during it as the clause goes."""
    near = _introduced(doc, noun, words)
    ahead = tense in FUTURE_LIKE
    if near & words.after:
        return Standing("planned") if ahead else Standing("held", past=True)
    if near & words.before:  # "avait vu X avant une réunion à trois": one after the other, both over
        return Standing("held", past=True) if tense == "pluperfect" else Standing("planned")
    if near & words.through:  # "il conviendrait de le sonder lors de sa venue"
        return Standing("planned") if ahead or tense == "conditional" else Standing("held", past=True)
    if near & words.purpose:
        return Standing("planned") if ahead or tense in {"present", "conditional"} else None
    return None
