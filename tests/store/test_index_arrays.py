"""What columns are worked out with, beside the plain way of saying the same."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pourparlers.store import index_arrays
from pourparlers.store.index_arrays import Spans, make_terms, sort_places

NUMBERS = st.integers(0, 5)
STRETCHES = st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS, st.integers(0, 9)), max_size=12)


def put(stretches: list[tuple[int, int, int, int]]) -> Spans:
    spans = Spans()
    for doc, start, length, owner in stretches:
        spans.add(doc, start, start + length, owner)
    return spans


@given(one=STRETCHES, other=STRETCHES, at_once=st.integers(1, 5))
def test_stretches_that_share_a_character_meet(
    one: list[tuple[int, int, int, int]], other: list[tuple[int, int, int, int]], at_once: int
) -> None:
    index_arrays._AT_ONCE, before = at_once, index_arrays._AT_ONCE
    try:
        left, right = put(one).meet(put(other))
    finally:
        index_arrays._AT_ONCE = before
    expected = [(a[3], b[3]) for a in one for b in other if a[0] == b[0] and b[1] < a[1] + a[2] and a[1] < b[1] + b[2]]
    assert sorted(zip(left.tolist(), right.tolist(), strict=True)) == sorted(expected)


@given(rows=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=12), data=st.data())
def test_rows_alike_go_by_their_ids(rows: list[tuple[int, int]], data: st.DataObject) -> None:
    ids = data.draw(st.permutations([f"id{i:02}" for i in range(len(rows))]))
    n = np.arange(1, len(rows) + 1, dtype=np.int32)
    keys = [np.array([row[k] for row in rows], dtype=np.int32) for k in (0, 1)]
    asked: list[int] = []

    def find_ids(numbers: index_arrays.Ints) -> dict[int, str]:
        asked.extend(numbers.tolist())
        return {int(i): ids[int(i) - 1] for i in numbers}

    order = sort_places(keys, find_ids, n)
    assert order.tolist() == sorted(range(len(rows)), key=lambda i: (*rows[i], ids[i]))
    assert sorted(asked) == [i + 1 for i, row in enumerate(rows) if rows.count(row) > 1]


@given(values=st.lists(st.sets(st.sampled_from("abcd")), max_size=8))
def test_terms_hold_the_places_of_each_value(values: list[set[str]]) -> None:
    pairs = [(ord(value) - ord("a"), place) for place, found in enumerate(values) for value in sorted(found)]
    codes, places = (np.array([pair[i] for pair in pairs], dtype=np.int32) for i in (0, 1))
    terms = make_terms(["a", "b", "c", "d", "never"], codes, places, len(values))
    assert terms.values == tuple(sorted({value for found in values for value in found}))
    for value in "abcd":
        assert terms.of(value).tolist() == [place for place, found in enumerate(values) if value in found]
