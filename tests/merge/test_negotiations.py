"""Which positions belong to a process, and which answer which: what is looked up is what a slow search finds."""

from __future__ import annotations

import random
from collections.abc import Iterable

import msgspec
import pytest

from pourparlers.merge.answers import ANSWERS, known_days, link_positions
from pourparlers.merge.negotiations import find_negotiations, sides_of
from pourparlers.types import Actor, Contact, Document, Named, Participant, Position, Published, Span, When

SIDES = ("fra", "usa", "rus", "chn", "org-x")


def make(seed: int) -> tuple[list[Contact], list[Position], dict[str, Actor], dict[str, Document]]:
    """Contacts and positions of few sides in few dispatches, drawn at random."""
    rng = random.Random(seed)
    actors = {s: Actor(id=s, name=Named(fr=s, en=s), kind="state", state=s.upper()[:3]) for s in SIDES}
    actors |= {
        f"p{n}": Actor(id=f"p{n}", name=Named(fr=f"P{n}", en=f"P{n}"), state=SIDES[n % 4].upper()) for n in range(8)
    }
    published = Published(value="2022-01-01", basis="header")
    documents = {f"d{n}": Document(id=f"d{n}", uri=f"d{n}", text="", published=published) for n in range(12)}

    def words() -> Span:
        return Span(doc=f"d{rng.randrange(12)}", start=0, end=1, text="x")

    def some(n: int) -> tuple[str, ...]:
        return tuple(rng.sample(sorted(actors), rng.randint(0, n)))

    contacts = [
        Contact(
            id=f"c{n:02}", kind="meeting", participants=tuple(Participant(actor=a) for a in some(4)),
            when=When(value=f"20{rng.randint(18, 22)}-01-{rng.randint(10, 28)}"), evidence=(words(),),
            format=rng.choice((None, None, None, "format-x")),
        )
        for n in range(14)
    ]  # fmt: skip
    positions = [
        Position(
            id=f"q{n:02}", holder=rng.choice([None, *sorted(actors)]), co_holders=some(1), addressee=some(2),
            issue=rng.choice("ab"), stance=rng.choice(("demand", "refusal", "offer", "acceptance", "threat")),
            since=When(value=f"2022-01-{rng.randint(10, 28)}"), evidence=(words(),),
        )
        for n in range(40)
    ]  # fmt: skip
    return contacts, positions, actors, documents


def parties(ids: Iterable[str | None], actors: dict[str, Actor]) -> set[str]:
    return {(actors[i].state or i).lower() if actors[i].kind != "organisation" else i for i in ids if i}


@pytest.mark.parametrize("seed", range(60))
def test_a_process_has_the_positions_between_its_sides_and_no_others(seed: int) -> None:
    contacts, positions, actors, documents = make(seed)
    told = {c.id: {s.doc for s in c.evidence} for c in contacts}
    for process in find_negotiations(contacts, positions, actors, documents):
        own = [c for c in contacts if c.id in process.members]
        sides = {side for c in own for side in sides_of(c, actors)}
        docs = {doc for c in own for doc in told[c.id]}
        expected = set()
        for position in positions:
            mine = parties((position.holder, *position.co_holders), actors)
            theirs = parties(position.addressee, actors) - mine
            beside = len(sides) == 2 and bool({s.doc for s in position.evidence} & docs)
            if mine & sides and (bool(theirs & sides) if theirs else beside):
                expected.add(position.id)
        assert {m for m in process.members if m.startswith("q")} == expected


@pytest.mark.parametrize("seed", range(60))
def test_an_answer_comes_from_or_goes_to_the_one_addressed(seed: int) -> None:
    contacts, positions, actors, documents = make(seed)
    processes = find_negotiations(contacts, positions, actors, documents)
    tables = [set(n.parties) for n in processes]
    linked = link_positions(positions, processes, actors, documents)
    days = {p.id: known_days(p, documents) for p in positions}
    for claim in linked:
        expected = set()
        for answer in positions:
            if answer.issue != claim.issue or answer.stance not in ANSWERS.get(claim.stance, ()):
                continue
            given, asked_on = days[answer.id], days[claim.id]
            mine, theirs = (parties((p.holder, *p.co_holders), actors) for p in (claim, answer))
            asked = parties(claim.addressee, actors) - mine
            told = parties(answer.addressee, actors) - theirs
            if (given and asked_on and given[1] < asked_on[0]) or not mine or not theirs or mine & theirs:
                continue
            if (asked and not theirs & asked) or (told and not mine & told):
                continue
            together = {s.doc for s in claim.evidence} & {s.doc for s in answer.evidence}
            if (asked and told) or together or any(mine & t and theirs & t for t in tables):
                expected.add(answer.id)
        assert set(claim.answered_by) == expected
    assert [msgspec.structs.replace(p, answered_by=()) for p in linked] == positions
