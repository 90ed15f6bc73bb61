"""The tables of a watch: feeds, entries and files seen, alerts and their delivery."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict
from typing import TypeAlias

from sqlalchemy import Connection, delete, func, insert, select, update

from ..errors import NotFoundError
from . import schema
from .dialect import dialect_of
from .inputs import put_row
from .protocol import Feed, FeedItem, Kept, Round

Transaction: TypeAlias = Callable[[], AbstractContextManager[Connection]]
_ALERTED = "alerted"


class SqlWatchbook:
    """A `Watchbook` (see protocol.py) in the store whose transactions it is given."""

    def __init__(self, reading: Transaction, writing: Transaction) -> None:
        self._reading, self._writing = reading, writing

    def feeds(self) -> tuple[Feed, ...]:
        """See `Watchbook.feeds`."""
        with self._reading() as db:
            rows = db.execute(select(schema.feeds).order_by(schema.feeds.c.url)).mappings()
            return tuple(Feed(**{**row, "pages": bool(row["pages"])}) for row in rows)

    def add_feed(self, feed: Feed) -> None:
        """See `Watchbook.add_feed`."""
        with self._writing() as db:
            _put_feed(db, feed)

    def remove_feed(self, url: str) -> None:
        """See `Watchbook.remove_feed`."""
        with self._writing() as db:
            if not db.execute(delete(schema.feeds).where(schema.feeds.c.url == url)).rowcount:
                raise NotFoundError(f"{url}: no feed of this address is followed")

    def items(self, feed: str) -> dict[str, FeedItem]:
        """See `Watchbook.items`."""
        query = select(schema.feed_items).where(schema.feed_items.c.feed == feed)
        with self._reading() as db:
            return {row["guid"]: FeedItem(**row) for row in db.execute(query).mappings()}

    def stamps(self) -> dict[str, str]:
        """See `Watchbook.stamps`."""
        with self._reading() as db:
            return {row.path: row.stamp for row in db.execute(select(schema.seen_files))}

    def mark(self) -> str:
        """See `Watchbook.mark`."""
        return self._meta("built") or "0"

    def alerted(self) -> str | None:
        """See `Watchbook.alerted`."""
        return self._meta(_ALERTED)

    def _meta(self, key: str) -> str | None:
        with self._reading() as db:
            return db.execute(select(schema.meta.c.value).where(schema.meta.c.key == key)).scalar()

    def known(self) -> frozenset[str]:
        """See `Watchbook.known`."""
        with self._reading() as db:
            return frozenset(row.id for row in db.execute(select(schema.alerts.c.id)))

    def keep(self, round_: Round) -> int:
        """See `Watchbook.keep`. A feed that was removed meanwhile is not brought back."""
        with self._writing() as db:
            followed = {row.url for row in db.execute(select(schema.feeds.c.url))}
            for feed in round_.feeds:
                if feed.url in followed:
                    _put_feed(db, feed)
            for item in round_.items:
                if item.feed in followed:
                    put_row(db, schema.feed_items, asdict(item))
            for path, stamp in round_.files:
                put_row(db, schema.seen_files, {"path": path, "stamp": stamp})
            put_row(db, schema.meta, {"key": _ALERTED, "value": round_.mark})
            return sum(_add_alert(db, alert, round_) for alert in round_.alerts)

    def alerts(self, *, limit: int | None = None) -> tuple[Kept, ...]:
        """See `Watchbook.alerts`."""
        a = schema.alerts.c
        query = select(a.id, a.json, a.seq).where(a.told == 1).order_by(a.seq.desc()).limit(limit)
        with self._reading() as db:
            return tuple(Kept(id=row.id, data=row.json, seq=row.seq) for row in db.execute(query))[::-1]

    def waiting(self, channel: str) -> tuple[tuple[Kept, int], ...]:
        """See `Watchbook.waiting`."""
        a, d = schema.alerts.c, schema.deliveries.c
        query = (
            select(a.id, a.json, a.seq, d.attempts)
            .join_from(schema.alerts, schema.deliveries)
            .where(d.channel == channel, d.state.in_(("waiting", "begun")))
            .order_by(a.seq)
        )
        with self._reading() as db:
            rows = db.execute(query)
            return tuple((Kept(id=row.id, data=row.json, seq=row.seq), row.attempts) for row in rows)

    def begin(self, alert: str, channel: str) -> None:
        """See `Watchbook.begin`."""
        self._mark(alert, channel, "begun", tries=1)

    def finish(self, alert: str, channel: str, *, given_up: bool = False) -> None:
        """See `Watchbook.finish`."""
        self._mark(alert, channel, "given_up" if given_up else "done")

    def _mark(self, alert: str, channel: str, state: str, *, tries: int = 0) -> None:
        d = schema.deliveries
        with self._writing() as db:
            which = update(d).where(d.c.alert == alert, d.c.channel == channel)
            db.execute(which.values(state=state, attempts=d.c.attempts + tries))


def _put_feed(db: Connection, feed: Feed) -> None:
    put_row(db, schema.feeds, asdict(feed) | {"pages": int(feed.pages)})


def _add_alert(db: Connection, alert: Kept, round_: Round) -> bool:
    """Keep an alert that is not known yet, waiting for each channel; whether it is new."""
    seq = (db.execute(select(func.max(schema.alerts.c.seq))).scalar() or 0) + 1
    row = {"id": alert.id, "seq": seq, "told": int(not round_.silent), "json": alert.data}
    put = dialect_of(db).upsert(schema.alerts).values(row).on_conflict_do_nothing(index_elements=["id"])
    if not db.execute(put).rowcount:
        return False
    if not round_.silent and round_.channels:
        waiting = {"alert": alert.id, "state": "waiting", "attempts": 0}
        db.execute(insert(schema.deliveries), [waiting | {"channel": channel} for channel in round_.channels])
    return True
