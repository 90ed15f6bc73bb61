"""Where and when the one text of a dispatch was signed, as told elsewhere than with those who signed: "la signature à
Doha d'un accord", "Le texte signé samedi".

In: the layers of a document. Out: the one town and the one day told so; nothing where there are several.
"""

from __future__ import annotations

from ....annotate.layers import Layers, MentionDraft
from ....annotate.tree import Doc
from ....annotate.word_table import NOUNS
from .opening import Setting

_SIGNED = NOUNS.signing
_NEAR = 5
"""At most so many tokens behind such a word stands its day or its town."""


def signing_told(doc: Doc, layers: Layers, locatives: frozenset[str]) -> Setting:
    """The one day and the one town that stand right behind words for the signing of a text."""
    days: dict[object, int] = {}
    towns: dict[str, MentionDraft] = {}
    for token in (t for t in doc if t.lower_ in _SIGNED):
        near = range(token.i + 1, min(token.sent.end, token.i + 1 + _NEAR))
        starts = {doc[j].idx for j in near}
        for n, time in enumerate(layers.times):
            if time.start in starts and time.is_day:
                days.setdefault((time.value, time.recipe), n)
        for mention in (layers.by_token.get(j) for j in near if doc[j - 1].lower_ in locatives):
            if mention is not None and mention.place is not None:
                towns.setdefault(mention.place.name.fr, mention)
    return Setting(
        next(iter(days.values())) if len(days) == 1 else None, next(iter(towns.values())) if len(towns) == 1 else None
    )
