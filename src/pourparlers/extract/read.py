"""One dispatch read: from a document to its `Reading`, through steps that say what they need and what they give."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec
from spacy.tokens import Doc as Parsed

from ..annotate.attribution import Attributor
from ..annotate.layers import Layers, MentionDraft, layers_of
from ..annotate.linking import Linker
from ..annotate.pipeline import DocMaker, load_model, parse_documents
from ..annotate.quotes import QuoteFinder
from ..annotate.times import find_times
from ..annotate.tree import AnyDoc, Doc, text_of, tree_of
from ..drafts import Reading
from ..errors import ConfigError
from ..ids import make_id
from ..knowledge.model import KnowledgeBase
from ..lang.pack import Pack
from ..types import Document, Mention, Named, Place
from .contacts.reader import find_contacts
from .event_contacts import contact_events, told_once
from .events import find_events
from .exchanges import find_exchanges
from .figures import find_figures
from .handed_days import DayHands, hand_said, hand_told
from .known_days import known_days
from .known_meetings import met_days
from .known_span import known_span
from .occasions import find_circumstances
from .positions.reader import find_positions

_log = logging.getLogger(__name__)


_FIRST_LINES = 600
"""Code points within which who is named with an office holds it when the text was written."""
_BATCH = 16
"""Documents that go through the model and the steps side by side."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step over a parsed `Doc`: its name, what it needs and what it gives (names of layers), what it does."""

    name: str
    needs: tuple[str, ...]
    gives: tuple[str, ...]
    run: Callable[[AnyDoc], object]


def check_steps(steps: Sequence[Step], given: Iterable[str] = ("tokens",)) -> None:
    """Raise ConfigError where a step needs a layer that no step before it gives."""
    have = set(given)
    for step in steps:
        missing = [need for need in step.needs if need not in have]
        if missing:
            raise ConfigError(f"step {step.name!r} needs {', '.join(missing)}, which no step before it gives")
        have |= set(step.gives)


class Reader:
    """Reads documents in one language with one language pack and one knowledge base.

    `steps` are public, in order; `parse` gives the parsed `Doc`s they run over, so that each can be timed alone.
    """

    def __init__(self, pack: Pack, kb: KnowledgeBase) -> None:
        self.pack, self.kb = pack, kb
        self._nlp = load_model(pack.code)
        self._make_doc = DocMaker(self._nlp, pack)
        self.steps = make_steps(pack, kb)
        check_steps(self.steps)

    def read(self, document: Document) -> Reading:
        """The reading of one document; one in another language has no facts."""
        return next(self.read_many([document]))

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """Readings of `documents`, in order. A document in a language without a pack is kept without facts."""
        waiting = list(documents)
        for start in range(0, len(waiting), _BATCH):
            batch = waiting[start : start + _BATCH]
            docs = list(self.parse([d for d in batch if self.reads(d)]))
            for step in self.steps:  # each over all of them: its code and tables stay at hand, 3 ms a dispatch cheaper
                for doc in docs:
                    step.run(doc)
            done = iter(docs)
            for document in batch:
                if not self.reads(document):
                    yield Reading(document=document)
                    continue
                doc = next(done)
                reading = reading_of(doc)
                span = known_span(reading, self.kb, _titled(doc))
                sentences = ((s.start_char, s.end_char) for s in doc.sents)
                days = known_days(reading, sentences, kb=self.kb, pack=self.pack)
                yield msgspec.structs.replace(
                    reading, known_span=span, known_days=days, met_days=tuple(met_days(reading, self.kb))
                )

    def reads(self, document: Document) -> bool:
        """Whether the document has text in the language of the pack (or too short to tell)."""
        return bool(document.text and document.text.strip()) and document.language in {self.pack.code, None}

    def parse(self, documents: Iterable[Document]) -> Iterator[Parsed]:
        """Parsed `Doc`s of `documents`, in order, before any of our steps."""
        yield from parse_documents(self._nlp, self._make_doc, documents)


