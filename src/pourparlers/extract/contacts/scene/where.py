"""Where of a contact, read from its own stretch of the sentence."""

from __future__ import annotations

from ....annotate.layers import Layers, MentionDraft
from ....annotate.syntax import infinitive_of
from ....annotate.tense import governing_verb
from ....annotate.tree import Doc, text_of
from ....knowledge.model import KnowledgeBase
from ....types import Named, Place
from ..where_table import WhereWords
from .astray import is_astray, is_beside, is_of_noun, is_of_thing
from .before import is_of_before
from .home import Home, as_place
from .seats import body_seat, stands_near, town_of
from .states import state_at, state_of
from .towns import is_house_room, town_before, unknown_town
from .when import Days

_QUALIFY = frozenset({"ADJ", "PROPN", "VERB"})
_GROUP = 10
"""At most so many tokens before a contact stands the verb that tells where one goes for it."""


class Whereabouts:
    """Finds the venue of contacts in one document."""

    def __init__(
        self, doc: Doc, layers: Layers, kb: KnowledgeBase, words: WhereWords, nouns: frozenset[str] = frozenset()
    ) -> None:
        self._doc, self._layers, self._kb, self._words = doc, layers, kb, words
        self._when = Days(doc, layers, words)
        self.home = Home(doc, layers, kb, words, nouns)

    def place(self, i: int, left: int, right: int, *, side: str = "nearest") -> tuple[Place | None, int]:
        """The venue of the contact at token `i`, and its token; `side` after, before, or nearest (after it first)."""
        right = self._when.own_stretch(i, right)
        own = next((m for m in self._layers.mentions if m.as_place and m.start == i + 2), None)
        if own is not None and self._doc[i + 1].lower_ in self._words.of:  # "les pourparlers de Djeddah"
            return self.place_of(own), own.start
        near = [m for m in self._layers.mentions if left <= m.start < right and (m.as_place or self._is_house(m))]
        houses = {m.start for m in near if is_house_room(self._doc, self._words, m.start)}
        venues = [m for m in near if (m.as_place or m.start in houses) and self._is_venue(m, i)]
        after = _sharpest([m for m in venues if m.start > i])
        earlier = [m for m in reversed(venues) if m.start < i]
        before = _sharpest([m for m in earlier if not is_of_before(self._doc, self._words, (m.start, m.end), i)])
        chosen = {"after": after, "before": before or after}.get(side, after or before)
        if chosen is not None:
            there = self.antecedent(i, left) if chosen is before else None  # "vu X à Rome, a gagné Oslo, où il a vu Y"
            return there or self._before_state(chosen, left) or self.place_of(chosen), chosen.start
        stop = min(right, i + self._words.within_clause)
        if (seat := body_seat(self._doc, self._layers, self._kb, self._words, (i, left, stop))) is not None:
            return as_place(self._kb, seat), i
        return self._common_venue(i, stop) or unknown_town(self._doc, self._layers, self._words, (i, left, stop)), i

    def destination(self, i: int, right: int) -> tuple[Place | None, int]:
        """Where a journey told at token `i` leads after "pour", and its token: "s'envolera samedi pour Israël"."""
        for j in range(i + 1, min(right, i + 8)):
            if self._doc[j].lower_ in self._words.toward:
                k = j + 2 if self._doc[j + 1].pos_ == "DET" else j + 1
                mention = self._layers.by_token.get(k)
                return (self.place_of(mention), k) if mention is not None else (None, i)
        return None, i

    def reached(self, i: int) -> tuple[Place | None, int]:
        """The town or country that is the object of the verb of a journey at token `i`, and its token: "a gagné Rome",
        "gagnera lundi la Suède"; none won over ("a gagné la Suède à sa cause")."""
        j = i + 1
        while j < min(len(self._doc), i + 6) and (self._layers.is_timed(self._doc[j]) or self._doc[j].pos_ == "DET"):
            j += 1
        mention = self._layers.by_token.get(j)
        if mention is None or mention.start not in {j, j - 1}:
            return None, i
        state = mention.how == "name" and mention.actor in self._kb.states
        after = self._doc[mention.end : mention.end + 2]
        won = bool(after) and after[0].lower_ in self._words.at and "Yes" in after[-1].morph.get("Poss", [])
        if won or not (mention.as_place or mention.how == "metonym" or state):
            return None, i
        return self.place_of(mention), j

    def bound_for(self, i: int, left: int) -> tuple[Place | None, int]:
        """The place reached, and its token, between token `left` and the contact at `i` for which somebody goes there:
        "avant de gagner Rome pour un dîner"."""
        for j in range(i - 1, max(left, i - _GROUP), -1):
            if infinitive_of(self._doc[j].lemma_.lower()) in self._words.stays and self._doc[j].pos_ == "VERB":
                return self.reached(j)
        return None, i

    def itinerary(self, i: int, right: int) -> list[tuple[Place, int]]:
        """The further places that follow the one at token `i`: "à Riyad, puis mardi au Caire et à Amman", "à Tokyo,
        Séoul puis Manille"."""
        found: list[tuple[Place, int]] = []
        sure = 0  # of those in a row without a preposition none may go on as a subject: "à Tokyo, Séoul et Pékin ont"
        last = self._layers.by_token.get(i)
        j = first = last.end if last is not None else i + 1
        of = self._words.of_the if self._doc[i - 1].lower_ in self._words.of_the else frozenset()
        while j < right:  # "le voyage d'Alger, puis de Rabat"
            mention, word = self._layers.by_token.get(j), self._doc[j].lower_
            brought = self._doc[j - 1].lower_ in self._words.locatives
            if mention is not None and (mention.as_place if brought else self._is_stop(mention, first)):
                place = self.place_of(mention)
                if place is None or (not brought and not self._ends_stop(mention.end)):
                    return found[:sure]
                found.append((place, j))
                sure = len(found) if brought or self._closes(mention.end, right) else sure
                j = first = mention.end
                continue
            bound = word in self._words.locatives | self._words.stops | of or self._doc[j].pos_ == "DET"
            if mention is not None or not (self._layers.is_timed(self._doc[j]) or bound or self._doc[j].text == ","):
                break
            j += 1
        return found[:sure]

    def told_in(self, first: int, end: int) -> tuple[Place, int] | None:
        """The place that a preposition brings within tokens [first, end), and its token: "Y à Rome"."""
        for m in self._layers.mentions:
            if first < m.start < end and m.as_place and self._doc[m.start - 1].lower_ in self._words.locatives:
                place = self.place_of(m)
                return (place, m.start) if place is not None else None
        return None

    def _is_stop(self, mention: MentionDraft, first: int) -> bool:
        """Whether a mention is a further town or country of a row, joined from token `first` on: ", Séoul", "et le
        lendemain la Finlande"."""
        joined = any(t.text == "," or t.lower_ in self._words.stops for t in self._doc[first : mention.start])
        where = mention.as_place or mention.how == "metonym" or mention.actor in self._kb.states
        own = self.place_of(mention) if joined and where and not mention.adjective else None
        before = self._layers.by_token.get(first - 1)
        previous = self.place_of(before) if before is not None else None
        return own is not None and (previous is None or previous.country != own.country)  # "à Genève, Suisse"

    def _ends_stop(self, end: int) -> bool:
        """Whether what follows a place of a row at token `end` leaves it one: no verb of which it were the subject."""
        if end >= len(self._doc):
            return True
        token = self._doc[end]
        bound = token.lower_ in self._words.stops | self._words.locatives | self._words.toward | {"où", "pour"}
        return token.is_punct or token.is_space or bound or self._layers.is_timed(self._doc[end])

    def _closes(self, end: int, right: int) -> bool:
        """Whether the row ends at token `end`, its clause with it, or another place follows after a preposition."""
        if end >= min(right, len(self._doc)) or self._doc[end].text in {".", ";", ":", ")", "»"}:
            return True
        on = {"où"} | self._words.purpose
        if self._doc[end].text == ",":
            return end + 1 < right and self._doc[end + 1].lower_ in on  # ", afin de"
        return self._doc[end].lower_ in on or self._doc[end].lower_ in self._words.locatives

    def stay(self, i: int, start: int, parties: set[str], *, earlier: bool) -> Place | None:
        """Where one of `parties` was shortly before token `i`: the place of a verb of arriving or staying, or for what
        was `earlier` than the story ("avait rencontré") of a verb of leaving. Looked for from code point `start` on."""
        verbs = self._words.leaves if earlier else self._words.stays
        for mention in reversed([m for m in self._layers.mentions if m.end <= i and m.as_place]):
            if self._doc[mention.start].idx < start:
                return None
            verb = governing_verb(self._doc[mention.start])
            if verb is None or infinitive_of(verb.lemma_.lower()) not in verbs:
                continue
            subjects = [self._layers.by_token.get(c.i) for c in verb.children if c.dep_.startswith("nsubj")]
            if parties & {a for m in subjects if m is not None for a in m.actors}:
                return self.place_of(mention)
        return None

    def headline(self, i: int, nouns: frozenset[str]) -> Place | None:
        """The one venue that a title, or an opening without a verb, gives a contact: "Sommet à Rome".

        `nouns` tell a contact.
        """
        opening = [s for s in self._doc.sents if s.end <= i and not any(t.pos_ in {"VERB", "AUX"} for t in s)][:2]
        found: dict[str, Place] = {}
        for sentence in opening:
            for mention in (
                m for m in self._layers.mentions if m.as_place and sentence.start <= m.start < sentence.end
            ):
                before = self._doc[max(sentence.start, mention.start - 5) : mention.start]
                place = (
                    self.place_of(mention) if any(t.lower_ in nouns | self._words.meetings for t in before) else None
                )
                beside = (
                    before[-1].lower_ in self._words.of and before[-2].lower_ in nouns if len(before) > 1 else False
                )
                if place is not None and (before[-1].lower_ in self._words.locatives or beside):
                    found[place.name.fr] = place
        return next(iter(found.values())) if len(found) == 1 else None

    def antecedent(self, i: int, left: int) -> Place | None:
        """The place that "où" before token `i` takes up: "Rome, où les deux hommes se sont vus"."""
        j = next((j for j in range(i - 1, max(left, i - 12), -1) if self._doc[j].lower_ == "où"), None)
        if j is None or self._doc[j].is_sent_start or any(t.text == "," for t in self._doc[j:i]):
            return None  # a comma closes the relative: "Rome, où siège la FAO, a félicité X d'avoir vu Y"
        before = j - 2 if self._doc[j - 1].text == "," else j - 1
        mention = self._layers.by_token.get(before)
        town = mention is not None and (mention.as_place or mention.place is not None or mention.how == "metonym")
        return self.place_of(mention) if mention is not None and town else None

    def heading(self, i: int) -> Place | None:
        """The town that alone opens the line before a colon, in the sentence of token `i`: "Rome : X accueille Y"."""
        text, at = self._layers.text, self._doc[i].idx
        start = text.rfind("\n", 0, at) + 1
        town = next((m for m in self._layers.mentions if self._doc[m.start].idx >= start), None)
        if town is None or not town.end < i or not (town.as_place or town.how == "metonym"):
            return None
        alone = not text[start : self._doc[town.start].idx].strip() and self._doc[town.end].text == ":"
        return self.place_of(town) if alone and ". " not in text[start:at] else None

    def last_named(self, i: int, start: int) -> Place | None:
        """The last place named before token `i`, from code point `start` on."""
        near = [m for m in reversed(self._layers.mentions) if m.end <= i and self._doc[m.start].idx >= start]
        places = (m for m in near if m.as_place or m.how == "metonym" or self._is_house(m))
        return next((self.place_of(m) for m in places if not is_of_thing(self._doc, m.start, self._words)), None)

    def _before_state(self, venue: MentionDraft, left: int) -> Place | None:
        """A town no table knows, named before its state or region: "à Argyle, à Saint-Vincent", "à Arkhyz, dans le
        Caucase"."""
        state = self._kb.states.get(venue.actor or "")
        row = self._kb.places_by_name.get(venue.place.name.fr) if venue.place is not None else None
        region = venue.place if row is not None and row.kind == "region" else None
        if state is None and region is None:
            return None
        country = (state.iso3 or None) if state is not None else region.country if region is not None else None
        town = town_before(self._doc, self._layers, self._words, venue, left)
        return Place(name=Named(fr=town, en=town), country=country) if town else None

    def _is_house(self, mention: MentionDraft) -> bool:
        """Whether a mention names a body by the house in which it sits: "à en croire l'Élysée", "le Kremlin"."""
        body = self._kb.organisations.get(mention.actor or "")
        return body is not None and bool(body.seat) and body.kind == "institution" and mention.how == "name"

    def _is_venue(self, mention: MentionDraft, i: int) -> bool:
        """Whether the preposition before a place makes it where the contact at token `i` is, not what it is about or
        where something else was ("se sont parlé après l'offensive au Haut-Karabakh")."""
        between = self._doc[i + 1 : mention.start]
        apart = any(
            t.lower_ in self._words.elsewhere and is_of_noun(self._doc, self._layers, self._words, t.i, mention)
            for t in between
        )
        apart = apart or is_astray(self._doc, self._layers, self._words, mention, i)
        if apart or self._when.of_another_deed(mention.start, i):
            return False
        if self._is_of_venue(mention.start) or stands_near(self._doc, self._layers, self._words, mention, i):
            return True
        words = (t.lower_ for t in reversed(self._doc[max(0, mention.start - 4) : mention.start]))
        last = next((w for w in words if w not in {"la", "le", "l'", "les"}), "")
        return last in self._words.locatives and not is_beside(self._doc, mention.start, self._words)

    def _is_of_venue(self, start: int) -> bool:
        """Whether the place names where a venue stands: "dans son palais d'Ankara", "à l'aéroport de Doha"."""
        doc, words = self._doc, self._words
        if is_house_room(doc, words, start):
            return True
        if start < 3 or doc[start - 1].lower_ not in words.of:
            return False
        k = start - 2
        own = words.venues | words.houses
        while k > max(0, start - 5) and doc[k].pos_ in _QUALIFY and doc[k].lower_ not in own | words.gatherings:
            k -= 1
        before = {t.lower_ for t in doc[max(0, k - 4) : k]}
        if doc[k].lower_ in own or doc[k].lower_ in words.towns:
            described = k < start - 2  # "sur la base aérienne de Dayton", not "sur la base de Minsk"
            return bool(before & words.locatives) or (described and doc[k - 2].lower_ == "sur")
        there = words.locatives | words.during - words.elsewhere
        at_it = doc[k].lower_ in words.gatherings and {t.lower_ for t in doc[max(0, k - 2) : k]} & there
        return bool(at_it or (doc[k].lower_ in words.occasions and before & words.margin))  # "au G20 de Rome"

    def presence(self, i: int, start: int, parties: set[str], hosts: frozenset[str]) -> Place | None:
        """The town of one of the countries `hosts` (ISO codes) in which one of `parties` was told to do something
        before token `i`, from code point `start` on: "a lancé Heiko Maas à Athènes"."""
        for mention in reversed([m for m in self._layers.mentions if m.end <= i and m.as_place]):
            if self._doc[mention.start].idx < start:
                return None
            place = self.place_of(mention)
            if place is None or place.geonames is None or place.country not in hosts:
                continue
            verb = governing_verb(self._doc[mention.start])
            if verb is None or self._doc[mention.start - 1].lower_ not in self._words.locatives:
                continue
            subjects = [self._layers.by_token.get(c.i) for c in verb.children if c.dep_.startswith("nsubj")]
            cues = [d.fact for d in self._layers.statements if d.fact.cue is not None]
            speakers = {s.speaker for s in cues if s.cue is not None and s.cue.span.start <= verb.idx < s.cue.span.end}
            if parties & (speakers | {a for m in subjects if m is not None for a in m.actors}):
                return place
        return None

    def seat(self, i: int, right: int, *, head: bool = False) -> bool:
        """Whether the words after token `i` set its contact in the house from which its host rules; `head`: he is head
        of state or of government ("à la chancellerie")."""
        words = [t.lower_ for t in self._doc[i + 1 : min(right, i + 1 + self._words.within_clause)]]
        seats = (*self._words.seats, *self._words.head_seats) if head else self._words.seats
        return any(f" {seat} " in f" {' '.join(words)} " for seat in seats)

    def capital(self, country: str) -> Place | None:
        """The capital of the state with this ISO code, where the knowledge base has it as a town."""
        state = next((s for s in self._kb.states.values() if s.iso3 == country), None)
        return self._named(state.capital_fr.split("|")[0]) if state is not None else None

    def _common_venue(self, i: int, right: int) -> Place | None:
        """A venue that only common words name: "à la frontière polono-ukrainienne"."""
        doc = self._doc
        for j in range(i + 1, right):
            if doc[j].text == "," or (doc[j].pos_ == "VERB" and j > i + 1):
                return None
            named = doc[j].lower_ in self._words.venues or doc[j].lower_ in self._words.houses
            if named and {t.lower_ for t in doc[max(0, j - 2) : j]} & self._words.locatives:
                end = j + 1
                while end < len(doc) and (
                    (doc[end].pos_ in _QUALIFY and not self._is_somebody(end))
                    or (doc[end].text == "-" and not doc[end].whitespace_)  # "polono-ukrainienne"
                    or (doc[end].lower_ in self._words.of_the and end + 1 < len(doc) and doc[end + 1].pos_ == "PROPN")
                ):
                    end += 1
                if end == j + 1:
                    return None  # "dans un hôtel": which one is not told
                town = self._layers.by_token.get(end - 1)
                if town is not None and (town.how == "metonym" or (town.place is not None and town.place.geonames)):
                    return self.place_of(town)  # "dans son palais d'Alger"
                if doc[j].lower_ in self._words.houses:
                    return None
                home = self.home.find() if doc[j].lower_ in self._words.buildings else None
                words = self._layers.text[doc[j].idx : doc[end - 1].idx + len(doc[end - 1].text)]
                return home or Place(name=Named(fr=words, en=words))
        return None

    def _is_somebody(self, i: int) -> bool:
        """Whether token `i` names a person: "a retrouvé dans un hôtel X"."""
        mention = self._layers.by_token.get(i)
        actor = self._layers.actors.get(mention.actor or "") if mention is not None else None
        return actor is not None and actor.kind == "person"

    def place_of(self, mention: MentionDraft) -> Place | None:
        """The place that a mention names: a town, a state, or the seat of a body; None where it names none."""
        body = self._kb.organisations.get(mention.actor or "")
        if body is not None and self._is_elsewhere(mention):
            home = self.home.find()
            there = home if home is not None and home.country == self._country(mention) else self._town_of(mention)
            return there or mention.place
        if body is not None and body.seat and (mention.place is None or mention.place.geonames is None):
            return self._named(body.seat.split("|")[0]) or mention.place  # "à la Maison Blanche": in Washington
        if mention.place is not None:
            return self._town_of(mention) or mention.place
        state = self._kb.states.get(mention.actor or "")
        if state is None:
            return None
        words = text_of(self._doc[mention.start : mention.end])
        if mention.how == "metonym":
            named = Named(
                fr=words, en=state.capital_en.split("|")[0] if words in state.capital_fr.split("|") else words
            )
        else:
            named = Named(fr=state.name_fr, en=state.name_en)
        return Place(name=named, country=state.iso3 or None)

    def seat_of(self, mention: MentionDraft) -> Place | None:
        """The town in which the body that a mention names has its seat."""
        body = self._kb.organisations.get(mention.actor or "")
        return self._named(body.seat.split("|")[0]) if body is not None else None

    def _country(self, mention: MentionDraft) -> str | None:
        return mention.place.country if mention.place is not None else None

    def _is_elsewhere(self, mention: MentionDraft) -> bool:
        """Whether a body's house stands in another country than its seat: "au Palais des Nations", in Geneva."""
        seat, country = self.seat_of(mention), self._country(mention)
        return seat is not None and country is not None and seat.country != country

    def _town_of(self, building: MentionDraft) -> Place | None:
        """The town named last before a building of its state, no capital that acts: "PÉKIN - … au Palais du peuple"."""
        own = building.place
        row = self._kb.places_by_name.get(own.name.fr) if own is not None else None
        if row is None or row.kind != "palace":
            return None
        if (town := town_of(self._kb, row.name_fr)) is not None:
            return as_place(self._kb, town)
        for other in reversed([m for m in self._layers.mentions if m.end <= building.start]):
            place = other.place
            there = place is not None and bool(place.geonames) and (other.as_place or other.how != "metonym")
            if there and place is not None and own is not None and place.country == own.country:
                return place
        return None

    def _named(self, name: str) -> Place | None:
        """The place of the knowledge base with this French name."""
        row = self._kb.places_by_name.get(name)
        return as_place(self._kb, row) if row is not None else None

    def state_at(self, place: Place) -> str | None:
        """Id of the state a place lies in, registered among the document's actors."""
        return state_at(self._kb, self._layers, place)

    def state_of(self, code: str) -> str | None:
        """Id of the state with this ISO code, or with this id where it has no code, registered among the actors."""
        return state_of(self._kb, self._layers, code)


def _sharpest(venues: list[MentionDraft]) -> MentionDraft | None:
    """The nearest venue, or the town named beside it ("à Genève, en Suisse")."""
    nearest = [v for v in venues[:2] if max(v.start - venues[0].end, venues[0].start - v.end) < 4]
    return next((m for m in nearest if m.place is not None and m.place.geonames), nearest[0] if nearest else None)
