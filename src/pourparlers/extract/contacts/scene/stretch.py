"""Where the clause of a contact goes on behind a relative that commas set off, where a colon ends it, and which day
it leaves behind."""

from __future__ import annotations

from ....annotate import syntax
from ....annotate.insertions import closing
from ....annotate.layers import Layers
from ....annotate.tense import governing_verb, tense_of
from ....annotate.tree import Doc
from ..where_table import WhereWords

_RELATIVE = frozenset({"qui", "dont", "où", "que", "qu'"})
_CLEFT = frozenset({"c'", "ce"})


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


def is_left(doc: Doc, layers: Layers, words: WhereWords, where: tuple[int, int]) -> bool:
    """Whether a pluperfect goes back behind a time told before it, in a relative that opens behind the time; `where` is
    the time's code point and the token of the pluperfect: "l'a répété mardi à son retour de Rome, où il avait vu X"."""
    at, i = where
    sentence = doc[doc[i].sent.start : i]
    before = [t for t in sentence if t.idx < at]
    told = governing_verb(doc[i]) if doc[i].pos_ == "NOUN" else doc[i]
    main = closing(told) if told is not None else None
    if main is not None and told is not None and tense_of(told) == "pluperfect" != tense_of(main):
        return any(t.lower_ == "qui" and t.idx > at for t in sentence)  # "Le 3 mai, X, qui avait vu Y, a reçu Z"
    if not any(t.pos_ in {"VERB", "AUX"} for t in before) or any(t.lower_ in _CLEFT for t in before):
        return False  # "La veille, ce sont X et Y, qui s'étaient parlé", "c'est mardi, à Rome, que X avait vu Y"
    opens = next((t for t in sentence if t.idx > at and t.lower_ in _RELATIVE and t.nbor(-1).text == ","), None)
    if opens is None or told is None or told.i < opens.i or tense_of(told) != "pluperfect":
        return False
    place = layers.by_token.get(opens.i - 2)
    there = place is None or doc[place.start - 1].lower_ not in words.of
    return opens.lower_ != "où" or not there  # "relancé en mai à Rome, où X avait reçu Y": of May too
