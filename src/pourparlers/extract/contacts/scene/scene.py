"""The scene of a contact that its own clause leaves untold: its place and its day, from what was told around it."""

from __future__ import annotations

from collections.abc import Sequence

from ....annotate import syntax
from ....annotate.layers import Layers
from ....annotate.tense import tense_of
from ....annotate.tree import Doc
from ....annotate.units import Unit
from ....drafts import ContactDraft
from ....types import Place
from ..contact_table import ContactTable
from ..rules import Stretch, is_occasion
from ..scope import is_gerund
from ..status import Standing
from ..who.found import Found
from .apart import is_left_behind
from .back import Back
from .before import was_over
from .counted import is_another_day
from .hosts import HostTowns
from .margin import occasion_place
from .occasion import Occasions
from .opening import is_frame
from .when import Days
from .where import Whereabouts

_SCENE = 300
"""How far back, in code points, the place of a contact is still that of the story."""
_CLOSE = 10
"""How many tokens before a noun its venue may stand."""
_LEAD = 600
"""How far, in code points, the opening of a dispatch reaches: what it reports was where it was written."""
_THERE = 200
"""How far back, in code points before its sentence, "y" finds the place it takes up."""
_BESIDE = 30
"""How far after its noun, in code points, a time still belongs to it."""
_HEADS = frozenset({"head_of_state", "head_of_government"})
"""Functions of those who rule from a house of their own."""


