"""Days that the table of meetings gives: those told of are the same, there, on that weekday; else nothing is given."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pourparlers.extract.read import Reader
from pourparlers.ids import make_id
from pourparlers.knowledge.check import check
from pourparlers.knowledge.load import load_knowledge
from pourparlers.knowledge.model import Meeting
from pourparlers.lang.pack import load_pack
from pourparlers.merge.build import build_record
from pourparlers.text.analyse import analyse_text
from pourparlers.types import Document, Published

ROWS = (
    Meeting("2015-11-07", "", "Singapour", ("xi-jinping", "ma-ying-jeou"), "sommet"),
    Meeting("1993-04-27", "1993-04-29", "Singapour", ("chn", "twn"), "rencontre"),
    Meeting("2023-07-11", "2023-07-12", "Vilnius", ("org-nato",), "sommet"),
    Meeting("2009-08-05", "2009-08-09", "Maputo", ("andry-rajoelina", "Didier Ratsiraka"), "accord"),
    Meeting("2023-03-18", "", "Ohrid", ("srb", "xkx", "org-eu"), "dialogue"),
    Meeting("2021-12-30", "", "", ("joe-biden", "vladimir-putin"), "appel"),
    Meeting("2021-06-16", "", "Genève", ("joe-biden", "vladimir-putin"), "sommet"),
    Meeting("2013-09-13", "2013-09-14", "Genève", ("john-kerry", "sergey-lavrov"), "accord"),
    Meeting("2014-11-13", "", "Genève", ("john-kerry", "sergey-lavrov"), "entretien"),
)


@pytest.fixture(scope="module")
def knowing() -> Reader:
    """A reader that knows of these meetings only."""
    return Reader(load_pack("fr"), replace(load_knowledge(), meetings=ROWS))


def days(reader: Reader, text: str, month: str | None = None) -> dict[str, tuple[str, ...]]:
    published = Published(value=month, basis="metadata" if month else None)
    document = Document(id=make_id("doc", text), uri="t", text=text, language="fr", published=published)
    reading = reader.read(analyse_text(document, pack=reader.pack))
    return {reading.times[i].text: found for i, found in reading.met_days}


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("Xi Jinping et Ma Ying-jeou se sont rencontrés samedi à Singapour.", "samedi", "2015-11-07"),
        ("Le président Xi Jinping a vu Ma Ying-jeou samedi 7 novembre à Singapour.", "samedi 7 novembre", "2015-11-07"),
        ("Un sommet de l'Otan s'est tenu mercredi à Vilnius.", "mercredi", "2023-07-12"),
        ("Andry Rajoelina et Didier Ratsiraka se sont vus dimanche à Maputo.", "dimanche", "2009-08-09"),
        (
            "Didier Ratsiraka, Andry Rajoelina et Joaquim Chissano se sont vus mercredi à Maputo.",
            "mercredi",
            "2009-08-05",
        ),
        ("La Serbie et le Kosovo ont négocié samedi à Ohrid.", "samedi", "2023-03-18"),
    ],
)
def test_a_meeting_of_public_record_has_its_day(knowing: Reader, text: str, words: str, day: str) -> None:
    assert day in days(knowing, text).get(words, ())


@pytest.mark.parametrize(
    "text",
    [
        "Xi Jinping et Ma Ying-jeou se sont rencontrés mardi à Singapour.",  # another weekday
        "Xi Jinping et Ma Ying-jeou se sont rencontrés samedi à Berne.",  # another town
        "Wang Yi et Ma Ying-jeou se sont rencontrés samedi à Singapour.",  # somebody else of that side
        "Xi Jinping a proposé à Ma Ying-jeou de se rencontrer samedi à Singapour.",  # nobody has met
        "Xi Jinping et Ma Ying-jeou se sont parlé samedi au téléphone.",
        "Joe Biden et Vladimir Poutine se sont vus jeudi à Genève.",
        "John Kerry a vu Sergueï Lavrov vendredi à Genève.",  # where they met more than once
        "Xi Jinping et Ma Ying-jeou se verront samedi à Singapour.",  # a plan may be put off
        "Joe Biden et Vladimir Poutine se sont parlé jeudi au téléphone.",  # one of many
        "Xi Jinping et Ma Ying-jeou se sont rencontrés samedi.",
        "Andry Rajoelina a vu Joaquim Chissano dimanche à Maputo.",
    ],
)
def test_others_have_none(knowing: Reader, text: str) -> None:
    assert not days(knowing, text)


@pytest.mark.parametrize(
    ("text", "month", "day"),
    [
        ("Joe Biden et Vladimir Poutine se sont parlé jeudi au téléphone.", "2021-12", "2021-12-30"),
        ("Xi Jinping et Ma Ying-jeou se sont rencontrés samedi.", "2015-11", "2015-11-07"),
        ("Albin Kurti s'est rendu samedi à Ohrid.", "2023-03", "2023-03-18"),
        ("Albin Kurti s'est rendu samedi à Ohrid.", "2023-04", ""),
        ("Xi Jinping et Ma Ying-jeou se sont rencontrés samedi.", "2015-10", ""),
    ],
)
def test_the_month_of_the_dispatch_chooses(knowing: Reader, text: str, month: str, day: str) -> None:
    assert list(days(knowing, text, month).values()) == ([(day,)] if day else [])


def test_the_day_of_the_meeting_tells_that_of_the_dispatch(knowing: Reader) -> None:
    text = (
        "Xi Jinping et Ma Ying-jeou se sont rencontrés samedi à Singapour. Xi Jinping avait vu jeudi Truong Tan Sang."
    )
    document = analyse_text(Document(id="doc-a", uri="a.txt", text=text, language="fr"), pack=knowing.pack)
    record = build_record([knowing.read(document)], judgements=(), program="1", pack="1", knowledge="1")
    assert sorted(c.when.value or "" for c in record.contacts) == ["2015-11-05", "2015-11-07"]


def test_the_packaged_meetings_are_possible() -> None:
    assert [p for p in check(load_knowledge()) if p.table == "meetings" and p.level != "info"] == []
