"""An analysis that needs no model: it finds a handful of names, quotes and meetings, enough to fill a record."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pourparlers.drafts import ContactDraft, Reading, StatementDraft
from pourparlers.errors import DataError
from pourparlers.ids import make_id, make_span
from pourparlers.knowledge.load import load_knowledge
from pourparlers.knowledge.model import KnowledgeBase
from pourparlers.lang.pack import Pack, load_pack
from pourparlers.store.protocol import Versions
from pourparlers.types import (
    SCHEMA_VERSION,
    Account,
    Actor,
    Contact,
    Document,
    Header,
    Judgement,
    Mention,
    Named,
    Participant,
    Place,
    Reason,
    Record,
    Statement,
    StatusChange,
    When,
)

ACTORS = {
    "Blinken": Actor(
        id="antony-blinken", name=Named(fr="Antony Blinken", en="Antony Blinken"), kind="person", state="USA",
        state_names=("États-Unis", "United States"),
    ),
    "Lavrov": Actor(
        id="sergei-lavrov", name=Named(fr="Sergueï Lavrov", en="Sergey Lavrov"), kind="person", state="RUS",
        state_names=("Russie", "Russia"),
    ),
    "Kouleba": Actor(
        id="dmytro-kuleba", name=Named(fr="Dmytro Kouleba", en="Dmytro Kuleba"), kind="person", state="UKR",
        state_names=("Ukraine",),
    ),
}  # fmt: skip
ANNOUNCED = "Blinken et Lavrov se rencontreront le 2022-01-21 à Genève."
MET = "Blinken et Lavrov se sont rencontrés à Genève. Kouleba a dit « enfin »."
_NAME = re.compile("|".join(ACTORS))
_QUOTE = re.compile(r'"([^"]+)"|«\s*([^»]+?)\s*»')
_MEET = re.compile(r"[^.]*rencontr[^.]*")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
VERSIONS = Versions(program="1", pack="fr-1", knowledge="k1")
GENEVA = Place(name=Named(fr="Genève", en="Geneva"), country="CHE")


@dataclass
class FakeEngine:
    """`pourparlers.engine.Engine` without a model.

    `slow` is seconds a document, `refuses` a word it chokes on, `broken` whether nothing works.
    """

    versions: Versions = VERSIONS
    slow: float = 0.0
    refuses: str = "\x00never"
    broken: bool = False
    read: list[str] = field(default_factory=list)

    @cached_property
    def pack(self) -> Pack:
        return load_pack("fr")

    @cached_property
    def knowledge(self) -> KnowledgeBase:
        return load_knowledge()

    def read_many(self, documents: Sequence[Document]) -> Iterator[Reading]:
        for document in documents:
            if self.broken:
                raise DataError("the model is not installed", path="model")
            if self.refuses in (document.text or ""):
                raise RuntimeError("this dispatch cannot be taken")
            time.sleep(self.slow)
            self.read.append(document.uri)
            yield make_reading(document)

    def build(self, readings: Sequence[Reading], judgements: Sequence[Judgement], versions: Versions) -> Record:
        return build(readings, judgements, versions)


def make_reading(document: Document) -> Reading:
    text, doc = document.text or "", document.id
    names = list(_NAME.finditer(text))
    mentions = tuple(
        Mention(
            id=make_id("mention", doc, m.start()), doc=doc, start=m.start(), end=m.end(), text=m.group(),
            actor=ACTORS[m.group()].id, how="name",
        )
        for m in names
    )  # fmt: skip
    statements = []
    for m in _QUOTE.finditer(text):
        start, end = m.span(1 if m.group(1) else 2)
        span = make_span(doc, text, start, end)
        before = [n for n in names if n.end() <= start]
        fact = Statement(
            id=make_id("statement", doc, start), doc=doc, content=(span,), quoted=(span,), kind="direct",
            speaker=ACTORS[before[-1].group()].id if before else None, evidence=(span,),
        )  # fmt: skip
        statements.append(StatementDraft(fact=fact))
    contacts = []
    for m in _MEET.finditer(text):
        who = dict.fromkeys(ACTORS[n.group()].id for n in names if m.start() <= n.start() < m.end())
        if len(who) < 2:
            continue
        day = _DAY.search(m.group())
        span = make_span(doc, text, m.start() + len(m.group()) - len(m.group().lstrip()), m.end())
        fact = Contact(
            id=make_id("contact", doc, m.start()), kind="meeting", evidence=(span,), place=GENEVA,
            participants=tuple(Participant(actor=actor) for actor in who),
            when=When(value=day.group(), basis="explicit") if day else When(),
            status="planned" if "rencontreront" in m.group() else "held",
        )  # fmt: skip
        contacts.append(ContactDraft(fact=fact))
    actors = tuple(ACTORS[name] for name in sorted({m.group() for m in names}))
    return Reading(
        document=document, actors=actors, mentions=mentions, statements=tuple(statements), contacts=tuple(contacts)
    )


def build(readings: Sequence[Reading], judgements: Sequence[Judgement], versions: Versions) -> Record:
    """One contact for each pair of parties; everything else as read."""
    groups: dict[frozenset[str], list[Contact]] = {}
    for reading in readings:
        for draft in reading.contacts:
            groups.setdefault(frozenset(p.actor for p in draft.fact.participants), []).append(draft.fact)
    contacts, merges = [], []
    for group in groups.values():
        first = min(group, key=lambda c: c.id)
        merges += [
            Judgement(
                id=make_id("judgement", first.id, other.id), kind="merge", pair=(first.id, other.id), author="fake",
                reasons=(Reason(feature="participants", weight=2.5, evidence="mêmes participants"),),
            )
            for other in group
            if other.id != first.id
        ]  # fmt: skip
        contacts.append(_join(first, group))
    return Record(
        header=Header(
            schema=SCHEMA_VERSION, program=versions.program, pack=versions.pack, knowledge=versions.knowledge
        ),
        documents=tuple(reading.document for reading in readings),
        actors=tuple(sorted({a for r in readings for a in r.actors}, key=lambda a: a.id)),
        mentions=tuple(sorted((m for r in readings for m in r.mentions), key=lambda m: m.id)),
        statements=tuple(sorted((d.fact for r in readings for d in r.statements), key=lambda s: s.id)),
        contacts=tuple(sorted(contacts, key=lambda c: c.id)),
        judgements=tuple(sorted([*merges, *judgements], key=lambda j: j.id)),
    )


def _join(first: Contact, group: list[Contact]) -> Contact:
    spans = tuple(span for contact in group for span in contact.evidence)
    values = {name: getattr(first, name) for name in first.__struct_fields__}
    values |= {
        "evidence": spans,
        "when": next((c.when for c in group if c.when.value), first.when),
        "status": min((c.status for c in group), key=lambda s: s != "held"),
        "history": tuple(
            StatusChange(status=c.status, as_of=None, doc=c.evidence[0].doc, span=c.evidence[0]) for c in group
        ),
        "accounts": tuple(
            Account(
                doc=c.evidence[0].doc, status=c.status, when=c.when, place=c.place, participants=c.participants,
                evidence=c.evidence,
            )
            for c in group
        ),
        "outlets": len(group),
        "independent_sources": len(group),
    }  # fmt: skip
    return Contact(**values)


def leave_as_first(db: sqlite3.Connection) -> None:
    """Take from a database all that came after schema 0001, as the first version would have left it."""
    for table in (
        "deliveries",
        "alerts",
        "seen_files",
        "feed_items",
        "feeds",
        "fact_columns",
        "object_refs",
        "stem_lists",
    ):
        db.execute(f"DROP TABLE {table}")
    db.execute("DROP INDEX sources_by_uri")
    db.execute("ALTER TABLE sources DROP COLUMN seq")
    db.execute("DELETE FROM meta WHERE key = 'state'")
    db.execute("UPDATE alembic_version SET version_num = '0001'")
