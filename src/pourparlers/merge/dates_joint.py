"""Joint inference of publication days: dispatches that tell one fact lend each other its day.

A dispatch whose own evidence fixes the day of a fact lends that day to a dispatch that tells the same fact and only
says "vendredi". That leaves the other fewer days of publication, which may fix further facts, and so on until nothing
changes. Two dispatches that both leave the day open lend each other what days it may be, where each tells the fact on
one day only and both may be of the same time. Rounds are simultaneous, so the order of the dispatches cannot matter;
days are only ever taken away. Where the dispatches that could lend disagree, nothing is taken and the disagreement is
reported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ..drafts import Reading
from ..ids import make_span
from ..types import Published, Span, Struct
from ..vocab import PublishedBasis
from .dates_clues import RECENT
from .dates_days import CandidateDays, candidate_days, pick, report_days_in
from .dates_pairs import Account, accounts_of, is_dated, may_be_same, meet
from .dates_recipes import Range

_DAY: Final = len("2022-01-21")
_MOST_OPTIONS: Final = 8
"""Days beyond which a fact is too open to lend any."""


class Step(Struct, frozen=True):
    """One thing that decided days of `doc`. `by` is the document that lent the day (`doc` itself for its own words);
    `fact` tells what both tell, in words; `days` are the days left after it (EDTF)."""

    doc: str
    by: str
    fact: str
    days: tuple[str, ...]


class Contradiction(Struct, frozen=True):
    """Evidence about `doc` that cannot all be true, and what was done: no source is dropped silently."""

    doc: str
    others: tuple[str, ...]
    reason: str


class Inference(Struct, frozen=True):
    """Published days by document id, what decided them, and what disagrees; all in the order of document ids.

    `warnings` hold, by document, evidence that was put aside and the contradictions about it, in words.
    """

    published: dict[str, Published]
    steps: dict[str, tuple[Step, ...]]
    warnings: dict[str, tuple[str, ...]]
    contradictions: tuple[Contradiction, ...] = ()


@dataclass(frozen=True, slots=True)
class _State:
    """What is known of one document: the days hard evidence leaves, and whether its year is only supposed."""

    days: frozenset[date]
    weekdays: frozenset[int]
    avoided: frozenset[date] = frozenset()
    supposed: bool = False

    @property
    def likely(self) -> frozenset[date]:
        return pick(self.days, self.weekdays, self.avoided)


@dataclass(frozen=True, slots=True)
class _Loan:
    """`lender`'s fact lies in one of `options`; it leaves `borrower`'s document `days`."""

    lender: Account
    borrower: Account
    options: frozenset[Range]
    days: frozenset[date]


def infer_published(readings: Iterable[Reading]) -> Inference:
    """The publication day of every document in `readings`, jointly; see the module's head for how.

    Readings with one document id count once. The result does not depend on their order.
    """
    by_id = {r.document.id: r for r in readings}
    ordered = [by_id[i] for i in sorted(by_id)]
    alone = {r.document.id: candidate_days(r) for r in ordered}
    states = _initial(alone, by_id)
    # what is known only by its last update neither lends nor borrows: its words may be of an older day
    open_to_others = {i for i in states if alone[i].basis != "updated"}
    groups = _blocks(a for r in ordered for a in accounts_of(r) if r.document.id in open_to_others)
    steps: dict[str, list[Step]] = {i: [] for i in sorted(by_id)}
    contradictions: set[Contradiction] = set()
    while True:
        loans = _loans(groups, states)
        changed, told = _settle(loans, states, contradictions)
        if not changed:
            break
        states = {**states, **changed}
        for doc in sorted(changed):
            steps[doc] += told[doc]
    published = {i: _published(by_id[i], alone[i], states.get(i), steps[i]) for i in sorted(by_id)}
    for i in sorted(by_id):
        steps[i] = [*_own_steps(i, alone[i], by_id[i]), *steps[i]]
        kept = states.get(i)
        if (
            kept is not None
            and steps[i]
            and len(alone[i].declared or "") < _DAY
            and alone[i].weekdays
            and not any(by_id[i].times[n].stamp for n in alone[i].deciding)
            and not any(d.isoweekday() in alone[i].weekdays for d in kept.days)
        ):
            contradictions.add(Contradiction(i, (), "the weekday of its report fits none of the days that remain"))
    ordered_contradictions = tuple(sorted(contradictions, key=lambda c: (c.doc, c.others, c.reason)))
    warnings = {i: alone[i].warnings + tuple(_warning(c) for c in ordered_contradictions if c.doc == i) for i in by_id}
    return Inference(
        published=published,
        steps={i: tuple(s) for i, s in steps.items()},
        contradictions=ordered_contradictions,
        warnings={i: warnings[i] for i in sorted(by_id) if warnings[i]},
    )


def _warning(contradiction: Contradiction) -> str:
    others = f" ({', '.join(contradiction.others)})" if contradiction.others else ""
    return f"published: {contradiction.reason}{others}"


def _initial(alone: Mapping[str, CandidateDays], by_id: Mapping[str, Reading]) -> dict[str, _State]:
    """What each document says alone. One that gives day and month of its news but no year may borrow the year: it is
    supposed to lie in a year around the others', which counts only once another dispatch tells the same fact."""
    states = {i: _State(c.days, c.weekdays, c.avoided) for i, c in alone.items() if c.days is not None}
    years = sorted({d.year + n for s in states.values() for d in (min(s.days), max(s.days)) for n in (-1, 0, 1)})
    for i, c in alone.items():
        if i not in states and c.partial is not None:
            days = report_days_in(by_id[i].times[c.partial], years)
            if days:
                spread = frozenset(d + timedelta(n) for d in days for n in range(RECENT + 1))
                states[i] = _State(spread, c.weekdays, supposed=True)
    return states


