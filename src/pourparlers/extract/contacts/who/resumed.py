"""Those of a contact told before whom a plural takes up: "les deux hommes", "tous deux", "les mêmes", "les deux camps".

A plural next to a verb or noun of contact stands for those who have been told to be in contact rather than for whom the
text named last: the drafts of contacts say who is told of together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from ....annotate.layers import Layers, MentionDraft
from ....annotate.tree import Doc
from ....annotate.word_table import NOUNS
from ....drafts import ContactDraft
from ..contact_table import PartyWords
from .together import Together

_NEAR, _FAR = 250, 900
"""Code points: what was told in the sentence before; as far back as sides ("les deux camps") are taken up."""
_LANDS: Final = NOUNS.lands
_SEATED: Final = NOUNS.seated
_SITTING: Final = NOUNS.sitting
_LASTING = frozenset({"talks", "consultation", "mediation"})
_TALKING: Final = NOUNS.talking
_TWO = 2
_REACH = 6
"""At most so many tokens stand between such a plural and its verb."""


class Resumed:
    """Finds such plurals in one document with the words of one language."""

    def __init__(self, doc: Doc, layers: Layers, words: PartyWords) -> None:
        self._doc, self._layers, self._words = doc, layers, words
        self._together = Together(doc, layers, words)
        self.drafts: Sequence[ContactDraft] = ()
        """The contacts told so far."""
        self.sides_before: Callable[[int], tuple[str, ...]] | None = None
        """The two sides of the process that the text named before a token, whom "les deux délégations" means where no
        contact was told."""
        self.state_of: Callable[[str], str | None] | None = None
        """The actor of the state with an ISO code."""

    def at(self, i: int, stop: int) -> MentionDraft | None:
        """Those whom a plural that begins at token `i` (at its article, or after it) takes up; None where none does."""
        found = self._plural(i, stop)
        if found is None:
            return self._guest(i, stop)
        count, noun, end = found
        members = self._members(i, count, noun)
        if members is None and count and (self._is_of_persons(noun) or not noun):
            members = self._together.last(i, count, noun)
        if members is None and noun in _SEATED and count == _TWO and self.sides_before is not None:
            members = self.sides_before(i) or None
        if members is None:
            return None
        return MentionDraft(i, end, end - 1, "group", members=members, number="p")

    def instead(self, mention: MentionDraft | None, i: int, stop: int) -> MentionDraft | None:
        """Those whom a plural at token `i` takes up, where `mention`, which stands there, tells nobody or a set that
        the text never tells of together; None otherwise."""
        if mention is not None and mention.actors and (mention.how != "group" or self._is_told(mention)):
            return None
        if mention is not None and self._were_in_turn({*mention.actors}):
            return None
        return self.at(i, stop)

    def _were_in_turn(self, own: set[str]) -> bool:
        """Whether `own` are those whom one and the same saw or called one after the other, as the last sentence with a
        contact told: "X a reçu tour à tour Y et Z. Les deux hommes"."""
        last = self.drafts[-1].sentence if self.drafts else None
        row = [{p.actor for p in d.fact.participants} for d in self.drafts if d.sentence == last]
        told = {a for parties in row for a in parties}
        common = {a for a in told if all(a in parties for parties in row)}
        return len(row) > 1 and len(common) == 1 and own == told - common

    def subject(self, end: int, first: int) -> MentionDraft | None:
        """Those whom a plural takes up that stands before the verb group at token `end`, as its subject; None where
        there is none, or the text tells plainly whom it means."""
        for i in range(max(first, end - _REACH), end):
            guest = self._guest(i, end)
            if guest is not None and all(self._is_passed(j) for j in range(guest.end, end)):
                return self.instead(self._layers.by_token.get(guest.head), i, end)
            found = self._plural(i, end)
            if found is not None and all(self._is_passed(j) for j in range(found[2], end)):
                return self.instead(self._layers.by_token.get(found[2] - 1), i, end)
            if (seated := self._seated(i, end)) is not None and all(self._is_passed(j) for j in range(seated.end, end)):
                return seated
        return None

    def _seated(self, i: int, stop: int) -> MentionDraft | None:
        """The sides of the talks that the text tells, where the words at token `i` name those who sit there, neither
        counted nor said whose: "Les négociateurs se retrouveront lundi", "Les équipes de négociateurs"."""
        doc = self._doc
        if doc[i].lower_ != "les" or i + 1 >= stop or doc[i + 1].lower_ not in _SITTING:
            return None
        end = i + 2
        if end + 1 < stop and doc[end].lower_ == "de" and doc[end + 1].lower_ in _TALKING:
            end += 2
        if any(j in self._layers.by_token for j in range(i, end)) or self._is_of(end, stop):
            return None
        members = self._at_talks(i)
        if members is None and self.sides_before is not None:
            members = self.sides_before(i) or None
        return MentionDraft(i, end, i + 1, "group", members=members, number="p") if members is not None else None

    def _at_talks(self, i: int) -> tuple[str, ...] | None:
        """The sides of the talks, or of the contact of bodies, told last before token `i`, not too far back."""
        here = self._doc[i].idx
        for draft in reversed(self.drafts):
            sides = self._sides(draft)
            if here - draft.sentence[1] > _FAR:
                return None
            bodies = not any(self._is_person(a) for a in sides) and draft.fact.kind in {"meeting", "call"}
            if len(sides) >= _TWO and (draft.fact.kind in _LASTING or bodies):
                return sides
        return None

    def _guest(self, i: int, stop: int) -> MentionDraft | None:
        """The one person whom all contacts told so far have for a visitor, where the words from token `i` on call him
        so: "Le visiteur a ensuite vu X"; None where they do not, or there are several."""
        doc, words = self._doc, self._words
        if i + 1 >= stop or doc[i].lower_ not in words.definite or doc[i + 1].lower_ not in words.visitors:
            return None
        came = {p.actor for d in self.drafts for p in d.fact.participants if p.part == "visitor"}
        persons = [a for a in came if self._is_person(a)]
        sex = words.visitors[doc[i + 1].lower_]
        if len(came) != 1 or len(persons) != 1 or self._is_of(i + 2, stop):
            return None
        fits = self._layers.actors[persons[0]].gender in {sex, "x", None}
        return MentionDraft(i, i + 2, i + 1, "role", actor=persons[0], number="s") if fits else None

    def _is_told(self, mention: MentionDraft) -> bool:
        """Whether a contact told before has all the actors of `mention`, or one sentence shortly before names them,
        persons without further ones beside them; a pronoun right before names whom it means ("Il n'a rien obtenu de X.
        Les deux présidents")."""
        own, here = set(mention.actors), self._doc[mention.start].sent.start_char
        if any(own <= {p.actor for p in d.fact.participants} for d in self.drafts):
            return True
        named: dict[int, set[str]] = {}
        for m in self._layers.mentions:
            at = self._doc[m.start].sent.start_char
            names = m.how not in {"group", "pronoun"} or (m.how == "pronoun" and 0 < here - at < _NEAR)
            if names and m.end <= mention.start and (here - at < _FAR or not at):  # a title's sides are the text's
                named.setdefault(at, set()).update(m.actors)
        if not all(self._is_person(a) for a in own):
            return any(own <= actors for actors in named.values())
        return any(own == {a for a in actors if self._is_person(a)} for actors in named.values())

    def _is_person(self, actor: str) -> bool:
        return self._layers.actors[actor].kind == "person"

    def they(self, i: int) -> MentionDraft | None:
        """Those whom "ils" or "elles" at token `i` takes up where nobody found whom it means: the several persons or
        sides of the contact told right before."""
        last = self.drafts[-1] if self.drafts else None
        if last is None or self._doc[i].sent.start_char - last.sentence[1] > _NEAR:
            return None
        sides = self._sides(last)
        return MentionDraft(i, i + 1, i, "group", members=sides, number="p") if len(sides) > 1 else None

    def one_another(self, i: int) -> MentionDraft | None:
        """The only two persons of the sentence before, whom "ils" at token `i` takes up where it is the subject of a
        reflexive verb and nobody found whom it means: "X a salué Y. Ils se verront"."""
        after = [t.lower_ for t in self._doc[i + 1 : i + 3] if t.lower_ not in {"ne", "n'"}]
        two = self._together.only_two_before(i) if after[:1] in (["se"], ["s'"]) else None
        return MentionDraft(i, i + 1, i, "group", members=two, number="p") if two is not None else None

    def named_before(self, i: int, but: frozenset[str]) -> MentionDraft | None:
        """Those whom "les" at token `i` takes up: the one row of several persons, none of `but`, that the sentence
        before names: "X et Y s'accusent. Z les a reçus"."""
        row = self._together.in_sentence_before(i, but)
        return MentionDraft(i, i + 1, i, "group", members=row, number="p") if row is not None else None

    def they_all(self, pronoun: MentionDraft) -> tuple[str, ...]:
        """Those whom a plural pronoun means: of a set that the text never tells of together rather the persons of the
        contact told right before, or the whole row in which they were named ("X, Y et Z" for "ils", taken for Y and
        Z)."""
        told = not all(self._is_person(a) for a in pronoun.actors) or self._is_told(pronoun)
        if told or self._were_in_turn({*pronoun.actors}):
            return pronoun.actors
        before = self.they(pronoun.start)
        if before is not None and all(self._is_person(a) for a in before.actors):
            return before.actors
        return self._together.whole(pronoun.start, pronoun.actors) or pronoun.actors

    def _is_passed(self, j: int) -> bool:
        """Whether the word at token `j` may stand between a subject and its verb group."""
        token = self._doc[j]
        timed = self._layers.is_timed(token)
        return timed or token.pos_ in {"ADV", "PRON", "AUX", "ADP", "DET"} or token.is_punct

    def _plural(self, i: int, stop: int) -> tuple[int, str, int] | None:
        """How many the plural at token `i` counts (0: does not tell), its noun and the token after it."""
        doc, words = self._doc, self._words
        j = i + (doc[i].lower_ in words.definite)
        if j >= stop:
            return None
        word, after = doc[j].lower_, doc[j + 1].lower_ if j + 1 < stop else ""
        if word in words.counts and (after in words.camps or after in words.people or after in words.persons):
            end = compound = self._after_compound(j + 2, stop)
            while end < stop and doc[end].pos_ == "ADJ" and end not in self._layers.by_token:
                end += 1
            noun = " ".join([after, *(t.lower_ for t in doc[j + 2 : compound])])
            return (words.counts[word], noun, end) if not self._is_of(end, stop) else None
        if word in words.all_ and after in words.counts:
            return words.counts[after], "", j + 2
        if word in words.all_ and after == "les" and j + 2 < stop and doc[j + 2].lower_ in words.counts:
            third = doc[j + 3] if j + 3 < stop else None
            return (words.counts[doc[j + 2].lower_], "", j + 3) if third is None or third.pos_ != "NOUN" else None
        if j > i and word in words.same and (j + 1 >= stop or doc[j + 1].pos_ not in {"NOUN", "ADJ"}):
            return 0, "", j + 1
        if j > i and word in words.bands and not self._is_of(j + 1, stop):
            return words.bands[word], "", j + 1
        return None

    def _is_of_persons(self, noun: str) -> bool:
        """Whether `noun`, with what completes it, names persons: "chefs d' état"."""
        return noun.split(" ", maxsplit=1)[0] in self._words.persons

    def _after_compound(self, i: int, stop: int) -> int:
        """The token after what completes the noun before token `i` ("les trois chefs d'État"); `i` where nothing
        does."""
        for phrase in self._words.compounds:
            words = phrase.split()
            if [t.lower_ for t in self._doc[i : min(stop, i + len(words))]] == words:
                return i + len(words)
        return i

    def _is_of(self, i: int, stop: int) -> bool:
        """Whether what follows at token `i` says whose they are ("les deux camps de réfugiés"), or names them."""
        if i >= stop:
            return False
        named = self._layers.by_token.get(i)
        own = named is not None and named.how == "name"
        told = any(m.start == i and m.adjective for m in self._layers.mentions)  # "les deux dirigeants chypriotes"
        return own or told or self._doc[i].lower_ in {"de", "d'", "du", "des", ":", "("}

    def _members(self, i: int, count: int, noun: str) -> tuple[str, ...] | None:
        """The sides of the contact told right before if they are as many; else those told of together most often."""
        person = self._is_of_persons(noun) or not noun
        here = self._doc[i].idx
        counted: Counter[tuple[str, ...]] = Counter()
        latest: tuple[str, ...] | None = None
        for draft in self.drafts:
            if not person and here - draft.sentence[1] > _FAR:
                continue
            sides = self._fitting(draft, count, noun)
            if sides is None:
                continue
            counted[tuple(sorted(sides))] += 1
            latest = sides if here - draft.sentence[1] <= _NEAR or not person else latest
        if latest is not None or not counted:
            return latest
        return max(counted, key=lambda key: counted[key])  # the first of those as often

    def _fitting(self, draft: ContactDraft, count: int, noun: str) -> tuple[str, ...] | None:
        """The sides of `draft` whom the noun may name, if as many as counted."""
        sides = self._lands(draft) if noun in _LANDS else self._sides(draft)
        if len(sides) != count and count:
            hosts = {p.actor for p in draft.fact.participants if p.part == "host"}
            sides = tuple(s for s in sides if s not in hosts) if draft.fact.kind != "visit" else sides
        if len(sides) < 2 or (count and len(sides) != count):
            return None
        actors = [self._layers.actors[a] for a in sides if a in self._layers.actors]
        offices = self._words.offices.get(noun)
        if self._is_of_persons(noun) and not all(a.kind == "person" for a in actors):
            return None
        if offices is not None and not all((a.office or "").rsplit(".", 1)[-1] in offices for a in actors):
            return None
        return sides

    def _lands(self, draft: ContactDraft) -> tuple[str, ...]:
        """The states for which those of `draft` stand, of a journey also the one to which it led: "les deux pays"."""
        codes = (self._layers.actors[p.actor].state for p in draft.fact.participants if p.part != "mediator")
        known = (self.state_of(code) for code in codes if code and self.state_of is not None)
        return tuple(dict.fromkeys(state for state in known if state is not None))

    def _sides(self, draft: ContactDraft) -> tuple[str, ...]:
        """Those of `draft` who are no mediator, of a journey those who went."""
        but = {"mediator", "host"} if draft.fact.kind == "visit" else {"mediator"}
        return tuple(p.actor for p in draft.fact.participants if p.part not in but)

    def so_many(self, i: int, count: int) -> tuple[str, ...] | None:
        """The `count` persons told of together before token `i`, whom "à quatre" means; None where there are none."""
        return self._members(i, count, "") or self._together.last(i, count, "")
