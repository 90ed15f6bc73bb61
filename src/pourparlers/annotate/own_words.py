"""What a deed's own words assert: negation, mood and tense of its verb, determiner and adjectives of its noun."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from functools import lru_cache, partial
from typing import Final

from ..lang.pack import Pack
from ..vocab import Assertion
from . import syntax
from .conditions import Conditions, condition_of
from .hedges import Hedge, hedge_of
from .mistagged import endings_of
from .modality_table import Effect, ModalityTable, fold_adjective
from .tense import FUTURE_LIKE, PAST_LIKE, tense_of
from .tree import Token, remembered
from .word_table import VERBS, Tense

ORDER: Final[tuple[Assertion, ...]] = (
    "asserted", "reported", "accused", "planned", "hypothetical", "conditional", "negated", "denied",
)  # fmt: skip
RANK: Final[dict[str, int]] = {assertion: rank for rank, assertion in enumerate(ORDER)}
"""From the strongest claim to the weakest."""
_CONDITIONAL_ENDS: Final = VERBS.ends_after_stem_of_conditional
_FUTURE_ENDS: Final = VERBS.ends_of_future
_STATIVE: Final = VERBS.stative


def _is_plain_future(form: str, lemma: str) -> bool:
    """Whether `form` is a future by its letters alone: "rompra", "finiront"; those in -er share some with the past."""
    stem = lemma.removesuffix("e") if lemma.endswith("re") else lemma
    return lemma.endswith(("re", "ir")) and form in {stem + end for end in ("ai", "as", "a", "ons", "ez", "ont")}


def _may_be_verb(word: str, forms: Container[str]) -> bool:
    return word in forms or bool(endings_of(word))


def _by_first(table: ModalityTable) -> dict[str, list[tuple[tuple[str, ...], Hedge]]]:
    """The hedges of a table by their first word."""
    told: tuple[tuple[Hedge, tuple[str, ...]], ...] = (
        ("hypothetical", table.hedges.hypothetical),
        ("reported", table.hedges.reported),
    )
    out: dict[str, list[tuple[tuple[str, ...], Hedge]]] = {}
    for effect, keys in told:
        for key in keys:
            words = tuple(key.split(" "))
            out.setdefault(words[0], []).append((words, effect))
    return out


class OwnWords:
    """Reads a deed's own words with the tables of one language pack."""

    def __init__(self, pack: Pack) -> None:
        table = pack.table("modality", ModalityTable)
        self.forms: Mapping[str, str] = table.verb_forms
        # infinitive of a verb form, the model's errors mended; None for other words
        self.lemma: Callable[[Token], str | None] = remembered(partial(syntax.verb_lemma, forms=self.forms))
        # whether a word that the tagger takes for none may be a verb form, whatever stands around it
        self.may_be_verb: Callable[[str], bool] = lru_cache(maxsize=1 << 15)(partial(_may_be_verb, forms=self.forms))
        self._governors = {(w, t): g for g in table.governors for w in g.words for t in g.takes}
        self._words = {w for g in table.governors for w in g.words}
        self._prepositions = table.prepositions
        self._conjunctions = table.conjunctions
        self._occurrence, self._texts = table.occurrence, table.texts
        self._conditions = Conditions(table.conditions)
        effects: tuple[tuple[Effect, tuple[str, ...]], ...] = (
            ("negated", table.adjectives.negated),
            ("hypothetical", table.adjectives.hypothetical),
            ("planned", table.adjectives.planned),
            ("reported", table.adjectives.reported),
        )
        self._hedges = _by_first(table)
        self._adjectives: dict[str, Effect] = {fold_adjective(w): effect for effect, words in effects for w in words}

    @staticmethod
    def combine(claim: Assertion, effect: Effect) -> Assertion:
        """The claim that is left of `claim` under a governor of `effect`."""
        if effect in ("none", "fact"):
            return claim
        pair = {claim, effect}
        if pair == {"negated"}:
            return "hypothetical"
        if pair in ({"accused", "planned"}, {"accused", "hypothetical"}):
            return "hypothetical"
        if effect == "accused" and claim == "negated":
            return "accused"
        return ORDER[max(RANK[effect], RANK[claim])]

    def _own_verb(self, verb: Token) -> tuple[Assertion, bool, Tense | None]:
        """Assertion, negation and tense by the verb's own group and the words that hedge it."""
        claim, negated, tense = self._by_group(verb)
        hedge = hedge_of(verb, self._hedges) if claim in ("asserted", "planned") else None
        return (hedge or claim) if claim == "asserted" or hedge == "hypothetical" else claim, negated, tense

    def _by_group(self, verb: Token) -> tuple[Assertion, bool, Tense | None]:
        tense = self._tense(verb)
        first = syntax.base(verb)
        if (
            tense in ("participle", "infinitive", None)
            and first.i != verb.i
            and tense_of(first) not in (None, "infinitive")
        ):
            tense = tense_of(first) if tense == "participle" else tense
        lemma = self.lemma(verb)
        negated = syntax.is_negated(verb, lemma) or self._ni(verb)
        if negated:
            return "negated", True, tense
        if tense in FUTURE_LIKE:
            return "planned", False, tense
        if tense == "past_conditional":
            return ("hypothetical" if self._counterfactual(verb) else "reported"), False, tense
        if tense == "conditional":
            return self._simple_conditional(verb, lemma), False, tense
        return "asserted", False, tense

    def _tense(self, verb: Token) -> Tense | None:
        """Tense of the group; endings that cannot be a participle's mend the tagger's ("signera")."""
        tense = tense_of(verb)
        if tense == "infinitive" and not syntax.group(verb) and not verb.lower_.endswith(("r", "re")):
            tense = "present"  # "on ne négocie pas", taken for an infinitive
        stem = (self.lemma(verb) or "").removesuffix("e")
        if (
            tense == "present"
            and len(stem) > 3
            and verb.lower_ in {stem + end for end in ("ons", "ont", "a", "ai", "ez")}
        ):
            return "future"
        if not syntax.group(verb) and _is_plain_future(verb.lower_, self.lemma(verb) or ""):
            return "future"
        if tense == "conditional" and not syntax.group(verb) and not verb.lower_.endswith(_CONDITIONAL_ENDS):
            return "imperfect"
        if tense in ("participle", None) and not syntax.group(verb):
            if verb.lower_.endswith(_FUTURE_ENDS):
                return "future"
            if verb.lower_ in self.forms and not verb.lower_.endswith(("é", "ée", "és", "ées")):
                return "present"
        return tense

    def _simple_conditional(self, verb: Token, lemma: str | None) -> Assertion:
        """Future in the past under a past verb of saying; rumour for states and passives; else hypothesis."""
        upper = verb.head if verb.dep_ in ("ccomp", "conj", "parataxis", "xcomp", "acl") else None
        if upper is not None and upper.i != verb.i and tense_of(upper) in PAST_LIKE and "qu" in self._mark(verb):
            return "planned"
        helpers = {a.lower_ for a in syntax.group(verb)}
        return "reported" if lemma in _STATIVE or helpers & {"serait", "seraient"} else "hypothetical"

    def _mark(self, verb: Token) -> str:
        return " ".join(c.lower_ for c in verb.children if c.dep_ == "mark")

    @staticmethod
    def _opens_wish(mark: Token) -> bool:
        """Whether a "que" opens its sentence before a subject: "Que Lima retire ses chars" tells no retreat."""
        if mark.lower_ not in ("que", "qu'") or mark.dep_ != "mark" or mark.i + 1 >= syntax.group_start(mark.head):
            return False
        return all(t.is_punct or t.is_space for t in mark.doc[mark.sent.start : mark.i])

    def _counterfactual(self, verb: Token) -> bool:
        """Whether a si-clause in the pluperfect makes the past conditional unreal."""
        found = condition_of(verb, self._conditions)
        return found is not None and verb.doc[found[0]].lower_ in ("si", "s'")

    def _ni(self, verb: Token) -> bool:
        """Whether `verb` is joined by "ni" to a negated verb."""
        if verb.dep_ != "conj":
            return False
        joined = any(c.dep_ == "cc" and c.lower_ == "ni" for c in verb.children)
        return joined and syntax.is_negated(syntax.base(verb))

    def _own_noun(self, noun: Token) -> tuple[Assertion, bool, Tense | None]:
        """Assertion by determiner and adjectives: "aucune attaque", "une éventuelle attaque"."""
        start = syntax.np_start(noun)
        before = [t.lower_ for t in noun.doc[max(noun.sent.start, start - 2) : noun.i]]
        if any(w in ("aucun", "aucune", "nul", "nulle", "zéro") for w in before) or (
            "de" in before[-2:] + ["de" if w == "d'" else w for w in before[-2:]] and "pas" in before
        ):
            return "negated", True, None
        claim: Assertion = "asserted"
        for child in noun.children:
            if child.dep_ in ("amod", "acl", "appos") or child.pos_ == "ADJ":
                effect = self._adjectives.get(fold_adjective(child.text))
                if effect is not None and (child.dep_ != "acl" or child.i - noun.i < 6):
                    claim = self.combine(claim, effect)
        return claim, False, None
