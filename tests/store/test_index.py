"""The columns of a record: what they hold, how they select, that they come back as they were written."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exported import MEETING, RECORD
from fakes import VERSIONS, build, leave_as_first, make_reading
from pourparlers.ids import make_id
from pourparlers.places import place_of
from pourparlers.store import schema
from pourparlers.store.bits import list_places
from pourparlers.store.index import NEVER, TERMS, TYPES, FactIndex, Selection, Terms, decode, encode
from pourparlers.store.index_build import make_index
from pourparlers.store.links import find_actors, find_docs, iterate
from pourparlers.store.opening import open_store
from pourparlers.store.order import find_place, find_repeated
from pourparlers.store.sets import Sets
from pourparlers.store.sql import SqlStore
from pourparlers.store.sqlite import SqliteStore
from pourparlers.types import Contact, Document, Record, When

NUMBERS = {item.id: n for n, item in enumerate(iterate(RECORD), 1)}
FACTS = (*RECORD.contacts, *RECORD.events, *RECORD.statements, *RECORD.positions, *RECORD.figures)
DOCUMENTS = {document.id: document for document in RECORD.documents}
IN_ORDER = [fact.id for fact in sorted(FACTS, key=lambda fact: find_place(fact, DOCUMENTS))]


@pytest.fixture(scope="module")
def index() -> FactIndex:
    return make_index(RECORD, NUMBERS, state="s")


def chosen(index: FactIndex, **asked: object) -> set[str]:
    bits = Sets(index).select(Selection(**{"repeats": True, **asked}))  # type: ignore[arg-type]
    return {IN_ORDER[place] for place in list_places(bits, len(index))}


def test_places_are_those_of_a_chronology(index: FactIndex) -> None:
    back = {n: id_ for id_, n in NUMBERS.items()}
    assert [back[int(n)] for n in index.n] == IN_ORDER
    tags = {fact.id: type(fact).__struct_config__.tag for fact in FACTS}
    assert [TYPES[t] for t in index.type] == [tags[id_] for id_ in IN_ORDER]


@given(order=st.permutations(range(len(FACTS))))
def test_the_order_of_the_record_makes_no_difference(order: list[int]) -> None:
    names = ("contacts", "events", "statements", "positions", "figures")
    shuffled = [FACTS[i] for i in order]
    mixed = msgspec.structs.replace(
        RECORD, **{name: tuple(f for f in shuffled if f in getattr(RECORD, name)) for name in names}
    )
    assert encode(make_index(mixed, NUMBERS, state="s")) == encode(make_index(RECORD, NUMBERS, state="s"))


def test_what_is_written_comes_back(index: FactIndex) -> None:
    again = decode(encode(index), state="s")
    assert encode(again) == encode(index)
    assert set(again.terms) == set(TERMS)
    with pytest.raises(KeyError):
        decode({}, state="s")


@pytest.mark.parametrize("name", ["actor", "doc"])
def test_terms_are_the_links_of_the_facts(index: FactIndex, name: str) -> None:
    find = find_actors if name == "actor" else find_docs
    values = {value for fact in FACTS for value in find(fact)}
    assert set(index.terms[name].values) == values
    for value in values:
        assert {IN_ORDER[p] for p in index.terms[name].of(value)} == {f.id for f in FACTS if value in find(f)}
    assert len(index.terms[name].of("nobody")) == 0


@given(mask=st.lists(st.booleans(), min_size=len(FACTS), max_size=len(FACTS)))
def test_counts_are_those_of_the_places(mask: list[bool]) -> None:
    terms = make_index(RECORD, NUMBERS, state="s").terms["actor"]
    chosen_ = np.array(mask, dtype=np.bool_)
    assert terms.count(chosen_).tolist() == [int(chosen_[terms.of(value)].sum()) for value in terms.values]


def test_what_other_facts_tell_is_marked(index: FactIndex) -> None:
    repeated = find_repeated(RECORD)
    assert repeated == {"event-met", "event-seen", "event-coming", "event-said"}
    assert {IN_ORDER[p] for p in np.flatnonzero(index.repeated)} == repeated
    act = int(index.act[IN_ORDER.index("statement-1")])
    assert IN_ORDER[act] == "event-said"
    assert not chosen(index, repeats=False) & repeated
    assert chosen(index, repeats=False, types=("event",)) >= repeated


def test_dates_and_what_is_known_when(index: FactIndex) -> None:
    at = IN_ORDER.index("event-leave")
    assert (int(index.first[at]), int(index.last[at])) == (date(2022, 3, 1).toordinal(), date(2022, 3, 31).toordinal())
    undated = IN_ORDER.index("event-stayed")
    assert (int(index.day[undated]), int(index.first[undated]), int(index.last[undated])) == (0, 0, 0)
    assert int(index.known[IN_ORDER.index("contact-1")]) == date(2022, 1, 22).toordinal()
    # doc-2 was published some day of January: only from its last day on it is sure.
    assert int(index.known[IN_ORDER.index("event-sanction")]) == date(2022, 1, 31).toordinal()


def test_an_open_date_has_the_day_it_has() -> None:
    open_ = msgspec.structs.replace(MEETING, id="open", when=When(value="../2022-01-18", basis="bounded"))
    record = msgspec.structs.replace(RECORD, contacts=(open_,), events=(), statements=(), positions=(), figures=())
    found = make_index(record, {"open": 1}, state="s")
    assert found.day.tolist() == found.last.tolist() == [date(2022, 1, 18).toordinal()]
    assert found.first.tolist() == [1]
    later = msgspec.structs.replace(open_, when=When(value="2022-01-18/.."))
    found = make_index(msgspec.structs.replace(record, contacts=(later,)), {"open": 1}, state="s")
    assert found.last.tolist() == [NEVER]


def test_a_contact_that_was_put_off_reaches_to_the_days_of_its_accounts() -> None:
    account = msgspec.structs.replace(MEETING.accounts[0], when=When(value="2021-12-20"))
    moved: Contact = msgspec.structs.replace(MEETING, accounts=(account, *MEETING.accounts[1:]))
    record = msgspec.structs.replace(RECORD, contacts=(moved,))
    found = make_index(record, {moved.id: 1}, state="s")
    assert (found.early.tolist(), found.late.tolist()) == (
        [date(2021, 12, 20).toordinal()],
        [date(2022, 1, 21).toordinal()],
    )


def test_values_are_found_by_halves() -> None:
    terms = Terms(values=("a", "c"), starts=np.array([0, 1, 3]), places=np.array([5, 1, 2], dtype=np.int32))
    assert [terms.find(value) for value in ("a", "b", "c", "d", "")] == [0, None, 1, None, None]
    assert terms.of("c").tolist() == [1, 2]


def make_store_document(text: str, uri: str) -> Document:
    return Document(id=make_id("doc", text), uri=uri, text=text)


def fill(store: SqlStore, *texts: str) -> Record:
    for n, text in enumerate(texts):
        document = make_store_document(text, f"{n}.txt")
        store.add(make_reading(document), VERSIONS, prepared=document, given=document)
    store.refresh(build)
    return store.record()


A = "Blinken et Lavrov se rencontreront le 2022-01-21 à Genève. Kouleba a dit « enfin »."


def test_the_store_keeps_them_with_the_record(place: str) -> None:
    with open_store(place_of(place)) as store:
        assert len(store.index()) == 0
        assert store.state() == ""
        record = fill(store, A)
        index, state = store.index(), store.state()
        assert len(index) == len(record.contacts) + len(record.statements)
        items = store.fetch([int(n) for n in index.n], state=state)
        assert items is not None
        assert [item.id for item in items] == [record.contacts[0].id, record.statements[0].id]
        assert store.fetch([1], state="other") is None
        numbers = store.match("enfin", state=state)
        assert numbers is not None
        assert int(index.n[1]) in numbers.tolist()
        assert store.match("enfin", state="other") is None
        assert store.number(record.contacts[0].id, state=state) == int(index.n[0])
        assert store.number("nothing", state=state) is None
        doc = record.documents[0].id
        assert {item.id for item in store.about(doc)} >= {doc, record.contacts[0].id}
        assert store.about(doc)[0] == record.documents[0]
        assert store.header() == record.header
    with open_store(place_of(place)) as store:
        assert (store.state(), encode(store.index())) == (state, encode(index))


def test_a_state_is_of_what_the_record_holds(new_db: Callable[[], str]) -> None:
    states = []
    for _ in range(2):
        with open_store(place_of(new_db())) as store:
            fill(store, A)
            states.append(store.state())
            fill(store, A, "Lavrov a dit « non ».")
            states.append(store.state())
            store.remove(make_store_document("Lavrov a dit « non ».", "1.txt").id, build)
            states.append(store.state())
    assert states[:3] == states[3:]
    assert states[0] != states[1]
    assert states[0] == states[2]


def test_a_database_of_the_first_schema_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    with SqliteStore(path) as store:
        record = fill(store, A)
        state = store.state()
    with sqlite3.connect(path) as db:
        leave_as_first(db)
    with SqliteStore(path) as store:
        assert store.is_stale()
        assert len(store.index()) == 0
        assert store.refresh(build)
        assert (store.record(), store.state()) == (record, state)
        assert len(store.index()) == 2
    assert schema.HEAD >= "0003"


def test_what_names_an_object_is_found(place: str) -> None:
    with open_store(place_of(place)) as store:
        document = RECORD.documents[0]
        store.add(make_reading(document), VERSIONS, prepared=document, given=document)
        store.refresh(lambda *_: RECORD)
        assert [item.id for item in store.referring(["statement-1"], ("event", "contact"))] == ["event-said"]
        assert [item.id for item in store.referring(["contact-1"], ("judgement",))] == ["judgement-1"]
        assert store.referring(["nothing"], ("judgement",)) == ()
        assert {item.id for item in store.about_all(["doc-2"], ("time", "figure"))} == {
            "time-1",
            "figure-2",
            "figure-3",
        }


def test_two_objects_of_one_id_are_one(tmp_path: Path) -> None:
    twice = msgspec.structs.replace(RECORD, events=(*RECORD.events, RECORD.events[0]))
    with SqliteStore(tmp_path / "p.sqlite") as store:
        store.refresh(lambda *_: twice, force=True)
        assert store.record().events == tuple(sorted(RECORD.events, key=lambda event: event.id))
        assert len(store.index()) == len(FACTS)
