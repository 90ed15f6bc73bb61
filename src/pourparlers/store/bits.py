"""Sets of places, one bit each: what eighteen million facts are filtered and counted by in a fraction of a millisecond.

The bits of a set fill whole words of 64, place 0 first; those after the last place are 0. Sets of the same size are
united and cut with `|` and `&`; `& ~` takes one from another.
"""

from __future__ import annotations

from functools import partial
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from .both import do_all
from .index import Ints, Mask

Bits: TypeAlias = NDArray[np.uint64]
_WORD = np.dtype("<u8")
_FEW = 8
"""Of words that hold a bit, one in so many: then only these are opened."""
_AT_ONCE = 1 << 15
"""Places that are looked up at once."""
_MANY = 1 << 20
"""Places of which each half is looked up by itself."""
_TENTH = 10
"""A set begins where the first one of so many of its places lies: the very first may be far from the others."""
_FULL = 0.4
"""Of a set that has bits in a smaller share of its words, only these are kept."""


def pack(mask: Mask) -> Bits:
    """The set of the places where `mask` is true."""
    held = np.zeros(-(-len(mask) // 64) * 8, dtype=np.uint8)
    packed = np.packbits(mask, bitorder="little")
    held[: len(packed)] = packed
    return held.view(_WORD)


def unpack(bits: Bits, size: int) -> Mask:
    """The set as a mask over `size` places."""
    return np.unpackbits(bits.view(np.uint8), count=size, bitorder="little").view(np.bool_)


def of_places(places: Ints | NDArray[np.int64], size: int) -> Bits:
    """The set of `places`."""
    mask = np.zeros(size, dtype=np.bool_)
    mask[places] = True
    return pack(mask)


def of_range(start: int, end: int, size: int) -> Bits:
    """The set of the places from `start` to the one before `end`, of `size` places in all."""
    held = np.zeros(-(-size // 64) * 8, dtype=np.uint8)
    if start < end:
        first, last = start >> 3, (end - 1) >> 3
        held[first : last + 1] = 255
        held[first] &= 255 << (start & 7) & 255
        held[last] &= 255 >> (7 - ((end - 1) & 7))
    return held.view(_WORD)


def count(bits: Bits) -> int:
    """How many places are in a set."""
    return int(np.bitwise_count(bits).sum(dtype=np.int32))


def find_words(bits: Bits) -> NDArray[np.int64]:
    """Which words hold a bit."""
    return np.flatnonzero(bits != 0)  # of truths they are found in a quarter of the time that numbers take


def find_stretch(bits: Bits) -> slice:
    """The words from the first one that holds a bit to the last one: the rest need not be looked at."""
    there = bits != 0
    first, after = (int(there[::step].argmax()) if len(there) else 0 for step in (1, -1))
    return slice(first, len(bits) - after) if first < len(there) and there[first] else slice(0, 0)


def list_places(bits: Bits, size: int) -> NDArray[np.int64]:
    """The places of a set, in order."""
    held = find_stretch(bits)
    some, before = bits[held], held.start << 6
    words = find_words(some)
    many = _FEW * len(words) > len(some)
    places = np.flatnonzero(unpack(some, min(len(some) << 6, size - before))) if many else _open(some, words)
    places += before
    return places


def list_first(bits: Bits, most: int) -> NDArray[np.int64]:
    """The first `most` places of a set, in order."""
    words = find_words(bits)[:most]
    return _open(bits, words)[:most]


def list_last(bits: Bits, most: int) -> NDArray[np.int64]:
    """The last `most` places of a set, in order."""
    words = find_words(bits)[-most:] if most else np.zeros(0, dtype=np.int64)
    return _open(bits, words)[-most:] if most else words


def _open(bits: Bits, words: NDArray[np.int64]) -> NDArray[np.int64]:
    """The places in these words of a set."""
    found = np.flatnonzero(np.unpackbits(bits[words].view(np.uint8), bitorder="little"))
    places: NDArray[np.int64] = (words[found >> 6] << 6) + (found & 63)
    return places


def count_before(bits: Bits, places: Ints | NDArray[np.int64]) -> NDArray[np.int64]:
    """How many places of a set come before each of `places` (0 to the size of the set)."""
    words = np.bitwise_count(bits)
    whole = np.zeros(len(bits) + 1, dtype=np.int64)
    np.cumsum(words, out=whole[1:], dtype=np.int64)
    at = np.asarray(places, dtype=np.int64)
    word, rest = at >> 6, (at & 63).astype(np.uint64)
    held = np.append(bits, np.uint64(0))[word] & ((np.uint64(1) << rest) - np.uint64(1))
    found: NDArray[np.int64] = whole[word] + np.bitwise_count(held)
    return found


def find_lead(bits: Bits, n: int) -> float:
    """Which share of all places comes before a set of `n`, about: 0 for one that is spread, nearly 1 for a late one."""
    before = np.cumsum(np.bitwise_count(bits), dtype=np.int32)
    early = int(np.searchsorted(before, n // _TENTH)) / max(1, len(bits))
    return max(0.0, (early - 1 / _TENTH) / (1 - 1 / _TENTH))


def contains(bits: Bits, places: Ints | NDArray[np.int64]) -> Mask:
    """Which of `places` are in a set."""
    found = np.empty(len(places), dtype=np.uint8)
    if len(places) < _MANY:
        _look_up(bits, places, found)
    else:
        half = len(places) // 2
        parts = ((places[:half], found[:half]), (places[half:], found[half:]))
        do_all([partial(_look_up, bits, *part) for part in parts])
    return found.view(np.bool_)


def _look_up(bits: Bits, places: Ints | NDArray[np.int64], found: NDArray[np.uint8]) -> None:
    """Put into `found` 1 for each of `places` that is in a set, and else 0."""
    held = bits.view(np.uint8)
    for start in range(0, len(places), _AT_ONCE):  # what is in between stays in the processor's own memory
        some = places[start : start + _AT_ONCE]
        own = held.take(some >> 3)
        own >>= (some & 7).astype(np.uint8)
        np.bitwise_and(own, 1, out=found[start : start + _AT_ONCE])


def count_of(bits: Bits, places: Ints | NDArray[np.int64]) -> int:
    """How many of `places` are in a set."""
    return int(np.count_nonzero(contains(bits, places)))


class Kept:
    """A set that others are often counted with: where most of its words hold nothing, only the rest is kept."""

    def __init__(self, bits: Bits) -> None:
        words = find_words(bits)
        self._words = words if len(words) < _FULL * len(bits) else None
        self._bits = bits if self._words is None else bits[self._words]

    @property
    def words(self) -> int:
        """How many words are kept."""
        return len(self._bits)

    def count(self, bits: Bits) -> int:
        """How many places are in both sets."""
        return count((bits if self._words is None else bits.take(self._words)) & self._bits)
