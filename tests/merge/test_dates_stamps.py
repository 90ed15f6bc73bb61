"""The day of publication from what a whole page says of itself, read from texts of our own."""

from __future__ import annotations

import pytest

from pourparlers.extract.read import Reader
from pourparlers.ingest.document import Facts, make_document
from pourparlers.lang.pack import Pack
from pourparlers.merge.accounts import published_range
from pourparlers.merge.dates import infer_published
from pourparlers.text.analyse import analyse_text
from pourparlers.types import Published

TITLE = "Lima reçoit Oslo"
LEAD = "La ministre norvégienne des Eaux est arrivée dans la nuit à Lima. Elle a vu le président, sans un mot."


def published(reader: Reader, pack: Pack, text: str) -> Published:
    document = analyse_text(make_document(text, uri="t", stated=Facts()), pack=pack)
    return infer_published([reader.read(document)]).published[document.id]


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\nOslo, le 5 mars 2019\n\n{LEAD}\n",
        f"MINISTÈRE DES EAUX\nCOMMUNIQUÉ\nOslo, le 5 mars 2019\n\n{LEAD}\n",
        f"{TITLE}\n\n{LEAD}\n\nFait à Oslo, le 5 mars 2019\n\nPour le ministère, le porte-parole\n",
        f"{TITLE}\n\nLima, mardi 5 mars 2019. {LEAD}\n",
        f"{TITLE}\n\nLima (Pérou), 5 mars 2019 - {LEAD}\n",
        f"{TITLE}\n\nOuagadougou, 05 mars 2019 (AIB) : {LEAD}\n",
        f"{TITLE}\nPublié le mardi 5 mars 2019 à 14h30\n{LEAD}\n",
        f"{TITLE}\nPar Jeanne Dubois\nLe 5 mars 2019 à 10 h 12\n\n{LEAD}\n",
        f"{TITLE}\nPar Jeanne Dubois, le 5/03/2019\n\n{LEAD}\n",
        f"05.03.2019\n{TITLE}\n\n{LEAD}\n",
        f"{TITLE}\n05-03-2019 14:30\n\n{LEAD}\n",
        f"{TITLE}\n2019-03-05\n{LEAD}\n",
        f"Communiqué du 5 mars 2019\n\n{LEAD}\n",
        f"Journal de 13 heures, 5 mars 2019\n\nLANCEMENT : {LEAD}\n",
        f"LE COURRIER – Édition du mardi 5 mars 2019 – Page 3\n{TITLE}\n{LEAD}\n",
        f"{TITLE}\nPublié le 5 mars 2019, mis à jour le 6 mars 2019\n\n{LEAD}\n",
        f"{TITLE}\n\n{LEAD}\n\nPublié le 5 mars 2019\n",
        f"{TITLE}\nMercredi 5 mars 2014\n\n{LEAD}\n\nPublié le 5 mars 2019\n",
        f"{TITLE}\n\nBonjour, nous sommes le mardi 5 mars 2019. {LEAD}\n",
        f" date 2019-03 LIMA, 5 mars - {LEAD}\n",
    ],
)
def test_a_page_tells_its_day(reader: Reader, pack: Pack, text: str) -> None:
    found = published(reader, pack, text)
    assert (found.value, found.basis) == ("2019-03-05", "text")
    assert any("2019" in span.text for span in found.evidence)


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n\nRéunis à Oslo le 4 mars 2019, les ministres ont signé un accord de pêche. {LEAD}\n",
        f"{TITLE}\n\nOslo, le 4 mars 2019, avait accueilli la première réunion. {LEAD}\n",
        f"{TITLE}\n\nLe 4 mars 2019, à 10 h 12, l'avion se posait à Oslo. Deux ans plus tard, rien n'a changé.\n",
        f"Le traité d'Oslo, signé le 4 mars 2019\n\n{LEAD}\n",
        f"{TITLE}\n\nDans un communiqué du 4 mars 2019, la Norvège avait condamné l'attaque. {LEAD}\n",
        f"{TITLE}\n\nDans son édition du 4 mars 2019, le journal avait révélé l'affaire. {LEAD}\n",
        f"{TITLE}\n\nLe rapport publié le 4 mars 2019 par la commission accuse le Pérou. Le roi a démenti lundi.\n",
        f"{TITLE}\n\nLa liste, mise à jour le 4 mars 2019, compte dix noms. {LEAD}\n",
        "Chronologie\n4 mars 2019\nLes ministres se voient à Oslo.\n12 avril 2019\nLe Pérou dénonce l'accord.\n",
        "Les dates\nLundi 4 mars 2019 – Ils se voient.\nVendredi 12 avril 2019 – Le Pérou dénonce l'accord.\n",
        f"{TITLE}\n\n{LEAD}\n\nPhoto : la ministre à Oslo, le 4 mars 2019\n",
        f"{TITLE}\n\n{LEAD}\n\nLire aussi : L'accord d'Oslo, 4 mars 2019\n",
        f"{TITLE}\n\n{LEAD}\n\nProchaine réunion : Oslo, le 4 mars 2019\n",
        f"Le sommet d'Oslo, 4 mars 2019 : les leçons d'un échec\n\n{LEAD}\n",
        f"{TITLE}\nNée le 4 mars 1959 à Oslo\n{LEAD}\n",
        # a story of long ago: its text tells of later years
        f"{TITLE}\n\nOslo, 4 mars 1979 – Deux ministres se serrent la main. En 1984, le palais a brûlé.\n",
        f"{TITLE}\n\nOslo, 4 mars 2019 – Deux ministres se serrent la main. Deux ans plus tard, l'un d'eux meurt.\n",
    ],
)
def test_a_day_of_the_story_is_not_the_page_s(reader: Reader, pack: Pack, text: str) -> None:
    assert published(reader, pack, text).value is None


def test_a_scene_of_the_day_leaves_two_days(reader: Reader, pack: Pack) -> None:
    text = f"{TITLE}\n\nLima, mardi 5 mars 2019. Deux ministres se serrent la main dans une salle vide du palais.\n"
    assert published(reader, pack, text).candidates == ("2019-03-05", "2019-03-06")


@pytest.mark.parametrize(
    "line",
    ["Mis à jour le 6 mars 2019 à 11h", "DATES – Dernière mise à jour : 6 mars 2019", "(Mise à jour le 06/03/2019)"],
)
def test_an_update_only_says_until_when(reader: Reader, pack: Pack, line: str) -> None:
    found = published(reader, pack, f"{TITLE}\n{line}\n\n{LEAD}\n")
    assert (found.value, found.basis) == ("../2019-03-06", "updated")
    assert found.candidates[-1] == "2019-03-06"
    first, last = published_range(found)
    assert (first.year, str(last)) == (1, "2019-03-06")


def test_an_update_and_a_weekday_give_no_day(reader: Reader, pack: Pack) -> None:
    text = f"{TITLE}\nMis à jour le 6 mars 2019\n\nLa ministre a promis lundi une réponse. {LEAD}\n"
    assert published(reader, pack, text).value == "../2019-03-06"


def test_the_later_of_two_days_near_each_other_is_the_page_s(reader: Reader, pack: Pack) -> None:
    near = f"{TITLE}\nMercredi 6 mars 2019\n\nLima, 5 mars 2019 (AFP) – {LEAD}\n"
    far = f"{TITLE}\nMercredi 6 mars 2019\n\nLima, 5 février 2018 (AFP) – {LEAD}\n"
    assert published(reader, pack, near).value == "2019-03-06"
    assert published(reader, pack, far).value is None
