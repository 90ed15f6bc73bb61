"""The command `knowledge import`: what it says, its exit codes, and that its tables are loaded afterwards."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import pytest

from import_world import ENTITIES, ICE_INTERIOR, JONASSON, PETERS, write_dump
from pourparlers.cli import main


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]):
    for name in ("DB", "KNOWLEDGE", "LOG_LEVEL", "CONFIG"):
        monkeypatch.delenv(f"POURPARLERS_{name}", raising=False)
    monkeypatch.setenv("POURPARLERS_LANG", "en")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["pourparlers", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capfd.readouterr()
        return int(left.value.code or 0), out, err

    return call


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    return write_dump(tmp_path / "dump.json", ENTITIES)


def test_what_is_imported_is_loaded_and_sound(run, dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, out, err = run("knowledge", "import", dump, "--into", "tables", "--as-of", "2026-03-01")
    assert (code, out) == (0, "")
    assert "5 entities or rows read (wikidata-json)" in err
    assert f'knowledge = ["{tmp_path / "tables"}"]' in err
    monkeypatch.setenv("POURPARLERS_KNOWLEDGE", json.dumps([str(tmp_path / "tables")]))
    code, out, err = run("knowledge", "check")
    assert (code, "0 errors" in err) == (0, True)
    code, out, _ = run("knowledge", "who", "isl.interior_minister", "2012-06-01")
    assert (code, out.split("\t")[0]) == (0, "ogmundur-jonasson")
    code, out, _ = run("knowledge", "who", "nzl.foreign_minister", "2026-02-01")
    assert (code, out.split("\t")[:2]) == (0, ["winston-peters", "Winston Peters"])
    code, _, err = run("knowledge", "import", dump, "--into", "tables", "--as-of", "2026-03-01")
    assert "Nothing new" in err
    assert "Next:" not in err


def test_what_is_left_out_is_listed(run, dump: Path, tmp_path: Path) -> None:
    code, _, err = run("knowledge", "import", dump, "--into", "t", "--as-of", "2026-03-01", "--problems", "p.csv", "-v")
    assert code == 0
    with (tmp_path / "p.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert {"kind": "deprecated", "line": "2", "key": "Q1396178", "detail": "a statement of deprecated rank"} in found
    assert "statements of deprecated rank" in err


def test_lines_that_cannot_be_read_make_the_exit_code_1(run, dump: Path) -> None:
    with dump.open("a", encoding="utf-8") as file:
        file.write('{"id": "Q1", "P39": \n')
    code, _, err = run("knowledge", "import", dump, "--into", "t", "--as-of", "2026-03-01")
    assert code == 1
    assert f"error: {dump}:8: " in err


def test_no_day_for_an_open_tenure(run, tmp_path: Path) -> None:
    file = write_dump(tmp_path / "d.json", [PETERS])
    code, _, err = run("knowledge", "import", file, "--into", "t")
    assert (code, "--as-of" in err, (tmp_path / "t").exists()) == (2, True, False)


WRONG = {
    "a day that is a month": ("--as-of", "2026-03"),
    "a day that is none": ("--as-of", "2026-02-30"),
    "a format that is none": ("--format", "xml"),
    "another format": ("--format", "ftm"),
    "a map that is not there": ("--office-map", "nowhere.csv"),
}


@pytest.mark.parametrize("options", WRONG.values(), ids=WRONG.keys())
def test_wrong_usage(run, dump: Path, tmp_path: Path, options: tuple[str, str]) -> None:
    code, out, err = run("knowledge", "import", dump, "--into", "t", *options)
    assert (code, out, (tmp_path / "t").exists()) == (2, "", False)
    assert err


@pytest.mark.parametrize("name", ["nowhere.json", "."])
def test_a_file_that_is_none(run, name: str) -> None:
    code, _, err = run("knowledge", "import", name, "--into", "t")
    assert code == 2
    assert len(err.splitlines()) == 1


def test_the_command_speaks_french(run, dump: Path) -> None:
    code, _, err = run("--lang", "fr", "knowledge", "import", dump, "--into", "t", "--as-of", "2026-03-01")
    assert code == 0
    assert "mandats" in err


def test_a_map_of_offices(run, tmp_path: Path) -> None:
    (tmp_path / "map.csv").write_text(f"wikidata,office\n{ICE_INTERIOR},isl.foreign_minister\n", encoding="utf-8")
    file = write_dump(tmp_path / "d.json", [JONASSON])
    code, _, err = run("knowledge", "import", file, "--into", "t", "--office-map", "map.csv")
    assert code == 0
    assert "overlap another holder" in err  # there was a foreign minister in 2011, and another one
