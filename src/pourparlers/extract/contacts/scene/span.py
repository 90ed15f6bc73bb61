"""What an expression of time is to the story: a day of it, one that only says which deed is meant, one before it.

In: an expression, the parsed document. Out: yes or no.
"""

from __future__ import annotations

import re

from ....annotate.layers import Layers
from ....annotate.tree import Doc
from ....drafts import TimeExpr
from ..where_table import WhereWords

_DAYS = frozenset({"weekday", "month_day", "day_in_month"})
_LATE = frozenset({"EV", "NI"})
_ISO = len("2022-01-21")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def tells_day(time: TimeExpr) -> bool:
    """Whether an expression gives a day or a stretch of days of its own, also with a part of it ("mardi soir", "hier à
    18 heures"), and no bare hour."""
    recipe = time.recipe
    if time.kind != "TIME":
        return time.kind == "DATE"
    if recipe is None:
        return _DAY.match(time.value or "") is not None
    return recipe.op in _DAYS or (recipe.op == "day" and recipe.n < 0 and time.anchor is None)


def is_late(time: TimeExpr) -> bool:
    """Whether an expression gives the end of a day, "mardi soir": what is told next may have been on the next one."""
    part = time.recipe.part if time.recipe is not None else (time.value or "")[_ISO:]
    return (part or "").removeprefix("T") in _LATE


def is_attribute(doc: Doc, time: TimeExpr, words: WhereWords) -> bool:
    """Whether a time only tells which deed is meant: "un mois après l'accord du 10 mars"; not "La journée du mardi 10
    mars avait été longue"."""
    i = _first(doc, time)
    of_it = i > 1 and doc[i - 1].lower_ in words.of_the and doc[i - 2].pos_ in {"NOUN", "ADJ"}
    return of_it and doc[i - 2].lower_ not in words.spans


def is_span(doc: Doc, time: TimeExpr, words: WhereWords) -> bool:
    """Whether a time is the day of which the sentence tells: "La journée du mardi 10 mars"."""
    return doc[max(0, _first(doc, time) - 2)].lower_ in words.spans


def is_still(doc: Doc, layers: Layers, time: TimeExpr, words: WhereWords) -> bool:
    """Whether a day is told as one before the story ("mardi encore, il doutait", "mardi déjà"), or by somebody quoted:
    what a bare perfect tells behind it was not then."""
    quoted = any(q.start <= time.start < q.end for q in layers.quotes)
    span = doc.char_span(time.start, time.end, alignment_mode="expand")
    return quoted or (span is not None and span.end < len(doc) and doc[span.end].lower_ in words.still)


def _first(doc: Doc, time: TimeExpr) -> int:
    span = doc.char_span(time.start, time.start + 1, alignment_mode="expand")
    return span.start if span is not None else 0
