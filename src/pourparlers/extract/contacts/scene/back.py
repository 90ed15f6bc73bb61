"""The day of what was over before the story, or that a colon explains: told in a sentence or a clause before.

In: the layers of one document and the days of its contacts. Out: indices of expressions of time.
"""

from __future__ import annotations

from ....annotate.layers import Layers
from ....annotate.tense import tense_of
from ....annotate.tree import Doc
from ..rules import Stretch
from ..where_table import WhereWords
from .span import is_attribute, is_span, tells_day
from .when import Days

_BACK = frozenset({"pluperfect", "infinitive", "participle", None})
"""Tenses that stay with what was over before the story."""
_STORY = 2
"""How many sentences after its day what was over before the story is still told of it."""
_STRETCHES = frozenset({"week", "weekend", "month", "month_only"})
"""Recipes of stretches of days that a clause before a colon may give."""


class Back:
    """Finds such days in one document."""

    def __init__(self, doc: Doc, layers: Layers, words: WhereWords, days: Days) -> None:
        self._doc, self._layers, self._words, self._days = doc, layers, words, days

    def day(self, i: int) -> int | None:
        """The day in the past of the story that opens its own or one of the two sentences before, in its paragraph, on
        which the pluperfect at token `i` goes on: "Samedi, il avait démenti. Il avait vu X"."""
        doc, times, at = self._doc, self._layers.times, self._doc[i].idx
        first = self._layers.text.rfind("\n", 0, at) + 1
        near = [n for n, t in enumerate(times) if first <= t.start < at and tells_day(t) and t.is_day]
        near = [n for n in near if not is_attribute(doc, times[n], self._words) and times[n].direction != "future"]
        if not near or not times[near[-1]].background or not self._days.dates(near[-1]):
            return None
        if times[near[-1]].loose and not is_span(doc, times[near[-1]], self._words):
            return None
        told = doc.char_span(times[near[-1]].start, times[near[-1]].end, alignment_mode="expand")
        if told is None or self._days.is_aside(times[near[-1]].start, i) or self._is_said(times[near[-1]].start):
            return None
        between = [t for t in doc[told.start : i] if t.pos_ in {"VERB", "AUX"}]
        between = [t for t in between if not (self._is_said(t.idx) or self._is_said_before(t.idx))]
        over = all(tense_of(t) in _BACK for t in between if not t.dep_.startswith("aux"))
        return near[-1] if over and self._sentences(told.end, i) <= _STORY else None

    def _sentences(self, start: int, end: int) -> int:
        """How many sentences begin within tokens [start, end); neither a mark that the parser takes for one counts, nor
        what somebody says between quotation marks."""
        found, opens = 0, False
        for token in self._doc[start:end]:
            opens = opens or bool(token.is_sent_start)
            if opens and token.is_alpha:
                found, opens = found + (not self._is_said(token.idx)), False
        return found

    def _is_said(self, at: int) -> bool:
        """Whether the code point `at` stands in words that somebody says."""
        return any(s.start <= at < s.end for d in self._layers.statements for s in d.fact.content)

    def _is_said_before(self, at: int) -> bool:
        """Whether the code point `at` stands in a pluperfect of saying, however it was parsed: "… », avait dit"."""
        cues = (d.fact.cue.span for d in self._layers.statements if d.fact.cue is not None)
        return any(c.start <= at < c.end and c.text.lower().startswith(("avait ", "avaient ")) for c in cues)

    def before_colon(self, stretch: Stretch) -> int | None:
        """The one day, or stretch of days, of the clause before the colon after which a contact tells what happened
        then: "est montée d'un cran vendredi : l'ambassadeur a été convoqué par Y", "avait fait sa tournée la semaine
        dernière : Rome, puis Oslo, où Y l'avait reçu"."""
        i, start, times = stretch.trigger.i, stretch.unit.start, self._layers.times
        colon = next((t.i for t in reversed(self._doc[start:i]) if t.text in {":", ";", "«"}), None)
        if colon is None or self._doc[colon].text != ":":
            return None
        first, last = self._doc[start].idx, self._doc[colon].idx
        here = [n for n, t in enumerate(times) if first <= t.start < last and tells_day(t)]
        if len(here) != 1 or here[0] in set(self._layers.report_times) or times[here[0]].direction != "past":
            return None
        recipe = times[here[0]].recipe
        whole = recipe is not None and recipe.op in _STRETCHES
        return here[0] if times[here[0]].is_day or whole else None
