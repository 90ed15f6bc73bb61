"""Fixtures that are dear to make, made once a session."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from importlib.resources import as_file, files
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import settings
from spacy.language import Language

from attributed import make_reader
from fakes import ANNOUNCED, MET
from postgres_server import Server, find_programs
from pourparlers.annotate.pipeline import load_model
from pourparlers.api import Pourparlers
from pourparlers.extract.read import Reader
from pourparlers.knowledge.load import load_knowledge
from pourparlers.knowledge.model import KnowledgeBase
from pourparlers.lang.pack import Pack, load_pack
from who import Link, make_link

settings.register_profile("untimed", deadline=None)  # a slow machine is no failure: no test of ours is timed
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_pack("fr")


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load_model("fr")


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    return load_knowledge()


@pytest.fixture(scope="session")
def reader() -> Reader:
    return make_reader()


@pytest.fixture(scope="session")
def link(nlp: Language, pack: Pack, kb: KnowledgeBase) -> Link:
    """Links a text as one published on a day."""
    return make_link(nlp, pack, kb)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server of our own, where its programs are."""
    programs = find_programs()
    if programs is None or find_spec("psycopg") is None:
        lacks = "initdb and postgres, sought in /usr/lib/postgresql/*/bin and on PATH" if not programs else "psycopg"
        if os.environ.get("POURPARLERS_REQUIRE_POSTGRES"):
            pytest.fail(f"there is no {lacks}")
        pytest.skip(f"no PostgreSQL here: there is no {lacks}")
    server = Server(programs)
    yield server
    server.close()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def new_db(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str]:
    """Names a database that is not there yet, on each back end in turn, as `--db` takes it."""
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgres")
        return server.make
    return lambda: str(tmp_path_factory.mktemp("db") / "r.sqlite")


@pytest.fixture
def place(new_db: Callable[[], str], request: pytest.FixtureRequest) -> Iterator[str]:
    """A database of this test's own, on each back end in turn."""
    made = new_db()
    server: Server | None = request.getfixturevalue("postgres") if made.startswith("postgresql:") else None
    yield made
    if server:
        server.drop(made)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two dispatches that `fakes.FakeEngine` can read."""
    inputs = tmp_path / "in"
    inputs.mkdir()
    (inputs / "a.txt").write_text(ANNOUNCED, encoding="utf-8")
    (inputs / "b.txt").write_text(MET, encoding="utf-8")
    return inputs


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of seed dispatches, which the repository never holds."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "seeds"
    if not folder.is_dir():
        pytest.skip("the seed dispatches are not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the sample dispatches, read by the real program."""
    db = tmp_path_factory.mktemp("samples") / "samples.sqlite"
    with Pourparlers(db) as record, as_file(files("pourparlers") / "samples") as folder:
        record.read([folder])
    return db
