"""From the words that name a speaker to an actor: a mention, someone only described, a pronoun, "le premier"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ..ids import make_id
from ..types import Actor, Named
from .cue_table import NounLists
from .memory import BODIES, PEOPLE, Memory
from .phrases import (
    apposed_name,
    apposed_run,
    gender_of,
    is_agent,
    name_start,
    own_gender,
    owner_of,
    past_opener,
    text_told_of,
    treaty_before,
    unnamed_subject,
    voice,
)
from .speakers import (
    NOBODY,
    Speaker,
    after_preposition,
    can_speak,
    coordinated_after,
    speaker_from,
    taken_up_by_pronoun,
    was_asked,
)
from .units import Unit
from .view import View
from .word_table import GRAMMAR, NOUNS

_ORDINAL_HEADS = GRAMMAR.ordinal_heads
_CIRCLES: Final = NOUNS.circles
_SINGLE = frozenset({"le", "la", "ce", "cette"})
_SEVERAL = frozenset({"les", "des", "ses", "leurs", "plusieurs", "certains", "certaines", "ces", "deux"})


class Namer(Memory):
    """Names speakers in one document, and remembers who spoke last and whom the last unit was about."""

    def __init__(self, view: View, nouns: NounLists) -> None:
        super().__init__(view)
        self.nouns, self._ordinals = nouns, view.words.first_of_two | view.words.second_of_two | _SINGLE
        self._speakers = nouns.speaking | nouns.documents | nouns.sources | nouns.services | nouns.generic
        self._unnamed = self._text = (0, 0)
        self._described: dict[str, str] = {}

    # -- noun phrases

    def phrase(self, start: int, stop: int, *, quoted: bool = False) -> Speaker:
        """The speaker that the noun phrase at token `start` names: a mention, or someone described.

        `quoted` says that a quotation stands right beside it, so that any noun may be its speaker.
        """
        view = self.view
        if start >= stop:
            return NOBODY
        if (one := self._one_of(start, stop)).found:
            return one
        ordinal = self.ordinal(start, stop)
        if ordinal.found:
            return ordinal
        end = view.noun_phrase_end(start, stop)
        head = next((j for j in range(start, end) if view.pos[j] in ("NOUN", "PROPN") or view.mention(j)), None)
        if head is None:
            return NOBODY
        if end < stop and view.text[end - 1] == "-" and (rest := view.mention(end)) is not None and can_speak(rest):
            return speaker_from(rest)  # a compound first name of which the mention holds the end
        mention = view.mention(head)
        if (whole := self._name_of(start, head, end, stop)).found:
            return whole
        if mention is not None and can_speak(mention) and not after_preposition(view, mention.start, start):
            return speaker_from(mention, end=max(mention.end, min(end, mention.end)))
        article = view.pos[start] == "DET" or view.low[start] in view.words.determiners | view.words.titles
        heads = {view.low[j] for j in range(start, head + 2) if j < end}
        known = bool(heads & self._speakers) or is_agent(view, self.nouns, start, head)
        if (named := apposed_name(view, end, stop)) is not None:
            return speaker_from(named)
        if view.low[head] in self.nouns.organs and (owner := self._owner(start)) in self.layers.actors:
            return Speaker(actor=owner, start=start, end=end, gender=gender_of(self.view, start, end) or "")
        if (known or quoted) and (run := apposed_run(self.view, end, stop)) > end + 1:
            return self.describe(end + 1, run)
        proper = view.pos[head] == "PROPN" or (quoted and view.text[head][:1].isupper())
        if (article or proper or known) and (quoted or known or proper):
            comma = next((j for j in range(start, end) if view.text[j] == ","), end)
            return self.describe(start, comma)
        return NOBODY

    def _name_of(self, start: int, head: int, end: int, stop: int) -> Speaker:
        """Whom a name names that stands in or right after the phrase [start, end), whose first noun is token `head`.

        "le Français X" is X; a capital word before a name that is another's ("Jean X", where only X is known) makes it
        the name of someone only described.
        """
        view = self.view
        name = next((m for i in (end, end - 1) if i < stop and (m := view.mention(i)) and m.how == "name"), None)
        kinds = ("person", "media", "organisation")  # "la chaîne X", "l'historien X"
        if name is None or not can_speak(name) or self._kind(name) not in kinds or not head < name.start <= end:
            return NOBODY
        bare = head == start and view.mention(head) is None and view.low[head] not in view.words.titles
        if bare and view.text[head][:1].isupper():
            comma = next((j for j in range(start, name.end) if view.text[j] == ","), name.end)
            return self.describe(start, comma)
        if view.low[name.start - 1] in view.words.prepositions | {","} or view.mention(head) is name:
            return NOBODY
        holder = view.mention(head)
        return speaker_from(name) if holder is None or holder.adjective or not can_speak(holder) else NOBODY

    def text_in(self, start: int, stop: int) -> Speaker:
        """The text that the words from token `start` name ("dans le communiqué"), if they do."""
        end = self.view.noun_phrase_end(start, stop)
        names = any(w in self.nouns.documents for w in self.view.low[start : min(end, start + 3)])
        whose = owner_of(self.view, self.nouns, start, end) if names else 0
        if whose:  # "lit-on dans le communiqué du ministère"
            return replace(self.phrase(whose, end, quoted=True), start=start, end=end)
        return self.describe(start, end) if names else NOBODY

    def is_service(self, start: int, end: int) -> bool:
        """Whether the words name those who speak for somebody ("les services", "le porte-parole")."""
        return not (self.nouns.services | self.nouns.organs).isdisjoint(self.view.low[start:end])

    def _one_of(self, start: int, stop: int) -> Speaker:
        view = self.view
        of = start + 1 + (view.low[start] == "l'")  # "l'un de", "un de"
        if of + 1 >= stop or view.low[of - 1] not in ("un", "une") or view.low[of] not in ("de", "d'", "des"):
            return NOBODY
        end = max(view.noun_phrase_end(of + 1, stop), of + 2)
        comma = next((j for j in range(start, end) if view.text[j] == ","), end)
        if (run := apposed_run(self.view, comma, stop)) > comma + 1:
            return self.describe(comma + 1, run)
        return self.describe(start, end, anonymous=True)

    def describe(self, start: int, end: int, *, anonymous: bool | None = None) -> Speaker:
        """Someone the text only describes, as an actor of this document; the same words name the same one."""
        view = self.view
        start += view.low[start] in ("du", "au", "aux")
        heads = set(view.low[start:end])
        is_document = bool({view.low[j] for j in range(start, min(start + 3, end))} & self.nouns.documents)
        if is_document and end - start == 2 and (same := self._text_again(start)).found:
            return replace(same, start=start, end=end)
        if anonymous is None:
            anonymous = not is_document and (
                view.low[start] in view.words.indefinite or bool(heads & self.nouns.sources)
            )
        words = view.words_of(start if is_document else name_start(view, start, end), end)
        key = words.casefold()
        if key not in self._described:
            actor_id = make_id("anon", self.layers.document.id, view.idx[start])
            owner = next((m for i in range(start, end) if (m := view.mention(i)) and m.actor), None)
            whose = owner.actor if owner else self._owner(start)
            state = self.layers.actors[whose].state if whose in self.layers.actors else None
            plural = view.low[start] in _SEVERAL
            bare = (view.words_of(start + 1, end),) if is_document and view.low[start] in ("un", "une") else ()
            self.layers.actors[actor_id] = Actor(
                id=actor_id, name=Named(fr=words, en=words), aliases=bare,
                kind="document" if is_document else "anonymous",
                number="p" if plural else "s", gender=own_gender(view, self.nouns, start, end), state=state,
            )  # fmt: skip
            self._described[key] = actor_id
            if not heads.isdisjoint(_CIRCLES):
                self.circles.add(actor_id)
        return Speaker(actor=self._described[key], start=start, end=end, anonymous=anonymous)

    def _text_again(self, start: int) -> Speaker:
        """The text that "le texte", "le document" takes up: the one quoted last, else the treaty told of before."""
        view = self.view
        if view.low[start] not in ("le", "ce") or view.low[start + 1] not in ("texte", "document"):
            return NOBODY
        actor = self.layers.actors.get(self.last.actor or "")
        if actor is not None and actor.kind == "document" and self.unit_index - self.last_unit <= 2:
            return self.last
        first, end = treaty_before(view, self.nouns, start)
        return self.describe(first, end) if end else NOBODY

    def _owner(self, start: int) -> str | None:
        """The actor that a possessive at `start` points back to: the subject of its sentence, else who it is about."""
        if self.view.low[start] not in ("son", "sa", "ses", "leur", "leurs"):
            return None
        return self.subject_of(self.unit_start, start).actor or self.topic.actor

    def ordinal(self, start: int, stop: int) -> Speaker:
        """ "le premier", "la seconde": one of the last two that "et" joins; "ce dernier": the last person named."""
        view = self.view
        mention = view.mention(start) if start < stop else None
        if mention is not None and mention.how == "pronoun" and mention.actors and mention.start == start:
            return speaker_from(mention) if mention.end <= stop and view.low[start] in _ORDINAL_HEADS else NOBODY
        words = " ".join(view.low[start : min(start + 2, stop)])
        single = view.low[start] if start < stop else ""
        if start + 2 < stop and view.pos[start + 2] in ("NOUN", "ADJ", "PROPN"):
            return NOBODY  # "le premier ministre"
        for phrase, length in ((words, 2), (single, 1)):
            if phrase in view.words.first_of_two or phrase in view.words.second_of_two:
                found = self._of_two(start, first=phrase in view.words.first_of_two)
                return replace(found, start=start, end=start + length) if found.actor else NOBODY
        return NOBODY

    def _of_two(self, before: int, *, first: bool) -> Speaker:
        view = self.view
        people = [
            m
            for m in self.layers.mentions
            if m.end <= before and self._kind(m) in PEOPLE | {"state"} and not m.adjective
            and view.quote_at[m.start] in (-1, view.quote_at[before])
        ]  # fmt: skip
        if not first and view.low[before] not in ("le", "la"):  # "ce dernier", "celle-ci"
            last = speaker_from(people[-1]) if people else NOBODY
            gender = "f" if view.low[before] in ("cette", "celle-ci") else "m"
            return last if self._agrees(last, gender, plural=False) else NOBODY
        for left, right in zip(reversed(people[:-1]), reversed(people[1:]), strict=True):
            joint = view.low[left.end : right.start]
            if ("et" in joint or "puis" in joint) and len(joint) <= 4 and left.actor != right.actor:
                return speaker_from(left if first else right)
            if right.end < before - 60:
                break
        return NOBODY

    # -- pronouns

    def pronoun(self, word: str, start: int, end: int, first: int, *, inverted: bool) -> Speaker:
        """Whom a subject pronoun takes up: who spoke last, the subject of its sentence or of the one before.

        `start`, `end` are the tokens of the pronoun, `first` the first token of its sentence; an inverted one
        ("a-t-il dit") goes on with who spoke in the unit before, any other with the subject of its own sentence.
        """
        gender = "f" if word.startswith("elle") else "m" if word.startswith("il") else "x"
        plural = word.endswith("s")
        set_apart = self._set_apart(first, start)
        if set_apart.found and (not set_apart.actor or self._agrees(set_apart, gender, plural=plural)):
            return replace(set_apart, start=start, end=end)
        age = self.unit_index - self.last_unit
        subject = self.subject_of(first, start)
        fresh, stale = (self.last if age <= 1 else NOBODY), (self.last if 1 < age <= 3 else NOBODY)
        led = any(self.view.text[i] in (":", ";") and self.view.quote_at[i] < 0 for i in range(first, start))
        told_of = self._of_the_news(first, start, gender, led=led) if inverted else None
        if inverted and plural and not led and self.topic_unit == self.unit_index - 1:
            told_of = self.topic  # "Des manifestants ont envahi la place. « Traître ! », criaient-ils"
        acting = subject if any(self.view.finite[i] for i in range(subject.end, start)) else NOBODY
        meant = taken_up_by_pronoun(self.view, start, end, NOBODY)  # "En recevant X, il a dit": not X
        order: tuple[Speaker, ...] = (acting, fresh, meant) if age == 1 else (acting, meant, fresh, subject)
        if inverted and led:
            order = (subject if self.is_human(subject) else told_of or subject, fresh)
        elif inverted:  # whoever is named in the words reported is not who "a-t-il dit" means
            taken = taken_up_by_pronoun(self.view, start, end, subject)
            order = (fresh, told_of or NOBODY, taken, stale, subject)
            order = (taken, *order) if was_asked(self.view, fresh, (start, end), first) else order
        if self._unnamed[1] and not (fresh.actor or subject.actor):
            order = (*order, self.describe(*self._unnamed))
        for speaker in (*order, self.topic, stale):
            one = self._one_meant(speaker, gender) if not plural and speaker.others else speaker
            if self._agrees(one, gender, plural=plural):
                return replace(one, start=start, end=end)
        for mention in reversed(self.layers.mentions):
            usable = mention.end <= start and can_speak(mention) and self.view.quote_at[mention.start] < 0
            if usable and not after_preposition(self.view, mention.start, 0):
                speaker = speaker_from(mention)
                if self._agrees(speaker, gender, plural=plural, mention=mention):
                    return replace(speaker, start=start, end=end)
        return Speaker(start=start, end=end)

    def _of_the_news(self, first: int, start: int, gender: str, *, led: bool) -> Speaker | None:
        """Who speaks of a state that is the subject of what is said: the person before the colon ("Refus de X : la
        Suède ne cédera rien, a-t-elle dit"), else the one whom the unit before was about; None for nobody."""
        view = self.view
        if led:
            breaks = (i for i in range(start - 1, first - 1, -1) if view.text[i] in (":", ";") and view.quote_at[i] < 0)
            colon = next(breaks)
            named = [m for i in range(first, colon) if (m := view.mention(i)) is not None and can_speak(m)]
            people = [s for m in named if self.is_human(s := speaker_from(m)) and m.gender != "x"]
            found = [s for s in people if self._agrees(s, gender, plural=False)]
            return found[-1] if found else None
        told_of = self.topic if self.topic_unit == self.unit_index - 1 else NOBODY
        return told_of if self.is_human(told_of) and self._agrees(told_of, gender, plural=False) else None

    def _set_apart(self, first: int, start: int) -> Speaker:
        """Whom "Quant à X," names at the head of the sentence, the pronoun being the next word, token `start`."""
        view = self.view
        if view.low[first] != "quant" or start < first + 4 or view.text[start - 1] != ",":
            return NOBODY
        name = view.mention(start - 2)
        if name is not None and name.end == start - 1 and can_speak(name):
            return speaker_from(name)
        return self.phrase(first + 1 + (view.low[first + 1] == "à"), start - 1)

    def _one_meant(self, speaker: Speaker, gender: str) -> Speaker:
        """Whom of several joined by "et" a singular pronoun takes up: the one of its gender, else the first."""
        agree = [
            a for a in (speaker.actor, *speaker.others) if a and self._agrees(Speaker(actor=a), gender, plural=False)
        ]
        chosen = agree[0] if len(agree) == 1 else speaker.actor
        return Speaker(actor=chosen, start=speaker.start, end=speaker.end)

    def circle(self, first: int, stop: int, at: int) -> Speaker:
        """Whom "on" stands for, the word being token `at`: those of the capital named in [first, stop) ("à Paris")."""
        view = self.view
        for i in range(first, stop):
            if view.low[i] == "dans" and (text := self.text_in(i + 1, stop)).found:
                return replace(text, start=at, end=at + 1)
            mention = view.mention(i)
            before = view.low[i - 1 - (view.low[i - 1] in ("l'", "la", "le"))] if i > first else ""
            if mention is not None and before == "dans" and not _CIRCLES.isdisjoint(view.low[i : mention.end]):
                return replace(speaker_from(mention), start=at, end=at + 1, anonymous=True)
            if mention is not None and mention.start == i and before in ("à", "a", "au"):
                if view.low[mention.end : mention.end + 2] == [",", "où"]:
                    break  # "A Rome, où les ministres siègent, on réclame": they do
                known = mention.how == "metonym" or self._kind(mention) in BODIES
                actor = mention.actor if known else None
                return Speaker(actor=actor, start=at, end=at + 1, anonymous=actor is None)
            if mention is not None and mention.start == i and (before in ("chez", "côté") or self._is_circle(i, first)):
                person = self._kind(mention) == "person" or mention.how != "nationality"
                side = before == "côté" and mention.adjective  # "côté arménien"
                return Speaker(actor=mention.actor if person or side else None, start=at, end=at + 1, anonymous=True)
            if view.finite[i] or view.text[i] in (";", ":"):
                break
        return Speaker(start=at, end=at + 1, anonymous=True)

    def _is_circle(self, i: int, first: int) -> bool:
        """Whether the name at token `i` owns the circle that speaks: "dans l'entourage de X", "du côté de X"."""
        low = self.view.low
        return not NOUNS.owned_circles.isdisjoint(low[max(first, i - 3) : i])

    def text_before(self, *, asked: bool = False, gender: str = "x") -> Speaker:
        """The text that the unit before was about, or asked about; NOBODY where it was about none."""
        start, end = self._text
        if not end or (asked and self.view.text[end : end + 1] != ["?"]):
            return NOBODY
        text = self.describe(start, end)
        return text if self._agrees(text, gender, plural=False) else NOBODY

    def anaphor(self, start: int, end: int) -> Speaker:
        """Whom "à ses yeux" or "selon lui" points back to: whom the unit before was about, else who spoke last."""
        recent = self.last if self.unit_index - self.last_unit <= 2 else NOBODY
        speaker = self.topic if self.topic.actor else recent
        return replace(speaker, start=start, end=end) if speaker.actor else NOBODY

    # -- subjects

    def subject_of(self, first: int, stop: int) -> Speaker:
        """The subject of the clause that begins at token `first`: its first actor that no preposition governs."""
        view = self.view
        i = first = past_opener(self.view, first, stop)
        while i < stop:
            if (low := view.low[i]) in _SINGLE and (same := self.same(i)).found:
                return same
            mention = view.mention(i)
            if mention is not None and view.quote_at[i] < 0:
                if can_speak(mention) and mention.actors and not after_preposition(view, mention.start, first):
                    others, _ = coordinated_after(view, mention, stop)
                    return speaker_from(mention, others=others)
                i = max(mention.end, i + 1)
                continue
            if low in view.words.relatives or low in ("que", "qu'"):
                closing = next((j for j in range(i + 1, stop) if view.text[j] == ","), stop)
                if i == first or view.text[i - 1] != "," or closing == stop or view.quote_at[closing] >= 0:
                    break
                i = closing + 1  # "À X, qu'il a vu lundi, Y a promis": the clause goes on
                continue
            if view.finite[i] and view.quote_at[i] < 0 and i > first and view.low[i - 1] not in ("c'", "ce"):
                break
            if low in self._ordinals:
                ordinal = self.ordinal(i, stop)
                if ordinal.found:
                    return ordinal
            i += 1
        return NOBODY

    def clause_subject(self, first: int, stop: int) -> Speaker:
        """`subject_of`, or whom the pronoun takes up that stands as subject."""
        view = self.view
        for i in range(first, stop):
            if view.low[i] in view.words.subject_pronouns and view.quote_at[i] < 0:
                found = self.pronoun(view.low[i], i, i + 1, first, inverted=False)
                return found if found.actor else NOBODY
            if view.finite[i]:
                break
        return self.subject_of(first, stop)

    def close_unit(self, unit: Unit) -> None:
        """Remember whom `unit` was about."""
        named = voice(self.view, unit)
        subject = speaker_from(named) if named is not None and self.is_person(named) else NOBODY
        breaks = [i for i in range(unit.start, unit.end) if self.view.text[i] == ";" and self.view.quote_at[i] < 0]
        for first in [*(i + 1 for i in breaks[-1:]), unit.start]:  # "X n'avait rien prévu ; Y en a parlé": Y
            subject = subject if subject.actor else self.clause_subject(first, unit.end)
        self._unnamed = (0, 0) if subject.actor else unnamed_subject(self.view, self.nouns, unit)
        self._text = text_told_of(self.view, self.nouns, unit)
        if subject.actor:
            self.topic, self.topic_unit = subject, self.unit_index
        elif self._unnamed[1] and self.last_unit != self.unit_index:
            self.topic, self.topic_unit = self.describe(*self._unnamed), self.unit_index
        elif self.last_unit == self.unit_index and not self.is_mere_witness(unit):
            self.topic = self.last
