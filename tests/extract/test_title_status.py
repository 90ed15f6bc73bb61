"""A contact that a title only names stands as the text below tells it."""

from __future__ import annotations

import pytest

from pourparlers.extract.read import Reader
from pourparlers.ids import make_id
from pourparlers.lang.pack import load_pack
from pourparlers.text.analyse import analyse_text
from pourparlers.types import Document, Published

CASES = {
    "Sommet Zelensky-Poutine à Rome\n\nLe sommet entre le président ukrainien Volodymyr Zelensky et le président russe "
    "Vladimir Poutine se tiendra mardi à Rome, a annoncé le Kremlin.": ["planned", "planned"],
    "Sommet Russie-Ukraine à Rome\n\nLe sommet entre le président ukrainien Volodymyr Zelensky et le président russe "
    "Vladimir Poutine a été annulé.": ["cancelled", "cancelled"],
    "Rencontre entre Emmanuel Macron et Olaf Scholz à Rome\n\nEmmanuel Macron et Olaf Scholz se sont rencontrés "
    "dimanche à Rome. Ils se reverront mardi à Paris.": ["held", "held", "planned"],
    "Rencontre entre Emmanuel Macron et Olaf Scholz à Rome\n\nEmmanuel Macron et Joe Biden se rencontreront mardi à "
    "Paris.": ["held", "planned"],
}


@pytest.mark.parametrize("text", CASES)
def test_a_bare_title_stands_as_the_text_below_tells_it(reader: Reader, text: str) -> None:
    published = Published(value="2022-02-10", basis="metadata")
    document = Document(id=make_id("doc", text), uri="test", text=text, language="fr", published=published)
    reading = reader.read(analyse_text(document, pack=load_pack("fr")))
    assert [d.fact.status for d in reading.contacts] == CASES[text]
