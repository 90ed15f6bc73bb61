"""Parties that are groups of people told by what they are: "dix sénateurs belges", "les patrons", "une délégation de
députés", "les généraux des deux pays". They are the body or the sides whose people they are, where the phrase names
these, else an actor of this document."""

from __future__ import annotations

from collections.abc import Callable

from ....annotate.layers import Layers, MentionDraft
from ....annotate.tree import Doc
from ....ids import make_id
from ....types import Actor, Named
from ..contact_table import PartyWords
from .factions import FactionReader
from .found import Found

_BODIES = frozenset({"organisation", "group", "format", "institution"})
_OPENING = 5
"""At most so many tokens stand before the noun: "une forte délégation de hauts"."""
_FAR = 14
"""At most so many tokens are such a phrase."""
_SIDES = 2
_ARTICLES = frozenset({"la", "l'", "les", "ses", "leurs", "son", "sa"})
_KNOWN = frozenset({"les", "ces", "aux", "des"})


def add_nameless(doc: Doc, layers: Layers, i: int, words: tuple[int, int], state: Actor | None) -> str:
    """The actor of `layers` for people without a name whose phrase begins at token `i`, called by the tokens `words`
    (end exclusive), of the state `state`; gives its id. One whom other readers have made already is kept."""
    first, end = words
    text = layers.text[doc[first].idx : doc[end - 1].idx + len(doc[end - 1].text)]
    actor_id = make_id("anon", layers.document.id, doc[i].idx)
    if actor_id not in layers.actors:
        layers.actors[actor_id] = Actor(
            id=actor_id,
            name=Named(fr=text, en=text),
            kind="anonymous",
            number="p",
            state=state.state if state else None,
            state_names=state.state_names if state else (),
        )
    return actor_id


