"""An answer finds the text it answers, whoever of a side sent it."""

from __future__ import annotations

import pytest

from pourparlers.merge.exchanges import link_answers
from pourparlers.types import Actor, Contact, Named, Participant, When


def an_actor(actor_id: str, state: str, kind: str = "state") -> Actor:
    return Actor(id=actor_id, name=Named(fr=actor_id, en=actor_id), kind=kind, state=state)


ACTORS = {
    a.id: a
    for a in (
        an_actor("usa", "USA"), an_actor("rus", "RUS"), an_actor("ukr", "UKR"),
        an_actor("inst-kremlin", "RUS", "institution"), an_actor("inst-white-house", "USA", "institution"),
    )
}  # fmt: skip


def a_text(contact_id: str, sender: str, recipient: str, day: str, *topics: str) -> Contact:
    participants = (Participant(actor=sender, part="sender"), Participant(actor=recipient, part="recipient"))
    return Contact(id=contact_id, kind="exchange", participants=participants, when=When(value=day), topics=topics)


@pytest.mark.parametrize(
    ("sender", "recipient"), [("rus", "rus"), ("inst-kremlin", "rus"), ("rus", "inst-kremlin"), ("inst-kremlin",) * 2]
)
def test_an_institution_sends_and_receives_for_its_state(sender: str, recipient: str) -> None:
    letter = a_text("c-1", sender, "usa", "2022-01-10")
    answer = a_text("c-2", "inst-white-house", recipient, "2022-01-20", "answer")
    assert [c.answers for c in link_answers([letter, answer], ACTORS)] == [None, "c-1"]


def test_a_text_of_another_side_or_of_later_is_not_answered() -> None:
    texts = [a_text("c-1", "ukr", "usa", "2022-01-10"), a_text("c-2", "rus", "usa", "2022-01-30")]
    answer = a_text("c-3", "usa", "rus", "2022-01-20", "answer")
    assert link_answers([*texts, answer], ACTORS)[-1].answers is None
