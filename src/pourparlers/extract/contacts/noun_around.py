"""What the words right around a contact's noun say of it, whatever verb governs it: "en cours", "Annulation de"."""

from __future__ import annotations

from ...annotate.tense import governing_verb, tense_of
from ...annotate.tree import Doc
from .status import Standing, is_infinitive
from .status_table import StatusWords

_TOPIC = 4
"""At most so many tokens stand before the colon behind the topic of a title."""
_OF = frozenset({"de", "d'", "du", "des"})
_DEEDS = frozenset({"de", "d'"})
_OPENED = frozenset({"ouvert"})
_HAVE = frozenset({"a", "ont", "avait", "avaient", "aura", "auront", "aurait", "auraient", "avoir"})


def is_of_deed(doc: Doc, noun: int) -> bool:
    """Whether the noun is the object of an infinitive that nothing says was done: "s'est vu offrir de relancer les
    discussions avec X"."""
    j = noun - 1
    while j > 1 and doc[j].pos_ in {"DET", "ADJ"}:
        j -= 1
    return is_infinitive(doc[j]) and doc[j - 1].lower_ in _DEEDS


def is_under_way(doc: Doc, noun: int, words: StatusWords) -> bool:
    """Whether the noun's own words say that it goes on now: "les pourparlers (actuellement) en cours"; of a past
    ("étaient en cours", "alors en cours") they do not."""
    after = doc[noun + 1 : min(noun + 4, doc[noun].sent.end)]
    at = next((t.i for t in after if t.lower_ in words.underway and doc[t.i - 1].lower_ == "en"), None)
    if at is None or any(t.pos_ in {"VERB", "AUX"} or t.lower_ == "alors" for t in doc[noun + 1 : at]):
        return False
    verb = governing_verb(doc[noun])
    return verb is None or tense_of(verb) not in {"pluperfect", "imperfect"}


def undone_in_title(doc: Doc, noun: int, words: StatusWords) -> Standing | None:
    """What the noun that opens its sentence makes of the contact it governs: "Annulation de la visite de X à Rome"."""
    j = noun - 1
    while j > 1 and doc[j].pos_ in {"DET", "ADJ", "NUM"} and doc[j].lower_ not in _OF:
        j -= 1
    if j < 1 or doc[j].lower_ not in _OF or not all(t.pos_ == "DET" for t in doc[_opening(doc, j - 1) : j - 1]):
        return None
    head = doc[j - 1].lower_
    if head in words.cancelled:
        return Standing("cancelled")
    return Standing("postponed") if head in words.postponed else None


def article_of(doc: Doc, noun: int) -> str:
    """The determiner of the noun at token `noun`, over its adjectives; empty where the word before is none."""
    j = noun - 1
    while j > 0 and doc[j].pos_ in {"ADJ", "NUM"}:
        j -= 1
    return doc[j].lower_ if j >= 0 else ""


def is_supposed(doc: Doc, noun: int, words: StatusWords) -> bool:
    """Whether "si" opens the clause whose subject the noun at token `noun` is: "Si une rencontre a lieu"."""
    for token in reversed(doc[max(doc[noun].sent.start, noun - _TOPIC) : noun]):
        if token.lower_ in words.if_ and token.pos_ == "SCONJ":
            return True
        if token.pos_ not in {"DET", "ADJ", "NUM"}:
            return False
    return False


def _opening(doc: Doc, i: int) -> int:
    """The first token of the sentence of token `i`, or behind the colon near its beginning: "Gaza : ⟦fin⟧ des"."""
    start = doc[i].sent.start
    return next((t.i + 1 for t in doc[start : min(i, start + _TOPIC)] if t.text == ":"), start)


def has_opened(doc: Doc, noun: int) -> bool:
    """Whether "ouvert" before the noun is the verb's ("ont ouvert lundi des négociations"), no readiness to them."""
    return any(
        t.lower_ in _OPENED and {x.lower_ for x in doc[max(0, t.i - 3) : t.i]} & _HAVE
        for t in doc[max(doc[noun].sent.start, noun - 7) : noun]
    )
