"""Who is connected with whom: from heaps of pairs or from single ones, it is what going through all of them gives."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exported import RECORD
from pourparlers.store.bits import pack
from pourparlers.store.index import FactIndex
from pourparlers.store.index_build import make_index
from pourparlers.store.links import iterate
from pourparlers.store.sets import Sets
from pourparlers.store.tally import Tallies
from pourparlers.views.looking import network
from pourparlers.views.looking.network import WEIGHTS, Pairs

INDEX = make_index(RECORD, {item.id: n for n, item in enumerate(iterate(RECORD), 1)}, state="s")
ACTORS = len(INDEX.terms["actor"].values)
TIES = st.tuples(
    st.integers(0, len(INDEX) - 1), st.integers(0, ACTORS - 1), st.integers(0, ACTORS - 1)
).filter(lambda tie: tie[1] != tie[2])  # fmt: skip


def with_ties(ties: list[tuple[int, int, int]]) -> FactIndex:
    place, a, b = (np.array([tie[i] for tie in sorted(ties)], dtype=np.int32) for i in range(3))
    return replace(INDEX, pair_place=place, pair_a=a, pair_b=b)


def weigh(place: int) -> int:
    kind = int(INDEX.type[place])
    return kind if kind < 2 else 3 if INDEX.quad[place] > 2 else 2


def go_through(ties: list[tuple[int, int, int]], mask: list[bool], weight: int | None, limit: int) -> object:
    """The nodes, the edges and how many are left out, one pair after the other."""
    names = INDEX.terms["actor"].values
    kept = [tie for tie in sorted(ties) if mask[tie[0]] and weight in {None, weigh(tie[0])}]
    n = Counter(actor for _, a, b in kept for actor in (a, b))
    nodes = sorted(n, key=lambda actor: (-n[actor], actor))[:limit]
    edges: dict[tuple[int, int], list[tuple[int, int, int]]] = defaultdict(list)
    for place, a, b in kept:
        if a in nodes and b in nodes:
            edges[min(a, b), max(a, b)].append((place, a, b))
    told = {}
    for (low, high), found in edges.items():
        days = [int(INDEX.day[place]) for place, _, _ in found if INDEX.day[place]]
        spoken = [(a, b) for place, a, b in found if weigh(place)]
        counts = tuple(sum(weigh(place) == i for place, _, _ in found) for i in range(4))
        ends = [date.fromordinal(end(days)).isoformat() if days else None for end in (min, max)]
        told[names[low], names[high]] = (*counts, spoken.count((low, high)), spoken.count((high, low)), *ends)
    return [(names[actor], n[actor]) for actor in nodes], told, len(n) - len(nodes)


@pytest.mark.parametrize("few", [0, 10**9], ids=["single pairs", "heaps"])
@given(
    ties=st.lists(TIES, max_size=60), mask=st.lists(st.booleans(), min_size=len(INDEX), max_size=len(INDEX)),
    weight=st.none() | st.sampled_from(WEIGHTS), limit=st.integers(1, ACTORS),
)  # fmt: skip
def test_ties_are_those_of_going_through_all(
    few: int, ties: list[tuple[int, int, int]], mask: list[bool], weight: network.Weight | None, limit: int
) -> None:
    index = with_ties(ties)
    pairs = Pairs(index, Tallies(index, Sets(index)))
    pairs.few = few
    nodes, edges, left_out = pairs.find(pack(np.array(mask, dtype=np.bool_)), weight=weight, limit=limit)
    found = {
        (e.source, e.target): (e.contacts, e.statements, e.cooperation, e.conflict, e.there, e.back, e.first, e.last)
        for e in edges
    }
    expected = go_through(ties, mask, None if weight is None else WEIGHTS.index(weight), limit)
    assert (nodes, found, left_out) == expected
    assert len(edges) == len(found)
    weights = [e.contacts + e.statements + e.cooperation + e.conflict for e in edges]
    assert weights == sorted(weights, reverse=True)
