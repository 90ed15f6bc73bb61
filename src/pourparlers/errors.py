"""The errors a caller may meet.

PourparlersError
├── ConfigError       a setting, flag or configuration file is wrong: nothing was read
├── DataError         packaged or user data is wrong
│   ├── PackError       a language pack (lang/*/*.toml)
│   └── KnowledgeError  a table of the knowledge base
├── SourceError       one dispatch cannot be read: reported by name, the run goes on
├── FetchError        an address cannot be fetched, or must not be: reported by name, the run goes on
├── BatchError        a batch cannot go on: what is done of it is kept
├── StoreError        the database cannot be opened, is of another schema, or is not ours
└── NotFoundError     an id that the record does not hold

Each message names the file (or id) and says what to do about it.
"""

from __future__ import annotations

from pathlib import Path


class PourparlersError(Exception):
    """Base of every error raised on purpose."""


class ConfigError(PourparlersError):
    """A setting, flag or configuration file is wrong."""


class DataError(PourparlersError):
    """Data that the program rests on is wrong; `path` and, where known, `line` say where."""

    def __init__(self, reason: str, *, path: Path | str, line: int | None = None) -> None:
        self.reason, self.path, self.line = reason, Path(path), line
        super().__init__(f"{path}{f':{line}' if line else ''}: {reason}")


class PackError(DataError):
    """A language pack is wrong."""


class KnowledgeError(DataError):
    """A table of the knowledge base is wrong."""


class SourceError(PourparlersError):
    """One input cannot be read; `uri` names it and `reason` says why in words a person can act on."""

    def __init__(self, reason: str, *, uri: str) -> None:
        self.reason, self.uri = reason, uri
        super().__init__(f"{uri}: {reason}")


class FetchError(PourparlersError):
    """An address cannot be fetched, or must not be; `reason` says why, `status` is the server's answer, if it gave one.

    `after` is the number of seconds for which the server asks to be left alone.
    """

    def __init__(self, reason: str, *, url: str, status: int | None = None, after: float | None = None) -> None:
        self.reason, self.url, self.status, self.after = reason, url, status, after
        super().__init__(f"{url}: {reason}")


class StoreError(PourparlersError):
    """The database cannot be used."""


class BatchError(PourparlersError):
    """A batch cannot go on, or was not made with what is here now; what is done of it is kept."""


class NotFoundError(PourparlersError):
    """The record holds no object with this id."""
