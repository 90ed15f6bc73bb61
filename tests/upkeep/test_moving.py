"""A record from one kind of database into the other, and back: all of it or nothing, over nothing that is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from fakes import FakeEngine
from postgres_server import Server
from pourparlers.api import Pourparlers
from pourparlers.errors import StoreError
from pourparlers.places import place_of
from pourparlers.store import frequent, moving, schema
from pourparlers.store.index import encode
from pourparlers.store.opening import open_store
from pourparlers.store.protocol import Feed, FeedItem, Kept, Round
from pourparlers.types import Judgement, Reason


@pytest.fixture
def url(postgres: Server) -> Iterator[str]:
    made = postgres.make()
    yield made
    postgres.drop(made)


def fill(db: str, folder: Path) -> bytes:
    """Something in every table; the export."""
    (folder / "odd.txt").write_text("Le 3 mai 2022.\n\nUn signe \0 et un autre \x10 dans le texte.", encoding="utf-8")
    (folder / "bad.pdf").write_bytes(b"%PDF-1.4 no such thing")
    with Pourparlers(db, engine=FakeEngine()) as p:
        p.read([folder])
    with open_store(place_of(db)) as store:
        reason = Reason(feature="x", weight=1.0, evidence="said by hand")
        store.add_judgement(
            Judgement(id="judgement-1", kind="merge", pair=("a", "b"), author="human", reasons=(reason,))
        )
        store.watchbook.add_feed(Feed(url="http://feed.test/rss", outlet="La Gazette", due=12.5))
        item = FeedItem(feed="http://feed.test/rss", guid="1", uri="http://feed.test/1", digest="d")
        store.watchbook.keep(
            Round(items=(item,), files=(("a.txt", "1"),), alerts=(Kept(id="alert-1", data=b"{}"),), channels=("mail",))
        )
    return export(db, folder.parent / "first.jsonl")


def export(db: str, out: Path) -> bytes:
    with Pourparlers(db, engine=FakeEngine()) as p:
        p.export_jsonl(out)
    return out.read_bytes()


def tables(db: str) -> dict[str, set[tuple[object, ...]]]:
    """All that is kept."""
    with open_store(place_of(db)) as store, store._reading() as held:
        return {table.name: {tuple(row) for row in held.execute(select(table))} for table in moving._TABLES}


def test_a_record_goes_to_a_server_and_back(
    folder: Path, tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frequent, "OFTEN", 2)
    file, again = str(tmp_path / "a.sqlite"), str(tmp_path / "again.sqlite")
    whole = fill(file, folder)
    for source, target in ((file, url), (url, again)):
        with Pourparlers(source, engine=FakeEngine()) as p:
            rows = p.copy(target)
        assert rows["documents"] == len(tables(target)["documents"]) > 0
        assert export(target, tmp_path / "out.jsonl") == whole
    assert tables(again) == tables(url) == tables(file)
    assert all(tables(again).values()), "a table of which nothing was copied proves nothing"
    with open_store(place_of(file)) as one, open_store(place_of(again)) as other:
        assert encode(one.index()) == encode(other.index())
        assert one.state() == other.state()
        for words in ("rencontré", "signe", "sommet"):
            assert one.search(words, limit=9) == other.search(words, limit=9)


def test_a_record_that_is_there_is_left_alone(folder: Path, tmp_path: Path, url: str) -> None:
    file, other = str(tmp_path / "a.sqlite"), str(tmp_path / "b.sqlite")
    fill(file, folder)
    with Pourparlers(other, engine=FakeEngine()) as p:
        p.read([next(folder.glob("*.txt"))])
    before = export(other, tmp_path / "before.jsonl")
    with Pourparlers(file, engine=FakeEngine()) as p:
        for target in (other, file):
            with pytest.raises(StoreError, match="holds a record already"):
                p.copy(target)
        p.copy(url)
        with pytest.raises(StoreError, match="holds a record already"):
            p.copy(url)
        with pytest.raises(StoreError, match="gone when the command ends"):
            p.copy(":memory:")
    assert export(other, tmp_path / "after.jsonl") == before


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_it_is_the_whole_record_or_none(
    kind: str, folder: Path, tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, target = str(tmp_path / "a.sqlite"), url if kind == "postgresql" else str(tmp_path / "b.sqlite")
    fill(file, folder)
    real = moving._copy

    def lose(source: Connection, into: Connection, table: object) -> None:
        real(source, into, table)  # type: ignore[arg-type]
        if table is schema.judgements:  # what a faulty disk or a faulty driver may do
            into.exec_driver_sql("DELETE FROM judgements")

    monkeypatch.setattr(moving, "_copy", lose)
    with Pourparlers(file, engine=FakeEngine()) as p, pytest.raises(StoreError, match="written to judgements"):
        p.copy(target)
    monkeypatch.undo()
    if kind == "sqlite":
        assert not Path(target).exists()
    assert not tables(target)["documents"]
    with Pourparlers(file, engine=FakeEngine()) as p:
        assert p.copy(target)["judgements"] == 1
