"""Near-duplicates and wire copies among dispatches: MinHash finds pairs, exact Jaccard similarity decides.

A text is compared by its runs of five words, noise blocks left out. Two dispatches of the same outlet, or of
unknown ones, that share nearly all are duplicates; two of different outlets that share most print the same wire.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeAlias

from rensa import RMinHash, RMinHashLSH  # type: ignore[import-untyped]

from ..fold import strip_accents
from ..types import Document
from ..vocab import NOISE_BLOCKS

LinkKind: TypeAlias = Literal["duplicate_of", "copy_of"]

DUPLICATE = 0.8
"""Least share of runs of words (Jaccard) that two dispatches of one outlet have in common as duplicates."""
COPY = 0.6
"""Least share in common under two outlets: papers trim a wire, and put a paragraph of their own on it."""

_RUN = 5
_PERMUTATIONS, _BANDS, _SEED = 128, 32, 7
_LEAST_WORDS = 12
_WORD = re.compile(r"[^\W_]+")
_DAY = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_UNDATED = "9999-12-31"


class Sketches:
    """The sketches of texts, by which like ones are found; those asked for the last time are kept for the next."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[Document, RMinHash | None]] = {}

    def of(self, documents: Sequence[Document]) -> dict[str, RMinHash | None]:
        """The sketch of each document, by id; None of one that is too short to be told from others."""
        before = self._made
        self._made = {}
        for document in documents:
            kept = before.get(document.id)
            same = kept is not None and kept[0].text == document.text and kept[0].blocks == document.blocks
            self._made[document.id] = kept if kept is not None and same else (document, _sketch(document))
        return {id_: sketch for id_, (_, sketch) in self._made.items()}


def find_duplicates(documents: Iterable[Document], sketches: Sketches | None = None) -> dict[str, tuple[LinkKind, str]]:
    """For each document that repeats another: how, and the id of the one it repeats.

    Of those that repeat each other the earliest published, then the smallest id, is the original, and links to
    none. The order of `documents` makes no difference; those of the same id are one. `sketches` of the last time spare
    making them again.
    """
    by_id = {d.id: d for d in documents}
    order = sorted(by_id, key=lambda i: (_first_day(by_id[i]), i))
    near = _near_pairs(order, (sketches or Sketches()).of(list(by_id.values())))
    runs = {i: _runs_of(by_id[i]) for i in {*near, *(i for earlier in near.values() for i in earlier)}}
    links: dict[str, tuple[LinkKind, str]] = {}
    for doc, earlier in near.items():
        for original in earlier:
            kind = None if original in links else _link(by_id[doc], by_id[original], runs[doc], runs[original])
            if kind:
                links[doc] = (kind, original)
                break
    return links


def _sketch(document: Document) -> RMinHash | None:
    runs = _runs_of(document)
    if not runs:
        return None
    sketch = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    sketch.update(sorted(runs))
    return sketch


def _near_pairs(ids: Sequence[str], sketches: Mapping[str, RMinHash | None]) -> dict[str, list[str]]:
    """For each of `ids`, in their order, those before it that it may repeat, in their order; those of none left out."""
    index = RMinHashLSH(threshold=COPY, num_perm=_PERMUTATIONS, num_bands=_BANDS)
    near: dict[str, list[str]] = {}
    for position, doc in enumerate(ids):
        sketch = sketches[doc]
        if sketch is None:
            continue
        if found := sorted(set(index.query(sketch))):
            near[doc] = [ids[p] for p in found]
        index.insert(position, sketch)
    return near


def _link(doc: Document, original: Document, a: frozenset[str], b: frozenset[str]) -> LinkKind | None:
    """What makes `doc` a repetition of `original`, or None."""
    copied = doc.outlet is not None and original.outlet is not None and doc.outlet != original.outlet
    shared = len(a & b) / len(a | b)
    if shared < (COPY if copied else DUPLICATE):
        return None
    return "copy_of" if copied else "duplicate_of"


def _runs_of(document: Document) -> frozenset[str]:
    """The runs of words of what a document tells; empty where it is too short to be told from another."""
    text = document.text or ""
    told = [text[b.start : b.end] for b in document.blocks if b.kind not in NOISE_BLOCKS] or [text]
    words = _WORD.findall(strip_accents(" ".join(told)))
    if len(words) < _LEAST_WORDS:
        return frozenset()
    return frozenset(" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1))


def _first_day(document: Document) -> str:
    """The first day a document's date of publication allows, for sorting; undated ones come last."""
    found = _DAY.search(document.published.value or "")
    return (found[0] + "-01-01"[len(found[0]) - 4 :])[:10] if found else _UNDATED
