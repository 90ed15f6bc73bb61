"""Contacts told by their nouns: "la rencontre entre X et Y", "leur entretien", "une visite de X à Rome"."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import msgspec

from ....annotate.tense import governing_verb, tense_of
from ....types import Participant
from ....vocab import ContactKind, Part
from ..noun_status import standing_of_noun
from ..rules import Stretch
from ..scope import is_quoted
from ..status import PAST_TENSES, Standing, outcome_told, standing_of_verb
from ..thought_of import until_told_of
from ..who.agenda import agenda_owner
from ..who.found import Found
from ..who.mediators import add_mediator
from ..who.noun_parties import NounParties
from ..who.process import TALKS
from .again import Resumption
from .clauses import Told
from .offers import OfferReader
from .stays import StayReader
from .unheld import UnheldReader
from .verbs import VerbReader

_NEAR = 60
"""How far back, in code points, what "c'était" takes up was told."""
_COLON = 5
"""At most so many tokens stand between a tour and the colon that spells it out."""
_BE = frozenset({"est", "sont", "été", "était", "étaient", "fut", "furent", "sera", "seront"})


class NounReader:
    """Reads nouns that are contacts in one document into `accounts`; journeys go by `verbs`."""

    def __init__(self, verbs: VerbReader) -> None:
        self.doc, self.layers, self.table = verbs.doc, verbs.layers, verbs.table
        self.parties, self.accounts, self._verbs = verbs.parties, verbs.accounts, verbs
        self.left_out = NounParties(self.doc, self.layers, self.table, self.parties, self.accounts)
        self.stays = StayReader(self.doc, self.layers, self.parties, self.accounts)
        self.supposed: set[str] = set()
        """Ids of contacts that titles name, of which no verb tells where they stand."""
        self.unheld = UnheldReader(self.doc, self.layers, self.table)
        self.offers = OfferReader(self.doc, self.layers, self.table, self.parties)
        self.again = Resumption(self.doc, self.layers, self.table.parties, self.parties, self.accounts)

    def read(self, stretch: Stretch) -> None:
        """Make the account that the noun of `stretch` tells."""
        known = len(self.accounts.drafts)
        self._read(stretch)
        i = stretch.trigger.i
        if stretch.unit.block == "title" and governing_verb(self.doc[i]) is None:
            self.supposed |= {d.fact.id for d in self.accounts.drafts[known:] if d.fact.status in {"held", "ongoing"}}

    def _read(self, stretch: Stretch) -> None:
        """Make the account that the noun of `stretch` tells."""
        trigger, unit = stretch.trigger, stretch.unit
        rule, i = trigger.noun, trigger.i
        assert rule is not None
        spoken = is_quoted(self.layers, self.doc, unit, i) and unit.block != "title"
        asked = self.unheld.is_asked(i)
        answer = outcome_told(self.doc, self.doc[i].sent.end, self.table.status) if asked else None
        away = bool({t.lower_ for t in self.doc[max(unit.start, i - 3) : i]} & self.table.status.away)
        if spoken or away or (asked and answer is None) or self.unheld.is_unheld(i):
            return
        if self._is_told_again(stretch) or rule.gapped:
            (self.again.gapped if rule.gapped else self.again.others)(stretch)
            return
        head = trigger.last or i
        if rule.to and self._directed(stretch, head):
            return
        relative = self._verbs.clauses.of_noun(head, stretch.right)
        found, standing = self._told(stretch, head, answer, relative)
        if self.unheld.is_game(i, found):
            return
        if (standing.status == "denied" and self.unheld.is_silence(i)) or self._is_called(stretch, found):
            return
        wire = self.table.words.by_wire(loose=rule.loose)
        kind: ContactKind = "call" if self.accounts.near(stretch, 0, 4) & wire else rule.kind
        if rule.both:
            return
        if relative is not None and rule.kind == "visit":  # "l'escale qu'il devait faire mardi à Rome"
            stretch = replace(stretch, trigger=replace(trigger, i=relative.verb))
        if self._journey(stretch, found, standing):
            return
        if standing.status == "planned" and self._follows_contact(stretch):
            standing = Standing("held", past=True, told=False)
        offer = self.offers.read(stretch, found) if standing.status != "denied" else None
        if offer is not None:
            self.accounts.keep(self.offers.within(stretch, offer[0]), kind, *offer)
            return
        self._meeting(stretch, kind, found, standing)

    def _told(
        self, stretch: Stretch, head: int, answer: Standing | None, relative: Told | None
    ) -> tuple[Found, Standing]:
        """The parties that the noun's phrase or a relative clause on it names, and where the contact stands."""
        i, unit = stretch.trigger.i, stretch.unit
        found = self.parties.of_noun(head, stretch.right)
        if len(found.parties) < 2:
            self.parties.add_between(head, stretch.right, found)
        if not found.parties:
            self.parties.add_before(i, max(unit.start, stretch.left - 1), found)
        relative = relative if len(found.parties) < 2 else None
        found = relative.found if relative is not None else found
        during = len(found.parties) < 2 and self.parties.add_relative(i, unit.start, stretch.right, found)
        end = max([i + 1, *(t + 1 for t in found.tokens)])
        standing = answer or standing_of_noun(self.doc, i, end, self.table.status)
        standing = relative.by_main(standing) if relative is not None else standing
        if during and not standing.told:
            standing = Standing("held", past=True)
        return found, standing

    def _meeting(self, stretch: Stretch, kind: ContactKind, found: Found, standing: Standing) -> None:
        """Keep the account of a noun that is no journey, with the parties that its phrase leaves out; where it has
        none, it takes up one told before."""
        i, unit = stretch.trigger.i, stretch.unit
        article = self._article(i)
        if not (found.parties or found.mutual) and self.left_out.is_form(stretch, article):
            self.accounts.at_occasion(stretch, kind)
            return
        if self._is_margin(i):
            found = self.left_out.in_margin(stretch, found)
            if not found.parties and self.left_out.is_in_sentence(unit):
                return  # what met there has just been told
        elif not found.mutual and (len(found.parties) < 2 or found.beside):
            self.left_out.complete(stretch, found, article)
        elif found.mutual:
            self.left_out.seat(stretch, found)
        found = self._with_hosts(stretch, kind, found)
        if kind == "mediation" and found.mutual:
            add_mediator(self.left_out, stretch, found)
        if standing.status == "proposed" and len(found.parties) > 1 and self.left_out.is_agreed(i):
            standing = Standing("planned", standing.certainty)
        if found.beside and (owner := agenda_owner(self.doc, self.layers, self.table.parties, i)) is not None:
            found.add(owner)
            standing = standing if standing.told else Standing("planned", told=False)
        if len(found.parties) < 2 and not self._is_alone(stretch, found, kind):
            self._of_others(stretch, kind, found, standing, article)
        elif self.left_out.is_where_others_met(stretch, found, kind):
            self.accounts.at_occasion(stretch)
        else:
            self._keep(stretch, kind, found, standing)

    def _is_alone(self, stretch: Stretch, found: Found, kind: ContactKind) -> bool:
        """Whether one party is enough: a body, or a format whose talks have a day: "Les pourparlers à six ont repris
        mardi"."""
        if self.left_out.stands_alone(found, kind):
            return True
        formats = [p for p in found.parties if self.layers.actors[p.actor].kind == "format"]
        dated = self._verbs.sittings.is_dated(stretch)
        return kind in TALKS and len(formats) == len(found.parties) == 1 and dated

    def _with_hosts(self, stretch: Stretch, kind: ContactKind, found: Found) -> Found:
        """Those found, and, where they are too few, who receives or convenes them."""
        i, unit = stretch.trigger.i, stretch.unit
        if len(found.parties) > 1 or not self.left_out.makes(i, self.table.parties.hosts):
            return found
        self.parties.subjects.add_governing_subject(i, unit.start, unit.end, found, part="host")
        for mention, part in self.accounts.helpers(stretch):
            found.add(mention, part)
        if self.left_out.is_convened(stretch, found):
            return Found([_as(p, "party") for p in found.parties], found.tokens)
        others = kind in TALKS and bool(found.parties) and all(p.part in {"host", "mediator"} for p in found.parties)
        return Found() if others else found  # "X et Y proposent d'accueillir des négociations": of others

    def _of_others(self, stretch: Stretch, kind: ContactKind, found: Found, standing: Standing, article: str) -> None:
        """Keep what a noun without parties tells: of a contact told before, else of those in whose presence it was:
        "La conférence s'est ouverte en présence de X et Y"."""
        kept = len(self.accounts.drafts)
        self.again.take_up(stretch, kind, standing, article)
        if len(self.accounts.drafts) == kept and self._are_present(stretch, found):
            self._keep(stretch, kind, found, standing)

    def _are_present(self, stretch: Stretch, found: Found) -> bool:
        """Whether persons in whose presence it took place, with those found, make a contact of talks or a summit that
        names no other parties; not where a contact told before is meant."""
        rule, actors = stretch.trigger.noun, self.layers.actors
        there = [m for m, part in self.accounts.helpers(stretch) if part == "party"]
        persons = {a for m in there for a in m.actors if actors[a].kind == "person"}
        named = {p.actor for p in found.parties if actors[p.actor].kind == "person"}
        states = {actors[a].state for a in persons | named}
        known = rule is not None and rule.kind in {"summit", "talks"}
        return known and len(persons | named) > 1 and bool(persons) and len(states) > 1

    def _shuttle(self, stretch: Stretch, found: Found, standing: Standing) -> None:
        """Keep the talks of two sides between whom somebody goes: "X a fait la navette entre Y et Z"; of more, or where
        nobody goes, the word tells journeys."""
        i, unit = stretch.trigger.i, stretch.unit
        between, helper = list(found.parties), Found()
        self.parties.subjects.add_governing_subject(i, unit.start, unit.end, helper, part="mediator")
        sides = [p for p in between if all(p.actor != h.actor for h in helper.parties)]
        verb = governing_verb(self.doc[i])
        by_verb = standing_of_verb(self.doc, verb.i, self.table.status) if verb is not None else None
        standing = standing if standing.told else by_verb or standing
        if len(sides) == 2 and helper.parties:
            self.accounts.keep(stretch, "mediation", Found([*sides, *helper.parties], found.tokens), standing)

    def _journey(self, stretch: Stretch, found: Found, standing: Standing) -> bool:
        """Make the accounts of a noun that tells who was somebody's guest, a tour, a visit or a shuttle; whether it is
        such a noun."""
        word, rule = self.doc[stretch.trigger.i].lower_, stretch.trigger.noun
        if word in self.table.parties.guest:
            self.guest(stretch)
        elif word in self.table.parties.shuttles:
            self._shuttle(stretch, found, standing)
        elif rule is None or rule.kind != "visit":
            return False
        elif not self._tour(stretch):
            self._own_visit(stretch, found, standing)
        return True

    def _directed(self, stretch: Stretch, head: int) -> bool:
        """Keep the contacts of a noun that says from whom to whom it goes, one each: "des appels de X à Y et à Z";
        whether there are any."""
        i, rule, unit = stretch.trigger.i, stretch.trigger.noun, stretch.unit
        sender, links = self._verbs.series.directed(head + 1, unit.end, self.table.parties)
        if rule is None or not sender or not links:
            return False
        end = links[-1].end
        standing = standing_of_noun(self.doc, i, end, self.table.status)
        for n, link in enumerate(links):
            found = Found()
            for mention in (*sender, *link.mentions):
                found.add(mention)
            own = replace(stretch, right=max(stretch.right, end)) if not n else replace(stretch, left=i, right=end)
            self.accounts.keep(own, rule.kind, found, standing)
        return True

    def _keep(self, stretch: Stretch, kind: ContactKind, found: Found, standing: Standing) -> None:
        """Keep an account, and one more for each link of a row: "un entretien avec X, puis avec Y", "mardi avec Y"."""
        stretch = until_told_of(self.doc, stretch, self.table.status)
        first = self.parties.with_whom(stretch.trigger.i, stretch.right) if found.beside else []
        links = self._verbs.series.read(first[-1].end, stretch.unit.end, self.table.parties.with_) if first else []
        known = {a for mentions in (first, *(k.mentions for k in links)) for m in mentions for a in m.actors}
        subject = [p for p in found.parties if p.actor not in known]
        if subject and not links and len(first) > 1 and self._verbs.series.is_of_each(stretch.trigger.i):
            for mention in first:
                self.accounts.keep(stretch, kind, found.without(known - set(mention.actors)), standing)
            return
        if not links or not subject:
            self.accounts.keep(stretch, kind, found, standing)
            return
        parent = replace(stretch, right=min(stretch.right, links[0].first))
        others = {a for k in links for m in k.mentions for a in m.actors} - {a for m in first for a in m.actors}
        self.accounts.keep(parent, kind, found.without(others), standing)
        for link in links:
            other = Found(list(subject), [stretch.trigger.i])
            for mention in link.mentions:
                other.add(mention)
            own = replace(stretch, left=link.first, right=link.end, own=link.first)
            self.accounts.keep(own, kind, other, standing)

    def _tour(self, stretch: Stretch) -> bool:
        """Keep the meetings of a tour that a colon spells out ("bouclait sa tournée : lundi X, mardi, à Rome, Y");
        whether there are any."""
        i, unit = stretch.trigger.i, stretch.unit
        colon = next((t.i for t in self.doc[i + 1 : min(unit.end, i + _COLON)] if t.text == ":"), None)
        links = self._verbs.series.read(colon + 1, unit.end, frozenset(), opened=True) if colon is not None else []
        subject = Found()
        if len(links) < 2 or not self.parties.subjects.add_before_colon(links[0].first, unit.start, subject):
            return False
        verb = governing_verb(self.doc[i])
        standing = standing_of_verb(self.doc, verb.i, self.table.status) if verb is not None else None
        for link in links:
            found = Found(list(subject.parties), [i])
            for mention in link.mentions:
                found.add(mention)
            own = replace(stretch, left=link.first, right=link.end, own=link.first)
            told = Standing("held" if standing is None else standing.status, past=True, told=False)
            self.accounts.keep(own, "meeting", found, told)
        return True

    def guest(self, stretch: Stretch) -> None:
        """Who was somebody's guest: "X a été mardi à Rabat l'hôte du roi". Host or guest, the word does not tell."""
        i, unit = stretch.trigger.i, stretch.unit
        be = next((t for t in reversed(self.doc[max(unit.start, i - 10) : i]) if t.lower_ in _BE), None)
        after = i + 1
        while after < stretch.right and self.layers.is_timed(self.doc[after]):
            after += 1  # "l'hôte dimanche du prince"
        if be is None or after >= stretch.right or self.doc[after].lower_ not in self.table.parties.of:
            return
        hosts, _ = self.parties.lists.read(after + (self.doc[after].lower_ in {"de", "d'"}), stretch.right)
        persons = [m for m in hosts if all(self.layers.actors[a].kind == "person" for a in m.actors)]
        found = Found()
        verb = be.i - 1 if be.lower_ == "été" and self.doc[be.i - 1].pos_ == "AUX" else be.i
        self.parties.subjects.add_subject(verb, unit.start, found)
        for mention in persons:
            found.add(mention)
        negated = bool({t.lower_ for t in self.doc[max(unit.start, verb - 3) : be.i]} & self.table.status.negator)
        if len(found.parties) > 1 and persons and not negated:
            ahead = be.lower_ in {"sera", "seront"}
            self.accounts.keep(stretch, "meeting", found, Standing("planned" if ahead else "held", past=not ahead))

    def _is_told_again(self, stretch: Stretch) -> bool:
        """Whether the noun only says of the contact just told what it was: "c'était leur cinquième rendez-vous", "c'est
        la première visite d'un ministre suédois à Rome"."""
        i, words = stretch.trigger.i, self.table.parties
        last = self.accounts.drafts[-1] if self.accounts.drafts else None
        before = [t.lower_ for t in self.doc[max(stretch.unit.start, i - 5) : i]]
        is_it = any(a in words.predicate and b in _BE for a, b in pairwise(before))
        near = last is not None and self.doc[stretch.unit.start].idx - last.sentence[1] < _NEAR
        of_one = [t.lower_ for t in self.doc[i + 1 : i + 3]] in (["d'", "un"], ["d'", "une"])
        return is_it and near and bool(set(before) & (words.again if of_one else words.theirs))

    def _is_called(self, stretch: Stretch, found: Found) -> bool:
        """Whether the noun says what the contact told right before was to the sides of its parties: "a rencontré Y.
        C'est le premier contact entre A et B"."""
        i, words, actors = stretch.trigger.i, self.table.parties, self.layers.actors
        last = self.accounts.drafts[-1] if self.accounts.drafts else None
        before = [t.lower_ for t in self.doc[stretch.unit.start : i]]
        is_it = any(a in words.predicate and b in _BE for a, b in pairwise(before[:3])) or before[1:3] == ["s'", "agit"]
        if last is None or not is_it or not set(before) & words.again or last.fact.kind == "visit":
            return False
        near = 0 <= self.doc[stretch.unit.start].idx - last.sentence[1] < _NEAR
        states = {actors[p.actor].state for p in last.fact.participants} - {None}
        named = {p.actor for p in last.fact.participants}
        own = [actors[p.actor] for p in found.parties]
        sides = all(a.kind != "person" and (a.state in states or a.id in named or a.kind == "group") for a in own)
        return near and len(own) > 1 and sides and not {a.id for a in own} <= named

    def _is_margin(self, i: int) -> bool:
        """Whether the noun at token `i` is only where others met: "en marge du sommet de l'Union"."""
        return bool({t.lower_ for t in self.doc[max(0, i - 5) : i]} & self.table.parties.margin)

    def _follows_contact(self, stretch: Stretch) -> bool:
        """Whether the noun comes after a contact that its own sentence tells as over: "s'est entretenu avec X, avant un
        déjeuner avec Y"."""
        i, words = stretch.trigger.i, self.table.status
        near = {t.lower_ for t in self.doc[max(stretch.left, i - 3) : i]}
        last = self.accounts.drafts[-1] if self.accounts.drafts else None
        here = last is not None and last.sentence[0] == self.doc[stretch.unit.start].idx
        verb = governing_verb(self.doc[i])
        past = verb is not None and tense_of(verb) in PAST_TENSES and verb.i == stretch.left - 1
        return bool(near & words.before) and here and past and last is not None and last.fact.status == "held"

    def _article(self, i: int) -> str:
        """The determiner of the noun at token `i`, over one adjective."""
        j = i - 2 if i > 1 and self.doc[i - 1].pos_ in {"ADJ", "NUM"} else i - 1
        return self.doc[j].lower_ if j >= 0 else ""

    def _own_visit(self, stretch: Stretch, found: Found, standing: Standing) -> None:
        """A visit told by its noun: "la visite de X à Paris", "X, en visite à Paris", "sa visite à Paris"."""
        people = self.left_out.travellers(stretch, found)
        visitors = Found([_as(p, "visitor") for p in people], list(found.tokens))
        told = bool(people) or self.stays.add_owner(stretch, visitors)
        owner = None if told else self._verbs.journeys.owner(stretch)
        if owner is None and not told and self.left_out.makes(stretch.trigger.i, self.table.parties.visits):
            self.parties.subjects.add_governing_subject(
                stretch.trigger.i, stretch.unit.start, stretch.unit.end, visitors, part="visitor"
            )
            verb = governing_verb(self.doc[stretch.trigger.i])
            by_verb = standing_of_verb(self.doc, verb.i, self.table.status) if verb is not None else None
            standing = standing if standing.told else by_verb or standing
            if verb is not None and visitors.parties and self._on_tour(stretch, visitors, standing, verb.i):
                return
        if owner is None and not visitors.parties:
            standing = self._verbs.journeys.opens(stretch, visitors) or standing  # "En visite lundi à Rome, X a promis"
        if owner is not None:
            visitors.add(owner, "visitor")
            verb = governing_verb(self.doc[stretch.trigger.i])
            by_verb = standing_of_verb(self.doc, verb.i, self.table.status) if verb is not None else None
            if verb is not None and by_verb is not None and self._on_tour(stretch, visitors, by_verb, verb.i):
                return  # "a achevé mercredi à Rome sa tournée"
            if not standing.told:
                standing = Standing("held", past=True, told=False)
        which = self._led(stretch)
        led = standing_of_verb(self.doc, which, self.table.status) if which is not None else None
        if which is not None and led is not None:
            stretch, standing = replace(stretch, left=which, trigger=replace(stretch.trigger, i=which)), led
        self._verbs.journeys.visit(stretch, visitors, standing)

    def _on_tour(self, stretch: Stretch, visitors: Found, standing: Standing, verb: int) -> bool:
        """Keep the stop of a journey that the verb at token `verb` tells to have begun or ended there ("a entamé mardi
        à Rome une tournée en Europe"), where its own words name no town; whether there is one."""
        i, journeys = stretch.trigger.i, self._verbs.journeys
        own, _ = self.accounts.where.place(i, i + 1, stretch.right, side="after")
        begins = self.left_out.makes(i, self.table.parties.tours) and verb < i and (own is None or own.geonames is None)
        stop = journeys.stop(verb, i, stretch.right) if begins else None
        if stop is None:
            return False
        journeys.stay(replace(stretch, left=min(stretch.left, verb)), visitors, standing, stop)
        return True

    def _led(self, stretch: Stretch) -> int | None:
        """The verb that leads to the stops of a journey: "entame une tournée qui le conduira à Rome"; None where none
        does."""
        doc = self.doc
        which = next((t.i for t in doc[stretch.trigger.i + 1 : stretch.right] if t.lower_ == "qui"), None)
        led = doc[which + 1 : min(which + _COLON, stretch.right)] if which is not None else doc[0:0]
        return next((t.i for t in led if t.lower_ in self.table.parties.leads), None)


def _as(participant: Participant, part: Part) -> Participant:
    return msgspec.structs.replace(participant, part=part)
