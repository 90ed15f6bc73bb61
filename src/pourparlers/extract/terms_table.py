"""The shape of lang/*/terms.toml."""

from __future__ import annotations

from typing import Literal

from ..lang.pack import Table


class TermRule(Table, frozen=True):
    """Words that tie a day to an edge of somebody's term of office; see the head of that file."""

    name: str
    edge: Literal["start", "end"]
    pattern: str
    examples: tuple[tuple[str, str, str], ...]
    counter: tuple[str, ...]


class TermTable(Table, frozen=True):
    """Shape of lang/*/terms.toml."""

    again: tuple[str, ...]
    terms: tuple[TermRule, ...]
