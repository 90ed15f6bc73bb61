"""Actors of one document: those the knowledge base knows, and those only the text names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import msgspec

from ..ids import make_id
from ..knowledge.model import KnowledgeBase, Office
from ..knowledge.roles import Holder, find_offices, holders, leading_functions, offices_of
from ..types import Actor, Candidate, Document, Named, Place
from ..vocab import ActorKind
from .role_table import InstitutionRule
from .spoken_in import ANYTIME
from .word_table import NOUNS

_ELECT, _FRESH = 240, 31
"""Days: the longest that a person elected waits for the office, roughly (Mexico's presidents waited five months), and
for how long the press goes on to say "le président élu" of one who took it."""
_MEDIA = "MED"
_TOP = frozenset(
    {"head_of_state", "head_of_government", "foreign_minister", "defence_minister", "head_of_organisation"}
)
_ABOVE_ALL = ("group_leader", "supreme_leader")
"""Offices above those of the state: "le dirigeant iranien" is its guide."""
_LATELY = ("1988-01-01", ANYTIME[1])
"""When a text that gives no day and no year speaks of those in office, as far as anybody was then."""
_OF_STATE = frozenset({"spokesperson", "envoy", "special_representative", "negotiator", "ambassador", "mediator"})
"""Functions that belong to a state whichever of its bodies has the office."""


@dataclass(frozen=True, slots=True)
class _State:
    """The state that an actor acts for, as an `Actor` tells it."""

    code: str | None = None
    names: tuple[str, ...] = ()


@dataclass(slots=True)
class ActorBook:
    """Makes and keeps the actors of one document. `interval` is when its offices are resolved.

    `institutions`: what each kind of institution is called; `surfaces_of_institutions`: names of the knowledge base's
    own, in lower case, and their ids; `made`: the states and bodies met in documents before.
    """

    kb: KnowledgeBase
    document: Document
    interval: tuple[str, str]
    institutions: Mapping[str, InstitutionRule]
    surfaces_of_institutions: Mapping[str, str]
    actors: dict[str, Actor] = field(default_factory=dict)
    surfaces: dict[str, set[str]] = field(default_factory=dict)
    roles: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    unknown: dict[str, str] = field(default_factory=dict)
    made: dict[str, Actor] = field(default_factory=dict)
    _held: dict[tuple[str, tuple[str, str]], list[Office]] = field(default_factory=dict)
    _served: dict[tuple[str, tuple[str, str]], list[Holder]] = field(default_factory=dict)

    def known(self, actor_id: str, surface: str = "") -> str:
        """Register knowledge-base actor `actor_id` (met as `surface`) and return its id."""
        if actor_id not in self.actors:
            self.actors[actor_id] = self.made.get(actor_id) or self._make(actor_id)
        if surface:
            self.surfaces.setdefault(actor_id, set()).add(surface)
        return actor_id

    def _make(self, actor_id: str) -> Actor:
        kb = self.kb
        if actor_id in kb.persons:
            return self._person(actor_id)
        self.made[actor_id] = actor = self._of_tables(actor_id)
        return actor

    def _of_tables(self, actor_id: str) -> Actor:
        """An actor that is the same in every document: a state, a format, an organisation."""
        kb = self.kb
        if actor_id in kb.states:
            own = kb.states[actor_id]
            capital = tuple(m.surface_fr for m in kb.metonyms_by_actor.get(actor_id, ()))
            return Actor(
                id=actor_id, name=Named(fr=own.name_fr, en=own.name_en), kind="state",
                state=self._of_state(actor_id).code, aliases=(*own.variants_fr, *capital),
                state_names=(own.name_fr, own.name_en), wikidata=own.wikidata or None, role_code="GOV",
            )  # fmt: skip
        if actor_id in kb.formats:
            form = kb.formats[actor_id]
            return Actor(
                id=actor_id, name=Named(fr=form.name_fr, en=form.name_en), kind="format", aliases=form.variants_fr
            )
        org = kb.organisations[actor_id]
        kinds: dict[str, ActorKind] = {
            "institution": "institution",
            "group": "group",
            "bloc": "group",
            "nonstate": "group",
        }
        metonyms = tuple(m.surface_fr for m in kb.metonyms_by_actor.get(actor_id, ()))
        state = _State() if org.role_code == _MEDIA else self._of_state(org.state.lower())
        return Actor(
            id=actor_id, name=Named(fr=org.name_fr, en=org.name_en or org.name_fr),
            kind=kinds.get(org.kind, "organisation"),
            aliases=(*org.variants_fr, *metonyms), wikidata=org.wikidata or None, role_code=org.role_code or None,
            gender=org.gender or None, number=org.number or None, state=state.code, state_names=state.names,
        )  # fmt: skip

    def _person(self, person_id: str) -> Actor:
        person = self.kb.persons[person_id]
        held = self._terms(person_id, self.interval) if self.interval != ANYTIME else []
        office = held[-1].office if len({h.office for h in held}) == 1 else None
        body = self.kb.offices[office].body if office and office in self.kb.offices else ""
        state = self._of_state(person.state or (body if body in self.kb.states else ""))
        return Actor(
            id=person_id, name=Named(fr=person.name_fr, en=person.name_en), aliases=person.variants_fr, kind="person",
            wikidata=person.wikidata or None, office=office, gender=person.gender or None,
            state=state.code, state_names=state.names,
        )  # fmt: skip

    def _of_state(self, state_id: str) -> _State:
        row, heir = self.kb.states.get(state_id), self.kb.states.get(self.kb.heirs.get(state_id, state_id))
        return _State(heir.iso3 or None, (row.name_fr, row.name_en)) if row and heir else _State()

    def institution_id(self, kind: str, state_id: str) -> str | None:
        """The knowledge base's institution of `kind` of state `state_id`, if it has one."""
        state = self.kb.states[state_id]
        forms = {"m": state.demonym_m, "f": state.demonym_f, "mp": state.demonym_mp, "fp": state.demonym_fp}
        first = {key: cell.split("|")[0] for key, cell in forms.items()}
        for surface in self.institutions[kind].surfaces:
            found = self.surfaces_of_institutions.get(surface.format(**first).lower())
            if found and self.kb.organisations[found].state.lower() == state_id:
                return found
        return None

    def is_institution(self, actor_id: str, kind: str) -> bool:
        """Whether the actor is the institution of `kind` of its state."""
        state = self.state_of(actor_id)
        if state not in self.kb.states:
            return False
        return actor_id in {self.institution_id(kind, state), f"{kind.replace('_', '-')}-{state}"}

    def institution(self, kind: str, state_id: str, surface: str) -> str:
        """The institution of `kind` of state `state_id`: the knowledge base's where it has one."""
        if state_id not in self.kb.states:
            return self.known(state_id, surface)
        if self.institutions[kind].is_state:
            return self.known(state_id)
        known = self.institution_id(kind, state_id)
        if known:
            return self.known(known, surface)
        actor_id = f"{kind.replace('_', '-')}-{state_id}"
        if actor_id not in self.actors:
            rule, row = self.institutions[kind], self.kb.states[state_id]
            state = self._of_state(state_id)
            demonym = (row.demonym_f if rule.feminine else row.demonym_m).split("|")[0]
            head, _, rest = rule.name_fr.partition(" ")
            name = " ".join(w for w in (head, demonym or f"({row.name_fr})", rest) if w)
            self.actors[actor_id] = Actor(
                id=actor_id,
                name=Named(fr=name, en=f"{rule.name_en} of {row.name_en}"),
                kind="institution", role_code=rule.role_code, state=state.code, state_names=state.names,
            )  # fmt: skip
        if surface:
            self.surfaces.setdefault(actor_id, set()).add(surface)
        return actor_id

    def person(self, name: str, *, function: str = "", body: str = "", gender: str = "") -> str:
        """A person the knowledge base does not know, by `name`; what the text says of them is kept."""
        actor_id = self.unknown.get(name.casefold()) or make_id("person", name.casefold())
        self.unknown[name.casefold()] = actor_id
        state = self._of_state(self.state_of(body))
        old = self.actors.get(actor_id)
        if old is None or (state.code and not old.state):
            self.actors[actor_id] = Actor(
                id=actor_id, name=Named(fr=name, en=name), kind="person",
                gender=gender if gender in {"m", "f"} else None,
                office=f"{body}.{function}" if body and function else None, state=state.code, state_names=state.names,
            )  # fmt: skip
        return actor_id

    def body(self, name: str, letters: str, *, is_party: bool, gender: str, number: str) -> str:
        """A body that the knowledge base does not know, by `name` and its `letters`; a party or an armed group is a
        side of a conflict."""
        actor_id = make_id("ns" if is_party else "body", name.casefold())
        self.actors[actor_id] = Actor(
            id=actor_id, name=Named(fr=name, en=name), aliases=(letters,) if letters else (),
            kind="group" if is_party else "organisation",
            gender=gender if gender in {"m", "f"} else None, number=number,
        )  # fmt: skip
        return actor_id

    def described(
        self, words: str, start: int, *, body: str = "", gender: str = "", number: str = "s",
        kind: ActorKind = "anonymous",
    ) -> str:  # fmt: skip
        """Someone the text only describes ("une responsable du département d'État"): one actor a document."""
        actor_id = make_id("anon", self.document.id, start)
        state = self._of_state(self.state_of(body))
        self.actors[actor_id] = Actor(
            id=actor_id, name=Named(fr=words, en=words), kind=kind,
            gender=gender if gender in {"m", "f"} else None,
            number=number, state=state.code, state_names=state.names,
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
        spans = [_LATELY, ANYTIME] if self.interval == ANYTIME else [self.interval]
        told = ([h for office in offices for h in holders(self.kb, office.id, *span)] for span in spans)
        found = next(filter(None, told), [])
        regular = [h for h in found if not h.acting] or found
        certain = [h for h in regular if h.certain]
        chosen = certain if len(certain) == 1 else regular
        return [Candidate(actor=h.person, why=f"held {h.office}") for h in chosen]

    def leaders_of(self, state_id: str) -> list[Candidate]:
        """Who may be meant by a state's "dirigeant" in the document's interval; of several, the one the text names."""
        above = [c for function in _ABOVE_ALL for c in self.holders_of(function, state_id)]
        functions = leading_functions(self.kb, state_id, *self.interval)
        found = above or [c for function in functions for c in self.holders_of(function, state_id)]
        named = [c for c in found if c.actor in self.actors]
        return list({c.actor: c for c in (named if len(named) == 1 else found)}.values())

    def in_its_day(self, state_id: str) -> str:
        """The state for which the capital of `state_id` stood in the document's interval."""
        return self.kb.in_its_day(state_id, self.interval[1])

    def is_to_come(self, actor_id: str) -> bool:
        """Whether the actor is an armed group or a party all of whose known leaders came after the interval."""
        org = self.kb.organisations.get(actor_id)
        if org is None or org.kind != "nonstate":
            return False
        held = [o.id for o in self.kb.offices.values() if o.body == actor_id]
        starts = [t.start for office in held for t in self.kb.tenures_by_office.get(office, ())]
        return bool(starts) and self.interval[1] < min(starts)

    def has_post(self, function: str, body: str) -> bool:
        """Whether `body` has an office of `function` at all, whoever held it."""
        return bool(find_offices(self.kb, function, body))

    def has_office(self, person_id: str, function: str, body: str) -> bool:
        """Whether the person held such an office in the interval, or the text gives them that role."""
        if (function, body) in self.roles.get(person_id, ()):
            return True
        loose = function in _OF_STATE and body in self.kb.states
        return any(
            o.function == function and (not body or o.body == body or (loose and self.state_of(o.body) == body))
            for o in self._offices(person_id, self.interval)
        )

    def had_office(self, person_id: str, function: str, body: str) -> bool:
        """Whether the person held such an office before the document, or the text says so."""
        if any(f == f"former {function}" and body in {b, ""} for f, b in self.roles.get(person_id, ())):
            return True
        until = (ANYTIME[0], self.interval[1])
        return any(o.function == function and body in {o.body, ""} for o in self._offices(person_id, until))

    def will_have_office(self, person_id: str, function: str, body: str) -> bool:
        """Whether the person took such an office within months after the day of the document, or just before it."""
        if self.interval == ANYTIME or person_id not in self.kb.persons:
            return False
        first = date.fromisoformat(self.interval[0]) - timedelta(days=_FRESH)
        last = date.fromisoformat(self.interval[1]) + timedelta(days=_ELECT)
        terms = self.kb.tenures_by_person.get(person_id, ())
        soon = [t.office for t in terms if first.isoformat() < t.start <= last.isoformat()]
        offices = [self.kb.offices[office] for office in soon if office in self.kb.offices]
        return any(o.function == function and body in {o.body, ""} for o in offices)

    def serves_organisation(self, person_id: str) -> bool:
        """Whether every office the person held in the interval, or that the text gives, is of an international body."""
        bodies = [o.body for o in self._offices(person_id, self.interval)]
        bodies += [body for _, body in self.roles.get(person_id, ()) if body]
        return bool(bodies) and all(b in self.kb.organisations and not self.kb.organisations[b].state for b in bodies)

    def serves(self, person_id: str, body: str) -> bool:
        """Whether the person held any office of `body` in the interval, or the text gives one."""
        own = {b for _, b in self.roles.get(person_id, ())}
        return body in own | {o.body for o in self._offices(person_id, self.interval)}

    def beside(self, person_id: str, *, after: bool) -> str | None:
        """Who held the one office of the person right before them, or right `after`; None where that is not sure."""
        held = {o.id for o in self._offices(person_id, self.interval) if o.function in _TOP}
        if len(held) != 1:
            return None
        rows = sorted((t for t in self.kb.tenures_by_office.get(held.pop(), ()) if not t.acting), key=lambda t: t.start)
        own = [n for n, t in enumerate(rows) if t.person == person_id and t.start[:4] <= self.interval[1][:4]]
        n = own[-1] + (1 if after else -1) if own else -1
        return rows[n].person if 0 <= n < len(rows) and rows[n].person != person_id else None

    def realms_of(self, title: str) -> frozenset[str]:
        """The states whose head bears `title`, where it is no president's ("émir", "roi", "raïs")."""
        offices = [o for o in self.kb.offices.values() if o.function == "head_of_state"]
        borne = (o for o in offices if title in {o.title_fr_m, o.title_fr_f, *o.variants_fr})
        return frozenset(o.body for o in borne if not title.startswith("président"))

    def functions(self, person_id: str) -> set[str]:
        """Functions of the offices the person held in the interval, and those the text gives."""
        return {o.function for o in self._offices(person_id, self.interval)} | {
            f for f, _ in self.roles.get(person_id, ())
        }

    def is_royal(self, person_id: str) -> bool:
        """Whether the person reigned or was to: whom nobody calls "monsieur"."""
        return any(
            o.function == "crown_prince" or (o.function == "head_of_state" and not o.title_fr_m.startswith(NOUNS.heads))
            for o in self._offices(person_id, self.interval)
        )

    def titles(self, person_id: str) -> set[str]:
        """What the offices that the person held in the interval are called, in French, masculine."""
        return {o.title_fr_m for o in self._offices(person_id, self.interval)}

    def _terms(self, person_id: str, interval: tuple[str, str]) -> list[Holder]:
        key = person_id, interval
        if key not in self._served:
            self._served[key] = offices_of(self.kb, person_id, *interval)
        return self._served[key]

    def _offices(self, person_id: str, interval: tuple[str, str]) -> list[Office]:
        key = person_id, interval
        if key not in self._held:
            held = self._terms(person_id, interval) if person_id in self.kb.persons else []
            self._held[key] = [self.kb.offices[h.office] for h in held if h.office in self.kb.offices]
        return self._held[key]

    def finished(self) -> dict[str, Actor]:
        """The actors, with the names this document uses among their aliases."""
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
