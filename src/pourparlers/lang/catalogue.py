"""What the program itself says, in the languages of the interface (lang/ui/*.toml).

This is apart from the language packs: a pack is for reading dispatches, a catalogue for talking to the user.

A number and what agrees with it are written with both forms, "{n:contact|contacts}": the number is put before the one
that it asks for. French counts zero, one and a half as one, English only one ("0 contact", "0 contacts"). A whole
sentence that changes has two keys: see `Catalogue.count`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from string import Formatter
from typing import Any

from ..errors import PackError

UI_LANGUAGES = ("fr", "en")


class _Counting(Formatter):
    """Formats as `str.format` does, and "{n:one|many}" as the number with the form it asks for."""

    def __init__(self, code: str) -> None:
        self._code = code

    def format_field(self, value: Any, format_spec: str) -> Any:
        """The value put in; a number with its noun where `format_spec` gives two forms."""
        if "|" not in format_spec:
            return super().format_field(value, format_spec)
        one, _, many = format_spec.partition("|")
        return f"{value} {one if _is_one(value, self._code) else many}"


def _is_one(n: float, code: str) -> bool:
    """Whether a language says `n` things in the singular."""
    return abs(n) < 2 if code == "fr" else n == 1


class Catalogue:
    """The strings of one interface language, by dotted key (`status.held`)."""

    def __init__(self, code: str, strings: Mapping[str, str]) -> None:
        self.code = code
        self._strings = dict(strings)
        self._formatter = _Counting(code)

    def __call__(self, key: str, **values: object) -> str:
        """The string of `key` with `values` put in; raises KeyError for a key that the catalogue lacks."""
        string = self._strings[key]
        if not values:
            return string
        # The formatter that counts is slow, and few strings count.
        return self._formatter.vformat(string, (), values) if "|" in string else string.format(**values)

    def get(self, key: str, default: str) -> str:
        """The string of `key`, or `default`: for values of vocabularies that grow."""
        return self._strings.get(key, default)

    @property
    def keys(self) -> frozenset[str]:
        """Every key there is."""
        return frozenset(self._strings)

    def count(self, key: str, n: int) -> str:
        """A sentence that is another one of many: `key.one` or `key.many`."""
        return self(f"{key}.{'one' if _is_one(n, self.code) else 'many'}", n=n)


def load_catalogue(code: str) -> Catalogue:
    """The catalogue of `code` (fr or en); raises PackError for a language the interface does not speak."""
    path = files("pourparlers") / "lang" / "ui" / f"{code}.toml"
    if code not in UI_LANGUAGES:
        raise PackError(f"no interface in {code!r}; there are {', '.join(UI_LANGUAGES)}", path=str(path))
    return Catalogue(code, dict(_flatten(tomllib.loads(path.read_text(encoding="utf-8")))))


def _flatten(table: Mapping[str, object], prefix: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, Mapping):
            found += _flatten(value, f"{prefix}{key}.")
        else:
            found.append((f"{prefix}{key}", str(value)))
    return found
