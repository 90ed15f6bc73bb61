"""Who is meant by a name, and who speaks for whom on a given day: for questions about statements.

An official speaks for the state (or organisation) to which the office belongs that he or she holds on that day, by the
knowledge base; whom it does not know, by what the dispatch says. A citizen without office speaks for nobody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

import msgspec

from ..errors import NotFoundError
from ..fold import fold_name
from ..knowledge.model import KnowledgeBase
from ..knowledge.roles import offices_of
from ..store.links import find_bounds
from ..types import Actor, Document, Named, Record, Statement, When

NEAR = 4
"""How many names are offered where one is not known."""
_MEDIA = "MED"
_BEGIN, _END = "0001-01-01", "9999-12-31"  # what find_bounds gives for a side that is open


def find_actor(actors: Iterable[Actor], wanted: str, kb: KnowledgeBase) -> Actor:
    """The one actor that `wanted` names: an id, a name, a state's code, an alias, the family name of one person.

    A state that the record knows only through its officials is one too. Raises NotFoundError with near names where
    there is none, and with their ids where there are several.
    """
    actors = tuple(actors)
    for found in _tiers(actors, wanted, kb):
        states = [actor for actor in found if actor.kind == "state"]
        if len(found) == 1 or len(states) == 1:
            return (states or found)[0]
        if found:
            names = ", ".join(f"{actor.name.fr} ({actor.id})" for actor in found)
            raise NotFoundError(f"{wanted}: fits {len(found)} actors: {names}; write the id of one")
    raise NotFoundError(say_unknown(actors, wanted))


def _tiers(actors: tuple[Actor, ...], wanted: str, kb: KnowledgeBase) -> Iterator[list[Actor]]:
    """The actors that may be meant, by the strongest reason first."""
    key = fold_name(wanted)
    yield [a for a in actors if a.id == wanted]
    yield [a for a in actors if key in {fold_name(a.name.fr), fold_name(a.name.en)}]
    yield [a for a in actors if a.kind == "state" and a.state and key == fold_name(a.state)]
    known = {code for a in actors for code in (a.state, *a.state_names) if code}
    yield [
        Actor(id=s.id, name=Named(fr=s.name_fr, en=s.name_en), kind="state", state=s.iso3 or None)
        for s in kb.states.values()
        if {s.iso3, s.name_fr} & known and key in {fold_name(n) for n in (s.id, s.name_fr, s.name_en, *s.variants_fr)}
    ]
    yield [a for a in actors if key in {fold_name(alias) for alias in a.aliases}]
    yield [a for a in actors if a.kind == "person" and key in _last_names(a)]


def _last_names(actor: Actor) -> set[str]:
    return {fold_name(name).split()[-1] for name in (actor.name.fr, actor.name.en) if name.strip()}


def say_unknown(actors: Iterable[Actor], wanted: str) -> str:
    """That no actor has this name, and which names are near it."""
    names: dict[str, tuple[str, str]] = {}
    for actor in actors:
        for name in (actor.name.fr, actor.name.en, *actor.aliases):
            names.setdefault(fold_name(name), (actor.id, name))
        for last in _last_names(actor) if actor.kind == "person" else ():
            names.setdefault(last, (actor.id, actor.name.fr))
    near: dict[str, str] = {}  # one name of each actor, the nearest
    for key in get_close_matches(fold_name(wanted), names, n=4 * NEAR, cutoff=0.7):
        near.setdefault(*names[key])
    hint = f"near it: {', '.join(list(near.values())[:NEAR])}; " if near else ""
    return f"{wanted}: the record has no actor of this name; {hint}`pourparlers actors` lists them"


class Standing:
    """For whom the actors of a record speak."""

    def __init__(self, record: Record, kb: KnowledgeBase) -> None:
        self.actors: Mapping[str, Actor] = {actor.id: actor for actor in record.actors}
        self._documents: Mapping[str, Document] = {document.id: document for document in record.documents}
        self._kb = kb

    def days(self, when: When, doc: str) -> tuple[str, str] | None:
        """First and last ISO day of a fact; the day of publication of `doc` where it has none; None for neither.

        Of a date that is open on a side, the day that is known.
        """
        document = self._documents.get(doc)
        for value in (when.value, document.published.value if document else None):
            first, last = find_bounds(value) or (_BEGIN, _END)
            if (first, last) != (_BEGIN, _END):
                return (last if first == _BEGIN else first), (first if last == _END else last)
        return None

    def speaks_for(self, actor: str | None, whom: Actor, days: tuple[str, str] | None) -> bool:
        """Whether `actor` is `whom`, or speaks for that state or organisation on `days`."""
        if actor is None or actor == whom.id:
            return actor is not None
        known = self.actors.get(actor)
        if known is None or whom.kind not in {"state", "organisation", "institution", "group"}:
            return False
        match known.kind:
            case "person":
                return self._holds_office(known, whom, days)
            case "institution":
                return self._belongs(known.id, whom) or self._is_of_state(known, whom)
            case "anonymous":
                return self._is_of_state(known, whom)
        return False

    def is_said_by(self, statement: Statement, whom: Actor) -> bool:
        """Whether `whom`, or one who speaks for it on that day, said it, alone or with others."""
        days = self.days(statement.said_on, statement.doc)
        return any(self.speaks_for(s, whom, days) for s in (statement.speaker, *statement.co_speakers))

    def voices(self, statement: Statement, whom: Actor) -> tuple[str, ...]:
        """Ids of those who said it for `whom`, itself left out."""
        days, speakers = self.days(statement.said_on, statement.doc), (statement.speaker, *statement.co_speakers)
        return tuple(s for s in speakers if s and s != whom.id and self.speaks_for(s, whom, days))

    def is_said_to(self, statement: Statement, whom: Actor) -> bool:
        """Whether it was said to `whom`, or to one who speaks for it on that day."""
        days = self.days(statement.said_on, statement.doc)
        return any(self.speaks_for(actor, whom, days) for actor in statement.addressee)

    def _holds_office(self, person: Actor, whom: Actor, days: tuple[str, str] | None) -> bool:
        """Whether an office that the person holds on `days` is of `whom`."""
        held = [h.office for h in offices_of(self._kb, person.id, *days)] if days else []
        if not held and person.office:
            held = [person.office]
        if not held:
            # What the dispatch says of one whom the tables do not know ("la négociatrice britannique").
            return person.id not in self._kb.persons and self._is_of_state(person, whom)
        return any(self._belongs(self._body(office), whom) for office in held)

    def _body(self, office: str) -> str:
        known = self._kb.offices.get(office)
        return known.body if known else office.rpartition(".")[0]

    def _belongs(self, body: str, whom: Actor) -> bool:
        """Whether `body` is `whom`, an institution of that state, or a part of that organisation."""
        seen: set[str] = set()
        while body and body not in seen:
            if body == whom.id:
                return True
            seen.add(body)
            row = self._kb.organisations.get(body)
            if row is None or row.role_code == _MEDIA:
                return False
            if whom.kind == "state":
                return row.kind == "institution" and row.state.lower() == whom.id
            body = row.parent
        return False

    def _is_of_state(self, actor: Actor, whom: Actor) -> bool:
        if whom.kind != "state":
            return False
        # Kosovo has no ISO code: there the name tells.
        return actor.state == whom.state if whom.state else not actor.state and whom.name.fr in actor.state_names


def keep(record: Record, statements: Iterable[Statement]) -> Record:
    """`record` with only these statements."""
    return msgspec.structs.replace(record, statements=tuple(statements))
