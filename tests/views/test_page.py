"""The page of an actor: what it says, and that its HTML is one sound file that asks for nothing from outside."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from rich.console import Console

from pourparlers.api import Pourparlers
from pourparlers.errors import NotFoundError
from pourparlers.extract.positions.issues import issue_names
from pourparlers.ids import make_id, make_span
from pourparlers.knowledge.model import KnowledgeBase
from pourparlers.lang.catalogue import load_catalogue
from pourparlers.lang.pack import Pack
from pourparlers.types import (
    Actor,
    Contact,
    Cue,
    Document,
    Event,
    Header,
    Named,
    Participant,
    Position,
    Published,
    Record,
    Statement,
    When,
)
from pourparlers.views.cast import Cast
from pourparlers.views.markup import Html, join, tag, typeset
from pourparlers.views.page import ActorPage, make_page
from pourparlers.views.page_html import render_html
from pourparlers.views.page_text import render_page, render_page_json, render_page_markdown

FR, EN = load_catalogue("fr"), load_catalogue("en")
EVIL = '<script>alert("1")</script>'
TEXT = (
    "Le ministère relaie la position. M. Lavrov a exclu \u202ehier\u202c une rencontre avec l'Ukraine. "
    f"Il juge {EVIL} que « tout & rien » va. « Nous voulons la paix », a-t-il dit à Genève."
)
DOC, OTHER = make_id("doc", TEXT), make_id("doc", "other")


def span(words: str):
    start = TEXT.index(words)
    return make_span(DOC, TEXT, start, start + len(words))


def make_record() -> Record:
    met = span("une rencontre avec l'Ukraine")
    return Record(
        header=Header(schema="1.0", program="1", pack="p", knowledge="k"),
        documents=(
            Document(
                id=DOC, uri=f"d/{EVIL}.txt", text=TEXT, outlet=f'L"Écho {EVIL}', title=f"Titre {EVIL}",
                language="fr", published=Published(value="2022-03-10"),
            ),
            Document(id=OTHER, uri="d/autre.txt", text="", published=Published(value="2022-03-09")),
        ),
        actors=(
            Actor(id="sergey-lavrov", name=Named(fr="Sergueï Lavrov", en="Sergey Lavrov"), state="RUS",
                  state_names=("Russie", "Russia"), aliases=("Lavrov", "Sergueï lavrov"), gender="m"),
            Actor(id="ukr", name=Named(fr="Ukraine", en="Ukraine"), kind="state", state="UKR"),
            Actor(id="mfa-rus", name=Named(fr="ministère russe", en="Russian ministry"), kind="institution",
                  state="RUS"),
            Actor(id="evil", name=Named(fr=EVIL, en=EVIL), aliases=(f"autre {EVIL}",)),
        ),
        statements=(
            Statement(id="st-late", doc=DOC, content=(span("Nous voulons la paix"),), kind="direct",
                      speaker="sergey-lavrov", said_on=When(value="2022-03-11", basis="relative"),
                      cue=Cue(span=span("a-t-il dit"), lemma="dire"), addressee=("ukr",), medium="speech",
                      via=("mfa-rus",), occasion="contact-1", same_as=("st-twin", "st-gone")),
            Statement(id="st-undated", doc=DOC, content=(met,), speaker="sergey-lavrov", within="st-outer"),
            Statement(id="st-outer", doc=DOC, content=(span("Le ministère relaie la position"),), speaker="mfa-rus"),
            Statement(id="st-twin", doc=OTHER, content=(span("tout & rien"),), speaker="sergey-lavrov",
                      co_speakers=("evil",), said_on=When(value="2022-02-20")),
            Statement(id="st-evil", doc=DOC, content=(span("Il juge"), span("que « tout & rien » va")),
                      speaker="evil", said_on=When(value="../2022-03-10", basis="bounded")),
        ),
        events=(Event(id="ev-1", event_type="REJECT", statement="st-undated", evidence=(met,)),),
        contacts=(
            Contact(id="contact-1", kind="meeting", evidence=(met,), status="refused",
                    participants=(Participant(actor="sergey-lavrov"), Participant(actor="ukr"))),
        ),
        positions=(
            Position(id="po-1", holder="sergey-lavrov", issue="troop-withdrawal", stance="refusal", content=(met,),
                     evidence=(met,)),
        ),
    )  # fmt: skip


class Checker(HTMLParser):
    """Follows a page's elements: what stands open, what they are called, what they ask for."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        assert len(attrs) == len(dict(attrs))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def values(self, name: str) -> list[str]:
        return [attrs[name] or "" for _, attrs in self.tags if name in attrs]


