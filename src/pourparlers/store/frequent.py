"""Where frequent words stand, in lists that are read in one go.

The search index leads from a stem to its objects one by one: of a word that a million objects hold, that takes longer
than all the rest of a search. Of stems that are frequent in a large record, and of two that often stand in a row, the
numbers of their objects are kept in lists, a byte each or little more. The lists know the numbers up to
`meta.listed`; what has been written since is asked of the index, as are words that have no list. A number of an object
that is gone stays in its lists, as it does in SQLite's index, and leads to nothing.

Which stems are frequent is found from a sample: a stem that is passed over is merely found more slowly.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Text, cast, delete, func, insert, select

from ..fold import Stems
from ..types import Actor
from . import links, schema
from .dialect import dialect_of
from .objects import MOST, decode_item

OFTEN: Final = 100_000
"""Objects that hold a stem of which there is a list, about."""
_AGAIN: Final = 50_000
"""Numbers that the lists may lack before they are carried on."""
_SAMPLE: Final = 20_000
"""Objects that are looked at to find frequent stems."""
_PART: Final = 1_000_000
"""Objects that are gone through before a part of the lists is written."""
_FULL: Final = 255
"""The byte that stands for as many numbers passed over, and for no object."""

Numbers = NDArray[np.int32]


def list_frequent(db: Connection, numbered: int) -> None:
    """Bring the lists up to the number `numbered`, the highest of the record, where that is worth while.

    To be called in the transaction that wrote it, when the search index is written.
    """
    listed = _find_listed(db)
    if numbered - listed < (_AGAIN if listed else OFTEN):
        return
    lists = schema.stem_lists
    known = list(db.scalars(select(lists.c.stems).distinct().order_by(lists.c.stems)))
    listed = listed if known else 0
    for stems, first, numbers in _find_numbers(db, known or _find_frequent(db, numbered), listed):
        if len(numbers):
            db.execute(insert(lists), [{"stems": stems, "first": first, "data": encode(numbers, first)}])
    forget_listed(db)
    db.execute(insert(schema.meta), [{"key": "listed", "value": str(numbered)}])


def _find_numbers(db: Connection, wanted: Sequence[str], listed: int) -> Iterator[tuple[str, int, Numbers]]:
    """The numbers above `listed` of the objects that hold each of `wanted`, in order, and from which number on they
    are: in one part, or in several, one after the other."""
    rows = dialect_of(db).read_stems(db, after=listed)
    if rows is not None:
        yield from _gather(rows, wanted, listed + 1)
        return
    for stems in wanted:
        yield stems, listed + 1, np.sort(_ask(db, [stems.split()], after=listed))


def _gather(rows: Iterable[tuple[int, str]], wanted: Sequence[str], first: int) -> Iterator[tuple[str, int, Numbers]]:
    """What `_find_numbers` gives, from one pass over all objects with their stems.

    Asked one by one, each word would go through the rows of all that hold it.
    """
    single = {stems for stems in wanted if " " not in stems}
    double = {(one, other) for one, other in (stems.split() for stems in wanted if " " in stems)}
    found: dict[str, list[int]] = defaultdict(list)
    for passed, (n, stems) in enumerate(rows, 1):
        words = stems.split(" ")
        for word in single.intersection(words):
            found[word].append(n)
        for one, other in double.intersection(pairwise(words)):
            found[f"{one} {other}"].append(n)
        if passed % _PART == 0:  # what is held does not grow with the record
            yield from ((word, first, np.array(numbers, dtype=np.int32)) for word, numbers in found.items())
            found.clear()
            first = n + 1
    yield from ((word, first, np.array(numbers, dtype=np.int32)) for word, numbers in found.items())


def clear_lists(db: Connection) -> None:
    """Empty the lists."""
    db.execute(delete(schema.stem_lists))
    forget_listed(db)


def forget_listed(db: Connection) -> None:
    """Forget how far the lists go."""
    db.execute(delete(schema.meta).where(schema.meta.c.key == "listed"))


def find_matching(db: Connection, terms: Sequence[Sequence[str]]) -> Numbers:
    """Numbers of the objects that hold every one of `terms`, of which there is one at least; in no order.

    Numbers of objects that are gone may be among them.
    """
    wanted = sorted({" ".join(stems) for stems in terms})
    listed = _find_listed(db)
    lists = _load(db, wanted) if listed else {}
    if len(lists) < len(wanted):  # the rarest word leads the index quickly through those of the others
        return _ask(db, terms)
    found, *heaps = sorted(lists.values(), key=len)
    for heap in heaps:
        there = np.zeros(listed + 1, dtype=np.bool_)
        there[heap] = True
        found = found[there[found]]
    return np.concatenate((found, _ask(db, terms, after=listed)))


def _find_listed(db: Connection) -> int:
    """The highest number that the lists know; 0 where there are none."""
    value = db.execute(select(schema.meta.c.value).where(schema.meta.c.key == "listed")).scalar()
    return int(value or 0)


def _load(db: Connection, wanted: Sequence[str]) -> dict[str, Numbers]:
    """The lists of those of `wanted` that have one."""
    t = schema.stem_lists.c
    parts: dict[str, list[Numbers]] = {}
    for row in db.execute(select(t.stems, t.first, t.data).where(t.stems.in_(wanted)).order_by(t.stems, t.first)):
        parts.setdefault(row.stems, []).append(decode(row.data, row.first))
    return {stems: np.concatenate(found) for stems, found in parts.items()}


def _ask(db: Connection, terms: Sequence[Sequence[str]], *, after: int = 0) -> Numbers:
    """Numbers above `after` of the objects that hold every one of `terms`, from the search index."""
    found = dialect_of(db).match(terms).subquery()
    # In one piece of text: of a common word there are hundreds of thousands, and each row by itself is dear.
    query = select(func.aggregate_strings(cast(found.c.n, Text), ","))
    if after:
        query = query.where(found.c.n > after)
    return np.fromstring(db.execute(query).scalar() or "", dtype=np.int32, sep=",")


def encode(numbers: Numbers, first: int) -> bytes:
    """The list of `numbers` (in order, `first` or more): how far it is from one to the next, a byte each."""
    gaps = np.diff(numbers, prepend=first - 1)
    passed, rest = np.divmod(gaps, _FULL)
    steps = np.full(len(gaps) + int(passed.sum()), _FULL, dtype=np.uint8)
    steps[np.arange(len(gaps)) + np.cumsum(passed)] = rest
    return steps.tobytes()


def decode(data: bytes, first: int) -> Numbers:
    """The numbers of which `encode` made a list."""
    steps = np.frombuffer(data, dtype=np.uint8)
    found: Numbers = np.cumsum(steps, dtype=np.int32)[steps != _FULL] + np.int32(first - 1)
    return found


def _find_frequent(db: Connection, numbered: int) -> list[str]:
    """The stems, and two in a row, that `OFTEN` objects hold, about; sorted."""
    step = max(1, numbered // _SAMPLE)
    counts: Counter[str] = Counter()
    for stems in _sample(db, range(1, numbered + 1, step)):
        counts.update(set(stems))
        counts.update({f"{one} {other}" for one, other in pairwise(stems)})
    return sorted(stems for stems, n in counts.items() if n * step >= OFTEN)


def _sample(db: Connection, numbers: Sequence[int]) -> Iterator[list[str]]:
    """The stems that each object of `numbers` is searched by."""
    o, d, find = schema.objects.c, schema.documents.c, Stems().find
    actors = (decode_item(row.type, row.json) for row in db.execute(select(o.type, o.json).where(o.type == "actor")))
    names = {actor.id: actor for actor in actors if isinstance(actor, Actor)}
    query = select(o.type, o.json, d.text).join_from(schema.objects, schema.documents, d.id == o.id, isouter=True)
    for start in range(0, len(numbers), MOST):
        for row in db.execute(query.where(o.n.in_(numbers[start : start + MOST]))):
            yield find(links.find_words(decode_item(row.type, row.json, text=row.text), names))
