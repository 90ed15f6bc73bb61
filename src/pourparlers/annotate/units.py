"""Units of attribution: sentences, joined where a quotation runs over their limit, cut where noise stands."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc

from .layers import Layers, Quoted


@dataclass(frozen=True, slots=True)
class Unit:
    """Tokens [start, end) that share attributions, with the outer quotations inside them."""

    start: int
    end: int
    quotes: tuple[Quoted, ...]
    block: str
    paragraph: int


def find_units(doc: Doc, layers: Layers) -> list[Unit]:
    """Units of `doc`, outside noise, in order."""
    outer = [q for q in layers.quotes if q.depth == 0]
    units: list[Unit] = []
    start: int | None = None
    stop_char = 0
    for sent in doc.sents:
        first, last = _visible(doc, layers, sent.start, sent.end)
        if first >= last:
            continue
        begin = first if start is None else start
        covering = [q for q in outer if q.outer_start < doc[last - 1].idx + len(doc[last - 1].text) and q.outer_end > doc[begin].idx]
        stop_char = max([q.outer_end for q in covering], default=0)
        if stop_char > doc[last - 1].idx + len(doc[last - 1].text):
            start = begin
            continue
        start = None
        units.append(_unit(doc, layers, begin, last, tuple(covering)))
    if start is not None:
        last = len(doc)
        units.append(_unit(doc, layers, start, last, tuple(q for q in outer if q.outer_end > doc[start].idx)))
    return units


def _visible(doc: Doc, layers: Layers, start: int, end: int) -> tuple[int, int]:
    while start < end and (doc[start].is_space or layers.is_noise(doc[start].idx)):
        start += 1
    while end > start and (doc[end - 1].is_space or layers.is_noise(doc[end - 1].idx)):
        end -= 1
    return start, end


def _unit(doc: Doc, layers: Layers, start: int, end: int, quotes: tuple[Quoted, ...]) -> Unit:
    at = doc[start].idx
    blocks = layers.document.blocks
    i = bisect_right([b.start for b in blocks], at) - 1
    kind = blocks[i].kind if i >= 0 and at < blocks[i].end else "body"
    return Unit(start, end, quotes, kind, layers.text.count("\n", 0, at))
