from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import msgspec
import pytest
from rich.console import Console

from fakes import ACTORS, GENEVA, VERSIONS, build, make_reading
from pourparlers.errors import NotFoundError
from pourparlers.ids import make_id, make_span
from pourparlers.lang.catalogue import load_catalogue
from pourparlers.store.order import find_key
from pourparlers.types import (
    Contact,
    Document,
    Event,
    Figure,
    Header,
    Participant,
    Position,
    Published,
    Quantity,
    Record,
    Source,
    Statement,
    When,
)
from pourparlers.views import render, rows
from pourparlers.views.card import find_item, make_card, make_passage
from pourparlers.views.cast import Cast, find_actors
from pourparlers.views.dates import say_date
from pourparlers.views.render_card import render_card
from pourparlers.vocab import (
    Assertion,
    ContactKind,
    ContactMode,
    ContactStatus,
    EventType,
    Medium,
    Part,
    Stance,
    StatementKind,
    WhenBasis,
)

FR, EN = load_catalogue("fr"), load_catalogue("en")
SOURCE = Path(__file__).resolve().parents[2] / "src" / "pourparlers"
TEXT = (
    "L'heure est grave. M. Lavrov a rencontré vendredi M. Blinken à Genève, a dit M. Kouleba. "
    'Il exige "le retrait" de 1,7 million de soldats.'
)
DOC = make_id("doc", TEXT)


def span(words: str):
    start = TEXT.index(words)
    return make_span(DOC, TEXT, start, start + len(words))


