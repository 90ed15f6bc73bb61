"""Where the contact told right before was or will be, told as the answer to a question: "… reprendront leurs
pourparlers. Où ? A Istanbul."."""

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
