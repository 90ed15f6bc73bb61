"""What a frame asks of the words around a head, told before the arguments of the head are found, which cost most.

Nothing here is enough: a frame that is let through is still tried on the arguments. Input is a frame; output sets of
words, of each of which one must stand about the head.
"""

from __future__ import annotations

from typing import Final

from .frame_table import Frame

DENYING: Final = frozenset({"ne", "n'", "n’", "loin"})
"""Of these one denies a verb ("loin d'avoir signé")."""
_OUTRIGHT: Final = DENYING | {"sans"}
_REFLEXIVE: Final = frozenset({"se", "s'"})
_LEADING: Final = frozenset({"avec", "contre", "dans", "derrière", "devant", "entre", "envers", "par", "sur", "vers"})
"""Slots that nothing fills but what that very word leads in."""


def asked_words(frame: Frame) -> list[frozenset[str]]:
    """Sets of words of each of which one stands about every verb that meets `frame`."""
    restricting = (frame.object_words, frame.subject_words)
    found = [words for words in restricting if words and not any(word[:1] == "@" for word in words)]
    if frame.needs and _LEADING.issuperset(frame.needs):
        found.append(frozenset(frame.needs))
    found.extend(frozenset({slot}) for slot in frame.also if slot in _LEADING)
    if frame.negated:
        found.append(_OUTRIGHT)
    if frame.reflexive:
        found.append(_REFLEXIVE)
    return found
