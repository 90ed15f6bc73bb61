"""Parties that a contact noun's phrase leaves out: those of its clause, of what was told before, of an occasion."""

from __future__ import annotations

from ..annotate.layers import Layers
from ..annotate.syntax import infinitive_of
from ..annotate.tense import governing_verb
from ..annotate.tree import Doc
from ..annotate.units import Unit
from .contact_accounts import AccountMaker
from .contact_again import TALKS
from .contact_found import Found
from .contact_parties import PartyReader
from .contact_rules import Stretch, is_occasion
from .contact_scope import is_quoted
from .contact_table import ContactTable

_AGREED = 6
"""At most so many tokens before a contact stand the words that agree to it."""


class NounParties:
    """Completes the parties of the nouns of one document."""

    def __init__(
        self, doc: Doc, layers: Layers, table: ContactTable, parties: PartyReader, accounts: AccountMaker
    ) -> None:
        self.doc, self.layers, self.table = doc, layers, table
        self.parties, self.accounts = parties, accounts

    def complete(self, stretch: Stretch, found: Found, article: str) -> None:
        """Parties the noun's phrase leaves out: "leur entretien", or the subject of the verb that governs it."""
        i, unit, words = stretch.trigger.i, stretch.unit, self.table.parties
        if article in words.theirs:
            subject = Found()
            self.parties.subjects.add_governing_subject(i, unit.start, unit.end, subject)
            if len(subject.parties) > 1 or self._is_of_body(stretch, subject):
                found.parties, found.tokens = subject.parties, found.tokens + subject.tokens
            elif stretch.trigger.noun is not None and stretch.trigger.noun.kind not in TALKS:
                self._add_last(found, i, 0)
            return
        if {t.lower_ for t in self.doc[max(unit.start, i - 4) : i]} & words.as_for:
            return
        count = self._count_after(i)
        subject = Found()
        told = self.parties.subjects.add_governing_subject(i, unit.start, unit.end, subject)
        if told and self._is_of_others(subject, unit, i):
            subject, told = Found(), False
        if count and not found.parties and article in words.indefinite:
            self._add_round(found, subject, i, count)
            return
        if not told:
            self._add_other_side(stretch, found, subject, article)
        during = is_occasion(self.doc, i, self.table)
        if during and article in words.indefinite and not found.parties and self._is_of_body(stretch, subject):
            found.parties, found.tokens = (
                subject.parties,
                subject.tokens,
            )  # "l'Otan a promis, lors d'une réunion à Rome"
            return
        if self.is_agreed(i) and len(subject.parties) > 1 and not found.parties and self._is_named(subject):
            found.parties, found.tokens = subject.parties, subject.tokens
            return
        apart = bool({t.lower_ for t in self.doc[max(unit.start, i - 2) : i]} & self.table.status.before)
        joins = self.makes(i, words.takes_part) and not apart  # "se rendra à Rome avant une réunion des ministres"
        took_part = found.beside or joins or (len(subject.parties) > 1 and during)
        if took_part:
            found.parties = [
                p for p in subject.parties if all(p.actor != q.actor for q in found.parties)
            ] + found.parties
            found.tokens += subject.tokens
        elif article in words.indefinite and during:
            self._add_last(found, i, unit.start)

    def in_margin(self, stretch: Stretch, found: Found) -> Found:
        """The parties of what others met in the margins of; none where the sentence has told a contact already."""
        found = self._add_present(stretch, found) if len(found.parties) < 2 else found
        return Found() if len(found.parties) < 2 or self.is_in_sentence(stretch.unit) else found

    def is_in_sentence(self, unit: Unit) -> bool:
        """Whether the last contact told stands in this sentence."""
        last = self.accounts.drafts[-1] if self.accounts.drafts else None
        return last is not None and last.sentence[0] == self.doc[unit.start].idx

    def makes(self, noun: int, verbs: frozenset[str]) -> bool:
        """Whether one of `verbs` governs the noun as its object ("ont entamé une rencontre", "effectue une visite")."""
        if self.doc[noun].dep_.startswith("nsubj"):
            return False
        verb, head = governing_verb(self.doc[noun]), self.doc[noun].head
        governors = [head, *([verb, *(c for c in verb.children if c.dep_ == "xcomp")] if verb is not None else [])]
        return any(v.pos_ != "NOUN" and v.i < noun and infinitive_of(v.lemma_.lower()) in verbs for v in governors)

    def stands_alone(self, found: Found, kind: str) -> bool:
        """Whether one party is enough: a meeting or summit of an organisation ("le sommet de l'Otan")."""
        actor = self.layers.actors.get(found.parties[0].actor) if len(found.parties) == 1 else None
        return kind in {"summit", "meeting"} and actor is not None and actor.kind in {"organisation", "format", "group"}

    def _is_of_body(self, stretch: Stretch, subject: Found) -> bool:
        """Whether the subject of the noun's verb is one body, whose summit or meeting it is: "l'Union, lors d'un
        sommet", "les dirigeants de l'Union, lors de leur sommet"."""
        rule, actors = stretch.trigger.noun, [p.actor for p in subject.parties]
        return rule is not None and rule.kind in {"summit", "meeting"} and self.parties.subjects.bodies.is_body(actors)

    def is_agreed(self, i: int) -> bool:
        """Whether the contact at token `i` is what its verb's subjects agree to: "sont convenus d'une rencontre"."""
        said = {t.lower_ for t in self.doc[max(self.doc[i].sent.start, i - _AGREED) : i]}
        return bool(said & self.table.parties.agreed) and not said & self.table.status.negator

    def _is_named(self, subject: Found) -> bool:
        """Whether the subject names its parties, or is "ils" for those of the contact told last: who "les deux alliés"
        are that agree to talks is never sure enough."""
        mentions = [self.layers.by_token.get(t) for t in subject.tokens]
        last = self.accounts.drafts[-1] if self.accounts.drafts else None
        told = {p.actor for p in last.fact.participants} if last is not None else set()
        hows = {m.how if m is not None else "group" for m in mentions}
        return "group" not in hows and ("pronoun" not in hows or {p.actor for p in subject.parties} == told)

    def _is_of_others(self, subject: Found, unit: Unit, i: int) -> bool:
        """Whether the subject found for the noun at token `i` is none of its parties: quoted words' own ("« Les parties
        s'entendent », a dit X après la rencontre"), or one who only speaks for others."""
        quoted = any(is_quoted(self.layers, self.doc, unit, t) for t in subject.tokens)
        voices = bool(subject.parties) and self.parties.subjects.are_voices(p.actor for p in subject.parties)
        return voices or (quoted and not is_quoted(self.layers, self.doc, unit, i))

    def _add_other_side(self, stretch: Stretch, found: Found, subject: Found, article: str) -> None:
        """Who met those whom the noun names, where no verb governs it: the subject before a colon, who says so, who has
        just met others, or the person named last."""
        i, unit, words, subjects = stretch.trigger.i, stretch.unit, self.table.parties, self.parties.subjects
        if found.beside and (subjects.add_before_colon(i, unit.start, subject) or subjects.add_teller(i, subject)):
            return
        last = self.accounts.drafts[-1] if self.accounts.drafts else None
        here = last is not None and last.sentence[0] == self.doc[unit.start].idx
        if found.beside and here and last is not None and article in words.indefinite:
            first = last.fact.participants[0].actor  # "a vu X, avant un déjeuner avec Y": the same who saw X
            if all(p.actor != first for p in found.parties):
                subject.add_actor(first)
                return
        if found.parties and article in words.one_sided:
            person = subjects.last.person(i, gender="x")
            if person is not None and not subjects.is_voice(person):
                subject.add(person)

    def _count_after(self, i: int) -> int:
        """How many met, told by "à trois" or "trilatérale" after the noun at token `i`; 0 where nothing tells."""
        words = self.table.parties
        for t in self.doc[i + 1 : i + 3]:
            if t.lower_ in words.counts and (t.pos_ == "ADJ" or self.doc[t.i - 1].lower_ in words.to):
                return words.counts[t.lower_]
        return 0

    def _add_round(self, found: Found, subject: Found, before: int, count: int) -> None:
        """Those of a meeting "à trois": the subject, where it is one person, and the others named last."""
        own = [p.actor for p in subject.parties if self.layers.actors[p.actor].kind == "person"]
        if len(own) != 1:
            self._add_last(found, before, 0, count=count)
            return
        others = [p for p in self.parties.subjects.last.people(before, count) if p != own[0]][1 - count :]
        for person in (own[0], *others) if len(others) == count - 1 else ():
            found.add_actor(person)

    def _add_last(self, found: Found, before: int, first: int, *, count: int = 2) -> None:
        """The last `count` persons named since token `first`, where there are as many."""
        people = self.parties.subjects.last.people(before, count, first=first)
        for person in people if len(people) == count else ():
            found.add_actor(person)

    def _add_present(self, stretch: Stretch, found: Found) -> Found:
        """Those of a meeting "à trois" in whose margins the clause is: with whom it was, and those who act there."""
        count, i = self._count_after(stretch.trigger.i), stretch.trigger.i
        named = [m for m in self.layers.mentions if i < m.start < stretch.unit.end and not m.adjective]
        for mention in sorted(named, key=lambda m: m.start) if count > 2 and found.parties else ():
            if mention.actor and self.layers.actors[mention.actor].kind == "person":
                found.add(mention)
        return found if len(found.parties) == count else Found(found.parties[:1], found.tokens[:1])
