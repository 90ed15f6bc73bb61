"""Stances as they stand in one dispatch: who demands, offers, threatens or denies what, by construction.

Positions and acts of speech are both made of them. Constructions are rules of lang/*/stance.toml; a few more are read
from what a party says in its own name ("nous ne céderons pas", "l'Ukraine doit …" in the mouth of Russia).
"""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Final

from ...annotate import syntax
from ...annotate.modality import Modality, reader_of
from ...annotate.tree import Doc, Token
from ...lang.pack import Pack
from ...vocab import Assertion, Stance
from ..clause import statement_at
from ..contents import Range, content_ranges, evidence_range, overlap
from ..frames.arguments import Arguments
from ..frames.bench import Bench, bench_of
from ..frames.noun_words import adjective_forms, noun_forms
from ..frames.phrases import is_same_side
from ..frames.reader import FrameFinder, Match
from ..frames.roles import RoleReader
from .injunctions import find_injunctions
from .own_stances import OwnStances, Taken
from .provisos import with_provisos
from .retorts import find_retorts
from .stance_gates import asked_words, may_stand
from .stance_rules import StanceRule, StanceTable
from .told_near import (
    is_chained,
    is_denied_deed,
    is_narrated,
    is_nothing_done,
    is_set_off,
    is_spoken,
    is_taken_up,
    was_to,
)  # fmt: skip
from .turns import TurnFinder
from .ultimatums import with_ultimatums
from .unfit import is_unfit

