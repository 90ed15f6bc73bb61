"""Servers of small records, made without the model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from exported import RECORD
from fakes import FakeEngine
from pourparlers.api import Pourparlers
from pourparlers.http.app import make_app
from pourparlers.http.options import Options
from served import ORIGIN, Serve, write_store


@pytest.fixture(scope="session")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record made by hand, as a file."""
    return write_store(tmp_path_factory.mktemp("http") / "r.sqlite", RECORD)


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serves a database: `serve(path, edit=True …)` gives a client of it."""
    opened: list[Pourparlers] = []
    clients: list[TestClient] = []

    def start(
        path: Path, *, engine: FakeEngine | None = None, static: Path | None = None, **options: object
    ) -> TestClient:
        record = Pourparlers(path, engine=engine or FakeEngine(), live=True)
        opened.append(record)
        app = make_app(record, Options(**options), static=static or path.parent / "nothing")  # type: ignore[arg-type]
        clients.append(TestClient(app, base_url=ORIGIN, raise_server_exceptions=False, follow_redirects=False))
        return clients[-1]

    yield start
    for client in clients:
        client.app.state.jobs.close()  # type: ignore[attr-defined]
    for record in opened:
        record.close()


@pytest.fixture
def client(serve: Serve, db: Path) -> TestClient:
    """A client of the record made by hand."""
    return serve(db)
