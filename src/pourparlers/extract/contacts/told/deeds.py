"""Contacts that a deed implies: somebody speaks to another in the other's own town ("X a pressé mardi à Damas Y de
céder", "En visite à Alger, X a promis à Y"), in his own house, in the margin of a gathering, or hands him something."""

from __future__ import annotations

from ....annotate.layers import Layers, MentionDraft
from ....annotate.tree import Doc
from ....annotate.units import Unit
from ....types import Place
from ..contact_table import ContactTable
from ..status import lemma_of
from ..who.found import Found
from ..who.sorts import are_persons
from ..who.subjects import is_finite
from .beside import BesideReader
from .deed_journeys import DeedJourneyReader
from .implied import ImpliedContacts
from .signed import SignedReader
from .verbs import VerbReader

_WITHIN = 14
"""At most so many tokens stand between a verb and whom it is said to."""
_TITLE = 5
"""At most so many tokens tell the post of the one who is named behind them."""
_BEHIND = 4
"""At most so many tokens behind the one spoken to stands the town where that was."""
_OBJECT = frozenset({"DET", "NOUN", "ADJ", "NUM", "ADV", "PROPN"})


class DeedReader(ImpliedContacts):
    """Reads deeds that imply a contact in one document; `verbs` keeps what was told before."""

    def __init__(self, doc: Doc, layers: Layers, table: ContactTable, verbs: VerbReader) -> None:
        super().__init__(doc, layers, table, verbs)
        self._beside = BesideReader(doc, layers, table, verbs)
        self._journeys = DeedJourneyReader(doc, layers, table, verbs)
        self._signings = SignedReader(doc, layers, table, verbs)
        self._openers = self.words.around | table.parties.awaits | self.words.opens
        spoken = self.words
        self._far = spoken.afar | table.words.phone | table.words.video
        self._verbs = frozenset({"faire"}).union(spoken.signs, spoken.whom, spoken.to, spoken.before, spoken.of)
        self._telling = [t.i for t in doc if t.pos_ in {"VERB", "AUX"} and lemma_of(doc, t.i) in self._verbs]

    def read(self, unit: Unit) -> None:
        """Keep the contacts that deeds of `unit` imply and that nothing before told."""
        told = {t.lower_ for t in self.doc[unit.start : unit.end]}
        for i in range(unit.start + 2, unit.end - 2) if told.issuperset(self.words.it_was[:1]) else ():
            if self.doc[i].lower_ in self.words.it_was[:1] and self.doc[i + 1].lower_ in self.words.it_was[1:]:
                self._beside.another_day(unit, i)
        far = told & self._far
        if far - self.words.papers:
            return  # by telephone, in a letter, from a rostrum
        beside = frozenset() if far else told & self._openers
        if told & self.words.tables:
            self._signings.at_table(unit)
        apart = beside or told & self.words.alike
        for i in range(unit.start, unit.end) if apart else [v for v in self._telling if unit.start <= v < unit.end]:
            word = self.doc[i].lower_
            if word in self.words.alike:
                self._beside.alike(unit, i)
            if word in beside:
                self._read_beside(unit, i)
            if i in self._telling and not (far and self._lemma(i) not in self.words.hands):
                self._spoken(unit, i)

    def _read_beside(self, unit: Unit, i: int) -> None:
        """Keep the meeting of those of whom the word at token `i` says that they were beside one another."""
        word = self.doc[i].lower_
        if word in self.words.around and i == unit.start:
            self._beside.around(unit)
        elif word in self.table.parties.awaits:
            self._beside.awaited(unit, i)
        elif word in self.words.opens and (n := self._beside.stands_beside(i)):
            self._beside.beside(unit, i, n)

    def _spoken(self, unit: Unit, i: int) -> None:
        """Keep the meeting that the verb at token `i` implies by where it tells that somebody says or gives something
        to another."""
        lemma = self._lemma(i)
        if lemma not in self._verbs:
            return
        if lemma in self.words.signs and self._signings.signed(unit, i):
            return
        direct, prepositions = lemma in self.words.whom, self._prepositions(lemma)
        if not (direct or prepositions):
            return
        whom = self._whom(unit, i, prepositions, direct=direct)
        if self._journeys.read(unit, i, whom) or not whom or not self.is_told(unit, i):
            return
        subject = Found()
        if not self.parties.subjects.add_subject(i, unit.start, subject):
            return
        if not (are_persons(self.layers, subject) or self.are_envoys(subject)):
            return
        if self.parties.subjects.are_voices(p.actor for p in subject.parties):
            return
        venue = self._town(unit, i, subject, whom)
        at_home = venue is not None and self.is_at_home(venue[0], subject, whom)
        house = None if at_home else self._house(unit, subject, whom)
        if not at_home and house is None:
            venue = venue if lemma in self.words.hands else None
            if not self._are_foreign(subject, whom) or not self._is_face_to_face(
                unit, i, lemma, told=venue is not None
            ):
                return
        for mention in whom:
            subject.add(mention)
        self.keep(unit, i, subject, venue if house is None else self._stands_in(house))

    def _lemma(self, i: int) -> str:
        """The verb at token `i`, of "faire valoir", "faire part" the second word."""
        after, lemma = self.doc[i + 1].lower_ if i + 1 < len(self.doc) else "", lemma_of(self.doc, i)
        return after if lemma == "faire" and after in self.words.made else lemma

    def _whom(self, unit: Unit, i: int, prepositions: frozenset[str], *, direct: bool) -> list[MentionDraft]:
        """The persons to whom the verb at token `i` tells that something is said."""
        lists = self.parties.objects(i, unit.end, Found(), prepositions, direct=direct)
        whom = next((part for part in lists if self.are_persons(part)), None)
        return whom if whom is not None and self._is_near(i, whom[0].start) else []

    def _house(self, unit: Unit, subject: Found, whom: list[MentionDraft]) -> int | None:
        """The token of the house of him who speaks to those of other states, where he does so there: "Dans son bureau
        de l'Elysée, X a promis à Y"."""
        doc, words = self.doc, self.words
        states = {self.layers.actors[p.actor].state for p in subject.parties}
        others = [self.layers.actors[a] for m in whom for a in m.actors]
        inside = range(unit.start + 2, whom[0].start)
        own = (j for j in inside if doc[j].lower_ in words.houses and doc[j - 1].lower_ in words.own)
        house = next((j for j in own if doc[j - 2].lower_ in self.table.where.locatives), None)
        return house if all(a.office is not None and a.state not in states for a in others) else None

    def _stands_in(self, house: int) -> tuple[Place, int] | None:
        """The town of the house at token `house`, and its token: "dans sa résidence de Rome"."""
        town = self.layers.by_token.get(house + 2) if self.doc[house + 1].lower_ in self.table.where.of else None
        place = self.accounts.where.place_of(town) if town is not None else None
        return (place, town.start) if town is not None and place is not None else None

    def _are_foreign(self, subject: Found, whom: list[MentionDraft]) -> bool:
        """Whether those who speak and those spoken to are of different states."""
        own = {self.layers.actors[p.actor].state for p in subject.parties}
        others = {self.layers.actors[a].state for a in self.named(whom)}
        return None not in own | others and not own & others

    def _is_face_to_face(self, unit: Unit, i: int, lemma: str, *, told: bool) -> bool:
        """Whether the verb at token `i` has two persons stand before one another: what one hands to the other at a
        place that is `told`, or says to him in the margin of a gathering."""
        if lemma in self.words.hands:
            return told or self.accounts.scene.place(self.stretch(unit, i), None)[0] is not None
        of = self.table.where.of_the
        margins = (t.i for t in self.doc[unit.start : unit.end - 1] if t.lower_ in self.table.parties.margin)
        at = next((j for j in margins if self.doc[j + 1].lower_ in of and self._gathers(j)), None)
        if at is None or lemma not in self.words.heard:
            return False
        group = self.parties.subjects.verb_group(i).start
        between = self.doc[at:group] if at < i else self.doc[i + 1 : at]
        return not any(is_finite(t) for t in between)  # "En marge du sommet, X a rappelé que Y avait promis à Z"

    def _gathers(self, margin: int) -> bool:
        """Whether "en marge" at token `margin` is that of a gathering, not of somebody's journey."""
        near = self.doc[margin + 1 : margin + _TITLE]
        meets = self.table.where.occasions - self.words.stays
        return any(t.lower_.removesuffix("s") in meets for t in near)

    def _prepositions(self, lemma: str) -> frozenset[str]:
        words, parties = self.words, self.table.parties
        to = parties.to if lemma in words.to else frozenset()
        before = parties.audience if lemma in words.before else frozenset()
        return to | before | (parties.of if lemma in words.of else frozenset())

    def _is_near(self, verb: int, start: int) -> bool:
        """Whether only a day, a place, a post and, before "à", what is said or given stand between the verb and the one
        named at token `start`."""
        own = self.layers.by_token.get(start - 1)
        between = range(verb + 2 if self.doc[verb + 1].lower_ in self.words.made else verb + 1, start)
        post = {"NOUN", "ADJ", "PROPN"} if own is None or own.adjective or own.how != "name" else set()
        given, of = self.doc[start - 1].lower_ in self.table.parties.to, self.table.where.of_the
        links = of | self.table.parties.to | self.table.parties.audience
        return len(between) <= _WITHIN and all(
            self.is_idle(j)
            or (start - j <= _TITLE and (self.doc[j].pos_ in post or self.doc[j].lower_ in links))
            or (given and (self.doc[j].pos_ in _OBJECT or self.doc[j].lower_ in of) and j not in self.layers.by_token)
            for j in between
        )

    def _town(self, unit: Unit, verb: int, subject: Found, whom: list[MentionDraft]) -> tuple[Place, int] | None:
        """The town where that was said, and its token: between the verb and whom it names, right behind them, where him
        who speaks is told to be ("X, en visite à Alger, a"), or at the head of the sentence, no other verb before."""
        start, end = whom[0].start, whom[-1].end
        behind = end
        while behind < min(unit.end, end + _BEHIND) and self.is_idle(behind):
            behind += 1
        spans = [(verb + 1, start), (end, behind), self._aside(verb, subject)]
        first = next((t.i for t in self.doc[unit.start + 1 : unit.end] if is_finite(t)), verb)  # "A Kiev" opens it
        if first >= self.parties.subjects.verb_group(verb).start:
            comma = next((t.i for t in self.doc[unit.start : first] if t.text == ","), unit.start)
            opening = {t.lower_ for t in self.doc[unit.start : comma]} & self.words.yet
            where = self.doc[comma + 1].lower_ in self.words.relatives
            spans += [] if where or opening else [(unit.start, comma)]
        found = (self.town_in(a, b) for a, b in spans)
        return next((town for town in found if town is not None), None)

    def _aside(self, verb: int, subject: Found) -> tuple[int, int]:
        """The tokens between commas, behind him who speaks, that tell of his stay: "X, de passage à Alger, a"."""
        group = self.parties.subjects.verb_group(verb).start
        last = max((t for t in subject.tokens if t < group), default=group)
        words = [t.lower_ for t in self.doc[last + 1 : group]]
        own = words[:1] == [","] and words[-1:] == [","] and bool({*words[1:4]} & self.words.stays)
        return (last + 1, group) if own else (verb, verb)
