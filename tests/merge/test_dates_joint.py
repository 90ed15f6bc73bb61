"""Dispatches lend each other days: small worlds told by several readings, and what must hold in any of them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparlers.drafts import ContactDraft, Reading, Recipe, StatementDraft, TimeExpr
from pourparlers.merge.dates import Inference, infer_published
from pourparlers.types import Actor, Contact, Document, Named, Participant, Place, Published, Span, Statement
from pourparlers.vocab import ContactKind, ContactStatus, TimeKind

ACTORS = tuple(
    Actor(id=i, name=Named(fr=i, en=i), kind=kind, state=state)  # type: ignore[arg-type]
    for i, kind, state in [
        ("nor", "state", "NOR"), ("per", "state", "PER"), ("gha", "state", "GHA"), ("un", "organisation", None),
        ("berg", "person", "NOR"), ("lund", "person", "NOR"), ("rojas", "person", "PER"), ("mensah", "person", "GHA"),
    ]
)  # fmt: skip
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def place(name: str | None) -> Place | None:
    return Place(name=Named(fr=name, en=name)) if name else None


class Told:
    """Builds a reading whose text is the words of its expressions, one a line."""

    def __init__(self, doc: str, published: str | None) -> None:
        self.doc, self.published = doc, published
        self.times: list[TimeExpr] = []
        self.contacts: list[ContactDraft] = []
        self.statements: list[StatementDraft] = []
        self.reports: list[int] = []
        self.text = ""

    def time(
        self, words: str, recipe: Recipe | None, direction: str, *, value: str | None = None, rule: str = "weekday"
    ) -> int:
        start = len(self.text)
        self.text += words + "\n"
        kind: TimeKind = "DURATION" if value and value.startswith("P") else "DATE"
        self.times.append(TimeExpr(
            start=start, end=start + len(words), text=words, kind=kind, rule=rule, value=value, recipe=recipe,
            direction=direction,  # type: ignore[arg-type]
        ))  # fmt: skip
        return len(self.times) - 1

    def weekday(self, n: int, direction: str) -> int:
        return self.time(DAYS[n - 1], Recipe(op="weekday", weekday=n), direction)

    def report(self, n: int) -> Told:
        self.reports.append(self.weekday(n, "past"))
        return self

    def contact(
        self,
        time: int,
        *who: str,
        at: str | None = None,
        kind: ContactKind = "meeting",
        status: ContactStatus = "planned",
    ) -> Told:
        fact = Contact(
            id=f"{self.doc}-{len(self.contacts)}", kind=kind, place=place(at), status=status,
            participants=tuple(Participant(actor=w) for w in who),
        )  # fmt: skip
        self.contacts.append(ContactDraft(fact=fact, time=time))
        return self

    def read(self) -> Reading:
        published = Published(value=self.published, basis="header") if self.published else Published()
        return Reading(
            document=Document(id=self.doc, uri=self.doc, text=self.text, published=published), actors=ACTORS,
            times=tuple(self.times), contacts=tuple(self.contacts), statements=tuple(self.statements),
            report_days=tuple(self.reports),
        )  # fmt: skip


def month_day(month: int, day: int, weekday: int | None = None) -> Recipe:
    return Recipe(op="month_day", month=month, day=day, weekday=weekday)


def announced() -> Reading:
    """ "mardi … se verront vendredi à Lima", in January 2022."""
    told = Told("a", "2022-01").report(2)
    return told.contact(told.weekday(5, "future"), "berg", "rojas", at="Lima").read()


def dated() -> Reading:
    """ "vendredi 21 janvier à Lima", held; no header, but another date gives the year."""
    told = Told("b", None)
    index = told.time("vendredi 21 janvier", month_day(1, 21, 5), "past", rule="weekday_date")
    told.time("décembre 2021", None, "past", value="2021-12", rule="month_year")
    return told.contact(index, "rojas", "berg", at="Lima", status="held").read()


def test_a_dated_meeting_dates_its_announcement() -> None:
    found = infer_published([announced(), dated()])
    assert found.published["a"].value == "2022-01-18"
    assert found.published["a"].basis == "joint"
    assert found.published["b"].value == "2022-01-21"
    assert found.published["b"].basis == "text"
    assert any(s.by == "b" for s in found.steps["a"])
    assert found.contradictions == ()


def test_each_alone() -> None:
    a, b = infer_published([announced()]).published["a"], infer_published([dated()]).published["b"]
    assert (a.value, a.basis) == ("2022-01", "header")
    assert a.candidates == ("2022-01-04", "2022-01-11", "2022-01-18", "2022-01-25")
    assert (b.value, b.basis) == ("2022-01-21", "text")
    assert [e.text for e in b.evidence] == ["vendredi 21 janvier"]


def test_a_year_is_borrowed_only_from_a_dispatch_that_tells_the_same() -> None:
    told = Told("b", None)
    index = told.time("vendredi 21 janvier", month_day(1, 21, 5), "past", rule="weekday_date")
    yearless = told.contact(index, "rojas", "berg", at="Lima", status="held").read()
    assert infer_published([yearless]).published["b"].value is None
    other = Told("c", "2022-01-05").report(3).read()
    assert infer_published([yearless, other]).published["b"].value is None
    lent = Told("d", "2022-01-18").report(2)
    lent.contact(lent.weekday(5, "future"), "rojas", "berg", at="Lima")
    assert infer_published([yearless, lent.read()]).published["b"].value == "2022-01-21"


def test_written_exchange_by_week() -> None:
    asked = Told("a", "2022-01-21")
    asked.contact(asked.time("semaine prochaine", Recipe(op="week", n=1), "future"), "nor", "per", kind="exchange")
    got = Told("b", "2022-02").report(2)
    got.contact(
        got.time("semaine dernière", Recipe(op="week", n=-1), "past"),
        "nor",
        "un",
        "per",
        kind="exchange",
        status="held",
    )
    assert infer_published([asked.read(), got.read()]).published["b"].value == "2022-02-01"


@pytest.mark.parametrize(
    "other",
    [
        {"who": ("lund", "rojas"), "at": "Lima"},  # another person for the same state
        {"who": ("berg", "rojas"), "at": "Oslo"},  # another place
        {"who": ("berg", "mensah"), "at": "Lima"},  # another party
        {"who": ("berg", "rojas"), "at": "Lima", "kind": "call"},  # another kind
        {"who": ("berg", "rojas"), "at": "Lima", "status": "cancelled"},
    ],
)
def test_what_is_another_contact_lends_nothing(other: dict[str, object]) -> None:
    told = Told("b", "2022-01-21")
    who = other.pop("who")
    told.contact(told.weekday(5, "same"), *who, status=other.pop("status", "held"), **other)  # type: ignore
    found = infer_published([announced(), told.read()])
    assert len(found.published["a"].candidates) == 4


def trio(at: str, *who: str) -> Reading:
    """ "le 21 janvier", three of them, held; in January 2022."""
    told = Told("b", "2022-01").report(3)
    return told.contact(told.time("21 janvier", month_day(1, 21), "past"), *who, at=at, status="held").read()


def test_two_of_those_who_sat_together_at_one_place_are_of_that_contact() -> None:
    found = infer_published([announced(), trio("Lima", "berg", "rojas", "mensah")])
    assert (found.published["a"].value, found.published["a"].basis) == ("2022-01-18", "joint")


@pytest.mark.parametrize(
    ("at", "who"),
    [("Oslo", ("berg", "rojas", "mensah")), ("Lima", ("berg", "mensah", "un")), ("Lima", ("lund", "rojas", "mensah"))],
)
def test_another_place_or_other_people_lend_no_day(at: str, who: tuple[str, ...]) -> None:
    assert infer_published([announced(), trio(at, *who)]).published["a"].value == "2022-01"


def called_off(doc: str, published: str, words: str, recipe: Recipe, direction: str, *who: str) -> Reading:
    """A journey of the first to the second that will not be, on the day of `recipe`."""
    told = Told(doc, published).report(5)
    return told.contact(told.time(words, recipe, direction), *who, kind="visit", status="cancelled").read()


MONDAY = Recipe(op="weekday", weekday=1)


@pytest.mark.parametrize(
    ("direction", "who", "value"),
    [
        ("nearest", ("berg", "per"), "2021-12-17"),
        ("past", ("berg", "per"), "2021-12"),  # "a annulé lundi": the day on which it was called off
        ("nearest", ("lund", "per"), "2021-12"),
    ],
)
def test_a_journey_called_off_is_one(direction: str, who: tuple[str, ...], value: str) -> None:
    bare = called_off("a", "2021-12", "lundi", MONDAY, direction, *who)
    told = Told("b", "2022-01-10")
    told.time("20 décembre", month_day(12, 20), "past", rule="date")
    told.times[-1] = msgspec.structs.replace(told.times[-1], loose=True)
    other = told.contact(0, "berg", "per", kind="visit", status="cancelled").read()
    found = infer_published([bare, other]).published["a"]
    assert found.value == value, found


@pytest.mark.parametrize(
    ("who", "status", "value"),
    [
        (("berg", "rojas"), "held", "2022-01-18"),
        (("lund", "rojas"), "held", "2022-01"),  # somebody else's journey
        (("berg", "mensah"), "held", "2022-01"),
        (("berg", "rojas"), "cancelled", "2022-01"),
    ],
)
def test_a_meeting_is_part_of_the_journey_to_it(who: tuple[str, ...], status: ContactStatus, value: str) -> None:
    """ "au terme de la visite, mardi, de Berg au Pérou" and "Rojas avait reçu Berg le 18 janvier": no place told."""
    trip = Told("a", "2022-01").report(2)
    trip.contact(0, "berg", "per", kind="visit", status="held")
    told = Told("b", "2022-01-28")
    told.contact(told.time("18 janvier", month_day(1, 18), "past", rule="date"), *who, status=status)
    assert infer_published([trip.read(), told.read()]).published["a"].value == value


@pytest.mark.parametrize(
    ("who", "value"),
    [
        (("berg", "rojas", "lund"), "2022-01-18"),  # the list is told otherwise before and after
        (("berg", "lund"), "2022-01"),
        (("lund", "un", "rojas"), "2022-01"),
    ],
)
def test_those_who_were_to_sit_together_are_not_all_named(who: tuple[str, ...], value: str) -> None:
    plan = Told("a", "2022-01-16").contact(0, "berg", "rojas", "mensah", at="Lima")
    plan.times, plan.text = [], ""
    plan.weekday(2, "future")
    told = Told("b", "2022-01").report(2)
    told.contact(0, *who, status="held")
    assert infer_published([plan.read(), told.read()]).published["b"].value == value


def counting(days: int) -> Reading:
    """ "Deux semaines après l'abordage du 17 juin … mardi, à Lima": neither header nor year."""
    told = Told("a", None)
    told.time("deux semaines", None, "nearest", value="P2W", rule="time_after")
    told.text = told.text[:-1] + " "
    told.time(f"{days} juin", month_day(6, days), "past", rule="date")
    return told.contact(told.weekday(2, "past"), "berg", "rojas", at="Lima", status="held").read()


@pytest.mark.parametrize(("days", "found"), [(17, {"2024-07-02"}), (3, set())])
def test_a_text_that_counts_from_a_day_borrows_its_year(days: int, found: set[str]) -> None:
    """2 July 2024 is a Tuesday two weeks after 17 June, and four after the 3rd."""
    told = Told("b", "2024-07-27")
    day = told.time("2 juillet", month_day(7, 2), "past", rule="date")
    told.contact(day, "berg", "rojas", at="Lima", status="held")
    alone, both = infer_published([counting(days)]), infer_published([counting(days), told.read()])
    assert not left(alone, "a")
    assert {d for d in left(both, "a") if d < "2024-07-03"} == found


def test_two_persons_are_the_same_whatever_is_known_of_their_states() -> None:
    """One dispatch does not say whose vice-minister he is."""
    told = Told("b", "2022-01-28")
    told.contact(told.time("21 janvier", month_day(1, 21), "past", rule="date"), "berg", "rojas", status="held")
    stateless = tuple(msgspec.structs.replace(a, state=None) if a.id == "rojas" else a for a in ACTORS)
    told_b = msgspec.structs.replace(told.read(), actors=stateless)
    assert infer_published([announced(), told_b]).published["a"].value == "2022-01-18"


def test_recurring_calls_are_not_paired() -> None:
    a = Told("a", "2022-01").report(5)
    a.contact(0, "berg", "rojas", kind="call", status="held")
    b = Told("b", "2022-01-21").report(5)
    b.contact(0, "berg", "rojas", kind="call", status="held")
    assert infer_published([a.read(), b.read()]).published["a"].value == "2022-01"


def test_two_dates_for_one_meeting_are_reported_and_nothing_is_taken() -> None:
    other = Told("c", "2022-01-14").report(5)
    other.contact(0, "berg", "rojas", at="Lima", status="held")
    found = infer_published([announced(), dated(), other.read()])
    assert len(found.published["a"].candidates) == 4
    assert [(c.doc, c.others) for c in found.contradictions] == [("a", ("b", "c"))]


def test_a_chain_of_dispatches() -> None:
    """c is dated by b, and a by c, though a and b share nothing."""
    c = Told("c", "2022-01").report(4)
    c.contact(c.weekday(5, "future"), "berg", "rojas", at="Lima")
    c.contact(c.weekday(2, "future"), "mensah", "berg", at="Accra")
    a = Told("a", "2022-01").report(1)
    a.contact(a.weekday(2, "future"), "mensah", "berg", at="Accra")
    found = infer_published([a.read(), dated(), c.read()])
    assert found.published["c"].value == "2022-01-20"
    assert found.published["a"].value == "2022-01-24"
    assert [s.by for s in found.steps["a"]][-1] == "c"


def test_words_said_date_each_other() -> None:
    def said(doc: str, published: str, words: str, recipe: Recipe) -> Reading:
        told = Told(doc, published)
        index = told.time(words, recipe, "past", rule="weekday_date")
        quote = Span(doc=doc, start=0, end=1, text="Nous ne céderons pas un pouce de ce terrain")
        fact = Statement(id=doc, doc=doc, content=(quote,), quoted=(quote,), speaker="berg")
        told.statements.append(StatementDraft(fact=fact, time=index))
        told.reports.append(index)
        return told.read()

    dated_ = said("a", "2022-01", "vendredi 21 janvier", month_day(1, 21, 5))
    plain = said("b", "2022-01", "vendredi", Recipe(op="weekday", weekday=5))
    assert infer_published([dated_, plain]).published["b"].value == "2022-01-21"


def left(found: Inference, doc: str) -> frozenset[str]:
    """The days that `found` leaves to `doc`; empty for "any"."""
    p = found.published[doc]
    return frozenset(p.candidates or ([p.value] if p.value and len(p.value) == 10 else []))


@st.composite
def worlds(draw: st.DrawFn) -> tuple[dict[str, date], list[Reading]]:
    """True days of publication, and dispatches that tell true things of a few meetings."""
    first = draw(st.dates(date(2021, 6, 1), date(2022, 6, 1)))
    pairs = draw(
        st.lists(
            st.sampled_from(list(combinations(["berg", "rojas", "mensah"], 2))), min_size=1, max_size=3, unique=True
        )
    )
    meetings = {p: first + timedelta(draw(st.integers(5, 15))) for p in pairs}
    true: dict[str, date] = {}
    readings: list[Reading] = []
    for n in range(draw(st.integers(2, 5))):
        day = first + timedelta(draw(st.integers(0, 20)))
        doc = f"doc{n}"
        told = Told(doc, draw(st.sampled_from([f"{day}", f"{day:%Y-%m}", f"{day:%Y-%m}"]))).report(day.isoweekday())
        for who, when in meetings.items():
            away = (when - day).days
            direction, status = ("future", "planned") if away > 0 else ("past", "held")
            if -5 <= away <= 6 and draw(st.booleans()):
                index = told.weekday(when.isoweekday(), direction)
            elif abs(away) >= 5 and draw(st.booleans()):  # nearer days go by their weekday
                index = told.time(f"{when.day}", month_day(when.month, when.day), direction, rule="date")
            else:
                continue
            told.contact(index, *who, at="Lima", status=status)  # type: ignore[arg-type]
        true[doc] = day
        readings.append(told.read())
    return true, readings


@settings(max_examples=150, deadline=None)
@given(worlds(), st.randoms())
def test_order_never_matters(world: tuple[dict[str, date], list[Reading]], random: object) -> None:
    _, readings = world
    shuffled = list(readings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert msgspec.json.encode(infer_published(shuffled)) == msgspec.json.encode(infer_published(readings))


@settings(max_examples=150, deadline=None)
@given(worlds())
def test_one_more_dispatch_only_narrows_or_reports(world: tuple[dict[str, date], list[Reading]]) -> None:
    _, readings = world
    fewer, more = infer_published(readings[:-1]), infer_published(readings)
    for doc in fewer.published:
        before, after = left(fewer, doc), left(more, doc)
        assert not before or (after and after <= before) or more.contradictions


@settings(max_examples=150, deadline=None)
@given(worlds())
def test_true_worlds_keep_the_true_day(world: tuple[dict[str, date], list[Reading]]) -> None:
    true, readings = world
    found = infer_published(readings)
    for doc, day in true.items():
        days = left(found, doc)
        assert not days or str(day) in days


def test_announced_and_held_undated_news() -> None:
    """A dispatch of the 23rd whose lead tells the announced meeting as held leaves one Friday."""
    told = Told("b", "2022-01-23")
    told.contacts.append(
        ContactDraft(
            fact=Contact(
                id="b-0", kind="meeting", place=place("Lima"), status="held",
                participants=(Participant(actor="berg"), Participant(actor="rojas")),
            ),
            before_published=True, sentence=(0, 10),
        )
    )  # fmt: skip
    found = infer_published([announced(), told.read()])
    assert found.published["a"].value == "2022-01-18"
    assert found.published["a"].decided_by == ("b",)


def test_two_open_dispatches_leave_each_other_the_days_that_fit() -> None:
    """Tuesdays and Saturdays of January about one Friday to come or just past: neither is known, both lose days."""
    held = Told("b", "2022-01").report(6)
    held.contact(held.weekday(5, "past"), "berg", "rojas", at="Lima", status="held")
    found = infer_published([announced(), held.read()])
    assert found.published["b"].candidates == ("2022-01-08", "2022-01-15", "2022-01-22", "2022-01-29")
    late = Told("a", "2022-01").report(2)
    late.time("20 janvier", month_day(1, 20), "past", rule="date")
    found = infer_published([late.contact(late.weekday(5, "future"), "berg", "rojas", at="Lima").read(), held.read()])
    assert found.published["a"].value == "2022-01-25"
    assert found.published["b"].value == "2022-01-29"


@pytest.mark.parametrize(
    ("words", "value"),
    [("nous ne céderons rien de ce qui nous revient", "2022-01-18"), ("nous ne céderons rien", "2022-01")],
)
def test_the_same_words(words: str, value: str) -> None:
    """Words said on Tuesday in one dispatch, and told whole or in part by another of a known day."""

    def said(told: Told, text: str, time: int | None) -> Reading:
        span = Span(doc=told.doc, start=0, end=len(text), text=text)
        fact = Statement(id=f"{told.doc}-s", doc=told.doc, content=(span,), quoted=(span,), speaker="berg")
        told.statements.append(StatementDraft(fact=fact, time=time))
        return told.read()

    a, b = Told("a", "2022-01"), Told("b", "2022-01-19")
    first = said(a, "Jamais nous ne céderons rien de ce qui nous revient", a.report(2).reports[0])
    assert infer_published([first, said(b, words, None)]).published["a"].value == value


def test_contradictions_are_warnings() -> None:
    other = Told("c", None)
    index = other.time("vendredi 14 janvier", month_day(1, 14, 5), "past", rule="weekday_date")
    other.time("décembre 2021", None, "past", value="2021-12", rule="month_year")
    found = infer_published(
        [announced(), dated(), other.contact(index, "berg", "rojas", at="Lima", status="held").read()]
    )
    assert found.published["a"].value == "2022-01"
    assert any("different days" in w for w in found.warnings["a"])
