"""Fixed phrases of a table, laid out so that few of them are tried at a place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from ..vocab import Medium


class FixedPhrases:
    """Phrases that tell one of several things, in lower or any case as the table has them."""

    def __init__(self, table: Mapping[Medium, Sequence[str]]) -> None:
        self._letters = AhoCorasick([phrase for phrases in table.values() for phrase in phrases])
        self._whole: list[tuple[re.Pattern[str], Medium]] = [
            (re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})(?!\w)"), told) for told, phrases in table.items()
        ]

    def told(self, *texts: str) -> Medium:
        """The first of the things of which a phrase stands in one of `texts`, whole words; "unknown" where none does.
        The expressions are asked only where the letters of a phrase are there."""
        likely = [text for text in texts if self._letters.find_matches_as_indexes(text)]
        if not likely:
            return "unknown"
        return next((told for words, told in self._whole if any(words.search(text) for text in likely)), "unknown")


@lru_cache(maxsize=16)
def by_first(phrases: tuple[str, ...]) -> dict[str, list[list[str]]]:
    """The words of each phrase under the first of them, in the order of `phrases`; not to be changed."""
    found: dict[str, list[list[str]]] = {}
    for words in map(str.split, phrases):
        found.setdefault(words[0], []).append(words)
    return found
