"""Demands told by mood alone, and conditions beside the refusals that they bind."""

from __future__ import annotations

import pytest

from attributed import by_text
from pourparlers.extract.positions.stances import find_stances
from pourparlers.extract.read import Reader
from pourparlers.lang.pack import Pack

DEMANDS = [
    "« Libérez ces marins », a lancé le ministre danois.",
    "« Ne laissez pas ce conflit s'étendre », a conseillé le ministre brésilien.",
    "« Libérer les otages, d'abord », a dit le ministre nigérien.",
    "« Que la Bolivie retire sa plainte », a dit le ministre chilien.",
]
NO_DEMANDS = [
    "« Imaginez la suite », a lancé le ministre danois.",
    "« Vous libérez ces marins », a lancé le ministre danois.",
    "« Un garde m'a dit : “Rentrez chez vous” », a raconté le ministre danois.",
    "Le Danemark a confirmé « que la délégation retire sa plainte ».",
    "« Libérer les otages reste difficile », a dit le ministre nigérien.",
]


def stances_of(text: str, reader: Reader, pack: Pack) -> set[str]:
    return {taken.stance for taken in find_stances(by_text(reader, [text])[text], pack=pack)}


@pytest.mark.parametrize("text", DEMANDS)
def test_mood_demands(text: str, reader: Reader, pack: Pack) -> None:
    assert "demand" in stances_of(text, reader, pack)


@pytest.mark.parametrize("text", NO_DEMANDS)
def test_no_demand(text: str, reader: Reader, pack: Pack) -> None:
    assert "demand" not in stances_of(text, reader, pack)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("La Norvège refuse de voter tant que le Chili n'aura pas parlé.", {"refusal", "condition"}),
        ("Le Chili accepte de venir à la seule condition que la Norvège participe.", {"acceptance", "condition"}),
        ("La Norvège refuse de voter.", {"refusal"}),
        ("Le Chili se dit prêt à discuter, pourvu que la Norvège participe.", {"offer"}),
    ],
)
def test_refusal_until_sets_a_condition(text: str, found: set[str], reader: Reader, pack: Pack) -> None:
    assert stances_of(text, reader, pack) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Le Chili a exhorté la Bolivie à partir et proposé une médiation.", {"demand", "offer"}),
        ("« Si les choses tournent mal, nous y retournerons », a averti le ministre chilien.", {"threat"}),
        ("La Norvège jurait que son pays n'allait pas céder.", {"refusal"}),
        ("« Le Chili proteste », a promis le ministre chilien, cité par l'agence russe.", set()),
    ],
)
def test_told_in_passing(text: str, found: set[str], reader: Reader, pack: Pack) -> None:
    assert stances_of(text, reader, pack) == found
