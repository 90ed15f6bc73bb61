"""Contacts told by what somebody does in the other's town or beside him, and the near-misses that tell none."""

from __future__ import annotations

import pytest

from pourparlers.extract.read import Reader
from pourparlers.merge.build import build_record
from pourparlers.types import Document, Published


def contacts_of(text: str, reader: Reader) -> list[tuple[str, str, str | None, set[str]]]:
    published = Published(value="2022-03-08", basis="metadata")
    document = Document(id="doc-test", uri="test", text=text, language="fr", published=published)
    record = build_record([reader.read(document)], program="test", pack="p", knowledge="k")
    known = {a.id: a.name.fr or "" for a in record.actors}
    return [
        (c.kind, c.status, c.place.name.fr if c.place else None, {known[p.actor] for p in c.participants})
        for c in record.contacts
    ]


@pytest.mark.parametrize(
    ("text", "place", "parties"),
    [
        (
            "Sergueï Lavrov a pressé mardi à Damas Bachar al-Assad de reprendre les pourparlers.",
            "Damas",
            {"Sergueï Lavrov", "Bachar al-Assad"},
        ),
        (
            "A Kiev, Boris Johnson a promis mercredi à Volodymyr Zelensky de nouveaux blindés.",
            "Kiev",
            {"Boris Johnson", "Volodymyr Zelensky"},
        ),
        (
            "Sergueï Lavrov a fait valoir mercredi à Ankara devant Mevlüt Cavusoglu que l'accord était mort.",
            "Ankara",
            {"Sergueï Lavrov", "Mevlüt Cavusoglu"},
        ),
        (
            "Aux côtés d'Emmanuel Macron, mardi à Paris, Volodymyr Zelensky a réclamé des avions.",
            "Paris",
            {"Emmanuel Macron", "Volodymyr Zelensky"},
        ),
        (
            "« C'est une ligne rouge », a prévenu Josep Borrell, mardi à Tirana, aux côtés d'Edi Rama.",
            "Tirana",
            {"Josep Borrell", "Edi Rama"},
        ),
        (
            "A Rabat, où l'attendait Nasser Bourita, Antony Blinken a salué le plan marocain.",
            "Rabat",
            {"Antony Blinken", "Nasser Bourita"},
        ),
        (
            "La réunion d'urgence s'est ouverte lundi à Nairobi. Autour de William Ruto avaient pris place Abiy Ahmed"
            " et Salva Kiir.",
            "Nairobi",
            {"William Ruto", "Abiy Ahmed", "Salva Kiir"},
        ),
        (
            "Sergueï Choïgou, pour la Russie, et Hulusi Akar, pour la Turquie, ont signé vendredi à Istanbul un accord"
            " sur les céréales.",
            "Istanbul",
            {"Sergueï Choïgou", "Hulusi Akar"},
        ),
        (
            "Rafael Grossi s'est vu offrir un dîner par Vladimir Poutine, mardi à Saint-Pétersbourg.",
            "Saint-Pétersbourg",
            {"Rafael Grossi", "Vladimir Poutine"},
        ),
        (
            "Narendra Modi a fait poser son avion à Lahore, embrassé Nawaz Sharif sur le tarmac et passé une heure"
            " dans sa maison.",
            "Lahore",
            {"Narendra Modi", "Nawaz Sharif"},
        ),
        ("Les dirigeants du G7 ont dîné dimanche à Hiroshima.", "Hiroshima", {"G7"}),
        (
            "Emmanuel Macron a interrogé Vladimir Poutine, rencontré en 2017 à Versailles, sur la Syrie.",
            "Versailles",
            {"Emmanuel Macron", "Vladimir Poutine"},
        ),
    ],
)
def test_a_deed_beside_another_tells_that_they_met(reader: Reader, text: str, place: str, parties: set[str]) -> None:
    assert contacts_of(text, reader) == [("meeting", "held", place, parties)]


JOURNEYS = [
    ("Antony Blinken s'est rendu mardi à Ankara, où Recep Tayyip Erdogan lui a demandé des avions.", "Ankara"),
    ("Antony Blinken était mardi à Ankara, où il a demandé à Recep Tayyip Erdogan des bases.", "Ankara"),
    ("A Ankara, où Recep Tayyip Erdogan l'a félicité, Antony Blinken a vanté l'accord.", "Ankara"),
    ("Antony Blinken est venu mardi à Ankara promettre à Recep Tayyip Erdogan des avions.", "Ankara"),
    ("Antony Blinken a profité mardi de son passage à Ankara pour presser Recep Tayyip Erdogan d'agir.", "Ankara"),
    ("En visite à Ankara, Antony Blinken a demandé mardi à Recep Tayyip Erdogan de lever son veto.", "Ankara"),
    ("A Ankara, Antony Blinken a présenté mardi un plan de paix à Recep Tayyip Erdogan.", "Ankara"),
    (
        "Antony Blinken a assuré mardi à Recep Tayyip Erdogan, en marge d'une conférence à Lisbonne, de son appui.",
        "Lisbonne",
    ),
    ("Antony Blinken a décoré mardi à Lisbonne Recep Tayyip Erdogan.", "Lisbonne"),
]