@pytest.fixture(scope="module")
def record() -> Record:
    met = span("M. Lavrov a rencontré vendredi M. Blinken à Genève")
    return Record(
        header=Header(schema="1.0", program="1", pack="p", knowledge="k"),
        documents=(
            Document(
                id=DOC, uri="depeches/une.txt", text=TEXT, outlet="Le Matin", sources=(Source(uri="depeches/une.txt"),)
            ),
        ),
        actors=tuple(ACTORS.values()),
        contacts=(
            Contact(
                id="contact-1",
                kind="meeting",
                participants=(Participant(actor="sergei-lavrov"), Participant(actor="antony-blinken", part="host")),
                place=GENEVA,
                when=When(value="2022-01-21", basis="joint"),
                evidence=(met,),
            ),
        ),
        statements=(
            Statement(id="st-1", doc=DOC, content=(span("le retrait"),), kind="partial", speaker="dmytro-kuleba"),
            Statement(id="st-2", doc=DOC, content=(met,), anonymous=True),
        ),
        events=(
            Event(
                id="ev-1", event_type="REQUEST", actor=("dmytro-kuleba",), statement="st-1", evidence=(span("exige"),)
            ),
            Event(id="ev-2", event_type="CONSULT", actor=("sergei-lavrov",), evidence=(span("a rencontré"),)),
            Event(
                id="ev-3",
                event_type="MOBILIZE",
                mode="troops",
                actor=("sergei-lavrov",),
                recipient=("dmytro-kuleba",),
                when=When(value="2022-01"),
                assertion="denied",
                evidence=(span("soldats"),),
            ),
        ),
        positions=(
            Position(
                id="po-1",
                holder="dmytro-kuleba",
                issue="retrait",
                stance="demand",
                content=(span("le retrait"),),
                evidence=(span("exige"),),
            ),
        ),
        figures=(
            Figure(
                id="fi-1",
                quantity=Quantity(low=1_700_000, high=1_700_000, approximate=True),
                unit="",
                what="soldats",
                of="sergei-lavrov",
                evidence=(span("1,7 million"),),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        ("2022-01-21", "21 janvier 2022", "21 January 2022"),
        ("2022-02-01", "1er février 2022", "1 February 2022"),
        ("2022-01", "janvier 2022", "January 2022"),
        ("2022", "2022", "2022"),
        ("2021-12~", "vers décembre 2021", "about December 2021"),
        ("2021-12-03~", "vers le 3 décembre 2021", "about 3 December 2021"),
        ("2022-01-24/2022-01-30", "du 24 au 30 janvier 2022", "24 to 30 January 2022"),
        ("2022-01/2022-03", "de janvier 2022 à mars 2022", "January 2022 to March 2022"),
        ("../2022-01-18", "au plus tard le 18 janvier 2022", "on or before 18 January 2022"),
        ("2022-01-18/..", "depuis le 18 janvier 2022", "since 18 January 2022"),
        ("[2022-02-01,2022-02-08]", "l'un de : 1er ou 8 février 2022", "one of: 1 or 8 February 2022"),
        (
            "[2022-01-31,2022-02-07]",
            "l'un de : 31 janvier ou 7 février 2022",
            "one of: 31 January or 7 February 2022",
        ),
        (
            "[2021-12-31,2022-01-07]",
            "l'un de : 31 décembre 2021 ou 7 janvier 2022",
            "one of: 31 December 2021 or 7 January 2022",
        ),
        (
            "[2022-03-01,2022-03-02,2022-03-03,2022-03-04,2022-03-05]",
            "l'un de 5 jours, du 1er au 5 mars 2022",
            "one of 5 days, 1 to 5 March 2022",
        ),
        ("2021-12-30T11:00", "30 décembre 2021", "30 December 2021"),
        (None, "sans date", "undated"),
    ],
)
def test_dates_keep_the_precision_they_have(value: str | None, french: str, english: str) -> None:
    assert say_date(When(value=value), FR) == french
    assert say_date(When(value=value), EN) == english


def test_candidates_stand_in_for_a_date() -> None:
    assert say_date(When(candidates=("2022-02-01", "2022-02-08")), FR) == "l'un de : 1er ou 8 février 2022"


def test_dates_sort_with_open_ones_at_their_known_end_and_none_last() -> None:
    values = ["2022-01-05", "2022-01", "../2022-01-18", "2022-02-01/..", "[2022-01-02,2022-03-01]", None]
    ordered = sorted(values, key=lambda value: find_key(When(value=value)))
    assert ordered == ["2022-01", "[2022-01-02,2022-03-01]", "2022-01-05", "../2022-01-18", "2022-02-01/..", None]


def test_the_catalogues_say_the_same_things() -> None:
    assert FR.keys == EN.keys


def test_every_string_is_said_somewhere() -> None:
    """A key stands in the code, or the beginning of one does (f"status.{...}") and what follows it as a word.

    Help is made from the commands and their options, which tests/test_docs.py compares with the reference.
    """
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    words = set(re.findall(r"""["']([\w.-]+)["']""", code))
    beginnings = set(re.findall(r"""f["']([a-z_]+\.[a-z_.]*)\{""", code))
    for key in FR.keys:
        whole = re.sub(r"\.(one|many)$", "", key)
        begun = [key.removeprefix(b).split(".") for b in beginnings if key.startswith(b)]
        said = any(all(part in words or part.isdigit() for part in rest) for rest in begun)
        assert key.startswith("help.") or whole in words or said, key


@pytest.mark.parametrize(
    ("group", "vocabulary"),
    [
        ("contact", ContactKind), ("status", ContactStatus), ("mode", ContactMode), ("statement", StatementKind),
        ("assertion", Assertion), ("stance", Stance), ("event", EventType), ("basis", WhenBasis),
    ],
)  # fmt: skip
def test_every_word_of_a_vocabulary_has_a_name(group: str, vocabulary) -> None:
    assert {f"{group}.{word}" for word in vocabulary.__args__} <= FR.keys


def test_parts_and_media_have_names_where_they_are_shown() -> None:
    assert {f"part.{part}" for part in Part.__args__ if part != "party"} <= FR.keys
    assert {f"medium.{medium}" for medium in Medium.__args__ if medium != "unknown"} <= FR.keys


def test_a_chronology_tells_each_thing_once_by_date(record: Record) -> None:
    told = rows.chronology(record, Cast(record, FR))
    assert [row.id for row in told] == ["ev-3", "contact-1", "st-2", "st-1"]
    contact, quote = told[1], told[3]
    assert contact.who == "Sergueï Lavrov, Antony Blinken (hôte)"
    assert (contact.what, contact.where, contact.status, contact.date) == (
        "rencontre",
        "Genève",
        "tenu",
        "21 janvier 2022",
    )
    assert contact.sources == ("Le Matin, une.txt",)
    assert quote.what == "cité en partie · demande"
    assert told[2].who == "source anonyme"
    assert rows.chronology(record, Cast(record, EN))[1].who == "Sergey Lavrov, Antony Blinken (host)"


def test_each_list_has_its_words(record: Record) -> None:
    assert [row.what for row in rows.positions(record, Cast(record, FR))] == ["exige"]  # its words stand below
    (position,) = record.positions
    named = Cast(record, FR, {position.issue: "retrait des troupes"})
    assert [row.what for row in rows.positions(record, named)] == ["exige : retrait des troupes"]
    assert rows.make_row(position, Cast(record, FR)).what == "exige : le retrait"
    assert [row.what for row in rows.figures(record, Cast(record, FR))] == ["environ 1\u202f700\u202f000 soldats"]
    assert [row.what for row in rows.figures(record, Cast(record, EN))] == ["about 1,700,000 soldats"]
    mobilise = rows.events(record, Cast(record, FR))[0]
    assert (mobilise.who, mobilise.what, mobilise.status) == (
        "Sergueï Lavrov → Dmytro Kouleba",
        "mobilisation (troops)",
        "démenti",
    )
    assert [(row.name, row.facts) for row in rows.actor_rows(record, FR)] == [
        ("Dmytro Kouleba", 4),
        ("Sergueï Lavrov", 4),
        ("Antony Blinken", 1),
    ]


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (3, 5, "3 à 5 chars"),
        (100, None, "au moins 100 chars"),
        (None, 2.5, "au plus 2,5 chars"),
        (None, None, "un nombre non précisé de chars"),
    ],
)
def test_bounds_of_a_figure_are_said(low: float | None, high: float | None, words: str) -> None:
    figure = Figure(id="f", quantity=Quantity(low=low, high=high), unit="chars", what="chars")
    assert rows.say_quantity(figure, FR) == words


