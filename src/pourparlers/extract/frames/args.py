"""The arguments of a deed: who does it, to whom, with what, said by tree where it can be trusted, else by the line.

Input is a head (verb or noun); output token lists by slot. Slots are "subject", "object", "agent" and prepositions
("à", "contre", "de" …), besides "inf" (an infinitive complement) and "que" (a clause).
"""

from __future__ import annotations

from typing import Final

from ...annotate import syntax
from ...annotate.tree import Token
from ...annotate.word_table import NOUNS, VERBS
from .arguments import DEMONSTRATIVES, Arguments
from .astray import drop_lost_verb, is_answered, is_object_astray, is_people, is_some_of, is_told
from .fronted import told_of
from .misread import (
    MANNERS,
    REFLEXIVES,
    clause_stop,
    comment_on,
    heading_end,
    inverted_subject,
    is_counted,
    is_edge_of_time,
    is_manner,
    is_of_aside,
    is_set_phrase,
    opens_plural,
    takes_of,
    takes_subject_wrong,
)
from .phrases import conjuncts, does_too, infinitive_after
from .subjects import SubjectFinder

_HUMAN_PRONOUNS: Final[frozenset[str]] = frozenset({"nous", "je", "j'", "on"})
_AIMING: Final = VERBS.aiming
_TELLING: Final = VERBS.telling
_OF_VERBS: Final = VERBS.with_de
_TO_VERBS: Final = VERBS.with_other
_PHRASES: Final = NOUNS.in_adjuncts
_OF: Final[frozenset[str]] = frozenset({"de", "d'", "des", "du"})
_ENDING: Final[frozenset[str]] = frozenset({";", ":", "qui", "dont", "où"})
_COMPLETING: Final = frozenset({"nmod", "obl:mod", "obl:arg", "obl:agent"})
_IN_LIST: Final = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PUNCT", "CCONJ", "ADP"})
_MARKS: Final[frozenset[str]] = frozenset({"«", "“", '"', "'"})
_NEAR: Final = 9
"""Longest way from a verb to the "que" of its clause, in tokens."""
_WINDOW: Final = 40


