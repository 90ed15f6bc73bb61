"""Accounts of contacts kept with their day, venue, manner and evidence."""

from __future__ import annotations

import re

import msgspec

from ...annotate.layers import Layers, MentionDraft
from ...annotate.tree import Doc
from ...annotate.units import Unit
from ...drafts import ContactDraft
from ...ids import make_id
from ...knowledge.model import KnowledgeBase
from ...types import Contact, Participant, Place, Span
from ...vocab import ContactKind, ContactMode, Part
from .contact_table import ContactTable
from .details import Details
from .rules import Stretch
from .scene.apart import day_moved, is_moved, is_of_offer, measured_from
from .scene.around import Around
from .scene.counted import counted
from .scene.same_room import met_just_now
from .scene.scene import Scene
from .scene.venues import VenueReader
from .scene.when import STAMPED, Days
from .scene.where import Whereabouts
from .scope import host_beside
from .status import Standing
from .told.urged import UrgingReader
from .who.found import Found
from .who.lists import PartyLists
from .who.parties import PartyReader
from .who.process import goes_on
from .who.sorts import without_their_states

_BESIDE = 30
"""How far after its noun, in code points, a time still belongs to it."""
_SINCE = 10
"""How near its time, in code points, "depuis" stands: "depuis le 3 mars"."""
_LONG = 3  # hours, more than a call takes
_OF = len(" de ")
_ON_A_LINE = 4
"""So many leaders at most are told to have spoken and were not in one room."""
_HOURS = re.compile(r"PT(\d+)H")
_MANNER = 14
"""At most so many tokens tell the manner before "avec": "s'est entretenu, pour la première fois seul à seul, avec"."""


def contact_class(kind: str) -> str:
    """What a kind can be one contact with: calls with calls, journeys with journeys, meetings of any kind together."""
    return kind if kind in {"call", "exchange", "press_conference", "visit"} else "seen"


