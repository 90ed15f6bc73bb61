"""Saved pages."""

from __future__ import annotations

import time

import pytest

from pourparlers.errors import SourceError
from pourparlers.ingest import Facts
from pourparlers.ingest.html import exceeds_depth, read_html
from pourparlers.types import Document

ARTICLE = "".join(
    f"<p>Le médiateur {w} a reçu mardi les deux délégations dans la capitale, selon un communiqué publié le soir.</p>"
    for w in ("africain", "européen", "onusien", "turc")
)


def page(head: str = "", body: str = ARTICLE, *, top: str = "<!doctype html>") -> bytes:
    head = f"<head><title>Lomé</title>{head}</head>"
    return f"{top}<html lang='fr'>{head}<body><article>{body}</article></body></html>".encode()


def read(data: bytes) -> Document:
    return read_html(data, uri="page.html", stated=Facts(), max_depth=300)


def test_text_is_the_article() -> None:
    document = read(page(body=f"<h1>Reprise à Lomé</h1>{ARTICLE}<script>var x = 1;</script>"))
    assert document.text is not None
    assert "Le médiateur africain a reçu" in document.text
    assert "var x" not in document.text


LINKED = '<script type="application/ld+json">{}</script>'
ARTICLE_DATA = '{"@type":"NewsArticle","datePublished":"2022-01-21T23:10:00+01:00"}'
GRAPH_DATA = '{"@graph":[{"@type":"WebPage"},{"datePublished":"2022-01-21"}]}'
META = '<meta property="article:published_time" content="2022-01-20T10:00:00Z">'
CANONICAL = '<link rel="canonical" href="https://example.org/monde/2022/01/19/lome.html">'


@pytest.mark.parametrize(
    ("head", "value", "basis"),
    [
        (LINKED.replace("{}", ARTICLE_DATA), "2022-01-21", "metadata"),
        (LINKED.replace("{}", GRAPH_DATA), "2022-01-21", "metadata"),
        (LINKED.replace("{}", "{broken") + META, "2022-01-20", "metadata"),
        (LINKED.replace("{}", ARTICLE_DATA) + META + CANONICAL, "2022-01-21", "metadata"),
        (CANONICAL, "2022-01-19", "url"),
        ("", None, None),
    ],
    ids=["json-ld", "graph", "meta", "json-ld-first", "url", "none"],
)
def test_day_of_publication(head: str, value: str | None, basis: str | None) -> None:
    published = read(page(head)).published
    assert (published.value, published.basis) == (value, basis)


def test_words_relative_to_now_give_no_date() -> None:
    labels = '<span class="date">il y a 2 heures</span><time class="published">hier à 18h</time>'
    assert read(page(body=labels + ARTICLE)).published.value is None


def test_a_dated_label_gives_the_day() -> None:
    label = '<p class="date-publication">Publié le 21 janvier 2022 à 18h04</p>'
    assert read(page(body=label + ARTICLE)).published.value == "2022-01-21"


def test_outlet_and_title() -> None:
    head = '<meta property="og:site_name" content="La Gazette"><meta property="og:title" content="Reprise à Lomé">'
    document = read(page(head))
    assert (document.outlet, document.title) == ("La Gazette", "Reprise à Lomé")


def test_publisher_of_the_linked_data_is_the_outlet() -> None:
    head = '<script type="application/ld+json">{"headline": "Reprise", "publisher": {"name": "La Gazette"}}</script>'
    document = read(page(head))
    assert (document.outlet, document.title) == ("La Gazette", "Reprise")


def test_charset_of_the_page_is_heeded() -> None:
    head = '<meta charset="iso-8859-1">'
    document = read(page(head).decode().encode("latin-1"))
    assert "médiateur européen" in (document.text or "")


def test_xml_declaration_and_nul_do_no_harm() -> None:
    assert read(page(top='<?xml version="1.0" encoding="utf-8"?>\n')).text
    assert read(page(body=ARTICLE.replace("africain", "afri\0cain"))).text


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 50_000,
        "<b>" * 50_000 + "x",
        "<div></b>" * 50_000,
        "<!-- " * 50_000 + "<div>" * 50_000,
        "<script>" + "<i>" * 10 + "<script>" * 20_000 + "<div>" * 50_000,
        "<table><tr><td>" * 50_000,
        "<ul><li>" * 50_000,
    ],
    ids=["div", "b", "wrong-closings", "open-comments", "open-scripts", "tables", "lists"],
)
def test_fifty_thousand_nested_tags_are_refused_quickly(body: str) -> None:
    began = time.perf_counter()
    with pytest.raises(SourceError, match="300 deep"):
        read(page(body=body))
    assert time.perf_counter() - began < 2


def test_long_flat_pages_are_not_deep() -> None:
    flat = "<p>x<br><li>y<td>z<img src=a>" * 20_000 + "<div>a</div><span>b</span>" * 20_000
    assert not exceeds_depth(flat, 50)
    assert not exceeds_depth("<script>" + "<div>" * 1000 + "</script>" + "<!--" + "<div>" * 1000 + "-->", 50)


@pytest.mark.parametrize(
    "data", [b"", b"   \n", b"<html></html>", b"<p>", b"not a page"], ids=lambda d: d.decode() or "-"
)
def test_a_page_without_article_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError):
        read(data)


def test_the_same_page_gives_the_same_document() -> None:
    assert read(page()) == read(page())
