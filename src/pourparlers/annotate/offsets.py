"""Deeds that a phrase only measures from: "au lendemain de la rencontre", "deux jours avant le sommet"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .tree import Token

_MEASURED: Final = {"lendemain": -1, "surlendemain": -2, "veille": 1, "avant-veille": 2}
_SIDES: Final = {"après": -1, "avant": 1}
_VAGUE: Final = frozenset({"de", "d'", "environ", "quelque", "dans", "près", "presque", "ou"})


def days_off(noun: Token, numbers: Mapping[str, int]) -> int | None:
    """How many days the deed of `noun` lies after that from whose clause it is measured, before it negative: "au
    lendemain de la rencontre" −1, "deux jours avant le sommet" 2. None where its phrase measures no days, or not in
    whole ones; `numbers` are the words for them."""
    doc, i = noun.doc, noun.i - 1
    while i > noun.sent.start and (doc[i].pos_ in {"DET", "ADJ"} or doc[i].lower_ in {"de", "d'", "du", "des"}):
        i -= 1
    if (measured := _MEASURED.get(doc[i].lower_)) is not None:
        return measured
    side = _SIDES.get(doc[i].lower_, 0)
    unit = i - 1 if side else i
    if unit < noun.sent.start + 1 or doc[unit].lower_ not in {"jour", "jours"}:
        return None
    number = doc[unit - 1].lower_
    count = numbers.get(number) or (int(number) if number.isdecimal() else None)
    before = doc[unit - 2].lower_ if unit > 1 else ""
    if count is None or before in _VAGUE or (before == "à" and doc[unit - 3].lower_ in numbers):
        return None  # "moins de trois jours après", "deux à trois jours après"
    return count * (side or 1) if side or before == "à" else None
