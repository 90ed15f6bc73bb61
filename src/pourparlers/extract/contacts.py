"""Contacts of one dispatch: who met, called, visited whom, where, when, and where it stands.

Each trigger word makes at most one account (an elliptical chain makes one a link): its parties, its time and place from
its own stretch of the sentence, its status from tense, mood and the words that govern it. A definite noun without
parties ("la rencontre", "cet appel") takes up the last contact of its class.
"""

from __future__ import annotations

from dataclasses import replace

import msgspec
from spacy.tokens import Doc

from ..annotate.layers import Layers, MentionDraft, layers_of
from ..annotate.syntax import infinitive_of
from ..annotate.tense import governing_verb
from ..annotate.units import Unit, find_units
from ..drafts import ContactDraft
from ..knowledge.model import KnowledgeBase
from ..lang.pack import Pack
from ..types import Participant
from ..vocab import ContactKind, Part
from .contact_accounts import AccountMaker, Stretch
from .contact_again import TALKS, Resumption
from .contact_found import Found
from .contact_parties import PartyReader
from .contact_rules import Trigger, is_occasion, trigger_finder
from .contact_status import Standing, standing_of_noun, standing_of_verb


def find_contacts(doc: Doc, *, pack: Pack, kb: KnowledgeBase) -> list[ContactDraft]:
    """Accounts of contacts in `doc`, in order of the text, noise left out."""
    layers = layers_of(doc)
    reader = _ContactReader(doc, layers, pack, kb)
    triggers = trigger_finder(pack).find(doc)
    for unit in find_units(doc, layers):
        reader.read(unit, [t for t in triggers if unit.start <= t.i < unit.end])
    return reader.accounts.drafts


