"""The scene that a paragraph sets before it tells: "Pretoria, mercredi 2 novembre. Dans une salle, X et Y viennent de
signer"; and the place that opens a sentence.

In: the layers of a document, a token. Out: the day and the town of a first sentence without a verb; whether a place
frames a contact.
"""

from __future__ import annotations

from typing import NamedTuple

from ....annotate import syntax
from ....annotate.layers import Layers, MentionDraft
from ....annotate.tense import governing_verb
from ....annotate.tree import Doc
from ..contact_table import ContactTable
from ..rules import Stretch

_SHORT = 8
"""A sentence that only sets the scene has at most so many tokens."""
_NONE = (None, None)


class Setting(NamedTuple):
    """An index into the times of a document, and the mention of a town."""

    time: int | None
    town: MentionDraft | None


def scene_set(doc: Doc, layers: Layers, i: int) -> Setting:
    """The day and the town of the verbless sentence that opens the paragraph of token `i`, where it names a town and a
    day and nobody; nothing where none does."""
    start = layers.text.rfind("\n", 0, doc[i].idx) + 1
    first = next((s for s in doc.sents if s.end_char > start), None)
    if first is None or first.end > i or len(first) > _SHORT or any(t.pos_ in {"VERB", "AUX"} for t in first):
        return Setting(*_NONE)
    within = [m for m in layers.mentions if first.start <= m.start < first.end]
    towns = [m for m in within if m.as_place or m.how == "metonym"]
    days = [n for n, t in enumerate(layers.times) if first.start_char <= t.start < first.end_char and t.is_day]
    if len(towns) != 1 or len(within) != 1 or len(days) != 1 or towns[0].start > first.start + 1:
        return Setting(*_NONE)
    return Setting(days[0], towns[0])


def is_frame(doc: Doc, layers: Layers, table: ContactTable, stretch: Stretch, at: int) -> bool:
    """Whether the place at token `at` opens the sentence of who held the contact there: "En février, à Nankin, X et
    Y avaient tenu la première réunion"."""
    start, i = stretch.unit.start, stretch.trigger.i
    small, brought = {"ADP", "DET", "NUM", "PUNCT"}, table.where.locatives
    opening = all(t.pos_ in small or t.lower_ in brought or layers.is_timed(t) for t in doc[start:at])
    comma = next((t.i for t in doc[at + 1 : at + 4] if t.text == ","), None)
    verb = governing_verb(doc[i])
    holding = table.parties.takes_part | table.where.phases
    holds = verb is not None and syntax.infinitive_of(verb.lemma_.lower()) in holding
    return opening and comma is not None and holds and verb is not None and comma < verb.i < i
