"""Contacts that a deed implies: somebody speaks to another in the other's own town ("X a pressé mardi à Damas Y de
céder"), or beside him ("Aux côtés de X, mardi à Paris, Y a réclamé"), is awaited there ("A Rabat, où l'attendait X,
Y a"), or sits among others ("Autour de X avaient pris place Y et Z")."""

from __future__ import annotations

from dataclasses import replace

from ..annotate.layers import Layers, MentionDraft
from ..annotate.tree import Doc
from ..annotate.units import Unit
from ..types import Place
from .contact_found import Found
from .contact_rules import Stretch, Trigger
from .contact_scope import ends_asking, is_quoted
from .contact_sent import named_behind
from .contact_sorts import are_persons
from .contact_status import Standing, lemma_of, standing_of_verb
from .contact_subjects import is_finite
from .contact_table import ContactTable, ContactVerbRule
from .contact_verbs import VerbReader

_WITHIN = 14
"""At most so many tokens stand between a verb and whom it is said to, or beside whom."""
_TITLE = 5
"""At most so many tokens tell the post of the one who is named behind them."""
_BEHIND = 4
"""At most so many tokens behind the one spoken to stands the town where that was."""
_VERB = ContactVerbRule(lemmas=(), kind="meeting", persons=True, placed=True, weak=True)
_SIDES = 2
"""Those who meet are of at least so many states."""
_AROUND = 12
"""At most so many tokens stand between "autour de X" and its verb."""


