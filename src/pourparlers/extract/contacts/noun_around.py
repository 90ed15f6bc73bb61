"""What the words right around a contact's noun say of it, whatever verb governs it: "en cours", "Annulation de"."""

from __future__ import annotations

from ...annotate.tense import FUTURE_LIKE, governing_verb, tense_of
from ...annotate.tree import Doc
from .status import Standing, is_infinitive
from .status_table import StatusWords

_TOPIC = 4
"""At most so many tokens stand before the colon behind the topic of a title."""
_COPULA = 7
"""At most so many tokens before a contact's noun stands "sera", which makes it a predicate."""
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


def as_predicate(doc: Doc, noun: int) -> Standing | None:
    """Where the contact that a clause only says to be something stands, where that clause looks ahead: "Ce sera leur
    première rencontre"."""
    copula = next((t for t in doc[max(doc[noun].sent.start, noun - _COPULA) : noun] if t.dep_ == "cop"), None)
    if copula is None or copula.head.i != noun:
        return None
    tense = tense_of(copula)
    if tense in FUTURE_LIKE:
        return Standing("planned")
    return Standing("planned", "conditional") if tense == "conditional" else None


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


def words_after(doc: Doc, noun: int, end: int) -> set[str]:
    """Words of the noun's own phrase: a few right after it, and a few after its parties, up to a border."""
    found: set[str] = set()
    for first in (noun + 1, end):
        for j in range(first, min(first + 6, len(doc))):
            if doc[j].text in {".", ";", ":"} or doc[j].is_sent_start:
                break
            if doc[j].text == "," and j > first:
                break
            found.add(doc[j].lower_)
    return found


def direct_governor(doc: Doc, noun: int) -> set[str]:
    """Words that govern the noun directly: its syntactic head and the two content words before its article."""
    found = {doc[noun].head.lower_} if doc[noun].head.i != noun else set()
    j, taken = noun - 1, 0
    while j >= 0 and taken < 2 and not doc[j + 1].is_sent_start and doc[j].text not in {",", ".", ";", ":"}:
        if doc[j].pos_ in {"VERB", "NOUN", "ADJ"}:
            found.add(doc[j].lower_)
            taken += 1
        j -= 1
    return found
