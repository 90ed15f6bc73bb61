"""How fast the HTTP API answers: a generated store, a real server, every view asked many times in many ways.

    python benchmarks/serving.py [--dispatches 2000,20000] [--rounds 60] [--markdown] [--keep FOLDER]
    python benchmarks/serving.py --dispatches 20000 --db-url postgresql://USER@HOST/EMPTY_DATABASE
    python benchmarks/serving.py --dispatches 100000 --json benchmarks/growth.json && python benchmarks/growth.py

The record is that of `generated.py`; no text is read. The server runs in a process of its own; meanwhile a third one
keeps adding dispatches to the file, as `pourparlers read` does. Each view is asked with filters drawn at random, never
with an ETag, once the server has made itself ready. Measured are the wall time of an answer at the median and the 95th
percentile, the processor time of the server for one answer, how long the first answer takes and until the server is
ready, and its memory.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import os
import platform
import random
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from generated import DAYS, FIRST, HEADER, VERSIONS, WORDS, Generator
from sqlalchemy import Engine

from pourparlers.drafts import Reading
from pourparlers.places import Server, place_of
from pourparlers.store import schema
from pourparlers.store.connect import make_engine
from pourparlers.store.dialect import SEARCH
from pourparlers.store.opening import open_store
from pourparlers.store.writing import write_items
from pourparlers.types import Document

FIRST_ANSWER, READY = "first answer of the server", "server ready"
"""What is measured once. After its first answer a server goes on, in a thread, to work out what questions will need."""
_AT_REST = 50
"""Milliseconds of processor time in a second: a server that is not asked anything takes no more."""
_ADDED = "doc-new-"
"""What the ids of dispatches that are added while the store is served begin with."""


def write(generator: Generator, db_name: str) -> None:
    """A database of ours that holds the generated record and its texts, without readings of them.

    As `Store.refresh` writes it, but committed now and then, so that the log stays small, with nothing flushed, and
    with the indexes made at the end, which is the same database sooner.
    """
    open_store(place_of(db_name)).close()
    engine = open_engine(db_name)
    with engine.connect().execution_options(writes=True) as db:
        if engine.dialect.name == "sqlite":
            raw = db.connection.dbapi_connection
            assert raw is not None
            raw.execute("PRAGMA synchronous = OFF")
            raw.execute("PRAGMA cache_size = -400000")
            db.commit()
        for batch in _batches(generator.texts(), 1000):
            rows = [{"id": id_, "text": text, "input_digest": ""} for id_, text in batch]
            db.execute(schema.documents.insert(), rows)
            db.commit()
        tables = [schema.objects, schema.object_docs, schema.object_actors, schema.object_refs]
        if engine.dialect.name == "postgresql":
            tables.append(SEARCH)
        indexes = [index for table in tables for index in table.indexes]
        for index in indexes:
            index.drop(db)
        calls = itertools.count(1)
        write_items(db, HEADER, generator.items(), rest=lambda: None if next(calls) % 20 else db.commit())
        for index in indexes:
            index.create(db)
            db.commit()
    engine.dispose()


def open_engine(db_name: str) -> Engine:
    """The engine of a file, or of a database on a server."""
    place = place_of(db_name)
    if isinstance(place, Server):
        from pourparlers.store import postgres  # noqa: PLC0415 - its driver is an extra

        return postgres.make_engine(place)
    return make_engine(place)


def find_size(db_name: str) -> float:
    """How many megabytes a database takes."""
    if isinstance(place := place_of(db_name), Path):
        return place.stat().st_size / 1e6
    with open_engine(db_name).connect() as db:
        return float(db.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one()) / 1e6


def _batches(items: Iterator[Any], size: int) -> Iterator[list[Any]]:
    while batch := list(itertools.islice(items, size)):
        yield batch


def add_for_ever(db_name: str) -> None:
    """Keep dispatches coming into the database, until this process is ended."""
    with open_store(place_of(db_name)) as store:
        for k in range(10**9):
            document = Document(id=f"{_ADDED}{os.getpid()}-{k}", uri=f"new/{k}.txt", text=" ".join(WORDS))
            store.add(Reading(document=document), VERSIONS, prepared=document, given=document)
            time.sleep(0.05)


Question = Callable[[random.Random], tuple[str, dict[str, Any]]]


def _narrow(rng: random.Random) -> dict[str, Any]:
    """Filters as a person sets them: some of them, now and then."""
    asked: dict[str, Any] = {}
    if rng.random() < 0.5:
        start = FIRST + timedelta(days=rng.randrange(DAYS - 60))
        asked |= {"since": start, "until": start + timedelta(days=rng.choice((7, 30, 90, 365)))}
    if rng.random() < 0.4:
        asked["actor"] = rng.choice(("s000", "s001", "s007", "p0000", "p0003", "p0100"))
    if rng.random() < 0.3:
        asked["type"] = rng.sample(("contact", "statement", "event", "position", "figure"), k=2)
    if rng.random() < 0.2:
        asked["kind"] = rng.choice(("SANCTION", "demand", "meeting", "direct"))
    if rng.random() < 0.2:
        asked["outlet"] = rng.choice(("Outlet 0", "Outlet 5"))
    return asked


def _window(rng: random.Random, days: int) -> dict[str, Any]:
    start = FIRST + timedelta(days=rng.randrange(DAYS - days))
    return {"since": start, "until": start + timedelta(days=days)}


def questions(ids: dict[str, list[str]]) -> dict[str, Question]:
    """What is asked of each view; `ids` are some of each kind of object."""
    words = ("troupes", "sanctions accord", "retrait prisonniers", "ministre", '"aide humanitaire"', "émissaire")
    return {
        "facts": lambda r: ("/facts", _narrow(r)),
        "facts, a later page": lambda r: ("/facts", {**_narrow(r), "order": "desc", "limit": 100}),
        "density": lambda r: ("/density", _narrow(r)),
        "facets": lambda r: ("/facets", _narrow(r)),
        "network": lambda r: ("/network", {**_narrow(r), "limit": 60}),
        "documents": lambda r: ("/documents", _narrow(r)),
        "search": lambda r: ("/search", {**_narrow(r), "q": r.choice(words)}),
        "agenda, a month": lambda r: ("/agenda", {**_window(r, 31), "limit": 200}),
        "ledger of two sides": lambda r: ("/ledger", {"between": [r.choice(ids["sides"]), r.choice(ids["sides"])]}),
        "dossiers": lambda r: ("/dossiers", {"actor": r.choice(("s000", "s003", "s010"))}),
        "one dossier": lambda r: (f"/dossiers/{r.choice(ids['dossiers'])}", {}),
        "actors": lambda r: ("/actors", {"q": r.choice(("State 1", "Pers", "State"))}),
        "one actor": lambda r: (f"/actors/{r.choice(ids['actors'])}", {}),
        "one dispatch": lambda r: (f"/documents/{r.choice(ids['documents'])}", {}),
        "one fact": lambda r: (f"/facts/{r.choice(ids['facts'])}", {}),
        "info": lambda r: ("/info", {"x": r.random()}),
    }


class Client:
    """Asks one server over one connection."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def ask(self, path: str, query: dict[str, Any]) -> tuple[float, Any]:
        """Milliseconds of an answer, and the answer."""
        began = time.perf_counter()
        self._connection.request("GET", f"/api/v1{path}?{urlencode(query, doseq=True)}")
        answer = self._connection.getresponse()
        body = answer.read()
        took = (time.perf_counter() - began) * 1000
        if answer.status != 200:
            raise SystemExit(f"{path} {query}: {answer.status} {body[:300]!r}")
        return took, json.loads(body)


