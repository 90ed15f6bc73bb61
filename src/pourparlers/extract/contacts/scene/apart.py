"""Contacts that their sentence only measures from its own day: "a salué l'accord mercredi, deux jours après un appel".

In: the layers of a document, a contact's stretch of it. Out: the expression of time of that day, and how many days
after it the contact was.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ....annotate.layers import Layers
from ....annotate.offsets import days_off, days_off_deed
from ....annotate.tree import Doc, Token
from ....drafts import ContactDraft
from ...news import news_day
from ..contact_table import ContactTable
from ..rules import Stretch
from ..status import Standing
from .counted import is_another_day
from .when import Days

_SET: Final = 6
"""At most so many tokens stand between "devait" and the day for which something was set."""
_BACK: Final = 8
"""At most so many tokens before its noun the day may stand to which a contact is put off."""
_TO: Final = frozenset({"de", "d'", "à"})
_PRONOUNS: Final = frozenset({"se", "s'", "le", "la", "l'", "les", "y"})
_BORDERS: Final = frozenset({",", ";"})
_JOINTS: Final = frozenset({"et", "puis", "mais", "après", "avant", "pendant", "tandis", "qui", "que", "qu'"})
_MEANWHILE: Final = frozenset({"tandis", "pendant", "alors"})
_WHERE: Final = "où"
_WITHIN: Final = frozenset({"duquel", "laquelle", _WHERE})
"""What opens a relative that tells what took place at something: "au cours duquel"."""
_PHRASE: Final = 3
"""Tokens of "au cours duquel"."""
_CLAUSES: Final = frozenset({"qui", "que", "qu'", "dont", "où"})


def measured_from(
    doc: Doc, layers: Layers, table: ContactTable, days: Days, stretch: Stretch, *, time: int | None
) -> tuple[int, int] | None:
    """The one day that the sentence of the contact of `stretch` tells (an index into the times), and how many days
    after it the contact was, where it is only measured from it; None where it is not. `time`: the one that would be its
    own, which counts only where a relative tells of what is measured."""
    unit, token = stretch.unit, doc[stretch.trigger.i]
    noun = _told_within(doc, stretch)
    within = days_off(noun, table.parties.counts) if noun is not None else None
    if time is not None:
        return (time, within) if noun and within is not None and layers.times[time].start < noun.idx else None
    off = days_off(token, table.parties.counts) if stretch.trigger.noun is not None else None
    off = days_off_deed(token, table.parties.counts) if off is None else off
    off = within if off is None else off
    if off is None:
        return None
    first, last = doc[unit.start].idx, doc[unit.end - 1].idx
    here = [n for n, t in enumerate(layers.times) if first <= t.start <= last and t.kind in {"DATE", "TIME"}]
    if not here and any(t.lower_ in table.where.follows for t in doc[unit.start : token.i]):
        news = news_day(layers)  # "L'annonce intervient au lendemain d'un appel"
        return (news, off) if news is not None and layers.times[news].start < first else None
    before = [n for n in here if layers.times[n].start < token.idx]
    if not before:
        main = _day_behind(doc, layers, stretch)
        return (main, off) if main is not None else None
    if len(before) != 1 or not layers.times[before[0]].is_day:
        return None
    return None if days.is_aside(layers.times[before[0]].start, token.i) else (before[0], off)


def _told_within(doc: Doc, stretch: Stretch) -> Token | None:
    """The noun of which the relative tells in which the contact of `stretch` stands: "au lendemain d'un sommet au cours
    duquel X a vu Y"; None where it stands in none."""
    i = stretch.trigger.i
    opens = next((t.i for t in reversed(doc[stretch.unit.start : i]) if t.lower_ in _WITHIN), None)
    if opens is None or opens - stretch.unit.start < _PHRASE:
        return None
    k = opens - 1 if doc[opens].lower_ == _WHERE else opens - _PHRASE
    while k > stretch.unit.start and doc[k].pos_ in {"ADJ", "ADP"}:
        k -= 1
    return doc[k] if doc[k].pos_ == "NOUN" else None


def _day_behind(doc: Doc, layers: Layers, stretch: Stretch) -> int | None:
    """The one past day of the main clause, where the phrase of the contact opens the sentence: "Au lendemain d'un appel
    avec Y, X est arrivé vendredi à Rome"."""
    unit, i = stretch.unit, stretch.trigger.i
    comma = next((t.i for t in doc[i : unit.end] if t.text == ","), None)
    if comma is None or any(t.text == "," for t in doc[unit.start : i]):
        return None
    start, end = doc[comma].idx, doc[unit.end - 1].idx
    times = [(n, t) for n, t in enumerate(layers.times) if start < t.start <= end and t.kind in {"DATE", "TIME"}]
    if len(times) != 1 or not times[0][1].is_day or times[0][1].direction != "past" or times[0][1].background:
        return None
    between = doc.char_span(start, times[0][1].start, alignment_mode="contract") or ()
    return None if any(t.lower_ in _CLAUSES or t.text in {":", ";"} for t in between) else times[0][0]


