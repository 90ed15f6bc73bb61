"""What a verb's own clause adds to a meeting: whose body sat, where an ambassador was summoned, whether it was told."""

from __future__ import annotations

from ....annotate.layers import Layers, MentionDraft
from ....annotate.tree import Doc
from ....annotate.word_table import NOUNS
from ....types import Place
from ....vocab import ContactKind
from ..accounts import AccountMaker
from ..rules import Stretch, Trigger
from ..scene.counted import counted
from ..status import Standing, is_infinitive
from ..who.found import Found
from ..who.parties import PartyReader
from ..who.sorts import are_groups, are_persons, are_states, has_guest

_HAVE = frozenset({"a", "ont", "avait", "avaient", "aurait", "auraient", "auront"})
_LIKE = frozenset({"comme"})
_AHEAD = frozenset({"planned", "proposed", "postponed"})
_TURNS = ["l'", "un", "puis", "l'", "autre"]
_SIDES = 2
"""An agreement has at least so many."""
_JUST_TOLD = 250
"""How far back, in code points, a verb that only implies a meeting finds it told."""


class SittingReader:
    """Reads the meetings of one document, those of `accounts` told before."""

    def __init__(self, doc: Doc, layers: Layers, parties: PartyReader, accounts: AccountMaker) -> None:
        self._doc, self._layers, self._parties, self._accounts = doc, layers, parties, accounts

    def seat_of_summons(self, stretch: Stretch, found: Found) -> Place | None:
        """The capital of the state that summoned an ambassador, who is posted there, or that brought others together
        and is told by its capital ("Ankara a réuni l'Iran et la Russie"), where no other place is told."""
        rule = stretch.trigger.verb
        calls = rule is not None and (bool(rule.about) or (rule.many and self._is_capital(found)))
        if not calls or self._accounts.scene.place(stretch, None)[0] is not None:
            return None
        hosts = {self._layers.actors[p.actor].state for p in found.parties if p.part == "host"}
        host = next(iter(hosts), None)
        return self._accounts.where.capital(host) if len(hosts) == 1 and host is not None else None

    def _is_capital(self, found: Found) -> bool:
        """Whether the first of those found, a state, is told by the name of a town."""
        first = self._layers.by_token.get(min(found.tokens, default=0))
        return first is not None and first.how == "metonym" and len(first.actors) == 1

    def is_speech(self, stretch: Stretch, heard: list[MentionDraft]) -> bool:
        """Whether one only speaks to a crowd: "a parlé aux étudiants de l'université", not to those who act for others
        ("a parlé aux négociateurs")."""
        rule, words, doc = stretch.trigger.verb, self._accounts.table.parties, self._doc
        if rule is None or not (rule.to and rule.needs_with):
            return False
        crowd = all(self._parties.lists.are_nameless(m) and doc[m.head].lower_ not in words.officials for m in heard)
        return crowd and all({doc[m.start].lower_, doc[max(0, m.start - 1)].lower_} & words.to for m in heard)

    def body(self, subject: Found) -> Found | None:
        """The organisation whose nameless delegates `subject` is: "les ministres de l'Otan se réuniront"."""
        mention = self._layers.by_token.get(subject.tokens[0]) if subject.tokens else None
        body = self._parties.lists.body_of(mention) if mention is not None else None
        if body is None:
            return None
        found = Found(tokens=list(subject.tokens))
        found.add(body)
        return found

    def sits(self, stretch: Stretch, kind: ContactKind, subject: Found, standing: Standing) -> None:
        """Keep the sitting of one body ("le Conseil siégera lundi"), or the talks of several who sit together."""
        body = self._parties.subjects.bodies.is_body([p.actor for p in subject.parties])
        if body or len(subject.parties) > 1:
            self._accounts.keep(stretch, kind if body else "talks", subject, standing)

    def is_placed(self, stretch: Stretch) -> bool:
        """Whether the clause of a verb that tells a meeting only by where it was ("ont signé à Rome") tells that."""
        seen = self._accounts.near(stretch, 12, 12) & self._accounts.table.words.video
        rule = stretch.trigger.verb
        time, _ = self._accounts.days.time(stretch.trigger.i, stretch.left, stretch.right)
        if (
            rule is not None
            and rule.dated
            and time is not None
            and (not rule.expected or self._layers.times[time].is_day)
        ):
            return True
        if rule is not None and rule.dated and self._is_just(stretch):
            return True
        return bool(seen) or self._accounts.scene.place(stretch, None)[0] is not None

    def _is_just(self, stretch: Stretch) -> bool:
        """Whether the verb tells what was just done ("viennent de signer"), or on a day that its words count from
        another: "Trois jours plus tard, ils signaient"."""
        words, i = self._accounts.table, stretch.trigger.i
        just = {t.lower_ for t in self._doc[max(stretch.unit.start, i - 2) : i]} & words.status.just
        return bool(just) or counted(self._doc, self._layers, stretch, words.parties.counts) is not None

    def fits(self, stretch: Stretch, found: Found, subject: Found, *, passive: bool) -> bool:
        """Whether those found are such as the verb puts in contact."""
        rule = stretch.trigger.verb
        assert rule is not None
        if self._is_nobodys(stretch, found):
            return False
        if not (subject.parties or rule.many) or len(found.parties) < 2:  # "une session a réuni X et Y" names no host
            return False
        if rule.teams and not stretch.trigger.reflexive and are_states(self._layers, found):
            return False  # "le Maroc rencontre la Belgique"
        guests = subject if passive else Found([p for p in found.parties if p not in subject.parties])
        if rule.groups and not are_groups(self._layers, guests):
            return False
        if rule.person_object:
            return has_guest(self._layers, guests) or self.brings(stretch, subject, guests, found)
        return not rule.persons or are_persons(self._layers, found)

    def _is_nobodys(self, stretch: Stretch, found: Found) -> bool:
        """Whether the clause only tells that such people had never met, or did so for the first time: "Jamais un
        président français n'avait parlé à un chef rebelle"."""
        actors, doc = [self._layers.actors[p.actor] for p in found.parties], self._doc
        first = {t.lower_ for t in doc[stretch.unit.start : stretch.trigger.i]}
        anybody = all(a.kind == "anonymous" and a.number != "p" for a in actors)
        return anybody and bool(first & {"jamais", "fois"})

    def is_apart(self, stretch: Stretch, kind: ContactKind) -> bool:
        """Whether each of those met or called was so by himself: told, or a call to several that no word joins."""
        words, rule = self._accounts.table.parties, stretch.trigger.verb
        near = self._accounts.near(stretch, 4, 12) - (set(words.counts) - self._rounds(stretch))
        by_phone = kind == "call" and rule is not None and not rule.together and rule.kind == "call"
        return (
            bool(near & words.apart)
            or self._is_in_turn(stretch)
            or (by_phone and not near & (words.joined | self._accounts.table.words.video))
        )

    def _is_in_turn(self, stretch: Stretch) -> bool:
        """Whether the verb has for its object "l'un, puis l'autre"."""
        after = [
            t.lower_ for t in self._doc[stretch.trigger.i + 1 : stretch.unit.end][: len(_TURNS) + 1] if t.text != ","
        ]
        return after[: len(_TURNS)] == _TURNS

    def _rounds(self, stretch: Stretch) -> set[str]:
        """Numbers near the verb that say how many spoke together: "à trois", not "aux trois dirigeants"."""
        near = self._doc[stretch.trigger.i : min(stretch.unit.end, stretch.trigger.i + 12)]
        return {t.lower_ for t in near if t.i and self._doc[t.i - 1].lower_ == "à"}

    def by_host(self, stretch: Stretch, subject: Found) -> list[Found]:
        """The subject of a verb that is no journey; each apart where they are persons of different states, all at home,
        who received somebody at no one place or day that is told: "X et Y l'avaient reçu"."""
        rule, actors = stretch.trigger.verb, [self._layers.actors[p.actor] for p in subject.parties]
        if rule is None or rule.travel:
            return []
        states = {a.state for a in actors if a.kind == "person" and a.state}
        i, doc = stretch.trigger.i, self._doc
        acts = "Fin" in doc[i].morph.get("VerbForm", []) or any(t.lower_ in _HAVE for t in doc[max(0, i - 3) : i])
        passive = any(t.lower_ in {"été", "être"} for t in doc[max(0, i - 3) : i])
        at_home = rule.host and rule.person_object and not rule.many and acts and not passive
        if not at_home or len(states) < max(_SIDES, len(actors)) or self.is_set(stretch):
            return [subject]
        return [Found([p], list(subject.tokens)) for p in subject.parties]

    def is_dated(self, stretch: Stretch) -> bool:
        """Whether the clause of the trigger tells a day."""
        return self._accounts.days.time(stretch.trigger.i, stretch.left, stretch.right)[0] is not None

    def is_shelter(self, stretch: Stretch, guests: list[MentionDraft], standing: Standing) -> bool:
        """Whether one is only offered a roof, on no day ("a proposé d'accueillir l'ancien président"), or others have
        one: "accueille des rebelles sur son sol"."""
        one, dated = sum(len(m.actors) for m in guests) == 1, self.is_dated(stretch)
        words, clause = self._accounts.table.parties, self._doc[stretch.trigger.i + 1 : stretch.unit.end]
        own = (t for t in clause if t.lower_ in words.soil)
        if one and not dated and any(self._doc[t.i - 1].lower_ in words.ours | words.theirs for t in own):
            return True
        offered = standing.status == "proposed" and stretch.trigger.lemma in self._accounts.table.parties.shelter
        return offered and one and not dated

    def brings(self, stretch: Stretch, subject: Found, guests: Found, found: Found) -> bool:
        """Whether states are brought together on a day or at a place that is told, or received by those who sit for
        them: "les deux délégations"; a state alone that would receive these has met nobody yet."""
        rule, camps = stretch.trigger.verb, self._accounts.table.parties.camps
        seated = any(self._doc[t].lower_ in camps for t in found.tokens)
        many = rule is not None and rule.many and len(guests.parties) > 1
        if seated and not are_states(self._layers, subject):
            return True
        return (seated or many) and are_states(self._layers, guests) and self.is_set(stretch)

    def is_set(self, stretch: Stretch) -> bool:
        """Whether the clause tells a day or a place: "Ankara avait réuni lundi l'Iran et la Russie"."""
        return self.is_dated(stretch) or self._accounts.scene.place(stretch, None)[0] is not None

    def is_shared_meal(self, stretch: Stretch) -> bool:
        """Whether the verb tells of a meal on a day or at a place: "les ministres de l'Otan ont dîné mardi à Rome"."""
        meal = stretch.trigger.lemma in self._accounts.table.words.meals and not stretch.trigger.reflexive
        apart = self._accounts.near(stretch, 4, 12) & self._accounts.table.parties.apart
        return meal and not apart and self.is_set(stretch)

    def is_at_home(self, stretch: Stretch, hosts: Found) -> bool:
        """Whether the clause tells a place in the country of those who received: "X, reçu mardi à Rome"."""
        place = self._accounts.scene.place(stretch, None)[0]
        own = {self._layers.actors[p.actor].state for p in hosts.parties}
        return place is not None and place.country is not None and own == {place.country}

    def is_signing(self, stretch: Stretch, subject: Found) -> bool:
        """Whether bodies, no persons, signed together at a place and on a day that are told ("le gouvernement et les
        rebelles ont signé mardi à Rome un accord"), or somebody named did so for each: "X, pour le gouvernement, et Y,
        pour les rebelles, signent à Rome un accord"."""
        rule, subjects = stretch.trigger.verb, self._parties.subjects
        if rule is None or not rule.dated or len(subject.parties) < _SIDES:
            return False
        if subjects.asides.sides(subjects.verb_group(stretch.trigger.i).start, stretch.unit.start):
            return True
        time, _ = self._accounts.days.time(stretch.trigger.i, stretch.left, stretch.right)
        return time is not None and self._accounts.scene.place(stretch, None)[0] is not None

    def is_watched(self, trigger: Trigger, lists: list[list[MentionDraft]]) -> bool:
        """Whether a verb of seeing only tells what others do or are held for: "voulait voir X gagner", "voit X comme un
        rival", "voit la Chine changer"; a state told by its name is not met so."""
        mentions = [m for part in lists for m in part]
        last = max((m.end for m in mentions), default=len(self._doc))
        if mentions and all(self._doc[m.start].lower_ in NOUNS.named_sites for m in mentions):
            return True  # "a retrouvé le palais de Miraflores"
        if trigger.lemma not in self._accounts.table.status.sees or last >= len(self._doc):
            return False
        states = [self._layers.actors[a].kind == "state" for m in mentions for a in m.actors if m.how == "name"]
        held = self._doc[last].lower_ in _LIKE and self._doc[last + 1].pos_ in {"DET", "NOUN", "PROPN"}
        return held or is_infinitive(self._doc[last]) or (bool(states) and all(states))

    def before_witnesses(self, stretch: Stretch, subject: Found) -> list[list[MentionDraft]]:
        """The persons in whose presence one alone signed: "a signé à Rome, en présence de X"."""
        rule = stretch.trigger.verb
        if rule is None or not rule.dated or len(subject.parties) != 1 or not (rule.placed or self.is_set(stretch)):
            return []  # "a signé un décret en présence de X"
        helpers = self._parties.helpers(stretch.trigger.i, stretch.right)
        actors = self._layers.actors
        there = [m for m, part in helpers if part == "party" and all(actors[a].kind == "person" for a in m.actors)]
        return [there] if there else []

    def is_no_news(self, stretch: Stretch, found: Found, standing: Standing) -> bool:
        """Whether a verb that only implies a meeting tells one just told; or one that is to come, on no day and at no
        place of its own, the one that has just been put off: "ont reporté leur rencontre. Ils se verront bientôt"."""
        rule = stretch.trigger.verb
        if rule is not None and rule.weak and self.is_told(stretch, found):
            return True
        last = self._accounts.drafts[-1] if self._accounts.drafts else None
        if last is None or standing.status != "planned" or last.fact.status != "postponed" or self.is_set(stretch):
            return False
        near = self._doc[stretch.unit.start].idx - last.sentence[1] < _JUST_TOLD
        theirs = {self._layers.actors[p.actor].state or p.actor for p in last.fact.participants}
        sides = {self._layers.actors[p.actor].state for p in found.parties} - {None}
        return near and bool(sides) and sides <= theirs

    def is_told(self, stretch: Stretch, found: Found) -> bool:
        """Whether these parties' meeting has just been told, and this verb gives it no other day: "se sont vus à Rome
        et ont signé"."""
        own, _ = self._accounts.days.time(stretch.trigger.i, stretch.left, stretch.right)
        parties, start = {p.actor for p in found.parties}, self._doc[stretch.unit.start].idx
        rule = stretch.trigger.verb
        phoned = (
            rule is not None and rule.needs_phone
        )  # no meeting that is still to come: "en sont convenus au téléphone"
        return any(
            parties <= {p.actor for p in d.fact.participants} and (own is None or own == d.time)
            for d in self._accounts.drafts
            if start - d.sentence[1] < _JUST_TOLD and not (phoned and d.fact.status in _AHEAD)
        )
