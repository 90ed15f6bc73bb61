"""What tells a record from the one that the database holds."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import msgspec
from sqlalchemy import Connection, select

from .. import __version__
from ..types import Actor, Document, Record
from . import links, schema
from .objects import MOST

FORM: Final = f"{__version__} 1"
"""How rows are made of objects. Its number is to be raised with any change of what `links` finds in an object, so that
no record holds rows of two ways; a migration that adds a table of them deletes it from `meta`, which has the record
written whole."""

TOLD: Final = ("header", "state", "form", "numbered")
"""What `meta` says of the record that is held: with what it was made, a name of it, `FORM`, the highest number that any
object of it had."""

Held: TypeAlias = Mapping[str, tuple[int, bytes | links.Item]]
"""The objects that are held by id: their number, and themselves or their JSON."""

FindHeld: TypeAlias = Callable[[str], Held | None]
"""Gives what is known of the record of a state; None for nothing."""

_SPARE: Final = 20_000
"""Numbers that a small record may use up before it is written whole; a larger one three times as many as its objects.
"""
_log = logging.getLogger(__name__)
_ENCODER: Final = msgspec.json.Encoder()
_ACTOR: Final = msgspec.json.Decoder(Actor)
_TAG: Final = b'{"type":"actor"'


@dataclass
class Change:
    """What is to be written of a record.

    `gone` are the numbers of objects that are not in it as they were, `new` the objects that are not held as they are,
    `numbers` those of all others, by id. `numbered` is the highest number that was given so far, `state` the name of
    the record held.
    """

    numbered: int
    state: str
    gone: list[int] = field(default_factory=list)
    new: list[links.Item] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)


def encode_item(item: links.Item) -> bytes:
    """The JSON of an object as it is stored: a text is kept once, in the documents' own table."""
    if isinstance(item, Document):
        item = msgspec.structs.replace(item, text=None)
    return _ENCODER.encode(item)


def encode_header(record_header: object) -> str:
    """The JSON of a record's header."""
    return _ENCODER.encode(record_header).decode()


def say_twice(item: links.Item) -> None:
    """Note that a record holds two objects of one id."""
    _log.error("two objects of the record have the id %s; the second is left out", item.id)


def compare(db: Connection, record: Record, find_held: FindHeld) -> Change | None:
    """What to write of `record` where a record is held; None where it is to be written whole.

    It is where none is held, one made in another way, and where most of it is another or most numbers were used up.
    The database is read where `find_held` knows nothing of the record that is there.
    """
    told = load_told(db)
    if told.keys() != set(TOLD) or told["form"] != FORM or told["header"] != encode_header(record.header):
        return None
    change = Change(numbered=int(told["numbered"]), state=told["state"])
    lost, renamed = _sort_out(record, find_held(change.state) or _load(db), change)
    change.gone += (n for n, _ in lost)
    renamed.update(actor.id for _, item in lost if (actor := _as_actor(item)))
    if renamed:
        _add_those_naming(db, record, change, renamed)
    size, moved = len(change.numbers), len(change.new) + len(change.gone)
    if 2 * moved > size or change.numbered + len(change.new) > max(_SPARE, 3 * size):
        return None
    return change


def load_told(db: Connection) -> dict[str, str]:
    """What is said of the record that is held (see `TOLD`)."""
    m = schema.meta.c
    return {row.key: row.value for row in db.execute(select(m.key, m.value).where(m.key.in_(TOLD)))}


def _load(db: Connection) -> Held:
    o = schema.objects.c
    return {id_: (n, data) for id_, n, data in db.execute(select(o.id, o.n, o.json))}


def _sort_out(record: Record, held: Held, change: Change) -> tuple[list[tuple[int, bytes | links.Item]], set[str]]:
    """Put the objects of `record` into `change`; gives those held that it lacks, and the actors with other names."""
    numbers, renamed, kept = change.numbers, set[str](), 0
    for item in links.iterate(record):
        if item.id in numbers:
            say_twice(item)
            continue
        n, before = held.get(item.id) or (0, None)
        numbers[item.id] = n
        kept += n > 0
        if before is not None and _is_same(before, item):
            continue
        numbers[item.id] = 0
        change.new.append(item)
        if n:
            change.gone.append(n)
        if isinstance(item, Actor):
            known = _as_actor(before) if before is not None else None
            if known is None or links.find_names(known) != links.find_names(item):
                renamed.add(item.id)
    lost = [found for id_, found in held.items() if id_ not in numbers] if kept < len(held) else []
    return lost, renamed


def _is_same(before: bytes | links.Item, item: links.Item) -> bool:
    if before is item:
        return True
    return (before if isinstance(before, bytes) else encode_item(before)) == encode_item(item)


def _as_actor(item: bytes | links.Item) -> Actor | None:
    if isinstance(item, bytes):
        return _ACTOR.decode(item) if item.startswith(_TAG) else None
    return item if isinstance(item, Actor) else None


def _add_those_naming(db: Connection, record: Record, change: Change, actors: Iterable[str]) -> None:
    """Write anew what names one of `actors`: it is searched by their names too."""
    a, ids = schema.object_actors.c, sorted(actors)
    naming: set[int] = set()
    for start in range(0, len(ids), MOST):
        naming.update(db.scalars(select(a.n).where(a.actor.in_(ids[start : start + MOST]))))
    naming.difference_update(change.gone)
    if not naming:
        return
    for item in links.iterate(record):
        n = change.numbers[item.id]
        if n in naming and type(item) not in links.WORDLESS:
            change.gone.append(n)
            change.new.append(item)
            change.numbers[item.id] = 0
