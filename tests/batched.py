"""Batches with the fake analysis: input to read, a run over it, and what it left. Run by hand: one run, to be killed.

python tests/batched.py IN OUT WORKERS
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import fakes
from pourparlers.batch.local import LocalEngine, ShardEngine
from pourparlers.batch.merging import merge_batch, own_record
from pourparlers.batch.run import BatchRun, run_batch
from pourparlers.ingest.options import IngestOptions
from pourparlers.store.sqlite import SqliteStore

COMMAND = (sys.executable, str(Path(__file__).parent / "batch" / "fake_worker.py"))
CUT = 3000


def make_text(n: int) -> str:
    source = random.Random(n)
    one, two = source.sample(sorted(fakes.ACTORS), 2)
    words = " ".join(source.choice(("accord", "cessez-le-feu", "visite", "sommet", "gaz")) for _ in range(20))
    return (
        f"{one} et {two} se rencontreront le 2022-01-{source.randint(10, 28)} à Genève. {two} a dit « {n} ». {words}."
    )


def put_jsonl(path: Path, texts: list[str]) -> None:
    lines = [json.dumps({"text": text, "published": f"2022-01-{1 + n % 9:02}"}) for n, text in enumerate(texts)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def make_input(folder: Path, *, n: int = 60) -> Path:
    """JSON lines enough for some shards, and single files."""
    folder.mkdir()
    put_jsonl(folder / "rows.jsonl", [make_text(i) for i in range(n)])
    for i in range(5):
        (folder / f"note-{i}.txt").write_text(make_text(1000 + i), encoding="utf-8")
    return folder


def run(
    inputs: Path,
    out: Path,
    *,
    workers: int = 1,
    engine: ShardEngine | None = None,
    options: IngestOptions | None = None,
) -> BatchRun:
    return run_batch(
        [inputs],
        out,
        engine or LocalEngine(workers, command=COMMAND),
        versions=fakes.VERSIONS,
        options=options or IngestOptions(),
        cut=CUT,
    )


def merge(out: Path) -> Path:
    """The batch's own record, as the command makes it."""
    with own_record(out) as path:
        if path:
            with SqliteStore(path) as store:
                engine = fakes.FakeEngine(refuses="POISON")
                merge_batch(out, store, engine, engine.build, progress=None)
    return out / "record.sqlite"


def tree(out: Path) -> dict[str, bytes]:
    """All that lies in a folder, by name."""
    found = (path for path in sorted(out.rglob("*")) if path.is_file() and path.name != ".lock")
    return {str(path.relative_to(out)): path.read_bytes() for path in found}


if __name__ == "__main__":
    run(Path(sys.argv[1]), Path(sys.argv[2]), workers=int(sys.argv[3]))
    merge(Path(sys.argv[2]))
