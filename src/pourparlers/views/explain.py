"""Why accounts are one contact, or are not: the chain of comparisons that joins them, or what holds them apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeAlias

from ..drafts import Reading
from ..merge.accounts import ContactAccount, accounts_of
from ..merge.compare import SAME_AT, Comparison, compare
from ..merge.judgements import find_verdicts
from ..types import Contact, Judgement, Reason, Record, Span, Struct
from ..vocab import ContactStatus, Verdict

Outcome: TypeAlias = Literal["one", "apart", "below", "blocked", "elsewhere"]


class Told(Struct, frozen=True):
    """One account: its number in the explanation, its id, its contact's, its dispatch, its words."""

    n: int
    id: str
    contact: str
    doc: str
    status: ContactStatus
    when: str | None
    span: Span


class Link(Struct, frozen=True):
    """A comparison of two accounts (numbers of `Told`), weighed against `SAME_AT`.

    `blocked`: the rule holds them apart whatever they weigh. `decided` and `author`: a person's verdict, which
    outweighs the rule's. `judgement` is the id that the record knows it by.
    """

    a: int
    b: int
    reasons: tuple[Reason, ...]
    score: float
    blocked: bool
    decided: Verdict | None = None
    author: str = ""
    judgement: str | None = None


class Explanation(Struct, frozen=True):
    """Why the accounts of `contacts` are one, or two.

    `outcome`: one · apart (a person said so) · blocked (the rule holds their nearest accounts apart) · below (none
    weighs enough) · elsewhere (two weigh enough, but others of the same contacts are held apart). `links`: of one
    contact the comparisons that join it, the surest first; of two the nearest ones, or what holds them apart.
    """

    contacts: tuple[Contact, ...]
    accounts: tuple[Told, ...]
    links: tuple[Link, ...]
    outcome: Outcome
    threshold: float = SAME_AT


_NEAREST = 3
"""Comparisons shown of two contacts that are not one."""


def find_accounts(record: Record, readings: Iterable[Reading]) -> dict[str, ContactAccount]:
    """The accounts of `readings` as merging saw them, by id; `record` gives the days of publication and the actors."""
    published = {document.id: document.published for document in record.documents}
    actors = {actor.id: actor for actor in record.actors}
    return {a.id: a for r in readings for a in accounts_of(r, published[r.document.id], actors)}


def explain_one(
    contact: Contact, accounts: Mapping[str, ContactAccount], judgements: Sequence[Judgement]
) -> Explanation:
    """Why the accounts of `contact` are one. `accounts` are those of merging, by id, `judgements` the record's."""
    members = [accounts[a.id] for a in contact.accounts if a.id in accounts]
    told = _tell(members, contact)
    table = _Table(told, members, judgements)
    return Explanation(contacts=(contact,), accounts=told, links=tuple(table.tree()), outcome="one")


def explain_two(
    left: Contact, right: Contact, accounts: Mapping[str, ContactAccount], judgements: Sequence[Judgement]
) -> Explanation:
    """Why the accounts of two contacts are not one."""
    sides = [[accounts[a.id] for a in contact.accounts if a.id in accounts] for contact in (left, right)]
    told = (*_tell(sides[0], left), *_tell(sides[1], right, first=len(sides[0]) + 1))
    table = _Table(told, [*sides[0], *sides[1]], judgements)
    links = sorted(table.between(sides[0], sides[1]), key=lambda link: (-link.score, link.a, link.b))
    apart = [link for link in links if link.decided == "different"]
    near = [link for link in links if not link.blocked]
    if apart:
        return _of_two(left, right, told, apart, "apart")
    if near and near[0].score >= SAME_AT:
        return _of_two(left, right, told, [near[0], *(link for link in links if link.blocked)], "elsewhere")
    return _of_two(left, right, told, near or links, "below" if near else "blocked")


