"""Venues that the grammar of the sentence tells, with no preposition beside the contact: the town that hosts it ("Le
Caire abrite des pourparlers"), that is set off before it ("C'est à Rome que"), or that a party leaves after it."""

from __future__ import annotations

from ....annotate import syntax
from ....annotate.layers import Layers, MentionDraft
from ....annotate.tense import governing_verb, tense_of
from ....annotate.tree import Doc
from ....types import Place
from ..contact_table import ContactTable
from ..rules import Stretch, is_occasion
from ..status import PAST_TENSES
from ..who.found import Found
from .towns import left_behind
from .where import Whereabouts

_NEAR = 14
"""At most so many tokens stand between a verb of hosting and what it hosts."""
_OPENING = 10
"""At most so many tokens stand before a noun that opens its sentence, or between a verb and where its deed was done."""
_CLEFT = 24
"""At most so many tokens after a place that is set off stands the contact."""


class VenueReader:
    """Finds such venues in one document."""

    def __init__(self, doc: Doc, layers: Layers, table: ContactTable, where: Whereabouts) -> None:
        self._doc, self._layers, self._words, self._where = doc, layers, table.where, where
        self._table, self._parties = table, table.parties
        travels = (lemma for rule in table.verbs if rule.travel for lemma in rule.lemmas)
        self._travels = frozenset(lemma.removeprefix("se ").removeprefix("s'") for lemma in travels) | {"quitter"}

    def place(self, stretch: Stretch, found: Found) -> Place | None:
        """The venue of the contact of `stretch`; None where no such words tell it."""
        told = self._set_off(stretch) or self._hosting_town(stretch) or self._left(stretch, found)
        town = left_behind(self._doc, self._layers, self._words, stretch.trigger.i) if told is None else None
        told = self._where.place_of(town) if town is not None else told
        return told or self._of_main(stretch) or self._own_seat(stretch, found)

    def _own_seat(self, stretch: Stretch, found: Found) -> Place | None:
        """The seat of the one party that is a body which sits nowhere else: the Security Council."""
        names = {self._layers.actors[p.actor].name.fr for p in found.parties}
        if len(names) != 1 or not names <= self._words.settled:
            return None
        if {t.lower_ for t in self._doc[stretch.unit.start : stretch.unit.end]} & self._table.words.video:
            return None
        actors = {p.actor for p in found.parties}
        body = next((m for m in self._layers.mentions if not actors.isdisjoint(m.actors)), None)
        return self._where.seat_of(body) if body is not None else None

    def _set_off(self, stretch: Stretch) -> Place | None:
        """The place set off before the contact: "C'est à Rome que X et Y se sont vus"."""
        i, doc = stretch.trigger.i, self._doc
        for mention in reversed(self._places(stretch.unit.start, i)):
            if i - mention.end > _CLEFT:
                return None
            first, end = mention.start - 1, mention.end
            while first > stretch.unit.start and doc[first].pos_ == "DET":
                first -= 1
            brought = doc[first].lower_ in self._words.locatives and first > stretch.unit.start
            before = first - 1
            while before > stretch.unit.start and (self._layers.is_timed(doc[before]) or doc[before].pos_ == "DET"):
                before -= 1  # "C'est lundi à Rome que"
            set_off = brought and doc[before].lower_ in self._words.set_off and end < i
            if set_off and any(t.lower_ in self._words.that for t in doc[end : min(i, end + 4)]):
                return self._where.place_of(mention)
        return None

    def _hosting_town(self, stretch: Stretch) -> Place | None:
        """The town or country that is the subject of a verb of hosting whose object the contact or its guest is:
        "Amman a accueilli X", "Oman accueillera samedi des pourparlers", "Genève a été le théâtre de discussions"."""
        i, doc, start = stretch.trigger.i, self._doc, stretch.unit.start
        for j in range(i, max(start, i - _NEAR), -1):
            word = doc[j].lower_
            if word in self._words.hosting and (j != i or stretch.trigger.verb is not None):
                return self._subject_place(j, start) if self._is_active(j, start) else None
            if word in self._words.scenes and doc[j + 1].lower_ not in {"que", "qu'"} and j < i:
                return self._subject_place(j, start)
            if j != i and (doc[j].text in {";", ":", ".", "«", "»"} or doc[j].lower_ in self._parties.ends):
                return None
        return None

    def _is_active(self, j: int, start: int) -> bool:
        """Whether the verb at token `j` is of the active voice: "a accueilli", not "a été accueilli"."""
        before = [t.lower_ for t in self._doc[max(start, j - 4) : j]]
        helped = any(w in self._parties.passive for w in before)
        return not helped and not ({"se", "s'"} & set(before)) and self._doc[j].lower_ not in self._words.participles

    def _subject_place(self, j: int, start: int) -> Place | None:
        """The place that is the subject of the verb or predicate at token `j`: a town, or a country as one."""
        doc = self._doc
        for mention in reversed([m for m in self._layers.mentions if start <= m.start and m.end <= j]):
            between = doc[mention.end : j]
            if not all(t.pos_ in {"AUX", "ADV", "DET", "PRON"} or self._is_passed(t.i) for t in between):
                return None
            if self._layers.is_timed(self._doc[mention.start]) or mention.adjective:
                continue
            before = mention.start - 1
            while before > start and doc[before].pos_ == "DET":
                before -= 1
            governed = before >= start and doc[before].lower_ in self._parties.governed
            town = mention.place is not None or mention.as_place or mention.how == "metonym"
            state = len(mention.actors) == 1 and self._layers.actors[mention.actors[0]].kind == "state"
            return self._where.place_of(mention) if not governed and (town or state) else None
        return None

    def _left(self, stretch: Stretch, found: Found) -> Place | None:
        """The town that one of the parties left after the contact: "X a quitté Rome mardi après avoir vu Y"."""
        i, doc, start = stretch.trigger.i, self._doc, stretch.unit.start
        main = governing_verb(doc[i])
        main = governing_verb(main.head) if main is not None and main.i == i and main.head.i != i else main
        if main is None or not start <= main.i < i:
            return None
        after = any(t.lower_ in self._words.conjunctions for t in doc[max(start, i - 4) : i])
        if not after or syntax.infinitive_of(main.lemma_.lower()) not in self._words.leaves:
            return None
        mention = next((m for m in self._layers.mentions if main.i < m.start <= main.i + 2), None)
        subjects = [self._layers.by_token.get(c.i) for c in main.children if c.dep_.startswith("nsubj")]
        gone = {a for m in subjects if m is not None for a in m.actors} & {p.actor for p in found.parties}
        return self._where.place_of(mention) if mention is not None and gone else None

    def _of_main(self, stretch: Stretch) -> Place | None:
        """The venue of the main clause behind the contact that opens its sentence as its occasion: "Après dix jours de
        négociations, X et Y ont conclu mardi à Vienne un accord"; none where it goes elsewhere."""
        i, doc, unit = stretch.trigger.i, self._doc, stretch.unit
        if stretch.trigger.noun is None or i - unit.start > _OPENING or not is_occasion(doc, i, self._table):
            return None
        comma = next((t.i for t in doc[i : unit.end] if t.text == ","), None)
        main = governing_verb(doc[i])
        if comma is None or main is None or not comma < main.i < unit.end:
            return None
        lemma = syntax.infinitive_of(main.lemma_.lower())
        if lemma in self._travels or tense_of(main) not in PAST_TENSES:
            return None
        mention = next((m for m in self._places(main.i, min(unit.end, main.i + _OPENING)) if self._is_brought(m)), None)
        between = doc[main.i + 1 : mention.start] if mention is not None else ()
        apart = any(t.pos_ in {"VERB", "AUX"} or t.lower_ in self._parties.ends for t in between)
        return self._where.place_of(mention) if mention is not None and not apart else None

    def _is_brought(self, mention: MentionDraft) -> bool:
        j = mention.start - 1
        while j > 0 and self._doc[j].pos_ == "DET":
            j -= 1
        return self._doc[j].lower_ in self._words.locatives

    def _places(self, start: int, end: int) -> list[MentionDraft]:
        return [m for m in self._layers.mentions if start <= m.start and m.end <= end and m.as_place]

    def _is_passed(self, j: int) -> bool:
        token = self._doc[j]
        return self._layers.is_timed(token) or token.is_punct or token.lower_ in self._words.skipped_before_verb
