"""Runs the examples and counters of tables whose rules need parsed, linked sentences."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc

from pourparlers.extract.read import Reader
from pourparlers.types import Document


def linked(reader: Reader, texts: Iterable[str]) -> dict[str, Doc]:
    """Each text parsed and taken through every step up to attribution."""
    unique = sorted(set(texts))
    documents = [Document(id=f"doc-{i}", uri=f"case-{i}", text=text, language="fr") for i, text in enumerate(unique)]
    out: dict[str, Doc] = {}
    for text, doc in zip(unique, reader.parse(documents), strict=True):
        for step in reader.steps:
            if step.name == "contacts":
                break
            step.run(doc)
        out[text] = doc
    return out
