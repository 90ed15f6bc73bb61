"""What the dispatches say around an event: its sentence, the words that name its actors and place, the story's cast."""

from __future__ import annotations

from collections import defaultdict

from ..types import Document, Mention, Record, Span
from ..views.card import Passage, make_passage
from .codes import Coder
from .coding import Coded


class Stories:
    """The documents of a record with the mentions in them."""

    def __init__(self, record: Record, coder: Coder) -> None:
        self.documents: dict[str, Document] = {document.id: document for document in record.documents}
        self._mentions: dict[str, list[Mention]] = defaultdict(list)
        for mention in sorted(record.mentions, key=lambda mention: (mention.start, mention.end)):
            self._mentions[mention.doc].append(mention)
        self._coder = coder
        self._passages: dict[Span, Passage] = {}
        self._near: dict[Span, list[Mention]] = {}
        self._casts: dict[str, list[tuple[str, str]]] = {}

    def passage(self, span: Span) -> Passage:
        """`span` in its sentence; alone where the record brings no texts."""
        if span not in self._passages:
            document = self.documents.get(span.doc)
            self._passages[span] = make_passage(span, (document.text if document else None) or "")
        return self._passages[span]

    def raw_name(self, coded: Coded, actor: str) -> str:
        """The words by which the event's evidence names an actor, else its sentence; empty where neither does."""
        for mention in self._around(coded):
            if mention.actor == actor or actor in mention.members:
                return mention.text
        return ""

    def raw_place(self, coded: Coded) -> str:
        """The words by which the event's sentence names its place; empty where it does not."""
        place = coded.event.place
        for mention in self._around(coded) if place else ():
            if mention.place and place and mention.place.name == place.name:
                return mention.text
        return ""

    def _around(self, coded: Coded) -> list[Mention]:
        """Mentions in the evidence, then those in the rest of its sentence."""
        if not coded.event.evidence:
            return []
        span = coded.event.evidence[0]
        if span not in self._near:
            start, end = find_bounds(self.passage(span))
            near = [m for m in self._mentions[span.doc] if start <= m.start and m.end <= end]
            self._near[span] = sorted(near, key=lambda m: not (span.start <= m.start and m.end <= span.end))
        return self._near[span]

    def people(self, doc: str) -> list[str]:
        """English names of the persons that a document names."""
        return self._cast(doc, ("person",))

    def organisations(self, doc: str) -> list[str]:
        """English names of the organisations, institutions and groups that a document names."""
        return self._cast(doc, ("organisation", "institution", "group", "format"))

    def locations(self, doc: str) -> list[str]:
        """English names of the states and places that a document names."""
        places = {mention.place.name.en for mention in self._mentions[doc] if mention.place}
        return sorted(places | set(self._cast(doc, ("state",))))

    def _cast(self, doc: str, kinds: tuple[str, ...]) -> list[str]:
        if doc not in self._casts:
            named = {mention.actor for mention in self._mentions[doc] if mention.actor}
            codes = (self._coder.find(actor) for actor in named)
            self._casts[doc] = sorted({(code.name, code.kind) for code in codes})
        return sorted({name for name, kind in self._casts[doc] if kind in kinds})


def find_bounds(passage: Passage) -> tuple[int, int]:
    """Offsets of a passage in its document's text, end exclusive."""
    return passage.span.start - len(passage.before), passage.span.end + len(passage.after)
