"""Places that stand beside a contact and are not where it was: what its words are about, what quoted words name."""

from __future__ import annotations

from ....annotate.layers import Layers, MentionDraft
from ....annotate.tree import Doc
from ..where_table import WhereWords

_COUNTRY = frozenset({"en", "au", "aux", "dans"})
"""Prepositions of countries and regions; what goes on in a town may be what brings the parties there."""


def is_astray(doc: Doc, layers: Layers, words: WhereWords, mention: MentionDraft, i: int) -> bool:
    """Whether the place `mention` is not where the contact at token `i` was: the country where trouble goes on ("la
    paix au Yémen", "des hostilités en Syrie"), one before a semicolon, or one that only words quoted beside the contact
    name."""
    if any(t.text == ";" for t in doc[mention.end : i]) or _is_heading(doc, mention, i):
        return True
    deed = doc[i].pos_ == "VERB"
    if deed and any(t.text == "," and doc[t.i + 1].morph.finite for t in doc[i + 1 : mention.start - 2]):
        return True  # ", a-t-on appris mardi à Rome", ", a dit à Rome un porte-parole"
    start, at = doc[mention.start].idx, doc[i].idx
    if any(q.start <= start < q.end and not q.start <= at < q.end for q in layers.quotes):
        return True
    j = mention.start - 1
    while j > 0 and doc[j].pos_ == "DET":
        j -= 1
    if i < j - 1 and doc[j].lower_ in words.locatives and doc[j - 1].lower_ in words.judged:
        return True  # "un sommet perçu à Rome comme une menace"
    k = j - 2 if j > 1 and doc[j - 1].pos_ == "ADJ" else j - 1  # "des hostilités armées en Syrie"
    if doc[j].lower_ not in _COUNTRY or k < 1 or k == i or doc[k].lower_ not in words.troubles:
        return False
    return doc[k - 1].pos_ in {"DET", "ADJ"} or doc[k - 1].lower_ in {"la", "le", "l'", "du", "des", "au"}


def _is_heading(doc: Doc, mention: MentionDraft, i: int) -> bool:
    """Whether the country before a colon is where goes on what the heading names, and not the contact at token `i`
    behind it: "Offensive en Syrie : l'Otan se réunira"."""
    between = {t.text for t in doc[mention.end : i]}
    led = mention.start > 1 and doc[mention.start - 1].lower_ in _COUNTRY
    return ":" in between and led and doc[mention.start - 2].pos_ in {"NOUN", "ADJ", "PROPN"}


def is_beside(doc: Doc, start: int, words: WhereWords) -> bool:
    """Whether a word before the place that begins at token `start` makes it something else than a venue: "face à
    Rome", "consacré à Rome"; not the "face" of "face à face"."""
    for token in doc[max(0, start - 4) : start]:
        if token.lower_ not in words.beside:
            continue
        if token.lower_ in words.since and any(t.pos_ not in {"DET", "ADP"} for t in doc[token.i + 1 : start]):
            continue  # "depuis Rome", not "depuis lundi à Rome"
        before = [t.lower_ for t in doc[max(0, token.i - 2) : token.i]]
        after = [t.lower_ for t in doc[token.i + 1 : token.i + 3]]
        twice = (before[-1:] == ["à"] and before[0] == token.lower_) or after == ["à", token.lower_]
        if not twice:
            return True
    return False


def is_of_thing(doc: Doc, start: int, words: WhereWords) -> bool:
    """Whether the place that begins at token `start` only says of where something is that is no venue nor occasion:
    "un quotidien de Rome", against "un hôtel de Rome", "le sommet de Rome"."""
    j = start - 1
    while j > 0 and doc[j].pos_ == "DET" and doc[j].lower_ not in words.of_the:
        j -= 1
    if j < 1 or doc[j].lower_ not in words.of_the:
        return False
    k = j - 1
    while k > 0 and doc[k].pos_ == "ADJ":
        k -= 1
    own = {doc[k].lower_, doc[k].lower_.removesuffix("s")}
    return doc[k].pos_ == "NOUN" and not own & (words.venues | words.towns | words.occasions | words.gatherings)


def is_of_noun(doc: Doc, layers: Layers, words: WhereWords, i: int, mention: MentionDraft) -> bool:
    """Whether a noun stands between the preposition at token `i` and a place, in one phrase: "après l'offensive au
    Karabakh", not "depuis trois semaines sur la base de Dayton"."""
    j = i + 1
    while j < mention.start and layers.is_timed(doc[j]):
        j += 1
    if j > i + 1 and doc[j].lower_ not in words.of:
        return False
    between = doc[i + 1 : mention.start]
    return any(t.pos_ == "NOUN" for t in between) and not any(t.is_punct or t.pos_ == "AUX" for t in between)
