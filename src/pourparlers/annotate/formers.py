"""Who no longer holds an office: "l'ancien président", "le président déchu"; who held it in the year that is told."""

from __future__ import annotations

from collections.abc import Sequence

from .roles import RoleMatch
from .scene import Scene

_YEAR = 4
"""So many digits make a year."""
_BEFORE = 1
"""So many sentences back at most stands the name of one who held an office in the year told."""
_WAS = frozenset({"avait", "était"})
"""What tells of that year, right behind the words for the office."""
_GROUP = 4
"""At most so many tokens behind them."""


def is_fallen(scene: Scene, role: RoleMatch, fallen: frozenset[str]) -> bool:
    """Whether the words of `role` say that its holder was driven from office."""
    return any(t.lower_ in fallen for t in scene.doc[role.head + 1 : role.end])


def former_holders(scene: Scene, role: RoleMatch, functions: Sequence[str]) -> list[str]:
    """The persons named before who held the office of `role`, in any body where the words name none, and do not hold
    it now, the most present first."""
    book = scene.book
    bodies = role.bodies or ("",)
    return [
        person
        for person, _ in scene.people(role.start, gender=role.gender)
        if any(book.had_office(person, f, b) and not book.has_office(person, f, b) for f in functions for b in bodies)
    ]


def fallen_holders(scene: Scene, role: RoleMatch, functions: Sequence[str]) -> list[str]:
    """Whom "le président déchu" may mean: who no longer holds the office, else who named before does, as on the day of
    a coup."""
    gone = former_holders(scene, role, functions)
    if gone:
        return gone
    bodies = role.bodies or ("",)
    people = [p for p, _ in scene.people(role.start, gender=role.gender)]
    return [p for p in people if any(scene.book.has_office(p, f, b) for f in functions for b in bodies)]


def then_holders(scene: Scene, role: RoleMatch, functions: Sequence[str], body: str) -> list[str]:
    """The persons named right before who held the office in `body` in a year that the text tells, though not on its
    day: "avait dépêché en mars 2008 Condoleezza Rice : la secrétaire d'Etat", in a dispatch of 2012."""
    book, here = scene.book, scene.places.sentence(role.start)
    if not any(t.lower_ in _WAS for t in scene.doc[role.end : role.end + _GROUP]):
        return []  # "En 2015, X avait signé. Le président a vu Y": today's
    near = {m.actor for m in scene.mentions if m.how == "name" and m.end <= role.start}
    near &= {m.actor for m in scene.mentions if here - scene.places.sentence(m.start) <= _BEFORE}
    years = {t.text for t in scene.doc if len(t.text) == _YEAR and t.text.isdigit()} if near else set()
    terms = [
        (person, term)
        for person, _ in scene.people(role.start, gender=role.gender)
        if person in near and any(book.had_office(person, f, body) for f in functions)
        for term in book.kb.tenures_by_person.get(person, ())
        if term.office in book.kb.offices
    ]
    held = [
        person
        for person, term in terms
        if book.kb.offices[term.office].function in functions and book.kb.offices[term.office].body == body
        if any(term.start[:_YEAR] <= year <= (term.end or year)[:_YEAR] for year in years)
    ]
    return list(dict.fromkeys(held))
