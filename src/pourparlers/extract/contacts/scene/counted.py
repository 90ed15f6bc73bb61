"""Contacts whose day is not the one beside them: only counted from that of something else ("trois jours après l'attaque
du 2 janvier", "au lendemain du vote"), or another than was planned ("la réunion prévue mardi a eu lieu mercredi").

In: the layers of a document, a contact's stretch of it. Out: where its words count so, the expression that dates what
they count from, and how many days they count; the expression that dates it in place of the one beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from ....annotate.layers import Layers
from ....annotate.offsets import days_off
from ....annotate.tree import Doc, Token
from ....annotate.word_table import NOUNS, VERBS
from ....drafts import TimeExpr
from ..rules import Stretch
from ..where_table import WhereWords

_OF: Final = re.compile(r"(?:\s+(?!le\b|la\b|les\b|et\b|qui\b|que\b)[\w’'-]+){0,4}?\s+(?:du|de|d['’])\s*$")
"""What joins a noun to the day that tells which of several is meant: "l'attaque de Pathankot du 2 janvier"."""
_BESIDE: Final = re.compile(r"[^,;:.«»]{0,50},\s+le\s+$")
"""And where commas set it off: "son entretien avec Paris, le 20 juin,"."""
_ON: Final = re.compile(r"(?:\s+(?!et\b|qui\b|que\b)[\w’'-]+){0,4}?(?:\s+du|,\s+le)\s+$")
_FAR: Final = 60
"""How far behind its noun, in code points, such a day may stand."""
_GROUP: Final = 6
"""How many tokens a verb may have with what belongs to it: "a finalement eu lieu"."""
_CLAUSES: Final = frozenset({"qui", "que", "qu'", "dont", "où"})


class Counted(NamedTuple):
    """The day told of what a contact is counted from (an index into the times, None where none is), and how many days
    after it the contact was, before it negative."""

    time: int | None
    days: int


def counted(doc: Doc, layers: Layers, stretch: Stretch, numbers: Mapping[str, int]) -> Counted | None:
    """How the words of `stretch` count the day of its contact, None where they do not; `numbers` are those that they
    may use."""
    i = stretch.trigger.i
    for noun in doc[stretch.unit.start : stretch.unit.end]:
        if noun.pos_ != "NOUN" or noun.i == i or (days := days_off(noun, numbers)) is None:
            continue
        if _opens(doc, noun, i, stretch.unit.start) or _follows(doc, layers, noun, stretch):
            return Counted(_day_of(doc, layers, noun), -days)
    return None


def _opens(doc: Doc, noun: Token, i: int, start: int) -> bool:
    """Whether the phrase of `noun` opens the sentence at token `start`, and a comma closes it before its main clause,
    which is that of token `i`."""
    if noun.i > i or any(t.pos_ in {"VERB", "AUX"} or t.text == "," for t in doc[start : noun.i]):
        return False
    comma = next((t.i for t in doc[noun.i : i] if t.text == ","), None)
    return comma is not None and not any(t.lower_ in _CLAUSES for t in doc[comma:i])


def _follows(doc: Doc, layers: Layers, noun: Token, stretch: Stretch) -> bool:
    """Whether the phrase of `noun` stands behind the verb of `stretch`, in its clause."""
    i = stretch.trigger.i
    if not i < noun.i < stretch.right or stretch.trigger.verb is None:
        return False
    between = [t for t in doc[i + 1 : noun.i] if t.i not in layers.by_token]
    return not any(t.pos_ in {"VERB", "AUX"} or t.lower_ in _CLAUSES or t.text in {",", ";"} for t in between)


def _day_of(doc: Doc, layers: Layers, noun: Token) -> int | None:
    """The day with which `noun` is named there, else the one with which the same noun was named before."""
    here = _named_with(layers, noun, _OF)
    here = _named_with(layers, noun, _BESIDE) if here is None else here
    if here is not None:
        return here
    earlier = (t for t in doc[: noun.i] if t.lower_ == noun.lower_)
    found = {n for t in earlier if (n := _named_with(layers, t, _ON)) is not None}
    days = {(layers.times[n].value, layers.times[n].recipe) for n in found}
    return min(found) if len(days) == 1 else _struck_on(doc, layers, noun) if not found else None


def _struck_on(doc: Doc, layers: Layers, noun: Token) -> int | None:
    """The day that opens the one sentence before which tells the attack, or the like, that `noun` names: "Le 2 janvier,
    un commando avait tué sept soldats. Trois jours après l'attaque"."""
    if noun.lower_ not in NOUNS.attacks:
        return None
    found = []
    for n, time in enumerate(layers.times):
        first = doc.char_span(time.start, time.end, alignment_mode="expand") if time.is_day else None
        if first is None or first.start >= noun.i or first.start - doc[first.start].sent.start > 1:
            continue
        struck = any(t.pos_ == "VERB" and t.lemma_.lower() in VERBS.attacks for t in doc[first.start].sent)
        found += [n] if struck and first.end < doc[first.start].sent.end and doc[first.end].text == "," else []
    return found[0] if len(found) == 1 else None


