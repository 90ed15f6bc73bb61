"""Clusters derived from judgements: accounts judged the same are one contact, unless something holds them apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ..ids import make_id
from ..types import Judgement
from .accounts import ContactAccount
from .compare import Comparison, compare
from .windows import near_pairs

RULE = "rule:contacts"


def blocks(accounts: Iterable[ContactAccount]) -> list[list[ContactAccount]]:
    """Accounts that may be one: of one class, two parties' states in common (or one, where only one is told)."""
    by_key: dict[tuple[str, str, str], list[ContactAccount]] = defaultdict(list)
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
    return [found for _, found in sorted(by_key.items()) if len(found) > 1]


def _groups(account: ContactAccount) -> tuple[str, ...]:
    return ("call", "seen") if account.draft.loose and account.group in {"call", "seen"} else (account.group,)


def compare_all(accounts: Sequence[ContactAccount]) -> dict[tuple[str, str], Comparison]:
    """Comparisons of the pairs that may be one contact, by pair of ids in order."""
    found: dict[tuple[str, str], Comparison] = {}
    for block in blocks(accounts):
        for a, b in near_pairs(block):
            key = _key(a, b)
            if a.id != b.id and key not in found and may_be_one(a, b):
                found[key] = compare(a, b)
    return found


def may_be_one(a: ContactAccount, b: ContactAccount) -> bool:
    """Whether two accounts name enough of the same parties to be compared: two states, or the only one told."""
    few = len(a.actors) == 1 or len(b.actors) == 1 or len(a.states) < 2
    return len(a.states & b.states) > 1 or bool(a.actors & b.actors and few)


def _key(a: ContactAccount, b: ContactAccount) -> tuple[str, str]:
    return (a.id, b.id) if a.id < b.id else (b.id, a.id)


def judge(comparisons: Mapping[tuple[str, str], Comparison]) -> list[Judgement]:
    """The rule's own judgements: the pairs found to be the same, with the reasons."""
    return [
        Judgement(
            id=make_id("judgement", RULE, *pair),
            kind="merge",
            pair=pair,
            verdict="same",
            reasons=c.reasons,
            author=RULE,
        )
        for pair, c in sorted(comparisons.items())
        if c.verdict == "same"
    ]


def cluster(
    accounts: Sequence[ContactAccount],
    comparisons: Mapping[tuple[str, str], Comparison],
    decided: Iterable[Judgement] = (),
) -> list[list[ContactAccount]]:
    """Clusters of `accounts`, in order of their first: the surest pairs join first, no cluster holds a pair kept apart.

    `decided` are people's judgements over pairs of account ids: they overrule the rule's, "different" above "same". The
    order of the accounts does not matter.
    """
    people = {
        tuple(sorted(j.pair)): j.verdict
        for j in decided
        if j.kind == "merge" and not j.withdrawn_at and len(j.pair) == 2
    }
    known = {a.id: a for a in accounts}

    def is_apart(x: str, y: str) -> bool:
        """Whether two accounts can be no one contact; pairs too far apart to be judged are compared when asked for."""
        pair = (min(x, y), max(x, y))
        if pair in people:
            return people[pair] == "different"
        comparison = comparisons.get(pair)
        if comparison is None and may_be_one(known[x], known[y]):
            comparison = compare(known[x], known[y])
        return comparison is not None and comparison.blocked

    joins = [(-100.0, pair) for pair, v in people.items() if v == "same"]
    joins += [(-c.score, pair) for pair, c in comparisons.items() if c.verdict == "same" and pair not in people]
    member = {a.id: a.id for a in accounts}
    groups = {a.id: {a.id} for a in accounts}
    for _, (x, y) in sorted(joins):
        if x not in member or y not in member or member[x] == member[y]:
            continue
        left, right = groups[member[x]], groups[member[y]]
        if any(is_apart(a, b) for a in left for b in right):
            continue
        head = min(member[x], member[y])
        joined = left | right
        groups[head] = joined
        for a in joined:
            member[a] = head
    heads = sorted({member[a.id] for a in accounts})
    found = [sorted((known[i] for i in groups[h]), key=lambda a: a.order) for h in heads]
    return sorted(found, key=lambda c: c[0].order)
