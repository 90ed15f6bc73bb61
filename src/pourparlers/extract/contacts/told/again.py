"""Contacts taken up again: "la rencontre", "cet appel", "une nouvelle réunion" without their parties."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from ....annotate.layers import Layers
from ....annotate.syntax import infinitive_of
from ....annotate.tense import governing_verb
from ....annotate.tree import Doc
from ....annotate.word_table import GRAMMAR
from ....drafts import ContactDraft
from ....types import Participant
from ....vocab import ContactKind
from ..accounts import AccountMaker, contact_class
from ..contact_table import PartyWords
from ..noun_status import standing_of_noun
from ..rules import Stretch
from ..status import Standing
from ..who.found import Found
from ..who.parties import PartyReader
from ..who.process import LASTING, TALKS, Process, goes_on
from .onward import OnwardReader
from .untold import OF_PLACE, UntoldReader

_NEAR, _FAR = 250, 900
"""Code points: the next sentence; as far back as a noun takes up a contact."""
_THOSE = 8
"""At most so many tokens stand between a contact's noun and "celles de"."""
_DATED = 4
"""At most so many tokens stand between a sitting and its day: "la session prévue mercredi"."""
_PLURAL = frozenset({"les", "des", "ces", "aux"})
_COUNTED = 40  # tokens between a contact's noun and the number that stands for it, at most


