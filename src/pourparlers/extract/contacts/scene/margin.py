"""Where the occasion is in whose margin a contact takes place: "en marge du sommet", which the text sets in a town."""

from __future__ import annotations

from ....annotate.layers import Layers
from ....annotate.tree import Doc
from ....types import Place
from ..contact_table import PartyWords
from ..where_table import WhereWords
from .where import Whereabouts

_CLOSE = 4
"""How many tokens after "marge" its noun stands at most."""
_NAMED = 12
"""How many tokens after the noun of an occasion the town may stand that it is in."""


def occasion_place(
    doc: Doc, layers: Layers, where: Whereabouts, words: tuple[WhereWords, PartyWords], bounds: tuple[int, int]
) -> Place | None:
    """The one town or country that the text gives the occasion told after "en marge de" within tokens `bounds`: "le
    sommet de l'Otan à Madrid … l'a rencontré en marge du sommet". None where it gives none, or several."""
    places, parties = words
    margin = next((t.i for t in doc[bounds[0] : bounds[1]] if t.lower_ in parties.margin), None)
    if margin is None:
        return None
    nouns = (t for t in doc[margin + 1 : margin + 1 + _CLOSE] if t.lower_.removesuffix("s") in places.occasions)
    noun = next(nouns, None)
    if noun is None:
        return None
    own = frozenset({noun.lower_.removesuffix("s")})
    own = places.tops if own & places.tops else own
    found: dict[str, Place] = {}
    for mention in layers.mentions:
        if not mention.as_place and mention.how != "metonym":
            continue
        if not _is_of(doc, mention.start, own, places):
            continue
        place = where.place_of(mention)
        if place is not None:
            found[place.name.fr] = place
    return next(iter(found.values())) if len(found) == 1 else None


def _is_of(doc: Doc, start: int, nouns: frozenset[str], words: WhereWords) -> bool:
    """Whether the place that begins at token `start` is where the occasion of one of `nouns` is: "le sommet de Madrid",
    "le sommet de l'Otan à Madrid", no verb between."""
    k = start - 1
    while k > 0 and doc[k].pos_ == "DET":
        k -= 1
    of_it = doc[k].lower_ in words.of and doc[k - 1].lower_.removesuffix("s") in nouns
    if of_it or doc[k].lower_ not in words.locatives:
        return of_it
    for token in reversed(doc[max(0, k - _NAMED) : k]):
        if token.lower_.removesuffix("s") in nouns:
            return True
        if token.pos_ in {"VERB", "AUX"} or token.is_sent_start or token.text in {".", ";", ":"}:
            return False
    return False
