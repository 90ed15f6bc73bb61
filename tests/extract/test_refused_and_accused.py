"""Whose a refusal is, and what an accusation of a thing not done tells."""

from __future__ import annotations

import pytest

from attributed import linked, names
from pourparlers.extract.events import find_events
from pourparlers.extract.positions.stances import find_stances


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        ("Refus de Tunis, le 8 mars, de la médiation algérienne.", ["Tunisie"]),
        ("Refus de la Tunisie de signer ce texte.", ["Tunisie"]),
    ],
)
def test_holders_of_a_refusal(text: str, holders: list[str]) -> None:
    doc, layers, pack = linked(text)
    (taken,) = [t for t in find_stances(doc, pack=pack) if t.stance == "refusal"]
    assert sorted(names(layers, taken.holders)) == holders


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Le Laos accuse le Vietnam de ne pas avoir retiré ses chars.", False),
        ("Le Laos accuse le Vietnam d'avoir retiré ses chars.", True),
    ],
)
def test_what_was_not_done_is_no_event(text: str, told: bool) -> None:
    doc, _, pack = linked(text)
    assert any(d.fact.event_type == "RETREAT" for d in find_events(doc, pack=pack)) is told
