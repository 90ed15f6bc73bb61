"""Entries of a chronology, or of a live page: a day or an hour that opens a line and dates what the line tells.

In: the expressions of a text. Out: those of them that open an entry marked so (`drafts.TimeExpr.entry`), and the
stretch of text that each dates. The words are data (lang/*/entries.toml).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Final

import msgspec

from ..drafts import Direction, EntryShape, Recipe, TimeExpr
from ..errors import PackError
from ..lang.pack import Pack
from ..text.lines import Line, ends_sentence, split_lines
from ..when import WhenError, parse
from .times_direction import DirectionFinder
from .times_table import EntryRule, EntryTable

_LEAST: Final[dict[EntryShape, int]] = {"inline": 2, "heading": 2, "hour": 3}
"""Entries of one shape below which a text is no chronology."""
_TURN: Final = 2
"""Months by which the days of entries fall where the year changes between them, at least."""
_DAYS: Final = frozenset({"month_day", "month_only", "weekday"})
_YESTERDAY: Final = frozenset({"yesterday", "before_yesterday"})
"""Rules of days that a chronology reaches at its end: "Hier lundi."."""
_HIER: Final = len("Hier,  ")
_DATE: Final = re.compile(r"\d{4}-\d\d(?:-\d\d)?(?:T.*)?")
_BEGINS: Final = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")
_QUOTED: Final = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"\n]*\"")
_PARTS: Final = frozenset({"in_part", "in_night", "the_part", "late_part", "day_end"})
"""Rules of a part of a day that is told before: "dans la soirée", not "ce soir"."""
_STRETCH: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)/(\d{4})-(\d\d)-(\d\d)")
_LONGEST_STRETCH: Final = 31
"""Days below which each number of a day stands for one day of a stretch."""
_ANY_LEAP: Final = 2024
_CLOCK: Final = re.compile(r"(\d\d):(\d\d)")


@dataclass(frozen=True, slots=True)
class Entry:
    """What expression `index` dates: [start, end) of the text, code points."""

    index: int
    start: int
    end: int


def mark_entries(
    times: Sequence[TimeExpr], text: str, *, pack: Pack, finder: DirectionFinder | None = None
) -> list[TimeExpr]:
    """`times` with those marked that open an entry. `text` is theirs, marks straightened.

    Entries without a year that are told in the past, or to come, lie on that side: `finder` tells. Raises PackError
    where the pack's table entries.toml is wrong.
    """
    shapes = _shapes(times, text, pack)
    if not shapes:
        return list(times)
    marked = [
        msgspec.structs.replace(t, entry=shapes[i], stamp=None) if i in shapes else t for i, t in enumerate(times)
    ]
    # the present in which a chronology is told ("7 août. – Elle l'appelle") says nothing of the side on which it lies
    side = (_side(marked, text, finder, _is_agenda(marked, text, pack)) if finder is not None else None) or "nearest"
    sided = [msgspec.structs.replace(t, direction=side) if _is_undecided(t, text) else t for t in marked]
    dated = _in_their_years(_in_their_stretch(sided))
    return _in_their_days(_in_their_months(dated, text), text)


def _is_undecided(t: TimeExpr, text: str) -> bool:
    """Whether an entry may lie on either side of the report: not "Hier.", nor "Hier lundi."."""
    near = t.recipe is not None and t.recipe.op == "day"
    yesterday = text[max(0, t.start - _HIER) : t.start].rstrip(" ,").lower().endswith("hier")
    return t.entry in ("inline", "heading") and not (near or yesterday)


def _in_their_years(times: Sequence[TimeExpr]) -> list[TimeExpr]:
    """`times` with the days and months of entries in the year of the entry before: a chronology names the year where it
    changes. "13 août 2021. … 25 septembre. … 16 octobre." Only where the entries rise through the year, or fall."""
    found = list(times)
    heads = [(i, day) for i, t in enumerate(times) if t.entry in ("inline", "heading") and (day := _of_year(t))]
    pairs = [(a, b) for (_, a), (_, b) in pairwise(heads) if not b[0]]
    turns = {b for a, b in pairs if a[1] - b[1] >= _TURN and _turns_once(heads, b)}
    steps = [(b[1:] > a[1:]) - (b[1:] < a[1:]) for a, b in pairs if b not in turns]
    if len(heads) < _LEAST["inline"] or not pairs or len({*steps, *([1] if turns else [])}) > 1 or 0 in steps:
        return found  # a fall among those that rise may be the end of a first chronology
    year = 0
    for i, day in heads:
        own = day[0]
        year = own or (year + 1 if year and day in turns else year)
        recipe = times[i].recipe
        if own or not year or recipe is None:
            continue
        if (value := _dated(recipe, year)) is not None:
            found[i] = msgspec.structs.replace(times[i], value=value, recipe=None)
    return found


def _turns_once(heads: Sequence[tuple[int, tuple[int, int, int]]], day: tuple[int, int, int]) -> bool:
    """Whether the year may change at the entry `day`: the year told next behind it, if any, is a later one than that
    told last before it by so much, and the same month and day stand in no other entry."""
    days = [told for _, told in heads]
    at = days.index(day)
    before = next((d[0] for d in reversed(days[:at]) if d[0]), 0)
    after = next((d[0] for d in days[at:] if d[0]), 0)
    return bool(before) and days.count(day) == 1 and (not after or after > before)


def _in_their_stretch(times: Sequence[TimeExpr]) -> list[TimeExpr]:
    """`times` with the entries that give a day without its month in the month of the stretch of days that stands above
    them: "Les rendez-vous du 28 mai au 3 juin" over "Lundi 28" and "Vendredi 1er"."""
    found = list(times)
    opening = next((i for i, t in enumerate(times) if t.entry in ("inline", "heading")), 0)
    days = next((d for t in times[:opening] if (d := _stretch(t)) is not None), None)
    if days is None:
        return found
    for i, t in enumerate(times):
        recipe = t.recipe
        if t.entry not in ("inline", "heading") or recipe is None or recipe.op != "month_day" or recipe.month:
            continue
        told = [ymd for ymd in days if ymd[2] == recipe.day]
        if len(told) != 1:
            continue
        year, month, _ = told[0]
        whole = msgspec.structs.replace(recipe, month=month)
        value = _dated(whole, year) if year else None
        found[i] = msgspec.structs.replace(t, value=value, recipe=None if value else whole)
    return found


def _stretch(t: TimeExpr) -> list[tuple[int, int, int]] | None:
    """Year (0: not told), month and number of each day of a stretch of some weeks at most; None for anything else."""
    if t.recipe is not None:
        r = t.recipe
        if r.op != "month_day" or not (r.month and r.day and r.to_month and r.to_day):
            return None
        year = _ANY_LEAP
        ends = (year, r.month, r.day), (year + (r.to_month < r.month), r.to_month, r.to_day)
    else:
        match = _STRETCH.fullmatch(t.value or "")
        if match is None:
            return None
        numbers = [int(x) for x in match.groups()]
        year, ends = 0, ((numbers[0], numbers[1], numbers[2]), (numbers[3], numbers[4], numbers[5]))
    try:
        first, last = date(*ends[0]), date(*ends[1])
    except ValueError:
        return None
    if not 0 < (last - first).days < _LONGEST_STRETCH:
        return None
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    return [(0 if year else d.year, d.month, d.day) for d in days]


def _of_year(t: TimeExpr) -> tuple[int, int, int] | None:
    """Year (0: not told), month and day (0: a whole month) with which an entry begins; None where it gives no date."""
    if t.recipe is not None:
        return (0, t.recipe.month, t.recipe.day or 0) if t.recipe.month else None
    match = _BEGINS.match(t.value or "")
    return (int(match[1]), int(match[2]), int(match[3] or 0)) if match else None


def _dated(recipe: Recipe, year: int) -> str | None:
    """The value of a day, a stretch of days or a month in `year`; None where the calendar has no such day or they reach
    beyond it."""
    ends = [(recipe.month, recipe.day), (recipe.to_month, recipe.to_day)]
    told = [f"{year}-{month:02}" + (f"-{day:02}" if day else "") for month, day in ends if month]
    value = "/".join(told)
    try:
        parse(value)
    except WhenError:
        return None
    if len(told) > 1 and told[1] < told[0]:
        return None
    edge = "~" if recipe.approximate and len(told) == 1 else ""
    return f"{value}T{recipe.part}" if recipe.part and len(told) == 1 and recipe.day else value + edge


def _in_their_days(times: Sequence[TimeExpr], text: str) -> list[TimeExpr]:
    """`times` with the days that are counted from the entry in which they stand: "demain" in words said on it, "dans la
    soirée" and "dans la nuit" of it."""
    found = list(times)
    quoted = [(m.start(), m.end()) for m in _QUOTED.finditer(text)]

    def is_said(t: TimeExpr) -> bool:
        return any(first < t.start < last for first, last in quoted)

    for entry in find_entries(times, text):
        if times[entry.index].entry == "hour" or not times[entry.index].is_day:
            continue
        for i, t in enumerate(times):
            if t.recipe is None or t.recipe.op != "day" or not entry.start <= t.start < entry.end:
                continue
            loose_part = t.rule in _PARTS and (t.anchor is None or is_said(times[t.anchor]))
            if loose_part or (t.anchor is None and is_said(t)):
                found[i] = msgspec.structs.replace(found[i], anchor=entry.index)
    return found


