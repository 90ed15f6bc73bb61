"""How far a text asserts a deed: code the assertion, not the verb.

Input is the head of a deed in a parsed `Doc`: a verb ("attaqué" in "dément avoir attaqué") or a noun ("attaque" in
"une éventuelle attaque"). Output is a `Modality`. The words above the deed are read one after the other, nearest
first: negation, mood and tense of its own group, then each governor ("nie", "risque de", "en cas de") with the
effect that lang/*/modality.toml gives it. Where governors disagree the weakest claim wins.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ..lang.pack import Pack
from ..vocab import Assertion
from . import syntax
from .conditions import condition_of, is_opener
from .modality_table import Effect, Governor, Take, fold_adjective
from .own_words import RANK, OwnWords
from .tense import FUTURE_LIKE, OVER, Tense
from .tree import Token

_HAD: Final = frozenset({"a", "ont", "ai", "avons", "avait", "avaient"})
_STEPS: Final = 8
_SUBJECT: Final = 6
"""How many tokens the subject after a \"si\" may have."""


@dataclass(frozen=True, slots=True)
class Modality:
    """How far a deed is asserted.

    `condition` holds first and last token index (inclusive) of the condition's words; `governor` is the index of
    the word that decided ("accuse", "dément"), None where the deed's own group did.
    """

    assertion: Assertion = "asserted"
    tense: Tense | None = None
    negated: bool = False
    condition: tuple[int, int] | None = None
    governor: int | None = None


@lru_cache(maxsize=8)
def reader_of(pack: Pack) -> ModalityReader:
    """The compiled reader of `pack`, one a pack."""
    return ModalityReader(pack)


