"""Contacts of one dispatch: who met, called, visited whom, where, when, and where it stands.

Each trigger word makes at most one account (an elliptical chain makes one a link): its parties, its time and place from
its own stretch of the sentence, its status from tense, mood and the words that govern it. A definite noun without
parties ("la rencontre", "cet appel") takes up the last contact of its class.
"""

from __future__ import annotations

import msgspec
from spacy.tokens import Doc

from ..annotate.layers import Layers, MentionDraft, layers_of
from ..annotate.units import Unit, find_units
from ..drafts import ContactDraft
from ..ids import make_id
from ..knowledge.model import KnowledgeBase
from ..lang.pack import Pack
from ..types import Contact, Named, Participant, Place
from ..vocab import ContactKind, ContactMode
from .contact_parties import (
    Found,
    governing_subject,
    last_person,
    object_parties,
    parties_of_noun,
    pseudo_cue,
    subject_parties,
)
from .contact_rules import Trigger, trigger_finder
from .contact_status import Standing, standing_of_noun, standing_of_verb

_DEFINITE = frozenset({"le", "la", "l'", "les", "cet", "cette", "ce", "ces", "du", "au", "aux", "des"})
_CALLS = frozenset({"call"})


def contact_class(kind: str) -> str:
    """What a kind can be one contact with: calls with calls, texts with texts, all that is seen with what is seen."""
    return {"call": "call", "exchange": "exchange", "press_conference": "press_conference"}.get(kind, "seen")


def find_contacts(doc: Doc, *, pack: Pack, kb: KnowledgeBase) -> list[ContactDraft]:
    """Accounts of contacts in `doc`, in order of the text, noise left out."""
    layers = layers_of(doc)
    reader = _ContactReader(doc, layers, pack, kb)
    triggers = trigger_finder(pack).find(doc)
    for unit in find_units(doc, layers):
        reader.read(unit, [t for t in triggers if unit.start <= t.i < unit.end])
    return reader.drafts