class Scene:
    """Finds the place and the day of contacts in one document; `drafts` are those told so far."""

    def __init__(
        self,
        doc: Doc,
        layers: Layers,
        table: ContactTable,
        where: Whereabouts,
        *,
        days: Days,
        drafts: Sequence[ContactDraft],
    ) -> None:
        self.doc, self.layers, self.table = doc, layers, table
        self.where, self.days, self.drafts = where, days, drafts
        self.back = Back(doc, layers, table.where, days)
        self.occasions = Occasions(doc, layers, table, drafts)
        self.hosts = HostTowns(doc, layers, table, where, drafts)

    def scene(self, unit: Unit, found: Found, standing: Standing, time: int | None) -> ContactDraft | None:
        """The contact told just before, with a place, when one of its parties goes on from it to the next one.

        What came before an arrival ("est arrivé à Oslo. Mardi, il avait vu Y") was not there, nor need be what its own
        `time` sets on another day than the contact told before.
        """
        earlier = standing.past and not standing.recent
        here, parties = self.doc[unit.start].idx, {p.actor for p in found.parties}
        for draft in reversed(self.drafts):
            if here - draft.sentence[1] > _SCENE:
                return None
            if draft.apart is not None or (standing.recent and was_over(self.doc, draft, here)):
                continue  # "lundi à Pékin, trois jours après avoir vu X à Moscou. Il a été reçu": not there
            shared = parties & {p.actor for p in draft.fact.participants}
            apart = is_another_day(self.layers.times, time, draft.time, earlier=earlier)
            if shared and apart and (earlier or draft.fact.kind != "visit"):
                return None
            if earlier and shared and draft.fact.kind == "visit":
                return None
            if draft.fact.place is not None and shared and draft.fact.status in {"held", "ongoing"}:
                return None if self._is_foreign(found, draft) else draft
        return None

    def later(self, stretch: Stretch, found: Found, standing: Standing, time: int | None) -> Place | None:
        """Where one of the parties has just met others, for a contact that was still to come on the same day: "a vu X à
        Rome. Il devait rencontrer Y dans la soirée"."""
        unit, words = stretch.unit, self.table.parties
        around = " ".join(t.lower_ for t in self.doc[unit.start : unit.end])
        told = any(f" {phrase} " in f" {around} " for phrase in (*words.later, *words.same_day))
        before = self.scene(unit, found, standing, time) if told and standing.status == "planned" else None
        return before.fact.place if before is not None else None

    def _is_foreign(self, found: Found, draft: ContactDraft) -> bool:
        """Whether the host rules another country than that of a journey, or of a contact without him: "X a vu Y à
        Beyrouth. Le président français l'avait reçu samedi"."""
        own = [self.layers.actors[p.actor] for p in found.parties if p.part == "host"]
        apart = draft.fact.kind == "visit" or not {a.id for a in own} & {p.actor for p in draft.fact.participants}
        hosts = {a.state for a in own if (a.office or "").rsplit(".", 1)[-1] in _HEADS} - {None}
        return apart and bool(hosts) and draft.fact.place is not None and draft.fact.place.country not in hosts

    def is_to_be_hosted(self, unit: Unit) -> bool:
        """Whether a contact still to come was told right before `unit`, which a state may offer to host."""
        near = [d for d in self.drafts[-1:] if self.doc[unit.start].idx - d.sentence[1] < _SCENE]
        return bool(near) and near[0].fact.status in {"planned", "proposed"}

    def is_face_to_face(self, stretch: Stretch, found: Found) -> bool:
        """Whether the words around ("en marge du sommet"), or what was told just before, put the parties in one room:
        "un déjeuner avec X, puis un entretien avec Y"; "Z a reçu X et Y. Au terme de leurs entretiens"."""
        unit, words = stretch.unit, self.table.words
        clause = {t.lower_ for t in self.doc[max(unit.start, stretch.left) : stretch.right]}
        if clause & (words.in_person | words.meals) or self.is_in_margin(stretch) or self._is_at_venue(stretch):
            return True
        last = self.drafts[-1] if self.drafts else None
        here = last is not None and last.sentence[0] == self.doc[unit.start].idx
        if last is not None and last.fact.mode == "in_person" and 0 <= self.doc[unit.start].idx - last.sentence[1] <= 2:
            return not last.loose and {p.actor for p in found.parties} < {p.actor for p in last.fact.participants}
        if last is None or not here or last.loose or last.fact.mode != "in_person" or last.fact.kind == "visit":
            return False
        first = last.fact.participants[0].actor
        return any(p.actor == first for p in found.parties) and last.fact.status in {"held", "ongoing"}

    def _is_in_lead(self, stretch: Stretch) -> bool:
        """Whether it is told early enough to be what the dispatch reports from its dateline's town."""
        return self.doc[stretch.unit.start].idx < _LEAD

    def on_journey(
        self, stretch: Stretch, found: Found, standing: Standing, status: str, *, time: int | None, own: bool
    ) -> tuple[Place | None, int | None]:
        """Where and when those see each other of whom one has just been told to go to the other: "doit aller à Rome. Il
        aura un entretien avec Y"; `status`: with that journey; `time`: of its words, `own` the only one."""
        if standing.status == "held":
            return self.visited(stretch.unit, found), time
        journey = self.hosts.journey_ahead(found, stretch.unit, standing, time, status)
        if journey is None:
            return None, time
        return journey.fact.place, journey.time if time is None and not own else time

    def visited(self, unit: Unit, found: Found) -> Place | None:
        """Where one of the parties has just gone to see the others, or met others of theirs: "X est allé à Athènes. Il
        s'est entretenu avec Y", the host."""
        parties = {p.actor for p in found.parties}
        for draft in reversed(self.drafts):
            if self.doc[unit.start].idx - draft.sentence[1] > _SCENE:
                return None
            visitors = {p.actor for p in draft.fact.participants if p.part == "visitor"}
            hosts = {self.layers.actors[p.actor].state for p in draft.fact.participants if p.part == "host"}
            others = {self.layers.actors[a].state for a in parties - visitors if a in self.layers.actors}
            if draft.fact.kind == "visit" and visitors & parties and hosts & others - {None}:
                long_ago = draft.time is not None and not self.layers.times[draft.time].is_day  # "en mai 2008"
                return None if long_ago else draft.fact.place
            if self._is_guest_of(draft, parties):
                return draft.fact.place
        return None

    def _is_guest_of(self, draft: ContactDraft, parties: set[str]) -> bool:
        """Whether one of `parties` was met in `draft` in the country of the others."""
        fact = draft.fact
        if fact.place is None or fact.mode != "in_person" or fact.status not in {"held", "ongoing"}:
            return False
        guests = parties & {p.actor for p in fact.participants}
        others = {self.layers.actors[a].state for a in parties - guests if a in self.layers.actors}
        away = {self.layers.actors[a].state for a in guests} - {fact.place.country}
        return bool(guests and away) and others == {fact.place.country} and fact.place.country is not None

    def setting(self, stretch: Stretch, found: Found, standing: Standing) -> Place | None:
        """Where one of the parties has just been ("X a quitté Rome à l'aube. Jeudi, il avait vu Y"), or where the title
        sets the contact that the lead tells ("Sommet à Rome")."""
        parties = {p.actor for p in found.parties}
        start, earlier = stretch.unit.start, standing.past and not standing.recent
        if (there := self.hosts.presence(stretch, found)) is not None:
            return there
        stayed = self.where.stay(start, self.doc[start].idx - _SCENE, parties, earlier=earlier)
        if stayed is not None or stretch.unit.block == "title":
            return stayed
        if self._has_come(stretch):
            return self.where.home.find()
        nouns = frozenset(f for n in self.table.nouns if n.plain for f in n.forms)
        margin = self.is_in_margin(stretch)
        live = standing.status == "ongoing" and self.days.page_day(start) is not None
        if self.drafts or margin or live:
            fresh = standing.recent or standing.participle or margin or live or self._is_same_day(stretch)
            home = self.where.home.find() if fresh else None
            return home if margin or live or self._is_in_lead(stretch) or self.was_at(home, parties) else None
        return self.where.headline(stretch.unit.start, nouns) or (
            self.where.home.find() if self._is_in_lead(stretch) and (standing.participle or not earlier) else None
        )

    def _has_come(self, stretch: Stretch) -> bool:
        """Whether the sentence says beside the subject that he has come, and names no place: "X, arrivé mardi, avait
        reçu Y" came where the dispatch is at home."""
        before = self.doc[stretch.unit.start : stretch.trigger.i]
        come = next((t.i for t in before if t.lower_ in self.table.where.come), None)
        opens = come is not None and all(self.layers.is_timed(t) for t in self.doc[stretch.unit.start : come])
        if come is None or not (opens or self.doc[come - 1].text == ","):
            return False  # "Arrivé mardi, X avait reçu Y" too
        return not any(m.as_place for m in self.layers.mentions if come < m.start < stretch.trigger.i)

    def _is_at_venue(self, stretch: Stretch) -> bool:
        """Whether a venue that only common words name follows: "s'est entretenu à l'aéroport avec X"."""
        words, behind = self.table.where, self.doc[stretch.trigger.i + 1 : stretch.right]
        venues = (t.i for t in behind if t.lower_ in words.venues | words.houses)
        return any({t.lower_ for t in self.doc[i - 2 : i]} & words.locatives for i in venues)

    def is_in_margin(self, stretch: Stretch) -> bool:
        """Whether the contact was "en marge du sommet", on its occasion."""
        near = self.doc[stretch.unit.start : min(stretch.unit.end, stretch.trigger.i + _CLOSE + 4)]
        return any(t.lower_ in self.table.parties.margin for t in near)

    def was_at(self, home: Place | None, parties: set[str]) -> bool:
        """Whether one of `parties` has been told to have met somebody at `home`."""
        return home is not None and any(
            d.fact.place is not None
            and d.fact.place.name == home.name
            and parties & {p.actor for p in d.fact.participants}
            for d in self.drafts
        )

    def _occasion_day(self, unit: Unit, i: int, found: Found) -> int | None:
        """The day of a contact told as the occasion of words ("dans une conversation avec X, Y a évoqué"): theirs.

        Where the sentence gives one day only it is that one; where none, the day of the same speaker's words before.
        """
        inside = any(t.lower_ in self.table.where.inside for t in self.doc[max(0, i - 3) : i])
        inside = inside or is_gerund(self.doc, i)
        if syntax.is_offset(self.doc[i]) or not (inside or is_occasion(self.doc, i, self.table)):
            return None
        first, last = self.doc[unit.start].idx, self.doc[unit.end - 1].idx
        here = [n for n, t in enumerate(self.layers.times) if first <= t.start <= last and t.kind == "DATE"]
        here = [n for n in here if not self.days.is_aside(self.layers.times[n].start, i)]
        if len(here) == 1 and self.layers.times[here[0]].direction == "past":
            return here[0]
        parties = {p.actor for p in found.parties}
        spoken = [
            s
            for s in self.layers.statements
            if s.time is not None and s.fact.evidence and parties & {s.fact.speaker, *s.fact.via}
        ]
        before = [s.time for s in spoken if s.fact.evidence[0].start <= self.doc[i].idx]
        return before[-1] if before else None

    def day_of_story(self, stretch: Stretch, found: Found, standing: Standing) -> int | None:
        """The day of a contact that its own clause does not date: its occasion's, else the last one told."""
        time = self._occasion_day(stretch.unit, stretch.trigger.i, found) if standing.past else None
        if time is None:
            time = self._continued(stretch, found, received=standing.participle)
        if time is None and (occasion := self.occasions.told(stretch, found, standing)) is not None:
            time = occasion.time
        if time is None and self._is_same_day(stretch):
            time = self._same_day(stretch, found)
        if time is None and standing.past:
            time = self._simultaneous(stretch)
        if time is None and standing.past and stretch.trigger.verb is not None:
            time = self.back.before_colon(stretch)
        if time is None and standing.recent:
            time = self.days.stamp(stretch.unit.start)
        if time is None and (standing.recent or standing.status == "ongoing"):
            time = self.days.page_day(stretch.unit.start)
        by_noun = standing.status == "held" and stretch.trigger.noun is not None
        if time is None and (standing.recent or (by_noun and self.days.is_just_held(stretch.trigger.i, self.table))):
            time = self.days.day_of_story(self.doc[stretch.trigger.i], {p.actor for p in found.parties})
        if time is None and stretch.trigger.verb is not None and tense_of(self.doc[stretch.trigger.i]) == "pluperfect":
            time = self.back.day(stretch.trigger.i)
        return time

    def _continued(self, stretch: Stretch, found: Found, *, received: bool) -> int | None:
        """The day of the contact just told, where this one goes on from it with one of its parties: "puis", "avant de
        voir", "un peu plus tôt", "où il a eu un entretien", "en marge de", "une visite de X, reçu par Y"."""
        last = self.drafts[-1] if self.drafts else None
        here, i = self.doc[stretch.unit.start].idx, stretch.trigger.i
        if last is None or last.time is None or here - last.sentence[1] > _BESIDE:
            return None
        if last.sentence[0] == here and self._is_its_margin(stretch):
            return last.time
        if not {p.actor for p in last.fact.participants} & {p.actor for p in found.parties}:
            return None
        lead = [t.lower_ for t in self.doc[stretch.unit.start : i]]
        opening = set(lead[:2] + lead[-2:]) & self.table.parties.then and last.fact.status == "held"
        if last.sentence[0] != here:
            return last.time if opening else None
        near = {t.lower_ for t in self.doc[max(stretch.left, i - 4) : i]}
        lasting = any(
            t.lower_ in self.table.where.since for t in self.doc[i : stretch.right]
        )  # "négocient depuis jeudi"
        place = last.fact.kind == "visit" and bool(set(lead) & self.table.status.whereat) and not lasting
        goes_on = near & self.table.status.before_infinitive and self.doc[i].pos_ == "VERB"
        guest = last.fact.kind == "visit" and received
        return last.time if goes_on or place or guest or near & self.table.parties.margin else None

    def _is_its_margin(self, stretch: Stretch) -> bool:
        """Whether the noun of the trigger is the occasion in whose margin the contact before it was: "avait reçu X en
        mars, en marge d'une visite de Y"."""
        i = stretch.trigger.i
        before = [t.lower_ for t in self.doc[max(stretch.left, i - 3) : i]]
        return stretch.trigger.noun is not None and bool(set(before[:-1]) & self.table.parties.margin)

    def _is_same_day(self, stretch: Stretch) -> bool:
        """Whether its words put a contact on the day of what was just told: "peu avant", "plus tôt dans la journée"."""
        return self._says(stretch, self.table.parties.same_day)

    def _says(self, stretch: Stretch, phrases: tuple[str, ...]) -> bool:
        """Whether one of `phrases` stands in the sentence, up to shortly behind the trigger."""
        unit, i = stretch.unit, stretch.trigger.i
        around = " ".join(t.lower_ for t in self.doc[unit.start : min(unit.end, i + _CLOSE)])
        return any(f" {words} " in f" {around} " for words in phrases)

    def _same_day(self, stretch: Stretch, found: Found) -> int | None:
        """The day of the contact told last, where it is near and shares a party, else the last day of the story."""
        here, parties = self.doc[stretch.unit.start].idx, {p.actor for p in found.parties}
        last = next((d for d in reversed(self.drafts) if here - d.sentence[1] <= _SCENE), None)
        if last is not None and parties & {p.actor for p in last.fact.participants}:
            return last.time if last.fact.status == "held" else None
        last = None if last is not None and "\n" in self.layers.text[last.sentence[1] : here] else last  # another story
        day = self.days.day_before(here) if last is None else None
        held = (d for d in reversed(self.drafts) if parties & {p.actor for p in d.fact.participants})
        before = next(held, None) if last is None and day is None else None
        return before.time if before is not None and before.fact.status == "held" else day

    def _simultaneous(self, stretch: Stretch) -> int | None:
        """The day of the words in whose relative the contact is told in the imperfect: "s'est indigné samedi X, qui
        recevait Y"."""
        token = self.doc[stretch.trigger.i]
        relative = {t.lower_ for t in self.doc[max(stretch.unit.start, token.i - 6) : token.i]}
        if tense_of(token) == "imperfect" and self._says(stretch, self.table.parties.meanwhile):
            return self.days.day_before(token.idx)
        if tense_of(token) != "imperfect" or not relative & (self.table.where.relative | self.table.parties.whom):
            return None
        first = self.doc[stretch.unit.start].idx
        told = [n for n in self.layers.report_times if first <= self.layers.times[n].start < token.idx]
        return told[-1] if told else None

    def place(self, stretch: Stretch, inherited: ContactDraft | None) -> tuple[Place | None, int]:
        """The venue of the trigger and its token: of a noun only what stands close, unless a journey leads to it."""
        if stretch.own is not None:
            place, token = self.where.place(stretch.own, stretch.left, stretch.right)
            same = self.drafts and self.days.within(stretch.left, stretch.right)[0] is None  # ", puis Y": there too
            return (self.drafts[-1].fact.place if place is None and same else place), token
        i, doc = stretch.trigger.i, self.doc
        purpose = any(t.lower_ in self.table.where.purpose for t in doc[max(stretch.left, i - 4) : i])
        side = "after" if inherited else "before" if purpose else "nearest"
        left, right = stretch.left, stretch.right
        if syntax.is_offset(doc[i]):  # "deux jours après leur entretien, il est allé à Kiev": not there
            left, side = i, "after"
            right = next((t.i for t in doc[i:right] if t.text == ","), right)
        place, token = self.where.place(i, left, right, side=side)
        if is_left_behind(doc, self.layers, self.days, stretch, place=token, before=self.drafts):
            place, token = None, i
        if purpose and (reached := self.where.bound_for(i, left))[0] is not None:
            place, token = reached
        told_of_noun = stretch.trigger.noun is not None and not purpose
        far = token < i and (i - token > _CLOSE or any(t.pos_ == "VERB" for t in doc[token:i]))
        if told_of_noun and far and not is_frame(doc, self.layers, self.table, stretch, token):
            place, token = None, i
        place = place or self.where.antecedent(i, stretch.left) or self.where.heading(i)
        if place is None and stretch.trigger.noun is not None:
            place = self._before_colon(stretch)
        if place is None and self._is_there(stretch):
            place = self.where.place(i, stretch.unit.start, i, side="before")[0] or self.last_place(stretch)
        if place is None and self.is_in_margin(stretch):
            words, bounds = (self.table.where, self.table.parties), (stretch.unit.start, stretch.unit.end)
            place = occasion_place(doc, self.layers, self.where, words, bounds) or self.occasions.place(stretch)
        return place, token

    def _before_colon(self, stretch: Stretch) -> Place | None:
        """Where the clause was of which a noun after its colon says what it was: "s'affichait à Nice : un sommet"."""
        i, start = stretch.trigger.i, stretch.unit.start
        colon = next((t.i for t in reversed(self.doc[start:i]) if t.text == ":"), None)
        if colon is None or i - colon > _CLOSE or any(t.pos_ in {"VERB", "AUX"} for t in self.doc[colon:i]):
            return None
        return self.where.place(colon, start, colon, side="before")[0]

    def _is_there(self, stretch: Stretch) -> bool:
        """Whether "y" says where, before the verb or the one whose subject the noun is, or "dans la même ville"."""
        i, said = stretch.trigger.i, self._says(stretch, self.table.where.there)
        if said or stretch.trigger.verb is not None:
            return said or any(t.lower_ == "y" for t in self.doc[max(0, i - 3) : i])
        there = next((t for t in self.doc[i + 1 : min(stretch.right, i + 25)] if t.lower_ == "y"), None)
        return there is not None and there.pos_ == "PRON" and self.doc[there.i - 1].lower_ not in {"il", "n'", "-"}

    def last_place(self, stretch: Stretch) -> Place | None:
        """What "y" takes up: the place named last, in this sentence or the one before, or the last contact's; "la même
        ville" that of the last one held."""
        if self._says(stretch, self.table.where.there):
            held = (d.fact for d in reversed(self.drafts) if d.fact.status in {"held", "ongoing"})
            return next((f.place for f in held if f.place is not None), None)
        named = self.where.last_named(stretch.trigger.i, self.doc[stretch.unit.start].idx - _THERE)
        if named is not None:
            return named
        before, start = self.drafts[-1] if self.drafts else None, self.doc[stretch.unit.start].idx
        return before.fact.place if before is not None and start - before.sentence[1] < _BESIDE else None
