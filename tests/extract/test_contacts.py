"""Contacts: the executed cases of lang/fr/contacts.toml, through the real pipeline."""

from __future__ import annotations

import pytest

from pourparlers.drafts import ContactDraft
from pourparlers.extract.contacts.contact_table import ContactCase, ContactTable, DetailCase
from pourparlers.extract.exchange_table import ExchangeCase, ExchangeTable
from pourparlers.extract.read import Reader
from pourparlers.ids import make_id
from pourparlers.lang.pack import load_pack
from pourparlers.types import Document, Published

CASES = load_pack("fr").table("contacts", ContactTable).cases
DETAILS = load_pack("fr").table("contacts", ContactTable).details.cases
EXCHANGES = load_pack("fr").table("exchanges", ExchangeTable).cases


def told(draft: ContactDraft) -> str:
    fact = draft.fact
    place = f" @ {fact.place.name.fr}" if fact.place else ""
    return f"{fact.kind} {fact.status} {' '.join(sorted(p.actor for p in fact.participants))}{place}"


def a_document(text: str) -> Document:
    published = Published(value="2022-02-10", basis="metadata")
    return Document(id=make_id("doc", text), uri="test", text=text, language="fr", published=published)


@pytest.mark.parametrize("case", CASES, ids=[c.text[:60] for c in CASES])
def test_each_case_tells_its_contacts_and_no_other(reader: Reader, case: ContactCase) -> None:
    reading = reader.read(a_document(case.text))
    assert sorted(told(c) for c in reading.contacts if c.fact.kind != "exchange") == sorted(case.contacts)


@pytest.mark.parametrize("case", DETAILS, ids=[c.text[:60] for c in DETAILS])
def test_each_case_tells_how_long_about_what_and_what_came_of_it(reader: Reader, case: DetailCase) -> None:
    (contact,) = reader.read(a_document(case.text)).contacts
    fact = contact.fact
    assert (fact.duration or "", fact.topics) == (case.duration, case.topics)
    assert tuple(s.text for s in fact.outcome) == case.outcome


@pytest.mark.parametrize("case", EXCHANGES, ids=[c.text[:60] for c in EXCHANGES])
def test_each_case_tells_an_exchange_or_none(reader: Reader, case: ExchangeCase) -> None:
    reading = reader.read(a_document(case.text))
    told = [c.fact for c in reading.contacts if c.fact.kind == "exchange"]
    assert bool(told) is case.exchange
    if case.who:
        (fact,) = told
        ends = ({p.actor for p in fact.participants if p.part == part} for part in ("sender", "recipient"))
        assert " > ".join(" ".join(sorted(end)) for end in ends) == case.who


def test_the_day_of_another_deed_does_not_date_a_contact(reader: Reader) -> None:
    text = (
        "Antony Blinken a obtenu du président turc, Recep Tayyip Erdogan, une suspension de l'offensive lancée le 9 "
        "octobre dans le nord, après quatre heures d'entretiens au palais."
    )
    (contact,) = reader.read(a_document(text)).contacts
    assert contact.time is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("La rencontre entre Antony Blinken et Sergueï Lavrov, prévue vendredi à Genève, a été reportée au 28 février.",
         "28 février"),
        ("Le sommet entre l'Iran et l'Arabie saoudite prévu lundi à Bagdad est repoussé à jeudi.", "jeudi"),
        ("La rencontre entre Antony Blinken et Sergueï Lavrov, prévue vendredi, a été reportée sine die.", "vendredi"),
        ("Antony Blinken a reporté vendredi sa rencontre avec Sergueï Lavrov.", None),
    ],
)  # fmt: skip
def test_what_is_put_off_takes_its_new_day_or_else_the_old(reader: Reader, text: str, day: str | None) -> None:
    reading = reader.read(a_document(text))
    (contact,) = reading.contacts
    assert contact.fact.status == "postponed"
    assert (None if contact.time is None else reading.times[contact.time].text) == day


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Emmanuel Macron a reçu lundi Olaf Scholz, mardi Mario Draghi.", ["lundi", "mardi"]),
        ("Antony Blinken s'est entretenu avec Yair Lapid lundi et avec Naftali Bennett mardi.", ["lundi", "mardi"]),
        ("Antonio Guterres a rencontré Mohamed Bazoum, le président renversé le 26 juillet.", [None]),
        ("Joe Biden a reçu Ismail Haniyeh, vainqueur du scrutin du 25 janvier.", [None]),
        ("Aleksandar Vucic et Albin Kurti se sont vus lundi pour appliquer le plan accepté à Bruxelles le 27 février.",
         ["lundi"]),
        ("L'Otan, réunie mardi à la demande d'Ankara, appelle au calme.", ["mardi"]),
        ("Le calme dure depuis mars. Le 12 mai, Joe Biden a reçu Olaf Scholz.", ["12 mai"]),
        ("Vendredi soir, Joe Biden et Vladimir Poutine ont eu un entretien téléphonique.", ["Vendredi soir"]),
        ("Olaf Scholz et Xi Jinping se sont vus mardi à Bali. M. Scholz a ensuite reçu Mario Draghi.",
         ["mardi", "mardi"]),
    ],
)  # fmt: skip
def test_each_contact_has_its_own_day(reader: Reader, text: str, days: list[str | None]) -> None:
    reading = reader.read(a_document(text))
    told_days = [None if c.time is None else reading.times[c.time].text for c in reading.contacts]
    assert told_days == days


@pytest.mark.parametrize(
    ("text", "status", "certainty"),
    [
        ("Dmitri Peskov a annoncé que Vladimir Poutine rencontrerait lundi Joe Biden.", "planned", "asserted"),
        ("Vladimir Poutine rencontrerait lundi Joe Biden, selon la presse.", "planned", "conditional"),
        ("Vladimir Poutine aurait rencontré lundi Joe Biden.", "held", "conditional"),
    ],
)
def test_the_future_of_a_past_is_not_the_conditional_of_the_press(
    reader: Reader, text: str, status: str, certainty: str
) -> None:
    (contact,) = reader.read(a_document(text)).contacts
    assert (contact.fact.status, contact.certainty) == (status, certainty)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Antony Blinken a retrouvé mardi à Doha des opposants afghans.", "des opposants afghans"),
        ("Antony Blinken a reçu mardi des opposants.", "opposants"),
        (
            "Antony Blinken s'est entretenu mardi à Minsk avec les chefs de l'opposition syrienne.",
            "opposition syrienne",
        ),
        ("Antony Blinken a rencontré mardi à Minsk les dirigeants de l'opposition.", "dirigeants de l'opposition"),
        ("Antony Blinken a rencontré mardi à Abuja les chefs rebelles du Darfour.", "chefs rebelles du Darfour"),
    ],
)
def test_those_who_are_a_side_by_what_they_are_need_no_state(reader: Reader, text: str, name: str) -> None:
    reading = reader.read(a_document(text))
    (contact,) = reading.contacts
    names = {actor.id: actor.name.fr for actor in reading.actors}
    assert {names[p.actor] for p in contact.fact.participants} == {"Antony Blinken", name}
