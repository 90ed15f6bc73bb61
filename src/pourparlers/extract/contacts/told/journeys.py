"""Journeys: who goes to another state's place, whose guest he is, and each stop of an itinerary."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import msgspec

from ....annotate.layers import Layers, MentionDraft
from ....annotate.tense import FUTURE_LIKE, tense_of
from ....annotate.tree import Doc
from ....drafts import ContactDraft
from ....types import Participant, Place
from ..accounts import AccountMaker
from ..rules import Stretch, Trigger
from ..scene.apart import was_set_for
from ..scene.towns import set_off
from ..status import PAST_TENSES, Standing
from ..who.asides import is_bare_participle
from ..who.found import Found
from ..who.lists import is_party
from ..who.parties import PartyReader
from ..who.subjects import is_finite

_NEXT = 250
"""How far back, in code points, the journey was told that a noun without a place takes up."""
_FAR = 900
"""How far back, in code points, the contact was told whose states a number takes up."""
_PAIR, _JOINED = 2, 4
"""So many states "les deux pays" are; at most so many tokens stand between them where they are named together."""
_BRINGS = 6
"""At most so many tokens stand between a verb that makes a journey and its town: a day."""


class JourneyReader:
    """Keeps the visits of one document in `accounts`."""

    def __init__(self, doc: Doc, layers: Layers, parties: PartyReader, accounts: AccountMaker) -> None:
        self.doc, self.layers, self.parties, self.accounts = doc, layers, parties, accounts

    def visit(self, stretch: Stretch, visitors: Found, standing: Standing) -> None:
        """A journey to another state's place, whose host is that state or who is told ("chez le roi"); each further
        place of an itinerary ("à Riyad, puis au Caire") is a visit of its own."""
        i, where = stretch.trigger.i, self.accounts.where
        rule = stretch.trigger.verb
        place, token = where.place(i, i + 1, stretch.right, side="after")
        if place is None and rule is not None and rule.toward:
            place, token = where.destination(i, stretch.right)
        if place is None and rule is not None and rule.reaches:
            place, token = where.reached(i)
        if place is None and any(t.lower_ == "y" for t in self.doc[max(stretch.left, i - 4) : i]):
            place, token = self.accounts.scene.last_place(stretch), i
        if place is None and rule is not None and (town := where.antecedent(i, stretch.unit.start)) is not None:
            place, token = town, i  # "Alger, où X était passé en mai"
        if place is None and (shown := set_off(self.doc, self.layers, self.accounts.table.where, i)) is not None:
            place, token = where.place_of(shown), i  # "C'est à Rome que X s'est rendu"
        if place is None and (rule is None or rule.object):
            place, token = self._brought(i, stretch.right)
        if place is None:
            if not self._to_several(stretch, visitors, standing):
                self._fall_through(stretch, visitors, standing)
            return
        stops = where.itinerary(token, stretch.right) if token > i else []
        parted = [t.i for t in self.doc[token + 1 : stops[0][1]] if self._parts(t.i)] if stops else []
        own = replace(stretch, right=parted[-1]) if parted else stretch
        self._visit_to(own, Found(list(visitors.parties), list(visitors.tokens)), standing, place, token)
        for further, at in stops:
            own = Stretch(stretch.unit, stretch.trigger, stretch.left, stretch.right)
            self._visit_to(own, Found(list(visitors.parties), list(visitors.tokens)), standing, further, at, stop=True)

    def _brought(self, i: int, right: int) -> tuple[Place | None, int]:
        """The town right behind the verb at token `i` that makes a journey, though it might act there as well, and its
        token: "la visite que X devait faire lundi à Rome", "va envoyer une mission à Rome"."""
        where, envoys = self.accounts.where, self.accounts.table.parties.embassies
        for j in range(i + 1, min(right, i + _BRINGS)):
            town = self.layers.by_token.get(j + 1)
            if self.doc[j].lower_ in self.accounts.table.where.locatives and town is not None:
                return (where.place_of(town), town.start) if town.how == "metonym" else (None, i)
            passed = self.doc[j].pos_ in {"DET", "NUM"} or self.doc[j].lower_ in envoys
            if not passed and not self.layers.is_timed(self.doc[j]):
                break
        return None, i

    def stop(self, verb: int, noun: int, right: int) -> tuple[Place, int] | None:
        """The town where the verb at token `verb` tells that a journey without one began or ended, and its token: "a
        entamé mardi à Rome une tournée", "a commencé sa tournée par Rome"."""
        where, words = self.accounts.where, self.accounts.table
        for j in (*range(verb + 1, noun), *range(noun + 1, min(right, noun + _BRINGS + 2))):
            town = self.layers.by_token.get(j)
            brings = words.where.locatives if j < noun else words.parties.agent
            place = where.place_of(town) if town is not None and town.start == j else None
            if place is not None and self.doc[j - 1].lower_ in brings and place.geonames is not None:
                return place, j
        return None

    def _to_several(self, stretch: Stretch, visitors: Found, standing: Standing) -> bool:
        """Keep the journeys to states that a number takes up: "se rendra dans les deux capitales"; whether any."""
        where, words = self.accounts.where, self.accounts.table.where
        inside = (m for k in range(stretch.trigger.i + 1, stretch.right) if (m := self.layers.by_token.get(k)))
        states = next((m for m in inside if m.how == "group" and len(m.actors) == _PAIR), None)
        if states is None or self.doc[states.start - 1].lower_ not in words.locatives | words.toward:
            return False
        groups = [m for m in self.layers.mentions if m.how == "group" and m.end <= states.start]
        again = any({*m.actors} == {*states.actors} for m in groups)  # "les deux voisins … les deux capitales"
        own_states = {self.layers.actors[p.actor].state for p in visitors.parties}
        told = () if again else self._in_contact(states.start, own_states)
        actors = [self.layers.actors[a] for a in told or (states.actors if again or self._are_joined(states) else ())]
        if not actors or not all(a.kind == "state" and a.state for a in actors):
            return False
        capitals = self.doc[states.end - 1].lower_ == "capitales"
        for actor in actors:
            town = where.capital(actor.state or "") if capitals else None
            place = town or Place(name=actor.name, country=actor.state)
            own = Found(list(visitors.parties), list(visitors.tokens))
            self._visit_to(stretch, own, standing, place, states.end - 1)
        return True

    def _in_contact(self, before: int, but: set[str | None]) -> tuple[str, ...]:
        """The two states, none of those in `but`, of the contact told last before token `before`; empty where these are
        not two, or it was told long before."""
        for draft in reversed(self.accounts.drafts):
            own = {self.layers.actors[p.actor].state for p in draft.fact.participants} - but - {None}
            if self.doc[before].idx - draft.sentence[1] > _FAR:
                return ()
            if len(own) == _PAIR:
                found = [a for s in sorted(s for s in own if s) if (a := self.accounts.where.state_of(s)) is not None]
                return tuple(found)
        return ()

    def _are_joined(self, states: MentionDraft) -> bool:
        """Whether "et" joins the two `states` somewhere before: "l'Arménie et l'Azerbaïdjan"."""
        before = [m for m in self.layers.mentions if m.end <= states.start and m.actors]
        pairs = ((a, b) for a, b in pairwise(before) if {*a.actors, *b.actors} == set(states.actors))
        return any(
            b.start - a.end <= _JOINED and any(t.lower_ == "et" for t in self.doc[a.end : b.start]) for a, b in pairs
        )

    def _parts(self, i: int) -> bool:
        """Whether token `i` parts the stops of a journey, so that a day behind it is of the next one."""
        return self.doc[i].text == "," or self.doc[i].lower_ in self.accounts.table.where.stops

    def received(self, stretch: Stretch) -> Trigger | None:
        """The verb of one expected as a verb of reception, where persons are to receive him: "est attendu à Rome par
        X"; None where none are told."""
        i, table = stretch.trigger.i, self.accounts.table
        by = next((t.i for t in self.doc[i + 1 : stretch.right] if t.lower_ in table.parties.agent), None)
        if stretch.trigger.verb is None or not stretch.trigger.verb.expected or by is None:
            return None
        hosts, _ = self.parties.lists.read(by + 1, stretch.right)
        if not hosts or any(self.layers.actors[a].kind != "person" for m in hosts for a in m.actors):
            return None
        receiving = (v for v in table.verbs if v.host and v.object and v.person_object)
        return replace(stretch.trigger, verb=next(v for v in receiving if not (v.needs or v.about or v.many)))

    def envoys_of(self, stretch: Stretch, sender: Found) -> Found:
        """The body whose people the verb of sending tells in common words, who go for it: "l'Union a dépêché une
        mission à Rome"; nobody where it sends something else, or is a state."""
        words, i = self.accounts.table.parties, stretch.trigger.i
        near = self.doc[i + 1 : min(stretch.unit.end, i + _BRINGS)]
        people = next((t for t in near if t.pos_ == "NOUN" and t.lower_ not in self.accounts.table.words.days), None)
        own = people is not None and people.lower_ in words.embassies
        body = own and self.parties.subjects.bodies.is_body([p.actor for p in sender.parties])
        return (
            Found([Participant(actor=p.actor, part="visitor") for p in sender.parties], list(sender.tokens))
            if body
            else Found()
        )

    def sent(self, stretch: Stretch, envoys: Found, standing: Standing) -> bool:
        """Keep the journey of those sent to somebody, where no place is told: "a dépêché X auprès de Y"; whether they
        were."""
        i, where = stretch.trigger.i, self.accounts.where
        hosts = self.parties.beside(i + 1, stretch.right)
        if not hosts or not envoys.parties or where.place(i, i + 1, stretch.right, side="after")[0] is not None:
            return False
        persons = all(self.layers.actors[p.actor].kind == "person" for p in envoys.parties)
        for host in hosts:
            envoys.add(host, "host")
        if persons and len(envoys.parties) > 1:
            self.accounts.keep(stretch, "visit", envoys, standing)
        return True

    def _fall_through(self, stretch: Stretch, visitors: Found, standing: Standing) -> None:
        """Keep what a noun without a place says of the journey told last as to come: "Son voyage a été annulé"."""
        i, words = stretch.trigger.i, self.accounts.table.parties
        own = {t.lower_ for t in self.doc[max(stretch.unit.start, i - 2) : i]} & (words.ours | words.definite)
        if stretch.trigger.noun is None or not own or standing.status not in {"cancelled", "postponed"}:
            return
        told = (d for d in reversed(self.accounts.drafts) if d.fact.kind == "visit")
        before = next(told, None)
        if before is None or self.doc[stretch.unit.start].idx - before.sentence[1] > _NEXT:
            return
        parties = {p.actor for p in before.fact.participants}
        if before.fact.status == standing.status and before.time is None and before.apart is None:
            self._set_day(before, stretch, parties, visitors)
            return
        if before.fact.status not in {"planned", "proposed"}:
            return
        if all(p.actor in parties for p in visitors.parties):
            found = Found(list(before.fact.participants), [i])
            self.accounts.keep(stretch, "visit", found, standing, inherited=before)

    def _set_day(self, before: ContactDraft, stretch: Stretch, parties: set[str], visitors: Found) -> None:
        """Give the journey told to fall through the day for which it was set, told with its noun right after: "ne se
        rendra pas à Rome. L'annulation de la visite prévue mardi"."""
        time, _ = self.accounts.days.time(stretch.trigger.i, stretch.left, stretch.right)
        if time is None or not self.layers.times[time].is_day or any(p.actor not in parties for p in visitors.parties):
            return
        if not was_set_for(self.doc, self.layers, self.accounts.table, time):
            return
        drafts = self.accounts.drafts
        drafts[drafts.index(before)] = msgspec.structs.replace(before, time=time, before_published=False)

    def _visit_to(
        self, stretch: Stretch, visitors: Found, standing: Standing, place: Place, token: int, *, stop: bool = False
    ) -> None:
        host = self.accounts.where.state_at(place)
        actors = [self.layers.actors[p.actor] for p in visitors.parties if p.actor in self.layers.actors]
        if host is None or not actors or self._is_of_others(stretch, visitors):
            return
        if place.country in {a.state for a in actors} or any(a.kind == "state" for a in actors):
            return
        at_home = self.parties.subjects.at_home_of(token, stretch.right)
        if at_home is None and all(self.accounts.where.home.is_seat(a.office, place) for a in actors):
            return
        if at_home is not None:
            visitors.add(at_home, "host")
        else:
            visitors.add_actor(host, "host")
        visitors.tokens.append(token)
        self.accounts.keep(stretch, "visit", visitors, standing, venue=(place, token, stop))

    def stay(self, stretch: Stretch, visitors: Found, standing: Standing, stop: tuple[Place, int]) -> None:
        """Keep the stay of the visitors at one stop of their journey: its town, and the token of that."""
        self._visit_to(stretch, visitors, standing, *stop)

    def _is_of_others(self, stretch: Stretch, visitors: Found) -> bool:
        """Whether a bare participle tells that none of the `visitors` is expected: "le train de X, attendu mardi à
        Rome", "les négociateurs, attendus à Rome" (who?), "attendu à Rome, X n'est pas venu"."""
        rule, i, doc = stretch.trigger.verb, stretch.trigger.i, self.doc
        if rule is None or not rule.expected or not is_bare_participle(doc, i):
            return False
        words, start = self.accounts.table.parties, min(visitors.tokens, default=i)
        if all(self.layers.actors[p.actor].kind == "anonymous" for p in visitors.parties):
            return True
        owned = start > 0 and doc[start - 1].lower_ in words.of | words.agent and doc[start - 1].pos_ != "DET"
        fewer = doc[i].lower_.endswith("s") and len(visitors.parties) == 1
        after = {t.lower_ for t in doc[i : stretch.unit.end]}
        return owned or fewer or bool(after & self.accounts.table.deeds.stayed)

    def goes_on(self, stretch: Stretch, parties: list[Participant], tokens: list[int], standing: Standing) -> bool:
        """Keep the journey of those who were at somebody's house and go on to another town, without him: "sera jeudi à
        Rome, chez X, puis vendredi à Berne"; whether another town is told."""
        told = self.accounts.where.told_in(stretch.left, stretch.right)
        at = (self.layers.by_token.get(t) for t in tokens if t > stretch.trigger.i)
        hosts = {a for m in at if m is not None for a in m.actors}
        gone = [Participant(actor=p.actor, part="visitor") for p in parties if p.actor not in hosts]
        if told is None or not gone or not hosts:
            return False
        self._visit_to(replace(stretch, own=stretch.left), Found(gone, [stretch.left]), standing, *told, stop=True)
        return True

    def gone_to(self, i: int, *, plural: bool) -> MentionDraft | None:
        """Those of the journey just told who came where "où" before token `i` says: "s'est envolé pour Rome, où Y l'a";
        None where another verb stands between, or they are not as many as the pronoun tells."""
        last = self.accounts.drafts[-1] if self.accounts.drafts else None
        first = self.doc[i].sent.start
        if last is None or last.fact.kind != "visit" or last.sentence[0] < self.doc[first].idx:
            return None
        for j in range(i - 1, first, -1):
            if self.doc[j].lower_ == "où":
                gone = tuple(p.actor for p in last.fact.participants if p.part == "visitor")
                return (
                    MentionDraft(i, i + 1, i, "pronoun", members=gone) if gone and plural == (len(gone) > 1) else None
                )
            if is_finite(self.doc[j]) or self.doc[j].text in {";", ":"}:
                return None
        return None

    def of_sent(self, stretch: Stretch, objects: list[list[MentionDraft]]) -> Stretch:
        """The stretch of a verb of sending up to the comma behind which something else is told; not one that only
        parts a name: "dépêche son ministre, X, à Rome"."""
        i, right = stretch.trigger.i, stretch.right
        last = max((m.end for m in objects[0]), default=i) if objects else i
        after = [t.lower_ for t in self.doc[last : min(last + 2, right)]]
        apposed = after[:1] == [","] and bool({*after[1:]} & self.accounts.table.where.locatives)
        rest = self.doc[last + 1 if apposed else i : right]
        return replace(stretch, right=next((t.i for t in rest if t.text == ","), right))

    def is_right_there(self, stretch: Stretch, *, dated: bool) -> bool:
        """Whether only a time or an adverb stands between the verb and its place, and, if it must be `dated`, a day
        beside it: "sera lundi à Riyad"."""
        i = stretch.trigger.i
        if dated and self.accounts.days.time(i, stretch.left, stretch.right)[0] is None:
            return False
        _, token = self.accounts.where.place(i, i + 1, stretch.right, side="after")
        between = self.doc[i + 1 : token]
        timed = {t.i for t in between if any(x.start <= t.idx < x.end for x in self.layers.times)}
        return token > i and all(t.i in timed or t.pos_ in {"ADV", "ADP", "DET"} or t.text == "," for t in between)

    def owner(self, stretch: Stretch) -> MentionDraft | None:
        """Whose journey the noun tells where that stands before it: "X, en visite à", "X, de passage à"."""
        i, rule, subjects = stretch.trigger.i, stretch.trigger.noun, self.parties.subjects
        owner = subjects.owner_before(i, stretch.unit.start)
        passing = rule is not None and self.doc[i - 1].lower_ in rule.only_before and self.doc[i - 2].text == ","
        if owner is not None or not passing:
            return owner
        before = self.layers.by_token.get(i - 3)
        return before if before is not None and is_party(before) else None

    def opens(self, stretch: Stretch, visitors: Found) -> Standing | None:
        """Add whose journey the noun that opens its sentence tells ("En visite à Rome, X a", "De passage à Rome"), and
        where it stands by the main verb's tense; None where it does not open it."""
        i, unit = stretch.trigger.i, stretch.unit
        opening = {t.lower_ for t in self.doc[unit.start : i]}
        if (
            not opening
            or not opening <= self.accounts.table.parties.journeying
            or self.accounts.time_beside(stretch) is None
        ):
            return None  # without a day of its own it only says where somebody spoke
        if not self.parties.subjects.add_after_comma(i, unit.end, visitors, part="visitor"):
            return None
        after = max(visitors.tokens, default=i)
        verb = next((t for t in self.doc[after + 1 : unit.end] if is_finite(t)), None)
        tense = tense_of(verb) if verb is not None else None
        if tense in FUTURE_LIKE:
            return Standing("planned")
        return Standing("held", past=True) if tense in PAST_TENSES else Standing("ongoing", told=False)