def _in_their_months(times: Sequence[TimeExpr], text: str) -> list[TimeExpr]:
    """`times` with the days without a month that an entry tells in the month of the entry: "20 mai. – Ils signent une
    trêve, applicable le 22"."""
    found = list(times)
    for entry in find_entries(times, text):
        for i, t in enumerate(times):
            bare = t.recipe is not None and t.recipe.op == "month_day" and t.recipe.month is None
            if t.recipe is not None and bare and t.anchor is None and entry.start <= t.start < entry.end:
                recipe = msgspec.structs.replace(t.recipe, op="day_in_month")
                found[i] = msgspec.structs.replace(t, anchor=entry.index, recipe=recipe)
    return found


def find_entries(times: Sequence[TimeExpr], text: str) -> list[Entry]:
    """The entries of a text, in their order: each reaches to the next one, and no further than its line where it stands
    before its words; the last one under a heading ends with its paragraph."""
    opening = [i for i, t in enumerate(times) if t.entry]
    if not opening:
        return []
    lines = split_lines(text)
    found = []
    for i, following in pairwise([*opening, None]):
        if i is None:
            continue
        at = next((n for n, line in enumerate(lines) if line.start <= times[i].start < line.end), None)
        if at is None:
            continue
        end = times[following].start if following is not None else len(text)
        end = min(end, _own_end(times[i], lines, at, last=following is None))
        found.append(Entry(i, times[i].end, end))
    return found


