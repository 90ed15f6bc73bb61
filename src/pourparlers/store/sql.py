"""The record in an SQL database, through SQLAlchemy Core: what is the same for every one.

Every dispatch is kept in one transaction with its reading, and a run keeps a batch of them so; the record is then built
from all readings and written in another. `meta.changed` counts writes and `meta.built` says which of them the record
knows: a run killed at any moment leaves them unequal, and whoever opens the database next builds the record again.
"""

from __future__ import annotations

import threading
from abc import abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
from sqlalchemy import Connection, Engine, bindparam, delete, func, select
from sqlalchemy.exc import DBAPIError

from ..drafts import Reading
from ..errors import NotFoundError, StoreError
from ..merge.judgements import without_document
from ..places import Place
from ..types import Document, Judgement, Record
from . import looking, objects, schema
from .changes import FindHeld
from .dialect import dialect_named
from .inputs import add_input, digest_input, find_inputs, is_behind, load_readings, pick_input, put_row, put_source
from .kept import Kept
from .links import Item
from .migrate import bring_up_to_date
from .protocol import EVERYTHING, Build, Failure, Query, Versions
from .revisions import find_replaced, with_replaced
from .watching import SqlWatchbook

_JUDGEMENT = msgspec.json.Decoder(Judgement)

# What is asked for every dispatch, made once: SQLAlchemy then knows how each reads in SQL.
_R = schema.readings.c
_MADE = select(_R.program, _R.pack, _R.knowledge, _R.input_digest).where(_R.doc == bindparam("doc"))
_HELD = select(schema.documents.c.id).where(schema.documents.c.id == bindparam("doc"))
_VALUE = select(schema.meta.c.value).where(schema.meta.c.key == bindparam("name"))
_FORGIVE = delete(schema.failures).where(schema.failures.c.uri == bindparam("place"))
_FORGIVE_WITHIN = delete(schema.failures).where(
    (schema.failures.c.uri == bindparam("place"))
    | (func.substr(schema.failures.c.uri, 1, bindparam("length")) == bindparam("within"))
)


