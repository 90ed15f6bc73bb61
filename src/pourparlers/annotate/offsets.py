"""Deeds that a phrase only measures from: "au lendemain de la rencontre", "deux jours avant le sommet"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .tree import Token
from .word_table import GRAMMAR, NOUNS

_MEASURED: Final = NOUNS.measured_days
_SIDES: Final = {"après": -1, "avant": 1}
_PRONOUNS: Final = frozenset({"s'", "l'", "le", "la", "les", "lui", "leur", "y", "en", "de", "d'", "été"})
_PERFECT: Final = frozenset({"avoir", "être"})
_UNITS: Final = NOUNS.counted_units
_CLAUSE: Final = 14
"""At most so many tokens stand between "après avoir" and what it governs."""
_VAGUE: Final = GRAMMAR.about


def days_off(noun: Token, numbers: Mapping[str, int]) -> int | None:
    """How many days the deed of `noun` lies after that from whose clause it is measured, before it negative: "au
    lendemain de la rencontre" −1, "deux jours avant le sommet" 2. None where its phrase measures no days, or not in
    whole ones; `numbers` are the words for them."""
    doc, i = noun.doc, noun.i - 1
    while i > noun.sent.start and (doc[i].pos_ in {"DET", "ADJ"} or doc[i].lower_ in {"de", "d'", "du", "des"}):
        i -= 1
    return _measured(noun, i, numbers)


def days_off_deed(token: Token, numbers: Mapping[str, int]) -> int | None:
    """As `days_off`, for a contact at `token` that a clause of its own measures: "trois jours après avoir vu X"."""
    after = measured_deed(token)
    return _measured(token, after, numbers) if after is not None else None


def measured_deed(token: Token) -> int | None:
    """The token "après" that measures from a deed before, in whose clause `token` stands: "deux mois après avoir pris
    part au sommet"; the day of the main clause is not that of the deed."""
    doc, first = token.doc, max(token.sent.start + 1, token.i - _CLAUSE)
    for i in range(token.i, first - 1, -1):
        if doc[i].text in {",", ";", ":"} or doc[i].lower_ in {"que", "qu'", "qui", "où", "dont"}:
            return None
        if doc[i].lower_ != "après" or doc[i - 1].lower_ not in _UNITS:
            continue
        perfect = next((t.lower_ for t in doc[i + 1 : i + 4] if t.lower_ not in _PRONOUNS), "")
        return i if perfect in _PERFECT else None
    return None


def _measured(token: Token, i: int, numbers: Mapping[str, int]) -> int | None:
    """The days that the words up to token `i` measure, in the sentence of `token`."""
    doc, start = token.doc, token.sent.start
    if (measured := _MEASURED.get(doc[i].lower_)) is not None:
        return measured
    side = _SIDES.get(doc[i].lower_, 0)
    unit = i - 1 if side else i
    if unit < start + 1 or doc[unit].lower_ not in {"jour", "jours"}:
        return None
    number = doc[unit - 1].lower_
    count = numbers.get(number) or (int(number) if number.isdecimal() else None)
    before = doc[unit - 2].lower_ if unit > 1 else ""
    if count is None or before in _VAGUE or (before == "à" and doc[unit - 3].lower_ in numbers):
        return None  # "moins de trois jours après", "deux à trois jours après"
    return count * (side or 1) if side or before == "à" else None
