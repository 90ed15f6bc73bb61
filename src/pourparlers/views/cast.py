"""Who is who in a record: names of actors and sources, by id, in the language of the interface."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import PurePath
from types import MappingProxyType

from ..errors import NotFoundError
from ..fold import fold_name as fold_any_name
from ..lang.catalogue import Catalogue
from ..merge.parties import is_of_organisation, parties_of
from ..types import Actor, Document, Participant, Place, Record
from .standing import say_unknown


@lru_cache(maxsize=1 << 15)
def fold_name(name: str) -> str:
    """As `fold.fold_name`: those of a record are asked for again and again."""
    return fold_any_name(name)


class Cast:
    """The actors and documents of a record, and what to call them; `issues` are names of issues by key."""

    def __init__(self, record: Record, say: Catalogue, issues: Mapping[str, str] = MappingProxyType({})) -> None:
        self.say = say
        self.issues = issues
        self.actors = {actor.id: actor for actor in record.actors}
        self.documents = {document.id: document for document in record.documents}

    def name(self, actor: str | None) -> str:
        """The name of an actor; a question mark where the text leaves it open."""
        if actor is None:
            return self.say("who.unknown")
        known = self.actors.get(actor)
        return actor if known is None else self.call(known)

    def call(self, actor: Actor) -> str:
        """The name of an actor in the language of the interface."""
        return actor.name.en if self.say.code == "en" else actor.name.fr

    def names(self, actors: Iterable[str | None]) -> str:
        """Several names, separated by commas."""
        return ", ".join(self.name(actor) for actor in actors)

    def participants(self, participants: Sequence[Participant]) -> str:
        """Names of who takes part, with the part of those who are more or less than a party."""
        words = []
        for participant in participants:
            part = "" if participant.part == "party" else f" ({self.say(f'part.{participant.part}')})"
            words.append(self.name(participant.actor) + part)
        return ", ".join(words)

    def place(self, place: Place | None) -> str:
        """The name of a place; empty for none."""
        if place is None:
            return ""
        return place.name.en if self.say.code == "en" else place.name.fr

    def source(self, doc: str) -> str:
        """What to call a document: its outlet and its file's name."""
        known = self.documents.get(doc)
        return doc if known is None else find_label(known)

    def sources(self, docs: Iterable[str]) -> tuple[str, ...]:
        """Labels of documents, in the order of their publication, then of their labels."""
        found = {doc: self.documents.get(doc) for doc in docs}
        return tuple(self.source(doc) for doc in sorted(found, key=lambda d: (_published(found[d]), self.source(d))))


def find_label(document: Document) -> str:
    """The outlet and the file's name of a document ("Le Matin, a.txt")."""
    file = find_file(document)
    return f"{document.outlet}, {file}" if document.outlet else file


def find_file(document: Document) -> str:
    """The name of the file that a document was read from."""
    return _last_part(document.uri)


@lru_cache(maxsize=10_000)
def _last_part(uri: str) -> str:
    return PurePath(uri).name or uri


def find_actors(actors: Iterable[Actor], wanted: str) -> frozenset[str]:
    """Ids of the actors that `wanted` names: an id, a name or alias, a state's name or ISO code.

    Accents and case do not matter. A state brings those who act for it; a family name finds its bearers. Raises
    NotFoundError where the record has no such actor.
    """
    actors = tuple(actors)
    key = fold_name(wanted)
    named = {
        a.id for a in actors if a.id == wanted or key in {fold_name(n) for n in (a.name.fr, a.name.en, *a.aliases)}
    }
    if not named:
        named = {
            a.id
            for a in actors
            if a.kind == "person" and key in {fold_name(n).split()[-1] for n in (a.name.fr, a.name.en)}
        }
    states = {a.state for a in actors if a.state and a.kind == "state" and a.id in named}
    states |= {
        a.state for a in actors if a.state and key in {fold_name(a.state), *(fold_name(n) for n in a.state_names)}
    }
    found = named | {a.id for a in actors if a.state in states and not is_of_organisation(a)}
    if not found:
        raise NotFoundError(say_unknown(actors, wanted))
    return frozenset(found)


def find_sides(actors: Iterable[Actor], wanted: str) -> frozenset[str]:
    """The sides (see `merge.parties`) of the actors that `wanted` names. Raises NotFoundError as `find_actors`."""
    by_id = {a.id: a for a in actors}
    return parties_of(find_actors(by_id.values(), wanted), by_id)


def _published(document: Document | None) -> str:
    return (document.published.value if document else None) or "9"
