"""Runs of capitalised words."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pourparlers.annotate.names import is_plural_title, name_run, title_before
from pourparlers.extract.read import Reader
from pourparlers.types import Document


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Selon Mamadou Diarra, tout va bien.", "Mamadou Diarra"),
        ("Selon Abdel-Karim Musatta, tout va bien.", "Abdel-Karim Musatta"),
        ("Selon Ahmed ould Tahari, tout va bien.", "Ahmed ould Tahari"),
    ],
)
def test_run(nlp: Language, text: str, name: str) -> None:
    doc = nlp(text)
    assert doc[1 : name_run(doc, 1)].text == name


def test_no_run(nlp: Language) -> None:
    assert name_run(nlp("la paix"), 0) == 0


def test_title(nlp: Language) -> None:
    doc = nlp("avec Mme Durandeau")
    assert title_before(doc, 2) == (1, "f")
    assert title_before(doc, 1) == (1, "")
    assert not is_plural_title(doc, 1)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Le général yéménite Turki al-Maliki a parlé.", "Turki al-Maliki"),
        ("Ali Hassan et Moussaïd al-Aïban se sont rencontrés.", "Moussaïd al-Aïban"),
    ],
)
def test_an_arabic_article_and_a_reflexive_verb_do_not_cut_a_name(reader: Reader, text: str, name: str) -> None:
    document = Document(id="doc", uri="test", text=text, language="fr")
    assert name in {actor.name.fr for actor in reader.read(document).actors}


def test_a_site_is_nobody(reader: Reader) -> None:
    text = "Un médecin de l'hôpital Al-Nao raconte : « Tout manque. » Le directeur de l'hôpital, Ahmed Bashir, se tait."
    actors = reader.read(Document(id="doc", uri="test", text=text, language="fr")).actors
    assert "Ahmed Bashir" in {a.name.fr for a in actors}
    assert "Al-Nao" not in {a.name.fr for a in actors}
