"""Writes the record: whole where there is none, and otherwise what is new in it, or changed, or gone.

An object of the record bears a number, which its rows and its words in the search index are known by. Objects that stay
as they were keep theirs; what is new or changed gets a number that none had before, so that what SQLite's index still
holds of an object that is gone leads to nothing. A record that is written whole is numbered from one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, delete, insert

from ..fold import Stems
from ..types import Actor, Header, Judgement, Record
from . import links, schema
from .changes import FORM, TOLD, Change, FindHeld, compare, encode_header, encode_item, say_twice
from .dialect import dialect_of
from .frequent import clear_lists, list_frequent
from .index import encode
from .index_build import Columns
from .objects import find_ids, find_numbers

if TYPE_CHECKING:
    from .index import Ints

_T = TypeVar("_T")
_KIND = {cls: name for name, cls in links.TYPES.items()}
_TABLES = (schema.objects, schema.object_docs, schema.object_actors, schema.object_refs)
_IN_COLUMNS = {
    links.FIELDS[name]: name for name in ("documents", "statements", "contacts", "events", "positions", "figures")
}
"""What the columns of a record are made of, in its order."""
_BATCH = 2000


def write(
    db: Connection, record: Record, *, whole: bool = False, find_held: FindHeld = lambda _: None
) -> tuple[Mapping[str, int], str]:
    """Put `record` in place of the one held, with its links, its search index and its columns.

    What did not change is not written. With `whole` all of it is, and nothing of the one held is left in the search
    index. `find_held` gives the objects held where they are at hand. Gives the number of each object by id, and the
    record's new name (see `Store.state`).
    """
    change = None if whole else compare(db, record, find_held)
    if change is None:
        numbers: dict[str, int] = {}
        return numbers, write_items(db, record.header, links.iterate(record), known=numbers)
    if change.gone or change.new:
        return change.numbers, _write_change(db, record, change)
    return change.numbers, change.state


def write_items(
    db: Connection,
    header: Header,
    items: Iterable[links.Item],
    *,
    known: dict[str, int] | None = None,
    rest: Callable[[], object] = lambda: None,
) -> str:
    """Put a record of these objects, in the order of `links.FIELDS`, in place of the one held; gives its name.

    None of them is kept, so that a record that is made as it is written need not fit into memory. The numbers of all
    are put into `known`, by id; without it the database is asked for them. `rest` is called now and then between two
    batches (a benchmark commits there; the record is whole only at the end).
    """
    dialect = dialect_of(db)
    dialect.clear_search(db)
    clear_lists(db)
    for table in (*_TABLES[1:], schema.objects):
        db.execute(delete(table))
    columns = Columns(lambda ids: find_numbers(db, ids) if known is None else known)
    told = encode_header(header)
    writer = _Writer(db, told)
    n = 0
    for batch in _batched(items, _BATCH):
        numbers = find_numbers(db, [item.id for item in batch]) if known is None else known
        for item in batch:
            n += 1
            if numbers.setdefault(item.id, n) != n:
                say_twice(item)
                continue
            docs, actors = writer.put(n, item)
            if type(item) in _IN_COLUMNS:
                columns.add(n, item, docs=docs, actors=actors)
        writer.flush()
        columns.settle()
        rest()
    _finish(db, columns, known, {"header": told, "state": writer.state, "form": FORM, "numbered": str(n)})
    dialect.settle(db, whole=True)
    list_frequent(db, n)
    return writer.state


def _write_change(db: Connection, record: Record, change: Change) -> str:
    """Write what `change` says of `record`, and the columns, which are of all facts."""
    dialect, numbers, n, told = dialect_of(db), change.numbers, change.numbered, encode_header(record.header)
    dialect.drop(db, sorted(change.gone))
    writer = _Writer(db, f"{change.state} {told} {sorted(change.gone)}", {actor.id: actor for actor in record.actors})
    for batch in _batched(change.new, _BATCH):
        for item in batch:
            n += 1
            numbers[item.id] = n
            writer.put(n, item)
        writer.flush()
    columns, taken = Columns(lambda _: numbers), set[str]()
    for item in (item for name in _IN_COLUMNS.values() for item in getattr(record, name)):
        if item.id not in taken:
            taken.add(item.id)
            docs, actors = sorted(links.find_docs(item)), sorted(links.find_actors(item))
            columns.add(numbers[item.id], item, docs=docs, actors=actors)
    columns.settle()
    _finish(db, columns, numbers, {"header": told, "state": writer.state, "form": FORM, "numbered": str(n)})
    dialect.settle(db, whole=False)
    list_frequent(db, n)
    return writer.state


def _finish(db: Connection, columns: Columns, known: Mapping[str, int] | None, told: Mapping[str, str]) -> None:
    """Write the columns, and what is `told` of the record; `known` are the numbers of all objects, where they are."""

    def ids(wanted: Ints) -> Mapping[int, str]:
        asked = {int(n) for n in wanted}
        return find_ids(db, sorted(asked)) if known is None else {n: id_ for id_, n in known.items() if n in asked}

    encoded = encode(columns.make(told["state"], ids))
    db.execute(delete(schema.fact_columns))
    db.execute(insert(schema.fact_columns), [{"name": name, "data": data} for name, data in encoded.items()])
    db.execute(delete(schema.meta).where(schema.meta.c.key.in_(TOLD)))
    db.execute(insert(schema.meta), [{"key": key, "value": value} for key, value in told.items()])


class _Writer:
    """Makes the rows of objects, and writes them batch after batch.

    `names` are the actors, by id; those that are put are added. The `state` is a digest of `about` and of all objects.
    """

    def __init__(self, db: Connection, about: str, names: dict[str, Actor] | None = None) -> None:
        self._db = db
        self._digest = hashlib.sha256(about.encode())
        self._names = {} if names is None else names
        self._stems = Stems()
        self._rows: tuple[list[tuple[Any, ...]], ...] = tuple([] for _ in _TABLES)
        self._search: list[tuple[int, str]] = []

    @property
    def state(self) -> str:
        """A name of the record that was written."""
        return self._digest.hexdigest()[:16]

    def put(self, n: int, item: links.Item) -> tuple[list[str], list[str]]:
        """Make the rows of an object of the number `n`; gives the documents that it stands on and the actors it names.

        Actors must come before what names them.
        """
        objects, docs, actors, refs = self._rows
        kind = type(item)
        if isinstance(item, Actor):
            self._names[item.id] = item
        data = encode_item(item)
        self._digest.update(data)
        first, last = links.find_bounds(links.find_when(item).value) or _NONE
        objects.append((n, item.id, _KIND[kind], first, last, data))
        stands_on, named = sorted(links.find_docs(item)), sorted(links.find_actors(item))
        docs += [(n, doc) for doc in stands_on]
        actors += [(n, actor) for actor in named]
        if kind not in links.WORDLESS:
            refs += [(n, ref) for ref in sorted(links.find_refs(item))]
            self._search.append((n, links.find_words(item, self._names, actors=named)))
        elif kind is Judgement:
            refs += [(n, ref) for ref in sorted(links.find_refs(item))]
        return stands_on, named

    def flush(self) -> None:
        """Write the rows of what was put."""
        dialect = dialect_of(self._db)
        for table, rows in zip(_TABLES, self._rows, strict=True):
            if rows:
                dialect.insert_many(self._db, table, rows)
                rows.clear()
        if self._search:
            self._stems.learn("\n".join(words for _, words in self._search))
            dialect.fill_search(self._db, [(n, self._stems.join(words)) for n, words in self._search if words])
            self._search.clear()


_NONE = (None, None)


def _batched(items: Iterable[_T], size: int) -> Iterator[Sequence[_T]]:
    """The items in tuples of `size`, the last one shorter."""
    left = iter(items)
    while batch := tuple(islice(left, size)):
        yield batch
