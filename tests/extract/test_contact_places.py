"""The place of a contact: its town, the house of its host, where one of its parties has just been told to be."""

from __future__ import annotations

import pytest

from pourparlers.extract.read import Reader
from pourparlers.ids import make_id
from pourparlers.types import Document, Published


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Olaf Scholz et Emmanuel Macron se sont vus mardi dans la ville suisse de Genève.", "Genève"),
        ("Recep Tayyip Erdogan a reçu mardi Emmanuel Macron au palais présidentiel.", "Ankara"),
        # the chancellery is its head's alone: that of another would be anybody's
        ("Olaf Scholz a reçu mardi Emmanuel Macron à la chancellerie.", "Berlin"),
        ("Annalena Baerbock a reçu mardi Emmanuel Macron à la chancellerie.", None),
        ("Recep Tayyip Erdogan et Emmanuel Macron se sont vus mardi au palais présidentiel.", "palais présidentiel"),
        ("Olaf Scholz a reçu mardi Emmanuel Macron à Baden-Baden.", "Baden-Baden"),
        ("Emmanuel Macron a reçu mardi Olaf Scholz au château de Versailles.", "Versailles"),
        # told to be in the country of the other
        ("« Allons », a lancé mardi Emmanuel Macron à Berlin. Il avait été reçu par Olaf Scholz.", "Berlin"),
        ("Emmanuel Macron était mardi à Berlin. Il a été reçu par Olaf Scholz.", "Berlin"),
        ("Emmanuel Macron était mardi à Berlin. Il a été reçu par Mario Draghi.", None),
        ("Boris Johnson était mardi à Berlin. Emmanuel Macron a été reçu par Olaf Scholz.", None),
        # a relative ends at the comma before the main verb
        ("Emmanuel Macron, qui avait vu Olaf Scholz, a déploré mercredi l'attaque survenue à Kiev.", None),
        ("Emmanuel Macron, qui avait vu à Bonn Olaf Scholz, a déploré l'attaque survenue à Kiev.", "Bonn"),
    ],
)
def test_the_place_of_a_contact(reader: Reader, text: str, place: str | None) -> None:
    published = Published(value="2022-02-10", basis="metadata")
    document = Document(id=make_id("doc", text), uri="test", text=text, language="fr", published=published)
    (contact,) = [c.fact for c in reader.read(document).contacts if c.fact.kind != "visit"]
    assert (contact.place.name.fr if contact.place else None) == place


@pytest.mark.parametrize(
    ("text", "where", "day"),
    [
        ("Emmanuel Macron est attendu mardi à Ankara. Il sera reçu par Recep Tayyip Erdogan.", "Ankara", "mardi"),
        ("Emmanuel Macron est attendu mardi à Ankara. Recep Tayyip Erdogan devait le recevoir.", "Ankara", "mardi"),
        ("Emmanuel Macron est attendu mardi à Ankara. Il sera reçu mercredi par Recep Tayyip Erdogan.", "Ankara",
         "mercredi"),
        # another host, another guest, another journey
        ("Emmanuel Macron est attendu mardi à Oslo. Olaf Scholz doit le recevoir jeudi.", None, "jeudi"),
        ("Emmanuel Macron est attendu mardi à Berlin. Boris Johnson sera reçu jeudi par Olaf Scholz.", None, "jeudi"),
        ("Emmanuel Macron est attendu mardi à Ankara. Il sera reçu par Recep Tayyip Erdogan en juin.", None, "juin"),
        ("Emmanuel Macron est attendu mardi à Ankara, puis mercredi à Oslo. Recep Tayyip Erdogan doit le recevoir.",
         "Ankara", "mardi"),
        ("Emmanuel Macron est attendu mardi à Ankara. Il rencontrera Recep Tayyip Erdogan.", "Ankara", "mardi"),
        ("Emmanuel Macron est attendu mardi à Ankara. Il rencontrera Olaf Scholz jeudi.", None, "jeudi"),
    ],
)  # fmt: skip
def test_a_guest_is_received_where_he_is_expected(reader: Reader, text: str, where: str | None, day: str) -> None:
    document = Document(id=make_id("doc", text), uri="test", text=text, language="fr")
    reading = reader.read(document)
    (draft,) = [c for c in reading.contacts if c.fact.kind == "meeting"]
    assert (draft.fact.place.name.fr if draft.fact.place else None) == where
    assert draft.time is not None
    assert reading.times[draft.time].text == day


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Le sommet de l'Otan à Riga est fini. Emmanuel Macron a vu Olaf Scholz en marge du sommet.", "Riga"),
        ("En marge du G20 de Rome, Emmanuel Macron a vu Olaf Scholz.", "Rome"),
        ("Après le sommet de Riga, une pause. Emmanuel Macron verra Olaf Scholz en marge du sommet.", "Riga"),
        ("Après le sommet de Riga et le sommet de Lima, Emmanuel Macron a vu Olaf Scholz en marge du sommet.", None),
    ],
)
def test_where_the_occasion_is(reader: Reader, text: str, place: str | None) -> None:
    published = Published(value="2022-02-10", basis="metadata")
    document = Document(id=make_id("doc", text), uri="test", text=text, language="fr", published=published)
    contacts = [c.fact for c in reader.read(document).contacts]
    (contact,) = [c for c in contacts if {p.actor for p in c.participants} == {"emmanuel-macron", "olaf-scholz"}]
    assert (contact.place.name.fr if contact.place else None) == place
