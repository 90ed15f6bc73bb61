"""Facts as people have mended them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from ..types import Event, Fact, Judgement, Place, Statement, When

T = TypeVar("T", bound=Fact)
replace = msgspec.structs.replace

DATES = ("when", "said_on", "since", "as_of")
"""Fields that hold a date."""


def mend(facts: Iterable[T], corrections: Mapping[str, Mapping[str, Judgement]]) -> list[T]:
    """`facts`, each with the fields that `corrections` (by id, then field) give it."""
    return [_mended(fact, corrections[fact.id]) if fact.id in corrections else fact for fact in facts]


def _mended(fact: T, fields: Mapping[str, Judgement]) -> T:
    changes: dict[str, Any] = {}
    for field, judgement in sorted(fields.items()):
        changes[field] = read_value(field, judgement.value)
        if field == "speaker":
            changes |= {"speaker_candidates": (), "anonymous": False}
        for field_of_one, others in (("speaker", "co_speakers"), ("holder", "co_holders")):
            if field == field_of_one:
                changes[others] = tuple(actor for actor in getattr(fact, others) if actor != judgement.value)
        if field == "when" and hasattr(fact, "hour"):
            changes["hour"] = None
    return replace(fact, **changes)


def read_value(field: str, value: str | None) -> Any:
    """The value of `field` that a judgement writes as text."""
    if field in DATES:
        return When(value=value, basis="corrected")
    if field == "place":
        return msgspec.json.decode(value, type=Place) if value else None
    return value


def follow_speakers(events: Iterable[Event], before: Sequence[Statement], after: Sequence[Statement]) -> list[Event]:
    """`events`, where the speech act of a statement whose speaker was mended is the new speaker's."""
    new = {s.id: s.speaker for s in after}
    moved = {s.id: (s.speaker, new[s.id]) for s in before if s.speaker != new[s.id]}
    return [_spoken(event, *moved[event.statement]) if event.statement in moved else event for event in events]


def _spoken(event: Event, old: str | None, new: str | None) -> Event:
    if event.actor and old not in event.actor:
        return event
    actors = tuple(new if actor == old else actor for actor in event.actor) or (new,)
    return replace(event, actor=tuple(actor for actor in actors if actor))
