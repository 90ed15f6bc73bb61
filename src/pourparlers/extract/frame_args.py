"""The arguments of a deed: who does it, to whom, with what, said by tree where it can be trusted, else by the line.

Input is a head (verb or noun); output token lists by slot. Slots are "subject", "object", "agent" and prepositions
("à", "contre", "de" …), besides "inf" (an infinitive complement) and "que" (a clause).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Doc, Token

from ..annotate import syntax
from ..annotate.layers import Layers, MentionDraft
from ..annotate.modality import ModalityReader

_OBJECT_CONTROL: Final[frozenset[str]] = frozenset(
    {
        "accuser", "exhorter", "appeler", "sommer", "presser", "inviter", "empêcher", "soupçonner", "suspecter", "inciter",
        "pousser", "encourager", "dissuader", "contraindre", "obliger", "forcer", "autoriser", "prier", "supplier",
        "voir", "laisser", "faire", "blâmer", "inculper",
    }
)  # fmt: skip
"""Verbs whose object does what their infinitive says."""
_DATIVE_CONTROL: Final[frozenset[str]] = frozenset(
    {"demander", "ordonner", "permettre", "reprocher", "interdire", "enjoindre", "conseiller", "recommander", "intimer", "exiger"}
)  # fmt: skip
"""Verbs whose complement in "à" (exiger: "de") does what their infinitive says."""
_HUMAN_PRONOUNS: Final[frozenset[str]] = frozenset({"nous", "je", "j'", "on"})
_REFLEXIVES: Final[frozenset[str]] = frozenset({"se", "s'"})
_AIMING: Final[frozenset[str]] = frozenset({"visant", "destiné", "destinée", "destinés", "destinées", "tendant", "prévoyant"})
_TELLING: Final[frozenset[str]] = frozenset({"prévenir", "avertir", "informer", "assurer", "persuader", "convaincre"})
"""Verbs with an object and a clause: "prévenir la Russie que"."""
_NEAR: Final = 9
"""Longest way from a verb to the "que" of its clause, in tokens."""
_PARTICIPLE: Final = re.compile(r"(?:[éiut]|is|us|os)(?:e|s|es)?$")
_WINDOW: Final = 40


@dataclass(slots=True)
class Arguments:
    """Argument tokens of one deed, by slot."""

    head: Token
    passive: bool = False
    reflexive: bool = False
    first_person: bool = False
    slots: dict[str, list[Token]] = field(default_factory=dict)

    def get(self, slot: str) -> list[Token]:
        """Tokens in `slot`, in the order of the text."""
        return self.slots.get(slot, [])

    def has(self, slot: str) -> bool:
        """Whether anything fills `slot`."""
        return bool(self.slots.get(slot))

    def add(self, slot: str, *tokens: Token) -> None:
        """Put `tokens` into `slot`, each once."""
        into = self.slots.setdefault(slot, [])
        into.extend(t for t in tokens if all(t.i != u.i for u in into))


class ArgumentFinder:
    """Finds arguments in one document."""

    def __init__(self, doc: Doc, layers: Layers, reader: ModalityReader) -> None:
        self._doc = doc
        self._layers = layers
        self._reader = reader

    # -- verbs ------------------------------------------------------------------------------------------------

    def of_verb(self, verb: Token) -> Arguments:
        """Arguments of a verb in any form."""
        args = Arguments(verb, passive=self._is_passive(verb), reflexive=self._is_reflexive(verb))
        for child in verb.children:
            self._place_child(args, child)
        self._place_line(args)
        subjects = self._subjects(verb, args.passive)
        if args.passive:
            args.add("object", *subjects)
            args.add("subject", *args.get("agent"), *args.get("par"))
        else:
            args.add("subject", *subjects)
        args.first_person = any(t.lower_ in _HUMAN_PRONOUNS for t in args.get("subject"))
        if not args.passive and verb.i + 1 < len(verb.doc) and verb.doc[verb.i].lower_.endswith("ons"):
            args.first_person = args.first_person or any(t.lower_ == "nous" for t in verb.doc[max(0, verb.i - 4) : verb.i])
        return args

    def _place_child(self, args: Arguments, child: Token) -> None:
        dep = child.dep_
        if dep in ("obl:agent",):
            args.add("agent", *conjuncts(child))
        elif dep in ("obj", "iobj"):
            if child.pos_ in ("VERB", "AUX"):
                args.add("que" if syntax.is_finite(child) else "inf", child)
            elif not self._is_time(child):
                dative = child.lower_ in ("lui", "leur") or dep == "iobj"
                prep = self._prep(child) if child.i > args.head.i else ""
                args.add("à" if dative else prep or "object", *conjuncts(child))
        elif dep == "conj" and child.pos_ == "NOUN" and not self._prep(child) and args.has("object"):
            args.add("object", child)
        elif dep in ("xcomp", "ccomp", "advcl", "csubj"):
            self._place_clause(args, child)
        elif dep.startswith(("obl", "nmod")) and not self._is_time(child):
            args.add(self._prep(child) or "object", *conjuncts(child))

    def _prep(self, token: Token) -> str:
        """The preposition of a noun phrase, that of its whole mention where it is one."""
        mention = self._layers.mention_of(token)
        own = syntax.preposition(token)
        return own or (self._preposition_of(mention) if mention is not None and not mention.adjective else "")

    def _place_clause(self, args: Arguments, child: Token) -> None:
        if child.pos_ in ("NOUN", "PROPN", "PRON") and not syntax.group(child):
            if not self._is_time(child):
                args.add(self._prep(child) or "object", *conjuncts(child))
        elif any(c.lower_ in ("que", "qu'") for c in child.children if c.i < child.i):
            args.add("que", child)
        elif syntax.is_infinitive(child) and child.i > args.head.i:
            before = child.doc[syntax.group_start(child) - 1].lower_ if child.i else ""
            args.add("pour" if before in ("pour", "afin") else "inf", child)
        elif child.dep_ == "ccomp" and child.i > args.head.i:
            args.add("que", child)

    def _place_line(self, args: Arguments) -> None:
        """Noun phrases right of the verb that the tree hung elsewhere, and infinitives or clauses it lost."""
        verb = args.head
        skip = False
        for token in verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + 1 + _WINDOW)]:
            if token.text == ",":  # a clause between commas is no end: "engagés, si Moscou attaque, à une réponse"
                skip = not skip and token.i + 1 < verb.sent.end and token.nbor().lower_ in ("si", "s'", "lorsque", "quand")
            if skip:
                continue
            if token.text in (";", ":") or token.lower_ in ("qui", "dont", "où"):
                return
            if token.lower_ in ("que", "qu'") and token.pos_ in ("SCONJ", "PRON"):
                told = self._reader.lemma(verb) in _TELLING and self._layers.mention_of(token.nbor(-1)) is not None
                if (told or not args.has("object")) and token.i - verb.i <= _NEAR and token.nbor(-1).lower_ != "ce":
                    self._lost_clause(args, token)
                return
            if token.pos_ in ("VERB", "AUX") and (token.head.i != verb.i or token.dep_ == "conj") and syntax.is_finite(token):
                return
            if token.pos_ == "VERB" and syntax.is_infinitive(token):
                self._lost_infinitive(args, token)
                return
            if token.pos_ in ("NOUN", "PROPN", "PRON"):
                self._place_noun(args, token)

    def _place_noun(self, args: Arguments, token: Token) -> None:
        """A noun phrase on the line goes where its preposition says, unless that slot is filled."""
        mention = self._layers.mention_of(token)
        if (mention is not None and token.i != mention.head) or token.lower_ in _REFLEXIVES or self._is_time(token):
            return
        prep = self._prep(token)
        hung = token.head.i == args.head.i or token.dep_ in ("nmod", "obl:mod", "obl:arg", "ROOT", "conj", "acl", "appos")
        if prep:
            inside = token.dep_ == "nmod" and self._layers.mention_of(token.head) is None and (mention is None or prep == "de")
            if not args.has(prep) and not inside:
                args.add(prep, token)
        elif not args.passive and not args.has("object") and hung and token.dep_ not in ("nsubj", "nsubj:pass", "conj"):
            args.add("object", *conjuncts(token))

    def _is_time(self, token: Token) -> bool:
        return any(t.start <= token.idx < t.end for t in self._layers.times) or token.ent_type_ == "DATE"

    def _preposition_of(self, mention: MentionDraft) -> str:
        """The preposition before a mention: that of its top token, or the one right before its first."""
        before = self._doc[mention.start - 1] if mention.start else None
        if before is not None and before.i and before.nbor(-1).lower_ in syntax.PHRASAL:
            return f"{before.nbor(-1).lower_} {syntax.plain(before.lower_)}"
        if before is not None and before.pos_ == "DET" and mention.start > 1:
            before = self._doc[mention.start - 2] if before.lower_ not in ("des", "du", "au", "aux") else before
        if before is not None and (before.pos_ == "ADP" or before.lower_ in ("du", "des", "au", "aux", "d'")):
            return syntax.plain(before.lower_)
        first = self._doc[mention.start].lower_
        return syntax.plain(first) if first in ("du", "au", "aux") else ""

    def _lost_clause(self, args: Arguments, que: Token) -> None:
        if args.has("que") or args.has("inf"):
            return
        end = min(args.head.sent.end, que.i + 25)
        finite = next((t for t in que.doc[que.i + 1 : end] if t.pos_ in ("VERB", "AUX") and syntax.is_finite(t)), None)
        if finite is not None:
            while finite.dep_.startswith(("aux", "cop")) and finite.head.i > que.i:
                finite = finite.head
            args.add("que", finite)

    @staticmethod
    def _lost_infinitive(args: Arguments, token: Token) -> None:
        if not args.has("inf") and not args.has("que"):
            before = token.doc[syntax.group_start(token) - 1].lower_
            if before in ("de", "d'", "à") or token.i == args.head.i + 1:
                args.add("inf", token)

    # -- subjects ---------------------------------------------------------------------------------------------

    def _subjects(self, verb: Token, passive: bool) -> list[Token]:
        """Grammatical subject of `verb`: its own, a relative's antecedent, a conjunct's, a controller's, or the line's."""
        own = [c for c in verb.children if c.dep_.startswith("nsubj") and not c.dep_.startswith("nsubj:caus")]
        if own:
            found = self._antecedents(verb, own[0])
            start = syntax.group_start(verb) - 1
            if self._before_relative(verb, start) < start - 2 and not any(actors_of(t, self._layers) for t in found):
                return self._on_the_line(verb) or found
            return found
        if verb.dep_ == "acl:relcl" and any(t.lower_ == "qui" for t in verb.doc[max(0, verb.i - 6) : verb.i]):
            return conjuncts(verb.head)
        first = syntax.base(verb)
        finite = syntax.is_finite(verb) or verb.lower_ in self._reader.forms
        if first.i != verb.i and self._reader.lemma(first) is not None and not self._is_passive(first) | passive:
            if finite and not syntax.is_finite(first):
                first = next((a for a in first.ancestors if self._reader.lemma(a) and syntax.is_finite(a)), first)
            if first.i != verb.i:
                found = self._subjects(first, passive)
                if found:
                    return found
        if syntax.is_infinitive(verb):
            found = self._controller(first)
            if found:
                return found
        if verb.dep_ == "acl" and verb.head.i < verb.i and (passive or verb.lower_.endswith("ant")):
            return conjuncts(verb.head)
        if finite or verb.dep_ == "ROOT":
            return self._on_the_line(verb)
        return []

    def _antecedents(self, verb: Token, subject: Token) -> list[Token]:
        """A relative pronoun stands for the noun before it; others stand for themselves with their conjuncts."""
        if subject.lower_ == "qui" or "Rel" in subject.morph.get("PronType", []):
            if verb.dep_ in ("acl:relcl", "acl") and verb.head.i < subject.i:
                return [self._nearest_head(subject, verb.head)]
            before = subject.doc[subject.i - 1] if subject.i else subject
            if before.text == "," and subject.i > 1:
                before = subject.doc[subject.i - 2]
            return [before]
        return conjuncts(subject)

    def _nearest_head(self, pronoun: Token, head: Token) -> Token:
        """The antecedent: the parser's, unless a name stands right before the pronoun ("Kigali, qui nie")."""
        i = pronoun.i - 1
        while i > 0 and self._doc[i].text in (",", "»", '"', ")"):
            i -= 1
        mention = self._layers.by_token.get(i)
        if mention is not None and not mention.adjective and not mention.as_place:
            return self._doc[mention.head]
        return head

    def _controller(self, verb: Token) -> list[Token]:
        """Who does what the infinitive `verb` says."""
        governor = verb.head
        if self._se_voir(verb):
            return self._subjects(governor, False)
        if governor.i == verb.i or self._reader.lemma(governor) is None:
            if governor.i != verb.i and governor.pos_ in ("NOUN", "ADJ"):
                return self.controller_of_noun(governor)
            return []
        lemma = self._reader.lemma(governor) or ""
        if lemma in _OBJECT_CONTROL:
            if self._is_passive(governor):
                return self._subjects(governor, True)
            objects = [c for c in governor.children if c.dep_ in ("obj", "iobj") and c.pos_ != "VERB"]
            return [t for o in objects for t in conjuncts(o)]
        if lemma in _DATIVE_CONTROL:
            wanted = ("de",) if lemma == "exiger" else ("à",)
            found = [c for c in governor.children if c.lower_ in ("lui", "leur") or (c.i > governor.i and syntax.preposition(c) in wanted and c.pos_ in ("NOUN", "PROPN"))]
            if found:
                return found
            if lemma != "demander":
                return []
        if self._is_reflexive(governor) and lemma == "voir":
            return []
        return self._subjects(governor, False)

    def controller_of_noun(self, noun: Token) -> list[Token]:
        """ "le refus de Paris de négocier", "prêt à négocier": the noun's own actor or its clause's subject."""
        if noun.pos_ == "ADJ" or any(c.dep_ == "cop" for c in noun.children):
            own = [c for c in noun.children if c.dep_.startswith("nsubj")]
            if own:
                return conjuncts(own[0])
            if self._reader.lemma(noun.head) is not None and noun.head.i != noun.i:
                return self._subjects(noun.head, False)
        inside = [c for c in noun.children if c.dep_ == "nmod" and syntax.preposition(c) == "de"]
        linked = [c for c in inside if actors_of(c, self._layers)]
        if linked:
            return linked
        if self._reader.lemma(noun.head) is not None and noun.head.i != noun.i:
            return self._subjects(noun.head, False)
        return []

    def _on_the_line(self, verb: Token) -> list[Token]:
        """The nearest mention left of the verb that no preposition, finite verb or mark keeps away from it."""
        i = self._before_relative(verb, syntax.group_start(verb) - 1)
        steps = 0
        joined = i >= verb.sent.start and self._doc[i].lower_ in ("et", "mais", "puis")
        while i >= verb.sent.start and steps < (50 if joined else 25):
            token = self._doc[i]
            if token.pos_ in ("VERB", "AUX") and syntax.is_finite(token) and token.i != verb.i:
                return self._subjects(token, False) if joined and token.dep_ != "acl:relcl" else []
            if joined:
                i -= 1
                continue
            if token.text in (";", ":") or token.lower_ in ("que", "qu'", "si"):
                return []
            mention = self._layers.by_token.get(i)
            if mention is not None and not mention.as_place and not mention.adjective:
                if not self._preposition_of(mention):
                    return [*self._joined_before(mention), self._doc[mention.head]]
                i = mention.start
            i -= 1
            steps += 1
        inverted = verb.doc[verb.i + 1] if verb.i + 1 < verb.sent.end else None
        if inverted is not None and self._layers.by_token.get(inverted.i) and verb.i > verb.sent.start:
            if verb.doc[verb.i - 1].text in (",", "»"):
                return [inverted]
        return []

    def _before_relative(self, verb: Token, i: int) -> int:
        """Where to look for a subject: left of a relative clause that a comma closes right before the verb."""
        while i > verb.sent.start and self._doc[i].pos_ == "ADV":
            i -= 1
        if self._doc[i].text != ",":
            return i
        for j in range(i - 1, verb.sent.start, -1):
            if self._doc[j].lower_ in ("qui", "dont", "où") and self._doc[j - 1].text == ",":
                return j - 2
        return i

    def _joined_before(self, mention: MentionDraft) -> list[Token]:
        """Mentions coordinated before `mention`: "les Occidentaux et les Ukrainiens"."""
        i = mention.start - 1
        while i > 0 and self._doc[i].pos_ == "DET":
            i -= 1
        if i <= 0 or self._doc[i].lower_ not in ("et", "comme", "ou"):
            return []
        before = self._layers.by_token.get(i - 1)
        if before is None or before.adjective or before.as_place or self._preposition_of(before):
            return []
        return [self._doc[before.head]]

    # -- voice ------------------------------------------------------------------------------------------------

    def _is_passive(self, verb: Token) -> bool:
        if any(c.dep_ in ("aux:pass", "nsubj:pass") for c in verb.children):
            return not self._is_reflexive(verb)
        if verb.dep_ == "acl" and not syntax.group(verb) and "Part" in verb.morph.get("VerbForm", []):
            return bool(_PARTICIPLE.search(verb.lower_)) and not verb.lower_.endswith(("ant", "ent"))
        return verb.dep_ == "xcomp" and self._se_voir(verb)

    def _se_voir(self, verb: Token) -> bool:
        """ "s'est vu refuser l'entrée": the subject bears the deed."""
        return self._reader.lemma(verb.head) == "voir" and self._is_reflexive(verb.head)

    @staticmethod
    def _is_reflexive(verb: Token) -> bool:
        start = syntax.group_start(verb)
        return any(t.lower_ in _REFLEXIVES and t.pos_ != "SCONJ" for t in verb.doc[start : verb.i])

    # -- nouns ------------------------------------------------------------------------------------------------

    def of_noun(self, noun: Token) -> Arguments:
        """Arguments of a deed's noun: prepositional complements, adjectives of nationality, possessives, relatives."""
        args = Arguments(noun)
        for child in noun.children:
            if child.dep_ in ("nmod", "obl:mod", "obl:arg", "obl:agent") and child.pos_ in ("NOUN", "PROPN", "PRON", "ADJ"):
                args.add(syntax.preposition(child) or "object", *conjuncts(child))
            elif child.dep_ in ("xcomp", "acl", "ccomp") and child.pos_ == "VERB" and syntax.is_infinitive(child):
                args.add("inf", child)
            elif child.lower_ in _AIMING:
                args.add("aim", *self._aims(child))
            elif child.dep_ in ("acl", "ccomp") and any(c.lower_ in ("que", "qu'") for c in child.children):
                args.add("que", child)
            elif child.dep_ == "det" and "Yes" in child.morph.get("Poss", []):
                args.add("possessive", child)
            mention = self._layers.mention_of(child)
            if mention is not None and mention.adjective and child.dep_ in ("amod", "acl", "appos", "nmod"):
                args.add("adjective", child)
        self._complements_on_the_line(args)
        return args

    @staticmethod
    def _aims(participle: Token) -> list[Token]:
        """Infinitives under "visant à", coordinated ones included."""
        end = min(participle.sent.end, participle.i + 45)
        under = {t.i for t in participle.subtree}
        noun = participle.head.i
        return [
            t
            for t in participle.doc[participle.i + 1 : end]
            if t.pos_ == "VERB" and syntax.is_infinitive(t) and t.doc[t.i - 1].lower_ == "à"
            and (t.i in under or (t.dep_ == "conj" and t.head.i == noun))
        ]

    def _complements_on_the_line(self, args: Arguments) -> None:
        """Mentions right of the noun with a preposition of their own, up to the next verb or mark."""
        noun = args.head
        for i in range(noun.i + 1, min(noun.sent.end, noun.i + 16)):
            token = noun.doc[i]
            if (token.pos_ in ("VERB", "AUX") and token.dep_ != "acl") or token.text in (",", ";", ":", "."):
                break
            mention = self._layers.by_token.get(i)
            if mention is None or mention.start != i or mention.as_place:
                continue
            if mention.adjective and i == noun.i + 1:
                args.add("adjective", token)
            prep = self._preposition_of(mention)
            if prep and not args.has(prep):
                args.add(prep, noun.doc[mention.head])


def conjuncts(token: Token) -> list[Token]:
    """`token` and what is coordinated with it, left to right."""
    out = [token]
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "ADJ"):
            out.extend(conjuncts(child))
    return out


def actors_of(token: Token, layers: Layers) -> tuple[str, ...]:
    """Actors that a noun phrase names: its mention, a nationality beside its head, or the state it belongs to.

    Empty where the words name nobody known. A name that syntax makes a venue is no actor.
    """
    mention = layers.mention_of(token)
    if mention is not None:
        return () if mention.as_place and not mention.actors else mention.actors
    for child in token.children:
        near = layers.mention_of(child)
        if near is not None and near.adjective and child.dep_ in ("amod", "nmod", "appos", "acl"):
            return near.actors
    for child in token.children:
        if child.dep_ in ("nmod", "obl:arg", "obl:mod") and syntax.preposition(child) == "de":
            near = layers.mention_of(child)
            if near is not None and not near.as_place:
                return near.actors
    for child in token.children:
        near = layers.mention_of(child)
        if near is not None and child.dep_ in ("appos", "flat:name") and not near.as_place:
            return near.actors
    return ()
