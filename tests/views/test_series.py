"""Figures as series."""

from __future__ import annotations

import csv
import io
import json

import msgspec
import pytest
from rich.console import Console

from exported import RECORD
from pourparlers.lang.catalogue import load_catalogue
from pourparlers.types import Figure, Quantity, Span, When
from pourparlers.views import render_series, rows
from pourparlers.views.series import find_series

FR, EN = load_catalogue("fr"), load_catalogue("en")


def test_the_figures_of_one_thing_by_day() -> None:
    (series,) = find_series(RECORD, FR)
    assert (series.title, series.what, series.of) == ("soldats · Russie", "soldiers", "rus")
    assert [(p.date, p.first, p.last, p.low, p.high, p.number, p.according_to) for p in series.points] == [
        ("au plus tard le 22 janvier 2022", None, "2022-01-22", None, 100000.0, "près de 100\u202f000 soldats", ""),
        ("23 janvier 2022", "2022-01-23", "2022-01-23", 120000.0, 120000.0, "120\u202f000 soldats", "Ukraine"),
        (
            "au plus tard le 31 janvier 2022",
            None,
            "2022-01-31",
            20000.0,
            99999.0,
            "20\u202f000 à 99\u202f999 soldats",
            "",
        ),
    ]


def test_the_same_number_from_two_dispatches_is_one_point() -> None:
    one = RECORD.figures[1]
    words = Span(doc="doc-1", start=0, end=7, text="Sergueï")
    other = msgspec.structs.replace(one, id="figure-4", evidence=(words,))
    (series,) = find_series(msgspec.structs.replace(RECORD, figures=(one, other)), EN)
    assert [(point.sources, point.figures) for point in series.points] == [
        (("deux.txt", "Le Matin, une.txt"), ("figure-2", "figure-4"))
    ]


def test_figures_of_nobody_and_nowhere_are_not_mixed() -> None:
    figures = tuple(msgspec.structs.replace(figure, of=None) for figure in RECORD.figures)
    series = find_series(msgspec.structs.replace(RECORD, figures=figures), EN)
    assert sorted(len(one.points) for one in series) == [1, 2]


def test_a_figure_in_a_statement_has_its_day() -> None:
    said = RECORD.statements[0]
    figure = msgspec.structs.replace(RECORD.figures[0], evidence=said.content, as_of=When())
    (series,) = find_series(msgspec.structs.replace(RECORD, figures=(figure,)), EN)
    assert [point.value for point in series.points] == ["2022-01-21"]


def test_series_as_csv_json_markdown_and_text() -> None:
    series = find_series(RECORD, EN)
    lines = list(csv.DictReader(io.StringIO("".join(render_series.render_series_csv(series)))))
    assert tuple(lines[0]) == render_series.COLUMNS
    assert [(line["low"], line["high"], line["giver"]) for line in lines] == [
        ("", "100000", ""),
        ("120000", "120000", "ukr"),
        ("20000", "99999", ""),
    ]
    assert [len(one["points"]) for one in json.loads(render_series.render_series_json(series))] == [3]
    told = render_series.render_series_markdown(series, EN, title="Figures")
    assert "| 23 January 2022 | 120,000 soldiers | Ukraine | “120 000 soldats russes” | deux.txt |" in told
    console = Console(width=100, file=io.StringIO(), color_system=None)
    console.print(render_series.render_series(series, EN))
    assert "according to Ukraine" in console.file.getvalue()


@pytest.mark.parametrize(
    ("unit", "high", "words"),
    [
        ("soldat", 1.0, "1 soldat"),
        ("soldat", 2.0, "2 soldats"),
        ("obus", 30.0, "30 obus"),
        ("casques bleus", 5.0, "5 casques bleus"),
        ("tête nucléaire", 3.0, "3 têtes nucléaires"),
        ("%", 60.0, "60 %"),
        ("pour cent", 60.0, "60 pour cent"),
        ("kg", 9.0, "9 kg"),
    ],
)
def test_units_take_the_plural(unit: str, high: float, words: str) -> None:
    figure = Figure(id="f", quantity=Quantity(low=high, high=high), unit=unit, what="x")
    assert rows.say_quantity(figure, FR) == words
