"""The day of publication that several facts of a text tell together: read by the whole reader."""

from __future__ import annotations

import pytest

from pourparlers.drafts import Reading
from pourparlers.extract.read import Reader
from pourparlers.lang.pack import Pack
from pourparlers.merge.build import build_record
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


def read(name: str, text: str, given: str | None, pack: Pack, reader: Reader) -> Reading:
    day = Published(value=given, basis="header") if given else Published()
    document = Document(id=name, uri=f"{name}.txt", text=text, language="fr", published=day)
    return reader.read(analyse_text(document, pack=pack))


def published(text: str, pack: Pack, reader: Reader, given: str | None = None) -> Published:
    return infer_published([read("d", text, given, pack, reader)]).published["d"]


def days_left(text: str, given: str | None, pack: Pack, reader: Reader) -> set[str]:
    found = published(text, pack, reader, given)
    return set(found.candidates) or {found.value or ""}


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


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("a signé hier, 12 mars 2020, à Zagreb, un accord", "2020-03-13"),
        ("a signé avant-hier, 12 mars 2020, à Zagreb, un accord", "2020-03-14"),
        ("signera demain, 12 mars 2020, à Zagreb, un accord", "2020-03-11"),
        ("a signé le 12 mars 2020 à Zagreb un accord", None),
    ],
)
def test_a_day_counted_from_the_publication_and_given_whole(
    when: str, day: str | None, pack: Pack, reader: Reader
) -> None:
    text = f"Le président croate, Zoran Milanovic, {when} avec son homologue slovène, Borut Pahor.\n"
    assert published(text, pack, reader).value == day


@pytest.mark.parametrize(
    ("text", "given", "days"),
    [
        (
            "Cinq jours après la grève, Ana Brnabic a été reçue hier, mardi 4 juin, par le président Aleksandar Vucic.",
            "2019-06",
            {"2019-06-05"},
        ),
        (
            "Ana Brnabic a été reçue mardi à Rome, cinq jours après le vote des députés, tenu le 6 juin.",
            "2019-06",
            {"2019-06-11", "2019-06-12"},
        ),
    ],
)
def test_from_what_days_are_counted(text: str, given: str, days: set[str], pack: Pack, reader: Reader) -> None:
    assert days_left(text, given, pack, reader) == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        # an event is nearer than the one report, of the day before: other copy may be of the day after
        (
            "Eau : un accord est à portée de main\n\nLe ministre norvégien Jonas Gahr Store a quitté Lisbonne vendredi "
            "9 novembre 2018 au matin, sans un mot.\n\nLes experts ont travaillé toute la semaine. Le texte compte "
            "douze pages.\n\n« Le budget est prêt », a confirmé jeudi son adjointe.",
            {"2018-11-09", "2018-11-10"},
        ),
        # what is told of the evening may be printed on the day after
        (
            "Lundi 10 juin 2019, Ana Brnabic et Borut Pahor ont signé à Belgrade un accord sur les frontières. Leurs "
            "ministres se retrouvent mardi à Ljubljana. Le président slovène est reparti lundi soir.",
            {"2019-06-10", "2019-06-11"},
        ),
    ],
)
def test_copy_of_no_agency_may_be_of_the_day_after(text: str, days: set[str], pack: Pack, reader: Reader) -> None:
    assert days_left(text, None, pack, reader) == days


def test_the_date_of_an_event_may_be_near(pack: Pack, reader: Reader) -> None:
    text = "Les députés maliens ont présenté dimanche un plan pour sortir de la crise née de l'incendie du 10 octobre."
    assert "2012-10-14" in days_left(text, "2012-10", pack, reader)
    told = "Les députés maliens ont présenté dimanche un plan. Ils avaient siégé le 10 octobre."
    assert "2012-10-14" not in days_left(told, "2012-10", pack, reader)


CALLED = "Angela Merkel et Shinzo Abe se sont téléphoné mardi."
AGAIN = "Angela Merkel et Shinzo Abe doivent se reparler mardi au téléphone."


