"""Facts that two dispatches may both tell: what must agree before one lends its day to the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import Final

from ..drafts import ContactDraft, Reading, TimeExpr
from ..types import Actor, Place
from .dates_values import Range, days_meant

_SEEN: Final = frozenset({"meeting", "talks", "summit", "visit", "consultation", "mediation"})
_DEAD: Final = frozenset({"proposed", "postponed", "cancelled", "refused", "denied"})
_AHEAD: Final = frozenset({"planned"})
_WIDEST: Final = 7
_LEAST_WORDS: Final = 6


@dataclass(frozen=True, slots=True)
class Account:
    """One dispatch's account of a fact with a day: a contact, or words that were said.

    `key` is what blocks accounts together: the class of fact and its parties' states (or speaker and words).
    `parties` are actor ids, `people` the persons among them, `states` the parties' states (or ids), `senders` those of
    who wrote; `ahead` says that the fact is to come.
    """

    doc: str
    index: int
    label: str
    key: tuple[str, ...]
    time: int
    expr: TimeExpr
    times: tuple[TimeExpr, ...]
    parties: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    senders: frozenset[str] = frozenset()
    place: Place | None = None
    ahead: bool = False
    kind: str = ""

    def meant(self, published: date) -> Range | None:
        """The days the account gives its fact when the dispatch was published on `published`."""
        return days_meant(self.expr, published, self.times)

    @property
    def name(self) -> tuple[str, str, int]:
        """Sort key, the same in every run."""
        return self.doc, self.kind, self.index


def accounts_of(reading: Reading) -> Iterator[Account]:
    """The accounts in `reading` whose day an expression gives, noise and unsettled contacts aside."""
    actors = {a.id: a for a in reading.actors}
    for index, draft in enumerate(reading.contacts):
        yield from _contact(reading, index, draft, actors)
    for index, statement in enumerate(reading.statements):
        if statement.time is None or not statement.fact.speaker:
            continue
        expr = reading.times[statement.time]
        words = " ".join(re.findall(r"\w+", " ".join(s.text for s in statement.fact.quoted).lower()))
        if len(words.split()) < _LEAST_WORDS or expr.kind not in ("DATE", "TIME"):
            continue
        yield Account(
            doc=reading.document.id, index=index, label=f"words of {statement.fact.speaker}", kind="statement",
            key=("said", statement.fact.speaker, words), time=statement.time, expr=expr, times=reading.times,
        )  # fmt: skip


def _contact(reading: Reading, index: int, draft: ContactDraft, actors: Mapping[str, Actor]) -> Iterator[Account]:
    """The account of one contact; a text sent to several stands under every pair of them, for dispatches name some."""
    fact = draft.fact
    if draft.time is None or draft.before_published or fact.status in _DEAD:
        return
    expr = reading.times[draft.time]
    if draft.certainty not in ("asserted", "reported") or expr.kind not in ("DATE", "TIME") or expr.in_noise:
        return
    family = "seen" if fact.kind in _SEEN else "written" if fact.kind == "exchange" else fact.kind
    if family not in ("seen", "written", "call"):
        return
    present = [p for p in fact.participants if p.part not in ("absent", "mediator", "host") or fact.kind == "visit"]
    states = sorted({_state(p.actor, actors) for p in present})
    if len(states) < 2:
        return
    account = Account(
        doc=reading.document.id, index=index, label=f"{fact.kind} of {', '.join(sorted(p.actor for p in present))}",
        kind="contact", key=(family, *states), time=draft.time, expr=expr, times=reading.times,
        parties=frozenset(p.actor for p in present), states=frozenset(states),
        people=frozenset(p.actor for p in present if p.actor in actors and actors[p.actor].kind == "person"),
        senders=frozenset(_state(p.actor, actors) for p in present if p.part == "sender"),
        place=fact.place, ahead=fact.status in _AHEAD,
    )  # fmt: skip
    if family != "written":
        yield account
        return
    for pair in combinations(states, 2):
        yield replace(account, key=(family, *pair))


def _state(actor: str, actors: Mapping[str, Actor]) -> str:
    return (actors[actor].state or actor) if actor in actors else actor


def may_be_same(a: Account, b: Account) -> bool:
    """Whether two accounts under one key may tell one fact: no person against another, one place, one order in time."""
    if a.doc == b.doc:
        return False
    if a.key[0] == "said":
        return True
    if a.people and b.people and not (a.people <= b.people or b.people <= a.people):
        return False
    place = same_place(a.place, b.place)
    if place is False:
        return False
    if a.key[0] == "seen":
        return place is True or (bool(a.people) and a.people == b.people)
    if a.key[0] == "written":
        whole = a.states <= b.states or b.states <= a.states
        return whole and (not a.senders or not b.senders or bool(a.senders & b.senders))
    if a.key[0] == "call":  # calls of the same two people recur by the week: only announced then held, or dated, is one
        return (bool(a.people) and a.people == b.people) and (a.ahead != b.ahead or is_dated(a) or is_dated(b))
    return False


def is_dated(account: Account) -> bool:
    """Whether the account gives day and month."""
    recipe = account.expr.recipe
    return recipe is None or (recipe.op == "month_day" and recipe.month is not None)


def same_place(a: Place | None, b: Place | None) -> bool | None:
    """Whether two places are one; None where one is not told, or is only the other's country."""
    if a is None or b is None:
        return None
    if a.geonames is not None and b.geonames is not None:
        return a.geonames == b.geonames
    if a.name.fr.casefold() == b.name.fr.casefold():
        return True
    if a.country and a.country == b.country and (a.geonames is None or b.geonames is None):
        return None
    return False


def meet(a: Range | None, b: Range | None) -> bool:
    """Whether two ranges of days share one, neither being too wide to say anything."""
    if a is None or b is None or max((r[1] - r[0]).days for r in (a, b)) > _WIDEST:
        return False
    return a[0] <= b[1] and b[0] <= a[1]
