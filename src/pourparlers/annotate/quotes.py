"""Words between quotation marks, in every typography the French press uses.

Pairs are found per paragraph by a scan with a stack: « », “ ”, ‘ ’, straight double marks (opening or closing by their
neighbours), straight single marks where they cannot be apostrophes. A mark that stays open is closed where the text
allows (before an incise, else at the paragraph's end) and flagged. A paragraph that opens with « while the previous one is still
open continues the same quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from .layers import Quoted, layers_of

_PAIRS = {"«": "»", "“": "”", "‘": "’", "„": "“"}
_INCISE = re.compile(r",\s+(?:a|ont|avait|avaient|s'est|se sont)(?:-t)?(?:-(?:il|elle|ils|elles))?\s")
_SPACES = " \t\u00a0\u202f\u2009\n"


def find_quotes(text: str) -> list[Quoted]:
    """The quotations in `text`, in order, the outer ones before those nested in them."""
    found: list[Quoted] = []
    carried: str | None = None
    for start, end in _paragraphs(text):
        spans, carried = _scan(text, start, end, carried)
        found += spans
    return sorted((q for q in found if q.start < q.end), key=lambda q: (q.start, -q.end))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in re.finditer(r"\n+", text):
        if start < match.start():
            yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _scan(text: str, start: int, end: int, carried: str | None) -> tuple[list[Quoted], str | None]:
    """Quotations of one paragraph; `carried` is the mark left open by the one before, if it may continue here."""
    stack: list[tuple[str, int]] = []
    found: list[Quoted] = []
    i = start
    if carried and not text[start:end].lstrip().startswith(carried) and _PAIRS.get(carried, '"') in text[start:end]:
        closing = text.find(_PAIRS.get(carried, '"'), start, end)
        opening = text.find(carried, start, end)
        if opening < 0 or closing < opening:
            stack.append((carried, start - 1))
    while i < end:
        mark = text[i]
        if mark in _PAIRS and not (mark == "‘" and not _opens(text, i, start)) and not (mark == "“" and _top(stack) == "„"):
            if not (mark == "“" and _top(stack) == "“" and not _opens(text, i, start)):
                stack.append((mark, i))
        elif (mark == '"' and text[i - 1 : i] != "\\") or mark == "'" or mark == "′":
            _straight(text, i, start, end, stack, found)
        elif mark in _PAIRS.values() and any(_PAIRS.get(m) == mark for m, _ in stack) and (mark != "’" or not text[i + 1 : i + 2].isalpha()):
            while stack:
                opened, at = stack.pop()
                if _PAIRS.get(opened) == mark:
                    found.append(_quoted(text, at, i + 1, len(stack)))
                    break
        elif mark == "»" and not stack and (at := text.rfind("»", start, i)) >= 0 and _opens(text, at, start):
            found.append(_quoted(text, at, i + 1, 0))  # l' »excuse »: the first mark is corrupted
        i += 1
    left = None
    for depth, (opened, at) in enumerate(stack):
        if opened == "'" or at < start:
            continue
        left = opened
        if any(q.outer_start > at for q in found) and opened == '"':
            continue
        hit = _INCISE.search(text, at, end)
        stop = hit.start() if hit else end
        quoted = _quoted(text, at, stop, depth, closed=False)
        found.append(quoted)
    return found, left


def _straight(text: str, i: int, start: int, end: int, stack: list[tuple[str, int]], found: list[Quoted]) -> None:
    mark = text[i]
    if mark == "'" and not _single_is_mark(text, i, start, end, stack):
        return
    if _top(stack) == mark and not (_opens(text, i, start) and not _closes(text, i, end)):
        _, at = stack.pop()
        found.append(_quoted(text, at, i + 1, len(stack)))
    elif any(m == mark for m, _ in stack) and _closes(text, i, end):
        while stack:
            opened, at = stack.pop()
            if opened == mark:
                found.append(_quoted(text, at, i + 1, len(stack)))
                break
    else:
        stack.append((mark, i))


def _single_is_mark(text: str, i: int, start: int, end: int, stack: list[tuple[str, int]]) -> bool:
    if _top(stack) == "'":
        return _closes(text, i, end)
    closing = re.compile(r"(?<=[\w.!?…])'(?=[\s,.;:!?)]|$)").search(text, i + 1, end)
    return _opens(text, i, start) and closing is not None


def _top(stack: list[tuple[str, int]]) -> str | None:
    return stack[-1][0] if stack else None


def _opens(text: str, i: int, start: int) -> bool:
    before = text[i - 1] if i > start else " "
    after = text[i + 1 : i + 2]
    return (before in _SPACES or before in "([—–-'’«“" or before in ".:") and bool(after) and after not in _SPACES + ".,;:)"


def _closes(text: str, i: int, end: int) -> bool:
    after = text[i + 1] if i + 1 < end else " "
    return (after in _SPACES or after in ".,;:!?)]»”…-") and text[i - 1 : i] not in _SPACES


def _quoted(text: str, outer_start: int, outer_end: int, depth: int, *, closed: bool = True) -> Quoted:
    start, end = outer_start + 1, outer_end - 1 if closed else outer_end
    while start < end and text[start] in _SPACES:
        start += 1
    while end > start and text[end - 1] in _SPACES:
        end -= 1
    return Quoted(start, end, outer_start, outer_end, closed=closed, depth=depth)


class QuoteFinder:
    """The step that finds quotations: fills `layers.quotes`, outside noise."""

    needs = ("tokens",)
    gives = ("quotes",)

    def __call__(self, doc: Doc) -> Doc:
        """Find the quotations of `doc`."""
        layers = layers_of(doc)
        layers.quotes = [q for q in find_quotes(layers.text) if not layers.is_noise(q.start)]
        return doc
