"""What the doctor finds, and what it says to do."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from pourparlers.config import Settings
from pourparlers.lang.catalogue import load_catalogue
from pourparlers.store.sqlite import SqliteStore
from pourparlers.upkeep import doctor


def look(db: Path) -> dict[str, str]:
    """Keys found and their levels."""
    return {finding.key: finding.level for finding in doctor.examine(Settings(db=db))}


def test_a_sound_place_is_all_ok(tmp_path: Path) -> None:
    found = look(tmp_path / "p.sqlite")
    assert {key: level for key, level in found.items() if level != "ok"} == {}
    assert {"python", "model", "pack", "knowledge", "reader", "search", "database_none", "space", "extra"} <= set(found)


def test_the_model_is_the_genuine_one() -> None:
    assert doctor.model_digest() == doctor.MODEL_DIGEST


def test_a_model_that_was_changed_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "model_digest", lambda: "0" * 64)
    assert look(tmp_path / "p.sqlite")["model_changed"] == "error"
    monkeypatch.setattr(doctor, "MODEL_VERSION", "3.7.0")
    assert look(tmp_path / "p.sqlite")["model_other"] == "error"
    monkeypatch.setattr(doctor, "MODEL", "no-such-model")
    assert look(tmp_path / "p.sqlite")["model_none"] == "error"


def test_a_database_is_looked_into_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    SqliteStore(path).close()
    before = path.read_bytes()
    assert look(path)["database"] == "ok"
    assert path.read_bytes() == before
    with sqlite3.connect(path) as db:
        db.execute("INSERT INTO failures VALUES ('a.txt', 'torn')")
        db.execute("INSERT INTO meta VALUES ('changed', '4')")
        db.execute("UPDATE alembic_version SET version_num = '0001'")
    db.close()
    found = look(path)
    assert {found[key] for key in ("database_failures", "database_stale", "database_older")} == {"warning"}
    with sqlite3.connect(path) as db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")
    db.close()
    assert look(path)["database_newer"] == "error"


def test_a_torn_database_and_one_that_is_not_ours_are_errors(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    SqliteStore(path).close()
    path.write_bytes(path.read_bytes()[:9000])
    assert "error" in {level for key, level in look(path).items() if key in {"database_damaged", "failed"}}
    path.write_text("dear diary", encoding="utf-8")
    assert look(path)["failed"] == "error"


def test_little_room_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "LOW_SPACE", 1 << 60)
    assert look(tmp_path / "a" / "b" / "p.sqlite")["space_low"] == "warning"
    monkeypatch.setattr(doctor, "NO_SPACE", 1 << 60)
    assert look(tmp_path / "p.sqlite")["space_low"] == "error"


def test_an_extra_that_is_missing_is_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "EXTRAS", {"parquet": "no_such_module"})
    assert look(tmp_path / "p.sqlite")["extra_none"] == "warning"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_finding_has_its_words(lang: str) -> None:
    say = load_catalogue(lang)
    source = Path(doctor.__file__).read_text(encoding="utf-8")
    keys = [key.removeprefix("doctor.") for key in say.keys if key.startswith("doctor.") and ".level." not in key]
    assert len(keys) > 20
    assert [key for key in keys if f'"{key}"' not in source] == []
