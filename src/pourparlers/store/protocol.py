"""What a store must do, whatever database stands behind it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self, TypeAlias

from ..drafts import Reading
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
        """The record, or the part of it that is asked for; each tuple in the order in which it was built."""

    def count(self) -> dict[str, int]:
        """How many objects of each kind the record holds, by the field of `Record`."""

    def find(self, ids: Sequence[str]) -> tuple[Item, ...]:
        """The objects of these ids, in that order, texts included; ids that are not held are passed over."""

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

    def failures(self) -> tuple[Failure, ...]:
        """Inputs that could not be read and still cannot, sorted by uri."""
