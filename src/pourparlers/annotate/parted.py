"""Main clauses that "et" joins and the parser makes part of the object before: "exige des excuses, et Quito menace".

Input is the columns of a parse (one item a token; heads as distances), which are changed in place: the verb hangs on
that of the clause before, and the name between "et" and it is its subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .columns import Columns
from .token import Morph

_INSIDE: Final[frozenset[str]] = frozenset({"PROPN", "NOUN", "ADJ", "DET", "ADP"})
_REACH, _STEPS = 30, 12


def part_clauses(
    lower: Sequence[str], pos: list[str], dep: list[str], morph: Sequence[Morph], heads: list[int]
) -> None:
    """Make such clauses what they are; `dep` and `heads` are changed in place."""
    parse = Columns(lower, pos, dep, morph, heads)
    for i, relation in enumerate(dep):
        if relation in ("amod", "acl") and pos[i] == "VERB" and heads[i] < 0 and morph[i].finite:
            _part(i, parse)


def _part(i: int, parse: Columns) -> None:
    """Part the clause of the finite verb at `i`, where "et" and a name stand right before it."""
    noun = parse.above(i)
    subject = _subject(i, noun, parse)
    if subject is None or any(parse.pos[k] not in _INSIDE for k in range(subject + 1, i)):
        return
    joint = next((k for k in range(subject - 1, max(-1, subject - 4), -1) if parse.lower[k] == "et"), None)
    above = _verb_above(noun, i, parse)
    if joint is None or above is None or not above < joint:
        return
    parse.heads[i], parse.dep[i] = above - i, "conj"
    parse.heads[subject], parse.dep[subject] = i - subject, "nsubj"
    parse.heads[joint], parse.dep[joint] = i - joint, "cc"


def _subject(i: int, noun: int, parse: Columns) -> int | None:
    """The noun between "et" and the verb at `i`: what the tree gives it, or joins to the object."""
    own = next((k for k in parse.under(i, _REACH) if noun < k < i and parse.dep[k] == "nsubj"), None)
    if own is not None:
        return own
    if parse.dep[noun] == "conj":
        return noun
    return next((k for k in parse.under(noun, _REACH) if noun < k < i and parse.dep[k] == "conj"), None)


def _verb_above(noun: int, below: int, parse: Columns) -> int | None:
    """The finite verb above `noun`, which does not hang on the verb at `below`."""
    at = noun
    for _ in range(_STEPS):
        if not parse.heads[at]:
            return None
        at = parse.above(at)
        if at == below:
            return None
        if parse.pos[at] == "VERB":
            return at if at < noun else None
    return None