def explain_pair(
    contact: Contact, pair: tuple[str, str], accounts: Mapping[str, ContactAccount], judgements: Sequence[Judgement]
) -> Explanation:
    """Why two accounts of one contact are one: how they compare, and the chain that joins them through others."""
    whole = explain_one(contact, accounts, judgements)
    number = {told.id: told.n for told in whole.accounts}
    members = [accounts[told.id] for told in whole.accounts]
    direct = _Table(whole.accounts, members, judgements).link(accounts[pair[0]], accounts[pair[1]])
    chain = _path(whole.links, number[pair[0]], number[pair[1]])
    ends = {direct.a, direct.b}
    links = (direct, *(link for link in chain if {link.a, link.b} != ends))
    kept = {n for link in links for n in (link.a, link.b)}
    told = tuple(account for account in whole.accounts if account.n in kept)
    return Explanation(contacts=(contact,), accounts=told, links=links, outcome="one")


def _of_two(
    left: Contact, right: Contact, told: tuple[Told, ...], links: Sequence[Link], outcome: Outcome
) -> Explanation:
    return Explanation(contacts=(left, right), accounts=told, links=tuple(links[:_NEAREST]), outcome=outcome)


def _tell(accounts: Sequence[ContactAccount], contact: Contact, *, first: int = 1) -> tuple[Told, ...]:
    return tuple(
        Told(
            n=n,
            id=account.id,
            contact=contact.id,
            doc=account.doc,
            status=account.draft.fact.status,
            when=account.when.value,
            span=account.draft.fact.evidence[0],
        )
        for n, account in enumerate(accounts, first)
    )


class _Table:
    """Comparisons between accounts, with what people and the record say of them."""

    def __init__(
        self, told: Sequence[Told], accounts: Sequence[ContactAccount], judgements: Sequence[Judgement]
    ) -> None:
        self._accounts = accounts
        self._number = {one.id: one.n for one in told}
        people = [j for j in judgements if j.kind == "merge" and not j.author.startswith("rule:")]
        verdicts = find_verdicts(people, {a.id: a.draft.fact.evidence for a in accounts})
        self._decided, self._by_person = verdicts.pairs, verdicts.by
        self._by_rule = {tuple(sorted(j.pair)): j for j in judgements if j.author.startswith("rule:")}

    def link(self, a: ContactAccount, b: ContactAccount) -> Link:
        """How `a` and `b` compare."""
        first, second = (a, b) if self._number[a.id] < self._number[b.id] else (b, a)
        found: Comparison = compare(first, second)
        pair = (min(a.id, b.id), max(a.id, b.id))
        person = self._by_person.get(pair)
        known = person or self._by_rule.get(pair)
        return Link(
            a=self._number[first.id],
            b=self._number[second.id],
            reasons=(person.reasons if person else ()) + found.reasons,
            score=found.score,
            blocked=found.blocked,
            decided=self._decided.get(pair),
            author=known.author if known else "",
            judgement=known.id if known else None,
        )

    def between(self, left: Iterable[ContactAccount], right: Sequence[ContactAccount]) -> list[Link]:
        """Every comparison across."""
        return [self.link(a, b) for a in left for b in right]

    def tree(self) -> list[Link]:
        """The comparisons that join all accounts, as merging took them: people's word, then the surest pairs."""
        links = [self.link(a, b) for n, a in enumerate(self._accounts) for b in self._accounts[n + 1 :]]
        joining = [x for x in links if x.decided == "same" or (not x.blocked and x.score >= SAME_AT)]
        joining.sort(key=lambda link: (link.decided != "same", -link.score, link.a, link.b))
        head = {n: n for n in self._number.values()}
        kept = []
        for link in joining:
            a, b = head[link.a], head[link.b]
            if a != b and link.decided != "different":
                kept.append(link)
                head = {n: a if h == b else h for n, h in head.items()}
        return kept


def _path(links: Sequence[Link], start: int, goal: int) -> list[Link]:
    """The links of a tree that lead from `start` to `goal`."""
    trail: dict[int, list[Link]] = {start: []}
    grown = True
    while grown and goal not in trail:
        grown = False
        for link in links:
            for here, there in ((link.a, link.b), (link.b, link.a)):
                if here in trail and there not in trail:
                    trail[there] = [*trail[here], link]
                    grown = True
    return trail.get(goal, [])
