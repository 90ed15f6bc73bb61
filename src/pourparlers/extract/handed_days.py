"""Days handed to facts that no expression of their own clause dates: by the entry of a chronology or of a live page in
which they stand, and to what somebody says by the statement that says it.

In: the layers of a parsed `Doc`, its entries marked. Out: drafts with their `time` filled in; a day that a draft has is
never changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final, TypeVar

import msgspec

from ..annotate.layers import Layers, layers_of
from ..annotate.syntax import is_bound
from ..annotate.tense import governing_verb, tense_of
from ..annotate.times_entries import find_entries
from ..annotate.tree import Doc
from ..drafts import ContactDraft, EventDraft, PositionDraft, StatementDraft, TimeExpr
from ..types import Span, Statement
from .clause import time_of

_TOLD: Final = frozenset({"held", "ongoing", "cancelled", "refused", "postponed"})
"""Statuses that an entry tells of its own day; what is planned or proposed on it has another."""
_CERTAIN: Final = frozenset({"asserted", "reported"})
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_VERBAL: Final = frozenset({1, 3})
_EARLIER: Final = frozenset({"pluperfect", "past_conditional"})

Draft = TypeVar("Draft", StatementDraft, ContactDraft, EventDraft, PositionDraft)


class DayHands:
    """Hands out the days of one document; made once its times, and for statements its statements, are known."""

    def __init__(self, doc: Doc) -> None:
        self._doc, self._layers = doc, layers_of(doc)
        self._entries = find_entries(self._layers.times, self._layers.text)

    def to_contacts(self, drafts: Iterable[ContactDraft]) -> list[ContactDraft]:
        """`drafts`, those that an entry tells as done, under way or off on its day."""
        return [
            self._over(self._of_entry(d)) if d.fact.status in _TOLD and d.certainty in _CERTAIN else d for d in drafts
        ]  # fmt: skip

    def _over(self, draft: ContactDraft) -> ContactDraft:
        """`draft`, held where the present tells it under the day of an entry that was over when the text was written:
        "22 mai. Le ministre est reçu par X"; planned under that of an agenda, which is to come."""
        time = self._layers.times[draft.time] if draft.time is not None else None
        if time is not None and time.entry in ("inline", "heading") and time.direction == "future":
            present = draft.fact.status in ("ongoing", "held")
            return (
                msgspec.structs.replace(draft, fact=msgspec.structs.replace(draft.fact, status="planned"))
                if present
                else draft
            )
        if draft.fact.status != "ongoing" or time is None or time.entry not in ("inline", "heading"):
            return draft
        if time.direction != "past" and not self._is_before_report(time):
            return draft
        return msgspec.structs.replace(draft, fact=msgspec.structs.replace(draft.fact, status="held"))

    def _is_before_report(self, time: TimeExpr) -> bool:
        """Whether a day of a month without a year is, in its year nearest to the publication, before that."""
        published, recipe = self._layers.document.published.value or "", time.recipe
        if time.value:
            return len(published) >= len(time.value) and time.value < published[: len(time.value)]
        if not _DAY.fullmatch(published) or recipe is None or recipe.month is None or recipe.day is None:
            return False
        report = date.fromisoformat(published)
        days = (_day(year, recipe.month, recipe.day) for year in (report.year - 1, report.year, report.year + 1))
        nearest = min((d for d in days if d is not None), key=lambda d: abs(d - report), default=report)
        return nearest < report

    def to_statements(self, drafts: Iterable[StatementDraft]) -> list[StatementDraft]:
        """`drafts`, those of an entry said on its day, those of a participle ("en ajoutant que …") on that of the words
        beside them."""
        return [self._of_entry(self._of_participle(d)) for d in drafts]

    def _of_participle(self, draft: StatementDraft) -> StatementDraft:
        """`draft`, told by a participle, with the day of its speaker's words in the same sentence."""
        fact = draft.fact
        if fact.cue is None or not fact.speaker or not fact.cue.span.text.split()[-1].endswith("ant"):
            return draft
        found = self._of_statement(draft, {fact.speaker})
        return found if found.time is not None else self._of_deed(draft)

    def _of_deed(self, draft: StatementDraft) -> StatementDraft:
        """`draft`, told by a participle beside a deed of the past, with the day of that: "Le 3 mai, X a pris la parole,
        en assurant que"."""
        at = draft.fact.cue.span.end - 1 if draft.fact.cue is not None else 0
        span = self._doc.char_span(at, at + 1, alignment_mode="expand")
        deed = governing_verb(span[0].head) if span is not None else None
        if span is None or deed is None or deed.i >= span[0].i or tense_of(deed) not in ("past", "imperfect"):
            return draft
        if span[0].head.i != deed.i or (time := time_of(deed, self._layers)) is None:
            return draft
        told = self._layers.times[time]
        over = told.direction == "past" or (told.direction == "nearest" and told.anchor is not None)
        return msgspec.structs.replace(draft, time=time) if over and told.is_day else draft

    def to_positions(self, drafts: Iterable[PositionDraft]) -> list[PositionDraft]:
        """`drafts`, those that their holder says on the day of the statement, else on that of the entry."""
        return [
            self._of_entry(self._of_statement(d, {d.fact.holder or "", *d.fact.co_holders})) for d in drafts
        ]  # fmt: skip

    def to_events(self, drafts: Iterable[EventDraft]) -> list[EventDraft]:
        """`drafts`: acts of speech on the day of the statement, else what an entry tells as done on its day."""
        found = []
        for d in drafts:
            fact = d.fact
            spoken = fact.quad_code in _VERBAL and fact.event_type != "CONSULT" and fact.assertion == "asserted"
            dated = self._of_statement(d, set(fact.actor)) if spoken else d
            found.append(self._of_entry(dated) if fact.assertion in _CERTAIN else dated)
        return found

    def _of_entry(self, draft: Draft) -> Draft:
        """`draft` with the day of the entry in which it stands, unless it tells what was over before that day."""
        if draft.time is not None or not self._entries:
            return draft
        evidence = draft.fact.evidence[0]
        entry = next((e for e in self._entries if e.start <= evidence.start < e.end), None)
        # evidence may begin with the day itself, where the parser joins it to the sentence
        entry = entry or next((e for e in self._entries if evidence.start <= e.start < evidence.end), None)
        if entry is None or self._tenses(evidence) & _EARLIER:
            return draft
        return msgspec.structs.replace(draft, time=entry.index)

    def _of_statement(self, draft: Draft, speakers: set[str]) -> Draft:
        """`draft` with the day on which one of `speakers` says the words in which, or beside which, it stands."""
        if draft.time is not None:
            return draft
        evidence = draft.fact.evidence[0]
        for said in self._layers.statements:
            words: Statement = said.fact
            if said.time is None or not {words.speaker, *words.co_speakers} & speakers:
                continue
            if not any(s.start <= evidence.start and evidence.end <= s.end for s in words.evidence):
                continue
            within = any(s.start <= evidence.start < s.end for s in words.content)
            earlier = _EARLIER | {"past"} if within else _EARLIER
            if not self._tenses(evidence) & earlier:
                return msgspec.structs.replace(draft, time=said.time)
        return draft

    def _tenses(self, span: Span) -> set[str]:
        """The tenses of the verbs in `span`."""
        words = self._doc.char_span(span.start, span.end, alignment_mode="expand")
        found = (tense_of(t) for t in (words if words is not None else ()) if t.pos_ in ("VERB", "AUX"))
        return {tense for tense in found if tense is not None}


