"""Units of attribution: sentences, joined where a quotation runs over their limit, cut where noise stands."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from ..vocab import NOISE_BLOCKS
from .layers import Layers, Quoted
from .tree import Doc
from .view import View

_KEY = "pourparlers_units"


@dataclass(slots=True, unsafe_hash=True)
class Unit:
    """Tokens [start, end) that share attributions, with the outer quotations inside them.

    `numbers` are the positions of `quotes` among the document's outer quotations that are speech.
    """

    start: int
    end: int
    quotes: tuple[Quoted, ...]
    block: str
    paragraph: int
    numbers: tuple[int, ...] = ()


def units_of(doc: Doc, layers: Layers) -> list[Unit]:
    """As `find_units`, found once a document: on the first call, when the step of attribution has told quotations from
    names in quotation marks."""
    found: list[Unit] | None = doc.user_data.get(_KEY)
    if found is None:
        found = doc.user_data[_KEY] = find_units(doc, layers)
    return found


def find_units(doc: Doc, layers: Layers) -> list[Unit]:
    """Units of `doc`, outside noise, in order."""
    outer = [q for q in layers.quotes if q.depth == 0 and q.speech]
    noise = [(b.start, b.end) for b in layers.document.blocks if b.kind in NOISE_BLOCKS]
    lines = [m.start() for m in re.finditer("\n", layers.text)]
    blocks = layers.document.blocks
    starts = [b.start for b in blocks]
    units: list[Unit] = []
    begin: int | None = None
    for sent in doc.sents:
        first, last = _visible(doc, noise, sent.start, sent.end)
        if first >= last:
            continue
        begin = first if begin is None else begin
        at, stop = doc[begin].idx, doc[last - 1].idx + len(doc[last - 1])
        numbers = tuple(n for n, q in enumerate(outer) if q.outer_start < stop and q.outer_end > at)
        if any(outer[n].outer_end > stop for n in numbers) and sent.end < len(doc):
            continue
        i = bisect_right(starts, at) - 1
        kind = blocks[i].kind if i >= 0 and at < blocks[i].end else "body"
        units.append(Unit(begin, last, tuple(outer[n] for n in numbers), kind, bisect_left(lines, at), numbers))
        begin = None
    if begin is not None:
        at = doc[begin].idx
        numbers = tuple(n for n, q in enumerate(outer) if q.outer_end > at)
        units.append(Unit(begin, len(doc), tuple(outer[n] for n in numbers), "body", bisect_left(lines, at), numbers))
    return units


_OPENING = re.compile(
    r"\d{1,2}\s?[hH:]\s?(?:\d\d)?(?:\s?\([^)\n]{1,20}\))?\s*[-–—:.|•]?\s+"
    r"|[A-ZÀ-ÖØ-Ý][A-ZÀ-ÖØ-Ý'’ -]{2,30}(?:\s?\([^)\n]{1,30}\))?(?:,\s[^-–—\n]{1,40}?)?\s?[-–—]{1,2}\s"
)
"""What stands before the first sentence of a paragraph: the hour of a live page, the place and day of a dispatch."""


def past_opening(view: View, unit: Unit) -> Unit:
    """`unit` without the hour or the dateline that opens its paragraph."""
    at, stop = view.idx[unit.start], view.ends[unit.end - 1]
    if at and "\n" not in view.layers.text[max(0, at - 2) : at]:
        return unit
    found = _OPENING.match(view.layers.text, at, stop)
    if found is None:
        return unit
    start = view.token_at(found.end())
    return replace(unit, start=start) if start < unit.end and view.idx[start] >= found.end() else unit


def _visible(doc: Doc, noise: list[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """The sentence [start, end) without white space and noise at its edges."""

    def hidden(i: int) -> bool:
        token = doc[i]
        return token.is_space or (bool(noise) and any(a <= token.idx < b for a, b in noise))

    while start < end and hidden(start):
        start += 1
    while end > start and hidden(end - 1):
        end -= 1
    return start, end
