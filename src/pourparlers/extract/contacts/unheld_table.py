"""Shape of the words by which a contact's noun tells of none, in lang/*/contacts.toml."""

from __future__ import annotations

from ...lang.pack import Table


class UnheldWords(Table, frozen=True):
    """`demands`: infinitives of wishing; `undoings`: nouns of an end; `exchanges`: nouns that also tell of goods."""

    demands: frozenset[str]
    undoings: frozenset[str]
    exchanges: frozenset[str]
