"""The shape of lang/*/exchanges.toml."""

from __future__ import annotations

from ..lang.pack import Table


class ExchangeCase(Table, frozen=True):
    """An executed example: does `text` tell an exchange of texts, and, where `who` is given, from whom to whom
    ("sender > recipient", ids)?"""

    text: str
    exchange: bool
    who: str = ""


class ExchangeTable(Table, frozen=True):
    """Shape of lang/*/exchanges.toml."""

    verbs: tuple[str, ...]
    handing: frozenset[str]
    made_to: dict[str, str]
    taking: frozenset[str]
    getting: tuple[str, ...]
    answering: frozenset[str]
    addressing: frozenset[str]
    in_writing: tuple[str, ...]
    purpose: frozenset[str]
    nouns: frozenset[str]
    written: frozenset[str]
    answers: frozenset[str]
    drafts: frozenset[str]
    one_ended: frozenset[str]
    demands: frozenset[str]
    signals: frozenset[str]
    by_hand: frozenset[str]
    writing: frozenset[str]
    forms: dict[str, str]
    cases: tuple[ExchangeCase, ...]
