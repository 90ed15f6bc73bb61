"""The parser that steps in numpy parses as the model's own does."""

from __future__ import annotations

import spacy
from spacy.language import Language

from pourparlers.annotate.pipeline import MODELS

TEXTS = [
    "Le président kényan a reçu mardi à Nairobi le ministre norvégien des Affaires étrangères.",
    "",
    "« Nous ne signerons rien », a prévenu Lima, qui accuse Quito d'avoir violé la trêve conclue en mai à Genève.",
    "Oui.",
    "Réunis depuis lundi, les négociateurs, que la pluie a retardés, se reverront ; aucun n'a dit quand. Puis ils "
    "partiront, les uns pour Oslo, les autres pour Vienne, où une conférence de presse est prévue vendredi soir.",
]


def test_parses_as_the_model_does(nlp: Language) -> None:
    assert "pourparlers_parser" in nlp.pipe_names
    assert "parser" not in nlp.pipe_names
    own = spacy.load(MODELS["fr"], exclude=["ner", "attribute_ruler"])
    expected = [[(t.head.i, t.dep_, t.is_sent_start) for t in doc] for doc in own.pipe(TEXTS)]
    assert [[(t.head.i, t.dep_, t.is_sent_start) for t in doc] for doc in nlp.pipe(TEXTS)] == expected
    assert [[(t.head.i, t.dep_, t.is_sent_start) for t in nlp(text)] for text in TEXTS] == expected
