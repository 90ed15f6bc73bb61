"""The shape of lang/*/metonymy.toml."""

from __future__ import annotations

from ..lang.pack import Table


class MetonymyCase(Table, frozen=True):
    """An executed example: is `name` a venue in `text`?"""

    text: str
    name: str
    venue: bool


class MetonymyTable(Table, frozen=True):
    """Shape of lang/*/metonymy.toml."""

    locatives: frozenset[str]
    source: frozenset[str]
    recipients: frozenset[str]
    recipient_nouns: frozenset[str]
    venue_nouns: frozenset[str]
    venue_verbs: frozenset[str]
    bound_for: frozenset[str]
    bearings: frozenset[str]
    open: frozenset[str]
    cases: tuple[MetonymyCase, ...]
