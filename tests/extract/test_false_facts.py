"""What reads like a fact of somebody and is none of his: nicknames, rebels, bodies, contacts broken off."""

from __future__ import annotations

import pytest

from attributed import make_reader
from pourparlers.ids import make_id
from pourparlers.lang.pack import load_pack
from pourparlers.merge.build import build_record
from pourparlers.text.analyse import analyse_text
from pourparlers.types import Document, Published, Record

DAY = "2012-03-05"


def record_of(told: tuple[str, str]) -> Record:
    published = Published(value=told[0], basis="metadata")
    document = Document(id=make_id("doc", told[1]), uri="t", text=told[1], language="fr", published=published)
    reading = make_reader().read(analyse_text(document, pack=load_pack("fr")))
    return build_record([reading], program="t", pack="fr", knowledge="k")


def name_of(record: Record, actor: str | None) -> str:
    return next((a.name.fr for a in record.actors if a.id == actor), "")


def contacts_of(text: str, day: str = DAY) -> list[tuple[str, set[str]]]:
    record = record_of((day, text))
    return [(c.status, {name_of(record, p.actor) for p in c.participants}) for c in record.contacts]


def speakers_of(text: str) -> list[str]:
    record = record_of((DAY, text))
    return [name_of(record, s.speaker) for s in record.statements]


def test_a_nickname_belongs_to_the_name() -> None:
    text = "Le chef rebelle, Ousmane Traoré, dit Balla, et son rival, Moussa Koné, ont été reçus vendredi à Bamako."
    record = record_of((DAY, text))
    assert record.statements == ()


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Les rebelles soudanais ont refusé de s'asseoir à la table.", "Les rebelles soudanais"),
        ("Christine Lagarde a applaudi. La Présidence salue le compromis.", "Présidence"),
        ("Alexandre Ankvab, un homme à qui Tbilissi refuse toute légitimité, est arrivé.", "Géorgie"),
    ],
)
def test_who_takes_the_stance(text: str, holder: str) -> None:
    record = record_of((DAY, text))
    assert [name_of(record, p.holder) for p in record.positions] == [holder]


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("La Norvège a rompu tout contact avec Pékin.", []),
        ("Varsovie a annoncé la suspension des contacts bilatéraux avec Moscou.", []),
        ("Les contacts entre Rabat et Alger ont repris lundi à Genève.", ["held"]),
        ("L'émissaire refuse de prendre la lettre d'Angela Merkel à Alexis Tsipras.", ["refused"]),
        ("Le porte-parole refuse de commenter la lettre d'Angela Merkel à Alexis Tsipras.", ["held"]),
        ("Quant à un rendez-vous entre Danois et Suédois, nul n'y songe.", ["denied"]),
        (
            "Evo Morales a reçu mardi Sebastian Piñera à La Paz. Lima reproche à Quito d'avoir menti lors des"
            " pourparlers sur la frontière, en 2007.",
            ["held"],
        ),
    ],
)
def test_contacts_that_are_none(text: str, statuses: list[str]) -> None:
    assert [status for status, _ in contacts_of(text)] == statuses


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Quand Laurent Fabius était premier ministre, Jacques Chirac le disait « pressé ».", ["Jacques Chirac"]),
        ("La Bolivie et le Chili ont paraphé lundi à Arica une « charte des deux rives ».", []),
        ("Islande : « Nos pêcheurs ont été trahis »", [""]),
        ("Berlin a demandé à Moscou le retrait des troupes, sans annoncer de mesures.", ["Allemagne"]),
    ],
)
def test_who_says_it(text: str, speakers: list[str]) -> None:
    assert speakers_of(text) == speakers
