"""Saved web pages to Documents: the article's text, its title, outlet and day of publication.

The text is what trafilatura extracts. Pages are capped in size and in nesting before any parser sees them, because
a page made to be deep hangs it. The day comes from JSON-LD's `datePublished`, then from htmldate over the page's
metadata, its `time` elements and dated labels that show a year: never from words like "il y a 2 heures", which
would take the computer's clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Any

import msgspec
from htmldate import find_date
from trafilatura import extract
from trafilatura.utils import load_html

from ..errors import SourceError
from ..types import Document, Published
from .document import Facts, make_document
from .encoding import decode_bytes
from .moments import find_url_day
from .options import parse_moment

_CHARSET = re.compile(rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.I)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)|<!--", re.I)
_RAW = frozenset({"script", "style", "textarea", "title"})
_FLAT_NAMES = (
    "area base br col embed hr img input link meta source track wbr param p li dt dd option "
    "tr td th thead tbody tfoot html head body"
)
_FLAT = frozenset(_FLAT_NAMES.split())
"""Elements that do not nest by being left open: void ones, and those a parser closes by itself."""
_LATEST = "2100-01-01"
_EARLIEST = "1900-01-01"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DATED = "//time[@datetime] | //*[contains(@class, 'date') or contains(@itemprop, 'date') or contains(@class, 'publi')]"
_MOST_DATED = 50


def read_html(data: bytes, *, uri: str, stated: Facts, max_depth: int) -> Document:
    """The article in the page `data`. Raises SourceError for a page that is no text, too deep or without article."""
    declared = _CHARSET.search(data[:4096])
    decoded = decode_bytes(data, uri=uri, declared=declared[1].decode("ascii") if declared else None)
    page = decoded.text
    if not page.strip():
        raise SourceError("the file is empty: nothing to read in it", uri=uri)
    if exceeds_depth(page, max_depth):
        raise SourceError(f"its HTML elements nest more than {max_depth} deep: no parser is let near it", uri=uri)
    clean = page.replace("\0", "")
    try:
        tree: Any = load_html(clean)
        text = extract(clean, fast=True, include_comments=False, date_extraction_params={"max_date": _LATEST})
    except (ValueError, RecursionError) as error:
        raise SourceError(f"this HTML cannot be parsed ({error})", uri=uri) from error
    if tree is None or not text or not text.strip():
        raise SourceError("no article text was found in this page", uri=uri)
    linked = list(_linked_data(tree))
    return make_document(
        text,
        uri=uri,
        stated=stated,
        own=_published(tree, linked),
        title=_title(tree, linked),
        outlet=_meta(tree, "og:site_name") or _publisher(linked),
        warnings=decoded.warnings,
    )


def exceeds_depth(page: str, limit: int) -> bool:
    """Whether more than `limit` elements of `page` stand open at once; one pass, no parsing.

    A closing tag closes only an element of its own name, so that wrong closing tags hide nothing.
    """
    standing: dict[str, int] = {}
    depth = position = 0
    ends_missing: set[str] = set()
    while found := _TAG.search(page, position):
        position = found.end()
        name = (found[2] or "!--").lower()
        if not found[1] and (name in _RAW or name == "!--"):
            position = _after_raw(page, position, name, ends_missing)
        elif name in _FLAT:
            continue
        elif not found[1]:
            standing[name] = standing.get(name, 0) + 1
            depth += 1
            if depth > limit:
                return True
        elif standing.get(name, 0):
            standing[name] -= 1
            depth -= 1
    return False


def _after_raw(page: str, position: int, name: str, ends_missing: set[str]) -> int:
    """Where the comment or raw element `name` that begins before `position` ends; `position` where it never does."""
    if name in ends_missing:
        return position
    found = re.compile("-->" if name == "!--" else f"</{name}", re.I).search(page, position)
    if not found:
        ends_missing.add(name)  # looked for once: a page of unclosed comments is still read in one pass
        return position
    return found.end()


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """Every JSON-LD object of the page, those in lists and graphs included; unreadable ones are passed over."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            waiting: list[Any] = [msgspec.json.decode(script.text_content().strip())]
        except (msgspec.DecodeError, RecursionError):
            continue
        while waiting:
            item = waiting.pop(0)
            if isinstance(item, list):
                waiting.extend(item)
            elif isinstance(item, dict):
                yield item
                waiting.extend(item.get(key) for key in ("@graph", "mainEntity") if key in item)


def _published(tree: Any, linked: list[dict[str, Any]]) -> Published | None:
    """The page's day of publication: from JSON-LD, from its other metadata, or from its canonical address."""
    for item in linked:
        value = item.get("datePublished")
        if isinstance(value, str) and (day := parse_moment(value)):
            return Published(value=day, basis="metadata")
    found = find_date(
        _dated_parts(tree), original_date=True, extensive_search=False, min_date=_EARLIEST, max_date=_LATEST
    )
    if found:
        return Published(value=found, basis="metadata")
    address = _canonical(tree)
    if address and (day := find_url_day(address)):
        return Published(value=day, basis="url")
    return None


def _dated_parts(tree: Any) -> str:
    """A page of nothing but the metadata, `time` elements and labels of a date with a year in it."""
    meta = [
        (m.get("property") or m.get("name") or m.get("itemprop"), m.get("content"))
        for m in tree.xpath("//meta[@content]")
    ]
    head = "".join(f'<meta property="{escape(k)}" content="{escape(v)}">' for k, v in meta if k)
    times = []
    for element in tree.xpath(_DATED)[:_MOST_DATED]:
        moment = element.get("datetime") or ""
        words = " ".join(element.text_content().split())
        if _YEAR.search(moment):
            times.append(f'<time datetime="{escape(moment)}" class="{escape(element.get("class") or "")}"></time>')
        elif len(words) < 100 and _YEAR.search(words):
            times.append(f'<span class="date">{escape(words)}</span>')
    body = "".join(times)
    return f"<html><head><title>-</title>{head}</head><body><article><p>-</p>{body}</article></body></html>"


def _title(tree: Any, linked: list[dict[str, Any]]) -> str | None:
    for item in linked:
        headline = item.get("headline")
        if isinstance(headline, str) and headline.strip():
            return " ".join(headline.split())
    words = _meta(tree, "og:title")
    for path in ("//h1", "//title"):
        elements = tree.xpath(path)
        words = words or (" ".join(elements[0].text_content().split()) if elements else None)
    return words or None


def _publisher(linked: list[dict[str, Any]]) -> str | None:
    for item in linked:
        publisher = item.get("publisher")
        name = publisher.get("name") if isinstance(publisher, dict) else None
        if isinstance(name, str) and name.strip():
            return name.strip()
    return None


def _meta(tree: Any, name: str) -> str | None:
    for element in tree.xpath("//meta[@property=$name or @name=$name]", name=name):
        if content := (element.get("content") or "").strip():
            return str(content)
    return None


def _canonical(tree: Any) -> str | None:
    links = tree.xpath("//link[@rel='canonical']/@href")
    return str(links[0]) if links else _meta(tree, "og:url")
