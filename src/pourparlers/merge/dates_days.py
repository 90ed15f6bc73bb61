"""The days on which one dispatch may have been published, from what it says of itself and what its text tells.

Hard evidence (header, dated facts with their tense, captions) excludes days. On top stands one convention of agency
copy, kept apart because it is no proof: the weekday of the report ("a déclaré vendredi") is the day of publication.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ..drafts import Reading, TimeExpr
from ..vocab import PublishedBasis
from ..when import Edtf, WhenError, day_part, parse
from .dates_values import days_meant

YEARLESS_REACH: Final = 300  # days within which a writer leaves the year out
RECENT: Final = 6  # days for which a dated report in the lead is still news
_HALF: Final[dict[str, int]] = {"D": 0, "W": 3, "M": 15}
_UNIT_DAYS: Final[dict[str, int]] = {"D": 1, "W": 7, "M": 30}
_MAX_DAYS: Final = 400
_CLEAR: Final = 5
_OPEN: Final = 3
"""Days by which another weekday must lie closer to replace the first report's, or to stand beside it."""
_LEAD_LENGTH: Final = 600


@dataclass(frozen=True, slots=True)
class Clue:
    """Something the text says that excludes days. `index` is its expression, `fits` tells whether a day remains."""

    index: int
    why: str
    fits: Callable[[date], bool]
    strong: bool = True


@dataclass(frozen=True, slots=True)
class CandidateDays:
    """What one dispatch alone says of its day.

    `days`: what hard evidence leaves, None where nothing bounds it. `weekdays`: what the convention of agency copy asks
    for (ISO; may be empty). `deciding`, `report`, `partial`: indices of the expressions that excluded days, of the
    report, and of the report's day and month in a text whose year nothing tells.
    """

    days: frozenset[date] | None
    weekdays: frozenset[int] = frozenset()
    basis: PublishedBasis | None = None
    declared: str | None = None
    deciding: tuple[int, ...] = ()
    report: int | None = None
    partial: int | None = None
    warnings: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def likely(self) -> frozenset[date] | None:
        """The days that the convention picks, all of `days` where it picks none."""
        return pick(self.days, self.weekdays)


def pick(days: frozenset[date] | None, weekdays: frozenset[int]) -> frozenset[date] | None:
    """The `days` that fall on one of `weekdays`, or all of them where none does or no weekday is asked for."""
    if days is None:
        return None
    kept = frozenset(d for d in days if d.isoweekday() in weekdays)
    return kept or days


def candidate_days(reading: Reading) -> CandidateDays:
    """The days on which the dispatch of `reading` may have been published, by itself alone."""
    return _Days(reading).find()


