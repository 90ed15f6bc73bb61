"""The facts of a record as columns of numbers: filters, counts and pages are answered from them without decoding facts.

Facts are numbered in the order of a chronology ("places"). Every property that a filter may ask for is a `Terms`: its
values, and for each value the places of the facts that have it. A selection is a set of places (see `sets`), so that a
filter is a set operation and a count is a sum. The columns are written with the record and read whole, some seventy
bytes a fact.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.signedinteger[Any]]
Mask: TypeAlias = NDArray[np.bool_]

TYPES: Final = ("contact", "statement", "event", "position", "figure")
"""The kinds of facts, in the order of their codes."""
TERMS: Final = ("kind", "status", "issue", "outlet", "actor", "doc")
"""What facts can be filtered by beside their type, date and words."""
NEVER: Final = 2**31 - 1
"""The day (an ordinal) of what has none on that side, and the first day of what no dispatch surely tells."""
_COLUMNS: Final = (
    "n", "type", "day", "first", "last", "early", "late", "known", "quad", "repeated", "act",
    "pair_place", "pair_a", "pair_b",
)  # fmt: skip
_OF_DOCUMENTS: Final = ("n", "day", "first", "last", "term")


@dataclass(frozen=True, slots=True)
class Terms:
    """The values of a property, sorted, and the places of the facts that have `values[i]`: from `starts[i]` on."""

    values: tuple[str, ...]
    starts: NDArray[np.int64]
    places: Ints

    def find(self, value: str) -> int | None:
        """The number of a value; None where no fact has it."""
        i = bisect_left(self.values, value)
        return i if i < len(self.values) and self.values[i] == value else None

    def of(self, value: str) -> Ints:
        """The places of the facts that have `value`."""
        i = self.find(value)
        return self.places[:0] if i is None else self.places[self.starts[i] : self.starts[i + 1]]

    def count(self, mask: Mask) -> NDArray[np.int64]:
        """How many facts of `mask` have each value."""
        if not self.values:
            return np.zeros(0, dtype=np.int64)
        # Every value has a place, so that no stretch is empty.
        found: NDArray[np.int64] = np.add.reduceat(mask[self.places], self.starts[:-1], dtype=np.int64)
        return found


@dataclass(frozen=True, slots=True)
class Selection:
    """Which facts are asked for; an empty property asks for nothing.

    `since`, `until` and `as_of` are ordinals of days: a fact is in when its date may lie between the first two, and a
    surely published dispatch tells it by the third. Of `types` and `terms` (values by property) one value of each must
    be there; of `actors` one id of every group. `words`: what a search would be for. `repeats`: with
    events that repeat other facts.
    """

    types: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    as_of: int | None = None
    terms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    actors: tuple[tuple[str, ...], ...] = ()
    words: str | None = None
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Documents:
    """The dispatches, by the day of publication, the undated last; "places" of `outlet` are theirs.

    `n`, `day`, `first` and `last` as of facts; `term`: the number of the dispatch in the facts' terms "doc" (-1: it
    tells none).
    """

    n: Ints
    day: Ints
    first: Ints
    last: Ints
    term: Ints
    outlet: Terms


@dataclass(frozen=True, slots=True)
class FactIndex:
    """The columns; `state` names the record that they are of.

    `n`: the fact's number in the store. `day`: by which it is placed (0 undated); `first` and `last`: what its date may
    mean; `early` and `late`: what any account of it gives (a contact was put off); `known`: by when a dispatch surely
    tells it. `quad` of an event (0 for others). `repeated`: an event that another fact tells; `act`: the place of the
    event that a statement performs (-1: none). `pair_*`: who met or addressed whom: a place, and two numbers of values
    of `terms["actor"]`.
    """

    state: str
    n: Ints
    type: NDArray[np.uint8]
    day: Ints
    first: Ints
    last: Ints
    early: Ints
    late: Ints
    known: Ints
    quad: NDArray[np.uint8]
    repeated: Mask
    act: Ints
    pair_place: Ints
    pair_a: Ints
    pair_b: Ints
    terms: Mapping[str, Terms]
    documents: Documents

    def __len__(self) -> int:
        return len(self.n)


def encode(index: FactIndex) -> dict[str, bytes]:
    """The columns as bytes, by name: a letter for the type of number, its width, and the numbers, lowest byte first."""
    columns = {name: _pack(getattr(index, name)) for name in _COLUMNS}
    columns |= {f"documents.{name}": _pack(getattr(index.documents, name)) for name in _OF_DOCUMENTS}
    for name, terms in (*index.terms.items(), ("documents.outlet", index.documents.outlet)):
        columns[f"{name}.values"] = msgspec.json.encode(terms.values)
        columns[f"{name}.starts"] = _pack(terms.starts)
        columns[f"{name}.places"] = _pack(terms.places)
    return columns


def decode(columns: Mapping[str, bytes], *, state: str) -> FactIndex:
    """The index of the bytes that `encode` gave. Raises KeyError where a column lacks."""

    def terms(name: str) -> Terms:
        return Terms(
            values=tuple(msgspec.json.decode(columns[f"{name}.values"], type=list[str])),
            starts=_unpack(columns[f"{name}.starts"]),
            places=_unpack(columns[f"{name}.places"]),
        )

    documents = Documents(
        outlet=terms("documents.outlet"), **{name: _unpack(columns[f"documents.{name}"]) for name in _OF_DOCUMENTS}
    )
    own = {name: _unpack(columns[name]) for name in _COLUMNS}
    return FactIndex(state=state, terms={name: terms(name) for name in TERMS}, documents=documents, **own)


def _pack(array: NDArray[Any]) -> bytes:
    kind = array.dtype.newbyteorder("<")
    return kind.str[-2:].encode() + array.astype(kind, copy=False).tobytes()


def _unpack(data: bytes) -> NDArray[Any]:
    # A copy, since numbers that do not begin where the processor wants them are slow to read.
    return np.frombuffer(data, dtype=f"<{data[:2].decode()}", offset=2).copy()
