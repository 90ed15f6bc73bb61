"""Contacts told by their verbs: "X a reçu Y", "X s'est entretenu avec Y, puis avec Z", "X se rendra à Rome"."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from ..annotate.layers import Layers, MentionDraft
from ..drafts import ContactDraft
from ..vocab import ContactKind, Part
from .contact_accounts import AccountMaker, Stretch
from .contact_found import Found
from .contact_parties import PartyReader
from .contact_rules import ContactTable, Trigger
from .contact_scope import ends_asking, is_quoted
from .contact_status import Standing, standing_of_verb


class VerbReader:
    """Reads verbs that tell contacts in one document into `accounts`."""

    def __init__(
        self, doc: Doc, layers: Layers, table: ContactTable, parties: PartyReader, accounts: AccountMaker
    ) -> None:
        self.doc, self.layers, self.table = doc, layers, table
        self.parties, self.accounts = parties, accounts

    def read(self, stretch: Stretch) -> None:
        """Make the accounts that the verb of `stretch` tells."""
        trigger, unit = stretch.trigger, stretch.unit
        rule = trigger.verb
        assert rule is not None
        before = self._coordinated(stretch)
        standing = standing_of_verb(self.doc, trigger.i, self.table.status)
        if standing is None and before is not None:
            standing = Standing(before.fact.status, before.certainty, told=False)
        if standing is None or is_quoted(self.layers, self.doc, unit, trigger.i) or ends_asking(self.doc, trigger.i):
            return
        opens = trigger.i == unit.start
        subject = self._subject(stretch, before, opens=opens)
        if rule.travel:
            self.visit(stretch, subject, standing)
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

    def visit(self, stretch: Stretch, visitors: Found, standing: Standing) -> None:
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