class _Days:
    def __init__(self, reading: Reading) -> None:
        self.reading, self.times = reading, reading.times
        self.document = reading.document
        self.lead_end = self._lead_end()
        self.report = self._report_date()
        self.weekdays, self.report_index = self._convention()
        self.warnings: list[str] = []

    def find(self) -> CandidateDays:
        declared, basis = self.document.published.value, self.document.published.basis
        printed = self._printed()
        if printed is not None and (declared is None or len(declared) < 10):
            declared, basis = printed, "text"
        days = _expand(declared)
        newest = self._newest_told()
        if days is not None and not self._is_false(days, newest, declared or ""):
            return self._narrow(days, basis, declared)
        found = self._from_report(newest)
        if found is None:
            if days is not None and not self.warnings:
                return self._narrow(days, basis, declared)
            return CandidateDays(
                days=None, weekdays=self.weekdays, report=self.report_index, declared=declared,
                partial=self.report if days is None else None, warnings=tuple(self.warnings),
            )  # fmt: skip
        return self._narrow(found, "text", None, first=self.report)

    def _narrow(
        self, days: frozenset[date], basis: PublishedBasis | None, declared: str | None, *, first: int | None = None
    ) -> CandidateDays:
        """`days` without those that the clues exclude; a clue that would leave none is put aside with a warning."""
        deciding: list[int] = [] if first is None else [first]
        reasons: list[str] = []
        if len(days) > 1:
            for clue in self._clues():
                kept = frozenset(d for d in days if clue.fits(d))
                if not kept and clue.strong:
                    self.warnings.append(
                        f"{self.times[clue.index].text!r} does not fit the day of publication ({clue.why})"
                    )
                elif kept and kept != days:
                    days = kept
                    deciding.append(clue.index)
                    reasons.append(clue.why)
        return CandidateDays(
            days=days, weekdays=self.weekdays, basis=basis, declared=declared, deciding=tuple(deciding),
            report=self.report_index, warnings=tuple(self.warnings), reasons=tuple(reasons),
        )  # fmt: skip

    # ── what the text says of itself ──

    def _lead_end(self) -> int:
        """End of the title and lead; without blocks, of the first lines."""
        ends = [b.end for b in self.document.blocks if b.kind in ("title", "lead")]
        body = next((b for b in self.document.blocks if b.kind == "body"), None)
        if body is not None:
            ends.append(min(body.end, body.start + _LEAD_LENGTH))
        return max(ends, default=_LEAD_LENGTH)

    def _printed(self) -> str | None:
        """The day after "Publié le", where the text prints one."""
        return next((day_part(t.value) for t in self.times if t.rule == "published_on" and t.value), None)

    def _is_news(self, index: int) -> bool:
        t = self.times[index]
        return index in self.reading.report_days or (t.start < self.lead_end and not t.in_noise)

    def _report_date(self) -> int | None:
        """The first expression in the lead, or with a report verb, that gives weekday, day and month of the past."""
        for i, t in enumerate(self.times):
            if t.in_noise or t.direction not in ("past", "same", "nearest") or not self._is_news(i):
                continue
            recipe = t.recipe
            if recipe and recipe.op == "month_day" and recipe.weekday and recipe.month and recipe.to_day is None:
                return i
            if t.rule in ("weekday_date", "this_weekday") and t.value and t.direction in ("past", "same"):
                return i
        return None

    def _convention(self) -> tuple[frozenset[int], int | None]:
        """The weekday of the first report, or that which all past weekdays of the text lie closest behind.

        "ont décidé mercredi 23 … ne semblait pas pressée jeudi" is Thursday's copy: from Wednesday, Thursday would
        lie six days back. Where neither is much closer, both remain.
        """
        told: dict[int, int] = {}
        here: list[int] = []
        for i, t in enumerate(self.times):
            weekday = t.recipe.weekday if t.recipe else None
            if weekday is None and t.value and t.rule in ("weekday_date", "this_weekday"):
                weekday = parse_day(t.value).isoweekday() if parse_day(t.value) else None  # type: ignore[union-attr]
            if (
                weekday is None
                or t.in_noise
                or t.anchor is not None
                or (t.recipe and (t.recipe.strict or t.recipe.in_week))
            ):
                continue
            if t.direction == "same" and self._is_news(i):
                here.append(i)
                told.setdefault(weekday, i)
            elif (
                t.direction == "past"
                and not t.background
                and (t.recipe is None or t.recipe.op == "weekday" or self._is_news(i))
            ):
                told.setdefault(weekday, i)
        if here:
            first = self.times[here[0]]
            weekday = first.recipe.weekday if first.recipe else parse_day(first.value or "").isoweekday()  # type: ignore[union-attr]
            return frozenset({weekday or 0}), here[0]
        reports = [i for i in self.reading.report_days if i in told.values()] or [
            i for i in ([self.report] if self.report is not None else []) if i in told.values()
        ]
        if not reports:
            return frozenset(), None
        first = next(w for w, i in told.items() if i == reports[0])
        best = min(told, key=lambda w: (_reach(w, told), told[w]))
        gain = _reach(first, told) - _reach(best, told)
        if gain >= _CLEAR:
            return frozenset({best}), told[best]
        return frozenset({first, best} if gain >= _OPEN else {first}), told[first]

    # ── hard evidence ──

    def _newest_told(self) -> tuple[date, int] | None:
        """The newest day that the text or a caption gives whole and tells as past: the dispatch is no older."""
        found = [(day, self.times.index(t)) for day, t in self._told_whole()]
        return max(found, key=lambda f: (f[0], -f[1]), default=None)

    def _told_whole(self) -> list[tuple[date, TimeExpr]]:
        """The days that the text gives whole and tells as past, or that stand in a caption."""
        found = []
        for t in self.times:
            if t.kind not in ("DATE", "TIME") or not t.value or t.rule in ("iso", "published_on"):
                continue
            day = parse_day(t.value)
            if day is not None and (self._in_caption(t) if t.in_noise else t.direction == "past"):
                found.append((day, t))
        return found

    def _in_caption(self, t: TimeExpr) -> bool:
        return any(b.kind == "caption" and b.start <= t.start < b.end for b in self.document.blocks)

    def _clues(self) -> Iterator[Clue]:
        """Everything that excludes days, in the order of the text."""
        for i, t in enumerate(self.times):
            if t.rule in ("iso", "published_on") or t.anchor is not None:
                continue
            if t.in_noise and not self._in_caption(t):
                continue
            if t.rule in ("time_before", "time_after") and not t.in_noise:
                yield from self._distance(i)
            elif t.kind in ("DATE", "TIME") and t.value:
                yield from self._dated(i, t)
            elif t.recipe is not None and t.recipe.op == "month_day" and t.recipe.month and not t.in_noise:
                yield from self._yearless(i, t)

    def _dated(self, i: int, t: TimeExpr) -> Iterator[Clue]:
        day = parse_day(t.value or "")
        if day is None:
            return
        if t.direction in ("past", "same") or t.in_noise:
            yield Clue(i, f"the text tells of {day} as past", lambda p: day <= p)
            if not t.in_noise and t.rule in ("weekday_date", "this_weekday") and self._is_news(i):
                yield Clue(i, f"{day} is news", lambda p: (p - day).days <= RECENT)
        elif t.direction == "future":
            yield Clue(i, f"the text tells of {day} as to come", lambda p: day >= p, strong=False)

    def _yearless(self, i: int, t: TimeExpr) -> Iterator[Clue]:
        """A day without year lies near, on its side, and on its weekday; as the lead's news it lies a few days back."""
        weekday = t.recipe.weekday if t.recipe else None
        reach = RECENT if weekday and self._is_news(i) and t.direction in ("past", "same") else YEARLESS_REACH

        def fits(published: date) -> bool:
            meant = days_meant(t, published)
            if meant is None or (weekday is not None and meant[0].isoweekday() != weekday):
                return False
            away = (meant[0] - published).days
            if (t.direction == "past" and away > 0) or (t.direction == "future" and (meant[1] - published).days < 0):
                return False
            return abs(away) <= reach

        yield Clue(i, f"{t.text!r} without a year", fits)

    def _distance(self, i: int) -> Iterator[Clue]:
        """ "interviendra deux semaines avant des négociations prévues le 10 janvier": the day told before lies that
        far from the day told after, give or take half a unit."""
        unit = (self.times[i].value or "P0D")[-1]
        length = (self.times[i].value or "P0D")[1:-1]
        if unit not in _UNIT_DAYS or not length.isdigit():
            return
        gap = int(length) * _UNIT_DAYS[unit] * (-1 if self.times[i].rule == "time_before" else 1)
        target = next((j for j in range(i + 1, len(self.times)) if self._is_dated_day(j)), None)
        subject = next((j for j in range(i - 1, -1, -1) if self._is_ahead_weekday(j)), None)
        if target is None or subject is None or self._sentence_between(self.times[i].end, self.times[target].start):
            return
        near, far = self.times[subject], self.times[target]

        def fits(published: date) -> bool:
            a, b = days_meant(near, published), days_meant(far, published)
            return bool(a and b and abs((a[0] - b[0]).days - gap) <= _HALF[unit])

        yield Clue(i, f"{near.text!r} lies {self.times[i].text!r} from {far.text!r}", fits)

    def _is_dated_day(self, j: int) -> bool:
        t = self.times[j]
        return parse_day(t.value or "") is not None or bool(t.recipe and t.recipe.op == "month_day" and t.recipe.month)

    def _is_ahead_weekday(self, j: int) -> bool:
        t = self.times[j]
        return t.direction == "future" and not t.in_noise and bool(t.recipe and t.recipe.op == "weekday")

    def _sentence_between(self, start: int, end: int) -> bool:
        between = (self.document.text or "")[start:end]
        return ". " in between or "\n" in between or end - start > 240

    # ── a header that the text refutes, or none ──

    def _is_false(self, days: frozenset[date], newest: tuple[date, int] | None, declared: str) -> bool:
        """Whether the text refutes the declared `days`: it tells a later day as past, or its news are much older."""
        if self.report is not None and any(self._report_fits(d) for d in days):
            return False
        if newest is not None and newest[0] > max(days) + timedelta(1):
            later = {d for d, t in self._told_whole() if d > max(days) + timedelta(1)}
            shown = any(t.in_noise for d, t in self._told_whole() if d in later)
            if shown or len(later) > 1 or self._from_report(newest) is not None:
                self.warnings.append(f"published {declared} is refuted by the text, which tells of {newest[0]} as past")
                return True
        if self.report is None:
            return False
        if self._from_report(newest) is None:
            return False
        self.warnings.append(
            f"published {declared} is refuted by the text, whose news are of {self.times[self.report].text!r}"
        )
        return True

    def _report_fits(self, published: date) -> bool:
        """Whether the dated report can be news within a month of `published`."""
        t = self.times[self.report or 0]
        meant = days_meant(t, published)
        weekday = t.recipe.weekday if t.recipe else None
        return meant is not None and weekday in (None, meant[0].isoweekday()) and abs((published - meant[0]).days) <= 31

    def _from_report(self, newest: tuple[date, int] | None) -> frozenset[date] | None:
        """The days right after the dated report, where the text tells its year too."""
        if self.report is None:
            return None
        t = self.times[self.report]
        day = parse_day(t.value or "")
        if day is None and t.recipe is not None:
            latest = max((r for r in (newest[0] if newest else None, self._newest_month()) if r), default=None)
            if latest is None:
                return None
            options = [latest.year + n for n in (-1, 0, 1, 2)]
            fits = [d for d in report_days_in(t, options) if -YEARLESS_REACH <= (d - latest).days <= 366]
            day = fits[0] if len(fits) == 1 else None
        return frozenset(day + timedelta(n) for n in range(RECENT + 1)) if day is not None else None

    def _newest_month(self) -> date | None:
        """First day of the newest month or day with its year that the text tells, noise aside."""
        starts = []
        for t in self.times:
            if (
                t.in_noise
                or t.kind != "DATE"
                or not t.value
                or t.rule in ("iso", "published_on")
                or t.direction == "future"
            ):
                continue
            value = _edtf(t.value)
            if value is not None and value.precision in ("day", "month") and value.bounds[0]:
                starts.append(value.bounds[0])
        return max(starts, default=None)


