"""Relative clauses that tell a contact: on its noun ("l'entretien qu'il devait avoir mardi à Rome avec X", "l'audience
que X a accordée à Y") and on one of those who met ("X, avec qui Y s'était entretenu")."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ....annotate.layers import Layers, MentionDraft
from ....annotate.tense import FUTURE_LIKE, tense_of
from ....annotate.tree import Doc
from ....annotate.units import Unit
from ....annotate.word_table import NOUNS
from ..contact_table import ContactTable, NounRule
from ..noun_status import standing_of_noun
from ..status import PAST_TENSES, Standing, lemma_of
from ..who.found import Found
from ..who.lists import is_party
from ..who.parties import PartyReader

_LINKED = 5
"""At most so many tokens stand between a contact's noun and the "que" that takes it up."""
_CLAUSE = 14
"""At most so many tokens stand between a relative pronoun and its verb."""
_LATER = frozenset({"cancelled", "postponed", "refused"})
"""What can become of a contact that was only to be."""
_OPENING = frozenset({"«", "“", '"'})
_PARTICIPLE = ("é", "ée", "és", "ées")


@dataclass(slots=True)
class Told:
    """What a relative clause tells of a contact: who, and where it stands by the clause's own tense.

    `subject`: those who act in the clause; `verb`: the token of its verb.
    """

    found: Found
    subject: Found
    verb: int
    standing: Standing

    def by_main(self, main: Standing) -> Standing:
        """Where the contact stands by the main clause too: what was to be may have been called off, what was is."""
        if self.standing.participle and main.told:
            return main
        if self.standing.status == "held" and not (main.status == "denied" and self.standing.certainty != "asserted"):
            return self.standing
        return main if main.told and main.status in _LATER | {"denied"} else self.standing


_OWNER = 4
"""At most so many tokens are "de" and a town behind a contact: "la conférence de Charm el-Cheikh"."""


