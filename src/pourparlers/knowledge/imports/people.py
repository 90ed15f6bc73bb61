"""Which person of the tables a person of the source is, and the rows that are new or say more.

A person is known by the Wikidata id. Where the row or the source has none, by the name, if only one
person of that state, or with an office of that body, bears it and the gender does not speak against it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

from pourparlers.knowledge.imports.bodies import Bodies
from pourparlers.knowledge.imports.names import clean, fold, free_id, is_latin, kept_aliases, slug
from pourparlers.knowledge.imports.records import Note, Report, SourcePerson
from pourparlers.knowledge.model import KnowledgeBase, Person

__all__ = ["People"]

_LONGEST = 120  # letters of a name


@dataclass(slots=True)
class People:
    """The persons of one import; ``rows`` holds those that are new or changed."""

    kb: KnowledgeBase
    bodies: Bodies
    report: Report
    rows: dict[str, Person] = field(default_factory=dict)
    _by_wikidata: dict[str, str] = field(default_factory=dict)
    _by_name: dict[str, set[str]] = field(default_factory=dict)
    _by_key: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        names: defaultdict[str, set[str]] = defaultdict(set)
        for person in self.kb.persons.values():
            if person.wikidata:
                self._by_wikidata.setdefault(person.wikidata, person.id)
            for name in (person.name_fr, person.name_en, *person.variants_fr):
                names[fold(name)].add(person.id)
        self._by_name = dict(names)

    def take(self, source: SourcePerson, body: str) -> str:
        """Give the id of *source*, who holds a post of *body*; "" (and a note) where no name can be shown.

        The row is made, or the known row filled in: what it says is kept, and what it lacks is added.
        """
        if source.key in self._by_key:
            return self._by_key[source.key]
        names = [clean(name) for name in (source.name_fr, source.name_en)]
        names = [name for name in names if name and len(name) <= _LONGEST and is_latin(name)]
        state = self._state(source, body)
        known = self._by_wikidata.get(source.wikidata, "") if source.wikidata else ""
        if not known and names:
            known = self._named(source, names, state, body)
        if not known and not names:
            told = source.name_fr or source.name_en or "none"
            self.report.note(Note("no_name", source.line, source.key, f"no name in Latin letters (name: {told[:80]})"))
            return ""
        row = self._fill(self._row(known), source, names, state) if known else self._new(source, names, state)
        self._remember(row, source)
        return row.id

    def _state(self, source: SourcePerson, body: str) -> str:
        """Give the state a person acts for: the post's, else the only citizenship that the tables know."""
        if body in self.kb.states:
            return body
        found = {self.bodies.find(word) for word in source.states} & self.kb.states.keys()
        return found.pop() if len(found) == 1 else ""

    def _named(self, source: SourcePerson, names: list[str], state: str, body: str) -> str:
        """Give the one person of a name who can be *source*, "" for none or several."""
        found = {person for name in names for person in self._by_name.get(fold(name), ())}
        fit = []
        for row in map(self._row, sorted(found)):
            other = source.wikidata and row.wikidata and row.wikidata != source.wikidata
            unlike = row.gender and source.gender and row.gender != source.gender
            if not other and not unlike and (row.state == state != "" or body in self._bodies_of(row.id)):
                fit.append(row.id)
        return fit[0] if len(fit) == 1 else ""

    def _bodies_of(self, person: str) -> set[str]:
        """Give the bodies in which a person of the tables held an office."""
        held = self.kb.tenures_by_person.get(person, ())
        return {self.kb.offices[row.office].body for row in held if row.office in self.kb.offices}

    def _new(self, source: SourcePerson, names: list[str], state: str) -> Person:
        """Make a row."""
        french, english = clean(source.name_fr), clean(source.name_en)
        name_fr = french if french in names else names[0]
        name_en = english if english in names else name_fr
        taken = self.kb.persons.keys() | self.rows.keys()
        name = free_id(slug(name_fr), source.wikidata or source.key, taken)
        variants = self._variants(source, [name_fr], [*names, *source.aliases], name)
        return Person(name, source.wikidata, name_fr, name_en, tuple(variants), source.gender, state)

    def _fill(self, row: Person, source: SourcePerson, names: list[str], state: str) -> Person:
        """Give the row with what it lacks."""
        shown = (row.name_fr, row.name_en, *row.variants_fr)
        return replace(
            row,
            wikidata=row.wikidata or source.wikidata,
            name_en=row.name_en or next(reversed(names), ""),
            variants_fr=(*row.variants_fr, *self._variants(source, shown, [*names, *source.aliases], row.id)),
            gender=row.gender or source.gender,
            state=row.state or state,
        )

    def _variants(
        self, source: SourcePerson, names: list[str] | tuple[str, ...], told: list[str], own: str
    ) -> list[str]:
        """Give the other names to add: none that is another person's."""
        kept, left = kept_aliases([name for name in names if name], told)
        free = [name for name in kept if not self._by_name.get(fold(name), set()) - {own}]
        for name in (*left, *(name for name in kept if name not in free)):
            self.report.note(Note("alias", source.line, source.key, name[:_LONGEST]))
        return free

    def _row(self, person: str) -> Person:
        """Give the row as it now stands."""
        return self.rows.get(person) or self.kb.persons[person]

    def _remember(self, row: Person, source: SourcePerson) -> None:
        """Keep a row that is new or changed, and how to find it."""
        if self.kb.persons.get(row.id) != row:
            self.rows[row.id] = row
        self._by_key[source.key] = row.id
        if row.wikidata:
            self._by_wikidata[row.wikidata] = row.id
        for name in (row.name_fr, row.name_en, *row.variants_fr):
            self._by_name.setdefault(fold(name), set()).add(row.id)
