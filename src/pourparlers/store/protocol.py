"""What a store must do, whatever database stands behind it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self, TypeAlias

from ..drafts import Reading
from ..places import Place
from ..types import Document, Header, Judgement, Record
from .links import Item

if TYPE_CHECKING:
    from .index import FactIndex, Ints


@dataclass(frozen=True, slots=True)
class Versions:
    """What a reading was made with: the program, the language pack and the knowledge base."""

    program: str
    pack: str
    knowledge: str


Build: TypeAlias = Callable[[Sequence[Reading], Sequence[Judgement], Versions], Record]
"""Readings (sorted by uri, then id), people's judgements and versions -> the record. Pure."""


@dataclass(frozen=True, slots=True)
class Query:
    """Which objects of the record are asked for.

    `types` are wire types; `since` and `until` are ISO days, both included: a fact is in when its date may lie
    between them, and a fact without a date is in only when neither is given. `actors` are ids: a fact is in
    when it names one of them. `texts` says whether documents bring their text.
    """

    types: Collection[str] | None = None
    since: str | None = None
    until: str | None = None
    actors: Collection[str] | None = None
    texts: bool = False


EVERYTHING = Query(texts=True)
"""The whole record."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read, and why."""

    uri: str
    reason: str


class Store(Protocol):
    """Keeps documents with their readings, people's judgements, and the record built from them."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def close(self) -> None:
        """Release the database; the store is of no use afterwards."""

    def together(self) -> AbstractContextManager[None]:
        """A time in which this thread's calls are one transaction: all that they write is kept, or none of it."""

    def check(self, document: Document, versions: Versions, *, force: bool = False) -> Document | None:
        """What is to be analysed now that `document` (as ingest gives it) has been met.

        None (never with `force`) where a reading made with `versions` is held and nothing new is said about the
        document; another place it was read from is noted. What is given may differ from `document`: of several
        sources of the same text, the one that knows most of its publication counts, whatever the order.
        """

    def add(self, reading: Reading, versions: Versions, *, prepared: Document, given: Document | None = None) -> None:
        """Keep in one transaction the document as ingest has `given` it, and the reading of it as `prepared`.

        `prepared` is what `check` or `outdated` gave; with `outdated` nothing new is given.
        """

    def outdated(self, versions: Versions) -> tuple[Document, ...]:
        """Documents held, ready to be analysed, whose reading was made with other `versions` or other metadata."""

    def has(self, doc: str) -> bool:
        """Whether a document of this id is held."""

    def readings(self, docs: Collection[str] | None = None) -> tuple[Reading, ...]:
        """Every reading, or those of `docs`, sorted by uri, then id; each document carries all its sources."""

    def is_stale(self) -> bool:
        """Whether the record is older than the readings it stands on."""

    def refresh(self, build: Build, *, force: bool = False) -> bool:
        """Build the record again where it is stale (always with `force`), in one transaction; whether it was."""

    def record(self, query: Query = EVERYTHING) -> Record:
        """The record, or the part of it that is asked for; documents by uri, then id, all else by id."""

    def count(self) -> dict[str, int]:
        """How many objects of each kind the record holds, by the field of `Record`."""

    def find(self, ids: Sequence[str], *, texts: bool = True) -> tuple[Item, ...]:
        """The objects of these ids, in that order, documents with `texts`; ids that are not held are passed over."""

    def search(self, words: str, *, limit: int) -> list[str]:
        """Ids of documents and facts that hold every one of `words` (French stems), by date, undated last."""

    def state(self) -> str:
        """A name of the record as it stands: another record has another one."""

    def header(self) -> Header:
        """What the record was made with; empty versions where there is none."""

    def index(self) -> FactIndex:
        """The columns of the record's facts, with the state that they are of."""

    def fetch(self, numbers: Sequence[int], *, state: str) -> tuple[Item, ...] | None:
        """The objects of these numbers (`FactIndex.n`), without texts; None where the record is another by now."""

    def number(self, id_: str, *, state: str) -> int | None:
        """The number of an object; None where there is none, or the record is another by now."""

    def match(self, words: str, *, state: str) -> Ints | None:
        """Numbers of what holds every one of `words`, as `search`; None where the record is another by now."""

    def referring(self, ids: Sequence[str], types: Sequence[str]) -> tuple[Item, ...]:
        """The objects of the wire types `types` that name one of `ids` (see `links.find_refs`)."""

    def about(self, doc: str) -> tuple[Item, ...]:
        """Document `doc` with its text, and all that stands on it."""

    def about_all(self, docs: Sequence[str], types: Sequence[str]) -> tuple[Item, ...]:
        """The objects of the wire types `types` that stand on one of `docs`."""

    def remove(self, doc: str, build: Build) -> None:
        """Take the document out and leave nothing of it behind; raises NotFoundError for an unknown id."""

    def add_judgement(self, judgement: Judgement) -> None:
        """Keep a person's judgement, in place of one with the same id; the record is stale afterwards."""

    def judgements(self) -> tuple[Judgement, ...]:
        """People's judgements, sorted by id."""

    def add_failures(self, failures: Iterable[Failure]) -> None:
        """Note inputs that could not be read; one that reads well later is forgotten."""

    def forget_failures(self, place: str) -> None:
        """Forget what could not be read of the file `place`, or of a part of it ("place#3"): it is read again."""

    def failures(self) -> tuple[Failure, ...]:
        """Inputs that could not be read and still cannot, sorted by uri."""

    def alone(self) -> AbstractContextManager[None]:
        """While this holds, no other watch goes over the database; a killed one holds nothing any more.

        Raises StoreError where another one runs.
        """

    def back_up(self, path: Path, *, replace: bool = False) -> int:
        """Copy the database to the file `path` while it is in use, and check the copy; gives its size in bytes.

        Raises StoreError where `path` is there already (unless `replace`), where the copy is not sound, or where this
        database is copied by other means, which the error names.
        """

    def copy_to(self, place: Place) -> dict[str, int]:
        """Put all that is held into the database at `place`, which holds nothing yet; gives the rows by table.

        It comes in one transaction, and is compared before that ends. Raises StoreError where `place` holds a record.
        """

    @property
    def watchbook(self) -> Watchbook:
        """What a watch keeps: feeds, what was seen of them and of folders, and the alerts that it gave."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that is followed, and how it answered the last time.

    `outlet` is what a person calls it, None for what it calls itself; `pages`: read the page of each entry. `due` is
    the moment before which it is not asked again, in seconds since 1970; `fails` counts failures in a row.
    """

    url: str
    outlet: str | None = None
    pages: bool = False
    etag: str | None = None
    modified: str | None = None
    due: float = 0.0
    fails: int = 0
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An entry of a feed that was read: the uri that its dispatch has, and a digest of the entry."""

    feed: str
    guid: str
    uri: str
    digest: str


@dataclass(frozen=True, slots=True)
class Kept:
    """An alert as it is kept: `id` is made from what it tells, `data` is its JSON, `seq` its place in order."""

    id: str
    data: bytes
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Round:
    """What one round of a watch learned, kept in one transaction at its end.

    `alerts` that are known already are passed over; those that are new wait for each of `channels`; with `silent` they
    are noted and told nobody. `mark` is the state of the record (see `Watchbook.mark`) that they were found in.
    """

    feeds: Sequence[Feed] = ()
    items: Sequence[FeedItem] = ()
    files: Sequence[tuple[str, str]] = ()
    alerts: Sequence[Kept] = ()
    channels: Sequence[str] = ()
    silent: bool = False
    mark: str = ""


class Watchbook(Protocol):
    """What a watch keeps beside the record."""

    def feeds(self) -> tuple[Feed, ...]:
        """The feeds that are followed, sorted by address."""

    def add_feed(self, feed: Feed) -> None:
        """Follow a feed, in place of one with the same address."""

    def remove_feed(self, url: str) -> None:
        """Follow it no longer; what was read of it stays. Raises NotFoundError for one that is not followed."""

    def items(self, feed: str) -> dict[str, FeedItem]:
        """The entries of a feed that were read, by guid."""

    def stamps(self) -> dict[str, str]:
        """The stamp of each file that was read, by path."""

    def mark(self) -> str:
        """The state of the record: another one when it has been built anew."""

    def alerted(self) -> str | None:
        """The mark of the last round that was kept; None before the first."""

    def known(self) -> frozenset[str]:
        """The ids of all alerts that are kept."""

    def keep(self, round_: Round) -> int:
        """Keep what a round learned, in one transaction; gives the number of new alerts."""

    def alerts(self, *, limit: int | None = None) -> tuple[Kept, ...]:
        """The alerts that were told, the latest `limit` of them, in order."""

    def waiting(self, channel: str) -> tuple[tuple[Kept, int], ...]:
        """The alerts that `channel` has not surely had, in order, and how often each was begun before."""

    def begin(self, alert: str, channel: str) -> None:
        """Note, before the alert is handed over, that it is about to be."""

    def finish(self, alert: str, channel: str, *, given_up: bool = False) -> None:
        """Note that the alert was handed over, or that it never will be."""
