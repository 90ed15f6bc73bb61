"""Talks of those who have just been told to have met: "X et Y se sont vus. Ils ont eu un long entretien"."""

from __future__ import annotations

from collections.abc import Sequence

from ....annotate.layers import Layers
from ....annotate.tree import Doc
from ....drafts import ContactDraft
from ..rules import Stretch
from ..who.found import Found

_NEAR = 4
"""Code points between two sentences that follow one another."""
_TOLD = 3
"""At most so many tokens before a noun say which one of several it is."""


def met_just_now(
    doc: Doc, layers: Layers, drafts: Sequence[ContactDraft], stretch: Stretch, found: Found, *, again: frozenset[str]
) -> bool:
    """Whether the sentence before tells that those found met, and nothing says that they spoke another day or anew."""
    last, unit, i = drafts[-1] if drafts else None, stretch.unit, stretch.trigger.i
    if last is None or not 0 <= doc[unit.start].idx - last.sentence[1] <= _NEAR or last.loose:
        return False
    fact = last.fact
    if fact.mode != "in_person" or fact.status != "held" or fact.kind in {"visit", "press_conference"}:
        return False
    if {p.actor for p in fact.participants} != {p.actor for p in found.parties}:
        return False
    days = {t.start for t in layers.times if t.kind == "DATE"}
    dated = any(t.idx in days for t in doc[unit.start : stretch.right])
    return not dated and not {t.lower_ for t in doc[max(unit.start, i - _TOLD) : i]} & again