class _ContactReader:
    """Reads the units of one document, remembering the contacts told so far."""

    def __init__(self, doc: Doc, layers: Layers, pack: Pack, kb: KnowledgeBase) -> None:
        self.doc, self.layers, self.kb = doc, layers, kb
        self.table = trigger_finder(pack).table
        self.drafts: list[ContactDraft] = []

    def read(self, unit: Unit, triggers: list[Trigger]) -> None:
        """Make the accounts of one unit."""
        triggers = self._merged(unit, triggers)
        for number, trigger in enumerate(triggers):
            left = triggers[number - 1].i + 1 if number else unit.start
            right = triggers[number + 1].i if number + 1 < len(triggers) else unit.end
            if trigger.press:
                self._press(unit, trigger, left, right)
            elif trigger.noun is not None:
                self._noun(unit, trigger, left, right)
            else:
                self._verb(unit, trigger, left, right)

    def _merged(self, unit: Unit, triggers: list[Trigger]) -> list[Trigger]:
        """Triggers without those that another in the same clause says better ("se rend à Berlin pour des discussions")."""
        kept: list[Trigger] = []
        for number, trigger in enumerate(triggers):
            following = triggers[number + 1] if number + 1 < len(triggers) else None
            if trigger.verb is not None and trigger.verb.travel and following is not None and self._purpose(trigger.i, following.i):
                continue
            kept.append(trigger)
        return kept

    def _purpose(self, i: int, j: int) -> bool:
        """Whether a journey's purpose, a contact, follows it in the same clause."""
        words = [t.lower_ for t in self.doc[i + 1 : j]]
        return j - i < 16 and any(w in {"pour", "afin", "où"} for w in words) and not any(t.text in {";", ":"} for t in self.doc[i:j])

    # -- verbs

    def _verb(self, unit: Unit, trigger: Trigger, left: int, right: int) -> None:
        rule = trigger.verb
        assert rule is not None
        doc = self.doc
        standing = standing_of_verb(doc, trigger.i, self.table.status)
        if standing is None or self._quoted(unit, trigger.i):
            return
        near = {t.lower_ for t in doc[max(unit.start, trigger.i - 4) : min(unit.end, trigger.i + 12)]}
        phone = bool(near & self.table.phone.words)
        if rule.needs_phone and not phone:
            return
        kind: ContactKind = "call" if phone and rule.kind != "visit" else rule.kind
        subject = Found()
        passive = self._is_passive(trigger.i) and not trigger.reflexive and not rule.travel
        subject_parties(doc, self.layers, trigger.i, unit.start, subject, part="visitor" if rule.travel else "party")
        if rule.travel:
            self._visit(unit, trigger, subject, standing, left, right)
            return
        lists = self._objects(trigger, unit.end, subject, passive=passive)
        if not lists:
            mutual = len(subject.parties) > 1 and (trigger.reflexive or rule.needs_with and phone)
            if mutual or (trigger.reflexive and len(subject.parties) == 1 and self._is_plural(subject)):
                self._keep(unit, trigger, kind, subject, standing, left, right)
            return
        for mentions in lists:
            found = Found(list(subject.parties), list(subject.tokens))
            for mention in mentions:
                found.add(mention)
            if len(found.parties) > 1 and (not rule.person_object or self._people(found)):
                self._keep(unit, trigger, kind, self._hosted(found, trigger, passive=passive), standing, left, right, extra=mentions)

    def _objects(self, trigger: Trigger, stop: int, subject: Found, *, passive: bool) -> list[list[MentionDraft]]:
        rule = trigger.verb
        assert rule is not None
        words: set[str] = set()
        if passive:
            words = {"par"}
        elif trigger.reflexive or rule.with_:
            words |= {"avec"}
            if rule.to:
                words |= {"à", "au", "aux"}
        elif rule.to:
            words |= {"à", "au", "aux"}
        elif rule.object:
            words |= {""}
        lists = object_parties(self.doc, self.layers, trigger.i, stop, subject, frozenset(words))
        clitic = self._object_clitic(trigger.i)
        if not lists and clitic is not None and rule.object and not trigger.reflexive:
            lists = [[clitic]]
        return lists

    def _object_clitic(self, verb: int) -> MentionDraft | None:
        """An object pronoun ("l'a reçu", "les a réunis"): the last persons before the subject."""
        cue = pseudo_cue(self.doc, verb)
        for i in range(cue.start, verb):
            if self.doc[i].lower_ in {"l'", "le", "la", "les"}:
                return last_person(self.layers, i, gender="f" if self.doc[i].lower_ == "la" else "m", plural=self.doc[i].lower_ == "les")
        return None

    def _is_passive(self, verb: int) -> bool:
        words = [t.lower_ for t in self.doc[max(0, verb - 5) : verb]]
        return any(w in {"été", "est", "sont", "être", "fut", "furent", "sera", "seront", "était", "étaient"} for w in words) and not any(w in {"se", "s'"} for w in words)  # fmt: skip

    def _hosted(self, found: Found, trigger: Trigger, *, passive: bool) -> Found:
        """Mark the host of a reception: its subject, or the agent of the passive."""
        rule = trigger.verb
        if rule is None or not rule.host or len(found.parties) < 2:
            return found
        host = len(found.parties) - 1 if passive else 0
        found.parties = [msgspec.structs.replace(p, part="host" if n == host else "visitor") for n, p in enumerate(found.parties)]
        return found

    def _people(self, found: Found) -> bool:
        """Whether what is received can be a guest: a person, a group, an institution or an organisation."""
        kinds = [self.layers.actors[p.actor].kind for p in found.parties if p.actor in self.layers.actors]
        return all(k != "document" for k in kinds) and any(k in {"person", "anonymous", "institution", "group", "organisation"} for k in kinds)

    def _is_plural(self, found: Found) -> bool:
        actor = self.layers.actors.get(found.parties[0].actor)
        return actor is not None and (actor.number == "p" or actor.kind in {"organisation", "group", "format"})

    def _visit(self, unit: Unit, trigger: Trigger, subject: Found, standing: Standing, left: int, right: int) -> None:
        place, token = self._place(trigger.i, trigger.i + 1, right, prefer_after=True)
        if place is None or not subject.parties:
            return
        host = self._state_at(place)
        own = {self.layers.actors[p.actor].state for p in subject.parties if p.actor in self.layers.actors}
        if host is None or place.country in own:
            return
        if any(self.layers.actors[p.actor].kind == "state" for p in subject.parties if p.actor in self.layers.actors):
            return
        subject.add_actor(host, "host")
        subject.tokens.append(token)
        self._keep(unit, trigger, "visit", subject, standing, left, right)

    def _state_at(self, place: Place) -> str | None:
        state = next((s.id for s in self.kb.states.values() if s.iso3 and s.iso3 == place.country), None)
        if state is not None and state not in self.layers.actors:
            row = self.kb.states[state]
            from ..types import Actor  # noqa: PLC0415

            self.layers.actors[state] = Actor(id=state, name=Named(fr=row.name_fr, en=row.name_en), kind="state", state=row.iso3, state_names=(row.name_fr, row.name_en), wikidata=row.wikidata or None, role_code="GOV")  # fmt: skip
        return state

    # -- nouns

    def _noun(self, unit: Unit, trigger: Trigger, left: int, right: int) -> None:
        rule = trigger.noun
        assert rule is not None
        doc, i = self.doc, trigger.i
        if self._quoted(unit, i) and unit.block != "title":
            return
        found = parties_of_noun(doc, self.layers, i, right, left=unit.start)
        end = max([i + 1, *(t + 1 for t in found.tokens)])
        standing = standing_of_noun(doc, i, end, self.table.status)
        near = {t.lower_ for t in doc[i : min(i + 4, unit.end)]}
        kind: ContactKind = "call" if near & self.table.phone.words else rule.kind
        if near & self.table.video.words and kind == "meeting":
            kind = "call"
        article = doc[i - 1].lower_ if i else ""
        article = doc[i - 2].lower_ if i > 1 and doc[i - 1].pos_ in {"ADJ", "NUM"} else article
        if not found.mutual and (len(found.parties) < 2 or found.beside):
            self._complete(unit, trigger, found, article)
        if len(found.parties) < 2 and not self._stands_alone(found, kind, article):
            self._again(unit, trigger, kind, standing, article, left, right)
            return
        if rule.kind == "visit":
            self._visit_noun(unit, trigger, found, standing, left, right)
            return
        self._keep(unit, trigger, kind, found, standing, left, right)

    def _complete(self, unit: Unit, trigger: Trigger, found: Found, article: str) -> None:
        """Parties the noun's phrase leaves out: "leur entretien", or the subject of the verb that governs it."""
        if article in {"leur", "leurs"}:
            people = self._last_people(trigger.i, 2)
            for person in people if len(people) == 2 else ():
                found.add_actor(person)
            return
        subject = Found()
        if not governing_subject(self.doc, self.layers, trigger.i, unit.start, unit.end, subject):
            if found.parties and article in {"son", "sa", "ses", "un", "une", "d'"}:
                person = last_person(self.layers, trigger.i, gender="x") or None
                if person is not None:
                    subject.add(person)
        took_part = found.beside or self._took_part(trigger.i) or (len(subject.parties) > 1 and self._during(trigger.i))
        if not took_part and article in {"un", "une", "d'", "des"} and self._during(trigger.i):
            people = self._last_people(trigger.i, 2, first=unit.start)
            for person in people if len(people) == 2 else ():
                found.add_actor(person)
        if took_part:
            found.parties = [p for p in subject.parties if all(p.actor != q.actor for q in found.parties)] + found.parties
            found.tokens += subject.tokens

    def _took_part(self, noun: int) -> bool:
        """Whether the verb that governs the noun makes its subjects parties ("ont entamé une rencontre")."""
        from ..annotate.tense import governing_verb  # noqa: PLC0415

        verb = governing_verb(self.doc[noun])
        if verb is None or self.doc[noun].dep_.startswith("nsubj"):
            return False
        lemma = verb.lemma_.lower()
        return lemma in {"entamer", "avoir", "tenir", "mener", "participer", "conduire", "achever", "conclure", "reprendre", "ouvrir", "poursuivre", "attendre", "rendre", "retrouver", "réunir", "asseoir", "démarrer", "débuter", "arriver"} or verb.lower_ in {"entamé", "attendus", "attendu", "retrouvés"}  # fmt: skip

    def _during(self, noun: int) -> bool:
        """Whether the noun is introduced as the occasion of what the clause tells ("lors d'un entretien", "après une réunion")."""
        words = {t.lower_ for t in self.doc[max(0, noun - 6) : noun]}
        return bool(words & {"lors", "après", "issue", "terme", "cours", "pendant", "durant"})

    def _last_people(self, before: int, count: int, *, first: int = 0) -> list[str]:
        """The last `count` persons named between token `first` and token `before`, in order of the text."""
        found: list[str] = []
        for mention in reversed([m for m in self.layers.mentions if m.end <= before and m.start >= first]):
            for actor in reversed(mention.actors):
                if self.layers.actors[actor].kind == "person" and actor not in found and not mention.adjective:
                    found.append(actor)
            if len(found) >= count:
                break
        return list(reversed(found[:count]))

    def _stands_alone(self, found: Found, kind: str, article: str) -> bool:
        """Whether one party is enough: a meeting or summit of an organisation ("le sommet de l'Otan")."""
        if len(found.parties) != 1 or kind not in {"summit", "meeting"}:
            return False
        actor = self.layers.actors.get(found.parties[0].actor)
        return actor is not None and actor.kind in {"organisation", "format", "group"}

    def _again(self, unit: Unit, trigger: Trigger, kind: ContactKind, standing: Standing, article: str, left: int, right: int) -> None:  # fmt: skip
        """A definite noun without parties takes up the last contact of its class, with what is newly said of it."""
        if article not in _DEFINITE or not self.drafts:
            return
        wanted = contact_class(kind)
        loose = self.doc[trigger.i].lower_ in {"entretien", "conversation", "échange", "discussion", "discussions", "entretiens"}
        before = next((d for d in reversed(self.drafts) if contact_class(d.fact.kind) == wanted or (loose and d.fact.kind != "visit")), None)
        if before is None or len(before.fact.participants) < 2:
            return
        time, _ = self._time(trigger.i, left, right)
        place, _ = self._place(trigger.i, left, right)
        if not standing.told and time is None and place is None:
            return
        if standing.status == "denied" or (before.fact.status == "held" and standing.status in {"planned", "proposed"}):
            return
        found = Found(list(before.fact.participants), [trigger.i])
        if not standing.told:
            standing = Standing(before.fact.status, before.certainty, told=False)
        self._keep(unit, trigger, before.fact.kind, found, standing, left, right, inherited=before)

    def _visit_noun(self, unit: Unit, trigger: Trigger, found: Found, standing: Standing, left: int, right: int) -> None:
        place, token = self._place(trigger.i, trigger.i, right, prefer_after=True)
        if place is None:
            return
        visitor = Found([msgspec.structs.replace(p, part="visitor") for p in found.parties if self.layers.actors[p.actor].kind == "person"], list(found.tokens))  # fmt: skip
        if visitor.parties:
            self._visit(unit, trigger, visitor, standing, left, right)
        del token

    def _press(self, unit: Unit, trigger: Trigger, left: int, right: int) -> None:
        """A press conference: its speaker's."""
        near = [s for s in self.layers.statements if s.fact.evidence and s.fact.evidence[0].start <= self.doc[trigger.i].idx < s.fact.evidence[0].end]
        speaker = next((s.fact.speaker for s in near if s.fact.speaker and s.fact.medium == "press_conference"), None)
        if speaker is None:
            return
        found = Found()
        found.add_actor(speaker)
        found.tokens.append(trigger.i)
        self._keep(unit, trigger, "press_conference", found, Standing("held", past=True), left, right)

    # -- time, place, keeping

    def _quoted(self, unit: Unit, i: int) -> bool:
        at = self.doc[i].idx
        return any(q.start <= at < q.end and len(self.layers.text[q.start : q.end].split()) > 6 for q in unit.quotes)

    def _time(self, i: int, left: int, right: int) -> tuple[int | None, list[int]]:
        """The time of the contact at token `i`: right before its phrase, else the nearest after it, else before it.

        Words of another clause do not date it: a relative or a "que" to the right ends its stretch.
        """
        at = self.doc[i].idx
        told = set(self.layers.report_times)
        right = self._own_stretch(i, right)
        first, last = self.doc[left].idx, self.doc[right - 1].idx + len(self.doc[right - 1].text)
        usable = [n for n in range(len(self.layers.times)) if self._dates(n) and n not in told]
        after = sorted((self.layers.times[n].start - at, n) for n in usable if at <= self.layers.times[n].start < last)
        before = sorted((at - self.layers.times[n].start, n) for n in usable if first <= self.layers.times[n].start < at)
        if before and self._leads_in(self.layers.times[before[0][1]].end, i):
            after = []
        for distance, n in (*after, *before):
            if distance < 160:
                start = self.layers.times[n].start
                return n, [t.i for t in self.doc[left:right] if t.idx == start]
        return None, []

    def _own_stretch(self, i: int, right: int) -> int:
        """End of the stretch right of token `i` that is its own clause."""
        for j in range(i + 1, right):
            word = self.doc[j].lower_
            if word in {"que", "qu'", "dont", "où", "alors", "tandis", "selon"}:
                return j
            if word == "qui" and j > i + 3:
                return j
            if word in {"depuis", "avant", "après"} and self.doc[j + 1 : j + 2] and self.doc[j + 1].lower_ in {"que", "qu'"}:
                return j
        return right

    def _leads_in(self, time_end: int, i: int) -> bool:
        """Whether a time stands right before the noun phrase at token `i` ("suivis le 12 janvier par une réunion")."""
        between = [t.lower_ for t in self.doc[max(0, i - 5) : i] if t.idx >= time_end]
        return all(w in {"par", "d'", "de", "une", "un", "des", "la", "le", "l'", "du"} for w in between) and len(between) < 4

    def _dates(self, n: int) -> bool:
        time = self.layers.times[n]
        if time.kind not in {"DATE", "TIME"} or time.in_noise:
            return False
        before = self.layers.text[max(0, time.start - 12) : time.start].lower().rstrip()
        return not before.endswith(("depuis", "depuis le", "jusqu'à", "jusqu'au", "depuis la", "depuis l'"))

    def _place(self, i: int, left: int, right: int, *, prefer_after: bool = False, prefer_before: bool = False) -> tuple[Place | None, int]:  # fmt: skip
        """The venue of the contact at token `i`, and its token."""
        right = self._own_stretch(i, right)
        venues = [m for m in self.layers.mentions if m.as_place and left <= m.start < right and self._is_venue(m)]
        after = [m for m in venues if m.start > i]
        before = [m for m in venues if m.start < i]
        chosen = after[0] if after else None if prefer_after or not before else before[-1]
        if prefer_before and before:
            chosen = before[-1]
        if chosen is None:
            return None, i
        return self._place_of(chosen), chosen.start

    def _common_venue(self, i: int, right: int) -> Place | None:
        """A venue that only common words name: "à la frontière polono-ukrainienne"."""
        for j in range(i + 1, self._own_stretch(i, right)):
            if self.doc[j].lower_ in self.table.venues.words and {t.lower_ for t in self.doc[max(0, j - 2) : j]} & {"à", "au", "dans"}:
                end = j + 1
                while end < right and (self.doc[end].pos_ in {"ADJ"} or self.doc[end].lower_ in {"de", "du", "d'"} and end + 1 < right and self.doc[end + 1].pos_ == "PROPN" or self.doc[end].pos_ == "PROPN"):
                    end += 1
                words = self.layers.text[self.doc[j].idx : self.doc[end - 1].idx + len(self.doc[end - 1].text)]
                return Place(name=Named(fr=words, en=words))
        return None

    def _is_venue(self, mention: MentionDraft) -> bool:
        """Whether the preposition before a place makes it where the contact is, not what it is about."""
        words = [t.lower_ for t in self.doc[max(0, mention.start - 4) : mention.start]]
        last = next((w for w in reversed(words) if w not in {"la", "le", "l'", "les"}), "")
        beside = {"consacré", "consacrée", "consacrés", "consacrées", "frontière", "destinée", "quant", "face", "grâce", "soutien", "poste", "depuis", "hors"}
        return last in {"à", "au", "aux", "en", "dans", "a"} and not set(words[-3:]) & beside

    def _place_of(self, mention: MentionDraft) -> Place | None:
        if mention.place is not None:
            return mention.place
        state = self.kb.states.get(mention.actor or "")
        if state is None:
            return None
        words = self.doc[mention.start : mention.end].text
        capital = mention.how == "metonym"
        fr = words if capital else state.name_fr
        return Place(name=Named(fr=fr, en=state.capital_en if capital and words == state.capital_fr else state.name_en if not capital else fr), country=state.iso3 or None)  # fmt: skip

    def _from_afar(self, found: Found) -> bool:
        """Whether all parties hold offices of different states whose holders usually speak by telephone."""
        actors = [self.layers.actors[p.actor] for p in found.parties]
        functions = {(a.office or "").rsplit(".", 1)[-1] for a in actors}
        return len({a.state for a in actors}) == len(actors) and all(a.kind == "person" for a in actors) and functions <= self.table.remote.words  # fmt: skip

    def _occasion_day(self, unit: Unit, i: int, found: Found) -> int | None:
        """The day of a contact told as the occasion of words ("dans une conversation avec X, Y a évoqué"): theirs.

        Where the sentence gives them none, it is the day of the same speaker's words just before.
        """
        if not self._during(i) and self.doc[max(0, i - 3) : i].text.lower().find("dans") < 0:
            return None
        parties = {p.actor for p in found.parties}
        spoken = [s for s in self.layers.statements if s.fact.speaker in parties or set(s.fact.via) & parties]
        before = [s for s in spoken if s.fact.evidence and s.fact.evidence[0].start <= self.doc[i].idx and s.time is not None]
        return before[-1].time if before else None

    def _new_day(self, time: int) -> bool:
        """Whether the time of a postponed contact is the new one: "reportée à mardi", "au 3 mars"."""
        before = self.layers.text[max(0, self.layers.times[time].start - 5) : self.layers.times[time].start].lower()
        return before.rstrip().endswith(("à", "au", "pour"))

    def _points_back(self, verb: int) -> bool:
        """Whether "y" takes up a place told before ("il doit y rencontrer")."""
        return any(t.lower_ == "y" for t in self.doc[max(0, verb - 3) : verb])

    def _keep(self, unit: Unit, trigger: Trigger, kind: ContactKind, found: Found, standing: Standing, left: int, right: int, *, extra: list[MentionDraft] | None = None, inherited: ContactDraft | None = None) -> None:  # fmt: skip
        """Keep an account with its time, place, status and evidence."""
        doc, layers = self.doc, self.layers
        time, time_tokens = self._time(trigger.i, left, right)
        purpose = any(t.lower_ == "pour" for t in doc[max(left, trigger.i - 4) : trigger.i])
        place, place_token = self._place(trigger.i, left, right, prefer_after=inherited is not None, prefer_before=purpose)
        if standing.status == "postponed" and time is not None and not self._new_day(time):
            time, time_tokens = None, []
        if place is None:
            place = self._common_venue(trigger.i, right)
        if place is None and trigger.verb is not None and self._points_back(trigger.i):
            place = next((d.fact.place for d in reversed(self.drafts) if d.fact.place), None)
        if inherited is not None:
            time = inherited.time if time is None else time
            place = place or inherited.fact.place
        tokens = [trigger.i, place_token, *time_tokens, *(m.start for m in extra or ()), *(m.end - 1 for m in extra or ()), *found.tokens]
        tokens = [t for t in tokens if unit.start <= t < unit.end]
        start, end = doc[min(tokens)].idx, doc[max(tokens)].idx + len(doc[max(tokens)].text)
        near = {t.lower_ for t in doc[max(unit.start, trigger.i - 3) : min(unit.end, trigger.i + 6)]}
        mode: ContactMode = "phone" if kind == "call" else "in_person"
        if near & self.table.video.words:
            mode = "video"
        if near & self.table.indirect.words:
            mode = "indirect"
        span = layers.span(start, end)
        rule = trigger.noun or trigger.verb
        loose = bool(rule and rule.loose) and not near & (self.table.phone.words | self.table.video.words | {"face", "tête-à-tête"})
        if loose and kind == "meeting" and place is None and inherited is None and self._from_afar(found):
            kind, mode = "call", "phone"
        if time is None and standing.past:
            time = self._occasion_day(unit, trigger.i, found)
        format_id = next((p.actor for p in found.parties if layers.actors[p.actor].kind == "format"), None)
        parties = tuple(p for p in found.parties if p.actor != format_id) or tuple(found.parties)
        fact = Contact(
            id=make_id("contact", layers.document.id, start, end, kind, *(p.actor for p in parties)),
            kind=kind, participants=tuple(Participant(actor=p.actor, part=p.part) for p in parties), place=place,
            status=standing.status, format=layers.actors[format_id].name.fr if format_id else None, mode=mode, evidence=(span,),
        )  # fmt: skip
        sentence = (doc[unit.start].idx, doc[unit.end - 1].idx + len(doc[unit.end - 1].text))
        self.drafts.append(ContactDraft(fact=fact, time=time, certainty=standing.certainty, before_published=standing.past and time is None, sentence=sentence, loose=loose))  # fmt: skip
