"""Counts by bits, from the values' side and from the facts', are those of going through all."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exported import RECORD
from pourparlers.store.bits import list_places, of_range, pack, unpack
from pourparlers.store.index import TERMS, Terms
from pourparlers.store.index_build import make_index
from pourparlers.store.links import iterate
from pourparlers.store.rollup import Months, find_months
from pourparlers.store.sets import Sets
from pourparlers.store.tally import Tallies
from pourparlers.store.values import Chosen, Values

NUMBERS = {item.id: n for n, item in enumerate(iterate(RECORD), 1)}
INDEX = make_index(RECORD, NUMBERS, state="s")
SETS = Sets(INDEX)
TALLIES = Tallies(INDEX, SETS)
MASKS = st.lists(st.booleans(), min_size=len(INDEX), max_size=len(INDEX))


def choose(mask: np.ndarray) -> Chosen:
    return Chosen(pack(mask), np.flatnonzero(mask))


@pytest.mark.parametrize("name", TERMS)
@given(mask=MASKS)
def test_values_are_counted_whichever_side_they_are_counted_from(name: str, mask: list[bool]) -> None:
    chosen = np.array(mask, dtype=np.bool_)
    expected = INDEX.terms[name].count(chosen).tolist()
    values = TALLIES.values(name)
    assert TALLIES.of(pack(chosen)).count(name).tolist() == expected
    assert values.count_few(choose(chosen)).tolist() == expected
    assert values.count_many(pack(chosen), None).tolist() == expected
    assert TALLIES.of(pack(chosen)).find(name).tolist() == [n > 0 for n in expected]
    assert values.find(choose(chosen)).tolist() == [n > 0 for n in expected]
    assert values.find_many(pack(chosen)).tolist() == [n > 0 for n in expected]


@st.composite
def properties(draw: st.DrawFn) -> tuple[Terms, list[bool]]:
    """Values of which some are frequent and many are rare, and some of the facts that have them."""
    size = draw(st.integers(min_value=1, max_value=700))
    each = st.lists(st.integers(min_value=0, max_value=size - 1), min_size=1, max_size=12, unique=True)
    places = [sorted(one) for one in draw(st.lists(each, min_size=1, max_size=40))]
    places.append(list(range(0, size, draw(st.integers(min_value=1, max_value=3)))))
    starts = np.cumsum([0, *(len(one) for one in places)])
    terms = Terms(
        values=tuple(f"{i:03}" for i in range(len(places))), starts=starts,
        places=np.array([p for one in places for p in one], dtype=np.int32),
    )  # fmt: skip
    return terms, draw(st.lists(st.booleans(), min_size=size, max_size=size))


@given(drawn=properties(), most=st.integers(min_value=1, max_value=8))
def test_the_most_frequent_values_are_those_of_a_full_count(drawn: tuple[Terms, list[bool]], most: int) -> None:
    terms, mask = drawn
    chosen = np.array(mask, dtype=np.bool_)
    whole = terms.count(chosen)
    order = np.lexsort((np.arange(len(whole)), -whole))[:most]
    values = Values(terms, len(chosen), TALLIES.lock)
    values.at_once = 5
    found = values.count_many(pack(chosen), most)
    assert np.lexsort((np.arange(len(found)), -found))[:most].tolist() == order.tolist()
    assert found[order].tolist() == whole[order].tolist()
    assert values.find_many(pack(chosen)).tolist() == (whole > 0).tolist()


def test_one_value_each_and_several_are_both_tried() -> None:
    several = {name for name in TERMS if np.bincount(INDEX.terms[name].places).max(initial=0) > 1}
    assert "actor" in several
    assert "kind" not in several


@st.composite
def periods(draw: st.DrawFn) -> tuple[Months, Terms, list[bool]]:
    """Facts of some months, of two types or neither; their values; facts, most of them whole months of a type."""
    lengths = draw(st.lists(st.integers(min_value=1, max_value=400), min_size=1, max_size=8))
    size = sum(lengths)
    rng = np.random.default_rng(draw(st.integers(min_value=0, max_value=2**32)))
    type_of = rng.integers(0, 3, size)
    day = np.repeat([date(2020 + i // 12, 1 + i % 12, 5).toordinal() for i in range(len(lengths))], lengths)
    if draw(st.booleans()):
        day[-lengths[-1] :] = 0  # the undated
    classes = np.where(type_of == 2, -1, type_of).astype(np.int8)
    months = Months(classes, find_months(day))
    value = np.unique(rng.integers(0, 5, size), return_inverse=True)[1]  # no value without a fact
    places = np.argsort(value, kind="stable").astype(np.int32)
    starts = np.concatenate(([0], np.cumsum(np.bincount(value))))
    kept = np.repeat(rng.random(len(lengths)) < 0.7, lengths) & ((type_of == 0) | (rng.random() < 0.7))
    kept ^= rng.random(size) < draw(st.sampled_from((0.0, 0.001)))
    return months, Terms(values=tuple("abcde")[: len(starts) - 1], starts=starts, places=places), kept.tolist()


@given(drawn=periods())
def test_whole_months_and_the_rest_are_all_that_there_is(drawn: tuple[Months, Terms, list[bool]]) -> None:
    months, terms, mask = drawn
    chosen = np.array(mask, dtype=np.bool_)
    whole, rest = months.split(pack(chosen))
    rollup = months.count(terms)
    assert rollup.is_complete
    of_rest = terms.count(unpack(rest, len(chosen)))
    assert (rollup.count(whole) + of_rest).tolist() == terms.count(chosen).tolist()


def test_a_period_is_counted_from_its_months() -> None:
    size = 64 * 30
    day = np.repeat([date(2024, month, 1).toordinal() for month in (1, 2, 3)], size // 3)
    months = Months(np.zeros(size, dtype=np.int8), find_months(day))
    whole, rest = months.split(of_range(0, 2 * size // 3 + 5, size))
    assert whole.tolist() == [[True, True, False]]
    assert list_places(rest, size).tolist() == list(range(2 * size // 3, 2 * size // 3 + 5))


@pytest.mark.parametrize("most", [1, 3, 40])
def test_of_too_many_values_the_most_frequent_are_counted_by_month(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr("pourparlers.store.rollup._MOST", 100)
    monkeypatch.setattr(Values, "is_few", lambda _, n: n < len(INDEX) // 2)
    tallies = Tallies(INDEX, SETS)
    rollup = tallies.values("actor").rollup
    assert rollup is not None
    assert not rollup.is_complete
    whole = INDEX.terms["actor"].count(unpack(SETS.told_once, len(INDEX)))
    order = np.lexsort((np.arange(len(whole)), -whole))[:most]
    found = tallies.of(SETS.told_once).count_top("actor", most)
    assert found[order].tolist() == whole[order].tolist()
    assert tallies.of(SETS.told_once).count("actor").tolist() == whole.tolist()
