"""Contacts that a title only names, "Sommet X-Y à Rome": they stand as the text below tells them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec.structs import replace

from ....drafts import ContactDraft
from ....types import Actor

_OVER = frozenset({"held", "ongoing"})
_APART = frozenset({"call", "visit", "exchange", "press_conference"})


def as_below(
    drafts: Sequence[ContactDraft], supposed: Collection[str], actors: Mapping[str, Actor]
) -> Sequence[ContactDraft]:
    """`drafts`, where one that no word of its title told to be over (its id is in `supposed`) has the status of the one
    told first below, unless any below tells that the same was held."""
    return [_as_told(d, drafts[n + 1 :], actors) if d.fact.id in supposed else d for n, d in enumerate(drafts)]


def _as_told(title: ContactDraft, below: Sequence[ContactDraft], actors: Mapping[str, Actor]) -> ContactDraft:
    same = [d for d in below if _are_same(title, d, actors)]
    if not same or any(d.fact.status in _OVER for d in same):
        return title
    first = same[0]
    fact = replace(title.fact, status=first.fact.status)
    return replace(title, fact=fact, certainty=first.certainty, before_published=False)


def _are_same(a: ContactDraft, b: ContactDraft, actors: Mapping[str, Actor]) -> bool:
    """Whether both tell of the same sides, by name or by the states of those named, in a like manner."""
    kinds = {a.fact.kind, b.fact.kind}
    if kinds & _APART and len(kinds) > 1:
        return False
    return _sides(a, actors) == _sides(b, actors)


def _sides(draft: ContactDraft, actors: Mapping[str, Actor]) -> frozenset[str]:
    return frozenset(actors[p.actor].state or p.actor for p in draft.fact.participants if p.part != "mediator")
