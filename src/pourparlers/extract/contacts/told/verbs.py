"""Contacts told by their verbs: "X a reçu Y", "X s'est entretenu avec Y, puis avec Z", "X se rendra à Rome"."""

from __future__ import annotations

from dataclasses import replace

from ....annotate.layers import Layers, MentionDraft
from ....annotate.tree import Doc
from ....annotate.units import Unit
from ....drafts import ContactDraft
from ....vocab import ContactKind, Part
from ..accounts import AccountMaker
from ..contact_table import ContactTable, ContactVerbRule, NounRule
from ..rules import Stretch, Trigger
from ..scope import ends_asking, is_gerund, is_quoted
from ..status import Standing, is_infinite, offered, standing_of_verb
from ..who.clitics import CliticReader
from ..who.ellipsis import EllipsisReader, is_passive
from ..who.found import Found
from ..who.parties import PartyReader
from ..who.relatives import RelativeReader
from ..who.sorts import are_persons, are_states, as_visitors, has_body, is_several, told_apart
from .anew import AnewReader
from .clauses import ClauseReader
from .journeys import JourneyReader
from .series import SeriesReader
from .sittings import SittingReader

_OF = frozenset({"de", "d'", "du"})
_AGENT = 10
"""At most so many tokens behind a participle stands "par"."""