def _named_with(layers: Layers, noun: Token, joined: re.Pattern[str]) -> int | None:
    end = noun.idx + len(noun.text)
    for n, time in enumerate(layers.times):
        if end <= time.start <= end + _FAR and time.is_day and time.kind in {"DATE", "TIME"}:
            return n if joined.fullmatch(layers.text, end, time.start) else None
    return None


def taken_place(doc: Doc, times: Sequence[TimeExpr], at: tuple[int, int, int], words: WhereWords) -> int | None:
    """The day on which a contact did take place, or will, where its verb tells one behind the day for which it was
    planned: "la réunion prévue mardi a eu lieu mercredi"; None where it does not. `at` are the planned day (an index
    into `times`), the token of the contact's noun, and the end of its stretch."""
    planned, i, right = at
    if doc[i].pos_ != "NOUN":
        return None
    span = doc.char_span(times[planned].start, times[planned].end, alignment_mode="expand")
    if span is None or not i < span.start < right:
        return None
    verb = next((t.i for t in doc[span.end : right] if t.pos_ in {"VERB", "AUX"}), None)
    was_to = bool({t.lower_ for t in doc[i + 1 : span.start]} & words.was_to)  # "qui devait se tenir mardi, aura lieu"
    close = next((t.i for t in doc[span.end : right] if t.text == ","), None) if was_to else None
    if verb is None or (was_to and (close is None or verb < close)):
        return None
    if not was_to and not {t.lower_ for t in doc[max(i, span.start - 2) : span.start]} & words.own_deeds:
        return None
    if any(t.lower_ in words.borders for t in doc[span.end : verb]):
        return None
    group = [t.lower_ for t in doc[verb - 1 : min(right, verb + _GROUP)]]
    happens = next((k for k, w in enumerate(group) if k and w in words.happening), None)
    if happens is None or not (set(group[:happens]) & {"se", "s'"} or group[happens] in words.happening_bare):
        return None
    behind = {t.idx for t in doc[verb + happens : min(right, verb + happens + _GROUP)]}
    return next((n for n, t in enumerate(times) if t.start in behind), None)


def is_another_day(times: Sequence[TimeExpr], a: int | None, b: int | None, *, earlier: bool = False) -> bool:
    """Whether the expressions `a` and `b` of `times` are told as different days: "mardi", against "le 3 mars", and
    against "lundi" where one was `earlier` than the story, not on one journey; an hour may be of any day."""
    if a is None or b is None or a == b or (times[a].anchor or times[b].anchor) is not None:
        return False
    one, other = times[a], times[b]
    if all(t.recipe is not None and t.recipe.op == "weekday" for t in (one, other)):
        return earlier and len({t.recipe.weekday for t in (one, other) if t.recipe is not None}) > 1
    return {one.kind, other.kind} == {"DATE"} and (one.value, one.recipe) != (other.value, other.recipe)
