"""Facts that two dispatches may both tell: what must agree before one lends its day to the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import combinations
from typing import Final

from ..drafts import ContactDraft, Reading, TimeExpr
from ..types import Actor, Participant, Place
from .dates_convention import RECENT
from .dates_page import lead_end
from .dates_recipes import Range
from .dates_values import days_meant

_SEEN: Final = frozenset({"meeting", "talks", "summit", "visit", "consultation", "mediation"})
_DEAD: Final = frozenset({"proposed", "postponed", "refused", "denied"})
_AHEAD: Final = frozenset({"planned"})
_MANY: Final = 3
"""So many persons told to meet and told to have met are one table, wherever it stood."""
_WIDEST: Final = 7
_PAIR: Final = 2
_INNER: Final = "within"
"""Marks the key of a contact within one country, whose sides are no states."""
_MOST_STATES: Final = 5
"""Of so many states at one table the pairs are looked at."""
_LEAST_WORDS: Final = 6


@dataclass(frozen=True, slots=True)
class Account:
    """One dispatch's account of a fact with a day: a contact, or words that were said.

    `key` is what blocks accounts together: the class of fact and its parties' states (or the speaker). `expr` dates it;
    None for news of the lead that no expression dates. `parties` are actor ids, `people` the persons among them,
    `states` the parties' states (or ids), `senders` those of who wrote, `words` those that were said; `ahead` says that
    the fact is to come. `shift` is how many days after that of `expr` it lies. `is_visit` says that it is a journey, in
    which the meetings there lie, `is_off` that it was to be and was called off, `anew`
    that it is one more, beside one that was.
    """

    doc: str
    index: int
    label: str
    key: tuple[str, ...]
    expr: TimeExpr | None
    times: tuple[TimeExpr, ...]
    parties: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    senders: frozenset[str] = frozenset()
    place: Place | None = None
    ahead: bool = False
    kind: str = ""
    words: str = ""
    shift: int = 0
    is_visit: bool = False
    is_off: bool = False
    anew: bool = False
    known: dict[date, Range | None] = field(default_factory=dict, compare=False, repr=False)

    def meant(self, published: date) -> Range | None:
        """The days the account gives its fact when the dispatch was published on `published`: undated news is of the
        days just before. They are worked out once for each day: it is asked for many times."""
        if published not in self.known:
            self.known[published] = self._meant(published)
        return self.known[published]

    def _meant(self, published: date) -> Range | None:
        if self.expr is None:
            return published - timedelta(RECENT), published
        meant = days_meant(self.expr, published, self.times)
        return shift_days(meant, self.shift) if meant is not None and self.shift else meant

    @property
    def name(self) -> tuple[str, str, int]:
        """Sort key, the same in every run."""
        return self.doc, self.kind, self.index


def accounts_of(reading: Reading) -> Iterator[Account]:
    """The accounts in `reading` whose day an expression gives, or that are news of its lead; noise and unsettled
    contacts aside."""
    actors = {a.id: a for a in reading.actors}
    end = lead_end(reading.document)
    for index, draft in enumerate(reading.contacts):
        yield from _contact(reading, index, draft, actors, end)
    for index, statement in enumerate(reading.statements):
        expr = reading.times[statement.time] if statement.time is not None else None
        fact = statement.fact
        words = " ".join(re.findall(r"\w+", " ".join(s.text for s in fact.quoted).lower()))
        if not fact.speaker or len(words.split()) < _LEAST_WORDS:
            continue
        if (expr is None and fact.quoted[0].start >= end) or (expr and expr.kind not in ("DATE", "TIME")):
            continue
        yield Account(
            doc=reading.document.id, index=index, label=f"words of {fact.speaker}", kind="statement",
            key=("said", fact.speaker), expr=expr, times=reading.times, words=words,
        )  # fmt: skip


def _contact(
    reading: Reading, index: int, draft: ContactDraft, actors: Mapping[str, Actor], end: int
) -> Iterator[Account]:
    """The account of one contact; a text sent to several stands under every pair of them, for dispatches name some.
    `end` is that of the lead."""
    fact = draft.fact
    told, shift = (draft.time, 0) if draft.apart is None else draft.apart
    expr = reading.times[told] if told is not None else None
    if fact.status in _DEAD or draft.certainty not in ("asserted", "reported"):
        return
    if expr is None:
        if fact.status != "held" or not 0 < draft.sentence[1] <= end:
            return
    elif (draft.before_published and not shift) or expr.kind not in ("DATE", "TIME") or expr.in_noise:
        return
    elif fact.status == "cancelled" and expr.direction == "past" and not expr.loose:
        return  # "a annulé lundi sa visite": the day on which it was called off
    family = "seen" if fact.kind in _SEEN else "written" if fact.kind == "exchange" else fact.kind
    if family not in ("seen", "written", "call"):
        return
    present = [p for p in fact.participants if _takes_part(p, fact.kind, actors)]
    states = sorted({_state(p.actor, actors) for p in present})
    inner = _people_within(draft, present, actors) if len(states) < _PAIR else []
    states = inner or states
    if len(states) < _PAIR:
        return
    account = Account(
        doc=reading.document.id, index=index, label=f"{fact.kind} of {', '.join(sorted(p.actor for p in present))}",
        kind="contact", key=(family, *([_INNER] if inner else []), *states), expr=expr, times=reading.times,
        parties=frozenset(p.actor for p in present), states=frozenset(states),
        people=frozenset(p.actor for p in present if p.actor in actors and actors[p.actor].kind == "person"),
        senders=frozenset(_state(p.actor, actors) for p in present if p.part == "sender"),
        place=fact.place, ahead=fact.status in _AHEAD, shift=shift, is_visit=fact.kind == "visit",
        is_off=fact.status == "cancelled", anew=draft.anew,
    )  # fmt: skip
    if inner:
        yield account
    elif family != "written":
        yield account
        if family == "seen" and len(account.people) == _PAIR:  # one dispatch may not say whose states they are
            yield replace(account, key=(family, "persons", *sorted(account.people)))
        # a dispatch may name but two of those who sat together: one of the same people at one place is that contact
        some = sorted({_state(a, actors) for a in account.people}) if family == "seen" and len(states) > _PAIR else []
        yield from (replace(account, key=(family, *pair)) for pair in combinations(some[:_MOST_STATES], 2))
        return
    for pair in combinations(states, 2):
        yield replace(account, key=(family, *pair))


def _people_within(draft: ContactDraft, present: Sequence[Participant], actors: Mapping[str, Actor]) -> list[str]:
    """The persons who sat together at a known place, all of one country; none where another than a person did."""
    people = sorted({p.actor for p in present if p.actor in actors and actors[p.actor].kind == "person"})
    alone = len(people) == len({p.actor for p in present})
    return people if alone and draft.fact.kind in _SEEN and draft.fact.place is not None else []


def _takes_part(p: Participant, kind: str, actors: Mapping[str, Actor]) -> bool:
    """Whether a participant is one of those the contact is between: a state that only lends the room is not."""
    if p.part == "host" and kind != "visit":
        return p.actor in actors and actors[p.actor].kind == "person"
    return p.part not in ("absent", "mediator") or kind == "visit"


def _state(actor: str, actors: Mapping[str, Actor]) -> str:
    return (actors[actor].state or actor) if actor in actors else actor


def may_be_same(a: Account, b: Account) -> bool:
    """Whether two accounts under one key may tell one fact: no person against another, one place, one order in time.

    Two that no expression dates say nothing to each other.
    """
    if a.doc == b.doc or (a.expr is None and b.expr is None):
        return False
    if a.key[0] == "said":
        return f" {a.words} " in f" {b.words} " or f" {b.words} " in f" {a.words} "
    if a.is_off != b.is_off:
        return False  # what was called off was not held, and what was planned may have been something else
    place = same_place(a.place, b.place)
    if place is False:
        return False
    if a.people and b.people and not (a.people <= b.people or b.people <= a.people):
        # of many who were to sit together some are named, and not always the same
        return a.ahead != b.ahead and a.key[0] == "seen" and len(a.people & b.people) > 1 and _are_dated(a, b)
    if a.key[1] == _INNER and place is None:
        return False
    alike = bool(a.people) and a.people == b.people
    if a.expr is None or b.expr is None:
        return a.key[0] in ("seen", "call") and _is_one_story(a, b, place is True, alike and len(a.people) > 1)
    if a.key[0] == "seen" and len(a.states) != len(b.states):
        whole = a.ahead != b.ahead and len(a.people & b.people) >= _MANY  # all who were to meet, and another
        return len(a.people & b.people) > 1 and (place is True or whole)
    if a.key[0] == "seen":
        return place is True or alike or _is_part_of(a, b) or _is_part_of(b, a)
    if a.key[0] == "written":
        whole = a.states <= b.states or b.states <= a.states
        return whole and (not a.senders or not b.senders or bool(a.senders & b.senders))
    # calls of the same two people recur by the week: only announced then held, or dated, is one
    announced = a.ahead != b.ahead and not (a.anew or b.anew)  # "doivent se rappeler": there was one before
    return alike and (announced or is_dated(a) or is_dated(b))


def _are_dated(a: Account, b: Account) -> bool:
    """Whether an expression dates either account."""
    return a.expr is not None and b.expr is not None


def _is_part_of(meeting: Account, visit: Account) -> bool:
    """Whether `meeting` is that of the one who made the journey with one of those he went to see."""
    visitors = visit.people
    return visit.is_visit and not meeting.is_visit and len(visitors) == 1 and visitors < meeting.people


def _is_one_story(a: Account, b: Account, placed: bool, alike: bool) -> bool:
    """Whether undated news is of what the other dispatch dates: announced there and held here in one place or between
    the same people, or held in both, in one place and between the same people."""
    if a.ahead != b.ahead:
        return alike or (placed and bool(a.people & b.people))
    return alike and placed and not a.ahead


def is_dated(account: Account) -> bool:
    """Whether the account gives day and month."""
    if account.expr is None:
        return False
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


def shift_days(days: Range, by: int) -> Range:
    """`days`, so many days later."""
    return days[0] + timedelta(by), days[1] + timedelta(by)


def meet(a: Range | None, b: Range | None) -> bool:
    """Whether two ranges of days share one, neither being too wide to say anything."""
    if a is None or b is None or max((r[1] - r[0]).days for r in (a, b)) > _WIDEST:
        return False
    return a[0] <= b[1] and b[0] <= a[1]
