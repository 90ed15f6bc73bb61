"""An analysis that needs no model: each line of a dispatch tells one contact or one statement, in a form of our own.

    meeting planned: blinken, lavrov; 2022-01-21; Genève; 10:00
    said: lavrov; rien de neuf

Everything after the reading is the program's own: merging, judgements, views.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pourparlers.api import Pourparlers
from pourparlers.drafts import ContactDraft, Reading, StatementDraft, TimeExpr
from pourparlers.ids import make_id, make_span
from pourparlers.lang.pack import Pack, load_pack
from pourparlers.merge.build import build_record
from pourparlers.store.protocol import Versions
from pourparlers.types import (
    Actor,
    Contact,
    Document,
    Judgement,
    Named,
    Participant,
    Place,
    Published,
    Record,
    Statement,
)

STATES = {"usa": "USA", "rus": "RUS", "fra": "FRA", "ukr": "UKR"}
PEOPLE = {"blinken": "usa", "biden": "usa", "lavrov": "rus", "putin": "rus", "macron": "fra", "kuleba": "ukr"}
VERSIONS = Versions(program="1", pack="1", knowledge="1")
_CONTACT = re.compile(r"(?P<kind>\w+) (?P<status>\w+): (?P<rest>[^\n]+)")
_SAID = re.compile(r"said: (?P<who>\w*); (?P<words>[^\n]+)")


def an_actor(actor_id: str) -> Actor:
    kind = "person" if actor_id in PEOPLE else "state"
    name = actor_id.capitalize()
    return Actor(id=actor_id, name=Named(fr=name, en=name), kind=kind, state=STATES[PEOPLE.get(actor_id, actor_id)])


def a_document(text: str, day: str | None, uri: str = "") -> Document:
    published = Published(value=day, basis="metadata") if day else Published()
    doc = make_id("doc", text)
    return Document(id=doc, uri=uri or f"{doc}.txt", text=text, published=published, language="fr")


def read(document: Document, salt: str = "") -> Reading:
    """The reading of `document`; another `salt` gives the same facts other ids, as a newer program may."""
    text, actors, times, contacts, statements = document.text or "", {}, [], [], []
    for match in re.finditer(r"[^\n]+", text):
        span = make_span(document.id, text, match.start(), match.end())
        if said := _SAID.fullmatch(match.group()):
            who = said["who"] or None
            content = make_span(document.id, text, match.start() + said.start("words"), match.end())
            fact = Statement(
                id=make_id("statement", document.id, match.start(), salt), doc=document.id, content=(content,),
                kind="direct", speaker=who, evidence=(span,),
            )  # fmt: skip
            statements.append(StatementDraft(fact=fact))
            actors |= {who: an_actor(who)} if who else {}
        elif told := _CONTACT.fullmatch(match.group()):
            parties, when, place, hour = ([part.strip() for part in told["rest"].split(";")] + [""] * 3)[:4]
            ids = [part.strip() for part in parties.split(",")]
            actors |= {actor: an_actor(actor) for actor in ids}
            if when:
                value = f"{when}T{hour}" if hour else when
                times.append(
                    TimeExpr(start=match.start(), end=match.end(), text=span.text, kind="DATE", rule="toy", value=value)
                )
            meeting = Contact(
                id=make_id("contact", document.id, match.start(), salt), kind=told["kind"],
                participants=tuple(Participant(actor=actor) for actor in ids), status=told["status"],
                place=Place(name=Named(fr=place, en=place)) if place else None, evidence=(span,),
            )  # fmt: skip
            before = told["status"] == "held" and not when
            contacts.append(ContactDraft(fact=meeting, time=len(times) - 1 if when else None, before_published=before))
    cast = tuple(actors[key] for key in sorted(actors))
    return Reading(
        document=document, actors=cast, times=tuple(times), contacts=tuple(contacts), statements=tuple(statements)
    )


class ToyEngine:
    """`pourparlers.engine.Engine` of the toy form, with the program's own merging."""

    def __init__(self, salt: str = "", versions: Versions = VERSIONS) -> None:
        self.salt, self.versions = salt, versions

    @property
    def pack(self) -> Pack:
        return load_pack("fr")

    def read_many(self, documents: Sequence[Document]) -> Iterator[Reading]:
        return (read(document, self.salt) for document in documents)

    def build(self, readings: Sequence[Reading], judgements: Sequence[Judgement], versions: Versions) -> Record:
        cast = [an_actor(actor) for actor in PEOPLE]
        return build_record(
            readings, judgements=judgements, cast=cast, program=versions.program, pack=versions.pack,
            knowledge=versions.knowledge,
        )  # fmt: skip


def record_of(*told: tuple[str | None, str], judgements: Sequence[Judgement] = ()) -> Record:
    """The record of dispatches, each its day of publication and its text."""
    readings = [read(a_document(text, day)) for day, text in told]
    return build_record(readings, judgements=judgements, program="1", pack="1", knowledge="1")


def fill(p: Pourparlers, folder: Path, **texts: str) -> None:
    """Read dispatches into `p`: names are days (d2022_01_18), values their text; day `none` has no day."""
    for name, text in texts.items():
        day = name.removeprefix("d").replace("_", "-") if name.startswith("d2") else None
        path = folder / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        p.read([path], published=day)
