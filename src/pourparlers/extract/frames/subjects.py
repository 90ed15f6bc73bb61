"""Who does a deed: its own subject, a relative's antecedent, a controller, or the name that stands before it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ...annotate import syntax
from ...annotate.tree import Token
from ...annotate.word_table import NOUNS, VERBS
from .control import DATIVE_CONTROL, HUNG_ON, OBJECT_CONTROL, OF_OTHERS, SEEN, governor_before, is_made_to
from .fronted import PARTICIPLE, after_comma, is_active_participle, is_apart, is_bare, is_beside
from .listed import ListFinder
from .misread import REFLEXIVES, heading_end, inverted_subject, takes_subject_wrong
from .phrases import actors_of, agreeing_head, conjuncts, incise_of

_ETRE: Final = VERBS.past_with_etre
_DECISIONS: Final = NOUNS.decisions

_GIVING: Final = VERBS.giving


class SubjectFinder(ListFinder):
    """Finds subjects and voice in one document."""

    # -- subjects ---------------------------------------------------------------------------------------------

    def _subjects(self, verb: Token, passive: bool) -> list[Token]:
        """Subject of `verb`: its own, a relative's antecedent, a conjunct's, a controller's, or the line's."""
        made = is_made_to(verb, self._reader.lemma(verb))
        named = self._brought_by(self._doc[verb.i + 1 : verb.sent.end], "à") if made else self._in_relative(verb)
        if named is not None:
            return named
        own = self._hung(verb)
        if own:
            return self._listed(verb, own)
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
        found = self._borrowed(verb, first, passive) or self._joined_by_comma(verb)
        if found:
            return found
        if verb.dep_ == "xcomp" and not finite and self._reader.lemma(verb.head) not in OF_OTHERS:
            return self._subjects(verb.head, False)
        if verb.dep_ == "acl" and verb.head.i < verb.i and (passive or is_active_participle(verb)):
            return conjuncts(agreeing_head(verb))
        if finite or (verb.dep_ == "ROOT" and governor_before(verb, self._reader) is None):
            return self._on_the_line(verb)
        return []

    def _joined_by_comma(self, verb: Token) -> list[Token]:
        """The subject of a predicate that a comma alone joins to another: "renvoie un consul, ferme le port"."""
        first, other = syntax.group_start(verb), verb.head
        if verb.dep_ not in ("dep", "parataxis") or not verb.sent.start < first or verb.doc[first - 1].text != ",":
            return []
        told = syntax.is_finite(verb) and self._reader.lemma(other) is not None and syntax.is_finite(other)
        return self._subjects(other, self._is_passive(other)) if told and other.i < verb.i else []

    def _borrowed(self, verb: Token, first: Token, passive: bool) -> list[Token]:
        """The subject of the verb whose auxiliary is shared, that of a gerund's clause ("a répliqué en renvoyant un
        consul") or of the clause that a participle after a comma goes with, or who controls an infinitive."""
        sharing = self._shares_auxiliary(verb)
        if sharing is not None:
            return self._subjects(sharing, passive)
        if verb.lower_.endswith("ant") and verb.i and verb.nbor(-1).lower_ == "en":
            above = next((a for a in verb.ancestors if self._reader.lemma(a) is not None), None)
            return self._purposeful(above) if above is not None else self._of_clause_after(verb)
        if (
            verb.lower_.endswith("ant") and verb.i and self._doc[syntax.group_start(verb) - 1].text == ","
        ):  # "a quitté la table, accusant Lima"
            above = next((a for a in verb.ancestors if self._reader.lemma(a) and syntax.is_finite(a)), None)
            return self._purposeful(above) if above is not None else []
        if is_bare(verb) and is_apart(verb):
            before = self._layers.by_token.get(verb.i - 2) if verb.i > 1 and verb.nbor(-1).text == "," else None
            if before is not None and not before.adjective:
                return [self._doc[before.head]]  # "a rompu avec Lima, accusée de"; "accusée de …, Lima a répliqué"
            opens = verb.head.i > verb.i and self._reader.lemma(verb.head) is not None
            return self._subjects(verb.head, False) if opens else self._of_clause_after(verb)
        if not syntax.is_infinitive(verb):
            return []
        decider = self._decider(verb) or self._told_to(first)
        return [decider] if decider is not None else self._controller(first)

    def _shares_auxiliary(self, verb: Token) -> Token | None:
        """The verb whose auxiliary a bare participle after "et" shares where the tree joins it to a noun, or to a
        participle of other gender or number: "a cité son ambassadeur à Oslo et expulsé celui de Lima", "a appelé à la
        réouverture des frontières, fermées en mai, et invité Lima à …"."""
        if (
            syntax.group(verb)
            or "Part" not in verb.morph.get("VerbForm", [])
            or verb.dep_ not in ("conj", "acl", "amod")
        ):
            return None
        i = verb.i - 1
        while i > verb.sent.start and verb.doc[i].pos_ == "ADV":
            i -= 1
        joined = self._reader.lemma(verb.head) is not None and not self._disagrees(verb, verb.head)
        if verb.doc[i].lower_ not in ("et", "puis") or joined:
            return None
        for j in range(i - 1, verb.sent.start, -1):
            token = verb.doc[j]
            if self._reader.lemma(token) is not None and any(a.dep_ == "aux:tense" for a in syntax.group(token)):
                return token
        return None

    def _disagrees(self, verb: Token, other: Token) -> bool:
        """Whether a bare participle cannot go with the noun that another, which is bare too, goes with."""
        return is_bare(other) and any(verb.morph.get(f) != other.morph.get(f) for f in ("Gender", "Number"))

    @staticmethod
    def _hung(verb: Token) -> list[Token]:
        """The subjects that the tree hangs on `verb`, or on its auxiliary ("nous restons ouverts")."""
        own = [
            c
            for c in verb.children
            if c.dep_.startswith("nsubj") and not c.dep_.startswith("nsubj:caus") and not takes_subject_wrong(verb, c)
        ]
        if len(own) > 1:
            own = [c for c in own if c.i >= heading_end(verb)] or own
        if (inverted := inverted_subject(verb)) is not None:
            return [inverted]
        return own or [c for a in verb.children if a.dep_.startswith("aux") for c in a.children if c.dep_ == "nsubj"]

    def _listed(self, verb: Token, own: list[Token]) -> list[Token]:
        """The subjects of `verb` from those that the tree hangs on it, a list's first members among them."""
        mentions = [self._layers.mention_of(t) for t in own]
        if not self._is_plural(verb) or own[-1].i > verb.i or None in mentions:
            return self._own_subject(verb, own[0])
        found = self._own_subject(verb, own[-1])
        first = self._layers.mention_of(found[0]) if len(found) > 1 else None
        return [*self._listed_before(first), *found] if first is not None else found

    def _own_subject(self, verb: Token, subject: Token) -> list[Token]:
        """What the parser gives, unless that names nobody and a relative clause stands between name and verb."""
        if subject.pos_ == "VERB" and "Part" in subject.morph.get("VerbForm", []):  # "réunis à Lima, les trois ont …"
            return self._on_the_line(verb) or self._antecedents(verb, subject)
        found = self._antecedents(verb, subject)
        start = syntax.group_start(verb) - 1
        if self._before_relative(verb, start) < start - 2 and not any(actors_of(t, self._layers) for t in found):
            return self._on_the_line(verb) or found
        return found

    def _antecedents(self, verb: Token, subject: Token) -> list[Token]:
        """A relative pronoun stands for the noun before it; others stand for themselves with their conjuncts."""
        if subject.lower_ == "qui" or "Rel" in subject.morph.get("PronType", []):
            if verb.dep_ in ("acl:relcl", "acl") and verb.head.i < subject.i:
                return [self._nearest_head(subject, verb.head)]
            before = subject.doc[subject.i - 1] if subject.i else subject
            if before.text == "," and subject.i > 1:
                before = subject.doc[subject.i - 2]
            return [before]
        found = conjuncts(subject)
        mention = self._layers.mention_of(subject)
        if (
            len(found) == 1
            and mention is not None
            and self._is_plural(verb)
            and "Plur" not in subject.morph.get("Number", [])
        ):
            if subject.i > verb.i:
                return [*found, *self._joined_after(mention)]  # "l'accord qu'ont signé Lima et Quito"
            both = [*self._joined_before(mention), *found]  # "…, ce que Lima et Quito ont nié"
            return [*both, *self._joined_after(mention, "comme")]  # "Lima comme Quito, qui votent, ont nié"
        return found

    @staticmethod
    def _is_plural(verb: Token) -> bool:
        """Whether the finite word of the group of `verb` is a plural."""
        return any("Plur" in t.morph.get("Number", []) and syntax.is_finite(t) for t in (verb, *syntax.group(verb)))

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
        if self._reader.lemma(governor) == "voir" and self._se_voir(verb):
            return self._subjects(governor, False)
        if is_beside(verb):
            governor = next((a for a in verb.ancestors if self._reader.lemma(a) is not None), verb)
            given = self._given_to(governor, verb)
            return given or (self._purposeful(governor) if governor.i != verb.i else self._of_clause_after(verb))
        told = governor_before(verb, self._reader)
        lost = self._reader.lemma(governor) is None or governor.i == verb.i
        if told is not None and lost and (governor.i < told.i or governor.i == verb.i):
            governor = told
        if governor.i == verb.i or self._reader.lemma(governor) is None:
            above = self._reader.lemma(governor.head) or ""
            if governor.dep_ in HUNG_ON.get(above, ()):
                return conjuncts(governor)  # "accuse depuis mardi les Russes d'amasser": the tree hangs it on them
            if governor.i != verb.i and governor.pos_ in ("NOUN", "ADJ", "PROPN"):
                return self.controller_of_noun(governor)
            return []
        lemma = self._reader.lemma(governor) or ""
        between = list(reversed(self._doc[governor.i + 1 : syntax.group_start(verb)]))
        if lemma in OBJECT_CONTROL:
            if self._is_passive(governor):
                return self._subjects(governor, True)
            objects = [c for c in governor.children if c.dep_ in ("obj", "iobj") and c.pos_ != "VERB"]
            return [t for o in objects for t in conjuncts(o)] or self._brought_by(between, "")
        if lemma in DATIVE_CONTROL:
            wanted = ("de",) if lemma == "exiger" else ("à",)
            found = [
                c
                for c in governor.children
                if c.lower_ in ("lui", "leur")
                or (c.i > governor.i and syntax.preposition(c) in wanted and c.pos_ in ("NOUN", "PROPN"))
            ]
            if found or lemma != "demander":
                return found or self._brought_by(between, wanted[0])
        if self._is_reflexive(governor) and lemma == "voir":
            return []
        return self._subjects(governor, False)

    def _brought_by(self, tokens: Iterable[Token], preposition: str) -> list[Token]:
        """The first of `tokens` in a name that `preposition` brings (or nothing), where the tree lost it: "accuse Lima
        d'avoir menti"; no further than a mark or another verb."""
        for token in tokens:
            mention = self._layers.by_token.get(token.i)
            if mention is not None and not mention.adjective and self._preposition_of(mention) == preposition:
                return [self._doc[mention.head]]
            if token.is_punct or syntax.is_finite(token):
                return []
        return []

    def _decider(self, verb: Token) -> Token | None:
        """Whose decision an infinitive after it is: Lima in "la décision de Lima de suspendre"."""
        i = syntax.group_start(verb) - 1
        if i < 2 or self._doc[i].lower_ not in ("de", "d'", "à"):  # "l'engagement de Lima à rouvrir le port"
            return None
        mention = self._layers.by_token.get(i - 1)
        if mention is None or mention.adjective or self._preposition_of(mention) != "de":
            return None
        top = self._doc[mention.head]
        return top if top.head.pos_ == "NOUN" and top.head.lemma_.lower() in _DECISIONS else None

    def _of_clause_after(self, verb: Token) -> list[Token]:
        """Who does a deed that opens its sentence, as the clause after it says."""
        found = after_comma(verb, self._layers)
        return [found] if found is not None else []

    def _told_to(self, verb: Token) -> Token | None:
        """The name between a verb of telling that the tree lost and an infinitive: "somme Lima de partir"."""
        if self._reader.lemma(verb.head) is not None:
            return None
        mention = self._layers.by_token.get(syntax.group_start(verb) - 2)
        if mention is None or mention.adjective or mention.start < 1:
            return None
        above = self._doc[mention.start - 1]
        return self._doc[mention.head] if self._reader.lemma(above) in OBJECT_CONTROL else None

    def _given_to(self, governor: Token, verb: Token) -> list[Token]:
        """Who has been given time for the deed of `verb`: "X donne à Y jusqu'au 3 mai pour libérer"."""
        if self._reader.lemma(governor) not in _GIVING:
            return []
        clitic = [c for c in governor.children if c.i < governor.i and c.lower_ in ("lui", "leur")]
        between = [t for t in self._doc[governor.i + 1 : verb.i] if self._layers.mention_of(t) is not None]
        return clitic or [t for t in between if t.pos_ in ("NOUN", "PROPN") and syntax.preposition(t) == "à"]

    def _purposeful(self, governor: Token) -> list[Token]:
        """Who does a deed with a purpose: in the passive its agent, where one is named."""
        agents = [c for c in governor.children if c.dep_ == "obl:agent"] if self._is_passive(governor) else []
        return [t for a in agents for t in conjuncts(a)] or self._subjects(governor, False)

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
        return conjuncts(noun) if self._layers.mention_of(noun) is not None else []

    def _on_the_line(self, verb: Token) -> list[Token]:
        """The nearest mention left of the verb that no preposition, finite verb or mark keeps away from it."""
        i = self._before_relative(verb, syntax.group_start(verb) - 1, asides=True)
        steps = 0
        likened: list[Token] = []
        joined = i >= verb.sent.start and self._doc[i].lower_ in ("et", "mais", "puis")
        while i >= verb.sent.start and steps < (50 if joined else 25):
            token = self._doc[i]
            told = token.lower_ in self._reader.forms and self._reader.lemma(token) is not None
            if (told or (token.pos_ in ("VERB", "AUX") and syntax.is_finite(token))) and token.i != verb.i:
                return self._subjects(token, False) if joined and token.dep_ != "acl:relcl" else []
            if joined:
                i -= 1
                continue
            if token.text in (";", ":") or token.lower_ in ("que", "qu'", "si"):
                return []
            mention = self._layers.by_token.get(i)
            told_by = incise_of(token, self._layers) if mention is not None and i < verb.i - 1 else None
            if told_by is not None and told_by < token.idx and self._doc[verb.i].idx > told_by:
                while i >= verb.sent.start and self._doc[i].idx >= told_by:
                    i -= 1
                i -= i >= verb.sent.start and self._doc[i].text == ","
                continue
            if mention is not None and not mention.as_place and not mention.adjective:
                preposition = self._preposition_of(mention)
                if not preposition:
                    return [*self._joined_before(mention), self._doc[mention.head], *likened]
                if preposition == "comme" and self._is_plural(verb):  # "Lima comme Quito, …, ont voté"
                    likened = [self._doc[mention.head]]
                i = mention.start
            i -= 1
            steps += 1
        inverted = verb.doc[verb.i + 1] if verb.i + 1 < verb.sent.end else None
        after_mark = verb.i > verb.sent.start and verb.doc[verb.i - 1].text in (",", "»")
        if inverted is not None and after_mark and self._layers.by_token.get(inverted.i):
            return [inverted]
        mistaken = verb.dep_ in ("amod", "appos", "nmod") and verb.lower_ in self._reader.forms
        named = mistaken and verb.head.i < verb.i and verb.head.pos_ == "NOUN" and actors_of(verb.head, self._layers)
        return conjuncts(verb.head) if named else []

    def _before_relative(self, verb: Token, i: int, *, asides: bool = False) -> int:
        """Where to look for a subject: left of a relative clause that a comma closes right before the verb, with
        `asides` left of a participle's clause too."""
        while i > verb.sent.start and self._doc[i].pos_ == "ADV":
            i -= 1
        if self._doc[i].text != ",":
            return i
        for j in range(i - 1, verb.sent.start, -1):
            opens = self._doc[j].lower_ in ("qui", "dont", "où", "que", "qu'") or (
                asides and self._is_told_of(self._doc[j])
            )
            if opens and self._doc[j - 1].text == ",":
                goes_on = self._doc[j].lower_ == "dont" and not any(syntax.is_finite(t) for t in self._doc[j:i])
                return i if goes_on else j - 2  # "la junte, dont le chef, X, a dit"
        return i

    def _is_told_of(self, participle: Token) -> bool:
        """Whether a bare participle opens an aside on the noun before: "Lima, accusée par Quito de mentir, dément"."""
        return participle.pos_ in ("VERB", "ADJ") and self._reader.lemma(participle) is not None and is_bare(participle)

    # -- voice ------------------------------------------------------------------------------------------------

    def _is_passive(self, verb: Token) -> bool:
        if verb.lower_ in self._reader.forms and not PARTICIPLE.search(verb.lower_.removesuffix("t")):
            return False
        if verb.i and verb.nbor(-1).lower_ in syntax.INVERTED:
            return False  # "Lima a-t-elle attaqué"
        helps = [c for c in verb.children if c.dep_.startswith("aux")]
        if helps and all(a.dep_ == "aux:tense" and a.lemma_ == "avoir" for a in helps):
            return False  # "ont condamné", whatever the tree says of the subject
        if any(c.dep_ in ("aux:pass", "nsubj:pass") for c in verb.children):
            return not self._is_reflexive(verb) and self._reader.lemma(verb) not in _ETRE
        if verb.dep_ == "acl" and is_bare(verb):
            return True
        if is_apart(verb) and is_bare(verb) and (not verb.i or not verb.nbor(-1).lower_.endswith("ayant")):
            return self._reader.lemma(verb) not in _ETRE and not self._is_reflexive(verb)
        return syntax.is_infinitive(verb) and self._se_voir(verb)

    def _se_voir(self, verb: Token) -> bool:
        """ "s'est vu refuser l'entrée": the subject bears the deed."""
        if self._reader.lemma(verb.head) == "voir" and verb.dep_ == "xcomp":
            return self._is_reflexive(verb.head)
        seen = verb.nbor(-1) if verb.i > 1 else verb
        return seen.lower_ in SEEN and any(t.lower_ in REFLEXIVES for t in verb.doc[max(0, seen.i - 3) : seen.i])

    @staticmethod
    def _is_reflexive(verb: Token) -> bool:
        start = syntax.group_start(verb)
        return any(t.lower_ in REFLEXIVES and t.pos_ != "SCONJ" for t in verb.doc[start : verb.i])
