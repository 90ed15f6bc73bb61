"""Contacts of another year than the dispatch, of leaders of whom a number alone is told, and two on one day."""

from __future__ import annotations

import pytest

from pourparlers.extract.read import Reader
from pourparlers.ids import make_id
from pourparlers.merge.build import build_record
from pourparlers.text.analyse import analyse_text
from pourparlers.types import Document, Published


def contacts_of(reader: Reader, day: str, text: str) -> list[tuple[str, set[str]]]:
    published = Published(value=day, basis="metadata")
    document = Document(id=make_id("doc", text), uri="test", text=text, language="fr", published=published)
    reading = reader.read(analyse_text(document, pack=reader.pack))
    record = build_record([reading], program="test", pack=reader.pack.version, knowledge=reader.kb.version)
    return [(c.when.value or "", {p.actor for p in c.participants}) for c in record.contacts]


HOLDERS = [
    ("2012-06-10", "En 2007, Gordon Brown avait dépêché David Miliband à Amman : le chef de la diplomatie britannique "
     "y avait vu le roi Abdallah II.", "david-miliband"),
    ("2003-05-02", "En 1995, Warren Christopher était à Damas. Le secrétaire d'Etat y avait vu Hafez el-Assad.",
     "warren-christopher"),
    ("2003-05-02", "Warren Christopher publie ses Mémoires. Le secrétaire d'Etat a vu mardi Bachar el-Assad.",
     "colin-powell"),
]  # fmt: skip


@pytest.mark.parametrize(("day", "text", "who"), HOLDERS)
def test_who_is_named_and_held_the_office_in_the_year_told_is_meant(
    reader: Reader, day: str, text: str, who: str
) -> None:
    assert any(who in parties for _, parties in contacts_of(reader, day, text))


def test_leaders_of_whom_only_their_number_is_told_are_those_named_next_wherever_they_met(reader: Reader) -> None:
    text = (
        "Cinq chefs d'Etat ouest-africains ont pressé jeudi à Bamako Ibrahim Boubacar Keïta de partager le pouvoir. Le "
        "Nigérien Mahamadou Issoufou conduisait la mission, avec le Nigérian Muhammadu Buhari, l'Ivoirien Alassane "
        "Ouattara, le Sénégalais Macky Sall et le Ghanéen Nana Akufo-Addo. Ils ont ensuite vu Mahmoud Dicko."
    )
    met = [parties for _, parties in contacts_of(reader, "2020-07-24", text)]
    assert len(met) == 2
    assert all(len(parties) == 6 and "macky-sall" in parties for parties in met)


def test_two_meetings_of_the_same_with_somebody_else_each_are_two(reader: Reader) -> None:
    text = (
        "Jacob Zuma, Macky Sall et Ali Bongo ont vu jeudi à Bujumbura Pierre Nkurunziza. Dans l'après-midi, Jacob "
        "Zuma, Macky Sall et Ali Bongo ont rencontré Agathon Rwasa."
    )
    assert len(contacts_of(reader, "2016-02-26", text)) == 2


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Silvio Berlusconi a convié Jacques Chirac à Rome le 4 février.", "2003-02-04"),
        ("Prochaine étape : Rome. Silvio Berlusconi y a convié Jacques Chirac le 4 février.", "2003-02-04"),
        ("Lima, mardi 7 janvier. Jacques Chirac et Silvio Berlusconi viennent de signer un accord.", "2003-01-07"),
    ],
)
def test_the_day_of_an_invitation_and_of_a_scene(reader: Reader, text: str, day: str) -> None:
    assert [when for when, _ in contacts_of(reader, "2003-01-14", text)] == [day]
