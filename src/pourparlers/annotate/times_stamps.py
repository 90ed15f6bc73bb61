"""The day that a page gives itself: the words around a date that make it the day of publication, or of an update.

In: the expressions of a text. Out: for some of them, what they say of the page (`drafts.TimeExpr.stamp`). The words
are data (lang/*/stamps.toml); here is where on a page such a line may stand, and what makes its day doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

import msgspec

from ..drafts import Stamp, TimeExpr
from ..errors import PackError
from ..lang.pack import Pack
from ..text.lines import Line, is_prose, split_lines
from .times_table import StampRule, StampTable, TimeTable, Where

_HEAD: Final = 700
"""Code points within which a page tells its own day above its story."""
_FOOT_LINES: Final = 3
"""Lines behind the story among which one may date it."""
_OPENS: Final = 60
"""Code points from a paragraph's beginning within which a dateline's day begins."""
_FEW = 5
_LONGEST: Final = 130
"""Code points of a line that is no running text, at most."""
_ISO: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:T.*)?")


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule, its patterns compiled."""

    rule: StampRule
    before: re.Pattern[str]
    after: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Layout:
    """The lines of a text, and which of them are paragraphs of its story."""

    lines: tuple[Line, ...]
    prose: tuple[int, ...]

    def line_at(self, offset: int) -> int | None:
        """Index of the line that holds the code point `offset`."""
        return next((i for i, line in enumerate(self.lines) if line.start <= offset < line.end), None)

    def places(self, i: int) -> frozenset[Where]:
        """Where on the page line `i` stands."""
        above = sum(p < i for p in self.prose)
        found: set[Where] = {"any"}
        if self.lines[i].start <= _HEAD and above <= 1:
            found.add("opening")
            if i not in self.prose and (i < len(self.lines) - 1):
                found.add("head")
        last = self.prose[-1] if self.prose else 0
        if self.lines and last < i <= last + _FOOT_LINES:
            found.add("foot")
        return frozenset(found)


def stamp_times(
    times: Sequence[TimeExpr],
    text: str,
    *,
    pack: Pack,
    table: TimeTable,
    in_caption: Callable[[int], bool],
    is_past: Callable[[int], bool],
) -> list[TimeExpr]:
    """`times` with the stamps of their page. `text` is theirs, marks straightened; `in_caption` tells of a code point
    whether it stands in a caption, `is_past` whether the sentence after it is told in the past.

    Raises PackError where the pack's table stamps.toml is wrong.
    """
    candidates = [i for i, t in enumerate(times) if _is_day(t) and _weekday_agrees(t, table.weekdays)]
    if not candidates:
        return list(times)
    lines = tuple(split_lines(text))
    layout = _Layout(lines, tuple(i for i, line in enumerate(lines) if is_prose(line.words)))
    found: dict[int, Stamp] = {}
    for i in candidates:
        at = layout.line_at(times[i].start)
        if at is None or in_caption(times[i].start):
            continue
        rule = _rule_for(times[i], layout, at, pack, opens=_header_end(times, lines[at], text))
        if rule is not None:
            # what is told as past under a day was over on it: no scene of that day, told in the next day's paper
            over = rule.kind == "written" and "opening" in rule.where and is_past(times[i].end)
            found[i] = "issued" if over else rule.kind
    if not found and (own := _alone(times, candidates, layout, pack, table)) is not None and not in_caption(own):
        found |= {i: "issued" for i in candidates if times[i].start == own}
    return [msgspec.structs.replace(t, stamp=found[i]) if i in found else t for i, t in enumerate(times)]


def _alone(
    times: Sequence[TimeExpr], candidates: Sequence[int], layout: _Layout, pack: Pack, table: TimeTable
) -> int | None:
    """Where the first whole date with its weekday stands that has a short line of its own above the story, a few other
    words aside, none of which has a day of its own ("Par X, mardi 5 mars 2019, à Lima"); None where none does."""
    known = pack.table("stamps", StampTable)
    dated = {*known.events, *known.no_names}
    for i in candidates:
        t, at = times[i], layout.line_at(times[i].start)
        if not at or at in layout.prose or "head" not in layout.places(at) or not _ISO.fullmatch(t.value or ""):
            continue
        line = layout.lines[at]
        rest = f"{line.words[: t.start - line.start]} {line.words[t.end - line.start :]}"
        words = re.findall(r"[^\W\d_]{2,}", rest.lower())
        named = any(t.text.lower().startswith(day) for day in table.weekdays)
        if named and len(line.words) <= _LONGEST and len(words) <= _FEW and dated.isdisjoint(words):
            return t.start
    return None


