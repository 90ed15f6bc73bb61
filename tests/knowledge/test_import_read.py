"""Reading big, broken and wrong files: what can be read is, what cannot is named by line, memory is bounded."""

from __future__ import annotations

import bz2
import gzip
import json
import tracemalloc
from pathlib import Path

import pytest

from import_world import ENTITIES, INTERIOR, JONASSON, ftm, write_dump, write_lines
from pourparlers.errors import KnowledgeError
from pourparlers.knowledge.imports.lines import CutShortError, lines
from pourparlers.knowledge.imports.names import clean, fold, free_id, is_latin, kept_aliases, slug
from pourparlers.knowledge.imports.read import detect, read_file
from pourparlers.knowledge.imports.records import Report, SourcePerson
from pourparlers.knowledge.imports.staging import Staging

GOOD = json.dumps(JONASSON, ensure_ascii=False)


def read(path: Path, form: str = "wikidata-json", max_line: int = 1_000_000) -> Report:
    report = Report(path)
    with Staging() as staging:
        read_file(path, form, staging, report, max_line=max_line)
    return report


def told(report: Report) -> list[tuple[str, int]]:
    return [(note.kind, note.line) for notes in report.examples.values() for note in notes]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ('[\n{"type":"item","id":"Q1","labels":{}}', "wikidata-json"),
        ('{"id":"Q1","claims":{"P39":[]}}', "wikidata-json"),
        ('{"entities":{"Q1":{"labels":{}}}}', "wikidata-json"),
        ('{"id":"NK-1","caption":"A","schema":"Person","properties":{}}', "ftm"),
        ('{"schema":"Person","properties":{"note":["\\"labels\\""]}}', "ftm"),
        ("person,position,start\n", "wikidata-csv"),
        ("\ufeffPosition;Person;x;Start\n", "wikidata-csv"),
        ("?person\t?position\t?start\n", "wikidata-csv"),
    ],
)
def test_the_format_is_told_by_the_beginning(tmp_path: Path, text: str, form: str) -> None:
    (tmp_path / "f").write_text(text, encoding="utf-8")
    assert detect(tmp_path / "f") == form
    (tmp_path / "f").write_bytes(gzip.compress(text.encode()))
    assert detect(tmp_path / "f") == form


@pytest.mark.parametrize("data", [b"", b"Bonjour.\n", b'{"a": 1}\n', b"name,day\n", b"\x00\x01\x02", b"\x89PNG\r\n"])
def test_a_file_of_no_known_format(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "f").write_bytes(data)
    with pytest.raises(KnowledgeError, match="neither Wikidata"):
        detect(tmp_path / "f")


def test_bad_lines_are_named_and_passed(tmp_path: Path) -> None:
    file = tmp_path / "d.json"
    bad = ['{"id": "Q1", "P39"', '{"P39": 1}', '"P39"', "[1, 2]", '{"id": "Q2", "claims": {"P39": "x"}}', "\udcff"]
    text = "\n".join(["[", GOOD + ",", *(line + "," for line in bad), json.dumps(INTERIOR), "]", ""])
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    report = read(file)
    assert report.notes["line"] == len(bad)
    assert [note.line for note in report.examples["line"]] == [3, 4, 5, 6, 7]
    assert report.found["holdings"] == 1


@pytest.mark.parametrize("form", ["wikidata-json", "ftm", "wikidata-csv"])
def test_a_whole_file_of_another_format_is_an_error(tmp_path: Path, form: str) -> None:
    file = tmp_path / "f"
    file.write_text("Le ministre a parlé.\n" * 500, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"f:1: "):
        read(file, form)


def test_the_other_json_is_an_error(tmp_path: Path) -> None:
    money = write_lines(tmp_path / "e.json", [ftm("Person", str(n), name="A B") for n in range(150)])
    with pytest.raises(KnowledgeError, match="wikidata-json"):
        read(money, "wikidata-json")
    with pytest.raises(KnowledgeError, match="ftm"):
        read(write_dump(tmp_path / "d.json", ENTITIES), "ftm")