class ArgumentFinder(SubjectFinder):
    """Finds arguments in one document."""

    # -- verbs ------------------------------------------------------------------------------------------------

    def of_verb(self, verb: Token) -> Arguments:
        """Arguments of a verb in any form."""
        args = Arguments(verb, passive=self._is_passive(verb), reflexive=self._is_reflexive(verb))
        args.inverted = inverted_subject(verb)
        for child in verb.children:
            self._place_child(args, child)
        self._place_line(args)
        if not args.passive and not args.has("object") and args.has("de") and syntax.is_negated(verb):
            args.add("object", *args.get("de"))  # "n'a pas imposé de sanctions"
        takes_it_up = args.reflexive or verb.pos_ == "ADJ"
        if takes_it_up and any(t.lower_ == "y" for t in verb.doc[syntax.group_start(verb) : verb.i]):
            args.add("y", verb)  # "s'y oppose", "y est favorable": to what was said
        if not args.has("object"):
            args.add("object", *(comment_on(verb) or told_of(verb, self._layers)))
        subjects = self._subjects(verb, args.passive)
        if args.passive:
            bearer = "à" if args.has("object") and self._se_voir(verb) else "object"
            args.add(bearer, *subjects)
            args.add("subject", *args.get("agent"), *args.get("par"))
        else:
            args.add("subject", *subjects)
            self._mend_list(args)
        self._cut_heading(args)
        bearers = args.get("object" if args.passive else "subject")  # "nous étions disposés à", "je suis opposé à"
        args.first_person = any(t.lower_ in _HUMAN_PRONOUNS for t in (*bearers, *args.get("subject")))
        if not args.passive and verb.i + 1 < len(verb.doc) and verb.doc[verb.i].lower_.endswith("ons"):
            args.first_person = args.first_person or any(
                t.lower_ == "nous" for t in verb.doc[max(0, verb.i - 4) : verb.i]
            )
        return args

    @staticmethod
    def _mend_list(args: Arguments) -> None:
        """The first of several subjects that the tree takes for an object: "la présidence, le Parlement et Lima"."""
        first = min((t.i for t in args.get("subject")), default=0)
        for token in args.get("object"):
            between = args.head.doc[token.i + 1 : first]
            if token.pos_ not in ("NOUN", "PROPN") or not between or not any(t.text == "," for t in between):
                continue
            if all(t.pos_ in _IN_LIST for t in between):
                joined = any(t.pos_ == "CCONJ" for t in args.head.doc[token.i : syntax.group_start(args.head)])
                if joined and not syntax.preposition(token):
                    args.slots["object"] = [t for t in args.get("object") if t != token]
                    args.slots["subject"] = [token, *args.get("subject")]

    @staticmethod
    def _cut_heading(args: Arguments) -> None:
        """Words before a colon or past a semicolon are no arguments of a head: "Réponse de Lima : l'ambassadeur a"."""
        first, stop, sent = heading_end(args.head), clause_stop(args.head), args.head.sent
        if first > sent.start or stop < sent.end:
            args.slots = {s: kept for s, ts in args.slots.items() if (kept := [t for t in ts if first <= t.i < stop])}

    def _place_child(self, args: Arguments, child: Token) -> None:
        dep = child.dep_
        if child == args.inverted or child.lower_ == "où":
            return
        if dep.startswith("nsubj") and takes_subject_wrong(args.head, child):
            args.add("à" if child.lower_ in ("lui", "leur") else "object", *conjuncts(child))
        elif dep in ("obl:agent",):
            args.add("agent", *conjuncts(child))
        elif dep in ("obj", "iobj"):
            if child.pos_ in ("VERB", "AUX"):
                args.add("que" if syntax.is_finite(child) else "inf", child)
            elif child.i < syntax.group_start(args.head) and child.pos_ in ("NOUN", "PROPN") and not self._prep(child):
                args.add("subject", *conjuncts(child))  # "Oslo a-t-elle livré": no noun is an object before its verb
            elif not self._is_time(child):
                dative = child.lower_ in ("lui", "leur") or dep == "iobj"
                prep = (self._prep(child) or self._of_passive(args, child)) if child.i > args.head.i else ""
                args.add("à" if dative else prep or "object", *conjuncts(child))
        elif dep == "conj" and child.pos_ == "NOUN" and not self._prep(child) and not does_too(child):
            if args.has("object") or (not args.passive and not any(c.dep_ == "cc" for c in child.children)):
                args.add("object", child)  # "a réclamé, fin mai, l'arrêt des tirs"
        elif dep in ("xcomp", "ccomp", "advcl", "csubj"):
            self._place_clause(args, child)
        elif dep.startswith(("obl", "nmod")) and not self._is_time(child) and not self._is_scene(args.head, child):
            args.add(self._prep(child) or "object", *conjuncts(child))

    def _is_scene(self, verb: Token, noun: Token) -> bool:
        """Whether "à" or "de" before a verb tells where ("À bord d'un avion, Lima appelle …", "De passage à Quito, …"),
        or a pronoun takes a name up: "Lima, lui, n'a rien envoyé"."""
        before = noun.i < verb.i and noun.pos_ in ("NOUN", "PROPN")
        return before and (
            self._prep(noun) in ("à", "de") or noun.doc[noun.i + 2].lower_ in ("lui", "elle", "eux", "elles")
        )

    def _prep(self, token: Token) -> str:
        """The preposition of a noun phrase, that of its whole mention where it is one.

        "des" right after a verb, an adverb or a name is the article of a plural, not "de" with "les".
        """
        if token.i not in self._led:
            self._led[token.i] = self._find_prep(token)
        return self._led[token.i]

    def _find_prep(self, token: Token) -> str:
        if self._is_article(token) or is_counted(token):
            return ""
        mention = self._layers.mention_of(token)
        own = syntax.preposition(token)
        return own or (self._preposition_of(mention) if mention is not None and not mention.adjective else "")

    @staticmethod
    def _of_passive(args: Arguments, token: Token) -> str:
        """ "de" where it begins the phrase of `token` behind a passive, which has no object: "frappé de nouvelles
        sanctions"."""
        return "de" if args.passive and token.doc[syntax.np_start(token)].lower_ in ("de", "d'") else ""

    def _place_clause(self, args: Arguments, child: Token) -> None:
        if child.pos_ in ("NOUN", "PROPN", "PRON") and not syntax.group(child):
            if not self._is_time(child):
                args.add(self._prep(child) or "object", *conjuncts(child))
        elif any(c.lower_ in ("que", "qu'") for c in child.children if c.i < child.i):
            args.add("que", child)
        elif syntax.is_infinitive(child) and child.i > args.head.i:
            args.add(self._infinitive_slot(child), child)
        elif child.dep_ == "ccomp" and child.i > args.head.i and all(c.lower_ not in _ENDING for c in child.children):
            args.add("que", child)

    def _infinitive_slot(self, child: Token) -> str:
        """ "inf" for a complement, "pour" for a purpose, else "aside": "exige une trêve sans fixer de délai"."""
        phrase = self._reader.phrase_of_infinitive(child)
        if phrase is None:
            return "inf"
        return "pour" if child.doc[phrase[1]].lower_ in ("pour", "afin") else "aside"

    def _place_line(self, args: Arguments) -> None:
        """Noun phrases right of the verb that the tree hung elsewhere, and infinitives or clauses it lost."""
        verb = args.head
        skip = False
        for token in verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + 1 + _WINDOW)]:
            low, pos = token.lower_, token.pos_
            if low == ",":  # a clause between commas is no end: "engagés, si Moscou attaque, à une réponse"
                skip = (
                    not skip and token.i + 1 < verb.sent.end and token.nbor().lower_ in ("si", "s'", "lorsque", "quand")
                )
            if skip:
                continue
            if low in _ENDING:
                return
            if low in ("que", "qu'") and pos in ("SCONJ", "PRON"):
                self._place_que(args, token)
                return
            if pos in ("VERB", "AUX") and (token.head.i != verb.i or token.dep_ == "conj") and syntax.is_finite(token):
                return
            if pos == "VERB" and syntax.is_infinitive(token):
                self._lost_infinitive(args, token)
                return
            if token.dep_ == "cop" and syntax.is_infinitive(token) and token.head.i > token.i:
                self._lost_infinitive(args, token.head)  # "reproche à Oslo, depuis des mois, de ne plus être neutre"
                return
            if pos in ("NOUN", "PROPN", "PRON") or (pos == "VERB" and is_people(token)):
                self._place_noun(args, token)
            elif pos == "ADJ" and self._is_judgement(args, token):
                args.add("de", token)

    def _place_que(self, args: Arguments, que: Token) -> None:
        """The clause that a "que" right of the verb opens, where the tree lost it."""
        drop_lost_verb(args, que, self._reader)
        told = self._reader.lemma(args.head) in _TELLING and self._layers.mention_of(que.nbor(-1)) is not None
        if (told or not args.has("object")) and que.i - args.head.i <= _NEAR and que.nbor(-1).lower_ != "ce":
            self._lost_clause(args, que)

    def _is_judgement(self, args: Arguments, token: Token) -> bool:
        """Whether an adjective is what a verb calls its object: "qualifie cette offre d'absurde"."""
        if args.has("de") or self._reader.lemma(args.head) not in _OF_VERBS or token.head.i > token.i:
            return False  # "frappé de nouvelles sanctions"
        i = token.i - 1
        while i > args.head.i and (token.doc[i].is_punct or token.doc[i].text == "'" or token.doc[i].pos_ == "ADV"):
            i -= 1
        return syntax.plain(token.doc[i].lower_) == "de"

    def _place_noun(self, args: Arguments, token: Token) -> None:
        """A noun phrase on the line goes where its preposition says, unless that slot is filled."""
        mention = self._layers.mention_of(token)
        if (mention is not None and token.i != mention.head) or token.lower_ in REFLEXIVES or self._is_time(token):
            return
        prep = self._prep(token)
        if prep == "par" and token.dep_ == "obl:agent" and token.head.i > args.head.i:
            return  # "a rejeté le texte demandé par Oslo"
        if prep == "à" and is_of_aside(args.head, token):
            return
        bare = token.dep_ == "nsubj" and token.head.i > token.i and syntax.is_infinitive(token.head)
        hung = token.head.i == args.head.i or token.dep_ in (
            "nmod", "obl:mod", "obl:arg", "ROOT", "conj", "acl", "appos",
        )  # fmt: skip
        hung = hung or bare or self._is_time(token.head)
        hung = hung or (args.head.pos_ == "NOUN" and token.dep_ == "obj")  # "a riposté en taxant le vin": a gerund
        hung = hung or is_object_astray(args.head, token)
        lemma = self._reader.lemma(args.head) or ""
        prep = prep or self._of_passive(args, token)
        if prep:
            bearing = _TO_VERBS.get(lemma) == prep or (prep == "de" and lemma in _OF_VERBS)
            inside = not bearing and token.dep_ == "nmod" and (mention is None or prep == "de")
            named = self._layers.mention_of(token.head) is not None
            inside = inside and not (named and (prep != "de" or self._is_taken_from(token)))
            inside = inside and not (prep != "de" and self._is_time(token.head))  # "s'est élevé jeudi contre le texte"
            if not args.has(prep) and not inside:
                args.add(prep, token)
        elif token == args.inverted:
            return
        elif token.lower_ in DEMONSTRATIVES and not args.has("object"):
            args.add("object", token)
        elif (
            (not args.passive or self._se_voir(args.head))
            and not args.has("object")
            and hung
            and (bare or token.dep_ not in ("nsubj", "nsubj:pass", "conj"))
            and not self._is_epithet(token)
        ):
            args.add("object", *conjuncts(token))

    @staticmethod
    def _is_epithet(token: Token) -> bool:
        """Whether a noun only says what the name before its comma is: "Lima, siège de la banque,"."""
        return token.dep_ == "appos" and token.pos_ == "NOUN" and token.i > 0 and token.nbor(-1).text == ","

    def _is_article(self, token: Token) -> bool:
        start = syntax.np_start(token)
        opening = self._doc[start].lower_
        if opening not in _OF or start == token.sent.start:
            return False
        before = self._doc[start - 1]
        if opening in ("de", "d'"):
            return opens_plural(token, start, self._reader.lemma(before)) or is_some_of(token, before, self._reader)
        if is_some_of(token, before, self._reader):
            return True
        if opening == "du" or takes_of(before, self._reader.lemma(before)):
            return False
        if is_set_phrase(before) or self._layers.is_timed(before):
            return True  # "a annoncé lundi dernier des exercices"
        if before.pos_ in ("VERB", "ADV", "PUNCT") or self._reader.lemma(before) is not None:
            return True
        return self._layers.mention_of(before) is not None

    def _is_time(self, token: Token) -> bool:
        if token.i not in self._timed:
            self._timed[token.i] = self._is_of_time(token)
        return self._timed[token.i]

    def _is_of_time(self, token: Token) -> bool:
        low = token.lower_
        if low == "fois" or token.i in self._days or is_edge_of_time(token, self._days):
            return True
        if low in ("reprise", "reprises") and self._prep(token) == "à":
            return True
        if low in _PHRASES and self._prep(token) == "à" and not is_answered(token):
            return True
        return low in MANNERS and is_manner(token, self._prep(token))

    def _lost_clause(self, args: Arguments, que: Token) -> None:
        if args.has("que") or args.has("inf"):
            return
        end = min(args.head.sent.end, que.i + 25)
        finite = next((t for t in que.doc[que.i + 1 : end] if is_told(t, self._reader)), None)
        if finite is not None:
            while finite.dep_.startswith(("aux", "cop")) and finite.head.i > que.i:
                finite = finite.head
            args.add("que", finite)
        elif que.head.i > que.i:
            args.add("que", que.head)

    def _lost_infinitive(self, args: Arguments, token: Token) -> None:
        if not args.has("inf") and not args.has("que"):
            start = syntax.group_start(token)
            while start > args.head.i + 1 and token.doc[start - 1].pos_ == "ADV":  # "dément enfin avoir signé"
                start -= 1
            while start > args.head.i + 1 and token.doc[start - 1].text in _MARKS:  # "promet de « punir » Oslo"
                start -= 1
            if token.doc[start - 1].lower_ in ("de", "d'", "à") or start == args.head.i + 1:
                args.add(self._infinitive_slot(token), token)

    # -- nouns ------------------------------------------------------------------------------------------------

    def of_noun(self, noun: Token) -> Arguments:
        """Arguments of a deed's noun: prepositional complements, adjectives of nationality, possessives, relatives."""
        args = Arguments(noun)
        for child in noun.children:
            if child.dep_ in _COMPLETING and child.pos_ in ("NOUN", "PROPN", "PRON", "ADJ"):
                args.add(syntax.preposition(child) or "object", *conjuncts(child))
            elif child.dep_ in ("xcomp", "acl", "ccomp") and child.pos_ == "VERB" and syntax.is_infinitive(child):
                before = child.doc[syntax.group_start(child) - 1].lower_
                args.add("pour" if before == "pour" else "inf", child)
            elif child.lower_ in _AIMING:
                args.add("aim", *self._aims(child))
            elif child.dep_ in ("acl", "ccomp") and any(c.lower_ in ("que", "qu'") for c in child.children):
                args.add("que", child)
            elif child.dep_ == "det" and "Yes" in child.morph.get("Poss", []):
                args.add("possessive", child)
            mention = self._layers.mention_of(child)
            if mention is not None and mention.adjective and child.dep_ in ("amod", "acl", "appos", "nmod"):
                args.add("adjective", child)
        if not args.has("par"):  # "la prise du pont par des soldats": the tree hangs who does it on what it is done to
            under = [c for t in args.get("de") for c in t.children if c.dep_ in ("nmod", "obl:agent")]
            args.add("par", *(t for c in under if syntax.preposition(c) == "par" for t in conjuncts(c)))
        self._complements_on_the_line(args)
        if not args.has("inf") and args.has("de"):
            args.add("inf", *infinitive_after(noun))
        if noun.lower_ == "question" and not args.has("inf"):
            self._place_question(args)
        return args

    def _place_question(self, args: Arguments) -> None:
        """The infinitive of "pas question de", past adverbs and an incise: "pas question, dit Lima, de céder"."""
        aside = False
        for token in args.head.doc[args.head.i + 1 : min(args.head.sent.end, args.head.i + 14)]:
            if token.text == ",":
                aside = not aside
            elif not aside and token.pos_ in ("VERB", "AUX"):
                before = token.doc[syntax.group_start(token) - 1].lower_
                if syntax.is_infinitive(token) and before in ("de", "d'"):
                    args.add("inf", token)
                return

    @staticmethod
    def _aims(participle: Token) -> list[Token]:
        """Infinitives under "visant à", coordinated ones included."""
        end = min(participle.sent.end, participle.i + 45)
        under = {t.i for t in participle.subtree}
        noun = participle.head.i
        return [
            t
            for t in participle.doc[participle.i + 1 : end]
            if t.pos_ == "VERB"
            and syntax.is_infinitive(t)
            and t.doc[t.i - 1].lower_ == "à"
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
                args.add(prep, *conjuncts(noun.doc[mention.head]))
