"""Stances as they stand in one dispatch: who demands, offers, threatens or denies what, by construction.

Positions and acts of speech are both made of them. Constructions are rules of lang/*/stance.toml; a few more are read
from what a party says in its own name ("nous ne céderons pas", "l'Ukraine doit …" in the mouth of Russia).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from ..annotate import syntax
from ..annotate.modality import Modality, reader_of
from ..annotate.tree import Doc, Token
from ..lang.pack import Pack, Table
from ..vocab import Assertion, Stance
from .clause import statement_at
from .contents import Range, content_ranges, evidence_range
from .frame_args import Arguments
from .frame_roles import RoleReader
from .frames import Bench, Frame, FrameFinder, Match, bench_of
from .noun_words import adjective_forms, noun_forms
from .own_stances import Lexicon, OwnStances, Taken

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
    inf_not: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    harm: bool = False
    future: bool = False
    need_content: bool = False
    participle: bool = False
    unwilling: bool = False
    only: bool = False
    forward: bool = False
    fragment: bool = False
    addressed: bool = False


class StanceTable(Table, frozen=True):
    """Shape of lang/*/stance.toml."""

    harm: Lexicon
    rules: tuple[StanceRule, ...]


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
        self._own = OwnStances(table.harm)
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
        covered = [t for t in out if not self._is_around(t, bench)]
        for taken in self._own.read(bench, roles, heads):
            if not any(_overlap(taken.evidence, t.evidence) > 0.5 for t in covered):
                out.append(taken)
        out = [t for t in out if not (self._is_around(t, bench) and any(_is_closer(u, t) for u in out))]
        out = [t for t in out if not any(_is_word_of(t, u) for u in out)]
        return sorted(out, key=lambda t: (t.evidence, t.stance))

    @staticmethod
    def _is_around(taken: Taken, bench: Bench) -> bool:
        """Whether a stance is told by a verb of speech beside its words ("…, a prévenu Ankara")."""
        said = bench.of_verb(taken.head).get("said") if taken.head.i in bench.cued else []
        return bool(said) and any(first == said[0].i for first, _ in taken.contents)

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
        if rule.fragment and any(bench.reader.lemma(t) and syntax.is_finite(t) for t in self._told(args)):
            return False
        if rule.forward and not (args.has("inf") or args.has("object")) and not self._forward(self._told(args), bench):
            return False
        if rule.inf_not and {self._modality.lemma(t) for t in args.get("inf")} & set(rule.inf_not):
            return False
        if not (rule.words or rule.harm or rule.future or rule.unwilling or rule.need_content):
            return True
        ranges = content_ranges(args, rule.content, None)
        if rule.need_content:
            return bool(ranges)
        words = self._words(match.head.doc, ranges)
        if rule.future or rule.unwilling:
            ahead = [t for t in args.get("que") if bench.modality(t).tense in _OPEN_TENSES]
            return bool(ahead) if rule.future else any(syntax.is_negated(t) and self._has_agent(t) for t in ahead)
        if rule.harm and args.has("inf"):
            return any(self._modality.lemma(t) in self._lexicon.verbs for t in args.get("inf"))
        wanted = self._harm if rule.harm else set(rule.words)
        return bool(words & wanted) and not (
            rule.harm and "que" in rule.needs and not self._forward(self._told(args), bench)
        )

    def _shape_fits(self, match: Match[StanceRule], bench: Bench) -> bool:
        """Whether the head stands as its rule wants: negated noun, participle, inside words said."""
        rule, args, head = match.frame, match.args, match.head
        if rule.only and not self._is_restricted(head):
            return False
        if rule.stance in _AHEAD and any(_is_past(t) for t in args.get("inf")):
            return False  # "jure avoir prévenu": told of the past
        if match.nominal and rule.negated and not self._denied(head, bench):
            return False
        if rule.needs == ("object",) and self._is_inverted(match, bench):
            return False
        bare = syntax.is_finite(head) or syntax.is_infinitive(head)
        if rule.participle and head.pos_ == "VERB" and not args.passive and bare:
            return False
        if head.dep_ == "acl" and args.passive and not args.get("inf"):
            return False
        if rule.said and any(
            w.lower_ in ("aucun", "aucune") for w in head.doc[max(head.sent.start, head.i - 8) : head.i]
        ):
            return False  # "aucun entretien n'est à l'ordre du jour" tells, it does not refuse
        return not rule.said or statement_at(bench.layers, head.idx) is not None

    @staticmethod
    def _is_restricted(head: Token) -> bool:
        """Whether "ne … que" restricts the head: "n'acceptera qu'un texte complet"."""
        inside = head.doc[syntax.group_start(head) : head.i]
        after = [t.lower_ for t in head.doc[head.i + 1 : min(head.sent.end, head.i + 9)]]
        return any(syntax.is_ne(t) for t in inside) and not syntax.is_negated(head) and bool({"que", "qu'"} & {*after})

    @staticmethod
    def _has_agent(verb: Token) -> bool:
        """Whether somebody does what a clause tells: not "il n'y aura pas", "rien ne sera dit"."""
        before = {t.lower_ for t in verb.doc[max(verb.sent.start, verb.i - 5) : verb.i]}
        return not before & {"y", "rien", "aucun", "aucune"}

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

    def _told(self, args: Arguments) -> list[Token]:
        """Verbs of what a verb of speech says: of its clause, else of the words it attributes."""
        if args.has("que") or not args.has("said"):
            return args.get("que")
        first, last = args.get("said")[0].i, args.get("said")[-1].i
        return [t for t in args.head.doc[first : last + 1] if t.pos_ in ("VERB", "AUX") or self._modality.lemma(t)]

    @staticmethod
    def _forward(clauses: list[Token], bench: Bench) -> bool:
        return any(bench.modality(t).tense in _OPEN_TENSES for t in clauses)

    def _words(self, doc: Doc, ranges: list[Range]) -> set[str]:
        words: set[str] = set()
        for first, last in ranges:
            for token in doc[first : last + 1]:
                words |= adjective_forms(token) if token.pos_ == "ADJ" else noun_forms(token)
                lemma = self._modality.lemma(token)
                if lemma:
                    words.add(lemma)
        return words

    def _of_match(self, match: Match[StanceRule], roles: RoleReader, bench: Bench) -> Taken | None:
        rule, head = match.frame, match.head
        modality = bench.modality(head)
        past = match.args.first_person and modality.tense in ("imperfect", "pluperfect")
        if past or not self._is_taken(rule, modality, head):
            return None  # "nous étions prêts à signer" is over
        holders = roles.actors(match)
        statement = statement_at(bench.layers, head.idx)
        addressees = tuple(a for a in roles.recipients(match) if a not in holders)
        named = any(t.pos_ in ("NOUN", "PROPN") for t in match.args.get("subject"))
        if rule.addressed and not addressees:
            return None
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
    def _is_spoken(head: Token, governor: int) -> bool:
        """Whether the words above an infinitive say that it is spoken: "compte exiger", "appelé pour redire"."""
        above = head.doc[governor]
        if above.lower_ in ("pour", "afin"):
            before = head.doc[max(head.sent.start, above.i - 7) : above.i]
            return any(t.lemma_.lower() in _CALLS for t in before)
        return above.lemma_.lower() in _GOES_ON

    @staticmethod
    def _is_taken(rule: StanceRule, modality: Modality, head: Token) -> bool:
        if modality.assertion == "planned" and modality.governor is not None and modality.tense == "infinitive":
            # "disposé à exhorter": the offer is taken, the demand is not yet; "continuera d'exiger": it is
            return StanceReader._is_spoken(head, modality.governor)
        if modality.assertion in _TAKEN or (rule.negated and modality.assertion == "negated"):
            return True
        on_condition = modality.tense == "present" or (modality.condition is not None and bool(rule.adjectives))
        if modality.assertion == "conditional" and on_condition and rule.stance in _ON_CONDITION:
            return modality.governor is None  # "s'y oppose tant que", "serait prêt si": taken, with its condition
        return modality.assertion in ("conditional", "hypothetical") and bool(rule.tenses) and modality.governor is None


_CALLS: Final[frozenset[str]] = frozenset(
    {"appeler", "téléphoner", "écrire", "rencontrer", "recevoir", "joindre", "convoquer"}
)
"""Contacts made "pour" saying something."""
_AHEAD: Final[frozenset[Stance]] = frozenset({"promise", "offer", "demand"})
"""Stances on what is to come."""
_ON_CONDITION: Final[frozenset[Stance]] = frozenset({"refusal", "offer", "demand", "threat", "promise"})
_GOES_ON: Final[frozenset[str]] = frozenset({"continuer", "compter", "entendre"})
"""Verbs under which an infinitive of stance is a stance all the same."""


def _is_past(infinitive: Token) -> bool:
    return any(a.lower_ in ("avoir", "être") and a.dep_.startswith("aux:tense") for a in syntax.group(infinitive))


def _is_closer(inner: Taken, outer: Taken) -> bool:
    """Whether `inner` takes the stance of `outer` by a word within what `outer` only says."""
    return (
        inner is not outer
        and inner.stance == outer.stance
        and any(first <= inner.head.i <= last for first, last in outer.contents)
    )


def _is_word_of(inner: Taken, outer: Taken) -> bool:
    """Whether `inner` is the adjective by which `outer` takes the same stance: "juge inacceptable"."""
    return inner.head.pos_ == "ADJ" and inner.holders == outer.holders and _is_closer(inner, outer)


def _overlap(a: Range, b: Range) -> float:
    common = min(a[1], b[1]) - max(a[0], b[0]) + 1
    return max(0, common) / max(1, min(a[1] - a[0], b[1] - b[0]) + 1)
