"""Whose quoted words are where a noun says it: "Réponse de X : « A »", "le « A » de X"."""

from __future__ import annotations

from .layers import MentionDraft
from .naming import Namer
from .speakers import NOBODY, Speaker, can_speak, is_person, speaker_from
from .view import View

_OF = frozenset({"de", "d'", "du", "des"})
_REACH, _RELATIVE = 14, 8


def author(view: View, namer: Namer, first: int, colon: int) -> Speaker:
    """Whose message or gesture stands between token `first` and the colon that quoted words follow."""
    clause = view.has_clause(first, colon)
    if not clause and (told := _at_home(view, first, colon)) is not None:
        return speaker_from(told)
    for i in range(colon - 2, max(first, colon - _REACH) - 1, -1):
        if view.finite[i]:
            break
        of = i + 1 + (view.pos[i + 1] == "ADJ")  # "Réaction lapidaire de X : …"
        if view.low[i] in namer.nouns.messages and view.low[of] in _OF:
            found = _owned(view, namer, of, colon)
            if found.found:
                return found
    return NOBODY if clause else _only_human(view, namer, first, colon)


def _at_home(view: View, first: int, colon: int) -> MentionDraft | None:
    """ "Même prudence chez X :", "Même son de cloche chez X, du centre Y :"."""
    at = next((i for i in range(first, colon - 1) if view.low[i] == "chez"), 0)
    last = view.mention(at + 1) if at else view.mention(colon - 1)
    beside = last is not None and last.start > first and view.low[last.start - 1] in ("chez", "côté")
    return last if beside and can_speak(last) else None


def _owned(view: View, namer: Namer, of: int, colon: int) -> Speaker:
    """Whom the words from "de" at token `of` name, before the colon or a comma: an actor, or someone described."""
    comma = next((j for j in range(of, colon) if view.text[j] == ","), colon)
    found = next((m for j in range(of + 1, comma) if (m := view.mention(j)) and can_speak(m)), None)
    if found is not None:
        return speaker_from(found)
    whom = of if view.low[of] in ("du", "des") else of + 1
    if view.pos[whom] == "NUM" or view.noun_phrase_end(whom, comma) != comma:
        return NOBODY  # "un message de deux lignes"
    return namer.phrase(whom, comma, quoted=True)


def _only_human(view: View, namer: Namer, first: int, colon: int) -> Speaker:
    """The one person of words without a verb, as the complement of a noun: "Haussement d'épaules de X : « A »"."""
    named = {m.start: m for i in range(first, colon) if (m := view.mention(i)) is not None and can_speak(m)}
    people = [m for m in named.values() if namer.is_human(speaker_from(m))]
    if len({m.actor for m in people}) != 1:
        return NOBODY
    one = people[0]
    before = one.start - 1 - (view.low[one.start - 1] in ("le", "la", "l'"))
    contracted = view.low[one.start] in ("du", "des")
    return speaker_from(one) if before > first and (view.low[before] in _OF or contracted) else NOBODY


def owner(view: View, before: int, after: int, stop: int) -> Speaker:
    """Whose the quoted words [before, after) in a narrated sentence are: "le « A » de X", "des « A » que X promet".

    Not what others see in somebody: "le « courage » de X".
    """
    if before < 1 or view.low[before - 1] not in view.words.determiners or after >= stop:
        return NOBODY
    if view.low[after] in _OF:
        if not view.words.qualities.isdisjoint(view.low[before:after]):
            return NOBODY  # "rend hommage au « courage » de X": who does so sees it
        named = view.mention(after + 1 + (view.low[after + 1] in ("la", "l'")))
        personal = named is not None and named.how == "name" and can_speak(named) and named.gender != "x"
        return speaker_from(named) if named is not None and personal and is_person(view, named) else NOBODY
    if view.low[after] in ("que", "qu'"):
        named = view.mention(after + 1)
        acts = named is not None and can_speak(named) and named.end < stop
        if named is not None and acts and any(view.finite[j] for j in range(named.end, min(named.end + 4, stop))):
            return speaker_from(named)
    return NOBODY