class _ContactReader:
    """Reads the units of one document, remembering the contacts told so far."""

    def __init__(self, doc: Doc, layers: Layers, pack: Pack, kb: KnowledgeBase) -> None:
        self.doc, self.layers = doc, layers
        self.table = trigger_finder(pack).table
        self.parties = PartyReader(doc, layers, self.table.parties)
        self.accounts = AccountMaker(doc, layers, kb, self.table)
        self.again = Resumption(doc, layers, self.table.parties, self.parties, self.accounts)

    def read(self, unit: Unit, triggers: list[Trigger]) -> None:
        """Make the accounts of one unit."""
        triggers = self._without_journeys([t for t in triggers if not self._is_meal(t.i)])
        for number, trigger in enumerate(triggers):
            left = triggers[number - 1].i + 1 if number else unit.start
            right = triggers[number + 1].i if number + 1 < len(triggers) else unit.end
            stretch = Stretch(unit, trigger, left, right)
            if trigger.noun is None:
                self._verb(stretch)
            elif trigger.noun.kind == "press_conference":
                self._press(stretch)
            else:
                self._noun(stretch)

    def _is_meal(self, i: int) -> bool:
        """Whether the word at token `i` only says at what others were received: "avait réuni X et Y à dîner"."""
        return i > 0 and self.doc[i].lower_ in self.table.words.meals and self.doc[i - 1].lower_ == "à"

    def _without_journeys(self, triggers: list[Trigger]) -> list[Trigger]:
        """Triggers without journeys whose purpose another tells ("se rend à Berlin pour des discussions avec"), or that
        lead to where it takes place ("a fait le voyage de Rome : il y a été reçu par")."""
        return [
            t
            for t, following in zip(triggers, [*triggers[1:], None], strict=False)
            if following is None or not self._is_journey(t) or not self._leads_to(t.i, following.i)
        ]

    def _is_journey(self, trigger: Trigger) -> bool:
        return (
            trigger.verb.travel
            if trigger.verb is not None
            else trigger.noun is not None and trigger.noun.kind == "visit"
        )

    def _leads_to(self, i: int, j: int) -> bool:
        there = any(t.lower_ == "y" for t in self.doc[max(i, j - 4) : j])
        return there or (self.doc[i].pos_ != "NOUN" and self._is_purpose(i, j))

    def _is_purpose(self, i: int, j: int) -> bool:
        words = {t.lower_ for t in self.doc[i + 1 : j]}
        return j - i < 16 and bool(words & self.table.where.purpose) and not words & {";", ":"}

    # -- verbs

    def _verb(self, stretch: Stretch) -> None:
        trigger, unit = stretch.trigger, stretch.unit
        rule = trigger.verb
        assert rule is not None
        before = self._coordinated(stretch)
        standing = standing_of_verb(self.doc, trigger.i, self.table.status)
        if standing is None and before is not None:
            standing = Standing(before.fact.status, before.certainty, told=False)
        if standing is None or self._is_quoted(unit, trigger.i) or self._ends_asking(trigger.i):
            return
        opens = trigger.i == unit.start
        subject = self._subject(stretch, before, opens=opens)
        if rule.travel:
            self._visit(stretch, subject, standing)
            return
        phone = bool(self.accounts.near(stretch, 4, 12) & self.table.words.phone)
        kind: ContactKind = "call" if phone else rule.kind
        active = trigger.reflexive or self.doc[trigger.i].lower_.endswith("ant")  # "Recevant X, Y a promis"
        passive = not active and (opens or self._is_passive(trigger.i))
        lists = self._objects(trigger, unit.end, subject, passive=passive)
        if not lists:
            bare = standing.participle and rule.many and self._is_several(subject)
            if bare or self._is_mutual(trigger, subject, phone=phone):
                self.accounts.keep(stretch, kind, subject, standing)
            return
        if rule.many:
            lists = [[m for part in lists for m in part]]
        elif self._is_apart(stretch, kind):
            lists = [[replace(m, actor=a, members=())] for part in lists for m in part for a in m.actors]
        for mentions in lists:
            found = Found(list(subject.parties), list(subject.tokens))
            for mention in mentions:
                found.add(mention)
            told = bool(subject.parties) or rule.many  # "une session a réuni X et Y" names no host
            guests = subject if passive else Found([p for p in found.parties if p not in subject.parties])
            if told and len(found.parties) > 1 and (not rule.person_object or self._has_guest(guests)):
                self.accounts.keep(stretch, kind, found.hosted(passive=passive) if rule.host else found, standing)

    def _is_apart(self, stretch: Stretch, kind: ContactKind) -> bool:
        """Whether each of those met or called was so by himself: told, or a call to several that no word joins."""
        words, rule = self.table.parties, stretch.trigger.verb
        near = self.accounts.near(stretch, 4, 12)
        by_phone = kind == "call" and rule is not None and not rule.together and rule.kind == "call"
        return bool(near & words.apart) or (by_phone and not near & (words.joined | self.table.words.video))

    def _subject(self, stretch: Stretch, before: ContactDraft | None, *, opens: bool) -> Found:
        """The subject of the trigger: its own, that of the verb it hangs on or is joined to, or after a comma."""
        trigger, unit = stretch.trigger, stretch.unit
        part: Part = "visitor" if trigger.verb and trigger.verb.travel else "party"
        subject = Found()
        if self.parties.add_subject(trigger.i, unit.start, subject, part=part):
            return subject
        if self.doc[trigger.i].morph.get("VerbForm", []) == ["Inf"]:
            self.parties.add_governing_subject(trigger.i, unit.start, unit.end, subject, part=part)
        if not subject.parties and before is not None:
            subject.add_actor(before.fact.participants[0].actor)
        if not subject.parties and opens:  # "Réunis à Bruxelles, X et Y"
            comma = next((t.i for t in self.doc[trigger.i : unit.end] if t.text == ","), unit.end)
            self.parties.add_following(comma, min(unit.end, comma + 12), subject)
        return subject

    def _coordinated(self, stretch: Stretch) -> ContactDraft | None:
        """The contact whose subject and mood a coordinated verb shares ("devait voir X et être reçu par Y")."""
        start = self.parties.verb_group(stretch.trigger.i).start
        before = self.accounts.drafts[-1] if self.accounts.drafts else None
        here = self.doc[stretch.unit.start].idx
        joined = start > stretch.unit.start and self.doc[start - 1].pos_ == "CCONJ"
        return before if before is not None and before.sentence[0] == here and joined else None

    def _is_mutual(self, trigger: Trigger, subject: Found, *, phone: bool) -> bool:
        """Whether the subjects alone are in contact: "X et Y se parleront", "les ministres se sont réunis"."""
        assert trigger.verb is not None
        by_phone = trigger.verb.needs_with and phone and len(subject.parties) > 1
        if trigger.verb.together and len(subject.parties) > 1:
            return True
        return by_phone or (trigger.reflexive and self._is_several(subject))

    def _is_several(self, found: Found) -> bool:
        """Whether the parties are more than one, or one that is many."""
        actor = self.layers.actors.get(found.parties[0].actor) if found.parties else None
        body = actor is not None and actor.kind == "institution" and not actor.state
        many = actor is not None and (actor.number == "p" or actor.kind in {"organisation", "group", "format"} or body)
        return len(found.parties) > 1 or many

    def _objects(self, trigger: Trigger, stop: int, subject: Found, *, passive: bool) -> list[list[MentionDraft]]:
        rule, words = trigger.verb, self.table.parties
        assert rule is not None
        prepositions: frozenset[str] = frozenset()
        if passive:
            prepositions = words.agent
        elif trigger.reflexive or rule.with_:
            prepositions = words.with_ | (words.to if rule.to else frozenset())
        elif rule.to:
            prepositions = words.to
        direct = rule.object and not passive and not trigger.reflexive
        clitic = self._object_clitic(trigger.i, subject) if direct else None
        if clitic is not None:  # "où l'a reçu son homologue": what follows is the subject
            if not subject.parties:
                self.parties.add_following(trigger.i + 1, min(stop, trigger.i + 10), subject)
            return [[clitic]]
        lists = self.parties.objects(trigger.i, stop, subject, prepositions, direct=direct)
        if rule.unless_to and lists:
            after = max(m.end for m in lists[0])
            return [] if after < len(self.doc) and self.doc[after].lower_ in words.to else lists
        return lists

    def _object_clitic(self, verb: int, subject: Found) -> MentionDraft | None:
        """An object pronoun ("l'a reçu", "les a réunis"): the last persons before it."""
        for i in range(self.parties.verb_group(verb).start, verb):
            token = self.doc[i]
            if token.lower_ in {"l'", "le", "la", "les"}:
                skip = frozenset(p.actor for p in subject.parties)
                feminine, plural = token.lower_ == "la", token.lower_ == "les"
                return self.parties.last_person(i, gender="f" if feminine else "m", plural=plural, skip=skip)
        return None

    def _is_passive(self, verb: int) -> bool:
        words = [t.lower_ for t in self.doc[max(0, verb - 5) : verb]]
        return any(w in self.table.parties.passive for w in words) and not any(w in {"se", "s'"} for w in words)

    def _has_guest(self, found: Found) -> bool:
        """Whether somebody among the parties can be received: a person, a group, an institution or an organisation."""
        kinds = {self.layers.actors[p.actor].kind for p in found.parties if p.actor in self.layers.actors}
        return bool(kinds & {"person", "anonymous", "institution", "group", "organisation"})

    def _visit(self, stretch: Stretch, visitors: Found, standing: Standing) -> None:
        """A journey to another state's place, whose host is that state."""
        i = stretch.trigger.i
        place, token = self.accounts.where.place(i, i + 1, stretch.right, side="after")
        host = self.accounts.where.state_at(place) if place else None
        actors = [self.layers.actors[p.actor] for p in visitors.parties if p.actor in self.layers.actors]
        if place is None or host is None or not actors:
            return
        if place.country in {a.state for a in actors} or any(a.kind == "state" for a in actors):
            return
        visitors.add_actor(host, "host")
        visitors.tokens.append(token)
        self.accounts.keep(stretch, "visit", visitors, standing)

    # -- nouns

    def _noun(self, stretch: Stretch) -> None:
        trigger, unit = stretch.trigger, stretch.unit
        rule, i = trigger.noun, trigger.i
        assert rule is not None
        if (self._is_quoted(unit, i) and unit.block != "title") or self._is_asked(i):
            return
        found = self.parties.of_noun(i, stretch.right)
        if len(found.parties) < 2:
            self.parties.add_between(i, stretch.right, found)
        standing = standing_of_noun(self.doc, i, max([i + 1, *(t + 1 for t in found.tokens)]), self.table.status)
        kind: ContactKind = "call" if self.accounts.near(stretch, 0, 4) & self.table.words.phone else rule.kind
        article = self._article(i)
        if rule.kind == "visit":
            self._own_visit(stretch, found, standing)
            return
        if self._is_margin(i):
            found = found if len(found.parties) > 1 else Found()
            last = self.accounts.drafts[-1] if self.accounts.drafts else None
            if last is not None and last.sentence[0] == self.doc[unit.start].idx:
                return  # what met there has just been told
        elif not found.mutual and (len(found.parties) < 2 or found.beside):
            self._complete(stretch, found, article)
        if len(found.parties) < 2 and self._makes(i, self.table.parties.hosts):
            self.parties.add_governing_subject(i, unit.start, unit.end, found, part="host")
            for mention, part in self.accounts.helpers(stretch):
                found.add(mention, part)
        if len(found.parties) < 2 and not self._stands_alone(found, kind):
            self.again.take_up(stretch, kind, standing, article)
        else:
            self.accounts.keep(stretch, kind, found, standing)

    def _is_asked(self, i: int) -> bool:
        """Whether the noun at token `i` is only asked about, without a verb: "Un tête-à-tête avec X ?"."""
        return self._ends_asking(i) and governing_verb(self.doc[i]) is None

    def _ends_asking(self, i: int) -> bool:
        """Whether the sentence of token `i` is a question: "X a-t-il rencontré Y ?" tells of no meeting."""
        return "?" in {t.text for t in self.doc[i].sent[-2:]}

    def _is_margin(self, i: int) -> bool:
        """Whether the noun at token `i` is only where others met: "en marge du sommet de l'Union"."""
        return bool({t.lower_ for t in self.doc[max(0, i - 5) : i]} & self.table.parties.margin)

    def _article(self, i: int) -> str:
        """The determiner of the noun at token `i`, over one adjective."""
        j = i - 2 if i > 1 and self.doc[i - 1].pos_ in {"ADJ", "NUM"} else i - 1
        return self.doc[j].lower_ if j >= 0 else ""

    def _complete(self, stretch: Stretch, found: Found, article: str) -> None:
        """Parties the noun's phrase leaves out: "leur entretien", or the subject of the verb that governs it."""
        i, unit, words = stretch.trigger.i, stretch.unit, self.table.parties
        if article in words.theirs:
            subject = Found()
            self.parties.add_governing_subject(i, unit.start, unit.end, subject)
            if len(subject.parties) > 1:
                found.parties, found.tokens = subject.parties, found.tokens + subject.tokens
            elif stretch.trigger.noun is not None and stretch.trigger.noun.kind not in TALKS:
                self._add_last(found, i, 0)
            return
        count = self._count_after(i)
        subject = Found()
        told = self.parties.add_governing_subject(i, unit.start, unit.end, subject)
        if count and not found.parties and article in words.indefinite:
            self._add_round(found, subject, i, count)
            return
        if not told and found.beside:
            told = self.parties.add_teller(i, subject)
        if not told and found.parties and article in words.one_sided:
            person = self.parties.last_person(i, gender="x")
            if person is not None and not self.parties.is_voice(person):
                subject.add(person)
        during = is_occasion(self.doc, i, self.table)
        took_part = found.beside or self._makes(i, words.takes_part) or (len(subject.parties) > 1 and during)
        if took_part:
            found.parties = [
                p for p in subject.parties if all(p.actor != q.actor for q in found.parties)
            ] + found.parties
            found.tokens += subject.tokens
        elif article in words.indefinite and during:
            self._add_last(found, i, unit.start)

    def _count_after(self, i: int) -> int:
        """How many met, told by "à trois" or "trilatérale" after the noun at token `i`; 0 where nothing tells."""
        words = self.table.parties
        for t in self.doc[i + 1 : i + 3]:
            if t.lower_ in words.counts and (t.pos_ == "ADJ" or self.doc[t.i - 1].lower_ in words.to):
                return words.counts[t.lower_]
        return 0

    def _own_visit(self, stretch: Stretch, found: Found, standing: Standing) -> None:
        """A visit told by its noun: "la visite de X à Paris", "X, en visite à Paris", "sa visite à Paris"."""
        people = [p for p in found.parties if self.layers.actors[p.actor].kind in {"person", "anonymous"}]
        owner = None if people else self.parties.owner_before(stretch.trigger.i, stretch.unit.start)
        visitors = Found([_as(p, "visitor") for p in people], list(found.tokens))
        if owner is None and not people and self._makes(stretch.trigger.i, self.table.parties.visits):
            self.parties.add_governing_subject(
                stretch.trigger.i, stretch.unit.start, stretch.unit.end, visitors, part="visitor"
            )
            verb = governing_verb(self.doc[stretch.trigger.i])
            by_verb = standing_of_verb(self.doc, verb.i, self.table.status) if verb is not None else None
            standing = standing if standing.told else by_verb or standing
        if owner is not None:
            visitors.add(owner, "visitor")
            if not standing.told:
                standing = Standing("held", past=True, told=False)
        self._visit(stretch, visitors, standing)

    def _add_round(self, found: Found, subject: Found, before: int, count: int) -> None:
        """Those of a meeting "à trois": the subject, where it is one person, and the others named last."""
        own = [p.actor for p in subject.parties if self.layers.actors[p.actor].kind == "person"]
        if len(own) != 1:
            self._add_last(found, before, 0, count=count)
            return
        others = [p for p in self.parties.last_people(before, count) if p != own[0]][1 - count :]
        for person in (own[0], *others) if len(others) == count - 1 else ():
            found.add_actor(person)

    def _add_last(self, found: Found, before: int, first: int, *, count: int = 2) -> None:
        """The last `count` persons named since token `first`, where there are as many."""
        people = self.parties.last_people(before, count, first=first)
        for person in people if len(people) == count else ():
            found.add_actor(person)

    def _makes(self, noun: int, verbs: frozenset[str]) -> bool:
        """Whether one of `verbs` governs the noun as its object ("ont entamé une rencontre", "effectue une visite")."""
        if self.doc[noun].dep_.startswith("nsubj"):
            return False
        verb, head = governing_verb(self.doc[noun]), self.doc[noun].head
        governors = [head, *([verb, *(c for c in verb.children if c.dep_ == "xcomp")] if verb is not None else [])]
        return any(v.pos_ != "NOUN" and v.i < noun and infinitive_of(v.lemma_.lower()) in verbs for v in governors)

    def _stands_alone(self, found: Found, kind: str) -> bool:
        """Whether one party is enough: a meeting or summit of an organisation ("le sommet de l'Otan")."""
        actor = self.layers.actors.get(found.parties[0].actor) if len(found.parties) == 1 else None
        return kind in {"summit", "meeting"} and actor is not None and actor.kind in {"organisation", "format", "group"}

    def _press(self, stretch: Stretch) -> None:
        """A press conference: that of whoever speaks in it."""
        at = self.doc[stretch.trigger.i].idx
        here = (
            s.fact
            for s in self.layers.statements
            if s.fact.evidence and s.fact.evidence[0].start <= at < s.fact.evidence[0].end
        )
        told = [f for f in here if f.speaker]
        speaker = next((f.speaker for f in told if f.medium == "press_conference"), told[0].speaker if told else None)
        if speaker is not None:
            found = Found(tokens=[stretch.trigger.i, stretch.trigger.i + 2])
            found.add_actor(speaker)
            self.accounts.keep(stretch, "press_conference", found, Standing("held", past=True))

    def _is_quoted(self, unit: Unit, i: int) -> bool:
        """Whether token `i` stands in quoted speech (a few quoted words are the writer's sentence still)."""
        at = self.doc[i].idx
        return any(q.start <= at < q.end and len(self.layers.text[q.start : q.end].split()) > 6 for q in unit.quotes)


def _as(participant: Participant, part: Part) -> Participant:
    return msgspec.structs.replace(participant, part=part)
