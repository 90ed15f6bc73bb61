"""A dateline in a capital tells whose offices go without a name; elsewhere, and beside a complement, nothing does."""

from __future__ import annotations

import pytest

from attributed import attributed, make_reader
from pourparlers.annotate.layers import layers_of

PARIS, GENEVA = "Paris, le 11 mars 2024", "Genève, le 11 mars 2024"
CASES = [
    (PARIS, "Le président de la République a reçu Olaf Scholz.", "Le président de la République", "emmanuel-macron"),
    (PARIS, "Le ministre de la Défense a vu Joe Biden.", "Le ministre de la Défense", "sebastien-lecornu"),
    (PARIS, "Joe Biden a parlé. Le président a souri.", "Le président", "joe-biden"),
    (GENEVA, "Le président de la République a reçu Olaf Scholz.", "Le président de la République", None),
    (PARIS, "Le Premier ministre de Syldavie a reçu Olaf Scholz.", "Le Premier ministre", None),
    (PARIS, "Le Premier ministre de Syldavie a reçu Olaf Scholz.", "Paris", None),
]  # fmt: skip


@pytest.mark.parametrize(("dateline", "text", "words", "actor"), CASES)
def test_whose_office(dateline: str, text: str, words: str, actor: str | None) -> None:
    doc = attributed(make_reader(), f"{dateline}\n\n{text}")
    told = {"".join(t.text_with_ws for t in doc[m.start : m.end]).strip(): m for m in layers_of(doc).mentions}
    mention = told.get(words)
    assert (mention.actor if mention is not None and not mention.as_place else None) == actor
