"""The French minimal sets of evaluation/modality: how far a sentence asserts a deed, scored and held to a floor."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest
from spacy.language import Language

from pourparlers.annotate.modality import reader_of
from pourparlers.annotate.pipeline import DocMaker, parse_documents
from pourparlers.lang.pack import Pack
from pourparlers.types import Document
from pourparlers.vocab import Assertion

PATH = Path(__file__).resolve().parents[2] / "evaluation" / "modality" / "fr.toml"
SETS: dict[str, list[list[str]]] = {
    c["id"]: c["cases"] for c in tomllib.loads(PATH.read_text(encoding="utf8"))["constructions"]
}
FLOOR = 0.97
"""Least share of the cases read as they are labelled."""


def found_in(nlp: Language, pack: Pack, cases: list[list[str]]) -> list[tuple[str, str | None]]:
    """For each case the assertion found at its word, and the words of the condition found."""
    texts = sorted({case[2] for case in cases})
    documents = (Document(id=f"doc-{i}", uri=f"{i}", text=text) for i, text in enumerate(texts))
    docs = dict(zip(texts, parse_documents(nlp, DocMaker(nlp, pack), documents), strict=True))
    out: list[tuple[str, str | None]] = []
    for _, word, text, *_ in cases:
        doc = docs[text]
        head = next(t for t in doc if t.text == word)
        modality = reader_of(pack).read(head)
        span = modality.condition
        out.append((modality.assertion, doc[span[0] : span[1] + 1].text if span is not None else None))
    return out


def test_the_sets_are_well_formed() -> None:
    assert len(SETS) >= 80
    assert {c[0] for cases in SETS.values() for c in cases} == set(get_args(Assertion))
    for cases in SETS.values():
        assert 1 < len(cases) <= 5
        for assertion, word, text, *condition in cases:
            assert assertion in get_args(Assertion)
            assert len(re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", text)) == 1, (word, text)
            assert len(condition) <= 1
            assert all(words in text for words in condition)


@pytest.mark.slow
def test_share_read_as_labelled(nlp: Language, pack: Pack) -> None:
    cases = [(name, case) for name, told in SETS.items() for case in told]
    found = found_in(nlp, pack, [case for _, case in cases])
    wrong = [
        (name, case, got)
        for (name, case), got in zip(cases, found, strict=True)
        if got[0] != case[0] or (len(case) > 3 and got[1] != case[3])
    ]
    tally = Counter(case[0] for _, case, _ in wrong)
    assert 1 - len(wrong) / len(cases) >= FLOOR, (tally, wrong)
