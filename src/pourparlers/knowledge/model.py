"""The rows of the knowledge base, one frozen record for each table in ``data/``.

The fields of a record are the columns of its CSV, in order. A column that may hold several values
(separated by ``|`` in the file) is a tuple here. An empty cell is ``""`` or ``()``, never ``None``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..fold import fold_town

__all__ = [
    "Format",
    "Gap",
    "KnowledgeBase",
    "Meeting",
    "Member",
    "Metonym",
    "Office",
    "Organisation",
    "Person",
    "PlaceName",
    "State",
    "Succession",
    "Tenure",
]


@dataclass(frozen=True, slots=True)
class State:
    """A state or a territory that acts as one (states.csv)."""

    id: str
    iso3: str
    wikidata: str
    name_fr: str
    name_en: str
    article_fr: str
    gender: str
    variants_fr: tuple[str, ...]
    variants_en: tuple[str, ...]
    demonym_m: str
    demonym_f: str
    demonym_mp: str
    demonym_fp: str
    compound_fr: str
    capital_fr: str
    capital_en: str
    status: str


@dataclass(frozen=True, slots=True)
class Succession:
    """A state that is no more, and the one that goes on for it in lists of states (successions.csv).

    Up to the day `until` the capital of `state` stood for `earlier` ("Moscou exige" was the Soviet Union); empty where
    the earlier one had a capital of its own.
    """

    state: str
    earlier: str
    until: str
    note: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation, an institution of a state, or an armed group (organisations.csv)."""

    id: str
    kind: str
    wikidata: str
    name_fr: str
    name_en: str
    article_fr: str
    gender: str
    number: str
    variants_fr: tuple[str, ...]
    variants_en: tuple[str, ...]
    parent: str
    state: str
    role_code: str
    seat: str


@dataclass(frozen=True, slots=True)
class Person:
    """A person who speaks or acts for a state or an organisation (persons.csv)."""

    id: str
    wikidata: str
    name_fr: str
    name_en: str
    variants_fr: tuple[str, ...]
    gender: str
    state: str


@dataclass(frozen=True, slots=True)
class Office:
    """A post; ``body`` is the state or the organisation that it belongs to (offices.csv)."""

    id: str
    function: str
    body: str
    title_fr_m: str
    title_fr_f: str
    title_en: str
    variants_fr: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tenure:
    """Who held an office, from when until when (tenures.csv).

    ``start`` and ``end`` are EDTF days, months or years, at the precision that is sure. An empty
    ``end`` means: in office on the day ``checked_until``; nothing is claimed about later days. On a
    closed row ``checked_until`` is the day of the source that says so.
    """

    office: str
    person: str
    start: str
    end: str
    acting: bool
    checked_until: str
    source: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A time for which no holder of an office is given, and why (gaps.csv).

    ``why`` is ``vacant`` (nobody held it), ``no_office`` (the post did not exist) or ``unknown``
    (somebody may have held it; the tables do not say who). ``start`` and ``end`` are EDTF days,
    months or years; an empty ``end`` is open. A tenure that covers a day counts more than a gap.
    """

    office: str
    start: str
    end: str
    why: str
    note: str


@dataclass(frozen=True, slots=True)
class Member:
    """A membership of an organisation (members.csv); an empty bound is open."""

    organisation: str
    member: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Format:
    """A named negotiating format such as the Normandy format (formats.csv)."""

    id: str
    name_fr: str
    name_en: str
    variants_fr: tuple[str, ...]
    members: tuple[str, ...]
    start: str
    end: str
    note: str


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place that dispatches name (places.csv); `town`, of a house or palace: the town in which it stands."""

    name_fr: str
    variants_fr: tuple[str, ...]
    name_en: str
    state: str
    geonames: str
    kind: str
    town: str = ""


@dataclass(frozen=True, slots=True)
class Metonym:
    """A name that stands for an actor, such as « la Maison Blanche » (metonyms.csv)."""

    surface_fr: str
    actor: str
    kind: str
    place_state: str
    place_use: str
    note: str


