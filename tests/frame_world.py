"""Dispatches read up to attribution, for the tests of events, positions and figures."""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Doc

from pourparlers.annotate.layers import Layers, layers_of
from pourparlers.extract.read import Reader
from pourparlers.knowledge.load import load_knowledge
from pourparlers.lang.pack import Pack, load_pack
from pourparlers.types import Block, Document


@lru_cache(maxsize=1)
def reader() -> Reader:
    return Reader(load_pack("fr"), load_knowledge())


def linked(text: str, *, blocks: tuple[Block, ...] = ()) -> tuple[Doc, Layers, Pack]:
    """`text` parsed and taken through every step up to attribution."""
    made = reader()
    document = Document(id="doc-test", uri="test", text=text, language="fr", blocks=blocks)
    doc = next(made.parse([document]))
    for step in made.steps:
        if step.name == "contacts":
            break
        step.run(doc)
    return doc, layers_of(doc), made.pack


def names(layers: Layers, ids: tuple[str, ...]) -> list[str]:
    """French names of actors, sorted."""
    return sorted(layers.actors[i].name.fr for i in ids)
