"""One round of a watch: look at what is followed, take what is new, build the record, keep and hand over the alerts.

What a round learned of feeds, files and alerts is kept in one transaction at its end. A round that is killed before
has kept dispatches only, and the next one looks again, finds them known, and goes on: nothing is lost or told twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from ..engine import BATCH, Engine, ReadRun
from ..fetch.client import Client
from ..ingest.apart import ReaderApart
from ..ingest.document import Facts
from ..ingest.options import IngestOptions, Problem
from ..ingest.source import read_file
from ..lang.catalogue import Catalogue
from ..store.protocol import Build, Failure, Feed, FeedItem, Kept, Round, Store
from ..types import Document, Struct
from .alerts import find_alerts
from .feeds import FeedReader
from .folders import find_changed
from .outbox import Channels, deliver, write_feed


class RoundSummary(Struct, frozen=True):
    """What a round did. `late` are feeds that were asked and could not be had, with the reason; `due` is when the next
    feed may be asked, in seconds since 1970, None where none is followed."""

    new: int
    known: int
    again: int
    failed: tuple[Failure, ...]
    alerts: int
    delivered: int
    late: dict[str, str]
    due: float | None


class RoundOptions(Struct, frozen=True):
    """How to watch: folders, hosts allowed by name, seconds between two looks at a feed, where alerts go."""

    folders: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    every: float = 900.0
    channels: Channels = Channels()


class RoundOfWatch:
    """One round over a store, with an engine. `say` is the language of the alerts' titles."""

    def __init__(self, store: Store, engine: Engine, build: Build, *, options: RoundOptions, say: Catalogue) -> None:
        self._store, self._engine, self._build, self._options, self._say = store, engine, build, options, say
        self._book = store.watchbook

    def run(self, *, now: float) -> RoundSummary:
        """Do all of it; `now` is in seconds since 1970."""
        run = ReadRun(self._store, self._engine, progress=None)
        if self._book.alerted() is None:
            self._begin(now)
        with Client(allowed=self._options.allowed) as client, ReaderApart(seconds=IngestOptions().max_seconds) as apart:
            feeds, items = self._take_feeds(run, FeedReader(client, apart, every=self._options.every), now)
            files = self._take_folders(run, apart, now)
            run.renew()
            self._store.refresh(self._build)
            alerts = self._keep(feeds, items, files, now)
            delivered = deliver(self._book, self._options.channels, client)
        if self._options.channels.feed:
            write_feed(self._book, self._options.channels.feed, title=self._say("watch.feed_title"))
        followed = self._book.feeds()
        return RoundSummary(
            new=run.new,
            known=run.known,
            again=run.again,
            failed=tuple(run.failed),
            alerts=alerts,
            delivered=delivered,
            late={feed.url: feed.reason for feed in feeds if feed.reason},
            due=min((feed.due for feed in followed), default=None),
        )

    def _begin(self, now: float) -> None:
        """Before the first round: what the record holds already is told nobody."""
        self._store.refresh(self._build)
        mark = self._book.mark()
        self._book.keep(Round(alerts=self._find(now), silent=True, mark=mark))

    def _take_feeds(self, run: ReadRun, reader: FeedReader, now: float) -> tuple[list[Feed], list[FeedItem]]:
        feeds: list[Feed] = []
        items: list[FeedItem] = []
        for feed in self._book.feeds():
            looked = reader.look(feed, self._book.items(feed.url), now=now)
            if looked is None:
                continue
            run.forget(feed.url)
            for problem in looked.problems:
                run.note(problem.uri, problem.reason)
            _take(run, looked.documents)
            feeds.append(looked.feed)
            items += looked.items
        return feeds, items

    def _take_folders(self, run: ReadRun, apart: ReaderApart, now: float) -> list[tuple[str, str]]:
        stamps = []
        for changed in find_changed(self._options.folders, self._book.stamps(), now=now):
            if isinstance(changed, Problem):
                run.note(changed.uri, changed.reason)
                continue
            found, stamp = changed
            uri = found.path.as_posix()
            run.forget(uri)
            batch: list[Document] = []
            for one in read_file(found, facts=Facts(), options=IngestOptions(), apart=apart):
                if isinstance(one, Problem):
                    run.note(one.uri, one.reason, skipped=one.skipped)
                    continue
                batch.append(one)
                if len(batch) == BATCH:
                    _take(run, batch)
                    batch = []
            _take(run, batch)
            stamps.append((uri, stamp))
        return stamps

    def _keep(
        self, feeds: Sequence[Feed], items: Sequence[FeedItem], files: Sequence[tuple[str, str]], now: float
    ) -> int:
        mark = self._book.mark()
        alerts = self._find(now) if mark != self._book.alerted() else ()
        channels = self._options.channels.names
        return self._book.keep(
            Round(feeds=feeds, items=items, files=files, alerts=alerts, channels=channels, mark=mark)
        )

    def _find(self, now: float) -> tuple[Kept, ...]:
        noted = datetime.fromtimestamp(now, UTC).isoformat(timespec="seconds")
        found = find_alerts(self._store.record(), self._say, self._book.known())
        made: list[Kept] = []
        for alert in found:
            told: dict[str, Any] = msgspec.to_builtins(alert)
            made.append(Kept(id=alert.id, data=msgspec.json.encode(told | {"noted": noted})))
        return tuple(made)


def _take(run: ReadRun, documents: Sequence[Document]) -> None:
    for start in range(0, len(documents), BATCH):
        run.take(documents[start : start + BATCH], again=False)