class AccountMaker:
    """Keeps the accounts of one document, in the order in which they are told."""

    def __init__(self, doc: Doc, layers: Layers, kb: KnowledgeBase, table: ContactTable) -> None:
        self.doc, self.layers, self.table = doc, layers, table
        nouns = frozenset(f for n in table.nouns if n.plain for f in n.forms)
        self.where = Whereabouts(doc, layers, kb, table.where, nouns)
        self.days = Days(doc, layers, table.where)
        self.venues = VenueReader(doc, layers, table, self.where)
        self.details = Details(doc, layers, table.details)
        self.drafts: list[ContactDraft] = []
        self.scene = Scene(doc, layers, table, self.where, days=self.days, drafts=self.drafts)
        self.around = Around(self.scene, self.days)
        self._aside = PartyReader(doc, layers, table.parties)  # knows of no contact told before
        self.urgings = UrgingReader(doc, layers, table, PartyLists(doc, layers, table.parties))

    def near(self, stretch: Stretch, before: int, after: int) -> set[str]:
        """Lower-case words around the trigger, inside the unit."""
        first, last = stretch.trigger.i - before, stretch.trigger.i + after
        return {t.lower_ for t in self.doc[max(stretch.unit.start, first) : min(stretch.unit.end, last)]}

    def near_verb(self, stretch: Stretch) -> set[str]:
        """Lower-case words around a verb, up to the next one with a contact, farther where no verb follows it."""
        i, right = stretch.trigger.i, stretch.right
        most = _MANNER - 2 if any(t.pos_ == "VERB" for t in self.doc[i + 1 : right]) else 2 * _MANNER
        reach = right - i if right < len(self.doc) and self.doc[right].pos_ == "VERB" else most
        return self.near(stretch, 4, min(most, reach))

    def _manner(self, stretch: Stretch, kind: ContactKind) -> ContactMode:
        near = self.near(stretch, 3, 6)
        if near & self.table.words.video:
            return "video"
        if near & self.table.words.indirect:
            return "indirect"
        if kind == "exchange":
            return "written"
        return "phone" if kind == "call" else "in_person"

    def _is_loose(self, stretch: Stretch) -> bool:
        """Whether no word tells if the parties saw or called each other."""
        rule, words, i = stretch.trigger.noun or stretch.trigger.verb, self.table.words, stretch.trigger.i
        ahead = range(i, min(stretch.unit.end, i + _MANNER))
        whom = next((j - i for j in ahead if self.doc[j].lower_ in self.table.parties.with_), 0)
        return bool(rule and rule.loose) and not self.near(stretch, 3, max(6, whom)) & (
            words.phone | words.video | words.in_person
        )

    def _from_afar(self, stretch: Stretch, found: Found, token: int) -> tuple[ContactKind, tuple[Place | None, int]]:
        """A meeting of those who usually speak by telephone, with its place and its token, where the words around put
        them in one room; else a call. A long one was where the dispatch is at home, in the country of one of them."""
        host = host_beside(self.doc, stretch.trigger.i, stretch.unit.end, self.table.where.hosting)
        if host is not None:
            return "meeting", self.where.told_in(host, stretch.unit.end) or (None, token)
        if not self._is_long(stretch):
            near = met_just_now(self.doc, self.layers, self.drafts, stretch, found, again=self.table.parties.again)
            return "meeting" if near or self.scene.is_face_to_face(stretch, found) else "call", (None, token)
        home = self.where.home.find()
        own = home is not None and home.country in {self.layers.actors[p.actor].state for p in found.parties}
        return "meeting", (home if own else None, token)

    def _is_long(self, stretch: Stretch) -> bool:
        """Whether a noun tells of more hours than anybody holds a receiver: "onze heures d'entretiens avec X"."""
        at = self.doc[stretch.trigger.i].idx
        beside = [t.value or "" for t in self.layers.times if t.kind == "DURATION" and 0 < at - t.end <= _OF]
        told = (_HOURS.match(value) for value in beside)
        return any(hours is not None and int(hours[1]) >= _LONG for hours in told)

    def _is_from_afar(self, found: Found) -> bool:
        """Whether all parties hold offices of different states whose holders usually speak by telephone."""
        actors = [self.layers.actors[p.actor] for p in found.parties]
        functions = {(a.office or "").rsplit(".", 1)[-1] for a in actors}
        people = all(a.kind == "person" for a in actors) and len(actors) <= _ON_A_LINE
        return people and len({a.state for a in actors}) == len(actors) and functions <= self.table.words.remote

    def time_beside(self, stretch: Stretch) -> int | None:
        """The time right after the trigger, if any."""
        time, _ = self.days.time(stretch.trigger.i, stretch.left, stretch.right)
        return time if time is not None and self._is_beside(time, stretch.trigger.i) else None

    def _is_beside(self, time: int, i: int) -> bool:
        """Whether a time stands right after the noun at token `i` ("la rencontre de vendredi")."""
        return 0 <= self.layers.times[time].start - self.doc[i].idx <= _BESIDE

    def _as_before(self, kind: ContactKind, found: Found, standing: Standing) -> Standing:
        """A contact told again without a status keeps the one it had ("il s'agit du deuxième entretien entre")."""
        parties = {p.actor for p in found.parties}
        for draft in reversed(self.drafts):
            if {p.actor for p in draft.fact.participants} == parties and contact_class(
                draft.fact.kind
            ) == contact_class(kind):
                return Standing(draft.fact.status, draft.certainty, told=False)
        return standing

    def _by_direction(self, time: int, standing: Standing) -> Standing:
        """A status that no word tells follows the direction of its time: "un face-à-face lundi" ahead is planned."""
        direction = self.layers.times[time].direction
        if standing.status == "ongoing" and self._is_since(time):
            return standing  # "accueille depuis dimanche des pourparlers": they go on
        if self._is_stamp(time):
            over = standing.status == "ongoing"  # "14h05 : X reçoit Y": the hour of the entry, not one to come
            return Standing("held", standing.certainty, told=False) if over else standing
        if direction == "future" and standing.status in {"held", "proposed", "ongoing"}:
            return Standing("planned", standing.certainty, told=False)
        if direction == "past" and standing.status in {"proposed", "ongoing"}:
            return Standing("held", standing.certainty, past=True, told=False)
        return standing

    def _is_since(self, time: int) -> bool:
        """Whether a time tells only since when: "depuis dimanche"."""
        expr = self.layers.times[time]
        before = self.layers.text[max(0, expr.start - _SINCE) : expr.start + _SINCE].lower()
        return any(f"{word} " in before for word in self.table.status.since)

    def _is_stamp(self, time: int) -> bool:
        """Whether a time is the hour that opens an entry of a live page."""
        expr, text = self.layers.times[time], self.layers.text
        opens = not text[text.rfind("\n", 0, expr.start) + 1 : expr.start].strip()
        return expr.kind == "TIME" and opens and text[expr.end :].lstrip()[:1] in STAMPED

    def _evidence(self, unit: Unit, tokens: list[int]) -> Span:
        """The words from the first to the last of `tokens` in the unit, names whole, with the article before."""
        doc = self.doc
        inside = [t for t in tokens if unit.start <= t < unit.end]
        named = [m for t in inside if (m := self.layers.by_token.get(t)) is not None]
        first, last = min([*inside, *(m.start for m in named)]), max([*inside, *(m.end - 1 for m in named)])
        first, last = max(first, unit.start), min(last, unit.end - 1)
        while first > unit.start and doc[first - 1].pos_ in {"DET", "ADP"}:
            first -= 1
        return self.layers.span(doc[first].idx, doc[last].idx + len(doc[last].text))

    def countries(self, count: int) -> Found | None:
        """The `count` states whose contact was told last: whom "les ministres des trois pays" stand for."""
        for draft in reversed(self.drafts) if count else ():
            actors = [self.layers.actors[p.actor] for p in draft.fact.participants]
            states = list(dict.fromkeys(a.state for a in actors if a.state))
            if len(states) == count:
                ids = (self.where.state_of(s) for s in states)
                return Found([Participant(actor=a, part="party") for a in ids if a is not None])
        return None

    def two_states(self) -> tuple[str, ...]:
        """The two states whose contact was told last, also by persons: whom "les deux pays" means."""
        found = self.countries(2)
        return tuple(p.actor for p in found.parties) if found is not None else ()

    def _is_repeated(self, stretch: Stretch) -> bool:
        """Whether several contacts are told at once: "plusieurs fois", not "pour la première fois"."""
        words, i = self.table.parties, stretch.trigger.i
        start = stretch.unit.start
        if stretch.trigger.verb is not None and self._is_in_days(stretch):
            return False
        near = [*self.doc[start : min(i, start + 4)], *self.doc[max(start, i - 3) : min(stretch.unit.end, i + 8)]]
        return any(  # "Trois fois déjà, ils se sont vus"
            t.lower_ in words.repeated and not {x.lower_ for x in self.doc[t.i - 1 : t.i]} & words.once for t in near
        )

    def _is_in_days(self, stretch: Stretch) -> bool:
        """Whether what was several times was so within days: "s'est entretenu trois fois cette semaine avec X"."""
        words = {t.lower_ for t in self.doc[stretch.unit.start : min(stretch.unit.end, stretch.trigger.i + _MANNER)]}
        if words & self.table.parties.habits:
            return False
        time, _ = self.days.time(stretch.trigger.i, stretch.left, stretch.right)
        told = self.layers.times[time] if time is not None else None
        within = told is not None and told.recipe is not None and told.recipe.op in {"week", "weekend"}
        return told is not None and (told.is_day or within)

    def _fallen_through(self, stretch: Stretch, kind: ContactKind, found: Found, standing: Standing) -> Standing:
        """A meeting that "devait" take place on a journey now cancelled, or put off, is so with it."""
        if kind in {"visit", "call"} or not self._is_foretold(stretch, standing.status):
            return standing
        parties = {p.actor for p in found.parties}
        states = {self.layers.actors[a].state for a in parties} - {None}
        for draft in reversed(self.drafts):
            fact = draft.fact
            visitors = {p.actor for p in fact.participants if p.part == "visitor"}
            hosts = {self.layers.actors[p.actor].state for p in fact.participants if p.part == "host"}
            if fact.kind == "visit" and visitors & parties and hosts & states:
                fallen = fact.status in {"cancelled", "postponed"}
                return Standing(fact.status, draft.certainty) if fallen else standing
        return standing

    def _is_foretold(self, stretch: Stretch, status: str) -> bool:
        """Whether a plan is told in the past: "la réunion devait se tenir", "avait été annoncée"."""
        last = self.drafts[-1] if self.drafts else None
        here = last is not None and last.foretold and last.sentence[0] == self.doc[stretch.unit.start].idx
        told = here or bool(
            self.near(stretch, 6, 14) & self.table.status.foretold
        )  # "devait voir X et être reçu par Y"
        return status in {"planned", "proposed"} and told

    def _is_anew(self, stretch: Stretch, status: str) -> bool:
        """Whether a noun or a verb tells one more to come: "un nouveau rendez-vous", "doivent se reparler", "Les
        pourparlers doivent reprendre"."""
        i = stretch.trigger.i
        if status in {"planned", "proposed"} and stretch.trigger.lemma in self.table.parties.anew_verbs:
            return True
        beside = {t.lower_ for t in self.doc[max(0, i - 2) : i + 2]}
        ahead = status in {"planned", "proposed", "postponed"} and stretch.trigger.noun is not None
        return ahead and (bool(beside & self.table.parties.again) or goes_on(self.doc, i, self.table.process))

    def helpers(self, stretch: Stretch) -> list[tuple[MentionDraft, Part]]:
        """Mediators and others told beside the parties, in the contact's own stretch."""
        reader, i = self._aside, stretch.trigger.i
        return [*reader.opening_helpers(stretch.unit.start, i), *reader.helpers(i, stretch.right)]

    def _own_time(
        self,
        stretch: Stretch,
        standing: Standing,
        inherited: ContactDraft | None,
        venue: tuple[Place, int, bool] | None,
    ) -> tuple[int | None, list[int]]:
        """The time that its own words give a contact, and its tokens: of a further one of a row its own, else that of
        the one before it; of one put off the new day only."""
        i = stretch.trigger.i
        if stretch.own is not None:
            time, tokens = self.days.within(stretch.left, stretch.right)
            time = self.drafts[-1].time if time is None and self.drafts else time
        elif venue is not None and venue[2]:
            time, tokens = self.days.stop_time(venue[1])
            before = self.drafts[-1].time if self.drafts and time is None else None
            if before is not None and not self.layers.times[before].is_day:
                time = before  # "a fait en juin le voyage d'Alger, puis de Rabat"
        else:
            time, tokens = self.days.time(i, stretch.left, stretch.right)
        if inherited is not None and not standing.told and time is not None and not self._is_beside(time, i):
            time, tokens = None, []
        if time is not None and not self.days.is_new_day(time) and is_moved(self.doc, self.table, stretch, standing):
            time, tokens = day_moved(self.doc, self.layers, self.table, self.days, stretch, told=(time, tokens))
        return (None if is_of_offer(self.doc, self.layers, i, time, standing) else time), tokens

    def _counted(
        self, stretch: Stretch, time: int | None, inherited: ContactDraft | None
    ) -> tuple[int | None, tuple[int, int] | None, bool]:
        """The time of a contact; else the day from which its words count, and how many days; and whether they count, so
        that no other day told near is its own: "trois jours après l'attaque du 2 janvier"."""
        if inherited is not None:
            return time, None, False
        days = counted(self.doc, self.layers, stretch, self.table.parties.counts)
        if days is None or (time is not None and time != days.time):
            apart = measured_from(self.doc, self.layers, self.table, self.days, stretch, time=time)
            return (time if apart is None else None), apart, apart is not None
        return None, (days.time, days.days) if days.time is not None else None, True

    def at_occasion(self, stretch: Stretch, kind: ContactKind = "meeting") -> None:
        """Give the contact told last, where its own words lack them, the place and day of the occasion of `stretch`:
        "doit voir X au sommet de l'Otan, mardi à Rome"; one that no word tells to be a call is one where the occasion
        is of that `kind`."""
        i, last = stretch.trigger.i, self.drafts[-1]
        place = last.fact.place or self.where.place(i, i, stretch.right, side="after")[0]
        time = self.days.within(i, stretch.right)[0] if last.time is None else last.time
        early = last.before_published and time is None
        fact = msgspec.structs.replace(last.fact, place=place)
        if kind == "call" and fact.kind == "meeting":
            fact = msgspec.structs.replace(fact, kind=kind, mode=self._manner(stretch, kind), place=None)
        self.drafts[-1] = msgspec.structs.replace(last, fact=fact, time=time, before_published=early)

    def keep(
        self,
        stretch: Stretch,
        kind: ContactKind,
        found: Found,
        standing: Standing,
        *,
        inherited: ContactDraft | None = None,
        venue: tuple[Place, int, bool] | None = None,
    ) -> None:
        """Keep an account with its time, place, status and evidence.

        `venue`: the place told, its token, and whether it is a further stop of a journey, dated by what stands right
        before it.
        """
        doc, layers, unit, i = self.doc, self.layers, stretch.unit, stretch.trigger.i
        if self._is_repeated(stretch):
            return  # several contacts at once, none of them a contact of its own
        turned = self.urgings.turned(i, found, standing) if inherited is None else (found, standing)
        if turned is None:
            return
        found, standing = without_their_states(self.layers, turned[0]), turned[1]
        time, time_tokens = self._own_time(stretch, standing, inherited, venue)
        time, apart, own = self._counted(stretch, time, inherited)
        place, place_token = (venue[0], venue[1]) if venue is not None else self.scene.place(stretch, inherited)
        place = place or self.venues.place(stretch, found)
        if inherited is not None:
            time = inherited.time if time is None else time
            place = place or inherited.fact.place
        for mention, part in self.helpers(stretch):
            found.add(mention, part)
        wired = stretch.trigger.verb is not None and bool(self.near_verb(stretch) & self.table.words.phone)
        loose = self._is_loose(stretch) and not (wired and kind == "call")  # "s'étaient parlé une heure au téléphone"
        fallen = self._fallen_through(stretch, kind if kind == "visit" else "meeting", found, standing).status
        if loose and place is None and kind == "meeting":
            place, time = self.scene.on_journey(stretch, found, standing, fallen, time=time, own=own)
        afar = loose and kind == "meeting" and place is None and inherited is None and self._is_from_afar(found)
        if afar:
            kind, (place, place_token) = self._from_afar(stretch, found, place_token)
        if kind == "call" and inherited is None:
            place, place_token = None, i  # where one of them stood
        place = self.scene.hosts.at_seat(stretch, found, place) if kind != "call" else place
        if time is None and not own:
            time = self.scene.day_of_story(stretch, found, standing)
        if kind != "call":
            place, time = self.around.held(stretch, found, standing, place=place, time=time, fresh=not own)
            if inherited is None and not own:
                place, time = self.around.to_come(stretch, found, standing, fallen, place=place, time=time)
        narrated = not standing.told and standing.status == "ongoing"
        if not standing.told:
            standing = (
                self._by_direction(time, standing) if time is not None else self._as_before(kind, found, standing)
            )
        foretold, anew = self._is_foretold(stretch, standing.status), self._is_anew(stretch, standing.status)
        standing = self._fallen_through(stretch, kind, found, standing)
        span = self._evidence(unit, [i, place_token, *time_tokens, *found.tokens])
        formats = [p.actor for p in found.parties if layers.actors[p.actor].kind == "format"]
        told = tuple(p for p in found.parties if p.actor not in formats)
        parties = told if len(told) > 1 else tuple(found.parties)  # "les Cinq et l'Iran": the format is a side
        over = standing.status in {"held", "ongoing"}
        fact = Contact(
            id=make_id("contact", layers.document.id, span.start, span.end, kind, *(p.actor for p in parties)),
            kind=kind,
            participants=parties,
            place=place,
            status=standing.status,
            mode=self._manner(stretch, kind),
            evidence=(span,),
            format=layers.actors[formats[0]].name.fr if formats else None,
            duration=self.details.duration(unit, i) if over else None,
            outcome=self.details.outcome(unit, i) if over else (),
            topics=self.details.topics(i, stretch.right) if stretch.trigger.noun is not None else (),
        )
        sentence = (doc[unit.start].idx, doc[unit.end - 1].idx + len(doc[unit.end - 1].text))
        self.drafts.append(
            ContactDraft(
                fact=fact,
                time=time,
                certainty=standing.certainty,
                before_published=standing.past and time is None,
                apart=apart,
                sentence=sentence,
                loose=loose,
                foretold=foretold,
                anew=anew,
                narrated=narrated,
            )
        )
