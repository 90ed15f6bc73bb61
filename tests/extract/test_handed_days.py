"""Days handed to what no expression of its own clause dates: by entries, statements and the report itself."""

from __future__ import annotations

import pytest

from pourparlers.extract.read import Reader
from pourparlers.ids import make_id
from pourparlers.merge.build import build_record
from pourparlers.types import Document, Published, Record

DAY = "2022-06-16"  # a Thursday


def record_of(reader: Reader, text: str, day: str = DAY) -> Record:
    document = Document(
        id=make_id("doc", text), uri="t", text=text, language="fr", published=Published(value=day, basis="metadata")
    )
    return build_record([reader.read(document)], program="t", pack="t", knowledge="t")


def test_an_entry_dates_what_it_tells(reader: Reader) -> None:
    record = record_of(
        reader,
        "7 juin. – Emmanuel Macron appelle Vladimir Poutine. La Russie réclame la levée des sanctions.\n\n"
        "9 juin. – Olaf Scholz est reçu à Ankara par Recep Tayyip Erdogan. « Rien ne presse », dit Olaf Scholz.\n",
    )
    assert {c.when.value for c in record.contacts} == {"2022-06-07", "2022-06-09"}
    assert {s.said_on.value for s in record.statements if s.quoted} == {"2022-06-09"}
    assert {p.since.value for p in record.positions if p.stance == "demand"} == {"2022-06-07"}


def test_an_entry_does_not_date_what_was_over_or_is_to_come(reader: Reader) -> None:
    record = record_of(
        reader,
        "7 juin. – Emmanuel Macron annonce qu'il recevra Vladimir Poutine à Paris.\n\n"
        "9 juin. – La Russie avait réclamé la levée des sanctions.\n",
    )
    assert [c.status for c in record.contacts] == ["planned"]
    assert not {c.when.value for c in record.contacts} & {"2022-06-07", "2022-06-09"}
    assert "2022-06-09" not in {p.since.value for p in record.positions if p.stance == "demand"}


def test_the_hours_of_a_live_page_are_of_its_day(reader: Reader) -> None:
    text = (
        "17h35 : Emmanuel Macron a appelé Vladimir Poutine.\n\n16h10 : la Russie réclame la levée des sanctions.\n\n"
        "9h02 : Olaf Scholz a appelé Recep Tayyip Erdogan.\n"
    )
    record = record_of(reader, text)
    assert {c.when.value for c in record.contacts} == {DAY}
    assert {p.since.value for p in record.positions} == {DAY}
    night = record_of(reader, text.replace("9h02", "23h02"))  # past midnight, so of two days
    assert DAY not in {p.since.value for p in night.positions}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Samedi soir, à la radio, Emmanuel Macron a dénoncé le « mensonge » de la Russie.", "2022-06-11"),
        ("Emmanuel Macron a dénoncé les frappes de mardi.", f"../{DAY}"),
        ("Emmanuel Macron a dénoncé mardi les frappes.", "2022-06-14"),
        ("« C'est une faute », a lancé mercredi Emmanuel Macron, en invitant les Russes à se retirer.", "2022-06-15"),
    ],
)
def test_what_is_said_has_the_day_of_the_saying(reader: Reader, text: str, day: str) -> None:
    record = record_of(reader, text)
    assert record.statements
    assert record.positions
    assert record.events
    assert {s.said_on.value for s in record.statements} == {day}
    assert {p.since.value for p in record.positions} == {day}
    spoken = [e for e in record.events if e.assertion == "asserted"]
    assert {e.when.value for e in spoken} == {day}


def test_what_is_asserted_was_done_by_the_day_of_the_report(reader: Reader) -> None:
    record = record_of(reader, "La Russie a bombardé Kiev. La Russie pourrait bombarder Odessa.")
    dates = {(e.assertion, e.when.value, e.when.basis) for e in record.events}
    assert ("asserted", f"../{DAY}", "bounded") in dates
    assert all(value is None for assertion, value, _ in dates if assertion != "asserted")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Emmanuel Macron et Olaf Scholz se reverront d'ici à trois mois.", f"{DAY}/2022-09"),
        ("Emmanuel Macron et Olaf Scholz se reverront avant le 4 juillet.", f"{DAY}/2022-07-04"),
        ("Emmanuel Macron et Olaf Scholz s'étaient vus avant le 4 mars.", "../2022-03-04"),
        ("Emmanuel Macron et Olaf Scholz se reverront dans trois mois.", "2022-09"),
    ],
)
def test_a_limit_is_no_day(reader: Reader, text: str, days: str) -> None:
    assert [c.when.value for c in record_of(reader, text).contacts] == [days]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("L'entretien entre Emmanuel Macron et Olaf Scholz, que Londres disait proche, a eu lieu mardi.", "2022-06-14"),
        ("L'entretien entre Emmanuel Macron et Olaf Scholz, qui a duré une heure, a eu lieu mardi.", "2022-06-14"),
        ("L'entretien entre Emmanuel Macron et Olaf Scholz, que Londres a salué mardi, a été long.", f"../{DAY}"),
    ],
)
def test_a_relative_between_commas_is_passed_over(reader: Reader, text: str, day: str) -> None:
    held = [c for c in record_of(reader, text).contacts if c.status == "held"]
    assert [c.when.value for c in held] == [day]


def test_a_signing_is_not_of_the_day_on_which_the_truce_takes_effect(reader: Reader) -> None:
    record = record_of(reader, "La Russie et l'Ukraine ont signé à Ankara une trêve, applicable le 22 mai.")
    assert {e.when.value for e in record.events} <= {f"../{DAY}", None}
    assert record.events


@pytest.mark.parametrize(
    "text",
    [
        "Au pouvoir depuis mai, Emmanuel Macron s'est engagé à réduire les troupes.",
        "Président depuis le 3 mai, Emmanuel Macron a assuré que la France resterait.",
        "Emmanuel Macron a promis de rester jusqu'au 3 juillet.",
    ],
)
def test_a_bound_is_not_the_day_of_the_saying(reader: Reader, text: str) -> None:
    record = record_of(reader, text)
    said = [s.said_on.value for s in record.statements] + [p.since.value for p in record.positions]
    assert said
    assert set(said) == {f"../{DAY}"}


@pytest.mark.parametrize(("month", "status"), [("mai", "held"), ("juillet", "ongoing")])
def test_the_present_of_an_entry_that_is_over_tells_what_was_held(reader: Reader, month: str, status: str) -> None:
    record = record_of(
        reader,
        f"7 {month}. – Emmanuel Macron est reçu à Rome par Mario Draghi.\n\n"
        f"9 {month}. – Olaf Scholz est reçu à Ankara par Recep Tayyip Erdogan.\n",
    )
    assert [c.status for c in record.contacts] == [status] * 2


def test_the_end_of_a_sitting_is_no_second_event(reader: Reader) -> None:
    record = record_of(reader, "Olaf Scholz recevait samedi Emmanuel Macron. La réunion a pris fin tard dans la nuit.")
    assert [len(record.contacts), [e.event_type for e in record.events]] == [1, ["CONSULT"]]
