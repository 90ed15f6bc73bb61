"""Where those who receive, and those who were just told to be together, saw each other: the town of his own country
that the dispatch names, the one where the guest has just been told to be or to go, the one where all of them were."""

from __future__ import annotations

from collections.abc import Sequence

from ....annotate.layers import Layers, MentionDraft
from ....annotate.tense import governing_verb, tense_of
from ....annotate.tree import Doc
from ....annotate.units import Unit
from ....drafts import ContactDraft
from ....types import Place
from ..contact_table import ContactTable
from ..rules import Stretch
from ..status import PAST_TENSES, Standing
from ..who.found import Found
from .astray import is_of_thing
from .counted import is_another_day
from .where import Whereabouts

_SCENE = 300
"""How far back, in code points, somebody told to be in a town is there still."""
_JOURNEY = 300
"""How far back, in code points, the journey that leads to a contact may be told."""
_LONELY = frozenset({"visit", "call", "exchange", "press_conference"})
_HEADS = frozenset({"head_of_state", "head_of_government"})
"""Functions of those who rule from a house of their own."""
_ALIVE = frozenset({"planned", "ongoing", "held"})
_FALLEN = frozenset({"cancelled", "postponed"})


class HostTowns:
    """Finds such towns in one document; `drafts` are the contacts told so far."""

    def __init__(
        self, doc: Doc, layers: Layers, table: ContactTable, where: Whereabouts, drafts: Sequence[ContactDraft]
    ) -> None:
        self._doc, self._layers, self._words, self._where = doc, layers, table.where, where
        self._drafts = drafts

    def presence(self, stretch: Stretch, found: Found) -> Place | None:
        """The town in which one of the parties has just been told to be, in the country of another."""
        states = {p.actor: self._layers.actors[p.actor].state for p in found.parties if p.actor in self._layers.actors}
        start = stretch.unit.start
        first, last = self._doc[start].idx, self._doc[stretch.unit.end - 1].idx
        if any(first <= t.start <= last and t.kind == "DATE" and t.is_day for t in self._layers.times):
            return None  # "Le 14 juin, il a reçu Y": of a day of its own
        for actor, own in states.items():
            hosts = frozenset(s for s in states.values() if s is not None and s != own)
            place = self._where.presence(start, self._doc[start].idx - _SCENE, {actor}, hosts) if own else None
            if place is not None:
                return place
        return None

    def journey_ahead(
        self, found: Found, unit: Unit, standing: Standing, time: int | None, status: str
    ) -> ContactDraft | None:
        """As `awaited`, for what is still to come."""
        return self.awaited(found, unit, time, status) if standing.status in {"planned", "proposed"} else None

    def awaited(self, found: Found, unit: Unit, time: int | None, status: str) -> ContactDraft | None:
        """The journey told just before that leads a guest to his host: "X est attendu mardi à Manille. Le président Y
        le recevra", "Il verra le président Y", "Il espère voir Y"; one that fell through for what fell through with it.
        None where `time` is of another journey."""
        parties = {p.actor for p in found.parties}
        for draft in reversed(self._drafts):
            fact = draft.fact
            if self._doc[unit.start].idx - draft.sentence[1] > _JOURNEY:
                return None
            guests = parties & {p.actor for p in fact.participants if p.part == "visitor"}
            hosts = {self._layers.actors[a].state for a in parties - guests}
            if fact.kind != "visit" or not guests or len(hosts) != 1 or hosts == {None}:
                continue
            there = fact.place is not None and fact.place.country in hosts and fact.place.geonames is not None
            alive = fact.status in _FALLEN if status in _FALLEN else fact.status in _ALIVE
            if there and alive and (status in _FALLEN or not is_another_day(self._layers.times, time, draft.time)):
                return draft
        return None

    def at_seat(self, stretch: Stretch, found: Found, place: Place | None) -> Place | None:
        """`place`, or the capital of the one host's state where only his house is told: "au palais présidentiel"."""
        if place is not None and (place.geonames is not None or place.country is not None):
            return place
        own = [self._layers.actors[p.actor] for p in found.parties if p.part == "host"]
        hosts = {a.state for a in own} - {None}
        host = next(iter(hosts), None)
        if not own and self._where.seat(stretch.trigger.i, stretch.right):
            return self._one_home(found) or place
        head = any((a.office or "").rsplit(".", 1)[-1] in _HEADS for a in own)
        if len(hosts) != 1 or host is None or not self._where.seat(stretch.trigger.i, stretch.right, head=head):
            return place
        parties = {p.actor for p in found.parties}
        start = self._doc[stretch.unit.start].idx
        there = self._where.stay(stretch.unit.start, start - _SCENE, parties, earlier=True)
        there = there or self._where.stay(stretch.unit.start, start - _SCENE, parties, earlier=False)
        return there if there is not None and there.country == host else self._where.capital(host) or place

    def _one_home(self, found: Found) -> Place | None:
        """The one town that the dispatch names as a place of a country of which one of the parties is: "ont quitté
        Abidjan. Ils avaient vu X au palais présidentiel"."""
        states = {self._layers.actors[p.actor].state for p in found.parties if p.actor in self._layers.actors} - {None}
        places = (p for p in map(self._where.place_of, self._venues()) if p is not None and p.geonames is not None)
        towns = {place.name.fr: place for place in places if place.country in states}
        return next(iter(towns.values())) if len(towns) == 1 else None

    def same_table(self, found: Found, stretch: Stretch) -> ContactDraft | None:
        """The contact to come, told just before, at which the host of this one receives two of its parties, or another
        guest too: "X et Y se verront jeudi à Oslo. Z les accueillera", "accueillera aussi V"."""
        start, parties = self._doc[stretch.unit.start].idx, {p.actor for p in found.parties}
        last = next((d for d in reversed(self._drafts) if d.sentence[1] <= start), None)
        if last is None or last.fact.status != "planned" or last.fact.kind in _LONELY:
            return None
        if stretch.trigger.verb is None or not stretch.trigger.verb.host or start - last.sentence[1] > _JOURNEY:
            return None
        near = {t.lower_ for t in self._doc[stretch.trigger.i : stretch.trigger.i + 3]}
        shared = parties & {p.actor for p in last.fact.participants}
        return last if len(shared) > 1 or (near & self._words.also and last.fact.place is not None) else None

    def at_home(self, stretch: Stretch, found: Found, standing: Standing) -> Place | None:
        """The one town of the host's own country that the dispatch names as a place, his capital or where it is
        written: there he received his guests, where nothing tells that he was abroad or at a gathering."""
        words = self._words.gatherings | self._words.margin
        gathered = any(t.lower_ in words for t in self._doc[stretch.unit.start : stretch.unit.end])
        if gathered or standing.status != "held":
            return None
        hosts = {self._layers.actors[p.actor].state for p in found.parties if p.part == "host"} - {None}
        guests = {self._layers.actors[p.actor].state for p in found.parties if p.part == "visitor"}
        own = next(iter(hosts), None)
        if len(hosts) != 1 or own is None or hosts & guests or self._was_abroad(found, own):
            return None
        home, capital = self._where.home.find(), self._where.capital(own)
        towns = {place.name.fr: place for place in map(self._where.place_of, self._venues()) if place is not None}
        named = [p for p in towns.values() if p.country == own and p.geonames is not None]
        if home is not None:
            return home if home.country == own and all(p.name == home.name for p in named) else None
        return named[0] if len(named) == 1 and capital is not None and named[0].name == capital.name else None

    def _was_abroad(self, found: Found, own: str) -> bool:
        """Whether a host has been told to have met somebody out of his country."""
        hosts = {p.actor for p in found.parties if p.part == "host"}
        told = (d.fact for d in self._drafts if d.fact.place is not None and d.fact.mode == "in_person")
        return any(hosts & {p.actor for p in f.participants} and f.place and f.place.country != own for f in told)

    def _venues(self) -> list[MentionDraft]:
        doc, words = self._doc, self._words
        return [m for m in self._layers.mentions if m.as_place and not is_of_thing(doc, m.start, words)]

    def together(self, stretch: Stretch, found: Found, standing: Standing) -> Place | None:
        """The town where at least two of the parties have just been told to have done something together: "X et Y ont
        approuvé lundi à Rome le plan. Z les avait d'abord reçus"; none for what has a day of its own."""
        parties, start = {p.actor for p in found.parties}, stretch.unit.start
        first, last = self._doc[start].idx, self._doc[stretch.unit.end - 1].idx
        dated = any(first <= t.start <= last and t.kind == "DATE" for t in self._layers.times)
        if dated or standing.status not in {"held", "ongoing"}:
            return None
        for mention in reversed([m for m in self._venues() if m.end <= start]):
            if self._doc[mention.start].idx < first - _SCENE:
                return None
            verb = governing_verb(self._doc[mention.start])
            brought = self._doc[mention.start - 1].lower_ in self._words.locatives
            if verb is None or not brought or tense_of(verb) not in PAST_TENSES:
                continue
            if len(parties & self._subjects(verb.i)) > 1:
                return self._where.place_of(mention)
        return None

    def _subjects(self, verb: int) -> set[str]:
        """The actors of the subjects of the verb at token `verb`, with those joined to them."""
        heads = [c for c in self._doc[verb].children if c.dep_.startswith("nsubj")]
        tokens = [t for head in heads for t in (head, *(c for c in head.children if c.dep_ == "conj"))]
        mentions = (self._layers.by_token.get(t.i) for t in tokens)
        return {a for m in mentions if m is not None for a in m.actors}
