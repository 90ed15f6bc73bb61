"""What people judge holds over what the rule judges, survives another reading, and leaves nothing when taken back."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparlers.merge.build import build_record
from pourparlers.merge.judgements import decide_correction, decide_merge, with_all, without_document
from pourparlers.types import Contact, Judgement, Record
from told import a_document, read, record_of

PLAN = ("2022-01-18", "meeting planned: blinken, lavrov; 2022-01-21; Genève")
HELD = ("2022-01-21", "meeting held: lavrov, blinken; 2022-01-21; Genève")
AGAIN = ("2022-01-22", "meeting held: blinken, lavrov; 2022-01-21; Genève")
LATER = ("2022-02-01", "meeting held: blinken, lavrov; 2022-01-30; Genève")
NOW = "2026-01-01T00:00:00"


def split(record: Record, text: str, at: str = NOW, author: str = "me") -> Judgement:
    """The accounts that stand on `text` are taken out of their contact."""
    contact = next(c for c in record.contacts if any(a.evidence[0].text == text for a in c.accounts))
    out = [a for a in contact.accounts if a.evidence[0].text == text]
    rest = [a for a in contact.accounts if a.evidence[0].text != text]
    return decide_merge(out, rest, verdict="different", author=author, decided_at=at)


def join(one: Contact, other: Contact, at: str = NOW) -> Judgement:
    return decide_merge(one.accounts, other.accounts, verdict="same", author="me", decided_at=at)


def test_a_split_takes_an_account_out_and_no_other() -> None:
    told = (PLAN, HELD, AGAIN)
    record = record_of(*told)
    assert len(record.contacts) == 1
    parted = record_of(*told, judgements=[split(record, PLAN[1])])
    assert sorted(len(c.accounts) for c in parted.contacts) == [1, 2]
    assert [c.status for c in parted.contacts if len(c.accounts) == 1] == ["planned"]


def test_a_join_holds_whatever_the_rule_rules_out_and_later_accounts_find_it() -> None:
    one, other = record_of(HELD, LATER).contacts
    joined = [join(one, other)]
    (contact,) = record_of(HELD, LATER, judgements=joined).contacts
    assert len(contact.accounts) == 2
    (whole,) = record_of(HELD, LATER, AGAIN, judgements=joined).contacts
    assert len(whole.accounts) == 3, "what is the same as one of the two joins them, though the other has another day"


def test_of_two_judgements_on_the_same_accounts_the_later_holds() -> None:
    record = record_of(PLAN, HELD)
    apart = split(record, PLAN[1], at="2026-01-01T00:00:01")
    one, other = record_of(PLAN, HELD, judgements=[apart]).contacts
    together = join(one, other, at="2026-01-01T00:00:02")
    found = record_of(PLAN, HELD, judgements=[together, apart])
    assert len(found.contacts) == 1
    people = [j.id for j in found.judgements if j.author == "me"]
    assert people == [together.id], "one that is overruled whole is not told"
    earlier = msgspec.structs.replace(together, decided_at="2026-01-01T00:00:00")
    assert len(record_of(PLAN, HELD, judgements=[earlier, apart]).contacts) == 2
    back = msgspec.structs.replace(together, withdrawn_at="2026-01-01T00:00:03")
    assert record_of(PLAN, HELD, judgements=[back, apart]) == record_of(PLAN, HELD, judgements=[apart])


def test_a_contact_keeps_its_id_when_later_dispatches_join_it() -> None:
    (before,) = record_of(PLAN).contacts
    for more in ([HELD], [AGAIN], [HELD, AGAIN]):
        (after,) = record_of(PLAN, *more).contacts
        assert after.id == before.id
    (held,) = record_of(HELD).contacts
    (both,) = record_of(PLAN, HELD).contacts
    assert held.id != both.id
    assert held.id in {a.id for a in both.accounts}, "a retired id leads to its contact"


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [("when", "2022-01-22", "2022-01-22"), ("status", "cancelled", "cancelled"), ("place", None, None)],
)
def test_a_correction_mends_a_contact_and_no_account(field: str, value: str | None, told: str | None) -> None:
    (contact,) = record_of(PLAN, HELD).contacts
    made = decide_correction(contact, field, value, author="me", decided_at=NOW)
    (mended,) = record_of(PLAN, HELD, judgements=[made]).contacts
    found = getattr(mended, field)
    assert (found.value if field == "when" else found) == told
    assert mended.accounts == contact.accounts
    assert mended.when.basis == ("corrected" if field == "when" else "explicit")


def test_a_correction_follows_its_contact_when_an_earlier_dispatch_joins_it() -> None:
    (held,) = record_of(HELD).contacts
    made = decide_correction(held, "status", "cancelled", author="me", decided_at=NOW)
    (contact,) = record_of(PLAN, HELD, judgements=[made]).contacts
    assert contact.id != held.id
    assert contact.status == "cancelled"


def test_a_speaker_is_mended_and_later_corrections_hold() -> None:
    told = ("2022-01-21", "said: lavrov; rien de neuf")
    (statement,) = record_of(told).statements
    first = decide_correction(statement, "speaker", "blinken", author="me", decided_at="2026-01-01")
    second = decide_correction(statement, "speaker", None, author="me", decided_at="2026-01-02")
    assert record_of(told, judgements=[first]).statements[0].speaker == "blinken"
    found = record_of(told, judgements=[second, first])
    assert found.statements[0].speaker is None
    assert [j.id for j in found.judgements] == [second.id]


def test_judgements_find_their_accounts_by_their_words_where_ids_are_others() -> None:
    record = record_of(PLAN, HELD)
    made = split(record, PLAN[1])
    fix = decide_correction(record.contacts[0], "status", "cancelled", author="me", decided_at=NOW)
    readings = [read(a_document(text, day), salt="newer") for day, text in (PLAN, HELD)]
    found = build_record(readings, judgements=[made], program="2", pack="1", knowledge="1")
    assert not {a.id for c in found.contacts for a in c.accounts} & {one for side in made.sides for one in side}
    assert len(found.contacts) == 2
    (mended,) = build_record(readings, judgements=[fix], program="2", pack="1", knowledge="1").contacts
    assert mended.status == "cancelled"


def test_a_judgement_that_finds_nothing_changes_nothing_and_stays() -> None:
    made = split(record_of(PLAN, HELD), PLAN[1])
    found = record_of(LATER, judgements=[made])
    assert found.contacts == record_of(LATER).contacts
    assert [j.id for j in found.judgements] == [made.id]


def test_a_record_tells_no_times_unless_it_is_asked() -> None:
    made = split(record_of(PLAN, HELD), PLAN[1])
    record = record_of(PLAN, HELD, judgements=[made])
    assert [j.decided_at for j in record.judgements] == [None]
    gone = msgspec.structs.replace(made, withdrawn_at="2026-01-02")
    assert gone in with_all(record_of(PLAN, HELD, judgements=[gone]), [gone]).judgements


def test_nothing_of_a_removed_document_stays_in_a_judgement() -> None:
    record = record_of(PLAN, HELD, AGAIN)
    made = split(record, PLAN[1])
    docs = {a.evidence[0].text: a.doc for c in record.contacts for a in c.accounts}
    assert without_document(made, docs[PLAN[1]]) is None
    left = without_document(made, docs[HELD[1]])
    assert left is not None
    assert docs[HELD[1]] not in str(left)
    assert [len(side) for side in left.sides] == [1, 1]
    assert without_document(made, "doc-other") is made


days = st.sampled_from(["2022-01-05", "2022-01-18", "2022-01-21", "2022-02-02"])
texts = st.builds(
    "{} {}: {}; {}; {}".format,
    st.sampled_from(["meeting", "call", "talks"]),
    st.sampled_from(["planned", "held", "postponed", "cancelled", "proposed"]),
    st.sampled_from(["blinken, lavrov", "biden, putin", "usa, rus", "fra, ukr", "usa"]),
    st.sampled_from(["", "2022-01-14", "2022-01-21", "2022-01", "2022-01-24/2022-01-30"]),
    st.sampled_from(["", "Genève", "Paris"]),
)
dispatches = st.lists(
    st.tuples(days, st.lists(texts, min_size=1, max_size=3).map("\n".join)),
    min_size=1,
    max_size=5,
    unique_by=lambda told: told[1],  # a text has one day
)


def judge(data: st.DataObject, told: list[tuple[str | None, str]], number: int) -> list[Judgement]:
    """Some judgements on the record, each made on what the ones before have left."""
    made: list[Judgement] = []
    for n in range(number):
        contacts = record_of(*told, judgements=made).contacts
        kind = data.draw(st.sampled_from(["split", "join", "correct"]))
        contact = data.draw(st.sampled_from(contacts))
        at = f"2026-01-01T00:00:{n:02}"
        if kind == "split" and len(contact.accounts) > 1:
            cut = data.draw(st.integers(1, len(contact.accounts) - 1))
            sides = contact.accounts[:cut], contact.accounts[cut:]
            made.append(decide_merge(*sides, verdict="different", author="me", decided_at=at))
        elif kind == "join" and len(contacts) > 1:
            other = data.draw(st.sampled_from([c for c in contacts if c.id != contact.id]))
            made.append(join(contact, other, at))
        else:
            value = data.draw(st.sampled_from([f"2022-03-{n + 1:02}", f"2022-{n + 1:02}"]))  # never said before
            made.append(decide_correction(contact, "when", value, author="me", decided_at=at))
    return made


@settings(max_examples=60, deadline=None)
@given(st.data(), dispatches, st.integers(1, 4))
def test_undoing_restores_and_the_order_of_the_journal_does_not_matter(
    data: st.DataObject, told: list[tuple[str | None, str]], number: int
) -> None:
    before = record_of(*told)
    made = judge(data, told, number)
    record = record_of(*told, judgements=made)
    shuffled = data.draw(st.permutations(made))
    assert record_of(*reversed(told), judgements=shuffled) == record
    assert record_of(*told, judgements=[*made, *made]) == record, "judging the same again changes nothing"
    gone = [msgspec.structs.replace(j, withdrawn_at="2026-02-01") for j in made]
    assert msgspec.json.encode(record_of(*told, judgements=gone)) == msgspec.json.encode(before)
    last = [*made[:-1], gone[-1]]
    assert record_of(*told, judgements=last) == record_of(*told, judgements=made[:-1])


@settings(max_examples=150, deadline=None)
@given(st.data(), dispatches)
def test_what_a_person_says_last_is_so(data: st.DataObject, told: list[tuple[str | None, str]]) -> None:
    made = judge(data, told, 3)
    if made[-1].kind != "merge":
        return
    home = {a.id: c.id for c in record_of(*told, judgements=made).contacts for a in c.accounts}
    homes = [{home[one] for one in side} for side in made[-1].sides]
    if made[-1].verdict == "different":
        assert not homes[0] & homes[1]
    else:
        assert homes[0] == homes[1]
        assert len(homes[0]) == 1


def test_a_meeting_is_one_from_its_first_day_to_the_one_it_was_put_off_to() -> None:
    moved = ("2022-01-20", "meeting postponed: blinken, lavrov; 2022-01-28")
    (contact,) = record_of(PLAN, moved, ("2022-01-29", "meeting held: blinken, lavrov; 2022-01-28")).contacts
    assert [h.status for h in contact.history] == ["planned", "postponed", "held"]
    assert contact.when.value == "2022-01-28"
    assert len(record_of(PLAN, moved, ("2022-02-09", "meeting held: blinken, lavrov; 2022-02-08")).contacts) == 2
    assert len(record_of(PLAN, ("2022-01-29", "meeting held: blinken, lavrov; 2022-01-28")).contacts) == 2


def test_what_was_over_long_before_is_not_what_is_put_off() -> None:
    moved = ("2022-11-20", "meeting postponed: blinken, lavrov; 2022-11-28; Genève")
    assert len(record_of(HELD, moved).contacts) == 2
    assert len(record_of(PLAN, moved).contacts) == 2
    put_off = ("2022-01-20", "meeting postponed: blinken, lavrov; 2022-01-21; Genève")
    later = ("2023-11-27", "meeting cancelled: blinken, lavrov; 2023-11-28; Genève")
    assert sorted(len(c.accounts) for c in record_of(PLAN, put_off, later).contacts) == [1, 2]
    off = ("2022-11-27", "meeting cancelled: blinken, lavrov; 2022-11-28; Genève")
    assert sorted(len(c.accounts) for c in record_of(PLAN, moved, off).contacts) == [1, 2]
