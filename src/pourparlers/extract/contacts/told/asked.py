"""Where and when the contact told right before was or will be, told by a sentence of its own: "… reprendront leurs
pourparlers. Où ? A Istanbul.", "X a reçu Y. C'était mardi, à Rome."."""

from __future__ import annotations

import msgspec

from ....annotate.tree import Doc
from ....annotate.units import Unit
from ..accounts import AccountMaker

_ANSWER = 6
"""An answer that only names a town has at most so many tokens."""
_NEAR = 400
"""How far back, in code points, the contact was told of which one asks."""
_WHERE = ["où", "?"]
_SCENE = 14
"""A sentence that only tells when and where what was told before took place has at most so many tokens."""
_BESIDE = 30
"""How far back, in code points, it ends."""


def answer_where(doc: Doc, unit: Unit, accounts: AccountMaker) -> None:
    """Give the contact told last, no call and without a place, the town that `unit` names behind "Où ?"."""
    last = accounts.drafts[-1] if accounts.drafts else None
    asked = [t.lower_ for t in doc[max(0, unit.start - 2) : unit.start]]
    if last is None or asked != _WHERE or unit.end - unit.start > _ANSWER or last.fact.kind == "call":
        return
    here = doc[unit.start].idx
    place, _ = accounts.where.place(unit.start, unit.start, unit.end, side="after")
    if last.fact.place is None and place is not None and here - last.sentence[1] < _NEAR:
        accounts.drafts[-1] = msgspec.structs.replace(last, fact=msgspec.structs.replace(last.fact, place=place))


def tell_scene(doc: Doc, unit: Unit, accounts: AccountMaker) -> None:
    """Give the contact of the sentence right before the day and place that `unit` tells, where it tells nothing else
    and they are not told: "C'était mardi, à Rome."."""
    last = accounts.drafts[-1] if accounts.drafts else None
    if last is None or unit.end - unit.start > _SCENE or last.apart is not None:
        return
    words, layers = accounts.table.where, accounts.layers
    lead = next((p for p in words.it_was if [t.lower_ for t in doc[unit.start : unit.start + len(p)]] == list(p)), None)
    if lead is None or not 0 <= doc[unit.start].idx - last.sentence[1] < _BESIDE:
        return
    first = unit.start + len(lead)
    rest = [t for t in doc[first : unit.end] if not (layers.is_timed(t) or t.is_punct or t.is_space)]
    if any(t.pos_ not in {"ADP", "DET", "ADV"} and layers.by_token.get(t.i) is None for t in rest):
        return
    told = [m for m in layers.mentions if first <= m.start < unit.end]
    if any(not m.as_place or doc[m.start - 1].lower_ not in words.locatives for m in told):
        return
    time, _ = accounts.days.within(first, unit.end)
    place = accounts.where.place_of(told[0]) if told and last.fact.kind != "call" else None
    if last.time is not None and time is not None:
        return
    if time is not None:
        last = msgspec.structs.replace(last, time=time, before_published=False)
    if last.fact.place is None and place is not None:
        last = msgspec.structs.replace(last, fact=msgspec.structs.replace(last.fact, place=place))
    accounts.drafts[-1] = last
