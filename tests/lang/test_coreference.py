"""The cases of lang/fr/coreference.toml."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pourparlers.annotate.coreference_table import CoreferenceCase, CoreferenceTable
from pourparlers.knowledge.model import KnowledgeBase
from pourparlers.lang.pack import Pack, load_pack
from who import Link, make_link

CASES = load_pack("fr").table("coreference", CoreferenceTable).cases


@pytest.fixture(scope="module")
def link(nlp: Language, pack: Pack, kb: KnowledgeBase) -> Link:
    return make_link(nlp, pack, kb)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.text)
def test_case(link: Link, case: CoreferenceCase) -> None:
    linked = link(case.text, case.day)
    mention = linked.mention(case.words, exact=True)
    assert (mention.actors if mention is not None else ()) == case.actors
