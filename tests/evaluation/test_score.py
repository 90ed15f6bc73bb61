from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from fakes import FakeEngine
from pourparlers.api import Pourparlers
from pourparlers.errors import DataError
from pourparlers.evaluate.floors import Floors, check_floors, load_floors
from pourparlers.evaluate.gold import NameTable
from pourparlers.evaluate.match import Names, day_range, is_date, overlap, pair, trim
from pourparlers.evaluate.score import score_files
from pourparlers.evaluate.tally import Measure, Scores
from pourparlers.types import Actor, Named

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "src" / "pourparlers" / "samples"
GOLD = ROOT / "evaluation" / "samples" / "gold"
SHARED = ROOT.parent / "shared"
OWN = (
    "mention resolved",
    "mention linked",
    "pronoun and role",
    "acting place",
    "said on",
    "medium",
    "addressee",
    "contact B³",
    "contacts merged falsely",
)
"""Measures that the project's scoring tool lacks."""
TEXT = (
    'Antony Blinken et Sergueï Lavrov se sont rencontrés le 2022-01-21 à Genève. Lavrov a parlé d\'un "échange utile".'
)


def _export(folder: Path, inputs: list[Path]) -> Path:
    out = folder / "record.jsonl"
    with Pourparlers(":memory:", engine=FakeEngine()) as p:
        p.read(inputs)
        p.export_jsonl(out)
    return out


@pytest.fixture
def small(tmp_path: Path) -> tuple[Path, Path]:
    """An export of one dispatch, and gold that it meets but for the date of the contact."""
    dispatch, gold = tmp_path / "a.txt", tmp_path / "gold"
    dispatch.write_text(TEXT, encoding="utf-8")
    gold.mkdir()
    start = TEXT.index("échange")
    quote = {"span": [start, start + 13], "kind": "direct", "speaker": "Sergueï Lavrov"}
    contact = {
        "kind": "rencontre",
        "participants": ["Antony Blinken", "Russie"],
        "status": "held",
        "date": "2022-01-22",
    }
    page = {"file": "a.txt", "quotes": [quote], "contacts": [contact | {"place": "Geneva"}], "extra": 1}
    (gold / "a.json").write_text(json.dumps(page), encoding="utf-8")
    return _export(tmp_path, [dispatch]), gold


def test_a_small_record_has_the_figures_one_counts_by_hand(small: tuple[Path, Path]) -> None:
    scores = score_files(*small)

    hits = {name: (m.hit, m.given, m.gold) for name, m in scores.measures.items()}
    assert hits == {
        "quote span": (1, 1, 1),
        "quote+speaker": (1, 1, 1),
        "statement": (1, 1, 1),
        "contact": (1, 1, 1),
        "contact parties": (2, 2, 2),
        "contact date": (0, 1, 1),
        "contact place": (1, 1, 1),
        "contact status": (1, 1, 1),
        "denied contact left out": (0, 0, 0),
    }
    assert set(scores.faults.values()) == {0}
    assert any("2022-01-22" in miss for miss in scores.misses)


def test_evidence_that_is_not_the_texts_is_counted(small: tuple[Path, Path]) -> None:
    export, gold = small
    changed = export.read_text(encoding="utf-8").replace('"text":"échange utile"', '"text":"échange futile"')
    export.write_text(changed, encoding="utf-8")

    assert score_files(export, gold).faults["evidence that does not match its text"] > 0


def test_a_dispatch_the_record_lacks_counts_as_missed(small: tuple[Path, Path]) -> None:
    export, gold = small
    page = (gold / "a.json").read_text(encoding="utf-8").replace("a.txt", "b.txt")
    (gold / "b.json").write_text(page, encoding="utf-8")

    assert score_files(export, gold).measures["quote span"].recall == 0.5


@pytest.mark.parametrize("where", ["seeds", "samples"])
def test_the_figures_are_those_of_the_projects_scoring_tool(tmp_path: Path, where: str) -> None:
    tool = SHARED / "tools" / "score.py"
    if not tool.is_file():
        pytest.skip("the project's scoring tool is not beside this checkout")
    dispatches, gold = (SHARED / "seeds", SHARED / "seeds" / "gold") if where == "seeds" else (SAMPLES, GOLD)
    export = _export(tmp_path, sorted(dispatches.glob("*.txt")))
    told = subprocess.run(
        [sys.executable, tool, export, gold, "--json"], capture_output=True, text=True, check=True
    ).stdout

    ours = json.loads(score_files(export, gold).to_json())
    own = {name: ours.pop(name) for name in OWN if name in ours}
    assert ours == json.loads(told)
    assert len(own) == len(OWN) or where == "seeds"