class GroupReader:
    """Finds such phrases in one document with the words of one language."""

    def __init__(self, doc: Doc, layers: Layers, words: PartyWords) -> None:
        self._doc, self._layers, self._words = doc, layers, words
        heads: list[int] | None = doc.user_data.get(GroupReader)
        if heads is None:  # readers are made anew for each contact
            heads = doc.user_data[GroupReader] = [t.i for t in doc if t.lower_ in words.groups]
        self._heads = heads
        self._factions = FactionReader(doc, layers, words, add_nameless)
        self._made: dict[int, MentionDraft | None] = {}
        self.sides_before: Callable[[int], tuple[str, ...]] | None = None
        """The two states or sides of which the text told together before a token."""
        self.state_of: Callable[[str], str | None] | None = None
        """The actor of the state with an ISO code."""

    def at(self, i: int, stop: int, *, bare: bool = False) -> MentionDraft | None:
        """The people told by the phrase that begins at token `i`, also without an article where it is `bare` ("entre
        militaires"); None where none does, or a name says who they are."""
        if (twins := self._twins(i, stop)) is not None:
            return twins
        if (faction := self._factions.at(i, stop) or self._factions.conclave(i, stop)) is not None:
            return faction
        if not self._heads:
            return None
        bare = bare or self._is_given_account(i)
        if i not in self._made or (bare and i in self._heads):
            head = self._head(i) if not (bare and i in self._heads) else i
            end = self._end(head + 1) if head is not None else i
            known = head is None or self._is_named(head, end) or self._is_taken_up(i, head, end)
            made = None if known or head is None else self._group(i, head, end)
            self._made[i] = made if made is None or self._is_party(made) else None
        made = self._made[i]
        return made if made is not None and made.end <= stop else None

    def _is_given_account(self, i: int) -> bool:
        """Whether those whom the noun at token `i` tells are given an account: "a rendu compte aux ministres de"."""
        doc, words = self._doc, self._words
        if i < _SIDES or doc[i - 1].lower_ != "aux" or doc[i].lower_ not in words.officials:
            return False
        return any(t.lower_ in words.accounts for t in doc[max(0, i - 1 - _OPENING) : i - 1])

    def _twins(self, i: int, stop: int) -> MentionDraft | None:
        """The states that share a name: "les deux Corées"."""
        doc, words = self._doc, self._words
        if i + 2 >= min(stop, len(doc)) or doc[i].lower_ not in words.openers or doc[i + 1].lower_ not in words.counts:
            return None
        codes = words.twins.get(doc[i + 2].lower_, ())
        states = [s for code in codes if self.state_of is not None and (s := self.state_of(code)) is not None]
        whole = len(states) == words.counts[doc[i + 1].lower_]
        return MentionDraft(i, i + 3, i + 2, "group", members=tuple(states), number="p") if states and whole else None

    def _is_party(self, group: MentionDraft) -> bool:
        """Whether a phrase may be a party: "dix sénateurs belges", not one's own people ("ses ministres"), nor people
        of whom nothing says whose they are ("les étudiants"), but for those who are a side by what they are ("des
        opposants", "les chefs rebelles")."""
        doc, words = self._doc, self._words
        if not self.are_nameless(group):
            return True
        own = any(t.lower_ in words.ours | words.theirs for t in doc[group.start : group.head])
        state = self._layers.actors[group.actors[0]].state
        after = [t.lower_ for t in doc[group.end : group.end + 2]]
        against = bool(after) and (after[0] in {"au", "aux"} or (after[0] == "à" and after[-1] in words.articles))
        # "les opposants au barrage" are no side
        side = not against and any(t.lower_ in words.movements for t in doc[group.start : group.end])
        holds = any(" ".join(after).startswith(phrase) for phrase in words.factions.in_power)
        many = any(t.lower_ in words.factions.regions for t in doc[group.head + 1 : group.end])
        many = many and doc[group.head].lower_ in words.officials
        return not own and (state is not None or side or holds or many)

    def factions_in(self, start: int, stop: int) -> list[MentionDraft]:
        """The sides without a name whose delegates the phrase of tokens [start, stop) tells: "les délégations du régime
        et de l'opposition"."""
        found = (self._factions.of(j, j, stop, sent=True) for j in range(start + 2, stop) if self._is_owner(j))
        return [m for m in found if m is not None]

    def _is_owner(self, j: int) -> bool:
        """Whether "de" and an article bring the noun at token `j`: "du régime", not "les chefs de gouvernement"."""
        before = self._doc[j - 1].lower_
        return before in {"du", "des"} or (before in _ARTICLES and self._doc[j - 2].lower_ in {"de", "d'"})

    def are_nameless(self, mention: MentionDraft) -> bool:
        """Whether `mention` is of people nobody names."""
        actors = (self._layers.actors[a] for a in mention.actors)
        return bool(mention.actors) and all(a.kind == "anonymous" and a.number == "p" for a in actors)

    def instead(self, mention: MentionDraft | None, i: int, stop: int, *, bare: bool = False) -> MentionDraft | None:
        """The people told from token `i` on, where `mention`, which stands there, tells nobody, or people nobody names
        who are those of a body or of sides."""
        if mention is not None and mention.actors and not self.are_nameless(mention):
            return None
        group = self.at(i, stop, bare=bare)
        return group if group is not None and (mention is None or not self.are_nameless(group)) else None

    def before(self, end: int, first: int) -> MentionDraft | None:
        """The people told by the phrase that is the subject of the verb group at token `end`: only adverbs, commas and
        days stand between. None where there is none or a preposition governs it."""
        twins = self._twins(end - 3, end) if end - 3 >= first else None
        if twins is not None:
            return twins
        joined: MentionDraft | None = None
        for head in reversed(self._heads):
            if head >= end or end - head > _FAR + _OPENING:
                continue
            if head < first:
                return joined
            for i in range(max(first, head - _OPENING), head):
                group = self.at(i, end)
                if group is not None and group.head == head and all(self._is_passed(j) for j in range(group.end, end)):
                    if joined is None and self._is_joined(i, first):
                        joined = group
                        break
                    if joined is not None and group.end != joined.end:
                        return joined
                    governed = i > first and self._doc[i - 1].lower_ in self._words.governed
                    return None if governed or self._doc[i].lower_ in {"aux", "du"} else group
        return joined

    def _is_joined(self, i: int, first: int) -> bool:
        """Whether "et des" joins the phrase at token `i` to another: "les émissaires de X et des séparatistes" are of
        both, where a noun opens the whole so."""
        return i > first and self._doc[i - 1].lower_ == "et" and self._doc[i].lower_ == "des"

    def convene(self, found: Found) -> bool:
        """Whether the one party found is people who hold an office or act for others, so that they meet by themselves
        ("les ambassadeurs du Golfe se réuniront"); the meeting of others is no contact."""
        actor = self._layers.actors.get(found.parties[0].actor) if len(found.parties) == 1 else None
        if actor is None or actor.kind != "anonymous" or actor.number != "p":
            return False
        if actor.name.fr.lower().startswith(self._words.factions.conclaves):
            return True
        said = [w for w in actor.name.fr.lower().split() if w not in self._words.openers]
        told = len(said) > 1 and not any(word in self._words.counts for word in said[1:])  # "des deux armées": whose?
        return told and any(word in self._words.officials for word in said)

    def is_within_reach(self, verb: int, i: int) -> bool:
        """Whether only days, places and adverbs stand between the verb at token `verb` and its object at token `i`."""
        return all(self._is_passed(j) or self._is_placed(j) for j in range(verb + 1, i))

    def _is_passed(self, j: int) -> bool:
        token = self._doc[j]
        timed = self._layers.is_timed(token)
        return timed or token.pos_ == "ADV" or token.is_punct or token.is_space

    def _is_placed(self, j: int) -> bool:
        """Whether token `j` is of a place, or of the words that bring one: "à la Maison-Blanche", "au palais"."""
        token, mention = self._doc[j], self._layers.by_token.get(j)
        bound = token.pos_ in {"ADP", "DET"} or (mention is not None and mention.as_place)
        return bound or (token.pos_ == "NOUN" and self._doc[j - 1].lower_ in {"au", "à", "la", "l'", "son", "sa"})

    def _head(self, i: int) -> int | None:
        """The noun of the phrase that begins at token `i`, over its article or number, a word for how many they are and
        what leads it in; None where it is no such phrase."""
        doc, words = self._doc, self._words
        j = i
        while j < len(doc) and (doc[j].lower_ in words.openers or doc[j].lower_ in words.counts):
            j += 1
        if j < len(doc) and doc[j].pos_ == "NUM" and j not in self._layers.by_token:
            j += 1
        if j == i:
            return None
        lot = next((k for k in range(j, min(j + 2, len(doc))) if doc[k].lower_ in words.collectives), None)
        if lot is not None:
            of = next((k for k in range(lot + 1, min(lot + 3, len(doc))) if doc[k].lower_ in {"de", "d'"}), None)
            j = of + 1 if of is not None else j
        while j < len(doc) and j - i < _OPENING and doc[j].lower_ in words.leading:
            j += 1
        plural = lot is not None or doc[j - 1].lower_ not in {"un", "une", "le", "la", "l'"}
        return j if j < len(doc) and plural and doc[j].lower_ in words.groups else None

    def _end(self, i: int) -> int:
        """The token after what completes the noun before token `i`: adjectives, nationalities, "de" and whose they
        are."""
        doc, first = self._doc, i
        while i < len(doc) and i - first < _FAR:
            word = doc[i].lower_
            if (own := self._nationality(i)) is not None:
                i = own.end
            elif self._goes_on(i) or (doc[i].pos_ == "ADJ" and not doc[i].is_sent_start):
                i += 1
            elif word in {"de", "d'", "du", "des", "en"} and (after := self._complement(i)) is not None:
                i = after
            else:
                break
        return i

    def _nationality(self, i: int) -> MentionDraft | None:
        """The nationality that begins at token `i`, also inside the words of a role."""
        if self._doc[i].pos_ not in {"ADJ", "NOUN", "PROPN"}:
            return None
        return next((m for m in self._layers.mentions if m.start == i and m.adjective and m.how == "nationality"), None)

    def _goes_on(self, i: int) -> bool:
        """Whether "et" at token `i` joins two nationalities, or two of whose they are: "du Japon et de Chine"."""
        if i + 1 >= len(self._doc) or self._doc[i].lower_ not in {"et", "ou"}:
            return False
        before = self._layers.by_token.get(i - 1)
        both = self._nationality(i - 1) is not None and self._nationality(i + 1) is not None
        return both or (before is not None and self._doc[i + 1].lower_ in {"de", "d'", "du", "des"})

    def _complement(self, i: int) -> int | None:
        """The token after the noun or name that "de" at token `i` brings; None where it brings a day or a place."""
        doc, j = self._doc, i + 1
        if doc[i].lower_ == "en":
            return j + 1 if j < len(doc) and doc[j].lower_ in self._words.in_post else None
        while j < len(doc) and (doc[j].lower_ in _ARTICLES or doc[j].lower_ in self._words.counts):
            j += 1
        if j >= len(doc) or self._layers.is_timed(doc[j]):
            return None
        mention = self._layers.by_token.get(j)
        if mention is not None and mention.start <= j:
            persons = any(self._layers.actors[a].kind == "person" for a in mention.actors)
            return None if persons else mention.end
        if doc[j].pos_ not in {"NOUN", "PROPN"} and doc[j].lower_ not in self._words.factions.sending:
            return None
        j += 1
        while j + 1 < len(doc) and doc[j].text == "-":
            j += 2
        return j

    def _is_named(self, head: int, end: int) -> bool:
        """Whether somebody known stands for the phrase already, or its people are named right after it."""
        known = self._layers.by_token.get(head)
        if known is not None and known.actors and not self.are_nameless(known):
            return True
        after = self._layers.by_token.get(end) if end < len(self._doc) else None
        named = after is not None and not after.adjective and after.how == "name" and after.start == end
        return named or self._is_spelt_out(end)

    def _is_number(self, j: int) -> bool:
        return self._doc[j].lower_ in self._words.counts or self._doc[j].pos_ == "NUM"

    def _is_taken_up(self, i: int, head: int, end: int) -> bool:
        """Whether an article and a number take up people told before ("les deux émissaires"), since nothing says
        whose they are."""
        first = i - (i > 0 and self._is_number(i))
        counted = any(self._is_number(j) for j in range(i, head)) and self._doc[first].lower_ in _KNOWN
        return counted and not any(head < m.start < end for m in self._layers.mentions)

    def _is_spelt_out(self, end: int) -> bool:
        """Whether names follow the comma or colon at token `end`, over an article and a nationality: "ses homologues,
        le Grec X et"."""
        if end >= len(self._doc) or self._doc[end].text not in {",", ":"}:
            return False
        near = [m for k in range(end + 1, min(len(self._doc), end + 4)) if (m := self._layers.by_token.get(k))]
        person = next((m for m in near if not m.adjective), None)
        if person is None or person.how != "name" or person.end + 1 >= len(self._doc):
            return False
        if any(self._doc[k].pos_ in {"ADP", "ADV", "SCONJ", "VERB"} for k in range(end + 1, person.start)):
            return False  # "avec les insurgés, pendant que X"
        named = all(self._layers.actors[a].kind == "person" for a in person.actors)
        return named and self._doc[person.end].lower_ in {"et", ","}

    def _sides(self, head: int, end: int) -> tuple[str, ...]:
        """The two sides whose people they are by "des deux pays", "des deux camps"."""
        counted = next((j for j in range(head + 1, end) if self._doc[j].lower_ in self._words.counts), None)
        if counted is None or counted + 1 >= end or self.sides_before is None:
            return ()
        if (twins := self._twins(counted - 1, end)) is not None:
            return twins.members
        sides = self._doc[counted + 1].lower_ in self._words.sides
        return self.sides_before(counted) if sides and self._words.counts[self._doc[counted].lower_] == _SIDES else ()

    def _is_told_whose(self, institution: MentionDraft) -> bool:
        """Whether its own words say whose an institution is: "l'opposition syrienne", not "l'opposition"."""
        return sum(t.pos_ not in {"DET", "ADP"} for t in self._doc[institution.start : institution.end]) > 1

    def _group(self, i: int, head: int, end: int) -> MentionDraft:
        """The phrase as a mention of the body, of the sides or of people nobody has named."""
        actors = self._layers.actors
        within = [m for m in self._layers.mentions if head < m.start and m.end <= end and m.actors]
        sides = self._words.sides
        inner = [m for m in within if m.how != "group" or self._doc[m.end - 1].lower_ in sides]  # "des deux pays"
        if self._doc[head].lower_ in self._words.officials:
            whole = [m for m in inner if actors[m.actors[0]].kind != "institution" or self._is_told_whose(m)]
            bodies = dict.fromkeys(a for m in whole for a in m.actors if actors[a].kind in _BODIES)
            states = dict.fromkeys(a for m in inner for a in m.actors if actors[a].kind == "state") or dict.fromkeys(
                self._sides(head, end)
            )
            others = [a for m in self.factions_in(head, end) for a in m.actors]
            if others and (bodies or states or len(others) >= _SIDES):
                return MentionDraft(i, end, head, "group", members=(*states, *bodies, *others), number="p")
            if len(bodies) == 1:
                return MentionDraft(i, end, head, "group", actor=next(iter(bodies)), number="p")
            if len(states) >= _SIDES and not bodies:
                return MentionDraft(i, end, head, "group", members=tuple(states), number="p")
        own = [m for m in inner if m.adjective and m.how == "nationality" and len(m.actors) == 1]
        state = actors[own[0].actors[0]] if len(own) == 1 else None
        first = next((j for j in range(i, head) if self._is_number(j)), head)
        actor_id = add_nameless(self._doc, self._layers, i, (first, end), state)
        return MentionDraft(i, end, head, "group", actor=actor_id, number="p")
