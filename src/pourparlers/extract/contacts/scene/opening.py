"""The scene that a paragraph sets before it tells: "Pretoria, mercredi 2 novembre. Dans une salle, X et Y viennent de
signer".

In: the layers of a document, a token. Out: the day and the town of a first sentence without a verb.
"""

from __future__ import annotations

from typing import NamedTuple

from ....annotate.layers import Layers, MentionDraft
from ....annotate.tree import Doc

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