def make_steps(pack: Pack, kb: KnowledgeBase) -> tuple[Step, ...]:
    """Our steps in order, each over a parsed `Doc`."""
    quotes, linker, attributor = QuoteFinder(), Linker(pack, kb), Attributor(pack)

    def times(doc: Doc) -> None:
        layers_of(doc).times = find_times(doc, pack=pack)

    def contacts(doc: Doc) -> None:
        layers = layers_of(doc)
        layers.contacts = [*find_contacts(doc, pack=pack, kb=kb), *find_exchanges(doc, pack=pack)]
        hand_said(layers, doc)
        layers.statements = find_circumstances(doc, pack=pack)
        hand_told(layers, doc)

    def events(doc: Doc) -> None:
        layers = layers_of(doc)
        found = DayHands(doc).to_events(find_events(doc, pack=pack))
        layers.events = told_once(found, contact_events(doc), layers)

    def positions(doc: Doc) -> None:
        layers_of(doc).positions = DayHands(doc).to_positions(find_positions(doc, pack=pack))

    def figures(doc: Doc) -> None:
        layers_of(doc).figures = find_figures(doc, pack=pack)

    return (
        Step("tree", ("tokens",), ("tree",), tree_of),
        Step("times", ("tokens",), ("times",), _over(times)),
        Step("quotes", quotes.needs, quotes.gives, _over(quotes)),
        Step("entities", linker.needs, linker.gives, _over(linker)),
        Step("attribution", attributor.needs, attributor.gives, _over(attributor)),
        Step("contacts", ("mentions", "times", "quotes", "statements"), ("contacts",), _over(contacts)),
        Step("events", ("mentions", "times", "statements", "contacts"), ("events",), _over(events)),
        Step("positions", ("mentions", "statements"), ("positions",), _over(positions)),
        Step("figures", ("mentions", "statements"), ("figures",), _over(figures)),
    )


def _over(work: Callable[[Doc], object]) -> Callable[[AnyDoc], object]:
    """`work` over the tree of a document, made where no step has made it yet."""
    return lambda doc: work(tree_of(doc))


def reading_of(doc: AnyDoc) -> Reading:
    """The reading that the layers of a fully annotated `Doc` amount to; only actors that something names are kept."""
    layers, tree = layers_of(doc), tree_of(doc)
    mentions = tuple(_mention(tree, layers, m) for m in layers.mentions if m.as_place or m.actors or m.candidates)
    reading = Reading(
        document=layers.document,
        mentions=mentions,
        times=tuple(layers.times),
        statements=tuple(layers.statements),
        contacts=tuple(layers.contacts),
        events=tuple(layers.events),
        positions=tuple(layers.positions),
        figures=tuple(layers.figures),
        report_days=tuple(layers.report_times),
    )
    used = _used_actors(reading, layers)
    return msgspec.structs.replace(reading, actors=tuple(layers.actors[a] for a in sorted(used)))


def _titled(doc: AnyDoc) -> dict[str, frozenset[str]]:
    """The functions with which the first lines name persons: "le Premier ministre Youssef Chahed"."""
    tree, found = tree_of(doc), dict[str, frozenset[str]]()
    for m in layers_of(doc).mentions:
        if m.how == "name" and m.actor and m.function and tree[m.start].idx < _FIRST_LINES:
            found[m.actor] = found.get(m.actor, frozenset()) | {m.function}
    return found


def _mention(doc: Doc, layers: Layers, draft: MentionDraft) -> Mention:
    start, end = doc[draft.start].idx, doc[draft.end - 1].idx + len(doc[draft.end - 1].text)
    actor = None if draft.as_place else draft.actor
    return Mention(
        id=make_id("mention", layers.document.id, start, end, draft.how, actor or ""),
        doc=layers.document.id,
        start=start,
        end=end,
        text=layers.text[start:end],
        actor=actor,
        how=draft.how,
        candidates=() if draft.as_place else draft.candidates,
        members=() if draft.as_place or actor else draft.members,
        place=_venue(doc, layers, draft) if draft.as_place else None,
        why=draft.why,
    )


def _venue(doc: Doc, layers: Layers, draft: MentionDraft) -> Place:
    """The place that a name which could act is here: a town, or the country itself ("en Russie")."""
    if draft.place is not None:
        return draft.place
    actor = layers.actors.get(draft.actor or "")
    if actor is not None:
        return Place(name=actor.name, country=actor.state)
    words = text_of(doc[draft.start : draft.end])
    return Place(name=Named(fr=words, en=words))


def _used_actors(reading: Reading, layers: Layers) -> set[str]:
    """Ids of the actors that a mention or a fact of the reading names."""
    used: set[str] = set()
    for mention in layers.mentions:
        if mention.as_place:
            continue
        used |= {*mention.actors, *(c.actor for c in mention.candidates)}
    for statement in reading.statements:
        fact = statement.fact
        used |= {
            fact.speaker or "",
            *fact.co_speakers,
            *fact.addressee,
            *fact.via,
            *(c.actor for c in fact.speaker_candidates),
        }
    used |= {p.actor for c in reading.contacts for p in c.fact.participants}
    used |= {a for e in reading.events for a in (*e.fact.actor, *e.fact.recipient)}
    for position in reading.positions:
        used |= {position.fact.holder or "", *position.fact.co_holders, *position.fact.addressee}
    used |= {a for f in reading.figures for a in (f.fact.of, f.fact.according_to) if a}
    return {a for a in used if a in layers.actors}
