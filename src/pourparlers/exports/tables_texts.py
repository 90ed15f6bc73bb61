"""Tables of what was read: documents, their sources and blocks, actors, mentions, times; merges and their reasons."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ..types import Block, Candidate, Document, Judgement, Mention, Reason, Record, Source, When
from ..vocab import ActorKind, BlockKind, JudgementKind, MentionHow, PublishedBasis, TimeKind, Verdict
from .columns import Table, dated, integer, joined, number, placed, stretch, text


def _sources(record: Record) -> Iterable[tuple[Document, Source]]:
    return ((document, source) for document in record.documents for source in document.sources)


def _blocks(record: Record) -> Iterable[tuple[Document, Block]]:
    return ((document, block) for document in record.documents for block in document.blocks)


def _candidates(record: Record) -> Iterable[tuple[Mention, Candidate]]:
    return ((mention, candidate) for mention in record.mentions for candidate in mention.candidates)


def _reasons(record: Record) -> Iterable[tuple[Judgement, int, Reason]]:
    return ((item, n, reason) for item in record.judgements for n, reason in enumerate(item.reasons, 1))


_PUBLISHED = dated(
    lambda d: When(value=d.published.value, candidates=d.published.candidates), "day of publication", prefix="published"
)

TABLES: Final = (
    Table(
        "documents",
        "A dispatch.",
        (
            text("id", "id of the document, from its text", lambda d: d.id),
            text("uri", "where it was read", lambda d: d.uri),
            text("outlet", "who publishes it", lambda d: d.outlet),
            text("agencies", "news agencies that it credits; several joined by `; `", lambda d: joined(d.agencies)),
            text("language", "ISO 639-1 code of its language", lambda d: d.language),
            text("title", "its title", lambda d: d.title),
            *(column for column in _PUBLISHED if not column.name.endswith("_basis")),
            text("published_basis", "how `published` was come by", lambda d: d.published.basis, values=PublishedBasis),
            text("duplicate_of", "document whose text it repeats", lambda d: d.duplicate_of),
            text("copy_of", "document of another outlet whose wire text it carries", lambda d: d.copy_of),
            text("warnings", "what seemed wrong at reading; several joined by `; `", lambda d: joined(d.warnings)),
            text("text", "its text, untouched; empty in exports without texts", lambda d: d.text),
        ),
        lambda record: record.documents,
    ),
    Table(
        "sources",
        "A place where a document was read.",
        (
            text("document", "the document", lambda row: row[0].id),
            text("uri", "file or address", lambda row: row[1].uri),
            text("outlet", "who publishes it there", lambda row: row[1].outlet),
        ),
        _sources,
    ),
    Table(
        "blocks",
        "A stretch of a document's text and what it is for.",
        (
            text("document", "the document", lambda row: row[0].id),
            text("kind", "what it is for", lambda row: row[1].kind, values=BlockKind),
            *stretch(lambda row: row[1]),
        ),
        _blocks,
    ),
    Table(
        "actors",
        "Someone or something that acts.",
        (
            text("id", "id of the actor", lambda a: a.id),
            text("name_fr", "name in French", lambda a: a.name.fr),
            text("name_en", "name in English", lambda a: a.name.en),
            text("aliases", "other names; several joined by `; `", lambda a: joined(a.aliases)),
            text("kind", "what it is", lambda a: a.kind, values=ActorKind),
            text("state", "ISO 3166-1 alpha-3 code of the state that it acts for", lambda a: a.state),
            text("wikidata", "Wikidata item", lambda a: a.wikidata),
            text("office", "office held at the date of the facts, as an id of the knowledge base", lambda a: a.office),
            text("role_code", "CAMEO role code", lambda a: a.role_code),
            text("gender", "grammatical gender of its name in French: m or f", lambda a: a.gender),
            text("number", "grammatical number of its name in French: s or p", lambda a: a.number),
        ),
        lambda record: record.actors,
    ),
    Table(
        "mentions",
        "Words that name an actor.",
        (
            text("id", "id of the mention", lambda m: m.id),
            text("document", "the document", lambda m: m.doc),
            *stretch(lambda m: m),
            text("text", "the words", lambda m: m.text),
            text("actor", "whom they name; empty where it stays open, for several, and for places", lambda m: m.actor),
            text("how", "in what way they name", lambda m: m.how, values=MentionHow),
            text("members", "whom they name together; several joined by `; `", lambda m: joined(m.members)),
            *placed(lambda m: m.place),
            text("why", "what decided, in words", lambda m: m.why or None),
        ),
        lambda record: record.mentions,
    ),
    Table(
        "mention_candidates",
        "An actor that an undecided mention may mean.",
        (
            text("mention", "the mention", lambda row: row[0].id),
            text("actor", "the actor", lambda row: row[1].actor),
            text("why", "what speaks for it", lambda row: row[1].why),
        ),
        _candidates,
    ),
    Table(
        "times",
        "An expression of time.",
        (
            text("id", "id of the expression", lambda t: t.id),
            text("document", "the document", lambda t: t.doc),
            *stretch(lambda t: t),
            text("text", "the words", lambda t: t.text),
            text("kind", "TIMEX3 type", lambda t: t.kind, values=TimeKind),
            text("value", "EDTF for DATE, ISO 8601 for TIME and DURATION; empty where unresolved", lambda t: t.value),
            text("mod", "TIMEX3 modifier", lambda t: t.mod),
            text("basis", "how the value was come by", lambda t: t.basis),
            text("candidates", "days that remain; several joined by `; `", lambda t: joined(t.candidates)),
        ),
        lambda record: record.times,
    ),
    Table(
        "judgements",
        "A decision that two accounts are one, or not.",
        (
            text("id", "id of the judgement", lambda j: j.id),
            text("kind", "what it does", lambda j: j.kind, values=JudgementKind),
            text("pair", "ids of the two accounts, joined by `; `", lambda j: joined(j.pair)),
            text("verdict", "whether they are one", lambda j: j.verdict, values=Verdict),
            text("author", "rule or person that decided", lambda j: j.author),
        ),
        lambda record: record.judgements,
    ),
    Table(
        "reasons",
        "One reason of a judgement.",
        (
            text("judgement", "the judgement", lambda row: row[0].id),
            integer("n", "its place among the reasons, from 1", lambda row: row[1]),
            text("feature", "what was compared", lambda row: row[2].feature),
            number("weight", "how much it says for (positive) or against (negative)", lambda row: row[2].weight),
            text("evidence", "what was found, in words", lambda row: row[2].evidence),
        ),
        _reasons,
    ),
)
"""The tables, in the order of the dictionary."""
