"""Where the clause of a contact goes on behind a relative that commas set off, and where a colon ends it."""

from __future__ import annotations

from ..annotate import syntax
from ..annotate.layers import Layers
from ..annotate.tree import Doc
from .contact_table import WhereWords


def resume(doc: Doc, end: int, right: int, words: WhereWords) -> int | None:
    """The token before `right` at which a clause goes on whose words end at token `end` with what commas set off:
    "l'entretien entre A et B, que C disait proche, a eu lieu mardi". None where it does not.

    A finite verb must follow the second comma, adverbs aside, and another stand between the two.
    """
    if not 0 < end < right or doc[end - 1].text != "," or doc[end].lower_ not in {*words.borders, *words.relative}:
        return None
    close = next((j for j in range(end + 1, right - 1) if doc[j].text == ","), None)
    if close is None or not any(t.pos_ in {"VERB", "AUX"} for t in doc[end:close]):
        return None
    start = close + 1
    while start < right - 1 and (doc[start].pos_ == "ADV" or doc[start].lower_ in {"n'", "ne"}):
        start += 1
    return start if "Fin" in doc[start].morph.get("VerbForm", []) else None


def explains(doc: Doc, colon: int, layers: Layers) -> bool:
    """Whether behind the colon at token `colon` a clause of its own begins, and no day: "n'a pas vu X : les États-Unis
    sont sortis en 2018 du pacte", not "a vu X : lundi à Nice"."""
    behind = doc[colon + 1 : doc[colon].sent.end]
    dated = {time.start for time in layers.times} & {t.idx for t in behind[:2]}
    return not dated and any(syntax.is_finite(t) for t in behind)
