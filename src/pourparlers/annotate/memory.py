"""Who spoke last, and whom the text was last about, as one document is read unit by unit."""

from __future__ import annotations

from dataclasses import replace

from .speakers import NOBODY, Speaker
from .units import Unit
from .view import View

_LONG_AGO = -9
_SAME = (["le", "même"], ["la", "même"])
_NEAR = 2


class Memory:
    """`last` spoke last, in unit `last_unit` of `last_paragraph`; `topic` is whom unit `topic_unit` was about."""

    def __init__(self, view: View) -> None:
        self.view, self.layers = view, view.layers
        self.last: Speaker = NOBODY
        self.unnamed_last: Speaker = NOBODY
        self.topic: Speaker = NOBODY
        self.last_unit = self.last_paragraph = self.topic_unit = _LONG_AGO
        self.unit_index, self.unit_start = -1, 0
        self.paragraph, self.paragraph_start = -1, 0

    def enter(self, unit: Unit) -> None:
        """Begin to read `unit`."""
        self.unit_index, self.unit_start = self.unit_index + 1, unit.start
        if unit.paragraph != self.paragraph:
            self.paragraph, self.paragraph_start = unit.paragraph, unit.start

    def spoke(self, speaker: Speaker, paragraph: int) -> None:
        """Remember that `speaker` spoke in this unit, in `paragraph`."""
        self.last, self.last_unit, self.last_paragraph = speaker, self.unit_index, paragraph
        actor = self.layers.actors.get(speaker.actor or "")
        if actor is not None and actor.kind == "anonymous":
            self.unnamed_last = speaker

    def same(self, start: int) -> Speaker:
        """Whom "le même", "la même" at token `start` takes up: who spoke last, a unit or two before."""
        told = self.view.low[start : start + 2] in _SAME
        fresh = told and self.unit_index - self.last_unit <= _NEAR and not self.last.others
        return replace(self.last, start=start, end=start + 2) if fresh else NOBODY
