"""A batch in a record that is there already, in a file or on a server."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

import batched
import fakes
from pourparlers.api import Pourparlers


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "pids").mkdir()
    monkeypatch.setenv("POURPARLERS_TEST_PIDS", str(tmp_path / "pids"))
    monkeypatch.chdir(tmp_path)
    batched.make_input(tmp_path / "in", n=12)
    batched.run(Path("in"), tmp_path / "out")
    return tmp_path / "out"


def export(record: Pourparlers) -> bytes:
    data = io.BytesIO()
    record.export_jsonl(data)
    return data.getvalue()


def test_it_joins_what_is_there_and_once(place: str, out: Path, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text(fakes.MET, encoding="utf-8")
    with Pourparlers(tmp_path / "read.sqlite", engine=fakes.FakeEngine()) as p:
        p.read(["other.txt", "in"])
        wanted = export(p)
    engine = fakes.FakeEngine()
    with Pourparlers(place, engine=engine) as p:
        p.read(["other.txt"])
        engine.read.clear()
        first = p.merge_batch(out)
        assert (first.new, first.known, engine.read) == (17, 0, [])
        assert export(p) == wanted
        again = p.merge_batch(out)
        assert (again.new, again.known, again.facts) == (0, 17, first.facts)
        assert export(p) == wanted
