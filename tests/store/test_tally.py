"""Counts from the facts' side are those from the values' side."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exported import RECORD
from pourparlers.store.index import TERMS
from pourparlers.store.index_build import make_index
from pourparlers.store.links import iterate
from pourparlers.store.tally import Tallies

NUMBERS = {item.id: n for n, item in enumerate(iterate(RECORD), 1)}
INDEX = make_index(RECORD, NUMBERS, state="s")
TALLIES = Tallies(INDEX)


@pytest.mark.parametrize("name", TERMS)
@given(mask=st.lists(st.booleans(), min_size=len(INDEX), max_size=len(INDEX)))
def test_values_are_counted_whichever_side_they_are_counted_from(name: str, mask: list[bool]) -> None:
    chosen = np.array(mask, dtype=np.bool_)
    assert TALLIES.of(chosen)(name).tolist() == INDEX.terms[name].count(chosen).tolist()


def test_one_value_each_and_several_are_both_tried() -> None:
    several = {name for name in TERMS if np.bincount(INDEX.terms[name].places).max(initial=0) > 1}
    assert "actor" in several
    assert "kind" not in several
