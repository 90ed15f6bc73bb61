"""The place of a story: where all its meetings are told, also those told without a place."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from ....annotate.layers import Layers
from ....annotate.tree import Doc
from ....drafts import ContactDraft
from .before import was_over

_DONE = frozenset({"held", "ongoing"})
_ELSEWHERE = frozenset({"call", "visit", "exchange", "press_conference"})


def in_story_place(drafts: Sequence[ContactDraft], layers: Layers, doc: Doc) -> list[ContactDraft]:
    """`drafts`, where a meeting told without a place took place where the others did.

    Only where a dispatch tells one town for all its meetings that took place, and only for a meeting with a party of
    one of them that no other day parts from it, nor the pluperfect of what was over before.
    """
    drafts = _dated_journeys(drafts)
    met = [d for d in drafts if d.fact.kind not in _ELSEWHERE and d.fact.status in _DONE and d.fact.mode == "in_person"]
    placed = [d for d in met if d.fact.place is not None]
    towns = {d.fact.place.name.fr for d in placed if d.fact.place is not None}
    if len(towns) != 1 or not all(d.fact.place and d.fact.place.geonames for d in placed):
        return list(drafts)
    over = {d.fact.id for d in met if was_over(doc, d, d.sentence[0])}
    now = [d for d in placed if d.fact.id not in over]
    return [
        _placed(d, placed if d.fact.id in over else now, layers) if d in met and d.fact.place is None else d
        for d in drafts
    ]


def _dated_journeys(drafts: Sequence[ContactDraft]) -> Sequence[ContactDraft]:
    """`drafts`, where a journey told without a day has that of the meeting which its own sentence tells it led to: "a
    été dépêché à Paris, où Y l'a reçu mardi"."""
    return [
        replace(draft, time=after.time, before_published=False)
        if after is not None and _leads_to(draft, after)
        else draft
        for draft, after in zip(drafts, [*drafts[1:], None], strict=False)
    ]


def _leads_to(journey: ContactDraft, meeting: ContactDraft) -> bool:
    """Whether `meeting`, told right behind `journey` in one sentence, is the guest's reception where it led."""
    here, there = journey.fact.place, meeting.fact.place
    if journey.fact.kind != "visit" or journey.time is not None or journey.sentence != meeting.sentence:
        return False
    if here is None or there is None or here.name != there.name or meeting.fact.kind in _ELSEWHERE:
        return False
    visitors = {p.actor for p in journey.fact.participants if p.part == "visitor"}
    return (
        journey.apart is None
        and journey.fact.status == meeting.fact.status
        and visitors <= {p.actor for p in meeting.fact.participants}
    )


def _placed(draft: ContactDraft, placed: Sequence[ContactDraft], layers: Layers) -> ContactDraft:
    if draft.fact.status == "ongoing" and draft.time is None:
        return draft  # "a vu X lundi à Rome. Il négocie depuis des mois avec Y"
    parties = {p.actor for p in draft.fact.participants if layers.actors[p.actor].kind != "state"}
    for other in placed:
        shared = parties & {p.actor for p in other.fact.participants}
        if shared and (draft.time is None or draft.time == other.time):
            return replace(draft, fact=replace(draft.fact, place=other.fact.place))
    return draft
