"""The shape of lang/*/conditions.toml."""

from __future__ import annotations

from ..lang.pack import Table


class ConditionTable(Table, frozen=True):
    """Words that open a condition: before a clause, before a phrase, or alone ("à défaut")."""

    clause: tuple[str, ...]
    phrase: tuple[str, ...]
    alone: tuple[str, ...]
