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
from datetime import timedelta
from functools import partial
from typing import Final

from ..drafts import Reading
from ..ids import make_span
from ..types import Published, Span, Struct
from ..vocab import PublishedBasis
from .dates_convention import RECENT
from .dates_counted import report_days_in
from .dates_days import CandidateDays, candidate_days
from .dates_loans import Loan, State, blocks, components, find_loans
from .dates_met import narrow_as_met, or_the_day_after
from .dates_near import near_days
from .dates_pairs import Account, accounts_of
from .dates_recipes import Range
from .memory import Answers, no_memory

_DAY: Final = len("2022-01-21")
_MOST_YEARS: Final = 40
"""Years beyond which it says nothing that a dispatch lies in one of them."""


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


def infer_published(readings: Iterable[Reading], answers: Answers | None = None) -> Inference:
    """The publication day of every document in `readings`, jointly; see the module's head for how.

    Readings with one document id count once. The result does not depend on their order. `answers` are those of a
    building: where no evidence of a dispatch can have changed, its days are those of the last one.
    """
    ask = (answers or no_memory()).ask
    by_id = {r.document.id: r for r in readings}
    ids = sorted(by_id)
    alone = {i: ask("days alone", i, (by_id[i],), partial(candidate_days, by_id[i])) for i in ids}
    states = _initial(alone, by_id)
    # what is known only by its last update neither lends nor borrows: its words may be of an older day
    open_to_others = [i for i in ids if i in states and alone[i].basis != "updated"]
    found_in = (ask("accounts of days", i, (by_id[i],), partial(_accounts_in, by_id[i])) for i in open_to_others)
    groups_of_all = blocks(account for found in found_in for account in found)
    steps: dict[str, tuple[Step, ...]] = dict.fromkeys(ids, ())
    contradictions: set[Contradiction] = set()

    def lend(question: str) -> None:  # each round has answers of its own to compare with
        for groups in components(groups_of_all, states):
            told = tuple(tuple((a, states[a.doc]) for a in group) for group in groups)
            settled = ask(question, groups[0][0].key, told, partial(_settle_all, told))
            states.update(settled.states)
            steps.update({i: (*steps[i], *found) for i, found in settled.steps.items()})
            contradictions.update(settled.contradictions)

    lend("days jointly")
    met = False
    for i in ids:
        if i in states and by_id[i].met_days and len(states[i].likely) > 1 and not states[i].supposed:
            states[i], told = _as_met(by_id[i], states[i], sure=alone[i].sure)
            steps[i] = (*steps[i], *told)
            met = met or bool(told)
    if met:
        lend("days as met")
    published = {}
    for i in ids:
        given = (by_id[i], alone[i], states.get(i), steps[i])
        published[i], steps[i], off = ask("published", i, given, partial(_decide, *given))
        if off:
            contradictions.add(Contradiction(i, (), "the weekday of its report fits none of the days that remain"))
    return _inference(published, steps, alone, contradictions)


def _accounts_in(reading: Reading) -> tuple[Account, ...]:
    return tuple(accounts_of(reading))


def _decide(
    reading: Reading, alone: CandidateDays, state: State | None, loans: tuple[Step, ...]
) -> tuple[Published, tuple[Step, ...], bool]:
    """The day of a dispatch, all that decided it, and whether none of the days left falls on a weekday of its report;
    `loans` are the steps in which others lent it days."""
    steps = (*_own_steps(reading.document.id, alone, reading), *loans)
    off = (
        state is not None
        and bool(steps)
        and len(alone.declared or "") < _DAY
        and bool(alone.weekdays)
        and not any(reading.times[n].stamp for n in alone.deciding)
        and not any(d.isoweekday() in alone.weekdays for d in state.days)
    )
    return _published(reading, alone, state, loans), steps, off


def _inference(
    published: dict[str, Published],
    steps: dict[str, tuple[Step, ...]],
    alone: Mapping[str, CandidateDays],
    contradictions: Iterable[Contradiction],
) -> Inference:
    ordered = tuple(sorted(contradictions, key=lambda c: (c.doc, c.others, c.reason)))
    warnings: dict[str, tuple[str, ...]] = {i: found.warnings for i, found in alone.items()}
    for contradiction in ordered:
        warnings[contradiction.doc] += (_warning(contradiction),)
    return Inference(
        published=published,
        steps=steps,
        contradictions=ordered,
        warnings={i: told for i, told in warnings.items() if told},
    )


def _warning(contradiction: Contradiction) -> str:
    others = f" ({', '.join(contradiction.others)})" if contradiction.others else ""
    return f"published: {contradiction.reason}{others}"


