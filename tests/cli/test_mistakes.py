"""What a user gets wrong is answered in one line that says what to do, and quickly."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from command_line import Run


@pytest.fixture
def export(run: Run, folder: Path) -> Path:
    """A record of two dispatches, exported."""
    run("read", folder)
    run("export", "-o", "r.jsonl")
    return Path("r.jsonl").resolve()


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Gold of one of its dispatches."""
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "b.json").write_text(json.dumps({"file": "b.txt"}), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "data", [b"\x00\xff\xfe\x9c" * 9, b'[floors]\n"x" = "\xff"\n', b"[floors", b"[floor]\na = 1\n"], ids=repr
)
def test_a_file_of_floors_that_is_none(run: Run, export: Path, gold: Path, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "floors.toml").write_bytes(data)
    result = run("evaluate", export, gold, "--floors", "floors.toml")
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert "floors.toml: not a file of floors" in result.err


def test_floors_that_are_a_folder(run: Run, export: Path, gold: Path) -> None:
    result = run("evaluate", export, gold, "--floors", gold)
    assert (result.code, "cannot be read" in result.err) == (2, True)


def test_what_is_no_export_and_what_is_no_gold(run: Run, export: Path, gold: Path, tmp_path: Path) -> None:
    (tmp_path / "foreign.json").write_text('{"a": 1}', encoding="utf-8")
    (tmp_path / "noise.bin").write_bytes(b"\xff\xfe\x00" * 20)
    for given in ("foreign.json", "noise.bin", "none.jsonl", gold):
        result = run("evaluate", given, gold)
        assert (result.code, result.err.count("\n")) == (2, 1)
        assert "pourparlers export" in result.err
    assert "gold is a folder" in run("evaluate", export, export).err
    (gold / "x.json").write_bytes(b'{"file": "\xff"}')
    broken = run("evaluate", export, gold)
    assert (broken.code, "x.json: not a gold annotation" in broken.err) == (2, True)


def test_gold_of_other_dispatches_is_said(run: Run, export: Path, gold: Path) -> None:
    assert "in common" not in run("evaluate", export, gold).err
    (gold / "c.json").write_text(json.dumps({"file": "c.txt"}), encoding="utf-8")
    some = run("evaluate", export, gold)
    assert "1 annotated dispatch is not in the record, of 2" in some.err
    (gold / "b.json").unlink()
    none = run("evaluate", export, gold)
    assert (none.code, "No dispatch in common" in none.err, "c.txt" in none.err) == (0, True, True)


def test_odd_pages_are_told_by_name_and_by_nothing_else(tmp_path: Path) -> None:
    for name, page in {"a": "<html", "b": "<!doctype html><!-- -->", "c": '<?xml version="1.0"?><rss/>'}.items():
        (tmp_path / f"{name}.html").write_text(page, encoding="utf-8")
    code = "from pourparlers.cli import main; main()"
    call = [sys.executable, "-c", code, "--lang", "en", "--db", str(tmp_path / "x.sqlite"), "read", str(tmp_path)]
    result = subprocess.run(call, capture_output=True, text=True, check=False)
    lines = result.stderr.splitlines()
    assert [line.partition(":")[0] for line in lines[:3]] == ["error"] * 3
    assert "trafilatura" not in result.stderr
    assert lines[3].startswith("New dispatches: 0")


def test_nothing_to_read_is_said_before_anything_is_loaded(run: Run, tmp_path: Path, monkeypatch) -> None:
    class Untouched:
        def __init__(self, *, knowledge: object) -> None: ...

        @property
        def versions(self) -> None:
            raise AssertionError("the knowledge base was loaded")

        def read_many(self, documents: object) -> None:
            raise AssertionError("the model was loaded")

        def build(self, *_: object) -> None:
            raise AssertionError("the record was built")

    monkeypatch.setattr("pourparlers.holder.FrenchEngine", Untouched)
    (tmp_path / "empty").mkdir()
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "a.png").write_bytes(b"png")
    missing = run("read", "none.txt")
    assert (missing.code, "none.txt: there is no such file" in missing.err) == (1, True)
    for name in ("empty", "pictures"):
        result = run("read", name)
        assert result.code == 1
        assert f"{name}: this folder holds no file that is read (.atom, .docx" in result.err


def test_a_number_agrees_with_its_noun(run: Run, folder: Path) -> None:
    assert "1 contact, 1 statement, 0 events, 0 positions, 0 figures (2 dispatches)" in run("read", folder).err
    french = run("read", folder, "--lang", "fr").err
    assert "1 contact, 1 propos, 0 événement, 0 position, 0 chiffre (2 dépêches)" in french


def test_files_that_cannot_be_imported(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.json").touch()
    (tmp_path / "there").mkdir()
    for name, reason in {"empty.json": "the file is empty", "none.json": "no such file", "there": "a folder"}.items():
        result = run("knowledge", "import", name, "--into", "tables")
        assert (result.code, result.err.count("\n")) == (2, 1)
        assert result.err.startswith(f"error: {name}: ")
        assert reason in result.err
        assert not (tmp_path / "tables").exists()


@pytest.mark.parametrize("day", ["hier", "2022-13-01", "21/01/2022", ""])
def test_a_day_that_is_none_is_told_once(run: Run, day: str) -> None:
    result = run("knowledge", "who", "rus.foreign_minister", day)
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert "YYYY-MM-DD" in result.err
    assert not day or result.err.count(day) == 1


@pytest.mark.parametrize("office", ["rus.foreign_ministre", "RUS.foreign_minister", "Russie", "Russia"])
def test_offices_near_an_id_that_is_none(run: Run, office: str) -> None:
    result = run("knowledge", "who", office, "2022-01-21")
    assert (result.code, result.out) == (1, "")
    assert "near it: rus." in result.err
