"""Cue groups: which forms report here, with what auxiliary, clitic and negation."""

from __future__ import annotations

import pytest

from attributed import attributed
from pourparlers.annotate.cue_forms import regular_forms
from pourparlers.annotate.cues import CueFinder
from pourparlers.annotate.view import view_of
from pourparlers.extract.read import Reader

CASES = [
    ("Le ministre a déclaré que oui.", [("déclarer", "a déclaré")]),
    ("Le ministre n'a pas exclu un accord.", [("exclure", "n'a pas exclu")]),
    ("« Oui », a-t-il ajouté.", [("ajouter", "a-t-il ajouté")]),
    ("« Oui », dit-elle.", [("dire", "dit-elle")]),
    ("« Oui », lance Joe Biden.", [("lancer", "lance")]),
    ("Le ministre se dit prêt.", [("se dire", "se dit")]),
    ("Les ministres s'étaient dits prêts.", [("se dire", "s'étaient dits")]),
    ("Le ministre a fait savoir que oui.", [("fait savoir", "a fait savoir")]),
    ("Il est parti, sans exclure un retour.", [("exclure", "exclure")]),
    ("Le ministre annoncera une trêve.", []),
    ("La déclaration annoncée hier est publiée.", []),
    ("Le juge a quitté la salle.", []),
    ("Une demande écrite est arrivée.", []),
]


@pytest.mark.parametrize(("text", "found"), CASES, ids=[t for t, _ in CASES])
def test_groups(reader: Reader, text: str, found: list[tuple[str, str]]) -> None:
    doc = attributed(reader, text)
    groups = CueFinder(reader.pack).find(view_of(doc))
    assert [(g.kind.lemma, doc[g.start : g.end].text) for g in groups] == found


def test_regular_forms_follow_the_stem() -> None:
    assert {"annonçait", "annonça", "annonce"} - regular_forms("annoncer") <= {"annonça"}
    assert "exigeait" in regular_forms("exiger")
    assert "rappelle" in regular_forms("rappeler")
    assert "espère" in regular_forms("espérer")
    assert regular_forms("dire") == {"dire"}