def _blocks(accounts: Iterable[Account]) -> list[list[Account]]:
    """Accounts of one key together, keys that only one document has left out."""
    groups: dict[tuple[str, ...], list[Account]] = {}
    for a in accounts:
        groups.setdefault(a.key, []).append(a)
    return [sorted(g, key=lambda a: a.name) for _, g in sorted(groups.items()) if len({a.doc for a in g}) > 1]


def _options(account: Account, state: _State) -> frozenset[Range]:
    """The days of the fact on every likely day of publication; none where one of them gives none."""
    found = {account.meant(d) for d in state.likely}
    return frozenset(r for r in found if r is not None) if None not in found else frozenset()


def _loans(groups: Sequence[Sequence[Account]], states: Mapping[str, _State]) -> list[_Loan]:
    """Every loan that is possible now: a fact whose day is known, or open between few, on one side, on the other the
    days of publication that fit it."""
    loans: list[_Loan] = []
    for group in groups:
        told = [(a, _options(a, states[a.doc])) for a in group if not states[a.doc].supposed]
        lenders = [(a, options, _reach(options)) for a, options in told if options and len(options) <= _MOST_OPTIONS]
        by_doc: dict[str, list[Account]] = defaultdict(list)
        for account in group:
            by_doc[account.doc].append(account)
        for borrower in group:
            state = states[borrower.doc]
            if len(state.days) == 1 and not state.supposed:
                continue  # it has nothing to gain: most dispatches of a large record
            if state.supposed and not is_dated(borrower):
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
                    loans.append(_Loan(lender, borrower, options, days))
    return sorted(loans, key=lambda loan: (loan.lender.key, loan.lender.name, loan.borrower.name))


def _reach(days: Iterable[Range]) -> Range:
    """The first and the last of several stretches of days."""
    found = list(days)
    return min(d[0] for d in found), max(d[1] for d in found)


def _is_only_pair(
    a: Account, b: Account, by_doc: Mapping[str, Sequence[Account]], states: Mapping[str, _State]
) -> bool:
    """Whether two accounts with open days are clearly of one fact: both dated by an expression, each dispatch telling
    it on one day only, and both dispatches possible on one day (their headers give one month, say)."""
    if a.expr is None or b.expr is None or states[b.doc].supposed or not states[a.doc].days & states[b.doc].days:
        return False
    return all(
        len({_days_of(x, states) for x in by_doc[one.doc] if may_be_same(x, other)}) == 1
        for one, other in ((a, b), (b, a))
    )


def _days_of(account: Account, states: Mapping[str, _State]) -> tuple[Range | None, ...]:
    """The days of the fact on every day of publication in turn."""
    return tuple(account.meant(d) for d in sorted(states[account.doc].days))


def _in_order(lender: Account, borrower: Account, states: Mapping[str, _State], days: frozenset[date]) -> bool:
    """Whether the dispatch that announces the fact may be no later than the one that tells it as done."""
    if lender.ahead == borrower.ahead:
        return True
    lent = states[lender.doc].days
    return min(lent) <= max(days) if lender.ahead else min(days) <= max(lent)


