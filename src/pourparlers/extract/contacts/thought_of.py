"""Contacts that the noun before them makes a thing thought of or got ready: "l'idée d'une rencontre", "les préparatifs
du sommet"; nobody held them yet."""

from __future__ import annotations

from dataclasses import replace

from ...annotate.syntax import is_negated
from ...annotate.tense import FUTURE_LIKE, governing_verb, tense_of
from ...annotate.tree import Doc
from .rules import Stretch
from .status import PAST_TENSES, Standing
from .status_table import StatusWords

_OF = frozenset({"de", "d'", "du", "des"})
_OBJECT = frozenset({"DET", "NUM", "PROPN", "NOUN"})
_ONE = frozenset({"un", "une"})
_INSIDE = frozenset({"DET", "ADJ", "NUM"})
_PREDICATE = 5
"""At most so many tokens behind a contact's phrase say how it stands: "reste pourtant bien incertaine"."""
_WHATEVER = frozenset({"held", "ongoing"})


def as_thought_of(doc: Doc, noun: int, end: int, words: StatusWords, told: Standing) -> Standing:
    """`told`, what the words around the noun at token `noun`, whose phrase ends before token `end`, tell, but proposed
    or planned where the noun that governs it says that it is no more than that, and nothing worse became of it."""
    if told.told and told.status not in _WHATEVER:
        return told
    head = _head(doc, noun)
    if not told.told and _is_announced(doc, noun, words):
        return Standing("planned", told=False)
    if head in words.settings and (_is_indefinite(doc, noun, words) or not _is_past(doc, noun)):
        return Standing("planned")
    if head in words.preparations or (not told.told and _is_awaited(doc, end, words)):
        return Standing("planned")
    if head in words.premises and _is_indefinite(doc, noun, words):
        return Standing("proposed")
    if head in words.themes and not told.told:
        verb = governing_verb(doc[noun])
        return Standing("planned") if verb is not None and tense_of(verb) in FUTURE_LIKE else told
    if head in words.results and not told.told:
        ahead = doc[noun - 1].lower_ in _ONE  # "le succès d'un sommet n'est pas sûr"
        return Standing("proposed") if ahead else Standing("held", past=True, told=False)
    return Standing("proposed") if head in words.ideas and told.status != "planned" else told


def _is_past(doc: Doc, noun: int) -> bool:
    """Whether the verb above the noun at token `noun` tells of what is over, and is not negated: "La date du sommet a
    surpris", not "n'a pas été fixée"."""
    verb = governing_verb(doc[noun])
    return verb is not None and tense_of(verb) in PAST_TENSES and not is_negated(verb)


def _is_announced(doc: Doc, noun: int, words: StatusWords) -> bool:
    """Whether a colon before the noun phrase ends words for what comes next: "Prochaine étape : une rencontre", "Au
    menu : un tête-à-tête"."""
    j = noun - 1
    while j > 0 and doc[j].pos_ in _INSIDE:
        j -= 1
    before = {t.lower_ for t in doc[max(0, j - _PREDICATE) : j]} if doc[j].text == ":" else set()
    return bool(before & (words.next | words.themes))


def _is_indefinite(doc: Doc, noun: int, words: StatusWords) -> bool:
    """Whether the noun at token `noun` has an indefinite article, over its adjectives."""
    j = noun - 1
    while j > 0 and doc[j].pos_ in {"ADJ", "NUM"}:
        j -= 1
    return doc[j].lower_ in words.one


def _is_awaited(doc: Doc, end: int, words: StatusWords) -> bool:
    """Whether what follows the noun phrase that ends before token `end` says that it is still to come: "est imminente",
    "approche", "se fait attendre", in the present."""
    near = doc[end : min(doc[end - 1].sent.end, end + _PREDICATE)]
    stop = next((n for n, t in enumerate(near) if t.is_punct), len(near))
    said = [t.lower_ for t in near[:stop]]
    alone = (t for t in near[:stop] if t.pos_ != "VERB" or doc[min(t.i + 1, len(doc) - 1)].pos_ not in _OBJECT)
    return any(t.lower_ in words.awaited for t in alone) and not words.foretold.union(words.past_be).intersection(said)


def until_told_of(doc: Doc, stretch: Stretch, words: StatusWords) -> Stretch:
    """`stretch` of a contact only thought of, up to the verb that tells what became of the thought, whose place is not
    the contact's: "L'idée d'une rencontre entre X et Y a été évoquée à Rome"."""
    i = stretch.trigger.i
    if _head(doc, i) not in words.ideas:
        return stretch
    verbs = (t for t in doc[i + 1 : stretch.right] if t.pos_ in {"VERB", "AUX"})
    verb = next((t.i for t in verbs if tense_of(t) != "participle"), None)
    return replace(stretch, right=verb) if verb is not None else stretch


def _head(doc: Doc, noun: int) -> str:
    """The noun whose "de" leads to the noun at token `noun`: "⟦projet⟧ de nouvelle rencontre"; empty for none."""
    first, j = doc[noun].sent.start, noun - 1
    while j > first and doc[j].pos_ in _INSIDE and doc[j].lower_ not in _OF:
        j -= 1
    if j <= first or doc[j].lower_ not in _OF:
        return ""
    j -= 1
    while j > first and doc[j].pos_ == "ADJ":
        j -= 1
    return doc[j].lower_
