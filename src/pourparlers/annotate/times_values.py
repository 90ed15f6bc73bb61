"""What a matched expression of time means: its TIMEX3 value, or the recipe for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import msgspec

from ..drafts import Direction, Recipe
from ..vocab import TimeKind
from ..when import WhenError, parse
from .times_feasts import is_approximate
from .times_rules import Found
from .times_table import TimeTable
from .word_table import PHRASES


@dataclass(slots=True, unsafe_hash=True)
class Meaning:
    """The value or the recipe of an expression; `kind` and `direction` where the words decide them.

    `anaphoric` is "day" where the recipe starts from a day told before, "hour" where it only adds an hour or part.
    """

    kind: TimeKind
    value: str | None = None
    recipe: Recipe | None = None
    mod: str | None = None
    direction: Direction | None = None
    anaphoric: str | None = None

    def at(self, hour: Meaning) -> Meaning | None:
        """This day at the hour of `hour` ("vendredi à 18 heures"), None where this is no day or has an hour."""
        part = hour.recipe.part if hour.recipe else None
        if part is None or self.kind != "DATE":
            return None
        if self.recipe is not None:
            if self.recipe.op not in ("weekday", "day", "month_day") or self.recipe.part or self.recipe.to_day:
                return None
            return replace(self, kind="TIME", recipe=msgspec.structs.replace(self.recipe, part=part))
        return replace(self, kind="TIME", value=f"{self.value}T{part}") if len(self.value or "") == 10 else None


def meaning_of(found: Found, table: TimeTable) -> Meaning | None:
    """What `found` means, None where the words turn out to be no date (the 31st of June)."""
    reader = _READERS[found.rule.do]
    return reader(found, table)


def read_number(text: str, table: TimeTable) -> int | None:
    """The number that digits or French words write, None for other words: "vingt-quatre" is 24."""
    if text.isdigit():
        return int(text)
    total = 0
    for word in re.split(r"[ -]", text):
        if word == "et" or not word:
            continue
        n = table.numbers.get(word)
        if n is None:
            return None
        total = total * n if n in (20, 100) and 1 < total < 10 else total + n
    return total or None


def _direction(found: Found, table: TimeTable) -> Direction | None:
    word = found.groups.get("dir")
    return table.directions.get(word) if word else found.rule.direction


def _part(found: Found, table: TimeTable) -> str | None:
    words = next((found.groups[g] for g in ("part", "part2", "part3") if g in found.groups), None)
    return table.parts.get(words) if words else found.rule.part


def _month(word: str | None, table: TimeTable) -> int | None:
    return (table.months.get(word) or table.short_months.get(word)) if word else None


def _day(text: str | None) -> int | None:
    return int(text.removesuffix("er")) if text else None


def _date(found: Found, table: TimeTable) -> Meaning | None:
    g = found.groups
    month = _month(g.get("month"), table) or (int(g["month_n"]) if "month_n" in g else None)
    month = month or table.english_months.get(g.get("month_en", ""))
    day, to_day = _day(g.get("day") or g.get("day2")), _day(g.get("to_day"))
    year = g.get("year") or g.get("year2") or g.get("to_year")
    to_month = _month(g.get("to_month"), table)
    month = month or to_month
    weekday = table.weekdays.get(g.get("weekday", ""))
    part, mod = _part(found, table), table.edges.get(g.get("edge", ""))
    kind: TimeKind = "TIME" if part else found.rule.kind
    if year and mod and month is None:
        month = {"START": 1, "MID": 6, "END": 12}[mod]
    if not year:
        if month is None and day is None:
            return None
        probe = _text("2024", month, day)
        if probe is None:
            return None
        recipe = Recipe(
            op="month_day" if day else "month_only", month=month, day=day,
            to_month=to_month or (month if to_day else None), to_day=to_day, weekday=weekday, part=part,
            approximate=mod is not None,
        )  # fmt: skip
        return Meaning(kind, recipe=recipe, mod=mod, direction=_direction(found, table))
    value = _text(year, month, day)
    if value and to_day:
        last = _text(g.get("to_year") or year, to_month or month, to_day)
        value = f"{value}/{last}" if last and value <= last else None
    if value is None:
        return None
    value = f"{value}T{part}" if part else value + ("~" if mod else "")
    return Meaning(kind, value=value, mod=mod)


def _text(year: str, month: int | None, day: int | None) -> str | None:
    """The EDTF date, None where the calendar has no such day."""
    text = year + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")
    try:
        parse(text)
    except WhenError:
        return None
    return text


def _weekday(found: Found, table: TimeTable) -> Meaning | None:
    part, direction = _part(found, table), _direction(found, table)
    in_week = "week" in found.groups
    later = {"en huit": 1, "en quinze": 2}.get(found.groups.get("huit", ""), 0)
    n = {"future": 1, "past": -1}.get(direction or "", 0) if in_week else later
    if "huit" in found.groups:
        direction = "future"
    recipe = Recipe(
        op="weekday", weekday=table.weekdays[found.groups["weekday"]], n=n, part=part,
        strict=("dir" in found.groups or "huit" in found.groups) and not in_week, in_week=in_week,
    )  # fmt: skip
    anaphoric = "day" if found.groups.get("dir", "") in PHRASES.next_or_last else None
    return Meaning("TIME" if part else "DATE", recipe=recipe, direction=direction, anaphoric=anaphoric)


def _this_weekday(found: Found, table: TimeTable) -> Meaning | None:
    return _date(found, table) if "day" in found.groups else _weekday(found, table)


def _offset(found: Found, table: TimeTable) -> Meaning | None:
    """day, week, weekend, month, year: so many of them from the anchor."""
    direction, part = _direction(found, table), _part(found, table)
    n = found.rule.n
    if "dir" in found.groups:
        n = {"future": 1, "past": -1}.get(direction or "", 0)
    edge = next(
        (w for w in PHRASES.edges if re.match(w, found.groups.get("edge") or found.groups.get("expr2") or "")),
        None,
    )
    mod = PHRASES.edges.get(edge or "")
    told = found.groups.get("dir", "")
    anaphoric = "day" if told.startswith(PHRASES.next_or_last) else None
    if direction is None and found.rule.do == "day":
        direction = {1: "future", -1: "past"}.get((n > 0) - (n < 0), "same")  # type: ignore[assignment]
    weekly = found.rule.do == "week"
    recipe = Recipe(
        op=found.rule.do, n=n, part=part, approximate=mod is not None and not weekly, edge=mod if weekly else None
    )  # fmt: skip
    kind: TimeKind = "TIME" if part else "DATE"
    return Meaning(kind, recipe=recipe, mod=mod, direction=direction, anaphoric=anaphoric)


def _anaphor(found: Found, table: TimeTable) -> Meaning | None:
    part = _part(found, table)
    return Meaning("TIME" if part else "DATE", recipe=Recipe(op="day", n=found.rule.n, part=part), anaphoric="day")


def _shift(found: Found, table: TimeTable) -> Meaning | None:
    g = found.groups
    n = table.collectives[g["collective"]] if "collective" in g else read_number(g["num"], table)
    op = {"D": "day", "W": "week", "M": "month", "Y": "year"}.get(table.units[g["unit"]])
    mod = "APPROX" if "collective" in g else table.approximations.get(g.get("approx", ""))
    if n is None:
        return None
    if table.units[g["unit"]] == "TH" and n % 24 == 0:
        op, n = "day", n // 24
    if op == "week" and (found.rule.do == "shift_anaphor" or "exact" in g):
        op, n = "day", 7 * n
    if op is None:  # hours and minutes do not move the day; decades and centuries are years
        years = {"E": 10, "C": 100}.get(table.units[found.groups["unit"]])
        if years is None:
            return Meaning(
                "DURATION", value=f"PT{n}{table.units[found.groups['unit']][-1]}", direction=found.rule.direction
            )
        op, n = "year", n * years
    return Meaning(
        "DATE", mod=mod, direction=found.rule.direction,
        recipe=Recipe(op=op, n=n * found.rule.n, approximate="collective" in g, exact="exact" in g),
        anaphoric="day" if found.rule.do == "shift_anaphor" else None,
    )  # fmt: skip


def _week_of(found: Found, table: TimeTable) -> Meaning | None:
    recipe = Recipe(op="week_of", month=_month(found.groups["month"], table), day=_day(found.groups["day"]))
    return Meaning("DATE", recipe=recipe)


def _season(found: Found, table: TimeTable) -> Meaning | None:
    code = table.seasons[found.groups["season"]]
    if year := found.groups.get("year"):
        return Meaning("DATE", value=f"{year}-{code}")
    direction, mod = _direction(found, table), table.edges.get(found.groups.get("edge", ""))
    n = {"future": 1, "past": -1}.get(direction or "", 0)
    recipe = Recipe(op="season", month=code, n=n, approximate=mod is not None)
    return Meaning("DATE", recipe=recipe, mod=mod, direction=direction)


def _part_of_year(found: Found, table: TimeTable) -> Meaning | None:
    """A quarter or half of a year."""
    g = found.groups
    length = 3 if g["piece"] == "trimestre" else 6
    rank = 12 // length if g["rank"] == "dernier" else table.ranks[g["rank"]]
    first, last = length * (rank - 1) + 1, length * rank
    if last > 12:
        return None
    if year := g.get("year"):
        return Meaning("DATE", value=f"{year}-{first:02}/{year}-{last:02}")
    return Meaning("DATE", recipe=Recipe(op="months", month=first, to_month=last), direction=_direction(found, table))


def _months_of_year(found: Found, table: TimeTable) -> Meaning | None:
    """ "les deux premiers mois de 2025"; the first or last months without a number are three, give or take."""
    g = found.groups
    n = read_number(g["num"], table) if "num" in g else None
    if n is not None and n > 12:
        return None
    mod = "START" if "first" in g else "END"
    if n is None:
        return Meaning("DATE", value=f"{g['year']}-{1 if mod == 'START' else 12:02}~", mod=mod)
    first, last = (1, n) if mod == "START" else (13 - n, 12)
    value = f"{g['year']}-{first:02}" + (f"/{g['year']}-{last:02}" if last > first else "")
    return Meaning("DATE", value=value)


def _century(found: Found, table: TimeTable) -> Meaning | None:  # noqa: ARG001
    roman = found.groups.get("century")
    if roman is None:
        return Meaning("DATE", recipe=Recipe(op="century", n=found.rule.n))
    n = _roman(roman)
    return Meaning("DATE", value=f"{100 * n - 99:04}/{100 * n:04}") if n is not None else None


def _roman(text: str) -> int | None:
    """The number of a century, up to XXI; None for letters that write none."""
    digits = {"i": 1, "v": 5, "x": 10}
    values = [digits[c] for c in text]
    n = sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
    return n if 0 < n <= 21 else None


def _feast(found: Found, table: TimeTable) -> Meaning | None:
    code, year = table.feasts[found.groups["feast"]], found.groups.get("year")
    recipe = Recipe(op="feast", feast=code, year=int(year) if year else None, approximate=is_approximate(code))
    return Meaning("DATE", recipe=recipe, mod="APPROX" if recipe.approximate else None)


def _month_only(found: Found, table: TimeTable) -> Meaning | None:
    return Meaning("DATE", recipe=Recipe(op="month_only", month=_month(found.groups["month"], table)))


def _year_only(found: Found, table: TimeTable) -> Meaning | None:  # noqa: ARG001
    return Meaning("DATE", value=found.groups["year"])


def _year_range(found: Found, table: TimeTable) -> Meaning | None:  # noqa: ARG001
    first, last = found.groups["year"], found.groups["to_year"]
    return Meaning("DATE", value=f"{first}/{last}") if first < last else None


def _decade(found: Found, table: TimeTable) -> Meaning | None:  # noqa: ARG001
    first = int(found.groups["decade"])
    first += 1900 if first < 100 else 0
    return Meaning("DATE", value=f"{first}/{first + 9}")


def _part_of_day(found: Found, table: TimeTable) -> Meaning | None:
    anaphoric = None if found.rule.direction == "same" else "hour"
    return Meaning(
        "TIME", recipe=Recipe(op="day", part=_part(found, table)), direction=found.rule.direction, anaphoric=anaphoric
    )


def _clock(found: Found, table: TimeTable) -> Meaning | None:
    g = found.groups
    if noon := g.get("noon"):
        hour: int | None = 12 if noon == "midi" else 24
        minute: int | None = 0
    else:
        hour = int(g["hour"]) if "hour" in g else read_number(g["hour_w"], table)
        said = g.get("minute") or g.get("minute_w") or "0"
        minute = 30 if said == "et demie" else read_number(said, table) or 0
    if hour is None or hour > 24 or minute is None or minute > 59:
        return None
    zone = table.zones.get(re.sub(r"\s+", " ", g.get("zone", "")), "")
    return Meaning("TIME", recipe=Recipe(op="day", part=f"{hour:02}:{minute:02}{zone}"), anaphoric="hour")


def _duration(found: Found, table: TimeTable) -> Meaning | None:
    g = found.groups
    mod = table.approximations.get(g.get("approx", ""))
    if "collective" in g:
        value = _iso(table.collectives[g["collective"]], table.units[g["unit"]])
        return Meaning("DURATION", value=value, mod="APPROX")
    if "num" not in g:
        return Meaning("DURATION", value=PHRASES.durations.get(g["expr"]), mod=mod)
    n, unit = read_number(g["num"], table), table.units[g["unit"]]
    if n is None:
        return None
    value = _iso(n, unit)
    if "half" in g:
        value = f"PT{n}H30M" if unit == "TH" else f"P{12 * n + 6}M" if unit == "Y" else value[:-1] + ".5" + value[-1]
    if "num2" in g:
        more = read_number(g["num2"], table)
        value = f"PT{n}H{more}M" if unit == "TH" and more else value
    return Meaning("DURATION", value=value, mod=mod)


def _hours(found: Found, table: TimeTable) -> Meaning | None:
    """ "une heure trente", "2h30" of talks."""
    g = found.groups
    hours = read_number(g.get("num") or g.get("num3") or "", table)
    minutes = read_number(g.get("num2") or g.get("num4") or "", table)
    return Meaning("DURATION", value=f"PT{hours}H" + (f"{minutes}M" if minutes else "")) if hours else None


def _iso(n: int | str, unit: str) -> str:
    """The ISO 8601 duration; decades and centuries are written E and C, as TIMEX3 does."""
    return f"PT{n}{unit[1:]}" if unit.startswith("T") else f"P{n}{unit}"


def _vague(found: Found, table: TimeTable) -> Meaning | None:
    return Meaning("DURATION", value=_iso("X", table.units[found.groups["unit"]]))


def _recent(found: Found, table: TimeTable) -> Meaning | None:
    """ "ces derniers jours" is a vague date, "les dernières 24 heures" a duration."""
    g = found.groups
    number = g.get("num") or g.get("num2")
    unit = g.get("unit") or g.get("unit2")
    if number and unit:
        n = read_number(number, table)
        return Meaning("DURATION", value=_iso(n, table.units[unit]), direction=found.rule.direction) if n else None
    return Meaning("DATE", value=found.rule.value, direction=found.rule.direction)


def _fixed(found: Found, table: TimeTable) -> Meaning | None:  # noqa: ARG001
    return Meaning(found.rule.kind, value=found.rule.value, direction=found.rule.direction)


def _set(found: Found, table: TimeTable) -> Meaning | None:
    g = found.groups
    if weekday := g.get("weekday") or g.get("weekdays", "").removesuffix("s"):
        return Meaning("SET", value=f"XXXX-WXX-{table.weekdays[weekday]}")
    if part := g.get("part_only") or g.get("part"):
        return Meaning("SET", value=f"XXXX-XX-XXT{table.parts[part]}")
    unit = g.get("unit") or g.get("units") or g.get("units2") or "jour"
    number = g.get("num") or g.get("num2")
    return Meaning("SET", value=_iso((read_number(number, table) if number else None) or 1, table.units.get(unit, "D")))


_READERS: Mapping[str, Callable[[Found, TimeTable], Meaning | None]] = {
    "date": _date, "weekday": _weekday, "this_weekday": _this_weekday, "day": _offset, "week": _offset,
    "weekend": _offset, "month": _offset, "year": _offset, "anaphor": _anaphor, "shift": _shift,
    "shift_anaphor": _shift, "week_of": _week_of, "season": _season, "part_of_year": _part_of_year,
    "months_of_year": _months_of_year, "century": _century, "feast": _feast, "hours": _hours, "month_only": _month_only,
    "year_only": _year_only, "decade": _decade, "year_range": _year_range, "part": _part_of_day, "clock": _clock,
    "duration": _duration, "vague": _vague, "recent": _recent, "fixed": _fixed, "set": _set,
}  # fmt: skip
"""What `do` names in the table."""
