"""Sets of places as bits are those of masks; filters over them are those of going through the columns."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exported import RECORD
from pourparlers.store import sets
from pourparlers.store.bits import (
    contains,
    count,
    count_before,
    find_stretch,
    find_words,
    list_first,
    list_last,
    list_places,
    of_places,
    of_range,
    pack,
    unpack,
)
from pourparlers.store.index import TYPES, Selection
from pourparlers.store.index_build import make_index
from pourparlers.store.links import iterate
from pourparlers.store.sets import Sets

MASKS = st.lists(st.booleans(), max_size=400).map(lambda mask: np.array(mask, dtype=np.bool_))
INDEX = make_index(RECORD, {item.id: n for n, item in enumerate(iterate(RECORD), 1)}, state="s")


@given(mask=MASKS)
def test_what_is_packed_comes_back_and_is_counted(mask: np.ndarray) -> None:
    bits, places = pack(mask), np.flatnonzero(mask).tolist()
    assert unpack(bits, len(mask)).tolist() == mask.tolist()
    assert count(bits) == len(places)
    assert list_places(bits, len(mask)).tolist() == places
    assert of_places(np.array(places, dtype=np.int64), len(mask)).tolist() == bits.tolist()
    for most in (0, 1, 3, 1000):
        assert list_first(bits, most).tolist() == places[:most]
        assert list_last(bits, most).tolist() == (places[-most:] if most else [])
    words = sorted({place >> 6 for place in places})
    assert find_words(bits).tolist() == words
    assert find_stretch(bits) == (slice(words[0], words[-1] + 1) if words else slice(0, 0))
    every = np.arange(len(mask) + 1)
    assert count_before(bits, every).tolist() == [int(mask[:i].sum()) for i in every]
    assert contains(bits, every[:-1]).tolist() == mask.tolist()


@given(size=st.integers(min_value=0, max_value=300), ends=st.tuples(st.integers(0, 300), st.integers(0, 300)))
def test_a_range_holds_what_lies_between_its_ends(size: int, ends: tuple[int, int]) -> None:
    start, end = (min(one, size) for one in ends)
    assert list_places(of_range(start, end, size), size).tolist() == list(range(start, end))


def test_few_places_of_many_are_found_too() -> None:
    places = [0, 63, 64, 9_999]
    assert list_places(of_places(np.array(places), 10_000), 10_000).tolist() == places


@given(
    column=st.lists(st.sampled_from([0, 1, 5, 6, 7, 8, 40, 2**31 - 1]), min_size=1, max_size=300),
    limit=st.integers(min_value=-1, max_value=60),
    apart=st.sampled_from([1, 2**31 - 1]),
)
def test_limits_are_those_of_going_through_the_column(column: list[int], limit: int, apart: int) -> None:
    numbers = np.array(column, dtype=np.int32)
    found = sets.Limits(numbers, apart=apart, block=64).at_most(limit)
    assert unpack(found, len(numbers)).tolist() == (numbers <= limit).tolist()


DAYS = st.none() | st.dates(date(2021, 12, 1), date(2022, 4, 1)).map(date.toordinal)


@given(
    types=st.sets(st.sampled_from(TYPES), max_size=2).map(lambda t: tuple(sorted(t))),
    since=DAYS, until=DAYS, as_of=DAYS, repeats=st.booleans(),
    actors=st.lists(st.tuples(st.sampled_from(INDEX.terms["actor"].values)), max_size=2).map(tuple),
    kind=st.sets(st.sampled_from((*INDEX.terms["kind"].values, "nothing")), max_size=2),
)  # fmt: skip
def test_a_selection_is_what_each_fact_says(
    types: tuple[str, ...], since: int | None, until: int | None, as_of: int | None, repeats: bool,
    actors: tuple[tuple[str, ...], ...], kind: set[str],
) -> None:  # fmt: skip
    asked = Selection(
        types=types, since=since, until=until, as_of=as_of, repeats=repeats, actors=actors,
        terms=(("kind", tuple(sorted(kind))),) if kind else (),
    )  # fmt: skip
    expected = [
        place
        for place in range(len(INDEX))
        if (not types or TYPES[INDEX.type[place]] in types)
        and (repeats or types == ("event",) or not INDEX.repeated[place])
        and (since is None or INDEX.last[place] >= since)
        and (until is None or 0 < INDEX.first[place] <= until)
        and (as_of is None or INDEX.known[place] <= as_of)
        and all(place in INDEX.terms["actor"].of(name).tolist() for (name,) in actors)
        and (not kind or any(place in INDEX.terms["kind"].of(name).tolist() for name in kind))
    ]
    assert list_places(Sets(INDEX).select(asked), len(INDEX)).tolist() == expected


@pytest.mark.parametrize("day", [0, date(2022, 1, 20).toordinal(), date(2022, 3, 1).toordinal(), 1])
def test_the_places_of_a_day(day: int) -> None:
    found = Sets(INDEX)
    days = [int(d) for d in INDEX.day]
    assert [days[p] for p in range(found.from_day(day), found.from_day(day, after=True))] == [
        d for d in days if d == day
    ]
