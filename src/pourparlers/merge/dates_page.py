"""What a page is made of, as far as dates go: its lead, its captions, whether it is agency copy or a live page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from ..drafts import Reading, TimeExpr
from ..types import Document
from ..when import Edtf, WhenError, day_part, parse

_LEAD_LENGTH: Final = 600
_LIVE_LINES: Final = 3
_LINE_START: Final = re.compile(r"(?:^|\n)[ \t]*$")
_AFTER_HOUR: Final = re.compile(r"[ \t]*(?:[:|–—-]|\n)")
_OWN_LINE: Final = 60
_OWN_REACH: Final = 500
_OWN_WORDS: Final = 4
_DATELINE: Final = re.compile(r"(?:^|\n)[ \t]*\(?[^\W\d_a-zà-ÿ][\w'’./ -]{0,30}(?: ?\([^()\n]{1,30}\))?, ?(?:\w\w )?$")
_AFTER_DATELINE: Final = re.compile(r"[ \t]*(?:\([^()\n]{1,30}\)|[–—]|-[- ]|/ )")
NOT_TOLD: Final = frozenset({"iso", "published_on", "updated_on"})
"""Rules whose expressions are the page's own, and none of the text's."""


class Page:
    """One reading, with the look-ups that the inference of its day needs. `lead_end` is a code point."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.times, self.document = reading, reading.times, reading.document
        self.text = reading.document.text or ""
        self.lead_end = lead_end(reading.document)
        self.is_agency = bool(reading.document.agencies)
        spoken = [i for i, t in enumerate(reading.times) if t.reported and not t.in_noise]
        self.reports = tuple(sorted({*reading.report_days, *spoken}))

    def is_news(self, index: int) -> bool:
        """Whether the expression dates a report, or stands in title or lead."""
        t = self.times[index]
        return index in self.reports or (t.start < self.lead_end and not t.in_noise)

    def in_caption(self, t: TimeExpr) -> bool:
        """Whether an expression stands in the caption of a picture."""
        return any(b.kind == "caption" and b.start <= t.start < b.end for b in self.document.blocks)

    def told(self) -> Iterator[tuple[int, TimeExpr]]:
        """Index and expression of all that the text tells: the page's own dates and noise aside, captions kept."""
        for i, t in enumerate(self.times):
            if t.rule not in NOT_TOLD and (not t.in_noise or self.in_caption(t)):
                yield i, t

    def printed(self) -> str | None:
        """The day after "Publié le", where the text prints one."""
        return next((day_part(t.value) for t in self.times if t.rule == "published_on" and t.value), None)

    def updated(self) -> int | None:
        """The day after "mis à jour le", at the top of the page."""
        times = self.times
        return next((i for i, t in enumerate(times) if t.rule == "updated_on" and t.start < self.lead_end), None)

    def own_day(self) -> int | None:
        """The day that the page gives itself: alone on a line at its top, in its dateline ("OSLO, 4 mars (AFP) –"), or
        above the hours of a live page."""
        for i, t in enumerate(self.times):
            if t.start > _OWN_REACH or t.rule in NOT_TOLD or not _is_dated(t) or self.in_caption(t):
                continue
            if self._is_dateline(t) or self._has_own_line(t):
                return i
        return self.live_day()

    def _is_dateline(self, t: TimeExpr) -> bool:
        before = self.text[max(0, t.start - 80) : t.start]
        return bool(_DATELINE.search(before)) and bool(_AFTER_DATELINE.match(self.text, t.end))

    def _has_own_line(self, t: TimeExpr) -> bool:
        """Whether an expression makes up its line, but for an hour and a word or two; a weekday or a year is needed."""
        first, last = self.text.rfind("\n", 0, t.start) + 1, self.text.find("\n", t.end)
        line = self.text[first : last if last >= 0 else len(self.text)]
        if not t.value and not weekday_of(t):
            return False
        rest = re.findall(r"[^\W\d_]{2,}", line[: t.start - first] + " " + line[t.end - first :])
        return first > 0 and last > 0 and len(line) <= _OWN_LINE and len(rest) <= _OWN_WORDS

    def live_day(self) -> int | None:
        """The dated day above the hours that open the lines of a live page: all of it is of that day."""
        hours = [t for t in self.times if t.kind == "TIME" and not t.in_noise and self._opens_line(t)]
        if len(hours) < _LIVE_LINES:
            return None
        first = min(t.start for t in hours)
        days = [
            i for i, t in self.told() if t.end <= first and not t.in_noise and _is_dated(t) and t.direction != "past"
        ]
        weekdays = [i for i in days if weekday_of(self.times[i])]
        return weekdays[-1] if len({self.times[i].text.lower() for i in weekdays}) == 1 else None

    def _opens_line(self, t: TimeExpr) -> bool:
        before = self.text[max(0, t.start - 20) : t.start]
        return bool(_LINE_START.search(before) or not t.start) and bool(_AFTER_HOUR.match(self.text, t.end))

    def sentence_between(self, start: int, end: int) -> bool:
        """Whether a sentence seems to end in [start, end) of the text, or the two lie far apart."""
        between = self.text[start:end]
        return ". " in between or "\n" in between or end - start > 240


def lead_end(document: Document) -> int:
    """End of the title and lead; without blocks, of the first lines."""
    ends = [b.end for b in document.blocks if b.kind in ("title", "lead")]
    body = next((b for b in document.blocks if b.kind == "body"), None)
    if body is not None:
        ends.append(min(body.end, body.start + _LEAD_LENGTH))
    return max(ends, default=_LEAD_LENGTH)


def _is_dated(t: TimeExpr) -> bool:
    recipe = t.recipe
    if recipe is not None:
        return recipe.op == "month_day" and recipe.month is not None and recipe.to_day is None
    return t.kind in ("DATE", "TIME") and parse_day(t.value or "") is not None


def weekday_of(t: TimeExpr) -> int | None:
    """The weekday that an expression names (ISO), None where it names none."""
    if t.recipe is not None:
        return t.recipe.weekday
    if t.value and t.rule in ("weekday_date", "this_weekday"):
        day = parse_day(t.value)
        return day.isoweekday() if day else None
    return None


def parse_day(value: str) -> date | None:
    """The day that a TIMEX3 value gives, None where it gives none or several."""
    found = edtf_of(value)
    return found.day if found is not None else None


def edtf_of(value: str) -> Edtf | None:
    """The EDTF value of a TIMEX3 value, None for what is no date."""
    try:
        return parse(day_part(value))
    except WhenError:
        return None
