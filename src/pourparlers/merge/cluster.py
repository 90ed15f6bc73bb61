"""Clusters derived from judgements: accounts judged the same are one contact, unless something holds them apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TypeAlias

from ..ids import make_id
from ..types import Judgement, Reason
from ..vocab import Verdict
from .accounts import ContactAccount
from .compare import Comparison, compare
from .memory import Answers, no_memory
from .windows import Test, near_pairs

RULE = "rule:contacts"
Key: TypeAlias = tuple[str, str, str]
"""What the accounts of a block have in common: their class, and the states of one or two parties."""
Pair: TypeAlias = tuple[str, str]


def blocks(accounts: Iterable[ContactAccount]) -> list[list[ContactAccount]]:
    """Accounts that may be one: of one class, two parties' states in common (or one, where only one is told)."""
    return [block for _, block in _blocks(accounts)]


def _blocks(accounts: Iterable[ContactAccount]) -> list[tuple[Key, list[ContactAccount]]]:
    by_key: dict[Key, list[ContactAccount]] = defaultdict(list)
    for account in accounts:
        names = sorted(account.states)
        pairs = [(x, y) for n, x in enumerate(names) for y in names[n + 1 :]] or [(names[0], "")] if names else []
        for x, y in pairs:
            for group in _groups(account):
                by_key[(group, x, y)].append(account)
        if len(names) == 2 or len(account.actors) == 1:
            for x in names:
                for group in _groups(account):
                    by_key[(group, x, "")].append(account)
    return [(key, by_key[key]) for key in sorted(by_key) if len(by_key[key]) > 1]


def _groups(account: ContactAccount) -> tuple[str, ...]:
    return ("call", "seen") if account.draft.loose and account.group in {"call", "seen"} else (account.group,)


def compare_all(
    accounts: Sequence[ContactAccount], answers: Answers | None = None
) -> dict[tuple[str, str], Comparison]:
    """Comparisons of the pairs of every block that are near each other, by pair of ids in order."""
    ask = (answers or no_memory()).ask
    found: dict[tuple[str, str], Comparison] = {}
    for of, block in _blocks(accounts):
        # Where only one state is in common, both must not be told with two: those stand in a block of two as well.
        tests = (is_lone,) if not of[-1] else ()
        for key, a, b in ask("near pairs", of, tuple(block), partial(_find_pairs, block, tests)):
            if key not in found:
                found[key] = ask("comparison", key, (a, b), partial(compare, a, b))
    return found


def _find_pairs(
    block: Sequence[ContactAccount], tests: Sequence[Test]
) -> tuple[tuple[Pair, ContactAccount, ContactAccount], ...]:
    """The pairs of a block that are worth comparing (see `near_pairs`), with their ids in order, each once."""
    found: dict[Pair, tuple[ContactAccount, ContactAccount]] = {}
    for a, b in near_pairs(block, *tests):
        if a.id != b.id and may_be_one(a, b):
            found.setdefault(_pair(a.id, b.id), (a, b))
    return tuple((key, a, b) for key, (a, b) in found.items())


def may_be_one(a: ContactAccount, b: ContactAccount) -> bool:
    """Whether two accounts name enough of the same parties to be compared: two states, or the only one told."""
    return len(a.states & b.states) > 1 or bool(a.actors & b.actors and (is_lone(a) or is_lone(b)))


def is_lone(account: ContactAccount) -> bool:
    """Whether an account tells one party alone, or parties of one state."""
    return len(account.actors) == 1 or len(account.states) < 2


def judge(
    comparisons: Mapping[tuple[str, str], Comparison],
    decided: Mapping[tuple[str, str], Verdict],
    answers: Answers | None = None,
) -> list[Judgement]:
    """The rule's own judgements: the pairs found to be the same, with the reasons, but for those that people `decided`
    to be different.
    """
    ask = (answers or no_memory()).ask
    return [
        ask("one contact", pair, (c.reasons,), partial(_judgement, pair, c.reasons))
        for pair, c in sorted(comparisons.items())
        if c.verdict == "same" and decided.get(pair) != "different"
    ]