def _settle(
    loans: Sequence[_Loan], states: Mapping[str, _State], contradictions: set[Contradiction]
) -> tuple[dict[str, _State], dict[str, list[Step]]]:
    """The documents whose days the loans narrow, and the steps that did it; disagreements go to `contradictions`."""
    by_account: dict[tuple[str, str, int], list[_Loan]] = {}
    for loan in loans:
        by_account.setdefault(loan.borrower.name, []).append(loan)
    clear: dict[str, list[_Loan]] = {}
    for name in sorted(by_account):
        group = by_account[name]
        others = tuple(sorted({g.lender.doc for g in group}))
        if frozenset.intersection(*(g.days for g in group)):
            clear.setdefault(name[0], []).extend(group)
        elif any(g.days < states[name[0]].days for g in group):
            reason = f"{group[0].borrower.label}: several dispatches tell of one on different days; none was taken"
            contradictions.add(Contradiction(name[0], others, reason))
    changed: dict[str, _State] = {}
    told: dict[str, list[Step]] = {}
    for doc, group in sorted(clear.items()):
        state = states[doc]
        left = frozenset.intersection(state.days, *(g.days for g in group))
        if not left:
            others = tuple(sorted({g.lender.doc for g in group}))
            contradictions.add(
                Contradiction(doc, others, "the days lent by other dispatches exclude each other; none was taken")
            )
            continue
        if left == state.days and not state.supposed:
            continue
        changed[doc] = _State(left, state.weekdays, state.avoided)
        days = tuple(str(d) for d in sorted(changed[doc].likely))
        told[doc] = [
            Step(
                doc=doc,
                by=g.lender.doc,
                fact=f"{g.borrower.label}: {_expr(g.borrower)} is {_words(g.options)}",
                days=days,
            )
            for g in _deciding(group, state)
        ]
    return changed, told


def _deciding(group: Sequence[_Loan], state: _State) -> list[_Loan]:
    """The loans that took days away, one a lending document and account, in a fixed order."""
    taking = [g for g in group if g.days != state.days or state.supposed]
    seen: dict[tuple[str, tuple[str, str, int]], _Loan] = {}
    for loan in sorted(taking, key=lambda g: (g.lender.name, g.borrower.name)):
        seen.setdefault((loan.lender.doc, loan.borrower.name), loan)
    return list(seen.values())


def _words(options: frozenset[Range]) -> str:
    return " or ".join(str(a) if a == b else f"{a}/{b}" for a, b in sorted(options))


def _expr(account: Account) -> str:
    return repr(account.expr.text) if account.expr is not None else "its undated news"


def _own_steps(doc: str, alone: CandidateDays, reading: Reading) -> list[Step]:
    """What the document's own words decided."""
    days = tuple(str(d) for d in sorted(alone.likely or ()))
    steps = (
        [Step(doc=doc, by=doc, fact=f"published {alone.declared} ({alone.basis})", days=())] if alone.declared else []
    )
    steps += [Step(doc=doc, by=doc, fact=reason, days=()) for reason in alone.reasons]
    if alone.report is not None and alone.days is not None and len(alone.days) > 1:
        words = reading.times[alone.report].text
        steps.append(
            Step(doc=doc, by=doc, fact=f"the report of {words!r} is taken to be of the day of publication", days=days)
        )
    return steps


def _published(reading: Reading, alone: CandidateDays, state: _State | None, loans: Sequence[Step]) -> Published:
    """The wire form: a day where one is left, else what was declared with the days that remain. `loans` are the steps
    in which other documents took days away."""
    lent, lenders = bool(loans), tuple(sorted({s.by for s in loans}))
    if state is None or (state.supposed and not lent):
        return Published(evidence=reading.document.published.evidence)
    likely = state.likely
    basis: PublishedBasis | None = alone.basis
    if len(likely) == 1:
        if lent and (alone.likely is None or len(alone.likely) > 1):
            basis = "joint"
        elif len(alone.declared or "") < _DAY or basis == "updated":
            basis = "text"
        day = str(next(iter(likely)))
        return Published(value=day, basis=basis, evidence=_evidence(reading, alone), decided_by=lenders)
    candidates = tuple(str(d) for d in sorted(likely))
    value = alone.declared if not lent or alone.declared else None
    evidence = _evidence(reading, alone)
    return Published(value=value, basis=basis, candidates=candidates, evidence=evidence, decided_by=lenders)


def _evidence(reading: Reading, alone: CandidateDays) -> tuple[Span, ...]:
    """The words that decided: those of the declaration, then the expressions that took days away, then the report."""
    document = reading.document
    spans = list(document.published.evidence) if alone.declared else []
    indices = dict.fromkeys([*alone.deciding, *([alone.report] if alone.report is not None else [])])
    if document.text:
        spans += [make_span(document.id, document.text, reading.times[i].start, reading.times[i].end) for i in indices]
    return tuple(dict.fromkeys(spans))