@contextmanager
def serve(db_name: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """A server of the database, and a process that adds to it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = "from pourparlers.cli import main; main()"
    server = subprocess.Popen(
        [sys.executable, "-c", code, "serve", "--no-open", "--db", db_name, "--port", str(port)],
        stderr=subprocess.DEVNULL,
    )
    adding = subprocess.Popen([sys.executable, __file__, "--add-to", db_name])
    try:
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.2)
        yield port, server
    finally:
        adding.terminate()
        server.terminate()
        adding.wait(30)
        server.wait(30)
        take_back(db_name)


def take_back(db_name: str) -> None:
    """Remove what was added: who opens a kept store would build its record anew, of the added dispatches alone."""
    engine = open_engine(db_name)
    with engine.connect().execution_options(writes=True) as db:
        for column in (schema.readings.c.doc, schema.documents.c.id):
            db.execute(column.table.delete().where(column.startswith(_ADDED, autoescape=True)))
        db.execute(schema.meta.delete().where(schema.meta.c.key.in_(("changed", "built"))))
        db.commit()
    engine.dispose()


def cpu_of(pid: int) -> float:
    """Milliseconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


@dataclass
class Measured:
    """What was measured at one size: milliseconds by view (median, 95th percentile, processor), and what it took."""

    dispatches: int
    facts: int
    megabytes: float
    """Of the database."""
    loaded_mib: float
    """Memory of the server before it was asked anything but whether it is there."""
    peak_mib: float
    load: float
    views: dict[str, tuple[float, float, float]]


def measure(n: int, rounds: int, db_name: str) -> Measured:
    """Ask every view of a store of `n` dispatches `rounds` times; the store is made where it is not there."""
    with open_store(place_of(db_name)) as store:
        held = store.count()["documents"]
    if held not in {0, n}:
        raise SystemExit(f"{place_of(db_name)}: holds {held:,} dispatches, not {n:,}; name an empty database")
    if not held:  # else a store that was kept
        _make(n, db_name)
    size, views = find_size(db_name), dict[str, tuple[float, float, float]]()
    with serve(db_name) as (port, server):
        client, rng = Client(port), random.Random(1)
        loaded = _memory(server.pid, "VmRSS")
        took, _ = client.ask("/facts", {"limit": 50})
        views[FIRST_ANSWER] = (took, took, cpu_of(server.pid))
        views[READY] = _wait_until_ready(server.pid)
        client = Client(port)  # the first connection was given up meanwhile
        ids = _find_ids(client)
        for name, question in questions(ids).items():
            client.ask(*question(rng))
            used, times = cpu_of(server.pid), []
            for _ in range(rounds):
                took, _ = client.ask(*question(rng))
                times.append(took)
            times.sort()
            p95 = times[min(len(times) - 1, int(len(times) * 0.95))]
            views[name] = (statistics.median(times), p95, (cpu_of(server.pid) - used) / rounds)
        counts = client.ask("/info", {})[1]["counts"]
        facts = sum(counts[name] for name in ("contacts", "statements", "events", "positions", "figures"))
        return Measured(n, facts, size, loaded, _memory(server.pid, "VmHWM"), os.getloadavg()[0], views)


def _wait_until_ready(pid: int) -> tuple[float, float, float]:
    """Wait until a server has worked out what its first questions would wait for: until it rests for a second.

    Gives the milliseconds since it was started, twice, and those of processor time.
    """
    used = -1.0
    while cpu_of(pid) - used > _AT_REST:
        used = cpu_of(pid)
        time.sleep(1)
    since_boot = float(Path("/proc/uptime").read_text().split()[0])
    started = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]) / os.sysconf("SC_CLK_TCK")
    took = (since_boot - started - 1) * 1000
    return took, took, cpu_of(pid)


