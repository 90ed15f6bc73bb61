"""Towns that no table knows, told where a contact took place.

In: the layers of a document and the words of one language. Out: places without an identifier.
"""

from __future__ import annotations

from ....annotate.layers import Layers
from ....annotate.tree import Doc, text_of
from ....types import Named, Place
from ..where_table import WhereWords


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
