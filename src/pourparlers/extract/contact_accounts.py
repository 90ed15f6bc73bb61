"""Accounts of contacts kept with their day, venue, manner and evidence."""

from __future__ import annotations

from dataclasses import dataclass

from ..annotate import syntax
from ..annotate.layers import Layers, MentionDraft
from ..annotate.tense import tense_of
from ..annotate.tree import Doc
from ..annotate.units import Unit
from ..drafts import ContactDraft
from ..ids import make_id
from ..knowledge.model import KnowledgeBase
from ..types import Contact, Participant, Place, Span
from ..vocab import ContactKind, ContactMode, Part
from .contact_details import Details
from .contact_found import Found
from .contact_parties import PartyReader
from .contact_rules import ContactTable, Trigger, is_occasion
from .contact_status import Standing
from .contact_where import Whereabouts

_SCENE = 300
"""How far back, in code points, the place of a contact is still that of the story."""
_CLOSE = 10
"""How many tokens before a noun its venue may stand."""
_STAMPED = frozenset({":", "-", "–", "—", "|"})
"""What stands between the hour of an entry of a live page and its text."""
_LEAD = 600
"""How far, in code points, the opening of a dispatch reaches: what it reports was where it was written."""
_THERE = 200
"""How far back, in code points before its sentence, "y" finds the place it takes up."""
_BESIDE = 30
"""How far after its noun, in code points, a time still belongs to it."""


