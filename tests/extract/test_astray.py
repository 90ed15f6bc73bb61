"""Deeds and stances where the tree hangs words astray, or takes a verb for another word."""

from __future__ import annotations

import pytest

from attributed import by_text
from pourparlers.extract.events import code_events
from pourparlers.extract.positions.stances import find_stances
from pourparlers.extract.read import Reader
from pourparlers.lang.pack import Pack

DEEDS = [
    ("Ankara bloque l'entrée de la Suède dans l'Otan.", "REJECT", ("tur",), ()),
    ("Le Programme alimentaire mondial a distribué des rations à 50.000 déplacés soudanais.", "AID", None, ()),
    ("La Banque mondiale finance un pont au Népal.", "AID", None, ("npl",)),
    ("Des blindés russes convergent vers Kharkiv.", "MOBILIZE", None, ()),
    ("La junte birmane a élargi trois cents détenus.", "RETREAT", None, ()),
    ("Ankara pointe du doigt Damas.", "ACCUSE", ("tur",), ("syr",)),
]
STANCES = [
    ("Bamako veut que Paris rapatrie ses soldats.", "demand", "mli"),
    ("Ottawa appuie sans réserve la démarche de Kiev.", "support", "can"),
    ("Pékin s'indigne des manœuvres américaines.", "accusation", "chn"),
    ("Séoul a acquiescé à la demande japonaise.", "acceptance", "kor"),
    ("« Nous tiendrons parole », a assuré Benjamin Netanyahu.", "promise", "benjamin-netanyahu"),
]
NOT_TAKEN = [
    ("Le Sénégal ne se dit pas prêt à une médiation.", "offer"),
    ("Le Sénégal ne se dit pas disponible pour une médiation.", "offer"),
]
NOT_ASSERTED = [
    "Le Soudan est loin d'avoir signé la paix avec les rebelles.",
    "Moscou a oublié de signer le protocole.",
    "A quand un retrait turc de Chypre ?",
    "Les rumeurs d'un retrait américain de Syrie sont infondées.",
]


@pytest.mark.parametrize(("text", "kind", "actor", "recipient"), DEEDS)
def test_deed(
    text: str, kind: str, actor: tuple[str, ...] | None, recipient: tuple[str, ...], reader: Reader, pack: Pack
) -> None:
    doc = by_text(reader, [text])[text]
    found = [d.fact for _, d in code_events(doc, pack=pack) if d.fact.event_type == kind]
    assert [(e.assertion, e.recipient if recipient else ()) for e in found] == [("asserted", recipient)]
    assert found[0].actor if actor is None else found[0].actor == actor


@pytest.mark.parametrize(("text", "stance", "holder"), STANCES)
def test_stance(text: str, stance: str, holder: str, reader: Reader, pack: Pack) -> None:
    doc = by_text(reader, [text])[text]
    assert (stance, (holder,)) in [(t.stance, t.holders) for t in find_stances(doc, pack=pack)]


@pytest.mark.parametrize(("text", "stance"), NOT_TAKEN)
def test_what_is_not_offered(text: str, stance: str, reader: Reader, pack: Pack) -> None:
    doc = by_text(reader, [text])[text]
    assert stance not in [t.stance for t in find_stances(doc, pack=pack)]


@pytest.mark.parametrize("text", NOT_ASSERTED)
def test_what_is_not_told_as_done(text: str, reader: Reader, pack: Pack) -> None:
    doc = by_text(reader, [text])[text]
    assert "asserted" not in [d.fact.assertion for _, d in code_events(doc, pack=pack)]


def test_who_bombs_what_a_fronted_participle_tells(reader: Reader, pack: Pack) -> None:
    text = "Bombardée par l'Inde, la ville pakistanaise de Lahore était sans courant."
    doc = by_text(reader, [text])[text]
    [event] = [d.fact for _, d in code_events(doc, pack=pack) if d.fact.event_type == "ASSAULT"]
    assert event.actor == ("ind",)
