"""Texts as PostgreSQL takes them: it has no character 0, and a dispatch may.

Character 0 is kept as DLE and "0", DLE as DLE and "1": two texts are the same there exactly where they are here.
"""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.abc import Buffer
from psycopg.types.string import StrDumperUnknown, TextLoader

_MARK = "\x10"


class _Dumper(StrDumperUnknown):
    def dump(self, obj: str) -> Buffer | None:
        return super().dump(escape(obj))


class _Loader(TextLoader):
    def load(self, data: Buffer) -> Any:
        text = super().load(data)
        return unescape(text) if isinstance(text, str) else text


def escape(text: str) -> str:
    """`text` without character 0."""
    if "\0" not in text and _MARK not in text:
        return text
    return text.replace(_MARK, f"{_MARK}1").replace("\0", f"{_MARK}0")


def unescape(text: str) -> str:
    """The text of which `escape` made `text`."""
    if _MARK not in text:
        return text
    return text.replace(f"{_MARK}0", "\0").replace(f"{_MARK}1", _MARK)


def adapt(connection: psycopg.Connection[Any]) -> None:
    """Have every text that goes over `connection` written and read so."""
    connection.adapters.register_dumper(str, _Dumper)
    for name in ("text", "varchar"):
        connection.adapters.register_loader(name, _Loader)