def _own_end(t: TimeExpr, lines: Sequence[Line], at: int, *, last: bool) -> int:
    """How far an entry reaches at most."""
    if t.entry == "inline":
        return lines[at].end
    if t.entry == "hour":
        return lines[at].end if last else lines[-1].end
    return lines[min(at + 1, len(lines) - 1)].end if last else lines[-1].end


def _shapes(times: Sequence[TimeExpr], text: str, pack: Pack) -> dict[int, EntryShape]:
    """The expressions that open an entry, with its shape: as many of one shape as make a chronology, on different days
    (or at hours of one day, in their order or against it)."""
    lines = split_lines(text)
    found: dict[EntryShape, list[int]] = {}
    for i, t in enumerate(times):
        shape = _shape(t, text, lines, pack)
        if shape is not None:
            found.setdefault(shape, []).append(i)
    kept: dict[int, EntryShape] = {}
    for shape, members in found.items():
        apart = {times[i].text.lower() for i in members}
        if len(apart) >= _LEAST[shape] and (shape != "hour" or _is_one_day([times[i] for i in members])):
            kept |= dict.fromkeys(members, shape)
    return kept


def _shape(t: TimeExpr, text: str, lines: Sequence[Line], pack: Pack) -> EntryShape | None:
    line = next((x for x in lines if x.start <= t.start < x.end), None)
    if line is None or t.stamp in ("published", "updated"):
        return None
    before, after = line.words[: t.start - line.start], text[t.end : line.end]
    for rule, opens, goes_on in _load(pack):
        fits = _is_hour(t) if rule.shape == "hour" else _is_date(t)
        if fits and opens.fullmatch(before) and goes_on.match(after):
            return rule.shape if rule.shape != "heading" or _heads(line, lines) else None
    return None


