"""The shape of lang/*/figures.toml."""

from __future__ import annotations

from ..lang.pack import Table


class Unit(Table, frozen=True):
    """A thing counted: `what` is the record's word, `words` the singular nouns that name it, `least` the fewest;
    `unless`: what behind the words makes them another thing ("cinq avions de ligne")."""

    what: str
    words: tuple[str, ...]
    least: int = 0
    unless: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counter: tuple[str, ...] = ()


class Bounds(Table, frozen=True):
    """Words before a number that bound it."""

    about: tuple[str, ...]
    near: tuple[str, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]


class Vague(Table, frozen=True):
    """A plural that names a size; `high` 0 leaves the upper side open."""

    words: str
    low: int
    high: int


class FigureTable(Table, frozen=True):
    """Shape of lang/*/figures.toml."""

    bounds: Bounds
    words: dict[str, int]
    scales: dict[str, int]
    collective: dict[str, int]
    vague: tuple[Vague, ...]
    units: tuple[Unit, ...]