def test_json_over_several_lines_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "d.json").write_text(json.dumps(list(ENTITIES), indent=1), encoding="utf-8")
    with pytest.raises(KnowledgeError, match="not a line"):
        read(tmp_path / "d.json")


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress], ids=["gz", "bz2"])
def test_a_file_cut_short_is_read_up_to_there(tmp_path: Path, pack) -> None:
    text = "".join(json.dumps(JONASSON | {"id": f"Q{n}", "noise": "é" * (n % 97)}) + "\n" for n in range(1, 6000))
    data = pack(text.encode())
    (tmp_path / "d.json.gz").write_bytes(data[: len(data) // 2])
    report = read(tmp_path / "d.json.gz")
    assert report.cut_short
    assert ("cut_short", report.read) in told(report)
    assert 0 < report.read < 6000


def test_compressed_data_that_is_damaged_from_the_start(tmp_path: Path) -> None:
    (tmp_path / "d.gz").write_bytes(b"\x1f\x8b" + b"\x00" * 50)
    with pytest.raises(KnowledgeError, match="compressed"):
        detect(tmp_path / "d.gz")
    with pytest.raises(CutShortError):
        list(lines(tmp_path / "d.gz"))


def test_an_endless_line_is_passed_in_bounded_memory(tmp_path: Path) -> None:
    file = tmp_path / "d.json.gz"
    with gzip.open(file, "wb", compresslevel=1) as out:
        out.write(GOOD.encode() + b"\n")
        for _ in range(200):
            out.write(b'{"P39": "' + b"x" * 1_000_000)
        out.write(b"\n" + json.dumps(INTERIOR).encode() + b"\n")
    tracemalloc.start()
    report = read(file)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert told(report) == [("line", 2)]
    assert report.found["posts"] == 1
    assert peak < 60_000_000  # of the 200 megabytes of the line


def test_an_endless_last_line(tmp_path: Path) -> None:
    (tmp_path / "d.json").write_bytes(GOOD.encode() + b"\n" + b"x" * 50_000)
    assert told(read(tmp_path / "d.json", max_line=10_000)) == [("line", 2)]


def test_progress_is_told_in_bytes_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "big.txt"
    file.write_bytes((b"x" * 9999 + b"\n") * 3000)
    heard: list[int] = []
    assert sum(1 for _ in lines(file, progress=heard.append)) == 3000
    assert heard == sorted(heard)
    assert 0 < heard[-1] <= file.stat().st_size


def test_lines_that_hold_nothing_are_counted_without_being_decoded(tmp_path: Path) -> None:
    other = '{"type":"item","id":"Q3","labels":{"en":{"language":"en","value":"x"}},"sitelinks":{,,,}}'
    (tmp_path / "d.json").write_text(f"[\n{GOOD},\n{other}\n]\n", encoding="utf-8")
    report = read(tmp_path / "d.json")
    assert (report.read, report.notes.total()) == (2, 0)


def test_the_first_record_of_a_key_stands() -> None:
    with Staging() as staging:
        for name in ("one", "two"):
            staging.add(SourcePerson("Q1", 1, name_fr=name))
        staging.finish()
        found = staging.get(SourcePerson, "Q1")
        assert found is not None
        assert found.name_fr == "one"
        assert staging.get(SourcePerson, "Q2") is None


# Names


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Annalena Baerbock", "annalena-baerbock"),
        ("Đặng Thị Ngọc Thịnh", "dang-thi-ngoc-thinh"),
        ("Lars Løkke Rasmussen", "lars-lokke-rasmussen"),
        ("M'jid El Guerrab", "m-jid-el-guerrab"),
        ("Сергей Лавров", ""),
    ],
)
def test_slugs(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_an_id_that_is_taken_has_digits_after_it() -> None:
    assert free_id("jane-doe", "Q42", {"john-doe"}) == "jane-doe"
    assert free_id("jane-doe", "Q42", {"jane-doe"}) == "jane-doe-42"
    assert free_id("", "Q42", set()) == "q-42"
    assert free_id("jane-doe", "NK-1", {"jane-doe"}) == free_id("jane-doe", "NK-1", {"jane-doe"})


def test_names_are_cleaned() -> None:
    assert clean("Ko\u200bfi  A.\u00a0Annan’s|x\n") == "Kofi A. Annan's/x"
    assert fold("L'Élysée-Palais") == "l elysee palais"
    assert is_latin("Ögmundur")
    assert not is_latin("Лавров")
    assert not is_latin("…")


def test_aliases_that_could_mislead_are_left_out() -> None:
    kept, left = kept_aliases(
        ["Volodymyr Zelensky"],
        [
            "Volodymyr Zelenskyy",
            "Zelensky",
            "The Servant",
            "Володимир Зеленський",
            "Volodymyr Oleksandrovych Zelensky",
            "volodymyr zelensky",
        ],
    )
    assert kept == ["Volodymyr Zelenskyy", "Volodymyr Oleksandrovych Zelensky"]
    assert left == ["Zelensky", "The Servant", "Володимир Зеленський"]