def report_days_in(expr: TimeExpr, years: list[int]) -> list[date]:
    """The days of `years` on which month, day and weekday of `expr` fall together."""
    recipe = expr.recipe
    if recipe is None or recipe.month is None or recipe.day is None:
        return []
    found = []
    for year in years:
        try:
            day = date(year, recipe.month, recipe.day)
        except ValueError:
            continue
        if recipe.weekday in (None, day.isoweekday()):
            found.append(day)
    return found


def _reach(weekday: int, told: Iterable[int]) -> int:
    """How many days back from `weekday` the furthest of the weekdays `told` lies."""
    return max((weekday - other) % 7 for other in told)


def parse_day(value: str) -> date | None:
    """The day that a TIMEX3 value gives, None where it gives none or several."""
    found = _edtf(value)
    return found.day if found is not None else None


def _edtf(value: str) -> Edtf | None:
    try:
        return parse(day_part(value))
    except WhenError:
        return None


def _expand(value: str | None) -> frozenset[date] | None:
    """Every day that a declared value can mean; None for none, or for more than a year's."""
    found = _edtf(value) if value else None
    if found is None:
        return None
    first, last = found.bounds
    if first is None or last is None or (last - first).days > _MAX_DAYS:
        return None
    return frozenset(first + timedelta(n) for n in range((last - first).days + 1))
