"""What the program itself says, in the languages of the interface (lang/ui/*.toml).

This is apart from the language packs: a pack is for reading dispatches, a catalogue for talking to the user.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files

from ..errors import PackError

UI_LANGUAGES = ("fr", "en")


class Catalogue:
    """The strings of one interface language, by dotted key (`status.held`)."""

    def __init__(self, code: str, strings: Mapping[str, str]) -> None:
        self.code = code
        self._strings = dict(strings)

    def __call__(self, key: str, **values: object) -> str:
        """The string of `key` with `values` put in; raises KeyError for a key that the catalogue lacks."""
        string = self._strings[key]
        return string.format_map(values) if values else string

    def get(self, key: str, default: str) -> str:
        """The string of `key`, or `default`: for values of vocabularies that grow."""
        return self._strings.get(key, default)

    @property
    def keys(self) -> frozenset[str]:
        """Every key there is."""
        return frozenset(self._strings)

    def count(self, key: str, n: int) -> str:
        """`n` things, in words: `key.one` or `key.many`. French counts zero as one, English as many."""
        one = n < 2 if self.code == "fr" else n == 1
        return self(f"{key}.{'one' if one else 'many'}", n=n)


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
