"""Venues named by what stands there: the seat of a body ("au siège de l'Otan"), the surroundings of a town ("près de
Rome").

In: the layers of a document, the knowledge base and the words of one language. Out: towns, tokens.
"""

from __future__ import annotations

from ....annotate.layers import Layers, MentionDraft
from ....annotate.tree import Doc
from ....knowledge.model import KnowledgeBase, PlaceName
from ..where_table import WhereWords

_ARTICLES = frozenset({"la", "le", "l'", "les"})
_FAR = 4
"""At most so many tokens stand between a word for a seat and the body that sits there."""


def town_of(kb: KnowledgeBase, name: str) -> PlaceName | None:
    """The town in which the house with this French name stands; None where no table tells it."""
    row = kb.places_by_name.get(name)
    return kb.places_by_name.get(row.town) if row is not None and row.town else None


def body_seat(
    doc: Doc, layers: Layers, kb: KnowledgeBase, words: WhereWords, at: tuple[int, int, int]
) -> PlaceName | None:
    """The town of the seat that tells where the contact at token `i` was: "au siège de l'Otan"; `at` are `i` and the
    tokens between which its clause stands."""
    i, left, right = at
    for j in (*range(i + 1, right), *range(left + 1, i)):
        if doc[j].lower_ not in words.headquarters or doc[j - 1].lower_ not in words.locatives:
            continue
        body = _body_of(layers, words, doc, j)
        seat = kb.organisations[body].seat if body in kb.organisations else ""
        if seat and (j > i or _opens(doc, left, j, i)) and not _is_apart(doc, words, i, j):
            return kb.places_by_name.get(seat.split("|")[0])
    return None


def _body_of(layers: Layers, words: WhereWords, doc: Doc, j: int) -> str:
    """Id of the body whose seat the word at token `j` names; empty where "de" brings none."""
    if j + 1 >= len(doc) or doc[j + 1].lower_ not in words.of_the:
        return ""
    k = j + 2
    while k < len(doc) and k < j + _FAR and doc[k].lower_ in _ARTICLES:
        k += 1
    mention = layers.by_token.get(k)
    return (mention.actor or "") if mention is not None and mention.start <= k else ""


def _opens(doc: Doc, left: int, j: int, i: int) -> bool:
    """Whether the phrase at token `j` opens the clause of the verb at token `i`, no other verb between: "Au siège de
    l'ONU, X a vu Y"."""
    first = all(t.is_punct or t.pos_ in {"ADP", "DET"} for t in doc[left:j])
    return first and not any(t.pos_ == "VERB" for t in doc[j:i]) and doc[i].pos_ in {"VERB", "AUX"}


def _is_apart(doc: Doc, words: WhereWords, i: int, j: int) -> bool:
    """Whether between the contact at token `i` and the phrase at token `j` something else is told, or the phrase is
    that of a deed of another: "a vu X, élu au siège de l'ONU"."""
    between = doc[i + 1 : j]
    return any(t.pos_ == "VERB" or t.text in {";", ":"} or t.lower_ in words.elsewhere for t in between)


def stands_near(doc: Doc, layers: Layers, words: WhereWords, mention: MentionDraft, i: int) -> bool:
    """Whether the town of `mention` tells where the contact at token `i` was by its surroundings: "se sont vus mardi
    près de Rome", "dans un château près de Rome"; not where something else was: "après l'attaque près de Rome"."""
    j = mention.start - 1
    while j > i and doc[j].lower_ in _ARTICLES:
        j -= 1
    if j < i + 1 or doc[j].lower_ not in words.of_the:
        return False
    told = next((p for p in words.near if [t.lower_ for t in doc[j - len(p) : j]] == list(p)), None)
    if told is None or j - len(told) <= i:
        return False
    k = j - len(told) - 1
    while k > i and (doc[k].is_punct or layers.is_timed(doc[k]) or doc[k].lower_ in {"tout", "juste", "non"}):
        k -= 1
    while (
        k > i and layers.by_token.get(k) is None and (doc[k].pos_ in {"ADJ", "NUM"} or doc[k].lower_ in words.own_deeds)
    ):
        k -= 1  # "les négociations engagées près de Rome"
    if k <= i or layers.by_token.get(k) is not None:
        return True
    return doc[k].lower_ in words.venues | words.houses | words.towns
