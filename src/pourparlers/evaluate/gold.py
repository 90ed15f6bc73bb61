"""Gold annotations as they lie on disk: one JSON file a dispatch, `record.json` for what several tell together.

Keys that no measure reads are passed over. Spans are [start, end) in code points.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import msgspec

from ..errors import DataError

T = TypeVar("T")
Range = tuple[int, int]


class Gold(msgspec.Struct, frozen=True, kw_only=True):
    """Base: frozen, by keyword, unknown keys ignored."""


class Quote(Gold, frozen=True):
    """Reported words. `kind` is direct, partial, mixed or indirect. What the gold does not tell of their day, their
    addressee and their medium is left open, not denied."""

    span: Range
    kind: str
    speaker: str | None = None
    said_on: str | None = None
    addressee: str | None = None
    medium: str | None = None
    scored: bool = True


class TimeMark(Gold, frozen=True):
    """An expression of time; only those with status `scored` count, the others are neither hit nor miss."""

    span: Range
    value: str | None = None
    alts: tuple[str, ...] = ()
    status: str = "scored"


class Meeting(Gold, frozen=True):
    """A contact of one dispatch (`date`), or of several together (`id`, `docs`: stems of files, `when`, `core`)."""

    kind: str
    id: str | None = None
    docs: tuple[str, ...] = ()
    span: Range | None = None
    participants: tuple[str, ...] = ()
    place: str | None = None
    date: str | None = None
    when: str | None = None
    status: str = "held"
    substatus: str | None = None
    scored: bool = True
    core: bool = True


class NonContact(Gold, frozen=True):
    """Words that tell of no contact, though they look like it."""

    span: Range | None = None
    participants: tuple[str, ...] = ()


class Stand(Gold, frozen=True):
    """A position."""

    type: str
    span: Range
    issuer: str | None = None
    scored: bool = True


class Deed(Gold, frozen=True):
    """An event."""

    type: str
    span: Range


class GoldMention(Gold, frozen=True):
    """Words that name an actor; `actor` holds the members of a group, or either of two, parted by slashes."""

    span: Range
    actor: str
    how: str
    scored: bool = True


class PublishedGold(Gold, frozen=True):
    """The true day of publication."""

    iso: str | None = None


class GoldDocument(Gold, frozen=True):
    """One dispatch. None where the gold does not annotate a kind at all: nothing is then measured of it."""

    file: str
    published: PublishedGold | None = None
    quotes: tuple[Quote, ...] = ()
    not_quotes: tuple[Any, ...] = ()
    times: tuple[TimeMark, ...] | None = None
    contacts: tuple[Meeting, ...] | None = None
    non_contacts: tuple[NonContact, ...] = ()
    positions: tuple[Stand, ...] | None = None
    events: tuple[Deed, ...] | None = None
    mentions: tuple[GoldMention, ...] | None = None


class GoldRecord(Gold, frozen=True):
    """What several dispatches tell together."""

    contacts: tuple[Meeting, ...] = ()


class NameTable(Gold, frozen=True):
    """Further names this gold uses: folded name -> key."""

    actors: dict[str, str] = {}
    places: dict[str, str] = {}
    iso: dict[str, str] = {}


class GoldSet(Gold, frozen=True):
    """A folder of gold."""

    documents: tuple[GoldDocument, ...]
    together: GoldRecord | None
    names: NameTable


def load_gold(folder: Path) -> GoldSet:
    """The gold in `folder`. Raises DataError naming the file that is missing or ill-formed."""
    if folder.is_file():
        raise DataError("this is a file; gold is a folder with one annotation (*.json) a dispatch", path=folder)
    if not folder.is_dir():
        raise DataError("no such folder of gold annotations", path=folder)
    special = {"record.json", "names.json"}
    files = [path for path in sorted(folder.glob("*.json")) if path.name not in special]
    if not files:
        raise DataError("no gold annotation (*.json) in this folder", path=folder)
    together, names = folder / "record.json", folder / "names.json"
    return GoldSet(
        documents=tuple(_decode(path, GoldDocument) for path in files),
        together=_decode(together, GoldRecord) if together.exists() else None,
        names=_decode(names, NameTable) if names.exists() else NameTable(),
    )


def _decode(path: Path, shape: type[T]) -> T:
    try:
        return msgspec.json.decode(path.read_bytes(), type=shape)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise DataError(f"not a gold annotation: {error}", path=path) from error
