"""Whose agenda a page is, the lines of which name those whom he is to see: "10h30 : entretien avec X"."""

from __future__ import annotations

import re

from ....annotate.layers import Layers, MentionDraft
from ....annotate.tree import Doc
from ..contact_table import PartyWords
from .lists import is_party

_HOUR = re.compile(r"\s*(?:[-–—•*]\s*)?\d{1,2}\s?(?:h(?:eures?)?|:)\s?(?:\d{2})?\b", re.IGNORECASE)
"""The hour that opens a line of an agenda."""


def agenda_owner(doc: Doc, layers: Layers, words: PartyWords, i: int) -> MentionDraft | None:
    """The one person whose agenda a heading before token `i` announces, where the line of the token opens with an hour
    and has no verb of its own; None where none does."""
    text, at = layers.text, doc[i].idx
    start = text.rfind("\n", 0, at) + 1
    if _HOUR.match(text, start) is None or any(t.pos_ in {"VERB", "AUX"} for t in doc[doc[i].sent.start : i]):
        return None
    persons = [m for m in layers.mentions if m.end <= i and is_party(m) and m.how != "pronoun"]
    for mention in reversed([m for m in persons if doc[m.start].idx < start]):
        first = text.rfind("\n", 0, doc[mention.start].idx) + 1
        end = text.find("\n", first)
        said = {w.strip(".,:;").lower() for w in text[first:end].replace("’", "'").split()}
        if said & words.agendas:
            named = {a for m in persons if first <= doc[m.start].idx < end for a in m.actors}
            alone = len(named) == 1 and layers.actors[next(iter(named))].kind == "person"
            return mention if alone else None
    return None
