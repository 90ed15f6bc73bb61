"""What a page is made of, as far as dates go: its lead, its captions, whether it is agency copy or a live page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from ..annotate.times_entries import find_entries
from ..drafts import Reading, Stamp, TimeExpr
from ..types import Document
from ..when import Edtf, WhenError, day_part, parse

_LEAD_LENGTH: Final = 600
_MAX_DAYS: Final = 400
_LINE: Final = 80
"""Characters from which on a paragraph tells something: a shorter one above it is a rubric or a signature."""
_LIVE_LINES: Final = 3
_LINE_START: Final = re.compile(r"(?:^|\n)[ \t]*$")
_AFTER_HOUR: Final = re.compile(r"[ \t]*(?:[:|–—-]|\n)")
_SAME_PAGE: Final = 3
"""Days by which the day of a page and that at the head of an agency's dispatch in it may differ."""
_OWN: Final[frozenset[Stamp | None]] = frozenset({"issued", "written"})


class Named(NamedTuple):
    """Ids of persons, and names of places."""

    people: frozenset[str]
    places: frozenset[str]


class Page:
    """One reading, with the look-ups that the inference of its day needs. `lead_end` is a code point."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.times, self.document = reading, reading.times, reading.document
        self.text = reading.document.text or ""
        self.lead_end = lead_end(reading.document)
        self.is_agency = bool(reading.document.agencies)
        self._entries = find_entries(self.times, self.text)
        self._people = {a.id for a in reading.actors if a.kind == "person"}
        spoken = [i for i, t in enumerate(reading.times) if t.reported and not t.in_noise]
        self.reports = tuple(sorted({*reading.report_days, *spoken}))

    def is_news(self, index: int) -> bool:
        """Whether the expression dates a report, or stands in title or lead."""
        t = self.times[index]
        return index in self.reports or (t.start < self.lead_end and not t.in_noise)

    def in_caption(self, t: TimeExpr) -> bool:
        """Whether an expression stands in the caption of a picture."""
        return any(b.kind == "caption" and b.start <= t.start < b.end for b in self.document.blocks)

    def in_entry(self, t: TimeExpr) -> bool:
        """Whether an expression stands in what an entry of a chronology tells, behind the day that opens it."""
        return any(e.start <= t.start < e.end and self.times[e.index].entry != "hour" for e in self._entries)

    def opens_line(self, t: TimeExpr) -> bool:
        """Whether nothing stands before an expression on its line."""
        return not self.text[self.text.rfind("\n", 0, t.start) + 1 : t.start].strip()

    def named_in_block(self, at: int) -> Named:
        """The persons and places that the block with the code point `at` names."""
        block = next((b for b in self.document.blocks if b.start <= at < b.end), None)
        return self._named(block.start, block.end) if block is not None else Named(frozenset(), frozenset())

    def named_near(self, t: TimeExpr) -> Named:
        """The persons and places that the paragraph of an expression names."""
        end = self.text.find("\n", t.end)
        return self._named(self.text.rfind("\n", 0, t.start) + 1, end if end >= 0 else len(self.text))

    def _named(self, start: int, end: int) -> Named:
        mentions = [m for m in self.reading.mentions if start <= m.start < end]
        people = frozenset(m.actor for m in mentions if m.actor is not None and m.actor in self._people)
        return Named(people, frozenset(m.place.name.fr for m in mentions if m.place is not None))

    def told(self) -> Iterator[tuple[int, TimeExpr]]:
        """Index and expression of all that the text tells: the page's own dates and noise aside, captions kept."""
        for i, t in enumerate(self.times):
            if is_told(t) and (not t.in_noise or self.in_caption(t)):
                yield i, t

    def printed(self) -> int | None:
        """The day after "Publié le", where the text prints one."""
        return next((i for i, t in enumerate(self.times) if t.stamp == "published" and parse_day(t.value or "")), None)

    def updated(self) -> int | None:
        """The day after "mis à jour le"."""
        return next((i for i, t in enumerate(self.times) if t.stamp == "updated" and parse_day(t.value or "")), None)

    def own_day(self) -> int | None:
        """The day that the page gives itself: on a line of its own, in its dateline ("OSLO, 4 mars (AFP) –"), at its
        foot, or above the hours of a live page. Of several that are near one another the latest, else none."""
        own = [i for i, t in enumerate(self.times) if t.stamp in _OWN]
        if not own or self.printed() is not None:
            return self.live_day()
        if len({_month_and_day(self.times[i]) for i in own}) == 1:
            return next((i for i in own if self.times[i].value), own[0])
        days = {day: i for i in reversed(own) if (day := parse_day(self.times[i].value or "")) is not None}
        near = len(days) > 1 and (max(days) - min(days)).days <= _SAME_PAGE
        return days[max(days)] if near else None

    def is_outlived(self, own: int) -> bool:
        """Whether the text is plainly later than the day `own` that stands over it: it tells of a later month or year
        as past, or counts months or years from that day. It is then the day of what is told ("Oslo, 4 mars 1979 –")."""
        day = parse_day(self.times[own].value or "")
        if day is None:
            return False
        for _, t in self.told():
            recipe = t.recipe
            if t.anchor == own and recipe is not None and recipe.op in ("month", "year") and recipe.n > 0:
                return True
            found = edtf_of(t.value) if t.value and t.kind == "DATE" and t.direction == "past" else None
            first = found.bounds[0] if found is not None else None
            if first is not None and first > day + timedelta(1):
                return True
        return False

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

    def days_since(self, entry: int) -> int | None:
        """How many days before the publication the entry of a chronology lies, where the lead tells a contact or an
        event of its day once more with "hier", "avant-hier" or "aujourd'hui"; None where it does not."""
        names = {a.id: a.name.fr.lower() for a in self.reading.actors}  # who has none is another at each mention
        facts: list[tuple[int | None, tuple[str, frozenset[str]]]] = []
        for c in self.reading.contacts:
            facts.append((c.time, (c.fact.kind, frozenset(names.get(p.actor, "") for p in c.fact.participants))))
        for e in self.reading.events:
            who = frozenset(names.get(a, "") for a in (*e.fact.actor, *e.fact.recipient))
            facts.append((e.time, (e.fact.event_type, who)))
        told = {what for time, what in facts if time == entry and what[1]}
        found = set()
        for time, what in facts:
            t = self.times[time] if time is not None and what in told else None
            if t is None or t.recipe is None or t.start >= self.lead_end or t.anchor is not None:
                continue
            if t.recipe.op == "day" and -2 <= t.recipe.n <= 0:
                found.add(-t.recipe.n)
        return found.pop() if len(found) == 1 else None

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
    bodies = [b for b in document.blocks if b.kind == "body"]
    body = next((b for b in bodies if b.end - b.start >= _LINE), bodies[0] if bodies else None)
    if body is not None:
        ends.append(min(body.end, body.start + _LEAD_LENGTH))
    return max(ends, default=_LEAD_LENGTH)


def _is_dated(t: TimeExpr) -> bool:
    recipe = t.recipe
    if recipe is not None:
        return recipe.op == "month_day" and recipe.month is not None and recipe.to_day is None
    return t.kind in ("DATE", "TIME") and parse_day(t.value or "") is not None


def is_told(t: TimeExpr) -> bool:
    """Whether the text tells the expression: neither a header's nor a day that the page gives itself."""
    return t.rule != "iso" and t.stamp is None


def _month_and_day(t: TimeExpr) -> tuple[int | None, int | None]:
    day = parse_day(t.value or "")
    if day is not None:
        return day.month, day.day
    return (t.recipe.month, t.recipe.day) if t.recipe is not None else (None, None)


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


def every_day(value: str | None) -> frozenset[date] | None:
    """Every day that a declared value can mean; None for none, or for more than a year's."""
    found = edtf_of(value) if value else None
    if found is None:
        return None
    first, last = found.bounds
    if first is None or last is None or (last - first).days > _MAX_DAYS:
        return None
    return frozenset(first + timedelta(n) for n in range((last - first).days + 1))