def _heads(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a sentence stands under a line: the days of a list of other items stand under their titles."""
    following = next((x for x in lines if x.start > line.start), None)
    return following is not None and ends_sentence(following.words)


def _is_date(t: TimeExpr) -> bool:
    if t.kind not in ("DATE", "TIME") or t.anchor is not None:
        return False
    if t.recipe is not None:
        return t.recipe.op in _DAYS or (t.recipe.op == "day" and t.recipe.n < 0 and t.rule in _YESTERDAY)
    return bool(t.value and _DATE.fullmatch(t.value))


def _is_hour(t: TimeExpr) -> bool:
    """Whether it is an hour that no day stands beside."""
    recipe = t.recipe
    return t.kind == "TIME" and recipe is not None and recipe.op == "day" and not recipe.n and t.anchor is None


def _is_one_day(hours: Sequence[TimeExpr]) -> bool:
    """Whether the hours only rise, or only fall: a page that goes past midnight tells of two days."""
    told = [m.groups() for t in hours if t.recipe and (m := _CLOCK.match(t.recipe.part or ""))]
    return len(told) == len(hours) and told in (sorted(told), sorted(told, reverse=True))


def _is_agenda(times: Sequence[TimeExpr], text: str, pack: Pack) -> bool:
    """Whether the words above the first entry say that what follows is to come: "La semaine à venir"."""
    first = next((t.start for t in times if t.entry in ("inline", "heading")), 0)
    return _agenda(pack).search(text[:first].lower()) is not None


@lru_cache(maxsize=8)
def _agenda(pack: Pack) -> re.Pattern[str]:
    words = pack.table("entries", EntryTable).agenda
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)" if words else r"(?!)")


def _side(times: Sequence[TimeExpr], text: str, finder: DirectionFinder, is_agenda: bool) -> Direction | None:
    """The side of the report on which all entries without a year lie, None where neither their tenses nor the title
    tell."""
    if is_agenda:
        return "future"  # what it tells in the past is how it came to that
    pieces = (piece for e in find_entries(times, text) for piece in _told_in(e, text))
    tenses = {tense for start, end in pieces for tense in finder.tenses_in(start, end)}
    over, ahead = tenses & {"past", "pluperfect", "imperfect"}, tenses & {"future", "near_future"}
    if over and not ahead:
        return "past"
    return "future" if ahead and not over else None


def _told_in(entry: Entry, text: str) -> list[tuple[int, int]]:
    """What an entry tells itself: all but the words that it quotes ("« Nous ne viendrons pas », dit le ministre")."""
    cuts = [(m.start(), m.end()) for m in _QUOTED.finditer(text, entry.start, entry.end)]
    starts, ends = [entry.start, *(end for _, end in cuts)], [*(start for start, _ in cuts), entry.end]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


@lru_cache(maxsize=8)
def _load(pack: Pack) -> tuple[tuple[EntryRule, re.Pattern[str], re.Pattern[str]], ...]:
    """The compiled rules of `pack`."""
    table = pack.table("entries", EntryTable)
    try:
        return tuple((r, re.compile(r.before), re.compile(r.after)) for r in table.entries)
    except re.error as error:
        raise PackError(str(error), path=f"lang/{pack.code}/entries.toml") from error
