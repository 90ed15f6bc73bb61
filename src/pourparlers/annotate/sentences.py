"""Sentence boundaries: ours, set before the parser, which keeps them.

News text glues sentences together ("ligne rouge".Le président"), closes quotations after the full stop and
abbreviates titles ("M. Blinken"); the parser's own guesses fail on all three. A sentence starts at a block limit,
after a line break, and after terminal punctuation that is followed by a capital, a digit or an opening mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..lang.pack import Pack
from .sentence_table import SentenceTable

_INITIAL = re.compile(r"[A-ZÀ-Ý]\.")
_INITIALS = re.compile(r"[A-ZÀ-Ý]\.-[A-ZÀ-Ý]\.")
_GLUED = re.compile(r"(?<=[a-zà-ÿ0-9»”\")])([.!?…]\s?[»”\"]?)(?=[A-ZÀ-Ý«“][a-zà-ÿ' ’A-Z])")
_TERMINAL = frozenset(".!?…")
_CLOSING = frozenset("»”\"')]’")
_OPENING = frozenset("«“\"'(‘[—–-")


def find_glue(text: str) -> list[int]:
    """Offsets at which two sentences stand together without a space, to be cut before tokenisation."""
    return [m.end() for m in _GLUED.finditer(text)]


class SentenceStarter:
    """Says which tokens start a sentence, so that the parser keeps our sentences."""

    def __init__(self, pack: Pack) -> None:
        table = pack.table("sentences", SentenceTable)
        self._abbreviations, self._openers = table.abbreviations, table.openers

    def __call__(self, words: Sequence[str], spaces: Sequence[bool], starts: Iterable[int] = ()) -> list[bool]:
        """Whether each of `words` is the first of a sentence. `spaces`: whether a space stands after it; `starts`:
        offsets that begin a sentence in any case."""
        forced = set(starts)
        found: list[bool] = []
        previous, broken, at = -1, True, 0
        for i, word in enumerate(words):
            if word.isspace():
                broken = broken or "\n" in word
                found.append(i == 0)
            else:
                found.append(i == 0 or broken or at in forced or self._follows_end(words, spaces, i, previous))
                broken, previous = "\n" in word, i
            at += len(word) + spaces[i]
        return found

    def _follows_end(self, words: Sequence[str], spaces: Sequence[bool], i: int, previous: int) -> bool:
        """Whether the sentence before token `i` is over, given the last visible token before it."""
        first = words[i][0]
        if previous < 0 or not (first.isupper() or first.isdigit() or first in _OPENING):
            return False
        glued = previous == i - 1 and not spaces[previous]
        if glued and words[previous] in _OPENING:
            return False  # the mark that opens here began the sentence
        j = previous
        while j > 0 and (words[j] in _CLOSING or words[j].isspace()):
            if first in _CLOSING and words[j] == words[i]:
                return False
            j -= 1
        mark = words[j]
        if mark[-1] not in _TERMINAL:
            return False
        if mark == "." and j > 0 and words[j - 1].lower() in self._abbreviations and not spaces[j - 1]:
            return False
        if len(mark) > 1 and mark[:-1].lower() in self._abbreviations:
            return False
        if j == previous and self._is_initial(words, i, j):
            return False
        if first == '"' and glued:
            return False  # a straight mark glued to the full stop closes
        return not (j < previous and first in _OPENING - {"«", "“", '"'})

    def _is_initial(self, words: Sequence[str], i: int, j: int) -> bool:
        """Whether the words at `j` are initials of a name that goes on at `i`: "George W. Bush", "J.-M. Ayrault"."""
        if not words[i][0].isupper() or words[i].lower() in self._openers:
            return False
        inside = j > 0 and words[j - 1][:1].isupper() and words[j - 1].isalpha() and len(words[j - 1]) > 1
        return bool(_INITIALS.fullmatch(words[j])) or (inside and bool(_INITIAL.fullmatch(words[j])))
