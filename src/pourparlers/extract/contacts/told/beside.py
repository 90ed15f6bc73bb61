"""Contacts of those who stand or sit beside one another: "Aux côtés de X, mardi à Paris, Y a réclamé", "A Rabat, où
l'attendait X, Y a", "Autour de X avaient pris place Y et Z"; and those of a row of days: "mardi, c'était Y"."""

from __future__ import annotations

from dataclasses import replace

from ....annotate.layers import Layers, MentionDraft
from ....annotate.tree import Doc
from ....annotate.units import Unit
from ....types import Place
from ..contact_table import ContactTable
from ..scope import is_quoted
from ..status import Standing, lemma_of, standing_of_verb
from ..who.found import Found
from ..who.sent import named_behind
from ..who.sorts import are_persons
from ..who.subjects import is_finite
from .implied import ImpliedContacts
from .verbs import VerbReader

_WITHIN = 14
"""At most so many tokens stand between a verb and beside whom it is said."""
_TITLE = 5
"""At most so many tokens tell the post of the one who is named behind them."""
_SIDES = 2
"""Those who meet are of at least so many states."""
_PAIR = 2
_AROUND = 12
"""At most so many tokens stand between "autour de X" and its verb."""


class BesideReader(ImpliedContacts):
    """Reads who stood beside whom in one document."""

    def __init__(self, doc: Doc, layers: Layers, table: ContactTable, verbs: VerbReader) -> None:
        super().__init__(doc, layers, table, verbs)
        self._nouns = frozenset(f for n in table.nouns if n.plain and n.kind != "visit" for f in n.forms)

    # -- beside somebody

    def stands_beside(self, i: int) -> int:
        """How many tokens from `i` on say that somebody stands beside whom they name, 0 where none do."""
        for phrase in self.words.beside:
            words = phrase.split()
            if [t.lower_ for t in self.doc[i : i + len(words)]] == words:
                return len(words)
        return 0

    def beside(self, unit: Unit, i: int, length: int) -> None:
        """Keep the meeting of one who says something with the persons beside whom he says it, on a day or at a place
        that is told."""
        others, end = self.parties.lists.read(i + length, unit.end)
        opens = self._is_at_head(unit, i)
        if opens and len(others) > 1 and end < unit.end and self.doc[end].pos_ in {"AUX", "VERB", "PRON"}:
            others, end = others[:-1], others[-2].end  # "Aux côtés de X, Y a réclamé"
        if not self.are_persons(others):
            return
        speaker, verb = self._behind(unit, end) if opens else self._between(unit, i, end)
        if verb is None and not opens:
            speaker, verb = self._before(unit, i, end)
        if verb is None or not speaker.parties or not are_persons(self.layers, speaker):
            return
        if self.parties.subjects.are_voices(p.actor for p in speaker.parties):
            return
        stretch = self.stretch(unit, verb)
        if not self.is_told(unit, verb) or not self.verbs.sittings.is_set(stretch):
            return
        for mention in others:
            speaker.add(mention)
        if len({self.layers.actors[p.actor].state for p in speaker.parties}) < _SIDES:
            return  # a president beside his own minister
        speaker.tokens.append(i)
        self.keep(unit, verb, speaker, None)

    def _is_at_head(self, unit: Unit, i: int) -> bool:
        """Whether only a day and a place stand before token `i` in its sentence."""
        if i > unit.start and self.doc[i - 1].text != ",":
            return False
        named = (self.layers.by_token.get(j) for j in range(unit.start, i))
        persons = any(m is not None and self.are_persons([m]) for m in named)
        return not persons and not any(t.pos_ in {"VERB", "AUX"} for t in self.doc[unit.start + 1 : i])

    def _between(self, unit: Unit, i: int, end: int) -> tuple[Found, int | None]:
        """Who speaks where "aux côtés de X" stands between him and the verb: "Y, aux côtés de X, a plaidé"."""
        found = Found()
        named = self.layers.by_token.get(i - 2) if self.doc[i - 1].text == "," else None
        if named is None or end >= unit.end or self.doc[end].text != "," or not self.are_persons([named]):
            return found, None
        verb = next((t.i for t in self.doc[end + 1 : min(unit.end, end + 1 + _TITLE)] if self._speaks(t.i)), None)
        if verb is None or not all(t.pos_ in {"AUX", "ADV", "PRON"} for t in self.doc[end + 1 : verb]):
            return found, None
        found.add(named)
        found.tokens += [named.start, named.end - 1]
        return found, verb

    def _behind(self, unit: Unit, end: int) -> tuple[Found, int | None]:
        """Who speaks behind the comma that closes "Aux côtés de X, mardi à Paris,", and the verb."""
        found, comma = Found(), end
        while comma < unit.end and self.doc[comma].text != "," and self.is_idle(comma):
            comma += 1
        if comma >= unit.end or self.doc[comma].text != ",":
            return found, None
        self.parties.subjects.add_after_comma(comma, unit.end, found)
        after = max(found.tokens, default=unit.end)
        verb = next((t.i for t in self.doc[after : unit.end] if self._speaks(t.i)), None)
        main = next((t.i for t in self.doc[after : unit.end] if is_finite(t)), None)
        own = main is not None and verb is not None and verb - main < _TITLE
        return found, verb if own and len(found.parties) == 1 else None

    def _before(self, unit: Unit, i: int, end: int) -> tuple[Found, int | None]:
        """Who speaks before "aux côtés de X", at token `i`, and the verb: "a lancé Y aux côtés de X", "Y a plaidé
        mardi à Paris, aux côtés de X, pour"."""
        found = Found()
        named: MentionDraft | None = None
        j = i - 1
        while j > max(unit.start, i - _WITHIN) and not self._speaks(j):
            mention = self.layers.by_token.get(j)
            if mention is not None and self.are_persons([mention]) and (named is None or named is mention):
                named = mention
            elif not self.is_idle(j) and (named is None or self.doc[j].pos_ not in {"NOUN", "ADJ", "ADP"}):
                return found, None
            j -= 1
        if not self._speaks(j) or (end < unit.end and self.doc[end].lower_ in self.words.figurative):
            return found, None
        if named is not None:
            found.add(named)
            found.tokens += [named.start, named.end - 1]
        else:
            self.parties.subjects.add_subject(j, unit.start, found)
        return found, j if len(found.parties) == 1 else None

    def _speaks(self, i: int) -> bool:
        verbal = self.doc[i].pos_ in {"VERB", "AUX"}
        return verbal and lemma_of(self.doc, i) in self.words.speaks | self.words.whom | self.words.to

    # -- awaited, and sitting among others

    def awaited(self, unit: Unit, i: int) -> None:
        """Keep the meeting of one who speaks in a town with him who awaited him there: "A Rabat, où l'attendait X, Y
        a"."""
        doc = self.doc
        before = [t.lower_ for t in doc[max(unit.start, i - 2) : i]]
        if before != ["où", "l'"]:
            return
        hosts, _ = self.parties.lists.read(i + 1, unit.end)
        guest = named_behind(doc, self.layers, i - 1)
        town = self.town_in(unit.start + 1, i)
        if guest is None or town is None or not self.are_persons(hosts) or len(hosts) > 1:
            return
        found = Found(tokens=[guest.start])
        for mention in (guest, *hosts):
            found.add(mention)
        main = next((t.i for t in doc[guest.end : unit.end] if t.pos_ == "VERB"), None)
        if main is not None and self.is_told(unit, main):
            self.keep(unit, i, found, town)

    def around(self, unit: Unit) -> None:
        """Keep the meeting of those who sit around somebody: "Autour de X avaient pris place Y et Z"."""
        host, end = self.parties.lists.read(unit.start + 2, unit.end)
        verb = next((t.i for t in self.doc[end : min(unit.end, end + _AROUND)] if t.pos_ == "VERB"), None)
        if not self.are_persons(host) or verb is None or lemma_of(self.doc, verb) not in self.words.sits:
            return
        start = verb + 2 if self.doc[verb + 1].lower_ == "place" else verb + 1
        others, _ = self.parties.lists.read(start, unit.end)
        standing = standing_of_verb(self.doc, verb, self.table.status)
        if not self.are_persons(others) or standing is None or standing.status not in {"held", "ongoing"}:
            return
        found = Found(tokens=[m.end - 1 for m in others])
        for mention in (*host, *others):
            found.add(mention)
        gathering = self._gathering(unit)
        if gathering is not None:
            self.keep(unit, verb, found, *gathering)

    def _gathering(self, unit: Unit) -> tuple[tuple[Place, int] | None, int] | None:
        """The town, if told, and the first token of the sentence before that of `unit`, in the same paragraph, which
        tells of a gathering on a day: "Le sommet de Rome s'est tenu mardi. Autour de X"; None where none does."""
        if not unit.start:
            return None
        before = self.doc[unit.start - 1].sent
        apart = "\n" in self.layers.text[before.start_char : self.doc[unit.start].idx].strip()
        meets = [t.i for t in before if t.lower_ in self._nouns]
        if apart or not meets or self.accounts.days.within(before.start, unit.end)[0] is None:
            return None
        of = (self.layers.by_token.get(i + 2) for i in meets if self.doc[i + 1].lower_ in self.table.parties.of)
        named = next((m for m in of if m is not None), None)
        place = self.accounts.where.place_of(named) if named is not None else None
        return (place, meets[0]) if place is not None else self.town_in(before.start, before.end), before.start

    # -- the same of others

    def alike(self, unit: Unit, i: int) -> None:
        """Keep the contact of the persons of whom "en faire autant", its last word at token `i`, says that they did
        what the sentence before ends with, the contact of two: "X et Y se sont vus à Rome. Deux jours plus tard, A et B
        en faisaient autant"."""
        doc, drafts = self.doc, self.accounts.drafts
        verb = next((t.i for t in doc[max(unit.start, i - _PAIR) : i] if lemma_of(doc, t.i) == "faire"), None)
        if verb is None or not drafts or "en" not in {t.lower_ for t in doc[max(unit.start, verb - _PAIR) : verb]}:
            return
        last, before = drafts[-1], doc[unit.start - 1].sent if unit.start else None
        if before is None or not before.start_char <= last.sentence[0] < before.end_char:
            return
        done = next((t.idx for t in reversed(list(before)) if t.pos_ == "VERB"), None)
        told, found = last.fact.evidence[0], Found()
        whole = done is not None and told.start <= done < told.end and last.fact.status == "held"
        if (
            not whole
            or len(last.fact.participants) != _PAIR
            or not self.parties.subjects.add_subject(verb, unit.start, found)
        ):
            return
        others = {p.actor for p in found.parties} - {p.actor for p in last.fact.participants}
        standing = standing_of_verb(doc, verb, self.table.status)
        if len(others) != _PAIR or not are_persons(self.layers, found) or standing is None:
            return
        venue = (last.fact.place, verb, False) if last.fact.place is not None else None
        if standing.status == "held":
            self.accounts.keep(self.stretch(unit, verb), last.fact.kind, found, standing, venue=venue)

    # -- the next in a row

    def another_day(self, unit: Unit, i: int) -> None:
        """Keep the contact of the same person with whom another day had, behind the one that its sentence has told: "a
        appelé samedi X ; mardi, c'était Y"."""
        doc, drafts = self.doc, self.accounts.drafts
        here = bool(drafts) and drafts[-1].sentence[0] == doc[unit.start].idx and drafts[-1].fact.status == "held"
        if doc[i - 1].text != "," or not here or is_quoted(self.layers, doc, unit, i):
            return
        ends = [t for t in self.layers.times if t.is_day and t.end == doc[i - 1].idx and t.start >= doc[unit.start].idx]
        others, end = self.parties.lists.read(i + 2, unit.end)
        closed = end >= unit.end or doc[end].is_punct
        if not ends or not closed or not self.are_persons(others):
            return
        last = drafts[-1].fact
        found = Found(tokens=[i + 1, *(m.end - 1 for m in others)])
        found.add_actor(last.participants[0].actor)
        for mention in others:
            found.add(mention)
        first = next(t.i for t in doc[unit.start : i] if t.idx >= ends[0].start)
        stretch = replace(self.stretch(unit, i + 1), left=first, right=end, own=first)
        if len(found.parties) > 1:
            self.accounts.keep(stretch, last.kind, found, Standing("held", past=True))
