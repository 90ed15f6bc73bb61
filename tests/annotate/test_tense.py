"""Tense of verb groups, on sentences of our own."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pourparlers.annotate.tense import governing_verb, tense_of

CASES = [
    ("Le ministre a déclaré vendredi que rien ne changerait.", "déclaré", "past"),
    ("Le ministre a-t-il déclaré cela ?", "déclaré", "past"),
    ("Le ministre français a téléphoné mardi à son homologue russe.", "téléphoné", "past"),
    ("« Rien ne presse », a ainsi déclaré la ministre.", "déclaré", "past"),
    ("Les deux délégations se sont rencontrées lundi à Oslo.", "rencontrées", "past"),
    ("Le président est arrivé mardi à Rome.", "arrivé", "past"),
    ("L'émissaire est reçu mardi à Rome.", "reçu", "present"),
    ("L'émissaire a été reçu mardi à Rome.", "reçu", "past"),
    ("Les délégations s'étaient vues en octobre à Prague.", "vues", "pluperfect"),
    ("Il avait promis une riposte.", "promis", "pluperfect"),
    ("Le ministre rencontrera jeudi son homologue turc.", "rencontrera", "future"),
    ("Le Conseil se réunit demain à New York.", "réunit", "present"),
    ("Le roi réunit la semaine prochaine les chefs des tribus.", "réunit", "present"),
    ("Les ministres se retrouveront jeudi à Vienne.", "retrouveront", "future"),
    ("La réunion aura lieu jeudi.", "aura", "future"),
    ("Ils auront conclu avant la nuit.", "conclu", "future"),
    ("La rencontre serait reportée.", "reportée", "conditional"),
    ("Kigali aurait accepté la trêve.", "accepté", "past_conditional"),
    ("Le ministre doit se rendre lundi à Doha.", "rendre", "near_future"),
    ("Le ministre doit se rendre lundi à Doha.", "doit", "near_future"),
    ("Les pourparlers devraient être suivis d'un sommet.", "suivis", "near_future"),
    ("Le président va rencontrer mardi les députés.", "rencontrer", "near_future"),
    ("Le président vient de rencontrer les députés.", "rencontrer", "past"),
    ("La cheffe de la diplomatie est attendue mercredi à Kigali.", "attendue", "near_future"),
    ("Une réunion est prévue mardi à Oslo.", "prévue", "near_future"),
    ("Le porte-parole déclarait mardi que tout allait bien.", "déclarait", "imperfect"),
    ("Antony Blinken et Sergueï Lavrov avaient négocié deux heures à Genève.", "négocié", "pluperfect"),
    ("Ils ont négocié.", "négocié", "past"),
    ("Le gouvernement exige un retrait.", "exige", "present"),
    ("Le dialogue qui s'ouvre lundi sera long.", "ouvre", "present"),
    ("Les ministres se réunissent lundi à Bruxelles.", "réunissent", "present"),
    ("Le Parlement votera mardi 22 mars.", "votera", "future"),
    ("Mardi, le président accepte sa démission et nomme un successeur.", "accepte", "present"),
    ("Les deux rois sont convenus lundi d'une trêve.", "convenus", "past"),
    ("Il faut que le ministre soit là.", "soit", "subjunctive"),
    ("Emmanuel Macron et Hassan Rohani se sont appelés mardi.", "appelés", "past"),
    ("Les ministres sont appelés à se prononcer.", "appelés", "near_future"),
    ("Emmanuel Macron, qui recevra mardi Hassan Rohani, est confiant.", "recevra", "future"),
    ("La conférence s'ouvrira et finira mardi.", "finira", "future"),
]


@pytest.mark.parametrize(("text", "word", "tense"), CASES, ids=[f"{w}-{t}" for _, w, t in CASES])
def test_tense(nlp: Language, text: str, word: str, tense: str) -> None:
    doc = nlp(text)
    token = next(t for t in doc if t.text == word)
    assert tense_of(token) == tense


@pytest.mark.parametrize(
    ("text", "word", "verb"),
    [
        ("Le ministre a déclaré vendredi que rien ne changerait.", "vendredi", "déclaré"),
        ("Le ministre doit se rendre lundi à Doha.", "lundi", "doit"),
        ("Le président est arrivé mardi à Rome.", "mardi", "arrivé"),
    ],
)
def test_governing_verb(nlp: Language, text: str, word: str, verb: str) -> None:
    token = next(t for t in nlp(text) if t.text == word)
    found = governing_verb(token)
    assert found is not None
    assert found.text == verb


def test_no_verb(nlp: Language) -> None:
    assert governing_verb(nlp("Une rencontre au sommet")[0]) is None