def _day(year: int, month: int, day: int) -> date | None:
    """That day, None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def hand_said(layers: Layers, doc: Doc) -> None:
    """Date the statements of `doc` by the expression that hangs on their verb of saying ("Samedi soir, à la radio, le
    ministre a dénoncé …"), none of what they say."""
    layers.statements = [_of_clause(draft, layers, doc) for draft in layers.statements]


def _of_clause(draft: StatementDraft, layers: Layers, doc: Doc) -> StatementDraft:
    fact = draft.fact
    if draft.time is not None or fact.cue is None or fact.within is not None:
        return draft
    cue = doc.char_span(fact.cue.span.start, fact.cue.span.end, alignment_mode="expand")
    verb = next((t for t in reversed(list(cue or ())) if t.pos_ in ("VERB", "AUX")), None)
    if verb is None:
        return draft
    said = [(w.start, w.end - 1) for s in fact.content if (w := doc.char_span(s.start, s.end, alignment_mode="expand"))]
    time = time_of(verb, layers, said=said)
    if time is None or any(s.start <= layers.times[time].start < s.end for s in fact.content):
        return draft
    at = doc.char_span(layers.times[time].start, layers.times[time].end, alignment_mode="expand")
    if at is not None and is_bound(at[0]):
        return draft
    return msgspec.structs.replace(draft, time=time)


def hand_told(layers: Layers, doc: Doc) -> None:
    """Date the contacts and statements of `doc` by the entries in which they stand."""
    hands = DayHands(doc)
    layers.contacts = hands.to_contacts(layers.contacts)
    layers.statements = hands.to_statements(layers.statements)
