"""Decide which changes of an office's tenures are written: none that the other holders contradict."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from pourparlers.knowledge.imports.records import Note
from pourparlers.knowledge.imports.tenures import Change, clash
from pourparlers.knowledge.model import Tenure
from pourparlers.knowledge.roles import span_of

__all__ = ["settle"]


def settle(
    rows: Sequence[Tenure],
    changes: Sequence[Change],
    *,
    source: str,
    fixed: Callable[[Tenure], bool],
    note: Callable[[Note], None],
    open_in_source: Collection[str] = (),
) -> list[Change]:
    """Give the changes that can stand beside *rows*, the tenures that the tables have of one office.

    A row of the tables that is open and was last checked before a new holder starts is closed on that
    holder's first day, as in the packaged tables, unless the newcomer has left and the source still has
    the other in office (*open_in_source*: persons). *fixed* says which rows may not be changed. What
    cannot stand is told to *note*.
    """
    standing = {_key(row): row for row in rows}
    accepted: list[Change] = []
    waiting, refused = _in_order(changes), list[tuple[Change, Note]]()
    while waiting:
        refused = []
        for change in waiting:
            taken = _try(change, standing, source, fixed, open_in_source)
            if isinstance(taken, Note):
                refused.append((change, taken))
                continue
            for one in taken:
                if one is not change:
                    note(Note("closed", one.line, _name(one.row), f"ended when {change.row.person} starts"))
                if one.base is not None:
                    standing.pop(_key(one.base), None)
                standing[_key(one.row)] = one.row
            accepted += taken
        # What a row of the tables contradicted may fit when that row has been corrected too.
        waiting = [change for change, _ in refused] if len(refused) < len(waiting) else []
    for _, why in refused:
        note(why)
    return accepted


def _try(
    change: Change,
    standing: Mapping[tuple[str, str, str], Tenure],
    source: str,
    fixed: Callable[[Tenure], bool],
    open_in_source: Collection[str],
) -> list[Change] | Note:
    """Give *change* with the closings of known rows that it needs, or why it cannot stand."""
    row, base = change.row, change.base
    if base is not None and fixed(base):
        return Note("by_hand", change.line, _name(row), f"the folder's own row stands: {_name(base)}")
    if base is not None and standing.get(_key(base)) is not base:
        return Note("stale_open", change.line, _name(row), "a later holder is known")
    beside = {key: one for key, one in standing.items() if base is None or key != _key(base)}
    closed: list[Change] = []
    problem = clash(row, beside.values())
    while problem and problem[1] == "open" and _may_close(problem[0], row, open_in_source) and not fixed(problem[0]):
        left = replace(problem[0], end=row.start, checked_until="", source=source)
        closed.append(Change(left, problem[0], change.line))
        beside[_key(left)] = left
        problem = clash(row, beside.values())
    if problem:
        other, how = problem
        stale = how == "open" and not row.end and span_of(row.start) <= span_of(other.start)
        kind = "stale_open" if stale else "conflict"
        return Note(kind, change.line, _name(row), f"against {other.person} {other.start}/{other.end or '..'}")
    return [*closed, change]


def _in_order(changes: Iterable[Change]) -> list[Change]:
    """Give the changes in the order of their weight: rows with an end by date, then open ones, the latest first.

    Of two that the source leaves open the later is the likelier to be so; and that a known row is open
    still (a change of ``checked_until`` alone) is believed last.
    """
    closed = sorted((one for one in changes if one.row.end), key=lambda one: (one.base is None, span_of(one.row.start)))
    still = sorted((one for one in changes if not one.row.end), key=lambda one: span_of(one.row.start), reverse=True)
    return closed + sorted(still, key=lambda one: one.base is not None)


def _may_close(other: Tenure, row: Tenure, open_in_source: Collection[str]) -> bool:
    """Say whether *other*, open, was last checked before *row* begins, and the source does not tell of a return."""
    returned = bool(row.end) and other.person in open_in_source
    return not other.end and other.checked_until < span_of(row.start)[1] and not returned


def _key(row: Tenure) -> tuple[str, str, str]:
    """Give the key of a tenure in its table."""
    return row.office, row.person, row.start


def _name(row: Tenure) -> str:
    """Give the words that name a tenure in a note."""
    return f"{row.office} {row.person} {row.start}"
