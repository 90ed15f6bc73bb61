"""Reads a sentence up to the linking step, for the tests of who is who."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from pourparlers.annotate.layers import Layers, MentionDraft, layers_of
from pourparlers.annotate.linking import Linker
from pourparlers.annotate.pipeline import DocMaker, parse_documents
from pourparlers.annotate.quotes import QuoteFinder
from pourparlers.knowledge.model import KnowledgeBase
from pourparlers.lang.pack import Pack
from pourparlers.types import Document, Published


@dataclass(frozen=True)
class Linked:
    """A linked text and look-ups by its words."""

    doc: Doc
    layers: Layers

    def mention(self, words: str, *, exact: bool = False) -> MentionDraft | None:
        """The mention of these words, else (unless `exact`) the shortest one that holds them."""
        found = [m for m in self.layers.mentions if self.words(m) == words]
        if not found and not exact:
            found = [m for m in self.layers.mentions if words in self.words(m)]
        return min(found, key=lambda m: m.end - m.start, default=None)

    def words(self, mention: MentionDraft) -> str:
        """The words of a mention."""
        return self.doc[mention.start : mention.end].text

    def actors(self, words: str) -> tuple[str, ...]:
        """Whom these words mean; nobody where they are no mention, open or only a venue."""
        mention = self.mention(words)
        return mention.actors if mention is not None and not mention.as_place else ()

    def name(self, words: str) -> str:
        """The French name of the one actor that these words mean."""
        actors = self.actors(words)
        return self.layers.actors[actors[0]].name.fr if len(actors) == 1 else ""

    def candidates(self, words: str) -> set[str]:
        """Whom these words may mean."""
        mention = self.mention(words)
        return {c.actor for c in mention.candidates} if mention is not None else set()

    def is_venue(self, words: str) -> bool:
        """Whether these words are only a place."""
        mention = self.mention(words)
        return mention is not None and mention.as_place


Link = Callable[..., Linked]


def make_link(nlp: Language, pack: Pack, kb: KnowledgeBase) -> Link:
    """A function that links a text as one published on `day`."""
    linker, quotes, make_doc = Linker(pack, kb), QuoteFinder(), DocMaker(nlp, pack)

    def link(text: str, day: str | None = "2022-02-10") -> Linked:
        document = Document(id="d", uri="d.txt", text=text, published=Published(value=day))
        doc = next(iter(parse_documents(nlp, make_doc, [document])))
        quotes(doc)
        linker(doc)
        return Linked(doc, layers_of(doc))

    return link
