"""The cases of lang/fr/metonymy.toml."""

from __future__ import annotations

import pytest

from pourparlers.annotate.metonymy_table import MetonymyCase, MetonymyTable
from pourparlers.lang.pack import load_pack
from who import Link

CASES = load_pack("fr").table("metonymy", MetonymyTable).cases


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.text)
def test_case(link: Link, case: MetonymyCase) -> None:
    assert link(case.text).is_venue(case.name) is case.venue
