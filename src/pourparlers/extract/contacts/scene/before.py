"""What a relative tells as over before the contact of its main clause: "X, qui avait vu Y à Rome, a reçu Z"."""

from __future__ import annotations

from ....annotate.tense import tense_of
from ....annotate.tree import Doc
from ....drafts import ContactDraft
from ..where_table import WhereWords

_PLACE = 5
"""At most so many tokens stand behind a day before the comma that closes its clause."""
_COUNTED = 4
"""Among so many tokens that open a sentence stands the word from which its day is counted."""


def relative_of(doc: Doc, words: WhereWords, start: int, end: int, i: int) -> int | None:
    """The word that opens the relative in which tokens [start, end) stand, which a comma closes before token `i`: "X,
    dont la visite s'est achevée mardi, a reçu Y"; None where they stand in none."""
    if not end < i or not any(t.text == "," for t in doc[end : end + _PLACE]):
        return None
    opens = words.relative | words.borders
    before = reversed(doc[doc[i].sent.start : start])
    word = next((t for t in before if t.text == "," or t.lower_ in opens), None)
    if word is None or word.text == "," or word.i <= doc[i].sent.start or doc[word.i - 1].text != ",":
        return None
    return None if any(t.lower_ in opens for t in doc[end:i]) else word.i


def is_of_before(doc: Doc, words: WhereWords, place: tuple[int, int], i: int) -> bool:
    """Whether the tokens [start, end) of a place stand in a relative that tells what was over before the contact at
    token `i`."""
    if is_of_day_before(doc, words, place[1], i):
        return True
    opens = relative_of(doc, words, *place, i)
    told = (t for t in doc[opens : place[0]] if t.pos_ == "VERB") if opens is not None else ()
    return any(tense_of(t) == "pluperfect" for t in told) and tense_of(doc[i]) in {"past", "present"}


def is_of_day_before(doc: Doc, words: WhereWords, end: int, i: int) -> bool:
    """Whether the place that ends at token `end` stands in a phrase that opens the sentence of the contact at token `i`
    and from whose day that is only counted: "Au lendemain d'un sommet à Rome, X a reçu Y"."""
    start = doc[i].sent.start
    opening = [t.lower_ for t in doc[start : start + _COUNTED]]
    at = next((n for n, w in enumerate(opening) if w in words.day_beside), None)
    if at is None or at + 1 >= len(opening) or opening[at + 1] not in words.of_the | words.around_it:
        return False
    comma = next((t.i for t in doc[start:i] if t.text == ","), None)
    return comma is not None and start + at < end <= comma


def was_over(doc: Doc, draft: ContactDraft, start: int) -> bool:
    """Whether the contact of `draft` is told in the pluperfect in the sentence that begins at code point `start`."""
    last = draft.fact.evidence[-1]
    words = doc.char_span(last.start, last.end, alignment_mode="expand")
    verbs = [t for t in words or () if t.pos_ == "VERB"]
    return draft.sentence[0] == start and bool(verbs) and tense_of(verbs[-1]) == "pluperfect"
