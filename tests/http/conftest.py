"""Servers of small records, made without the model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
def db(new_db: Callable[[], str]) -> str:
    """The record made by hand, on each back end in turn."""
    return write_store(new_db(), RECORD)


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Serves a database: `serve(db, edit=True …)` gives a client of it."""
    opened: list[Pourparlers] = []
    clients: list[TestClient] = []

    def start(
        db: str, *, engine: FakeEngine | None = None, static: Path | None = None, **options: object
    ) -> TestClient:
        record = Pourparlers(db, engine=engine or FakeEngine(), live=True)
        opened.append(record)
        app = make_app(record, Options(**options), static=static or tmp_path / "nothing")  # type: ignore[arg-type]
        clients.append(TestClient(app, base_url=ORIGIN, raise_server_exceptions=False, follow_redirects=False))
        return clients[-1]

    yield start
    for client in clients:
        client.app.state.jobs.close()  # type: ignore[attr-defined]
    for record in opened:
        record.close()


@pytest.fixture
def client(serve: Serve, db: str) -> TestClient:
    """A client of the record made by hand."""
    return serve(db)
