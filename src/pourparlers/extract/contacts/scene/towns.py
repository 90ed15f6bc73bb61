"""Towns that no table knows, told where a contact took place.

In: the layers of a document and the words of one language. Out: places without an identifier.
"""

from __future__ import annotations

from ....annotate.layers import Layers, MentionDraft
from ....annotate.tree import Doc, text_of
from ....types import Named, Place
from ..where_table import WhereWords

_FAR = 10
"""At most so many tokens stand between "C'est à Rome que" and its verb."""


def set_off(doc: Doc, layers: Layers, words: WhereWords, i: int) -> MentionDraft | None:
    """The town that "C'est à Rome que" sets off before the verb at token `i`; None where none does."""
    first = doc[i].sent.start
    that = next((t.i for t in reversed(doc[max(first, i - _FAR) : i]) if t.lower_ in words.that), None)
    town = layers.by_token.get(that - 1) if that is not None and that > first else None
    if town is None or town.start < first + 2 or not (town.as_place or town.how == "metonym"):
        return None
    said = [t.lower_ for t in doc[max(first, town.start - 3) : town.start]]
    return town if said[-1] in words.locatives and said[-2] in words.set_off and said[0] in {"c'", "ce"} else None


def unknown_town(doc: Doc, layers: Layers, words: WhereWords, at: tuple[int, int, int]) -> Place | None:
    """The town that a proper name right after "à" tells, after or before a contact's trigger; None where none does.

    `at` are the trigger's token, and those between which its clause stands."""
    i, left, right = at
    for j in (*range(i + 1, right), *range(i - 1, left, -1)):
        if j == left or doc[j].pos_ != "PROPN" or not doc[j].text[:1].isupper() or layers.by_token.get(j):
            continue
        if doc[j - 1].lower_ in words.at:
            end = j + 1
            while end + 1 < len(doc) and (doc[end].pos_ == "PROPN" or doc[end].text == "-"):
                if not doc[end + (doc[end].text == "-")].text[:1].isupper():
                    break
                end += 1 + (doc[end].text == "-")  # "Val d'Or", "Baden-Baden"
            named = text_of(doc[j:end])
            return Place(name=Named(fr=named, en=named))
    return None
