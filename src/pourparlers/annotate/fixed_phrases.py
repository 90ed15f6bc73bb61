"""Fixed phrases of a table, laid out so that few of them are tried at a place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache


class FixedPhrases:
    """Phrases that tell one thing, in lower or any case as the table has them."""

    def __init__(self, phrases: Sequence[str]) -> None:
        self._phrases = tuple(phrases)
        self._whole = re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})(?!\w)")

    def stand_in(self, words: str) -> bool:
        """Whether one of the phrases stands among `words`; the expression is asked only where its letters do."""
        return any(phrase in words for phrase in self._phrases) and self._whole.search(words) is not None


@lru_cache(maxsize=16)
def by_first(phrases: tuple[str, ...]) -> dict[str, list[list[str]]]:
    """The words of each phrase under the first of them, in the order of `phrases`; not to be changed."""
    found: dict[str, list[list[str]]] = {}
    for words in map(str.split, phrases):
        found.setdefault(words[0], []).append(words)
    return found
