"""With which letters what a regular expression matches begins: elsewhere it need not be tried.

Read from the parse of the expression that Python itself makes; what is not understood begins with anything.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from typing import Any, Final

DIGIT: Final = "0"
"""Stands for every digit."""
ANY: Final = "*"
"""Stands for whatever may follow."""
REACH: Final = 4
"""So many letters of an opening are told: of three, rules are tried three times as often; five make many openings."""
_NOWHERE: Final = frozenset({"AT", "ASSERT", "ASSERT_NOT"})
_REPEATS: Final = frozenset({"MAX_REPEAT", "MIN_REPEAT"})


def openings(pattern: str) -> frozenset[str]:
    """The first letters of all that `pattern` may match, REACH of them (DIGIT for any digit), or fewer and ANY."""
    try:
        parsed = importlib.import_module("re._parser").parse(pattern)
    except ImportError:  # a Python that keeps its parser elsewhere
        return frozenset({ANY})
    return frozenset(_then(_of_row(parsed), {ANY}))


def opening_at(text: str, at: int) -> str:
    """The letters of `text` from code point `at` on as they stand among openings."""
    return "".join(map(_letter_of, text[at : at + REACH]))


def _letter_of(letter: str) -> str:
    return DIGIT if letter.isdecimal() else letter


def _then(first: set[str], second: set[str]) -> set[str]:
    """What begins with one of `first` and goes on with one of `second`."""
    done = {one for one in first if len(one) == REACH or one.endswith(ANY)}
    return done | {(one + other)[:REACH] for one in first - done for other in second}


def _of_row(items: Iterable[tuple[Any, Any]]) -> set[str]:
    """How a row of parts begins: with "" where it may be empty."""
    found = {""}
    for code, value in items:
        if str(code) not in _NOWHERE:
            found = _then(found, _of_part(str(code), value))
    return found


def _of_part(code: str, value: Any) -> set[str]:
    """How one part begins, of which the parse is `code` with `value`."""
    if code == "LITERAL":
        return {_letter_of(chr(value))}
    if code == "IN":
        return set[str]().union(*(_of_letters(str(kind), inner) for kind, inner in value))
    if code == "BRANCH":
        return set[str]().union(*map(_of_row, value[1]))
    if code == "SUBPATTERN":
        return _of_row(value[-1])
    if code in _REPEATS:
        found, times = {""} if not value[0] else set[str](), {""}
        for n in range(1, min(value[1], REACH) + 1):
            times = _then(times, _of_row(value[2]))
            found |= times if n >= min(value[0], REACH) else set()
        return found
    return {ANY}


def _of_letters(kind: str, value: Any) -> set[str]:
    """The letters of one part of a set of letters."""
    if kind == "LITERAL":
        return {_letter_of(chr(value))}
    if kind == "RANGE":
        return {_letter_of(chr(n)) for n in range(value[0], value[1] + 1)}
    return {DIGIT if kind == "CATEGORY" and str(value) == "CATEGORY_DIGIT" else ANY}