class Resumption:
    """Adds to `accounts` what a noun without parties says of the contact told before it."""

    def __init__(
        self, doc: Doc, layers: Layers, words: PartyWords, parties: PartyReader, accounts: AccountMaker
    ) -> None:
        self._doc, self._layers, self._words = doc, layers, words
        self._parties, self._accounts = parties, accounts
        self._nouns = frozenset(f for n in accounts.table.nouns if n.kind != "visit" and not n.gapped for f in n.forms)
        self._meeting = next(n for n in accounts.table.nouns if n.kind == "meeting" and not n.loose)
        self._process = Process(doc, layers, accounts.table, parties.lists, accounts.drafts)
        self._untold = UntoldReader(doc, layers, words, accounts, self._process)
        self.onward = OnwardReader(doc, layers, accounts, self._process, self._nouns)

    def take_up(self, stretch: Stretch, kind: ContactKind, standing: Standing, article: str) -> None:
        """A definite noun without parties takes up the last contact of its class, with what is newly said of it."""
        rule, i = stretch.trigger.noun, stretch.trigger.i
        assert rule is not None
        words = self._words
        several = article in _PLURAL and self._doc[i].lower_[-1:] not in {"s", "x"}
        if several or self._names_others(stretch) or self._is_told_onward(stretch, kind, standing, article):
            return
        standing = self._untold.standing(stretch, standing)
        another = self._is_another(stretch, article)
        if another and {t.lower_ for t in self._doc[stretch.unit.start : i]} & self._accounts.table.status.none:
            return  # "Aucune date n'est fixée pour une nouvelle session"
        earlier = bool(self._untold.beside(stretch) & self._accounts.table.status.held) and standing.told
        if not another and (article not in words.definite or self._begins_anew(i, article)):
            self._untold.of_story(stretch, kind, standing, article)
            return
        before = self._not_older(stretch, kind, self._told(stretch, kind, loose=rule.loose, another=another))
        if before is None:
            self._untold.of_story(stretch, kind, standing, article)
        another = another or (before is not None and self._is_set_apart(stretch, before, standing))
        if before is None or len(before.fact.participants) < 2 or self._is_no_news(stretch, before, standing, another):
            return
        onward = self._goes_on(stretch, kind, before, standing) or self._is_next(stretch, before, standing)
        if another or earlier or onward:
            # "les derniers pourparlers remontent à": those of before
            own_kind, parties = self._of_further(before, self._doc[i].lower_)
            self._accounts.keep(self._as_seen(stretch, before), own_kind, Found(parties, [i]), standing)
            return
        if before.fact.status == "held" and standing.status in {"planned", "proposed"}:
            return
        before = self._over(before, standing)
        venue, last = self._accounts.where.place(i, stretch.left, stretch.right, side="after")[0], before.fact.place
        if venue is not None and last is not None and venue.name != last.name:
            lasting = before.fact.kind in LASTING or self._process.is_of_bodies(before)
            if lasting and self._is_earlier(stretch, standing):
                found = Found(list(before.fact.participants), [i])
                self._accounts.keep(stretch, kind, found, standing, venue=(venue, i + OF_PLACE, False))
            return  # received "à Moscou", then "la suspension des pourparlers de Vienne": other talks
        if not standing.told and self._accounts.time_beside(stretch) is None and venue is None:
            return
        if not standing.told:
            standing = Standing(before.fact.status, before.certainty, told=False)
        self._accounts.keep(
            stretch, before.fact.kind, Found(list(before.fact.participants), [i]), standing, inherited=before
        )

    def _goes_on(self, stretch: Stretch, kind: ContactKind, before: ContactDraft, standing: Standing) -> bool:
        """Whether talks are to go on that have been told as held or under way: a further sitting of the same sides, on
        a day or at a place of its own: "Les négociations reprennent mercredi à Rome"."""
        if standing.status != "planned" or kind not in LASTING or before.fact.kind not in TALKS:
            return False
        over = before.fact.status in {"held", "ongoing"}
        return over and goes_on(self._doc, stretch.trigger.i, self._accounts.table.process)

    def _as_seen(self, stretch: Stretch, before: ContactDraft) -> Stretch:
        """`stretch`, its noun as one that tells who saw whom, where they did so `before`: "un second entretien" of
        those who met is no call."""
        rule = stretch.trigger.noun
        if rule is None or not rule.loose or before.fact.mode != "in_person":
            return stretch
        return replace(stretch, trigger=replace(stretch.trigger, noun=self._meeting))

    def _is_next(self, stretch: Stretch, before: ContactDraft, standing: Standing) -> bool:
        """Whether the noun tells, by its rank, of one to come after that which took place: "X et Y se sont vus jeudi.
        La seconde rencontre aura lieu le 21 mai"."""
        ranks = self._words.again | self._accounts.table.status.next
        ranked = self._untold.beside(stretch) & (ranks - GRAMMAR.first_or_other)
        over = before.fact.status in {"held", "ongoing"} and before.fact.kind != "visit"
        ahead = standing.told and standing.status in {"planned", "postponed"}
        if not (ranked and over and ahead) or self._is_owned(stretch):
            return False
        time, _ = self._accounts.days.time(stretch.trigger.i, stretch.left, stretch.right)
        venue = self._accounts.where.place(stretch.trigger.i, stretch.left, stretch.right, side="after")[0]
        return time is not None or venue is not None

    def _is_owned(self, stretch: Stretch) -> bool:
        """Whether "de" right behind the noun says whose the contact is, no day: "la réunion du conseil"."""
        last = stretch.trigger.last or stretch.trigger.i
        after = self._doc[last + 1] if last + 1 < stretch.unit.end else None
        return after is not None and after.lower_ in {"de", "d'", "du", "des"} and not self._is_day(last + 2)

    def _is_unlike(self, stretch: Stretch, before: ContactDraft, standing: Standing, another: bool) -> bool:
        """Whether a sitting is none of `before`: that is to come, and the day beside the sitting tells nothing of what
        becomes of it ("La séance de mardi a été consacrée au budget"); or one more sitting of talks, where only a
        person and a body met ("X a vu les rebelles. Un neuvième cycle")."""
        doc, i = self._doc, stretch.trigger.i
        if doc[i].lower_ not in self._accounts.table.process.rounds:
            return False
        ahead = before.fact.status in {"planned", "proposed"} and not standing.told and not another
        persons = {self._layers.actors[p.actor].kind == "person" for p in before.fact.participants}
        return ahead or (another and before.fact.kind not in TALKS and len(persons) > 1)

    def _is_set_apart(self, stretch: Stretch, before: ContactDraft, standing: Standing) -> bool:
        """Whether a sitting that did not take place, or is to come, is another than the talks told as held or under
        way, since a day right behind it says which it is: "La session prévue mercredi a été annulée"."""
        doc, i = self._doc, stretch.trigger.i
        sitting = doc[i].lower_ in self._accounts.table.process.rounds and before.fact.kind in TALKS
        over = before.fact.status in {"held", "ongoing"} and standing.told
        dated = any(self._is_day(j) for j in range(i + 1, min(stretch.right, i + _DATED)))
        return sitting and over and dated and standing.status in {"cancelled", "postponed", "planned", "refused"}

    def _is_day(self, i: int) -> bool:
        """Whether a day stands at token `i`."""
        return i < len(self._doc) and self._layers.is_timed(self._doc[i])

    def _over(self, before: ContactDraft, standing: Standing) -> ContactDraft:
        """The contact that is over, where that is told of `before`, which is to come, and one of the same parties was
        told before it: "X a reçu Y. Ils se reverront en juin à Rome. A l'issue de l'entretien"."""
        if not (standing.told and standing.status == "held") or before.fact.status not in {"planned", "proposed"}:
            return before
        parties = {p.actor for p in before.fact.participants}
        held = (d for d in reversed(self._accounts.drafts) if d.fact.status == "held" and d.fact.kind != "call")
        return next((d for d in held if {p.actor for p in d.fact.participants} == parties), before)

    def _not_older(self, stretch: Stretch, kind: ContactKind, before: ContactDraft | None) -> ContactDraft | None:
        """`before`, but not where talks opened on a day of their own are not the one meeting told before, which has
        another: "X a vu Y mercredi. Ces discussions, commencées il y a deux ans"."""
        after = {t.lower_ for t in self._doc[stretch.trigger.i + 1 : stretch.trigger.i + 4]}
        single = before is not None and before.fact.kind not in TALKS and before.time is not None
        if before is None or kind not in TALKS or not single or not after & self._accounts.table.process.opened:
            return before
        time, _ = self._accounts.days.time(stretch.trigger.i, stretch.left, stretch.right)
        own = time is not None and time != before.time and self._layers.times[time].kind == "DATE"
        return None if own else before

    def _is_earlier(self, stretch: Stretch, standing: Standing) -> bool:
        """Whether the noun tells earlier talks of the same sides by the town where they were and their day: "En 2018,
        les pourparlers de Saint-Domingue s'étaient achevés"."""
        time, _ = self._accounts.days.time(stretch.trigger.i, stretch.left, stretch.right)
        over = standing.told and standing.status == "held" and standing.past
        return over and time is not None and self._untold.is_placed(stretch.trigger.i)

    def others(self, stretch: Stretch) -> None:
        """Keep the earlier contacts of the same parties that "celles de" lists by place and day: "leur troisième
        rencontre, après celles de Singapour, le 12 juin, et de Hanoï, en février"."""
        doc, i, stop = self._doc, stretch.trigger.i, stretch.unit.end
        last = self._accounts.drafts[-1].fact
        those = next((j for j in range(i + 1, min(stop, i + _THOSE)) if doc[j].lower_ in self._words.those), stop)
        heads = [
            m
            for m in self._layers.mentions
            if those < m.start < stop
            and (m.as_place or m.how in {"name", "metonym"})
            and doc[m.start - 1].lower_ in {"de", "d'", "du"}
            and doc[m.start - 2].lower_ in self._words.those | {"et", ","}
        ]
        for m, following in zip(heads, [*heads[1:], None], strict=False):
            place = self._accounts.where.last_named(m.end, doc[m.start].idx) or m.place
            right = following.start - 1 if following is not None else stop
            own = replace(stretch, left=m.start - 1, right=right, own=m.start - 1)
            if place is not None:
                found = Found(list(last.participants), [m.start])
                self._accounts.keep(own, last.kind, found, Standing("held", past=True), venue=(place, m.start, False))

    def _names_others(self, stretch: Stretch) -> bool:
        """Whether the noun's phrase names parties, though not who they are: "des pourparlers entre les tribus"."""
        last, rounds = stretch.trigger.last or stretch.trigger.i, self._accounts.table.process.rounds
        after = self._doc[last + 1] if last + 1 < stretch.unit.end else None
        bare = self._doc[last].lower_ not in self._untold.talks and self._doc[stretch.trigger.i].lower_ in rounds
        if after is not None and after.lower_ in self._words.of and self._is_day(last + 2):
            return False  # "la séance de mardi"
        of_else = after is not None and after.pos_ == "ADJ" and self._untold.is_of_else(stretch)
        if bare and after is not None and (of_else or after.lower_ in self._words.of):
            return True  # "le second cycle du programme", "le premier cycle universitaire"
        return any(t.lower_ in self._words.between for t in self._doc[last + 1 : min(stretch.unit.end, last + 4)])

    def _is_no_news(self, stretch: Stretch, before: ContactDraft, standing: Standing, another: bool) -> bool:
        """Whether the words say nothing of `before` itself: that it is denied, when it was told of, or what is called
        off and so was another."""
        verb, fallen = governing_verb(self._doc[stretch.trigger.i]), standing.status in {"cancelled", "refused"}
        if (
            self._is_of_others(stretch, before)
            or (self._goes_on(stretch, before.fact.kind, before, standing) and self._untold.is_on_else(stretch, before))
            or self._is_unlike(stretch, before, standing, another)
            or standing.status == "denied"
            or (verb is not None and verb.lower_ in self._words.reported)
        ):
            return True  # "la rencontre a été révélée mardi": what is dated is the telling
        if (fallen or standing.status == "postponed") and self._is_by_another(stretch, before):
            return True
        return fallen and before.fact.status == "held" and not another  # what took place is not called off

    def _is_told_onward(self, stretch: Stretch, kind: ContactKind, standing: Standing, article: str) -> bool:
        """Keep what came right before or after the contact told last, each of several sittings by its own day, and
        when talks are to go on; whether the noun tells any of these."""
        i, doc = stretch.trigger.i, self._doc
        if self.onward.followed(stretch, kind, article) or self.onward.is_meal_off(stretch, kind, standing):
            return True
        if doc[i].lower_ in self._accounts.table.process.beginnings:
            self.onward.resumed(stretch, standing)
            return True
        if not i or doc[i - 1].lower_ not in self._words.counts:
            return False
        before = self._told(stretch, kind, loose=False, another=False)
        sides = list(before.fact.participants) if before is not None else self._process.sides(i)
        return self.onward.each(stretch, sides, standing)

    def _is_another(self, stretch: Stretch, article: str) -> bool:
        """Whether the noun at token `i` is another contact of the same parties: "une nouvelle réunion", or one sitting
        of several, told apart by its number: "le deuxième cycle"."""
        i, process = stretch.trigger.i, self._accounts.table.process
        anew = article in self._words.indefinite | {"de"} or self._doc[i].lower_ in process.rounds
        return anew and bool(self._untold.beside(stretch) & (self._words.again | process.following))

    def gapped(self, stretch: Stretch) -> None:
        """Keep a further sitting whose noun a number stands for, with a day or a place of its own: "Le premier cycle
        avait eu lieu à Rome, le deuxième à Berne", "La suivante se tiendra lundi"."""
        doc, i, accounts = self._doc, stretch.trigger.i, self._accounts
        last = accounts.drafts[-1] if accounts.drafts else None
        here = doc[stretch.unit.start].idx
        noun = self._counted(i) if last is not None else None
        if last is None or here - last.sentence[1] > _NEAR or noun is None or last.fact.kind == "visit":
            return
        if stretch.right <= i + 2:  # its own verb: "la troisième aura lieu à Rome"
            stretch = replace(stretch, right=stretch.unit.end)
        standing = standing_of_noun(doc, i, i + 1, accounts.table.status)
        if not standing.told and last.sentence[0] == here:
            standing = Standing(last.fact.status, last.certainty, past=last.fact.status == "held")
        time, _ = accounts.days.within(i, stretch.right, settled=accounts.table.status.planned)
        place, at = accounts.where.place(i, i, stretch.right, side="after")
        if len(last.fact.participants) < 2 or standing.status == "denied" or (time is None and place is None):
            return
        if standing.told and standing.status != "refused":
            own = replace(stretch, left=i, own=i if time is not None else None)
            kind, parties = self._of_further(last, noun)
            venue = (place, at, False) if place is not None else None
            accounts.keep(own, kind, Found(parties, [i]), standing, venue=venue)

    def _of_further(self, before: ContactDraft, noun: str) -> tuple[ContactKind, list[Participant]]:
        """Kind and parties of a further contact like `before` that `noun` calls so: nobody is its host. The parties of
        a sitting told by its number are the states for whom persons sat before, since others may sit now."""
        seats = [msgspec.structs.replace(p, part="party") for p in before.fact.participants if p.part != "mediator"]
        actors = [self._layers.actors[p.actor] for p in seats]
        states = dict.fromkeys(a.state for a in actors if a.state)
        persons = all(a.kind == "person" for a in actors)
        if noun not in self._accounts.table.process.rounds or not persons or len(states) != len(actors):
            return before.fact.kind, [p if p.part == "mediator" else seats.pop(0) for p in before.fact.participants]
        ids = [self._accounts.where.state_of(s) for s in states]
        return "talks", [Participant(actor=a, part="party") for a in ids if a is not None]

    def _counted(self, i: int) -> str | None:
        """The noun of contacts, of the gender that the number at token `i` has, that stands shortly before it; None
        where there is none or the number means a person: "le premier" of two who met is one of them."""
        doc, feminine = self._doc, self._doc[i - 1].lower_ == "la"
        before = (t for t in reversed(doc[max(0, i - _COUNTED) : i - 1]) if t.lower_ in self._nouns)
        noun = next(before, None)
        persons = all(
            self._layers.actors[p.actor].kind == "person" for p in self._accounts.drafts[-1].fact.participants
        )
        if persons and doc[i].lower_ in self._accounts.table.process.either:
            return None
        gender = noun.morph.get("Gender", []) if noun is not None else []
        fits = not gender or gender == ["Fem" if feminine else "Masc"]
        return noun.lower_ if noun is not None and fits else None

    def _begins_anew(self, i: int, article: str) -> bool:
        """Whether "des" is no "de les": a plural that begins its clause tells of others ("; des discussions")."""
        j = i - 1
        while j > 0 and self._doc[j].lower_ != article:
            j -= 1
        before = self._doc[j - 1] if j > 0 else None
        opens = (
            before is None or self._doc[j].is_sent_start or before.is_punct or before.pos_ in {"CCONJ", "SCONJ", "ADP"}
        )
        return article in self._words.indefinite and opens

    def _is_by_another(self, stretch: Stretch, before: ContactDraft) -> bool:
        """Whether a person who is no party of `before` calls the contact off: then it is another one, of his."""
        subject = Found()
        self._parties.subjects.add_governing_subject(stretch.trigger.i, stretch.unit.start, stretch.unit.end, subject)
        persons = {p.actor for p in subject.parties if self._layers.actors[p.actor].kind == "person"}
        return bool(persons) and not persons & {p.actor for p in before.fact.participants}

    def _is_of_others(self, stretch: Stretch, before: ContactDraft) -> bool:
        """Whether the noun's sentence tells of two or more others, and of none of those who were in contact, nor of
        anybody of their states: "Lima reproche à Quito d'avoir menti lors des pourparlers"."""
        theirs = {p.actor for p in before.fact.participants}
        theirs |= {s for a in theirs if (s := self._layers.actors[a].state)}
        first, last = stretch.unit.start, stretch.unit.end
        told = {
            a
            for m in self._layers.mentions
            if first <= m.start < last and not m.as_place and not m.adjective
            for a in m.actors
        }
        sides = {self._layers.actors[a].state or a for a in told}
        return len(sides) > 1 and not (told | sides) & theirs

    def _sides(self, stretch: Stretch) -> frozenset[str]:
        """The states for which the subject of the noun's verb stands ("Le Kremlin espère une nouvelle séance"); empty
        where it is none of a state."""
        subject = Found()
        self._parties.subjects.add_governing_subject(stretch.trigger.i, stretch.unit.start, stretch.unit.end, subject)
        return frozenset(s for p in subject.parties if (s := self._layers.actors[p.actor].state))

    def _told(self, stretch: Stretch, kind: ContactKind, *, loose: bool, another: bool) -> ContactDraft | None:
        """The contact that the noun takes up: of `another` one that of the subject's own side, where it has one."""
        sides = self._sides(stretch) if another else frozenset()
        told = self._antecedent(stretch, kind, loose=loose, sides=sides)
        if told is None and sides and self._is_convened(stretch, kind):
            return self._antecedent(stretch, kind, loose=loose, sides=frozenset())
        return told

    def _is_convened(self, stretch: Stretch, kind: ContactKind) -> bool:
        """Whether the subject, who is none of the parties, brings those of the one process told before to a further
        sitting: "Le médiateur turc a convoqué une nouvelle session"."""
        verb = governing_verb(self._doc[stretch.trigger.i])
        convenes = verb is not None and infinitive_of(verb.lemma_.lower()) in self._accounts.table.process.convenes
        talks = {frozenset(p.actor for p in d.fact.participants) for d in self._accounts.drafts if d.fact.kind in TALKS}
        return convenes and kind in LASTING and len(talks) == 1

    def _antecedent(
        self, stretch: Stretch, kind: ContactKind, *, loose: bool, sides: frozenset[str]
    ) -> ContactDraft | None:
        """The last contact told that a definite noun of `kind` may take up: of its class, not too far back.

        Talks take up talks; a meeting told a sentence ago may be called so too. With `sides` one of these states
        was there.
        """
        here = self._doc[stretch.unit.start].idx
        for draft in reversed(self._accounts.drafts):
            near = here - draft.sentence[1] < _NEAR
            same = contact_class(draft.fact.kind) == contact_class(kind) or (loose and draft.fact.kind != "visit")
            if (
                draft.fact.id in self.onward.off
                or not same
                or (kind in TALKS and draft.fact.kind not in TALKS and not near)
            ):
                continue
            if sides and not sides & {self._layers.actors[p.actor].state for p in draft.fact.participants}:
                continue
            if kind == "summit" and draft.fact.kind != "summit":
                continue  # "le sommet de juillet" is no mere meeting told before
            return draft if here - draft.sentence[1] < _FAR else self._so_called(stretch)
        return self._so_called(stretch)

    def _so_called(self, stretch: Stretch) -> ContactDraft | None:
        """The last contact in whose sentence the same word for a sitting stands, however far back: "la neuvième session
        de leur mécanisme", then "la session précédente"."""
        word = self._doc[stretch.trigger.i].lower_
        if word not in self._accounts.table.process.rounds:
            return None
        for draft in reversed(self._accounts.drafts):
            first, last = draft.sentence
            if draft.fact.kind != "visit" and word in self._layers.text[first:last].lower().split():
                return draft
        return None
