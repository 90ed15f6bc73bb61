"""The cases of lang/fr/coreference.toml."""

from __future__ import annotations

import pytest

from pourparlers.annotate.coreference_table import CoreferenceCase, CoreferenceTable
from pourparlers.lang.pack import load_pack
from who import Link

CASES = load_pack("fr").table("coreference", CoreferenceTable).cases


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.text)
def test_case(link: Link, case: CoreferenceCase) -> None:
    linked = link(case.text, case.day)
    mention = linked.mention(case.words, exact=True)
    assert (mention.actors if mention is not None else ()) == case.actors