@pytest.mark.parametrize(
    ("first", "second", "day"),
    [
        (CALLED, (AGAIN, "2015-05-22"), None),  # one more call, to come, is not the one that was
        (CALLED, ("Angela Merkel et Shinzo Abe doivent se téléphoner mardi.", "2015-05-22"), "2015-05-26"),
    ],
)  # fmt: skip
def test_a_call_to_come_after_one_that_was(
    first: str, second: tuple[str, str], day: str | None, pack: Pack, reader: Reader
) -> None:
    readings = [read("a", first, "2015-05", pack, reader), read("b", *second, pack, reader)]
    contact = infer_published(readings).published["a"]
    assert (set(contact.candidates) <= {"2015-05-26", "2015-05-27"}) == (day is not None)
    record = build_record(readings, program="test", pack=pack.version, knowledge=reader.kb.version)
    calls = [c for c in record.contacts if c.kind == "call"]
    assert len(calls) == (2 if second[0] == AGAIN else 1)


@pytest.mark.parametrize(("day", "contacts"), [("12 août", 2), ("10 juillet", 1)])
def test_a_day_without_year_against_days_of_another_month(day: str, contacts: int, pack: Pack, reader: Reader) -> None:
    readings = [
        read("a", "Angela Merkel et Emmanuel Macron se sont rencontrés lundi à Vienne.", "2017-07", pack, reader),
        read("b", f"Angela Merkel et Emmanuel Macron s'étaient vus à Vienne le {day}.", None, pack, reader),
    ]
    record = build_record(readings, program="test", pack=pack.version, knowledge=reader.kb.version)
    assert len(record.contacts) == contacts


SWORN = (
    "Bogota et Quito renouent le fil\n\nIván Duque et Lenín Moreno se sont parlé hier, pour la première fois. "
    "« C'est un début », a dit le président équatorien.\n\n"
    "Leurs ministres ont assisté mardi à Bogota à l'investiture d'Iván Duque. Mercredi, ils ont pris date. "
    "M. Duque se rendra le 30 août à Quito.\n"
)
"""The term began on Tuesday 7 August 2018."""
LEFT = SWORN.replace("à l'investiture d'Iván Duque", "au congrès du parti d'Iván Duque")


def test_the_day_on_which_a_term_began_is_known(pack: Pack, reader: Reader) -> None:
    assert days_left(SWORN, None, pack, reader) == {"2018-08-09", "2018-08-10"}
    assert days_left(SWORN, "2018-08", pack, reader) == {"2018-08-09", "2018-08-10"}


def test_a_day_without_an_inauguration_stays_open(pack: Pack, reader: Reader) -> None:
    assert days_left(LEFT, None, pack, reader) == {""}


def test_an_inauguration_does_not_speak_against_a_header(pack: Pack, reader: Reader) -> None:
    """It may be one that the knowledge base does not have."""
    assert published(SWORN, pack, reader, "2019-03-14").value == "2019-03-14"
    assert all(day.startswith("2019-03") for day in days_left(SWORN, "2019-03", pack, reader))


def test_this_weekday_of_what_has_been_said_too_is_the_day(pack: Pack, reader: Reader) -> None:
    text = (
        "Berne rappelle ses experts\n\nLes experts ont quitté le pays avec leurs familles, Vienne ayant menacé de leur "
        "retirer l'immunité à compter de ce vendredi 20 octobre 2023, a annoncé jeudi Alain Berset.\n\n"
        "Cela est conforme au droit, rétorque dans un communiqué publié vendredi Karl Nehammer.\n"
    )
    assert published(text, pack, reader).value == "2023-10-20"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Tony Blair a reçu lundi un émissaire, au lendemain du scrutin du 6 mai.", {"2007-05-07"}),
        ("Tony Blair a reçu mardi un émissaire, à la veille du sommet du 16 mai.", {"2007-05-15"}),
        ("A l'avant-veille du sommet du 16 mai, Tony Blair a reçu lundi un émissaire.", {"2007-05-14"}),
        ("Tony Blair a reçu mercredi un émissaire. La veille, 15 mai, il avait vu la reine.", {"2007-05-16"}),
        ("Quarante-huit heures après le scrutin du 6 mai, Tony Blair a reçu mardi un émissaire.", {"2007-05-08"}),
    ],
)
def test_a_weekday_beside_a_dated_event(text: str, days: set[str], pack: Pack, reader: Reader) -> None:
    assert days <= days_left(text, "2007-05", pack, reader)
    assert len(days_left(text, "2007-05", pack, reader)) <= 2


