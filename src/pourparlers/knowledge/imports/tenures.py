"""Lay the tenures of a source over those of the tables.

Pure functions. A source's terms of one person in one office are joined where they follow each other,
as in the tables; then each is compared with the person's rows there, and last with the other holders.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pourparlers.knowledge.imports.times import agree, finer
from pourparlers.knowledge.model import Tenure
from pourparlers.knowledge.roles import span_of

__all__ = ["Change", "Told", "clash", "join_terms", "reconcile"]

_NEAR = 45  # days: bounds that differ by less are two accounts of one day, not two terms


@dataclass(frozen=True, slots=True)
class Told:
    """A tenure as the source tells it; an empty ``end`` means in office on ``checked_until``."""

    start: str
    end: str
    acting: bool
    checked_until: str
    line: int


@dataclass(frozen=True, slots=True)
class Change:
    """A row to write: in the place of ``base`` where there is one (its key may differ)."""

    row: Tenure
    base: Tenure | None
    line: int


def join_terms(terms: Iterable[Told]) -> list[Told]:
    """Give the terms of one person in one office with consecutive and overlapping ones as one."""
    joined: list[Told] = []
    for term in sorted(terms, key=lambda term: (span_of(term.start), not term.end, term.end)):
        if joined and joined[-1].acting == term.acting and _follows(joined[-1], term):
            joined[-1] = _union(joined[-1], term)
        else:
            joined.append(term)
    return joined


def _follows(before: Told, after: Told) -> bool:
    """Say whether a term begins before the other ends, or on the next day at the latest."""
    if agree(before.start, after.start) or not before.end:
        return True
    return _days(span_of(before.end)[1], span_of(after.start)[0]) <= 1


def _union(before: Told, after: Told) -> Told:
    """Give the term that two make together."""
    same = agree(before.start, after.start)
    start = finer(before.start, after.start) if same else before.start
    if not before.end or not after.end:
        # Of two accounts of one beginning, the one that knows an end knows more; of two terms, the later is open.
        # A term that goes on while another begins is taken to go on no longer than that other.
        end = (before.end or after.end) if same else after.end
    elif agree(before.end, after.end):
        end = finer(before.end, after.end)
    else:
        end = max(before.end, after.end, key=span_of)
    checked = "" if end else max(before.checked_until, after.checked_until)
    return Told(start, end, before.acting, checked, after.line)


def reconcile(
    terms: Sequence[Told], rows: Sequence[Tenure], make: Callable[[Told], Tenure]
) -> tuple[list[Change], list[tuple[Told, str]]]:
    """Compare the *terms* of one person in one office with the *rows* that the tables have of them.

    Gives the changes, and the terms of which something was not taken with a word that says why:
    ``inside`` where a term lies well within a row, ``end_kept`` where the row knows an end that the
    source does not. *make* gives the row of a term that no row of the tables overlaps.
    """
    current: list[tuple[Tenure, Tenure, int]] = [
        (row, row, 0) for row in sorted(rows, key=lambda row: span_of(row.start))
    ]
    added: list[Change] = []
    kept: list[tuple[Told, str]] = []
    for told in terms:
        met = [i for i, (row, _, _) in enumerate(current) if _overlaps(told, row)]
        if not met:
            added.append(Change(make(told), None, told.line))
            continue
        first, base, _ = current[met[0]]
        start = _start(told.start, first.start)
        inside = start == first.start and not agree(told.start, first.start)
        current[met[0]] = (replace(first, start=start), base, told.line)
        last, base, _ = current[met[-1]]
        end, checked, why = _end(told, last)
        current[met[-1]] = (replace(last, end=end, checked_until=checked), base, told.line)
        if why or inside:
            kept.append((told, why or "inside"))
    source = make(terms[0]).source if terms else ""
    changed = [Change(replace(row, source=source), base, line) for row, base, line in current if row != base]
    return changed + added, kept


def _overlaps(told: Told, row: Tenure) -> bool:
    """Say whether a term and a row speak of the same time for sure, or begin alike."""
    if agree(told.start, row.start):
        return True
    ends_before = bool(told.end) and span_of(told.end)[0] <= span_of(row.start)[1]
    starts_after = bool(row.end) and span_of(row.end)[0] <= span_of(told.start)[1]
    return not ends_before and not starts_after


def _start(told: str, known: str) -> str:
    """Give the start to keep."""
    if agree(told, known):
        return finer(known, told)
    later = _days(span_of(known)[1], span_of(told)[0])
    return known if later > _NEAR else told


def _end(told: Told, row: Tenure) -> tuple[str, str, str]:
    """Give the end and ``checked_until`` to keep, and why the source's was not taken."""
    if told.end and row.end:
        if agree(told.end, row.end):
            return finer(row.end, told.end), row.checked_until, ""
        if _days(span_of(told.end)[1], span_of(row.end)[0]) > _NEAR:
            return row.end, row.checked_until, "inside"
        return told.end, row.checked_until, ""
    if told.end:
        if row.checked_until and _days(span_of(told.end)[1], row.checked_until) > _NEAR:
            return "", row.checked_until, "inside"
        return told.end, "", ""
    if row.end:
        return row.end, row.checked_until, "end_kept" if told.checked_until > span_of(row.end)[1] else ""
    return "", max(told.checked_until, row.checked_until), ""


def clash(row: Tenure, others: Iterable[Tenure]) -> tuple[Tenure, str] | None:
    """Give the tenure of another person that *row* cannot stand beside, and how: "open" or "overlap".

    Acting holders may stand beside anyone. "open" means that the earlier of the two has no end.
    """
    if row.acting:
        return None
    for other in sorted(others, key=lambda other: span_of(other.start)):
        if other.acting or other.person == row.person:
            continue
        earlier, later = sorted((row, other), key=lambda one: span_of(one.start))
        # Where both start alike, either may have been first: neither order may contradict itself.
        pairs = [(earlier, later), (later, earlier)] if earlier.start == later.start else [(earlier, later)]
        for first, second in pairs:
            if not first.end:
                return other, "open"
            if span_of(first.end)[0] > span_of(second.start)[1]:
                return other, "overlap"
    return None


def _days(first: str, last: str) -> int:
    """Give the number of days from one ISO day to another."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days