def _header_end(times: Sequence[TimeExpr], line: Line, text: str) -> int:
    """Where the story begins on `line`, in code points: behind a header's ISO date that opens it."""
    header = next((t for t in times if line.start <= t.start < line.end), None)
    if header is None or header.rule != "iso" or not header.in_noise or header.start - line.start > _OPENS:
        return line.start
    rest = text[header.end :]
    return header.end + len(rest) - len(rest.lstrip())


def _rule_for(t: TimeExpr, layout: _Layout, at: int, pack: Pack, *, opens: int) -> StampRule | None:
    """The first rule that fits the words around `t` on line `at`, whose story opens at the code point `opens`."""
    line = layout.lines[at]
    before = line.words[max(0, opens - line.start) : t.start - line.start]
    after = line.words[t.end - line.start :]
    where = layout.places(at)
    prose = at in layout.prose
    for rule in load_stamps(pack):
        own = where & set(rule.rule.where)
        if not own or (own == {"opening"} and len(before) > _OPENS):
            continue
        if not prose and len(line.words) > _LONGEST and "opening" not in own:
            continue
        if _is_title(rule.rule, layout, at, before):
            continue
        if rule.before.search(before) and rule.after.match(after) and _is_apart(rule.rule, before, prose=prose):
            return rule.rule
    return None


def _is_title(rule: StampRule, layout: _Layout, at: int, before: str) -> bool:
    """Whether the line is the title of a piece about a day: the first line, the story right under it, a bare place or
    nothing before the day ("Oslo, 4 mars 1979"; "4 mars 1979")."""
    if rule.name not in ("place", "day_line", "signature") or at > 0:
        return False
    return 1 in layout.prose and not re.search(r"(?:^|\W)[Ll]e $", before)


def _is_apart(rule: StampRule, before: str, *, prose: bool) -> bool:
    """Whether a label in running text stands at the beginning of its line: elsewhere it is told of something."""
    if not prose or "any" not in rule.where:
        return True
    return len(before) <= _OPENS and not re.search(r"[,.:;][^|]*$", before.rstrip(": "))


def _is_day(t: TimeExpr) -> bool:
    if t.kind not in ("DATE", "TIME") or t.anchor is not None:
        return False
    if t.recipe is not None:
        return t.recipe.op == "month_day" and t.recipe.month is not None and t.recipe.to_day is None
    return bool(t.value and _ISO.fullmatch(t.value))


def _weekday_agrees(t: TimeExpr, weekdays: Mapping[str, int]) -> bool:
    """Whether the weekday of a whole date is that of its day: one of the two is wrong elsewhere, nobody knows which."""
    named = next((n for word, n in weekdays.items() if t.text.lower().startswith(word)), None)
    found = _ISO.fullmatch(t.value or "")
    return named is None or found is None or date.fromisoformat(found[1]).isoweekday() == named


@lru_cache(maxsize=8)
def load_stamps(pack: Pack) -> tuple[_Rule, ...]:
    """The compiled rules of `pack`, in the order of its table; raises PackError naming one that does not compile."""
    path = f"lang/{pack.code}/stamps.toml"
    table = pack.table("stamps", StampTable)
    parts = _parts(table)
    return tuple(
        _Rule(r, _compile(r, r.before, parts, path, end=True), _compile(r, r.after, parts, path)) for r in table.stamps
    )


def _parts(table: StampTable) -> dict[str, str]:
    no_names = "|".join(map(re.escape, table.no_names))
    token = r"[A-ZÀ-ÝŒ][\w'.&-]*"
    name = rf"(?!(?i:{no_names})(?!\w)){token}(?: {token}){{0,4}}"
    return {
        **table.parts,
        "place": f"(?:{'|'.join(map(re.escape, table.places))}|{name})",
        "name": f"(?:{name})",
        "issue": "(?:" + "|".join(sorted(table.issues, key=lambda w: (-len(w), w))) + ")",
        "event": f"(?:{'|'.join(map(re.escape, table.events))})",
    }


def _compile(
    rule: StampRule, pattern: str, parts: Mapping[str, str], path: str, *, end: bool = False
) -> re.Pattern[str]:
    filled = pattern
    for _ in range(2):  # a part may name another
        filled = re.sub(r"\{([a-z]+)\}", lambda m: parts.get(m[1], m[0]), filled)
    spaced = re.sub(r"(?<!\[) (?![^\[\]]*\])", r"[ \\t]", filled)
    try:
        return re.compile(f"(?:{spaced}){'$' if end else ''}")
    except re.error as error:
        raise PackError(f"stamp {rule.name!r}: {error}", path=path) from error
