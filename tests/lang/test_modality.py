"""modality.toml says each thing once and names only effects that the reader knows."""

from __future__ import annotations

from pourparlers.annotate.modality_table import ModalityTable
from pourparlers.lang.pack import Pack


def test_table_is_consistent(pack: Pack) -> None:
    table = pack.table("modality", ModalityTable)
    assert all(form == form.lower() for form in table.verb_forms)
    assert all(lemma.endswith(("er", "ir", "re")) for lemma in table.verb_forms.values())
    assert not set(table.occurrence.planned) & set(table.occurrence.cancelled)
    assert "tant que" in table.conditions.clause
    assert "en cas de" in table.conditions.phrase
