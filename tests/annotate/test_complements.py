"""Where what is reported begins and ends."""

from __future__ import annotations

import pytest

from attributed import attributed
from pourparlers.annotate.layers import layers_of
from pourparlers.extract.read import Reader

CASES = [
    ("Joe Biden a affirmé que la trêve tenait, mais refuse tout retrait.", "que la trêve tenait"),
    ("Joe Biden a affirmé que la trêve tenait, alors que les combats reprennent.", "que la trêve tenait"),
    ("Joe Biden a affirmé que la trêve tenait, avant de quitter Oslo.", "que la trêve tenait"),
    ("Joe Biden a affirmé que la trêve tenait, ajoutant que le reste suivrait.", "que la trêve tenait"),
    ("Joe Biden a promis d'envoyer des secours, dont les premiers sont partis.", "envoyer des secours"),
    ("Joe Biden exige une trêve et quittera Oslo lundi.", "une trêve"),
    ("Joe Biden a affirmé, lui, que la trêve tenait.", "que la trêve tenait"),
    ("Joe Biden a affirmé, de son côté, que la trêve tenait.", "que la trêve tenait"),
    ("Joe Biden a affirmé dans un entretien au Figaro que la trêve tenait.", "que la trêve tenait"),
    ("Joe Biden réclame depuis le 5 mars que la trêve soit respectée.", "que la trêve soit respectée"),
    ("Joe Biden, en revanche, a salué un geste utile.", "un geste utile"),
    ("Joe Biden a dénoncé une attaque « lâche » contre un hôpital.", "une attaque « lâche » contre un hôpital"),
    ("Joe Biden a appelé à un sursaut.", "à un sursaut"),
    ("Joe Biden a appelé les deux camps à cesser le feu.", "à cesser le feu"),
    ("Joe Biden a mis en garde contre une escalade.", "une escalade"),
    ("Joe Biden conteste l'avoir promis.", "l'avoir promis"),
]


@pytest.mark.parametrize(("text", "content"), CASES, ids=[t for t, _ in CASES])
def test_content(reader: Reader, text: str, content: str) -> None:
    layers = layers_of(attributed(reader, text))
    facts = [s.fact for s in layers.statements]
    assert facts, "nothing was stated"
    assert facts[0].content[0].text == content
    assert facts[0].speaker is not None
    assert layers.actors[facts[0].speaker].name.fr == "Joe Biden"
