"""What a table of the record is: columns with a type, a meaning, and the way to their values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeAlias, get_args

from ..store.links import find_bounds
from ..types import Place, Record, Span, When
from .cells import Value

ColumnType: TypeAlias = Literal["string", "integer", "number", "boolean", "date"]
Get: TypeAlias = Callable[[Any], Value]


class Stretch(Protocol):
    """What has a beginning and an end in a text."""

    @property
    def start(self) -> int:
        """First code point."""
        ...

    @property
    def end(self) -> int:
        """Code point after the last."""
        ...


@dataclass(frozen=True, slots=True)
class Column:
    """A column: name, type, meaning, the values of a closed vocabulary (if it has one), and how a row gives its value.

    A `date` is an ISO day as text.
    """

    name: str
    type: ColumnType
    meaning: str
    get: Get
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table: name, what a row is, its columns, and how a record gives the things its rows are made of."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    find: Callable[[Record], Iterable[Any]]

    def rows(self, record: Record) -> Iterator[list[Value]]:
        """The rows that `record` gives, values in the order of the columns."""
        for item in self.find(record):
            yield [column.get(item) for column in self.columns]


def text(name: str, meaning: str, get: Get, *, values: object = None) -> Column:
    """A column of text; `values` is a Literal of `pourparlers.vocab`, or the words themselves."""
    words = values if isinstance(values, tuple) else get_args(values)
    return Column(name, "string", meaning, get, tuple(words))


def integer(name: str, meaning: str, get: Get) -> Column:
    """A column of whole numbers."""
    return Column(name, "integer", meaning, get)


def stretch(get: Callable[[Any], Stretch]) -> tuple[Column, Column]:
    """Where the words stand that `get` gives of a row: offsets in code points, the end exclusive."""
    return (
        integer("start", "first code point in the document's text, from 0", lambda row: get(row).start),
        integer("end", "code point after its last", lambda row: get(row).end),
    )


def number(name: str, meaning: str, get: Get) -> Column:
    """A column of numbers."""
    return Column(name, "number", meaning, get)


def boolean(name: str, meaning: str, get: Get) -> Column:
    """A column of true and false."""
    return Column(name, "boolean", meaning, get)


def day(name: str, meaning: str, get: Get) -> Column:
    """A column of ISO days."""
    return Column(name, "date", meaning, get)


def joined(parts: Iterable[str]) -> str | None:
    """Several values in one cell, `; ` between them; None for none."""
    return "; ".join(parts) or None


def words(spans: Iterable[Span]) -> str | None:
    """The words of spans in one cell, ` […] ` between them; None for none."""
    return " […] ".join(span.text for span in spans) or None


def dated(get: Callable[[Any], When], what: str, *, prefix: str = "when") -> tuple[Column, ...]:
    """The five columns of a date: the value, its first and last day, where it comes from, what remains."""

    def bound(row: Any, side: int) -> str | None:
        bounds = find_bounds(get(row).value)
        day = bounds[side] if bounds else None
        return None if day in {"0001-01-01", "9999-12-31"} else day

    return (
        text(prefix, f"{what}: EDTF, at the precision that is known", lambda row: get(row).value),
        day(f"{prefix}_first", f"first day that `{prefix}` may mean; empty where open", lambda row: bound(row, 0)),
        day(f"{prefix}_last", f"last day that `{prefix}` may mean; empty where open", lambda row: bound(row, 1)),
        text(f"{prefix}_basis", f"how `{prefix}` was come by", lambda row: get(row).basis),
        text(f"{prefix}_candidates", f"days that remain where `{prefix}` is not decided; several joined by `; `",
             lambda row: joined(get(row).candidates)),
    )  # fmt: skip


def placed(get: Callable[[Any], Place | None]) -> tuple[Column, ...]:
    """The four columns of a place."""

    def of(row: Any, pick: Callable[[Place], Value]) -> Value:
        place = get(row)
        return pick(place) if place else None

    return (
        text("place_fr", "name of the place in French", lambda row: of(row, lambda place: place.name.fr)),
        text("place_en", "name of the place in English", lambda row: of(row, lambda place: place.name.en)),
        text("place_country", "ISO 3166-1 alpha-3 code of the state the place is in",
             lambda row: of(row, lambda place: place.country)),
        integer("place_geonames", "GeoNames id of the place", lambda row: of(row, lambda place: place.geonames)),
    )  # fmt: skip
