"""Parties that a contact noun's phrase leaves out: those of its clause, of what was told before, of an occasion."""

from __future__ import annotations

from ....annotate.layers import Layers
from ....annotate.syntax import infinitive_of
from ....annotate.tense import governing_verb
from ....annotate.tree import Doc
from ....annotate.units import Unit
from ....types import Participant
from ..accounts import AccountMaker
from ..contact_table import ContactTable
from ..rules import Stretch, is_occasion
from ..scope import has_object_pronoun, is_quoted
from .found import Found
from .parties import PartyReader
from .process import TALKS
from .subjects import is_finite

_NEAR = 250
"""Code points: no further back than the sentence before."""
_CLOSE = 3
"""Code points between two sentences that follow one another."""
_THAT = frozenset({"que", "qu'"})
_AGREED = 6
"""At most so many tokens before a contact stand the words that agree to it."""
_THEIRS = 5
"""At most so many tokens after a contact stands the "leurs" of those who sent the people who hold it."""


class NounParties:
    """Completes the parties of the nouns of one document."""

    def __init__(
        self, doc: Doc, layers: Layers, table: ContactTable, parties: PartyReader, accounts: AccountMaker
    ) -> None:
        self.doc, self.layers, self.table = doc, layers, table
        self.parties, self.accounts = parties, accounts

    def complete(self, stretch: Stretch, found: Found, article: str) -> None:
        """Parties the noun's phrase leaves out: "leur entretien", or the subject of the verb that governs it."""
        i, unit, words = stretch.trigger.i, stretch.unit, self.table.parties
        if article in words.theirs:
            self._add_owners(stretch, found)
            return
        if {t.lower_ for t in self.doc[max(unit.start, i - 4) : i]} & words.as_for:
            return
        if found.beside and article in self.table.status.known and self.makes(i, words.arranges):
            found.parties, found.tokens = [], []  # "a organisé le tête-à-tête avec X": together with X, or theirs
            return
        count = self._count_after(i)
        subject = Found()
        told = self.parties.subjects.add_governing_subject(i, unit.start, unit.end, subject)
        told = told or self._add_diners(stretch, subject)
        named, told_who = {p.actor for p in found.parties}, {p.actor for p in subject.parties}
        if told and (self._is_of_others(subject, unit, i) or (told_who and told_who <= named)):
            subject, told = Found(), False
        if count and not found.parties and article in words.indefinite:
            self._add_round(found, subject, i, count)
            return
        if found.beside and count > len(found.parties) and not told and self._add_to_round(stretch, found, count):
            return
        if found.beside and self._follows_reception(stretch):
            self._add_received(stretch, found, count)
            return
        if not told:
            self._add_other_side(stretch, found, subject, article)
        during = is_occasion(self.doc, i, self.table)
        of_body = during and article in words.indefinite and self._is_of_body(stretch, subject)
        theirs = self._is_of_theirs(i)
        agreed = (self.is_agreed(i) or theirs) and len(subject.parties) > 1 and self._is_named(subject)
        nobody = all(theirs and self.layers.actors[p.actor].kind == "anonymous" for p in found.parties)
        if nobody and (of_body or agreed):  # "l'Otan a promis, lors d'une réunion à Rome"
            found.parties, found.tokens = subject.parties, subject.tokens
            return
        apart = bool({t.lower_ for t in self.doc[max(unit.start, i - 2) : i]} & self.table.status.before)
        ready = len(subject.parties) > 1 and article in words.indefinite and self._is_got_ready(i)
        # "se rendra à Rome avant une réunion des ministres"
        joins = (self.makes(i, words.takes_part) or ready) and not apart
        had = found.beside and self._is_had_by_others(i, unit)
        took_part = (found.beside and not had) or joins or (len(subject.parties) > 1 and during)
        if took_part:
            found.parties = [
                p for p in subject.parties if all(p.actor != q.actor for q in found.parties)
            ] + found.parties
            found.tokens += subject.tokens
        elif article in words.indefinite and during and not had:
            self._add_last(found, i, unit.start, by=subject if told else None)

    def _add_diners(self, stretch: Stretch, subject: Found) -> bool:
        """Add who ate together, where the meal opens the sentence: "Autour d'un dîner à Rome, X et Y ont"; whether any
        did."""
        doc, first, i = self.doc, stretch.unit.start, stretch.trigger.i
        if doc[first].lower_ not in self.table.deeds.around or not is_occasion(doc, i, self.table):
            return False
        comma = next((t.i for t in doc[i + 1 : stretch.unit.end] if t.text == ","), stretch.unit.end)
        verb = next((t for t in doc[comma + 1 : stretch.unit.end] if is_finite(t)), None)
        return verb is not None and self.parties.subjects.add_subject(verb.i, comma + 1, subject)

    def _is_got_ready(self, i: int) -> bool:
        """Whether the noun at token `i` is what its verb's subjects get ready, and no word says whose else it is: "X et
        Y préparent une rencontre à Rome"."""
        after = self.doc[min(i + 1, len(self.doc) - 1)]
        own = self.layers.is_timed(after) or after.is_punct or after.lower_ in self.table.parties.counts
        return self.makes(i, self.table.parties.plans) and (own or after.lower_ in self.table.where.locatives)

    def _is_had_by_others(self, i: int, unit: Unit) -> bool:
        """Whether a relative right after the noun at token `i` tells who had the contact with those that it names: "se
        félicite de l'entretien que X a eu avec Y"."""
        after = self.doc[i + 1 : unit.end]
        stop = next((n for n, t in enumerate(after) if t.lower_ in self.table.parties.with_), 0)
        told = next((n for n, t in enumerate(after) if t.is_punct or t.pos_ in {"VERB", "AUX"} or t.lower_ in _THAT), 0)
        return 0 <= told < stop and after[told].lower_ in _THAT  # "l'entretien d'une heure que X a eu avec Y"

    def _add_to_round(self, stretch: Stretch, found: Found, count: int) -> bool:
        """Add those of the contact told right before to a meeting "à trois avec X", where they make up the number;
        whether they do."""
        last = self.accounts.drafts[-1] if self.accounts.drafts else None
        near = last is not None and self.doc[stretch.unit.start].idx - last.sentence[1] < _NEAR
        sides = [p.actor for p in last.fact.participants if p.part != "mediator"] if last is not None and near else []
        named = {p.actor for p in found.parties}
        if len(sides) + len(named) != count or named & set(sides):
            return False
        for actor in sides:
            found.add_actor(actor)
        return True

    def _add_owners(self, stretch: Stretch, found: Found) -> None:
        """Those whose contact "leur entretien" is: the subjects of the verb that governs it, else the last two told."""
        i, subject = stretch.trigger.i, Found()
        self.parties.subjects.add_governing_subject(i, stretch.unit.start, stretch.unit.end, subject)
        if len(subject.parties) > 1 or self._is_of_body(stretch, subject):
            found.parties, found.tokens = subject.parties, found.tokens + subject.tokens
        elif stretch.trigger.noun is not None and stretch.trigger.noun.kind not in TALKS:
            self._add_last(found, i, 0, count=self._count_after(i) or 2)  # "leur dernière séance à trois"

    def _follows_reception(self, stretch: Stretch) -> bool:
        """Whether the noun comes before or after a reception of people whom only a pronoun names: "X les recevra avant
        une réunion avec Y": who of them will sit there is not told."""
        i, last = stretch.trigger.i, self.accounts.drafts[-1] if self.accounts.drafts else None
        beside = {t.lower_ for t in self.doc[max(stretch.unit.start, i - 3) : i]} & (
            self.table.status.before | self.table.status.after
        )
        verb = governing_verb(self.doc[i])
        pronoun = verb is not None and has_object_pronoun(self.doc, verb.i)
        return bool(beside) and pronoun and (last is None or not self.is_in_sentence(stretch.unit) or self._has_host())

    def _has_host(self) -> bool:
        """Whether the contact told last was somebody's reception."""
        return any(p.part == "host" for p in self.accounts.drafts[-1].fact.participants)

    def _add_received(self, stretch: Stretch, found: Found, count: int) -> None:
        """Of a meeting "à quatre" with others, behind or before a reception, those received or their host, whichever
        makes up the number; nobody where neither does or nothing counts them."""
        named = [p.actor for p in found.parties]
        here = self.accounts.drafts[-1].fact.participants if self.is_in_sentence(stretch.unit) else ()
        guests = [p.actor for p in here if p.part == "visitor" and p.actor not in named]
        hosts = [p.actor for p in here if p.part == "host" and p.actor not in named]
        fitting = [row for row in (guests, hosts, [*guests, *hosts]) if row and len(row) + len(named) == count]
        if len(fitting) != 1:
            found.parties, found.tokens = [], []
        for actor in fitting[0] if len(fitting) == 1 else ():
            found.add_actor(actor)

    def seat(self, stretch: Stretch, found: Found) -> None:
        """The persons who held what is only said to be between "les deux gouvernements": "X et Y avaient tenu la
        première réunion entre les deux gouvernements"."""
        i, subject = stretch.trigger.i, Found()
        group = any(m.how == "group" for t in found.tokens if (m := self.layers.by_token.get(t)) is not None)
        named = any(m.how == "name" for t in found.tokens if (m := self.layers.by_token.get(t)) is not None)
        if named or not (group or self._is_counted(found)) or not self.makes(i, self.table.parties.takes_part):
            return
        self.parties.subjects.add_governing_subject(i, stretch.unit.start, stretch.unit.end, subject)
        persons = all(self.layers.actors[p.actor].kind == "person" for p in subject.parties)
        if persons and len(subject.parties) == len(found.parties):
            found.parties, found.tokens = subject.parties, subject.tokens

    def _is_counted(self, found: Found) -> bool:
        """Whether a number tells those found: "les deux gouvernements"."""
        first = min(found.tokens, default=0)
        return bool({t.lower_ for t in self.doc[first : first + 2]} & set(self.table.parties.counts))

    def in_margin(self, stretch: Stretch, found: Found) -> Found:
        """The parties of what others met in the margins of; none where the sentence has told a contact already."""
        found = self._add_present(stretch, found) if len(found.parties) < 2 else found
        return Found() if len(found.parties) < 2 or self.is_in_sentence(stretch.unit) else found

    def is_in_sentence(self, unit: Unit) -> bool:
        """Whether the last contact told stands in this sentence."""
        last = self.accounts.drafts[-1] if self.accounts.drafts else None
        return last is not None and last.sentence[0] == self.doc[unit.start].idx

    def travellers(self, stretch: Stretch, found: Found) -> list[Participant]:
        """The persons of those found who travel: not at whose house they do so ("en visite à Rome chez X")."""
        i, words = stretch.trigger.i, self.table.parties
        house = next((t.i for t in self.doc[i + 1 : stretch.right] if t.lower_ in words.house), None)
        hosts = self.parties.lists.read(house + 1, stretch.right)[0] if house is not None else []
        at_home = {a for m in hosts for a in m.actors}
        people = (p for p in found.parties if self.layers.actors[p.actor].kind in {"person", "anonymous"})
        return [p for p in people if p.actor not in at_home]

    def is_where_others_met(self, stretch: Stretch, found: Found, kind: str) -> bool:
        """Whether the summit of a body is only where those met of whom its sentence has told: "doit voir X au sommet de
        l'Otan"."""
        i = stretch.trigger.i
        at = {t.lower_ for t in self.doc[max(stretch.unit.start, i - 2) : i]} & {"au", "aux"}
        alone = kind == "summit" and len(found.parties) == 1 and bool(at)
        return alone and self.is_in_sentence(stretch.unit) and len(self.accounts.drafts[-1].fact.participants) > 1

    def is_form(self, stretch: Stretch, article: str) -> bool:
        """Whether the noun only says in what form those met of whom the verb before it told: "se sont entretenus mardi
        lors d'une visioconférence", "a reçu X au cours d'un dîner"."""
        i, verb, words, unit = stretch.trigger.i, stretch.left - 1, self.table, stretch.unit
        if article not in words.parties.indefinite or not self.is_in_sentence(unit) or verb < unit.start:
            return False
        if not {t.lower_ for t in self.doc[max(verb, i - 4) : i]} & (words.where.during - words.status.after):
            return False
        at, told = self.doc[verb].idx, self.accounts.drafts[-1].fact.evidence[0]
        own = self.doc[verb].pos_ == "VERB" and told.start <= at < told.end
        if self.accounts.drafts[-1].fact.status == "proposed":
            return False  # "avait invité X à Rome lors d'un entretien"
        return own and not any(t.is_punct or t.pos_ in {"VERB", "CCONJ"} for t in self.doc[verb + 1 : i])

    def is_convened(self, stretch: Stretch, found: Found) -> bool:
        """Whether the noun is a summit of the one body that calls it: "La Cédéao a convoqué un sommet"."""
        rule, i = stretch.trigger.noun, stretch.trigger.i
        calls = self.makes(i, self.table.status.convokes) and self.doc[i].lower_ in self.table.status.assemblies
        return calls and rule is not None and self.stands_alone(found, rule.kind)

    def makes(self, noun: int, verbs: frozenset[str]) -> bool:
        """Whether one of `verbs` governs the noun as its object ("ont entamé une rencontre", "effectue une visite")."""
        if self.doc[noun].dep_.startswith("nsubj"):
            return False
        verb, head = governing_verb(self.doc[noun]), self.doc[noun].head
        governors = [head, *([verb, *(c for c in verb.children if c.dep_ == "xcomp")] if verb is not None else [])]
        before = [v for v in governors if v.pos_ != "NOUN" and v.i < noun]
        return any(infinitive_of(v.lemma_.lower()) in verbs or self._ends(v.i, noun, verbs) for v in before)

    def _ends(self, verb: int, noun: int, verbs: frozenset[str]) -> bool:
        """Whether `verbs` have the verb at token `verb` with the noun that it takes: "ont mis lundi fin à"."""
        lemma = infinitive_of(self.doc[verb].lemma_.lower())
        return any(f"{lemma} {t.lower_}" in verbs for t in self.doc[verb + 1 : noun] if t.pos_ == "NOUN")

    def stands_alone(self, found: Found, kind: str) -> bool:
        """Whether one party is enough: a meeting or summit of an organisation ("le sommet de l'Otan")."""
        actor = self.layers.actors.get(found.parties[0].actor) if len(found.parties) == 1 else None
        meets = kind in {"summit", "meeting"} and actor is not None
        if meets and actor is not None and actor.name.fr.lower().startswith(self.table.parties.factions.conclaves):
            return True
        return meets and self.parties.subjects.bodies.is_body([found.parties[0].actor])

    def _is_of_body(self, stretch: Stretch, subject: Found) -> bool:
        """Whether the subject of the noun's verb is one body, whose summit or meeting it is: "l'Union, lors d'un
        sommet", "les dirigeants de l'Union, lors de leur sommet"."""
        rule, actors = stretch.trigger.noun, [p.actor for p in subject.parties]
        return rule is not None and rule.kind in {"summit", "meeting"} and self.parties.subjects.bodies.is_body(actors)

    def is_agreed(self, i: int) -> bool:
        """Whether the contact at token `i` is what its verb's subjects agree to: "sont convenus d'une rencontre"."""
        said = {t.lower_ for t in self.doc[max(self.doc[i].sent.start, i - _AGREED) : i]}
        return bool(said & self.table.parties.agreed) and not said & self.table.status.negator

    def _is_of_theirs(self, i: int) -> bool:
        """Whether the contact at token `i` is that of the subject's own people: "A et B ont annulé une rencontre de
        leurs ministres", "un entretien entre leurs présidents"."""
        words = self.table.parties
        owned = next((t.i for t in self.doc[i + 1 : i + _THEIRS] if t.lower_ in words.theirs), None)
        if owned is None or self.doc[owned - 1].lower_ not in words.of | words.between or owned + 1 >= len(self.doc):
            return False
        return self.doc[owned + 1].lower_ in words.officials and not any(t.is_punct for t in self.doc[i:owned])

    def _is_named(self, subject: Found) -> bool:
        """Whether the subject names its parties, or is "ils" for those of the contact told last: who "les deux alliés"
        are that agree to talks is never sure enough."""
        mentions = [self.layers.by_token.get(t) for t in subject.tokens]
        last = self.accounts.drafts[-1] if self.accounts.drafts else None
        told = {p.actor for p in last.fact.participants} if last is not None else set()
        hows = {m.how if m is not None else "group" for m in mentions}
        return "group" not in hows and ("pronoun" not in hows or {p.actor for p in subject.parties} == told)

    def _is_of_others(self, subject: Found, unit: Unit, i: int) -> bool:
        """Whether the subject found for the noun at token `i` is none of its parties: quoted words' own ("« Les parties
        s'entendent », a dit X après la rencontre"), or one who only speaks for others."""
        quoted = any(is_quoted(self.layers, self.doc, unit, t) for t in subject.tokens)
        voices = bool(subject.parties) and self.parties.subjects.are_voices(p.actor for p in subject.parties)
        return voices or (quoted and not is_quoted(self.layers, self.doc, unit, i))

    def _add_other_side(self, stretch: Stretch, found: Found, subject: Found, article: str) -> None:
        """Who met those whom the noun names, where no verb governs it: the subject before a colon, who says so, who has
        just met others, or the person named last."""
        i, unit, words, subjects = stretch.trigger.i, stretch.unit, self.table.parties, self.parties.subjects
        if found.beside and (subjects.add_before_colon(i, unit.start, subject) or subjects.add_teller(i, subject)):
            return
        last = self.accounts.drafts[-1] if self.accounts.drafts else None
        here = last is not None and last.sentence[0] == self.doc[unit.start].idx
        if found.beside and here and last is not None and article in words.indefinite:
            first = last.fact.participants[0].actor  # "a vu X, avant un déjeuner avec Y": the same who saw X
            if all(p.actor != first for p in found.parties):
                subject.add_actor(first)
                return
        if found.beside and article == "les" and last is not None and self._is_close(unit):
            met = last.fact.participants[0].actor  # "X est arrivé au Caire. Les conversations avec Y ont duré"
            if self.layers.actors[met].kind == "person" and all(p.actor != met for p in found.parties):
                subject.add_actor(met)
            return
        if found.parties and article in words.one_sided:
            person = subjects.last.person(i, gender="x")
            if person is not None and not subjects.is_voice(person):
                subject.add_actor(self._who_met(unit, person.actors[0]))
                subject.tokens += [person.start, person.end - 1]

    def _is_close(self, unit: Unit) -> bool:
        """Whether the sentence right before `unit` tells of a contact."""
        drafts = self.accounts.drafts
        return bool(drafts) and 0 <= self.doc[unit.start].idx - drafts[-1].sentence[1] <= _CLOSE

    def _who_met(self, unit: Unit, person: str) -> str:
        """Who of those in contact in the sentence before goes on to meet others: its subject, whoever `person`, named
        last, may be: "X a rencontré Y. Un dîner avec Z est prévu"."""
        last = self.accounts.drafts[-1] if self.accounts.drafts else None
        if last is None or not self._is_close(unit):
            return person
        there = [p.actor for p in last.fact.participants]
        first = there[0] if there else person
        return first if person in there and self.layers.actors[first].kind == "person" else person

    def _count_after(self, i: int) -> int:
        """How many met, told by "à trois" or "trilatérale" after the noun at token `i`; 0 where nothing tells."""
        words = self.table.parties
        for t in self.doc[i + 1 : i + 3]:
            if t.lower_ in words.counts and (t.pos_ == "ADJ" or self.doc[t.i - 1].lower_ in words.to):
                return words.counts[t.lower_]
        return 0

    def _add_round(self, found: Found, subject: Found, before: int, count: int) -> None:
        """Those of a meeting "à trois": the subject, where it is one person, and the others named last."""
        own = [p.actor for p in subject.parties if self.layers.actors[p.actor].kind == "person"]
        first = self.doc[before].sent.start
        if not own and len(subject.parties) == count:  # "X, Y et Z ont eu des entretiens à trois": states
            found.parties, found.tokens = subject.parties, subject.tokens
            return
        if len(own) > 1:  # "X et Y ont été reçus par Z, avant une séance à trois"
            others = [p for p in self.parties.subjects.last.people(before, count + 1, first=first) if p not in own]
            for person in (*own, *others) if len(own) + len(others) == count else ():
                found.add_actor(person)
            return
        if not own:
            self._add_last(found, before, 0, count=count)
            return
        here = [p for p in self.parties.subjects.last.people(before, count, first=first) if p != own[0]]
        several = self.parties.lists.resumed.so_many(before, count) if len(here) != count - 1 else None
        if several is not None:  # "X a reçu Y, puis Z, avant une séance à quatre": the four told of together
            found.parties, found.tokens = [], []
            for person in several:
                found.add_actor(person)
            return
        others = [p for p in self.parties.subjects.last.people(before, count) if p != own[0]][1 - count :]
        for person in (own[0], *others) if len(others) == count - 1 else ():
            found.add_actor(person)

    def _add_last(self, found: Found, before: int, first: int, *, count: int = 2, by: Found | None = None) -> None:
        """The last `count` persons named since token `first`, where there are as many; the one person who acts there,
        `by`, must be among them: "A a vu B, C étant là ; lors d'un tête-à-tête, il a refusé" is not of B and C."""
        people = self.parties.subjects.last.people(before, count, first=first)
        acting = [p.actor for p in by.parties] if by is not None else []
        if len(acting) == 1 and self.layers.actors[acting[0]].kind == "person" and acting[0] not in people:
            return
        for person in people if len(people) == count else ():
            found.add_actor(person)

    def _add_present(self, stretch: Stretch, found: Found) -> Found:
        """Those of a meeting "à trois" in whose margins the clause is: with whom it was, and those who act there."""
        count, i = self._count_after(stretch.trigger.i), stretch.trigger.i
        named = [m for m in self.layers.mentions if i < m.start < stretch.unit.end and not m.adjective]
        for mention in sorted(named, key=lambda m: m.start) if count > 2 and found.parties else ():
            if mention.actor and self.layers.actors[mention.actor].kind == "person":
                found.add(mention)
        return found if len(found.parties) == count else Found(found.parties[:1], found.tokens[:1])