class DeedReader:
    """Reads deeds that imply a contact in one document; `verbs` keeps what was told before."""

    def __init__(self, doc: Doc, layers: Layers, table: ContactTable, verbs: VerbReader) -> None:
        self._doc, self._layers, self._table, self._words = doc, layers, table, table.deeds
        self._nouns = frozenset(f for n in table.nouns if n.plain and n.kind != "visit" for f in n.forms)
        self._verbs, self._parties, self._accounts = verbs, verbs.parties, verbs.accounts

    def read(self, unit: Unit) -> None:
        """Keep the contacts that deeds of `unit` imply and that nothing before told."""
        for i in range(unit.start + 2, unit.end - 2):
            if self._doc[i].lower_ in self._words.it_was[:1] and self._doc[i + 1].lower_ in self._words.it_was[1:]:
                self._another_day(unit, i)
        told = {t.lower_ for t in self._doc[unit.start : unit.end]}
        if told & (self._words.afar | self._table.words.phone | self._table.words.video):
            return  # by telephone, in a letter, from a rostrum
        for i in range(unit.start, unit.end):
            word = self._doc[i].lower_
            if word in self._words.around and i == unit.start:
                self._around(unit)
            elif word in self._table.parties.awaits:
                self._awaited(unit, i)
            elif word in self._words.opens and (n := self._stands_beside(i)):
                self._beside(unit, i, n)
            elif self._doc[i].pos_ in {"VERB", "AUX"}:
                self._spoken(unit, i)

    # -- spoken to at home

    def _spoken(self, unit: Unit, i: int) -> None:
        """Keep the meeting that the verb at token `i` implies where it tells what somebody from abroad says to another
        in the latter's country."""
        words, lemma = self._words, self._lemma(i)
        direct = lemma in words.whom
        prepositions = self._prepositions(lemma)
        if not (direct or prepositions) or not self._is_told(unit, i):
            return
        subject = Found()
        if not self._parties.subjects.add_subject(i, unit.start, subject) or not are_persons(self._layers, subject):
            return
        if self._parties.subjects.are_voices(p.actor for p in subject.parties):
            return
        lists = self._parties.objects(i, unit.end, Found(), prepositions, direct=direct)
        whom = next((part for part in lists if self._are_persons(part)), None)
        if whom is None or not self._is_near(i, whom[0].start):
            return
        venue = self._town(unit, i, whom)
        at_home = venue is not None and self._is_at_home(venue[0], subject, whom)
        house = None if at_home else self._house(unit, subject, whom)
        if not at_home and house is None:
            return
        for mention in whom:
            subject.add(mention)
        self._keep(unit, i, subject, venue if house is None else self._stands_in(house))

    def _lemma(self, i: int) -> str:
        """The verb at token `i`, of "faire valoir" the second one."""
        after = self._doc[i + 1].lower_ if i + 1 < len(self._doc) else ""
        return after if after in self._words.before else lemma_of(self._doc, i)

    def _house(self, unit: Unit, subject: Found, whom: list[MentionDraft]) -> int | None:
        """The token of the house of him who speaks to those of other states, where he does so there: "Dans son bureau
        de l'Elysée, X a promis à Y"."""
        doc, words = self._doc, self._words
        states = {self._layers.actors[p.actor].state for p in subject.parties}
        others = [self._layers.actors[a] for m in whom for a in m.actors]
        inside = range(unit.start + 2, whom[0].start)
        own = (j for j in inside if doc[j].lower_ in words.houses and doc[j - 1].lower_ in words.own)
        house = next((j for j in own if doc[j - 2].lower_ in self._table.where.locatives), None)
        return house if all(a.office is not None and a.state not in states for a in others) else None

    def _stands_in(self, house: int) -> tuple[Place, int] | None:
        """The town of the house at token `house`, and its token: "dans sa résidence de Rome"."""
        town = self._layers.by_token.get(house + 2) if self._doc[house + 1].lower_ in self._table.where.of else None
        place = self._accounts.where.place_of(town) if town is not None else None
        return (place, town.start) if town is not None and place is not None else None

    def _prepositions(self, lemma: str) -> frozenset[str]:
        words, parties = self._words, self._table.parties
        to = parties.to if lemma in words.to else frozenset()
        before = parties.audience if lemma in words.before else frozenset()
        return to | before | (parties.of if lemma in words.of else frozenset())

    def _is_told(self, unit: Unit, i: int) -> bool:
        """Whether the verb at token `i` tells what was done, as the writer's own words."""
        standing = standing_of_verb(self._doc, i, self._table.status)
        done = standing is not None and standing.status == "held" and standing.told
        done = done and standing is not None and standing.certainty == "asserted"
        return done and not is_quoted(self._layers, self._doc, unit, i) and not ends_asking(self._doc, i)

    def _are_persons(self, mentions: list[MentionDraft]) -> bool:
        named = [a for m in mentions for a in m.actors]
        return bool(named) and all(self._layers.actors[a].kind == "person" for a in named)

    def _is_idle(self, j: int) -> bool:
        """Whether token `j` is of a day, a place or the words that bring them."""
        token, mention = self._doc[j], self._layers.by_token.get(j)
        timed = any(t.start <= token.idx < t.end for t in self._layers.times)
        placed = mention is not None and (mention.as_place or mention.how == "metonym")
        brings = token.lower_ in self._table.where.locatives or token.pos_ in {"DET", "ADV"}
        return timed or placed or brings or token.is_space or token.text == ","

    def _is_near(self, verb: int, start: int) -> bool:
        """Whether only a day, a place and a post stand between the verb and the one named at token `start`."""
        own = self._layers.by_token.get(start - 1)
        between = range(verb + 2 if self._doc[verb + 1].lower_ in self._words.before else verb + 1, start)
        post = {"NOUN", "ADJ", "ADP", "PROPN"} if own is None or own.adjective or own.how != "name" else {"ADP"}
        return len(between) <= _WITHIN and all(
            self._is_idle(j) or (start - j <= _TITLE and self._doc[j].pos_ in post) for j in between
        )

    def _town(self, unit: Unit, verb: int, whom: list[MentionDraft]) -> tuple[Place, int] | None:
        """The town where that was said, and its token: between the verb and whom it names, right behind them, or at the
        head of the sentence, no other verb before it."""
        start, end = whom[0].start, whom[-1].end
        behind = end
        while behind < min(unit.end, end + _BEHIND) and self._is_idle(behind):
            behind += 1
        spans = [(verb + 1, start), (end, behind)]
        first = next((t.i for t in self._doc[unit.start + 1 : unit.end] if is_finite(t)), verb)  # "A Kiev" opens it
        if first >= self._parties.subjects.verb_group(verb).start:
            comma = next((t.i for t in self._doc[unit.start : first] if t.text == ","), unit.start)
            where = self._doc[comma + 1].lower_ in self._words.relatives
            spans += [] if where else [(unit.start, comma)]
        found = (self._town_in(a, b) for a, b in spans)
        return next((town for town in found if town is not None), None)

    def _town_in(self, start: int, end: int) -> tuple[Place, int] | None:
        where = self._accounts.where
        for j in range(max(start, 1), end):
            mention = self._layers.by_token.get(j)
            if mention is None or mention.start != j or self._doc[j - 1].lower_ not in self._table.where.locatives:
                continue
            place = where.place_of(mention) if mention.as_place or mention.how == "metonym" else None
            if place is not None and place.geonames is not None:
                return place, j
        return None

    def _is_at_home(self, place: Place, subject: Found, whom: list[MentionDraft]) -> bool:
        """Whether the place is in the country in which those spoken to hold office, and those who speak hold theirs
        elsewhere; not where many come to speak to all the world."""
        hosts = [self._layers.actors[a] for m in whom for a in m.actors]
        guests = [self._layers.actors[p.actor] for p in subject.parties]
        served = all(a.office is not None for a in (*hosts, *guests)) and place.name.fr not in self._words.rostrums
        return served and {a.state for a in hosts} == {place.country} and all(a.state != place.country for a in guests)

    # -- beside somebody

    def _stands_beside(self, i: int) -> int:
        """How many tokens from `i` on say that somebody stands beside whom they name, 0 where none do."""
        for phrase in self._words.beside:
            words = phrase.split()
            if [t.lower_ for t in self._doc[i : i + len(words)]] == words:
                return len(words)
        return 0

    def _beside(self, unit: Unit, i: int, length: int) -> None:
        """Keep the meeting of one who says something with the persons beside whom he says it, on a day or at a place
        that is told."""
        others, end = self._parties.lists.read(i + length, unit.end)
        opens = self._is_at_head(unit, i)
        if opens and len(others) > 1 and end < unit.end and self._doc[end].pos_ in {"AUX", "VERB", "PRON"}:
            others, end = others[:-1], others[-2].end  # "Aux côtés de X, Y a réclamé"
        if not self._are_persons(others):
            return
        speaker, verb = self._behind(unit, end) if opens else self._between(unit, i, end)
        if verb is None and not opens:
            speaker, verb = self._before(unit, i, end)
        if verb is None or not speaker.parties or not are_persons(self._layers, speaker):
            return
        if self._parties.subjects.are_voices(p.actor for p in speaker.parties):
            return
        stretch = self._stretch(unit, verb)
        if not self._is_told(unit, verb) or not self._verbs.sittings.is_set(stretch):
            return
        for mention in others:
            speaker.add(mention)
        if len({self._layers.actors[p.actor].state for p in speaker.parties}) < _SIDES:
            return  # a president beside his own minister
        speaker.tokens.append(i)
        self._keep(unit, verb, speaker, None)

    def _is_at_head(self, unit: Unit, i: int) -> bool:
        """Whether only a day and a place stand before token `i` in its sentence."""
        if i > unit.start and self._doc[i - 1].text != ",":
            return False
        named = (self._layers.by_token.get(j) for j in range(unit.start, i))
        persons = any(m is not None and self._are_persons([m]) for m in named)
        return not persons and not any(t.pos_ in {"VERB", "AUX"} for t in self._doc[unit.start + 1 : i])

    def _between(self, unit: Unit, i: int, end: int) -> tuple[Found, int | None]:
        """Who speaks where "aux côtés de X" stands between him and the verb: "Y, aux côtés de X, a plaidé"."""
        found = Found()
        named = self._layers.by_token.get(i - 2) if self._doc[i - 1].text == "," else None
        if named is None or end >= unit.end or self._doc[end].text != "," or not self._are_persons([named]):
            return found, None
        verb = next((t.i for t in self._doc[end + 1 : min(unit.end, end + 1 + _TITLE)] if self._speaks(t.i)), None)
        if verb is None or not all(t.pos_ in {"AUX", "ADV", "PRON"} for t in self._doc[end + 1 : verb]):
            return found, None
        found.add(named)
        found.tokens += [named.start, named.end - 1]
        return found, verb

    def _behind(self, unit: Unit, end: int) -> tuple[Found, int | None]:
        """Who speaks behind the comma that closes "Aux côtés de X, mardi à Paris,", and the verb."""
        found, comma = Found(), end
        while comma < unit.end and self._doc[comma].text != "," and self._is_idle(comma):
            comma += 1
        if comma >= unit.end or self._doc[comma].text != ",":
            return found, None
        self._parties.subjects.add_after_comma(comma, unit.end, found)
        after = max(found.tokens, default=unit.end)
        verb = next((t.i for t in self._doc[after : unit.end] if self._speaks(t.i)), None)
        main = next((t.i for t in self._doc[after : unit.end] if is_finite(t)), None)
        own = main is not None and verb is not None and verb - main < _TITLE
        return found, verb if own and len(found.parties) == 1 else None

    def _before(self, unit: Unit, i: int, end: int) -> tuple[Found, int | None]:
        """Who speaks before "aux côtés de X", at token `i`, and the verb: "a lancé Y aux côtés de X", "Y a plaidé
        mardi à Paris, aux côtés de X, pour"."""
        found = Found()
        named: MentionDraft | None = None
        j = i - 1
        while j > max(unit.start, i - _WITHIN) and not self._speaks(j):
            mention = self._layers.by_token.get(j)
            if mention is not None and self._are_persons([mention]) and (named is None or named is mention):
                named = mention
            elif not self._is_idle(j) and (named is None or self._doc[j].pos_ not in {"NOUN", "ADJ", "ADP"}):
                return found, None
            j -= 1
        if not self._speaks(j) or (end < unit.end and self._doc[end].lower_ in self._words.figurative):
            return found, None
        if named is not None:
            found.add(named)
            found.tokens += [named.start, named.end - 1]
        else:
            self._parties.subjects.add_subject(j, unit.start, found)
        return found, j if len(found.parties) == 1 else None

    def _speaks(self, i: int) -> bool:
        verbal = self._doc[i].pos_ in {"VERB", "AUX"}
        return verbal and lemma_of(self._doc, i) in self._words.speaks | self._words.whom | self._words.to

    # -- awaited, and sitting among others

    def _awaited(self, unit: Unit, i: int) -> None:
        """Keep the meeting of one who speaks in a town with him who awaited him there: "A Rabat, où l'attendait X, Y
        a"."""
        doc = self._doc
        before = [t.lower_ for t in doc[max(unit.start, i - 2) : i]]
        if before != ["où", "l'"]:
            return
        hosts, _ = self._parties.lists.read(i + 1, unit.end)
        guest = named_behind(doc, self._layers, i - 1)
        town = self._town_in(unit.start + 1, i)
        if guest is None or town is None or not self._are_persons(hosts) or len(hosts) > 1:
            return
        found = Found(tokens=[guest.start])
        for mention in (guest, *hosts):
            found.add(mention)
        main = next((t.i for t in doc[guest.end : unit.end] if t.pos_ == "VERB"), None)
        if main is not None and self._is_told(unit, main):
            self._keep(unit, i, found, town)

    def _around(self, unit: Unit) -> None:
        """Keep the meeting of those who sit around somebody: "Autour de X avaient pris place Y et Z"."""
        host, end = self._parties.lists.read(unit.start + 2, unit.end)
        verb = next((t.i for t in self._doc[end : min(unit.end, end + _AROUND)] if t.pos_ == "VERB"), None)
        if not self._are_persons(host) or verb is None or lemma_of(self._doc, verb) not in self._words.sits:
            return
        start = verb + 2 if self._doc[verb + 1].lower_ == "place" else verb + 1
        others, _ = self._parties.lists.read(start, unit.end)
        standing = standing_of_verb(self._doc, verb, self._table.status)
        if not self._are_persons(others) or standing is None or standing.status not in {"held", "ongoing"}:
            return
        found = Found(tokens=[m.end - 1 for m in others])
        for mention in (*host, *others):
            found.add(mention)
        gathering = self._gathering(unit)
        if gathering is not None:
            self._keep(unit, verb, found, *gathering)

    def _gathering(self, unit: Unit) -> tuple[tuple[Place, int] | None, int] | None:
        """The town, if told, and the first token of the sentence before that of `unit`, in the same paragraph, which
        tells of a gathering on a day: "Le sommet de Rome s'est tenu mardi. Autour de X"; None where none does."""
        if not unit.start:
            return None
        before = self._doc[unit.start - 1].sent
        apart = "\n" in self._layers.text[before.start_char : self._doc[unit.start].idx].strip()
        meets = [t.i for t in before if t.lower_ in self._nouns]
        if apart or not meets or self._accounts.days.within(before.start, unit.end)[0] is None:
            return None
        of = (self._layers.by_token.get(i + 2) for i in meets if self._doc[i + 1].lower_ in self._table.parties.of)
        named = next((m for m in of if m is not None), None)
        place = self._accounts.where.place_of(named) if named is not None else None
        return (place, meets[0]) if place is not None else self._town_in(before.start, before.end), before.start

    # -- the next in a row

    def _another_day(self, unit: Unit, i: int) -> None:
        """Keep the contact of the same person with whom another day had, behind the one that its sentence has told: "a
        appelé samedi X ; mardi, c'était Y"."""
        doc, drafts = self._doc, self._accounts.drafts
        here = bool(drafts) and drafts[-1].sentence[0] == doc[unit.start].idx and drafts[-1].fact.status == "held"
        if doc[i - 1].text != "," or not here or is_quoted(self._layers, doc, unit, i):
            return
        ends = [
            t for t in self._layers.times if t.is_day and t.end == doc[i - 1].idx and t.start >= doc[unit.start].idx
        ]
        others, end = self._parties.lists.read(i + 2, unit.end)
        closed = end >= unit.end or doc[end].is_punct
        if not ends or not closed or not self._are_persons(others):
            return
        last = drafts[-1].fact
        found = Found(tokens=[i + 1, *(m.end - 1 for m in others)])
        found.add_actor(last.participants[0].actor)
        for mention in others:
            found.add(mention)
        first = next(t.i for t in doc[unit.start : i] if t.idx >= ends[0].start)
        stretch = replace(self._stretch(unit, i + 1), left=first, right=end, own=first)
        if len(found.parties) > 1:
            self._accounts.keep(stretch, last.kind, found, Standing("held", past=True))

    # -- keeping

    def _stretch(self, unit: Unit, i: int) -> Stretch:
        return Stretch(unit, Trigger(i, verb=_VERB, lemma=lemma_of(self._doc, i)), unit.start, unit.end)

    def _keep(
        self, unit: Unit, i: int, found: Found, venue: tuple[Place, int] | None, first: int | None = None
    ) -> None:
        """Keep a meeting told by the verb at token `i`, at `venue` where it is known, its day looked for from token
        `first` on where it is told before."""
        stretch = self._stretch(unit, i)
        stretch = replace(stretch, left=first, own=first) if first is not None else stretch
        standing = standing_of_verb(self._doc, i, self._table.status)
        if len(found.parties) < 2 or standing is None or self._verbs.sittings.is_told(stretch, found):
            return
        told = (*venue, False) if venue is not None else None
        self._accounts.keep(stretch, "meeting", found, standing, venue=told)
