"""Words between quotation marks, in every typography the French press uses.

Pairs are found per paragraph by a scan with a stack: « », “ ”, ‘ ’, straight double marks (opening or closing by their
neighbours), straight single marks where they cannot be apostrophes. A mark that stays open is closed where the text
allows (before an incise, else at the paragraph's end) and flagged. A paragraph that opens with « while the previous one
is still open continues the same quotation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from .layers import Quoted, layers_of
from .tree import Doc

_PAIRS = {"«": "»", "“": "”", "‘": "’", "„": "“"}
_CLOSING = frozenset(_PAIRS.values())
_STRAIGHT = frozenset("\"'′")
_INCISE = re.compile(r",\s+(?:a|ont|avait|avaient|s'est|se sont)(?:-t)?(?:-(?:il|elle|ils|elles))?\s")
_SINGLE_END = re.compile(r"(?<=[\w.!?…])'(?=[\s,.;:!?)]|$)")
_SPACES = " \t\u00a0\u202f\u2009\n"


def find_quotes(text: str) -> list[Quoted]:
    """The quotations in `text`, in order, the outer ones before those nested in them. Offsets are code points."""
    found: list[Quoted] = []
    carried: str | None = None
    paragraphs = list(_paragraphs(text))
    for number, (start, end) in enumerate(paragraphs):
        after = text[slice(*paragraphs[number + 1])] if number + 1 < len(paragraphs) else ""
        scan = _Scan(text, start, end, after.lstrip()[:1])
        carried = scan.run(carried)
        found += scan.found
    return sorted((q for q in found if q.start < q.end), key=lambda q: (q.start, -q.end))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\n]+", text):
        yield match.span()


class _Scan:
    """One paragraph read from left to right; `stack` holds the marks still open and where they stand.

    `following` is the first character of the paragraph after it.
    """

    def __init__(self, text: str, start: int, end: int, following: str = "") -> None:
        self.text, self.start, self.end, self._following = text, start, end, following
        self.stack: list[tuple[str, int]] = []
        self.found: list[Quoted] = []

    def run(self, carried: str | None) -> str | None:
        """Find the quotations; `carried` is the mark left open before. Returns the one this paragraph leaves open."""
        if carried and self._goes_on(carried):
            self.stack.append((carried, self.start - 1))
        for match in re.finditer("[«»“”„‘’\"'′]", self.text[self.start : self.end]):
            self._mark(match.group(), self.start + match.start())
        return self._close_open()

    def _goes_on(self, carried: str) -> bool:
        """Whether the paragraph continues a quotation that is still open: it closes it before it opens another."""
        closing = self.text.find(_PAIRS.get(carried, '"'), self.start, self.end)
        opening = self.text.find(carried, self.start, self.end)
        starts_anew = self.text[self.start : self.end].lstrip().startswith(carried)
        return closing >= 0 and not starts_anew and (opening < 0 or closing < opening)

    def _mark(self, mark: str, i: int) -> None:
        if mark in _STRAIGHT:
            self._straight(mark, i)
        elif mark in _PAIRS and self._is_opening(mark, i):
            self.stack.append((mark, i))
        elif mark in _CLOSING:
            self._closing(mark, i)

    def _is_opening(self, mark: str, i: int) -> bool:
        if mark == "‘":
            return self._opens(i)
        return not (mark == "“" and (self._top == "„" or (self._top == "“" and not self._opens(i))))

    def _closing(self, mark: str, i: int) -> None:
        apostrophe = mark == "’" and self.text[i + 1 : i + 2].isalpha()
        if any(_PAIRS.get(opened) == mark for opened, _ in self.stack) and not apostrophe:
            self._pop(lambda opened: _PAIRS.get(opened) == mark, i)
        elif mark == "»" and not self.stack:
            at = self.text.rfind("»", self.start, i)
            if at >= 0 and self._opens(at):  # l' »excuse »: the first mark is corrupted
                self.found.append(self._quoted(at, i + 1, 0))

    def _straight(self, mark: str, i: int) -> None:
        if mark == "'" and not self._is_single(i):
            return
        if self._top == mark and not (self._opens(i) and not self._closes(i)):
            _, at = self.stack.pop()
            self.found.append(self._quoted(at, i + 1, len(self.stack)))
        elif any(opened == mark for opened, _ in self.stack) and self._closes(i):
            self._pop(lambda opened: opened == mark, i)
        else:
            self.stack.append((mark, i))

    def _pop(self, fits: Callable[[str], bool], i: int) -> None:
        """Close the innermost open mark that `fits`; marks opened inside it were none."""
        while self.stack:
            opened, at = self.stack.pop()
            if fits(opened):
                self.found.append(self._quoted(at, i + 1, len(self.stack)))
                return

    def _close_open(self) -> str | None:
        """Close what stays open, before an incise or at the paragraph's end, and flag it."""
        left = None
        for depth, (opened, at) in enumerate(self.stack):
            if opened == "'" or at < self.start:
                continue
            left = opened
            if opened == '"' and any(q.outer_start > at for q in self.found):
                continue
            goes_on = opened == self._following and opened in _PAIRS  # the next paragraph opens the marks again
            hit = None if goes_on else _INCISE.search(self.text, at, self.end)
            self.found.append(self._quoted(at, hit.start() if hit else self.end, depth, closed=False))
        return left

    @property
    def _top(self) -> str | None:
        return self.stack[-1][0] if self.stack else None

    def _is_single(self, i: int) -> bool:
        """Whether a straight single mark quotes rather than elides."""
        if self._top == "'":
            return self._closes(i)
        return self._opens(i) and _SINGLE_END.search(self.text, i + 1, self.end) is not None

    def _opens(self, i: int) -> bool:
        before = self.text[i - 1] if i > self.start else " "
        after = self.text[i + 1 : i + 2]
        return (before in _SPACES + "([—–-'’«“.:") and bool(after) and after not in _SPACES + ".,;:)"

    def _closes(self, i: int) -> bool:
        after = self.text[i + 1] if i + 1 < self.end else " "
        return after in _SPACES + ".,;:!?)]»”…-" and self.text[i - 1 : i] not in _SPACES

    def _quoted(self, outer_start: int, outer_end: int, depth: int, *, closed: bool = True) -> Quoted:
        start, end = outer_start + 1, outer_end - 1 if closed else outer_end
        while start < end and self.text[start] in _SPACES:
            start += 1
        while end > start and self.text[end - 1] in _SPACES:
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
