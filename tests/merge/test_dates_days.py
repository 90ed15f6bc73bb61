"""What one dispatch alone says of its day: read from real sentences of our own."""

from __future__ import annotations

from datetime import date

import pytest
from spacy.language import Language

from pourparlers.annotate.pipeline import DocMaker, parse_documents
from pourparlers.annotate.times import find_times
from pourparlers.drafts import Reading
from pourparlers.lang.pack import Pack
from pourparlers.merge.dates import candidate_days, infer_published
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
    ],
)  # fmt: skip
def test_alone(
    nlp: Language, pack: Pack, text: str, header: str | None, reports: list[str], value: str | None, candidates: int
) -> None:
    found = infer_published([read(nlp, pack, text, header, *reports)]).published["d"]
    assert (found.value, len(found.candidates)) == (value, candidates), found


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
