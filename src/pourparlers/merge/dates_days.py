"""The days on which one dispatch may have been published, from what it says of itself and what its text tells.

Hard evidence (header, dated facts with their tense, captions; see dates_clues) excludes days. On top stands the
convention of the press (see dates_convention), kept apart because it is no proof: it picks among the days that remain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from ..drafts import Reading, TimeExpr
from ..vocab import PublishedBasis
from ..when import day_part
from .dates_clues import REFUTES, UPDATED_REACH, YEARLESS_REACH, Clue, clue_of, clues_of
from .dates_convention import RECENT, convention_of, is_far, is_near, weekdays_ahead
from .dates_counted import counted_days, report_days_in
from .dates_met import days_near, or_the_day_after
from .dates_page import Page, edtf_of, every_day, is_told, parse_day, weekday_of
from .dates_values import days_meant

_MOST_YEARS: Final = 60
_SOON: Final = timedelta(730)
"""How long after the newest day or month told with its year a dispatch may be, at most."""
_NEXT_NEWS: Final = 31
"""Days from the last day told with its year within which the page's own day, told without, is of that time."""
_BESIDE: Final = 2
"""Days from the publication up to which a word alone tells a day: "avant-hier"."""
_SEVERAL: Final = 2
_MOST_LIKELY: Final = 62
"""Days beyond which it says nothing that a dispatch may be of one of them."""


@dataclass(frozen=True, slots=True)
class CandidateDays:
    """What one dispatch alone says of its day.

    `days`: what hard evidence leaves, None where nothing bounds it. `weekdays`: what the convention of the press asks
    for (ISO; may be empty). `avoided`: the days on which the text would have called days by their weekday that it
    gives by date. `deciding`, `report`, `partial`: indices of the expressions that excluded days, of the report, and of
    the report's day and month in a text whose year nothing tells. `sure`: the words say themselves that it is the day.
    """

    days: frozenset[date] | None
    weekdays: frozenset[int] = frozenset()
    avoided: frozenset[date] = frozenset()
    basis: PublishedBasis | None = None
    declared: str | None = None
    deciding: tuple[int, ...] = ()
    report: int | None = None
    partial: int | None = None
    warnings: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    sure: bool = False

    @property
    def likely(self) -> frozenset[date] | None:
        """The days that the convention picks, all of `days` where it picks none."""
        return pick(self.days, self.weekdays, self.avoided) if self.days is not None else None


def pick(days: frozenset[date], weekdays: frozenset[int], avoided: frozenset[date] = frozenset()) -> frozenset[date]:
    """The `days` that fall on one of `weekdays`, or all of them where none does or no weekday is asked for; without
    those `avoided`, unless none is left."""
    kept = frozenset(d for d in days if d.isoweekday() in weekdays) or days
    return kept - avoided or kept


def candidate_days(reading: Reading) -> CandidateDays:
    """The days on which the dispatch of `reading` may have been published, by itself alone."""
    return _Days(reading).find()


