"""To whom words are said: "lui a répondu X", "a dit X à Y", "devant les députés", "À Y, X a promis"."""

from __future__ import annotations

from typing import Final

from .cue_forms import CueGroup
from .layers import MentionDraft
from .naming import Namer
from .speakers import Speaker, can_speak
from .units import Unit
from .view import View
from .word_table import NOUNS, PHRASES, VERBS

_TO = frozenset({"à", "au", "aux", "devant", "vers"})
_WARNED = frozenset({"obj", "ainf", "accuse"})
_WHOM = frozenset({"l'", "le", "la", "les"})
"""What a verb takes that speaks to its object, and the pronouns before it for that object."""
_TURNING: Final = PHRASES.turning
_TURNED: Final = VERBS.turned
_TURNERS: Final = frozenset(words[0] for words in _TURNING).union(_TURNED)
_AIMED: Final = PHRASES.aimed
_LETTERS: Final = NOUNS.letters
_SENT: Final = VERBS.sent
_INTRODUCED = frozenset({":", "«", "“", '"'})
_PRESS = "med-"
"""How ids of papers, agencies and channels begin."""
_BY_PHONE: Final = PHRASES.by_phone
_NEAR = 2
_WHO_TOLD = frozenset({"auquel", "auxquels", "auxquelles"})
"""Relatives that take up who is told: "Y, auquel il a promis"."""


def find_addressees(view: View, namer: Namer, unit: Unit, cue: CueGroup, speaker: Speaker) -> tuple[str, ...]:
    """The actors to whom `speaker` speaks with `cue`, by a pronoun, beside the verb, or set before the clause."""
    left = {speaker.actor, *speaker.others}
    found = _by_pronoun(view, namer, cue) or _beside(view, unit, cue, speaker) or _set_before(view, unit, cue)
    found = _turned_to(view, unit, cue) or found or _object(view, unit, cue, speaker) or _written_to(view, unit, cue)
    return tuple(dict.fromkeys(a for a in found if a not in left))


def _by_pronoun(view: View, namer: Namer, cue: CueGroup) -> tuple[str, ...]:
    """Whom "lui" or "leur" before the verb means; where that stays open, a reply is to who spoke last."""
    i = next((j for j in range(cue.start, cue.verb) if view.low[j] in view.words.dative), -1)
    if i < 0 and (heard := _by_relative(view, cue)):
        return heard
    if i < 0:
        warned = cue.kind.takes & _WARNED  # "il l'avait pressé de", "l'a prévenu que"
        things = (view.mention(j) for j in range(cue.start, cue.verb) if warned and view.low[j] in _WHOM)
        return next((m.actors for m in things if m is not None and m.how == "pronoun" and m.actors), ())
    mention = view.mention(i)
    if mention is not None and mention.actors:
        return mention.actors
    last, plural = namer.last, view.low[i] == "leur"
    replies = cue.kind.lemma in namer.nouns.answering and namer.unit_index - namer.last_unit <= _NEAR
    return (last.actor, *last.others) if replies and last.actor and bool(last.others) == plural else ()


def _by_relative(view: View, cue: CueGroup) -> tuple[str, ...]:
    """Whom the relative before the verb's subject takes up: "Y, auquel il a reproché", "Y, à qui X a promis", and of
    a verb whose object is warned or urged "Y, qu'il a supplié de"."""
    for j in range(cue.start - 1, max(cue.start - 8, 1), -1):
        who = view.low[j] == "qui" and view.low[j - 1] == "à"
        urged = view.low[j] in ("que", "qu'") and bool(cue.kind.takes & _WARNED) and view.text[j - 1] == ","
        if who or urged or view.low[j] in _WHO_TOLD:
            last = j - 1 - who
            named = view.mention(last - (view.text[last] == ","))
            return named.actors if named is not None and can_speak(named) else ()
        if view.finite[j] or view.text[j] in (",", ";", ":"):
            break
    return ()


def _beside(view: View, unit: Unit, cue: CueGroup, speaker: Speaker) -> tuple[str, ...]:
    """Whom "à Y" names after the verb or its inverted subject: "a-t-il lancé à Y", "a dit X à Y"."""
    for start in dict.fromkeys((cue.end, max(cue.end, speaker.end if speaker.start >= cue.end else 0))):
        i = start
        while i < unit.end and (
            view.timed[i] or (view.pos[i] == "ADV" and view.low[i] != "auprès" and view.mention(i) is None)
        ):
            i += 1
        i += 2 * (view.low[i : i + 2] in _BY_PHONE)  # "a dit X au téléphone à Y"
        i += view.low[i : i + 2] == [",", "devant"]  # "a répondu le président, X, devant des marins"
        named = _named_after(view, i, unit.end)
        if named is not None:
            return named.actors
    return ()


