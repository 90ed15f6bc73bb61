"""Those without a name who do a deed, and the near-misses in which nobody does one."""

from __future__ import annotations

import pytest

from pourparlers.extract.read import Reader
from pourparlers.merge.build import build_record
from pourparlers.types import Document


def deeds_of(text: str, reader: Reader) -> list[tuple[str, list[str | None]]]:
    reading = reader.read(Document(id="doc-test", uri="test", text=text, language="fr"))
    record = build_record([reading], program="test", pack="p", knowledge="k")
    known = {a.id: a.name.fr for a in record.actors}
    return [(e.event_type, [known[a] for a in e.actor]) for e in record.events]


@pytest.mark.parametrize(
    ("text", "kind", "doer"),
    [
        ("Des hommes armés ont enlevé un prêtre à Bagdad.", "ASSAULT", "Des hommes armés"),
        ("Des inconnus ont tué deux gendarmes.", "ASSAULT", "Des inconnus"),
        ("Plusieurs milliers de personnes ont défilé samedi.", "PROTEST", "Plusieurs milliers de personnes"),
        ("Des soldats ont pris le contrôle de la radio.", "COERCE", "Des soldats"),
        ("Un Casque bleu a été blessé mardi par des manifestants.", "ASSAULT", "des manifestants"),
        ("La police a instauré un couvre-feu.", "COERCE", "La police"),
    ],
)
def test_nameless_doers_are_kept(text: str, kind: str, doer: str, reader: Reader) -> None:
    assert (kind, [doer]) in deeds_of(text, reader)


@pytest.mark.parametrize(
    "text",
    [
        "Les deux hommes ont attaqué le sujet de front.",
        "Des soldats ont défilé samedi.",
        "Des avalanches ont tué deux gendarmes.",
        "Il est possible que ses soldats aient aidé des exilés à franchir les barbelés.",
    ],
)
def test_others_do_nothing(text: str, reader: Reader) -> None:
    assert deeds_of(text, reader) == []


def test_by_what_one_answers(reader: Reader) -> None:
    assert ("ASSAULT", ["Israël"]) in deeds_of("Israël a riposté par des frappes sur le sud du Liban.", reader)
    assert ("ASSAULT", ["Israël"]) not in deeds_of("Israël a été surpris par des frappes sur le sud du Liban.", reader)


def test_days_that_are_given(reader: Reader) -> None:
    given = "La Somalie a donné sept jours aux diplomates kényans pour partir."
    assert [kind for kind, _ in deeds_of(given, reader)] == ["SANCTION"]
