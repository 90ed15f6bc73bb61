"""What the columns of a record (see `index`) are worked out with: sorting, terms, spans that meet."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .index import Ints, Mask, Terms

_AT_ONCE = 1 << 20
"""Spans that are compared with others in one go: some 100 MB where each has a dozen others in its dispatch."""


def as_ints(numbers: array[int]) -> NDArray[np.int32]:
    """The numbers as an array, without a copy where there are any."""
    return np.frombuffer(numbers, dtype=np.int32) if numbers else np.zeros(0, dtype=np.int32)


def as_columns(numbers: array[int], width: int) -> tuple[NDArray[np.int32], ...]:
    """The columns of rows of `width` numbers that were noted one after the other."""
    rows = as_ints(numbers).reshape(-1, width)
    return tuple(np.ascontiguousarray(rows[:, i]) for i in range(width))


def rank(values: Sequence[str]) -> NDArray[np.int32]:
    """The numbers of `values` in their order, for sorting by them."""
    number = {value: i for i, value in enumerate(sorted(set(values)))}
    return np.fromiter((number[value] for value in values), dtype=np.int32, count=len(values))


def sort_places(keys: Sequence[NDArray[Any]], find_ids: Callable[[Ints], Mapping[int, str]], n: Ints) -> Ints:
    """The order of rows by `keys`, the most telling first; rows alike in all of them by the ids of their numbers `n`.

    Few rows are alike in all of them, so that only theirs are asked for.
    """
    order = np.lexsort(keys[::-1]) if len(n) else np.zeros(0, dtype=np.int64)
    alike = np.ones(max(0, len(n) - 1), dtype=np.bool_)
    for key in keys:
        sorted_ = key[order]
        alike &= sorted_[1:] == sorted_[:-1]
    starts = np.flatnonzero(alike & ~np.concatenate(([False], alike[:-1]))) if len(alike) else alike
    tied = np.flatnonzero(np.concatenate((alike, [False])) | np.concatenate(([False], alike))) if len(alike) else starts
    ids = find_ids(n[order[tied]]) if len(tied) else {}
    for start in starts.tolist():
        end = start + 1
        while end < len(order) and alike[end - 1]:
            end += 1
        order[start:end] = sorted(order[start:end].tolist(), key=lambda row: ids[int(n[row])])
    return order.astype(np.int32)


def make_terms(values: Sequence[str], codes: NDArray[Any], places: NDArray[Any], size: int) -> Terms:
    """The terms of facts, of which there are `size`: the fact at `places[i]` has `values[codes[i]]`, each once.

    Values that no fact has are left out.
    """
    used = np.flatnonzero(np.bincount(codes, minlength=len(values))) if len(codes) else np.zeros(0, dtype=np.int64)
    kept = sorted((values[i], i) for i in used.tolist())
    number = np.zeros(len(values), dtype=np.int64)
    number[[i for _, i in kept]] = np.arange(len(kept))
    both = number[codes] * max(1, size) + places
    both.sort()
    starts = np.zeros(len(kept) + 1, dtype=np.int64)
    np.cumsum(np.bincount(number[codes], minlength=len(kept)) if len(codes) else [0] * len(kept), out=starts[1:])
    both %= max(1, size)
    return Terms(values=tuple(value for value, _ in kept), starts=starts, places=both.astype(np.int32))


class Spans:
    """Stretches of dispatches, each of an owner: a fact, or an issue."""

    def __init__(self) -> None:
        self._rows = array("i")

    def add(self, doc: int, start: int, end: int, owner: int) -> None:
        """Note a stretch."""
        self._rows.extend((doc, start, end, owner))

    def meet(self, others: Spans) -> tuple[Ints, Ints]:
        """The owners of every two stretches that share a character, one of these and one of `others`."""
        own, theirs = as_columns(self._rows, 4), as_columns(others._rows, 4)
        order = np.argsort(theirs[0], kind="stable")
        doc, start, end, owner = (column[order] for column in theirs)
        low = np.searchsorted(doc, own[0], side="left")
        n = np.searchsorted(doc, own[0], side="right") - low
        left, right = [np.zeros(0, dtype=np.int32)], [np.zeros(0, dtype=np.int32)]
        for first in range(0, len(n), _AT_ONCE):
            part = slice(first, first + _AT_ONCE)
            times = n[part]
            row = np.repeat(np.arange(first, first + len(times)), times)
            other = np.arange(len(row)) - np.repeat(np.cumsum(times) - times, times) + low[row]
            both: Mask = (start[other] < own[2][row]) & (own[1][row] < end[other])
            left.append(own[3][row[both]])
            right.append(owner[other[both]])
        return np.concatenate(left), np.concatenate(right)
