"""What a fact is about: whether its words, the sentence they stand in and its names hold the words of a question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ..extract.positions.issue_table import Issue, IssueTable
from ..extract.positions.issues import issue_key
from ..fold import find_stems, fold_name, strip_accents
from ..lang.pack import Pack
from ..store.links import find_spans, find_words
from ..types import Actor, Fact, Position, Record, Span
from .card import make_passage

_CLOSED: Final = frozenset(
    """le la les l un une des du de d au aux a et ou en sur pour par dans avec sans entre
    the of on an and or in to for with between about""".split()
)
"""Words that say nothing of a matter, folded."""


class About:
    """A question: words, or a matter of the lexicon by its key or its name in French or English."""

    def __init__(self, question: str, *, record: Record, pack: Pack) -> None:
        self.issue = find_issue(question, pack)
        words = " ".join(w for w in re.findall(r"[a-z0-9]+", strip_accents(question)) if w not in _CLOSED)
        self._stems = frozenset(find_stems(words))
        self._pack = pack
        self._texts = {document.id: document.text or "" for document in record.documents}
        self._names: Mapping[str, Actor] = {actor.id: actor for actor in record.actors}
        self._around: dict[Span, frozenset[str]] = {}
        self._whole: dict[str, frozenset[str]] = {}
        self._met: dict[str, bool] = {}

    def holds(self, fact: Fact) -> bool:
        """Whether `fact` is about it: a matter that its words meet, or every word of the question said around it."""
        if self.issue and isinstance(fact, Position) and fact.issue == self.issue.key:
            return True
        spans = find_spans(fact)
        if self.issue and any(self._meets(span.text) for span in spans):
            return True
        if not self._stems:
            return False
        # What the whole dispatch does not say, no sentence of it says: names may, and are looked at before sentences.
        unsaid = self._stems.difference(*(self._find_in(doc) for doc in {span.doc for span in spans}))
        if unsaid and not unsaid <= set(find_stems(find_words(fact, self._names))):
            return False
        missing = self._stems.difference(*(self._find_around(span) for span in spans))
        return not missing or missing <= set(find_stems(find_words(fact, self._names)))

    def _meets(self, words: str) -> bool:
        """Whether words speak of the matter of the question."""
        if words not in self._met:
            self._met[words] = bool(self.issue) and issue_key(words, pack=self._pack) == (self.issue and self.issue.key)
        return self._met[words]

    def _find_in(self, doc: str) -> frozenset[str]:
        """Stems of a whole document."""
        if doc not in self._whole:
            self._whole[doc] = frozenset(find_stems(self._texts.get(doc, "")))
        return self._whole[doc]

    def _find_around(self, span: Span) -> frozenset[str]:
        """Stems of the sentence that `span` stands in."""
        if span not in self._around:
            passage = make_passage(span, self._texts.get(span.doc, ""))
            self._around[span] = frozenset(find_stems(f"{passage.before} {span.text} {passage.after}"))
        return self._around[span]


def find_issue(question: str, pack: Pack) -> Issue | None:
    """The matter of the lexicon whose key or name `question` is; None where it is none."""
    wanted = fold_name(question)
    for issue in pack.table("issues", IssueTable).issues:
        if wanted in {fold_name(issue.key), fold_name(issue.fr), fold_name(issue.en)}:
            return issue
    return None
