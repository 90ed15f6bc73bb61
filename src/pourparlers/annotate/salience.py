"""Who a text is about at a given point: how present each actor is, by where and how it was last named.

After Lappin and Leass (1994), An algorithm for pronominal anaphora resolution: each mention adds a weight, greater for
a subject, and every sentence boundary fades what came before. Words between quotation marks belong to another voice
and do not count for the words around them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable

from .layers import Layers, MentionDraft
from .tree import Doc, Span, Token, tokens_within

_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:caus"})
_VERBAL = frozenset({"VERB", "AUX"})
_SUBJECT, _OTHER, _GOVERNED = 2.0, 1.0, 0.4


class Places:
    """Where the tokens of a `Doc` stand: in which sentence, between quotation marks or not, as subject or not."""

    def __init__(self, doc: Doc, layers: Layers) -> None:
        self._doc = doc
        self._starts = [s.start for s in doc.sents if _tells(s, layers)]
        self._bounds = [s.start for s in doc.sents]
        self._quoted = tokens_within(doc, ((q.start, q.end) for q in layers.quotes if q.speech))
        self._timed = tokens_within(doc, ((t.start, t.end) for t in layers.times))
        self._brackets = [(t.i, 1 if t.text == "(" else -1) for t in doc if t.text in {"(", ")"}]
        self._subjects: dict[tuple[int, int], bool] = {}
        self._governed: dict[int, bool] = {}

    def sentence(self, i: int) -> int:
        """The number of the sentence of token `i`."""
        return bisect_right(self._starts, i) - 1

    def first_of(self, number: int) -> int:
        """The first token of the sentence `number`, 0 where there is none before."""
        return self._starts[number] if 0 <= number < len(self._starts) else 0

    def sentence_start(self, i: int) -> int:
        """The first token of the sentence of token `i`."""
        return self._bounds[max(0, bisect_right(self._bounds, i) - 1)]

    def is_quoted(self, i: int) -> bool:
        """Whether token `i` stands between quotation marks."""
        return i in self._quoted

    def is_timed(self, i: int) -> bool:
        """Whether token `i` belongs to words of time."""
        return i in self._timed

    def is_subject(self, mention: MentionDraft) -> bool:
        """Whether the mention is a subject, by the parse or as one that a reporting verb is inverted with."""
        key = mention.start, mention.end
        if key not in self._subjects:
            self._subjects[key] = self._is_subject(mention)
        return self._subjects[key]

    def _is_aside(self, i: int) -> bool:
        """Whether token `i` stands in brackets opened in its sentence."""
        first = self.sentence_start(i)
        return sum(way for at, way in self._brackets if first <= at < i) > 0

    def is_governed(self, mention: MentionDraft) -> bool:
        """Whether the mention only completes a noun ("l'invasion de l'Ukraine", "les troupes russes")."""
        if mention.start not in self._governed:
            self._governed[mention.start] = self._is_complement(mention.start)
        return mention.adjective or self._governed[mention.start]

    def _is_complement(self, start: int) -> bool:
        """Whether what begins at token `start` stands in brackets or completes a noun."""
        if self._is_aside(start):
            return True
        i = start - 1
        while i > 0 and self._doc[i].lower_ in {"le", "la", "l'", "les"}:
            i -= 1
        return i > 0 and self._doc[i].lower_ in {"de", "d'", "du", "des"} and self._doc[i - 1].pos_ in {"NOUN", "ADJ"}

    def _is_subject(self, mention: MentionDraft) -> bool:
        inside = range(mention.start, mention.end)
        governed = self.is_governed(mention)  # "X, conseiller du président Y, a dit": Y is not who says
        if self._is_cleft(mention):
            return True
        for i in inside:
            token = self._doc[i]
            while (
                not governed
                and token.dep_ in {"conj", "appos", "flat:name", "flat:foreign"}
                and token.head is not token
            ):
                token = token.head
            if token.dep_ in _SUBJECTS and token.head.i not in inside:
                return True
            if self._doc[i].dep_ in _SUBJECTS and self._doc[i].head.i not in inside:
                return True
        return self.is_inverted(mention)

    def _is_cleft(self, mention: MentionDraft) -> bool:
        """Whether "c'est X qui" sets the subject off."""
        end = mention.end
        i = mention.start - 1
        while i > 0 and self._doc[i].lower_ in {"le", "la", "l'", "les"}:
            i -= 1
        if (
            i < 1
            or self._doc[i].lower_ not in {"est", "sont", "fut", "était"}
            or self._doc[i - 1].lower_ not in {"c'", "ce"}
        ):
            return False
        if end < len(self._doc) and self._doc[end].text == ",":
            other = next((k for k in range(end + 1, min(end + 9, len(self._doc))) if self._doc[k].text == ","), end)
            end = other
        return (
            end < len(self._doc)
            and self._doc[min(end + (self._doc[end].text == ","), len(self._doc) - 1)].lower_ == "qui"
        )

    def is_inverted(self, mention: MentionDraft) -> bool:
        """Whether a verb that closes reported words stands right before ("…", a déclaré X)."""
        i = mention.start - 1
        while i >= 0 and (self._doc[i].lower_ in {"le", "la", "l'", "les", "ce", "cette"} or i in self._timed):
            i -= 1
        if i < 0 or self._doc[i].pos_ not in _VERBAL:
            return False
        acts = (c.i for c in self._doc[i].children if c.dep_ in _SUBJECTS)
        if any(c < i and c not in self._quoted for c in acts):
            return False  # "Le ministre, en colère, convoque X": X acts in nothing
        while i >= 0 and (self._doc[i].pos_ in _VERBAL or self._doc[i].pos_ == "ADV"):
            i -= 1
        return i >= 0 and self._doc[i].text in {",", "»", '"', "”"}


def _tells(sentence: Span, layers: Layers) -> bool:
    """Whether a sentence tells something: a line of credit or of words without a verb does not part two others."""
    return not layers.is_noise(sentence.start_char) and any(t.pos_ in _VERBAL for t in sentence)


def rank(
    places: Places,
    mentions: Iterable[MentionDraft],
    before: int,
    *,
    fade: float,
    fits: Callable[[MentionDraft], Collection[tuple[str, ...]]],
    reach: int = 1_000,
) -> list[tuple[tuple[str, ...], float]]:
    """Actors (or groups of actors) that `fits` sees in the mentions before token `before`, the most present first.

    `fade` is the weight kept over a sentence boundary, `reach` the number of sentences looked back. Ties go to who was
    named last.
    """
    here = places.sentence(before)
    voice = places.is_quoted(before)
    first = places.first_of(here - reach)
    scores: dict[tuple[str, ...], tuple[float, int]] = {}
    for mention in [m for m in mentions if m.start >= first and m.end <= before and not m.as_place]:
        if not voice and places.is_quoted(mention.start):
            continue
        entities = fits(mention)
        if not entities:
            continue
        distance = here - places.sentence(mention.start)
        weight = _SUBJECT if places.is_subject(mention) else _GOVERNED if places.is_governed(mention) else _OTHER
        for entity in entities:
            score, _ = scores.get(entity, (0.0, 0))
            scores[entity] = (score + weight * fade**distance, mention.start)
    ordered = sorted(scores.items(), key=lambda item: (-item[1][0], -item[1][1]))
    return [(entity, score) for entity, (score, _) in ordered]


def clause_subject(doc: Doc, places: Places, mentions: Iterable[MentionDraft], token: Token) -> MentionDraft | None:
    """The subject named before `token` in its own clause: whoever acts there is not who else is meant there."""
    start = places.sentence_start(token.i)
    found = [m for m in mentions if start <= m.start and m.end <= token.i and not m.adjective and places.is_subject(m)]
    for mention in reversed(found):
        between = doc[mention.end : token.i]
        if not any(t.text in {";", ":", ".", "!", "?"} or t.text in {"»", "«"} for t in between):
            return mention
    return None
