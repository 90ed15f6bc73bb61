from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

import pourparlers
from command_line import Run
from fakes import MET
from pourparlers.api import Pourparlers


def test_reading_says_what_it_did_and_where(run: Run, folder: Path, tmp_path: Path) -> None:
    result = run("read", folder)
    assert result.code == 0
    assert result.out == ""
    assert "New dispatches: 2" in result.err
    assert "1 contact, 1 statement, 0 events" in result.err
    assert (tmp_path / "data" / "pourparlers" / "pourparlers.sqlite").is_file()
    again = run("read", folder, "--lang", "fr")
    assert "Dépêches nouvelles : 0 · déjà connues : 2" in again.err


def test_an_unreadable_input_is_named_and_the_code_says_so(run: Run, folder: Path) -> None:
    (folder / "c.txt").write_bytes(b"\x00\x01\xff" * 50)
    (folder / "d.txt").write_text("IMPOSSIBLE de lire ceci", encoding="utf-8")
    result = run("read", folder, "none.txt")
    assert result.code == 1
    for name in ("c.txt", "d.txt", "none.txt"):
        assert any(line.startswith("error: ") and name in line for line in result.err.splitlines())
    assert "New dispatches: 2" in result.err
    assert "Traceback" not in result.err


def test_a_chronology_in_every_form(run: Run, folder: Path) -> None:
    run("read", folder)
    text = run("chronology")
    assert "21 January 2022 ● Antony Blinken, Sergey Lavrov · meeting · Geneva  held" in text.out
    assert "“enfin”" in text.out
    assert "\x1b" not in text.out
    assert run("chronology", "--lang", "fr").out != text.out
    assert run("--lang", "fr", "chronology").out == run("chronology", "--lang", "fr").out
    assert "# Chronology" in run("chronology", "--format", "md").out
    rows = list(csv.DictReader(io.StringIO(run("chronology", "--format", "csv").out)))
    assert [row["type"] for row in rows] == ["contact", "statement"]
    assert json.loads(run("chronology", "--format", "json").out)[0]["value"] == "2022-01-21"


def test_lists_take_a_period_and_an_actor(run: Run, folder: Path) -> None:
    run("read", folder)
    assert "● Antony" in run("contacts", "--since", "2022-01-01", "--until", "2022-01-31", "--actor", "lavrov").out
    empty = run("contacts", "--until", "2021-01-01")
    assert (empty.code, empty.out) == (0, "")
    assert "Read dispatches first" in empty.err
    assert run("contacts", "--actor", "Nul").code == 1
    wrong = run("contacts", "--since", "hier")
    assert (wrong.code, wrong.err.count("\n")) == (2, 1)
    for name in ("statements", "events", "positions", "figures"):
        assert run(name).code == 0


def test_actors_search_and_show(run: Run, folder: Path) -> None:
    run("read", folder)
    assert "Sergey Lavrov" in run("actors").out
    for form in ("csv", "json", "md"):
        assert "sergei-lavrov" in run("actors", "--format", form).out
    found = json.loads(run("search", "rencontrer", "Lavrov", "Genève", "--format", "json").out)
    (contact,) = [row for row in found if row["type"] == "contact"]
    shown = run("show", contact["id"][:12])
    assert shown.code == 0
    assert "Blinken et Lavrov se rencontreront le 2022-01-21 à Genève." in shown.out
    assert "the text writes the date" in shown.out
    assert run("search", "introuvable").code == 1
    missing = run("show", "ghost-1")
    assert (missing.code, missing.err.count("\n")) == (1, 1)