@pytest.mark.parametrize(("text", "place"), JOURNEYS)
def test_a_deed_on_a_journey_is_done_to_his_host(reader: Reader, text: str, place: str) -> None:
    assert contacts_of(text, reader) == [("meeting", "held", place, {"Antony Blinken", "Recep Tayyip Erdogan"})]


@pytest.mark.parametrize(
    "text",
    [
        "Antony Blinken s'est rendu mardi à Ankara. Il y a pressé Recep Tayyip Erdogan de lever son veto.",
        "Antony Blinken s'est rendu mardi à Ankara et a demandé à Recep Tayyip Erdogan de lever son veto.",
        "Antony Blinken, de passage mardi à Ankara, a remercié Recep Tayyip Erdogan de sa médiation.",
    ],
)
def test_a_journey_and_what_is_done_there_are_two(reader: Reader, text: str) -> None:
    held = ("meeting", "held", "Ankara", {"Antony Blinken", "Recep Tayyip Erdogan"})
    assert held in contacts_of(text, reader)


def test_what_a_journey_to_come_is_for_is_planned(reader: Reader) -> None:
    text = "Antony Blinken ira vendredi à Ankara assurer Recep Tayyip Erdogan de son soutien."
    assert contacts_of(text, reader) == [("meeting", "planned", "Ankara", {"Antony Blinken", "Recep Tayyip Erdogan"})]


@pytest.mark.parametrize(
    "text",
    [
        "Antony Blinken s'est rendu mardi à Ankara. Il avait demandé dès lundi à Recep Tayyip Erdogan de céder.",
        "Antony Blinken s'est rendu mardi à Ankara après avoir promis à Recep Tayyip Erdogan des avions.",
        "Antony Blinken s'est rendu mardi à Ankara. Il a demandé à Vladimir Poutine de libérer les otages.",
        "Antony Blinken ne s'est pas rendu mardi à Ankara et a demandé à Recep Tayyip Erdogan de patienter.",
        "Antony Blinken a renoncé à se rendre à Ankara pour assurer Recep Tayyip Erdogan de son soutien.",
        "Avant sa visite à Ankara, Antony Blinken a demandé à Recep Tayyip Erdogan de lever son veto.",
        "Attendu à Ankara, Antony Blinken a demandé à Recep Tayyip Erdogan de lever son veto.",
        "Antony Blinken a évoqué Ankara, où Recep Tayyip Erdogan lui a demandé de céder.",
        "En marge du sommet de Madrid, Joe Biden a exhorté Vladimir Poutine à se retirer.",
        "En marge du sommet de Madrid, Joe Biden a rappelé que Recep Tayyip Erdogan avait promis à Jens Stoltenberg"
        " de céder.",
        "Antony Blinken n'a pas profité de sa visite à Ankara pour presser Recep Tayyip Erdogan.",
        "En marge de sa visite à Alger, Emmanuel Macron a remercié Recep Tayyip Erdogan.",
        "A Moscou, Boris Johnson a présenté un ouvrage sur l'hommage à Vladimir Poutine.",
    ],
)
def test_what_is_not_done_on_the_journey_tells_no_meeting(reader: Reader, text: str) -> None:
    assert [c for c in contacts_of(text, reader) if c[0] == "meeting" and c[1] in {"held", "planned"}] == []


def test_a_town_is_no_recipient_where_a_person_is(reader: Reader) -> None:
    text = "Josep Borrell a remis samedi à Vienne à Hossein Amir-Abdollahian la réponse américaine."
    assert {c[0] for c in contacts_of(text, reader)} == {"meeting", "exchange"}
    assert all(c[3] == {"Josep Borrell", "Hossein Amir-Abdollahian"} for c in contacts_of(text, reader))


