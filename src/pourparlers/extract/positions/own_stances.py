"""Stances that a party takes in its own words, without a word of stance: "nous ne céderons pas", "c'est à eux de …".

They are read inside statements only, and the holder is who speaks. Token ranges are inclusive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ...annotate import syntax
from ...annotate.modality import Modality
from ...annotate.tree import Token, tokens_within
from ...annotate.word_table import NOUNS, VERBS
from ...drafts import StatementDraft
from ...vocab import Stance
from ..clause import statement_at, token_at
from ..contents import Range, clause_range, content_ranges, evidence_range
from ..frames.arguments import Arguments
from ..frames.bench import Bench
from ..frames.noun_words import noun_forms
from ..frames.phrases import gives_up_own, is_rival, is_same_side
from ..frames.roles import RoleReader
from .stance_rules import Lexicon
from .told_near import is_until
from .verdicts import BEHOLD, is_blame, is_fragment, is_predicate, is_verdict

_POSSIBLE: Final = NOUNS.possible
_CONFLICT: Final = VERBS.conflict
_STATES: Final = VERBS.states
_FUTURE: Final = re.compile(r"r(?:ai|as|a|ons|ez|ont)$")
_SCHEDULED: Final = VERBS.scheduled
_MIND: Final = VERBS.mind
_TO: Final[frozenset[str]] = frozenset({"à", "au", "aux"})
_FALLS: Final = VERBS.falls_to
_STAYS: Final = VERBS.stays
Found = tuple[str, Stance, str, str | None]
"""Rule, stance, act of speech, mode."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A stance taken: ranges are token indices, inclusive; `event` is "" where it is no act of speech."""

    rule: str
    stance: Stance
    head: Token
    holders: tuple[str, ...]
    addressees: tuple[str, ...]
    contents: tuple[Range, ...]
    condition: Range | None
    evidence: Range
    modality: Modality
    event: str = ""
    mode: str | None = None
    position: bool = True
    statement: str | None = None


_RETALIATING: Final = VERBS.retaliating


