"""Sides that only common words name, one of a whole: "la junte", "une délégation de l'opposition", "les militaires au
pouvoir"."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from ....annotate.layers import Layers, MentionDraft
from ....annotate.tree import Doc
from ....annotate.word_table import NOUNS
from ....types import Actor
from ..contact_table import PartyWords

_OF = frozenset({"de", "d'", "du", "des"})
_ARTICLES = frozenset({"la", "l'", "les", "le"})
_NAME = 8
"""At most so many tokens are the name of a body."""
_JOURNEYS: Final = NOUNS.journeys
_ADJECTIVES = 2
"""At most so many adjectives stand behind such a noun: "l'opposition armée syrienne"."""

Maker = Callable[[Doc, Layers, int, tuple[int, int], Actor | None], str]
"""Makes an actor of this document from the token of its phrase, its words and its state."""


@lru_cache(maxsize=8)
def _first_words(phrases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(phrase.split(" ")[0] for phrase in phrases)


class FactionReader:
    """Finds such sides in one document with the words of one language; `make` makes their actors."""

    def __init__(self, doc: Doc, layers: Layers, words: PartyWords, make: Maker) -> None:
        self._doc, self._layers, self._words, self._make = doc, layers, words, make
        self._conclaves = _first_words(words.factions.conclaves)

    def at(self, i: int, stop: int) -> MentionDraft | None:
        """The side told by the phrase that begins with an article at token `i`; None where it is none."""
        doc, words = self._doc, self._words
        if i + 1 >= min(stop, len(doc)) or doc[i].lower_ not in words.openers:
            return None
        head = i + 1
        low = doc[head].lower_
        sent = self._sent_by(head, stop) if low in words.embassies or low in words.factions.seated else None
        if sent is None and doc[i].lower_ not in _ARTICLES:
            return None  # "une junte", "des rebelles": whose they are is told by others
        side = self.of(i, sent if sent is not None else head, stop, sent=sent is not None)
        return side if side is not None or sent is None else self._unknown(i, sent, stop)

    def _unknown(self, i: int, first: int, stop: int) -> MentionDraft | None:
        """The body that no table knows whose delegates the phrase from token `i` on tells, its name from token `first`
        on: "une délégation du Conseil national de transition"."""
        doc = self._doc
        articled = doc[first - 1].lower_ in {"du", "des", *_ARTICLES}
        if not articled or not doc[first].text[:1].isupper() or first in self._layers.by_token:
            return None
        end, state = first + 1, None
        while end < min(stop, len(doc)) and end - first < _NAME and state is None:
            word, own = doc[end], self._layers.by_token.get(end)
            if own is not None:
                nation = own.adjective and own.how == "nationality" and len(own.actors) == 1
                if not nation:
                    break
                end, state = own.end, self._layers.actors[own.actors[0]]
            elif word.text[:1].isupper() or (word.pos_ == "ADJ" and not word.is_punct):
                end += 1
            elif word.lower_ in _OF and end + 1 < len(doc) and self._goes_on(end + 1):
                end += 2
            else:
                break
        if doc[end - 1].lower_ in _OF or (end == first + 1 and doc[first].pos_ != "PROPN"):
            return None
        actor = self._make(doc, self._layers, i, (first, end), state)
        return MentionDraft(i, end, first, "group", actor=actor, number="p")

    def _goes_on(self, i: int) -> bool:
        """Whether the noun at token `i` behind "de" is of the name before it: "de transition", "de la Libération"."""
        noun = self._doc[i]
        return noun.pos_ in {"NOUN", "PROPN"} and i not in self._layers.by_token and noun.lower_ not in _JOURNEYS

    def conclave(self, i: int, stop: int) -> MentionDraft | None:
        """The body of several without a name that words from token `i` on tell: "groupe de contact sur la Libye"."""
        doc = self._doc
        if doc[i].lower_ not in self._conclaves:
            return None
        said = " ".join(t.lower_ for t in doc[i : min(stop, i + _NAME)])
        phrase = next((p for p in self._words.factions.conclaves if f"{said} ".startswith(f"{p} ")), None)
        known = self._layers.by_token.get(i)
        if phrase is None or (known is not None and known.actors):
            return None
        end = i + len(phrase.split())
        if end + 1 < stop and doc[end].lower_ in self._words.topic:
            after = next((m for k in (end + 1, end + 2) if (m := self._layers.by_token.get(k))), None)
            end = after.end if after is not None and after.end <= stop else end
        actor = self._make(doc, self._layers, i, (i, end), None)
        return MentionDraft(i, end, i, "group", actor=actor, number="p")

    def of(self, i: int, head: int, stop: int, *, sent: bool) -> MentionDraft | None:
        """The side that the noun at token `head` names in the phrase from token `i` on, by those whom it has `sent`
        where it has."""
        doc, words = self._doc, self._words
        known = self._layers.by_token.get(head) if head < min(stop, len(doc)) else None
        if sent and i < head - 1 and known is not None and self._is_body(known) and known.end <= stop:
            return MentionDraft(i, known.end, head, "group", actor=known.actors[0], number="p")
        if head >= min(stop, len(doc)) or (known is not None and not (sent and self._is_nameless(known))):
            return None
        if doc[head].lower_ not in (words.factions.alone | words.factions.sending if sent else words.factions.alone):
            return None
        end, state = self._end(head + 1, stop)
        if self._is_of_else(head, end):
            return None
        first = head - 1 if doc[head - 1].lower_ in _ARTICLES else head
        actor = self._make(doc, self._layers, i, (first, end), state)
        return MentionDraft(i, end, head, "group", actor=actor, number="p")

    def _is_body(self, mention: MentionDraft) -> bool:
        """Whether `mention` is of one institution or group, told by words of its own: "l'opposition"."""
        one = len(mention.actors) == 1 and not (mention.adjective or mention.as_place)
        return one and self._layers.actors[mention.actors[0]].kind in {"institution", "group"}

    def _is_nameless(self, mention: MentionDraft) -> bool:
        """Whether `mention` is of people nobody names: "les émissaires de l'armée"."""
        return bool(mention.actors) and all(self._layers.actors[a].kind == "anonymous" for a in mention.actors)

    def _sent_by(self, i: int, stop: int) -> int | None:
        """The noun of those whose delegates the noun at token `i` tells: "délégation (officielle) de l'opposition"."""
        doc, j = self._doc, i + 1
        while j < stop and doc[j].pos_ == "ADJ" and j - i <= _ADJECTIVES:
            j += 1
        if j + 1 >= min(stop, len(doc)) or doc[j].lower_ not in _OF:
            return None
        j += 1 + (doc[j + 1].lower_ in _ARTICLES)
        return j if j < min(stop, len(doc)) else None

    def _end(self, i: int, stop: int) -> tuple[int, Actor | None]:
        """The token after what completes the noun before token `i`, and the state of which it says that it is."""
        first, state = i, None
        while i < min(stop, len(self._doc)) and i - first < _ADJECTIVES:
            own = self._layers.by_token.get(i)
            if own is not None and own.adjective and own.how == "nationality" and len(own.actors) == 1:
                i, state = own.end, self._layers.actors[own.actors[0]]
            elif own is None and self._doc[i].pos_ == "ADJ":
                i += 1
            else:
                break
        return i, state

    def _is_of_else(self, head: int, end: int) -> bool:
        """Whether the words behind say that the noun is of a stance ("l'opposition à l'accord", "l'opposition de
        Rome"), or that a name follows which is theirs ("la rébellion X")."""
        after = self._layers.by_token.get(end) if end < len(self._doc) else None
        word = self._doc[end].lower_ if end < len(self._doc) else ""
        named = after is not None and after.start == end and after.how == "name"
        stance = self._doc[head].lower_ in self._words.factions.stances and word in {"à", "au", "aux", *_OF}
        return named or stance