def test_text_shows_who_what_where_words_and_source(record: Record) -> None:
    console = Console(width=100, file=io.StringIO(), color_system=None)
    console.print(render.render_text(rows.chronology(record, Cast(record, FR)), FR))
    told = console.file.getvalue()
    for words in (
        "21 janvier 2022",
        "● Sergueï Lavrov, Antony Blinken (hôte) · rencontre · Genève  tenu",
        "«\u00a0M. Lavrov",
    ):
        assert words in told
    assert "Le Matin, une.txt · contact-1" in told
    assert told.rstrip().endswith("4 faits")


def test_nothing_in_a_dispatch_steers_the_terminal() -> None:
    assert render.plain("a\x1b[31mb\u202ec\n d") == "a\ufffd[31mb\ufffdc d"
    assert render.shorten("un deux trois", 9) == "un deux…"


def test_markdown_and_csv_and_json_hold_the_same_rows(record: Record) -> None:
    told = rows.chronology(record, Cast(record, FR))
    page = render.render_markdown(told, FR, title="Chronologie")
    assert page.startswith("# Chronologie\n\n## janvier 2022\n")
    assert "- **Sergueï Lavrov, Antony Blinken (hôte)** · rencontre · Genève — *tenu*" in page
    table = list(csv.DictReader(io.StringIO("".join(render.render_csv(told)))))
    assert [line["id"] for line in table] == [row.id for row in told]
    assert table[1]["words"] == "M. Lavrov a rencontré vendredi M. Blinken à Genève"
    assert [item["id"] for item in json.loads(render.render_json(told))] == [row.id for row in told]
    assert list(render.render_csv([])) == [",".join(rows.Row.__struct_fields__) + "\n"]


def test_markdown_takes_marks_in_names_as_they_are() -> None:
    document = Document(id="d", uri="a|b_c.txt", text="# *Titre* <b>")
    page = render.render_markdown([rows.document_row(document, FR)], FR, title="x")
    assert r"\# \*Titre\* \<b\>" in page


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("lavrov", {"sergei-lavrov"}),
        ("Sergueï Lavrov", {"sergei-lavrov"}),
        ("sergei-lavrov", {"sergei-lavrov"}),
        ("russie", {"sergei-lavrov"}),
        ("etats unis", {"antony-blinken"}),
        ("UKR", {"dmytro-kuleba"}),
    ],
)
def test_actors_are_found_by_name_state_or_id(record: Record, wanted: str, found: set[str]) -> None:
    assert find_actors(record.actors, wanted) == found


