"""Quotations that no incise, source or cue took: after a colon, continuing a statement, or fused in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from . import incises as incise_rules
from .complements import Complement
from .naming import Namer
from .reading import Reading
from .speakers import NOBODY, Speaker
from .statements import Told
from .subjects import Subjects
from .units import Unit
from .view import View


class Leftovers:
    """Gives speakers to the quotations left over in the units of one document; `add` adds a statement."""

    def __init__(self, view: View, namer: Namer, subjects: Subjects, add: Callable[[Reading, Told], str]) -> None:
        self.view, self.namer, self._subjects, self._add = view, namer, subjects, add

    def report(self, state: Reading) -> None:
        view, unit = self.view, state.unit
        for number in unit.numbers:
            if number not in state.free:
                continue
            quote = view.outer[number]
            before, after = view.token_at(quote.outer_start), view.token_at(quote.outer_end - 1) + 1
            colon = view.previous(before, unit.start)
            if (cue := incise_rules.cue_after_colon(view, unit, state.cues, before)) is not None:
                speaker = self._subjects.of_cue(state, cue, Complement(before, after, "quote"))[0]
                self._add(state, Told([(before, after)], speaker, cue, (cue.start, cue.end)))
            elif before <= unit.start + 1 and after >= unit.end - 1:
                self._add(state, Told([(unit.start, unit.end)], self._continuing(unit)))
            elif (begin := self._colon_before(before, unit)) is not None:
                here = state.speaker if state.speaker.actor else self.namer.subject_of(unit.start, begin)
                self._add(state, Told([(begin + 1, unit.end)], here, None, (unit.start, begin)))
            elif colon is not None:
                self._fused(state, number, before, after)

    def _continuing(self, unit: Unit) -> Speaker:
        """A unit that is one quotation continues the statement before it, in its paragraph or a unit or two ago."""
        near = self.namer.unit_index - self.namer.last_unit <= 2 or self.namer.last_paragraph == unit.paragraph
        return replace(self.namer.last, start=0, end=0) if near else NOBODY

    def _colon_before(self, before: int, unit: Unit) -> int | None:
        view = self.view
        for i in range(before - 1, unit.start, -1):
            if view.text[i] == ":" and view.quote_at[i] < 0 and i - unit.start > 2:
                return i
        return None

    def _fused(self, state: Reading, number: int, before: int, after: int) -> None:
        """Quoted words in a narrated sentence: its subject's, where the subject can speak."""
        view, unit = self.view, state.unit
        source = next((s for s in state.sources if s.speaker.actor), None)
        speaker = source.speaker if source else self._subjects.head(unit, before)
        if self.namer.is_document(speaker) and {"VERB", "AUX"}.isdisjoint(view.pos[unit.start : before]):
            self._add(state, Told([(before, after)], NOBODY))  # "Un accord « tout proche »": said of it, not by it
            return
        if not speaker.actor:
            quote = view.outer[number]
            long = len(view.layers.text[quote.start : quote.end].split()) >= 3
            fresh = self.namer.unit_index - self.namer.last_unit <= 1
            if not long:
                return
            speaker = replace(self.namer.last, start=0, end=0) if fresh else NOBODY
        self._add(state, Told([(before, after)], speaker))
