"""Who does a deed that a frame was met by, and to whom: from argument tokens to actors of the record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from ...annotate import syntax
from ...annotate.tree import Token
from ...annotate.word_table import NOUNS, VERBS
from ...types import Statement
from ..clause import statement_at
from .bench import Bench
from .frame_table import Frame
from .noun_words import is_private, noun_forms
from .phrases import actors_of, conjuncts
from .reader import Match

_NOUN_ACTOR: Final = ("par", "adjective", "possessive")
_NOUN_RECIPIENT: Final = ("contre", "à", "envers", "sur", "vers", "dative")
_ANNOUNCE: Final = VERBS.announcing
_ANSWER: Final = VERBS.answers
_POSSESSIVES: Final = frozenset({"son", "sa", "ses", "leur", "leurs"})
_ASKING: Final = VERBS.asking
_BORNE: Final = NOUNS.borne
_TEXTS: Final = NOUNS.texts
_ISSUE: Final = VERBS.issuing
_SAYING: Final = VERBS.saying
F = TypeVar("F", bound=Frame)


class RoleReader:
    """From argument tokens to actor ids, in one document."""

    def __init__(self, bench: Bench) -> None:
        layers, doc = bench.layers, bench.doc
        self._doc, self._layers = doc, layers
        self._bench = bench
        self._cued = {i: d.fact for i, d in bench.cued.items()}

    def actors(self, match: Match[F]) -> tuple[str, ...]:
        """Who does the deed of `match`."""
        slots: Sequence[str] = match.frame.actor
        if match.nominal:
            slots = (*_NOUN_ACTOR, *(("de",) if match.frame.noun_de == "actor" else ()))
            slots = (*(("entre",) if "entre" in match.frame.actor else ()), *slots)
            slots = (*slots, *(s for s in ("pour", "speaker") if s in match.frame.actor))
            owned = any(c.lower_ in _POSSESSIVES for t in match.args.get("de") for c in t.children)
            if owned and (told := self._announcer(match.head)):
                return told  # "Lima a annoncé le rappel de son ambassadeur"
        return self._first(match, slots) or (self._announcer(match.head) if match.nominal else ())

    def recipients(self, match: Match[F]) -> tuple[str, ...]:
        """To whom the deed of `match` is done; never one of its actors."""
        slots: Sequence[str] = match.frame.recipient
        if match.nominal:
            if not match.frame.recipient and "entre" in match.frame.actor:
                return ()  # "des combats à Juba entre Lima et Quito": Juba is where
            slots = (*_NOUN_RECIPIENT, *(("avec",) if "avec" in match.frame.recipient else ()))
            if match.frame.noun_de == "recipient":  # "l'assassinat à Oslo d'un consul turc": Oslo is where
                slots = ("de", *(s for s in slots if s != "à"))
        found = self._first(match, slots)
        borne = [t for t in match.args.named("object") if not noun_forms(t).isdisjoint(_BORNE)]
        if not match.nominal and borne and found == self.ids(borne):
            named = [c for t in borne for c in t.children if (m := self._layers.mention_of(c)) and m.adjective]
            return self.ids(named)  # "condamne l'invasion du Koweït": not the Koweït, that bears it
        return found

    def _first(self, match: Match[F], slots: Sequence[str]) -> tuple[str, ...]:
        for slot in slots:
            if slot == "subject" and not match.args.passive:
                cued = self._cued.get(match.head.i) or self._cued_above(match.head)
                apart = self._apart(match) or self._issuers(match.args.get("subject"))
                if apart:
                    return apart
                if cued is not None and cued.speaker is not None:
                    return self._with_listed((cued.speaker, *cued.co_speakers), match)
            if slot == "speaker":
                found = self.speaker(match.head)
            elif slot == "dative":
                found = self.ids(self._datives(match.head))
            elif slot in ("possessive", "owner"):
                found = self._owned(match, slot)
            elif slot in ("subject", "adjective"):
                found = self._who(match, slot)
            else:
                found = self.ids(self._no_venue(match, slot))
                if slot == "object" and not found:
                    found = self.ids(self._agents(match.args.named(slot)))
            if not found and slot == "subject" and match.args.first_person:
                found = self.speaker(match.head)
            if found:
                return found
        return ()

    def _with_listed(self, speakers: tuple[str, ...], match: Match[F]) -> tuple[str, ...]:
        """`speakers`, with the others of a list that is the subject: "Lima, Quito et trois autres pays ont demandé"."""
        if match.args.first_person:
            return speakers
        listed = self.ids(match.args.get("subject"))
        return listed if {*speakers} < {*listed} else speakers

    def _cued_above(self, head: Token) -> Statement | None:
        """The statement of a reflexive verb of speech above an adjective: "se dit prêt à"."""
        if head.pos_ != "ADJ":
            return None
        near = [head.head] if head.dep_ == "xcomp" else [c for c in head.children if c.dep_ == "cop"]
        return next((self._cued[t.i] for t in near if t.i in self._cued and t.lower_.startswith("di")), None)

    def _apart(self, match: Match[F]) -> tuple[str, ...]:
        """Who does what a participle, or a relative of "que", tells with a subject of its own: "…, Lima reprochant à
        Quito son silence", "le texte que saluait Lima"."""
        head = match.head
        relative = head.dep_ == "acl:relcl" and any(t.lower_ in ("que", "qu'") for t in match.args.get("object"))
        participle = any(t.lower_.endswith("ant") for t in (head, *syntax.group(head)[:1]))
        if not relative and not participle:
            return ()
        return self.ids(
            t for c in head.children if c.dep_ == "nsubj" and (relative or c.i < head.i) for t in conjuncts(c)
        )

    @staticmethod
    def _agents(tokens: Sequence[Token]) -> list[Token]:
        """Who does what a participle on a noun says: "dénonce les exercices menés par Lima"."""
        parts = [c for t in tokens for c in t.children if c.dep_ == "acl" and c.pos_ == "VERB"]
        return [t for p in parts for a in p.children if a.dep_ == "obl:agent" for t in conjuncts(a)]

    def _no_venue(self, match: Match[F], slot: str) -> list[Token]:
        """Tokens of `slot` but for venues: places before the deed ("à Rome, X exige") or beside a party."""
        tokens = match.args.named(slot)
        if slot == "de" and match.nominal and match.frame.noun_de == "actor":
            tokens = self._first_party(tokens)
        venues = [t for t in tokens if (m := self._layers.mention_of(t)) is not None and m.as_place]
        others = [t for t in tokens if all(t.i != v.i for v in venues)]
        if slot == "à" and match.noun is None:
            others = [t for t in others if t.lower_ != "côtés"]  # "refuse, aux côtés de Lima, de"
        if slot in ("à", "en"):
            others = [t for t in others if t.i > match.head.i or t.pos_ == "PRON" or match.args.passive]
        if slot == "à" and self._bench.reader.lemma(match.head) in _SAYING:
            return others  # "a dit à Tunis que": where he spoke
        return others or [t for t in venues if t.i > match.head.i]

    def _first_party(self, tokens: list[Token]) -> list[Token]:
        """The first of `tokens` that names somebody and whom "et" joins to it: Lima in "le refus de Lima, le 3, de la
        médiation de Quito"."""
        at = next((i for i, t in enumerate(tokens) if self.ids([t])), None)
        if at is None:
            return tokens
        return [tokens[at], *(t for t in tokens[at + 1 :] if t.dep_ == "conj")]

    def _datives(self, noun: Token) -> list[Token]:
        """To whom the verb above a deed's noun says or gives it: "lui a transmis son refus"."""
        verb = noun.head
        if noun.dep_ != "obj" or self._bench.reader.lemma(verb) is None:
            return []
        return self._bench.of_verb(verb).get("à")

    def _announcer(self, noun: Token) -> tuple[str, ...]:
        """Who announces or decides its own deed: the subject of "a annoncé le rappel de son ambassadeur"."""
        first = noun
        if noun.dep_ == "conj" and noun.head.pos_ == "NOUN" and not syntax.preposition(noun):
            first = noun.head
            while first.dep_ == "nmod" and first.head.pos_ == "NOUN":  # "l'envoi de chars et la fermeture du port"
                first = first.head
        verb = first.head
        lemma = self._bench.reader.lemma(verb)
        answered = lemma in _ANSWER and syntax.preposition(first) == "par"
        if not answered and (lemma not in _ANNOUNCE or first.dep_ not in ("obj", "obl:arg")):
            return ()
        cued = self._cued.get(verb.i)
        if cued is not None and cued.speaker is not None:
            return (cued.speaker, *cued.co_speakers)
        return self.ids(self._bench.of_verb(verb).get("subject"))

    def _owned(self, match: Match[F], slot: str) -> tuple[str, ...]:
        if slot == "owner":
            return self._noun_owner(match)
        return self._owner(match) if match.args.has(slot) else ()

    def _noun_owner(self, match: Match[F]) -> tuple[str, ...]:
        """Whose deed the noun under a verb of telling is: Lima in "le départ de Lima a été annoncé par Quito"; with a
        possessive who tells of it: "a annoncé son départ"."""
        if match.noun is None:
            return ()
        args = self._bench.of_noun(match.noun)
        if args.has("de") or args.has("adjective"):
            return self.ids(args.get("de")) or self.ids(args.get("adjective"))
        if not args.has("possessive"):
            return ()
        cued = self._cued.get(match.head.i)
        if cued is not None and cued.speaker is not None:
            return (cued.speaker, *cued.co_speakers)
        return self.ids(match.args.get("subject"))

    def _owner(self, match: Match[F]) -> tuple[str, ...]:
        """Whose a possessive says: the subject of the verb above."""
        for head in match.head.ancestors:
            if self._bench.reader.lemma(head) in _ASKING:
                return ()  # "a exigé leur retrait": of others
            if head.pos_ in ("VERB", "AUX"):
                return self.ids(self._bench.of_verb(head).get("subject"))
        return ()

    def ids(self, tokens: Iterable[Token]) -> tuple[str, ...]:
        """Actors named by `tokens`, each once, first named first."""
        out: dict[str, None] = {}
        for token in tokens:
            if token.lower_ in ("nous", "je", "j'"):
                out.update(dict.fromkeys(self.speaker(token)))
            else:
                out.update(dict.fromkeys(actors_of(token, self._layers)))
        return tuple(out)

    def _who(self, match: Match[F], slot: str) -> tuple[str, ...]:
        tokens = [t for t in match.args.get(slot) if not is_private(t)]
        return self.ids(tokens) or next((who for t in tokens if (who := self._of_text(t))), ())

    def _of_text(self, noun: Token) -> tuple[str, ...]:
        """Who speaks by a text: the text itself where a statement has it for its speaker ("le communiqué appelle à … et
        condamne …"), else who adopts or publishes it ("a adopté une résolution condamnant …")."""
        if noun.pos_ != "NOUN" or noun_forms(noun).isdisjoint(_TEXTS):
            return ()
        if issuers := self._issuers([noun]):
            return issuers
        for draft in self._layers.statements:
            span = draft.fact.speaker_span
            if span is not None and draft.fact.speaker and span.start <= noun.idx < span.end:
                return (draft.fact.speaker,)
        return ()

    def _issuers(self, nouns: Sequence[Token]) -> tuple[str, ...]:
        """Who adopts or publishes a text that is one of `nouns`."""
        told = [n for n in nouns if n.dep_ == "obj" and n.pos_ == "NOUN" and not noun_forms(n).isdisjoint(_TEXTS)]
        verbs = [n.head for n in told if self._bench.reader.lemma(n.head) in _ISSUE]
        return self.ids(t for v in verbs for t in self._bench.of_verb(v).get("subject"))

    def speaker(self, token: Token) -> tuple[str, ...]:
        """Who says the words at `token`, nobody where no statement holds it."""
        statement = statement_at(self._layers, token.idx)
        if statement is None or statement.fact.speaker is None:
            return ()
        return (statement.fact.speaker, *statement.fact.co_speakers)
