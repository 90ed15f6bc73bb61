"""`batch` as a command."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

import batched
from command_line import Run
from pourparlers.batch.local import LocalEngine
from pourparlers.batch.run import read_manifest


@pytest.fixture
def inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "pids").mkdir()
    monkeypatch.setenv("POURPARLERS_TEST_PIDS", str(tmp_path / "pids"))
    monkeypatch.setattr("pourparlers.batch.local.LocalEngine", partial(LocalEngine, command=batched.COMMAND))
    return batched.make_input(tmp_path / "in", n=5)


def test_a_batch_makes_readings_a_manifest_and_a_record(run: Run, inputs: Path, tmp_path: Path) -> None:
    result = run("batch", "in", "out", "--workers", "2")
    assert result.code == 0, result.err
    assert "2 shards, of which 0 done before · 10 dispatches read" in result.err
    assert "New dispatches: 10" in result.err
    assert "(10 dispatches)" in result.err
    assert read_manifest(tmp_path / "out").documents == 10
    assert len(run("contacts", "--db", "out/record.sqlite", "--format", "json").out) > 100
    again = run("batch", "in", "out")
    assert "2 shards, of which 2 done before" in again.err
    assert "holds all of it already" in again.err


def test_merging_is_left_or_goes_elsewhere(run: Run, inputs: Path, tmp_path: Path) -> None:
    assert run("batch", "in", "out", "--no-merge", "--workers", "1").code == 0
    assert not (tmp_path / "out" / "record.sqlite").exists()
    assert not (tmp_path / "data").exists()
    assert "New dispatches: 10" in run("batch", "in", "out", "--db", "mine.sqlite").err
    assert (tmp_path / "mine.sqlite").exists()
    assert not (tmp_path / "out" / "record.sqlite").exists()


def test_what_gives_nothing_is_named(run: Run, inputs: Path, tmp_path: Path) -> None:
    (inputs / "empty.txt").write_bytes(b"")
    (inputs / "poison.txt").write_text("POISON IMPOSSIBLE", encoding="utf-8")
    result = run("batch", "in", "out", "--workers", "1")
    assert result.code == 1
    assert "in/empty.txt: the file is empty" in result.err
    assert "in/poison.txt: the analysis failed" in result.err
    assert "unreadable: 2" in result.err
    listed = run("problems", "--db", "out/record.sqlite").out
    assert "empty.txt" in listed
    assert "poison.txt" in listed


def test_what_cannot_be_meant_is_said(run: Run, inputs: Path, tmp_path: Path) -> None:
    assert "write local or ray" in run("batch", "in", "out", "--engine", "spark").err
    assert run("batch", "in", "out", "--workers", "0").code == 2
    assert run("batch", "in", "out", "--published", "soon").code == 2
    missing = run("batch", "nothere", "out", "--no-merge")
    assert missing.code == 1
    assert "no such file" in missing.err
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert run("batch", "in", "file").code == 2
