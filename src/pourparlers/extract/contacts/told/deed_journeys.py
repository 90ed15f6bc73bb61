"""Contacts that a deed on a journey implies: what the guest says or does there ("est venu à Kiev promettre à X", "à
Kiev, où il a pressé X", "Il y a pressé X"), and what his host does ("à Kiev, où X lui a promis")."""

from __future__ import annotations

from ....annotate.layers import MentionDraft
from ....annotate.tense import tense_of
from ....annotate.units import Unit
from ....drafts import ContactDraft
from ....types import Place
from ..rules import Stretch
from ..scope import ends_asking, is_quoted
from ..status import Standing, is_infinitive, lemma_of, standing_of_verb
from ..who.found import Found
from ..who.sent import named_behind
from ..who.sorts import are_persons
from .implied import ImpliedContacts

_PAST = frozenset({"past", "pluperfect"})
_HE = {"il": "m", "elle": "f"}
_STANDS = frozenset({"held", "ongoing", "planned", "proposed"})
_BOTH = 2
"""So many at least meet."""
_SEIZES = 8
"""At most so many tokens before the journey stands the verb that says that he made use of it."""


class DeedJourneyReader(ImpliedContacts):
    """Reads deeds on journeys of one document."""

    def read(self, unit: Unit, i: int, whom: list[MentionDraft]) -> bool:
        """Keep the meeting that the deed at token `i`, said to `whom`, tells on a journey; whether it does."""
        if is_quoted(self.layers, self.doc, unit, i) or ends_asking(self.doc, i):
            return False
        if is_infinitive(self.doc[i]):
            return bool(whom) and self._purpose(unit, i, whom)
        if not self.is_told(unit, i) or tense_of(self.doc[i]) not in _PAST:
            return False
        where = self._where(unit, i)
        if where is not None:
            return self._there(unit, i, where, whom)
        return bool(whom) and self._next(unit, i, whom)

    # -- what the journey is for

    def _purpose(self, unit: Unit, i: int, whom: list[MentionDraft]) -> bool:
        """Keep the meeting for which a journey of this sentence was made: "s'est rendu à Kiev pour presser X de"."""
        town = self._reached(unit, i)
        place = self.accounts.where.place_of(town) if town is not None else None
        if town is None or place is None:
            return False
        visit = self._visit(unit, place)
        standing: Standing | None = None
        found = Found(tokens=[town.start])
        verb = self._seizes(unit, town.start)
        seized = standing_of_verb(self.doc, verb, self.table.status) if verb is not None else None
        if visit is not None and (verb is None or (seized is not None and seized.status == visit.fact.status)):
            standing = seized or Standing(visit.fact.status, visit.certainty)
            for p in visit.fact.participants:
                found.parties += [] if p.part == "host" else [type(p)(actor=p.actor)]
        elif visit is None and verb is not None:
            standing = seized
            self.parties.subjects.add_subject(verb, unit.start, found)
        if standing is None or standing.status not in _STANDS or not self.is_at_home(place, found, whom):
            return False
        return self._met(self.stretch(unit, i), _joined(found, whom), standing, (place, town.start), visit)

    def _reached(self, unit: Unit, i: int) -> MentionDraft | None:
        """The town right before the infinitive at token `i`, over "pour", "y" and a day."""
        j = i - 1
        while j > unit.start and self.doc[j].lower_ in self.words.aims:
            j -= 1
        while j > unit.start and (self.layers.by_token.get(j) is None and self.is_idle(j)):
            j -= 1
        town = self.layers.by_token.get(j)
        return town if town is not None and (town.as_place or town.how == "metonym") else None

    def _seizes(self, unit: Unit, town: int) -> int | None:
        """The verb that says that somebody made use of a journey: "a profité de son passage à Rome pour"."""
        near = range(max(unit.start, town - _SEIZES), town)
        seized = {self.doc[j].lower_ for j in near} & self.words.stays
        verb = next(
            (j for j in near if lemma_of(self.doc, j) in self.words.seizes and self.doc[j].pos_ == "VERB"), None
        )
        return verb if seized and verb is not None else None

    # -- where he went

    def _where(self, unit: Unit, i: int) -> int | None:
        """The "où" in whose relative the verb at token `i` stands, no other verb or comma between."""
        start = self.parties.subjects.verb_group(i).start
        for j in range(start - 1, max(unit.start, start - _SEIZES), -1):
            if self.doc[j].lower_ == "où":
                return j
            if self.doc[j].is_punct or self.doc[j].pos_ in {"VERB", "AUX"}:
                return None
        return None

    def _there(self, unit: Unit, i: int, where: int, whom: list[MentionDraft]) -> bool:
        """Keep the meeting of a guest with his host, of whom the relative behind "où" tells what one said to the
        other."""
        place = self.accounts.where.antecedent(i, unit.start)
        subject = Found()
        if place is None or not self.parties.subjects.add_subject(i, unit.start, subject):
            return False
        if not are_persons(self.layers, subject):
            return False
        visit, venue = self._visit(unit, place), (place, where - 2 if self.doc[where - 1].text == "," else where - 1)
        standing = standing_of_verb(self.doc, i, self.table.status)
        guest, stretch = self._guest(i), self.stretch(unit, i)
        if standing is None:
            return False
        if whom and (visit is None or self._are_visitors(visit, subject)) and self.is_at_home(place, subject, whom):
            return self._met(stretch, _joined(subject, whom), standing, venue, visit)
        if guest is None:
            return False
        others, found = Found(), [MentionDraft(i, i + 1, i, "pronoun", members=tuple(p.actor for p in subject.parties))]
        others.add(guest)
        if not are_persons(self.layers, others) or not self.is_at_home(place, others, found):
            return False
        return self._met(stretch, _joined(others, found), standing, venue, visit)

    def _guest(self, i: int) -> MentionDraft | None:
        """Whom the pronoun before the verb at token `i` means, of whom the journey is told before "où" or who acts
        behind the relative."""
        for j in range(self.parties.subjects.verb_group(i).start, i):
            if self.doc[j].lower_ in self.words.them:
                gone = self.verbs.journeys.gone_to(j, plural=self.doc[j].lower_ in {"les", "leur"})
                return gone or named_behind(self.doc, self.layers, j)
        return None

    # -- told before

    def _next(self, unit: Unit, i: int, whom: list[MentionDraft]) -> bool:
        """Keep the meeting of him whose journey this sentence or the one right before tells: "est allé mardi à Kiev. Il
        y a promis à X"."""
        drafts = self.accounts.drafts
        visit = drafts[-1] if drafts else None
        if visit is None or visit.fact.kind != "visit" or visit.fact.status not in {"held", "ongoing"}:
            return False
        if visit.fact.place is None or not (self._is_right_after(unit, visit) or self._goes_on(unit, i, visit)):
            return False
        subject = Found()
        if not self.parties.subjects.add_subject(i, unit.start, subject):
            self._add_him(visit, i, subject)  # "Il y a" deceives the parser
        if not self._are_visitors(visit, subject):
            return False
        town, place = self.town_in(unit.start + 1, unit.end), visit.fact.place
        if (town is not None and town[0] != place) or self._is_another_time(unit, i, visit):
            return False
        standing = standing_of_verb(self.doc, i, self.table.status)
        if standing is None or not self.is_at_home(place, subject, whom):
            return False
        return self._met(self.stretch(unit, i), _joined(subject, whom), standing, (place, i), visit, leads=False)

    def _is_right_after(self, unit: Unit, visit: ContactDraft) -> bool:
        """Whether nothing stands between the sentence of the journey and this one, in one paragraph."""
        here = self.doc[unit.start].idx
        between = self.layers.text[visit.sentence[1] : here]
        return visit.sentence[1] <= here and not between.strip() and "\n" not in between

    def _goes_on(self, unit: Unit, i: int, visit: ContactDraft) -> bool:
        """Whether the deed at token `i` goes on from the journey in its sentence: "s'est rendu à Kiev et a promis à X",
        "a envoyé à Kiev Y, qui a promis à X"."""
        if visit.sentence[0] != self.doc[unit.start].idx:
            return False
        towns = (m for m in self.layers.mentions if unit.start <= m.start < i and m.how == "metonym")
        town = next((m.start for m in towns if self.accounts.where.place_of(m) == visit.fact.place), None)
        if town is None or any(t.lower_ in self.words.relatives - {"où"} for t in self.doc[unit.start : town]):
            return False
        between = {t.lower_ for t in self.doc[town:i]}
        return not between & self.words.parts

    def _is_another_time(self, unit: Unit, i: int, visit: ContactDraft) -> bool:
        """Whether the deed at token `i` was not on the day of the journey: another one is told, or it was before."""
        start, end = self.doc[unit.start].idx, self.doc[unit.end - 1].idx
        timed = any(start <= t.start < end and n != visit.time for n, t in enumerate(self.layers.times))
        there = any(t.lower_ == "y" for t in self.doc[max(unit.start, i - 3) : i])
        return timed or (tense_of(self.doc[i]) != "past" and not there)

    def _add_him(self, visit: ContactDraft, i: int, subject: Found) -> None:
        """Add the one who went where "il" or "elle" stands before the verb at token `i` and can mean him."""
        start = self.parties.subjects.verb_group(i).start
        told = [_HE[t.lower_] for t in self.doc[max(0, start - 2) : i] if t.lower_ in _HE]
        gone = [self.layers.actors[p.actor] for p in visit.fact.participants if p.part == "visitor"]
        if len(told) == 1 and len(gone) == 1 and gone[0].gender in {told[0], "x", None}:
            subject.add_actor(gone[0].id)

    def _are_visitors(self, visit: ContactDraft, subject: Found) -> bool:
        """Whether those who speak are those of the journey."""
        gone = {p.actor for p in visit.fact.participants if p.part == "visitor"}
        return {p.actor for p in subject.parties} == gone

    def _visit(self, unit: Unit, place: Place) -> ContactDraft | None:
        """The journey to `place` that this sentence has told."""
        drafts, here = self.accounts.drafts, self.doc[unit.start].idx
        last = drafts[-1] if drafts else None
        own = last is not None and last.fact.kind == "visit" and last.sentence[0] == here
        return last if own and last is not None and last.fact.place == place else None

    def _met(
        self,
        stretch: Stretch,
        found: Found,
        standing: Standing,
        venue: tuple[Place, int],
        visit: ContactDraft | None,
        *,
        leads: bool = True,
    ) -> bool:
        """Keep the meeting, on the day of the journey, which is none of its own where it `leads` to it only."""
        if len(found.parties) < _BOTH or self.verbs.sittings.is_told(stretch, found):
            return True
        first = stretch.unit.start
        if visit is not None and leads:
            self.accounts.drafts.remove(visit)
            start = visit.fact.evidence[0].start
            found.tokens.append(next((t.i for t in self.doc[first : stretch.trigger.i] if t.idx >= start), first))
        self.accounts.keep(stretch, "meeting", found, standing, inherited=visit, venue=(*venue, False))
        return True


def _joined(found: Found, others: list[MentionDraft]) -> Found:
    for mention in others:
        found.add(mention)
    return found
