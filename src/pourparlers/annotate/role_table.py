"""The shape of lang/*/roles.toml: roles and institutions as data."""

from __future__ import annotations

from typing import Literal

from ..lang.pack import Table

Determiner = Literal["definite", "indefinite", "possessive", "demonstrative", "none"]


class RoleRule(Table, frozen=True):
    """A role noun: head forms (gender m|f|x and number s|p), the complements it takes, the office it is.

    `only`: the determiners with which it is one, where not with any ("un membre", never "les membres"). `relation`: to
    whom "son" means, for a noun that no office fixes. `seat`: only of a palace or a street where somebody sits.
    """

    function: str
    heads: dict[str, str]
    complements: tuple[str, ...]
    body: str = ""
    needs_body: bool = False
    person: bool = True
    anonymous: bool = False
    only: frozenset[Determiner] = frozenset()
    relation: Literal["", "host", "visitor", "rival", "home", "predecessor", "successor", "neighbour"] = ""
    seat: bool = False


class InstitutionRule(Table, frozen=True):
    """A noun that, bound to a state, names one of its institutions.

    `surfaces`: what the knowledge base may call it ({f}, {m}, {mp}: the demonym); `name_fr`, `name_en`: what it is
    called where the base has none, with its CAMEO role. `is_state`: it is nobody but its state sitting there (a
    delegation).
    """

    kind: str
    heads: dict[str, str]
    complements: tuple[str, ...]
    name_fr: str
    name_en: str
    surfaces: tuple[str, ...] = ()
    role_code: str = "GOV"
    feminine: bool = False
    demonym_only: bool = False
    is_state: bool = False


class RoleCase(Table, frozen=True):
    """An executed example: the words of the role, its function and bodies."""

    text: str
    role: str
    function: str
    body: tuple[str, ...]
    former: bool = False


class RoleTable(Table, frozen=True):
    """Shape of lang/*/roles.toml."""

    former: frozenset[str]
    deputy: frozenset[str]
    skips: frozenset[str]
    after: frozenset[str]
    tails: tuple[str, ...]
    homologue: frozenset[str]
    coming: frozenset[str]
    invariable: frozenset[str]
    persons: frozenset[str]
    of_bodies: frozenset[str]
    own_names: frozenset[str]
    nationalities: dict[str, str]
    prefixes: dict[str, str]
    roles: tuple[RoleRule, ...]
    institutions: tuple[InstitutionRule, ...]
    cases: tuple[RoleCase, ...]