class OwnStances:
    """Reads the stances of what a party says, with the words of one pack."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._openings = frozenset(lexicon.openings)
        self._telling = lexicon.gifts | lexicon.refused | _CONFLICT | VERBS.telling_own

    def read(self, bench: Bench, roles: RoleReader, heads: set[int]) -> Iterator[Taken]:
        """Stances of a document inside statements, but at `heads`, which a rule has read."""
        adjectives = [
            (t, "") for t, f in bench.adjectives if not (f.isdisjoint(_POSSIBLE) and f.isdisjoint(self._lexicon.blame))
        ]
        told = tokens_within(bench.doc, ((s.start, s.end) for d in bench.layers.statements for s in d.fact.content))
        verbs = [(t, lemma) for t, lemma in bench.verbs if t.i in told and self._tells(t, lemma)]
        nouns = [
            (t, "") for t, f in bench.nouns if not (f.isdisjoint(self._openings) and f.isdisjoint(self._lexicon.wrongs))
        ]
        for token, lemma in (*verbs, *adjectives, *nouns):
            if token.i in heads or (token.dep_ == "acl:relcl" and token.head.i not in bench.cued):
                continue  # of "Lima juge que …" the tree makes a noun and its relative
            statement = statement_at(bench.layers, token.idx)
            if statement is None or statement.fact.speaker is None:
                continue
            if token.pos_ == "NOUN" and not lemma:
                taken = self._of_noun(token, statement, bench)
            else:
                taken = self._of_verb(token, lemma, statement, bench, roles)
            if taken is not None:
                yield taken

    def _tells(self, token: Token, lemma: str) -> bool:
        if _FUTURE.search(token.lower_) and any(t.lower_ in ("si", "s'") for t in token.sent):
            return True
        if lemma in self._telling or self._has_proviso(token) or self._is_duty(token):
            return True
        return bool(_FUTURE.search(token.lower_)) and syntax.is_negated(token, lemma)

    @staticmethod
    def _is_duty(token: Token) -> bool:
        """Whether an infinitive stands under "c'est à … de", "il appartient à … de"."""
        i = syntax.group_start(token) - 1
        if i < 3 or token.doc[i].lower_ not in ("de", "d'") or not syntax.is_infinitive(token):
            return False
        words = [t.lower_ for t in token.doc[max(token.sent.start, i - 9) : i]]
        return any(
            (a in ("c'", "ce") and b == "est" and c in _TO) or (a in ("il", "qu'il") and b in _FALLS and c in _TO)
            for a, b, c in zip(words, words[1:], words[2:], strict=False)
        )

    # -- nouns --------------------------------------------------------------------------------------------------

    def _of_noun(self, noun: Token, statement: StatementDraft, bench: Bench) -> Taken | None:
        """ "pas de dialogue tant que …" refuses; "c'est une provocation" and « Une provocation » alone accuse."""
        doc, start = noun.doc, syntax.np_start(noun)
        forms = noun_forms(noun)
        content = next(s for s in statement.fact.content if s.start <= noun.idx < s.end)
        first = token_at(doc, content.start).i
        while first < noun.i and doc[first].is_punct:
            first += 1
        last = token_at(doc, content.end - 1).i
        modality = bench.modality(noun)
        if forms & self._openings and doc[first].lower_ == "pas" and noun.i - first <= 3:
            found: Found = ("refusal-none", "refusal", "REJECT", "meet")
        elif not forms & self._lexicon.wrongs:
            return None
        elif is_fragment(noun, start, (first, last), bench.layers) or is_predicate(noun):
            found = ("accusation-own", "accusation", "ACCUSE", "disapprove")
        else:
            return None
        if found[1] == "accusation" and (
            modality.assertion != "asserted"
            or bench.of_verb(noun).first_person
            or any(t.pos_ == "VERB" and syntax.is_finite(t) for t in doc[first : noun.i] if t.lower_ not in BEHOLD)
        ):
            return None
        end = clause_range(noun)[1]
        words = (first, min(max(end, noun.i), last))
        return self._taken(
            found, head=noun, statement=statement, modality=modality, contents=(words,), addressees=(), evidence=words
        )

    @staticmethod
    def _taken(
        found: Found,
        *,
        head: Token,
        statement: StatementDraft,
        modality: Modality,
        contents: tuple[Range, ...],
        addressees: tuple[str, ...],
        evidence: Range,
    ) -> Taken:
        speaker = tuple(s for s in (statement.fact.speaker, *statement.fact.co_speakers) if s)
        rule, stance, event, mode = found
        return Taken(
            rule=rule,
            stance=stance,
            head=head,
            holders=speaker,
            addressees=tuple(a for a in addressees if a not in speaker),
            contents=contents,
            condition=modality.condition,
            evidence=evidence,
            modality=modality,
            event=event,
            mode=mode,
            statement=statement.fact.id,
        )

    # -- verbs and adjectives -------------------------------------------------------------------------------------

    def _of_verb(
        self, token: Token, lemma: str, statement: StatementDraft, bench: Bench, roles: RoleReader
    ) -> Taken | None:
        args = bench.of_verb(token)
        near = {t.lower_ for t in token.doc[max(token.sent.start, syntax.group_start(token) - 4) : token.i]}
        if "on" in near and near & {"nous", "me", "m'"}:  # "on ne nous parle plus sur ce ton": others do
            return None
        subject = roles.ids(args.get("subject"))
        found = self._stance(token, lemma, statement, subject, bench)
        if found is None:
            return None
        modality = bench.modality(token)
        contents = tuple(content_ranges(args, ("clause",), modality.condition))
        if token.dep_ == "amod":
            contents = (clause_range(token.head),)
        evidence = evidence_range(args, contents, modality.condition, None)
        addressees = subject if found[1] == "demand" else ()
        return self._taken(
            found,
            head=token,
            statement=statement,
            modality=modality,
            contents=contents,
            addressees=addressees,
            evidence=evidence,
        )

    @staticmethod
    def _has_proviso(token: Token) -> bool:
        """Whether words right of a verb may make its clause a condition."""
        end = min(token.sent.end, token.i + 14)
        words = {t.lower_ for t in token.doc[token.i + 1 : end]}
        return bool(words & {"condition", "pourvu", "moins"}) or (
            "si" in words and not words.isdisjoint(("que", "qu'"))
        )

    def _stance(
        self, token: Token, lemma: str, statement: StatementDraft, subject: tuple[str, ...], bench: Bench
    ) -> Found | None:
        """The stance of a clause inside a statement, if any."""
        modality, args = bench.modality(token), bench.of_verb(token)
        first_person = args.first_person
        own = first_person or is_same_side(subject, statement.fact.speaker, bench.layers) or self._is_own(token, bench)
        negated = modality.assertion == "negated" and modality.governor is None
        tense = modality.tense
        if token.pos_ == "ADJ":
            stays = bench.reader.lemma(token.head) in _STAYS and token.head.i < token.i
            return self._judgement(token, own, negated, modality.condition, stays=stays)
        if (negated or (modality.assertion == "hypothetical" and syntax.is_negated(token, lemma))) and is_until(token):
            return "condition-until", "condition", "", None
        if own and tense == "future" and lemma in self._lexicon.unhesitating and syntax.is_negated(token, lemma):
            return self._unhesitating(args, bench)
        ultimatum = own and not negated and tense == "future" and self._is_ultimatum(modality.condition, bench)
        if ultimatum and not gives_up_own(token, lemma):
            return "threat-if", "threat", "THREATEN", None
        if own and negated:
            refused = self._negated(lemma, tense, args, bench)
            if refused is not None:
                return refused
        ahead = tense == "future" or (tense == "near_future" and modality.assertion == "planned")
        oneself = [t.lower_ for t in token.doc[max(0, token.i - 2) : token.i]] == ["nous", "nous"] or args.reflexive
        duty = syntax.is_infinitive(token) and bench.reader.lemma(token.head) == "devoir"
        pays = lemma == "payer" and not (first_person or args.has("object"))  # "nos prisonniers paieront"
        if own and not negated and ahead and lemma in self._lexicon.gifts and not (oneself or duty or pays):
            return "promise-own", "promise", "AGREE", None
        kind = lemma == "répondre" and args.has("à") and not self._is_to_harm(args)
        if first_person and not negated and tense == "future" and lemma in _RETALIATING and not kind:
            return "threat-own", "threat", "THREATEN", None
        other = bool(subject) or any(
            not noun_forms(t).isdisjoint(self._lexicon.parties) for t in args.get("subject") if t.pos_ == "NOUN"
        )
        due = {bench.reader.lemma(t) for t in args.get("inf") if not self._gives_back(t)} & (_SCHEDULED | _MIND)
        told_of = statement.fact.kind == "indirect" and statement.fact.cue is None  # "selon Lima, X doit …"
        if (
            lemma == "devoir"
            and not (due or told_of)
            and tense in ("present", "near_future", "future")
            and (other if not negated else args.has("subject") and token.lower_.startswith("do"))
            and (not own or is_rival(subject, statement.fact.speaker, bench.layers))
        ):
            return "demand-duty", "demand", "REQUEST", "yield"
        if self._is_duty(token):
            return "demand-turn", "demand", "REQUEST", None
        proviso = modality.condition is not None and self._is_proviso(token, modality.condition)
        if (
            proviso
            and modality.condition is not None
            and (own or modality.negated or self._only_if(token, modality.condition))
        ):
            return "condition-proviso", "condition", "", None
        return None

    def _is_to_harm(self, args: Arguments) -> bool:
        """Whether what is answered is a wrong or a blow: not "nous répondrons à la retenue par la retenue"."""
        harm = self._lexicon.nouns | self._lexicon.wrongs | NOUNS.blows
        return any(not noun_forms(t).isdisjoint(harm) for t in args.get("à"))

    def _unhesitating(self, args: Arguments, bench: Bench) -> Found:
        """What a party says that it will not hesitate to do: harm, or good."""
        words = {bench.reader.lemma(t) for t in args.get("inf")}
        under = [t for i in args.get("inf") for t in i.subtree]
        harm = words & self._lexicon.verbs or any(noun_forms(t) & self._lexicon.lessons for t in under)
        return ("threat-own", "threat", "THREATEN", None) if harm else ("promise-own", "promise", "AGREE", None)

    def _is_ultimatum(self, condition: Range | None, bench: Bench) -> bool:
        """Whether a condition with "si" lies with the other: that it attacks, or that it does not give in."""
        if condition is None:
            return False
        words = bench.doc[condition[0] : condition[1] + 1]
        if words[0].lower_ not in ("si", "s'") or any(t.lower_ in ("nous", "je", "j'") for t in words[1:3]):
            return False
        harm = any(bench.reader.lemma(t) in self._lexicon.strikes for t in words if t.pos_ in ("VERB", "AUX"))
        return harm or any(syntax.is_ne(t) for t in words)

    @staticmethod
    def _gives_back(verb: Token) -> bool:
        """Whether "rendre" has an object: "doit rendre le pouvoir", not "doit se rendre à Oslo"."""
        return verb.lower_ == "rendre" and (not verb.i or verb.nbor(-1).lower_ not in ("se", "s'"))

    def _negated(self, lemma: str, tense: str | None, args: Arguments, bench: Bench) -> Found | None:
        """What a party says of itself with "ne … pas": it will not, or it did not; "n'avons pas l'intention de"."""
        passive = args.passive
        if tense in ("future", "present", "near_future", "conditional") and lemma in self._lexicon.refused:
            return "refusal-own", "refusal", "REJECT", None
        if tense == "future" and lemma not in _STATES and not passive:
            return "refusal-own", "refusal", "REJECT", None
        if lemma == "avoir" and not any(t.lower_ in ("intention", "intentions") for t in args.get("object")):
            return ("denial-own", "denial", "REJECT", None) if self._has_done(args.head, bench) else None
        if tense in ("past", "present", "pluperfect", "imperfect") and lemma in _CONFLICT:
            return "denial-own", "denial", "REJECT", None
        return None

    @staticmethod
    def _has_done(helper: Token, bench: Bench) -> bool:
        """Whether a participle that words part from its "avoir" tells a deed of conflict."""
        for token in helper.doc[helper.i + 1 : min(helper.sent.end, helper.i + 12)]:
            if token.pos_ == "VERB":
                return "Part" in token.morph.get("VerbForm", []) and bench.reader.lemma(token) in _CONFLICT
        return False

    def _judgement(
        self, token: Token, own: bool, negated: bool, condition: Range | None, *, stays: bool
    ) -> Found | None:
        """ "une solution est encore possible" offers, "cette présence est irresponsable" accuses, as does a verdict
        without a verb: « Voilà des propos honteux »."""
        subjects = [c for c in token.children if c.dep_.startswith("nsubj")]
        has_copula = any(c.dep_ == "cop" for c in token.children)
        if stays:
            subjects += [c for c in token.head.children if c.dep_.startswith("nsubj")]
            has_copula = True
        if not negated and not has_copula and is_verdict(token, self._lexicon.blame):
            return "accusation-judgement", "accusation", "ACCUSE", "disapprove"
        if negated or not has_copula:
            return None
        if any(noun_forms(s) & self._openings for s in subjects):
            if condition is not None and self._is_proviso(token, condition):
                return "condition-proviso", "condition", "", None
            return "offer-opening", "offer", "AGREE", None
        if subjects and not own and is_blame(token, self._lexicon.blame):
            return "accusation-judgement", "accusation", "ACCUSE", "disapprove"
        return None

    @staticmethod
    def _only_if(token: Token, condition: Range) -> bool:
        """Whether "que" stands before the condition: "ne … que si"."""
        return token.doc[condition[0] - 1].lower_ in ("que", "qu'")

    @staticmethod
    def _is_proviso(token: Token, condition: Range) -> bool:
        words = " ".join(t.lower_ for t in token.doc[condition[0] : condition[0] + 3])
        return words.startswith(("à condition", "pourvu que", "pourvu qu'", "à moins")) or token.doc[
            condition[0] - 1
        ].lower_ in ("que", "qu'")

    @staticmethod
    def _is_own(token: Token, bench: Bench) -> bool:
        """Whether the subject is "mon pays", "notre armée"."""
        for subject in bench.of_verb(token).get("subject"):
            if any(c.lower_ in ("mon", "ma", "mes", "notre", "nos") for c in subject.children):
                return True
        return False
