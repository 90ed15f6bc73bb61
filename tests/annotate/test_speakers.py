"""Who speaks: inversion, relative clauses, coordination, pronouns, "le premier", coordinated verbs."""

from __future__ import annotations

import pytest

from attributed import attributed
from pourparlers.annotate.layers import layers_of
from pourparlers.extract.read import Reader

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
    ("Antony Blinken a rendu hommage au « courage » de Sergueï Lavrov.", "Antony Blinken"),
    ("Antony Blinken ne croit pas au « plan de paix » de Sergueï Lavrov.", "Sergueï Lavrov"),
    ("Antony Blinken, chef du Front populaire (FP), a expliqué que le texte était prêt.", "Antony Blinken"),
    ("Citant « un texte prêt », Antony Blinken a quitté Rome.", "Antony Blinken"),
]


@pytest.mark.parametrize(("text", "name"), CASES, ids=[t for t, _ in CASES])
def test_speaker(reader: Reader, text: str, name: str) -> None:
    layers = layers_of(attributed(reader, text))
    assert layers.statements, "nothing was stated"
    fact = layers.statements[-1].fact
    assert fact.speaker is not None
    assert layers.actors[fact.speaker].name.fr == name


@pytest.mark.parametrize(
    "who",
    [
        "Les ministres américain Antony Blinken et russe Sergueï Lavrov",
        "Les ministres américain, Antony Blinken, et russe, Sergueï Lavrov,",
        "Antony Blinken et le Russe Sergueï Lavrov",
    ],
)
def test_both_speak(reader: Reader, who: str) -> None:
    fact = layers_of(attributed(reader, f"{who} ont expliqué que le texte était prêt.")).statements[-1].fact
    assert (fact.speaker, fact.co_speakers) == ("antony-blinken", ("sergey-lavrov",))


def test_a_pronoun_nobody_fits_stays_open(reader: Reader) -> None:
    text = "« Le texte est prêt », a-t-elle expliqué."
    (statement,) = layers_of(attributed(reader, text)).statements
    assert statement.fact.speaker is None
    assert statement.fact.speaker_span is not None
