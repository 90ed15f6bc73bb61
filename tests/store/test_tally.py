"""Counts by bits, from the values' side and from the facts', are those of going through all."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exported import RECORD
from pourparlers.store.bits import pack
from pourparlers.store.index import TERMS, Terms
from pourparlers.store.index_build import make_index
from pourparlers.store.links import iterate
from pourparlers.store.tally import Tallies, Values

NUMBERS = {item.id: n for n, item in enumerate(iterate(RECORD), 1)}
INDEX = make_index(RECORD, NUMBERS, state="s")
TALLIES = Tallies(INDEX)
MASKS = st.lists(st.booleans(), min_size=len(INDEX), max_size=len(INDEX))


@pytest.mark.parametrize("name", TERMS)
@given(mask=MASKS)
def test_values_are_counted_whichever_side_they_are_counted_from(name: str, mask: list[bool]) -> None:
    chosen = np.array(mask, dtype=np.bool_)
    expected = INDEX.terms[name].count(chosen).tolist()
    values = TALLIES.values(name)
    assert TALLIES.of(pack(chosen)).count(name).tolist() == expected
    assert values.count_few(np.flatnonzero(chosen)).tolist() == expected
    assert values.count_many(pack(chosen), None).tolist() == expected
    assert TALLIES.of(pack(chosen)).find(name).tolist() == [n > 0 for n in expected]
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
