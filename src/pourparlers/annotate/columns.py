"""The columns of a parse while its clauses are mended: one item a token, heads as distances."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .token import Morph


class Columns(NamedTuple):
    """What a mend reads; `pos`, `dep` and `heads` are what it may change in place."""

    lower: Sequence[str]
    pos: list[str]
    dep: list[str]
    morph: Sequence[Morph]
    heads: list[int]

    def above(self, i: int) -> int:
        """The head of the token `i`."""
        return i + self.heads[i]

    def under(self, i: int, reach: int) -> list[int]:
        """The tokens that hang on the token `i`, at most `reach` from it."""
        near = range(max(0, i - reach), min(len(self.heads), i + reach))
        return [k for k in near if k != i and self.above(k) == i]
