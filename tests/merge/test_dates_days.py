"""What one dispatch alone says of its day: read from real sentences of our own."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from spacy.language import Language

from pourparlers.annotate.pipeline import DocMaker, parse_documents
from pourparlers.annotate.times import find_times
from pourparlers.drafts import Reading
from pourparlers.lang.pack import Pack
from pourparlers.merge.dates import candidate_days, infer_published, resolve
from pourparlers.types import Block, Document, Published


def read(nlp: Language, pack: Pack, text: str, published: str | None, *reports: str, caption: str = "") -> Reading:
    whole = f"{text}\n\n{caption}"
    blocks = [Block(kind="lead", start=0, end=len(text))]
    if caption:
        blocks.append(Block(kind="caption", start=len(text) + 2, end=len(whole)))
    given = Published(value=published, basis="header") if published else Published()
    document = Document(id="d", uri="d", text=whole, published=given, blocks=tuple(blocks))
    times = find_times(next(parse_documents(nlp, DocMaker(nlp, pack), [document])), pack=pack)
    said = tuple(i for i, t in enumerate(times) if t.text in reports)
    return Reading(document=document, times=tuple(times), report_days=said)


@pytest.mark.parametrize(
    ("text", "header", "reports", "value", "candidates"),
    [
        ("Le ministre a promis vendredi une réponse.", "2022-01", ["vendredi"], "2022-01", 4),
        ("Le ministre a promis une réponse.", "2022-01", [], "2022-01", 31),
        ("Le ministre a promis vendredi une réponse.", "2022-01-15", ["vendredi"], "2022-01-15", 0),
        ("Le ministre a promis vendredi une réponse.", None, ["vendredi"], None, 0),
        # dated facts
        ("Ils ont rompu vendredi 21 janvier, a annoncé samedi le ministère.", "2022-01", ["samedi"], "2022-01-22", 0),
        ("Il a annoncé mardi des pourparlers, qui débuteront le 14 janvier.", "2022-01", ["mardi"], "2022-01-04", 0),
        (
            "Ils se verront jeudi, a annoncé mardi un porte-parole. Cet entretien interviendra deux semaines avant un "
            "sommet prévu le 8 mars.",
            "2022-02", ["mardi"], "2022-02-22", 0,
        ),
        # the newest weekday is the day of the copy
        ("Il a indiqué lundi son choix. Il a répété mardi son refus.", "2022-06", ["lundi", "mardi"], "2022-06", 4),
        ("Il a indiqué lundi que rien ne pressait. Il avait vu jeudi son rival.", "2022-06", ["lundi"], "2022-06", 4),
        ("Ils arrivent ce lundi à Oslo. Il avait promis dimanche de venir.", "2022-03", [], "2022-03", 4),
        # no header: the year from another date
        ("Ils ont entamé vendredi 21 janvier des pourparlers décidés en décembre 2021.", None, [], "2022-01-21", 0),
        ("Les ministres ont entamé vendredi 21 janvier des pourparlers.", None, [], None, 0),
        ("Publié le 13 mars 2022 à 9h10. Le ministre est parti vendredi.", None, [], "2022-03-13", 0),
        # a day told twice, once by its date
        ("Ils se verront mardi. Deux fois repoussée, la séance a été confirmée vendredi ; elle est désormais fixée au "
         "14 juin.", "2022-06", ["vendredi"], "2022-06-10", 0),
        ("Ils se sont vus mardi. Il y a dix jours, le 4 juin, ils s'évitaient encore.", "2022-06", [], "2022-06-14", 0),
        ("Le pays a fêté il y a deux jours les vingt ans de sa charte, proclamée le 4 juin 2002.", "2022-06", [],
         "2022-06-06", 0),
        ("Hier, mardi 14 juin, les députés ont voté.", "2022-06", [], "2022-06-15", 0),
        # the day of what was put off binds neither way
        ("Le sommet du 20 juin a été reporté, a dit mardi le ministre.", "2022-06", ["mardi"], "2022-06", 4),
        ("Une rencontre prévue le 8 juin est remise à plus tard, a dit mardi l'ONU.", "2022-06", ["mardi"], "2022-06",
         4),
        ("Il a annulé mardi sa visite du 20 juin.", "2022-06", ["mardi"], "2022-06", 4),
        # a day called by weekday and date lies in the week before or the week after
        ("Ils se parlent, a dit lundi l'ONU. Vendredi 3 juin, ils boudaient.", "2022-06", ["lundi"], "2022-06-06", 0),
        ("Ils se reverront mercredi 22 juin, a dit mardi l'ONU.", "2022-06", ["mardi"], "2022-06-21", 0),
        # a dateline in short
        ("OSLO, 14 jan (NTB) – Les deux ministres se sont vus.", "2022-01", [], "2022-01-14", 0),
        ("OSLO, 15 sept (NTB) – Les deux ministres se sont vus.", "2021-09", [], "2021-09-15", 0),
        # the year from the last entry of a chronology
        ("LIMA, 17 avril – Les deux ministres se sont vus.\n\n3 avril 2017 – Le Pérou rappelle son consul.\n4 avril – "
         "Le Pérou rompt.", None, [], "2017-04-17", 0),
        # time gone by
        ("L'offensive, déclenchée le 6 juin, a chassé un million d'habitants en moins d'une semaine, a dit vendredi "
         "l'ONU.", "2022-06", ["vendredi"], "2022-06-10", 0),
        ("Neuf jours après le coup de force du 6 juin, le général a été reçu à Oslo, a dit mercredi la présidence.",
         "2022-06", ["mercredi"], "2022-06-15", 0),
        ("Ils se sont vus mardi, moins d'un mois après le pacte du 16 mai.", "2022-06", ["mardi"], "2022-06", 2),
        ("Ils se sont séparés mercredi. Ils avaient signé le 9 juin, moins d'une semaine plus tôt.", "2022-06", [],
         "2022-06", 2),
        # a chronology: its last day, called by its weekday in the lead
        ("Le dialogue est suspendu, ont-ils dit samedi.\n\n13 août 2021. Ils ont signé un protocole à Lima.\n\n16 "
         "octobre. Le Pérou a dénoncé le texte.", None, [], None, 2),
        ("Le dialogue est suspendu, ont-ils dit mardi.\n\n13 août 2021. Ils ont signé un protocole à Lima.\n\n16 "
         "octobre. Le Pérou a dénoncé le texte.", None, [], None, 0),
        # the page's own day
        ("OSLO, 14 juin (NTB) – Les deux ministres se sont vus.", "2022-06", [], "2022-06-14", 0),
        ("Le Pérou invite\nMardi 14 juin 2022, 10h32\nLe ministre a invité lundi son voisin.", None, [], "2022-06-14",
         0),
        ("Notre direct de ce 14e jour, mardi 14 juin.\n\n18h10 : ils sortent.\n\n15h02 : ils parlent.\n\n9h30 : ils "
         "entrent.", "2022-06", [], "2022-06-14", 0),
        ("Mis à jour le 15 juin 2022. Le ministre a promis mardi une réponse.", "2022-06", ["mardi"], "2022-06-14", 0),
        # the side of a month
        ("Il a dit lundi que tout serait prêt mi-juin. Ils avaient rompu le 31 mai.", "2022-06", ["lundi"], "2022-06",
         3),
        # days near are not given by their date alone
        ("Il a annoncé mardi un sommet pour le 10 juin.", "2022-06", ["mardi"], "2022-06-07", 0),
        ("Il a annoncé mardi un sommet, qui s'ouvrira le 16 juin.", "2022-06", ["mardi"], "2022-06-07", 0),
    ],
)  # fmt: skip
def test_alone(
    nlp: Language, pack: Pack, text: str, header: str | None, reports: list[str], value: str | None, candidates: int
) -> None:
    found = infer_published([read(nlp, pack, text, header, *reports)]).published["d"]
    assert (found.value, len(found.candidates)) == (value, candidates), found


@pytest.mark.parametrize(
    ("text", "agencies", "weekdays"),
    [
        ("Les deux présidents se sont vus mardi à Oslo.", ("NTB",), {2}),
        ("Les deux présidents se sont vus mardi à Oslo.", (), {2, 3}),
        ("Les deux présidents se sont vus mardi à Oslo. Ils se reverront mercredi.", (), {2}),
        ("Les deux présidents ont dit mardi leur espoir. Ils s'étaient vus dimanche.", (), {2}),
        ("Les deux présidents se reverront mercredi.", ("NTB",), set()),
        ("Les combats ont repris samedi. Ils ont cessé lundi.", ("NTB",), {1}),
    ],
)
def test_the_convention_without_a_report(
    nlp: Language, pack: Pack, text: str, agencies: tuple[str, ...], weekdays: set[int]
) -> None:
    reading = read(nlp, pack, text, "2022-06")
    document = msgspec.structs.replace(reading.document, agencies=agencies)
    assert candidate_days(msgspec.structs.replace(reading, document=document)).weekdays == weekdays


@pytest.mark.parametrize(
    ("span", "value"),
    [
        (("2020-03-04", "2024-09-05"), "2022-03-10"),  # Thursdays: 2011, 2016, 2022, 2033
        (("2014-03-04", "2024-09-05"), None),
        (("2017-03-04", "2021-09-05"), None),
        (None, None),
    ],
)
def test_offices_tell_the_year(nlp: Language, pack: Pack, span: tuple[str, str] | None, value: str | None) -> None:
    reading = read(nlp, pack, "Les deux ministres se sont vus jeudi 10 mars à Oslo.", None)
    found = infer_published([msgspec.structs.replace(reading, known_span=span)]).published["d"]
    assert found.value == value


def test_a_caption_is_no_later_than_the_dispatch(nlp: Language, pack: Pack) -> None:
    reading = read(
        nlp,
        pack,
        "Le ministre a promis mardi une réponse.",
        "2022-01",
        "mardi",
        caption="Le ministre à Oslo, le 17 janvier 2022.",
    )
    days = candidate_days(reading).likely
    assert days == {date(2022, 1, 18), date(2022, 1, 25)}


@pytest.mark.parametrize(
    ("before", "header", "false"),
    [
        ("Ils se sont séparés jeudi.", "2022-03", True),
        ("Ils se sont séparés jeudi.", "2022-08", False),
        ("Le 25 août, ils s'étaient séparés.", "2022-03", False),  # counted from then
    ],
)
def test_the_time_gone_by_refutes_a_header(nlp: Language, pack: Pack, before: str, header: str, false: bool) -> None:
    text = f"{before} Ils avaient signé un accord à Lima le 9 août, moins de trois semaines plus tôt."
    found = infer_published([read(nlp, pack, text, header)])
    assert (found.published["d"].value is None) == false
    assert any("refuted" in w for w in found.warnings.get("d", ())) == false


@pytest.mark.parametrize("header", ["2021-05", "2024-11", "2024-11-22"])
def test_a_false_header_is_overruled_with_a_warning(nlp: Language, pack: Pack, header: str) -> None:
    text = "Les militaires ont refusé mardi 8 août de recevoir la mission, après le coup de force du 26 juillet 2023."
    found = infer_published([read(nlp, pack, text, header)])
    assert found.published["d"].value == "2023-08-08"
    assert found.published["d"].basis == "text"
    assert header in found.warnings["d"][0]


def test_weak_evidence_does_not_overrule(nlp: Language, pack: Pack) -> None:
    text = "Le ministre a promis vendredi une réponse. Le traité de 1987 est mort."
    found = infer_published([read(nlp, pack, text, "2022-01", "vendredi")])
    assert found.published["d"].value == "2022-01"
    assert not found.warnings


def test_one_stray_date_does_not_overrule(nlp: Language, pack: Pack) -> None:
    text = "Le gouvernement a arrêté la tenue du scrutin le 3 mars 2025."
    found = infer_published([read(nlp, pack, text, "2024-12")])
    assert found.published["d"].value == "2024-12"


def test_a_header_too_early_with_nothing_better_gives_no_day(nlp: Language, pack: Pack) -> None:
    text = "Le ministre avait signé le 3 mars 2022 un accord. Son voisin l'avait rompu le 5 avril 2022."
    found = infer_published([read(nlp, pack, text, "2021-05")])
    assert found.published["d"].value is None
    assert found.warnings["d"]


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("Ils sont parvenus mardi 11 octobre à un accord. Le texte doit être signé jeudi 27 octobre.", "2022-10-29"),
        ("L'accord a été conclu le 11 octobre 2022. Ils avaient renoué en septembre 2022.", "2022-08-11"),
        ("Mardi 11 octobre 2022, le palais l'avait annoncé ; les deux rivaux ont signé le 27 octobre.", None),
    ],
    ids=["a plan that is over", "told of later months", "what was over before the news"],
)
def test_a_day_that_the_text_gainsays_is_not_given(nlp: Language, pack: Pack, text: str, header: str | None) -> None:
    found = candidate_days(read(nlp, pack, text, header))
    assert found.days is None
    assert found.warnings


def test_a_plan_told_without_its_year_does_not_pick_the_last_day_of_a_month(nlp: Language, pack: Pack) -> None:
    found = candidate_days(read(nlp, pack, "Le texte sera signé le 27 octobre.", "2022-12"))
    assert found.days is not None
    assert len(found.days) == 31


def test_a_lead_dated_yesterday_leaves_the_next_day_open(nlp: Language, pack: Pack) -> None:
    text = "Mardi 17 mai, la ministre a remis son rapport. Hier, lors de la remise, elle ne cachait pas sa joie."
    found = candidate_days(read(nlp, pack, text, "2022-05"))
    assert found.likely == {date(2022, 5, 17), date(2022, 5, 18)}
    assert candidate_days(read(nlp, pack, text.partition(" Hier")[0], "2022-05")).likely == {date(2022, 5, 17)}


def test_a_future_that_the_tagger_does_not_know_lies_ahead(nlp: Language, pack: Pack) -> None:
    text = (
        "Les émissaires rapiéceront vendredi leur accord, ont précisé jeudi deux diplomates. Rien depuis lundi 13 mai."
    )
    found = candidate_days(read(nlp, pack, text, "2019-05", "jeudi"))
    assert found.likely == {date(2019, 5, 16)}


def test_a_day_the_text_calls_this_friday_is_no_other_weekday(nlp: Language, pack: Pack) -> None:
    """A date told as past that leaves no Friday is put aside with a warning."""
    text = "Une demande a été faite ; ce vendredi, il attend encore. Le roi s'est tu le lundi 30 novembre."
    found = candidate_days(read(nlp, pack, text, "2015-11"))
    assert found.likely is not None
    assert {d.isoweekday() for d in found.likely} == {5}
    assert found.warnings


def test_what_is_set_for_a_day_lies_ahead(nlp: Language, pack: Pack) -> None:
    text = "Mardi 24, il a écrit au roi ; ce vendredi, il attend. Une demande est arrivée, pour lundi 30 novembre."
    assert candidate_days(read(nlp, pack, text, "2015-11")).likely == {date(2015, 11, 27)}


def test_this_friday_beside_a_past_friday_is_the_day(nlp: Language, pack: Pack) -> None:
    text = "La session s'est achevée vendredi. Le texte date du 30 juin, il y a une semaine. On l'attend ce vendredi."
    assert candidate_days(read(nlp, pack, text, "2017-07")).likely == {date(2017, 7, 7)}


def test_what_a_pluperfect_tells_of_a_dated_day_is_over(nlp: Language, pack: Pack) -> None:
    text = "Vendredi 17 septembre, le palais devait fêter le roi. Deux jours plus tôt, ils avaient signé. Dit mardi."
    found = candidate_days(read(nlp, pack, text, "2021-09", "mardi"))
    assert found.likely is not None
    assert min(found.likely) >= date(2021, 9, 15)


@pytest.mark.parametrize(
    "text",
    [
        "Ils se sont vus mardi. Il y a quinze jours, le 3 octobre, ils s'évitaient. Ils voteront le 12 novembre.",
        "Le roi a parlé jeudi. Vendredi 21 octobre, il avait reçu le consul.",
    ],
    ids=["the days gone by since a date", "a weekday of another year"],
)
def test_a_month_that_no_day_of_the_text_fits_is_not_believed(nlp: Language, pack: Pack, text: str) -> None:
    found = infer_published([read(nlp, pack, text, "2015-04")])
    assert found.published["d"] == Published()
    assert "refuted" in found.warnings["d"][-1]
    true = candidate_days(read(nlp, pack, text, "2022-10"))
    assert true.days is not None
    assert not true.warnings


def test_a_weekday_with_its_date_tells_the_year_of_a_text_without_header(nlp: Language, pack: Pack) -> None:
    text = (
        "Les rebelles ont rendu lundi les armes. Le texte, signé en mars 2022, prévoit un vote. Le roi avait cédé après"
        " deux nuits de combats, vendredi 1er juillet."
    )
    days = candidate_days(read(nlp, pack, text, None)).days
    assert days is not None
    assert (min(days), max(days) <= date(2023, 4, 27)) == (date(2022, 7, 1), True)
    assert candidate_days(read(nlp, pack, text.replace("vendredi 1er", "le 1er"), None)).days is None


@pytest.mark.parametrize(
    ("text", "header", "reports", "likely"),
    [
        # who says "hier" again tells the news of yesterday
        ("Mardi 17 mai, la ministre a remis son rapport. Hier, elle souriait. Son rival, hier, s'est tu.", "2022-05",
         [], {date(2022, 5, 18)}),
        # "hier" is said on no Tuesday that somebody calls "mardi"
        ("Le roi a cédé mardi, a dit mardi son conseil. Il a vu le consul hier. Ils se verront le 24 mai.", "2022-05",
         ["mardi"], {date(2022, 5, d) for d in (4, 5, 11, 12, 18, 19)}),
        # "ce vendredi", with its date, beside what was said on "vendredi"
        ("Ils partent, privés de visa à compter de ce vendredi 20 mai 2022, a annoncé jeudi le palais. Le roi a dit "
         "vendredi sa colère.", None, ["jeudi"], {date(2022, 5, 20)}),
        # Tuesday is the 17th, and somebody has spoken on Wednesday
        ("Le roi a dit mardi sa colère. Mardi 17 mai, il a chassé le consul. Il l'a revu lundi. La reine a conseillé "
         "mercredi la prudence.", "2022-05", ["mardi", "mercredi"], {date(2022, 5, 18)}),
    ],
    ids=["hier, told again", "hier beside a weekday", "ce vendredi with its date", "the newest to speak"],
)  # fmt: skip
def test_the_day_by_what_is_said_of_yesterday_and_today(
    nlp: Language, pack: Pack, text: str, header: str | None, reports: list[str], likely: set[date]
) -> None:
    assert candidate_days(read(nlp, pack, text, header, *reports)).likely == likely


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Les deux clans se retrouvent à Tunis le 8 mai.", "2023-05-08"),
        ("Les deux clans se retrouvent à Tunis le 12 mai.", "2023-05-12"),
        ("Les deux clans se retrouveront à Tunis le 8 mai.", "2024-05-08"),
        ("Les deux clans doivent se retrouver à Tunis le 8 mai.", "2024-05-08"),
        ("Les deux clans se retrouvent à Tunis le 8 mars.", "2024-03-08"),
    ],
)
def test_a_present_tells_of_a_day_just_past_or_to_come(nlp: Language, pack: Pack, text: str, value: str) -> None:
    """A day some weeks back is told so in a chronology; a present does not send it a year ahead."""
    assert resolve(read(nlp, pack, text, None).times[-1], date(2023, 5, 10)).value == value