def check_html(page: str, lang: str) -> Checker:
    found = Checker(page)
    names = [name for name, _ in found.tags]
    assert page.startswith("<!doctype html>\n")
    assert found.tags[0] == ("html", {"lang": lang})
    assert not {"script", "link", "img", "iframe", "object", "base", "form"} & set(names)
    assert not re.search(r"https?:|url\(|@import|javascript:|\son\w+=", page)
    ids = found.values("id")
    assert len(ids) == len(set(ids))
    assert {href.removeprefix("#") for href in found.values("href")} <= set(ids)
    assert all(href.startswith("#") for href in found.values("href"))
    levels = [int(name[1]) for name in names if re.fullmatch(r"h\d", name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert {"main", "header", "footer"} <= set(names)
    assert "@media print" in page
    assert "prefers-color-scheme: dark" in page
    return found


def make(name: str, kb: KnowledgeBase, pack: Pack, lang: str = "fr") -> ActorPage:
    record = make_record()
    actor = next(actor for actor in record.actors if actor.id == name)
    return make_page(record, actor, Cast(record, load_catalogue(lang), issue_names(pack, lang)), kb=kb)


def shown(page: ActorPage, lang: str = "fr") -> str:
    console = Console(width=110, no_color=True)
    with console.capture() as caught:
        console.print(render_page(page, load_catalogue(lang)))
    return caught.get()


def test_statements_come_by_day_of_speaking_then_of_publication(kb: KnowledgeBase, pack: Pack) -> None:
    page = make("sergey-lavrov", kb, pack)
    assert [s.id for s in page.sayings] == ["st-twin", "st-undated", "st-late"]
    assert [s.date for s in page.sayings] == [
        "20 février 2022", "10 mars 2022 (date de la dépêche)", "11 mars 2022",
    ]  # fmt: skip
    assert [s.published for s in page.sayings] == [False, True, False]


def test_a_statement_says_all_that_is_known_of_it(kb: KnowledgeBase, pack: Pack) -> None:
    twin, undated, late = make("sergey-lavrov", kb, pack).sayings
    assert (late.words, late.cue, late.via, late.addressee) == (
        "Nous voulons la paix", "a-t-il dit", "ministère russe", "Ukraine",
    )  # fmt: skip
    assert (late.medium, late.kind, late.basis) == ("discours", "cité", "calculée à partir du jour de publication")
    assert late.occasion is not None
    assert (late.occasion.id, late.occasion.words) == ("contact-1", "rencontre, Sergueï Lavrov, Ukraine")
    assert [(also.id, also.source) for also in late.also] == [("st-twin", "autre.txt")]
    assert undated.within is not None
    assert (undated.within.who, undated.acts) == ("ministère russe", ("rejet",))
    # In its sentence: a meeting that is excluded does not read as a meeting.
    assert "".join(piece.text for piece in undated.sentence).startswith("M. Lavrov a exclu")
    assert [piece.text for piece in undated.sentence if piece.said] == ["une rencontre avec l'Ukraine"]
    assert (twin.who, undated.who) == (f"Sergueï Lavrov, {EVIL}", "")


def test_offices_stand_with_dates_and_whose_they_are(kb: KnowledgeBase, pack: Pack) -> None:
    (office,) = make("sergey-lavrov", kb, pack).offices
    assert (office.title, office.body) == ("ministre des Affaires étrangères", "Russie")
    assert office.dates == "depuis le 9 mars 2004"
    assert office.checked.startswith("vérifié jusqu'au ")
    (office,) = make("sergey-lavrov", kb, pack, "en").offices
    assert (office.body, office.dates) == ("Russia", "since 9 March 2004")
    assert make("evil", kb, pack).offices == ()


def test_contacts_and_positions_in_brief(kb: KnowledgeBase, pack: Pack) -> None:
    page = make("sergey-lavrov", kb, pack)
    assert [(count.name, count.n) for count in page.contact_kinds] == [("rencontre", 1)]
    assert page.positions[0].what == "refuse : retrait des troupes"
    assert page.positions[0].date == "10 mars 2022 (date de la dépêche)"
    ukraine = make("ukr", kb, pack)
    assert (len(ukraine.contacts), ukraine.positions, ukraine.sayings) == (1, (), ())
    assert "Propos" not in shown(ukraine)
    assert "Positions" not in render_page_markdown(ukraine, FR)


def test_a_name_among_parts_is_not_another_name(kb: KnowledgeBase, pack: Pack) -> None:
    assert make("sergey-lavrov", kb, pack).names == ("Sergey Lavrov",)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", ["sergey-lavrov", "ukr", "mfa-rus", "evil"])
def test_the_html_is_sound_and_hostile_text_stays_text(name: str, lang: str, kb: KnowledgeBase, pack: Pack) -> None:
    page = make(name, kb, pack, lang)
    html = render_html(page, load_catalogue(lang))
    found = check_html(html, lang)
    assert "\u202e" not in html
    assert {saying.id for saying in page.sayings} <= set(found.values("id"))
    if name in {"sergey-lavrov", "evil"}:
        assert '<script>alert("1")</script>' in found.text
        assert ("blockquote", {"lang": "fr"}) in found.tags
    if page.sayings:
        assert "«" not in {piece.text for saying in page.sayings for piece in saying.sentence if piece.said}


def test_the_html_links_what_is_on_the_page_and_marks_the_words(kb: KnowledgeBase, pack: Pack) -> None:
    html = render_html(make("sergey-lavrov", kb, pack), FR)
    assert '<a href="#st-twin">autre.txt</a>' in html
    assert '<a href="#contact-1">rencontre, Sergueï Lavrov, Ukraine</a>' in html
    assert "<mark>une rencontre avec l&#x27;Ukraine</mark>" in html
    assert '<time datetime="2022-02-20">20 février 2022</time>' in html
    # What this one was told in is the ministry's, and so not on this page.
    assert "#st-outer" not in html
    assert "refuse\u00a0: retrait des troupes" in html


def test_the_page_as_text_markdown_and_json(kb: KnowledgeBase, pack: Pack) -> None:
    page = make("sergey-lavrov", kb, pack)
    text = " ".join(shown(page).split())
    for words in ("relayé par : ministère russe", "aussi dans : autre.txt (st-twin)", "introduit par : a-t-il dit"):
        assert words in text
    assert "« Nous voulons la paix »" in text
    assert "rapporté dans un propos de : ministère russe, «" in text
    assert "\u202e" not in text
    marked = render_page_markdown(page, EN)
    assert marked.startswith("# Sergueï Lavrov\n")
    assert "**une rencontre avec l'Ukraine**" in marked
    assert "<script>" not in marked
    told = json.loads(render_page_json(page))
    assert told["sayings"][1]["within"]["id"] == "st-outer"
    assert list(told) == list(ActorPage.__struct_fields__)


def test_who_said_nothing_has_a_page_that_says_so(kb: KnowledgeBase, pack: Pack) -> None:
    record = make_record()
    nobody = Actor(id="nobody", name=Named(fr="Personne", en="Nobody"))
    page = make_page(record, nobody, Cast(record, EN, issue_names(pack, "en")), kb=kb)
    assert "holds no statement" in shown(page, "en")
    assert "holds no statement" in render_page_markdown(page, EN)
    assert "holds no statement" in check_html(render_html(page, EN), "en").text


def test_markup_escapes_all_that_it_did_not_make() -> None:
    assert tag("p", "a < b & c", None, title='"x"') == '<p title="&quot;x&quot;">a &lt; b &amp; c</p>'
    assert join("<b>", tag("b", "x")) == "&lt;b&gt;<b>x</b>"
    assert isinstance(join("x"), Html)
    assert tag("meta", name="viewport", content=None) == '<meta name="viewport">'
    assert typeset("l'un de : « x » ?", "fr") == "l’un de\u00a0: «\u00a0x\u00a0»\u00a0?"
    assert typeset("one of: x?", "en") == "one of: x?"


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_pages_of_the_samples(samples: Path, lang: str) -> None:
    say = load_catalogue(lang)
    with Pourparlers(samples) as record:
        for row in record.actor_rows(lang=lang):
            page = record.actor_page(row.id, lang=lang)
            found = check_html(render_html(page, say), lang)
            assert page.name == row.name
            assert say("date.none") not in {saying.date for saying in page.sayings}
            texts = {document.id: document.text or "" for document in record.record().documents} if page.sayings else {}
            for saying in page.sayings:
                for piece in saying.sentence:
                    if piece.said:
                        assert piece.text in texts[saying.doc]
            # No id stands where a name is wanted.
            assert not re.search(r"\b(?:statement|contact|position|doc)-[0-9a-f]{16}", found.text)
            assert re.search(r"\{|\bNone\b", found.text) is None
        with pytest.raises(NotFoundError, match="near it"):
            record.actor_page("Lavrof")
