"""When, where and on what occasion words were said, where their own attribution does not tell.

Three things of French discourse tell it: the contact in whose course or after which somebody speaks ("à l'issue de
leur entretien"), words that go on with one's own ("a-t-il ajouté"), and the day that opens a stretch of narrative
("Jeudi, X a reçu Y. « … », a dit Y.").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

import msgspec

from ..annotate import syntax
from ..annotate.background import earlier_clause
from ..annotate.cue_table import CueTable
from ..annotate.fixed_phrases import FixedPhrases
from ..annotate.layers import Layers, layers_of
from ..annotate.tree import Doc, Token
from ..annotate.word_table import NOUNS, PHRASES
from ..drafts import ContactDraft, StatementDraft
from ..lang.pack import Pack
from ..types import Contact
from ..vocab import Medium
from .contacts.accounts import contact_class
from .contacts.contact_table import NounRule
from .contacts.rules import is_occasion, trigger_finder
from .hearers import HELPERS, Hearers, tense_said
from .news import News
from .story_days import Said, StoryDays

_REACH = 700
"""How far back, in code points, the contact that "l'entretien" takes up may be told."""
_GOES_ON = 400
"""How far from somebody's last words, in code points, those that go on with them may begin."""
_OTHER_DAY = re.compile(rf"\b(?:{'|'.join(sorted(NOUNS.neighbouring_days))})\b", re.I)
"""Words between two reports that put the second on another day."""
_TAKEN_UP: Final = PHRASES.taken_up
_OPENS = ("", "\n", "-", "–", "—")
"""What stands before the first words of a paragraph: a dateline's dash, too."""
_RELAYED: frozenset[Medium] = frozenset({"communique", "report", "leak"})


def find_circumstances(doc: Doc, *, pack: Pack) -> list[StatementDraft]:
    """The statements of `doc` with the day (`time`), medium and `occasion` that the words around them give.

    `fact.occasion` is the id of a `ContactDraft` of the same document until merging. What an attribution itself
    tells is never overruled, and words relayed by others (`within`) get nothing: when they were first said is unknown.
    """
    return _Circumstances(doc, layers_of(doc), pack).complete()


@lru_cache(maxsize=8)
def _told_media(pack: Pack) -> FixedPhrases:
    """What tells a medium in the words around an attribution."""
    media = pack.table("cues", CueTable).media
    return FixedPhrases({medium: phrases for medium, phrases in media.items() if medium not in _RELAYED})


@lru_cache(maxsize=8)
def _press(pack: Pack) -> re.Pattern[str]:
    """The words by which somebody stands in front of the press."""
    table = pack.table("cues", CueTable)
    return re.compile("|".join(map(re.escape, (*table.media["press_conference"], *table.words.summons))))


def _told_by(verb: Token | None, cue: Sequence[Token]) -> Token | None:
    """The verb of an attribution: the word behind an auxiliary, whatever the tagger takes it for ("a-t-il tweeté")."""
    if verb is None or verb.lower_ not in HELPERS:
        return verb
    after = [t for t in cue if t.i > verb.i and t.is_alpha]
    return after[-1] if after else verb


def _is_counted(verb: Token | None) -> bool:
    """Whether a verb tells a deed from which another's day is counted: "un jour après avoir accusé"."""
    if verb is None or not syntax.is_infinitive(verb):
        return False
    i = syntax.group_start(verb)
    return i > 1 and verb.doc[i - 1].lower_ in {"après", "avant"} and verb.doc[i - 2].lower_ in syntax.UNITS