class _Days:
    def __init__(self, reading: Reading) -> None:
        self.reading, self.times = reading, reading.times
        self.document = reading.document
        self.page = Page(reading)
        self.report = self._report_date()
        self.weekdays, self.report_index, self.sure = convention_of(self.page, self.report)
        self.warnings: list[str] = []

    def find(self) -> CandidateDays:
        declared, basis = self.document.published.value, self.document.published.basis
        printed = self.page.printed()
        if printed is not None and (declared is None or len(declared) < 10):
            declared, basis = day_part(self.times[printed].value or ""), "text"
        else:
            printed = None
        days = every_day(declared)
        newest = self._newest_told()
        if days is not None and not (
            self._is_false(days, newest, declared or "") or self._is_misdated(days, declared or "")
        ):
            return self._narrow(days, basis, declared, first=printed)
        own = self.page.own_day() if days is None else None
        if own is not None and self.page.is_outlived(own):
            self.warnings.append(f"{self.times[own].text!r} stands over a text that is plainly later")
            return CandidateDays(days=None, weekdays=self.weekdays, warnings=tuple(self.warnings))
        if days is None and own is None and (updated := self._of_update()) is not None:
            return updated
        found = self._from_tie() or self._from_report(newest)
        if found is None and (found := self._from_entries(newest)) is not None and len(self.weekdays) == 1:
            # who tells a story over may do so the day after, unless he tells of that day as to come
            self.weekdays |= {w % 7 + 1 for w in self.weekdays} - weekdays_ahead(self.page)
        if found is None and own is None and (told := self._from_text(newest)) is not None:
            return told
        if found is None:
            if days is not None and not self.warnings:
                return self._narrow(days, basis, declared)
            return CandidateDays(
                days=None, weekdays=self.weekdays, report=self.report_index, declared=declared,
                partial=self.report if days is None else None, warnings=tuple(self.warnings),
            )  # fmt: skip
        before = len(self.warnings)
        told = self._narrow(found, "text", None, first=self.report)
        if self.report is not None and self.times[self.report].background and len(told.warnings) > before:
            # what was over before the news ("mardi 11 octobre, X l'avait annoncé") is no news where the text disagrees
            return CandidateDays(days=None, weekdays=self.weekdays, declared=declared, warnings=told.warnings)
        return told

    def _of_update(self) -> CandidateDays | None:
        """What a day of update alone leaves: the text as it stands is of that day or one of those before. It may have
        been published long before, so the convention of the press picks none of them."""
        index = self.page.updated()
        day = parse_day(self.times[index].value or "") if index is not None else None
        if day is None:
            return None
        days = frozenset(day - timedelta(n) for n in range(UPDATED_REACH + 1))
        found = self._narrow(days, "updated", f"../{day}", first=index)
        return found if self.sure else replace(found, weekdays=frozenset(), avoided=frozenset())

    def _narrow(
        self, days: frozenset[date], basis: PublishedBasis | None, declared: str | None, *, first: int | None = None
    ) -> CandidateDays:
        """`days` without those that the clues exclude; a clue that would leave none is put aside with a warning."""
        deciding: list[int] = [] if first is None else [first]
        reasons: list[str] = []
        if len(days) > 1:
            for clue in clues_of(self.page):
                kept = frozenset(d for d in days if clue.fits(d))
                if kept and self.sure and self._falls_on(days) and not self._falls_on(kept):
                    kept = frozenset()  # "ce vendredi" is the day: what leaves no Friday cannot be
                if not kept and clue.strong:
                    self.warnings.append(
                        f"{self.times[clue.index].text!r} does not fit the day of publication ({clue.why})"
                    )
                elif kept and kept != days:
                    days = kept
                    deciding.append(clue.index)
                    reasons.append(clue.why)
        return CandidateDays(
            days=days, weekdays=self.weekdays, basis=basis,
            avoided=self._avoided(days), declared=declared, deciding=tuple(deciding),
            report=self.report_index, warnings=tuple(self.warnings), reasons=tuple(reasons),
            sure=self.sure,
        )  # fmt: skip

    def _avoided(self, days: frozenset[date]) -> frozenset[date]:
        """The `days` on which the text would have called its days otherwise."""
        off = frozenset(d for d in days if not is_near(self.page, d))
        return (off if off < days else frozenset()) | frozenset(d for d in days if not is_far(self.page, d))

    def _falls_on(self, days: frozenset[date]) -> bool:
        """Whether one of `days` falls on a weekday that the convention asks for."""
        return any(d.isoweekday() in self.weekdays for d in days)

    # ── what the text says of itself ──

    def _report_date(self) -> int | None:
        """The page's own day, else the first expression in the lead, or with a report verb, that gives weekday, day
        and month of the past."""
        own = self.page.own_day()
        if own is not None:
            return own
        dated = [i for i in range(len(self.times)) if self._is_dated_news(i)]
        return next((i for i in dated if not self.times[i].background), dated[0] if dated else None)

    def _is_dated_news(self, i: int) -> bool:
        t = self.times[i]
        if t.in_noise or t.direction not in ("past", "same", "nearest") or not self.page.is_news(i):
            return False
        recipe = t.recipe
        if recipe and recipe.op == "month_day" and recipe.weekday and recipe.month and recipe.to_day is None:
            return True
        if t.rule == "this_weekday" and t.value and t.direction == "nearest":
            return any(  # "dès ce vendredi 20 octobre 2023", and "vendredi" of what has been said: it is the day
                x.recipe is not None and x.recipe.op == "weekday" and x.direction == "past" and not x.recipe.strict
                and x.anchor is None and x.recipe.weekday == weekday_of(t)
                for x in self.times
            )  # fmt: skip
        return t.rule in ("weekday_date", "this_weekday") and bool(t.value) and t.direction in ("past", "same")

    def _newest_told(self) -> tuple[date, int] | None:
        """The newest day that the text or a caption gives whole and tells as past: the dispatch is no older."""
        found = [(day, self.times.index(t)) for day, t in self._told_whole()]
        return max(found, key=lambda f: (f[0], -f[1]), default=None)

    def _told_whole(self) -> list[tuple[date, TimeExpr]]:
        """The days that the text gives whole and tells as past, or that stand in a caption."""
        found = []
        for _, t in self.page.told():
            if t.kind not in ("DATE", "TIME") or not t.value:
                continue
            day = parse_day(t.value)
            if day is not None and (t.in_noise or t.direction == "past"):
                found.append((day, t))
        return found

    # ── a header that the text refutes, or none ──

    def _is_false(self, days: frozenset[date], newest: tuple[date, int] | None, declared: str) -> bool:
        """Whether the text refutes the declared `days`: it tells a later day as past, or its news are much older."""
        if self.report is not None and any(self._report_fits(d) and not self._is_outlived(d) for d in days):
            return False
        if newest is not None and newest[0] > max(days) + timedelta(1):
            later = {d for d, t in self._told_whole() if d > max(days) + timedelta(1)}
            later |= {m for m in self._months_told() if m > max(days) + timedelta(1)}
            shown = any(t.in_noise for d, t in self._told_whole() if d in later)
            if shown or len(later) > 1 or self._from_report(newest) is not None:
                self.warnings.append(f"published {declared} is refuted by the text, which tells of {newest[0]} as past")
                return True
        if self.report is None:
            return False
        outlived = all(self._report_fits(d) and self._is_outlived(d) for d in days)
        if self._from_report(newest) is None and not outlived:
            return False
        self.warnings.append(
            f"published {declared} is refuted by the text, whose news are of {self.times[self.report].text!r}"
        )
        return True

    def _is_misdated(self, days: frozenset[date], declared: str) -> bool:
        """Whether the days that the text gives by weekday or month fit none of the declared `days`: a header that is
        plainly of another year or month."""
        if len(days) == 1:
            return False
        against = [c for c in clues_of(self.page) if c.weight and not any(c.fits(d) for d in days)]
        span = self._span()
        weight = sum(c.weight for c in against) + (span is not None and not span[0] <= max(days) <= span[1])
        if weight < REFUTES or not against:
            return False
        self.warnings.append(
            f"published {declared} is refuted by the text, which tells of {self.times[against[0].index].text!r}"
        )
        return True

    def _is_outlived(self, published: date) -> bool:
        """Whether the text, on `published`, would tell days as to come that are over, and news that are old: "mardi 11
        octobre" as news and "jeudi 27 octobre" as a plan, under a header of the 29th."""
        news = days_meant(self.times[self.report or 0], published)
        if news is None or (published - news[0]).days <= RECENT:
            return False
        plans = [t for t in self.times if t.direction == "future" and not (t.loose or t.in_noise) and t.anchor is None]
        days = [days_meant(t, published) for t in plans if t.recipe and t.recipe.month and t.recipe.weekday]
        return any(meant is not None and meant[1] < published for meant in days)

    def _months_told(self) -> list[date]:
        """First days of the months that the text gives with their year and tells as past."""
        told = (t for _, t in self.page.told() if t.kind == "DATE" and t.value and t.direction == "past")
        values = (edtf_of(t.value or "") for t in told)
        return [v.bounds[0] for v in values if v is not None and v.precision == "month" and v.bounds[0]]

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
            fits = self._on_its_weekday(t, self._in_its_years(t, newest[0] if newest else None))
            day = fits[0] if len(fits) == 1 else None
        reach = 0 if t.rule == "this_weekday" and t.direction == "nearest" else RECENT  # "ce vendredi": it is the day
        return frozenset(day + timedelta(n) for n in range(reach + 1)) if day is not None else None

    def _from_tie(self) -> frozenset[date] | None:
        """The day that the text counts from itself and gives whole: "hier, 12 mars 2018". None where it gives none so,
        or more than one."""
        near = [(t, tie.other) for _, t in self.page.told() if not t.in_noise for tie in t.ties if tie.kind == "same"]
        found = {
            day - timedelta(t.recipe.n)
            for t, other in near
            if t.recipe is not None and t.recipe.op == "day" and abs(t.recipe.n) <= _BESIDE and t.anchor is None
            and (day := parse_day(self.times[other].value or "")) is not None
            and weekday_of(self.times[other]) in (None, day.isoweekday())
        }  # fmt: skip
        return frozenset(found) if len(found) == 1 else None

    def _from_entries(self, newest: tuple[date, int] | None) -> frozenset[date] | None:
        """The day that the lead counts from the last entry of a chronology, else the days right after it, where title
        or lead call its day by the weekday."""
        entries = {
            day: i
            for i, t in enumerate(self.times)
            if t.entry in ("inline", "heading") and t.direction != "future" and (day := parse_day(t.value or ""))
        }
        if entries and (after := self.page.days_since(entries[max(entries)])) is not None:
            return frozenset({max(entries) + timedelta(after)})
        if not entries or (newest is not None and newest[0] > max(entries)):
            return None
        called = any(
            t.recipe is not None and t.recipe.op == "weekday" and t.recipe.weekday == max(entries).isoweekday()
            and t.direction == "past" and t.anchor is None and not t.recipe.strict and t.start < self.page.lead_end
            for t in self.times
        )  # fmt: skip
        return frozenset(max(entries) + timedelta(n) for n in range(RECENT + 1)) if called else None

    def _from_text(self, newest: tuple[date, int] | None) -> CandidateDays | None:
        """What the days that the text gives by weekday, day and month leave of the years in which it may have been
        written: soon after what it tells with its year, while those who act in it held their offices. None where more
        than one year is left, or too many days."""
        clues = list(clues_of(self.page))
        if (counted := counted_days(self.page, clues)) is not None:
            before = len(self.warnings)
            counting = self._narrow(counted[1], "text", None, first=counted[0])
            return counting if len(self.warnings) == before else None
        span = self._span()
        low = max((d for d in (newest[0] if newest else None, self._newest_month()) if d), default=None)
        if low is None and (span is None or span[1].year - span[0].year > _MOST_YEARS):
            days = days_near(self.reading.known_days)
        else:
            first = max(d for d in (low, span[0] if span else None) if d)
            last = min(d for d in (low + _SOON if low else None, span[1] if span else None) if d)
            days = frozenset(first + timedelta(n) for n in range((last - first).days + 1))
        dated = [c for c in clues if c.known or (c.weight >= REFUTES and (c.strong or c.near is not None))]
        told = self._from_dated(days, dated)
        met = [clue_of(self.page, i, found) for i, found in self.reading.met_days]
        if not met or (told is not None and len(told.likely or ()) == 1):
            return told
        found = self._from_dated(days or days_near(self.reading.met_days), [*met, *dated])
        if found is None or found.sure:
            return found or told
        return replace(found, weekdays=or_the_day_after(found.weekdays), avoided=frozenset())

    def _from_dated(self, days: frozenset[date], dated: Sequence[Clue]) -> CandidateDays | None:
        """What all of `dated` leave of `days`; None where that is nothing, or more than a year."""
        days = frozenset(d for d in days if all(clue.fits(d) for clue in dated))
        if not dated or not days or (max(days) - min(days)).days > 2 * YEARLESS_REACH:
            return None
        before = len(self.warnings)
        told = self._narrow(days, "text", None, first=dated[0].index)
        if len(self.warnings) > before or len(told.likely or ()) > _MOST_LIKELY:
            return None
        return told

    def _in_its_years(self, t: TimeExpr, newest: date | None) -> list[date]:
        """The days that a dated report may mean: in years around the newest day or month that the text gives whole, and
        while those who act in it held their offices together."""
        span = self._span()
        latest = max((d for d in (newest, self._newest_month()) if d), default=None)
        if latest is not None:
            options = [latest.year + n for n in (-1, 0, 1, 2)]
            fits = [d for d in report_days_in(t, options) if -YEARLESS_REACH <= (d - latest).days <= 366]
            soon = [d for d in fits if t.stamp is not None and 0 <= (d - latest).days <= _NEXT_NEWS]
            fits = soon or fits  # the page's own day, right after the last that it tells with its year
            serving = [d for d in fits if span and span[0] <= d <= span[1]]
            if serving or span is None:
                return serving if len(serving) == 1 else fits
        if span is None or span[1].year - span[0].year > _MOST_YEARS:
            return []
        years = list(range(span[0].year, span[1].year + 1))
        fits = [d for d in report_days_in(t, years) if span[0] <= d <= span[1]]
        return [d for d in fits if latest is not None and d >= latest] or fits

    def _on_its_weekday(self, t: TimeExpr, fits: list[date]) -> list[date]:
        """Of several days that the page's own day, without a year, may be, the one on whose weekday, or on the day
        after it, the news are told: "PARIS, 14 déc (AFP) - X a reçu jeudi Y"."""
        if len(fits) < _SEVERAL or t.stamp is None or weekday_of(t) is not None:
            return fits
        told = [d for d in fits if d.isoweekday() in self.weekdays]
        return told if len(told) == 1 else fits

    def _span(self) -> tuple[date, date] | None:
        span = self.reading.known_span
        return (date.fromisoformat(span[0]), date.fromisoformat(span[1])) if span else None

    def _newest_month(self) -> date | None:
        """First day of the newest month or day with its year that the text tells, noise aside."""
        starts = []
        for t in self.times:
            if t.in_noise or t.kind != "DATE" or not t.value or not is_told(t) or t.direction == "future":
                continue
            value = edtf_of(t.value)
            if value is not None and value.precision in ("day", "month") and value.bounds[0]:
                starts.append(value.bounds[0])
        return max(starts, default=None)
