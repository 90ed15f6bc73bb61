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
from .clause_words import ClauseWords, seen_by, would_be
from .conditions import condition_of
from .modality_table import Effect
from .own_words import RANK
from .tense import FUTURE_LIKE, OVER, comes_next
from .tree import Token
from .word_table import NOUNS, PHRASES, VERBS, Tense

_THANKED: Final = VERBS.thanked
_STEPS: Final = 8
_DAYS: Final = NOUNS.days


@dataclass(slots=True, unsafe_hash=True)
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


class ModalityReader(ClauseWords):
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
            if effect == "reported" or self._is_subordinator(token):
                claim, governor = self._above_words(token, claim, governor)
                break
            if effect in ("none", "planned") and self.lemma(token) is not None:
                upper, _, _ = self._own_verb(token)
                despite = effect == "planned" and upper == "negated"  # "n'hésitera pas à frapper"
                if RANK[upper] > RANK[claim] and not despite:
                    claim, governor = upper, token.i
            current, steps = token, steps + 1
        claim = self._asked(head, claim) if verb else claim
        aside = tense == "participle" and head.i > 0 and head.nbor(-1).text == ","  # "saisi lundi, faute de quoi"
        stated = (verb and not aside) or claim != "asserted" or head.pos_ == "ADJ"
        condition = condition_of(head, self._conditions) if stated else None
        if condition is not None and verb and self._is_open(tense, claim):
            claim = "conditional"
        return Modality(assertion=claim, tense=tense, negated=negated, condition=condition, governor=governor)

    @staticmethod
    def _opens(token: Token, effect: Effect) -> bool:
        """Whether a conjunction leaves its clause open."""
        return (token.pos_ == "SCONJ" or token.lower_ == "tant") and effect == "hypothetical"

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

    def _above_words(self, token: Token, claim: Assertion, governor: int | None) -> tuple[Assertion, int | None]:
        """What is left of what a verb of speech reports where its words are not said: "il est faux de dire que"."""
        upper = self._governor(token) if self.lemma(token) is not None and syntax.is_infinitive(token) else None
        if upper is None or claim != "reported" or upper[1] not in ("denied", "negated", "hypothetical"):
            return claim, governor
        return ("denied" if upper[1] == "denied" else "hypothetical"), upper[0].i

    def _is_subordinator(self, token: Token) -> bool:
        return token.pos_ in ("ADP", "SCONJ", "CCONJ")

    # -- governors ----------------------------------------------------------------------------------------------

    def _governor(self, token: Token) -> tuple[Token, Effect] | None:
        """The word that governs `token` and its effect on it, or None where nothing governs."""
        if self.lemma(token) is not None:
            return self._governor_of_verb(token)
        return self._governor_of_noun(token)

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
            words = verb.doc[verb.sent.start : phrase[1]] if verb.doc[phrase[1]].lower_ == "avant" else ()
            done = comes_next(words, lambda t: self._effect(t, "inf") is not None)
            return verb.doc[phrase[2]], "fact" if done else phrase[0]
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
        aim = before == "pour" and effect in ("hypothetical", "planned")
        return aim and any(a.lower_ in ("avoir", "être") for a in syntax.group(verb))

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
        told = (
            (word, self._effect(word, "inf") or would_be(word))
            for word in (verb.doc[i], *syntax.owned_noun(verb, start))
        )
        return next(((word, effect) for word, effect in told if effect is not None), None)

    def _far(self, verb: Token, start: int) -> tuple[Token, Effect] | None:
        """A governing verb further left, past its object: "empêche les ministres de signer"."""
        if start == verb.sent.start or verb.doc[start - 1].lower_ not in ("de", "d'", "à"):
            seen = seen_by(verb, start)
            return (seen, "none") if seen is not None and self.lemma(seen) is not None else None
        for i in range(start - 2, max(verb.sent.start, start - 14) - 1, -1):
            word = verb.doc[i]
            if word.lower_ in (";", ":", "qui", "que", "qu'"):
                return None
            asked = word.lower_ == "question" and word.pos_ == "NOUN"  # "il n'est pas question pour Lima de céder"
            if asked or (self.lemma(word) is not None and not word.dep_.startswith("aux")):
                effect = self._effect(word, "inf")
                return (word, effect) if effect is not None else None
        return None

    def _of_clause(self, verb: Token) -> tuple[Token, Effect] | None:
        """The governor of a finite clause or participle: its conjunction, else the verb it completes, by the tree or,
        where that knows none, on the line."""
        return self._by_tree(verb) or self._after_that(verb)

    def _by_tree(self, verb: Token) -> tuple[Token, Effect] | None:
        told = self._told_before(verb) or self._after_if(verb)
        if told is not None:
            return told
        marked = any(c.dep_ == "mark" for c in verb.children)  # "un prix élevé si elle attaquait": no relative
        if (verb.dep_ == "acl:relcl" and not marked) or self._relative(verb):
            return self._of_drafted(verb)
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
        loose = effect == "planned" or (effect == "hypothetical" and verb.head.pos_ == "NOUN")
        over = loose and self._own_verb(verb)[2] in OVER  # "l'accord que X avait signé", "une demande que Y a rejetée"
        return (verb.head, effect) if effect is not None and not over else None

    def _of_drafted(self, verb: Token) -> tuple[Token, Effect] | None:
        """What governs what a text is to say that is not adopted yet: "doit voter une résolution qui condamne"."""
        noun = self.drafted(verb)
        if noun is None or self.is_draft(noun):
            return (noun, "hypothetical") if noun is not None else None
        above = noun.head
        if self.lemma(above) is None:
            return None
        effect = None if noun.dep_.startswith("nsubj") else self._effect(above, "noun")
        claim = self.read(above).assertion if effect in (None, "none") else effect
        if claim == "asserted" and (self.lemma(above) or "") in self._texts.drafting:
            claim = "hypothetical"
        if claim in ("hypothetical", "conditional", "negated"):
            return above, "hypothetical"
        return (above, "planned") if claim == "planned" else None

    @staticmethod
    def _relative(verb: Token) -> bool:
        return any(c.i < verb.i and "Rel" in c.morph.get("PronType", []) for c in verb.children)

    @staticmethod
    def _is_reason(word: Token) -> bool:
        """Whether "pour" before a noun tells why one is thanked or sorry: "ses regrets pour le bombardement"."""
        before = word.doc[max(word.sent.start, word.i - 6) : word.i] if word.lower_ == "pour" else ()
        return any(t.lower_.rstrip("s") in _THANKED or t.lemma_.lower() in _THANKED for t in before)

    def _governor_of_noun(self, noun: Token) -> tuple[Token, Effect] | None:
        first = syntax.base(noun)
        start = syntax.np_start(first)
        phrase = syntax.phrase_before(
            self._after_preposition(first, start), noun.doc[noun.sent.start : first.i], self._prepositions
        )
        if phrase is not None and self._is_reason(noun.doc[phrase[1]]):
            return noun.doc[phrase[1]], "fact"
        if (phrase is not None and phrase[0] != "negated") or (phrase is not None and phrase[1] < first.i):
            return noun.doc[phrase[1]], phrase[0]
        head = first.head.head if first.head.lower_ in _DAYS else first.head  # "discutera lundi de sanctions"
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
        effect = self._effect(head, "noun") or self._as_predicate(first, head)
        if effect is None and any(self._is_open_object(first, a) for a in list(head.ancestors)[:2]):
            effect = "hypothetical"
        if effect is None and first.dep_ == "appos" and noun.i != first.i:
            return self._governor_of_noun(head)  # "conduire à un choix : la paix ou le bombardement"
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
        braced = lemma == "préparer" and syntax.preposition(noun) == "à"  # "se prépare à une attaque": another's
        if braced or (effect is None and self._is_open_object(noun, verb)):
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
        if words & {"toute", "tout"} and verb.lower_.endswith(("ra", "ront")):
            return True  # "protestera contre toute attaque"
        return bool(words & {"une", "un", "toute", "tout", "d'éventuelles"}) and "Inf" in verb.morph.get("VerbForm", [])

    def _as_predicate(self, noun: Token, head: Token) -> Effect | None:
        """What a predicate that is no verb leaves of a deed as its subject: "est à l'étude", "serait une faute"."""
        helpers = {c.lower_ for c in head.children if c.dep_ == "cop"}
        if not noun.dep_.startswith("nsubj") or not helpers:
            return None
        open_ = head.lemma_.lower() in self._occurrence.open or not helpers.isdisjoint({"serait", "seraient"})
        return "hypothetical" if open_ else None

    def _is_off_agenda(self, head: Token, words: Iterable[Token]) -> bool:
        """Whether one of `words` says with a negated "être" that a deed is not to come: "pas à l'ordre du jour"."""
        return any(w.lemma_.lower() in self._occurrence.agenda for w in words) and syntax.is_negated(head)

    def _as_subject(self, noun: Token, verb: Token, lemma: str) -> tuple[Token, Effect] | None:
        passive = noun.dep_ == "nsubj:pass" or any(a.lemma_ == "être" for a in syntax.group(verb))
        occurrence = self._occurrence
        if lemma == "être":  # "une attaque n'est pas à exclure", "est à craindre"
            out = next((c for c in verb.children if syntax.is_infinitive(c) and c.nbor(-1).lower_ == "à"), None)
            if out is not None and out.lower_ in VERBS.left_open:
                return verb, "hypothetical"
        if passive and lemma in occurrence.cancelled:
            return verb, "hypothetical" if syntax.is_negated(verb, lemma) else "negated"
        if passive and lemma in occurrence.planned:
            return verb, "negated" if syntax.is_negated(verb, lemma) else "planned"
        if passive and lemma in occurrence.hypothetical:
            return verb, "hypothetical"
        after = verb.nbor(1).lower_ if verb.i + 1 < len(verb.doc) else ""
        if not passive and (lemma in occurrence.failed or (lemma, after) in PHRASES.falls_through):
            return verb, "hypothetical" if syntax.is_negated(verb, lemma) else "negated"
        awaited = lemma == "attendre" and verb.nbor(-1).lower_ in VERBS.makes_wait
        if not passive and (awaited or (lemma in occurrence.late and self._own_verb(verb)[2] not in OVER)):
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