def test_an_export_goes_to_a_file_or_to_standard_output(run: Run, folder: Path, tmp_path: Path) -> None:
    run("read", folder)
    told = run("export", "--format", "jsonl")
    assert json.loads(told.out.splitlines()[0])["type"] == "record"
    assert run("export", "-o", "r.jsonl").out == ""
    assert (tmp_path / "r.jsonl").read_text(encoding="utf-8") == told.out
    assert MET not in run("export", "--without-text", "-o", "-").out
    nowhere = run("export", "-o", tmp_path / "none" / "r.jsonl")
    assert (nowhere.code, nowhere.err.count("\n")) == (2, 1)
    assert "none" in nowhere.err
    assert sorted(p.name for p in tmp_path.glob("*.jsonl*")) == ["r.jsonl"]


def test_removing_a_dispatch(run: Run, folder: Path) -> None:
    run("read", folder)
    result = run("remove", "b.txt")
    assert result.code == 0
    assert "Removed" in result.err
    assert "enfin" not in run("export").out
    assert run("remove", "b.txt").code == 1


def test_the_demo_keeps_nothing_and_says_what_comes_next(run: Run, tmp_path: Path) -> None:
    result = run("demo")
    assert result.code == 0
    assert "sample dispatches" in result.out
    assert "pourparlers read FOLDER" in result.out
    assert not (tmp_path / "data").exists()


