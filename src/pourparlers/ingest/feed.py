"""RSS and Atom to Documents: an entry a dispatch, with its words, its own address and the day it was published.

The day is that of `pubDate`, `published` or `dc:date` (basis metadata), else the one in the entry's address (basis
url). When an entry was last updated is no day of publication: where nothing else is told, the day stays open.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]

from ..errors import SourceError
from ..types import Document, Published
from .document import make_document
from .markup import check_xml, fragment_text, is_markup
from .moments import find_day, find_url_day
from .parts import Asked, Part, check_text, main_language, take_whole, under_title

_END = re.compile(rb"</\s*(?:rss|feed|(?:\w+:)?RDF)\s*>", re.I)
_ADDRESS = re.compile(r"https?://\S+", re.I)
_LONGEST_KEY = 500
MOST_ENTRIES = 10_000
"""Entries of one feed that are read: live feeds hold some tens, archives some hundreds."""


def read_feed(path: Path, asked: Asked) -> Iterator[Part]:
    """The entries of the feed at `path` in its own order. Raises SourceError for what is no feed, or holds none.

    Where the feed breaks off, its last entry is refused: half a text would stand as a whole one.
    """
    data = take_whole(path, asked)
    check_xml(data, uri=asked.uri, max_depth=asked.max_depth)
    parsed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    entries = parsed.entries[:MOST_ENTRIES]
    if not parsed.version and not entries:
        reason = getattr(parsed, "bozo_exception", None)
        raise SourceError(f"this is no RSS or Atom feed{f' ({reason})' if reason else ''}", uri=asked.uri)
    torn = not _END.search(data.replace(b"\0", b"")[-2000:])
    warnings = ("the feed is not well-formed XML",) if parsed.bozo and not torn else ()
    for number, entry in enumerate(entries, 1):
        where = f"{asked.uri}#{number}"
        link = _address(entry.get("link"))
        guid = str(entry.get("id") or link or "").strip()
        uri = link or guid or where
        if not entry.get("published") and parsed.version.startswith("rss") and entry.get("updated"):
            entry["published"] = entry["updated"]  # feedparser's name for the dc:date of RSS, which tells publication
        reader = partial(_read_entry, entry, parsed.feed, asked=asked, uri=uri, warnings=warnings)
        if torn and number == len(entries):
            reader = partial(_refuse, where)
        yield Part(uri=where, read=reader, key=_shorten(guid or uri), link=link)
    if not entries:
        raise SourceError("this feed holds no entry", uri=asked.uri)


def _refuse(uri: str) -> Document:
    raise SourceError("the feed breaks off in this entry, which is left out", uri=uri)


def _shorten(key: str) -> str:
    """What an entry is known by; a digest of a name that is longer than any index of a database takes."""
    return key if len(key) <= _LONGEST_KEY else hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def _address(value: Any) -> str | None:
    found = _ADDRESS.fullmatch(value.strip()) if isinstance(value, str) else None
    return found[0] if found else None


def _read_entry(entry: Any, feed: Any, *, asked: Asked, uri: str, warnings: tuple[str, ...]) -> Document:
    title = _words(entry.get("title"), asked, uri)
    contents = [c for c in entry.get("content", ()) if str(c.get("value", "")).strip()]
    raw = max((str(c["value"]) for c in contents), key=len, default="") or str(entry.get("summary") or "")
    if len(raw) > asked.max_bytes:
        raise SourceError(f"this entry is larger than {asked.max_bytes:,} characters", uri=uri)
    body = fragment_text(raw, uri=uri, max_depth=asked.max_depth) if is_markup(raw) else raw
    own, told = _published(entry, uri)
    source = entry.get("source") or {}
    outlet = feed.get("publisher") or source.get("title") or feed.get("title")
    languages = [c.get("language") for c in contents] + [entry.get("language"), feed.get("language")]
    return make_document(
        check_text(under_title(title, body), asked, uri=uri, what="this entry"),
        uri=uri,
        stated=asked.stated,
        own=own,
        title=title,
        outlet=_words(outlet, asked, uri),
        language=next((tag for one in languages if (tag := main_language(one))), None),
        warnings=warnings + told,
    )


def _words(value: Any, asked: Asked, uri: str) -> str | None:
    """One line of text, its markup taken away."""
    if not isinstance(value, str):
        return None
    plain = fragment_text(value, uri=uri, max_depth=asked.max_depth) if is_markup(value) else value
    return " ".join(plain.split()) or None


def _published(entry: Any, uri: str) -> tuple[Published | None, tuple[str, ...]]:
    raw = entry.get("published") or entry.get("created")
    updated = entry.get("updated")
    if raw and (day := find_day(str(raw))):
        return Published(value=day, basis="metadata"), ()
    if day := find_url_day(uri):
        return Published(value=day, basis="url"), ()
    if raw:
        return None, (f"the entry's date cannot be read: {str(raw)[:40]!r}",)
    if updated:
        return None, ("the feed tells when this entry was updated, not when it was published",)
    return None, ()
