"""Which dispatches may lend each other days, and what they can lend: the single loans of `dates_joint`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from .dates_days import pick
from .dates_pairs import Account, is_dated, may_be_same, meet
from .dates_recipes import Range

Group: TypeAlias = Sequence[Account]
"""Accounts of one key, which may be of one fact."""

_MOST_OPTIONS: Final = 8
"""Days beyond which a fact is too open to lend any."""


@dataclass(frozen=True, slots=True)
class State:
    """What is known of one document: the days hard evidence leaves, and whether its year is only supposed. `near` says
    that those of each year are few: a weekday among them is as good as a date."""

    days: frozenset[date]
    weekdays: frozenset[int]
    avoided: frozenset[date] = frozenset()
    supposed: bool = False
    near: bool = False

    @property
    def likely(self) -> frozenset[date]:
        """The days that the convention of the press picks of those left."""
        return pick(self.days, self.weekdays, self.avoided)


@dataclass(frozen=True, slots=True)
class Loan:
    """`lender`'s fact lies in one of `options`; it leaves `borrower`'s document `days`."""

    lender: Account
    borrower: Account
    options: frozenset[Range]
    days: frozenset[date]


def blocks(accounts: Iterable[Account]) -> list[Group]:
    """Accounts of one key together, keys that only one document has left out."""
    groups: dict[tuple[str, ...], list[Account]] = {}
    for a in accounts:
        groups.setdefault(a.key, []).append(a)
    return [sorted(g, key=lambda a: a.name) for _, g in sorted(groups.items()) if len({a.doc for a in g}) > 1]


def components(groups: Sequence[Group], states: Mapping[str, State]) -> list[list[Group]]:
    """The groups in which somebody may borrow, those together that share a borrower; the rest left out.

    Days go from one dispatch to another through borrowers alone, so that what happens in one component is nothing to
    another.
    """
    above: dict[str, str] = {}

    def root(doc: str) -> str:
        while (up := above.setdefault(doc, doc)) != doc:
            above[doc] = doc = above[up]  # shorter for the next who asks
        return doc

    borrowing: list[tuple[Group, str]] = []
    for group in groups:
        borrowers = [a.doc for a in group if may_borrow(states[a.doc])]
        for doc in borrowers[1:]:
            above[root(doc)] = root(borrowers[0])
        if borrowers:
            borrowing.append((group, borrowers[0]))
    found: dict[str, list[Group]] = defaultdict(list)
    for group, doc in borrowing:
        found[root(doc)].append(group)
    return list(found.values())


def may_borrow(state: State) -> bool:
    """Whether a dispatch has something to gain: most of a large record have not."""
    return len(state.days) > 1 or state.supposed


def _options(account: Account, state: State) -> frozenset[Range]:
    """The days of the fact on every likely day of publication; none where one of them gives none."""
    found = {account.meant(d) for d in state.likely}
    return frozenset(r for r in found if r is not None) if None not in found else frozenset()


def find_loans(groups: Sequence[Sequence[Account]], states: Mapping[str, State]) -> list[Loan]:
    """Every loan that is possible now: a fact whose day is known, or open between few, on one side, on the other the
    days of publication that fit it."""
    loans: list[Loan] = []
    for group in groups:
        told = [(a, _options(a, states[a.doc])) for a in group if not states[a.doc].supposed]
        lenders = [(a, options, _reach(options)) for a, options in told if options and len(options) <= _MOST_OPTIONS]
        by_doc: dict[str, list[Account]] = defaultdict(list)
        for account in group:
            by_doc[account.doc].append(account)
        for borrower in group:
            state = states[borrower.doc]
            if not may_borrow(state):
                continue
            if state.supposed and not (state.near or is_dated(borrower)):
                continue
            meant = [(d, fact) for d in sorted(state.days) if (fact := borrower.meant(d)) is not None]
            if not meant:
                continue
            first, last = _reach(fact for _, fact in meant)
            for lender, options, (begin, end) in lenders:
                if end < first or last < begin or not may_be_same(lender, borrower):
                    continue
                days = frozenset(d for d, fact in meant if any(meet(fact, o) for o in options))
                if not days or (len(options) > 1 and not _is_only_pair(lender, borrower, by_doc, states)):
                    continue
                if _in_order(lender, borrower, states, days):
                    loans.append(Loan(lender, borrower, options, days))
    return sorted(loans, key=lambda loan: (loan.lender.key, loan.lender.name, loan.borrower.name))


def _reach(days: Iterable[Range]) -> Range:
    """The first and the last of several stretches of days."""
    found = list(days)
    return min(d[0] for d in found), max(d[1] for d in found)


def _is_only_pair(a: Account, b: Account, by_doc: Mapping[str, Sequence[Account]], states: Mapping[str, State]) -> bool:
    """Whether two accounts with open days are clearly of one fact: both dated by an expression, each dispatch telling
    it on one day only, and both dispatches possible on one day (their headers give one month, say)."""
    if a.expr is None or b.expr is None or states[b.doc].supposed or not states[a.doc].days & states[b.doc].days:
        return False
    return all(
        len({_days_of(x, states) for x in by_doc[one.doc] if may_be_same(x, other)}) == 1
        for one, other in ((a, b), (b, a))
    )


def _days_of(account: Account, states: Mapping[str, State]) -> tuple[Range | None, ...]:
    """The days of the fact on every day of publication in turn."""
    return tuple(account.meant(d) for d in sorted(states[account.doc].days))


def _in_order(lender: Account, borrower: Account, states: Mapping[str, State], days: frozenset[date]) -> bool:
    """Whether the dispatch that announces the fact may be no later than the one that tells it as done."""
    if lender.ahead == borrower.ahead:
        return True
    lent = states[lender.doc].days
    return min(lent) <= max(days) if lender.ahead else min(days) <= max(lent)