class _Circumstances:
    """Completes the statements of one document in the order in which they stand."""

    def __init__(self, doc: Doc, layers: Layers, pack: Pack) -> None:
        self._doc, self._layers = doc, layers
        self._nouns = [t for t in trigger_finder(pack).find(doc) if t.noun is not None]
        self._contacts = trigger_finder(pack).table
        table = pack.table("cues", CueTable)
        self._words, self._answering = table.words, table.nouns.answering
        self._days = StoryDays(doc, layers, table.words)
        self._news = News(doc, layers, table.words.other_days)
        self._media = _told_media(pack)
        self._hearers = Hearers(doc, layers, table.words.to_others)
        self._presses = _press(pack)

    def complete(self) -> list[StatementDraft]:
        """All statements, those that something could be found for replaced."""
        done: list[StatementDraft] = []
        told: list[Said | None] = []
        last: Said | None = None
        alone = Counter(d.fact.evidence[0].start for d in self._layers.statements if d.fact.within is None)
        for draft in self._layers.statements:
            if draft.fact.within is not None or draft.fact.speaker is None:
                done.append(draft)
                told.append(None)
                continue
            words = self._words_of(draft)
            told.append(words)
            if _is_counted(words.verb):  # "a promis mardi …, un jour après avoir accusé Rome": that was not on Tuesday
                words.draft = msgspec.structs.replace(words.draft, time=None)
                done.append(words.draft)
                continue
            if alone[draft.fact.evidence[0].start] == 1:
                self._set(words, time=None, medium=self._medium(words), occasion=None)
            self._complete(words, last)
            done.append(words.draft)
            last = words
        return self._led_in(done, told)

    def _led_in(self, drafts: list[StatementDraft], told: Sequence[Said | None]) -> list[StatementDraft]:
        """`drafts`, what opens a paragraph in the present on the day of the same speaker's words right behind it: "X
        jure qu'il restera. « Je ne pars pas », a-t-il dit lundi"."""
        text, times = self._layers.text, self._layers.times
        for n, (words, after) in enumerate(pairwise(told)):
            if words is None or after is None or words.draft.time is not None or after.draft.time is None:
                continue
            one, two = words.fact, after.fact
            if one.cue is None or one.speaker != two.speaker or one.cue.span.start >= words.start:
                continue
            if words.verb is None or tense_said(self._doc, one, words.verb) != "present":
                continue
            first, second = one.evidence[0], two.evidence[0]
            between = text[first.end : second.start]
            opens = text[: first.start].rstrip(" ")[-1:] in _OPENS
            day = times[after.draft.time].start
            if opens and not between.strip() and "\n" not in between and second.start <= day < second.end:
                drafts[n] = msgspec.structs.replace(drafts[n], time=after.draft.time)
        return drafts

    def _words_of(self, draft: StatementDraft) -> Said:
        content, cue = draft.fact.content, draft.fact.cue
        span = self._doc.char_span(cue.span.start, cue.span.end, alignment_mode="expand") if cue else None
        verb = next((t for t in reversed(list(span or ())) if t.pos_ in {"VERB", "AUX"}), None)
        return Said(draft, content[0].start, content[-1].end, _told_by(verb, list(span or ())))

    def _complete(self, words: Said, last: Said | None) -> None:
        goes_on = last is not None and self._goes_on(words, last)
        occasion = self._occasion(words)
        if occasion is None and goes_on and last is not None and words.draft.time is None:
            self._set(words, time=last.draft.time, medium=last.fact.medium, occasion=last.fact.occasion)
        elif occasion is None and last is not None and words.draft.time is None and self._replies(words, last):
            self._set(words, time=last.draft.time, medium="unknown", occasion=last.fact.occasion)
        elif occasion is not None:
            self._set(words, time=occasion.time, medium="unknown", occasion=occasion.fact.id)
        if occasion is None and (heard := self._hearers.of(words.fact, words.verb)) is not None:
            occasion = heard.contact
            medium: Medium = "call" if occasion.fact.kind == "call" else "unknown"
            self._set(words, time=occasion.time, medium=medium, occasion=occasion.fact.id)
            fact = msgspec.structs.replace(words.fact, addressee=words.fact.addressee or heard.to)
            words.draft = msgspec.structs.replace(words.draft, fact=fact)
        if words.fact.medium == "unknown" and not goes_on and self._faces_press(words):
            self._set(words, time=None, medium="press_conference", occasion=None)
        if words.draft.time is None and not goes_on:
            self._set(words, time=self._days.of(words, last), medium="unknown", occasion=None)
        if words.draft.time is None:
            since = self._news.since(words.draft, words.verb)
            since = last.draft.since if since is None and goes_on and last is not None else since
            if since is not None and self._news.is_involved(words.fact.speaker):
                self._set(words, time=since, medium="unknown", occasion=None)
            if since != words.draft.since:
                words.draft = msgspec.structs.replace(words.draft, since=since)

    @staticmethod
    def _set(words: Said, *, time: int | None, medium: Medium, occasion: str | None) -> None:
        """Fill what is still open."""
        fact, known = words.fact, words.draft.time if words.draft.time is not None else time
        medium = medium if fact.medium == "unknown" else fact.medium
        occasion = fact.occasion or occasion
        if medium != fact.medium or occasion != fact.occasion or known != words.draft.time:
            fact = msgspec.structs.replace(fact, medium=medium, occasion=occasion)
            words.draft = msgspec.structs.replace(words.draft, fact=fact, time=known)

    def _medium(self, words: Said) -> Medium:
        """The medium that the rest of the sentence tells: "Dans une lettre datée de lundi, le ministère invoque …".

        A communiqué or a report there is often where others relay the words, and a text is no press conference.
        """
        speaker = self._layers.actors.get(words.fact.speaker or "")
        if speaker is not None and speaker.kind == "document":
            return "unknown"
        sentence, text = words.fact.evidence[0], self._layers.text
        rest, at = "", sentence.start
        apart = [(span.start, span.end) for span in words.fact.content]
        whole = self._doc.char_span(sentence.start, sentence.end, alignment_mode="expand")
        if whole is not None and (earlier := earlier_clause(self._doc, whole[0].i, whole[-1].i + 1)) is not None:
            apart.append((self._doc[earlier[0]].idx, self._doc[earlier[1]].idx))
        for start, end in sorted(apart):
            rest, at = rest + text[at:start], max(at, end)
        rest += text[at : sentence.end]
        rest = rest[:1].lower() + rest[1:]  # "Dans une lettre"
        return self._media.told(rest)

    def _faces_press(self, words: Said) -> bool:
        """Whether the sentence right before, in the same paragraph, puts the speaker in front of the press: "X s'en est
        expliqué devant la presse. Y, dit-il, refuse", "X a convoqué les journalistes. « A », prévient-il"."""
        said = words.fact.evidence[0].start
        sentence = self._doc.char_span(said, said + 1, alignment_mode="expand")
        if sentence is None or not sentence[0].sent.start or words.verb is None:
            return False
        before = self._doc[sentence[0].sent.start - 1].sent
        text = self._layers.text
        first, last = before[0].idx, sentence[0].sent[0].idx
        if "\n" in text[first:last] or not self._presses.search(text, first, last):
            return False
        named = (m for m in self._layers.mentions if before[0].i <= m.start < sentence[0].sent.start)
        return any(words.fact.speaker in m.actors and not syntax.preposition(self._doc[m.head]) for m in named)

    # -- words that go on

    def _goes_on(self, words: Said, last: Said) -> bool:
        """Whether the words follow the same speaker's own, with a verb of going on or none: "a-t-il ajouté"."""
        fact = words.fact
        if fact.speaker != last.fact.speaker or fact.co_speakers != last.fact.co_speakers:
            return False
        if not 0 <= words.start - last.end <= _GOES_ON or _OTHER_DAY.search(self._layers.text, last.end, words.start):
            return False
        if fact.cue is None:
            return fact.kind != "indirect"
        # "dans un entretien paru lundi, il estime que … Il y accuse Oslo": in the same words
        before = self._doc[words.verb.i - 1].lower_ if words.verb is not None else ""
        asks = fact.cue.span.text.lower().endswith(tuple(self._words.inverted))  # "tranche-t-il"
        taken_up = asks or before in _TAKEN_UP or before in self._words.inverted
        return fact.cue.lemma in self._words.continuing or taken_up

    def _replies(self, words: Said, last: Said) -> bool:
        """Whether the words answer, to their face, those told right before: « … », lui a répondu l'autre."""
        cue = words.fact.cue
        if cue is None or words.verb is None or cue.lemma not in self._answering:
            return False
        near = {t.lower_ for t in self._doc[max(words.verb.sent.start, words.verb.i - 3) : words.verb.i]}
        alike = tense_said(self._doc, words.fact, words.verb) == (
            tense_said(self._doc, last.fact, last.verb) if last.verb is not None else None
        )
        return bool(near & {"lui", "leur"}) and alike and 0 <= words.start - last.end <= _GOES_ON

    # -- the contact in whose course somebody speaks

    def _occasion(self, words: Said) -> ContactDraft | None:
        """The contact in whose course or after which the words were said, told among the words that attribute them."""
        evidence = words.fact.evidence[0]
        for trigger in self._nouns:
            token = self._doc[trigger.i]
            if token.idx < evidence.start or token.idx >= evidence.end or trigger.noun is None:
                continue
            told = any(span.start <= token.idx < span.end for span in words.fact.content)
            if told or syntax.is_offset(token) or not self._introduces(token):
                continue
            if (found := self._contact_at(token, words, trigger.noun)) is not None:
                return found
        return None

    def _introduces(self, noun: Token) -> bool:
        inside = self._contacts.where.inside
        return is_occasion(self._doc, noun.i, self._contacts) or any(
            t.lower_ in inside for t in self._doc[max(noun.sent.start, noun.i - 3) : noun.i]
        )

    def _contact_at(self, noun: Token, words: Said, rule: NounRule) -> ContactDraft | None:
        """The contact that `noun` tells, or takes up from before, if the speaker took part in it."""
        for draft in reversed(self._layers.contacts):
            span, fact = draft.fact.evidence[0], draft.fact
            here = span.start <= noun.idx < span.end
            before = span.end <= noun.idx and noun.idx - span.end <= _REACH
            alike = contact_class(fact.kind) == contact_class(rule.kind) or rule.loose or draft.loose
            if fact.status in {"held", "ongoing"} and (here or (before and alike)) and self._took_part(words, fact):
                return draft
        return None

    def _took_part(self, words: Said, contact: Contact) -> bool:
        """Whether the speaker, or whoever speaks for the same state, is among the parties."""
        actors = self._layers.actors
        speakers = [a for i in (words.fact.speaker, *words.fact.co_speakers) if (a := actors.get(i or ""))]
        parties = [a for p in contact.participants if (a := actors.get(p.actor))]
        ids, states = {a.id for a in parties}, {a.state for a in parties if a.state}
        return any(s.id in ids or (s.state in states and s.kind != "person") for s in speakers)
