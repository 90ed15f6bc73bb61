"""Shape of the words by which a contact's noun tells of none, in lang/*/contacts.toml."""

from __future__ import annotations

from ...lang.pack import Table


class UnheldWords(Table, frozen=True):
    """`demands`: infinitives of wishing; `undoings`: nouns of an end; `exchanges`: nouns that also tell of goods;
    `amounts`, `grows`: nouns and infinitives of how much they are; `games`: nouns that also tell of games."""

    demands: frozenset[str]
    undoings: frozenset[str]
    exchanges: frozenset[str]
    amounts: frozenset[str]
    grows: frozenset[str]
    games: frozenset[str]
