"""A batch with the genuine analysis: its record is the one of `read`, and its bytes those of one process."""

from __future__ import annotations

import json
from importlib.resources import as_file, files
from pathlib import Path

import pytest

import batched
from pourparlers.api import Pourparlers
from pourparlers.batch.local import LocalEngine
from pourparlers.batch.run import run_batch
from pourparlers.engine import FrenchEngine
from pourparlers.ingest.options import IngestOptions


@pytest.mark.slow
def test_the_record_of_a_batch_is_the_one_of_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    with as_file(files("pourparlers") / "samples") as folder:
        texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))[:6]]
    rows = [json.dumps({"text": text, "published": f"2022-01-{n + 10}"}) for n, text in enumerate(texts[:4])]
    (tmp_path / "in" / "rows.jsonl").write_text("\n".join(rows), encoding="utf-8")
    for n, text in enumerate(texts[3:]):  # one of them is a row too, and is told no day here
        (tmp_path / "in" / f"{n}.txt").write_text(text, encoding="utf-8")
    engine = FrenchEngine()
    for workers in (1, 2):
        run_batch(
            ["in"],
            tmp_path / str(workers),
            LocalEngine(workers),
            versions=engine.versions,
            options=IngestOptions(),
            cut=4000,
        )
    assert batched.tree(tmp_path / "1") == batched.tree(tmp_path / "2")
    with Pourparlers(tmp_path / "a.sqlite", engine=engine) as merged:
        assert merged.batch(["in"], "2").documents == 7
        summary = merged.merge_batch("2")
        assert summary.new == 6
        merged.export_jsonl(tmp_path / "a.jsonl")
    with Pourparlers(tmp_path / "b.sqlite", engine=engine) as read:
        read.read(["in"])
        read.export_jsonl(tmp_path / "b.jsonl")
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
