"""Days that the knowledge base knows: "samedi" of an inauguration is the day on which that term of office began.

In: a reading with the sentences of its text. Out: for some of its expressions of time, the days that the tables give
for what happened on them. The words are data (lang/*/terms.toml). Only a person's own name tells whose term it is: who
holds an office is worked out from the day, so a role cannot tell it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from ..drafts import Reading, TimeExpr
from ..errors import PackError
from ..knowledge.model import KnowledgeBase
from ..lang.pack import Pack
from .terms_table import TermRule, TermTable

_WHO: Final = "\ue000"
_WHEN: Final = "\ue001"
"""Stand for a person's name, and for an expression of time, in the text that the patterns read."""
_FULL_DAY: Final = len("2022-01-21")
_NEAR: Final = 2


def known_days(
    reading: Reading, sentences: Iterable[tuple[int, int]], *, kb: KnowledgeBase, pack: Pack
) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """The days (ISO 8601) that `kb` gives for expressions of time in `reading`, by index; several where a term of more
    than one office began on a day that the words may mean. `sentences` are [start, end) of its text."""
    text = reading.document.text or ""
    again, rules = _load(pack)
    found: dict[int, set[str]] = {}
    for start, end in sentences:
        if not any(start <= t.start < end for t in reading.times) or again.search(text, start, end):
            continue
        line, at = _marked(reading, start, end)
        if _WHO not in line:
            continue
        for rule, pattern in rules:
            for match in pattern.finditer(line):
                who, when = match[0].index(_WHO), match[0].index(_WHEN)
                person, time = at[match.start() + who], at[match.start() + when]
                days = _edges(reading.mentions[person].actor or "", rule, reading.times[time], kb)
                if days:
                    found.setdefault(time, set()).update(days)
    return tuple((i, tuple(sorted(days))) for i, days in sorted(found.items()))


def _marked(reading: Reading, start: int, end: int) -> tuple[str, dict[int, int]]:
    """The sentence with a mark for each name of a person and each expression of time, and what each mark stands for: an
    index into the mentions or the times."""
    people = {a.id for a in reading.actors if a.kind == "person"}
    spans = [
        (m.start, m.end, _WHO, i)
        for i, m in enumerate(reading.mentions)
        if m.how == "name" and m.actor in people and start <= m.start < end
    ]
    spans += [
        (t.start, t.end, _WHEN, i)
        for i, t in enumerate(reading.times)
        if start <= t.start < end and t.anchor is None and not t.in_noise and _may_be_edge(t)
    ]
    text, line, at, done = reading.document.text or "", "", {}, start
    for first, last, mark, i in sorted(spans):
        if first < done:
            continue
        line += text[done:first]
        at[len(line)] = i
        line, done = line + mark, last
    return line + text[done:end], at


def _may_be_edge(t: TimeExpr) -> bool:
    """Whether an expression gives a day that needs the day of publication."""
    recipe = t.recipe
    if t.value is not None or recipe is None:
        return False
    if recipe.op == "day":
        return abs(recipe.n) <= _NEAR
    return recipe.op == "weekday" or (recipe.op == "month_day" and recipe.month is not None and recipe.to_day is None)


def _edges(person: str, rule: TermRule, t: TimeExpr, kb: KnowledgeBase) -> Iterator[str]:
    """The first, or last, days of the person's terms that the words may mean."""
    for tenure in kb.tenures_by_person.get(person, ()):
        day = tenure.start if rule.edge == "start" else tenure.end
        if len(day) == _FULL_DAY and _may_mean(t, date.fromisoformat(day)):
            yield day


def _may_mean(t: TimeExpr, day: date) -> bool:
    recipe = t.recipe
    if recipe is None or recipe.weekday not in (None, day.isoweekday()):
        return False
    return recipe.op != "month_day" or (recipe.month, recipe.day) == (day.month, day.day)


@lru_cache(maxsize=8)
def _load(pack: Pack) -> tuple[re.Pattern[str], tuple[tuple[TermRule, re.Pattern[str]], ...]]:
    """The words for a further term, and the rules of `pack` with their patterns compiled."""
    table = pack.table("terms", TermTable)
    try:
        again = re.compile("|".join(table.again), re.IGNORECASE)
        return again, tuple((r, _compile(r.pattern)) for r in table.terms)
    except re.error as error:
        raise PackError(str(error), path=f"lang/{pack.code}/terms.toml") from error


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("@", _WHO).replace("#", _WHEN).replace(" ", r"\s+"), re.IGNORECASE)
