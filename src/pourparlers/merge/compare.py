"""Are two accounts of one contact? Weighted reasons, each in words, and a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from ..types import Reason
from ..vocab import Verdict
from .accounts import MAX, MIN, ContactAccount

_TOLD_LATE = 3
"""Days after the day of a contact within which dispatches still tell that it was put off."""

_MOVED_WITHIN = 60
"""Days after a postponement within which a contact told as held is the one put off; later it is another."""

_WITHIN_A_YEAR = 300
"""Days beyond which a stretch holds nearly every day of a year."""

_WEEKS = 3
"""A day that may be one of more weeks than these says little of when a contact was."""

SAME_AT = 3.0
"""Least sum of weights at which two accounts are judged one contact (set on evaluation/samples and the seeds)."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The reasons of a comparison, their sum, and what follows. `blocked`: they cannot be one, whatever joins them.

    `days_only`: nothing but their days keeps them from being one, so that a move from the one day to the other may.
    """

    a: ContactAccount
    b: ContactAccount
    reasons: tuple[Reason, ...]
    blocked: bool
    days_only: bool = False

    @property
    def score(self) -> float:
        """Sum of the weights."""
        return sum(r.weight for r in self.reasons)

    @property
    def verdict(self) -> Verdict:
        """same where the sum reaches SAME_AT and nothing forbids it."""
        return "same" if not self.blocked and self.score >= SAME_AT else "different"


def compare(a: ContactAccount, b: ContactAccount) -> Comparison:
    """Compare two accounts of one class; symmetric."""
    parties, clash = _parties(a, b)
    time, apart = _time(a, b)
    reasons = [parties, time, _place(a, b), _nearness(a, b)]
    others = clash or not _one_class(a, b) or _opposed(a, b) or _adrift(a, b)
    return Comparison(a, b, tuple(r for r in reasons if r.weight), others or apart, days_only=apart and not others)


def _one_class(a: ContactAccount, b: ContactAccount) -> bool:
    """Calls with calls, meetings with meetings; a contact whose kind no word tells may be either."""
    return (
        a.group == b.group
        or (a.draft.loose and b.group in {"call", "seen"})
        or (b.draft.loose and a.group in {"call", "seen"})
    )


def _opposed(a: ContactAccount, b: ContactAccount) -> bool:
    """One took place, the other did not, and no common day says that they contradict each other on one contact."""
    kinds = {a.draft.fact.status, b.draft.fact.status}
    if kinds & {"held", "ongoing"} and kinds & {"planned", "proposed"} and a.doc == b.doc:
        elsewhere = bool(a.country and b.country) and a.country != b.country
        if elsewhere:
            return True  # met in one country, to meet again in another
        ahead, done = (a, b) if a.draft.fact.status in {"planned", "proposed"} else (b, a)
        if ahead.draft.anew and not (ahead.dated and ahead.days == done.days):
            return True  # one more, beside the one that was
        told_ahead = ahead.draft.fact.status == "planned" and not ahead.draft.foretold
        if told_ahead and done.dated and not (ahead.dated and ahead.days == done.days):
            return True  # one dispatch tells of one that was, on its day, and of one to come
    if _is_one_more(a, b) or _is_one_more(b, a):
        return True
    if "denied" in kinds and len(kinds) > 1:
        return True  # a contact that was never on is not one that was
    if not (kinds & {"held", "ongoing"} and kinds & {"cancelled", "refused", "denied"}):
        return False
    return not (a.dated and b.dated and a.days == b.days and a.days[0] == a.days[1] and a.doc != b.doc)


def _is_one_more(ahead: ContactAccount, done: ContactAccount) -> bool:
    """Whether `ahead` is a call to come beside one that was ("doivent se rappeler"), and `done` one that was on a day
    that is not known: calls recur by the week."""
    if ahead.doc == done.doc or ahead.group != "call" or not ahead.draft.anew:
        return False
    told = ahead.draft.fact.status in {"planned", "proposed"} and done.draft.fact.status in {"held", "ongoing"}
    return told and not (done.dated and done.days[0] == done.days[1])


def _adrift(a: ContactAccount, b: ContactAccount) -> bool:
    """One of two dispatches has no day and gives its contact none, and the two differ in where it was, or in whether it
    was: nothing then says that both speak of one time, and the same two meet again and again."""
    if a.doc == b.doc or not (_is_timeless(a) or _is_timeless(b)):
        return False
    done = {x.draft.fact.status in {"held", "ongoing"} for x in (a, b)}
    ahead = {x.draft.fact.status in {"planned", "proposed"} for x in (a, b)}
    elsewhere = bool(a.place and b.place) and a.place != b.place and not (a.country and a.country == b.country)
    return elsewhere or (len(done) == 2 and len(ahead) == 2)


def _is_timeless(account: ContactAccount) -> bool:
    """Whether neither the text nor the day of the dispatch says when a contact was, or is to be."""
    return not account.dated and not has_day(account)


def _parties(a: ContactAccount, b: ContactAccount) -> tuple[Reason, bool]:
    """Same persons, same states, or others; different persons of one state at the table are another contact."""
    if a.actors == b.actors:
        return Reason(feature="parties", weight=3.0, evidence="the same parties"), False
    shared = a.persons & b.persons
    smaller = min(len(a.actors), len(b.actors))
    common = a.actors & b.actors
    if len(common) >= max(2, smaller):
        if len(a.persons) != len(b.persons) and min(len(a.persons), len(b.persons)) == 2:
            return Reason(feature="parties", weight=1.0, evidence="two of those at a larger table"), False
        return Reason(feature="parties", weight=2.5, evidence="the parties of one are among those of the other"), False
    if a.persons and b.persons and not shared:
        return Reason(feature="parties", weight=-5.0, evidence="other persons"), True
    if len(a.persons) > 1 and len(b.persons) > 1 and len(shared) < 2:
        return Reason(feature="parties", weight=-4.0, evidence="only one person in common"), True
    if a.persons and b.persons and a.doc == b.doc and a.draft.sentence == b.draft.sentence:
        return Reason(feature="parties", weight=-4.0, evidence="others, told of in the same sentence"), True
    if shared and a.doc == b.doc and a.persons - b.persons and b.persons - a.persons:
        return Reason(feature="parties", weight=-4.0, evidence="each with somebody else, in one dispatch"), True
    if len(a.states & b.states) >= 2:
        mooted = (a.draft.fact.status == "proposed") != (b.draft.fact.status == "proposed")
        retold = a.doc == b.doc and a.states == b.states and not (a.dated and b.dated) and not mooted
        weight = 2.5 if retold else 2.0 if a.persons and b.persons else 1.5
        return Reason(feature="parties", weight=weight, evidence="the same states, told at another level"), False
    if common and smaller == 1:
        return Reason(feature="parties", weight=1.0, evidence="the one party told is among the other's"), False
    return Reason(feature="parties", weight=-4.0, evidence="too few parties in common"), True


def _time(a: ContactAccount, b: ContactAccount) -> tuple[Reason, bool]:
    """The days meet or they do not; a contact told again later at another day is another, unless it was put off."""
    first, last = max(a.days[0], b.days[0]), min(a.days[1], b.days[1])
    moved = _puts_off(a, b) or _puts_off(b, a)
    if first > last or not _meet(a, b):
        if moved:
            return Reason(feature="time", weight=0.0, evidence="moved to another day"), False
        return Reason(feature="time", weight=-6.0, evidence=f"{_show(a)} is not {_show(b)}"), True
    if not moved and (_off_the_calendar(a, b) or _off_the_calendar(b, a)):
        return Reason(feature="time", weight=-6.0, evidence="day and month fit none of the other's days"), True
    if a.dated and b.dated:
        sharp = a.days[0] == a.days[1] and b.days[0] == b.days[1]
        if sharp:
            return Reason(feature="time", weight=3.0, evidence=f"the same day, {a.days[0]}"), False
        if _at_edge(a, b) or _at_edge(b, a):
            return Reason(feature="time", weight=-1.0, evidence=f"{_show(a)} is hardly {_show(b)}"), False
        return Reason(feature="time", weight=1.0, evidence=f"{_show(a)} fits {_show(b)}"), False
    if a.doc != b.doc and not (a.dated or b.dated):
        return Reason(feature="time", weight=-0.5, evidence="neither is dated"), False
    weight = 0.0 if a.doc == b.doc or a.group == "exchange" else -0.5
    return Reason(feature="time", weight=weight, evidence="one is not dated"), False


def _at_edge(vague: ContactAccount, sharp: ContactAccount) -> bool:
    """Whether `vague` has a day that may be one of several weeks, since only the month of its dispatch is known, and
    that of `sharp` lies outside that month: "samedi" of an April is hardly the 3rd of May."""
    if len(vague.options) <= _WEEKS or sharp.days[0] != sharp.days[1]:
        return False
    return not vague.published[0] <= sharp.days[0] <= vague.published[1]


def _meet(a: ContactAccount, b: ContactAccount) -> bool:
    """Whether one of the days left for `a` is one of those left for `b`, or the next (talks go on over night): "mardi"
    of an unknown week is no Thursday."""
    if len(a.options) == 1 and len(b.options) == 1:
        return True
    return any((x[0] - y[1]).days <= 1 and (y[0] - x[1]).days <= 1 for x in a.options for y in b.options)


def _off_the_calendar(bare: ContactAccount, dated: ContactAccount) -> bool:
    """Whether `bare` gives a day and month that are none of those left for `dated`, nor the next, whatever the year."""
    if bare.day_of_year is None:
        return False
    if not dated.dated:
        return dated.day_of_year not in (None, bare.day_of_year)
    if any(
        (last - first).days > _WITHIN_A_YEAR or MIN in (first, last) or MAX in (first, last)
        for first, last in dated.options
    ):
        return False
    around = (first + timedelta(n) for first, last in dated.options for n in range(-1, (last - first).days + 2))
    return all((d.month, d.day) != bare.day_of_year for d in around)


def has_day(account: ContactAccount) -> bool:
    """Whether it is known, on both sides, when the dispatch of an account was published."""
    return account.published[0] > MIN and account.published[1] < MAX


def _puts_off(a: ContactAccount, b: ContactAccount) -> bool:
    """Whether `a` tells a postponement that may be that of `b`, which was not over by then."""
    if a.draft.fact.status != "postponed":
        return False
    late = b.days[0] > a.published[1] and (b.days[0] - a.published[1]).days > _MOVED_WITHIN
    return not late and (b.days[1] == MAX or (a.published[0] - b.days[1]).days <= _TOLD_LATE)


def _show(account: ContactAccount) -> str:
    return account.when.value or "/".join(str(d) for d in account.days)


def _place(a: ContactAccount, b: ContactAccount) -> Reason:
    if not (a.place and b.place):
        return Reason(feature="place", weight=0.0, evidence="")
    if a.place == b.place:
        return Reason(feature="place", weight=1.0, evidence=f"both at {a.place}")
    if a.country and a.country == b.country:
        return Reason(feature="place", weight=0.3, evidence=f"both in {a.country}")
    return Reason(feature="place", weight=-2.5, evidence=f"{a.place} is not {b.place}")


def _nearness(a: ContactAccount, b: ContactAccount) -> Reason:
    """Dispatches of the same days, or one dispatch, speak of the same contact more often."""
    if a.doc == b.doc:
        return Reason(feature="dispatch", weight=0.5, evidence="told in one dispatch")
    if not (has_day(a) and has_day(b)):
        return Reason(feature="dispatch", weight=0.0, evidence="")  # of what days, nobody knows
    gap = max(a.published[0], b.published[0]) - min(a.published[1], b.published[1])
    if gap.days <= 4:
        return Reason(feature="dispatch", weight=0.5, evidence="dispatches of the same days")
    if gap.days > 31 and not (a.dated and b.dated) and a.group != "exchange":
        return Reason(feature="dispatch", weight=-2.0, evidence=f"dispatches {gap.days} days apart")
    return Reason(feature="dispatch", weight=0.0, evidence="")