class ClauseReader:
    """Reads relative clauses in one document with the words of one language."""

    def __init__(self, doc: Doc, layers: Layers, table: ContactTable, parties: PartyReader) -> None:
        self._doc, self._layers, self._table, self._parties = doc, layers, table, parties

    def of_noun(self, noun: int, stop: int) -> Told | None:
        """What the relative clause on the contact noun at token `noun` tells, read up to token `stop`; None where
        there is none, or its verb tells something else ("l'entretien qu'il a annoncé")."""
        que = self._que_after(noun, stop)
        if que is None:
            return self._granted(noun, stop)
        verb = self._verb_after(que, stop)
        words = self._table.parties
        told = lemma_of(self._doc, verb) if verb is not None else ""
        if verb is None or told not in words.carries | words.grants | words.plans:
            return None
        subject, subjects = Found(), self._parties.subjects
        if not subjects.add_subject(verb, que + 1, subject):
            subjects.add_following(verb + 1, min(stop, verb + 10), subject)  # "qu'a eu mardi X avec Y"
        if not subject.parties:
            return None
        standing = Standing("planned") if told in words.plans else self._standing(verb)
        if standing is None:
            return None
        prepositions = words.with_ | (words.to if lemma_of(self._doc, verb) in words.grants else frozenset())
        found = Found(list(subject.parties), list(subject.tokens), beside=True)
        for mentions in self._parties.objects(verb, stop, subject, prepositions, direct=False)[:1]:
            for mention in mentions:
                found.add(mention)
        for t in self._doc[que + 1 : verb]:  # "l'entrevue que X devait lui accorder"
            clitic = self._layers.by_token.get(t.i) if t.lower_ in {"lui", "leur"} and len(found.parties) == 1 else None
            if clitic is not None and lemma_of(self._doc, verb) in words.grants:
                found.add(clitic)
        found.tokens.append(verb)
        return Told(found, subject, verb, standing)

    def _granted(self, noun: int, stop: int) -> Told | None:
        """What a participle on the contact noun at token `noun` tells of who granted it to whom: "l'audience accordée
        lundi par X à Y"; None where it does not name both."""
        doc, words = self._doc, self._table.parties
        verb = next((t.i for t in doc[noun + 1 : min(stop, noun + _LINKED - 1)] if t.pos_ in {"VERB", "ADJ"}), None)
        if verb is None or lemma_of(doc, verb) not in words.grants or not doc[verb].lower_.endswith(_PARTICIPLE):
            return None
        j = verb + 1
        while j < stop and (self._layers.is_timed(doc[j]) or doc[j].pos_ == "DET"):
            j += 1
        one, after = self._parties.lists.read(j + 1, stop) if j < stop else ([], stop)
        told = {doc[j].lower_, doc[after].lower_} if one and after < stop else set()
        if not (told & words.to and told & words.agent):
            return None
        found = Found([], [verb], beside=True)
        for mention in (*one, *self._parties.lists.read(after + 1, stop)[0]):
            found.add(mention)
        persons = all(self._layers.actors[p.actor].kind == "person" for p in found.parties)
        if len(found.parties) < 2 or not persons:
            return None
        return Told(found, Found(list(found.parties[:1])), verb, Standing("held", past=True, participle=True))

    def whom(self, verb: int, first: int, prepositions: frozenset[str]) -> MentionDraft | None:
        """Whom the relative that governs the verb at token `verb` takes up after one of `prepositions`: "X,
        avec qui Y s'était entretenu"; None where none does."""
        doc, words = self._doc, self._table.parties
        start = self._parties.subjects.verb_group(verb).start
        for i in range(start - 1, max(first, start - _CLAUSE), -1):
            if doc[i].lower_ in words.which | self._table.where.relative and doc[i - 1].lower_ in prepositions:
                before = i - 3 if doc[i - 2].text == "," else i - 2
                holder = self._layers.by_token.get(before) if before >= first else None
                return holder if holder is not None and is_party(holder) else None
            if doc[i].text in {";", ":"} or doc[i].pos_ == "VERB":
                return None
        return None

    def brought_by(self, verb: int, first: int) -> tuple[NounRule, int] | None:
        """The contact noun that is the subject of the verb at token `verb`, by itself or by "qui", and its token: "une
        visioconférence a réuni X et Y", "le sommet qui doit réunir X et Y"; None where there is none."""
        subjects = [t.i for t in self._doc[verb].lefts if t.dep_.startswith("nsubj")]
        i = self._parties.subjects.verb_group(verb).start - 1
        if i > first and self._doc[i].lower_ in self._table.where.relative:
            subjects = [self._over_owner(i - 2 if self._doc[i - 1].text == "," else i - 1, first)]
        if i > first and self._doc[i].text == ",":  # "La séance, en format restreint, avait réuni X et Y"
            opening = next((k for k in range(i - 1, max(first, i - _CLAUSE), -1) if self._doc[k].text == ","), None)
            subjects = [opening - 1] if opening is not None and opening > first else subjects
        for j in subjects:
            rules = (n for n in self._table.nouns if n.plain and self._doc[j].lower_ in n.forms)
            rule = next((n for n in rules if not n.only_next or self._is_next(j, n.only_next)), None)
            if rule is not None and rule.kind != "visit":
                return rule, j
        return None

    def _is_next(self, i: int, phrases: tuple[str, ...]) -> bool:
        """Whether one of `phrases` follows token `i`."""
        after = [t.lower_ for t in self._doc[i + 1 : i + 3]]
        return " ".join(after) in phrases or after[0] in phrases

    def _over_owner(self, j: int, first: int) -> int:
        """The noun before "de" and the name at token `j`: "la conférence de Genève, qui"; else `j`."""
        doc = self._doc
        i = next((k for k in range(j, max(first, j - _OWNER), -1) if doc[k].lower_ in {"de", "d'", "du"}), None)
        owned = i is not None and doc[j].pos_ == "PROPN" and i - 1 >= first and doc[i - 1].pos_ == "NOUN"
        return i - 1 if owned and i is not None else j

    def fallen(self, noun: int, end: int, standing: Standing) -> Standing:
        """Where the contact that a relative on the noun at token `noun` only plans stands by the main clause, which
        goes on at token `end`: "le sommet qui devait réunir X et Y n'aura pas lieu"."""
        if standing.status not in {"planned", "proposed"}:
            return standing
        main = standing_of_noun(self._doc, noun, end, self._table.status)
        return main if main.told and main.status in _LATER else standing

    def phrase(self, i: int, unit: Unit, *, opens: bool) -> Unit:
        """`unit`, up to the next finite verb where a participle at token `i` `opens` it or stands between commas: the
        agent of that verb is another: "Reçu mardi à Rome, X a été accueilli mercredi par Y"."""
        finite = (t.i for t in self._doc[i + 1 : unit.end] if "Fin" in t.morph.get("VerbForm", []))
        return replace(unit, end=next(finite, unit.end)) if opens else unit

    def is_led(self, i: int, first: int, reflexive: bool, *, persons: bool) -> bool:
        """Whether the infinitive at token `i` has the subject of the verb that governs it: behind "venir de", of a
        `reflexive` verb, or of `persons` right behind a finite verb ("veulent le voir")."""
        if self._doc[i].morph.get("VerbForm", []) != ["Inf"]:
            return False
        just = {t.lower_ for t in self._doc[max(first, i - 4) : i]} & self._table.status.just
        while i > first and self._doc[i - 1].pos_ == "PRON":
            i -= 1
        return bool(just) or reflexive or (persons and i > first and self._doc[i - 1].morph.finite)

    def is_fronted(self, verb: int, first: int) -> bool:
        """Whether an infinitive that opens the sentence governs the verb: "Après avoir vu X, Y"."""
        opening = [t.lower_ for t in self._doc[first:verb]]
        helpers = self._table.parties.group_words | {"de", "d'", "avoir", "être", "été"}
        if opening in (["ayant"], ["ayant", "été"]):
            return True  # "Ayant vu X, Y est rentré"
        return bool(opening) and opening[0] in self._table.parties.fronted and helpers.issuperset(opening[1:])

    def asks(self, verb: int, named: list[MentionDraft], *, at_all: bool) -> bool:
        """Whether the verb at token `verb` asks those `named` for something: a deed, or, with `at_all`, anything that
        "à" introduces ("a appelé X à la retenue", "a appelé à une rencontre entre X et Y")."""
        doc, to = self._doc, self._table.parties.to
        after = max(m.end for m in named)
        told = after < len(doc) and doc[after].lower_ in to and not self._is_adjunct(after)
        if told and (at_all or self.is_urged(after)):
            return True
        first = next((t for t in doc[verb + 1 : min(m.start for m in named)] if t.lower_ in to), None)
        return at_all and first is not None and not (self._is_by_phone(first.i) or self._is_adjunct(first.i))

    def _is_adjunct(self, to: int) -> bool:
        """Whether "à" at token `to` begins a phrase of its own: "à son tour", "à la demande de"."""
        return bool({t.lower_ for t in self._doc[to + 1 : to + 3]} & NOUNS.in_adjuncts)

    def _is_by_phone(self, to: int) -> bool:
        """Whether "au" at token `to` begins "au téléphone"."""
        return bool({t.lower_ for t in self._doc[to : to + 4]} & self._table.words.phone)

    def is_urged(self, i: int) -> bool:
        """Whether what follows "à" at token `i` is a deed or an attitude, and no meal or journey: "a invité X à cesser
        le feu", "à la retenue", "à « saisir l'occasion »"."""
        words = self._table.words
        after = [t.lower_ for t in self._doc[i + 1 : i + 4]]
        if after and (after[0] in _OPENING or not words.attitudes.isdisjoint(after)):
            return True
        first = i + 3 if after[:1] == ["ne"] else i + 1  # "à ne pas voter"
        infinitive = any(t.morph.get("VerbForm", []) == ["Inf"] for t in self._doc[first : first + 2])
        return infinitive and self._doc[i + 1].lower_ not in words.meals

    def urges(self, verb: int) -> bool:
        """Whether a verb whose object stands before it asks for a deed: "l'a invité à « saisir l'occasion »"."""
        after = self._doc[verb + 1] if verb + 1 < len(self._doc) else None
        return after is not None and after.lower_ in self._table.parties.to and self.is_urged(after.i)

    def _que_after(self, noun: int, stop: int) -> int | None:
        """The "que" that takes up the noun at token `noun`, over its adjectives and its length."""
        for j in range(noun + 1, min(stop, noun + 1 + _LINKED)):
            if self._doc[j].lower_ in self._table.parties.whom:
                return j
            if self._doc[j].pos_ not in {"ADJ", "ADP", "NUM", "NOUN"} or j in self._layers.by_token:
                return None
        return None

    def _verb_after(self, que: int, stop: int) -> int | None:
        """The last verb of the first group after token `que`: "a accordée", "devait avoir"."""
        chain = None
        for j in range(que + 1, min(stop, que + _CLAUSE)):
            token = self._doc[j]
            if token.pos_ in {"VERB", "AUX"}:
                chain = j
            elif (chain is not None and token.pos_ != "ADV") or token.text in {";", ":", "."}:
                break
        return chain

    def _standing(self, verb: int) -> Standing | None:
        """Where the contact stands by the clause's own tense."""
        tense, words = tense_of(self._doc[verb]), self._table.status
        before = {t.lower_ for t in self._doc[max(0, verb - 4) : verb]}
        if before & words.negator:
            return None
        if before & words.duty or tense in FUTURE_LIKE:
            return Standing("planned")
        if tense == "past_conditional":
            return Standing("held", "conditional", past=True)
        return Standing("held", past=True) if tense in PAST_TENSES else None
