"""A parsed document as plain lists, so that the rules that look at every token stay fast.

One `View` stands beside the layers of a `Doc`. Token indices are the `Doc`'s; `idx` and `ends` are code points.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from .cue_table import Words
from .layers import Layers, MentionDraft, Quoted
from .tree import Doc, starts_of, tree_of
from .word_table import VERBS

_KEY = "pourparlers.view"
MARKS = frozenset("«»\"“”„‟″'‘’")
SENTENCE_ENDS = frozenset(".!?…")

_FINITE_ENDS = ("ra", "ront", "aient")
"""Ends that no participle has, whatever the tagger says of the verb ("il mettra", "ils finiront")."""
_VERB_ENDS = VERBS.ends_of_verbs
"""Ends of verbs alone, whatever the tagger says of the word ("ils renoueront")."""
_INFINITIVE_ENDS = ("er", "ir", "re", "ïr")
_ELIDED = frozenset({"qu", "d", "l", "n", "s", "lorsqu", "puisqu"})


class View:
    """Words, parts of speech and marks of one document, by token."""

    def __init__(self, doc: Doc, layers: Layers, words: Words) -> None:
        self.doc, self.layers, self.words = doc, layers, words
        self.size = len(doc)
        self.idx = starts_of(doc)
        self.text = [token.text for token in doc]
        self.low = [token.lower_ for token in doc]
        for i in [i for i, word in enumerate(self.text) if word == "A"]:
            if self._opens_place(i):
                self.low[i] = "à"
        for i in [i for i, word in enumerate(self.text) if word == "'" and i and self.low[i - 1] in _ELIDED]:
            self.low[i - 1] += "'"  # "qu'« il", which the tokeniser cuts before the marks
        self.pos = [token.pos_ for token in doc]
        self.ends = [i + len(w) for i, w in zip(self.idx, self.text, strict=True)]
        kinds = [token.morph for token in tree_of(doc)]
        two, leads = words.two_faced, words.subject_pronouns | words.negations
        self.infinitive = [
            kind.infinitive and low.endswith(_INFINITIVE_ENDS) for kind, low in zip(kinds, self.low, strict=True)
        ]
        self.finite = [  # "La Suède ne fait que …", which the tagger takes for a participle
            (
                pos in ("VERB", "AUX")
                and (
                    kind.finite
                    or low.endswith(_FINITE_ENDS)
                    or (low in two and before in leads)
                    or (kind.infinitive and not low.endswith(_INFINITIVE_ENDS))
                )
            )
            or (low.endswith(_VERB_ENDS) and word.islower())
            for pos, kind, low, word, before in zip(self.pos, kinds, self.low, self.text, ["", *self.low], strict=False)
        ]
        self.conditional = [kind.conditional for kind in kinds]
        self.outer = [q for q in layers.quotes if q.depth == 0 and q.speech]
        self.quote_at = [-1] * self.size
        for number, quote in enumerate(self.outer):
            for i in range(bisect_left(self.idx, quote.start), bisect_left(self.idx, quote.end)):
                self.quote_at[i] = number
        self.timed = [False] * self.size
        for time in layers.times:
            for i in range(bisect_left(self.idx, time.start), bisect_left(self.idx, time.end)):
                self.timed[i] = True

    def _opens_place(self, i: int) -> bool:
        """Whether the capital "A" at token `i` is "à" without its accent ("A Paris, on se tait")."""
        opens = i == 0 or self.doc[i].is_sent_start or self.text[i - 1].isspace() or self.text[i - 1] in ":;–—-«("
        return bool(opens and i + 1 < self.size and self.text[i + 1][0] not in "-.)")

    def token_at(self, at: int) -> int:
        """The token that covers code point `at`."""
        return max(bisect_right(self.idx, at) - 1, 0)

    def mention(self, i: int) -> MentionDraft | None:
        """The mention that covers token `i`."""
        return self.layers.by_token.get(i)

    def words_of(self, start: int, end: int) -> str:
        """The document's own words over tokens [start, end)."""
        return self.layers.text[self.idx[start] : self.ends[end - 1]] if end > start else ""

    def is_mark(self, i: int) -> bool:
        """Whether token `i` is a quotation mark (not an apostrophe inside a word)."""
        return self.text[i] in MARKS

    def opening(self, i: int) -> Quoted | None:
        """The outer quotation whose opening mark is token `i`."""
        at = self.idx[i]
        return next((q for q in self.outer if q.outer_start == at), None) if self.is_mark(i) else None

    def previous(self, i: int, first: int) -> int | None:
        """The token before `i` that is no white space, None where there is none from `first` on."""
        j = i - 1
        while j >= first and self.text[j].isspace():
            j -= 1
        return j if j >= first else None

    def noun_phrase_end(self, i: int, stop: int) -> int:
        """End of a plain noun phrase that begins at `i` (determiner, adjectives, nouns, complements in "de")."""
        j, has_noun = i, False
        while j < stop:
            mention = self.mention(j)
            if mention is not None and not mention.adjective and mention.end <= stop:
                if has_noun and not self._is_of(j - 1) and self.low[j - 1] not in self.words.determiners:
                    break
                j, has_noun = mention.end, True
            elif has_noun and self.timed[j] and self.pos[j - 1] != "DET" and not self._is_of(j - 1):
                break  # "le ministre vendredi"
            elif self.pos[j] in ("NOUN", "PROPN", "ADJ", "NUM") and not self.finite[j]:
                has_noun = has_noun or self.pos[j] != "ADJ"
                j += 1
            elif (
                ((self.pos[j] == "DET" or self.low[j] in self.words.determiners) and (j == i or self._is_of(j - 1)))
                or (self.text[j] == "-" and has_noun and j + 1 < stop and self.pos[j + 1] in ("NOUN", "PROPN"))
                or (
                    has_noun
                    and self._is_of(j)
                    and j + 1 < stop
                    and not self.infinitive[j + 1]
                    and not self.is_mark(j + 1)
                )
            ):
                j += 1
            else:
                break
        while j > i and self._is_of(j - 1):
            j -= 1
        return j if has_noun else i

    def _is_of(self, j: int) -> bool:
        return self.low[j] in ("de", "d'", "du", "des")

    def is_predicate(self, i: int, stop: int) -> bool:
        """Whether a finite verb without a subject of its own begins at `i`, over clitics and adverbs."""
        while i < stop and (self.pos[i] == "ADV" or self.low[i] in self.words.before_verb):
            i += 1
        return i < stop and (self.finite[i] or self.low[i] in self.words.auxiliaries)

    def is_of_content(self, adverb: str) -> bool:
        """Whether an adverb is of what is said ("pas", "plus", "très"), not of how it is said."""
        words = self.words
        return adverb == "que" or any(adverb in told for told in (words.negations, words.negated_by, words.degrees))

    def has_clause(self, start: int, end: int) -> bool:
        """Whether tokens [start, end) hold a finite main verb, outside relative clauses and quotations."""
        relative = False
        for i in range(start, end):
            if self.low[i] in self.words.relatives:
                relative = True
            elif self.text[i] == ",":
                relative = False
            elif self.finite[i] and not relative:
                return True
        return False


def attach_view(doc: Doc, view: View) -> None:
    """Put `view` on `doc` for the steps after."""
    doc.user_data[_KEY] = view


def view_of(doc: Doc) -> View:
    """The view of `doc`; raises ValueError before the attribution step has run."""
    view = doc.user_data.get(_KEY)
    if not isinstance(view, View):
        raise ValueError("this Doc has no view: run the attribution step first")
    return view