@dataclass(frozen=True, slots=True)
class Leading:
    """Whom the press means by a state's "dirigeant" where that is not its head of state (leading.csv).

    ``function`` is ``head_of_government``, or empty where it may be either; ``start`` and ``end`` are EDTF years,
    months or days, empty for "before what the tables know" and for "still".
    """

    state: str
    start: str
    end: str
    function: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of public record (meetings.csv): who met where, from the ISO day ``first`` to the day ``last``.

    ``last`` is empty where it took one day, ``place`` where they spoke on the telephone or by video. ``who`` are ids of
    persons, states or organisations, or names of persons without a row.
    """

    first: str
    last: str
    place: str
    who: tuple[str, ...]
    what: str


@dataclass(frozen=True)
class KnowledgeBase:
    """Everything that the tables hold, read-only, with the look-ups that the steps need.

    The ``*_by_*`` mappings are derived from the tables; ``load.load_knowledge`` builds them.
    """

    states: Mapping[str, State]
    organisations: Mapping[str, Organisation]
    persons: Mapping[str, Person]
    offices: Mapping[str, Office]
    formats: Mapping[str, Format]
    tenures: tuple[Tenure, ...]
    gaps: tuple[Gap, ...]
    members: tuple[Member, ...]
    metonyms: tuple[Metonym, ...]
    places: tuple[PlaceName, ...]
    leading: tuple[Leading, ...]
    successions: tuple[Succession, ...]
    meetings: tuple[Meeting, ...]
    version: str
    tenures_by_office: Mapping[str, tuple[Tenure, ...]] = field(repr=False, compare=False)
    gaps_by_office: Mapping[str, tuple[Gap, ...]] = field(repr=False, compare=False)
    tenures_by_person: Mapping[str, tuple[Tenure, ...]] = field(repr=False, compare=False)
    offices_by_post: Mapping[tuple[str, str], tuple[Office, ...]] = field(repr=False, compare=False)
    members_by_organisation: Mapping[str, tuple[Member, ...]] = field(repr=False, compare=False)
    metonyms_by_actor: Mapping[str, tuple[Metonym, ...]] = field(repr=False, compare=False)
    leading_by_state: Mapping[str, tuple[Leading, ...]] = field(repr=False, compare=False)

    @cached_property
    def heirs(self) -> Mapping[str, str]:
        """The state that goes on for each state that is no more."""
        return {row.earlier: row.state for row in self.successions}

    def in_its_day(self, state: str, last: str) -> str:
        """The state for which the capital of `state` stood in a time that ended on the day `last` (ISO)."""
        found = (row.earlier for row in self.successions if row.state == state and last <= row.until)
        return next(found, state)

    @cached_property
    def places_by_name(self) -> Mapping[str, PlaceName]:
        """The first place of each French name."""
        return {row.name_fr: row for row in reversed(self.places)}

    @cached_property
    def towns_by_name(self) -> Mapping[str, PlaceName]:
        """The first town (a place that GeoNames knows) of each French name and variant, as `fold_town` gives them."""
        towns = [row for row in reversed(self.places) if row.geonames]
        return {fold_town(name): row for row in towns for name in (row.name_fr, *row.variants_fr)}

    @cached_property
    def meetings_by_place(self) -> Mapping[str, tuple[Meeting, ...]]:
        """The meetings of each town, by its name as `fold_town` gives it."""
        found: dict[str, list[Meeting]] = {}
        for row in self.meetings:
            found.setdefault(fold_town(row.place), []).append(row)
        return {place: tuple(rows) for place, rows in found.items()}

    @cached_property
    def meetings_by_party(self) -> Mapping[str, tuple[Meeting, ...]]:
        """The meetings of each person, state or organisation."""
        found: dict[str, list[Meeting]] = {}
        for row in self.meetings:
            for party in row.who:
                found.setdefault(party, []).append(row)
        return {party: tuple(rows) for party, rows in found.items()}
