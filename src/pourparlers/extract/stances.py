"""Stances as they stand in one dispatch: who demands, offers, threatens or denies what, by construction.

Positions and acts of speech are both made of them. Constructions are rules of lang/*/stance.toml; a few more are read
from what a party says in its own name ("nous ne céderons pas", "l'Ukraine doit …" in the mouth of Russia).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from spacy.tokens import Doc, Token

from ..annotate import syntax
from ..annotate.layers import Layers
from ..annotate.modality import Modality, reader_of
from ..drafts import StatementDraft
from ..lang.pack import Pack, Table
from ..vocab import Assertion, Stance
from .clause import statement_at
from .contents import Range, content_ranges, evidence_range
from .frames import Bench, Frame, FrameFinder, Match, RoleReader, bench_of, noun_forms

_TAKEN: Final[frozenset[Assertion]] = frozenset({"asserted", "reported", "planned"})
"""Assertions under which a stance is taken; a stance denied, negated or only possible is none."""
_CACHE: Final = "pourparlers_stances"
_OPEN_TENSES: Final[frozenset[str]] = frozenset({"future", "conditional", "near_future"})


class StanceRule(Frame, frozen=True, kw_only=True):
    """A frame with the stance it takes and the act of speech it is."""

    stance: Stance
    event: str = ""
    mode: str | None = None
    position: bool = True
    tenses: tuple[str, ...] = ()
    said: bool = False
    inf_words: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    harm: bool = False
    future: bool = False
    need_content: bool = False
    participle: bool = False


class Lexicon(Table, frozen=True):
    """Words that tell a threat, a promise, a refusal and an offer in what a party says of itself."""

    nouns: tuple[str, ...]
    verbs: tuple[str, ...]
    gifts: frozenset[str]
    refused: frozenset[str]
    openings: tuple[str, ...]


class StanceTable(Table, frozen=True):
    """Shape of lang/*/stance.toml."""

    harm: Lexicon
    rules: tuple[StanceRule, ...]


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


def find_stances(doc: Doc, *, pack: Pack) -> list[Taken]:
    """Every stance of a parsed, linked `doc`, in the order of its text."""
    found = doc.user_data.get(_CACHE)
    if not (isinstance(found, tuple) and found[0] is pack):
        found = (pack, _stance_reader(pack).read(doc))
        doc.user_data[_CACHE] = found
    return list(found[1])


@lru_cache(maxsize=8)
def _stance_reader(pack: Pack) -> StanceReader:
    return StanceReader(pack)


class StanceReader:
    """Reads stances with the tables of one pack."""

    def __init__(self, pack: Pack) -> None:
        table = pack.table("stance", StanceTable)
        self._modality = reader_of(pack)
        self._finder = FrameFinder(table.rules)
        self._lexicon = table.harm
        self._telling = (
            table.harm.gifts | table.harm.refused | _CONFLICT | {"devoir", "répondre", "réagir", "punir", "frapper"}
        )
        self._harm = frozenset((*table.harm.nouns, *table.harm.verbs))

    def read(self, doc: Doc) -> list[Taken]:
        """Stances of `doc`."""
        bench = bench_of(doc, self._modality)
        roles = RoleReader(bench)
        out: list[Taken] = []
        for match in self._finder.find(bench, fits=lambda m: self._fits(m, bench)):
            taken = self._of_match(match, roles, bench)
            if taken is not None:
                out.append(taken)
        heads = {t.head.i for t in out}
        covered = list(out)
        for taken in self._own_words(bench, roles, heads):
            if not any(_overlap(taken.evidence, t.evidence) > 0.5 for t in covered):
                out.append(taken)
        return sorted(out, key=lambda t: (t.evidence, t.stance))

    # -- rules ------------------------------------------------------------------------------------------------

    def _fits(self, match: Match[StanceRule], bench: Bench) -> bool:
        """Whether the rule's own demands hold: tense, infinitive, words of the content, a statement around."""
        rule, args = match.frame, match.args
        if not self._shape_fits(match, bench):
            return False
        if rule.tenses and bench.modality(match.head).tense not in rule.tenses:
            return False
        if rule.inf_words:
            lemmas = {self._modality.lemma(t) for t in args.get("inf")}
            if not lemmas & set(rule.inf_words):
                return False
        if not (rule.words or rule.harm or rule.future or rule.need_content):
            return True
        ranges = content_ranges(args, rule.content, None)
        if rule.need_content:
            return bool(ranges)
        words = self._words(match.head.doc, ranges)
        if rule.future:
            return any(bench.modality(t).tense in _OPEN_TENSES for t in args.get("que"))
        if rule.harm and args.has("inf"):
            return any(self._modality.lemma(t) in self._lexicon.verbs for t in args.get("inf"))
        wanted = self._harm if rule.harm else set(rule.words)
        return bool(words & wanted) and not (
            rule.harm and "que" in rule.needs and not self._forward(args.get("que"), bench)
        )

    def _shape_fits(self, match: Match[StanceRule], bench: Bench) -> bool:
        """Whether the head stands as its rule wants: negated noun, participle, inside words said."""
        rule, args, head = match.frame, match.args, match.head
        if match.nominal and rule.negated and not self._denied(head, bench):
            return False
        if rule.needs == ("object",) and self._is_inverted(match, bench):
            return False
        if rule.participle and head.pos_ == "VERB" and not args.passive and syntax.is_finite(head):
            return False
        if head.dep_ == "acl" and args.passive and not args.get("inf"):
            return False
        return not rule.said or statement_at(bench.layers, head.idx) is not None

    @staticmethod
    def _denied(noun: Token, bench: Bench) -> bool:
        """Whether "pas" or "hors de" stands before a noun ("pas question de")."""
        before = {t.lower_ for t in noun.doc[max(noun.sent.start, noun.i - 2) : noun.i]}
        return bool(before & {"pas", "hors"}) or bench.modality(noun).negated

    @staticmethod
    def _is_inverted(match: Match[StanceRule], bench: Bench) -> bool:
        """Whether the object is the speaker of an incise: « …, déplore la présidence »."""
        for draft in bench.layers.statements:
            cue, who = draft.fact.cue, draft.fact.speaker_span
            if cue is not None and who is not None and cue.span.start <= match.head.idx < cue.span.end:
                return any(who.start <= t.idx < who.end for t in match.args.get("object"))
        return False

    @staticmethod
    def _forward(clauses: list[Token], bench: Bench) -> bool:
        return any(bench.modality(t).tense in _OPEN_TENSES for t in clauses)

    def _words(self, doc: Doc, ranges: list[Range]) -> set[str]:
        words: set[str] = set()
        for first, last in ranges:
            for token in doc[first : last + 1]:
                words |= noun_forms(token)
                lemma = self._modality.lemma(token)
                if lemma:
                    words.add(lemma)
        return words

    def _of_match(self, match: Match[StanceRule], roles: RoleReader, bench: Bench) -> Taken | None:
        rule, head = match.frame, match.head
        modality = bench.modality(head)
        past = match.args.first_person and modality.tense in ("imperfect", "pluperfect")
        if past or not self._is_taken(rule, modality):
            return None  # "nous étions prêts à signer" is over
        holders = roles.actors(match)
        statement = statement_at(bench.layers, head.idx)
        addressees = tuple(a for a in roles.recipients(match) if a not in holders)
        named = any(t.pos_ in ("NOUN", "PROPN") for t in match.args.get("subject"))
        if not holders and (named or not addressees):
            return None  # "la famine menace la Somalie": what takes no stance
        contents = content_ranges(match.args, rule.content, modality.condition)
        evidence = evidence_range(match.args, contents, modality.condition, match.noun)
        return Taken(
            rule=rule.id,
            stance=rule.stance,
            head=head,
            holders=holders,
            addressees=addressees,
            contents=tuple(contents),
            condition=modality.condition,
            evidence=evidence,
            modality=modality,
            event=rule.event,
            mode=rule.mode,
            position=rule.position,
            statement=statement.fact.id if statement else None,
        )

    @staticmethod
    def _is_taken(rule: StanceRule, modality: Modality) -> bool:
        if modality.assertion == "planned" and modality.governor is not None and modality.tense == "infinitive":
            return False  # "disposé à exhorter": the offer is taken, the demand is not yet
        if modality.assertion in _TAKEN or (rule.negated and modality.assertion == "negated"):
            return True
        return modality.assertion in ("conditional", "hypothetical") and bool(rule.tenses) and modality.governor is None

    # -- what a party says of itself -----------------------------------------------------------------------------

    def _own_words(self, bench: Bench, roles: RoleReader, heads: set[int]) -> Iterator[Taken]:
        """Stances taken inside statements without a word of stance."""
        layers = bench.layers
        openings = [(t, "") for t, forms in bench.adjectives if forms & _POSSIBLE]
        telling = [(t, lemma) for t, lemma in bench.verbs if lemma in self._telling or self._has_proviso(t)]
        for token, lemma in (*telling, *openings):
            skip = token.i in heads or token.dep_ == "acl:relcl"
            statement = None if skip else statement_at(layers, token.idx)
            if statement is None or statement.fact.speaker is None:
                continue
            args = bench.of_verb(token)
            subject = roles.ids(args.get("subject"))
            found = self._own_stance(token, lemma, statement, subject, bench)
            if found is None:
                continue
            rule, stance, event, mode = found
            modality = bench.modality(token)
            contents = content_ranges(args, ("clause",), modality.condition)
            speaker = (statement.fact.speaker, *statement.fact.co_speakers)
            addressees = roles.ids(args.get("subject")) if stance == "demand" else ()
            yield Taken(
                rule=rule,
                stance=stance,
                head=token,
                holders=speaker,
                addressees=tuple(a for a in addressees if a not in speaker),
                contents=tuple(contents),
                condition=modality.condition,
                evidence=evidence_range(args, contents, modality.condition, None),
                modality=modality,
                event=event,
                mode=mode,
                statement=statement.fact.id,
            )

    @staticmethod
    def _has_proviso(token: Token) -> bool:
        """Whether words right of a verb may make its clause a condition."""
        end = min(token.sent.end, token.i + 14)
        words = {t.lower_ for t in token.doc[token.i + 1 : end]}
        return bool(words & {"condition", "pourvu", "moins"}) or (
            "si" in words and not words.isdisjoint(("que", "qu'"))
        )

    def _own_stance(
        self, token: Token, lemma: str, statement: StatementDraft, subject: tuple[str, ...], bench: Bench
    ) -> tuple[str, Stance, str, str | None] | None:
        """(rule, stance, act of speech, mode) of a clause inside a statement, None where it takes none."""
        modality, first_person = bench.modality(token), bench.of_verb(token).first_person
        own = first_person or self._same_side(subject, statement, bench.layers) or self._is_own(token, bench)
        negated = modality.assertion == "negated" and modality.governor is None
        tense = modality.tense
        if token.pos_ == "ADJ":
            return self._opening(token, negated, modality.condition)
        if (
            own
            and negated
            and tense in ("future", "present", "near_future", "conditional")
            and lemma in self._lexicon.refused
        ):
            return "refusal-own", "refusal", "REJECT", None
        if own and negated and tense in ("past", "present", "pluperfect", "imperfect") and lemma in _CONFLICT:
            return "denial-own", "denial", "REJECT", None
        ahead = tense == "future" or (tense == "near_future" and modality.assertion == "planned")
        if own and not negated and ahead and lemma in self._lexicon.gifts:
            return "promise-own", "promise", "AGREE", None
        if first_person and not negated and tense == "future" and lemma in ("répondre", "réagir", "punir", "frapper"):
            return "threat-own", "threat", "THREATEN", None
        if lemma == "devoir" and tense in ("present", "near_future", "future") and not negated and subject and not own:
            return "demand-duty", "demand", "REQUEST", "yield"
        proviso = modality.condition is not None and self._is_proviso(token, modality.condition)
        if (
            proviso
            and modality.condition is not None
            and (own or modality.negated or self._only_if(token, modality.condition))
        ):
            return "condition-proviso", "condition", "", None
        return None

    def _opening(
        self, token: Token, negated: bool, condition: Range | None
    ) -> tuple[str, Stance, str, str | None] | None:
        """ "une solution diplomatique est encore possible": an offer in a party's mouth."""
        subjects = [c for c in token.children if c.dep_.startswith("nsubj")]
        has_copula = any(c.dep_ == "cop" for c in token.children)
        if negated or not has_copula or not any(noun_forms(s) & set(self._lexicon.openings) for s in subjects):
            return None
        if condition is not None and self._is_proviso(token, condition):
            return "condition-proviso", "condition", "", None
        return "offer-opening", "offer", "AGREE", None

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

    @staticmethod
    def _same_side(subject: tuple[str, ...], statement: StatementDraft, layers: Layers) -> bool:
        """Whether the subject is the speaker, or the state it speaks for."""
        speaker = statement.fact.speaker
        if not subject or speaker is None:
            return False
        actor = layers.actors.get(speaker)
        state = actor.state if actor else None
        for one in subject:
            other = layers.actors.get(one)
            if one == speaker or (state and other is not None and other.state == state):
                return True
        return False


_POSSIBLE: Final[frozenset[str]] = frozenset({"possible", "envisageable"})
_CONFLICT: Final[frozenset[str]] = frozenset(
    {
        "attaquer", "menacer", "envahir", "agresser", "violer", "bombarder", "frapper", "tuer", "soutenir", "financer",
        "armer", "livrer", "provoquer", "avoir", "occuper",
    }
)  # fmt: skip
"""Deeds that a party denies when it says it did not do them; "avoir" with "l'intention de"."""


def _overlap(a: Range, b: Range) -> float:
    common = min(a[1], b[1]) - max(a[0], b[0]) + 1
    return max(0, common) / max(1, min(a[1] - a[0], b[1] - b[0]) + 1)
