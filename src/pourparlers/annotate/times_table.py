"""The shapes of the tables of time in lang/*: expressions, stamps of pages, entries of chronologies, ties of days."""

from __future__ import annotations

from typing import Literal, TypeAlias

from ..drafts import Direction, EntryShape, Stamp, TieKind
from ..lang.pack import Table
from ..vocab import TimeKind

Where: TypeAlias = Literal["head", "foot", "opening", "any"]
End: TypeAlias = Literal["weekday", "near_day", "relative", "duration", "day", "counted", "feast"]


class EntryRule(Table, frozen=True):
    """A rule of entries.toml; see the head of that file."""

    name: str
    shape: EntryShape
    before: str
    after: str
    examples: tuple[str, ...] = ()
    counter: tuple[str, ...] = ()


class EntryTable(Table, frozen=True):
    """Shape of lang/*/entries.toml."""

    entries: tuple[EntryRule, ...]
    agenda: tuple[str, ...] = ()


class TimeRule(Table, frozen=True):
    """A rule: what it finds and what is done with it (see the head of time.toml)."""

    name: str
    pattern: str
    do: str
    kind: TimeKind = "DATE"
    n: int = 0
    part: str | None = None
    value: str | None = None
    direction: Direction | None = None
    examples: tuple[tuple[str, str, str], ...] = ()
    counter: tuple[str, ...] = ()


class Context(Table, frozen=True):
    """Words around an expression that decide its direction, or that it is none."""

    announced: frozenset[str]
    formerly: tuple[str, ...]
    moved: frozenset[str]
    undone: tuple[str, ...]
    undoing: frozenset[str]
    announcing: frozenset[str]
    indefinite: frozenset[str]
    to_hold: frozenset[str]
    heralding: frozenset[str]
    saying: frozenset[str]
    happening: frozenset[str]
    speech: tuple[str, ...]
    deadline: tuple[str, ...]
    not_until: frozenset[str]
    ahead: tuple[str, ...]
    until: tuple[str, ...]
    shortly: tuple[str, ...]
    limits: tuple[str, ...]
    since: tuple[str, ...]
    outcome: frozenset[str]
    lasting: frozenset[str]
    intent: frozenset[str]
    people: frozenset[str]
    not_years: tuple[str, ...]
    weak_months: tuple[str, ...]
    someday: tuple[str, ...]
    measured: tuple[str, ...]
    onward: tuple[str, ...]
    no_feast: tuple[str, ...]
    dating: frozenset[str]
    due: tuple[str, ...]
    inviting: frozenset[str]
    giving: frozenset[str]
    appointment: frozenset[str]


class TimeTable(Table, frozen=True):
    """Shape of lang/*/time.toml."""

    day: str
    weekdays: dict[str, int]
    months: dict[str, int]
    short_months: dict[str, int]
    english_months: dict[str, int]
    seasons: dict[str, int]
    ranks: dict[str, int]
    feasts: dict[str, str]
    numbers: dict[str, int]
    collectives: dict[str, int]
    units: dict[str, str]
    parts: dict[str, str]
    zones: dict[str, str]
    edges: dict[str, str]
    approximations: dict[str, str]
    directions: dict[str, Direction]
    context: Context
    rules: tuple[TimeRule, ...]


class StampRule(Table, frozen=True):
    """A rule of stamps.toml; see the head of that file."""

    name: str
    kind: Stamp
    where: tuple[Where, ...]
    before: str
    after: str
    examples: tuple[str, ...] = ()
    counter: tuple[str, ...] = ()


class StampTable(Table, frozen=True):
    """Shape of lang/*/stamps.toml."""

    places: tuple[str, ...]
    no_names: tuple[str, ...]
    issues: tuple[str, ...]
    events: tuple[str, ...]
    parts: dict[str, str]
    stamps: tuple[StampRule, ...]


class TieRule(Table, frozen=True):
    """A rule of date_ties.toml; see the head of that file."""

    name: str
    kind: TieKind
    first: tuple[End, ...]
    second: tuple[End, ...] = ()
    before: str | None = None
    between: str | None = None
    after: str | None = None
    second_before: str | None = None
    past: bool = False
    days: int = 0
    examples: tuple[tuple[str, str, str], ...] = ()
    counter: tuple[str, ...] = ()


class TieTable(Table, frozen=True):
    """Shape of lang/*/date_ties.toml."""

    ties: tuple[TieRule, ...]
