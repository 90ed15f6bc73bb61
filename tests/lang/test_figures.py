"""Every unit of figures.toml is found in its examples and not in its counters."""

from __future__ import annotations

import pytest

from pourparlers.extract.figure_table import FigureTable, Unit
from pourparlers.extract.figures import figures_in
from pourparlers.lang.pack import Pack, load_pack

UNITS = load_pack("fr").table("figures", FigureTable).units
EXAMPLES = [(u, text) for u in UNITS for text in u.examples]
COUNTERS = [(u, text) for u in UNITS for text in u.counter]


@pytest.mark.parametrize(("unit", "text"), EXAMPLES, ids=[t for _, t in EXAMPLES])
def test_example(unit: Unit, text: str, pack: Pack) -> None:
    assert [f.what for f in figures_in(text, pack=pack)] == [unit.what]


@pytest.mark.parametrize(("unit", "text"), COUNTERS, ids=[t for _, t in COUNTERS])
def test_counter(unit: Unit, text: str, pack: Pack) -> None:
    assert figures_in(text, pack=pack) == []


@pytest.mark.parametrize(
    ("text", "low", "high", "approximate"),
    [
        ("près de 100 000 soldats", None, 100_000, True),
        ("100.000 soldats", 100_000, 100_000, False),
        ("entre 15 et 20 soldats", 15, 20, False),
        ("15 à 20 soldats", 15, 20, False),
        ("de dix à douze mille réfugiés", 10_000, 12_000, False),
        ("passé de 12 à 17 morts", 17, 17, False),
        ("plus d'une centaine de soldats", 100, None, False),
        ("près d'un demi-milliard de dollars", None, 500_000_000, True),
        ("une quarantaine d'otages", 40, 40, True),
        ("10'000 soldats", 10_000, 10_000, False),
        ("10’000 soldats", 10_000, 10_000, False),
        ("100\u202f000 soldats", 100_000, 100_000, False),
        ("1,8 million de réfugiés", 1_800_000, 1_800_000, False),
        ("Plus de 1,7 million de personnes", 1_700_000, None, False),
        ("plus de 900 soldats", 900, None, False),
        ("au moins trente morts", 30, None, False),
        ("moins de 50 chars", None, 50, False),
        ("environ 2.500 militaires", 2_500, 2_500, True),
        ("une centaine de morts", 100, 100, True),
        ("des dizaines de milliers de soldats", 20_000, 99_999, True),
        ("Des milliers de personnes", 2_000, None, True),
        ("plusieurs centaines de blessés", 200, 999, True),
        ("deux milliards d'euros", 2_000_000_000, 2_000_000_000, False),
        ("trois morts", 3, 3, False),
        ("vingt-cinq otages", 25, 25, False),
        ("deux cents blessés", 200, 200, False),
        ("3,67 %", 3.67, 3.67, False),
    ],
)
def test_number(text: str, low: float | None, high: float | None, approximate: bool, pack: Pack) -> None:
    (found,) = figures_in(f"Selon lui, {text} sont en cause.", pack=pack)
    assert (found.quantity.low, found.quantity.high, found.quantity.approximate) == (low, high, approximate)


@pytest.mark.parametrize(
    "text", ["le 10 janvier 2022", "à 18 heures", "les deux hommes", "en 2014, des civils", "le 15 personnes"]
)
def test_no_number(text: str, pack: Pack) -> None:
    assert [f for f in figures_in(text, pack=pack) if f.what not in ("people",)] == []
