"""Each view of the page in a real Chromium, on the record of the packaged samples."""

from __future__ import annotations

import gzip
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from urllib.request import urlopen

import pytest

VIEWS = {
    "chronology": ("", "faits", "facts"),
    "agenda": ("?view=agenda", "Tel que connu le", "As known on"),
    "week": ("?view=agenda&span=week&day=2022-03-10", "Semaine", "Week"),
    "network": ("?view=network", "Qui rencontre qui", "Who meets whom"),
    "ledger": ("?view=ledger", "Question par question", "Issue by issue"),
    "dossiers": ("?view=dossiers", "Les négociations", "The negotiations"),
    "dossier": ("?view=dossiers&id={dossier}", "Tous les dossiers", "All dossiers"),
    "actors": ("?view=actors", "Les acteurs", "The actors"),
    "actor": ("?view=actors&id={actor}", "Fonctions", "Offices"),
    "documents": ("?view=documents", "Les dépêches", "The dispatches"),
    "reader": ("?view=documents&id={document}", "Faits de cette dépêche", "Facts of this dispatch"),
    "search": ("?view=search&q=rencontre", "Chercher dans", "Search the dispatches"),
    "fact": ("?fact={contact}", "D’où vient la date", "Where the date comes from"),
    "nothing": ("?q=zzyzx", "Aucun fait ne répond", "No fact answers"),
}
"""A view's address, and words it shows in French and in English."""


LOOKS = [(1360, "light", "fr"), (390, "dark", "en")]
"""Widths, themes and languages: each of them once, and all together where the pictures are wanted."""
if os.environ.get("POURPARLERS_SHOTS"):
    LOOKS += [(1360, "dark", "en"), (390, "light", "fr")]


def ask(site: str, path: str, **params: str) -> Any:
    """What the API says."""
    with urlopen(f"{site}api/v1/{path}?{urlencode({'lang': 'fr', **params})}") as answer:
        return json.load(answer)


def find_ids(site: str) -> dict[str, str]:
    """One of each to open: of the contacts the one that most dispatches tell."""
    contacts = ask(site, "facts", type="contact", limit="200")["items"]
    told = max(contacts, key=lambda row: len(row["sources"]))
    document = max(ask(site, "documents")["items"], key=lambda line: line["n_facts"])
    ids = {"contact": told["id"], "actor": "sergey-lavrov", "document": document["id"]}
    actors = ask(site, "actors", q="Lavrov")["items"]
    ids |= {"actor": actors[0]["id"], "dossier": ask(site, "dossiers")["items"][0]["id"]}
    return {name: quote(value) for name, value in ids.items()}


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(("width", "theme", "lang"), LOOKS)
def test_view(
    site: str, visit: Callable[..., Any], view: str, width: int, theme: str, lang: str
) -> None:  # the visit's end asserts: no request to others, no error on the console
    query, french, english = VIEWS[view]
    seen = visit(site, width=width, theme=theme)
    seen.go(query.format(**find_ids(site)) + ("&" if query else "?") + f"lang={lang}")
    words = french if lang == "fr" else english
    seen.page.get_by_text(words).first.wait_for(state="attached")
    seen.page.wait_for_timeout(150)
    seen.shot(f"{view}-{lang}-{theme}-{width}")
    assert seen.page.evaluate("document.documentElement.lang") == lang
    assert not seen.overflows()
    assert seen.find_faults() == []


@pytest.mark.parametrize("view", VIEWS)
def test_view_of_real_dispatches(seeds_site: str, visit: Callable[..., Any], view: str) -> None:
    query, words, _ = VIEWS[view]
    seen = visit(seeds_site)
    seen.go(query.format(**find_ids(seeds_site)) + ("&" if query else "?") + "lang=fr")
    seen.page.get_by_text(words).first.wait_for(state="attached")
    seen.page.wait_for_timeout(150)
    seen.shot(f"seeds-{view}")
    assert not seen.overflows()
    assert seen.find_faults() == []