class VerbReader:
    """Reads verbs that tell contacts in one document into `accounts`."""

    def __init__(
        self, doc: Doc, layers: Layers, table: ContactTable, parties: PartyReader, accounts: AccountMaker
    ) -> None:
        self.doc, self.layers, self.table = doc, layers, table
        self.parties, self.accounts = parties, accounts
        self.anew = AnewReader(doc, layers, table.parties)
        self.journeys = JourneyReader(doc, layers, parties, accounts)
        self.clitics = CliticReader(doc, layers, parties, self.journeys)
        self.sittings = SittingReader(doc, layers, parties, accounts)
        self.relatives = RelativeReader(doc, layers, table, parties)
        self.clauses = ClauseReader(doc, layers, table, parties)
        self.ellipsis = EllipsisReader(doc, layers, table, parties.subjects)
        self.series = SeriesReader(doc, layers, table.parties, table.where, parties.lists)

    def read(self, stretch: Stretch) -> None:
        """Make the accounts that the verb of `stretch` tells."""
        trigger, unit = stretch.trigger, stretch.unit
        rule = trigger.verb
        assert rule is not None
        before = self._coordinated(stretch)
        shared = self.ellipsis.anchor(trigger.i, unit.start)
        standing = self._standing(stretch, before, trigger.i if shared is None else shared)
        if self.parties.subjects.is_nobody(trigger.i, unit.start):
            return
        if standing is None or is_quoted(self.layers, self.doc, unit, trigger.i) or ends_asking(self.doc, trigger.i):
            return
        apposed = self.parties.subjects.asides.apposed(trigger.i, unit.start) if shared is None else None
        opens = trigger.i == unit.start or apposed == "fronted"
        subject = self._subject(stretch, before, opens=opens)
        if isinstance(apposed, MentionDraft):
            subject = self._apposed(stretch, apposed)
            if self._met_by(stretch, apposed, subject, standing):
                return
        if subject.by_voice and trigger.lemma not in self.table.deeds.signs:
            return  # a spokesman tells of others, but signs himself
        if rule.travel:
            self._travel(stretch, subject, standing)
        for one in self.sittings.by_host(stretch, subject):
            self._meet(stretch, one, standing, opens=opens or apposed is not None)

    def _standing(self, stretch: Stretch, before: ContactDraft | None, verb: int) -> Standing | None:
        """Where the contact stands by the verb, else by the one it is joined to; `verb` bears its auxiliary."""
        trigger, rule = stretch.trigger, stretch.trigger.verb
        assert rule is not None
        standing = standing_of_verb(self.doc, verb, self.table.status)
        if standing is None and trigger.reflexive and self.accounts.urgings.doers(trigger.i)[0]:
            standing = Standing("proposed")  # "a exhorté X et Y à se parler"
        if standing is None and before is not None:
            fallen = before.foretold or before.fact.status in {"cancelled", "postponed"}  # it falls through on its own
            standing = Standing("planned" if fallen else before.fact.status, before.certainty, told=False)
        ready = {t.lower_ for t in self.doc[max(0, trigger.i - 6) : trigger.i]} & self.table.status.ready
        if standing is None or (rule.needs_with and standing.status == "proposed" and ready):
            return None  # "s'est dit prêt à parler à X"
        denied = rule.weak and standing.status == "denied"  # "sans se serrer la main": they met
        late = rule.done and standing.status not in {"held", "ongoing"}
        if denied or (late and self.accounts.days.time(trigger.i, stretch.left, stretch.right)[0] is None):
            return None  # "devra rendre compte": a duty, no meeting set
        if rule.expected and standing.status in {"held", "ongoing"}:
            return Standing("planned", standing.certainty)  # "était attendu le soir à Rome": nobody says that he came
        if rule.offer and (standing.status in {"held", "ongoing"} or self.doc[trigger.i].morph.infinitive):
            return offered(self.doc, trigger.i, standing, self.table.status)
        return standing

    def _meet(self, stretch: Stretch, subject: Found, standing: Standing, *, opens: bool) -> None:
        """Keep the meetings of the subject with whom the verb's objects name, or of the subjects with one another."""
        trigger, unit, rule = stretch.trigger, stretch.unit, stretch.trigger.verb
        assert rule is not None
        active = trigger.reflexive or self.doc[trigger.i].lower_.endswith("ant")  # "Recevant X, Y a promis"
        passive = not active and (opens or self._is_passive(trigger.i))
        told_by = self.clauses.brought_by(trigger.i, unit.start) if rule.many else None
        kind, phone = self._kind(stretch, rule, told_by)
        if rule.placed and not self.sittings.is_placed(stretch):
            return
        whom = self._objects(trigger, self.clauses.phrase(trigger.i, unit, opens=opens), subject, passive=passive)
        lists = told_apart(self.layers, whom, persons=rule.of)
        if self.sittings.is_watched(trigger, lists):
            return  # "voulait voir X gagner"
        lists = lists or self.sittings.before_witnesses(stretch, subject)
        if not lists:
            self._among(stretch, kind, subject, standing, passive=passive, phone=phone)
            return
        if rule.many or rule.beside:
            lists = [[m for part in lists for m in part]]
        elif self.sittings.is_apart(stretch, kind):
            lists = [[replace(m, actor=a, members=())] for part in lists for m in part for a in m.actors]
        lists, row = self._row(stretch, lists, passive=passive)
        shared = len(row) > 1 and row[0].right == row[-1].right
        end = row[-1].right if shared else min(stretch.right, row[0].left) if row else stretch.right
        parent = replace(stretch, right=end)
        hosted = rule.host and told_by is None
        for n, mentions in enumerate(lists):
            own = row[n - len(lists)] if n >= len(lists) - len(row) else parent
            found = Found(list(subject.parties), [t for t in subject.tokens if not row or t < own.right])
            for mention in mentions:
                found.add(mention)
            unmet = self.sittings.is_shelter(stretch, mentions, standing) or self.sittings.is_speech(stretch, mentions)
            if not unmet and self.sittings.fits(stretch, found, subject, passive=passive):
                if told_by is not None:
                    standing = self.clauses.fallen(told_by[1], max(found.tokens, default=trigger.i) + 1, standing)
                found = found.hosted(max(1, len(subject.parties)), passive=passive) if hosted else found
                if (seat := self.sittings.seat_of_summons(own, found)) is not None:
                    self.accounts.keep(own, kind, found, standing, venue=(seat, trigger.i, False))
                    continue
                if own.own is None:
                    self._keep(own, kind, found, standing)
                    continue
                told = self.accounts.where.told_in(own.left, own.right)
                self.accounts.keep(own, kind, found, standing, venue=(*told, False) if told is not None else None)

    def _kind(
        self, stretch: Stretch, rule: ContactVerbRule, told_by: tuple[NounRule, int] | None
    ) -> tuple[ContactKind, bool]:
        """What kind of contact the verb tells, or the noun that is its subject, and whether it was by telephone."""
        words = self.table.words
        phone = not rule.offer and bool(self.accounts.near_verb(stretch) & words.by_wire(loose=rule.loose))
        own: ContactKind = "call" if phone else rule.kind
        return (told_by[0].kind if told_by is not None else own), phone

    def _among(
        self, stretch: Stretch, kind: ContactKind, subject: Found, standing: Standing, *, passive: bool, phone: bool
    ) -> None:
        """Keep the meeting of the subjects with one another, or of a guest with a host whom only the place tells."""
        trigger, rule = stretch.trigger, stretch.trigger.verb
        assert rule is not None
        gathered = standing.participle and rule.many  # "Réunis à Rome, les ministres de l'Otan ont"
        gathered = gathered or self.sittings.is_shared_meal(stretch)
        if (trigger.reflexive or gathered) and len(subject.parties) < 2 and not is_several(self.layers, subject):
            count = self.parties.subjects.of_countries(trigger.i, stretch.unit.start) if trigger.reflexive else 0
            subject = self.accounts.countries(count) or self.sittings.body(subject) or subject
        if rule.bodies:
            self.sittings.sits(stretch, kind, subject, standing)
            return
        bare = (gathered or (passive and rule.many)) and is_several(self.layers, subject)  # "X et Y étaient réunis"
        if passive and rule.host and rule.person_object and not rule.needs and not rule.many:  # "a été reçu à Riyad"
            self.journeys.visit(stretch, as_visitors(self.layers, subject), standing)
            return
        mutual = bare or self._is_mutual(trigger, subject, phone=phone)
        fit = not rule.persons or are_persons(self.layers, subject) or self.sittings.is_signing(stretch, subject)
        if mutual and fit:
            self._keep(stretch, kind, subject, standing)

    def _row(
        self, stretch: Stretch, lists: list[list[MentionDraft]], *, passive: bool
    ) -> tuple[list[list[MentionDraft]], list[Stretch]]:
        """`lists` with those of the further contacts that have a day or place of their own, and the stretches of the
        latter: "a été reçu lundi par X, mardi par Y"."""
        trigger, unit, rule = stretch.trigger, stretch.unit, stretch.trigger.verb
        assert rule is not None
        first = [m for m in lists[0] if m.start > trigger.i]
        if rule.many or not first:
            return lists, []
        prepositions = self._prepositions(trigger, unit.end, passive=passive)
        links = self.series.read(max(m.end for m in first), unit.end, prepositions)
        if not links:
            return lists, []
        kept = [part for part in lists if all(m.end <= links[0].first for m in part)]
        row = [Stretch(unit, trigger, link.first, link.end, own=link.first) for link in links]
        if self._is_day_of_all(stretch, row, links[-1].mentions[0].start):
            row = [replace(own, right=row[-1].right) for own in row]
        return [*kept, *(link.mentions for link in links)], row

    def _is_day_of_all(self, stretch: Stretch, row: list[Stretch], last: int) -> bool:
        """Whether the one day of a row stands at its end and dates them all: "a vu X à Rome, Y à Oslo et Z à Lima
        mardi"; `last` is the token of the last one named. Not of a row that "puis" orders."""
        days, first, end = self.accounts.days, row[0].left, row[-1].right
        then = {t.lower_ for t in self.doc[first:last]} & self.table.parties.then
        told = days.time(stretch.trigger.i, stretch.left, first)[0] is not None
        return not then and not told and days.within(first, last)[0] is None and days.within(last, end)[0] is not None

    def _keep(self, stretch: Stretch, kind: ContactKind, found: Found, standing: Standing) -> None:
        """Keep an account, and one more for each further day or place: "à Rome, puis de nouveau à Mascate le 26"."""
        if self.sittings.is_no_news(stretch, found, standing):
            return
        again, home = self.anew.again(stretch), stretch.trigger.verb is not None and stretch.trigger.verb.home
        if again is None or not (home or standing.status in {"held", "planned"}):
            self.accounts.keep(stretch, kind, found, standing)
            return
        marker, after = again
        unit, trigger, parties = stretch.unit, stretch.trigger, list(found.parties)
        first, tokens = min(marker, stretch.right), [t for t in found.tokens if t < marker]
        self.accounts.keep(Stretch(unit, trigger, stretch.left, first), kind, Found(list(parties), tokens), standing)
        onward = Stretch(unit, trigger, after, next((t.i for t in self.doc[after : unit.end] if t.is_punct), unit.end))
        if not (home and self.journeys.goes_on(onward, parties, tokens, standing)):
            self.accounts.keep(onward, kind, Found(parties, [after]), standing)

    def _subject(self, stretch: Stretch, before: ContactDraft | None, *, opens: bool) -> Found:
        """The subject of the trigger: its own, that of the verb it hangs on or is joined to, or after a comma."""
        trigger, unit = stretch.trigger, stretch.unit
        part: Part = "visitor" if trigger.verb and trigger.verb.travel else "party"
        subject = Found()
        if (told := self.ellipsis.subject(trigger.i, unit.start, part)) is not None:
            return told
        if trigger.verb and trigger.verb.many and self.clauses.brought_by(trigger.i, unit.start) is not None:
            return subject  # "le sommet qui doit réunir X et Y"
        subjects = self.parties.subjects
        if trigger.reflexive and (urged := self.accounts.urgings.together(trigger.i, unit.start, subjects)):
            return urged
        if subjects.add_subject(trigger.i, unit.start, subject, part=part):
            whole = self._with_others(trigger, unit, subject, part)
            whole.by_voice = subjects.are_voices(p.actor for p in whole.parties)
            return whole
        if before is None and is_infinite(self.doc, trigger.i):
            subjects.add_governing_subject(trigger.i, unit.start, unit.end, subject, part=part)
        gerund = is_gerund(self.doc, trigger.i)
        gone_by = gerund and (opens or any(t.text == "," for t in self.doc[trigger.i : unit.end]))
        if not subject.parties and gone_by:  # "en recevant X, il a dit"
            subjects.add_after_comma(trigger.i, unit.end, subject, part=part)
        if not subject.parties and gerund:  # "Y a dit, en recevant X"
            subjects.add_governing_subject(trigger.i, unit.start, unit.end, subject, part=part)
        if not subject.parties and before is not None:
            subject.add_actor(before.fact.participants[0].actor)
        fronted = opens or self.clauses.is_fronted(trigger.i, unit.start)
        if not subject.parties and fronted:  # "Réunis à Bruxelles, X et Y"
            subjects.add_after_comma(trigger.i, unit.end, subject, part=part)
        subject.by_voice = bool(subject.parties) and subjects.are_voices(p.actor for p in subject.parties)
        return subject

    def _with_others(self, trigger: Trigger, unit: Unit, subject: Found, part: Part) -> Found:
        """`subject` of an infinitive, or all whom the verb that governs it has for subject: "X et Y viennent de
        signer", "X et Y ont fini par se voir"."""
        i = trigger.i
        if not self.clauses.is_led(i, unit.start, trigger.reflexive, persons=are_persons(self.layers, subject)):
            return subject
        whole, own = Found(), {p.actor for p in subject.parties}
        self.parties.subjects.add_governing_subject(i, unit.start, unit.end, whole, part=part)
        return whole if own < {p.actor for p in whole.parties} else subject

    def _apposed(self, stretch: Stretch, holder: MentionDraft) -> Found:
        """The subject of a participle between commas: "X, reçu lundi par Y"."""
        rule, subject = stretch.trigger.verb, Found()
        several = self.doc[stretch.trigger.i].lower_.endswith("s")
        for mention in (*(self.parties.subjects.asides.joined_to(holder) if several else ()), holder):
            subject.add(mention, "visitor" if rule is not None and rule.travel else "party")
        return subject

    def _met_by(self, stretch: Stretch, holder: MentionDraft, subject: Found, standing: Standing) -> bool:
        """Keep the meeting of the one behind whose name a participle stands with those who act in his clause: "a
        interrogé X, rencontré mardi à Rome"; whether that was told."""
        rule, words, i = stretch.trigger.verb, self.table.parties, stretch.trigger.i
        agent = any(t.lower_ in words.agent for t in self.doc[i + 1 : min(stretch.unit.end, i + _AGENT)])
        agent = agent or self.ellipsis.has_own(i)
        if rule is None or agent or not self.sittings.is_set(stretch) or not are_persons(self.layers, subject):
            return False
        others = self.ellipsis.met_by(holder, stretch.unit.start)
        own = replace(stretch, left=max(stretch.left, holder.start))
        received = rule.host and rule.object and not (rule.many or rule.about or rule.needs)
        at_home = received and others is not None and self.sittings.is_at_home(own, others)
        if others is None or not (at_home or stretch.trigger.lemma in self.table.deeds.met):
            return False
        for p in others.parties:
            subject.add_actor(p.actor)
        self._keep(own, "meeting", subject, standing)
        return True

    def _coordinated(self, stretch: Stretch) -> ContactDraft | None:
        """The contact whose subject and mood a coordinated verb shares ("devait voir X et être reçu par Y")."""
        start = self.parties.subjects.verb_group(stretch.trigger.i).start
        before = self.accounts.drafts[-1] if self.accounts.drafts else None
        here = self.doc[stretch.unit.start].idx
        joined = start > stretch.unit.start and self.doc[start - 1].pos_ == "CCONJ"
        return before if before is not None and before.sentence[0] == here and joined else None

    def _is_mutual(self, trigger: Trigger, subject: Found, *, phone: bool) -> bool:
        """Whether the subjects alone are in contact: "X et Y se parleront", "les ministres se sont réunis"."""
        assert trigger.verb is not None
        if not trigger.verb.mutual:
            return False
        by_phone = trigger.verb.needs_with and phone and len(subject.parties) > 1
        if trigger.verb.together and len(subject.parties) > 1:
            return True
        several = is_several(self.layers, subject) or self.parties.lists.groups.convene(subject)
        return by_phone or (trigger.reflexive and several)

    def _objects(self, trigger: Trigger, unit: Unit, subject: Found, *, passive: bool) -> list[list[MentionDraft]]:
        rule, words = trigger.verb, self.table.parties
        assert rule is not None
        first, stop = unit.start, unit.end
        prepositions = self._prepositions(trigger, stop, passive=passive)
        direct = rule.object and not passive and not trigger.reflexive
        clitic = self.clitics.whom(trigger.i, subject) if direct else None
        states = bool(subject.parties) and are_states(self.layers, subject)
        hosted = rule.host and states and self.accounts.scene.is_to_be_hosted(unit)
        if clitic is not None and (hosted or (rule.offer and self.clauses.urges(trigger.i))):
            return []  # "le sommet est prévu ; X s'est proposé pour l'accueillir"; "l'a invité à céder"
        if clitic is not None:  # "où l'a reçu son homologue": what follows is the subject
            self.clitics.add_subject(trigger.i, stop, clitic, subject, host=rule.host)
            return [[clitic]]
        if direct and self.clitics.is_taken(trigger.i):
            return []  # nobody knows whom "les" means
        if direct and (relative := self.relatives.relative(trigger.i, first)) is not None:
            self.relatives.main_subject(relative, unit, subject)
            if (told := self.relatives.antecedent(relative, subject, trigger.i)) is not None:
                return told
        if rule.to and (whom := self.clitics.to_whom(trigger.i, subject)) is not None:
            return [[whom]]
        facing = rule.beside or (
            bool(prepositions & words.with_) and not rule.needs_with
        )  # who speaks beside another met him before
        whom = self.clauses.whom(trigger.i, first, prepositions) if not rule.needs_with else None
        if whom is not None and not {p.actor for p in subject.parties} & set(whom.actors):
            return [[whom]]  # "X, avec qui Y s'était entretenu"
        lists = self.parties.objects(trigger.i, stop, subject, prepositions, direct=direct, facing=facing)
        if lists and (rule.unless_to or rule.offer) and self.clauses.asks(trigger.i, lists[0], at_all=rule.unless_to):
            return []
        return lists

    def _prepositions(self, trigger: Trigger, stop: int, *, passive: bool) -> frozenset[str]:
        """The words after which the verb names with whom the contact was; none where it is its direct object."""
        rule, words = trigger.verb, self.table.parties
        assert rule is not None
        if passive:  # "l'ambassadeur de X a été convoqué au ministère"
            return words.agent | words.to if rule.about else words.agent
        if trigger.reflexive or rule.with_:
            return words.with_ | (words.to if rule.to else frozenset())
        if rule.home:
            return words.house if self.anew.leads_home(trigger.i, stop) else frozenset()
        if rule.before:
            return words.audience
        if rule.of:
            return words.to | _OF
        return words.to if rule.to else frozenset()

    def _joined(self, trigger: Trigger, unit: Unit) -> Trigger | None:
        """The verb of a journey as one of meeting, where a person is its object: "a rejoint X", against "la ville"."""
        rule = next((v for v in self.table.verbs if v.persons and v.object and trigger.lemma in v.lemmas), None)
        if rule is None or self._is_passive(trigger.i):
            return None
        own = replace(trigger, verb=rule)
        whom = self._objects(own, unit, Found(), passive=False)
        persons = whom and all(self.layers.actors[a].kind == "person" for m in whom[0] for a in m.actors)
        return own if persons else None

    def _is_passive(self, verb: int) -> bool:
        return is_passive(self.doc, verb, self.table.parties.passive)

    def _travel(self, stretch: Stretch, subject: Found, standing: Standing) -> None:
        """A journey told by its verb: the subject goes, or whom it sends ("a dépêché X à Rome")."""
        trigger, rule = stretch.trigger, stretch.trigger.verb
        if self.anew.calls_on(trigger.i, stretch.unit.end):  # "s'est rendu chez X, puis chez Y"
            home = next(v for v in self.table.verbs if v.home)
            stretch = replace(stretch, trigger=replace(trigger, verb=home, reflexive=False))
            self._meet(stretch, subject, standing, opens=False)
            return
        joined = self._joined(trigger, stretch.unit) or self.journeys.received(stretch)
        if joined is not None:  # "a rejoint X à Genève", "est attendu à Rome par X"
            self._meet(replace(stretch, trigger=joined), subject, standing, opens=False)
            return
        if rule is None or (rule.stay and not self.journeys.is_right_there(stretch, dated=rule.dated)):
            return
        if rule.object and not self._is_passive(trigger.i):
            objects = self._objects(trigger, stretch.unit, subject, passive=False)
            sender, subject = subject, Found()
            if not objects and (subject := self.journeys.envoys_of(stretch, sender)).parties:
                stretch = replace(stretch, right=stretch.unit.end)
            stretch = self.journeys.of_sent(stretch, objects)
            for mention in (m for part in objects[:1] for m in part):
                subject.add(mention, "visitor")
            if self.journeys.sent(stretch, subject, standing):
                return
        persons = any(self.layers.actors[p.actor].kind == "person" for p in subject.parties)
        if rule.person_object and not persons and not (rule.object and has_body(self.layers, subject)):
            return
        self.journeys.visit(stretch, subject, standing)
