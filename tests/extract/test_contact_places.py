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
        ("Emmanuel Macron a revu mardi Olaf Scholz dans son quartier général assiégé de Ramallah.", "Ramallah"),
        ("Emmanuel Macron a revu mardi Olaf Scholz dans les bureaux de la délégation.", None),
        ("Emmanuel Macron s'est entretenu mardi à l'aéroport avec Olaf Scholz.", None),
        # where one goes for it, not where one was
        ("Emmanuel Macron a vu mardi Olaf Scholz, deux jours après avoir célébré le vote à Bonn.", None),
        ("Emmanuel Macron ira mardi à Rome, avant de gagner Berlin pour un dîner avec Olaf Scholz.", "Berlin"),
        # told to be in the country of the other
        ("« Allons », a lancé mardi Emmanuel Macron à Berlin. Il avait été reçu par Olaf Scholz.", "Berlin"),
        ("Emmanuel Macron était mardi à Berlin. Il a été reçu par Olaf Scholz.", "Berlin"),
        ("Emmanuel Macron était mardi à Berlin. Il a été reçu par Mario Draghi.", None),
        # another has been there, but it is the host's own capital; another host is at home elsewhere
        ("Boris Johnson était mardi à Berlin. Emmanuel Macron a été reçu par Olaf Scholz.", "Berlin"),
        ("Boris Johnson était mardi à Berlin. Emmanuel Macron a été reçu par Alexander De Croo.", None),
        # a relative ends at the comma before the main verb
        ("Emmanuel Macron, qui avait vu Olaf Scholz, a déploré mercredi l'attaque survenue à Kiev.", None),
        ("Emmanuel Macron, qui avait vu à Bonn Olaf Scholz, a déploré l'attaque survenue à Kiev.", "Bonn"),
        # "face" of "face à face" governs no place, that of "face à" does
        ("Emmanuel Macron et Olaf Scholz se sont retrouvés face à face mardi à Lima.", "Lima"),
        ("Emmanuel Macron et Olaf Scholz ont eu un entretien sur l'attitude à tenir face à Lima.", None),
        ("Le face à face depuis un an attendu entre Emmanuel Macron et Olaf Scholz a eu lieu lundi à Bonn.", "Bonn"),
        # who met at a gathering met where it was; after it, anywhere
        ("Au G20 de Rome, Emmanuel Macron a vu Olaf Scholz.", "Rome"),
        ("Lors du sommet de Riga, Emmanuel Macron avait vu Olaf Scholz.", "Riga"),
        ("Après le sommet de Riga, Emmanuel Macron a vu Olaf Scholz.", None),
        # a place that opens the sentence is where those were who go on with it
        ("À Varna, Emmanuel Macron et Olaf Scholz achèvent leur dîner.", "Varna"),
        ("À Varna, Emmanuel Macron a salué l'entretien d'Olaf Scholz avec Mario Draghi.", None),
        # where it was judged it was not held
        ("Emmanuel Macron a vu Olaf Scholz : un entretien critiqué à Varsovie.", None),
        # the host's own town, where the dispatch is written or plays
        ("PARIS - La presse s'en étonne. Emmanuel Macron avait reçu mardi Olaf Scholz.", "Paris"),
        ("La foule a défilé lundi à Paris. Emmanuel Macron, qui a reçu mardi Olaf Scholz, se tait.", "Paris"),
        ("La foule a défilé lundi à Lyon. Emmanuel Macron, qui a reçu mardi Olaf Scholz, se tait.", None),
        ("La foule a défilé à Paris. En marge du sommet, Emmanuel Macron a reçu mardi Olaf Scholz.", None),
        ("La foule a défilé à Lyon et à Paris. Emmanuel Macron, qui a reçu Olaf Scholz, se tait.", None),
        ("RIYAD - L'accueil fut bref. Arrivé mardi, Emmanuel Macron avait été reçu par Mohammed ben Salmane.", "Riyad"),
        # where two of them have just done something together
        (
            "Olaf Scholz et Mario Draghi ont approuvé lundi à Bonn le plan. Emmanuel Macron avait d'abord reçu "
            "Olaf Scholz et Mario Draghi.",
            "Bonn",
        ),
        ("Olaf Scholz a approuvé lundi à Bonn le plan. Emmanuel Macron avait d'abord vu Mario Draghi.", None),
        # "y": no town of which only a paper is
        (
            "Les discussions ont repris à Doha. « Rien n'est acquis », écrit un quotidien de Bogota. Emmanuel Macron y "
            "verra mardi Olaf Scholz.",
            "Doha",
        ),
        ("Le Maroc et l'Algérie se sont parlé mercredi au Palais des Nations.", "Genève"),
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
        ("Emmanuel Macron est attendu mardi à Ankara. Il espère être reçu par Recep Tayyip Erdogan.", "Ankara",
         "mardi"),
        ("Emmanuel Macron a reporté lundi une visite à Ankara. Il devait être reçu mardi par Recep Tayyip Erdogan.",
         "Ankara", "mardi"),
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
