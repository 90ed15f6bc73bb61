"""Backup and restore: whole or not at all, never over something silently."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from fakes import ANNOUNCED, MET, FakeEngine, leave_as_first
from pourparlers.api import Pourparlers
from pourparlers.errors import StoreError
from pourparlers.store.copies import check_database, restore


def make(path: Path, folder: Path) -> bytes:
    """A database of the dispatches in `folder`; its export."""
    out = path.with_suffix(".jsonl")
    with Pourparlers(path, engine=FakeEngine()) as p:
        p.read([folder])
        p.export_jsonl(out)
    return out.read_bytes()


def export(path: Path) -> bytes:
    out = path.with_name("again.jsonl")
    with Pourparlers(path, engine=FakeEngine()) as p:
        p.export_jsonl(out)
    return out.read_bytes()


def test_a_copy_is_one_file_that_holds_the_same_record(folder: Path, tmp_path: Path) -> None:
    whole = make(tmp_path / "a.sqlite", folder)
    with Pourparlers(tmp_path / "a.sqlite", engine=FakeEngine()) as p:
        size = p.backup(tmp_path / "copy.sqlite")  # while it is open, its newest pages in the log
    copy = tmp_path / "copy.sqlite"
    assert copy.stat().st_size == size
    assert not (tmp_path / "copy.sqlite-wal").exists()
    assert restore(copy, tmp_path / "b" / "p.sqlite") is None
    assert export(tmp_path / "b" / "p.sqlite") == whole


def test_a_file_that_is_there_is_left_alone(folder: Path, tmp_path: Path) -> None:
    make(tmp_path / "a.sqlite", folder)
    (tmp_path / "copy.sqlite").write_text("dear diary", encoding="utf-8")
    with Pourparlers(tmp_path / "a.sqlite", engine=FakeEngine()) as p:
        with pytest.raises(StoreError, match="left as it is"):
            p.backup(tmp_path / "copy.sqlite")
        assert (tmp_path / "copy.sqlite").read_text(encoding="utf-8") == "dear diary"
        with pytest.raises(StoreError, match="left as it is"):
            p.backup(tmp_path / "a.sqlite", replace=True)
        p.backup(tmp_path / "copy.sqlite", replace=True)
    assert check_database(tmp_path / "copy.sqlite") is None
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


def test_a_record_in_memory_has_no_copy(tmp_path: Path) -> None:
    with Pourparlers(":memory:", engine=FakeEngine()) as p, pytest.raises(StoreError, match="memory"):
        p.backup(tmp_path / "copy.sqlite")


def test_what_was_there_is_kept_beside(folder: Path, tmp_path: Path) -> None:
    before = make(tmp_path / "a.sqlite", folder)
    with Pourparlers(tmp_path / "a.sqlite", engine=FakeEngine()) as p:
        p.backup(tmp_path / "copy.sqlite")
        (folder / "c.txt").write_text("Kouleba: « encore ».", encoding="utf-8")
        p.read([folder])
        later = p.count()["documents"]
    kept = restore(tmp_path / "copy.sqlite", tmp_path / "a.sqlite")
    assert kept == tmp_path / "a.sqlite.before-restore-1"
    assert export(tmp_path / "a.sqlite") == before
    with Pourparlers(kept, engine=FakeEngine()) as p:
        assert p.count()["documents"] == later == 3
    assert restore(tmp_path / "copy.sqlite", tmp_path / "a.sqlite") == tmp_path / "a.sqlite.before-restore-2"
    assert restore(tmp_path / "copy.sqlite", tmp_path / "a.sqlite", discard=True) is None
    assert not (tmp_path / "a.sqlite.before-restore-3").exists()


def test_a_damaged_copy_is_refused_and_nothing_changes(folder: Path, tmp_path: Path) -> None:
    before = make(tmp_path / "a.sqlite", folder)
    with Pourparlers(tmp_path / "a.sqlite", engine=FakeEngine()) as p:
        p.backup(tmp_path / "copy.sqlite")
    data = bytearray((tmp_path / "copy.sqlite").read_bytes())
    for place in range(8192, len(data), 4096):
        data[place : place + 400] = b"\xff" * 400
    (tmp_path / "copy.sqlite").write_bytes(data)
    with pytest.raises(StoreError, match="damaged"):
        restore(tmp_path / "copy.sqlite", tmp_path / "a.sqlite")
    (tmp_path / "other.txt").write_text("no database", encoding="utf-8")
    with pytest.raises(StoreError, match="not a database"):
        restore(tmp_path / "other.txt", tmp_path / "a.sqlite")
    with pytest.raises(StoreError, match="no such file"):
        restore(tmp_path / "none", tmp_path / "a.sqlite")
    assert export(tmp_path / "a.sqlite") == before
    assert not list(tmp_path.glob("*before-restore*"))


def test_a_damaged_database_is_replaced_and_kept(folder: Path, tmp_path: Path) -> None:
    before = make(tmp_path / "a.sqlite", folder)
    with Pourparlers(tmp_path / "a.sqlite", engine=FakeEngine()) as p:
        p.backup(tmp_path / "copy.sqlite")
    torn = (tmp_path / "a.sqlite").read_bytes()[:5000]
    (tmp_path / "a.sqlite").write_bytes(torn)
    kept = restore(tmp_path / "copy.sqlite", tmp_path / "a.sqlite")
    assert kept is not None
    assert kept.read_bytes() == torn
    assert export(tmp_path / "a.sqlite") == before


def test_a_database_that_is_in_use_is_not_taken_away(folder: Path, tmp_path: Path) -> None:
    make(tmp_path / "a.sqlite", folder)
    with Pourparlers(tmp_path / "a.sqlite", engine=FakeEngine()) as p:
        p.backup(tmp_path / "copy.sqlite")
        p.count()
        with pytest.raises(StoreError, match="another program has it open"):
            restore(tmp_path / "copy.sqlite", tmp_path / "a.sqlite")
        assert p.count()["documents"] == 2


def test_a_copy_of_the_first_schema_is_brought_up_to_date(tmp_path: Path, folder: Path) -> None:
    old = tmp_path / "old.sqlite"
    make(old, folder)
    with sqlite3.connect(old) as db:
        leave_as_first(db)
    db.close()
    restore(old, tmp_path / "new.sqlite")
    with sqlite3.connect(tmp_path / "new.sqlite") as db:
        assert [row[0] for row in db.execute("SELECT seq FROM sources ORDER BY rowid")] == [1, 2]
    db.close()
    with Pourparlers(tmp_path / "new.sqlite", engine=FakeEngine()) as p:
        assert {d.text for d in p.record().documents} == {ANNOUNCED, MET}
