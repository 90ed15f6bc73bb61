"""Who mediates between those whom a noun names: "La médiation d'Oman entre X et Y", "Oman mène une médiation"."""

from __future__ import annotations

from msgspec.structs import replace

from ..rules import Stretch
from .found import Found
from .noun_parties import NounParties


def add_mediator(nouns: NounParties, stretch: Stretch, found: Found) -> None:
    """Tell among those `found`, or add to them, who mediates: whose mediation it is, or who leads or offers it."""
    doc, words, i = nouns.doc, nouns.table.parties, stretch.trigger.i
    between = next((t.i for t in doc[i + 1 : stretch.right] if t.lower_ in words.between), i)
    owners = {a for m in nouns.layers.mentions if i < m.start < between for a in m.actors}
    sides = [replace(p, part="mediator") if p.actor in owners else p for p in found.parties]
    if owners and sum(p.part == "party" for p in sides) > 1:
        found.parties = sides
        for actor in owners - {p.actor for p in sides}:
            found.add_actor(actor, "mediator")
        return
    subject = Found()
    if doc[i - 1].lower_ not in words.ours and not nouns.makes(i, words.carries | words.takes_part | words.pledges):
        return
    nouns.parties.subjects.add_governing_subject(i, stretch.unit.start, stretch.unit.end, subject, part="mediator")
    if all(p.actor != q.actor for p in subject.parties for q in found.parties):
        found.parties, found.tokens = found.parties + subject.parties, found.tokens + subject.tokens
