"""The day of a dispatch's news, before which words that comment on it were not said.

In: the layers of a parsed `Doc`, its times and statements found. Out: indices in `layers.times`.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from ..annotate.layers import Layers
from ..annotate.tree import Doc, Token
from ..annotate.word_table import NOUNS
from ..drafts import StatementDraft, TimeExpr
from ..types import Span
from .hearers import tense_said

_LEAD: Final = 700
"""How far into the text, in code points, the day of the news is told at the latest."""
_BESIDE: Final = 6
"""How many tokens from its verb a word of other days belongs to a report."""
_NAMED: Final = frozenset({"weekday_date", "this_weekday"})
"""Rules of days that are given with their weekday and their year."""
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_OTHER: Final = NOUNS.neighbouring_days
"""Words that move a paragraph to another day."""


def news_day(layers: Layers) -> int | None:
    """The first day that the opening of a text tells as past and not as over before; None where it tells none. Its
    statements must be known: what somebody says word for word tells no news."""
    quoted = [s for d in layers.statements for s in d.fact.quoted]
    starts = [b.start for b in layers.document.blocks if b.kind in {"lead", "body"}]
    limit = min(starts, default=0) + _LEAD
    first = next((n for n, t in enumerate(layers.times) if _is_told(t) and not _is_in(t.start, quoted)), None)
    return first if first is not None and layers.times[first].start < limit else None


def _is_told(time: TimeExpr) -> bool:
    """Whether an expression gives a day that the text tells as past, what was over before the news aside."""
    story = time.direction in {"past", "same"} and time.is_day and not (time.background or time.loose)
    return story and time.kind in {"DATE", "TIME"} and not time.in_noise and time.stamp is None


class News:
    """Finds the day of the news of one document; made once its statements are known.

    `other_days` are words beside a report that put it on another day, or on none in particular.
    """

    def __init__(self, doc: Doc, layers: Layers, other_days: frozenset[str]) -> None:
        self._doc, self._layers, self._other_days = doc, layers, other_days
        quoted = [s for d in layers.statements for s in d.fact.quoted]
        self._told = [n for n, t in enumerate(layers.times) if _is_told(t) and not _is_in(t.start, quoted)]
        self.index = news_day(layers)
        self._involved = self._find_involved() if self.index is not None else frozenset()

    def _find_involved(self) -> frozenset[str]:
        """Those whom the text tells to have met or spoken on the day of the news."""
        met = (d for d in self._layers.contacts if d.fact.status in {"held", "ongoing"})
        found = {p.actor for d in met if self._is_news(d.time) for p in d.fact.participants}
        spoke = (d.fact for d in self._layers.statements if self._is_news(d.time))
        return frozenset(found | {s.speaker for s in spoke if s.speaker})

    def since(self, draft: StatementDraft, verb: Token | None) -> int | None:
        """The day of the news, where the report of `draft` with its `verb` is a bare perfect after it and no other day
        is told between; None where the words may have been said before."""
        if self.index is None or verb is None or tense_said(self._doc, draft.fact, verb) != "past":
            return None
        times, evidence, content = self._layers.times, draft.fact.evidence[0], draft.fact.content
        before_it = draft.fact.cue is not None and draft.fact.cue.span.start < content[0].start
        if before_it and _is_in(times[self.index].start, content):
            return None  # "a dit s'être entretenu lundi avec Y"
        before = [n for n in self._told if times[n].start < content[-1].end]
        if not before or not self._is_news(before[-1]):
            return None
        beside = self._doc[max(verb.sent.start, verb.i - _BESIDE) : verb.i + _BESIDE]
        near = {t.lower_ for t in beside if not _is_in(t.idx, content)}
        first = self._layers.text.rfind("\n", 0, evidence.start) + 1
        words = set(self._layers.text[first : evidence.end].lower().split())
        if near & self._other_days or words & _OTHER:
            return None
        own = [n for n, t in enumerate(times) if first <= t.start < evidence.end and t.is_day and t.stamp is None]
        own = [n for n in own if not _is_in(times[n].start, content) and times[n].direction != "future"]
        return self.index if all(self._is_news(n) for n in own) else None

    def is_involved(self, speaker: str | None) -> bool:
        """Whether `speaker` met somebody, or spoke, on the day of the news."""
        return speaker in self._involved

    def _is_news(self, n: int | None) -> bool:
        """Whether expression `n` gives the day of the news: it is that one, or says it again."""
        if n is None or self.index is None:
            return False
        one, news = self._layers.times[n], self._layers.times[self.index]
        beside = any(t.kind == "same" and t.other == n for t in news.ties)  # "hier, lundi"
        if n == self.index or beside or self._is_part(one):
            return True
        alike = (one.value, one.recipe) == (news.value, news.recipe) and one.anchor == news.anchor
        called = _weekday(one) is not None and _weekday(one) == _weekday(
            news
        )  # "vendredi 7 mars", then "vendredi soir"
        return (alike and one.direction == news.direction) or (called and _is_told(one) and _is_told(news))

    def _is_part(self, time: TimeExpr) -> bool:
        """Whether an expression counts from the day of the news and stays on it: "dans la soirée", "le même jour"."""
        recipe = time.recipe
        return time.anchor == self.index and recipe is not None and recipe.op == "day" and not recipe.n


def _weekday(time: TimeExpr) -> int | None:
    """The weekday by which an expression calls its day, of the week around or with its date; None where it calls it by
    none, or says that it is another week's."""
    recipe = time.recipe
    if recipe is not None:
        own = recipe.op in ("weekday", "month_day") and not (recipe.strict or recipe.in_week or recipe.to_day)
        return recipe.weekday if own and time.anchor is None else None
    day = _DAY.match(time.value or "") if time.rule in _NAMED else None
    return date.fromisoformat(day[0]).isoweekday() if day is not None else None


def _is_in(at: int, spans: tuple[Span, ...] | list[Span]) -> bool:
    return any(s.start <= at < s.end for s in spans)