def _make(n: int, db_name: str) -> None:
    """In a process of its own, so that memory is that of the writing alone."""
    began = time.perf_counter()
    subprocess.run([sys.executable, __file__, "--make", db_name, "--dispatches", str(n)], check=True)
    took, spent = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"{n:,} dispatches: written in {took:,.0f} s ({spent.ru_utime + spent.ru_stime:,.0f} s of processor time, "
        f"{spent.ru_maxrss / 1024:,.0f} MiB at the peak), {find_size(db_name):,.0f} MB",
        file=sys.stderr,
    )


def _memory(pid: int, name: str) -> float:
    """Memory of a process in MiB: VmRSS now, VmHWM at the peak."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition(f"{name}:")[2].split()[0]) / 1024


def _find_ids(client: Client) -> dict[str, list[str]]:
    ids = {
        name: [item["id"] for item in client.ask(path, query)[1]["items"]]
        for name, path, query in (
            ("facts", "/facts", {"limit": 200, "since": "2022-01-01", "type": ["contact", "position", "statement"]}),
            ("documents", "/documents", {"limit": 200}),
            ("actors", "/actors", {"limit": 100}),
            ("dossiers", "/dossiers", {"limit": 100}),
        )
    }
    return {**ids, "sides": [actor for actor in ids["actors"] if actor.startswith("s")][:20]}


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--dispatches", default="2000", help="numbers of dispatches, separated by commas")
    parser.add_argument("--rounds", type=int, default=60, help="questions to each view")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--keep", type=Path, help="folder in which generated stores stay")
    parser.add_argument("--db-url", help="an empty PostgreSQL database (or one kept of that size) in place of files")
    parser.add_argument("--json", type=Path, help="file that the figures are put into, by number of dispatches")
    parser.add_argument("--add-to", help=argparse.SUPPRESS)
    parser.add_argument("--make", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.add_to:
        add_for_ever(options.add_to)
    if options.make:
        write(Generator(int(options.dispatches)), options.make)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for n in (int(part) for part in options.dispatches.split(",")):
            found = measure(n, options.rounds, options.db_url or str(folder / f"generated-{n}.sqlite"))
            tell(found, markdown=options.markdown)
            if options.json:
                held = json.loads(options.json.read_text()) if options.json.exists() else {}
                options.json.write_text(json.dumps(held | {str(n): asdict(found)}, indent=1) + "\n")


def tell(found: Measured, *, markdown: bool) -> None:
    """Print a table of one size."""
    print(
        f"\n{found.dispatches:,} dispatches, {found.facts:,} facts, {found.megabytes:,.0f} MB, server "
        f"{found.loaded_mib:,.0f} MiB at first and {found.peak_mib:,.0f} at the peak, "
        f"Python {platform.python_version()}, load {found.load:.1f}\n"
    )
    if markdown:
        print("| view | median, ms | 95 %, ms | processor, ms |\n|---|---|---|---|")
    for name, figures in found.views.items():
        cells = [f"{figure:.1f}" for figure in figures]
        print(f"| {name} | {' | '.join(cells)} |" if markdown else f"{name:28}" + "".join(f"{c:>12}" for c in cells))


if __name__ == "__main__":
    main()
