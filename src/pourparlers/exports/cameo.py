"""Events as CAMEO dyads with Goldstein values, one for each day, pair and root, tab-separated.

PLOVER's types come from CAMEO's roots, several from two or three. The way back is chosen so:

- CONCEDE and RETREAT are both 08 (yield), as they were.
- ACCUSE is 11 (disapprove); with the mode `investigate` 09.
- ASSAULT is 19 (fight) with `firearms`, `aerial`, `drone` and `heavy-weapons`, 20 (mass violence) with
  `unconventional`, else 18 (assault): where the mode says nothing, the root with the smallest value.
- 01 (public statement) and 02 (appeal) come back for nothing: what was said without an act is no PLOVER event.

A consultation without a recipient is mutual: each pair of its actors has a row in both directions. Who acts without a
recipient has `---`, CAMEO's undetermined actor. What several dispatches tell of one day, pair and root is one row,
with the number of accounts; what has no sure day is never taken for the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import permutations
from typing import Final

from ..types import Record, Struct
from .cells import guard, join, squeeze, write_cell, write_line
from .codes import UNDETERMINED, Coder
from .coding import Coded, Selection, find_published

COLUMNS: Final = (
    "date", "actor1", "actor2", "root", "goldstein", "quad_class", "actor1_name", "actor2_name", "plover", "accounts",
    "outlets", "events", "when", "published",
)  # fmt: skip
"""The columns, in order. `plover` is the type the root comes from, `events` the ids of the record's events, `when`
their date at the precision that is known (EDTF), `published` the first day on which a dispatch told it."""

ASSERTION: Final = "assertion"
"""The column that `everything` adds at the end."""

ROOTS: Final[dict[str, int]] = {
    "AGREE": 3, "CONSULT": 4, "SUPPORT": 5, "COOPERATE": 6, "AID": 7, "CONCEDE": 8, "RETREAT": 8, "REQUEST": 10,
    "ACCUSE": 11, "REJECT": 12, "THREATEN": 13, "PROTEST": 14, "MOBILIZE": 15, "SANCTION": 16, "COERCE": 17,
    "ASSAULT": 18,
}  # fmt: skip
"""The root of each PLOVER type, where its mode does not choose another."""

MODE_ROOTS: Final[dict[tuple[str, str], int]] = {
    ("ACCUSE", "investigate"): 9,
    ("ASSAULT", "firearms"): 19,
    ("ASSAULT", "aerial"): 19,
    ("ASSAULT", "drone"): 19,
    ("ASSAULT", "heavy-weapons"): 19,
    ("ASSAULT", "unconventional"): 20,
}
"""The root of a type with a mode, where it is not the type's own."""

GOLDSTEIN_ROOTS: Final[dict[int, float]] = dict(
    enumerate((0, 3, 4, 1, 3.5, 6, 7, 5, -2, -5, -2, -4, -6, -6.5, -7.2, -4, -7, -9, -10, -10), 1)
)
"""The Goldstein value of each root, 01 to 20, as published with CAMEO."""

QUAD_CLASSES: Final[dict[int, int]] = (
    dict.fromkeys(range(1, 6), 1) | dict.fromkeys((6, 7, 8), 2) | dict.fromkeys(range(9, 14), 3)
    | dict.fromkeys(range(14, 21), 4)
)  # fmt: skip
"""The quad class of each root, as CAMEO's users count them: 1 to 5, 6 to 8, 9 to 13, 14 to 20."""


class Dyad(Struct, frozen=True):
    """One row before it is written: a pair of actors' ids (empty: undetermined), and the events behind it."""

    day: str | None
    first: str
    second: str
    root: int
    events: tuple[Coded, ...]


def find_root(event_type: str, mode: str | None) -> int:
    """The CAMEO root, 1 to 20, of a PLOVER type and mode; raises KeyError for a type that PLOVER does not have."""
    return MODE_ROOTS.get((event_type, mode or ""), ROOTS[event_type])


def find_dyads(selection: Selection, *, everything: bool = False) -> list[Dyad]:
    """The dyads of the events of `selection`, by date; with `everything`, apart by assertion."""
    groups: dict[tuple[str, str, str, int, str], list[Coded]] = {}
    for coded in selection.events:
        root = find_root(coded.event_type, coded.mode)
        apart = "" if coded.day else coded.event.id
        if everything:
            apart += coded.event.assertion
        for first, second in _pairs(coded):
            groups.setdefault((coded.day or "", first, second, root, apart), []).append(coded)
    rows = [Dyad(day=key[0] or None, first=key[1], second=key[2], root=key[3], events=tuple(events))
            for key, events in groups.items()]  # fmt: skip
    return sorted(rows, key=lambda row: (row.day or "9", row.first, row.second, row.root, row.events[0].event.id))


def _pairs(coded: Coded) -> list[tuple[str, str]]:
    event = coded.event
    if event.recipient:
        return [(a, b) for a in event.actor or ("",) for b in event.recipient if a != b]
    if event.event_type == "CONSULT" and len(event.actor) > 1:
        return list(permutations(dict.fromkeys(event.actor), 2))
    return [(actor, "") for actor in dict.fromkeys(event.actor)]


def encode_cameo(record: Record, dyads: Iterable[Dyad], *, everything: bool = False) -> Iterator[bytes]:
    """A line of column names, then one line for each of `dyads`, whose events are of `record`."""
    coder = Coder(record)
    documents = {d.id: d for d in record.documents}
    outlets = {d.id: d.outlet or d.uri for d in record.documents}
    yield write_line((*COLUMNS, ASSERTION) if everything else COLUMNS, delimiter="\t")
    for dyad in dyads:
        first, second = (coder.find(actor) if actor else None for actor in (dyad.first, dyad.second))
        docs = {coded.doc for coded in dyad.events}
        row = [
            dyad.day or "",
            first.cameo if first else UNDETERMINED,
            second.cameo if second else UNDETERMINED,
            f"{dyad.root:02}",
            write_cell(float(GOLDSTEIN_ROOTS[dyad.root])),
            str(QUAD_CLASSES[dyad.root]),
            guard(first.name) if first else "",
            guard(second.name) if second else "",
            join(dict.fromkeys(coded.event_type for coded in dyad.events)),
            str(len(docs)),
            str(len({outlets.get(doc, doc) for doc in docs})),
            join(coded.event.id for coded in dyad.events),
            dyad.events[0].when.value or "",
            min((day for doc in docs if (day := find_published(documents.get(doc)))), default=""),
        ]
        if everything:
            row.append(join(dict.fromkeys(coded.event.assertion for coded in dyad.events)))
        yield write_line(squeeze(row), delimiter="\t")
