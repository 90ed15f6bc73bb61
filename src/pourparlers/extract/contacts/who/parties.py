"""Who is in contact: the parties around a noun ("entre X et Y", "avec X") or a verb ("X a reçu Y").

Read from the words in order rather than from the parse, which breaks on long coordinations and inverted subjects.
"""

from __future__ import annotations

from ....annotate.layers import Layers, MentionDraft
from ....annotate.tree import Doc
from ....types import Participant
from ....vocab import Part
from ..contact_table import PartyWords
from ..scope import only_before, opens_deed
from .asides import past_manner
from .found import Found
from .lists import PartyLists, is_party
from .subjects import SubjectReader

_OPENS = 5
"""At most so many tokens open a sentence up to the word for what a mediator does."""
_FRONTED = 14
"""At most so many tokens before its noun stands "avec", where the verb stands before both."""
_QUOTED = 4
"""At most so many tokens behind its noun are what somebody is quoted to have called it."""
_BEFORE = 3
"""At most so many tokens before the last one tell that somebody was there: "sous l'œil"."""
_NEAR_RELATIVE = 5
"""At most so many tokens before its noun a relative pronoun stands."""


class PartyReader:
    """Reads the parties of contacts in one document with the words of one language."""

    def __init__(self, doc: Doc, layers: Layers, words: PartyWords) -> None:
        self._doc, self._layers, self._words = doc, layers, words
        self._facing = frozenset(phrase.split()[0] for phrase in words.facing)
        self._presence = tuple(f" {phrase}" for phrase in words.presence)
        self._leading = words.mediators.union(phrase.split(" ")[-1] for phrase in words.presence)
        self.lists = PartyLists(doc, layers, words)
        self.subjects = SubjectReader(doc, layers, words, self.lists)

    # -- nouns

    def of_noun(self, i: int, stop: int) -> Found:
        """Parties of the contact noun at token `i`, reading to the right up to `stop`."""
        found = Found()
        before = self._layers.by_token.get(i - 1) if i else None
        if before is not None and before.adjective and len(before.actors) > 1:
            found.add(before)
        own = self._layers.by_token.get(i)
        if own is not None and own.actors and all(self._layers.actors[a].kind == "format" for a in own.actors):
            found.add(own)  # "Les pourparlers à six"
            i = own.end - 1
        for code in self._words.factions.among.get(self._doc[i + 1].lower_, ()) if i + 1 < stop else ():
            state = self.lists.groups.state_of(code) if self.lists.groups.state_of is not None else None
            found.parties += [Participant(actor=state, part="party")] if state is not None else []
            found.tokens.append(i + 1)
        j, skipped, topic = i + 1, 0, False
        while j < stop:
            j = j if found.parties else self.lists.over_venue(self._firstly(j, stop), stop)
            topic = topic or self._doc[j].lower_ in self._words.topic
            if self._doc[j].lower_ in self._words.quotes and not found.parties and j - i <= _QUOTED:
                close = next((t.i for t in self._doc[j + 1 : j + _QUOTED] if t.lower_ in self._words.quotes), j)
                j, skipped = close + 1, skipped + close + 1 - j  # "un entretien « constructif » avec X"
                continue
            after, passed = self._noun_step(found, i, j, stop, skipped=skipped, topic=topic)
            if after == j:
                break
            j, skipped = after, skipped + passed
        return found

    def with_whom(self, i: int, stop: int) -> list[MentionDraft]:
        """Those whom the first "avec" after the noun at token `i` names."""
        beside = self._words.with_ | self._words.house
        first = next((t.i for t in self._doc[i + 1 : min(stop, i + 14)] if t.lower_ in beside), None)
        return self.lists.read(first + 1, stop, described=True)[0] if first is not None else []

    def add_between(self, i: int, stop: int, found: Found) -> None:
        """Parties told after the verb of the noun at token `i`: "une rencontre s'est tenue à Prague entre X et Y"."""
        for j in range(i + 1, stop):
            if self._doc[j].lower_ in self._words.between:
                mentions, _ = self.lists.read(j + 1, stop, bare=True)
                several = len({a for m in mentions for a in m.actors}) > 1 and not self._is_so_called(i, j, mentions)
                for m in mentions if several else ():
                    found.add(m)
                found.mutual = found.mutual or several
                return
            opened = {t.lower_ for t in self._doc[i + 1 : j]} & self._words.opens
            if self._doc[j].lower_ in self._words.with_ and opened and not found.beside:
                mentions, _ = self.lists.read(j + 1, stop)
                for m in mentions:
                    found.add(m)
                found.beside = bool(mentions)
                return
            if self._doc[j].text in {".", ";", ":"}:
                return
            relative = self._doc[j].lower_ == "qui" and j - i < 4  # "les négociations qui doivent s'ouvrir avec X"
            if self._doc[j].lower_ in self._words.ends and not relative:
                return

    def _is_so_called(self, i: int, j: int, mentions: list[MentionDraft]) -> bool:
        """Whether "entre" at token `j` only says what the contact at token `i` was to such people as those who met:
        "Ce tête-à-tête, le premier entre un président chinois et un président taïwanais"."""
        doc, words = self._doc, self._words
        rank = doc[j - 1].lower_ in words.again and doc[j - 2].lower_ in words.definite and doc[i + 1].text == ","
        actors = [self._layers.actors[a] for m in mentions for a in m.actors]
        return rank and any(a.kind == "anonymous" for a in actors)

    def add_before(self, i: int, first: int, found: Found) -> None:
        """Those whom "avec" names between the verb and the noun at token `i` that it carries: "a eu avec X un long
        entretien"."""
        for j in range(i - 2, max(first, i - _FRONTED), -1):
            if self._doc[j].pos_ == "VERB" or self._doc[j].text in {";", ":"}:
                return
            if self._doc[j].lower_ in self._words.with_:
                mentions, after = self.lists.read(j + 1, i)
                between = self._doc[after:i]
                passed = all(
                    t.pos_ in {"DET", "ADJ", "ADV"} or t.text == "," or self._layers.is_timed(t) for t in between
                )
                for m in mentions if passed else ():
                    found.add(m)
                found.beside = found.beside or (passed and bool(mentions))
                return

    def add_relative(self, i: int, first: int, stop: int, found: Found) -> bool:
        """Parties that a relative ties to the noun at token `i`: "X, dont la rencontre avec Y", "l'Iran, avec lequel
        les pourparlers reprendront", "un sommet au cours duquel X et Y ont"; whether the last of these, which tells
        that it took place."""
        for j in range(i - 1, max(first, i - _NEAR_RELATIVE), -1):
            word = self._doc[j].lower_
            with_whom = word in self._words.which and self._doc[j - 1].lower_ in self._words.with_
            if with_whom or word in self._words.owned - self._words.within:
                before = j - 2 if with_whom else j - 1
                before -= self._doc[before].text == ","
                holder = self._layers.by_token.get(before)
                if holder is not None and is_party(holder):
                    found.add(holder)
                    found.beside = found.beside or with_whom
                return False
            if self._doc[j].pos_ in {"VERB", "AUX", "PROPN"}:
                break
        for j in range(i + 1, min(stop, i + _NEAR_RELATIVE + 6)):
            if self._doc[j].lower_ in self._words.which:
                there = self.lists.taking_part(j + 1, stop)
                mentions, after = (there, stop) if there else self.lists.read(j + 1, stop)
                mentions += self.lists.told_there(after, stop) if len(mentions) == 1 else []
                actors = {a for m in mentions for a in m.actors}
                acts = there or (after < len(self._doc) and self._doc[after].pos_ in {"AUX", "VERB", "PRON", "PUNCT"})
                body = len(actors) == 1 and self._layers.actors[next(iter(actors))].kind == "organisation"
                for m in mentions if acts and (len(actors) > 1 or body) else ():
                    found.add(m)
                found.mutual = found.mutual or len(found.parties) > 1
                return bool(found.parties)
            if self._doc[j].text in {".", ";", ":"}:
                break
        return False

    def _noun_step(self, found: Found, i: int, j: int, stop: int, *, skipped: int, topic: bool) -> tuple[int, int]:
        """Read one step of a noun phrase at token `j`: (token to go on from, tokens that do not count as distance)."""
        doc, words = self._doc, self._words
        word, mention = doc[j].lower_, self._layers.by_token.get(j)
        if j == i + 1 and word in words.whom:  # "les pourparlers que X et Y doivent tenir"
            mentions, after = self.lists.read(j + 1, stop)
            for m in mentions if len(mentions) > 1 else ():
                found.add(m)
            found.mutual = found.mutual or len(mentions) > 1
            return j, 0
        if word in words.between | words.with_ | words.house:
            return self._beside_noun(found, j, stop), 0
        if not topic and j - i - skipped <= 4 and doc[j - 1].lower_ in words.of and self.lists.qualifies_name(j):
            return self._of_parties(found, j, stop), 0  # "la visite du Malaisien X"
        if mention is not None and mention.adjective and not topic and j - i <= 4:
            if len(mention.actors) > 1 or self._is_coordinated(mention) or found.parties:
                found.add(mention)
            return mention.end, 0
        if (
            mention is not None
            and is_party(mention)
            and not topic
            and (j == i + 1 or (self._is_joined(j, mention) and j - i - skipped <= 4))
        ):
            return self._of_parties(found, j, stop), 0
        unknown = mention is None or not mention.actors
        told = unknown and not topic and not found.parties and doc[j - 1].lower_ in words.of
        if told and j - i - skipped <= 4 and (group := self.lists.groups.at(j, stop)) is not None:
            found.add(group)  # "la tournée de dix sénateurs belges"
            return group.end, 0
        if mention is not None and self._is_side(mention, topic=topic) and not found.parties:
            found.add(mention)
            return mention.end, 0
        if (
            mention is not None
            or self._layers.is_timed(doc[j])
            or doc[j].pos_ in {"ADJ", "ADV", "NUM"}
            or doc[j].is_space
        ):
            after = mention.end if mention is not None and mention.end > j else j + 1
            return after, after - j + (1 if doc[j - 1].lower_ in words.skipped else 0)
        within = word in words.articles or word in words.topic or word in words.skipped or word in words.counts
        if doc[j].pos_ == "NOUN" and word in words.of_talks:
            return j + 1, 2  # "réunion d'urgence de la Ligue": what it is, before whose
        return (j + 1, 0) if within or (doc[j].pos_ == "NOUN" and topic) else (j, 0)

    def _is_joined(self, j: int, mention: MentionDraft) -> bool:
        """Whether "de" joins the mention at token `j` to the noun ("réunion extraordinaire des ministres"), or a stroke
        the next side to it: "sommet tripartite Russie-Turquie-Iran"."""
        opened = self._doc[j - 1].lower_ in self._words.of or self._doc[j].lower_ in {"des", "du"}
        beside = self._layers.by_token.get(mention.end + 1)
        stroke = mention.end < len(self._doc) and self._doc[mention.end].text in {"-", "–"}
        return opened or (stroke and beside is not None and is_party(beside) and beside.start == mention.end + 1)

    def _firstly(self, j: int, stop: int) -> int:
        """The "avec" behind the comma at token `j` and a word that begins a row: ", d'abord avec X"; `j` where none
        does."""
        if self._doc[j].text != ",":
            return j
        said = " ".join(t.lower_ for t in self._doc[j + 1 : min(stop, j + 8)])
        phrase = next((p for p in self._words.firstly if said.startswith(f"{p} ")), None)
        after = j + 1 + len(phrase.split()) if phrase is not None else stop
        return after if after < stop and self._doc[after].lower_ in self._words.with_ else j

    def _beside_noun(self, found: Found, j: int, stop: int) -> int:
        """Add those whom "entre", "avec" or "chez" at token `j` names; returns the token after them, `j` for nobody."""
        word, words = self._doc[j].lower_, self._words
        mentions, after = self.lists.read(j + 1, stop, described=word not in words.house, bare=True)
        for m in mentions:
            found.add(m)
        found.mutual = found.mutual or (word in words.between and len(found.parties) > 1)
        found.beside = found.beside or (word not in words.between and bool(mentions))
        return after if mentions else j

    def _is_side(self, mention: MentionDraft, *, topic: bool) -> bool:
        """Whether a state taken for a place is a side, since "avec" names the other: "des négociations de la Russie
        avec"."""
        doc, words = self._doc, self._words
        opened = {t.lower_ for t in doc[max(0, mention.start - 2) : mention.start]} & words.of
        beside = mention.end < len(doc) and doc[mention.end].lower_ in words.with_
        states = bool(mention.actors) and all(self._layers.actors[a].kind == "state" for a in mention.actors)
        article = doc[mention.start - 1].lower_ in {"la", "l'", "du", "le", "des", "les"}
        return bool(opened) and beside and states and article and mention.as_place and not topic

    def _of_parties(self, found: Found, j: int, stop: int) -> int:
        """Parties named right after the noun ("réunion Otan-Russie"); returns the token after them."""
        mentions, after = self.lists.read(j, stop)
        while (
            after + 1 < stop
            and self._doc[after].text in {"-", "–"}
            and (beside := self._layers.by_token.get(after + 1)) is not None
        ):
            mentions.append(beside)
            after = beside.end
        for mention in mentions:
            found.add(self._body_of(mention) or mention)
        return after if mentions else j + 1

    def _body_of(self, mention: MentionDraft) -> MentionDraft | None:
        """The organisation whose delegates `mention` names: its own, or for "une réunion des ministres" the text's."""
        told = {
            t.lower_ for t in self._doc[mention.start : mention.start + 2]
        }  # "des ministres des Affaires étrangères"
        bare = bool({self._doc[mention.end - 1].lower_, *told} & self._words.delegates)
        if bare and self.lists.are_nameless(mention):
            return self.subjects.bodies.last(mention.start, self._doc[mention.start].sent.start)
        return self.lists.body_of(mention)

    def _is_coordinated(self, mention: MentionDraft) -> bool:
        """Whether an adjective of nationality is coordinated with another ("russe et ukrainienne")."""
        for joint, other in ((mention.end, mention.end + 1), (mention.start - 1, mention.start - 2)):
            if 0 <= joint < len(self._doc) and 0 <= other < len(self._doc) and self._doc[joint].pos_ == "CCONJ":
                beside = self._layers.by_token.get(other)
                if beside is not None and beside.adjective:
                    return True
        return False

    def helpers(self, i: int, stop: int) -> list[tuple[MentionDraft, Part]]:
        """Those named beside the parties after token `i`: "sous l'égide de X" (mediator), "en présence de X"."""
        found: list[tuple[MentionDraft, Part]] = []
        for j in [t.i for t in self._doc[i : min(stop, i + 30)] if t.lower_ in self._leading]:
            part: Part = "mediator" if self._doc[j].lower_ in self._words.mediators else "party"
            said = " ".join(t.lower_ for t in self._doc[max(0, j - _BEFORE) : j + 1])
            if part == "party" and not f" {said}".endswith(self._presence):
                continue
            mentions, _ = self.lists.read(j + 1, stop)
            of = self._layers.actors if self._doc[j].lower_ in self._words.topic else {}  # not "autour de la Syrie"
            found += [(m, part) for m in mentions if not of or all(of[a].kind == "person" for a in m.actors)]
        return found

    def opening_helpers(self, first: int, stop: int) -> list[tuple[MentionDraft, Part]]:
        """Those by whose good offices it came about, told by what opens the sentence: "Sous l'égide de X, Y et Z"."""
        opening = self._doc[first : min(stop, first + _OPENS)]
        at = next((t.i for t in opening if t.lower_ in self._words.mediators), None)
        if at is None or not {t.lower_ for t in self._doc[first:at]} & self._words.under:
            return []
        comma = next((t.i for t in self._doc[at:stop] if t.text == ","), at)
        return [(m, "mediator") for m in self.lists.read(at + 2, comma)[0]]

    # -- objects

    def objects(
        self, verb: int, stop: int, found: Found, prepositions: frozenset[str], *, direct: bool, facing: bool = False
    ) -> list[list[MentionDraft]]:
        """Lists of parties right of the verb: after one of `prepositions`, or as its direct object.

        With `facing`, also who sits opposite or beside. Each further "puis avec …" begins a new list: another
        contact of the same subject.
        """
        doc, words = self._doc, self._words
        lists: list[list[MentionDraft]] = []
        j = verb + 1
        while j < stop:
            j = past_manner(doc, j, stop)
            word, mention = doc[j].lower_, self._layers.by_token.get(j)
            if facing and (faced := self._faces(j)):
                after = self.lists.chain(lists, j + faced, stop)
                if after > j + faced:
                    j = after
                    continue
            if word in prepositions:
                after = self.lists.chain(lists, j + 1, stop, before=word not in words.agent)
                if after > j + 1:
                    if word in words.agent and len(lists) > 1 and doc[j - 1].lower_ == "et":  # "par X et par Y"
                        lists[-2:] = [lists[-2] + lists[-1]]
                    j = after
                    continue
            if direct and not lists and (after := self._direct(lists, j, verb, stop)) > j:
                j = after
                continue
            if self._ends_object(j, verb) or (lists and word in words.after_parties):
                break
            if direct and not lists and self._is_unknown_object(mention, verb):
                break
            j = mention.end if mention is not None and mention.end > j else j + 1
        found.tokens += [t for mentions in lists for m in mentions for t in (m.start, m.end - 1)]
        return lists

    def beside(self, first: int, stop: int) -> list[MentionDraft]:
        """Those beside or opposite whom somebody is told to be within tokens [first, stop): "auprès de X"."""
        faced = ((j, n) for j in range(first, stop) if (n := self._faces(j)))
        j, n = next(faced, (stop, 0))
        return self.lists.read(j + n, stop)[0] if n else []

    def _direct(self, lists: list[list[MentionDraft]], j: int, verb: int, stop: int) -> int:
        """Add those whom the name or the common words at token `j` make the direct object; returns the token after
        them, at most `j` where there are none."""
        mention = self._layers.by_token.get(j)
        if mention is None:
            return self._common(lists, j, verb, stop)
        if not is_party(mention) or self._is_governed(mention.start, verb):
            return j
        return self.lists.chain(lists, mention.start, stop, before=True)

    def _common(self, lists: list[list[MentionDraft]], j: int, verb: int, stop: int) -> int:
        """Add those whom common words at token `j` name, a number of persons ("les quatre émissaires") or a group that
        is spelt out ("les chefs de délégation : X, Y et Z"); returns the token after them, `j` where there are none."""
        words, doc = self._words, self._doc
        counted = doc[j].lower_ == "les" and j + 2 < stop and doc[j + 1].lower_ in words.counts
        persons = counted and doc[j + 2].lower_ in words.persons | words.camps and not self._is_governed(j, verb)
        spelt = doc[j].lower_ in words.people and self.lists.spelt_out(j, stop) is not None
        group = self.lists.groups.at(j, stop) is not None and self.lists.groups.is_within_reach(verb, j)
        return self.lists.chain(lists, j, stop) if persons or spelt or group else j

    def _faces(self, j: int) -> int:
        """How many tokens from `j` on say that somebody sits opposite or beside whom they name, 0 where none do."""
        if self._doc[j].lower_ not in self._facing:
            return 0
        for phrase in self._words.facing:
            words = phrase.split()
            if [t.lower_ for t in self._doc[j : j + len(words)]] == words:
                return len(words)
        return 0

    def _is_unknown_object(self, mention: MentionDraft | None, verb: int) -> bool:
        """Whether the object is somebody whom nobody could name: what follows is not the object then."""
        if mention is None or mention.actors or mention.as_place or mention.adjective:
            return False
        return not self._is_governed(mention.start, verb)

    def _ends_object(self, j: int, verb: int) -> bool:
        token = self._doc[j]
        finite = token.pos_ == "VERB" and token.morph.get("VerbForm", []) == ["Fin"] and j > verb + 1
        ends = finite or token.lower_ in self._words.ends or opens_deed(self._doc, j)
        incise = token.text == "," and j + 1 < len(self._doc) and self._doc[j + 1].pos_ == "AUX"  # ", a annoncé"
        restricts = token.lower_ in self._words.whom and only_before(self._doc, verb, j)  # "n'a vu qu'une fois X"
        return not restricts and (token.text in {".", ";", ":", '"', "«", "“"} or incise or ends)

    def _is_governed(self, start: int, verb: int) -> bool:
        """Whether a preposition stands between the verb and the phrase that begins at `start`."""
        i = start - 1
        if i > verb and self._doc[start].lower_ in {"des", "du"} and self._doc[i].pos_ == "NOUN":
            place = self._layers.by_token.get(i)
            apart = self._layers.is_timed(self._doc[i]) or (place is not None and place.as_place)
            return not apart  # "a reçu un rapport des experts", not "a reçu mardi à Doha des experts"
        while i > verb and self._doc[i].pos_ == "DET":
            i -= 1
        return i > verb and self._doc[i].lower_ in self._words.governed
