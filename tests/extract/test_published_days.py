"""The day of publication that several facts of a text tell together: read by the whole reader."""

from __future__ import annotations

import pytest

from pourparlers.extract.read import Reader
from pourparlers.lang.pack import Pack
from pourparlers.merge.dates import candidate_days, infer_published
from pourparlers.text.analyse import analyse_text
from pourparlers.types import Document, Published

PICTURE = (
    "Berne et Vienne se rapprochent\n\nAlain Berset a reçu hier à Lucerne le chancelier autrichien, Karl Nehammer. "
    "« Nous avons avancé », a-t-il dit.\n\nAlain Berset et Karl Nehammer, à Lucerne, le 14 février 2023. PHOTO AFP\n\n"
    "Le Parlement en débattra vendredi.\n"
)
ARCHIVED = PICTURE.replace("à Lucerne, le 14 février 2023. PHOTO AFP", "à Salzbourg, le 3 février 2023. PHOTO AFP")
CHRONICLE = (
    "Crise de l'eau : les dates\n\nLe délai laissé par Lima expire ce jeudi à minuit. Rappel des faits.\n\n"
    "3 mars 2010. Le Pérou ferme le barrage.\n\n5 mars. La Bolivie demande sa réouverture avant le 9 mars.\n\n"
    "8 mars. Le secrétaire général de l'OEA arrive à La Paz.\n\n9 mars. Il est reçu par Evo Morales.\n\n"
    "Hier mercredi. Evo Morales s'entretient par téléphone avec Alan Garcia.\n"
)
STORY = (
    "Comment le dialogue s'est enrayé\n\nIl devait reprendre dimanche à Oslo. Le dialogue est suspendu depuis samedi : "
    "Bogota n'a pas envoyé sa délégation. Retour sur deux mois de négociations.\n\n"
    "12 août 2021. Les deux camps signent un protocole à Oslo.\n\n4 septembre. La deuxième session s'ouvre à Oslo.\n\n"
    "16 octobre. Bogota rappelle sa délégation.\n\n"
    "La Norvège a fait savoir dimanche qu'elle poursuivrait ses efforts. Le Parlement se réunira lundi.\n"
)


def published(text: str, pack: Pack, reader: Reader, given: str | None = None) -> Published:
    day = Published(value=given, basis="header") if given else Published()
    document = Document(id="d", uri="d.txt", text=text, language="fr", published=day)
    reading = reader.read(analyse_text(document, pack=pack))
    return infer_published([reading]).published["d"]


@pytest.mark.parametrize(
    ("text", "given", "day"),
    [
        (PICTURE, None, "2023-02-15"),
        (PICTURE, "2023-02", "2023-02-15"),
        (CHRONICLE, "2010-03", "2010-03-11"),
        (STORY, None, "2021-10-17"),
    ],
)
def test_facts_together_tell_the_day(text: str, given: str | None, day: str, pack: Pack, reader: Reader) -> None:
    assert published(text, pack, reader, given).value == day


def test_an_older_picture_tells_nothing(pack: Pack, reader: Reader) -> None:
    assert published(ARCHIVED, pack, reader, "2023-02").value == "2023-02"
    assert published(ARCHIVED, pack, reader).value is None


def test_news_of_an_evening_is_printed_on_the_day_after(pack: Pack, reader: Reader) -> None:
    text = (
        "À Oslo, six heures pour rien\n\nLes deux délégations se sont séparées mercredi soir 9 janvier à Oslo, sans "
        "avoir rapproché leurs vues sur l'île, occupée le 2 août 1990.\n"
    )
    document = Document(id="d", uri="d.txt", text=text, language="fr", published=Published())
    found = candidate_days(reader.read(analyse_text(document, pack=pack)))
    assert sorted(str(d) for d in found.likely or ()) == ["1991-01-09", "1991-01-10"]


def test_less_than_three_weeks_are_more_than_two(pack: Pack, reader: Reader) -> None:
    text = (
        "Les deux délégations se sont séparées jeudi soir à Lima. Elles avaient pourtant signé un accord dans la même "
        "ville le 9 août, moins de trois semaines plus tôt.\n"
    )
    found = published(text, pack, reader, "2009-08")
    assert set(found.candidates) <= {"2009-08-27", "2009-08-28"}
    assert found.value in ("2009-08", "2009-08-27")