def contact_class(kind: str) -> str:
    """What a kind can be one contact with: calls with calls, journeys with journeys, meetings of any kind together."""
    return kind if kind in {"call", "exchange", "press_conference", "visit"} else "seen"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A trigger and the stretch of its unit, tokens [left, right), that is its own."""

    unit: Unit
    trigger: Trigger
    left: int
    right: int


class AccountMaker:
    """Keeps the accounts of one document, in the order in which they are told."""

    def __init__(self, doc: Doc, layers: Layers, kb: KnowledgeBase, table: ContactTable) -> None:
        self.doc, self.layers, self.table = doc, layers, table
        self.where = Whereabouts(doc, layers, kb, table.where)
        self.details = Details(doc, layers, table.details)
        self.drafts: list[ContactDraft] = []

    def near(self, stretch: Stretch, before: int, after: int) -> set[str]:
        """Lower-case words around the trigger, inside the unit."""
        i = stretch.trigger.i
        return {t.lower_ for t in self.doc[max(stretch.unit.start, i - before) : min(stretch.unit.end, i + after)]}

    def _manner(self, stretch: Stretch, kind: ContactKind) -> ContactMode:
        near = self.near(stretch, 3, 6)
        if near & self.table.words.video:
            return "video"
        if near & self.table.words.indirect:
            return "indirect"
        return "phone" if kind == "call" else "in_person"

    def _is_loose(self, stretch: Stretch) -> bool:
        """Whether no word tells if the parties saw or called each other."""
        rule, words = stretch.trigger.noun or stretch.trigger.verb, self.table.words
        return bool(rule and rule.loose) and not self.near(stretch, 3, 6) & (
            words.phone | words.video | words.in_person
        )

    def _is_from_afar(self, found: Found) -> bool:
        """Whether all parties hold offices of different states whose holders usually speak by telephone."""
        actors = [self.layers.actors[p.actor] for p in found.parties]
        functions = {(a.office or "").rsplit(".", 1)[-1] for a in actors}
        people = all(a.kind == "person" for a in actors)
        return people and len({a.state for a in actors}) == len(actors) and functions <= self.table.words.remote

    def time_beside(self, stretch: Stretch) -> int | None:
        """The time right after the trigger, if any."""
        time, _ = self.where.time(stretch.trigger.i, stretch.left, stretch.right)
        return time if time is not None and self._is_beside(time, stretch.trigger.i) else None

    def _is_beside(self, time: int, i: int) -> bool:
        """Whether a time stands right after the noun at token `i` ("la rencontre de vendredi")."""
        return 0 <= self.layers.times[time].start - self.doc[i].idx <= _BESIDE

    def _scene(self, unit: Unit, found: Found, standing: Standing) -> Place | None:
        """Where the contact told just before took place, when one of its parties goes on to the next one.

        What came before an arrival ("est arrivé à Oslo. Mardi, il avait vu Y") was not there.
        """
        earlier = standing.past and not standing.recent
        here, parties = self.doc[unit.start].idx, {p.actor for p in found.parties}
        for draft in reversed(self.drafts):
            if here - draft.sentence[1] > _SCENE:
                return None
            shared = parties & {p.actor for p in draft.fact.participants}
            if earlier and shared and draft.fact.kind == "visit":
                return None
            if draft.fact.place is not None and shared and draft.fact.status in {"held", "ongoing"}:
                return draft.fact.place
        return None

    def _is_in_lead(self, stretch: Stretch) -> bool:
        """Whether the contact is told early enough to be what the dispatch reports from its dateline's town."""
        return self.doc[stretch.unit.start].idx < _LEAD

    def _visited(self, unit: Unit, found: Found) -> Place | None:
        """Where one of the parties has just gone to see the others: "X s'est rendu à Athènes. Il s'est entretenu avec
        Y", the host."""
        parties = {p.actor for p in found.parties}
        for draft in reversed(self.drafts):
            if self.doc[unit.start].idx - draft.sentence[1] > _SCENE:
                return None
            visitors = {p.actor for p in draft.fact.participants if p.part == "visitor"}
            hosts = {self.layers.actors[p.actor].state for p in draft.fact.participants if p.part == "host"}
            others = {self.layers.actors[a].state for a in parties - visitors if a in self.layers.actors}
            if draft.fact.kind == "visit" and visitors & parties and hosts & others - {None}:
                return draft.fact.place
        return None

    def _setting(self, stretch: Stretch, found: Found, standing: Standing) -> Place | None:
        """Where one of the parties has just been ("X a quitté Rome à l'aube. Jeudi, il avait vu Y"), or where the title
        sets the contact that the lead tells ("Sommet à Rome")."""
        parties = {p.actor for p in found.parties}
        start, earlier = stretch.unit.start, standing.past and not standing.recent
        stayed = self.where.stay(start, self.doc[start].idx - _SCENE, parties, earlier=earlier)
        if stayed is not None or stretch.unit.block == "title":
            return stayed
        if self.drafts:
            return self.where.dateline() if standing.recent and self._is_in_lead(stretch) else None
        return self.where.headline(stretch.unit.start, frozenset(f for n in self.table.nouns for f in n.forms))

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
        if self._is_stamp(time):
            over = standing.status == "ongoing"  # "14h05 : X reçoit Y": the hour of the entry, not one to come
            return Standing("held", standing.certainty, told=False) if over else standing
        if direction == "future" and standing.status in {"held", "proposed", "ongoing"}:
            return Standing("planned", standing.certainty, told=False)
        if direction == "past" and standing.status in {"proposed", "ongoing"}:
            return Standing("held", standing.certainty, past=True, told=False)
        return standing

    def _is_stamp(self, time: int) -> bool:
        """Whether a time is the hour that opens an entry of a live page."""
        expr, text = self.layers.times[time], self.layers.text
        opens = not text[text.rfind("\n", 0, expr.start) + 1 : expr.start].strip()
        return expr.kind == "TIME" and opens and text[expr.end :].lstrip()[:1] in _STAMPED

    def _occasion_day(self, unit: Unit, i: int, found: Found) -> int | None:
        """The day of a contact told as the occasion of words ("dans une conversation avec X, Y a évoqué"): theirs.

        Where the sentence gives one day only it is that one; where none, the day of the same speaker's words before.
        """
        inside = any(t.lower_ in self.table.where.inside for t in self.doc[max(0, i - 3) : i])
        if syntax.is_offset(self.doc[i]) or not (inside or is_occasion(self.doc, i, self.table)):
            return None
        first, last = self.doc[unit.start].idx, self.doc[unit.end - 1].idx
        here = [n for n, t in enumerate(self.layers.times) if first <= t.start <= last and t.kind == "DATE"]
        here = [n for n in here if not self.where.is_aside(self.layers.times[n].start, i)]
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

    def _day_of_story(self, stretch: Stretch, found: Found, standing: Standing) -> int | None:
        """The day of a contact that its own clause does not date: its occasion's, else the last one told."""
        time = self._occasion_day(stretch.unit, stretch.trigger.i, found) if standing.past else None
        if time is None:
            time = self._continued(stretch, found)
        if time is None and standing.past:
            time = self._simultaneous(stretch)
        if time is None and standing.recent:
            time = self.where.day_before(self.doc[stretch.trigger.i].idx)
        return time

    def _continued(self, stretch: Stretch, found: Found) -> int | None:
        """The day of the contact just told, where this one goes on from it with one of its parties: "puis", "avant de
        voir", "un peu plus tôt", "où il a eu un entretien", "en marge de"."""
        last = self.drafts[-1] if self.drafts else None
        here, i = self.doc[stretch.unit.start].idx, stretch.trigger.i
        if last is None or last.time is None or here - last.sentence[1] > _BESIDE:
            return None
        if not {p.actor for p in last.fact.participants} & {p.actor for p in found.parties}:
            return None
        lead = [t.lower_ for t in self.doc[stretch.unit.start : i]]
        opening = set(lead[:2]) & self.table.parties.then and last.fact.status == "held"
        if last.sentence[0] != here:
            return last.time if opening else None
        near = {t.lower_ for t in self.doc[max(stretch.left, i - 4) : i]}
        place = last.fact.kind == "visit" and bool(set(lead) & self.table.status.whereat)
        goes_on = near & self.table.status.before_infinitive and self.doc[i].pos_ == "VERB"
        return last.time if goes_on or place or near & self.table.parties.margin else None

    def _simultaneous(self, stretch: Stretch) -> int | None:
        """The day of the words in whose relative the contact is told in the imperfect: "s'est indigné samedi X, qui
        recevait Y"."""
        token = self.doc[stretch.trigger.i]
        relative = {t.lower_ for t in self.doc[max(stretch.unit.start, token.i - 6) : token.i]}
        if tense_of(token) != "imperfect" or not relative & (self.table.where.relative | self.table.parties.whom):
            return None
        first = self.doc[stretch.unit.start].idx
        told = [n for n in self.layers.report_times if first <= self.layers.times[n].start < token.idx]
        return told[-1] if told else None

    def countries(self, count: int) -> Found | None:
        """The `count` states whose contact was told last: whom "les ministres des trois pays" stand for."""
        for draft in reversed(self.drafts) if count else ():
            actors = [self.layers.actors[p.actor] for p in draft.fact.participants]
            states = list(dict.fromkeys(a.state for a in actors if a.state))
            if len(states) == count:
                ids = (self.where.state_of(s) for s in states)
                return Found([Participant(actor=a, part="party") for a in ids if a is not None])
        return None

    def _is_repeated(self, stretch: Stretch) -> bool:
        """Whether several contacts are told at once: "plusieurs fois", not "pour la première fois"."""
        words, i = self.table.parties, stretch.trigger.i
        near = self.doc[max(stretch.unit.start, i - 3) : min(stretch.unit.end, i + 8)]
        return any(
            t.lower_ in words.repeated and not {x.lower_ for x in t.doc[t.i - 1 : t.i]} & words.once for t in near
        )

    def _fallen_through(self, stretch: Stretch, kind: ContactKind, found: Found, standing: Standing) -> Standing:
        """A meeting that "devait" take place on a journey now cancelled is cancelled with it."""
        if kind in {"visit", "call"} or not self._is_foretold(stretch, standing.status):
            return standing
        parties = {p.actor for p in found.parties}
        states = {self.layers.actors[a].state for a in parties} - {None}
        for draft in reversed(self.drafts):
            fact = draft.fact
            visitors = {p.actor for p in fact.participants if p.part == "visitor"}
            hosts = {self.layers.actors[p.actor].state for p in fact.participants if p.part == "host"}
            if fact.kind == "visit" and visitors & parties and hosts & states:
                return Standing("cancelled", draft.certainty) if fact.status == "cancelled" else standing
        return standing

    def _is_foretold(self, stretch: Stretch, status: str) -> bool:
        """Whether a plan is told in the past: "la réunion devait se tenir", "avait été annoncée"."""
        return status in {"planned", "proposed"} and bool(self.near(stretch, 6, 14) & self.table.status.foretold)

    def helpers(self, stretch: Stretch) -> list[tuple[MentionDraft, Part]]:
        """Mediators and others told beside the parties, in the contact's own stretch."""
        return PartyReader(self.doc, self.layers, self.table.parties).helpers(stretch.trigger.i, stretch.right)

    def _place(self, stretch: Stretch, inherited: ContactDraft | None) -> tuple[Place | None, int]:
        """The venue of the trigger and its token: of a noun only what stands close, unless a journey leads to it."""
        i, doc = stretch.trigger.i, self.doc
        purpose = any(t.lower_ in self.table.where.purpose for t in doc[max(stretch.left, i - 4) : i])
        side = "after" if inherited else "before" if purpose else "nearest"
        left, right = stretch.left, stretch.right
        if syntax.is_offset(doc[i]):  # "deux jours après leur entretien, il est allé à Kiev": not there
            left, side = i, "after"
            right = next((t.i for t in doc[i:right] if t.text == ","), right)
        place, token = self.where.place(i, left, right, side=side)
        told_of_noun = stretch.trigger.noun is not None and not purpose
        if told_of_noun and token < i and (i - token > _CLOSE or any(t.pos_ == "VERB" for t in doc[token:i])):
            place, token = None, i
        place = place or self.where.antecedent(i, stretch.left)
        if place is None and self._is_there(stretch):
            place = self.where.place(i, stretch.unit.start, i, side="before")[0] or self.last_place(stretch)
        return place, token

    def _is_there(self, stretch: Stretch) -> bool:
        """Whether "y" says where: before the verb, or before the one whose subject the noun is ("doit s'y ouvrir")."""
        i = stretch.trigger.i
        if stretch.trigger.verb is not None:
            return any(t.lower_ == "y" for t in self.doc[max(0, i - 3) : i])
        there = next((t for t in self.doc[i + 1 : min(stretch.right, i + 25)] if t.lower_ == "y"), None)
        return there is not None and there.pos_ == "PRON" and self.doc[there.i - 1].lower_ not in {"il", "n'", "-"}

    def last_place(self, stretch: Stretch) -> Place | None:
        """What "y" takes up: the place named last, in this sentence or the one before, or the last contact's."""
        named = self.where.last_named(stretch.trigger.i, self.doc[stretch.unit.start].idx - _THERE)
        if named is not None:
            return named
        before = self.drafts[-1] if self.drafts else None
        near = before is not None and self.doc[stretch.unit.start].idx - before.sentence[1] < _BESIDE
        return before.fact.place if before is not None and near else None

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
        time, time_tokens = self.where.time(i, stretch.left, stretch.right)
        if inherited is not None and not standing.told and time is not None and not self._is_beside(time, i):
            time, time_tokens = None, []
        place, place_token = (venue[0], venue[1]) if venue is not None else self._place(stretch, inherited)
        if venue is not None and venue[2]:
            time, time_tokens = self.where.stop_time(venue[1])
        if standing.status == "postponed" and time is not None and not self.where.is_new_day(time):
            time, time_tokens = self.where.new_day(i, stretch.right)
        if inherited is not None:
            time = inherited.time if time is None else time
            place = place or inherited.fact.place
        if self._is_repeated(stretch):
            return  # several contacts at once, none of them a contact of its own
        for mention, part in self.helpers(stretch):
            found.add(mention, part)
        loose = self._is_loose(stretch)
        if loose and place is None and kind == "meeting" and standing.status == "held":
            place = self._visited(unit, found)
        if loose and kind == "meeting" and place is None and inherited is None and self._is_from_afar(found):
            kind = "call"
        if time is None:
            time = self._day_of_story(stretch, found, standing)
        if place is None and kind != "call" and standing.status == "held":
            place = self._scene(unit, found, standing) or self._setting(stretch, found, standing)
        if not standing.told:
            standing = (
                self._by_direction(time, standing) if time is not None else self._as_before(kind, found, standing)
            )
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
                sentence=sentence,
                loose=loose,
                foretold=self._is_foretold(stretch, standing.status),
            )
        )
