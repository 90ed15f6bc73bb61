"""What answers what, and which positions and contacts are one process."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparlers.ids import make_id, make_span
from pourparlers.merge.answers import link_positions
from pourparlers.merge.negotiations import find_negotiations, with_answers
from pourparlers.merge.parties import parties_of, party_of, side_name
from pourparlers.types import (
    Actor,
    Contact,
    Document,
    Named,
    Negotiation,
    Participant,
    Position,
    Published,
    When,
)
from pourparlers.vocab import ContactKind, ContactStatus, Stance


def an_actor(id_: str, kind: str, state: str | None = None, office: str | None = None) -> Actor:
    names = (state.title(), state.title()) if state else ()
    return Actor(
        id=id_,
        name=Named(fr=id_, en=id_),
        kind=kind,
        state=state,
        state_names=names,
        office=office,  # type: ignore[arg-type]
    )


ACTORS = {
    a.id: a
    for a in (
        an_actor("rus", "state", "RUS"),
        an_actor("usa", "state", "USA"),
        an_actor("ukr", "state", "UKR"),
        an_actor("lavrov", "person", "RUS"),
        an_actor("kremlin", "institution", "RUS"),
        an_actor("blinken", "person", "USA"),
        an_actor("le-drian", "person", "FRA"),
        an_actor("grossi", "person", "ARG", "org-iaea.head"),
        an_actor("org-nato", "organisation"),
    )
}
TEXT = "Des mots, peu importe lesquels."


def a_document(day: str | None, n: int = 0) -> Document:
    return Document(
        id=f"doc-{n}", uri=f"{n}.txt", text=TEXT, language="fr", published=Published(value=day, basis="metadata")
    )


DOCUMENTS = {f"doc-{n}": a_document(f"2022-01-{n:02}", n) for n in range(1, 31)}


def a_position(
    holder: str, stance: Stance, issue: str = "sanctions", *, to: str = "", day: int = 1, since: str | None = None
) -> Position:
    span = make_span(f"doc-{day}", TEXT, 0, 9)
    return Position(
        id=make_id("position", holder, stance, issue, to, day),
        holder=holder,
        issue=issue,
        stance=stance,
        addressee=tuple(to.split()),
        content=(span,),
        since=When(value=since, basis="explicit") if since else When(),
        evidence=(span,),
        history=(),
    )


def a_contact(
    parties: str, day: str | None, *, doc: int = 1, kind: ContactKind = "meeting", status: ContactStatus = "held",
    form: str | None = None,
) -> Contact:  # fmt: skip
    return Contact(
        id=make_id("contact", parties, day or "", doc),
        kind=kind,
        participants=tuple(Participant(actor=a) for a in parties.split()),
        when=When(value=day, basis="explicit") if day else When(),
        status=status,
        format=form,
        evidence=(make_span(f"doc-{doc}", TEXT, 0, 9),),
    )


TABLE = Negotiation(id="n", name=Named(fr="", en=""), parties=("rus", "usa"))


@pytest.mark.parametrize(
    ("actor", "side"),
    [
        ("lavrov", "rus"),
        ("kremlin", "rus"),
        ("rus", "rus"),
        ("grossi", "org-iaea"),
        ("org-nato", "org-nato"),
        ("x", "x"),
    ],
)
def test_whom_an_actor_speaks_for(actor: str, side: str) -> None:
    assert party_of(actor, ACTORS) == side


def test_a_side_that_nobody_names_is_called_as_those_who_speak_for_it_say() -> None:
    assert side_name("fra", ACTORS).fr == "Fra"
    assert side_name("org-iaea", ACTORS).fr == "ORG-IAEA"
    assert parties_of(["lavrov", None, "kremlin"], ACTORS) == {"rus"}


@pytest.mark.parametrize(
    ("claim", "answer", "tables", "is_one"),
    [
        (a_position("lavrov", "demand", to="usa"), a_position("blinken", "refusal", to="rus", day=2), (), True),
        (a_position("lavrov", "demand", day=2), a_position("blinken", "acceptance", day=2), (), True),
        (a_position("lavrov", "demand"), a_position("blinken", "refusal", day=2), (TABLE,), True),
        (a_position("usa", "accusation", to="kremlin"), a_position("rus", "denial"), (), True),
        # the same side, another matter, a stance that answers nothing, somebody else, before, of other worlds
        (a_position("lavrov", "demand"), a_position("kremlin", "refusal"), (), False),
        (a_position("lavrov", "demand"), a_position("usa", "refusal", "aid"), (), False),
        (a_position("lavrov", "demand", to="usa"), a_position("usa", "support", to="rus"), (), False),
        (a_position("lavrov", "demand", to="usa"), a_position("ukr", "refusal"), (), False),
        (a_position("lavrov", "demand"), a_position("usa", "refusal", to="ukr"), (), False),
        (a_position("rus", "demand", since="2022-01-20"), a_position("usa", "refusal", since="2022-01-03"), (), False),
        (a_position("lavrov", "demand"), a_position("blinken", "refusal", day=2), (), False),
    ],
)
def test_answers(claim: Position, answer: Position, tables: Sequence[Negotiation], is_one: bool) -> None:
    linked = {p.id: p for p in link_positions([answer, claim], tables, ACTORS, DOCUMENTS)}
    assert (linked[claim.id].answered_by == (answer.id,)) is is_one
    assert linked[answer.id].answered_by == ()


MANY = [
    a_contact("blinken lavrov", "2022-01-21", doc=1),
    a_contact("rus usa", "2022-01-10", doc=2, kind="talks"),
    a_contact("blinken lavrov", "2022-02-01", doc=3, kind="call"),
    a_contact("blinken lavrov", "2023-05-01", doc=4),
    a_contact("rus org-nato usa", "2022-01-12", doc=5),
    a_contact("le-drian ukr", "2022-01-11", doc=6, form="Normandie"),
    a_contact("rus ukr", "2022-01-26", doc=7, form="Normandie"),
    a_contact("le-drian lavrov", "2022-01-11", doc=8),
    a_contact("usa ukr", "2022-01-05", doc=9, status="denied"),
]
HELD = [a_position("lavrov", "demand", to="usa", day=1), a_position("rus", "threat", "gas", to="ukr", day=7)]


def parties(found: Sequence[Negotiation]) -> list[tuple[set[str], int]]:
    return sorted(((set(n.parties), len(n.members)) for n in found), key=lambda x: (sorted(x[0]), x[1]))


def test_processes_of_sides_and_of_formats() -> None:
    found = find_negotiations(MANY, HELD, ACTORS, DOCUMENTS)
    assert parties(found) == [
        ({"fra", "ukr", "rus"}, 4),  # two contacts of a format, a bilateral one beside them, and a threat
        ({"org-nato", "rus", "usa"}, 5),  # the bilateral contacts of the same weeks are of the larger table
        ({"rus", "usa"}, 2),  # a year later: another process, and the demand belongs to both
    ]
    normandy = next(n for n in found if n.format)
    assert (normandy.name.fr, normandy.since, normandy.last) == ("Normandie", "2022-01-11", "2022-01-26")
    assert normandy.issues == ("gas",)


def test_what_answers_a_position_of_a_process_is_of_it() -> None:
    demand = a_position("lavrov", "demand", to="usa")
    answer = a_position("blinken", "refusal", to="rus", day=20)
    processes = find_negotiations([MANY[1], MANY[2]], [demand], ACTORS, DOCUMENTS)
    positions = link_positions([demand, answer], processes, ACTORS, DOCUMENTS)
    (process,) = with_answers(processes, positions)
    assert {demand.id, answer.id} <= set(process.members)


def test_one_contact_alone_is_no_process() -> None:
    assert find_negotiations([MANY[7]], [], ACTORS, DOCUMENTS) == []


@given(st.permutations(MANY), st.permutations(HELD))
def test_order_makes_no_difference(contacts: list[Contact], positions: list[Position]) -> None:
    assert find_negotiations(contacts, positions, ACTORS, DOCUMENTS) == find_negotiations(MANY, HELD, ACTORS, DOCUMENTS)
