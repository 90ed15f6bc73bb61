"""The day of words that no day of their own dates: that of the deed told before them, in its paragraph.

In: the layers of a parsed `Doc`, its contacts and statements found. Out: indices in `layers.times`.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..annotate import syntax
from ..annotate.cue_table import Words
from ..annotate.insertions import closing, of_participle
from ..annotate.layers import Layers
from ..annotate.tense import governing_verb, tense_of
from ..annotate.tree import Doc, Token
from ..annotate.word_table import Tense
from ..drafts import StatementDraft, TimeExpr
from ..types import Statement
from ..vocab import Medium
from .clause import is_measured
from .hearers import tense_said

_PAST: frozenset[Tense | None] = frozenset({"past", "imperfect"})
"""Tenses of the story's deeds. A report in the present ("y voit une menace") tells what somebody keeps saying, and one
in the imperfect ("souhaitait") what he said at some time."""
_IN_ONE = ("dans", "de", "d'", "devant")
"""Words that open "dans une interview publiée" and "lors d'un discours prononcé", right before its day."""
_WRITTEN: frozenset[Medium] = frozenset({"communique", "social_media", "letter"})
"""Media in which one writes: what a paper tells of them in the present was written at the deed before."""
_FAR = 120
"""How many words at most stand between a deed and the words said on its day."""
_STORY = 3
"""How many sentences after the deed that a day is told of the story is still at that day."""


@dataclass(slots=True)
class Said:
    """A statement with its tokens: the verb of its attribution, where there is one."""

    draft: StatementDraft
    start: int
    end: int
    verb: Token | None

    @property
    def fact(self) -> Statement:
        """The statement itself."""
        return self.draft.fact


class StoryDays:
    """Finds the day of the story for the statements of one document."""

    def __init__(self, doc: Doc, layers: Layers, words: Words) -> None:
        self._doc, self._layers, self._words = doc, layers, words

    def of(self, words: Said, last: Said | None) -> int | None:
        """The day of the nearest deed told before the words in the same paragraph, where the report is in its tense.

        None where the words are told as recurring, or where the last day told is one to come. What was over before the
        story ("avait averti") has the day of the sentence right before it, or that of the words said in between.
        """
        if words.verb is None:
            return None
        if (own := self._published(words)) is not None:
            return own
        tense = tense_said(self._doc, words.fact, words.verb)
        near = self._told_before(words)
        if not near:
            return None
        time = self._layers.times[near[-1]]
        token = self._token(near[-1])
        if token is None or not self._is_over(time) or time.in_noise:
            return None
        deed = governing_verb(token)
        if deed is None:
            return near[-1] if self._is_of_scene(token, words, tense) else None
        if self._is_of_another(token, near[-1], words, deed):
            return None
        if deed.i == words.verb.i:
            # neither "Président depuis le 3 mai, X a assuré" nor "au lendemain de la rencontre de mardi, X a assuré"
            return None if syntax.is_bound(token) or is_measured(token, deed) else near[-1]
        apart = self._sentences_between(deed, words.start)
        if "pluperfect" in (told := {tense_of(deed), tense}):
            alone = tense == "past" and self._met_on(near[-1], words.fact)  # "X avait reçu Y jeudi. « A », a promis X."
            kept = last is not None and last.draft.time == near[-1]
            follows = apart <= 1 or (apart <= _STORY and (kept or self._stays_back(deed, words.start)))
            inside = told == {"pluperfect", "imperfect"} and tense == "pluperfect" and self._is_inverted(words.verb)
            inside = inside or (tense == "pluperfect" and self._is_same_day(words))
            return near[-1] if follows and (len(told) == 1 or alone or inside) else None
        far = apart > (1 if words.fact.anonymous else _STORY)
        if tense == "present" and apart <= 1 and self._is_told_now(words, time, deed):
            return near[-1]
        is_told = (tense == "past" or self._is_of_then(words, tense, near[-1])) and told - {tense} <= _PAST
        uttered = bool({t.lower_ for t in self._doc[max(0, token.i - 2) : token.i]} & self._words.uttered)
        return near[-1] if is_told and not far and (uttered or not time.background) else None

    def _told_before(self, words: Said) -> list[int]:
        """The days told before the words in their paragraph. One to come, or a bound, that only says more of a deed
        whose own day stands before it is none: "a prolongé mardi la trêve jusqu'au 20"."""
        start = self._layers.text.rfind("\n", 0, words.start) + 1
        times = self._layers.times
        near = [
            n
            for n, t in enumerate(times)
            if start <= t.start < words.start and t.kind in ("DATE", "TIME") and t.is_day and not self._is_said(t)
        ]
        while len(near) > 1:
            last, first = self._token(near[-1]), self._token(near[-2])
            if last is None or first is None or not (times[near[-1]].direction == "future" or syntax.is_bound(last)):
                break
            deed = governing_verb(first)
            if deed is None or governing_verb(last) is not deed or tense_of(deed) not in _PAST | {"pluperfect"}:
                break
            near.pop()
        return near

    def _token(self, n: int) -> Token | None:
        """The first token of an expression of time."""
        span = self._doc.char_span(self._layers.times[n].start, self._layers.times[n].end, alignment_mode="expand")
        return span[0] if span is not None else None

    def _is_of_another(self, token: Token, n: int, words: Said, deed: Token) -> bool:
        """Whether the day at `token`, of expression `n`, is that of another clause than of the deed that it hangs on:
        "X, dont le pays votait jeudi, a promis", "X, battu jeudi, a promis", "X, dont le porte-parole jurait dimanche
        encore que …, a assuré"."""
        if closing(token) is not None and not self._met_on(n, words.fact, there=False):
            return True
        if of_participle(token, deed.i, self._words.present):
            return True
        return (
            deed.i != (words.verb.i if words.verb is not None else -1)
            and deed.dep_.startswith("acl")
            and words.verb is not None
            and deed.sent.start == words.verb.sent.start
        )

    def _is_of_scene(self, token: Token, words: Said, tense: Tense | None) -> bool:
        """Whether the day at `token` opens a scene in a sentence without a verb, and the words are said in the next:
        "Mardi, dix heures. « Nous sommes prêts », lance X"."""
        sentence = token.sent
        if tense not in ("past", "present") or any(t.pos_ in ("VERB", "AUX") for t in sentence):
            return False
        return bool(words.fact.quoted) and self._sentences_between(token, words.start) <= 1

    def _is_told_now(self, words: Said, time: TimeExpr, deed: Token) -> bool:
        """Whether words in the present were said on the day of the deed right before: a deed in the present too
        ("Mercredi, les avis divergent. « … », ironise X"), one of the day of the dispatch ("Ce jeudi, …"), or the
        speaker's own, after which he writes ("Lundi, X a démissionné. « … », écrit-il sur Twitter")."""
        fact = words.fact
        if not fact.quoted:
            return False
        if time.direction == "same" or (tense_of(deed) == "present" and time.direction == "past"):
            return True
        written = fact.medium in _WRITTEN and tense_of(deed) == "past"
        sentence = deed.sent
        named = (m for m in self._layers.mentions if sentence.start <= m.start < sentence.end)
        return written and any(fact.speaker in m.actors for m in named)

    def _is_same_day(self, words: Said) -> bool:
        """Whether the report says that its words were told before, on the day of the story: "plus tôt dans la
        journée"."""
        evidence, content = words.fact.evidence[0], words.fact.content
        rest, at = "", evidence.start
        for span in content:
            rest, at = rest + self._layers.text[at : span.start], max(at, span.end)
        rest = f"{rest}{self._layers.text[at : evidence.end]}".lower()
        return any(phrase in rest for phrase in self._words.same_day)

    def _published(self, words: Said) -> int | None:
        """The day on which the words came out, told behind them: "se dit confiant dans une interview publiée jeudi"."""
        end = words.fact.evidence[0].end
        for n, time in enumerate(self._layers.times):
            if not words.start < time.start < end or not time.is_day or time.in_noise or not self._is_over(time):
                continue
            token = self._doc.char_span(time.start, time.end, alignment_mode="expand")
            before = [t.lower_ for t in self._doc[max(0, token[0].i - 4) : token[0].i]] if token is not None else []
            if before[:1] and before[0] in _IN_ONE and before[-1] in self._words.uttered:
                return n
        return None

    def _is_of_then(self, words: Said, tense: Tense | None, time: int) -> bool:
        """Whether a report in another tense than the story's is of its day all the same: « Une belle soirée »,
        commentait alors le ministre", and in the present what those who met wrote on it ("conviennent-ils dans un
        communiqué commun")."""
        if words.verb is None:
            return False
        beside = {t.lower_ for t in self._doc[words.verb.i : words.verb.i + 3]}
        written = tense == "present" and words.fact.medium == "communique" and self._met_on(time, words.fact)
        return written or (tense == "imperfect" and "alors" in beside)

    def _stays_back(self, deed: Token, at: int) -> bool:
        """Whether all that is told from a verb in the pluperfect to the code point `at` is told in it too, or in the
        imperfect."""
        after = self._doc[deed.i + 1 : deed.i + 1 + _FAR]
        between = [t for t in after if t.idx < at and t.pos_ in {"VERB", "AUX"}]
        tenses = {tense_of(t) for t in between if not t.dep_.startswith("aux")}
        return tenses <= {"pluperfect", "imperfect", "infinitive", "participle", None}

    def _is_inverted(self, verb: Token) -> bool:
        return self._doc[verb.i - 1].lower_ in self._words.inverted

    def _is_over(self, time: TimeExpr) -> bool:
        """Whether a day is told as past or as that of the report, or counted from one that is: "la veille"."""
        while time.direction == "nearest" and time.anchor is not None:
            time = self._layers.times[time.anchor]
        return time.direction in {"past", "same"}

    def _met_on(self, time: int, fact: Statement, *, there: bool = True) -> bool:
        """Whether the speaker took part himself in a contact that expression `time` dates; `there`: a journey too."""
        met = (d.fact for d in self._layers.contacts if d.time == time and d.fact.status in {"held", "ongoing"})
        met = (c for c in met if there or c.kind != "visit")
        return any(fact.speaker == p.actor for contact in met for p in contact.participants)

    def _sentences_between(self, deed: Token, at: int) -> int:
        """How many sentences further on than the deed the code point `at` stands; a mark that the parser takes for one
        is none."""
        found, opens = 0, False
        for token in self._doc[deed.sent.end :]:
            if token.idx > at:
                break
            opens = opens or bool(token.is_sent_start)
            if opens and not token.is_punct:
                found, opens = found + 1, False
        return found

    def _is_said(self, time: TimeExpr) -> bool:
        """Whether the time stands in words that somebody else reports."""
        return any(s.start <= time.start < s.end for d in self._layers.statements for s in d.fact.content)
