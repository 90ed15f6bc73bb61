"""One look at a feed: what it holds that is new, and what to remember of it."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from ..errors import FetchError, SourceError
from ..fetch.client import Client, Fetched
from ..ingest.apart import ReaderApart
from ..ingest.document import Facts
from ..ingest.options import Problem
from ..ingest.parts import Asked
from ..ingest.worker import Answer
from ..store.protocol import Feed, FeedItem
from ..types import Document, Source

EVERY = 900.0
"""Seconds between two looks at a feed, unless it asks for more."""
LONGEST_WAIT = 86_400.0
"""Longest wait of the back-off, in seconds."""
_GONE = 410


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look gave: the feed as it is to be kept, its new documents (the oldest entry first), what was not read."""

    feed: Feed
    documents: tuple[Document, ...] = ()
    items: tuple[FeedItem, ...] = ()
    problems: tuple[Problem, ...] = ()


class FeedReader:
    """Looks at feeds with one client and one process for parsing. `every` is in seconds."""

    def __init__(self, client: Client, apart: ReaderApart, *, every: float = EVERY) -> None:
        self._client, self._apart, self._every = client, apart, every

    def look(self, feed: Feed, items: Mapping[str, FeedItem], *, now: float) -> Looked | None:
        """What `feed` holds that is not among `items` (by guid); None before it is due. `now` as in `Feed.due`."""
        if now < feed.due:
            return None
        try:
            found = self._client.get(feed.url, etag=feed.etag, modified=feed.modified)
        except FetchError as error:
            return Looked(feed=self._put_off(feed, error, now))
        due = now + self._every
        if found.data is None:
            return Looked(feed=replace(feed, due=due, fails=0, reason=None))
        return self._read(replace(feed, due=due, fails=0, reason=None), found, items)

    def _put_off(self, feed: Feed, error: FetchError, now: float) -> Feed:
        """The feed after a failure: twice the wait for each in a row, or what the server asks for."""
        fails = feed.fails + 1
        wait = min(self._every * 2 ** min(fails, 20), LONGEST_WAIT)
        if error.status == _GONE:
            wait = LONGEST_WAIT
        return replace(feed, due=now + max(wait, error.after or 0.0), fails=fails, reason=error.reason)

    def _read(self, feed: Feed, found: Fetched, known: Mapping[str, FeedItem]) -> Looked:
        documents, items, problems = [], [], []
        for answer in self._parse(found.data or b"", "feed", Asked(uri=feed.url, stated=Facts(outlet=feed.outlet))):
            if answer.document is None:
                problems.append(Problem(uri=answer.uri, reason=answer.reason))
                continue
            before = known.get(answer.key)
            digest = _digest(answer.document, answer.link)
            if before and before.digest == digest:
                continue
            try:
                document = self._open(feed, answer) if feed.pages and answer.link else answer.document
            except (FetchError, SourceError) as error:
                problems.append(Problem(uri=answer.link or answer.uri, reason=error.reason))
                continue
            uri = before.uri if before else document.uri
            documents.append(_at(document, uri))
            items.append(FeedItem(feed=feed.url, guid=answer.key, uri=uri, digest=digest))
        if not problems:  # else it must come whole the next time, although nothing in it has changed
            feed = replace(feed, etag=found.etag, modified=found.modified)
        return Looked(feed, tuple(reversed(documents)), tuple(items), tuple(problems))

    def _open(self, feed: Feed, entry: Answer) -> Document:
        """The article on the page of an entry; what the page does not tell, the entry does."""
        assert entry.document is not None
        assert entry.link is not None
        found = self._client.get(entry.link)
        told = Facts(outlet=feed.outlet)
        for answer in self._parse(found.data or b"", "html", Asked(uri=entry.link, stated=told)):
            if answer.document is None:
                raise SourceError(answer.reason, uri=entry.link)
            page, words = answer.document, entry.document
            return msgspec.structs.replace(
                page,
                outlet=page.outlet or words.outlet,
                title=page.title or words.title,
                language=page.language or words.language,
                published=page.published if page.published.value else words.published,
            )
        raise SourceError("nothing was found on this page", uri=entry.link)

    def _parse(self, data: bytes, kind: str, asked: Asked) -> tuple[Answer, ...]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "fetched"
            path.write_bytes(data)
            return tuple(self._apart.answers(path, "feed" if kind == "feed" else "html", asked))


def _at(document: Document, uri: str) -> Document:
    """`document` under the address that its entry was first read at, so that a correction is known as one."""
    if document.uri == uri:
        return document
    return msgspec.structs.replace(document, uri=uri, sources=(Source(uri=uri, outlet=document.outlet),))


def _digest(document: Document, link: str | None) -> str:
    told = (document.id, document.title, document.published.value, link)
    return hashlib.sha256(msgspec.json.encode(told)).hexdigest()[:16]
