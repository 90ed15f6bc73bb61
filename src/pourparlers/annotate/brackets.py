"""Brackets behind a name that only gloss it: "les Forces de soutien rapide (FSR) ont", "X (Russie) et Y"."""

from __future__ import annotations

from .layers import MentionDraft
from .view import View

_SHORT = 8
"""At most so many tokens within brackets only gloss a name."""
_NAME = 3
"""Brackets with a short name are so many tokens."""


def before_brackets(view: View, i: int, first: int) -> int:
    """The token before the brackets that close at token `i` ("les Forces de soutien rapide (FSR) ont"), else `i`."""
    inside = range(i - 1, max(first, i - _SHORT), -1) if view.text[i] == ")" else ()
    return next((j - 1 for j in inside if view.text[j] == "("), i)


def glossed(view: View, comma: int, first: int) -> MentionDraft | None:
    """The one named before brackets with a short name that `comma` follows: "X, chef du Front populaire (FP), a dit";
    None where none is."""
    j = before_brackets(view, comma - 1, first)
    held = view.mention(j) if j == comma - 1 - _NAME else None
    if held is None or held.end != j + 1 or not view.text[j + 2][:1].isupper():
        return None
    return None if held.as_place or held.adjective or not held.actors else held
