"""One record from many readings: merged where they tell one contact, apart where they do not, whatever the order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparlers.drafts import ContactDraft, Reading, TimeExpr
from pourparlers.extract.read import Reader
from pourparlers.ids import make_id
from pourparlers.merge.accounts import ContactAccount, accounts_of
from pourparlers.merge.build import build_record
from pourparlers.merge.cluster import blocks, compare_all, is_lone, may_be_one
from pourparlers.merge.compare import compare
from pourparlers.merge.windows import near_pairs
from pourparlers.types import (
    Actor,
    Contact,
    Document,
    Judgement,
    Named,
    Participant,
    Place,
    Published,
    Record,
    Span,
)
from pourparlers.vocab import ContactKind, ContactStatus

STATES = {"usa": "USA", "rus": "RUS", "fra": "FRA", "ukr": "UKR"}
BODIES = {"kremlin": "rus"}
GROUPS = {"rebels": "ukr"}
PEOPLE = {"blinken": "usa", "biden": "usa", "lavrov": "rus", "putin": "rus", "macron": "fra"}


def an_actor(actor_id: str) -> Actor:
    kinds = {
        **dict.fromkeys(PEOPLE, "person"),
        **dict.fromkeys(BODIES, "institution"),
        **dict.fromkeys(GROUPS, "group"),
    }
    kind = kinds.get(actor_id, "state")
    state = STATES[(PEOPLE | BODIES | GROUPS).get(actor_id, actor_id)]
    return Actor(id=actor_id, name=Named(fr=actor_id, en=actor_id), kind=kind, state=state)


def told(
    day: str,
    parties: str,
    status: ContactStatus,
    *,
    when: str | None = None,
    kind: ContactKind = "meeting",
    place: str | None = None,
    copy_of: str | None = None,
    n: int = 0,
) -> Reading:
    """A dispatch of `day` that tells one contact of `parties` (ids apart by spaces), on `when` if it says so."""
    text = f"{day} {parties} {status} {when} {place} {n} {kind}"
    doc = make_id("doc", text)
    span = Span(doc=doc, start=0, end=4, text=text[:4])
    ids = parties.split()
    fact = Contact(
        id=make_id("contact", doc, 0),
        kind=kind,
        participants=tuple(Participant(actor=a) for a in ids),
        status=status,
        place=Place(name=Named(fr=place, en=place)) if place else None,
        evidence=(span,),
    )
    times = (TimeExpr(start=0, end=4, text=text[:4], kind="DATE", rule="test", value=when),) if when else ()
    draft = ContactDraft(fact=fact, time=0 if when else None, before_published=status == "held" and when is None)
    published = Published(value=day, basis="metadata") if day else Published()
    document = Document(
        id=doc, uri=f"{doc}.txt", text=text, outlet=f"outlet {n}", published=published, language="fr", copy_of=copy_of
    )
    return Reading(document=document, actors=tuple(an_actor(a) for a in sorted(ids)), times=times, contacts=(draft,))


def record_of(readings: Sequence[Reading], judgements: Sequence[Judgement] = ()) -> Record:
    return build_record(readings, judgements=judgements, program="test", pack="test", knowledge="test")


ANNOUNCED = told("2022-01-18", "blinken lavrov", "planned", when="2022-01-21", place="Genève")
HELD = told("2022-01-21", "lavrov blinken", "held", when="2022-01-21", place="Genève", n=1)


def test_announced_in_one_and_held_in_another_is_one_contact_with_its_history() -> None:
    (contact,) = record_of([HELD, ANNOUNCED]).contacts
    assert contact.status == "held"
    assert [(h.status, h.as_of) for h in contact.history] == [("planned", "2022-01-18"), ("held", "2022-01-21")]
    assert contact.when.value == "2022-01-21"
    assert len(contact.accounts) == 2
    assert contact.outlets == 2


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (told("2022-01-21", "blinken lavrov", "held", when="2022-01-14", n=2), "another day"),
        (told("2022-01-21", "biden putin", "planned", when="2022-01-21", n=2), "other persons of the same states"),
        (told("2022-01-21", "blinken lavrov", "held", when="2022-01-21", kind="call", n=2), "a call is no meeting"),
        (told("2022-01-21", "blinken macron", "held", when="2022-01-21", n=2), "only one person in common"),
        (told("2022-01-10", "blinken lavrov", "held", n=2), "held before the other was announced"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_one_contact_stays_apart(other: Reading, why: str) -> None:
    assert len(record_of([ANNOUNCED, other]).contacts) == 2, why


@pytest.mark.parametrize(
    ("first", "second", "count", "why"),
    [
        (told("", "macron putin", "held"), told("2022-02-10", "macron putin", "planned", when="2022-05"), 2, "status"),
        (told("", "macron putin", "held", place="Rome"), told("", "macron putin", "held", place="Oslo"), 2, "place"),
        (told("", "macron putin", "held"), told("", "macron putin", "held", kind="talks", n=1), 2, "the pair alone"),
        (
            told("", "macron putin", "held", place="Rome"),
            told("", "macron putin", "held", place="Rome", n=1),
            1,
            "place",
        ),
        (
            told("", "macron putin", "held", when="2022-02-07"),
            told("", "macron putin", "held", when="2022-02-07", n=1),
            1,
            "day",
        ),
        (told("2022-02-10", "macron putin", "held"), told("2022-02-11", "macron putin", "held"), 1, "near"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_accounts_without_any_day(first: Reading, second: Reading, count: int, why: str) -> None:
    record = record_of([first, second])
    assert len(record.contacts) == count, why
    reasons = {r.evidence for j in record.judgements for r in j.reasons}
    undated = not first.document.published.value
    assert ("dispatches of the same days" in reasons) == (count == 1 and not undated)


def test_a_meeting_without_a_day_joins_no_plan_by_way_of_another() -> None:
    """What is held in a dispatch of no known day is not the plan of another, whoever stands between them."""
    undated = [told("", "macron putin", "held", place="Rome", n=n) for n in range(3)]
    plan = told("2022-02-10", "macron putin", "planned", when="2022-05", place="Rome")
    assert sorted(c.status for c in record_of([*undated, plan]).contacts) == ["held", "planned"]


def told_together(ahead: Reading, done: Reading, *, foretold: bool) -> Reading:
    """One dispatch with the contacts of two, the first told as a plan of the past where `foretold`."""
    (plan,), (held,) = ahead.contacts, done.contacts
    span = msgspec.structs.replace(held.fact.evidence[0], doc=ahead.document.id)
    fact = msgspec.structs.replace(held.fact, evidence=(span,))
    drafts = (msgspec.structs.replace(plan, foretold=foretold), msgspec.structs.replace(held, fact=fact))
    return msgspec.structs.replace(ahead, contacts=drafts, times=done.times)


@pytest.mark.parametrize(("foretold", "count"), [(False, 2), (True, 1)], ids=["to come", "told as planned then"])
def test_one_dispatch_tells_of_one_that_was_and_of_one_to_come(foretold: bool, count: int) -> None:
    ahead, done = told("2022-01", "usa rus", "planned"), told("2022-01", "usa rus", "held", when="2022-01-14", n=1)
    assert len(record_of([told_together(ahead, done, foretold=foretold)]).contacts) == count


@pytest.mark.parametrize(("anew", "count"), [(False, 1), (True, 2)], ids=["told as planned then", "one more"])
def test_one_more_to_come_is_not_the_one_that_was(anew: bool, count: int) -> None:
    ahead, done = told("2022-01", "usa rus", "planned"), told("2022-01", "usa rus", "held", n=1)
    both = told_together(ahead, done, foretold=True)
    plan, held = both.contacts
    drafts = (msgspec.structs.replace(plan, anew=anew), held)
    assert len(record_of([msgspec.structs.replace(both, contacts=drafts)]).contacts) == count


def test_what_is_held_months_after_a_postponement_is_another() -> None:
    put_off = told("2022-01-20", "blinken lavrov", "postponed", when="2022-01-21", n=2)
    soon = told("2022-02-11", "blinken lavrov", "held", when="2022-02-10", n=3)
    late = told("2022-06-20", "blinken lavrov", "held", when="2022-06-19", n=4)
    assert [len(record_of([put_off, held]).contacts) for held in (soon, late)] == [1, 2]


def test_rebels_are_not_the_state_they_fight() -> None:
    seen = told("2022-01-21", "blinken rebels", "held", when="2022-01-21")
    other = told("2022-01-21", "blinken ukr", "held", when="2022-01-21", n=1)
    assert len(record_of([seen, other]).contacts) == 2


def test_a_wire_copy_is_no_second_source() -> None:
    copy = told("2022-01-21", "lavrov blinken", "held", when="2022-01-21", n=2, copy_of=HELD.document.id)
    (contact,) = record_of([HELD, copy]).contacts
    assert (contact.outlets, contact.independent_sources) == (2, 1)


def test_a_state_gives_way_to_the_official_who_sat_for_it() -> None:
    states = told("2022-01-21", "usa rus", "held", when="2022-01-21", place="Genève", n=2)
    (contact,) = record_of([ANNOUNCED, states]).contacts
    assert {p.actor for p in contact.participants} == {"blinken", "lavrov"}


def test_a_state_gives_way_to_its_own_institution_and_to_no_other() -> None:
    (contact,) = record_of(
        [
            told("2022-01-18", "rus usa", "planned", when="2022-01-21", kind="talks"),
            told("2022-01-21", "kremlin usa", "held", when="2022-01-21", kind="talks"),
        ]
    ).contacts
    assert {p.actor for p in contact.participants} == {"kremlin", "usa"}


def test_a_postponed_contact_takes_its_new_day() -> None:
    moved = told("2022-01-20", "blinken lavrov", "postponed", when="2022-01-28", n=2)
    (contact,) = record_of([ANNOUNCED, moved]).contacts
    assert (contact.status, contact.when.value) == ("postponed", "2022-01-28")


def test_a_contact_put_off_keeps_its_old_day_until_a_later_one_is_told() -> None:
    put_off = told("2022-01-20", "blinken lavrov", "postponed", when="2022-01-21", n=2)
    (contact,) = record_of([ANNOUNCED, put_off]).contacts
    assert (contact.status, contact.when.value) == ("postponed", "2022-01-21")


def test_a_person_overrules_the_rule_both_ways_and_withdrawing_restores_it() -> None:
    pair = tuple(sorted((ANNOUNCED.contacts[0].fact.id, HELD.contacts[0].fact.id)))
    apart = Judgement(id="j", kind="merge", pair=pair, verdict="different", author="me")
    assert len(record_of([ANNOUNCED, HELD], [apart]).contacts) == 2
    withdrawn = msgspec.structs.replace(apart, withdrawn_at="2022-02-01")
    assert record_of([ANNOUNCED, HELD], [withdrawn]).contacts == record_of([ANNOUNCED, HELD]).contacts
    other = told("2022-02-01", "blinken lavrov", "held", when="2022-01-30", n=2)
    joined = tuple(sorted((HELD.contacts[0].fact.id, other.contacts[0].fact.id)))
    same = Judgement(id="k", kind="merge", pair=joined, verdict="same", author="me")
    assert len(record_of([HELD, other]).contacts) == 2
    assert len(record_of([HELD, other], [same]).contacts) == 1


def test_every_rule_judgement_gives_reasons_in_words() -> None:
    (judgement,) = [j for j in record_of([ANNOUNCED, HELD]).judgements if j.author.startswith("rule:")]
    assert sum(r.weight for r in judgement.reasons) >= 3
    assert all(r.evidence for r in judgement.reasons)


readings = st.builds(
    told,
    st.sampled_from(["2022-01-05", "2022-01-18", "2022-01-21", "2022-02-02", "2022-06-30"]),
    st.sampled_from(["blinken lavrov", "lavrov blinken", "biden putin", "usa rus", "fra ukr", "macron putin", "usa"]),
    st.sampled_from(["planned", "held", "postponed", "cancelled", "denied", "proposed"]),
    when=st.sampled_from([None, "2022-01-14", "2022-01-21", "2022-01", "2022-01-24/2022-01-30"]),
    kind=st.sampled_from(["meeting", "call", "talks", "summit"]),
    place=st.sampled_from([None, "Genève", "Paris"]),
    n=st.integers(0, 3),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(readings, max_size=7), st.randoms(use_true_random=False))
def test_the_order_of_the_dispatches_never_changes_the_record(made: list[Reading], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(made)
    random.shuffle(shuffled)
    assert record_of(made) == record_of(shuffled)
    assert record_of([*made, *made]) == record_of(made), "reading twice adds nothing"


@settings(max_examples=100, deadline=None)
@given(st.lists(readings, max_size=7))
def test_every_account_is_in_exactly_one_contact(made: list[Reading]) -> None:
    accounts = [a.evidence for c in record_of(made).contacts for a in c.accounts]
    distinct = {r.document.id for r in made}
    assert len(accounts) == len(distinct)
    assert len(set(accounts)) == len(accounts)


@settings(max_examples=100, deadline=None)
@given(st.lists(readings, min_size=2, max_size=7), st.sampled_from(["same", "different"]), st.data())
def test_a_judgement_withdrawn_leaves_no_trace(made: list[Reading], verdict, data) -> None:  # type: ignore[no-untyped-def]
    drafts = sorted({c.fact.id for r in made for c in r.contacts})
    if len(drafts) < 2:
        return
    x, y = sorted(data.draw(st.lists(st.sampled_from(drafts), min_size=2, max_size=2, unique=True)))
    judgement = Judgement(id="j", kind="merge", pair=(x, y), verdict=verdict, author="somebody")
    withdrawn = msgspec.structs.replace(judgement, withdrawn_at="2022-02-03")
    assert record_of(made, [withdrawn]).contacts == record_of(made).contacts


def read_accounts(made: list[Reading]) -> list[ContactAccount]:
    """The accounts of all contacts in `made`, each dispatch once."""
    by_id = {r.document.id: r for r in made}
    actors = {a.id: a for r in made for a in r.actors}
    return [a for r in by_id.values() for a in accounts_of(r, r.document.published, actors)]


@settings(max_examples=150, deadline=None)
@given(st.lists(readings, max_size=9))
def test_pairs_left_uncompared_would_not_have_been_one(made: list[Reading]) -> None:
    accounts = read_accounts(made)
    every = {(min(a.id, b.id), max(a.id, b.id)): compare(a, b) for a in accounts for b in accounts if may_be_one(a, b)}
    same = {pair for pair, c in every.items() if c.verdict == "same" and pair[0] != pair[1]}
    blocked_in = {pair for block in blocks(accounts) for pair in combinations(sorted(a.id for a in block), 2)}
    assert same & blocked_in == {p for p, c in compare_all(accounts).items() if c.verdict == "same"}


@settings(max_examples=150, deadline=None)
@given(st.lists(readings, max_size=9))
def test_of_a_crowded_block_those_pairs_are_gone_through_that_a_test_leaves(made: list[Reading]) -> None:
    accounts = read_accounts(made)
    every = {frozenset((a.id, b.id)) for a, b in near_pairs(accounts) if is_lone(a) or is_lone(b)}
    assert {frozenset((a.id, b.id)) for a, b in near_pairs(accounts, is_lone)} == every
    assert all(may_be_one(a, b) == may_be_one(b, a) for a, b in combinations(accounts, 2))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Heiko Maas devait venir lundi à Oslo. Sa visite a été reportée.", "postponed"),
        ("Heiko Maas ira lundi à Oslo. Sa visite avait été reportée en mai.", "planned"),
    ],
)
def test_what_was_to_be_and_was_put_off_is_put_off(reader: Reader, text: str, status: str) -> None:
    reading = reader.read(Document(id="doc-x", uri="x", text=text, language="fr"))
    record = build_record([reading], program="p", pack="p", knowledge="k")
    assert {contact.status for contact in record.contacts} == {status}


@pytest.mark.parametrize(("day", "count"), [("2025-05-03", 2), ("2025-04-26", 1)])
def test_a_day_of_the_next_month_is_hardly_that_of_a_dispatch_known_by_its_month(
    reader: Reader, day: str, count: int
) -> None:
    texts = {
        "2025-04": "Antony Blinken rencontrera samedi Sergueï Lavrov.",
        str(date.fromisoformat(day) - timedelta(1)): "La rencontre entre Antony Blinken et Sergueï Lavrov, prévue "
        "samedi à Rome, a été reportée.",
    }
    documents = [
        Document(
            id=make_id("doc", text),
            uri="t",
            text=text,
            language="fr",
            published=Published(value=on, basis="metadata"),
        )
        for on, text in texts.items()
    ]
    record = build_record([reader.read(d) for d in documents], program="x", pack="p", knowledge="k")
    assert len(record.contacts) == count
