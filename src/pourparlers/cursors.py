"""Cursors: where a page of a list ends, in a form that goes into an address."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence

import msgspec

from .errors import ConfigError


def make_cursor(day: int, id_: str) -> str:
    """Where a page ends, in a form that goes into an address."""
    return base64.urlsafe_b64encode(msgspec.json.encode([day, id_])).decode().rstrip("=")


def read_cursor(cursor: str) -> tuple[int, str]:
    """The day and the id of a cursor. Raises ConfigError for what is none."""
    try:
        data = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        return msgspec.json.decode(data, type=tuple[int, str])
    except (binascii.Error, ValueError, msgspec.DecodeError) as error:
        raise ConfigError("after: no cursor of this list; take `next` of the page before as it is") from error


def after_value(ids: Sequence[str], cursor: str | None) -> int:
    """Where the page after a cursor begins in a list of ids. Raises ConfigError where the list has lost its place."""
    if cursor is None:
        return 0
    _, id_ = read_cursor(cursor)
    if id_ not in ids:
        raise ConfigError("after: the list has changed and no longer holds the last row; begin again without it")
    return ids.index(id_) + 1