class SqlStore(looking.Looking):
    """A `Store` (see protocol.py) over `engine`; `name` is what errors call the database.

    Making one brings the schema up to date; StoreError where the database is not ours, or newer than this program.
    """

    def __init__(self, engine: Engine, *, name: str) -> None:
        self._engine, self._name = engine, name
        self._own = threading.local()  # of a thread whose calls are one transaction: its `connection`, its `notes`
        self._dialect = dialect_named(engine.dialect.name)
        self._kept = Kept()
        with self._named():
            bring_up_to_date(self._engine, name=self._name)
            self._clear()

    @abstractmethod
    def alone(self) -> AbstractContextManager[None]:
        """See `Store.alone`."""

    @abstractmethod
    def back_up(self, path: Path, *, replace: bool = False) -> int:
        """See `Store.back_up`."""

    @abstractmethod
    def _wipe(self) -> None:
        """Clear what removed documents left where the database keeps what it no longer shows.

        StoreError where another program stands in the way.
        """

    @abstractmethod
    def _explain(self, error: DBAPIError) -> str:
        """What the database says went wrong, and what may be done about it."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release the database."""
        self._engine.dispose()

    # What was read

    def check(self, document: Document, versions: Versions, *, force: bool = False) -> Document | None:
        """See `Store.check`."""
        with self._writing() as db:
            before = find_inputs(db, document.id)
            inputs = add_input(before, document)
            best = pick_input(inputs, document.text or "")
            digest = digest_input(best)
            row = db.execute(_MADE, {"doc": document.id}).mappings().first()
            made = Versions(row["program"], row["pack"], row["knowledge"]) if row else None
            if force or row is None or made != versions or row["input_digest"] != digest:
                return best
            if inputs == before and not is_behind(db, document.id, document.uri):
                return None
            put_source(db, inputs[document.uri])
            changed = _touch(db)
        self._note(changed, [document.id])
        return None

    def add(self, reading: Reading, versions: Versions, *, prepared: Document, given: Document | None = None) -> None:
        """See `Store.add`."""
        bare = msgspec.structs.replace(reading, document=msgspec.structs.replace(reading.document, text=None))
        with self._writing() as db:
            if given:
                inputs = add_input(find_inputs(db, given.id), given)
                digest = digest_input(pick_input(inputs, ""))
                put_row(db, schema.documents, {"id": given.id, "text": given.text or "", "input_digest": digest})
                put_source(db, inputs[given.uri])
                db.execute(_FORGIVE, {"place": given.uri})
            made = {"program": versions.program, "pack": versions.pack, "knowledge": versions.knowledge}
            made |= {"doc": prepared.id, "input_digest": digest_input(prepared)}
            put_row(db, schema.readings, made | {"json": msgspec.json.encode(bare)})
            changed = _touch(db)
        self._note(changed, [prepared.id])

    def outdated(self, versions: Versions) -> tuple[Document, ...]:
        """See `Store.outdated`."""
        r, d = schema.readings.c, schema.documents.c
        query = (
            select(d.id, d.text)
            .join_from(schema.documents, schema.readings)
            .where(
                (r.program != versions.program)
                | (r.pack != versions.pack)
                | (r.knowledge != versions.knowledge)
                | (r.input_digest != d.input_digest)
            )
            .order_by(d.id)
        )
        with self._reading() as db:
            return tuple(pick_input(find_inputs(db, row.id), row.text) for row in db.execute(query))

    def has(self, doc: str) -> bool:
        """See `Store.has`."""
        with self._reading() as db:
            return db.execute(_HELD, {"doc": doc}).first() is not None

    def readings(self, docs: Collection[str] | None = None) -> tuple[Reading, ...]:
        """See `Store.readings`."""
        with self._reading() as db:
            return load_readings(db, docs)

    # The record

    def is_stale(self) -> bool:
        """See `Store.is_stale`."""
        with self._reading() as db:
            return _is_stale(db)

    def refresh(self, build: Build, *, force: bool = False) -> bool:
        """See `Store.refresh`. Readers go on with the record as it was until the new one is written."""
        with self._reading() as db:
            if not (force or _is_stale(db)):
                return False
            changed = _get_meta(db, "changed")
            record = self._build(db, build)
        with self._writing() as db:
            if _get_meta(db, "changed") != changed:
                return False  # another process added to the store meanwhile, and builds the record at its end
            numbers, state = _write(db, record, find_held=self._kept.held)
            _set_meta(db, "built", changed or "0")
        self._kept.hold(record, numbers, state)
        return True

    def _build(self, db: Connection, build: Build) -> Record:
        """The record of all that is held. Where readings were made with several versions, it names them all."""
        r = schema.readings.c
        rows = list(db.execute(select(r.program, r.pack, r.knowledge).distinct()))
        made = ("+".join(sorted({row[i] for row in rows})) for i in range(3))
        replaced = find_replaced(db)
        held = self._kept.readings(db, int(_get_meta(db, "changed") or 0))
        current = [reading for reading in held if reading.document.id not in replaced]
        record = build(current, _load_judgements(db), Versions(*made))
        return with_replaced(
            record, [reading.document for reading in held if reading.document.id in replaced], replaced
        )

    def record(self, query: Query = EVERYTHING) -> Record:
        """See `Store.record`."""
        with self._reading() as db:
            kept = self._kept.record(looking.find_state(db)) if query == EVERYTHING else None
            return kept or objects.load(db, query)

    def count(self) -> dict[str, int]:
        """See `Store.count`."""
        with self._reading() as db:
            return objects.count(db)

    def find(self, ids: Sequence[str], *, texts: bool = True) -> tuple[Item, ...]:
        """See `Store.find`."""
        with self._reading() as db:
            return objects.find(db, ids, texts=texts)

    def search(self, words: str, *, limit: int) -> list[str]:
        """See `Store.search`."""
        with self._reading() as db:
            return objects.search(db, words, limit=limit)

    def remove(self, doc: str, build: Build) -> None:
        """See `Store.remove`. What the database held of the document is cleared before this returns.

        StoreError where another program stands in the way: the document is gone from the record by then, and the next
        opening clears what it left.
        """
        with self._writing() as db:
            only_here = objects.find_only_in(db, doc)
            uris = set(find_inputs(db, doc))
            if not db.execute(delete(schema.documents).where(schema.documents.c.id == doc)).rowcount:
                raise NotFoundError(f"{doc}: the store holds no such document")
            db.execute(delete(schema.failures).where(schema.failures.c.uri.in_(uris)))
            for judgement in _load_judgements(db):
                left = without_document(judgement, doc)
                if left is None or (left is judgement and {*judgement.pair, judgement.target} & {doc, *only_here}):
                    db.execute(delete(schema.judgements).where(schema.judgements.c.id == judgement.id))
                elif left is not judgement:
                    put_row(db, schema.judgements, {"id": left.id, "json": msgspec.json.encode(left)})
            _touch(db)
            _write(db, self._build(db, build), whole=True)  # what is gone must not stay in the search index
            _set_meta(db, "built", _get_meta(db, "changed") or "0")
            _set_meta(db, "wipe", "1")
        with self._named():
            self._clear()

    def _clear(self) -> None:
        """Clear what removed documents left, where any were removed."""
        with self._reading() as db:
            if not _get_meta(db, "wipe"):
                return
        self._wipe()
        with self._writing() as db:
            db.execute(delete(schema.meta).where(schema.meta.c.key == "wipe"))

    # What people say, and what went wrong

    def add_judgement(self, judgement: Judgement) -> None:
        """See `Store.add_judgement`."""
        with self._writing() as db:
            put_row(db, schema.judgements, {"id": judgement.id, "json": msgspec.json.encode(judgement)})
            changed = _touch(db)
        self._note(changed)

    def judgements(self) -> tuple[Judgement, ...]:
        """See `Store.judgements`."""
        with self._reading() as db:
            return _load_judgements(db)

    def add_failures(self, failures: Iterable[Failure]) -> None:
        """See `Store.add_failures`."""
        with self._writing() as db:
            for failure in failures:
                put_row(db, schema.failures, {"uri": failure.uri, "reason": failure.reason})

    def forget_failures(self, place: str) -> None:
        """See `Store.forget_failures`."""
        within = f"{place}#"
        with self._writing() as db:
            db.execute(_FORGIVE_WITHIN, {"place": place, "within": within, "length": len(within)})

    def failures(self) -> tuple[Failure, ...]:
        """See `Store.failures`."""
        with self._reading() as db:
            rows = db.execute(select(schema.failures).order_by(schema.failures.c.uri))
            return tuple(Failure(uri=row.uri, reason=row.reason) for row in rows)

    def copy_to(self, place: Place) -> dict[str, int]:
        """See `Store.copy_to`."""
        from .moving import move, open_target  # noqa: PLC0415 - needed once in a record's life

        with open_target(place) as target, self._reading() as held, target._writing() as db:
            return move(held, db, name=target._name)

    @property
    def watchbook(self) -> SqlWatchbook:
        """See `Store.watchbook`."""
        return SqlWatchbook(self._reading, self._writing)

    # Transactions

    @contextmanager
    def together(self) -> Iterator[None]:
        """See `Store.together`."""
        notes: list[tuple[int, Sequence[str]]] = []
        with self._writing() as db:
            self._own.connection, self._own.notes = db, notes
            try:
                yield
            finally:
                del self._own.connection, self._own.notes
        for changed, docs in notes:  # only now is it true
            self._kept.note(changed, docs)

    def _note(self, changed: int, docs: Sequence[str] = ()) -> None:
        """Tell what is kept that this process wrote, when its transaction has ended well."""
        if (notes := getattr(self._own, "notes", None)) is not None:
            notes.append((changed, docs))
        else:
            self._kept.note(changed, docs)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        if (shared := getattr(self._own, "connection", None)) is not None:
            yield shared
            return
        with self._named(), self._engine.connect() as bare:
            connection = bare.execution_options(**self._dialect.to_read)
            with connection.begin():
                yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if (shared := getattr(self._own, "connection", None)) is not None:
            yield shared
            return
        with (
            self._named(),
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Say in words of the database's name what it says of itself."""
        try:
            yield
        except DBAPIError as error:
            raise StoreError(f"{self._name}: {self._explain(error)}") from error


def _load_judgements(db: Connection) -> tuple[Judgement, ...]:
    rows = db.execute(select(schema.judgements.c.json).order_by(schema.judgements.c.id))
    return tuple(_JUDGEMENT.decode(row.json) for row in rows)


def _write(
    db: Connection, record: Record, *, whole: bool = False, find_held: FindHeld = lambda _: None
) -> tuple[Mapping[str, int], str]:
    from .writing import write  # noqa: PLC0415 - with numpy, which commands that only list do not need

    return write(db, record, whole=whole, find_held=find_held)


def _get_meta(db: Connection, key: str) -> str | None:
    return db.execute(_VALUE, {"name": key}).scalar()


def _set_meta(db: Connection, key: str, value: str) -> None:
    put_row(db, schema.meta, {"key": key, "value": value})


def _touch(db: Connection) -> int:
    """Note that the record no longer is what the readings make; gives the new value of `meta.changed`."""
    changed = int(_get_meta(db, "changed") or 0) + 1
    _set_meta(db, "changed", str(changed))
    return changed


def _is_stale(db: Connection) -> bool:
    return (_get_meta(db, "changed") or "0") != (_get_meta(db, "built") or "0")