def test_an_unknown_actor_is_said_so(record: Record) -> None:
    with pytest.raises(NotFoundError, match="pourparlers actors"):
        find_actors(record.actors, "Ban Ki-moon")


def test_evidence_stands_in_its_sentence(record: Record) -> None:
    passage = make_passage(span("rencontré"), TEXT)
    assert passage.before.endswith("Lavrov a ")
    assert passage.after.startswith(" vendredi M. Blinken")
    assert passage.before + passage.span.text + passage.after in TEXT
    whole = make_passage(span("L'heure est grave."), TEXT)
    assert (whole.before, whole.after) == ("", "")


def test_a_card_shows_evidence_basis_and_names(record: Record) -> None:
    console = Console(width=100, file=io.StringIO(), color_system=None)
    card = make_card(record, find_item(record, "contact-1"))
    console.print(render_card(card, Cast(record, FR)))
    told = console.file.getvalue()
    for words in (
        "21 janvier 2022 (2022-01-21)",
        "déduite de plusieurs dépêches",
        "Le Matin, une.txt",
        "M. Lavrov a rencontré",
    ):
        assert words in told


def test_a_card_tells_precision_and_which_dispatch_decided_the_day(record: Record) -> None:
    other = Document(id="doc-2", uri="depeches/deux.txt", text="Rien.")
    first = record.documents[0]
    decided = msgspec.structs.replace(
        first, published=Published(value="2022-01-21", basis="joint", decided_by=("doc-2",))
    )
    whole = msgspec.structs.replace(record, documents=(decided, other))
    console = Console(width=100, file=io.StringIO(), color_system=None)
    console.print(render_card(make_card(whole, find_item(whole, "contact-1")), Cast(whole, FR)))
    told = " ".join(console.file.getvalue().split())
    assert "précision au jour" in told
    assert "décidée avec deux.txt" in told


@pytest.mark.parametrize(
    "wanted", [DOC, "une.txt", "depeches/une.txt", "sergei-lavrov", "st-1", "ev-3", "po-1", "fi-1"]
)
def test_every_kind_of_object_has_a_card(record: Record, wanted: str) -> None:
    console = Console(width=100, file=io.StringIO(), color_system=None)
    console.print(render_card(make_card(record, find_item(record, wanted)), Cast(record, EN)))
    assert console.file.getvalue().strip()


def test_merged_accounts_are_found_by_retired_ids_and_say_why() -> None:
    texts = ("Blinken et Lavrov se rencontreront le 2022-01-21.", "Blinken et Lavrov se sont rencontrés hier.")
    documents = [Document(id=make_id("doc", t), uri=f"{i}.txt", text=t) for i, t in enumerate(texts)]
    merged = build([make_reading(d) for d in documents], (), VERSIONS)
    (contact,), (judgement,) = merged.contacts, merged.judgements
    (retired,) = set(judgement.pair) - {contact.id}

    assert find_item(merged, retired) == contact
    assert make_card(merged, contact).reasons == (judgement,)
    console = Console(width=100, file=io.StringIO(), color_system=None)
    console.print(render_card(make_card(merged, contact), Cast(merged, FR)))
    assert "participants (+2.50) : mêmes participants" in console.file.getvalue()
    assert "états successifs" in console.file.getvalue()


def test_an_id_that_fits_several_or_nothing_is_said_so(record: Record) -> None:
    assert find_item(record, "contac").id == "contact-1"
    with pytest.raises(NotFoundError, match="fits 2"):
        find_item(Record(header=record.header, actors=tuple(_twins())), "twin")
    with pytest.raises(NotFoundError, match="search"):
        find_item(record, "ghost-1")


def _twins():
    for n in range(2):
        actor = ACTORS["Lavrov"]
        yield type(actor)(id=f"twin-{n}", name=actor.name)


def test_counting_follows_the_language() -> None:
    assert [FR("render.total", n=n) for n in (0, 1, 2)] == ["0 fait", "1 fait", "2 faits"]
    assert [EN("render.total", n=n) for n in (0, 1, 2)] == ["0 facts", "1 fact", "2 facts"]