def test_ledger_draws_positions_over_time(seeds_site: str, visit: Callable[..., Any]) -> None:
    seen = visit(seeds_site)
    seen.go("?view=ledger&lang=fr")
    cells = [
        cell for matter in ask(seeds_site, "ledger")["matters"] for held in matter["cells"].values() for cell in held
    ]
    assert any(cell["last"] and cell["date"] and cell["last"] > cell["date"] for cell in cells)
    lines = seen.page.locator("svg.course .held").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().width)"
    )
    assert len(lines) >= 5
    assert max(lines) > 3 * min(lines)
    seen.page.get_by_text("Le trait sous une position").wait_for()
    seen.shot("seeds-ledger-course")


def test_language_theme_and_address(site: str, visit: Callable[..., Any]) -> None:
    seen = visit(site, lang="en-GB")
    seen.go()
    assert "Chronology" in seen.text()
    seen.page.get_by_role("button", name="afficher la page en français").click()
    seen.page.get_by_text("Les plus récents d’abord").wait_for()
    assert "lang=fr" in seen.page.url
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    light = seen.page.evaluate(ground)
    seen.page.keyboard.press("t")
    assert seen.page.evaluate(ground) != light
    seen.page.reload()
    assert seen.page.evaluate(ground) != light, "the theme is kept"


def test_brush_narrows_every_view(site: str, visit: Callable[..., Any]) -> None:
    seen = visit(site)
    seen.go()
    total = ask(site, "facts", limit="1")["total"]
    seen.page.locator(".plot svg").wait_for()
    box = seen.page.locator(".plot").bounding_box()
    seen.page.mouse.move(box["x"] + 2, box["y"] + 20)
    seen.page.mouse.down()
    seen.page.mouse.move(box["x"] + box["width"] * 0.1, box["y"] + 20, steps=4)
    seen.page.mouse.up()
    found = re.search(r"since=([\d-]+)&until=([\d-]+)", seen.page.url)
    assert found, seen.page.url
    narrow = ask(site, "facts", limit="1", since=found[1], until=found[2])["total"]
    assert 0 < narrow < total
    seen.page.get_by_text(re.compile(rf"^\s*{narrow} faits")).wait_for()
    seen.page.get_by_role("link", name="Réseau").click()
    seen.ready()
    assert found[0] in seen.page.url
    seen.page.go_back()
    seen.page.get_by_text(re.compile(rf"^\s*{narrow} faits")).wait_for()
    start = seen.page.get_by_role("slider", name="Début de la période")
    before = start.get_attribute("aria-valuetext")
    start.press("ArrowRight")
    seen.page.wait_for_url(lambda url: found[1] not in url)
    assert start.get_attribute("aria-valuetext") != before
    seen.page.get_by_role("button", name="Toute la période").click()
    seen.page.get_by_text(re.compile(rf"^\s*{total} faits")).wait_for()


def test_filters_hold_in_the_address(site: str, visit: Callable[..., Any]) -> None:
    seen = visit(site)
    seen.go()
    seen.page.get_by_role("checkbox", name=re.compile("^Contacts")).check()
    contacts = ask(site, "facts", limit="1", type="contact")["total"]
    seen.page.get_by_text(re.compile(rf"^\s*{contacts} faits")).wait_for()
    field = seen.page.get_by_role("combobox", name="Ajouter un acteur")
    field.fill("lavrov")
    seen.page.get_by_role("option").first.wait_for()
    field.press("Enter")
    both = ask(site, "facts", limit="1", type="contact", actor=ask(site, "actors", q="Lavrov")["items"][0]["id"])[
        "total"
    ]
    seen.page.get_by_text(re.compile(rf"^\s*{both} faits")).wait_for()
    assert 0 < both < contacts
    address = seen.page.url
    again = visit(site)
    again.go(address.removeprefix(site))
    again.page.get_by_text(re.compile(rf"^\s*{both} faits")).wait_for()
    again.page.get_by_role("button", name="Retirer le filtre Contacts").click()
    again.page.wait_for_url(lambda url: "type=" not in url)


