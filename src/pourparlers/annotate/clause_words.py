"""Words that open a clause and what they leave of its claim: "si", "avant que", "redoute que", "il est faux que".

Words before a "que" are read on the line too, because the tagger takes many a verb there for a noun ("Lima doute
que", "Quito livre") and the tree is then of no help.
"""

from __future__ import annotations

from typing import Final

from . import syntax
from .conditions import is_opener
from .modality_table import Effect, Governor, Take, fold_adjective
from .own_words import OwnWords
from .tense import FUTURE_LIKE, OVER
from .tree import Token
from .word_table import VERBS

_SEEING: Final = VERBS.seeing
_HAD: Final = frozenset({"a", "ont", "ai", "avons", "avait", "avaient"})
_SUBJECT: Final = 6
"""How many tokens the subject after a \"si\" may have."""
_REACH: Final = 12
"""How many tokens may stand between a "que" and its verb."""
_QUE: Final = frozenset({"que", "qu'"})
_ONE: Final = frozenset({"un", "une", "des", "tout", "toute"})
_ASKED: Final = syntax.INVERTED | {"-vous", "-tu"}
_WISHED: Final = VERBS.subjunctives
_TOLD: Final = frozenset(
    {"past", "pluperfect", "imperfect", "future", "near_future", "conditional", "past_conditional"}
)
"""Tenses of the indicative."""


