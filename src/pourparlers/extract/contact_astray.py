"""Places that stand beside a contact and are not where it was: what its words are about, what quoted words name."""

from __future__ import annotations

from ..annotate.layers import Layers, MentionDraft
from ..annotate.tree import Doc
from .contact_table import WhereWords

_COUNTRY = frozenset({"en", "au", "aux", "dans"})
"""Prepositions of countries and regions; what goes on in a town may be what brings the parties there."""


def is_astray(doc: Doc, layers: Layers, words: WhereWords, mention: MentionDraft, i: int) -> bool:
    """Whether the place `mention` is not where the contact at token `i` was: the country where trouble goes on ("la
    paix au Yémen", "des hostilités en Syrie"), one before a semicolon, or one that only words quoted beside the contact
    name."""
    if any(t.text == ";" for t in doc[mention.end : i]):
        return True
    start, at = doc[mention.start].idx, doc[i].idx
    if any(q.start <= start < q.end and not q.start <= at < q.end for q in layers.quotes):
        return True
    j = mention.start - 1
    while j > 0 and doc[j].pos_ == "DET":
        j -= 1
    k = j - 2 if j > 1 and doc[j - 1].pos_ == "ADJ" else j - 1  # "des hostilités armées en Syrie"
    if doc[j].lower_ not in _COUNTRY or k < 1 or k == i or doc[k].lower_ not in words.troubles:
        return False
    return doc[k - 1].pos_ in {"DET", "ADJ"} or doc[k - 1].lower_ in {"la", "le", "l'", "du", "des", "au"}
