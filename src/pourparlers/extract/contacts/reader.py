"""Contacts of one dispatch: who met, called, visited whom, where, when, and where it stands.

Each trigger word makes at most one account (an elliptical chain makes one a link): its parties, its time and place from
its own stretch of the sentence, its status from tense, mood and the words that govern it. A definite noun without
parties ("la rencontre", "cet appel") takes up the last contact of its class.
"""

from __future__ import annotations

from dataclasses import replace

import msgspec

from ...annotate.layers import Layers, layers_of
from ...annotate.syntax import infinitive_of, is_infinitive
from ...annotate.tree import Doc
from ...annotate.units import Unit, units_of
from ...drafts import ContactDraft
from ...knowledge.model import KnowledgeBase
from ...lang.pack import Pack
from .accounts import AccountMaker
from .rules import Stretch, Trigger, is_occasion, trigger_finder
from .scene.story import in_story_place
from .scene.titles import as_below
from .status import goes_to
from .told.asked import answer_where, tell_scene
from .told.deeds import DeedReader
from .told.nouns import NounReader
from .told.press import PressReader
from .told.verbs import VerbReader
from .who.asides import is_bare_participle
from .who.parties import PartyReader
from .who.process import Process
from .who.spelled import spelled_later
from .who.subjects import is_finite

_PURPOSE = 16
"""At most so many tokens stand between a journey and what it is for."""
_BARE = frozenset({"depuis", "des", "de", "d'"})
_FORM = 12
"""At most so many tokens stand between those who met and "en sommet"."""
_FORMS = frozenset({"en", "par"})
_SEEN = frozenset({"meeting", "talks", "consultation", "summit"})
_CARRIED = 6
"""At most so many tokens after a verb stands the noun that it carries."""


def find_contacts(doc: Doc, *, pack: Pack, kb: KnowledgeBase) -> list[ContactDraft]:
    """Accounts of contacts in `doc`, in order of the text, noise left out."""
    layers = layers_of(doc)
    reader = _ContactReader(doc, layers, pack, kb)
    triggers = trigger_finder(pack).find(doc)
    at = 0
    for unit in units_of(doc, layers):
        while at < len(triggers) and triggers[at].i < unit.start:
            at += 1
        first = at
        while at < len(triggers) and triggers[at].i < unit.end:
            at += 1
        reader.read(unit, triggers[first:at])
    drafts = spelled_later(reader.accounts.drafts, doc, layers, reader.table.parties)
    if reader.nouns.supposed:
        drafts = list(as_below(drafts, reader.nouns.supposed, layers.actors))
    return in_story_place(drafts, layers, doc)


_OPENING = 2
"""So many tokens from the start of its sentence a participle opens it."""


