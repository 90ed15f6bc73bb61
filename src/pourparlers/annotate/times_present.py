"""Whether a weekday told in the present is to come ("arrive jeudi à Rome") or over ("Lundi, Rome rejette le plan").

In: the expressions of one text with the verb that each goes with. Out: their direction. A plain present of a plan lies
ahead; one of an answer or an incident, of which nobody knows beforehand, tells what happened, and so do the other days
of its paragraph that are told alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from .times_anchors import Draft
from .times_direction import DirectionFinder
from .times_rules import TimeRules
from .tree import Doc, Token
from .word_table import NOUNS, PHRASES

_WHEN: Final = frozenset({"quand", "lorsque", "lorsqu'", "lorsqu’"})
_DONE_BEFORE: Final = re.compile(
    rf"\b(?:{'|'.join(PHRASES.at_the_end_of)}) (?:\w+ ){{0,2}}(?:{'|'.join(NOUNS.lengths)})\b", re.I
)
"""What was gone through before the deed: "Lundi, après six heures de discussions, ils se séparent"."""


class Narration:
    """The weekdays of one `Doc` that a plain present tells."""

    def __init__(self, doc: Doc, text: str, rules: TimeRules, finder: DirectionFinder) -> None:
        self._doc, self._text, self._finder = doc, text, finder
        self._happening = rules.table.context.happening

    def is_over(self, verb: Token | None, first: int, last: int) -> bool:
        """Whether the present of `verb` tells, of the weekday of tokens [first, last], what happened on it."""
        if verb is None:
            return False
        sentence = self._doc[first].sent
        if self._finder.tells_ahead(sentence.start_char, sentence.end_char):
            return False
        words = {t.lower_ for t in self._doc[sentence.start : min(first, verb.i)]}
        told = verb.lemma_ in self._happening and not words & {"si", "s'il", "s'ils"}
        between = self._text[self._doc[min(last, verb.i)].idx : self._doc[max(first, verb.i)].idx]
        return told or bool(words & _WHEN) or (first < verb.i and _DONE_BEFORE.search(between) is not None)


def settle_narration(drafts: list[Draft], text: str, is_ahead: Callable[[int, int], bool]) -> None:
    """Weekdays that open their sentences in a present take the side of the paragraph's others that are told so and are
    over, in a paragraph of which nothing is told to come (`is_ahead`: whether a sentence that begins in [start, end)
    tells that)."""
    for d in drafts:
        if not _is_told_so(d) or d.direction != "future" or not _opens(d):
            continue
        start = text.rfind("\n", 0, d.found.start) + 1
        end = text.find("\n", d.found.end)
        end = len(text) if end < 0 else end
        over = any(_is_told_so(e) and e.direction == "past" and start <= e.found.start < end for e in drafts)
        if over and not is_ahead(start, end):
            d.direction, d.told = "past", True


def _is_told_so(d: Draft) -> bool:
    recipe = d.meaning.recipe
    return d.present and recipe is not None and recipe.op == "weekday" and d.meaning.direction is None


def _opens(d: Draft) -> bool:
    """Whether the expression opens its sentence."""
    return d.found.start - d.sentence[0] <= 3