_TAKEN: Final[frozenset[Assertion]] = frozenset({"asserted", "reported", "planned"})
"""Assertions under which a stance is taken; a stance denied, negated or only possible is none."""
_CACHE: Final = "pourparlers_stances"
_OF_CLAUSE: Final = frozenset({"refusal-own", "promise-own", "threat-own", "threat-if", "denial-own", "demand-duty"})
"""Stances of a whole clause, whose words may hold another's stance."""
_OPEN_TENSES: Final[frozenset[str]] = frozenset({"future", "conditional", "near_future"})


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
        self._lexicon = table.harm
        self._otherwise = table.otherwise
        self._own = OwnStances(table.harm)
        self._turns = TurnFinder(table.turns, table.otherwise)
        self._harm = table.harm.nouns | table.harm.verbs
        self._finder = FrameFinder(table.rules, asked=partial(asked_words, lexicon=table.harm))

    def read(self, doc: Doc) -> list[Taken]:
        """Stances of `doc`."""
        bench = bench_of(doc, self._modality)
        roles = RoleReader(bench)
        out: list[Taken] = []
        for match in self._finder.find(
            bench,
            stands=partial(may_stand, bench=bench),
            fits=lambda m: self._fits(m, bench) and self._is_held(m, roles, bench),
        ):
            taken = self._of_match(match, roles, bench)
            if taken is not None:
                out.append(taken)
        out += find_retorts(bench, self._lexicon.retorts)
        heads = {t.head.i for t in out}
        covered = [t for t in out if not self._is_around(t, bench)]
        moods = (t for t in find_injunctions(bench, roles, self._lexicon) if t.head.i not in heads)
        for found in (self._turns.find(bench, roles), (*self._own.read(bench, roles, heads), *moods)):
            new = [t for t in found if not any(_is_covered(t, c) for c in covered)]
            new = [t for t in new if not any(t.stance == u.stance and _is_closer(t, u) for u in out)]
            out, covered = [*out, *new], [*covered, *new]
        out = [t for t in out if not (self._is_around(t, bench) and any(_is_closer(u, t) for u in out))]
        out = [t for t in out if not any(_is_word_of(t, u) or self._is_told_by(t, u, bench) for u in out)]
        out = with_provisos(with_ultimatums(out, bench, self._otherwise, self._lexicon))
        return sorted(out, key=lambda t: (t.evidence, t.stance))

    @staticmethod
    def _is_around(taken: Taken, bench: Bench) -> bool:
        """Whether a stance is told by a verb of speech beside its words ("…, a prévenu Ankara")."""
        said = bench.of_verb(taken.head).get("said") if taken.head.i in bench.cued else []
        return bool(said) and any(first == said[0].i for first, _ in taken.contents)

    @staticmethod
    def _is_told_by(inner: Taken, outer: Taken, bench: Bench) -> bool:
        """Whether `inner` is a threat within the words of another party's: "Lima ayant averti Quito qu'il paierait"."""
        cued = outer.head.i in bench.cued and outer.head.i != inner.head.i
        return cued and inner.holders != outer.holders and _is_closer(inner, outer)

    # -- rules ------------------------------------------------------------------------------------------------

    def _fits(self, match: Match[StanceRule], bench: Bench) -> bool:
        """Whether the rule's own demands hold: tense, infinitive, words of the content, a statement around."""
        rule, args = match.frame, match.args
        if not self._shape_fits(match, bench) or not self._told_fits(match, bench):
            return False
        if rule.tenses and bench.modality(match.head).tense not in rule.tenses:
            return False
        if rule.not_done and not any(is_denied_deed(t) for t in args.get("inf")):
            return False
        if rule.nothing_done and not any(is_nothing_done(t, bench) for t in args.get("que")):
            return False
        if rule.future or rule.unwilling or rule.gift:
            return self._ahead_fits(match, bench)
        if not (rule.words or rule.harm or rule.need_content):
            return True
        ranges = content_ranges(args, rule.content, None)
        if rule.need_content:
            return bool(ranges)
        if rule.harm and args.has("inf"):
            return any(self._modality.lemma(t) in self._lexicon.verbs for t in args.get("inf"))
        wanted = self._harm if rule.harm else rule.words
        told = [*self._told(args), *(t for a, b in ranges for t in match.head.doc[a : b + 1] if t.dep_ == "cop")]
        words = self._words(match.head.doc, ranges)
        if rule.also_words and words.isdisjoint(rule.also_words):
            return False
        return not words.isdisjoint(wanted) and not (
            rule.harm and "que" in rule.needs and not self._forward(told, bench)
        )

    def _told_fits(self, match: Match[StanceRule], bench: Bench) -> bool:
        """Whether what is said, and the infinitive, are of the kind that the rule wants."""
        rule, args = match.frame, match.args
        if rule.inf_words or rule.inf_not:
            lemmas = {self._modality.lemma(t) for t in args.get("inf") if not is_chained(t, match.head)}
            if (rule.inf_words and not lemmas & rule.inf_words) or lemmas & rule.inf_not:
                return False
            if rule.stance == "threat" and rule.inf_words and any(map(syntax.is_negated, args.get("inf"))):
                return False  # "promet de ne pas se venger"
        if rule.conditioned and not any(self._is_at_stake(t, bench) for t in (*self._told(args), match.head)):
            return False
        if (
            rule.fragment
            and not args.has("object")
            and any(bench.reader.lemma(t) and syntax.is_finite(t) for t in self._told(args))
        ):
            return False
        if rule.stance == "accusation" and rule.words and any(bench.modality(t).negated for t in args.get("que")):
            return False  # "affirme que le vote n'a pas été truqué"
        free = not rule.forward or args.has("inf") or args.has("object")
        return free or self._forward(self._told(args), bench)

    def _ahead_fits(self, match: Match[StanceRule], bench: Bench) -> bool:
        """Whether a clause tells what is to come: anything, what the party will not do, or what it will give."""
        rule = match.frame
        ahead = [t for t in match.args.get("que") if bench.modality(t).tense in _OPEN_TENSES or was_to(t)]
        if rule.gift:
            gifts = self._lexicon.gifts
            return any(bench.reader.lemma(t) in gifts and not bench.modality(t).negated for t in ahead)
        return bool(ahead) if rule.future else any(syntax.is_negated(t) and self._has_agent(t) for t in ahead)

    def _is_held(self, match: Match[StanceRule], roles: RoleReader, bench: Bench) -> bool:
        """Whether who holds a stance stands where the rule wants: a party that speaks of itself ("je", its side, a
        pronoun for it), and for a participle on a noun who does it, or an infinitive."""
        head, args = match.head, match.args
        bare = head.dep_ in ("acl", "advcl") and args.passive and not syntax.group(head)
        told = args.get("inf") or (match.frame.implied and (args.get("agent") or args.get("par")))
        if bare and not (told or self._implied(match, roles, bench)):
            return False
        if not match.frame.participle and not args.passive and is_set_off(head):
            return False
        if match.frame.narrated and not is_narrated(head, roles.actors(match), bench):
            return False
        if match.frame.of_party and not any(roles.ids(bench.of_verb(t).get("subject")) for t in args.get("que")):
            return False
        if match.frame.of_thing and not args.has("inf") and roles.ids(args.get("object")):
            return False
        if match.frame.own is None:
            return True
        if not match.frame.own and match.frame.said and head.dep_ == "acl:relcl":
            return False  # "les pays qui abritent des terroristes": of whom, the words do not say
        holders, around = roles.actors(match), statement_at(bench.layers, head.idx)
        told_of = match.frame.own and match.frame.said and around is not None and around.fact.kind == "indirect"
        for args in [bench.of_verb(t) for t in match.args.get("que") or [head]]:
            subjects = args.get("subject")
            named = roles.ids(subjects)
            pronoun = not named and (told_of or args.head is not head) and any(is_taken_up(t) for t in subjects)
            if args.first_person or pronoun or any(is_same_side(named, h, bench.layers) for h in holders):
                return match.frame.own
        return not match.frame.own

    def _shape_fits(self, match: Match[StanceRule], bench: Bench) -> bool:
        """Whether the head stands as its rule wants: negated noun, participle, inside words said."""
        rule, args, head = match.frame, match.args, match.head
        subject = args.get("object" if args.passive else "subject")
        if rule.bare and any(c.dep_ == "nmod" for t in subject for c in t.children):
            return False
        if rule.stance in _AHEAD and any(_is_past(t) for t in args.get("inf")):
            return False  # "jure avoir prévenu": told of the past
        if match.nominal and rule.negated and not self._denied(head, bench):
            return False
        if rule.needs == ("object",) and self._is_inverted(match, bench):
            return False
        bare = syntax.is_finite(head) or syntax.is_infinitive(head)
        state = any(a.lemma_ == "être" for a in syntax.group(head)) and not args.reflexive  # "nous sommes engagés à"
        if rule.participle and head.pos_ == "VERB" and not args.passive and bare and not state:
            return False
        if is_unfit(rule, args, bench.layers):
            return False
        if not rule.said:
            return True
        said = statement_at(bench.layers, head.idx)  # what an adviser without a name says is on no agenda is a fact
        unfit = (rule.id == "refusal-agenda" and said is not None and said.fact.anonymous) or _is_of(
            [t for t in (*subject, *head.children) if "subj" in t.dep_], rule.not_of
        )
        return said is not None and not unfit

    @staticmethod
    def _has_agent(verb: Token) -> bool:
        """Whether somebody does what a clause tells: not "il n'y aura pas", "rien ne sera dit"."""
        before = {t.lower_ for t in verb.doc[max(verb.sent.start, verb.i - 5) : verb.i]}
        return not before & ({"rien", "aucun", "aucune"} if "s'" in before else {"y", "rien", "aucun", "aucune"})

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

    def _is_at_stake(self, told: Token, bench: Bench) -> bool:
        """Whether a clause tells what is to come on a condition."""
        modality = bench.modality(told)
        free = all(not syntax.is_ne(t) for t in told.doc[syntax.group_start(told) : told.i])  # not "n'ira que si"
        free = free or bench.reader.lemma(told) in self._lexicon.unhesitating
        return free and modality.condition is not None and modality.tense in _OPEN_TENSES

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
        rule, head, modality = match.frame, match.head, bench.modality(match.head)
        past = match.args.first_person and modality.tense in ("imperfect", "pluperfect")
        if (past and rule.stance != "refusal") or not self._is_taken(rule, modality, head):
            return None  # "nous étions prêts à signer" is over
        holders = roles.actors(match) or self._implied(match, roles, bench)
        statement = statement_at(bench.layers, head.idx)
        addressees = tuple(a for a in roles.recipients(match) if a not in holders)
        named = any(t.pos_ in ("NOUN", "PROPN") for t in match.args.get("subject"))
        if rule.addressed and not self._is_foreign(holders, addressees, bench):
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

    def _implied(self, match: Match[StanceRule], roles: RoleReader, bench: Bench) -> tuple[str, ...]:
        """Who blames by a participle on whom it strikes: Lima in "Lima a rompu avec Quito, accusé de mentir"."""
        head = match.head
        if not match.frame.implied or not match.args.passive or syntax.group(head) or not head.i:
            return ()
        if head.nbor(-1).text != ",":
            return ()
        above = next((a for a in head.ancestors if bench.reader.lemma(a) and syntax.is_finite(a)), None)
        if above is None or above.i > head.i or bench.reader.lemma(above) not in self._lexicon.strikes:
            return ()
        return roles.ids(bench.of_verb(above).get("subject"))

    @staticmethod
    def _is_foreign(holders: tuple[str, ...], addressees: tuple[str, ...], bench: Bench) -> bool:
        """Whether one of `addressees` serves another state than `holders`: an order to one's own army asks nobody."""
        actors = bench.layers.actors
        own = {actors[h].state for h in holders if h in actors} - {None}
        return any(a not in actors or actors[a].state not in own for a in addressees)

    @staticmethod
    def _is_taken(rule: StanceRule, modality: Modality, head: Token) -> bool:
        if syntax.is_asked(head):
            return False
        if modality.assertion in ("planned", "hypothetical", "conditional") and modality.governor is not None:
            if head.dep_ == "acl:relcl":
                return False  # "doit voter un texte qui condamne"
            if modality.tense == "infinitive":  # "disposé à exhorter": no demand yet; "continuera d'exiger": one
                return is_spoken(head, modality.governor)
        if modality.assertion in _TAKEN or (rule.negated and modality.assertion == "negated"):
            return True
        on_condition = modality.tense in ("present", "subjunctive") or (
            modality.condition is not None and bool(rule.adjectives)
        )
        if modality.assertion == "conditional" and on_condition and rule.stance in _ON_CONDITION:
            return modality.governor is None  # "s'y oppose tant que", "serait prêt si": taken, with its condition
        return modality.assertion in ("conditional", "hypothetical") and bool(rule.tenses) and modality.governor is None