def was_set_for(doc: Doc, layers: Layers, table: ContactTable, time: int) -> bool:
    """Whether the expression `time` is the day for which a contact was set that is put off: "prévue le 12", "qui devait
    s'ouvrir le 12", "prévue mardi"."""
    told = layers.times[time]
    at = doc.char_span(told.start, told.end, alignment_mode="expand")
    before = [t.lower_ for t in doc[max(0, at[0].i - _SET) : at[0].i]] if at is not None else []
    return bool(set(before[-3:]) & table.where.set_for or set(before) & table.status.had_to)


def day_moved(
    doc: Doc, layers: Layers, table: ContactTable, days: Days, stretch: Stretch, *, told: tuple[int, list[int]]
) -> tuple[int | None, list[int]]:
    """The day of a contact that `stretch` tells to be put off, and its tokens: the new one, else the one for which it
    was set, be it `told` or behind what is told ("ont repoussé jeudi la rencontre, prévue le lendemain à Rome")."""
    i = stretch.trigger.i
    new = days.new_day(i, max(stretch.left, i - _BACK), stretch.right)
    if new[0] is not None or _is_brought_forward(doc, table, stretch):
        return new
    if was_set_for(doc, layers, table, told[0]):
        return told
    behind = (days.within(k, k + 1) for k in range(i, stretch.right))
    old = (d for d in behind if d[0] is not None and was_set_for(doc, layers, table, d[0]))
    return next(old, (None, []))


def is_of_offer(doc: Doc, layers: Layers, i: int, time: int | None, standing: Standing) -> bool:
    """Whether a past day (an expression of time, or None) told right before the infinitive of a contact to come, at
    token `i`, is that of the words which announce it: "a accepté jeudi de recevoir X"; it is on no such day."""
    ahead = standing.told and standing.status in {"planned", "proposed"} and doc[i].morph.infinitive
    if time is None or not ahead or layers.times[time].direction != "past":
        return False
    before = i - 1
    while before > 0 and doc[before].lower_ in _PRONOUNS:
        before -= 1
    end = layers.times[time].end
    return doc[before].lower_ in _TO and end == doc[before - 1].idx + len(doc[before - 1].text)


def is_moved(doc: Doc, table: ContactTable, stretch: Stretch, standing: Standing) -> bool:
    """Whether the contact of `stretch` is put off, or brought forward ("prévue mercredi, a été avancée à mardi")."""
    return standing.status == "postponed" or _is_brought_forward(doc, table, stretch)


def _is_brought_forward(doc: Doc, table: ContactTable, stretch: Stretch) -> bool:
    return any(t.lower_ in table.where.forward for t in doc[stretch.left : stretch.right])


def is_left_behind(
    doc: Doc, layers: Layers, days: Days, stretch: Stretch, *, place: int, before: Sequence[ContactDraft]
) -> bool:
    """Whether the place at token `place` is only that of the last one told `before` in the sentence, none of what the
    verb of `stretch` tells behind it: of another day ("a reçu mardi à Paris X, qui avait vu Y lundi") or of others
    meanwhile ("a reçu à Paris X, tandis que Y voyait Z")."""
    i, unit, last = stretch.trigger.i, stretch.unit, before[-1] if before else None
    told = last is not None and last.sentence[0] == doc[unit.start].idx and stretch.left > unit.start
    if last is None or not told or not stretch.left <= place < i or stretch.trigger.verb is None:
        return False
    border = next((t.i for t in doc[place + 1 : i] if t.text in _BORDERS or t.lower_ in _JOINTS), None)
    if border is None or any(t.lower_ == "où" for t in doc[border:i]):
        return False
    if any(t.lower_ in _MEANWHILE and doc[t.i + 1].lower_ in {"que", "qu'"} for t in doc[border:i]):
        return True
    time = days.time(i, border, stretch.right)[0]
    if time is None or last.time is None or time == last.time:
        return False
    anchored = layers.times[time].anchor is not None and layers.times[time].is_day  # "avait vu la veille Y"
    return anchored or is_another_day(layers.times, time, last.time, earlier=True)
