"""`problems`, `revisions`, `doctor`, `backup`, `restore`, `copy` as commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_line import Run
from newsroom import LEAD, VALID, warc_record
from pourparlers.upkeep import doctor

URL = "https://gazette.example/lome.html"
REST = "Les deux délégations, arrivées la veille, ont été reçues séparément par les médiateurs de l'Union."
OLD = f"Blinken et Lavrov se rencontreront le 2022-01-21 à Genève. {REST}"
NEW = f"Blinken et Lavrov se rencontreront le 2022-01-24 à Genève. {REST} Kouleba: « enfin »."


def test_problems_are_listed_until_they_read(run: Run, tmp_path: Path) -> None:
    assert run("problems").code == 0
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.pdf").write_bytes(b"%PDF-1.4 torn")
    (tmp_path / "in" / "b.txt").write_text(LEAD, encoding="utf-8")
    assert run("read", "in").code == 1
    result = run("problems", "--format", "json")
    assert result.code == 1
    (row,) = json.loads(result.out)
    assert row["uri"] == "in/a.pdf"
    assert "breaks off" in row["reason"]
    assert "in/a.pdf" in run("problems", "--format", "md").out
    (tmp_path / "in" / "a.pdf").write_bytes(VALID["note.pdf"])
    assert run("read", "in").code == 0
    assert run("problems").code == 0


def test_a_part_that_reads_well_later_is_forgotten_although_its_address_is_another(run: Run, tmp_path: Path) -> None:
    good = warc_record("https://a.example/1", VALID["page.html"])
    (tmp_path / "a.warc").write_bytes(good + warc_record("https://a.example/2", b"<div>" * 9000))
    assert run("read", "a.warc").code == 1
    assert "a.warc#2" in run("problems", "--format", "csv").out
    (tmp_path / "a.warc").write_bytes(good)
    assert run("read", "a.warc").code == 0
    assert run("problems").code == 0


def test_a_dispatch_that_the_analysis_cannot_take_is_a_problem_too(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("IMPOSSIBLE", encoding="utf-8")
    assert run("read", "a.txt").code == 1
    assert "analysis failed" in run("problems", "--format", "json").out


def test_the_command_lists_what_went_and_came(run: Run, tmp_path: Path) -> None:
    assert "No outlet has replaced a text" in run("revisions").err
    rows = [{"uri": URL, "text": text} for text in (OLD, NEW)]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert run("read", "rows.jsonl").code == 0
    listed = json.loads(run("revisions", "--format", "json").out)
    assert [(row["change"], row["kind"]) for row in listed] == [("-", "contact"), ("+", "contact"), ("+", "statement")]
    assert URL in run("revisions", "--format", "csv").out
    old = listed[0]["old"]
    assert listed[0]["new"] in run("show", old).out


def test_the_command_says_what_to_do_and_fails_on_an_error(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("doctor").code == 0
    monkeypatch.setattr(doctor, "MODEL", "no-such-model")
    result = run("doctor")
    assert result.code == 1
    assert "pip install no-such-model==3.8.0" in result.out


def test_a_copy_is_made_and_put_back(run: Run, tmp_path: Path) -> None:
    assert run("backup", "copy.sqlite").code == 2
    (tmp_path / "a.txt").write_text(OLD, encoding="utf-8")
    assert run("read", "a.txt").code == 0
    before = run("export").out
    assert "copy.sqlite" in run("backup", "copy.sqlite").err
    assert run("backup", "copy.sqlite").code == 2
    assert run("backup", "copy.sqlite", "--replace").code == 0
    (tmp_path / "b.txt").write_text(NEW, encoding="utf-8")
    assert run("read", "b.txt").code == 0
    assert run("export").out != before
    assert ".before-restore-1" in run("restore", "copy.sqlite").err
    assert run("export").out == before
    assert "before-restore" not in run("restore", "copy.sqlite", "--discard").err


def test_a_record_is_copied_into_another_database(run: Run, tmp_path: Path) -> None:
    assert run("copy", "other.sqlite").code == 2
    (tmp_path / "a.txt").write_text(OLD, encoding="utf-8")
    assert run("read", "a.txt").code == 0
    before = run("export").out
    assert "other.sqlite" in run("copy", "other.sqlite").err
    assert run("copy", "other.sqlite").code == 2
    assert run("export", "--db", "other.sqlite").out == before