class ClauseWords(OwnWords):
    """Reads what opens a clause, and how a governor bears on what it governs, with the tables of one pack."""

    def _effect(self, word: Token, take: Take) -> Effect | None:
        """The effect of `word` on what it governs as `take`; negation of the word is counted in."""
        lemma = self.lemma(word)
        key = lemma or (fold_adjective(word.text) if word.pos_ == "ADJ" else word.lemma_.lower())
        rule = self._governors.get((key, take))
        if rule is None and lemma is None:
            rule = self._governors.get((word.lower_.removesuffix("s"), take)) or self._by_adjective(word, take)
        elif rule is None and lemma is not None:
            rule = self._governors.get((word.lower_, take))
        if rule is None:
            return None
        if rule.negated is not None and self._word_negated(word, lemma):
            return self._despite(word) if rule.negated == "fact" else rule.negated
        bearer = word if lemma is not None else word.head  # "a eu tort de"
        if rule.past is not None and self._by_group(bearer)[2] in OVER:
            return rule.past
        return None if self._had_to(word) else rule.effect

    def _despite(self, word: Token) -> Effect:
        """What is left of what a party does not fail to do: done, or to come ("n'hésitera pas à frapper")."""
        tense = self._by_group(word)[2]
        return "planned" if tense in FUTURE_LIKE else "hypothetical" if tense == "conditional" else "fact"

    @staticmethod
    def _had_to(word: Token) -> bool:
        """Whether a past of "devoir" says that the thing was done: "a dû libérer ces marins"."""
        if word.lower_ in VERBS.had_to:
            return True
        return word.lower_ == "dû" and any(a.lower_ in _HAD for a in syntax.group(word))

    def _by_adjective(self, word: Token, take: Take) -> Governor | None:
        for form in (word.lower_.removesuffix("s"), word.lower_.removesuffix("s").removesuffix("e")):
            if (form, take) in self._governors:
                return self._governors[(form, take)]
        return None

    def _word_negated(self, word: Token, lemma: str | None) -> bool:
        if lemma is not None or syntax.group(word):
            return syntax.is_negated(word, lemma)
        return self._own_noun(word)[1]

    @staticmethod
    def _after_if(verb: Token) -> tuple[Token, Effect] | None:
        """The "si" or "pour que" right before the subject of a clause, whatever the tree hangs the clause on."""
        doc, first = verb.doc, max(verb.sent.start, syntax.group_start(verb) - _SUBJECT)
        for i in range(syntax.group_start(verb) - 1, first - 1, -1):
            token = doc[i]
            aim = token.lower_ in ("que", "qu'") and i > verb.sent.start and doc[i - 1].lower_ in ("pour", "afin")
            if aim or (token.lower_ == "si" and is_opener(list(verb.sent), i - verb.sent.start, "si")):
                return token, "hypothetical"
            if token.is_punct or token.pos_ in ("VERB", "AUX", "CCONJ") or "Rel" in token.morph.get("PronType", []):
                return None
        return None

    def _told_before(self, verb: Token) -> tuple[Token, Effect] | None:
        """The governor right before the "que" of a clause, taken for another word by the tagger ("Oslo dément que")."""
        mark = next((c for c in verb.children if c.dep_ == "mark" and c.lower_ in ("que", "qu'")), None)
        if mark is None or mark.i <= mark.sent.start + 1:
            return None
        if mark.nbor(-1).lower_ in _ASKED:
            return mark, "hypothetical"  # "Craignez-vous que Lima livre ces chars ?"
        aside = mark.nbor(-1).pos_ == "ADV" and self.lemma(mark.nbor(-1)) is None  # "dément toutefois que"
        word = mark.nbor(-2 if aside else -1)
        effect = self._effect(word, "que") if word.pos_ not in ("VERB", "AUX") and self.lemma(word) else None
        return (word, effect) if effect is not None else None

    def drafted(self, verb: Token) -> Token | None:
        """The text of which the relative `verb` tells what it says, where it is one among others: "une résolution qui
        condamne", "le projet de loi qui interdit"; None for any other relative."""
        noun = verb.head
        forms = {noun.lemma_.lower(), noun.lower_, noun.lower_.removesuffix("s")}
        told = any(c.lower_ == "qui" and c.dep_.startswith("nsubj") for c in verb.children)
        if verb.dep_ != "acl:relcl" or noun.pos_ != "NOUN" or not told or not noun.i < verb.i:
            return None
        if self.is_draft(noun):
            return noun
        if forms.isdisjoint(self._texts.nouns):
            return None
        one = any(c.dep_ == "det" and c.lower_ in _ONE for c in noun.children)
        return noun if one else None

    def is_draft(self, noun: Token) -> bool:
        """Whether a noun is that of a draft, or of what is drafted: "projet", "accord" of "un projet d'accord"."""
        drafts = self._texts.drafts
        return noun.lemma_.lower() in drafts or (noun.dep_ == "nmod" and noun.head.lemma_.lower() in drafts)

    def _conjunction(self, mark: Token) -> Effect | None:
        if self._opens_wish(mark):
            return "hypothetical"
        words = [
            syntax.plain(t.lower_) if t.lower_ in ("s'", "qu'") else t.lower_
            for t in mark.doc[max(0, mark.i - 4) : mark.i + 1]
        ]
        words += [c.lower_ for c in mark.children if c.dep_ == "fixed" and c.i > mark.i]
        for n in range(min(5, len(words)), 0, -1):
            if (key := " ".join(words[len(words) - n :])) in self._conjunctions:
                return self._conjunctions[key]
        return None

    def _after_that(self, verb: Token) -> tuple[Token, Effect] | None:
        """The governor before the "que" that opens the clause of `verb` on the line, with its effect."""
        que = self._opening_que(verb)
        if que is None:
            return None
        if all(t.is_punct or t.is_space for t in que.doc[verb.sent.start : que.i]):  # "Que Lima livre ces armes, et"
            return (que, "hypothetical") if que.i + 1 < syntax.group_start(verb) else None
        opened = "hypothetical" if que.nbor(-1).lower_ in _ASKED else self._conjunction(que)
        if opened is not None:
            return que, opened
        tense = self._own_verb(verb)[2]
        if [t.lower_ for t in que.doc[max(verb.sent.start, que.i - 2) : que.i]] == ["à", "ce"]:
            return (que, "hypothetical") if tense not in _TOLD else None  # "veille à ce que Lima livre"
        word = que.nbor(-1)
        if word.pos_ == "ADV" and self.lemma(word) is None and word.i > verb.sent.start:
            word = word.nbor(-1)
        effect = self._effect(word, "que")
        named = word.pos_ == "NOUN" or (word.i > verb.sent.start and word.nbor(-1).pos_ == "DET")
        if named and tense in _TOLD and effect != "reported":
            effect = None  # "une demande que Lima a rejetée"
        if effect is None and self._wishes(word, verb):
            effect = "hypothetical"
        return (word, effect) if effect is not None and not (effect == "planned" and tense in OVER) else None

    def _wishes(self, word: Token, verb: Token) -> bool:
        """Whether a verb or predicate that no table knows stands before a clause in the subjunctive."""
        told = self.lemma(word) is not None or (word.pos_ == "ADJ" and any(c.dep_ == "cop" for c in word.children))
        known = (self.lemma(word) or fold_adjective(word.text)) in self._words
        form = min((verb, *syntax.group(verb)), key=lambda t: t.i)
        return told and not known and form.lower_ in _WISHED

    def _opening_que(self, verb: Token) -> Token | None:
        """The "que" left of `verb` with no other clause between: not a relative."""
        doc, start = verb.doc, syntax.group_start(verb)
        commas = 0
        for i in range(start - 1, max(verb.sent.start, start - _REACH) - 1, -1):
            token = doc[i]
            if token.lower_ in _QUE:
                return token if (token.pos_ != "PRON" or token.dep_ == "mark") and commas != 1 else None
            commas += token.text == ","
            if token.text in (";", ":", "»", "”") or token.lower_ in ("qui", "dont", "où", "si", "et", "mais"):
                return None
            if self.lemma(token) is not None and not syntax.is_infinitive(token) and not token.lower_.endswith("ant"):
                return None
        return None


def seen_by(verb: Token, start: int) -> Token | None:
    """The infinitive that has the infinitive `verb` and its doer for object: "voir" in "redoute de voir Lima céder"."""
    for i in range(start - 1, max(verb.sent.start, start - 8) - 1, -1):
        token = verb.doc[i]
        if token.lower_ in _SEEING:
            return token if i < start - 1 else None
        if token.pos_ not in ("DET", "NOUN", "PROPN", "ADJ", "ADP", "ADV"):
            return None
    return None


def would_be(word: Token) -> Effect | None:
    """What a predicate that would be leaves of an infinitive: "Lima serait folle d'attaquer"."""
    would = any(c.dep_ == "cop" and c.lower_ in ("serait", "seraient") for c in word.children)
    return "hypothetical" if word.pos_ == "ADJ" and would else None
