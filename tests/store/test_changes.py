"""Writing what changed of a record ends where writing it whole does."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import partial

import msgspec
import pytest
from sqlalchemy import func, select

from fakes import ACTORS, VERSIONS, make_reading
from pourparlers.drafts import Reading
from pourparlers.engine import link_repeats
from pourparlers.ids import make_id, make_span
from pourparlers.merge.build import build_record
from pourparlers.merge.identities import decide_name
from pourparlers.merge.judgements import decide_correction, decide_merge
from pourparlers.merge.memory import Memory
from pourparlers.places import place_of
from pourparlers.store import changes, frequent, schema, writing
from pourparlers.store.links import iterate
from pourparlers.store.opening import open_store
from pourparlers.store.protocol import Query, Versions
from pourparlers.store.sql import SqlStore
from pourparlers.store.sqlite import SqliteStore
from pourparlers.types import Document, Judgement, Published, Record, Source

QUESTIONS = (
    "rencontrer", "Genève", "Blinken", "Lavrov États-Unis", "Ukraine", "enfin", "Kouleba phrase", "Ministre",
    '"la presse"',
)  # fmt: skip
MEETS = ("se rencontreront le {day} à Genève", "se sont rencontrés à Genève", "ont rencontré la presse")


def build(
    readings: Sequence[Reading], judgements: Sequence[Judgement], versions: Versions, memory: Memory | None = None
) -> Record:
    return build_record(
        link_repeats(readings),
        judgements=judgements,
        memory=memory,
        program=versions.program,
        pack=versions.pack,
        knowledge=versions.knowledge,
    )


class Life:
    """A store to which things happen, chosen by `seed`."""

    def __init__(self, store: SqlStore, seed: int) -> None:
        self.store, self.source, self.n = store, random.Random(seed), 0
        self.memory = Memory()

    def happen(self) -> None:
        steps = (self.add, self.add, self.add, self.revise, self.date, self.remove, self.judge, self.name)
        self.source.choice(steps)()
        self.store.refresh(partial(build, memory=self.memory))
        record, readings = self.store.record(), self.store.readings()
        replaced = {document.id for document in record.documents if document.replaced_by}
        current = [reading for reading in readings if reading.document.id not in replaced]
        documents = tuple(document for document in record.documents if document.id not in replaced)
        whole = build(current, self.store.judgements(), VERSIONS)
        assert msgspec.structs.replace(record, documents=documents) == whole

    def sentence(self) -> str:
        names = self.source.sample(sorted(ACTORS), self.source.randint(1, 3))
        words = self.source.choice(MEETS).format(day=f"2022-0{self.source.randint(1, 3)}-1{self.source.randint(0, 9)}")
        quote = f" {names[0]} a dit « phrase {self.source.randint(1, 4)} enfin »." if self.source.random() < 0.6 else ""
        return f"{' et '.join(names)} {words}.{quote}"

    def put(self, text: str, uri: str, day: str | None) -> None:
        published = Published(value=day, basis="metadata") if day else Published()
        document = Document(
            id=make_id("doc", text), uri=uri, text=text, sources=(Source(uri=uri),), published=published
        )
        if todo := self.store.check(document, VERSIONS):
            self.store.add(make_reading(todo), VERSIONS, prepared=todo, given=document)

    def add(self) -> None:
        self.n += 1
        text = " ".join(self.sentence() for _ in range(self.source.randint(1, 4))) + f" Dépêche {self.n}."
        day = self.source.choice((None, f"2022-01-{self.source.randint(10, 28)}"))
        self.put(text, f"https://agence.example/{self.n}", day)

    def revise(self) -> None:
        if documents := self.store.record().documents:
            old = self.source.choice(documents)
            self.n += 1
            self.put(f"{old.text} {self.sentence()} Corrigé {self.n}.", old.uri, old.published.value)

    def date(self) -> None:
        if documents := self.store.record().documents:
            old = self.source.choice(documents)
            self.put(old.text or "", old.uri, f"2022-02-{self.source.randint(10, 28)}")

    def remove(self) -> None:
        documents = self.store.record().documents
        if len(documents) > 3:
            self.store.remove(self.source.choice(documents).id, build)

    def judge(self) -> None:
        record, when = self.store.record(), f"2022-05-01T00:00:{self.n % 60:02}Z"
        contacts = record.contacts
        if len(contacts) > 1 and self.source.random() < 0.5:
            left, right = self.source.sample(contacts, 2)
            verdict = self.source.choice(("same", "different"))
            self.store.add_judgement(
                decide_merge(left.accounts, right.accounts, verdict=verdict, author="moi", decided_at=when)
            )
        elif record.statements:
            told = self.source.choice(record.statements)
            self.store.add_judgement(decide_correction(told, "speaker", "sergei-lavrov", author="moi", decided_at=when))

    def name(self) -> None:
        record = self.store.record()
        if mentions := [m for m in record.mentions if m.actor]:
            told = self.source.choice(mentions)
            actor = next(a for a in record.actors if a.id == told.actor)
            text = next(d.text for d in record.documents if d.id == told.doc) or ""
            anchor = make_span(told.doc, text, told.start, told.end)
            when = f"2022-06-01T00:00:{self.n % 60:02}Z"
            self.store.add_judgement(decide_name(actor, f"Ministre {self.n}", [anchor], author="moi", decided_at=when))


def look(store: SqlStore) -> dict[str, object]:
    """All that a record shows, without the numbers that its objects happen to have."""
    record, index, state = store.record(), store.index(), store.state()
    items = store.fetch([int(n) for n in index.n], state=state)
    shown = store.fetch([int(n) for n in index.documents.n], state=state)
    assert items is not None
    assert shown is not None
    ids = {store.number(item.id, state=state): item.id for item in iterate(record)}
    matched = {q: sorted(ids[n] for n in map(int, store.match(q, state=state)) if n in ids) for q in QUESTIONS}  # type: ignore[arg-type]
    docs = [document.id for document in record.documents]
    return {
        "export": msgspec.json.encode(record),
        "hits": {question: store.search(question, limit=1000) for question in QUESTIONS},
        "matched": matched,
        "places": [item.id for item in items],
        "dispatches": [item.id for item in shown],
        "terms": {name: (t.values, t.starts.tolist(), t.places.tolist()) for name, t in index.terms.items()},
        "acts": (index.act.tolist(), index.repeated.tolist(), index.pair_place.tolist(), index.known.tolist()),
        "about": {doc: [item.id for item in store.about(doc)] for doc in docs},
        "referring": [i.id for i in store.referring([c.id for c in record.contacts], ("judgement", "negotiation"))],
        "months": store.record(Query(since="2022-01-12", until="2022-01-18")),
        "count": store.count(),
    }  # fmt: skip


@pytest.mark.parametrize(("seed", "lists"), [(0, False), (1, True), (2, False), (3, True)])
def test_what_changed_is_written_as_the_whole_is(
    seed: int, lists: bool, new_db: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if lists:  # of words that are frequent in a record of some hundred objects
        monkeypatch.setattr(frequent, "OFTEN", 4)
        monkeypatch.setattr(frequent, "_AGAIN", 30)
    seen: list[tuple[int, int] | None] = []

    def compare(*given: object) -> changes.Change | None:
        change = changes.compare(*given)  # type: ignore[arg-type]
        seen.append(change and (len(change.new), len(change.gone)))
        return change

    monkeypatch.setattr(writing, "compare", compare)
    where = new_db()
    with open_store(place_of(where)) as store:
        life = Life(store, seed)
        for _ in range(12):
            life.add()
        store.refresh(build)
        for n in range(25):
            life.happen()
            if n % 6 == 0:
                before, record = look(store), store.record()
                with store._writing() as db:
                    writing.write(db, record, whole=True)
                assert look(store) == before
        with open_store(place_of(where)) as other:  # which holds nothing of it in memory, and writes between
            Life(other, seed + 100).put("Lavrov a dit « phrase d'ailleurs ».", "https://autre.example/1", "2022-01-21")
            life.add()
            store.refresh(partial(build, memory=life.memory))
            assert other.record() == store.record()
            before = look(store)
            other.refresh(build, force=True)
            assert look(other) == before
        with SqliteStore(None) as fresh:
            for reading in store.readings():
                document = msgspec.structs.replace(reading.document, text=reading.document.text)
                fresh.add(reading, VERSIONS, prepared=document, given=document)
            fresh.refresh(lambda *_: store.record())
            assert look(fresh) == look(store)
        with store._reading() as db:
            assert bool(db.scalar(select(func.count()).select_from(schema.stem_lists))) == lists
    assert sum(change is not None for change in seen) > 12
    assert any(change and change[0] and change[1] for change in seen)


def test_what_did_not_change_keeps_its_number() -> None:
    with SqliteStore(None) as store:
        life = Life(store, 1)
        for _ in range(15):
            life.add()
        store.refresh(build)
        record, state = store.record(), store.state()
        numbers = {item.id: store.number(item.id, state=state) for item in iterate(record)}
        assert store.refresh(build, force=True)
        assert store.state() == state
        life.put("Kouleba a dit « phrase nouvelle ».", "https://agence.example/new", "2022-01-20")
        store.refresh(build)
        assert store.state() != state
        after = store.record()
        held = {item.id: item for item in iterate(record)}
        kept = [item for item in iterate(after) if held.get(item.id) == item]
        assert len(kept) > len(held) * 0.8
        moved = [item.id for item in kept if store.number(item.id, state=store.state()) != numbers[item.id]]
        assert moved == []
        new = [store.number(i.id, state=store.state()) for i in iterate(after) if held.get(i.id) != i]
        assert min(n or 0 for n in new) > max(n or 0 for n in numbers.values())


def test_a_record_made_in_another_way_is_written_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    with SqliteStore(None) as store:
        life = Life(store, 2)
        for _ in range(5):
            life.add()
        store.refresh(build)
        before, record = look(store), store.record()
        with store._writing() as db:
            assert changes.compare(db, record, lambda _: None) is not None
            monkeypatch.setattr(changes, "FORM", "another")
            assert changes.compare(db, record, lambda _: None) is None
        assert store.refresh(build, force=True)
        assert look(store) == before