def _judgement(pair: tuple[str, str], reasons: tuple[Reason, ...]) -> Judgement:
    id_ = make_id("judgement", RULE, *pair)
    return Judgement(id=id_, kind="merge", pair=pair, verdict="same", reasons=reasons, author=RULE)


def cluster(
    accounts: Sequence[ContactAccount],
    comparisons: Mapping[tuple[str, str], Comparison],
    decided: Mapping[tuple[str, str], Verdict],
) -> list[list[ContactAccount]]:
    """Clusters of `accounts`, in order of their first: the surest pairs join first, no cluster holds a pair kept apart.

    `decided` are people's verdicts over pairs of account ids: they overrule the rule's, "different" above "same". The
    order of the accounts does not matter.
    """
    walls = _Walls({a.id: a for a in accounts}, comparisons, decided)
    joins = [(-100.0, pair) for pair, v in decided.items() if v == "same"]
    joins += [(-c.score, pair) for pair, c in comparisons.items() if c.verdict == "same" and pair not in decided]
    member = {a.id: a.id for a in accounts}
    groups = {a.id: {a.id} for a in accounts}
    for _, (x, y) in sorted(joins):
        if x not in member or y not in member or member[x] == member[y]:
            continue
        left, right = groups[member[x]], groups[member[y]]
        if walls.stand_between(left, right):
            continue
        head = min(member[x], member[y])
        joined = left | right
        groups[head] = joined
        for a in joined:
            member[a] = head
    by_id = {a.id: a for a in accounts}
    heads = sorted({member[a.id] for a in accounts})
    found = [sorted((by_id[i] for i in groups[h]), key=lambda a: a.order) for h in heads]
    return sorted(found, key=lambda c: c[0].order)


class _Walls:
    """What holds accounts apart: people's word, and the rule's where people have not joined what it holds apart.

    Pairs too far apart to have been compared are when asked for.
    """

    def __init__(
        self,
        known: Mapping[str, ContactAccount],
        comparisons: Mapping[tuple[str, str], Comparison],
        decided: Mapping[tuple[str, str], Verdict],
    ) -> None:
        self._known, self._comparisons, self._decided = known, comparisons, decided
        self._joined: dict[str, set[str]] = defaultdict(set)
        for (a, b), verdict in decided.items():
            if verdict == "same":
                self._joined[a].add(b)
                self._joined[b].add(a)

    def stand_between(self, left: set[str], right: set[str]) -> bool:
        """Whether an account of `left` may not be one with an account of `right`."""
        together = left | right
        return any(self._apart(a, b, together) for a in left for b in right)

    def _apart(self, a: str, b: str, together: set[str]) -> bool:
        pair = _pair(a, b)
        if pair in self._decided:
            return self._decided[pair] == "different"
        found = self._compared(a, b)
        if found is None or not found.blocked or self._vouched(a, b) or self._vouched(b, a):
            return False
        return not (found.days_only and any(self._moves(x, a, b) for x in together))

    def _compared(self, a: str, b: str) -> Comparison | None:
        found = self._comparisons.get(_pair(a, b))
        if found is None and a != b and a in self._known and b in self._known:
            one, other = self._known[a], self._known[b]
            found = compare(one, other) if may_be_one(one, other) else None
        return found

    def _moves(self, x: str, a: str, b: str) -> bool:
        """Whether account `x`, the same as both, tells that the contact was put off to the later day of `a` and `b`."""
        sides = [self._compared(x, one) for one in (a, b)]
        ends = [(c.a, c.b) if c.a.id == x else (c.b, c.a) for c in sides if c is not None and c.verdict == "same"]
        if len(ends) != 2:
            return False
        mover, later = ends[0][0], max((end for _, end in ends), key=lambda end: end.days)
        meets = later.dated and later.days[0] <= mover.days[1] and mover.days[0] <= later.days[1]
        return mover.draft.fact.status == "postponed" and mover.dated and meets

    def _vouched(self, a: str, b: str) -> bool:
        """Whether `a` is the same as an account that a person has joined with `b`: one of them errs on what differs."""
        with_b = (self._compared(a, x) for x in self._joined.get(b, ()) if x != a)
        return any(c is not None and c.verdict == "same" for c in with_b)


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)