def _named_after(view: View, i: int, stop: int) -> MentionDraft | None:
    """The person or body after the preposition at token `i`; None for a place and for other words."""
    near = view.low[i : i + 1] == ["auprès"]  # "a insisté X auprès de Y"
    if near or (view.low[i : i + 2] == ["à", "l'"] and view.low[i + 2 : i + 3] in _AIMED):
        i += 1 if near else 3
        if i + 1 >= stop or view.low[i] not in ("de", "d'", "du", "des"):
            return None
    elif i + 1 >= stop or view.low[i] not in _TO:
        return None
    j = i + 1 + (view.low[i + 1] in ("le", "la", "l'", "les"))
    mention = view.mention(j) if j < stop else None
    if mention is None and j + 1 < stop and view.pos[j] in ("NOUN", "ADJ"):
        mention = view.mention(j + 1)
    named = mention is not None and can_speak(mention) and (mention.start <= j or mention.start == j + 1)
    named = named and not (near and mention is not None and (mention.actor or "").startswith(_PRESS))
    return mention if named and mention is not None and mention.actors and not mention.as_place else None


def _turned_to(view: View, unit: Unit, cue: CueGroup) -> tuple[str, ...]:
    """Whom the speaker turns to: "S'adressant à Y, X a promis", "a lancé X en s'adressant à Y"; no verb of another
    stands between."""
    for i in [j for j, low in enumerate(view.low[unit.start : unit.end - 2], unit.start) if low in _TURNERS]:
        turned = view.low[i] in _TURNED and view.low[i + 1] == "vers"
        if not (turned or view.low[i : i + 2] in _TURNING) or view.quote_at[i] >= 0:
            continue
        named = _named_after(view, i + 2 - turned, unit.end)
        first, last = (cue.end, i) if i > cue.verb else (i + 2, cue.start)
        if named is not None and not any(view.finite[j] and view.quote_at[j] < 0 for j in range(first, last)):
            return named.actors
    return ()


def _set_before(view: View, unit: Unit, cue: CueGroup) -> tuple[str, ...]:
    """Whom the sentence sets before its clause: "À Y, qu'il a rencontré lundi, X a promis", "À Y qui l'interrogeait, X
    a redit", "Au premier, il a dit", "En réponse à Y, X a dit"."""
    answers = 2 * (view.low[unit.start : unit.start + 2] == ["en", "réponse"])
    named = _named_after(view, unit.start + answers, unit.end) if cue.verb > unit.start + 3 else None
    if named is None or named.end >= unit.end or named.how == "metonym":
        return ()
    comma = named.end
    if view.low[comma] in ("qui", "que", "qu'"):
        comma = next((i for i in range(comma, cue.start) if view.text[i] == ","), comma)
    inside = view.text[comma] != "," or any(view.text[i] in (";", ":") for i in range(named.end, cue.start))
    return () if inside or not (cue.kind.takes or answers) else named.actors


def _object(view: View, unit: Unit, cue: CueGroup, speaker: Speaker) -> tuple[str, ...]:
    """Whom a verb that takes him as its object warns or urges before a colon or a quotation: "X a prévenu Y : « »"."""
    if not cue.kind.takes & _WARNED or speaker.end > cue.start:
        return ()
    i = cue.end
    while i < unit.end and (view.timed[i] or view.pos[i] in ("ADV", "DET")):
        i += 1
    mention = view.mention(i) if i < unit.end else None
    if mention is None or not can_speak(mention) or mention.as_place or mention.end >= unit.end:
        return ()
    return mention.actors if view.text[mention.end] in _INTRODUCED else ()


def _written_to(view: View, unit: Unit, cue: CueGroup) -> tuple[str, ...]:
    """To whom goes the letter in which words are written: "Dans une lettre à Y, X dit", "a écrit X dans un message
    adressé à Y"; no verb of another stands between."""
    for i in range(unit.start + 2, unit.end - 2):
        if view.low[i] not in _LETTERS or view.low[i - 2] not in ("dans", "par") or view.quote_at[i] >= 0:
            continue
        j = i + 1
        while j < unit.end and (view.low[j] in _SENT or view.timed[j] or view.pos[j] == "ADJ"):
            j += 1
        named = _named_after(view, j, unit.end)
        first, last = (cue.end, i) if i > cue.verb else (named.end if named else i, cue.start)
        if named is not None and not any(view.finite[k] and view.quote_at[k] < 0 for k in range(first, last)):
            return named.actors
    return ()
