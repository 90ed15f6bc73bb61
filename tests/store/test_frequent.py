"""Lists of where frequent words stand give what the search index does."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from exported import RECORD
from pourparlers.fold import find_stems
from pourparlers.places import place_of
from pourparlers.store import frequent, schema
from pourparlers.store.frequent import decode, encode
from pourparlers.store.opening import open_store
from pourparlers.store.sql import SqlStore
from pourparlers.types import Record

WORDS = [word for document in RECORD.documents for word in (document.text or "").split() if find_stems(word)]
QUESTIONS = sorted({*WORDS, *(f'"{one} {other}"' for one, other in pairwise(WORDS)), "introuvable"})


@given(numbers=st.lists(st.integers(1, 3000), unique=True).map(sorted), first=st.integers(0, 600))
def test_numbers_come_back(numbers: list[int], first: int) -> None:
    given_ = np.array([n for n in numbers if n >= first], dtype=np.int32)
    assert decode(encode(given_, first), first).tolist() == given_.tolist()


@pytest.mark.parametrize(("number", "n"), [(7, 1), (260, 1), (261, 2), (515, 2), (516, 3), (1_000_000, 3922)])
def test_long_ways_take_several_bytes(number: int, n: int) -> None:
    data = encode(np.array([number], dtype=np.int32), 7)
    assert len(data) == n
    assert decode(data, 7).tolist() == [number]


def find(store: SqlStore) -> dict[str, list[str]]:
    """The ids of what each question finds."""
    state, found = store.state(), {}
    for question in QUESTIONS:
        numbers = store.match(question, state=state)
        assert numbers is not None
        assert len(numbers) == len(set(numbers.tolist()))
        with store._reading() as db:
            held = schema.objects.c
            found[question] = sorted(db.scalars(select(held.id).where(held.n.in_(numbers.tolist()))))
    return found


def lists_of(store: SqlStore) -> list[tuple[str, int]]:
    with store._reading() as db:
        lists = schema.stem_lists.c
        return [(row.stems, row.first) for row in db.execute(select(lists.stems, lists.first))]


@pytest.mark.parametrize("part", [3, 1_000_000])
def test_what_is_found_is_the_same(place: str, part: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frequent, "_PART", part)
    few = msgspec.structs.replace(RECORD, statements=RECORD.statements[:1], positions=())
    with open_store(place_of(place)) as store:
        before: list[dict[str, list[str]]] = []
        for record in (few, RECORD):
            store.refresh(lambda *_, record=record: record, force=True)
            before.append(find(store))
        assert not lists_of(store)
        monkeypatch.setattr(frequent, "OFTEN", 2)
        write(store, few, whole=True)
        held = lists_of(store)
        assert any(" " in stems for stems, _ in held)
        assert find(store) == before[0]
        monkeypatch.setattr(frequent, "_AGAIN", 1)
        for record, expected in ((RECORD, before[1]), (few, before[0]), (RECORD, before[1])):
            write(store, record)
            assert find(store) == expected
        assert len(lists_of(store)) > len(held)  # what is new is in parts of its own


def test_lists_that_lack_what_is_new_are_no_less_right(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    few = msgspec.structs.replace(RECORD, statements=RECORD.statements[:1], positions=())
    with open_store(place_of(place)) as store:
        store.refresh(lambda *_: RECORD, force=True)
        expected = find(store)
        monkeypatch.setattr(frequent, "OFTEN", 2)
        write(store, few, whole=True)
        held = lists_of(store)
        monkeypatch.setattr(frequent, "_AGAIN", 10**9)
        write(store, RECORD)
        assert lists_of(store) == held
        assert find(store) == expected


def test_a_list_is_what_answers(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frequent, "OFTEN", 2)
    with open_store(place_of(place)) as store:
        write(store, RECORD, whole=True)
        stems = next(stems for stems, _ in lists_of(store) if " " not in stems)
        with store._writing() as db:
            lists = schema.stem_lists
            made = encode(np.array([1, 2], dtype=np.int32), 1)
            db.execute(update(lists).where(lists.c.stems == stems).values(data=made))
        found = store.match(stems, state=store.state())
        assert found is not None
        assert found.tolist() == [1, 2]


def write(store: SqlStore, record: Record, *, whole: bool = False) -> None:
    from pourparlers.store.writing import write as write_record  # noqa: PLC0415

    with store._writing() as db:
        write_record(db, record, whole=whole)
