"""Building statements: their content trimmed, their kind, their frame's medium and time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from ..drafts import StatementDraft
from ..ids import make_id
from ..types import Cue, Statement
from ..vocab import Medium, StatementKind
from .background import earlier_clause
from .cue_forms import CueGroup
from .fixed_phrases import FixedPhrases
from .insertions import is_inserted, of_participle
from .layers import MentionDraft, Quoted
from .speakers import NOBODY, Speaker
from .syntax import is_aside, is_bound
from .units import Unit
from .view import View

_EDGE = frozenset({",", ".", ":", ";", "–", "—", "-"})
_RELATIVE = 20
"""How far back from a time, in tokens, the relative clause may begin in which it stands."""
_ADJECTIVE = 4
"""How many tokens into what somebody says of himself its day may stand: "s'est dit tout à fait prêt lundi à"."""
_GROUP = 5
"""How many tokens before a time its participle may stand."""
_CLOSING = frozenset({"»", '"', "”"})
_PRESS = "MED"
_TITLE = 3
"""How many quoted words tell that a title quotes the same words as the text."""
Pieces = list[tuple[int, int]]


@dataclass(slots=True, unsafe_hash=True)
class Told:
    """What an attribution found: the reported tokens, who says them, and the words that attribute them (`frame`).

    To whom: `addressee`, tokens of the sentence, or else `to`, actors.
    """

    pieces: Pieces
    speaker: Speaker
    cue: CueGroup | None = None
    frame: tuple[int, int] | None = None
    within: str | None = None
    via: Speaker = NOBODY
    addressee: tuple[int, int] | None = None
    to: tuple[str, ...] = ()


class StatementBuilder:
    """Makes the statements of one document and keeps the times that date its report verbs."""

    def __init__(self, view: View, media: FixedPhrases) -> None:
        self.view, self.layers, self._media = view, view.layers, media
        self.statements: list[StatementDraft] = []
        self.report_times: set[int] = set()
        self.apart: set[int] = set()  # quotations that another than the speaker of the sentence is said to say
        self.titles: list[str] = []

    def add(self, unit: Unit, told: Told, free: set[int]) -> Statement | None:
        """Add what was `told`; `free` are numbers of quotations that may still be taken, and loses those taken."""
        spans = [s for a, b in told.pieces if (s := self._trimmed(a, b))]
        if not spans:
            return None
        view, layers = self.view, self.layers
        numbers = [n for n in unit.numbers if any(s < view.outer[n].end and view.outer[n].start < e for s, e in spans)]
        numbers = [n for n in numbers if n not in self.apart]
        free.difference_update(numbers)
        quotes = [view.outer[n] for n in numbers]
        kind, content = self._kind(spans, quotes)
        frame = told.frame if told.frame and told.frame[1] > told.frame[0] else None
        time = self._time_in(frame, told.cue) if frame else None
        time = self._time_within(told) if time is None else time
        if time is not None and told.cue is not None and told.cue.finite and told.within is None:
            self.report_times.add(time)
        speaker, cue = told.speaker, told.cue
        to, medium = self._addressees(told), self._medium(unit, frame, speaker, told.pieces)
        fact = Statement(
            id=make_id("statement", layers.document.id, content[0][0], content[-1][1], speaker.actor or ""),
            doc=layers.document.id, content=tuple(layers.span(s, e) for s, e in content),
            quoted=tuple(layers.span(*q) for q in self._quoted(spans, quotes)), kind=kind, speaker=speaker.actor,
            co_speakers=speaker.others, speaker_candidates=speaker.candidates if not speaker.actor else (),
            speaker_span=layers.span(view.idx[speaker.start], view.ends[speaker.end - 1]) if speaker.found else None,
            cue=Cue(span=layers.span(view.idx[cue.start], view.ends[cue.end - 1]), lemma=cue.kind.lemma)
            if cue else None,
            addressee=tuple(a for a in to if not self._is_press(a)), anonymous=speaker.anonymous,
            medium="interview" if medium == "unknown" and any(map(self._is_press, to)) else medium,
            within=told.within,
            via=tuple(a for a in (told.via.actor, *told.via.others) if a and a != speaker.actor),
            evidence=(layers.span(view.idx[unit.start], view.ends[unit.end - 1]),),
            flags=("unclosed",) if any(not q.closed for q in quotes) else (),
        )  # fmt: skip
        if told.within is not None and speaker.actor:
            self._hand_over(told.within, fact)
        self.statements.append(StatementDraft(fact=fact, time=time))
        if unit.block == "title":
            self.titles.append(fact.id)
        return fact

    def settle_titles(self) -> None:
        """Give the words that a title quotes to whoever says them in the text: "Malte : « A »" is about Malta, whose
        prime minister said A. A title that names a person stands."""
        if not self.titles:
            return
        told = [(self._plain(d.fact), d.fact) for d in self.statements if d.fact.id not in self.titles]
        for number, draft in enumerate(self.statements):
            speaker = self.layers.actors.get(draft.fact.speaker or "")
            words = self._plain(draft.fact)
            if draft.fact.id not in self.titles or len(words.split()) < _TITLE:
                continue
            if speaker is not None and speaker.kind in ("person", "anonymous"):
                continue
            same = next((f for w, f in told if f.speaker and f" {words} " in f" {w} "), None)
            if same is not None and same.speaker != draft.fact.speaker:
                fact = msgspec.structs.replace(
                    draft.fact, speaker=same.speaker, co_speakers=same.co_speakers, speaker_candidates=()
                )
                self.statements[number] = msgspec.structs.replace(draft, fact=fact)

    @staticmethod
    def _plain(fact: Statement) -> str:
        """The quoted words of a statement, in lower case, without marks."""
        return " ".join(re.findall(r"\w+", " ".join(span.text for span in fact.quoted).casefold()))

    def _hand_over(self, outer: str, inner: Statement) -> None:
        """Take the quoted words that `inner` tells of somebody from the statement that relays them."""
        taken = {(span.start, span.end) for span in inner.quoted}
        for number, draft in enumerate(self.statements):
            if draft.fact.id == outer and taken and draft.fact.speaker != inner.speaker:
                kept = tuple(s for s in draft.fact.quoted if (s.start, s.end) not in taken)
                kind = draft.fact.kind if kept else "indirect"
                fact = msgspec.structs.replace(draft.fact, quoted=kept, kind=kind)
                self.statements[number] = msgspec.structs.replace(draft, fact=fact)

    def note_time(self, frame: tuple[int, int], cue: CueGroup) -> None:
        """Keep the time among the words of `frame` as one of speaking, though no statement is made of what was said."""
        time = self._time_in(frame, cue) if cue.finite and frame[1] > frame[0] else None
        if time is not None:
            self.report_times.add(time)

    def _trimmed(self, start: int, end: int) -> tuple[int, int] | None:
        text = self.view.text
        while start < end and (text[start].isspace() or text[start] in _EDGE):
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in _EDGE):
            end -= 1
        return (self.view.idx[start], self.view.ends[end - 1]) if end > start else None

    @staticmethod
    def _quoted(spans: Pieces, quotes: list[Quoted]) -> Pieces:
        """The quoted words that are told: an incise inside the marks is not among them."""
        return [(max(s, q.start), min(e, q.end)) for q in quotes for s, e in spans if max(s, q.start) < min(e, q.end)]

    def _kind(self, spans: Pieces, quotes: list[Quoted]) -> tuple[StatementKind, Pieces]:
        """direct where quotations fill the content, mixed where fused in it, partial where only they are told."""
        if not quotes:
            return "indirect", spans
        covered = sum(max(0, min(e, q.outer_end) - max(s, q.outer_start)) for s, e in spans for q in quotes)
        if sum(e - s for s, e in spans) - covered > 3:
            return "mixed", spans
        whole = self._quoted(spans, quotes)
        words = sum(len(self.layers.text[s:e].split()) for s, e in whole)
        return ("direct" if words > 3 or self._is_sentence(whole[0]) else "partial"), whole

    def _is_sentence(self, span: tuple[int, int]) -> bool:
        text = self.layers.text[span[0] : span[1]]
        return text[:1].isupper() and text[-1:] in ".!?…"

    def _time_in(self, frame: tuple[int, int], cue: CueGroup | None) -> int | None:
        """The first day or hour among the words that attribute, which is when the words were said.

        Not one in a relative clause ("qui était samedi à Rome, réclame") or beside a participle ("fixé en 2015"), nor
        a bound ("au pouvoir depuis mai").
        """
        first, last = self.view.idx[frame[0]], self.view.ends[frame[1] - 1]
        for index, time in enumerate(self.layers.times):
            if first <= time.start < last and time.kind in ("DATE", "TIME") and not self._is_aside(time.start, cue):
                return index
        return None

    def _time_within(self, told: Told) -> int | None:
        """The day between the adjective and what it governs: "s'est dit prêt mardi à négocier" was said on Tuesday."""
        view, cue = self.view, told.cue
        if cue is None or not cue.reflexive or not told.pieces:
            return None
        start, end = told.pieces[0]
        for index, time in enumerate(self.layers.times):
            first = next((i for i in range(start + 1, min(start + _ADJECTIVE, end)) if view.idx[i] == time.start), None)
            if first is None or time.kind not in ("DATE", "TIME") or is_bound(view.doc[first]):
                continue
            after = view.token_at(time.end - 1) + 1
            light = all(view.doc[i].pos_ in ("ADJ", "ADV", "VERB", "PUNCT") for i in range(start, first))
            if light and after < end and view.low[after] in view.words.governed:
                return index
        return None

    def _is_aside(self, at: int, cue: CueGroup | None) -> bool:
        if cue is None:
            return False
        doc, first = self.view.doc, self.view.token_at(at)
        if self._is_holding_forth(first):
            return False
        if of_participle(doc[first], cue.start, self.view.words.present):
            return True
        if self._in_relative(first, cue.start) or is_inserted(doc[first], doc[cue.verb]):
            return True
        return is_bound(doc[first]) or is_aside(doc[first], doc[cue.verb], self.layers.by_token)

    def _is_holding_forth(self, at: int) -> bool:
        """Whether token `at` dates the speech that a relative tells: "X, qui s'exprimait mardi à Rome, a dit"."""
        view = self.view
        verb = next((i for i in range(at - 1, max(at - _GROUP, 0), -1) if view.low[i] in view.words.holding_forth), 0)
        return bool(verb) and any(view.low[i] == "qui" and view.text[i - 1] == "," for i in range(verb - 3, verb))

    def _in_relative(self, at: int, stop: int) -> bool:
        """Whether token `at` is in a relative clause that closes before token `stop`: "X, qui l'a vu lundi, dit"."""
        view = self.view
        if not any(view.text[i] == "," for i in range(at + 1, stop)):
            return False
        for i in range(at - 1, max(at - _RELATIVE, 0), -1):
            if view.low[i] in view.words.relatives and view.text[i - 1] == ",":
                return True
            if view.text[i] in (",", ";", ":", "."):
                return False
        return False

    def _medium(
        self, unit: Unit, frame: tuple[int, int] | None, speaker: Speaker, pieces: Sequence[tuple[int, int]]
    ) -> Medium:
        """The medium that the words of an attribution tell, with those that open its sentence ("Dans un communiqué,")
        or follow it (", dans un communiqué"), those after quoted words ("a dénoncé « A » sur son compte"), or the text
        that speaks; unknown where they tell none."""
        view, spans = self.view, [(speaker.start, speaker.end)] if self._is_text(speaker) else []
        if frame is None:
            spans.append((unit.start, self._adjunct_end(unit.start, unit.end)))  # "Dans une déclaration commune, …"
        else:
            earlier = earlier_clause(view.doc, *frame)
            spans += [frame] if earlier is None else [(frame[0], earlier[0]), (earlier[1], frame[1])]
            if (comma := self._adjunct_end(unit.start, frame[0])) > unit.start:
                spans.append((unit.start, comma))
            first = frame[1] + (view.text[frame[1] : frame[1] + 1] == [","])
            spans.append((first, self._adjunct_end(first, unit.end)))
        first, last = pieces[-1]
        marked = next((i + 1 for i in range(last - 1, first, -1) if view.quote_at[i] >= 0), last)
        marked += marked < last and view.text[marked] in _CLOSING
        if first < marked < last and (end := self._adjunct_end(marked, last)) > marked:
            spans.append((marked, end))
        return self._media.told(*(view.words_of(*span) for span in spans))

    def _is_press(self, actor: str) -> bool:
        """Whether the actor is a paper, an agency or a channel, which hears for its readers."""
        return actor in self.layers.actors and self.layers.actors[actor].role_code == _PRESS

    def _is_text(self, speaker: Speaker) -> bool:
        actor = self.layers.actors.get(speaker.actor or "")
        return actor is not None and actor.kind == "document"

    def _adjunct_end(self, first: int, stop: int) -> int:
        """The comma or the stop that ends the adjunct from token `first` on; `first` where none begins or a verb is in
        it."""
        view = self.view
        if first + 1 >= stop or view.low[first] not in view.words.adjuncts:
            return first
        end = next((i for i in range(first, stop) if view.text[i] in {",", ";", ":"}), stop)
        return first if view.has_clause(first, end) or view.quote_at[first] >= 0 else end

    def _addressees(self, told: Told) -> tuple[str, ...]:
        if told.addressee is None:
            return told.to
        first, last = told.addressee
        told_to = [m for m in self.layers.mentions if first <= m.start < last and not m.adjective]
        told_to = [m for m in told_to if not _is_inside(m, self.view.mention(m.start))]
        found = [a for m in told_to for a in m.actors]
        return tuple(dict.fromkeys(a for a in found if a not in {told.speaker.actor, *told.speaker.others}))


def _is_inside(mention: MentionDraft, whole: MentionDraft | None) -> bool:
    """Whether `mention` only tells more of whom `whole` describes ("les avocats de X")."""
    return whole is not None and whole.start < mention.start and mention.end <= whole.end
