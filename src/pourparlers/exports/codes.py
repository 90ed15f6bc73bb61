"""Codes of actors in the older event formats: country, sector, CAMEO code, number in the Correlates of War list.

An actor's country is the state it acts for (ISO 3166-1 alpha-3); an international organisation has `IGO` in its place,
a non-governmental one `NGO`. Its sector is the CAMEO role code of the record, and for a person that of the
office held on the day of the fact. Where neither says anything the code is empty: nothing is guessed from a name.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Final

from ..merge.parties import is_of_organisation
from ..types import Actor, Record, Struct

_ENTITIES: Final = frozenset({"IGO", "NGO"})
"""Role codes that stand where a country stands: what they name belongs to no state."""

_SECTORS: Final[dict[str, str]] = {
    "parliament_speaker": "LEG",
    "opposition_leader": "OPP",
    "intelligence_chief": "SPY",
    "chief_of_staff_armed_forces": "MIL",
    "military_commander": "MIL",
    "prosecutor": "JUD",
}
"""Sectors of the offices that are not their body's own: the function in the office's id decides."""

UNDETERMINED: Final = "---"
"""CAMEO's code for an actor that nothing determines."""


class ActorCode(Struct, frozen=True):
    """An actor as the older formats write it. Empty strings where nothing is known; `state` is English."""

    id: str
    name: str
    country: str = ""
    state: str = ""
    sector: str = ""
    office: str = ""
    wikidata: str = ""
    kind: str = ""

    @property
    def cameo(self) -> str:
        """The CAMEO actor code: `RUS` for a state itself, `RUSGOV` for who acts for it, `IGO`, `REB`, `---`."""
        if self.kind == "state":
            return self.country or UNDETERMINED
        return f"{self.country}{self.sector}" or UNDETERMINED


class Coder:
    """The codes of a record's actors, by id."""

    def __init__(self, record: Record) -> None:
        self._actors = {actor.id: actor for actor in record.actors}
        self._codes: dict[str, ActorCode] = {}

    def find(self, actor_id: str) -> ActorCode:
        """The codes of an actor; of one that the record does not hold, its id as name."""
        if actor_id not in self._codes:
            actor = self._actors.get(actor_id)
            self._codes[actor_id] = self._make(actor) if actor else ActorCode(id=actor_id, name=actor_id)
        return self._codes[actor_id]

    def _make(self, actor: Actor) -> ActorCode:
        body, _, function = (actor.office or "").partition(".")
        country, sector = actor.state or _country_of(actor.id), actor.role_code or ""
        if is_of_organisation(actor):
            country = ""  # the head of the IAEA acts for the IAEA, not for Argentina
        if not sector and function:
            own = self._actors.get(body)
            sector = _SECTORS.get(function) or _sector_of(body, own)
            country = country or _country_of(body) or (own.state if own and own.state else "")
        if sector in _ENTITIES:
            country, sector = country or sector, ""
        return ActorCode(
            id=actor.id,
            name=actor.name.en,
            country=country,
            state=actor.state_names[-1] if actor.state_names and actor.state == country else find_state_name(country),
            sector=sector,
            office=function.replace("_", " "),
            wikidata=actor.wikidata or "",
            kind=actor.kind,
        )


def _country_of(body: str) -> str:
    """ISO 3166-1 alpha-3 of a state's id (`xkx` has none of its own and keeps its id); empty for anything else."""
    code = body.upper()
    return code if len(code) == 3 and code in _load_states() else ""


def _sector_of(body: str, own: Actor | None) -> str:
    """The sector of who holds an office of `body`, which `own` is where the record has it."""
    if own and own.role_code:
        return own.role_code
    if _country_of(body) or body.startswith(("mfa-", "mod-", "inst-", "x-")):
        return "GOV"
    return "IGO" if body.startswith("org-") else "REB" if body.startswith("ns-") else ""


def _read(name: str) -> list[dict[str, str]]:
    path = files("pourparlers") / "knowledge" / "data" / f"{name}.csv"
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


@lru_cache(maxsize=1)
def _load_cow() -> Mapping[str, tuple[int, int]]:
    return {row["iso3"]: (int(row["cow"]), int(row["since"] or 0)) for row in _read("cow")}


@lru_cache(maxsize=1)
def _load_states() -> Mapping[str, str]:
    return {row["iso3"] or row["id"].upper(): row["name_en"] for row in _read("states")}


def find_state_name(country: str) -> str:
    """The English name of a state by its code; empty for a code that the tables do not have."""
    return _load_states().get(country, "")


def find_cow(country: str, day: str | None) -> str:
    """The Correlates of War number of a state on a day (ISO, or None); empty where the list has none then."""
    number, since = _load_cow().get(country, (0, 0))
    known = number and (not day or int(day[:4]) >= since)
    return str(number) if known else ""
