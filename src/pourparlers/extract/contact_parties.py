"""Who is in contact: the parties around a noun ("entre X et Y", "avec X") or a verb ("X a reçu Y").

Read from the words in order rather than from the parse, which breaks on long coordinations and inverted subjects.
"""

from __future__ import annotations

from spacy.tokens import Doc

from ..annotate.cues import CueGroup, CueKind
from ..annotate.layers import Layers, MentionDraft
from ..annotate.speakers import can_speak, subject_after, subject_before
from ..annotate.tense import governing_verb
from ..vocab import Part
from .contact_found import Found
from .contact_lists import PartyLists, is_party
from .contact_rules import PartyWords

_NO_KIND = CueKind("", frozenset(), frozenset(), incise=False, reflexive=False, strong=False, keep_prep=False)

_DELEGATED = 16
"""Tokens before a verb within which its subject's delegates are named."""


class PartyReader:
    """Reads the parties of contacts in one document with the words of one language."""

    def __init__(self, doc: Doc, layers: Layers, words: PartyWords) -> None:
        self._doc, self._layers, self._words = doc, layers, words
        self.lists = PartyLists(doc, layers, words)

    # -- nouns

    def of_noun(self, i: int, stop: int) -> Found:
        """Parties of the contact noun at token `i`, reading to the right up to `stop`."""
        found = Found()
        before = self._layers.by_token.get(i - 1) if i else None
        if before is not None and before.adjective and len(before.actors) > 1:
            found.add(before)
        j, skipped, topic = i + 1, 0, False
        while j < stop:
            topic = topic or self._doc[j].lower_ in self._words.topic
            after, passed = self._noun_step(found, i, j, stop, skipped=skipped, topic=topic)
            if after == j:
                break
            j, skipped = after, skipped + passed
        return found

    def add_between(self, i: int, stop: int, found: Found) -> None:
        """Parties told after the verb of the noun at token `i`: "une rencontre s'est tenue à Prague entre X et Y"."""
        for j in range(i + 1, stop):
            if self._doc[j].lower_ in self._words.between:
                mentions, _ = self.lists.read(j + 1, stop)
                for m in mentions if len(mentions) > 1 else ():
                    found.add(m)
                found.mutual = found.mutual or len(mentions) > 1
                return
            if self._doc[j].text in {".", ";", ":"} or self._doc[j].lower_ in self._words.ends:
                return

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
        if word in words.between or word in words.with_:
            mentions, after = self.lists.read(j + 1, stop, described=True)
            for m in mentions:
                found.add(m)
            found.mutual = found.mutual or (word in words.between and len(found.parties) > 1)
            found.beside = found.beside or word in words.with_
            return (after, 0) if mentions else (j, 0)
        if mention is not None and mention.adjective and not topic and j - i <= 4:
            if len(mention.actors) > 1 or self._is_coordinated(mention) or found.parties:
                found.add(mention)
            return mention.end, 0
        if (
            mention is not None
            and is_party(mention)
            and not topic
            and (j == i + 1 or (doc[j - 1].lower_ in words.of and j - i - skipped <= 4))
        ):
            return self._of_parties(found, j, stop), 0
        if mention is not None or self._is_timed(doc[j].idx) or doc[j].pos_ in {"ADJ", "ADV", "NUM"} or doc[j].is_space:
            after = mention.end if mention is not None and mention.end > j else j + 1
            return after, after - j + (1 if doc[j - 1].lower_ in words.skipped else 0)
        within = word in words.articles or word in words.topic or word in words.skipped
        return (j + 1, 0) if within or (doc[j].pos_ == "NOUN" and (topic or word in words.of_talks)) else (j, 0)

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
            found.add(mention)
        return after if mentions else j + 1

    def _is_coordinated(self, mention: MentionDraft) -> bool:
        """Whether an adjective of nationality is coordinated with another ("russe et ukrainienne")."""
        for joint, other in ((mention.end, mention.end + 1), (mention.start - 1, mention.start - 2)):
            if 0 <= joint < len(self._doc) and 0 <= other < len(self._doc) and self._doc[joint].pos_ == "CCONJ":
                beside = self._layers.by_token.get(other)
                if beside is not None and beside.adjective:
                    return True
        return False

    def _is_timed(self, at: int) -> bool:
        return any(t.start <= at < t.end for t in self._layers.times)

    # -- subjects

    def verb_group(self, verb: int) -> CueGroup:
        """The verb group around token `verb`, in the form that subject look-ups read."""
        start = verb
        while start > 0 and not self._doc[start].is_sent_start:
            before = self._doc[start - 1]
            joins = before.lower_ in self._words.group_words and before.pos_ != "CCONJ"
            if not (before.pos_ in {"AUX", "ADV"} or joins):
                break
            start -= 1
        return CueGroup(start, verb, verb + 1, _NO_KIND)

    def add_subject(self, verb: int, first: int, found: Found, *, part: Part = "party") -> bool:
        """Add the subject of the verb at token `verb` (beside it, sent by it, a pronoun); whether any was found."""
        cue = self.verb_group(verb)
        speaker = subject_before(self._doc, self._layers, cue, first)
        if not speaker.found:
            sent = self._delegated(cue, first)
            for other in sent:
                persons = all(self._layers.actors[a].kind == "person" for a in other.actors)
                found.add(other, "represented" if persons else part)
            if sent:
                return True
            taken = self._pronoun(cue, first) or self._people_before(cue, first)
            if taken is not None:
                found.add(taken, part)
            return taken is not None
        actors = ((speaker.actor,) if speaker.actor else ()) + speaker.others
        for actor in self._nations(speaker.start, speaker.end) if len(actors) == 1 else actors:
            found.add_actor(actor, part)
        for actor in actors if not found.parties else ():
            found.add_actor(actor, part)
        found.tokens += [speaker.start, speaker.end - 1]
        return bool(speaker.actor)

    def _nations(self, start: int, end: int) -> tuple[str, ...]:
        """The states that a description joins ("des responsables américains et nord-coréens"), if several."""
        inside = (m for m in self._layers.mentions if m.adjective and start <= m.start and m.end <= end)
        found = dict.fromkeys(a for m in inside for a in m.actors if self._layers.actors[a].kind == "state")
        return tuple(found) if len(found) > 1 else ()

    def add_following(self, i: int, stop: int, found: Found, *, part: Part = "party") -> bool:
        """Add the subject that follows token `i` ("où l'a reçu son homologue"); whether any was found."""
        after = subject_after(self._doc, self._layers, i, stop)
        for actor in ((after.actor,) if after.actor else ()) + after.others:
            found.add_actor(actor, part)
        if after.actor:
            found.tokens += [after.start, after.end - 1]
        return bool(after.actor)

    def owner_before(self, i: int, first: int) -> MentionDraft | None:
        """Whose visit the noun at token `i` is, told before it: "X, en visite à", "X, dont la visite", "sa visite"."""
        doc = self._doc
        near = [t.lower_ for t in doc[max(first, i - 3) : i]]
        if set(near) & self._words.ours:
            return self.last_subject(i, gender="x")
        if not set(near) & self._words.owned:
            return None
        before = (m for m in reversed(self._layers.mentions) if first <= m.start and m.end <= i and can_speak(m))
        return next((m for m in before if self._layers.actors[m.actors[0]].kind in {"person", "anonymous"}), None)

    def add_governing_subject(self, noun: int, first: int, stop: int, found: Found, *, part: Part = "party") -> bool:
        """Add the subject of the verb that governs the word, before or after it; whether any was found."""
        verb = governing_verb(self._doc[noun])
        if verb is None or not first <= verb.i < stop:
            return False
        if self.add_subject(verb.i, first, found, part=part):
            return True
        stop = next((t.i for t in self._doc[verb.i + 1 : stop] if t.text in {",", ";", ":"}), stop)
        return self.add_following(verb.i + 1, min(stop, verb.i + 14), found, part=part)

    def is_voice(self, mention: MentionDraft) -> bool:
        """Whether a mention is of one who speaks for others: a spokesman is no party to what he tells."""
        offices = {(self._layers.actors[a].office or "").rsplit(".", 1)[-1] for a in mention.actors}
        return bool(offices & self._words.voices) or mention.function in self._words.voices

    def add_teller(self, i: int, found: Found) -> bool:
        """Add the person in whose reported words token `i` stands: "X a dit que l'entrevue prévue avec Y n'aurait pas
        lieu" tells of X and Y; whether there is one."""
        at = self._doc[i].idx
        told = [s.fact for s in self._layers.statements if any(c.start <= at < c.end for c in s.fact.content)]
        speaker = told[-1].speaker if told else None
        function = (self._layers.actors[speaker].office or "").rsplit(".", 1)[-1] if speaker else ""
        if speaker is None or function not in self._words.principals:
            return False  # a spokesman tells of others
        found.add_actor(speaker)
        return True

    def _delegated(self, cue: CueGroup, first: int) -> list[MentionDraft]:
        """Those whom delegates stand for: "les délégations des deux pays", "les représentants de X et de Y"."""
        found: list[MentionDraft] = []
        i = cue.start - 1
        while i >= first:
            mention = self._layers.by_token.get(i)
            if mention is None or not is_party(mention):
                joint = self._doc[i].lower_ in self._words.joints or self._doc[i].pos_ in {"ADP", "DET"}
                stops = self._doc[i].is_punct or self._doc[i].pos_ in {"VERB", "NOUN"}
                if cue.start - i > _DELEGATED or (not joint if found else stops):
                    break
                i -= 1
                continue
            found.insert(0, mention)
            i = mention.start - 1
            while i > first and self._doc[i].lower_ in self._words.articles:
                i -= 1
            if any(self._doc[k].lower_ in self._words.delegates for k in range(max(first, i - 3), i + 1)):
                return found
        return []

    def _people_before(self, cue: CueGroup, first: int) -> MentionDraft | None:
        """A subject of common words: "ses chefs d'État" are those of the last organisation, "des diplomates russes et
        iraniens" stand for their states, others are themselves."""
        doc = self._doc
        nations: list[str] = []
        for i in range(cue.start - 1, max(first, cue.start - 9) - 1, -1):
            mention = self._layers.by_token.get(i)
            if mention is not None and mention.adjective:
                nations = [*mention.actors, *nations]
                continue
            if doc[i].lower_ in self._words.people and i and doc[i - 1].pos_ in {"DET", "ADP"}:
                break
            joins = nations and doc[i].lower_ in self._words.joints
            if (doc[i].is_punct and not joins) or doc[i].pos_ in {"VERB", "PROPN"}:
                return None
        else:
            return None
        if len(nations) > 1:
            return MentionDraft(i, cue.start, i, "group", members=tuple(dict.fromkeys(nations)), number="p")
        if doc[i - 1].lower_ in self._words.ours:
            owners = (m for m in reversed(self._layers.mentions) if m.end <= i and m.actor and can_speak(m))
            return next((m for m in owners if self._layers.actors[m.actor or ""].kind == "organisation"), None)
        return self.lists.described(i - 1, cue.start)

    def _pronoun(self, cue: CueGroup, first: int) -> MentionDraft | None:
        """The person a subject pronoun takes up: the last subject before it that agrees."""
        for i in range(cue.start - 1, max(first, cue.start - 8) - 1, -1):
            token = self._doc[i]
            if token.lower_.lstrip("-") in {"il", "elle", "ils", "elles"}:
                gender = "f" if "elle" in token.lower_ else "m"
                return self.last_subject(i, gender=gender, plural=token.lower_.endswith("s"))
            if token.pos_ in {"NOUN", "PROPN"}:
                return None
        return None

    def last_subject(self, before: int, *, gender: str, plural: bool = False) -> MentionDraft | None:
        """The last person before token `before` who was the subject of a verb and agrees, else the last who agrees."""
        fitting = [m for m in reversed(self._layers.mentions) if m.end <= before and self._agrees(m, gender, plural)]
        subjects = (m for m in fitting if any(self._doc[k].dep_.startswith("nsubj") for k in range(m.start, m.end)))
        return next(subjects, fitting[0] if fitting else None)

    def last_person(
        self, before: int, *, gender: str, plural: bool = False, skip: frozenset[str] = frozenset()
    ) -> MentionDraft | None:
        """The last mention before token `before` of a person who agrees, none of `skip` (of several: `plural`)."""
        ended = (m for m in reversed(self._layers.mentions) if m.end <= before and not skip & set(m.actors))
        named = (m for m in ended if all(self._layers.actors[a].kind == "person" for a in m.actors))
        return next((m for m in named if self._agrees(m, gender, plural)), None)

    def _agrees(self, mention: MentionDraft, gender: str, plural: bool) -> bool:
        if not can_speak(mention) or not mention.actors or (len(mention.actors) > 1) != plural:
            return False
        actor = self._layers.actors.get(mention.actors[0])
        own = (mention.gender or actor.gender or gender) if actor else ""
        return actor is not None and actor.kind in {"person", "anonymous"} and (gender == "x" or own in {gender, "x"})

    def helpers(self, i: int, stop: int) -> list[tuple[MentionDraft, Part]]:
        """Those named beside the parties after token `i`: "sous l'égide de X" (mediator), "en présence de X"."""
        found: list[tuple[MentionDraft, Part]] = []
        for j in range(i, min(stop, i + 30)):
            phrase = f"{self._doc[j - 1].lower_} {self._doc[j].lower_}" if j else ""
            part: Part = "mediator" if self._doc[j].lower_ in self._words.mediators else "party"
            if part == "party" and phrase not in self._words.presence:
                continue
            mentions, _ = self.lists.read(j + 1, stop)
            found += [(m, part) for m in mentions]
        return found

    def last_people(self, before: int, count: int, *, first: int = 0) -> list[str]:
        """The last `count` persons named between token `first` and token `before`, in order of the text."""
        found: list[str] = []
        for mention in reversed([m for m in self._layers.mentions if m.end <= before and m.start >= first]):
            for actor in reversed(mention.actors):
                if self._layers.actors[actor].kind == "person" and actor not in found and not mention.adjective:
                    found.append(actor)
            if len(found) >= count:
                break
        return list(reversed(found[:count]))

    # -- objects

    def objects(
        self, verb: int, stop: int, found: Found, prepositions: frozenset[str], *, direct: bool
    ) -> list[list[MentionDraft]]:
        """Lists of parties right of the verb: after one of `prepositions`, or as its direct object.

        Each further "puis avec …" begins a new list: another contact of the same subject.
        """
        doc, words = self._doc, self._words
        lists: list[list[MentionDraft]] = []
        j = verb + 1
        while j < stop:
            word, mention = doc[j].lower_, self._layers.by_token.get(j)
            if word in prepositions:
                after = self.lists.chain(lists, j + 1, stop)
                if after > j + 1:
                    j = after
                    continue
            if (
                direct
                and not lists
                and mention is not None
                and is_party(mention)
                and not self._is_governed(mention.start, verb)
            ):
                j = self.lists.chain(lists, mention.start, stop)
                continue
            if self._ends_object(j, verb) or (lists and word in words.after_parties):
                break
            if direct and not lists and self._is_unknown_object(mention, verb):
                break
            j = mention.end if mention is not None and mention.end > j else j + 1
        found.tokens += [t for mentions in lists for m in mentions for t in (m.start, m.end - 1)]
        return lists

    def _is_unknown_object(self, mention: MentionDraft | None, verb: int) -> bool:
        """Whether the object is somebody whom nobody could name: what follows is not the object then."""
        if mention is None or mention.actors or mention.as_place or mention.adjective:
            return False
        return not self._is_governed(mention.start, verb)

    def _ends_object(self, j: int, verb: int) -> bool:
        token = self._doc[j]
        finite = token.pos_ == "VERB" and token.morph.get("VerbForm", []) == ["Fin"] and j > verb + 1
        incise = token.text == "," and j + 1 < len(self._doc) and self._doc[j + 1].pos_ == "AUX"  # ", a annoncé"
        return token.text in {".", ";", ":", '"', "«", "“"} or finite or incise or token.lower_ in self._words.ends

    def _is_governed(self, start: int, verb: int) -> bool:
        """Whether a preposition stands between the verb and the phrase that begins at `start`."""
        i = start - 1
        while i > verb and self._doc[i].pos_ == "DET":
            i -= 1
        return i > verb and self._doc[i].lower_ in self._words.governed
