"""`pourparlers statements` with its filters, and `pourparlers actor`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import get_args

import pytest

from command_line import Run
from pourparlers.cli.statements import KindChoice, MediumChoice
from pourparlers.vocab import Medium, StatementKind


@pytest.fixture
def read(run: Run, folder: Path) -> Run:
    """A command line whose record holds two statements of a known day, by Kouleba and by Blinken."""
    (folder / "c.txt").write_text("Blinken a dit « les négociations reprendront ».", encoding="utf-8")
    run("read", folder, "--published", "2022-01-21")
    return run


def words(run: Run, *options: str) -> list[str]:
    result = run("statements", *options, "--format", "csv")
    assert result.code == 0
    return [row["words"] for row in csv.DictReader(io.StringIO(result.out))]


def test_choices_are_those_of_the_vocabulary() -> None:
    assert [choice.value for choice in MediumChoice] == list(get_args(Medium))
    assert [choice.value for choice in KindChoice] == list(get_args(StatementKind))


def test_statements_are_filtered(read: Run) -> None:
    assert len(words(read)) == 2
    assert words(read, "--speaker", "Kouleba") == ["enfin"]
    assert words(read, "--speaker", "Antony Blinken") == ["les négociations reprendront"]
    assert words(read, "--speaker", "USA") == ["les négociations reprendront"]
    assert words(read, "--about", "negociation") == ["les négociations reprendront"]
    assert words(read, "--about", "introuvable") == []
    assert words(read, "--kind", "indirect") == []
    assert len(words(read, "--kind", "direct", "--medium", "unknown")) == 2
    assert words(read, "--to", "Lavrov") == []
    assert words(read, "--actor", "Kouleba", "--speaker", "USA") == []


def test_nothing_found_is_not_nothing_read(read: Run) -> None:
    result = read("statements", "--about", "introuvable")
    assert (result.code, result.out) == (0, "")
    assert "no statement of the kind" in result.err


@pytest.mark.parametrize("command", [("statements", "--speaker"), ("statements", "--to"), ("actor",)], ids=" ".join)
def test_a_name_that_is_not_there_is_answered_with_near_ones(read: Run, command: tuple[str, ...]) -> None:
    result = read(*command, "Antony Blinkn")
    assert (result.code, result.err.count("\n"), result.out) == (1, 1, "")
    assert "near it: Antony Blinken" in result.err


def test_wrong_choices_are_usage(read: Run) -> None:
    assert read("statements", "--medium", "radio").code == 2
    assert read("statements", "--kind", "oral").code == 2
    assert read("statements", "--about", "").code == 2
    assert read("actor", "Lavrov", "--format", "pdf").code == 2


def test_the_page_of_an_actor_in_every_form(read: Run, tmp_path: Path) -> None:
    text = read("actor", "Blinken")
    assert text.out.startswith("Antony Blinken\nperson · United States\n")
    assert "\x1b" not in text.out
    assert "“les négociations reprendront”" in text.out
    assert read("actor", "Blinken", "--format", "md", "--lang", "fr").out.startswith("# Antony Blinken\n\n- personne")
    assert json.loads(read("actor", "Blinken", "--format", "json").out)["id"] == "antony-blinken"
    html = read("actor", "Blinken", "--format", "html", "--lang", "fr").out
    assert html.startswith('<!doctype html>\n<html lang="fr">')
    told = read("actor", "Blinken", "--format", "html", "--lang", "fr", "-o", "page.html")
    assert (told.out, "page.html : 1 propos" in told.err) == ("", True)
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == html
    read("actor", "Blinken", "-o", "page.txt")
    assert (tmp_path / "page.txt").read_text(encoding="utf-8").startswith("Antony Blinken\n")
    nowhere = read("actor", "Blinken", "-o", tmp_path / "none" / "x.html")
    assert (nowhere.code, nowhere.err.count("\n")) == (2, 1)


@pytest.mark.slow
def test_a_state_of_the_samples_speaks_through_its_officials(run: Run, samples: Path) -> None:
    page = run("actor", "Russie", "--db", samples, "--lang", "fr").out
    assert "S'exprime par : " in page
    assert "Sergueï Lavrov (" in page
    assert "au plus tard le 10 mars 2022" in page
    found = run("statements", "--db", samples, "--speaker", "Russie", "--format", "csv").out
    assert "Dmitry Peskov" in found
    assert "Dmytro Kuleba," not in found