def test_an_export_or_gold_that_cannot_be_read_is_said_so(tmp_path: Path, small: tuple[Path, Path]) -> None:
    export, gold = small
    with pytest.raises(DataError, match="no such folder"):
        score_files(export, tmp_path / "none")
    with pytest.raises(DataError, match="no such export"):
        score_files(tmp_path / "none.jsonl", gold)
    export.write_text('{"type":"record"', encoding="utf-8")
    with pytest.raises(DataError, match="line 1"):
        score_files(export, gold)
    (gold / "a.json").write_text("{", encoding="utf-8")
    with pytest.raises(DataError, match=r"a\.json"):
        score_files(_export(tmp_path, []), gold)


@pytest.mark.parametrize(
    ("gold", "given", "same"),
    [
        ("2022-01-21", "2022-01-21", True),
        ("2022-01", "2022-01-21", True),
        ("2022-01-21", "2022-01", False),
        ("2021-12~", "2021-12", True),
        ("[2022-02-01,2022-02-08]", "2022-02-08", True),
        ("[2022-02-01,2022-02-08]", "2022-02-05", False),
        ("2022-01-24/2022-01-30", "2022-01-26", True),
        ("2022-W04", "2022-01-26", True),
        ("../2022-01-18", "2022-01-10", True),
        ("2022-01", "[2022-01-03,2022-01-10]", False),
        ("2022-01-21", None, False),
        (None, "2022-01-21", None),
    ],
)
def test_dates_are_the_same_when_equal_or_inside(gold: str | None, given: str | None, same: bool | None) -> None:
    assert is_date(gold, given) is same


@pytest.mark.parametrize(
    ("gold", "lenient", "same"),
    [
        ("Sergueï Lavrov", False, True),
        ("Sergei Lavrov", False, True),
        ("chef d'État Lavrov", False, False),
        ("Blinken / Lavrov", False, False),
        ("Antony Blinken / Sergueï Lavrov", False, True),
        ("la Russie", False, False),
        ("la Russie", True, True),
        ("Ukraine", True, False),
    ],
)
def test_names_of_the_gold_mean_actors(gold: str, lenient: bool, same: bool) -> None:
    lavrov = Actor(id="l", name=Named(fr="Sergueï Lavrov", en="Sergey Lavrov"), kind="person", state="RUS")
    assert Names(NameTable()).is_same(gold, lavrov, lenient=lenient) is same


def test_a_state_is_never_known_by_its_last_word() -> None:
    south = Actor(id="s", name=Named(fr="Corée du Sud", en="South Korea"), kind="state")
    assert not Names(NameTable()).is_same("Afrique du Sud", south)


def test_small_parts() -> None:
    assert trim(" « oui ! » ", 0, 11) == (3, 6)
    assert overlap((0, 10), (5, 15)) == pytest.approx(1 / 3)
    assert day_range("2022-02") == ("2022-02-01", "2022-02-31")
    assert pair([1, 2], [2, 1], lambda a, b: float(a == b), 0.5) == [(0, 1), (1, 0)]


def test_floors_fall_and_hold(tmp_path: Path) -> None:
    scores = Scores(measures={"quote span": Measure(hit=9, given=10, gold=10)}, faults={"facts without evidence": 1})
    file = tmp_path / "floors.toml"
    file.write_text('[floors]\n"quote span" = 0.9\n[ceilings]\n"facts without evidence" = 1\n', encoding="utf-8")
    assert check_floors(scores, load_floors(file)) == ()

    fallen = check_floors(
        scores, Floors(floors={"quote span": 0.91, "no such": 0.1}, ceilings={"facts without evidence": 0})
    )
    assert [fall.measure for fall in fallen] == ["quote span", "no such", "facts without evidence"]
    hits = scores.measures["quote span"].hit
    assert check_floors(scores, Floors(right={"quote span": hits})) == ()
    few = check_floors(scores, Floors(right={"quote span": hits + 1, "no such": 1}))
    assert [(fall.measure, fall.value) for fall in few] == [("quote span", hits), ("no such", None)]
    file.write_text("[flors]\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"floors\.toml"):
        load_floors(file)
