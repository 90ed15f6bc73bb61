"""What is worth telling at once, from the record alone."""

from __future__ import annotations

import msgspec
import pytest

from fakes import ANNOUNCED, VERSIONS, build, make_reading
from pourparlers.ids import make_id, make_span
from pourparlers.lang.catalogue import load_catalogue
from pourparlers.types import Actor, Document, Named, Position, Published, Record, When
from pourparlers.watch.alerts import find_alerts

SAY = load_catalogue("en")


def make_record(*texts: tuple[str, str]) -> Record:
    """The record of (day, text)."""
    readings = [
        make_reading(
            Document(
                id=make_id("doc", text),
                uri=f"{n}.txt",
                text=text,
                outlet="O",
                published=Published(value=day, basis="metadata"),
            )
        )
        for n, (day, text) in enumerate(texts)
    ]
    return build(readings, (), VERSIONS)


def as_status(record: Record, *steps: tuple[str, str | None]) -> Record:
    """`record` with the accounts of its one contact given these statuses and days."""
    (contact,) = record.contacts
    accounts = tuple(
        msgspec.structs.replace(account, status=status, when=When(value=day))
        for account, (status, day) in zip(contact.accounts, steps, strict=True)
    )
    return msgspec.structs.replace(record, contacts=(msgspec.structs.replace(contact, accounts=accounts),))


def kinds(record: Record) -> list[str]:
    return [alert.kind for alert in find_alerts(record, SAY)]


TWICE = (("2022-01-18", ANNOUNCED), ("2022-01-19", f"{ANNOUNCED} Encore."))


def test_an_announced_contact_is_told_once_with_its_words() -> None:
    record = make_record(*TWICE)
    announced, first = sorted(find_alerts(record, SAY), key=lambda a: a.kind)
    assert (announced.kind, first.kind) == ("announced", "first_contact")
    assert announced.words == ANNOUNCED.rstrip(".")
    assert (announced.uri, announced.outlet, announced.published) == ("0.txt", "O", "2022-01-18")
    assert announced.when == "2022-01-21"
    assert announced.fact == record.contacts[0].id
    assert announced.title.startswith("Announced: Antony Blinken, Sergey Lavrov — meeting · 21 January 2022")
    assert first.parties == ("rus", "usa")
    assert first.title.startswith("First contact: Russia – United States")


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ((("planned", "2022-01-21"), ("planned", "2022-01-21")), {"announced"}),
        ((("planned", "2022-01-21"), ("planned", "2022-01-24")), {"announced", "moved"}),
        ((("planned", "2022-01-21"), ("planned", "2022-01")), {"announced"}),
        ((("planned", None), ("planned", "2022-01-24")), {"announced"}),
        ((("planned", "2022-01-21"), ("postponed", None)), {"announced", "moved"}),
        ((("planned", "2022-01-21"), ("cancelled", None)), {"announced", "cancelled"}),
        ((("held", "2022-01-21"), ("held", "2022-01-21")), set()),
        ((("refused", None), ("denied", None)), set()),
        ((("proposed", "2022-01-21"), ("proposed", "2022-01-24")), set()),
    ],
)
def test_what_becomes_of_a_contact(steps: tuple[tuple[str, str | None], ...], expected: set[str]) -> None:
    record = as_status(make_record(*TWICE), *steps)
    assert set(kinds(record)) - {"first_contact"} == expected


def test_what_is_not_asserted_is_not_told() -> None:
    record = make_record(TWICE[0])
    (contact,) = record.contacts
    unsure = tuple(msgspec.structs.replace(account, certainty="hypothetical") for account in contact.accounts)
    record = msgspec.structs.replace(record, contacts=(msgspec.structs.replace(contact, accounts=unsure),))
    assert kinds(record) == ["first_contact"]
    proposed = msgspec.structs.replace(contact, status="proposed", accounts=())
    assert kinds(msgspec.structs.replace(record, contacts=(proposed,))) == []


def test_what_is_known_is_not_told_again_although_the_contact_has_another_id() -> None:
    first = make_record(TWICE[0])
    known = {alert.id for alert in find_alerts(first, SAY)}
    both = make_record(*TWICE)
    (contact,) = both.contacts
    renamed = msgspec.structs.replace(both, contacts=(msgspec.structs.replace(contact, id="contact-other"),))
    assert find_alerts(renamed, SAY, known) == ()


def test_an_earlier_dispatch_that_comes_late_does_not_announce_again() -> None:
    known = {alert.id for alert in find_alerts(make_record(TWICE[1]), SAY)}
    assert find_alerts(make_record(*TWICE), SAY, known) == ()


def position(stance: str, day: str, *, issue: str = "troops", to: str = "dmytro-kuleba") -> tuple[Document, Position]:
    text = f"{stance} {day} {issue} {to} : retrait des troupes."
    doc = make_id("doc", text)
    span = make_span(doc, text, 0, len(text))
    document = Document(id=doc, uri=f"{day}.txt", text=text, published=Published(value=day))
    fact = Position(
        id=make_id("position", text), holder="sergei-lavrov", issue=issue, stance=stance, addressee=(to,),
        content=(span,), evidence=(span,),
    )  # fmt: skip
    return document, fact


def test_the_first_demand_and_the_first_threat_on_an_issue_are_told() -> None:
    held = [
        position("demand", "2022-01-20"),
        position("demand", "2022-01-18"),
        position("threat", "2022-01-19"),
        position("demand", "2022-01-19", issue="sanctions"),
        position("demand", "2022-01-21", to="antony-blinken"),
        position("offer", "2022-01-17"),
    ]
    base = make_record(TWICE[0])
    record = msgspec.structs.replace(
        base, contacts=(), documents=tuple(d for d, _ in held), positions=tuple(p for _, p in held)
    )
    told = [(alert.kind, alert.published) for alert in find_alerts(record, SAY)]
    assert sorted(told) == [
        ("demand", "2022-01-18"),
        ("demand", "2022-01-19"),
        ("demand", "2022-01-21"),
        ("threat", "2022-01-19"),
    ]


def test_the_order_of_contacts_makes_no_difference() -> None:
    record = make_record(*TWICE, ("2022-01-20", "Kouleba et Lavrov se sont rencontrés le 2022-01-19."))
    turned = msgspec.structs.replace(record, contacts=record.contacts[::-1])
    assert find_alerts(record, SAY) == find_alerts(turned, SAY)


def test_both_languages_have_titles_for_every_kind() -> None:
    for lang in ("fr", "en"):
        say = load_catalogue(lang)
        for kind in ("announced", "moved", "cancelled", "first_contact", "demand", "threat"):
            assert "{" not in say(f"alert.{kind}", who="a", what="b")


def test_a_contact_without_two_sides_is_no_first_contact() -> None:
    actor = Actor(id="a", name=Named(fr="A", en="A"), state="FRA")
    other = Actor(id="b", name=Named(fr="B", en="B"), state="FRA")
    record = make_record(TWICE[0])
    (contact,) = record.contacts
    people = tuple(
        msgspec.structs.replace(p, actor=a.id) for p, a in zip(contact.participants, (actor, other), strict=True)
    )
    same = msgspec.structs.replace(contact, participants=people)
    record = msgspec.structs.replace(record, contacts=(same,), actors=(actor, other))
    assert "first_contact" not in kinds(record)
