"""When facts without a date of their own hold: by the statement that tells them, else by the dispatch's publication."""

from __future__ import annotations

from collections import defaultdict

from ..store.links import find_bounds, find_spans, find_when
from ..types import Event, Fact, Figure, Position, Record, Span, Statement, When


class Dating:
    """The dates of a record's facts.

    An act of speech has the date of its statement. A position or a figure without one has that of the statement in
    whose words it stands, else "on or before" the last day on which its dispatch may have been published: it is told as
    standing then. A contact or another event without a date keeps none.
    """

    def __init__(self, record: Record) -> None:
        self._said = {statement.id: statement for statement in record.statements}
        self._by_doc: dict[str, list[Statement]] = defaultdict(list)
        for statement in record.statements:
            self._by_doc[statement.doc].append(statement)
        self._published = {document.id: document.published.value for document in record.documents}

    def find(self, fact: Fact) -> When:
        """The date of `fact`; an empty one where nothing says."""
        own = find_when(fact)
        if (own.value and own.basis != "bounded") or own.candidates:
            return own
        if isinstance(fact, Event):
            act = self._said.get(fact.statement or "")
            return act.said_on if act and act.said_on.value else own
        if not isinstance(fact, Position | Figure):
            return own
        for span in find_spans(fact)[:1]:
            if (told := self._find_statement(span)) and (told.said_on.basis != "bounded" or not own.value):
                return told.said_on
            if own.value:
                return own
            bounds = find_bounds(self._published.get(span.doc))
            if bounds and bounds[1] < "9999":
                return When(value=f"../{bounds[1]}", basis="bounded")
        return own

    def _find_statement(self, span: Span) -> Statement | None:
        """The dated statement in whose words `span` stands; of several, the one with the fewest words."""
        holding = [
            statement
            for statement in self._by_doc[span.doc]
            if statement.said_on.value
            and any(c.start <= span.start and span.end <= c.end for c in (*statement.content, *statement.evidence))
        ]
        return min(holding, key=lambda s: (sum(c.end - c.start for c in s.content), s.id), default=None)
