"""Actors of one document: those the knowledge base knows, and those only the text names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..ids import make_id
from ..knowledge.model import KnowledgeBase
from ..knowledge.roles import find_offices, holders, offices_of, span_of
from ..types import Actor, Candidate, Document, Named, Place

ANYTIME = ("0001-01-01", "9999-12-31")
_YEAR = re.compile(r"\b(19[5-9]\d|20\d\d)\b")
_INSTITUTION_NAMES = {
    "foreign_ministry": ("ministère des Affaires étrangères", "Ministry of Foreign Affairs"),
    "defence_ministry": ("ministère de la Défense", "Ministry of Defence"),
    "presidency": ("présidence", "Presidency"),
    "government": ("gouvernement", "Government"),
    "army": ("armée", "armed forces"),
    "delegation": ("délégation", "delegation"),
    "parliament": ("parlement", "parliament"),
    "embassy": ("ambassade", "embassy"),
}
_ROLE_CODES = {"army": "MIL", "defence_ministry": "MIL", "parliament": "LEG"}
_KNOWN_INSTITUTIONS = {
    ("foreign_ministry", "usa"): "inst-state-dept",
    ("presidency", "usa"): "inst-white-house",
    ("presidency", "rus"): "inst-kremlin",
    ("presidency", "fra"): "inst-elysee",
    ("defence_ministry", "usa"): "inst-pentagon",
}


def reference_interval(document: Document) -> tuple[str, str]:
    """First and last day that the document may speak from: its declared publication, else the latest year it names.

    Offices are resolved in this interval. A document that gives neither is read against all tenures.
    """
    value = document.published.value
    if value and re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
        return span_of(value)
    years = [int(y) for y in _YEAR.findall(document.text or "")]
    return (f"{max(years)}-01-01", f"{max(years)}-12-31") if years else ANYTIME


@dataclass(slots=True)
class ActorBook:
    """Makes and keeps the actors of one document. `interval` is when its offices are resolved."""

    kb: KnowledgeBase
    document: Document
    interval: tuple[str, str]
    actors: dict[str, Actor] = field(default_factory=dict)
    surfaces: dict[str, set[str]] = field(default_factory=dict)
    roles: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    unknown: dict[str, str] = field(default_factory=dict)

    def known(self, actor_id: str, surface: str = "") -> str:
        """Register knowledge-base actor `actor_id` (met as `surface`) and return its id."""
        if actor_id not in self.actors:
            self.actors[actor_id] = self._make(actor_id)
        if surface:
            self.surfaces.setdefault(actor_id, set()).add(surface)
        return actor_id

    def _make(self, actor_id: str) -> Actor:
        kb = self.kb
        if actor_id in kb.persons:
            return self._person(actor_id)
        if actor_id in kb.states:
            state = kb.states[actor_id]
            capital = tuple(m.surface_fr for m in kb.metonyms if m.actor == actor_id)
            return Actor(
                id=actor_id, name=Named(fr=state.name_fr, en=state.name_en), kind="state", state=state.iso3 or None,
                aliases=(*state.variants_fr, *capital), state_names=(state.name_fr, state.name_en),
                wikidata=state.wikidata or None, role_code="GOV",
            )  # fmt: skip
        if actor_id in kb.formats:
            form = kb.formats[actor_id]
            return Actor(
                id=actor_id, name=Named(fr=form.name_fr, en=form.name_en), kind="format", aliases=form.variants_fr
            )
        org = kb.organisations[actor_id]
        kind = "institution" if org.kind == "institution" else "group" if org.kind in {"group", "bloc", "nonstate"} else "organisation"  # fmt: skip
        state_id = org.state.lower() if org.state else ""
        metonyms = tuple(m.surface_fr for m in kb.metonyms if m.actor == actor_id)
        return Actor(
            id=actor_id, name=Named(fr=org.name_fr, en=org.name_en or org.name_fr), kind=kind,  # type: ignore[arg-type]
            aliases=(*org.variants_fr, *metonyms), wikidata=org.wikidata or None, role_code=org.role_code or None,
            gender=org.gender or None, number=org.number or None, **self._of_state(state_id),
        )  # fmt: skip

    def _person(self, person_id: str) -> Actor:
        person = self.kb.persons[person_id]
        held = offices_of(self.kb, person_id, *self.interval) if self.interval != ANYTIME else []
        office = held[-1].office if len({h.office for h in held}) == 1 else None
        body = self.kb.offices[office].body if office and office in self.kb.offices else ""
        state = person.state or (body if body in self.kb.states else "")
        return Actor(
            id=person_id, name=Named(fr=person.name_fr, en=person.name_en), aliases=person.variants_fr, kind="person",
            wikidata=person.wikidata or None, office=office, gender=person.gender or None, **self._of_state(state),
        )  # fmt: skip

    def _of_state(self, state_id: str) -> dict[str, object]:
        state = self.kb.states.get(state_id)
        if state is None:
            return {}
        return {"state": state.iso3 or None, "state_names": (state.name_fr, state.name_en)}

    def institution(self, kind: str, state_id: str, surface: str) -> str:
        """The institution of `kind` of state `state_id`: the knowledge base's where it has one."""
        if state_id not in self.kb.states:
            return self.known(state_id, surface)
        known = _KNOWN_INSTITUTIONS.get((kind, state_id)) or {"foreign_ministry": f"mfa-{state_id}", "defence_ministry": f"mod-{state_id}"}.get(kind, "")  # fmt: skip
        if known in self.kb.organisations:
            return self.known(known, surface)
        actor_id = f"{kind.replace('_', '-')}-{state_id}"
        if actor_id not in self.actors:
            fr, en = _INSTITUTION_NAMES[kind]
            state = self.kb.states[state_id]
            demonym = state.demonym_f if kind in {"presidency", "army", "delegation", "embassy"} else state.demonym_m
            self.actors[actor_id] = Actor(
                id=actor_id, name=Named(fr=f"{fr} ({demonym.split('|')[0] or state.name_fr})", en=f"{en} of {state.name_en}"),
                kind="institution", role_code=_ROLE_CODES.get(kind, "GOV"), **self._of_state(state_id),  # type: ignore[arg-type]
            )  # fmt: skip
        self.surfaces.setdefault(actor_id, set()).add(surface)
        return actor_id

    def person(self, name: str, *, function: str = "", body: str = "", gender: str = "") -> str:
        """A person the knowledge base does not know, by `name`; what the text says of them is kept."""
        actor_id = self.unknown.get(name.casefold()) or make_id("person", name.casefold())
        self.unknown[name.casefold()] = actor_id
        state = self.state_of(body)
        old = self.actors.get(actor_id)
        if old is None or (state and not old.state):
            self.actors[actor_id] = Actor(
                id=actor_id, name=Named(fr=name, en=name), kind="person", gender=gender if gender in {"m", "f"} else None,
                office=f"{body}.{function}" if body and function else None, **self._of_state(state),  # type: ignore[arg-type]
            )  # fmt: skip
        return actor_id

    def described(self, words: str, start: int, *, body: str = "", gender: str = "", number: str = "s") -> str:
        """Someone the text only describes ("une responsable du département d'État"): one actor a document."""
        actor_id = make_id("anon", self.document.id, start)
        self.actors[actor_id] = Actor(
            id=actor_id, name=Named(fr=words, en=words), kind="anonymous", gender=gender if gender in {"m", "f"} else None,
            number=number, **self._of_state(self.state_of(body)),  # type: ignore[arg-type]
        )  # fmt: skip
        return actor_id

    def state_of(self, actor_id: str) -> str:
        """Id of the state that `actor_id` is, or acts for; empty where there is none."""
        if actor_id in self.kb.states:
            return actor_id
        org = self.kb.organisations.get(actor_id)
        if org is not None:
            return org.state.lower()
        person = self.kb.persons.get(actor_id)
        if person is not None:
            return person.state
        actor = self.actors.get(actor_id)
        return (actor.state or "").lower() if actor else ""

    def holders_of(self, function: str, body: str) -> list[Candidate]:
        """Who held the office of `function` in `body` in the document's interval."""
        offices = find_offices(self.kb, function, body)
        if not offices and function == "head_of_state" and body in self.kb.organisations:
            offices = find_offices(self.kb, "head_of_organisation", body)
        found = [h for office in offices for h in holders(self.kb, office.id, *self.interval)]
        regular = [h for h in found if not h.acting] or found
        certain = [h for h in regular if h.certain]
        chosen = certain if len(certain) == 1 else regular
        return [Candidate(actor=h.person, why=f"held {h.office}") for h in chosen]

    def has_office(self, person_id: str, function: str, body: str) -> bool:
        """Whether the person held such an office in the interval, or the text gives them that role."""
        if (function, body) in self.roles.get(person_id, ()):
            return True
        return any(o.function == function and (not body or o.body == body) for o in self._offices(person_id))

    def functions(self, person_id: str) -> set[str]:
        """Functions of the offices the person held in the interval, and those the text gives."""
        return {o.function for o in self._offices(person_id)} | {f for f, _ in self.roles.get(person_id, ())}

    def _offices(self, person_id: str) -> list:  # type: ignore[type-arg]
        if person_id not in self.kb.persons:
            return []
        held = offices_of(self.kb, person_id, *self.interval)
        return [self.kb.offices[h.office] for h in held if h.office in self.kb.offices]

    def finished(self) -> dict[str, Actor]:
        """The actors, with the names this document uses among their aliases."""
        import msgspec  # noqa: PLC0415

        done = {}
        for actor_id, actor in self.actors.items():
            names = {actor.name.fr, actor.name.en}
            aliases = tuple(sorted({*actor.aliases, *self.surfaces.get(actor_id, ())} - names))
            done[actor_id] = msgspec.structs.replace(actor, aliases=aliases)
        return done

    def place(self, index: int) -> Place:
        """Row `index` of the table of places as a wire `Place`."""
        row = self.kb.places[index]
        state = self.kb.states.get(row.state)
        country = (state.iso3 or None) if state else None
        return Place(
            name=Named(fr=row.name_fr, en=row.name_en or row.name_fr), country=country,
            geonames=int(row.geonames) if row.geonames else None,
        )  # fmt: skip
