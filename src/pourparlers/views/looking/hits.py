"""What a search found, in its context: the sentence or the stretch of a dispatch, with the words marked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from ...fold import find_stems
from ...store.links import find_spans
from ...store.stems import find_terms
from ...types import Document, Fact
from ..card import make_passage
from .wire_pages import Piece

_TOKEN = re.compile(r"[^\W_]+")
_AROUND = 140
"""Characters of a dispatch on either side of the first word found."""


class Hits:
    """The words of one question."""

    def __init__(self, question: str) -> None:
        self._wanted = frozenset(stem for term in find_terms(question) for stem in find_stems(term))

    def in_fact(self, fact: Fact, documents: dict[str, Document]) -> tuple[Piece, ...]:
        """The sentence of the fact's words that holds most of what was asked; its first one where only names match."""
        best: tuple[int, str] | None = None
        for span in find_spans(fact)[:6]:
            document = documents.get(span.doc)
            passage = make_passage(span, (document.text if document else None) or "")
            text = " ".join(f"{passage.before}{span.text}{passage.after}".split())
            n = len(self._stems(text) & self._wanted)
            if best is None or n > best[0]:
                best = (n, text)
        return self.mark(best[1]) if best else ()

    def in_document(self, document: Document) -> tuple[Piece, ...]:
        """The stretch of a dispatch around the place where most of the words stand near each other."""
        text = f"{document.title or ''}\n{document.text or ''}" if document.title else document.text or ""
        found = [(m.start(), stems) for m in _TOKEN.finditer(text) if (stems := _stem(m.group()) & self._wanted)]
        if not found:
            return self.mark(" ".join(text[: 2 * _AROUND].split()))
        at = max(found, key=lambda one: (len(_near(found, one[0])), -one[0]))[0]
        start, end = max(0, at - _AROUND // 2), min(len(text), at + 2 * _AROUND)
        head, tail = ("… " if start else ""), (" …" if end < len(text) else "")
        inside = text[start:end]
        cut = inside.find(" ") + 1 if start and " " in inside else 0
        stop = inside.rfind(" ") if tail and inside.rfind(" ") > cut else len(inside)
        return self.mark(f"{head}{' '.join(inside[cut:stop].split())}{tail}")

    def mark(self, text: str) -> tuple[Piece, ...]:
        """`text` in pieces, the words asked for apart."""
        pieces, at = [], 0
        for match in _TOKEN.finditer(text):
            if _stem(match.group()) & self._wanted:
                if at < match.start():
                    pieces.append(Piece(text=text[at : match.start()], match=False))
                pieces.append(Piece(text=match.group(), match=True))
                at = match.end()
        if at < len(text):
            pieces.append(Piece(text=text[at:], match=False))
        return tuple(pieces)

    def _stems(self, text: str) -> frozenset[str]:
        return frozenset(stem for word in _TOKEN.findall(text) for stem in _stem(word))


def _near(found: Iterable[tuple[int, frozenset[str]]], at: int) -> frozenset[str]:
    """Which of the words stand within the stretch that begins at `at`."""
    return frozenset(stem for place, stems in found if at <= place <= at + 2 * _AROUND for stem in stems)


@lru_cache(maxsize=50_000)
def _stem(word: str) -> frozenset[str]:
    return frozenset(find_stems(word))
