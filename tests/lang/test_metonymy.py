"""The cases of lang/fr/metonymy.toml."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pourparlers.annotate.metonymy import MetonymyCase, MetonymyTable
from pourparlers.knowledge.model import KnowledgeBase
from pourparlers.lang.pack import Pack, load_pack
from who import Link, make_link

CASES = load_pack("fr").table("metonymy", MetonymyTable).cases


@pytest.fixture(scope="module")
def link(nlp: Language, pack: Pack, kb: KnowledgeBase) -> Link:
    return make_link(nlp, pack, kb)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.text)
def test_case(link: Link, case: MetonymyCase) -> None:
    assert link(case.text).is_venue(case.name) is case.venue
