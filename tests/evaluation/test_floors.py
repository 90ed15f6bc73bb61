"""Accuracy cannot fall silently: every evaluation set is read by the real program and held to its floors.

The floors stand in evaluation/floors/<set>.toml, a little under what was measured; they are raised when the program
gets better and never lowered to pass.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from pourparlers.evaluate.floors import check_floors, load_floors
from pourparlers.evaluate.gold import GoldSet, load_gold
from pourparlers.evaluate.score import score
from pourparlers.extract.read import Reader
from pourparlers.ingest.source import read_sources
from pourparlers.merge.build import build_record
from pourparlers.text.analyse import analyse_text
from pourparlers.types import Document, Published, Record

ROOT = Path(__file__).resolve().parents[2]
SETS = {
    "samples": (ROOT / "src/pourparlers/samples", ROOT / "evaluation/samples/gold"),
    "development": (ROOT / "evaluation/development/texts", ROOT / "evaluation/development/gold"),
    "development_b": (ROOT / "evaluation/development_b/texts", ROOT / "evaluation/development_b/gold"),
    "development_e": (ROOT / "evaluation/development_e/texts", ROOT / "evaluation/development_e/gold"),
    "development_c": (ROOT / "evaluation/development_c/texts", ROOT / "evaluation/development_c/gold"),
    "development_d": (ROOT / "evaluation/development_d/texts", ROOT / "evaluation/development_d/gold"),
    "development_h": (ROOT / "evaluation/development_h/texts", ROOT / "evaluation/development_h/gold"),
    "development_f": (ROOT / "evaluation/development_f/texts", ROOT / "evaluation/development_f/gold"),
    "held_out_e": (ROOT / "evaluation/held_out_e/texts", ROOT / "evaluation/held_out_e/gold"),
    "development_g": (ROOT / "evaluation/development_g/texts", ROOT / "evaluation/development_g/gold"),
    "held_out_g": (ROOT / "evaluation/held_out_g/texts", ROOT / "evaluation/held_out_g/gold"),
    "development_i": (ROOT / "evaluation/development_i/texts", ROOT / "evaluation/development_i/gold"),
    "held_out_i": (ROOT / "evaluation/held_out_i/texts", ROOT / "evaluation/held_out_i/gold"),
    "held_out_j": (ROOT / "evaluation/held_out_j/texts", ROOT / "evaluation/held_out_j/gold"),
    "seeds": (ROOT.parent / "shared/seeds", ROOT.parent / "shared/seeds/gold"),
}


def record_of(texts: Path, reader: Reader) -> Record:
    documents = [d for d in read_sources([texts]) if isinstance(d, Document)]
    readings = reader.read_many([analyse_text(d, pack=reader.pack) for d in documents])
    return build_record(list(readings), program="test", pack=reader.pack.version, knowledge=reader.kb.version)


@pytest.mark.slow
@pytest.mark.parametrize("name", SETS)
def test_no_figure_falls_below_its_floor(name: str, reader: Reader) -> None:
    texts, gold = SETS[name]
    if name == "seeds" and not gold.is_dir():
        pytest.skip("the seed dispatches are not beside this checkout")
    floors = load_floors(ROOT / "evaluation" / "floors" / f"{name}.toml")
    assert len(floors.floors) >= 8
    assert floors.ceilings["evidence that does not match its text"] == 0
    falls = check_floors(score(record_of(texts, reader), load_gold(gold)), floors)
    assert not falls, falls


@pytest.mark.slow
@pytest.mark.parametrize("name", ["seeds", "samples", "development", "development_b"])
def test_times_with_the_day_given_hold_their_floors(name: str, reader: Reader) -> None:
    texts, gold = SETS[name]
    if name == "seeds" and not gold.is_dir():
        pytest.skip("the seed dispatches are not beside this checkout")
    floors = load_floors(ROOT / "evaluation" / "floors" / "day_given" / f"{name}.toml")
    wanted = load_gold(gold)
    falls = check_floors(score(given_record(texts, wanted, reader), wanted), floors)
    assert not falls, falls


def given_record(texts: Path, gold: GoldSet, reader: Reader) -> Record:
    """The record of `texts`, each read alone with the day that `gold` gives it."""
    days = {d.file: d.published.iso for d in gold.documents if d.published and d.published.iso}
    records = []
    for document in (d for d in read_sources([texts]) if isinstance(d, Document)):
        day = days.get(document.uri.rsplit("/", 1)[-1])
        given = Published(value=day, basis="metadata") if day else document.published
        one = analyse_text(msgspec.structs.replace(document, published=given), pack=reader.pack)
        records.append(build_record([reader.read(one)], program="test", pack="p", knowledge="k"))
    return Record(
        header=records[0].header,
        documents=tuple(d for r in records for d in r.documents),
        times=tuple(t for r in records for t in r.times),
    )


def test_two_runs_over_the_same_dispatches_in_another_order_give_the_same_record(reader: Reader) -> None:
    texts = SETS["samples"][0]
    documents = [d for d in read_sources([texts]) if isinstance(d, Document)][:6]
    analysed = [analyse_text(d, pack=reader.pack) for d in documents]
    once = build_record(list(reader.read_many(analysed)), program="test", pack="p", knowledge="k")
    again = build_record([reader.read(d) for d in reversed(analysed)], program="test", pack="p", knowledge="k")
    assert once == again
