"""What the steps over frames share in one document: its verbs and nouns, their arguments, modality and words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from ...annotate import syntax
from ...annotate.layers import layers_of
from ...annotate.modality import Modality, ModalityReader
from ...annotate.tree import Doc, Span, Token, starts_of
from ...annotate.word_table import NOUNS
from ...drafts import StatementDraft
from ...vocab import NOISE_BLOCKS
from ..clause import token_at
from .args import ArgumentFinder
from .arguments import Arguments
from .noun_words import adjective_forms, forms_of, noun_forms
from .phrases import complete_pair, incise_of

_SILENT: Final = frozenset({"PUNCT", "SPACE", "DET", "ADP", "NUM", "CCONJ", "PRON"})
_NOT_AFTER_SPEAKER: Final = ("object", "de", "inf", "que")
"""Slots that nothing after the verb of an incise fills: its words stand before."""
_VERBAL: Final = frozenset({"VERB", "AUX"})
_REACTIONS: Final = NOUNS.reactions
_BENCH: Final = "pourparlers_bench"


@lru_cache(maxsize=1 << 15)
def _forms(low: str, lemma: str, reader: ModalityReader) -> frozenset[str]:
    """Forms of a word as of a noun, an adjective and whatever verb `reader` may take it for."""
    return forms_of(low, lemma) | syntax.infinitives_of(low, lemma, reader.forms)


class Bench:
    """What the steps over frames share in one document, each thing found once: words by kind, arguments, modality.

    It is made when mentions and statements are final, and travels with the `Doc`.
    """

    def __init__(self, doc: Doc, reader: ModalityReader) -> None:
        self.doc, self.layers, self.reader = doc, layers_of(doc), reader
        self.finder = ArgumentFinder(doc, self.layers, reader)
        self.verbs: list[tuple[Token, str]] = []
        self.nouns: list[tuple[Token, frozenset[str]]] = []
        self.adjectives: list[tuple[Token, frozenset[str]]] = []
        noise = self._noise()
        for token in doc:
            pos = token.pos_
            if pos in _SILENT or token.i in noise:
                continue
            lemma = reader.lemma(token) if pos in _VERBAL or reader.may_be_verb(token.lower_) else None
            if lemma is not None and not token.dep_.startswith(("aux", "cop")):
                self.verbs.append((token, lemma))
            elif lemma is None and (pos == "NOUN" or self._opens_title(token)):
                self.nouns.append((token, noun_forms(token)))
            elif pos == "ADJ":
                self.adjectives.append((token, adjective_forms(token)))
            if lemma is None and pos == "NOUN" and token.lower_.endswith(("é", "és", "ée", "ées", "t", "ts")):
                if any(c.dep_ == "det" and c.i < token.i for c in token.children):
                    continue  # "un prêt"
                self.adjectives.append((token, adjective_forms(token)))
        self.cued = {cue.i: d for d in self.layers.statements if (cue := self._cue_of(d)) is not None}
        self._words: dict[int, set[str]] = {}
        self._cued_words: dict[int, set[str]] = {}
        self._verb_args: dict[int, Arguments] = {}
        self._noun_args: dict[int, Arguments] = {}
        self._modality: dict[int, Modality] = {}

    def words_about(self, head: Token) -> set[str]:
        """Forms under which a table may list a word that an argument of a verb holds: those of the words of its
        sentence, and of what it attributes where it is a verb of speech."""
        said = self.cued.get(head.i)
        if said is None:
            return self._words_of(head.sent)
        if head.i not in self._cued_words:
            words = set(self._words_of(head.sent))
            for span in said.fact.content:
                first, last = token_at(self.doc, span.start), token_at(self.doc, span.end - 1)
                words |= self._forms_of(self.doc[first.i : last.i + 1])
            self._cued_words[head.i] = words
        return self._cued_words[head.i]

    def _words_of(self, sentence: Span) -> set[str]:
        if sentence.start not in self._words:  # a preposition before a name may stand at the end of the line before
            self._words[sentence.start] = self._forms_of(self.doc[max(0, sentence.start - 2) : sentence.end])
        return self._words[sentence.start]

    def _forms_of(self, tokens: Sequence[Token]) -> set[str]:
        reader = self.reader
        return set().union(*[_forms(token.lower_, token.lemma_, reader) for token in tokens])

    def _opens_title(self, token: Token) -> bool:
        """Whether the tagger takes a noun for a name by its capital alone: "Frappes israéliennes sur un camp"."""
        if token.pos_ != "PROPN" or self.layers.mention_of(token) is not None:
            return False
        return all(t.is_punct or t.is_space for t in token.doc[token.sent.start : token.i])

    def _noise(self) -> set[int]:
        """Indices of the tokens that begin in noise."""
        out: set[int] = set()
        blocks = [b for b in self.layers.document.blocks if b.kind in NOISE_BLOCKS]
        starts = starts_of(self.doc) if blocks else []
        for block in blocks:
            out.update(range(bisect_left(starts, block.start), bisect_left(starts, block.end)))
        return out

    def of_verb(self, token: Token) -> Arguments:
        """Arguments of a verb or predicate; "said": the first and last word of what a verb of speech attributes."""
        if token.i not in self._verb_args:
            args = self.finder.of_verb(token)
            said = self.cued.get(token.i)
            if said is not None and said.fact.content:
                span = max(said.fact.content, key=lambda s: s.end - s.start)
                if not span.start <= token.idx < span.end:
                    args.add("said", token_at(self.doc, span.start), token_at(self.doc, span.end - 1))
                who = said.fact.speaker_span
                if span.end <= token.idx and who is not None and who.start > token.idx:
                    for slot in _NOT_AFTER_SPEAKER:  # « … », a promis Lima, citée par une agence
                        args.slots[slot] = [t for t in args.get(slot) if t.i < token.i]
            if args.has("à"):  # "a appelé à New York son homologue": to no deed, and to nobody
                args.slots["à"] = [t for t in args.get("à") if not self._is_venue(t)]
            if args.has("object"):
                doers = {t.i for t in args.get("subject")}
                args.slots["object"] = [
                    t
                    for t in args.get("object")
                    if t.i not in doers and incise_of(t, self.layers) is None and not _is_gapped(t)
                ]
            self._verb_args[token.i] = args
        return self._verb_args[token.i]

    def _is_venue(self, token: Token) -> bool:
        """Whether a token is of a name that is only a place here."""
        mention = self.layers.mention_of(token)
        return mention is not None and mention.as_place and not mention.actors

    def _cue_of(self, draft: StatementDraft) -> Token | None:
        """The verb among the words that attribute a statement ("promet-il"), their last word where none is one."""
        cue = draft.fact.cue
        if cue is None:
            return None
        last = token_at(self.doc, cue.span.end - 1)
        first = token_at(self.doc, cue.span.start)
        words = [t for t in self.doc[first.i : last.i + 1] if self.reader.lemma(t) and not t.dep_.startswith("aux")]
        return words[-1] if words else last

    def of_noun(self, token: Token) -> Arguments:
        """Arguments of a deed's noun."""
        if token.i not in self._noun_args:
            args = self.finder.of_noun(token)
            complete_pair(args, self.layers)
            if token.dep_ == "nmod" and not noun_forms(token.head).isdisjoint(_REACTIONS):
                args.slots["par"] = []  # "la condamnation de l'attaque de X par Y": Y condemns
            self._noun_args[token.i] = args
        return self._noun_args[token.i]

    def modality(self, token: Token) -> Modality:
        """The modality of a deed's head."""
        if token.i not in self._modality:
            above = self._told_beside(token)
            self._modality[token.i] = self.reader.read(token) if above is None else self.modality(above)
        return self._modality[token.i]

    def _told_beside(self, token: Token) -> Token | None:
        """The verb whose auxiliary a participle shares that the tree joins to its infinitive: "a prié Lima de partir
        et offert son aide"."""
        inner = token.head
        if token.dep_ != "conj" or "Part" not in token.morph.get("VerbForm", []) or token.lower_.endswith("ant"):
            return None
        if syntax.group(token) or not syntax.is_infinitive(inner) or not self.reader.lemma(inner.head):
            return None
        helped = any(a.lower_ in ("a", "ont", "avait", "avaient") for a in syntax.group(inner.head))
        return inner.head if helped else None


def bench_of(doc: Doc, reader: ModalityReader) -> Bench:
    """The bench of `doc`, made on the first call."""
    found = doc.user_data.get(_BENCH)
    if not isinstance(found, Bench) or found.reader is not reader:
        found = Bench(doc, reader)
        doc.user_data[_BENCH] = found
    return found


def _is_gapped(token: Token) -> bool:
    """Whether a name is the subject of a clause that leaves its verb out: "Lima expulse deux consuls, Quito trois"."""
    doc, i = token.doc, token.i
    if i < 2 or i + 1 >= token.sent.end or doc[i - 1].text != "," or token.pos_ not in ("PROPN", "NOUN"):
        return False
    after = doc[i + 2] if i + 2 < token.sent.end else None
    return doc[i + 1].pos_ == "NUM" and (after is None or after.is_punct)
