"""French minimal sets: how far a sentence asserts the deed that one of its words names."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Token

from pourparlers.annotate.modality import Modality, reader_of
from pourparlers.annotate.modality_table import ModalityTable
from pourparlers.annotate.pipeline import DocMaker, parse_documents
from pourparlers.lang.pack import Pack
from pourparlers.types import Document

CASES = list(csv.DictReader(Path(__file__).with_name("modality_cases.tsv").open(encoding="utf8"), delimiter="\t"))
FLOOR = 0.97
"""Share of the suite that must stand; what fails is listed in KNOWN."""
KNOWN: frozenset[str] = frozenset()


@pytest.fixture(scope="module")
def parsed(nlp: Language, pack: Pack) -> dict[str, Doc]:
    texts = sorted({case["text"] for case in CASES})
    documents = (Document(id=f"doc-{i}", uri=f"{i}", text=text) for i, text in enumerate(texts))
    return dict(zip(texts, parse_documents(nlp, DocMaker(nlp, pack), documents), strict=True))


def word(doc: Doc, text: str) -> Token:
    return next(token for token in doc if token.text == text)


def read(case: dict[str, str], parsed: dict[str, Doc], pack: Pack) -> Modality:
    doc = parsed[case["text"]]
    return reader_of(pack).read(word(doc, case["word"]))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["construction"])
def test_case(case: dict[str, str], parsed: dict[str, Doc], pack: Pack) -> None:
    if case["construction"] in KNOWN:
        pytest.xfail("a construction the rules do not read yet")
    found = read(case, parsed, pack)
    assert found.assertion == case["assertion"]
    if case["condition"]:
        doc = parsed[case["text"]]
        assert found.condition is not None
        assert doc[found.condition[0] : found.condition[1] + 1].text == case["condition"]


def test_suite_is_wide() -> None:
    assert len({case["construction"] for case in CASES}) >= 80
    assert {case["assertion"] for case in CASES} == {
        "asserted", "planned", "conditional", "hypothetical", "negated", "denied", "accused", "reported",
    }  # fmt: skip
    assert len(KNOWN) <= len(CASES) * (1 - FLOOR)


def test_every_governor_is_read_once(pack: Pack) -> None:
    seen: set[tuple[str, str]] = set()
    for governor in pack.table("modality", ModalityTable).governors:
        for entry in ((w, t) for w in governor.words for t in governor.takes):
            assert entry not in seen, entry
            seen.add(entry)


def test_governor_is_named(nlp: Language, pack: Pack) -> None:
    doc = nlp("Le Tchad accuse le Soudan d'armer les rebelles.")
    found = reader_of(pack).read(word(doc, "armer"))
    assert found.governor is not None
    assert doc[found.governor].text == "accuse"


def test_no_word_that_the_table_or_its_ending_makes_a_verb_is_passed_over(pack: Pack) -> None:
    reader = reader_of(pack)
    assert all(map(reader.may_be_verb, reader.forms))
    assert reader.may_be_verb("bombardant")
    assert not reader.may_be_verb("ambassadeur")