def test_keyboard(site: str, visit: Callable[..., Any]) -> None:
    seen = visit(site)
    seen.go()
    focused = "document.activeElement.textContent"
    press = seen.page.keyboard.press
    press("j")
    first = seen.page.evaluate(focused)
    press("j")
    assert seen.page.evaluate(focused) != first
    press("k")
    assert seen.page.evaluate(focused) == first
    press("Enter")
    seen.page.get_by_role("complementary", name="Explication du fait").wait_for()
    assert "fact=" in seen.page.url
    press("Escape")
    assert "fact=" not in seen.page.url
    assert seen.page.evaluate(focused) == first, "the focus is back where it was"
    press("?")
    seen.page.get_by_role("dialog").wait_for()
    assert seen.find_faults() == []
    press("Escape")
    assert not seen.page.get_by_role("dialog").is_visible()
    press("/")
    seen.page.keyboard.type("négociations")
    press("Enter")
    seen.page.get_by_text("Chercher dans").wait_for()
    assert seen.page.locator("mark").first.inner_text().lower().startswith("négocia")
    seen.page.locator("h1").click()
    press("3")
    seen.page.get_by_text("Qui rencontre qui").wait_for()
    seen.page.locator(".node").first.focus()
    name = "document.activeElement.getAttribute('aria-label')"
    one = seen.page.evaluate(name)
    for key in ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"):
        press(key)
        if seen.page.evaluate(name) != one:
            break
    assert seen.page.evaluate(name) != one
    press("Enter")
    seen.page.get_by_text("Liens de").wait_for()


def test_reader_marks_walk_and_explain(site: str, visit: Callable[..., Any]) -> None:
    seen = visit(site)
    ids = find_ids(site)
    seen.go(f"?view=documents&id={ids['document']}")
    text = seen.page.locator(".text").inner_text()
    told = ask(site, f"documents/{ids['document']}")
    whole = "".join(s["text"] for block in told["blocks"] for s in block["segments"])
    assert "".join(text.split()) == "".join(whole.split()), "the dispatch's words, all and none else"
    seen.page.keyboard.press("n")
    assert "Mention 1 sur" in seen.text()
    seen.page.keyboard.press("p")
    assert re.search(r"Mention (\d+) sur \1\b", seen.text())
    seen.page.locator(".mark.l-contact").first.click()
    seen.page.get_by_role("complementary", name="Explication du fait").wait_for()
    assert seen.page.locator(".mark.sel").count() >= 1
    marks = seen.page.locator(".mark").count()
    seen.page.get_by_role("checkbox", name="qui", exact=True).uncheck()
    assert seen.page.locator(".mark").count() < marks


def test_merge_reasons_are_drawn(site: str, visit: Callable[..., Any]) -> None:
    ids = find_ids(site)
    told = ask(site, f"facts/{ids['contact']}/explain")
    seen = visit(site)
    seen.go(f"?fact={ids['contact']}")
    seen.page.get_by_text("Pourquoi ces récits ne font qu’un").wait_for()
    seen.page.locator("aside.panel figure svg").first.wait_for()
    assert seen.page.locator("aside.panel figure svg").count() == len(told["pairs"])
    seen.page.locator("aside.panel figure svg").first.scroll_into_view_if_needed()
    seen.shot("waterfall-fr-light-1360")


