"""What stands beside a deed is none of it: venues, who speaks, days and places of other clauses, others' words."""

from __future__ import annotations

import pytest

from attributed import attributed, linked, make_reader, names
from pourparlers.annotate.layers import Layers, layers_of
from pourparlers.drafts import EventDraft, PositionDraft
from pourparlers.extract.events import find_events
from pourparlers.extract.positions.reader import find_positions


def events_of(text: str, kind: str) -> tuple[list[EventDraft], Layers]:
    doc, layers, pack = linked(text)
    return [d for d in find_events(doc, pack=pack) if d.fact.event_type == kind], layers


def positions_of(text: str) -> tuple[list[PositionDraft], Layers]:
    doc, layers, pack = linked(text)
    return find_positions(doc, pack=pack), layers


@pytest.mark.parametrize(
    ("text", "kind", "actor", "recipient"),
    [
        ("A Rome, la Serbie a réclamé à la Grèce des excuses.", "REQUEST", ["Serbie"], ["Grèce"]),
        ("Le Brésil a annulé la réunion prévue à Lima.", "REJECT", ["Brésil"], []),
        ("Le Brésil a annulé sa visite en Argentine.", "REJECT", ["Brésil"], ["Argentine"]),
        ("La Suède a accusé le Danemark et lui a notifié son rejet de cet impôt.", "REJECT", ["Suède"], ["Danemark"]),
        ("La Norvège a accepté la trêve à la demande de la Suède.", "AGREE", ["Norvège"], []),
    ],
)
def test_addressees(text: str, kind: str, actor: list[str], recipient: list[str]) -> None:
    (found, *_), layers = events_of(text, kind)
    assert (names(layers, found.fact.actor), names(layers, found.fact.recipient)) == (actor, recipient)


def test_place_of_other_words_is_not_the_place_of_the_deed() -> None:
    (found,), _ = events_of(
        "Le Tchad dénonce une « mascarade » et les votes organisés à Genève par le Niger.", "ACCUSE"
    )
    assert found.fact.place is None
    (found,), _ = events_of("A Genève, le Tchad a accusé le Niger d'armer des rebelles.", "ACCUSE")
    assert found.fact.place is not None


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("Mardi, le Chili a proposé une trêve au Pérou.", True),
        ("Le Chili proposera au Pérou de se revoir avant mardi.", False),
        ("Le Chili, qui était mardi l'hôte du Pérou, réclame une trêve.", False),
    ],
)
def test_days_of_other_clauses(text: str, dated: bool) -> None:
    found, _ = positions_of(text)
    assert [p.time is not None for p in found] == [dated]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Le Japon avait demandé que l'Inde soit invitée, ce que la Chine a refusé.", "l'Inde soit invitée"),
        ("La Chine a félicité l'Inde et rejette « les mots blessants » du Japon.", "les mots blessants"),
        ("Le Ghana reproche au Togo, depuis un an, de ne plus être neutre.", "ne plus être neutre"),
        ("Le Ghana avait réclamé, fin mai, l'arrêt des tirs.", "l'arrêt des tirs"),
    ],
)
def test_content_is_the_content(text: str, content: str) -> None:
    found, _ = positions_of(text)
    assert any(s.text.removesuffix(" du Japon").strip("« »") == content for p in found for s in p.fact.content)


@pytest.mark.parametrize(
    "text",
    [
        "Le ministre kényan juge que le Conseil ne peut rien, à part ouvrir la porte.",
        "Le Kenya juge que le Conseil n'a rien à faire, à part écouter et inviter la Somalie à parler.",
        "Le Kenya jure avoir prévenu la Somalie.",
    ],
)
def test_nothing_is_offered_or_asked(text: str) -> None:
    found, _ = positions_of(text)
    assert [p for p in found if p.fact.stance in ("offer", "demand", "promise")] == []


def test_a_comment_joins_both_who_make_it() -> None:
    found, layers = positions_of("Le Mali demande que le Niger soit entendu, ce que le Togo et le Bénin ont refusé.")
    refusal = next(p.fact for p in found if p.fact.stance == "refusal")
    assert names(layers, (refusal.holder or "", *refusal.co_holders)) == ["Bénin", "Togo"]


def test_denial_of_a_meeting_refuses_none() -> None:
    (found,), _ = events_of("La Grèce a démenti avoir rencontré la Turquie.", "REJECT")
    assert found.fact.mode is None
    (found,), _ = events_of("La Grèce a refusé de rencontrer la Turquie.", "REJECT")
    assert found.fact.mode == "meet"


def test_a_resignation_refused_is_none() -> None:
    (found,), _ = events_of("Boris Johnson a remis sa démission, que la reine a refusée.", "RETREAT")
    assert found.fact.assertion == "negated"


def test_what_is_put_off_is_no_refusal() -> None:
    found, _ = positions_of("Le Danemark a repoussé à mai la session avec la Norvège.")
    assert found == []


def told(text: str) -> list[tuple[str, str | None, list[str], list[str], str]]:
    """Type, mode, actors, recipients and assertion of every event of a text, contacts included."""
    reader = make_reader()
    doc = attributed(reader, text)
    for step in reader.steps:
        if step.name in ("contacts", "events"):
            step.run(doc)
    layers = layers_of(doc)
    facts = [d.fact for d in layers.events]
    return [(f.event_type, f.mode, names(layers, f.actor), names(layers, f.recipient), f.assertion) for f in facts]


def test_who_calls_off_is_who_does_it_and_on_no_day_of_the_meeting() -> None:
    text = "La rencontre entre Emmanuel Macron et Boris Johnson, prévue le 4 mai, a été annulée par Emmanuel Macron."
    rejected = [e for e in told(text) if e[0] == "REJECT"]
    assert rejected == [("REJECT", "meet", ["Emmanuel Macron"], ["Boris Johnson"], "asserted")]


def test_what_the_text_negates_nobody_denies() -> None:
    assert [e[4] for e in told("Emmanuel Macron n'a pas rencontré Boris Johnson.") if e[0] == "CONSULT"] == ["negated"]
    denied = told("Paris dément qu'Emmanuel Macron ait rencontré Boris Johnson.")
    assert [e[4] for e in denied if e[0] == "CONSULT"] == ["denied"]