def test_what_was_before_a_dated_event_bounds_nothing(pack: Pack, reader: Reader) -> None:
    text = "Deux jours avant le sommet du 11 mai, Tony Blair avait vu la reine. Il a reçu jeudi un émissaire."
    assert {"2007-05-03", "2007-05-10", "2007-05-17", "2007-05-24"} <= days_left(text, "2007-05", pack, reader)


@pytest.mark.parametrize(
    ("text", "given", "days"),
    [
        # a rubric of a word or two is no lead: the news are in the paragraph below it
        (
            "Riposte\n\nDimanche 7 octobre, vingt-six jours après les attentats du 11 septembre 2001, George W. Bush a "
            "prévenu Jacques Chirac au téléphone. Lundi, le Pakistan a rouvert son ambassade.\n",
            None, {"2001-10-08"},
        ),
        # counted from a day that is told whole
        (
            "Oslo rappelle son ambassadeur\n\nAu lendemain de la signature du traité, le 18 mars 2014, le ministre des "
            "Affaires étrangères a rappelé l'ambassadeur à Lima.\n",
            None, {"2014-03-19", "2014-03-20"},
        ),
        (
            "Trois ans jour pour jour après le début de l'invasion, le 24 février 2022, Emmanuel Macron a été reçu "
            "lundi à Washington par Donald Trump.\n",
            None, {"2025-02-24", "2025-02-25"},
        ),
        # feasts, inaugurations
        (
            "À la veille de Noël, le pape François a reçu jeudi au Vatican le président palestinien Mahmoud Abbas.\n",
            "2015-12", {"2015-12-24", "2015-12-25"},
        ),
        (
            "Premier voyage\n\nInvesti mardi matin, François Hollande s'est envolé hier soir pour Berlin, où Angela "
            "Merkel l'attendait.\n",
            None, {f"2012-05-{n}" for n in range(15, 22)},
        ),
        # a night is over on the second of its days; what "devait" be done on the morrow may be of that day
        (
            "Genève - Les grandes puissances et l'Iran ont conclu dans la nuit de samedi à dimanche un accord. Les "
            "négociations avaient repris mercredi 20 novembre.\n",
            "2013-11", {"2013-11-24", "2013-11-25"},
        ),
        (
            "Tbilissi, de notre envoyé spécial\n\nNicolas Sarkozy a présenté mardi 12 août à Mikheïl Saakachvili les "
            "six points négociés à Moscou. Mercredi, les chefs de la diplomatie devaient se réunir à Bruxelles.\n",
            "2008-08", {"2008-08-12", "2008-08-13"},
        ),
        # who says "hier" of what was over before the dated news may write on the morrow
        (
            "Une poignée de main\n\nYitzhak Rabin et Yasser Arafat se sont serré la main, lundi 13 septembre 1993, à "
            "la Maison Blanche. Hier soir, ils avaient regagné leurs hôtels.\n",
            None, {"1993-09-13", "1993-09-14"},
        ),
        # an old day with its year says little where those who act held their offices long after
        (
            "Berlin\n\nHelmut Kohl a interrompu vendredi 10 novembre sa visite à Varsovie. Le mur est du 13 août 1961. "
            "Ce samedi, le chancelier Helmut Kohl doit téléphoner à Mikhaïl Gorbatchev.\n",
            None, {"1989-11-11"},
        ),
    ],
)  # fmt: skip
def test_days_that_are_left(text: str, given: str | None, days: set[str], pack: Pack, reader: Reader) -> None:
    assert days_left(text, given, pack, reader) == days


def test_a_meeting_within_one_country_lends_its_day(pack: Pack, reader: Reader) -> None:
    first = "Mwai Kibaki et Raila Odinga se sont rencontrés jeudi à Nairobi, a indiqué vendredi un porte-parole.\n"
    later = "Mwai Kibaki et Raila Odinga s'étaient vus le 24 janvier à Nairobi, rappelle-t-on à Londres.\n"
    other = later.replace("à Nairobi", "à Mombasa")
    told = read("a", first, "2008-01", pack, reader)
    together = infer_published([told, read("b", later, "2008-02-29", pack, reader)]).published["a"]
    assert together.value == "2008-01-25"
    apart = infer_published([told, read("b", other, "2008-02-29", pack, reader)]).published["a"]
    assert len(apart.candidates) > 1