def test_what_was_put_off_has_an_arrow(site: str, visit: Callable[..., Any]) -> None:
    """No sample tells of a meeting that was moved from one day to another: one of them is told as if it were."""
    seen = visit(site)

    def move(route: Any) -> None:
        told = route.fetch()
        agenda = told.json()
        entry = next(one for one in agenda["entries"] if one["earliest"] == one["latest"] == "2022-03-10")
        entry |= {"moved_from": "2022-03-01", "status": "reporté", "status_key": "postponed"}
        route.fulfill(response=told, json=agenda)

    seen.page.route("**/api/v1/agenda?*", move)
    seen.go("?view=agenda&month=2022-03")
    seen.page.locator("svg.arrows > path").wait_for()
    old, new = (seen.page.locator(f'[data-day="2022-03-{day}"]') for day in ("01", "10"))
    assert "reporté au 10 mars" in old.inner_text()
    assert "déplacé du 1er mars" in new.inner_text()
    arrow, start, end = (one.bounding_box() for one in (seen.page.locator("svg.arrows > path"), old, new))
    assert start["x"] < arrow["x"] < start["x"] + start["width"]
    assert start["y"] < arrow["y"] < start["y"] + start["height"]
    assert end["x"] < arrow["x"] + arrow["width"] < end["x"] + end["width"] + 8
    assert seen.find_faults() == []
    seen.shot("agenda-moved-fr-light-1360")


def test_real_precision_of_dates(site: str, visit: Callable[..., Any]) -> None:
    seen = visit(site)
    seen.go("?type=contact")
    rows = ask(site, "facts", type="contact", limit="50")["items"]
    labels = [text.strip() for text in seen.page.locator("h2.label").all_inner_texts()]
    assert labels[0] == rows[0]["date_text"]
    assert any(label.startswith("au plus tard") for label in labels)


def test_downloads_carry_the_filters(site: str, visit: Callable[..., Any]) -> None:
    seen = visit(site)
    seen.go("?type=contact&since=2022-03-01&until=2022-03-31")
    seen.page.get_by_role("button", name="Emporter").click()
    links = seen.page.locator("#download-menu a").all()
    addresses = [link.get_attribute("href") for link in links]
    forms = ("docx", "odt", "md", "html", "csv", "jsonl", "gexf", "graphml", "timeline")
    assert [form for form in forms if not any(f"format={form}&" in f"{one}&" for one in addresses)] == []
    assert len(addresses) == len(forms) + 1  # and the calendar
    for address in addresses:
        assert "since=2022-03-01" in address
        with urlopen(site.rstrip("/") + address) as answer:
            assert answer.status == 200
            assert answer.read(100)
    assert seen.find_faults() == []


def test_server_that_is_gone(site: str, visit: Callable[..., Any]) -> None:
    seen = visit(site)
    seen.expected = ("ERR_FAILED",)
    seen.page.route("**/api/v1/**", lambda route: route.abort())
    seen.page.goto(site)
    seen.page.get_by_text("Le serveur ne répond pas").first.wait_for()
    seen.shot("error-fr-light-1360")
    seen.page.unroute("**/api/v1/**")
    assert seen.page.locator("[data-row]").count() == 0
    seen.page.get_by_role("button", name="Réessayer").first.click()
    seen.page.locator("[data-row]").first.wait_for()
    assert seen.page.get_by_text("Le serveur ne répond pas").count() == 0


def test_print_shows_the_facts_alone(site: str, visit: Callable[..., Any]) -> None:
    seen = visit(site)
    seen.go()
    seen.page.emulate_media(media="print")
    assert not seen.page.locator("header").is_visible()
    assert not seen.page.locator("aside.side").is_visible()
    assert seen.page.locator("article.row").first.is_visible()
    seen.shot("print-fr", whole=False)


def test_weight_and_nothing_inline(built: Path) -> None:
    html = (built / "index.html").read_text("utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert "<style" not in html
    assert " style=" not in html
    assert not re.search(r"\son\w+=", html)
    weight = sum(len(gzip.compress(file.read_bytes(), 6)) for file in built.rglob("*") if file.is_file())
    assert weight < 150_000, f"{weight} bytes compressed"
    for file in built.rglob("*.[jc]ss*"):
        assert not re.search(r"""url\(["']?(?:https?:)?//""", file.read_text("utf-8")), file
