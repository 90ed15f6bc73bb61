"""A language as data: the folder of a language pack, its tables loaded, validated and versioned.

A pack is a folder `lang/<code>/` of TOML tables. Each step of the analysis declares the shape of its table as
a frozen msgspec Struct and asks the pack for it; a table of another shape raises PackError naming the file.
Rules in the tables carry `examples` (text they must find) and `counter` (text they must not find), which the
tests under tests/lang execute.
"""

from __future__ import annotations

import hashlib
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

import msgspec

from ..errors import PackError

T = TypeVar("T")


class Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every table and rule: a misspelt key in a TOML file is an error, never silence."""


class Pack:
    """The tables of one language. `code` is ISO 639-1, `version` a digest of every table's bytes."""

    def __init__(self, code: str, folder: Traversable) -> None:
        self.code = code
        self._folder = folder
        self._bytes = {f.name: f.read_bytes() for f in folder.iterdir() if f.name.endswith(".toml")}
        if not self._bytes:
            raise PackError("no table (*.toml) in this language pack", path=str(folder))
        self._decoded: dict[tuple[str, type], object] = {}
        digest = hashlib.sha256()
        for name in sorted(self._bytes):
            digest.update(name.encode() + b"\0" + self._bytes[name])
        self.version = f"{code}-{digest.hexdigest()[:12]}"

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the tables, without their ending, sorted."""
        return tuple(sorted(name.removesuffix(".toml") for name in self._bytes))

    def table(self, name: str, shape: type[T]) -> T:
        """Table `name`.toml as a `shape`; decoded once. Raises PackError where it is missing or ill-formed."""
        key = (name, shape)
        if key not in self._decoded:
            path = f"{self._folder}/{name}.toml"
            try:
                self._decoded[key] = msgspec.toml.decode(self._bytes[f"{name}.toml"], type=shape)
            except KeyError:
                raise PackError("this table is missing", path=path) from None
            except (msgspec.DecodeError, msgspec.ValidationError) as error:
                raise PackError(str(error), path=path) from error
        return self._decoded[key]  # type: ignore[return-value]


def load_pack(code: str = "fr") -> Pack:
    """The packaged language pack of ISO 639-1 `code`; raises PackError for a language there is no pack for."""
    folder = files("pourparlers") / "lang" / code
    if not folder.is_dir():
        raise PackError(f"no language pack for {code!r}", path=str(folder))
    return Pack(code, folder)
