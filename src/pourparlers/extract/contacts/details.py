"""What else a sentence tells of a contact: how long it was, what it was about, what came of it."""

from __future__ import annotations

from ...annotate.layers import Layers
from ...annotate.tree import Doc, text_of
from ...annotate.units import Unit
from ...types import Span
from .contact_table import DetailWords

_NEAR = 110
"""How far from its trigger, in code points, a duration may stand."""
_TOPIC = 8
"""At most so many tokens name a topic."""


class Details:
    """Finds durations, topics and outcomes in one document with the words of one language."""

    def __init__(self, doc: Doc, layers: Layers, words: DetailWords) -> None:
        self._doc, self._layers, self._words = doc, layers, words

    def duration(self, unit: Unit, i: int) -> str | None:
        """ISO 8601 duration of the contact at token `i`: "pendant trois heures", "a duré cinq heures"; hours and
        minutes by themselves, days only where a word says that they passed. None where none is told."""
        at, first, last = self._doc[i].idx, self._doc[unit.start].idx, self._doc[unit.end - 1].idx
        told = [t for t in self._layers.times if t.kind == "DURATION" and t.value and first <= t.start <= last]
        near = sorted((abs(t.start - at), t.start, t.end, t.value or "") for t in told if abs(t.start - at) < _NEAR)
        for _, start, end, value in near:
            before = self._layers.text[max(0, start - 24) : start].lower().split()
            after = self._layers.text[end : end + 16].lower().split()
            measured = before[-1:] and before[-1] in self._words.lasting
            apart = set(before[-2:]) & self._words.not_lasting or (after and after[0] in self._words.offset)
            if not apart and (value.startswith("PT") or measured):
                return value
        return None

    def outcome(self, unit: Unit, i: int) -> tuple[Span, ...]:
        """Words that tell what came of the contact at token `i`: "sans percée", "sont convenus de se revoir"."""
        start, end = self._doc[i].idx, self._doc[unit.end - 1].idx + len(self._doc[unit.end - 1].text)
        text = self._layers.text[start:end].lower().replace("’", "'")
        found = [(at, at + len(p)) for p in self._words.outcomes if (at := text.find(p)) >= 0]
        for phrase in self._words.agreed:
            if (at := text.find(phrase)) >= 0:
                stops = [k for mark in ",;.:" if (k := text.find(mark, at)) >= 0]
                found.append((at, min(stops, default=len(text))))
        spans = sorted(f for f in found if not any(o[0] <= f[0] and f[1] <= o[1] and o != f for o in found))
        return tuple(self._layers.span(start + a, start + b) for a, b in spans)

    def topics(self, i: int, right: int) -> tuple[str, ...]:
        """What the noun at token `i` is about, in the text's words: "une réunion consacrée à la crise du Sahel"."""
        opening = next((j for j in range(i + 1, right) if self._doc[j].lower_ in self._words.about), None)
        if opening is None or any(t.pos_ in {"VERB", "AUX"} or t.is_punct for t in self._doc[i + 1 : opening]):
            return ()
        start = opening + 1
        while start < right and (self._doc[start].pos_ == "DET" or self._doc[start].lower_ in self._words.about_to):
            start += 1
        end = start
        while end < min(right, start + _TOPIC) and not self._ends_topic(end):
            end += 1
        named = any(self._doc[k].pos_ in {"NOUN", "PROPN"} for k in range(start, end))
        return (text_of(self._doc[start:end]),) if named else ()

    def _ends_topic(self, j: int) -> bool:
        token = self._doc[j]
        timed = self._layers.is_timed(token)
        return (
            timed
            or token.is_punct
            or token.pos_ in {"VERB", "AUX", "SCONJ", "PRON"}
            or token.lower_ in self._words.ends
        )
