"""Fixtures that are dear to make, made once a session."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

from pourparlers.annotate.pipeline import load_model
from pourparlers.extract.read import Reader
from pourparlers.knowledge.load import load_knowledge
from pourparlers.knowledge.model import KnowledgeBase
from pourparlers.lang.pack import Pack, load_pack


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
def reader(pack: Pack, kb: KnowledgeBase) -> Reader:
    return Reader(pack, kb)


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of seed dispatches, which the repository never holds."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "seeds"
    if not folder.is_dir():
        pytest.skip("the seed dispatches are not beside this checkout")
    return folder
