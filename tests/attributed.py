"""Texts read up to attribution, for the tests of that step and of those after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from spacy.tokens import Doc

from pourparlers.annotate.layers import Layers, layers_of
from pourparlers.extract.read import Reader
from pourparlers.knowledge.load import load_knowledge
from pourparlers.lang.pack import Pack, load_pack
from pourparlers.text.analyse import analyse_text
from pourparlers.types import Block, Document

LAST = "attribution"


@lru_cache(maxsize=1)
def make_reader() -> Reader:
    """The reader that all tests share, dear to make."""
    return Reader(load_pack("fr"), load_knowledge())


def attribute(reader: Reader, documents: Iterable[Document]) -> Iterator[Doc]:
    """`documents` as they are, parsed and taken through every step up to attribution."""
    last = [step.name for step in reader.steps].index(LAST)
    for doc in reader.parse(documents):
        for step in reader.steps[: last + 1]:
            step.run(doc)
        yield doc


def attributed(reader: Reader, text: str) -> Doc:
    """`text` as a dispatch with its blocks, taken up to attribution."""
    document = analyse_text(Document(id="case", uri="case", text=text), pack=reader.pack)
    return next(attribute(reader, [document]))


def linked(text: str, *, blocks: tuple[Block, ...] = ()) -> tuple[Doc, Layers, Pack]:
    """`text` with just these blocks, taken up to attribution."""
    reader = make_reader()
    document = Document(id="doc-test", uri="test", text=text, language="fr", blocks=blocks)
    doc = next(attribute(reader, [document]))
    return doc, layers_of(doc), reader.pack


def by_text(reader: Reader, texts: Iterable[str]) -> dict[str, Doc]:
    """Each of `texts` taken up to attribution, all parsed together: the examples of a table's rules."""
    unique = sorted(set(texts))
    documents = [Document(id=f"doc-{i}", uri=f"case-{i}", text=text, language="fr") for i, text in enumerate(unique)]
    return dict(zip(unique, attribute(reader, documents), strict=True))


def names(layers: Layers, ids: tuple[str, ...]) -> list[str]:
    """French names of actors, sorted."""
    return sorted(layers.actors[i].name.fr for i in ids)
