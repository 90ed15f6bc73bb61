"""What sort of actors the parties of a contact are: persons, states, one body that is many."""

from __future__ import annotations

from dataclasses import replace

from ....annotate.layers import Layers, MentionDraft
from ....types import Participant
from .found import Found

_TWO = 2


def are_persons(layers: Layers, found: Found) -> bool:
    """Whether all parties are persons, and no couple of one family name."""
    actors = [layers.actors[p.actor] for p in found.parties]
    family = len(actors) == _TWO and len({a.name.fr.rsplit(" ", 1)[-1] for a in actors if a.name.fr}) == 1
    return all(a.kind == "person" for a in actors) and not family


def told_apart(layers: Layers, lists: list[list[MentionDraft]], *, persons: bool) -> list[list[MentionDraft]]:
    """`lists` of parties without those told again ("a appelé X et lui a dit"), and, where the verb wants `persons`,
    without what stands beside them: "a serré la main de X sur la pelouse de la Maison Blanche"."""
    kept: list[list[MentionDraft]] = []
    for own in lists:
        part = [m for n, m in enumerate(own) if not n or not set(m.actors) <= {a for x in own[:n] for a in x.actors}]
        actors = [a for m in part for a in m.actors]
        fit = not persons or not kept or all(layers.actors[a].kind == "person" for a in actors)
        if fit and all(actors != [a for m in other for a in m.actors] for other in kept):
            kept.append(part)
    return kept


def are_groups(layers: Layers, found: Found) -> bool:
    """Whether all parties are people told by what they are ("les patrons"), and there are any."""
    actors = [layers.actors[p.actor] for p in found.parties]
    return bool(actors) and all(a.kind == "anonymous" and a.number == "p" for a in actors)


def are_states(layers: Layers, found: Found) -> bool:
    """Whether all parties are states."""
    return all(layers.actors[p.actor].kind == "state" for p in found.parties)


def has_guest(layers: Layers, found: Found) -> bool:
    """Whether somebody among the parties can be received: a person, a group, an institution or an organisation."""
    kinds = {layers.actors[p.actor].kind for p in found.parties if p.actor in layers.actors}
    return bool(kinds & {"person", "anonymous", "institution", "group", "organisation"})


def has_body(layers: Layers, found: Found) -> bool:
    """Whether an organisation is among the parties."""
    return any(layers.actors[p.actor].kind == "organisation" for p in found.parties)


def is_several(layers: Layers, found: Found) -> bool:
    """Whether the parties are more than one, or one that is many."""
    actor = layers.actors.get(found.parties[0].actor) if found.parties else None
    body = actor is not None and actor.kind == "institution" and not actor.state
    plural = actor is not None and actor.number == "p" and actor.kind != "anonymous"
    many = actor is not None and (plural or actor.kind in {"organisation", "group", "format"} or body)
    return len(found.parties) > 1 or many


def as_visitors(layers: Layers, subject: Found) -> Found:
    """The persons of `subject`, as guests whose host no word tells but the place."""
    persons = [p for p in subject.parties if layers.actors[p.actor].kind == "person"]
    return Found([Participant(actor=p.actor, part="visitor") for p in persons], list(subject.tokens))


def without_their_states(layers: Layers, found: Found) -> Found:
    """`found` without the states whose people alone are told: "les ministres des deux pays, X et Y" are X and Y. None
    is left out where one of the states has nobody there, or somebody comes from no other."""
    told = [(p, layers.actors[p.actor]) for p in found.parties if p.part == "party" and p.actor in layers.actors]
    states = {a.state for _, a in told if a.kind == "state"}
    persons = {a.state for _, a in told if a.kind == "person"}
    if len(states) < _TWO or states != persons:
        return found
    kept = [p for p in found.parties if layers.actors[p.actor].kind != "state"]
    return replace(found, parties=kept)
