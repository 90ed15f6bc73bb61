"""Sentence boundaries: ours, set before the parser, which keeps them.

News text glues sentences together ("ligne rouge".Le président"), closes quotations after the full stop and
abbreviates titles ("M. Blinken"); the parser's own guesses fail on all three. A sentence starts at a block limit,
after a line break, and after terminal punctuation that is followed by a capital, a digit or an opening mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc

from ..lang.pack import Pack, Table

_GLUED = re.compile(r"(?<=[a-zà-ÿ0-9»”\")])([.!?…]\s?[»”\"]?)(?=[A-ZÀ-Ý«“][a-zà-ÿ' ’A-Z])")
_TERMINAL = frozenset(".!?…")
_CLOSING = frozenset("»”\"')]’")
_OPENING = frozenset("«“\"'(‘[—–-")


class SentenceCase(Table, frozen=True):
    """A text and the sentences it must be cut into."""

    text: str
    sentences: tuple[str, ...]


class SentenceTable(Table, frozen=True):
    """Shape of lang/*/sentences.toml."""

    abbreviations: frozenset[str]
    cases: tuple[SentenceCase, ...]


def find_glue(text: str) -> list[int]:
    """Offsets at which two sentences stand together without a space, to be cut before tokenisation."""
    return [m.end() for m in _GLUED.finditer(text)]


class SentenceStarter:
    """Sets `is_sent_start` on every token, so that the parser keeps our sentences."""

    def __init__(self, pack: Pack) -> None:
        self._abbreviations = pack.table("sentences", SentenceTable).abbreviations

    def __call__(self, doc: Doc, starts: Iterable[int] = ()) -> Doc:
        """Mark the first token of every sentence of `doc`; `starts` are offsets that begin one in any case."""
        forced = set(starts)
        last_visible = -1
        broken = True
        for i, token in enumerate(doc):
            if token.is_space:
                broken = broken or "\n" in token.text
                token.is_sent_start = i == 0
                continue
            token.is_sent_start = i == 0 or broken or token.idx in forced or self._follows_end(doc, i, last_visible)
            broken, last_visible = "\n" in token.text_with_ws, i
        return doc

    def _follows_end(self, doc: Doc, i: int, previous: int) -> bool:
        """Whether the sentence before token `i` is over, given the last visible token before it."""
        first = doc[i].text[0]
        if previous < 0 or not (first.isupper() or first.isdigit() or first in _OPENING):
            return False
        before = doc[previous]
        if before.text in _OPENING and before.idx + len(before.text) == doc[i].idx:
            return False  # the mark that opens here began the sentence
        j = previous
        while j > 0 and (doc[j].text in _CLOSING or doc[j].is_space):
            if first in _CLOSING and doc[j].text == doc[i].text:
                return False
            j -= 1
        mark = doc[j].text
        if mark[-1] not in _TERMINAL:
            return False
        if mark == "." and j > 0 and doc[j - 1].lower_ in self._abbreviations and doc[j - 1].whitespace_ == "":
            return False
        if len(mark) > 1 and mark[:-1].lower() in self._abbreviations:
            return False
        if first in '"' and doc[i].idx == doc[previous].idx + len(doc[previous].text):
            return False  # a straight mark glued to the full stop closes
        return not (j < previous and first in _OPENING - {"«", "“", '"'})
