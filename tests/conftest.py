"""Fixtures that are dear to make, made once a session."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

import pytest
from hypothesis import settings
from spacy.language import Language

from attributed import make_reader
from fakes import ANNOUNCED, MET
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