@pytest.mark.parametrize(
    "text",
    [
        "Joe Biden a pressé mardi à Washington Vladimir Poutine de libérer les otages.",  # nobody is at the other's
        "Benyamin Netanyahou a demandé mardi à Jérusalem à Antony Blinken des munitions.",
        "Antonio Guterres a exhorté mardi à New York Joe Biden à payer.",  # a rostrum
        "Emmanuel Macron a exhorté mardi Vladimir Poutine à retirer ses troupes de Kiev.",
        "Dans une lettre, Joe Biden a demandé mardi à Jérusalem à Benyamin Netanyahou d'attendre.",
        "Dans son bureau, Emmanuel Macron a promis par texto à Volodymyr Zelensky des avions.",
        "Joe Biden n'a pas demandé mardi à Jérusalem à Benyamin Netanyahou une trêve.",
        "Joe Biden pourrait demander mardi à Jérusalem à Benyamin Netanyahou une trêve.",
        "A Moscou, où l'on doute, Emmanuel Macron a promis à Vladimir Poutine une rencontre.",
        "Emmanuel Macron a promis mardi à Paris de rester aux côtés de Volodymyr Zelensky.",
        "Aux côtés de Joe Biden dans cette affaire, Emmanuel Macron a réclamé mardi à Paris des sanctions.",
        "Autour de Vladimir Poutine se trouvaient mardi Sergueï Lavrov et Sergueï Choïgou.",
        "A Moscou, où l'attendait Vladimir Poutine, Emmanuel Macron n'est jamais arrivé.",
        "Les dirigeants du G7 ont dîné séparément dimanche à Hiroshima.",
        "Rafael Grossi s'est vu refuser une audience par Vladimir Poutine.",
        "Emmanuel Macron a critiqué samedi Olaf Scholz ; dimanche, c'était Giorgia Meloni.",
    ],
)
def test_what_is_said_from_afar_or_figuratively_tells_none(reader: Reader, text: str) -> None:
    assert [c for c in contacts_of(text, reader) if c[1] == "held"] == []


def test_each_of_a_row_of_days_and_participles_has_its_own_contact(reader: Reader) -> None:
    row = "Emmanuel Macron a appelé samedi Olaf Scholz ; dimanche, c'était Giorgia Meloni."
    assert {"Emmanuel Macron", "Olaf Scholz"} in [c[3] for c in contacts_of(row, reader)]
    assert {"Emmanuel Macron", "Giorgia Meloni"} in [c[3] for c in contacts_of(row, reader)]
    participles = "Emmanuel Macron a appelé mardi Joe Biden, rencontré lundi à Rome Olaf Scholz et promis une aide."
    assert all(c[3] != {"Emmanuel Macron", "Joe Biden"} or c[0] == "call" for c in contacts_of(participles, reader))


@pytest.mark.parametrize(
    ("text", "status", "place"),
    [
        ("Wang Yi a débarqué lundi à Pyongyang.", "held", "Pyongyang"),
        ("Wang Yi a posé lundi le pied à Pyongyang.", "held", "Pyongyang"),
        ("Wang Yi est reparti lundi pour Pyongyang.", "held", "Pyongyang"),
        ("Wang Yi prendra jeudi l'avion pour Pyongyang.", "planned", "Pyongyang"),
        ("Wang Yi, attendu jeudi à Pyongyang, a fixé des lignes rouges.", "planned", "Pyongyang"),
        ("Attendu jeudi à Pyongyang, Wang Yi a fixé des lignes rouges.", "planned", "Pyongyang"),
        ("Viktor Orban était lundi à Pyongyang.", "held", "Pyongyang"),
    ],
)
def test_journeys_are_told_by_arrivals_and_departures(reader: Reader, text: str, status: str, place: str) -> None:
    ((kind, told, town, _),) = contacts_of(text, reader)
    assert (kind, told, town) == ("visit", status, place)


@pytest.mark.parametrize(
    "text",
    [
        "Les soldats russes ont débarqué lundi à Odessa.",
        "Wang Yi, attendu au tournant à Tokyo, a biaisé.",
        "Un verdict est attendu jeudi à La Haye.",
        "Le train d'Antony Blinken, attendu mardi à Kiev, a du retard.",
        "Les chars promis par Olaf Scholz, attendus mardi à Kiev, tardent.",
        "Attendu mardi à Kiev, Antony Blinken n'est finalement pas venu.",
        "Les négociateurs attendus lundi à Rome sont prudents.",
    ],
)
def test_what_is_no_journey_is_none(reader: Reader, text: str) -> None:
    assert contacts_of(text, reader) == []


@pytest.mark.parametrize(("tense", "status"), [("sera", "planned"), ("était", "held")])
def test_who_goes_on_from_his_host_does_not_take_him_along(reader: Reader, tense: str, status: str) -> None:
    text = f"Antony Blinken {tense} jeudi à Rabat, chez le roi Mohammed VI, puis vendredi à Alger."
    told = contacts_of(text, reader)
    assert ("meeting", status, "Rabat", {"Antony Blinken", "Mohammed VI"}) in told
    assert ("visit", status, "Alger", {"Antony Blinken", "Algérie"}) in told
