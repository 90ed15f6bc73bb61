"""The cases of lang/fr/roles.toml."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pourparlers.annotate.gazetteer import Gazetteer, demonyms_of
from pourparlers.annotate.role_table import RoleCase, RoleTable
from pourparlers.annotate.roles import RoleFinder, RoleMatch
from pourparlers.knowledge.model import KnowledgeBase
from pourparlers.lang.pack import Pack, load_pack

TABLE = load_pack("fr").table("roles", RoleTable)


@pytest.fixture(scope="module")
def find(nlp: Language, pack: Pack, kb: KnowledgeBase) -> object:
    finder, gazetteer = RoleFinder(pack, demonyms_of(kb)), Gazetteer(kb)

    def run(text: str) -> list[tuple[str, RoleMatch]]:
        doc = nlp(text)
        found = finder.find(doc, gazetteer.find(doc), lambda ids: ids[0] if ids else None)
        return [(doc[r.head : r.end].text, r) for r in found]

    return run


@pytest.mark.parametrize("case", TABLE.cases, ids=lambda c: c.text)
def test_case(find, case: RoleCase) -> None:  # type: ignore[no-untyped-def]
    found = find(case.text)
    if not case.role:
        assert found == []
        return
    words, role = found[0]
    assert (words, role.function, role.bodies, role.former) == (case.role, case.function, case.body, case.former)


def test_bodies_exist(kb: KnowledgeBase) -> None:
    bodies = {*TABLE.nationalities.values(), *TABLE.prefixes.values(), *(r.body for r in TABLE.roles if r.body)}
    assert bodies <= {*kb.states, *kb.organisations}


def test_functions_exist(kb: KnowledgeBase) -> None:
    known = {o.function for o in kb.offices.values()} | {"", "minister", "junta_leader"}
    assert {r.function for r in TABLE.roles} <= known