_AHEAD: Final[frozenset[Stance]] = frozenset({"promise", "offer", "demand"})
"""Stances on what is to come."""
_ON_CONDITION: Final = frozenset({"refusal", "offer", "demand", "threat", "promise", "acceptance", "concern"})


def _is_of(subjects: list[Token], words: frozenset[str]) -> bool:
    """Whether one of `subjects` is one of `words`, or a pronoun where there are any words."""
    return bool(words) and any(t.pos_ == "PRON" or not noun_forms(t).isdisjoint(words) for t in subjects)


def _is_past(infinitive: Token) -> bool:
    return any(a.lower_ in ("avoir", "être") and a.dep_.startswith("aux:tense") for a in syntax.group(infinitive))


def _is_closer(inner: Taken, outer: Taken) -> bool:
    """Whether `inner` takes the stance of `outer` by a word within what `outer` only says."""
    return (
        inner is not outer
        and inner.stance == outer.stance
        and any(first <= inner.head.i <= last for first, last in outer.contents)
    )


def _is_covered(taken: Taken, other: Taken) -> bool:
    """Whether the words of `other` are those of `taken`; a stance of another kind in a clause under it is not."""
    apart = taken.rule in _OF_CLAUSE and taken.stance != other.stance
    inside = other.evidence[0] <= taken.head.i <= other.evidence[1]
    return (inside or not apart) and overlap(taken.evidence, other.evidence) > 0.5


def _is_word_of(inner: Taken, outer: Taken) -> bool:
    """Whether `inner` is the adjective by which `outer` takes the same stance: "juge inacceptable"."""
    return inner.head.pos_ == "ADJ" and inner.holders == outer.holders and _is_closer(inner, outer)
