"""The cases of lang/fr/sentences.toml."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pourparlers.annotate.pipeline import DocMaker, parse_documents
from pourparlers.annotate.sentence_table import SentenceCase, SentenceTable
from pourparlers.lang.pack import Pack, load_pack
from pourparlers.types import Document

CASES = load_pack("fr").table("sentences", SentenceTable).cases


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.text)
def test_case(nlp: Language, pack: Pack, case: SentenceCase) -> None:
    (doc,) = parse_documents(nlp, DocMaker(nlp, pack), [Document(id="d", uri="d.txt", text=case.text)])
    assert tuple(sent.text.strip() for sent in doc.sents) == case.sentences
