"""The shape of lang/*/sentences.toml."""

from __future__ import annotations

from ..lang.pack import Table


class SentenceCase(Table, frozen=True):
    """A text and the sentences it must be cut into."""

    text: str
    sentences: tuple[str, ...]


class SentenceTable(Table, frozen=True):
    """Shape of lang/*/sentences.toml."""

    abbreviations: frozenset[str]
    openers: frozenset[str]
    cases: tuple[SentenceCase, ...]
