"""Places and names as a person writes them, found in the tables; and what is written nearly so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from ..fold import fold_name
from ..types import Named, Place
from .model import KnowledgeBase, PlaceName

__all__ = ["find_near", "find_places", "name_actors", "name_places"]

_MOST = 5


def find_places(kb: KnowledgeBase, words: str) -> tuple[Place, ...]:
    """The places that `words` name, accents and case aside: "Genève", "Tripoli, LBY" (of several of that name).

    A place that the tables lack is taken as it is written where its state's code stands behind it: "Évian, FRA".
    """
    name, _, code = (part.strip() for part in words.partition(","))
    country = next((s.iso3 for s in kb.states.values() if s.iso3 and s.iso3 == code.upper()), None)
    if code and country is None:
        return ()
    key = fold_name(name)
    found: dict[tuple[str, str | None], Place] = {}
    for row in kb.places:
        if key in {fold_name(n) for n in (row.name_fr, row.name_en, *row.variants_fr) if n}:
            place = _as_place(kb, row)
            found.setdefault((place.name.fr, place.country), place)
    for state in kb.states.values():
        if key in {fold_name(n) for n in (state.name_fr, state.name_en, *state.variants_fr)}:
            place = Place(name=Named(fr=state.name_fr, en=state.name_en), country=state.iso3 or None)
            found.setdefault((place.name.fr, place.country), place)
    kept = tuple(place for place in found.values() if country in (None, place.country))
    return kept or ((Place(name=Named(fr=name, en=name), country=country),) if country and name else ())


def _as_place(kb: KnowledgeBase, row: PlaceName) -> Place:
    state = kb.states.get(row.state)
    return Place(
        name=Named(fr=row.name_fr, en=row.name_en or row.name_fr),
        country=(state.iso3 or None) if state else None,
        geonames=int(row.geonames) if row.geonames else None,
    )


def name_places(kb: KnowledgeBase) -> dict[str, str]:
    """The name of each place and state by every way of writing it, folded."""
    rows = [*((r.name_fr, r.name_en, r.variants_fr) for r in kb.places)]
    rows += ((s.name_fr, s.name_en, s.variants_fr) for s in kb.states.values())
    return {fold_name(n): fr for fr, en, variants in rows for n in (fr, en, *variants) if n}


def name_actors(kb: KnowledgeBase) -> dict[str, str]:
    """The name of each actor of the tables by every way of writing it, folded, and persons by the last word too."""
    found: dict[str, str] = {}
    for table in (kb.states, kb.organisations, kb.formats, kb.persons):
        rows: Mapping[str, object] = table
        for key, row in rows.items():
            fr, en = str(getattr(row, "name_fr", "")), str(getattr(row, "name_en", ""))
            for name in (key, fr, en, *getattr(row, "variants_fr", ())):
                found.setdefault(fold_name(name), fr)
    for person in kb.persons.values():
        found.setdefault(fold_name(person.name_fr).split()[-1], person.name_fr)
    return found


def find_near(words: str, names: Mapping[str, str] | Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The names (values of `names`, by the way they are written, folded) that are written most nearly as `words`."""
    known = dict(names)
    near = get_close_matches(fold_name(words), known, n=_MOST * 2, cutoff=0.6)
    return tuple(dict.fromkeys(known[key] for key in near))[:_MOST]
