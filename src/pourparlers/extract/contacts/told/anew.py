"""What stands between a verb of contact and what it goes on to: "à Rome, puis de nouveau à Mascate", "à Rome chez"."""

from __future__ import annotations

from ....annotate.layers import Layers
from ....annotate.tree import Doc
from ..contact_table import PartyWords
from ..rules import Stretch
from ..who.lists import is_party

_AND = frozenset({"et", "puis"})
_CLOSE = 8
"""At most so many tokens stand between a journey's verb and "chez"."""


class AnewReader:
    """Reads days and places after verbs of one document with the words of one language."""

    def __init__(self, doc: Doc, layers: Layers, words: PartyWords) -> None:
        self._doc, self._layers, self._words = doc, layers, words
        self._first = frozenset(phrase.split()[0] for phrase in words.anew)

    def again(self, stretch: Stretch) -> tuple[int, int] | None:
        """Tokens where "puis de nouveau" stands and what follows it begins, where only a day or a place follows."""
        for i in range(stretch.trigger.i + 1, stretch.unit.end):
            if self._doc[i].pos_ in {"VERB", "AUX"}:
                return None
            if self._doc[i].lower_ not in self._first:
                continue
            for phrase in self._words.anew:
                words = phrase.split()
                if [t.lower_ for t in self._doc[i : i + len(words)]] == words:
                    after = i + len(words)
                    return (i, after) if self._is_day_or_place(after, stretch.unit.end) else None
            if self._doc[i].lower_ in _AND and self._is_set(i + 1, stretch.unit.end):
                return (i, i + 1) if self._is_set(self._last_named(stretch.trigger.i + 1, i), i) else None
        return None

    def _last_named(self, first: int, stop: int) -> int:
        """Where the last one named in tokens [first, stop) ends; `first` where nobody is."""
        found = [m.end for k in range(first, stop) if (m := self._layers.by_token.get(k)) and is_party(m)]
        return max(found, default=first)

    def _is_set(self, first: int, stop: int) -> bool:
        """Whether a day and a place, and nothing else, stand in tokens [first, stop): "lundi à Rome"."""
        named = (self._layers.by_token.get(k) for k in range(first, stop))
        placed = any(m is not None and (m.as_place or m.how == "metonym") for m in named)
        timed = any(self._layers.is_timed(t) for t in self._doc[first:stop])
        return placed and timed and self._is_day_or_place(first, stop)

    def leads_home(self, i: int, stop: int) -> bool:
        """Whether only a day or a place stands between token `i` and "chez": "était mercredi à Rome chez"."""
        house = next((t.i for t in self._doc[i + 1 : stop] if t.lower_ in self._words.house), None)
        return house is not None and (house == i + 1 or self._is_day_or_place(i + 1, house))

    def calls_on(self, i: int, stop: int) -> bool:
        """Whether the verb of a journey at token `i` leads to somebody's house, no place told before it: "s'est rendu
        lundi chez X"."""
        for j in range(i + 1, min(stop, i + _CLOSE)):
            if self._doc[j].lower_ in self._words.house:
                return True
            timed = self._layers.is_timed(self._doc[j])
            if not timed and self._doc[j].pos_ not in {"ADV", "DET"} and self._doc[j].text != ",":
                return False
        return False

    def _is_day_or_place(self, first: int, stop: int) -> bool:
        """Whether a time or a place begins at token `first`, and both end with the clause."""
        i = first
        while i < stop and not self._doc[i].is_punct and self._doc[i].pos_ not in {"CCONJ", "SCONJ"}:
            timed = self._layers.is_timed(self._doc[i])
            mention = self._layers.by_token.get(i)
            bound = self._doc[i].pos_ in {"ADP", "DET", "ADV"}
            if not timed and not bound and not (mention is not None and mention.as_place):
                return False
            i += 1
        return i > first and any(self._doc[k].pos_ not in {"ADP", "DET", "ADV"} for k in range(first, i))