def _initial(alone: Mapping[str, CandidateDays], by_id: Mapping[str, Reading]) -> dict[str, State]:
    """What each document says alone. One that gives day and month of its news but no year, or counts from such a day,
    may borrow the year: it is supposed to lie in a year around the others', which counts only once another dispatch
    tells the same fact."""
    states = {i: State(c.days, c.weekdays, c.avoided) for i, c in alone.items() if c.days is not None}
    years = sorted({d.year + n for s in states.values() for d in (min(s.days), max(s.days)) for n in (-1, 0, 1)})
    for i, c in alone.items():
        if i not in states and c.partial is not None:
            days = report_days_in(by_id[i].times[c.partial], years)
            if days:
                spread = frozenset(d + timedelta(n) for d in days for n in range(RECENT + 1))
                states[i] = State(spread, c.weekdays, supposed=True)
        elif i not in states and len(years) <= _MOST_YEARS and (near := near_days(by_id[i], years)):
            states[i] = State(near, c.weekdays, supposed=True, near=True)
    return states


@dataclass(frozen=True, slots=True)
class _Settled:
    """What became of the dispatches of a component: those whose days changed, by what, and what disagrees."""

    states: dict[str, State]
    steps: dict[str, tuple[Step, ...]]
    contradictions: frozenset[Contradiction]


def _settle_all(told: Sequence[Sequence[tuple[Account, State]]]) -> _Settled:
    """Let the dispatches of a component lend each other days until nothing changes; `told` are its groups."""
    groups = [[account for account, _ in group] for group in told]
    states = {account.doc: state for group in told for account, state in group}
    settled: dict[str, State] = {}
    steps: dict[str, list[Step]] = defaultdict(list)
    contradictions: set[Contradiction] = set()
    while True:
        loans = find_loans(groups, states)
        changed, lent = _settle(loans, states, contradictions)
        if not changed:
            return _Settled(settled, {doc: tuple(found) for doc, found in steps.items()}, frozenset(contradictions))
        states |= changed
        settled |= changed
        for doc in changed:
            steps[doc] += lent[doc]


def _settle(
    loans: Sequence[Loan], states: Mapping[str, State], contradictions: set[Contradiction]
) -> tuple[dict[str, State], dict[str, list[Step]]]:
    """The documents whose days the loans narrow, and the steps that did it; disagreements go to `contradictions`."""
    by_account: dict[tuple[str, str, int], list[Loan]] = {}
    for loan in loans:
        by_account.setdefault(loan.borrower.name, []).append(loan)
    clear: dict[str, list[Loan]] = {}
    for name in sorted(by_account):
        group = by_account[name]
        others = tuple(sorted({g.lender.doc for g in group}))
        if frozenset.intersection(*(g.days for g in group)):
            clear.setdefault(name[0], []).extend(group)
        elif any(g.days < states[name[0]].days for g in group):
            reason = f"{group[0].borrower.label}: several dispatches tell of one on different days; none was taken"
            contradictions.add(Contradiction(name[0], others, reason))
    changed: dict[str, State] = {}
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
        changed[doc] = State(left, state.weekdays, state.avoided)
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


def _deciding(group: Sequence[Loan], state: State) -> list[Loan]:
    """The loans that took days away, one a lending document and account, in a fixed order."""
    taking = [g for g in group if g.days != state.days or state.supposed]
    seen: dict[tuple[str, tuple[str, str, int]], Loan] = {}
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


def _published(reading: Reading, alone: CandidateDays, state: State | None, loans: Sequence[Step]) -> Published:
    """The wire form: a day where one is left, else what was declared with the days that remain. `loans` are the steps
    in which other documents or the knowledge base took days away."""
    lenders = tuple(sorted({s.by for s in loans if s.by != reading.document.id}))
    lent = bool(lenders)
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
    value = alone.declared if alone.days is not None else None  # what the text refutes is no value
    evidence = _evidence(reading, alone)
    return Published(value=value, basis=basis, candidates=candidates, evidence=evidence, decided_by=lenders)


def _as_met(reading: Reading, state: State, *, sure: bool) -> tuple[State, tuple[Step, ...]]:
    """What meetings of public record leave of the days of a dispatch, and the steps that say so. They choose its week;
    the convention alone would tell whether it is of the day of its news or of the next, so both stay unless `sure`."""
    weekdays = state.weekdays if sure else or_the_day_after(state.weekdays)
    days, reasons = narrow_as_met(reading, state.days, weekdays)
    if not reasons:
        return state, ()
    left = State(days, weekdays)
    doc, likely = reading.document.id, tuple(str(d) for d in sorted(left.likely))
    return left, tuple(Step(doc=doc, by=doc, fact=why, days=likely) for why in reasons)


def _evidence(reading: Reading, alone: CandidateDays) -> tuple[Span, ...]:
    """The words that decided: those of the declaration, then the expressions that took days away, then the report."""
    document = reading.document
    spans = list(document.published.evidence) if alone.declared else []
    indices = dict.fromkeys([*alone.deciding, *([alone.report] if alone.report is not None else [])])
    if document.text:
        spans += [make_span(document.id, document.text, reading.times[i].start, reading.times[i].end) for i in indices]
    return tuple(dict.fromkeys(spans))
