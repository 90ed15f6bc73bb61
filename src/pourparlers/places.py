"""Where a database is: a file, memory, or a PostgreSQL server; and what may be said of it aloud."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, TypeAlias

from .errors import ConfigError

MEMORY: Final = ":memory:"
"""The database that is gone when the program ends."""
_POSTGRES = re.compile(r"postgres(?:ql)?://", re.I)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+):/", re.I)
_SECRET = re.compile(r"(?:ssl)?password=[^&]*&?", re.I)


class Server:
    """A database on a PostgreSQL server: `url` as it was given. As text it is named without what is secret."""

    __slots__ = ("url",)

    def __init__(self, url: str) -> None:
        self.url = url

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Server) and other.url == self.url

    def __hash__(self) -> int:
        return hash(self.url)

    def __str__(self) -> str:
        return hide_secrets(self.url)

    def __repr__(self) -> str:
        return f"Server({hide_secrets(self.url)!r})"


Place: TypeAlias = Path | Server
"""A file (or ":memory:"), or a database on a server."""


def place_of(named: str | Path | Server) -> Place:
    """The database that is meant: a PostgreSQL URL, else a file's name ("~" for the user's folder) or ":memory:".

    Raises ConfigError for the URL of anything else, and for one that was taken for a path on its way here.
    """
    if isinstance(named, Server):
        return named
    text = str(named)
    if isinstance(named, str) and _POSTGRES.match(text):
        return Server(text)
    if scheme := _SCHEME.match(text):
        raise ConfigError(
            f"a database is a file or postgresql://USER@HOST/DATABASE, given as text; this begins with {scheme[1]}:"
        )
    return Path(text).expanduser()


def hide_secrets(url: str) -> str:
    """A PostgreSQL URL without its password.

    What comes before the last "@" is taken for the user and the password, so that nothing of a password with signs
    that a URL does not allow is left either.
    """
    scheme, _, rest = url.partition("://")
    rest = _SECRET.sub("", rest).rstrip("?&")
    before, at, after = rest.rpartition("@")
    return f"{scheme}://{before.partition(':')[0]}{at}{after}"
