"""Hard evidence in a text for the day of its publication: clues, each of which excludes days."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import permutations
from typing import Final

from ..drafts import Direction, Tie, TimeExpr
from .dates_convention import RECENT, is_label
from .dates_lengths import HALF, after, has_elapsed, is_anniversary, is_same, length_of, lies_off
from .dates_page import Page, parse_day, weekday_of
from .dates_series import told_again
from .dates_values import days_meant

YEARLESS_REACH: Final = 300  # days within which a writer leaves the year out
YEARLESS_AHEAD: Final = 200  # the same of a day to come: plans are told with their year sooner
UPDATED_REACH: Final = 3  # days after which a dispatch is no longer brought up to date
REFUTES: Final = 2
"""Weight of the clues that fit no day of a header from which on it is false. A day without a year alone may be misread
("le 10 septembre" told in a present of narration): two of them, or one whose weekday is wrong, or one with the time
gone by since it, are not."""
_EDGES: Final[dict[str, tuple[int, int]]] = {"START": (1, 12), "MID": (10, 21), "END": (19, 31)}
"""First day of a month on which its start, middle or end may be over, and the last on which it may be to come."""
_UNDER: Final = re.compile(r"(?i:moins de |moins d['’])$")
"""What makes of a length of time the most that has gone by: "moins d'un mois après"."""
_COUNTED_FROM: Final = re.compile(
    r"[^,]*(?:,\s+(?:(?:à|au|aux|en|dans|chez|de|du|des|entre|par|avec|sous|sur|qui|que|où|dont)\b|d['’]|"
    r"[a-zà-ÿ]{2,}(?:é|i|u|ert|it|is)e?s?\b)[^,]*|,\s*(?:le\s*)?)*"
)
"""What may stand between "cinq jours après" and the day from which they count: a noun and what belongs to it ("le vote
des députés, tenu le 6 juin"), but not a clause that begins with who acts in it ("la grève, Ali Bongo est venu le")."""
_MAIN_CLAUSE: Final = re.compile(r"[^\n.;,!?:«»]{0,40},(?:(?!\b(?:que|qui|dont|où)\b|\bqu['’])[^\n.;!?:«»]){1,120}")
"""What may stand between a fronted day of reference and the weekday of the main clause."""
_ROUND: Final = frozenset({8, 15})
"""Days that stand for weeks: "quinze jours après" is two weeks after."""
COUNTING: Final = frozenset({"time_before", "time_after"})
"""Rules of what is counted between two days: "deux jours avant", "deux jours après"."""


@dataclass(frozen=True, slots=True)
class Clue:
    """Something the text says that excludes days. `index` is its expression, `fits` tells whether a day remains.

    One that is not `strong` is put aside without a warning where it would leave no day. `weight` is what it says
    against a header none of whose days it leaves, see `REFUTES`. `near` is the dated expression from which the words
    count the days or weeks to the publication ("deux semaines après l'abordage du 17 juin"), None where they do not.
    `known` says that the day is the knowledge base's; `days` are all that the words leave, where they tell the year."""

    index: int
    why: str
    fits: Callable[[date], bool]
    strong: bool = True
    weight: int = 0
    near: int | None = None
    known: bool = False
    days: frozenset[date] = frozenset()


def clues_of(page: Page) -> Iterator[Clue]:
    """Everything in the text that excludes days, in its order."""
    own = page.own_day()
    if own is not None:
        reach = 1 if page.times[own].stamp == "written" else 0
        yield Clue(
            own,
            f"the page is of {page.times[own].text!r}",
            lambda p: any(_on_weekday(page, own, p - timedelta(n)) for n in range(reach + 1)),
        )
    updated = page.updated()
    day = parse_day(page.times[updated].value or "") if updated is not None else None
    if updated is not None and day is not None:
        yield Clue(
            updated, f"brought up to date on {day}", lambda p: 0 <= (day - p).days <= UPDATED_REACH, strong=False
        )
    for i, t in page.told():
        if t.anchor is not None:
            yield from (_tied(page, i, tie) for tie in t.ties if tie.kind == "same")
            if t.over and _is_dated_day(page.times[t.anchor]):
                yield Clue(i, f"{t.text!r} is over", partial(_is_over, page, t), strong=False)
            continue
        if t.rule in COUNTING and not t.in_noise:
            yield from _distance(page, i)
        elif t.kind in ("DATE", "TIME") and t.value:
            yield from _dated(page, i, t)
        elif t.recipe is not None and t.recipe.op == "month_day" and not t.in_noise:
            if (t.recipe.month or t.recipe.weekday) and not page.in_entry(t):
                yield from _yearless(page, i, t)
        elif t.recipe is not None and t.recipe.op == "month_only" and not t.in_noise:
            yield from _edge(i, t)
        yield from _ties(page, i)
    yield from _known(page)
    yield from _retold(page)
    for i, dated, fits in told_again(page):
        yield Clue(i, f"{page.times[i].text!r} is {page.times[dated].text!r}", fits, False, REFUTES, dated)
    yield from _last_entry(page)
    yield from _pictured(page)


def _on_weekday(page: Page, own: int, published: date) -> bool:
    """Whether the page's own day is `published`, on the weekday it names."""
    return days_meant(page.times[own], published) == (published, published) and weekday_of(page.times[own]) in (
        None,
        published.isoweekday(),
    )


def _dated(page: Page, i: int, t: TimeExpr) -> Iterator[Clue]:
    day = parse_day(t.value or "")
    if day is None:
        return
    if t.direction in ("past", "same") or t.in_noise:
        yield Clue(i, f"the text tells of {day} as past", lambda p: day <= p, weight=int(not t.in_noise))
        if not t.in_noise and t.rule in ("weekday_date", "this_weekday") and page.is_news(i):
            yield Clue(i, f"{day} is news", lambda p: (p - day).days <= RECENT)
    elif t.direction == "future":
        yield Clue(i, f"the text tells of {day} as to come", lambda p: day >= p, strong=False)


def _yearless(page: Page, i: int, t: TimeExpr) -> Iterator[Clue]:
    """A day without year lies near, on its side, and on its weekday; as the lead's news it lies a few days back."""
    weekday = t.recipe.weekday if t.recipe else None
    reach = YEARLESS_AHEAD if t.direction == "future" else YEARLESS_REACH
    if weekday and page.is_news(i) and t.direction in ("past", "same") and not (t.background or is_label(page.text, t)):
        reach = RECENT

    def fits(published: date) -> bool:
        meant = days_meant(t, published)
        if meant is None or (weekday is not None and meant[0].isoweekday() != weekday):
            return False
        away = (meant[0] - published).days
        if (t.direction == "past" and away > 0) or (t.direction == "future" and (meant[1] - published).days < 0):
            return False
        return abs(away) <= reach

    # a bare day told in a present may be one of a story: it never speaks against a header
    weight = REFUTES if weekday and t.recipe and t.recipe.month else int(not (t.loose and t.direction == "future"))
    yield Clue(i, f"{t.text!r} without a year", fits, weight=weight)


def _edge(i: int, t: TimeExpr) -> Iterator[Clue]:
    """ "mi-mars" is over, or to come, once some days of the month are; nothing is read from its other days."""
    if t.mod not in _EDGES or t.direction not in ("past", "future") or t.background:
        return
    first, last = _EDGES[t.mod]

    def fits(published: date) -> bool:
        meant = days_meant(t, published)
        if meant is None or (meant[0].year, meant[0].month) != (published.year, published.month):
            return True
        return published.day >= first if t.direction == "past" else published.day <= last

    yield Clue(i, f"{t.text!r} is {'over' if t.direction == 'past' else 'to come'}", fits, strong=False)


def _known(page: Page) -> Iterator[Clue]:
    """Days that the knowledge base gives: "samedi" of an inauguration."""
    return (clue_of(page, i, days) for i, days in page.reading.known_days)


def clue_of(page: Page, i: int, days: Sequence[str]) -> Clue:
    """That the expression with index `i` means one of `days` (ISO 8601), as the knowledge base has it."""
    told = {parse_day(d) for d in days}
    why = f"{page.times[i].text!r} is {' or '.join(days)}"
    return Clue(i, why, partial(_is_among, page, i, told), strong=False, weight=1, known=True)


def _is_among(page: Page, i: int, days: Container[date | None], published: date) -> bool:
    meant = days_meant(page.times[i], published, page.times)
    return meant is not None and meant[0] == meant[1] and meant[0] in days


def _retold(page: Page) -> Iterator[Clue]:
    """One contact told twice, once by its weekday and once with its date ("se verront jeudi … le jeudi 10 mars")."""
    drafts = [d for d in page.reading.contacts if d.time is not None and d.fact.status in ("planned", "held")]
    for a, b in permutations(drafts, 2):
        bare, dated = page.times[a.time or 0], page.times[b.time or 0]
        if a.fact.status != b.fact.status or a.fact.kind != b.fact.kind or bare.anchor is not None:
            continue
        if {p.actor for p in a.fact.participants} != {p.actor for p in b.fact.participants}:
            continue
        if _is_weekday(bare, bare.direction) and _is_dated_day(dated) and weekday_of(dated) == weekday_of(bare):
            yield Clue(
                a.time or 0, f"{bare.text!r} is {dated.text!r}", partial(_meets, page, bare, dated), strong=False
            )


def _last_entry(page: Page) -> Iterator[Clue]:
    """A chronology that ends with the days around the publication ("13 janvier. … Hier lundi. …"): they follow closely
    on the last day that it gives by its date."""
    entries = [i for i, t in enumerate(page.times) if t.entry in ("inline", "heading") and _is_dated_day(t)]
    for i, t in enumerate(page.times):
        recipe = t.recipe
        if not entries or t.start < page.times[entries[-1]].start or recipe is None or not page.opens_line(t):
            continue
        if recipe.op == "day" and -2 <= recipe.n <= 0 and not recipe.part and t.anchor is None and not t.in_noise:
            why = f"{t.text!r} follows on {page.times[entries[-1]].text!r}"
            yield Clue(i, why, partial(_follows, page, t, page.times[entries[-1]]), strong=False)


def _follows(page: Page, t: TimeExpr, last: TimeExpr, published: date) -> bool:
    a, b = (days_meant(x, published, page.times) for x in (t, last))
    return a is not None and b is not None and 0 <= (a[0] - b[0]).days <= RECENT


def _pictured(page: Page) -> Iterator[Clue]:
    """A caption dates its picture ("MM. A et B, à Rome, le 4 mars"): it is the day of the news that the text tells of
    the same people, by its weekday or with "hier"."""
    for shown in page.times:
        if not page.in_caption(shown) or not _is_dated_day(shown):
            continue
        seen = page.named_in_block(shown.start)
        for i, t in enumerate(page.times):
            recipe = t.recipe
            if recipe is None or t.in_noise or t.direction != "past" or t.anchor is not None or recipe.strict:
                continue
            near = recipe.op == "weekday" or (recipe.op == "day" and -2 <= recipe.n <= 0)
            named = recipe.weekday is not None and recipe.weekday == weekday_of(shown)
            told = page.named_near(t)
            if near and page.is_news(i) and seen.people & told.people and (named or seen.places & told.places):
                why = f"{t.text!r} is {shown.text!r} of a picture"
                day = parse_day(shown.value or "")
                if recipe.weekday is None or day is None or day.isoweekday() == recipe.weekday:
                    yield Clue(i, why, partial(_meets, page, t, shown), strong=False, weight=REFUTES, near=i)
                    break


def _is_over(page: Page, t: TimeExpr, published: date) -> bool:
    meant = days_meant(t, published, page.times)
    return meant is None or meant[0] <= published


def _meets(page: Page, a: TimeExpr, b: TimeExpr, published: date) -> bool:
    return is_same(days_meant(a, published, page.times), days_meant(b, published, page.times))


def _distance(page: Page, i: int) -> Iterator[Clue]:
    """ "interviendra deux semaines avant des négociations prévues le 10 janvier": the day told before lies that far
    from the day told after, give or take half a unit."""
    length = length_of(page.times[i])
    if length is None:
        return
    gap = length[0] * (1 if page.times[i].rule == "time_after" else -1)
    times = page.times
    target = next((j for j in range(i + 1, len(times)) if _is_dated_day(times[j])), None)
    subject = next(
        (
            j
            for j in range(i - 1, -1, -1)
            if _is_weekday(times[j], "future")
            or (_is_weekday(times[j], "past") and not page.sentence_between(times[j].end, times[i].start))
        ),
        None,
    )
    if target is None or page.sentence_between(times[i].end, times[target].start):
        return
    if not _COUNTED_FROM.fullmatch(page.text, times[i].end, times[target].start):
        return
    far = times[target]
    if any(t.recipe is not None and t.recipe.op == "day" and _is_tied(t, target) for t in times[i:target]):
        return  # "cinq jours après la grève, … hier, mardi 4 juin"
    if subject is None:
        subject = _weekday_behind(page, target)
    if subject is None:
        if gap > 0 and page.is_news(i) and far.direction != "future":
            yield Clue(
                i,
                f"the news are {times[i].text!r} after {far.text!r}",
                lambda p: has_elapsed(times[i], days_meant(far, p, times), p),
                strong=False,
                near=target,
            )
        return
    near = times[subject]
    give = 1 if length[1] == "D" and length[0] in _ROUND else HALF[length[1]]
    most = _UNDER.search(page.text[max(0, times[i].start - 20) : times[i].start]) is not None

    def fits(published: date) -> bool:
        a, b = days_meant(near, published), days_meant(far, published)
        if a is None or b is None:
            return False
        gone = (a[0] - b[0]).days
        return 0 <= gone * (1 if gap > 0 else -1) <= abs(gap) + 1 if most else abs(gone - gap) <= give

    yield Clue(i, f"{near.text!r} lies {times[i].text!r} from {far.text!r}", fits)


def _weekday_behind(page: Page, far: int) -> int | None:
    """The weekday of the past that the clause behind a fronted day of reference tells: "Dix jours après le vote du 6, X
    a reçu lundi Y". None where none does, or a word of subordination stands between."""
    times = page.times
    found = next((j for j in range(far + 1, len(times)) if _is_weekday(times[j], "past")), None)
    if found is None or times[found].background or times[found].anchor is not None:
        return None
    return found if _MAIN_CLAUSE.fullmatch(page.text, times[far].end, times[found].start) else None


def _is_tied(t: TimeExpr, other: int) -> bool:
    """Whether an expression is said to be the day of the `other`."""
    return any(tie.kind == "same" and tie.other == other for tie in t.ties)


def _is_dated_day(t: TimeExpr) -> bool:
    return parse_day(t.value or "") is not None or bool(t.recipe and t.recipe.op == "month_day" and t.recipe.month)


def _is_weekday(t: TimeExpr, direction: Direction) -> bool:
    return t.direction == direction and not t.in_noise and bool(t.recipe and t.recipe.op == "weekday")


def _ties(page: Page, i: int) -> Iterator[Clue]:
    """What the ties of expression `i` leave, the time gone by from another day than the publication aside."""
    for tie in page.times[i].ties:
        if tie.kind in ("through", "pair") or (tie.kind == "offset" and page.times[i].kind == "DURATION"):
            continue  # how long a duration is, `_distance` reads
        if tie.kind in ("news", "exactly") and not page.is_news(i):
            continue
        if tie.kind != "elapsed" or page.times[i].kind == "DURATION" or not _is_in_story(page, i):
            yield _tied(page, i, tie)


def _is_in_story(page: Page, i: int) -> bool:
    """Whether a dated day told before expression `i`, in its paragraph, is that of the story to which it belongs: "Le
    27 octobre, ils s'étaient quittés. Ils avaient signé le 14 octobre, deux semaines plus tôt" counts from then."""
    first = page.text.rfind("\n", 0, page.times[i].start) + 1
    return any(first <= t.start and _is_dated_day(t) and t.direction != "future" for t in page.times[:i])


def _tied(page: Page, i: int, tie: Tie) -> Clue:
    """What a tie between two expressions leaves."""
    first, second = page.times[i], page.times[tie.other]
    if tie.kind == "news":
        return _news(page, i, tie.days)
    if tie.kind == "exactly":
        return _to_the_day(page, i, second)
    if tie.kind == "elapsed":
        start = tie.other
        if second.kind == "DURATION":  # "le 9 août, moins de trois semaines plus tôt"
            first, second, start = second, first, i
        return Clue(
            i,
            f"{first.text!r} have gone by since {second.text!r}",
            lambda p: has_elapsed(first, days_meant(second, p, page.times), p),
            strong=False,
            weight=REFUTES,
            near=start,
        )
    if tie.kind == "offset":
        return Clue(
            i,
            f"{first.text!r} lies {tie.days} days from {second.text!r}",
            lambda p: lies_off(days_meant(first, p, page.times), days_meant(second, p, page.times), tie.days),
            strong=False,
        )
    test = is_same if tie.kind == "same" else is_anniversary
    words = "is" if tie.kind == "same" else "is an anniversary of"
    return Clue(
        i,
        f"{first.text!r} {words} {second.text!r}",
        lambda p: test(days_meant(first, p, page.times), days_meant(second, p, page.times)),
        strong=False,
        weight=REFUTES if _counts_days(first) or _counts_days(second) else 0,
    )


def _news(page: Page, i: int, days: int) -> Clue:
    """What was done so many `days` after a day is the news of title or lead; a paper prints it on the next."""
    t = page.times[i]

    def fits(published: date) -> bool:
        meant = days_meant(t, published, page.times)
        if meant is None:
            return False
        return 0 <= (published - meant[0]).days - days <= (0 if page.is_agency else 1)

    return Clue(i, f"the news are {days} days after {t.text!r}", fits, strong=False, near=i)


def _to_the_day(page: Page, i: int, start: TimeExpr) -> Clue:
    """What was done so long after a day, to the day, is the news of title or lead; a paper prints it on the next."""
    t = page.times[i]
    began = parse_day(start.value or "")
    day = after(t, began) if began is not None else None
    days = frozenset({day} if page.is_agency else {day, day + timedelta(1)}) if day is not None else frozenset()
    why = f"the news are {t.text!r} after {start.text!r}"
    return Clue(i, why, lambda p: not days or p in days, strong=False, days=days)


def _counts_days(t: TimeExpr) -> bool:
    """Whether the expression counts days back from the publication: "il y a quinze jours"."""
    return t.recipe is not None and t.recipe.op == "day" and t.recipe.n < -1
