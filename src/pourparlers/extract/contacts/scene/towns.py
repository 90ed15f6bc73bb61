"""Towns that no table knows, told where a contact took place.

In: the layers of a document and the words of one language. Out: places without an identifier.
"""

from __future__ import annotations

from ....annotate.layers import Layers, MentionDraft
from ....annotate.tree import Doc, text_of
from ....types import Named, Place
from ..where_table import WhereWords

_NAMING = frozenset({"PROPN", "NOUN", "ADJ", "X"})
"""Parts of speech that the parser gives the words of a name: "Wye Plantation"."""
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
        if doc[j - 1].lower_ in words.at and not layers.is_timed(doc[j]):  # "à Noël"
            end = j + 1
            while end + 1 < len(doc) and (doc[end].pos_ in _NAMING or doc[end].text == "-"):
                word = doc[end + (doc[end].text == "-")]
                if not word.text[:1].isupper() or layers.by_token.get(word.i):
                    break
                end += 1 + (doc[end].text == "-")  # "Val d'Or", "Baden-Baden"
            named = text_of(doc[j:end])
            return Place(name=Named(fr=named, en=named))
    return None


def is_house_room(doc: Doc, words: WhereWords, start: int) -> bool:
    """Whether the name that begins at token `start` is that of a house of which the words before name a part where one
    is received: "a ouvert les portes de l'Élysée à X", "dans les jardins de la Maison Blanche", "sur le perron de"."""
    j = start - 1
    while j > 0 and doc[j].pos_ == "DET" and doc[j].lower_ not in words.of_the:
        j -= 1
    if j < 2 or doc[j].lower_ not in words.of_the:
        return False
    before = {t.lower_ for t in doc[max(0, j - 4) : j - 1]}
    return doc[j - 1].lower_ in words.doors or (
        doc[j - 1].lower_ in words.rooms and bool(before & (words.locatives | words.toward))
    )


def left_behind(doc: Doc, layers: Layers, words: WhereWords, i: int) -> MentionDraft | None:
    """The town before the departure from which the contact at token `i` was: "Avant de quitter Rome, X a vu Y"."""
    sentence = doc[i].sent
    for j in [t.i for t in sentence[1:-1] if t.lower_ in words.leaves]:
        before = [t.lower_ for t in doc[max(sentence.start, j - 3) : j]]
        if before[-1:] != ["de"] or "avant" not in before:
            continue
        first, last = sorted((i, j))
        apart = any(
            t.text in {";", ":", "«", "»"} or t.lower_ in words.borders or t.lower_ in words.relative
            for t in doc[first:last]
        )
        town = layers.by_token.get(j + 1)
        if town is not None and not apart and (town.as_place or town.place is not None or town.how == "metonym"):
            return town
    return None


def town_before(doc: Doc, layers: Layers, words: WhereWords, venue: MentionDraft, left: int) -> str | None:
    """The proper name right before the comma behind which the state `venue` is named, no further left than token
    `left`: "à Argyle, à Saint-Vincent"."""
    comma = venue.start - 1
    while comma > left and doc[comma].text != "," and venue.start - comma < 4:
        comma -= 1
    j = comma - 1
    if venue.how != "name" or doc[comma].text != "," or j <= left:
        return None
    if doc[j].pos_ not in {"PROPN", "X"} or layers.by_token.get(j) or doc[j - 1].lower_ not in words.at:
        return None
    return doc[j].text
