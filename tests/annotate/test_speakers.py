"""Who speaks: inversion, relative clauses, coordination, pronouns, "le premier", coordinated verbs."""

from __future__ import annotations

import pytest

from pourparlers.annotate.layers import layers_of
from pourparlers.extract.read import Reader
from pourparlers.text.analyse import analyse_text
from pourparlers.types import Document

CASES = [
    ("« Le texte est prêt », a expliqué vendredi à Rome Antony Blinken.", "Antony Blinken"),
    ("« Le texte est prêt », a expliqué à la presse, vendredi, Antony Blinken.", "Antony Blinken"),
    ("Antony Blinken, qui arrivait de Rome, a expliqué que le texte était prêt.", "Antony Blinken"),
    ("Antony Blinken, arrivé jeudi, a expliqué que le texte était prêt.", "Antony Blinken"),
    ("Antony Blinken et Sergueï Lavrov ont expliqué que le texte était prêt.", "Antony Blinken"),
    ("Antony Blinken a quitté Rome et a expliqué que le texte était prêt.", "Antony Blinken"),
    ("Reçu par Antony Blinken, Sergueï Lavrov a expliqué que le texte était prêt.", "Sergueï Lavrov"),
    ("Au côté d'Antony Blinken, Sergueï Lavrov a expliqué que le texte était prêt.", "Sergueï Lavrov"),
    ("Antony Blinken est à Rome. Il a expliqué que le texte était prêt.", "Antony Blinken"),
    ("Antony Blinken est à Rome. « Le texte est prêt », a-t-il expliqué.", "Antony Blinken"),
    ("La Russie attend. Elle a expliqué que le texte était prêt.", "Russie"),
    ("Antony Blinken a vu Sergueï Lavrov. Ce dernier a expliqué que le texte était prêt.", "Sergueï Lavrov"),
    ("Dans la soirée, un porte-parole de l'ONU a expliqué que le texte était prêt.", "un porte-parole de l'ONU"),
    ("Citant « un texte prêt », Antony Blinken a quitté Rome.", "Antony Blinken"),
]


@pytest.mark.parametrize(("text", "name"), CASES, ids=[t for t, _ in CASES])
def test_speaker(reader: Reader, text: str, name: str) -> None:
    document = analyse_text(Document(id="case", uri="case", text=text), pack=reader.pack)
    doc = next(reader.parse([document]))
    for step in reader.steps[:4]:
        step.run(doc)
    layers = layers_of(doc)
    assert layers.statements, "nothing was stated"
    fact = layers.statements[-1].fact
    assert fact.speaker is not None
    assert layers.actors[fact.speaker].name.fr == name


def test_a_pronoun_nobody_fits_stays_open(reader: Reader) -> None:
    text = "« Le texte est prêt », a-t-elle expliqué."
    doc = next(reader.parse([analyse_text(Document(id="case", uri="case", text=text), pack=reader.pack)]))
    for step in reader.steps[:4]:
        step.run(doc)
    (statement,) = layers_of(doc).statements
    assert statement.fact.speaker is None
    assert statement.fact.speaker_span is not None
