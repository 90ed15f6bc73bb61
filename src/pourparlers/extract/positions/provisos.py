"""Conditions beside what they bind: who refuses "tant que", or accepts "à condition que", sets a condition too.

An offer with its proviso stays one position: what it asks for stands in its `condition`.

Input is the stances of a document; output one condition of the same holder for each stance that a proviso binds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ...annotate.word_table import NOUNS, PHRASES
from ...vocab import Stance
from ..contents import Range, overlap
from .own_stances import Taken

_BOUND: Final[frozenset[Stance]] = frozenset({"refusal", "acceptance"})
_OPENERS: Final = PHRASES.provisos
_FIRST: Final = frozenset(o[0] for o in _OPENERS) | {"qu'"}
_IDLE: Final = NOUNS.idle
_FAR: Final = 30


def with_provisos(found: list[Taken]) -> list[Taken]:
    """`found` with the conditions that bind stances of it and that none of it tells."""
    told = [t.evidence for t in found if t.stance == "condition"]
    out = list(found)
    for taken in _provisos(found):
        if all(overlap(taken.contents[0], e) <= 0.3 for e in told):
            out.append(taken)
            told.append(taken.contents[0])
    return out


def _provisos(found: list[Taken]) -> Iterator[Taken]:
    for taken in found:
        if taken.stance not in _BOUND or not taken.position:
            continue
        words = _proviso(taken)
        if words is not None:
            evidence = min(taken.evidence[0], words[0]), max(taken.evidence[1], words[1])
            yield replace(
                taken,
                rule="condition-bound",
                stance="condition",
                contents=(words,),
                condition=words,
                evidence=evidence,
                event="",
                mode=None,
            )


def _proviso(taken: Taken) -> Range | None:
    """The words of the proviso of a stance, None where it has none."""
    if taken.condition is not None:
        return taken.condition if _opens(taken, taken.condition[0]) else None
    head = taken.head
    last = min(max(taken.evidence[1], head.i), head.sent.end - 1, head.i + _FAR)
    for i in range(head.i + 1, last + 1):
        if head.doc[i].text == ";":
            return None
        if _opens(taken, i) or _is_without(taken, i):
            return i, last
    return None


def _is_without(taken: Taken, i: int) -> bool:
    """Whether "sans" with a noun opens what must be there first: "refuse de négocier sans garanties"."""
    doc = taken.head.doc
    if taken.stance != "refusal" or doc[i].lower_ != "sans" or i + 1 >= taken.head.sent.end:
        return False
    noun = next((t for t in doc[i + 1 : i + 4] if t.pos_ == "NOUN"), None)
    between = doc[i + 1 : noun.i] if noun is not None else []
    return (
        noun is not None and noun.lemma_.lower() not in _IDLE and all(t.pos_ in ("DET", "ADJ", "NUM") for t in between)
    )


def _opens(taken: Taken, i: int) -> bool:
    if taken.head.doc[i].lower_ not in _FIRST:
        return False
    words = tuple("que" if t.lower_ == "qu'" else t.lower_ for t in taken.head.doc[i : i + 4])
    return any(words[: len(o)] == o for o in _OPENERS)