def test_evaluating_prints_figures_and_keeps_floors(run: Run, folder: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    start = MET.index("enfin")
    quote = {"span": [start, start + 5], "kind": "direct", "speaker": "Dmytro Kouleba"}
    (gold / "b.json").write_text(json.dumps({"file": "b.txt", "quotes": [quote]}), encoding="utf-8")
    floors = tmp_path / "floors.toml"
    floors.write_text('[floors]\n"quote span" = 0.9\n', encoding="utf-8")
    run("read", folder)
    run("export", "-o", "r.jsonl")

    held = run("evaluate", "r.jsonl", gold, "--floors", floors)
    assert held.code == 0
    assert "quote+speaker                P 1.00" in held.out
    assert json.loads(run("evaluate", "r.jsonl", gold, "--json").out)["quote span"]["F1"] == 1.0
    (gold / "b.json").write_text(json.dumps({"file": "b.txt", "quotes": [quote | {"span": [0, 5]}]}), encoding="utf-8")
    fallen = run("evaluate", "r.jsonl", gold, "--floors", floors)
    assert fallen.code == 1
    assert "below the floor: quote span 0.0 < 0.9" in fallen.err
    assert "b.txt" in run("evaluate", "r.jsonl", gold, "--show").err
    assert run("evaluate", "none.jsonl", gold).code == 2


def test_the_knowledge_base_answers(run: Run) -> None:
    assert run("knowledge", "stats").out.startswith("states\t")
    assert run("knowledge", "check").code in {0, 1}
    assert run("knowledge", "find", "zzz").code == 1
    assert run("knowledge", "who", "no-such-office", "2022-01-21").code == 1
    assert "rus.foreign_minister" in run("knowledge", "who", "rus.foreign_ministre", "2022-01-21").err
    assert run("knowledge", "who", "rus.foreign_minister", "2022-01-21").out.startswith("sergey-lavrov\t")
    later = run("knowledge", "who", "rus.foreign_minister", "2035-01-21")
    assert (later.code, later.out.split("\t")[0]) == (1, "unknown")
    assert "Lavrov" in later.out
    assert run("knowledge", "who", "lbn.head_of_state", "2015-01-21").out.startswith("vacant\t")
    assert "FRA" in run("knowledge", "find", "France").out.upper()
    assert "metonyms\tqat\tDoha\t\toften only a place (Qatar)" in run("knowledge", "find", "Doha", "--lang", "en").out
    assert "souvent un simple lieu (Qatar)" in run("knowledge", "find", "Doha", "--lang", "fr").out


@pytest.mark.parametrize(
    "arguments",
    [
        ("read",),
        ("nope",),
        ("chronology", "--format", "xml"),
        ("read", "x", "--published", "hier"),
        ("read", "x", "--field", "a"),
    ],
    ids=" ".join,
)
def test_wrong_usage_has_code_2_and_no_trace(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.code == 2
    assert "Traceback" not in result.err


def test_a_file_that_is_not_ours_and_a_wrong_setting_are_one_line(run: Run, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "notes.txt").write_text("dear diary", encoding="utf-8")
    result = run("contacts", "--db", "notes.txt")
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert "left untouched" in result.err
    monkeypatch.setenv("POURPARLERS_LOG_LEVEL", "loud")
    assert run("contacts").code == 2


def test_a_fault_of_the_program_is_one_line_unless_debugged(run: Run, monkeypatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(Pourparlers, "list_rows", fail)
    result = run("contacts")
    assert (result.code, result.err.count("\n")) == (3, 1)
    assert "boom" in result.err
    monkeypatch.setenv("POURPARLERS_LOG_LEVEL", "debug")
    with pytest.raises(RuntimeError):
        run("contacts")


def test_version_and_help(run: Run) -> None:
    assert run("--version").out == f"pourparlers {pourparlers.__version__}\n"
    assert "Lire des dépêches" in run("read", "--lang", "fr", "--help").out
    assert "Read dispatches" in run("read", "--help").out


def test_help_is_quick_and_loads_no_model() -> None:
    code = """
import sys
from pourparlers.cli import main
sys.argv = ["pourparlers", "--help"]
try:
    main()
finally:
    print("spacy" in sys.modules, "sqlalchemy" in sys.modules)
"""
    start = time.perf_counter()
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stdout
    assert out.splitlines()[-1] == "False False"
    assert time.perf_counter() - start < 3  # 0.2 s alone; the machine may be busy


def test_a_reader_that_leaves_early_is_no_error() -> None:
    code = "from pourparlers.cli import main; main()"
    command = f'"{sys.executable}" -c "{code}" schema | head -n 1'
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert result.stdout == "{\n"
    assert result.stderr == ""


def test_exports_for_other_programs_say_what_they_wrote(run: Run, folder: Path, tmp_path: Path) -> None:
    run("read", folder)
    for form in ("plover", "polecat", "cameo", "gexf", "graphml"):
        told = run("export", "--format", form, "-o", f"x.{form}")
        assert (told.code, told.out) == (0, ""), told.err
        assert f"written to x.{form}" in told.err
        assert run("export", "--format", form).out.encode() == (tmp_path / f"x.{form}").read_bytes()
    told = run("export", "--format", "csv", "-o", "tables", "--actor", "Russia")
    assert "rows written to the folder tables" in told.err
    assert (tmp_path / "tables" / "dictionary.csv").is_file()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--format", "csv"), "folder"),
        (("--all",), "--all is for"),
        (("--since", "soon"), "YYYY-MM-DD"),
        (("--format", "gexf", "-o", "none/x"), "none/x: No such file"),
        (("--format", "csv", "-o", "."), "no table of an export"),
    ],
)
def test_an_export_that_cannot_be_is_one_line(run: Run, folder: Path, arguments: tuple[str, ...], reason: str) -> None:
    run("read", folder)
    told = run("export", *arguments)
    assert told.code == 2
    assert reason in told.err
    assert told.err.count("\n") == 1


def test_a_briefing_goes_to_a_file_or_to_standard_output(run: Run, folder: Path, tmp_path: Path) -> None:
    run("read", folder)
    told = run("brief", "--about", "Genève", "--lang", "fr")
    assert told.out.startswith("# Note : Genève")
    assert "[^1]: b.txt" in told.out
    assert "briefing with" in run("brief", "--format", "docx", "-o", "b.docx").err
    assert (tmp_path / "b.docx").read_bytes().startswith(b"PK")
    assert run("brief", "--actor", "Nobody").code == 1


def test_series_of_figures(run: Run, folder: Path) -> None:
    run("read", folder)
    assert run("figures", "--series").code == 0
    assert run("figures", "--series", "--format", "json").out == "[]\n"
    assert run("figures", "--series", "--format", "csv").out.startswith("what,of,place")
