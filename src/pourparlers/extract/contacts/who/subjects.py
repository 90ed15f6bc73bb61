"""Whose contact a verb or a noun tells: subjects, those who hang on another verb, owners, persons named before."""

from __future__ import annotations

from collections.abc import Iterable

from ....annotate.cue_forms import CueGroup
from ....annotate.layers import Layers, MentionDraft
from ....annotate.speakers import NOBODY, Speaker, can_speak, subject_after, subject_before
from ....annotate.tense import governing_verb
from ....annotate.tree import Doc, Token
from ....types import Participant
from ....vocab import Part
from ...clause import statement_at
from ..contact_table import PartyWords
from .asides import NO_KIND, AsideReader
from .bodies import BodyReader
from .found import Found
from .last import LastTold
from .lists import PartyLists, is_party
from .sent import sent_there, waiting_there

_I = frozenset({"je", "j'"})
_DELEGATED = 16
"""Tokens before a verb within which its subject's delegates are named."""


def is_finite(token: Token) -> bool:
    """Whether a token is a verb or auxiliary in a tense of its own."""
    return token.pos_ in {"VERB", "AUX"} and token.morph.get("VerbForm", []) == ["Fin"]


class SubjectReader:
    """Reads the subjects of contacts in one document with the words of one language."""

    def __init__(self, doc: Doc, layers: Layers, words: PartyWords, lists: PartyLists) -> None:
        self._doc, self._layers, self._words, self.lists = doc, layers, words, lists
        self.asides = AsideReader(doc, layers, words)
        self.last = LastTold(doc, layers)
        self.bodies = BodyReader(doc, layers, words, lists)

    def verb_group(self, verb: int) -> CueGroup:
        """The verb group around token `verb`, in the form that subject look-ups read."""
        return self.asides.verb_group(verb)

    def add_subject(self, verb: int, first: int, found: Found, *, part: Part = "party") -> bool:
        """Add the subject of the verb at token `verb` (beside it, sent by it, a pronoun); whether any was found."""
        cue = self.verb_group(verb)
        members = self.last.and_himself(cue.start, self._words.himself) or self.asides.sides(cue.start, first)
        cue = CueGroup(self.asides.on_behalf(cue.start, first), cue.verb, cue.end, NO_KIND)
        members = members or self.lists.in_brackets(cue.start, first)
        for member in members:
            found.add(member, part)
        if members:
            return True
        if (own := self._who_says_i(cue)) is not None:
            found.add_actor(own, part)
            return True
        speaker = subject_before(self._doc, self._layers, cue, first)
        sent = sent_there(self._doc, self._layers, self._words, cue.start, first)
        taken = sent or self.lists.resumed.subject(cue.start, first) or self._whose(speaker, cue, first)
        if taken is not None:
            found.add(taken, part)
            return True
        cue, speaker = self._over_asides(cue, speaker, first)
        if not speaker.found:
            return self._add_unnamed(cue, first, found, part)
        known = speaker.actor or (speaker.candidates[0].actor if len(speaker.candidates) == 1 else None)
        actors = ((known,) if known else ()) + speaker.others
        pronoun = self._layers.by_token.get(speaker.start)
        if len(actors) > 1 and pronoun is not None and pronoun.how == "pronoun":
            actors = self.lists.resumed.they_all(pronoun)
        if len(actors) == 1 and self._is_person(actors[0]) and self.asides.is_plural(cue):
            actors = (*self._joined_before(speaker.start, first, actors[0]), *actors)
        for actor in self._stood_for(speaker, cue, actors):
            found.add_actor(actor, part)
        self._add_with_others(speaker, cue, actors, found, part)
        others = self._those_of(speaker.end, cue.start) if len(actors) == 1 else []
        if others:
            found.parties = [Participant(actor=self._side_of(p.actor), part=p.part) for p in found.parties]
        for other in others:
            found.add(other, part)
        found.tokens += [speaker.start, speaker.end - 1]
        return bool(known)

    def _who_says_i(self, cue: CueGroup) -> str | None:
        """The person who says the words where "je" is the subject: « J'ai vu mardi X », a dit Y."""
        first = max(0, cue.start - 1)
        if not any(t.lower_ in _I for t in self._doc[first : cue.verb]):
            return None
        said = statement_at(self._layers, self._doc[cue.verb].idx)
        own = said.fact.speaker if said is not None and not said.fact.co_speakers else None
        return own if own is not None and self._layers.actors[own].kind == "person" else None

    def _add_with_others(
        self, speaker: Speaker, cue: CueGroup, actors: Iterable[str], found: Found, part: Part
    ) -> None:
        for leader in (leaders := self._leaders(speaker.end, cue.start)):
            found.add(leader, part)
        for actor in actors if not found.parties else ():
            found.add_actor(actor, part)
        for other in self._others_after(speaker, cue) if not leaders else ():
            found.add(other, part)

    def _whose(self, speaker: Speaker, cue: CueGroup, first: int) -> MentionDraft | None:
        """The body or the sides whose people the subject is, where it is people nobody names ("les ministres d'Iran et
        d'Irak"), or a name nobody knows ("les deux Corées")."""
        own = self._layers.by_token.get(speaker.end - 1) if speaker.found else None
        known = own is None or (bool(own.actors) and not self.lists.groups.are_nameless(own))
        if known or speaker.others:
            return None
        group = self.lists.groups.before(cue.start, first)
        if group is None and own is not None:  # "Le groupe de contact": a name that nobody knows
            return self.bodies.unknown(own, cue.start, cue.verb, first)
        several = group is not None and len(group.actors) > 1
        return group if group is not None and (several or not self.lists.groups.are_nameless(group)) else None

    def _stood_for(self, speaker: Speaker, cue: CueGroup, actors: tuple[str, ...]) -> tuple[str, ...]:
        """The sides, the body or the nations for which a subject that is one actor stands; several are themselves."""
        if len(actors) != 1:
            return actors
        anonymous = self._layers.actors[actors[0]].kind == "anonymous" and self.asides.is_plural(cue)
        spelt = self.lists.spelt_out(speaker.start, cue.start) if anonymous else None
        if spelt is not None:  # "les ministres, X et Y, doivent à leur tour"
            return tuple(dict.fromkeys(a for m in spelt[0] for a in m.actors))
        sides = self.bodies.sides(speaker.start, cue.start)
        if not sides and not self._is_person(actors[0]):
            sides = self.bodies.within(speaker.start, speaker.end)
        return sides or self.lists.nations(speaker.start, speaker.end)

    def _over_asides(self, cue: CueGroup, speaker: Speaker, first: int) -> tuple[CueGroup, Speaker]:
        """The verb group and its subject, the latter looked for over who tells of it: "X, précise Y, rencontrera Z"."""
        if not speaker.found or self.asides.is_incise(speaker.start, speaker.end):
            over = self.asides.over(cue.start, first)
            cue = CueGroup(over, cue.verb, cue.end, NO_KIND) if over is not None else cue
            again = subject_before(self._doc, self._layers, cue, first) if over is not None else speaker
            inside = speaker.found and again.start >= speaker.start
            speaker = NOBODY if inside and self.asides.is_incise(speaker.start, speaker.end) else again
        return cue, speaker

    def _add_unnamed(self, cue: CueGroup, first: int, found: Found, part: Part) -> bool:
        """Add whom a subject of common words stands for: its leader, those who sent it, a pronoun's; whether any."""
        led = self._leaders(first, cue.start)
        for leader in led:  # "une délégation conduite par X": he sits there himself
            found.add(leader, part)
        if led:
            return True
        sent = self._delegated(cue, first)
        for other in sent:
            persons = all(self._layers.actors[a].kind == "person" for a in other.actors)
            found.add(other, "represented" if persons else part)
        if sent:
            return True
        for body in self.bodies.before(cue.start, first) or self.bodies.joint(cue.start, cue.verb, first):
            found.add_actor(body, part)
        if found.parties:
            return True
        for side in self.bodies.with_others(cue.start, first) if self.asides.is_plural(cue) else ():
            found.add(side, part)
        if found.parties:
            return True
        group = self.lists.groups.before(cue.start, first)
        taken = self._pronoun(cue, first) or self.bodies.people(cue.start, first)
        if group is not None and (taken is None or self.lists.are_nameless(taken)):
            taken = group  # "ses chefs d'État" are those of the body named last
        if taken is not None:
            found.add(taken, part)
        return taken is not None

    def _leaders(self, start: int, stop: int) -> list[MentionDraft]:
        """Who leads those told of in tokens [start, stop): "une délégation conduite par X"."""
        return next((m for k in range(start, stop) if (m := self.lists.led_by(k, stop))), [])

    def _those_of(self, i: int, stop: int) -> list[MentionDraft]:
        """Those whom "et ceux de" joins at token `i` to the envoys named before: "les envoyés de X et ceux de Y"."""
        words = self._words
        joined = i + 2 < stop and self._doc[i].lower_ == "et" and self._doc[i + 1].lower_ in words.those
        return self.lists.read(i + 3, stop)[0] if joined and self._doc[i + 2].lower_ in words.of else []

    def _side_of(self, actor: str) -> str:
        """The state for which nameless envoys sit; `actor` itself where it is no such envoy, or none is named."""
        own = self._layers.actors[actor]
        if own.kind != "anonymous" or own.state is None:
            return actor
        return next((a.id for a in self._layers.actors.values() if a.kind == "state" and a.state == own.state), actor)

    def is_nobody(self, verb: int, first: int) -> bool:
        """Whether the subject of the verb is none: "aucun président n'était venu"."""
        start = self.verb_group(verb).start
        for i in range(start - 1, max(first - 1, start - 7), -1):
            if self._doc[i].lower_ in self._words.nobody:
                return True
            if self._doc[i].is_punct or self._doc[i].pos_ in {"VERB", "AUX"}:
                return False
        return False

    def named_to(self, verb: int, first: int) -> list[MentionDraft]:
        """Those named right before "de" and an infinitive, who are to do it: "a chargé X et Y de se rencontrer"."""
        start = self.verb_group(verb).start
        j = start - 1
        if j <= first or self._doc[j].lower_ not in {"de", "d'"}:
            return []
        i = j - 2 if self._doc[j - 1].text == "," else j - 1
        last = self._layers.by_token.get(i)
        before = self._layers.by_token.get(last.start - 2) if last is not None else None
        joined = last is not None and before is not None and self._doc[last.start - 1].lower_ == "et"
        return [before, last] if joined and before is not None and last is not None else []

    def of_countries(self, verb: int, first: int) -> int:
        """How many countries or sides the subject of the verb stands for: "les ministres des trois pays"; 0: none."""
        start = self.verb_group(verb).start
        for i in range(start - 1, max(first, start - 8), -1):
            counted = self._doc[i - 1].lower_ in self._words.counts
            if self._doc[i].lower_ in self._words.sides and counted:
                return self._words.counts[self._doc[i - 1].lower_]
            if self._doc[i].pos_ in {"VERB", "AUX"}:
                break
        return 0

    def _is_person(self, actor: str) -> bool:
        return actor in self._layers.actors and self._layers.actors[actor].kind == "person"

    def _joined_before(self, start: int, first: int, known: str) -> tuple[str, ...]:
        """Those whom "et" joins to the subject that begins at token `start`, over what stands between commas: "l'émir
        du Qatar, X, et le prince, Y, ont", "l'Iranien X et l'Emirati Y ont"."""
        found: list[str] = []
        joined, i = False, start - 1
        while i >= first and start - i < _DELEGATED:
            mention, token = self._layers.by_token.get(i), self._doc[i]
            if mention is not None and can_speak(mention) and not mention.adjective and joined:
                if known not in mention.actors and all(self._is_person(a) for a in mention.actors):
                    found = [*mention.actors, *found]
                i = mention.start - 1
                continue
            if joined and token.lower_ in self._words.himself:  # "Lui et X se sont vus"
                known_one = self.last.subject(i, gender="f" if token.lower_ == "elle" else "m")
                return (*(known_one.actors if known_one is not None else ()), *found)
            joined = joined or token.lower_ == "et"
            apposed = mention is not None or token.pos_ in {"DET", "ADJ", "NOUN"} or token.text in {",", "(", ")"}
            behalf = token.lower_ in self._words.behalf | self._words.aliases  # "X, pour la France, et Y, alias Z, ont"
            if not (apposed or behalf or self.asides.is_repeated(i)) and token.lower_ != "et":
                break
            i -= 1
        return tuple(dict.fromkeys(found))

    def _others_after(self, speaker: Speaker, cue: CueGroup) -> list[MentionDraft]:
        """Those whom common words name behind a body and "et", as the subject of a plural: "le pouvoir et les rebelles
        ont"."""
        known = speaker.actor is not None and not self._is_person(speaker.actor) and self.asides.is_plural(cue)
        others = self.bodies.others(speaker.end, cue.start) if known else None
        return [others] if others is not None else []

    def add_following(self, i: int, stop: int, found: Found, *, part: Part = "party") -> bool:
        """Add the subject that follows token `i` ("où l'a reçu son homologue", "a dit de son côté X"); whether any."""
        after = subject_after(self._doc, self._layers, self.asides.past(i), stop)
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
            return self.last.subject(i, gender="x")
        if not set(near) & self._words.owned:
            return None
        before = (m for m in reversed(self._layers.mentions) if first <= m.start and m.end <= i and can_speak(m))
        return next((m for m in before if self._layers.actors[m.actors[0]].kind in {"person", "anonymous"}), None)

    def add_after_comma(self, i: int, stop: int, found: Found, *, part: Part = "party") -> bool:
        """Add the subject of the main clause that follows a phrase opened at token `i` and closed by a comma: "En
        recevant X, il a dit", "Réunis à Rome, X et Y ont"; whether any was found."""
        openings: list[int] = []
        for comma in (t.i for t in self._doc[i:stop] if t.text == ","):
            own = self._layers.by_token.get(comma + 1)
            token = self._doc[comma + 1] if comma + 1 < stop else None
            if token is not None and token.lower_ in {"il", "elle", "ils", "elles"}:
                plural = token.lower_.endswith("s")
                known = own if own is not None and own.actors else None
                taken = known or self.last.subject(i, gender="f" if "elle" in token.lower_ else "m", plural=plural)
                if taken is not None:
                    found.add(taken, part)
                return taken is not None
            openings += [comma] if self._opens_clause(comma + 1, stop) else []
        for one in next((row for c in openings if (row := self.lists.acting(c + 1, stop))), []):
            found.add(one, part)  # "Réunis à Rome autour de X, Y, Z et W ont"
        plain = [c for c in openings if not self._is_parted_from_verb(c + 1, stop)]  # past "le roi de Jordanie, X,"
        start = next(iter(plain or openings), None)
        return start is not None and self.add_following(start + 1, min(stop, start + 14), found, part=part)

    def _is_parted_from_verb(self, i: int, stop: int) -> bool:
        """Whether a comma stands between token `i` and the next finite verb."""
        verb = next((t.i for t in self._doc[i:stop] if is_finite(t)), stop)
        return any(t.text == "," for t in self._doc[i:verb])

    def _opens_clause(self, i: int, stop: int) -> bool:
        """Whether a subject begins at token `i`: a mention, over its article and title, whose verb follows it."""
        named = next(
            (m for k in range(i, min(stop, i + 4)) if (m := self._layers.by_token.get(k)) and can_speak(m)), None
        )
        if named is None or any(t.pos_ in {"ADP", "VERB", "AUX", "CCONJ"} for t in self._doc[i : named.start]):
            return False
        return any(is_finite(t) for t in self._doc[named.end : min(stop, named.end + 25)])

    def add_governing_subject(self, noun: int, first: int, stop: int, found: Found, *, part: Part = "party") -> bool:
        """Add the subject of the verb that governs the word, before or after it; whether any was found."""
        verb = governing_verb(self._doc[noun])
        if verb is None or not first <= verb.i < stop:
            return False
        if self.add_subject(verb.i, first, found, part=part):
            return True
        stop = next((t.i for t in self._doc[verb.i + 1 : stop] if t.text in {",", ";", ":"}), stop)
        return self.add_following(verb.i + 1, min(stop, verb.i + 14), found, part=part)

    def add_before_colon(self, i: int, first: int, found: Found) -> bool:
        """Add the subject of the clause before a colon, after which token `i` stands without a verb: "X a eu une longue
        journée : un entretien avec Y, puis"; whether any was found."""
        colon = next((t.i for t in reversed(self._doc[first:i]) if t.text == ":" or is_finite(t)), None)
        if colon is None or self._doc[colon].text != ":":
            return False
        verb = next((t.i for t in reversed(self._doc[first:colon]) if t.pos_ == "VERB" or is_finite(t)), None)
        return verb is not None and self.add_subject(verb, first, found)

    def at_home_of(self, i: int, stop: int) -> MentionDraft | None:
        """The person to whose house a journey to the place at token `i` leads ("à Djeddah, chez le roi Salmane"), or
        who waits there ("Rome, où l'attendait X")."""
        for j in range(i + 1, min(stop, i + 6)):
            word = self._doc[j].lower_
            waits = word in self._words.awaits and "où" in {t.lower_ for t in self._doc[i + 1 : j]}
            if (host := waiting_there(self._doc, self._words, self.lists, j, stop)) is not None:
                return host if all(self._is_person(a) for a in host.actors) else None
            beside = j + 1 < stop and f"{word} {self._doc[j + 1].lower_}" in self._words.facing
            if waits or beside or word in self._words.house:
                mentions, _ = self.lists.read(j + 1 + beside, stop)
                return next((m for m in mentions if all(self._is_person(a) for a in m.actors)), None)
        return None

    def are_voices(self, actors: Iterable[str]) -> bool:
        """Whether each of `actors` speaks for others."""
        return all((self._layers.actors[a].office or "").rsplit(".", 1)[-1] in self._words.voices for a in actors)

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

    def _pronoun(self, cue: CueGroup, first: int) -> MentionDraft | None:
        """The person a subject pronoun takes up: the last subject before it that agrees."""
        for i in range(cue.start - 1, max(first, cue.start - 8) - 1, -1):
            token = self._doc[i]
            if token.lower_.lstrip("-") in {"il", "elle", "ils", "elles"}:
                gender = "f" if "elle" in token.lower_ else "m"
                plural = token.lower_.endswith("s")
                known = self.last.subject(i, gender=gender, plural=plural)
                resumed = self.lists.resumed
                return known or ((resumed.one_another(i) or resumed.they(i)) if plural else None)
            if token.pos_ in {"NOUN", "PROPN"}:
                return None
        return None