class ModalityReader(OwnWords):
    """Reads modality with the tables of one language pack."""

    def read_noun(self, noun: Token) -> Modality:
        """The modality that a noun's determiner and adjectives give it, whatever stands above."""
        claim, negated, _ = self._own_noun(noun)
        return Modality(assertion=claim, negated=negated)

    def read(self, head: Token) -> Modality:
        """The modality of `head`."""
        verb = self.lemma(head) is not None or any(c.dep_ == "cop" for c in head.children)
        own, negated, tense = self._own_verb(head) if verb else self._own_noun(head)
        claim, governor = own, None
        current, steps = head, 0
        fact = False
        while steps < _STEPS and not fact:
            found = self._governor(current)
            if found is None:
                break
            token, effect = found
            if effect == "fact":
                fact = True
                break
            if negated and not verb and effect == "negated":
                break  # "aucune rencontre n'est prévue" denies once
            stronger = self.combine(claim, effect)
            if verb and claim == "negated" and self._opens(token, effect):
                stronger = "hypothetical"  # "s'il ne part pas": what may not be is not denied
            if stronger != claim:
                claim, governor = stronger, token.i
            if effect in ("denied", "accused"):
                claim, governor = self._above_speech(token, claim, governor)
                break
            if effect in ("reported",) or self._is_subordinator(token):
                break
            if effect in ("none", "planned") and self.lemma(token) is not None:
                upper, _, _ = self._own_verb(token)
                if RANK[upper] > RANK[claim]:
                    claim, governor = upper, token.i
            current, steps = token, steps + 1
        claim = self._asked(head, claim) if verb else claim
        stated = verb or claim != "asserted" or head.pos_ == "ADJ"
        condition = condition_of(head, self._conditions) if stated else None
        if condition is not None and verb and self._is_open(tense, claim):
            claim = "conditional"
        return Modality(assertion=claim, tense=tense, negated=negated, condition=condition, governor=governor)

    @staticmethod
    def _opens(token: Token, effect: Effect) -> bool:
        """Whether a conjunction leaves its clause open."""
        return token.pos_ == "SCONJ" and effect == "hypothetical"

    @staticmethod
    def _asked(head: Token, claim: Assertion) -> Assertion:
        """What a question leaves of a claim."""
        told = claim in ("asserted", "planned", "reported")
        return "hypothetical" if told and syntax.is_asked(head) else claim

    def _is_open(self, tense: Tense | None, claim: Assertion) -> bool:
        """Whether a condition weakens the deed: not where it is told as done, denied or refused."""
        if claim in ("negated", "denied", "accused") or tense == "past_conditional":
            return False
        if tense in {"conditional", *FUTURE_LIKE, "infinitive", "subjunctive"}:
            return True
        return claim in ("planned", "hypothetical") or tense == "present"

    def _above_speech(self, token: Token, claim: Assertion, governor: int | None) -> tuple[Assertion, int | None]:
        """A denial of an accusation denies; an accusation under "refuse de" accuses nobody."""
        upper = self._governor(token)
        if upper is None or claim == "denied":
            return claim, governor
        word, effect = upper
        if effect in ("denied", "negated") and token.pos_ == "NOUN":
            return "denied", word.i
        return claim, governor

    def _is_subordinator(self, token: Token) -> bool:
        return token.pos_ in ("ADP", "SCONJ", "CCONJ")

    # -- governors ----------------------------------------------------------------------------------------------

    def _governor(self, token: Token) -> tuple[Token, Effect] | None:
        """The word that governs `token` and its effect on it, or None where nothing governs."""
        if self.lemma(token) is not None:
            return self._governor_of_verb(token)
        return self._governor_of_noun(token)

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
            return rule.negated
        return None if self._had_to(word) else rule.effect

    @staticmethod
    def _had_to(word: Token) -> bool:
        """Whether a past of "devoir" says that the thing was done: "a dû libérer ces marins"."""
        if word.lower_ in ("dut", "durent"):
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

    def _governor_of_verb(self, verb: Token) -> tuple[Token, Effect] | None:
        first = self._joined_infinitive(verb) or syntax.base(verb)
        if first.i != verb.i and not syntax.is_infinitive(verb) and syntax.is_finite(verb) and verb.dep_ == "conj":
            return self._of_clause(first) if self._shares_mark(verb) else None
        if syntax.is_infinitive(first):
            return self._of_infinitive(first)
        return self._of_clause(first)

    @staticmethod
    def _joined_infinitive(verb: Token) -> Token | None:
        """The infinitive that a bare one is joined to where the tree joins it to a finite verb."""
        start = syntax.group_start(verb)
        if not syntax.is_infinitive(verb) or start == verb.sent.start or verb.doc[start - 1].lower_ not in ("et", "ou"):
            return None
        if syntax.is_infinitive(syntax.base(verb)) and verb.dep_ == "conj":
            return None
        before = verb.doc[max(verb.sent.start, start - 12) : start - 1]
        return next((t for t in reversed(before) if t.pos_ == "VERB" and syntax.is_infinitive(t)), None)

    def _shares_mark(self, verb: Token) -> bool:
        """Whether a coordinated clause stands under the conjunction of the first ("s'il attaquait et occupait")."""
        own_subject = any(c.dep_.startswith("nsubj") for c in verb.children)
        return not own_subject or any(c.dep_ == "mark" for c in verb.children)

    def _of_infinitive(self, verb: Token) -> tuple[Token, Effect] | None:
        """The governor of an infinitive: the word right before it on the line, else the one the tree gives."""
        start = syntax.group_start(verb)
        phrase = self.phrase_of_infinitive(verb)
        if phrase is not None and not self._past_infinitive_reason(verb, phrase[0]):
            return verb.doc[phrase[2]], phrase[0]
        near = self._near(verb, start)
        if near is not None:
            return near
        head = verb.head
        if any(a.i == head.i for a in syntax.group(verb)):
            head = head.head
        effect = self._effect(head, "inf") if head.i != verb.i else None
        if effect is None and (self.lemma(head) is None or head.i == verb.i):
            return self._far(verb, start)
        return (head, effect if effect is not None else "none")

    def phrase_of_infinitive(self, verb: Token) -> tuple[Effect, int, int] | None:
        """The preposition of the table before an infinitive ("sans", "avant de"), adverbs between left out: its effect,
        first and last token index; None where there is none."""
        start = syntax.group_start(verb)
        while start - 1 > verb.sent.start and verb.doc[start - 1].pos_ == "ADV":
            start -= 1
        found = syntax.phrase_before(start, verb.doc[verb.sent.start : start], self._prepositions)
        return (found[0], found[1], start - 1) if found is not None else None

    @staticmethod
    def _past_infinitive_reason(verb: Token, effect: Effect) -> bool:
        """ "pour avoir attaqué" gives a reason, not a purpose."""
        before = verb.doc[syntax.group_start(verb) - 1].lower_
        return before == "pour" and any(a.lower_ in ("avoir", "être") for a in syntax.group(verb)) and effect != "fact"

    def _near(self, verb: Token, start: int) -> tuple[Token, Effect] | None:
        """A governor that stands before the infinitive with only prepositions and adverbs between."""
        i = start - 1
        while i >= verb.sent.start and (
            verb.doc[i].pos_ in ("ADP", "ADV", "PUNCT", "SPACE")
            or verb.doc[i].lower_ in ("de", "d'", "à", "«", '"', "pas")
        ):
            if self.lemma(verb.doc[i]) is not None:
                break
            i -= 1
        if i < verb.sent.start or start - i > 5:
            return None
        told = ((word, self._effect(word, "inf")) for word in (verb.doc[i], *syntax.owned_noun(verb, start)))
        return next(((word, effect) for word, effect in told if effect is not None), None)

    def _far(self, verb: Token, start: int) -> tuple[Token, Effect] | None:
        """A governing verb further left, past its object: "empêche les ministres de signer"."""
        if start == verb.sent.start or verb.doc[start - 1].lower_ not in ("de", "d'", "à"):
            return None
        for i in range(start - 2, max(verb.sent.start, start - 14) - 1, -1):
            word = verb.doc[i]
            if word.lower_ in (";", ":", "qui", "que", "qu'"):
                return None
            if self.lemma(word) is not None and not word.dep_.startswith("aux"):
                effect = self._effect(word, "inf")
                return (word, effect) if effect is not None else None
        return None

    def _of_clause(self, verb: Token) -> tuple[Token, Effect] | None:
        """The governor of a finite clause or participle: its conjunction, else the verb it completes."""
        told = self._told_before(verb) or self._after_if(verb)
        if told is not None:
            return told
        marked = any(c.dep_ == "mark" for c in verb.children)  # "un prix élevé si elle attaquait": no relative
        if (verb.dep_ == "acl:relcl" and not marked) or self._relative(verb):
            return None
        for child in verb.children:
            if child.dep_ == "mark" or (child.pos_ == "SCONJ" and child.i < verb.i):
                found = self._conjunction(child)
                if found is not None:
                    return child, found
        if (
            verb.dep_ not in ("ccomp", "xcomp", "csubj", "acl", "parataxis", "advcl", "obj", "obl:mod")
            or verb.head.i == verb.i
        ):
            return None
        if not any(c.lower_ in ("que", "qu'") for c in verb.children if c.i < verb.i):
            if verb.dep_ == "xcomp":
                effect = self._effect(verb.head, "inf")
                return (verb.head, effect) if effect else None
            return None
        effect = self._effect(verb.head, "que")
        over = effect == "planned" and self._own_verb(verb)[2] in OVER  # "l'accord que X avait signé"
        return (verb.head, effect) if effect is not None and not over else None

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
        aside = mark.nbor(-1).pos_ == "ADV" and self.lemma(mark.nbor(-1)) is None  # "dément toutefois que"
        word = mark.nbor(-2 if aside else -1)
        effect = self._effect(word, "que") if word.pos_ not in ("VERB", "AUX") and self.lemma(word) else None
        return (word, effect) if effect is not None else None

    @staticmethod
    def _relative(verb: Token) -> bool:
        return any(c.i < verb.i and "Rel" in c.morph.get("PronType", []) for c in verb.children)

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

    def _governor_of_noun(self, noun: Token) -> tuple[Token, Effect] | None:
        first = syntax.base(noun)
        start = syntax.np_start(first)
        phrase = syntax.phrase_before(
            self._after_preposition(first, start), noun.doc[noun.sent.start : first.i], self._prepositions
        )
        if (phrase is not None and phrase[0] != "negated") or (phrase is not None and phrase[1] < first.i):
            return noun.doc[phrase[1]], phrase[0]
        head = first.head
        word = noun.doc[start - 1] if start > noun.sent.start else None
        if word is not None and word.pos_ not in ("VERB", "AUX") and self.lemma(word) is not None:
            effect = self._effect(word, "noun")  # "La Serbie dément toute livraison", "dément" taken for an adverb
            if effect is not None:
                return word, effect
        if head.i == first.i:
            return None
        if self.lemma(head) is not None:
            return self._of_noun_under_verb(first, head)
        if first.dep_.startswith("nsubj") and self._is_off_agenda(head, (head,)):
            return head, "negated"
        effect = self._effect(head, "noun")
        if effect is None and any(self._is_open_object(first, a) for a in list(head.ancestors)[:2]):
            effect = "hypothetical"
        return (head, effect) if effect is not None else None

    @staticmethod
    def _after_preposition(noun: Token, start: int) -> int:
        """Index right after the preposition that opens the noun phrase."""
        i = start
        while i < noun.i and (noun.doc[i].pos_ == "ADP" or noun.doc[i].dep_ in ("case", "fixed")):
            i += 1
        return i

    def _of_noun_under_verb(self, noun: Token, verb: Token) -> tuple[Token, Effect] | None:
        """A deed's noun as subject ("la visite aura lieu") or complement ("redoute une attaque") of a verb."""
        lemma = self.lemma(verb) or ""
        if noun.dep_.startswith("nsubj"):
            return self._as_subject(noun, verb, lemma)
        effect = self._effect(verb, "noun")
        if effect is None and self._is_open_object(noun, verb):
            effect = "hypothetical"
        if effect is not None and not (
            noun.dep_.startswith("obl:mod") and syntax.preposition(noun) not in ("de", "à", "")
        ):
            return verb, effect
        return None

    @staticmethod
    def _is_open_object(noun: Token, verb: Token) -> bool:
        """An indefinite deed under a bare infinitive is none yet: "prêt à répondre à une agression"."""
        words = {t.lower_ for t in noun.doc[syntax.np_start(noun) : noun.i]}
        return bool(words & {"une", "un", "toute", "tout", "d'éventuelles"}) and "Inf" in verb.morph.get("VerbForm", [])

    def _is_off_agenda(self, head: Token, words: Iterable[Token]) -> bool:
        """Whether one of `words` says with a negated "être" that a deed is not to come: "pas à l'ordre du jour"."""
        return any(w.lemma_.lower() in self._occurrence.agenda for w in words) and syntax.is_negated(head)

    def _as_subject(self, noun: Token, verb: Token, lemma: str) -> tuple[Token, Effect] | None:
        passive = noun.dep_ == "nsubj:pass" or any(a.lemma_ == "être" for a in syntax.group(verb))
        occurrence = self._occurrence
        if passive and lemma in occurrence.cancelled:
            return verb, "hypothetical" if syntax.is_negated(verb, lemma) else "negated"
        if passive and lemma in occurrence.planned:
            return verb, "negated" if syntax.is_negated(verb, lemma) else "planned"
        if passive and lemma in occurrence.hypothetical:
            return verb, "hypothetical"
        if lemma in occurrence.happen:
            return verb, "none"
        if lemma == "être" and self._is_off_agenda(verb, verb.children):
            return verb, "negated"
        own, _, _ = self._own_verb(verb)
        adjective = self._effect(verb, "noun") if verb.pos_ == "ADJ" else None
        if adjective is not None:
            return verb, adjective
        return (verb, "hypothetical") if own == "hypothetical" else None
