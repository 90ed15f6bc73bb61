"""How the talks just told went on, told without their parties: "Ils reprendront jeudi", "La reprise est fixée au 26
juillet", "Un dîner a suivi", "Deux sessions, en mai puis en juin, avaient échoué"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ....annotate.layers import Layers
from ....annotate.syntax import infinitive_of
from ....annotate.tense import FUTURE_LIKE, governing_verb, tense_of
from ....annotate.tree import Doc, Token
from ....annotate.units import Unit
from ....drafts import ContactDraft
from ....types import Participant
from ....vocab import ContactKind
from ..accounts import AccountMaker
from ..rules import Stretch, Trigger
from ..status import PAST_TENSES, Standing, standing_of_verb
from ..who.found import Found
from ..who.process import TALKS, Process

_NEAR = 250
"""Code points: no further back than the sentence before stands what goes on."""
_VERB = 8
"""At most so many tokens stand between a pronoun and its verb, or between a participle and what it brings."""
_SITTINGS = 4
"""More sittings than these are not told one by one."""
_PRONOUNS = frozenset({"il", "elle", "ils", "elles"})
_ELSE = frozenset({"obj", "xcomp", "ccomp", "iobj"})
"""What a verb has with which it is no longer of talks: "Ils reprendront la route"."""


class OnwardReader:
    """Adds to `accounts` how the talks of one document went on."""

    def __init__(
        self, doc: Doc, layers: Layers, accounts: AccountMaker, process: Process, nouns: frozenset[str]
    ) -> None:
        self._doc, self._layers, self._accounts, self._process = doc, layers, accounts, process
        self._words, self._nouns = accounts.table.process, nouns
        self.off: set[str] = set()
        """Ids of meals that did not take place: nothing takes them up."""
        self._brings = accounts.table.status.brings
        self._rule = next(n for n in accounts.table.nouns if n.kind == "talks" and n.plain)

    # -- pronouns

    def pronoun(self, unit: Unit) -> None:
        """Keep a further sitting of the talks that the subject of `unit` takes up ("Ils reprendront jeudi"), or the day
        and the place of what it is ("Elle se tiendra à Oslo"), where the sentence before is about them."""
        i, accounts = self._opening(unit), self._accounts
        verb = governing_verb(self._doc[i]) if i is not None else None
        if i is None or verb is None or not 0 < verb.i - i < _VERB or not self._is_of_talks(verb):
            return
        stretch = Stretch(unit, Trigger(i, noun=self._rule), unit.start, unit.end)
        before = self._last(stretch)
        standing = standing_of_verb(self._doc, verb.i, accounts.table.status)
        time, _ = accounts.days.time(i, unit.start, unit.end)
        place = accounts.where.place(i, i, unit.end, side="after")[0]
        if standing is None or standing.status == "denied" or (time is None and place is None):
            return
        again = infinitive_of(verb.lemma_.lower()) in self._words.resumes
        if not self._is_topic(unit, i):
            return
        if not again:
            if before is not None and before.fact.status in {standing.status, "planned", "proposed"}:
                found = Found(list(before.fact.participants), [verb.i])
                accounts.keep(stretch, before.fact.kind, found, standing, inherited=before)
            return
        sides = list(before.fact.participants) if before is not None else self._process.sides(i)
        if len(sides) > 1:
            kind: ContactKind = before.fact.kind if before is not None else "talks"
            accounts.keep(stretch, kind, Found(sides, [verb.i]), standing)

    def _opening(self, unit: Unit) -> int | None:
        """The pronoun that is the subject of the first verb of `unit`; None where there is none."""
        for token in self._doc[unit.start : min(unit.end, unit.start + _VERB)]:
            if token.lower_ in _PRONOUNS:
                return token.i
            if token.pos_ in {"VERB", "AUX", "NOUN"} and not self._layers.is_timed(token):
                return None
        return None

    def _is_of_talks(self, verb: Token) -> bool:
        """Whether the verb says of talks that they go on or take place, and nothing of people: "Ils reprendront", not
        "Ils reprendront la route"."""
        lemma = infinitive_of(verb.lemma_.lower())
        if lemma == "avoir" and self._doc[min(verb.i + 1, len(self._doc) - 1)].lower_ in self._words.takes_place:
            return True  # "Elle aura lieu mardi"
        reflexive = any(t.lower_ in {"se", "s'"} for t in verb.lefts)
        if any(t.dep_ in _ELSE and t.lower_ not in {"se", "s'"} for t in verb.children):
            return False
        return lemma in (self._words.sits if reflexive else self._words.goes_on)

    def _is_topic(self, unit: Unit, i: int) -> bool:
        """Whether the sentence before `unit` tells of a contact of the number and gender of the pronoun at token `i`:
        as its subject, or as an object ("ont ouvert des pourparlers", "préparent un sommet") where no other thing that
        the pronoun may mean is the subject."""
        doc, here = self._doc, unit.start
        if here == 0:
            return False
        word = doc[i].lower_
        number, gender = ("Plur" if word.endswith("s") else "Sing"), ("Fem" if word.startswith("elle") else "Masc")
        for token in doc[doc[here - 1].sent.start : here]:
            subject = token.dep_.startswith("nsubj") and token.pos_ in {"NOUN", "PROPN"}
            known = token.lower_ in self._nouns
            fits = token.morph.get("Number", []) in ([], [number]) and token.morph.get("Gender", []) in ([], [gender])
            carried = token.pos_ == "NOUN" and (number == "Plur" or token.dep_ == "obj")
            if known and fits and (subject or carried):
                return True
            if subject and fits and token.pos_ == "NOUN" and token.i not in self._layers.by_token:
                return False
        return False

    def _last(self, stretch: Stretch) -> ContactDraft | None:
        """The contact of several told right before, no journey."""
        last = self._accounts.drafts[-1] if self._accounts.drafts else None
        if last is None or len(last.fact.participants) < 2 or last.fact.kind in {"visit", "call"}:
            return None
        return last if self._doc[stretch.unit.start].idx - last.sentence[1] < _NEAR else None

    def resumed(self, stretch: Stretch, standing: Standing) -> None:
        """Keep a further sitting of the talks told right before: "La reprise est fixée au 26 juillet"."""
        accounts, last = self._accounts, self._last(stretch)
        time, _ = accounts.days.time(stretch.trigger.i, stretch.left, stretch.right)
        talks = last is not None and last.fact.kind in TALKS
        if last is None or not talks or time is None or standing.status not in {"planned", "held"} or not standing.told:
            return  # "La reprise est attendue en mai": of what?
        found = Found(list(last.fact.participants), [stretch.trigger.i])
        accounts.keep(stretch, last.fact.kind, found, standing)

    # -- what follows

    def is_meal_off(self, stretch: Stretch, kind: ContactKind, standing: Standing) -> bool:
        """Keep the meal of those told right before that did not take place, told by its article alone: "Le déjeuner
        prévu a été annulé"; whether it is such."""
        i, doc, table = stretch.trigger.i, self._doc, self._accounts.table
        last = self._last(stretch)
        fallen = standing.status in {"cancelled", "postponed"} and doc[i].lower_ in table.words.meals
        if last is None or not fallen or doc[i - 1].lower_ not in table.parties.definite or self._is_of_others(stretch):
            return False
        self._accounts.keep(stretch, kind, Found(list(last.fact.participants), [i]), standing)
        self.off.add(self._accounts.drafts[-1].fact.id)
        return True

    def followed(self, stretch: Stretch, kind: ContactKind, article: str) -> bool:
        """Keep what came before or after the contact just told, of the same people: "L'entretien a été suivi d'un
        dîner", "Un déjeuner a suivi"; whether it is such."""
        last = self._last(stretch)
        if last is None or article not in {"un", "une", "d'"} or last.fact.status not in {"held", "planned", "ongoing"}:
            return False
        verb = self._bringing(stretch)
        if verb is None or self._is_of_others(stretch):
            return False
        tense = tense_of(verb)
        if tense in FUTURE_LIKE:
            standing = Standing("planned")
        elif tense in PAST_TENSES:
            standing = Standing("held", past=True)
        else:
            standing = Standing(last.fact.status, last.certainty)
        found = Found(list(last.fact.participants), [stretch.trigger.i])
        self._accounts.keep(stretch, kind, found, standing, inherited=last)
        return True

    def _is_of_others(self, stretch: Stretch) -> bool:
        """Whether the noun's phrase says with whom it is."""
        words = self._accounts.table.parties
        after = self._doc[stretch.trigger.i + 1 : min(stretch.right, stretch.trigger.i + _VERB)]
        return any(t.lower_ in words.between | words.with_ | words.house for t in after)

    def _bringing(self, stretch: Stretch) -> Token | None:
        """The verb by which the noun comes before or after another contact, that contact being its subject; None where
        there is none."""
        doc, i, words = self._doc, stretch.trigger.i, self._words
        verb = governing_verb(doc[i])
        follows = verb is not None and infinitive_of(verb.lemma_.lower()) in words.follows
        if verb is not None and follows and doc[i].dep_.startswith("nsubj"):
            return verb if not any(t.dep_ in _ELSE for t in verb.children) else None
        brought = next((t for t in doc[max(stretch.unit.start, i - 3) : i] if t.lower_ in self._brings), None)
        if brought is None:
            return None
        subject = next((t for t in brought.lefts if t.dep_.startswith("nsubj")), None)
        holder = subject if subject is not None else brought.head
        return brought if holder.lower_ in self._nouns | words.occasions else None

    # -- one by one

    def each(self, stretch: Stretch, before: Sequence[Participant], standing: Standing) -> bool:
        """Keep each of several sittings that its own day tells: "Deux sessions, en mai puis en juin, avaient échoué";
        whether there are as many days as sittings. `before` are the sides that sat."""
        doc, i, table = self._doc, stretch.trigger.i, self._accounts.table
        count = table.parties.counts.get(doc[i - 1].lower_, 0) if i else 0
        if not 1 < count <= _SITTINGS or doc[i].morph.get("Number", []) != ["Plur"]:
            return False
        at = [
            (span.start, span.end)
            for t in self._layers.times
            if t.kind == "DATE" and (span := doc.char_span(t.start, t.end, alignment_mode="expand")) is not None
            if i < span.start < stretch.unit.end
        ]
        between = doc[at[0][0] : at[-1][1]] if at else doc[0:0]
        if len(at) != count or any(t.pos_ in {"VERB", "AUX"} or t.text in {";", ":"} for t in between):
            return False
        if len(before) < 2 or standing.status in {"denied", "refused"}:
            return True
        told = standing if standing.told else Standing("held", past=True, told=False)
        helpers = self._accounts.helpers(stretch)
        for n, (first, last) in enumerate(at):
            right = at[n + 1][0] if n + 1 < count else last
            own = replace(stretch, left=first - 1, right=max(right, last), own=first - 1)
            found = Found(list(before), [i])
            for mention, part in helpers:
                found.add(mention, part)
            self._accounts.keep(own, "talks", found, told)
        return True