class _ContactReader:
    """Reads the units of one document, remembering the contacts told so far."""

    def __init__(self, doc: Doc, layers: Layers, pack: Pack, kb: KnowledgeBase) -> None:
        self.doc, self.layers = doc, layers
        self.table = trigger_finder(pack).table
        parties = PartyReader(doc, layers, self.table.parties)
        self.accounts = AccountMaker(doc, layers, kb, self.table)
        parties.lists.resumed.drafts = self.accounts.drafts
        process = Process(doc, layers, self.table, parties.lists, self.accounts.drafts)
        parties.lists.resumed.sides_before = process.named
        parties.lists.groups.sides_before = lambda i: self.accounts.two_states() or process.named(i)
        parties.lists.groups.state_of = parties.lists.resumed.state_of = self.accounts.where.state_of
        self.verbs = VerbReader(doc, layers, self.table, parties, self.accounts)
        self.nouns = NounReader(self.verbs)
        status = self.table.status
        self._carriers = status.ideas | status.premises | status.preparations | self.table.process.beginnings
        self.press = PressReader(doc, layers, parties, self.accounts)
        self.deeds = DeedReader(doc, layers, self.table, self.verbs)

    def read(self, unit: Unit, triggers: list[Trigger]) -> None:
        """Make the accounts of one unit."""
        if triggers:
            self._read_told(unit, triggers)
        else:
            self.nouns.again.onward.pronoun(unit)
        self.deeds.read(unit)
        answer_where(self.doc, unit, self.accounts)
        tell_scene(self.doc, unit, self.accounts)

    def _read_told(self, unit: Unit, triggers: list[Trigger]) -> None:
        """Make the accounts that words of contact tell."""
        triggers = [t for t in triggers if not (t.verb is not None and self.layers.is_timed(self.doc[t.i]))]
        triggers = [t for t in triggers if not self._is_meal(t.i) and not self._is_helper(t)]
        triggers = [t for n, t in enumerate(triggers) if not (n and self._is_of_noun(triggers[n - 1], t))]
        triggers = [t for t, after in zip(triggers, [*triggers[1:], None], strict=False) if not self._hosts(t, after)]
        if triggers and self._closes(triggers[0], triggers[1] if len(triggers) > 1 else None):
            triggers = triggers[1:]
        borders = [t.i for t in triggers if t.verb is not None and not is_bare_participle(self.doc, t.i)]
        triggers = self._without_journeys(triggers)
        apart = [
            n
            and (
                self._is_needed(triggers[n - 1], t)
                or self._is_form(triggers[n - 1], t)
                or self._is_aim(triggers[n - 1], t)
                or self._is_in_private(triggers[n - 1], t)
            )
            for n, t in enumerate(triggers)
        ]
        triggers = [self._shaped(t, after) for t, after in zip(triggers, [*triggers[1:], None], strict=False)]
        triggers = [t for t, part in zip(triggers, apart, strict=True) if not part]
        if not triggers:
            self.nouns.again.onward.pronoun(unit)
        left, told = unit.start, 0
        for number, trigger in enumerate(triggers):
            before = triggers[number - 1] if number else None
            silent = len(self.accounts.drafts) == told
            if before is not None and not (silent and (self._is_background(before) or self._carries(before, trigger))):
                left = before.i + 1
            told = len(self.accounts.drafts)
            right = triggers[number + 1].i if number + 1 < len(triggers) else unit.end
            right = next((i for i in borders if trigger.i < i < right), right)
            if before is not None and left == before.i + 1:
                left = self._behind_participle(before, trigger, right, unit.start)
            stretch = Stretch(unit, trigger, left, right)
            if trigger.noun is None:
                self.verbs.read(stretch)
            elif trigger.noun.kind == "press_conference":
                self.press.read(stretch)
            else:
                self.nouns.read(stretch)

    def _behind_participle(self, before: Trigger, trigger: Trigger, right: int, start: int) -> int:
        """Where the words of `trigger` begin behind those of `before`: behind the comma that closes a participle which
        opens the sentence, where the main clause has a day of its own ("Reçu mardi à Rome, X a vu Y mercredi")."""
        first, doc = before.i + 1, self.doc
        opens = before.i - start < _OPENING and before.verb is not None and not before.verb.travel
        comma = next((t.i for t in doc[first : trigger.i] if t.text == ","), None)
        if not opens or comma is None or not is_bare_participle(doc, before.i):
            return first
        starts = {t.start for t in self.layers.times if t.kind == "DATE" or t.is_day}
        told = [any(t.idx in starts for t in doc[a:b]) for a, b in ((first, comma), (comma, right))]
        return comma + 1 if all(told) else first

    def _is_meal(self, i: int) -> bool:
        """Whether the word at token `i` only says at what others were received: "avait réuni X et Y à dîner", not
        "s'apprête à dîner avec X"."""
        if not i or self.doc[i].lower_ not in self.table.words.meals or self.doc[i - 1].lower_ != "à":
            return False
        return i < _CARRIED or self.doc[i - 3].lower_ not in {"s'", "se"}

    def _is_background(self, trigger: Trigger) -> bool:
        """Whether a noun that told no contact of its own only names somebody or something ("l'hôte du sommet, X"), or a
        verb only might have implied one ("a refusé de signer l'accord lors du sommet")."""
        if trigger.verb is not None:
            return trigger.verb.weak
        before = self.doc[trigger.i - 1].lower_ if trigger.i else ""
        return trigger.noun is not None and before in self.table.parties.of

    def _carries(self, verb: Trigger, noun: Trigger) -> bool:
        """Whether a verb that told nothing only carries the noun after it: "ont eu un entretien"."""
        near = noun.noun is not None and verb.verb is not None and noun.i - verb.i < _CARRIED
        return near and not any(t.is_punct for t in self.doc[verb.i : noun.i])

    def _is_of_noun(self, noun: Trigger, verb: Trigger) -> bool:
        """Whether the verb only says that the contact which is its subject took place: "Une poignée de main a été
        échangée à Rome entre X et Y"."""
        if noun.noun is None or verb.verb is None:
            return False
        token = self.doc[noun.i]
        own = token.head.i == verb.i and token.dep_ == "nsubj:pass"
        if own:
            return bool(verb.verb.things)
        subject = token.head.dep_ == "nsubj:pass" and token.head.head.i == verb.i and token.dep_ == "nmod"
        return subject and token.head.lower_ in self._carriers

    def _is_helper(self, trigger: Trigger) -> bool:
        """Whether a noun only tells who helped: "des pourparlers sous (la) médiation d'Oman"."""
        i, words = trigger.i, self.table.parties
        under = {t.lower_ for t in self.doc[max(0, i - 3) : i]} & words.under
        return trigger.noun is not None and self.doc[i].lower_ in words.mediators and bool(under)

    def _hosts(self, verb: Trigger, noun: Trigger | None) -> bool:
        """Whether the verb tells of nobody received, only of the contact that is its object: "accueille depuis dimanche
        des pourparlers entre X et Y"."""
        if verb.verb is None or noun is None or noun.noun is None or noun.noun.kind in {"visit", "press_conference"}:
            return False
        if not (verb.verb.host and verb.verb.person_object) or verb.verb.many or noun.i - verb.i > _CARRIED:
            return False
        if self.doc[noun.i].lower_ in self.table.parties.guest or verb.verb.needs:
            return False
        between = self.doc[verb.i + 1 : noun.i]
        timed = {t.i for t in between if any(x.start <= t.idx < x.end for x in self.layers.times)}
        plain = all(t.i in timed or t.pos_ in {"DET", "ADJ", "ADV", "NUM"} or t.lower_ in _BARE for t in between)
        return plain and all(t.i not in self.layers.by_token for t in between)

    def _closes(self, verb: Trigger, noun: Trigger | None) -> bool:
        """Whether a verb that only implies a contact tells its end, and a noun behind it the contact: "se sont quittés
        après trois heures d'entretiens"."""
        if verb.lemma not in self.table.status.parts or noun is None or noun.noun is None:
            return False
        after = {t.lower_ for t in self.doc[noun.i + 1 : noun.i + _CARRIED]}
        others = after & (self.table.parties.with_ | self.table.parties.between)
        return noun.i - verb.i < _FORM and is_occasion(self.doc, noun.i, self.table) and not others

    def _is_needed(self, verb: Trigger, noun: Trigger) -> bool:
        """Whether a noun only completes the verb before it: "a accordé une audience"."""
        needs = " ".join(verb.verb.needs).split() if verb.verb is not None else []
        return noun.noun is not None and noun.i - verb.i < 6 and self.doc[noun.i].lower_ in needs

    def _is_form(self, verb: Trigger, noun: Trigger) -> bool:
        """Whether a noun only says in what form those met of whom the verb before it tells: "réunis mardi à Rome en
        sommet extraordinaire", "par visioconférence"."""
        if verb.verb is None or noun.noun is None or noun.noun.kind == "visit":
            return False
        many = verb.verb.many or verb.lemma == "se réunir" or verb.verb.host
        around = {t.lower_ for t in self.doc[noun.i - 3 : noun.i]} & self.table.deeds.around if noun.i > 2 else set()
        form = self.doc[noun.i - 1].lower_ in _FORMS or bool(around)
        return many and noun.i - verb.i < _FORM and form

    def _is_in_private(self, before: Trigger, noun: Trigger) -> bool:
        """Whether a noun only says how close those were of whose contact the word before it tells: "a reçu X en
        tête-à-tête à Rome", "un dîner en tête-à-tête"."""
        rule = before.verb or before.noun
        manner = noun.noun is not None and self.doc[noun.i].lower_ in self.table.words.in_person
        if rule is None or not manner or self.doc[noun.i - 1].lower_ != "en" or noun.i - before.i > _PURPOSE:
            return False
        between = self.doc[before.i + 1 : noun.i - 1]
        if between and between[-1].lower_ in {",", "puis", "et"}:
            return False  # "a vu les députés, puis en tête-à-tête X"
        return rule.kind in _SEEN and not any(is_finite(t) or t.text in {";", ":"} for t in between)

    def _shaped(self, verb: Trigger, noun: Trigger | None) -> Trigger:
        """`verb`, as one that tells a summit where the noun after it only says that it was one: "réunis en sommet"."""
        rule = verb.verb
        if noun is None or noun.noun is None or rule is None or not self._is_form(verb, noun):
            return verb
        kind = noun.noun.kind
        return replace(verb, verb=msgspec.structs.replace(rule, kind=kind)) if kind == "summit" else verb

    def _is_aim(self, verb: Trigger, noun: Trigger) -> bool:
        """Whether a noun only says for what those met of whom the verb before it tells: "se retrouveront mardi à Rome
        pour une nouvelle séance"; one with parties of its own is another contact."""
        rule, doc = verb.verb, self.doc
        if rule is None or noun.noun is None or rule.travel or rule.kind != "meeting":
            return False
        j = noun.i - 1
        while j > verb.i and doc[j].pos_ in {"ADJ", "DET", "NUM"}:
            j -= 1
        after = {t.lower_ for t in doc[noun.i + 1 : min(noun.i + _FORM, doc[noun.i].sent.end)]}
        others = after & (self.table.parties.with_ | self.table.parties.between)
        return noun.i - verb.i < 2 * _FORM and doc[j].lower_ == "pour" and j < noun.i - 1 and not others

    def _without_journeys(self, triggers: list[Trigger]) -> list[Trigger]:
        """Triggers without journeys whose purpose another tells ("se rend à Berlin pour des discussions avec"), or that
        lead to where it takes place ("a fait le voyage de Rome : il y a été reçu par")."""
        return [
            t
            for t, following in zip(triggers, [*triggers[1:], None], strict=False)
            if following is None
            or not self._is_journey(t)
            or self._is_same(t, following)
            or not (
                self._is_stay(t, following.i)
                or self._leads_to(t.i, following.i)
                or self._is_rounded_off(t, following.i)
            )
        ]

    def _is_journey(self, trigger: Trigger) -> bool:
        return (
            trigger.verb.travel
            if trigger.verb is not None
            else trigger.noun is not None and trigger.noun.kind == "visit"
        )

    def _is_stay(self, trigger: Trigger, j: int) -> bool:
        """Whether a verb only says where somebody was on a day, on which the next one, at token `j`, tells what he did
        there: not behind a semicolon and a day of its own ("était le 3 mars à Rome ; le 9, ils se sont vus")."""
        if trigger.verb is None or not (trigger.verb.stay and trigger.verb.dated):
            return False
        apart = next((t.i for t in self.doc[trigger.i : j] if t.text == ";"), j)
        return not any(self.layers.is_timed(t) for t in self.doc[apart:j])

    def _is_same(self, journey: Trigger, following: Trigger) -> bool:
        """Whether the next word names the journey itself: "se rendra à Rome pour une visite officielle"."""
        return journey.verb is not None and following.noun is not None and following.noun.kind == "visit"

    def _leads_to(self, i: int, j: int) -> bool:
        if self.doc[j].lower_ in self.table.parties.guest:
            return True  # "était à Rome l'hôte de X"
        there = any(t.lower_ == "y" for t in self.doc[max(i, j - 4) : j])
        there = there or (self.doc[i].lemma_ == "rejoindre" and any(t.text == ":" for t in self.doc[i:j]))
        return (
            there
            or goes_to(self.doc, i, j, self.table.status)
            or (self.doc[i].pos_ != "NOUN" and self._is_purpose(i, j))
        )

    def _is_rounded_off(self, journey: Trigger, j: int) -> bool:
        """Whether the contact at token `j` is only what a journey without a town of its own begins or ends with: "a
        achevé sa tournée par un entretien avec X"."""
        first, doc = journey.i, self.doc
        if journey.noun is None or j - first > _FORM or not any(t.lower_ == "par" for t in doc[max(first, j - 4) : j]):
            return False
        return not any(self._is_named(k) for k in range(first + 1, j))

    def _is_named(self, i: int) -> bool:
        """Whether a name begins at token `i`, over an article of its own: "Rome", "Le Caire"."""
        named = any(m.start in {i, i + 1} for m in map(self.layers.by_token.get, (i, i + 1)) if m is not None)
        return self.doc[i].pos_ == "PROPN" or (named and self.doc[i].text[:1].isupper())

    def _is_purpose(self, i: int, j: int) -> bool:
        words = {t.lower_ for t in self.doc[i + 1 : j] if not self._is_named(t.i + 1)}  # "pour Rome" is no purpose
        near = j - i < _PURPOSE and bool(words & self.table.where.purpose) and not words & {";", ":"}
        return near and not self._is_spoken_of(i, j)

    def _is_spoken_of(self, i: int, j: int) -> bool:
        """Whether the noun at token `j` only says of what one speaks who goes somewhere: "se rendra à Rome pour rendre
        compte du sommet", not "pour prendre part à l'ouverture du sommet"."""
        doc, words = self.doc, self.table.status
        if doc[j - 1].lower_ not in self.table.parties.of or doc[j - 2].pos_ != "NOUN":
            return False
        deeds = [t for t in doc[i + 1 : j] if is_infinitive(t)]
        shared = words.happens | words.rounds_off | self.table.parties.takes_part - {"rendre"}
        return bool(deeds) and not any(infinitive_of(t.lemma_.lower()) in shared for t in deeds)
