"""Ties between expressions of time: two that give one day, an anniversary, the time gone by since a day.

In: the expressions of a text. Out: for some of them, what another one says of their day (`drafts.Tie`). The words are
data (lang/*/date_ties.toml).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import msgspec

from ..drafts import Direction, Tie, TimeExpr
from ..errors import PackError
from ..lang.pack import Pack
from .times_table import End, TieRule, TieTable

_RELATIVE: Final = frozenset({"day", "week", "weekend"})
_FULL_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_NEAR: Final = 2
_REACH: Final = 320
_BEFORE: Final = 120
_NONE: Final[frozenset[End]] = frozenset()
_ENDS: Final[tuple[End, ...]] = ("weekday", "near_day", "relative", "duration", "day", "counted", "feast")


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule, its patterns compiled."""

    rule: TieRule
    before: re.Pattern[str] | None
    between: re.Pattern[str] | None
    after: re.Pattern[str] | None
    second_before: re.Pattern[str] | None

    def begins(self, t: TimeExpr, text: str) -> bool:
        """Whether the words about `t`, which is of the sorts of the first of the two, let it be that."""
        if self.rule.kind == "news" and self.after is not None and not self.after.match(text, t.end):
            return False
        return self.before is None or bool(self.before.search(text[max(0, t.start - _BEFORE) : t.start]))

    def ends(self, t: TimeExpr, text: str) -> bool:
        """Whether the words about `t`, which is of the sorts of the second of the two, let it be that."""
        if self.second_before and not self.second_before.search(text[max(0, t.start - _BEFORE) : t.start]):
            return False
        return self.after is None or bool(self.after.match(text, t.end))


def tie_times(
    times: Sequence[TimeExpr], text: str, *, pack: Pack, is_past: Callable[[TimeExpr], bool]
) -> list[TimeExpr]:
    """`times` with their ties. `text` is theirs, marks straightened; `is_past` tells the tense of an expression's
    clause. Raises PackError where the pack's table date_ties.toml is wrong."""
    found: dict[int, list[Tie]] = {}
    side: dict[int, Direction] = {}
    past: dict[int, bool] = {}
    sorts = [_NONE if t.in_noise else frozenset(end for end in _ENDS if _is(t, end)) for t in times]
    here = _NONE.union(*sorts)  # most rules tie sorts of which a text has none
    for rule in _load(pack):
        first, second = rule.rule.first, rule.rule.second
        if here.isdisjoint(first) or (rule.rule.kind != "news" and here.isdisjoint(second)):
            continue
        firsts = [i for i, own in enumerate(sorts) if not own.isdisjoint(first) and rule.begins(times[i], text)]
        if not firsts:
            continue
        seconds = [j for j, own in enumerate(sorts) if not own.isdisjoint(second) and rule.ends(times[j], text)]
        if rule.rule.past:
            past |= {i: is_past(times[i]) for i in firsts if i not in past}
            firsts = [i for i in firsts if past[i]]
        if rule.rule.kind == "news":
            for i in firsts:
                found.setdefault(i, []).append(Tie(kind="news", other=i, days=rule.rule.days))
            continue
        for i, j in _pairs(rule, firsts, seconds, times, text):
            if rule.rule.kind == "pair" and not _are_neighbours(times[i], times[j]):
                continue
            if rule.rule.kind == "offset":
                # "à la veille du sommet du 16": whichever tense stands beside it, that day lies near
                side |= {n: "nearest" for n in (i, j) if _is(times[n], "day")}
                if not all(
                    t.direction == "past" and not t.background for t in (times[i], times[j]) if _is(t, "weekday")
                ):
                    continue
            found.setdefault(i, []).append(Tie(kind=rule.rule.kind, other=j, days=rule.rule.days))
            recipe = times[i].recipe
            if rule.rule.kind == "same" and recipe is not None and recipe.op == "day" and recipe.n:
                side[j] = times[i].direction  # "il y a dix jours" is sure of its side, whatever the verb seems to be
    return [
        msgspec.structs.replace(t, ties=tuple(found.get(i, ())), direction=side.get(i, t.direction))
        if i in found or i in side
        else t
        for i, t in enumerate(times)
    ]


def _pairs(
    rule: _Rule, firsts: Sequence[int], seconds: Sequence[int], times: Sequence[TimeExpr], text: str
) -> list[tuple[int, int]]:
    """The expressions that the rule ties."""
    if rule.between is None:
        days = {(times[j].value, times[j].recipe) for j in seconds}
        return [(i, seconds[0]) for i in firsts] if len(days) == 1 else []
    return [
        (i, j)
        for i in firsts
        for j in seconds
        if times[i].end <= times[j].start <= times[i].end + _REACH
        and rule.between.fullmatch(text, times[i].end, times[j].start)
    ]


def _are_neighbours(a: TimeExpr, b: TimeExpr) -> bool:
    """Whether weekday `b` is the one after weekday `a`."""
    first, second = (t.recipe.weekday if t.recipe is not None else None for t in (a, b))
    return first is not None and second == first % 7 + 1


def _is(t: TimeExpr, end: End) -> bool:
    """Whether an expression is of the sort `end`."""
    recipe = t.recipe
    if end == "duration":
        return t.kind == "DURATION"
    if t.kind not in ("DATE", "TIME"):
        return False
    if end == "day":
        dated = recipe is not None and recipe.op == "month_day" and recipe.month is not None and recipe.to_day is None
        return dated or _is(t, "feast") or bool(t.value and _FULL_DAY.match(t.value))
    if end == "feast":
        return recipe is not None and recipe.op == "feast" and not recipe.approximate
    if end == "counted":
        return recipe is not None and t.anchor is not None and recipe.op == "day" and not recipe.part
    if recipe is None or t.anchor is not None:
        return False
    if end == "weekday":
        return recipe.op == "weekday"
    if end == "near_day":
        return recipe.op == "day" and abs(recipe.n) <= _NEAR and not recipe.part and t.direction != "nearest"
    return recipe.op in _RELATIVE and (recipe.n != 0 or recipe.part is None)


@lru_cache(maxsize=8)
def _load(pack: Pack) -> tuple[_Rule, ...]:
    """The compiled rules of `pack`."""
    path = f"lang/{pack.code}/date_ties.toml"
    rules = pack.table("date_ties", TieTable).ties
    return tuple(
        _Rule(
            rule=r,
            before=_compile(r, r.before, path, end=True),
            between=_compile(r, r.between, path),
            after=_compile(r, r.after, path),
            second_before=_compile(r, r.second_before, path, end=True),
        )
        for r in rules
    )


def _compile(rule: TieRule, pattern: str | None, path: str, *, end: bool = False) -> re.Pattern[str] | None:
    if pattern is None:
        return None
    spaced = re.sub(r"(?<!\[) (?![^\[\]]*\])", r"[ \\n]", pattern)
    try:
        return re.compile(f"(?:{spaced}){'$' if end else ''}", re.IGNORECASE)
    except re.error as error:
        raise PackError(f"rule {rule.name!r}: {error}", path=path) from error
