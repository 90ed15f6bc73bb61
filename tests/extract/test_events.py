"""Events of whole sentences: who, to whom, how far asserted, under which condition; and contacts as CONSULT."""

from __future__ import annotations

import pytest

from attributed import linked, names
from pourparlers.drafts import ContactDraft
from pourparlers.extract.event_contacts import consult_event
from pourparlers.extract.events import find_events
from pourparlers.ids import make_span
from pourparlers.types import Block, Contact, Event, Participant
from pourparlers.vocab import GOLDSTEIN, QUADS, ContactStatus


def event_of(text: str, kind: str) -> tuple[Event, list[str], list[str]]:
    doc, layers, pack = linked(text)
    event = next(d.fact for d in find_events(doc, pack=pack) if d.fact.event_type == kind)
    return event, names(layers, event.actor), names(layers, event.recipient)


@pytest.mark.parametrize(
    ("text", "kind", "actor", "recipient", "assertion"),
    [
        ("La Russie dément avoir attaqué la Géorgie.", "ASSAULT", ["Russie"], ["Géorgie"], "denied"),
        ("L'Allemagne n'a pas imposé de sanctions à la Chine.", "SANCTION", ["Allemagne"], ["Chine"], "negated"),
        ("L'Arménie a été bombardée par l'Azerbaïdjan.", "ASSAULT", ["Azerbaïdjan"], ["Arménie"], "asserted"),
        ("La Grèce accuse la Turquie d'avoir attaqué Chypre.", "ASSAULT", ["Turquie"], ["Chypre"], "accused"),
        ("Le Japon livrera des missiles à l'Australie.", "AID", ["Japon"], ["Australie"], "planned"),
        ("Le Canada pourrait sanctionner l'Iran.", "SANCTION", ["Canada"], ["Iran"], "hypothetical"),
        ("Le Tchad exhorte le Soudan à cesser les combats.", "REQUEST", ["Tchad"], ["Soudan"], "asserted"),
        ("La Serbie a menacé le Kosovo de sanctions.", "THREATEN", ["Serbie"], ["Kosovo"], "asserted"),
        # who has been given time acts, not who gives it
        (
            "L'Égypte donne à la Tunisie jusqu'au 3 juillet pour libérer les prisonniers.",
            "RETREAT",
            ["Tunisie"],
            [],
            "hypothetical",
        ),
        ("La France a donné de l'argent pour libérer les prisonniers.", "RETREAT", ["France"], [], "hypothetical"),
    ],
)
def test_roles_and_assertion(text: str, kind: str, actor: list[str], recipient: list[str], assertion: str) -> None:
    event, actors, recipients = event_of(text, kind)
    assert (actors, recipients, event.assertion) == (actor, recipient, assertion)
    assert event.goldstein == GOLDSTEIN[kind]
    assert event.quad_code == QUADS[kind]


def test_threat_keeps_its_condition() -> None:
    event, _, _ = event_of("Israël a menacé l'Iran de frappes s'il enrichissait son uranium.", "THREATEN")
    assert event.condition is not None
    assert event.condition.text == "s'il enrichissait son uranium"
    assert event.mode == "violence"


def test_denial_holds_the_denied_deed_unasserted() -> None:
    doc, _, pack = linked("Le Rwanda nie avoir livré des armes à l'Ouganda.")
    found = {d.fact.event_type: d.fact for d in find_events(doc, pack=pack)}
    assert found["REJECT"].content is not None
    assert "livré des armes" in found["REJECT"].content.text
    assert found["AID"].assertion == "denied"


def test_nobody_known_is_no_event() -> None:
    doc, _, pack = linked("Un entrepôt a été bombardé.")
    assert find_events(doc, pack=pack) == []


def test_noise_is_no_event() -> None:
    text = "La Russie a bombardé la Géorgie."
    doc, _, pack = linked(text, blocks=(Block(kind="caption", start=0, end=len(text)),))
    assert find_events(doc, pack=pack) == []


def test_evidence_is_the_text_and_ids_are_stable() -> None:
    text = "Lundi, la Turquie a lancé une offensive contre la Syrie. Le Canada a sanctionné l'Iran."
    doc, layers, pack = linked(text)
    events = [d.fact for d in find_events(doc, pack=pack)]
    assert events
    for event in events:
        for span in event.evidence:
            assert layers.text[span.start : span.end] == span.text
            assert len(span.text) < 300
    again = [d.fact.id for d in find_events(linked(text)[0], pack=pack)]
    assert [e.id for e in events] == again


def contact(status: ContactStatus, **changes: object) -> ContactDraft:
    text = "Le ministre turc se rendra à Bagdad."
    fact = Contact(
        id="contact-1",
        kind="visit",
        participants=(Participant(actor="tur", part="visitor"), Participant(actor="irq", part="host")),
        status=status,
        evidence=(make_span("doc-1", text, 0, 20),),
    )
    return ContactDraft(fact=fact, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("status", "kind", "mode", "assertion"),
    [
        ("held", "CONSULT", "visit", "asserted"),
        ("planned", "CONSULT", "visit", "planned"),
        ("cancelled", "REJECT", "meet", "asserted"),
        ("denied", "CONSULT", "visit", "denied"),
        ("proposed", "CONSULT", "visit", "hypothetical"),
    ],
)
def test_contact_is_a_consultation(status: ContactStatus, kind: str, mode: str, assertion: str) -> None:
    draft = consult_event(contact(status))
    assert draft is not None
    event = draft.fact
    assert (event.event_type, event.mode, event.assertion) == (kind, mode, assertion)
    assert (event.actor, event.recipient) == (("tur",), ("irq",))


def test_reported_contact_is_reported() -> None:
    draft = consult_event(contact("held", certainty="reported"))
    assert draft is not None
    assert draft.fact.assertion == "reported"
