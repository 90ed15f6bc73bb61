"""The tables and their dictionary."""

from __future__ import annotations

import builtins
import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exported import ONE, RECORD
from pourparlers.errors import ConfigError
from pourparlers.exports.cells import guard, unguard, write_cell, write_line
from pourparlers.exports.tables import DICTIONARY, FILES, TABLES, make_schema, render_dictionary, write_tables
from pourparlers.store.links import FIELDS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "tables.md"
BY_NAME = {table.name: table for table in TABLES}


def read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("csv")
    write_tables(RECORD, folder, "csv")
    return folder


@pytest.mark.parametrize("name", FIELDS)
def test_every_type_of_object_has_a_table_with_every_object(folder: Path, name: str) -> None:
    assert [row["id"] for row in read(folder, name)] == [item.id for item in getattr(RECORD, name)]


def test_the_dictionary_says_what_the_files_hold(folder: Path) -> None:
    with (folder / DICTIONARY).open(encoding="utf-8", newline="") as file:
        entries = list(csv.DictReader(file))
    for table in TABLES:
        with (folder / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        assert header == [entry["column"] for entry in entries if entry["table"] == table.name]
    assert all(entry["meaning"] and entry["type"] for entry in entries)
    assert {path.name for path in folder.iterdir()} <= FILES


def test_closed_vocabularies_hold_every_value(folder: Path) -> None:
    for table in TABLES:
        for row in read(folder, table.name):
            for column in table.columns:
                assert not column.values or not row[column.name] or row[column.name] in column.values


def test_the_page_is_that_of_the_program() -> None:
    assert PAGE.read_text(encoding="utf-8") == render_dictionary(), (
        "write docs/tables.md again with render_dictionary()"
    )


def test_a_contact_with_its_lists(folder: Path) -> None:
    contact = read(folder, "contacts")[0]
    assert {
        name: contact[name] for name in ("when", "when_first", "place_fr", "place_geonames", "outlets", "status")
    } == {
        "when": "2022-01-21",
        "when_first": "2022-01-21",
        "place_fr": "Genève",
        "place_geonames": "2660646",
        "outlets": "2",
        "status": "held",
    }
    assert [(row["actor"], row["part"]) for row in read(folder, "participants") if row["contact"] == "contact-2"] == [
        ("org-nato", "host"),
        ("rus", "party"),
    ]
    assert [(row["n"], row["document"]) for row in read(folder, "accounts")] == [("1", "doc-1"), ("2", "doc-2")]


def test_a_month_keeps_its_precision_and_has_bounds(folder: Path) -> None:
    row = next(row for row in read(folder, "events") if row["id"] == "event-leave")
    assert (row["when"], row["when_first"], row["when_last"]) == ("2022-03", "2022-03-01", "2022-03-31")
    assert row["goldstein"] == "5"


def test_figures_have_open_sides(folder: Path) -> None:
    rows = read(folder, "figures")
    assert [(row["low"], row["high"], row["approximate"]) for row in rows] == [
        ("", "100000", "true"),
        ("120000", "120000", "false"),
        ("20000", "99999", "true"),
    ]


def test_every_span_is_the_words_of_its_text(folder: Path) -> None:
    texts = {row["id"]: unguard(row["text"]) for row in read(folder, "documents")}
    assert texts["doc-1"] == ONE
    spans = read(folder, "spans")
    assert {row["role"] for row in spans} >= {"evidence", "content", "quoted", "cue"}
    for row in spans:
        assert texts[row["document"]][int(row["start"]) : int(row["end"])] == unguard(row["text"])


def test_words_that_look_like_a_formula_are_kept_text(folder: Path) -> None:
    assert read(folder, "statements")[0]["content"] == "'=Nous répondrons"


@given(st.text())
def test_a_guarded_text_comes_back_and_begins_no_formula(text: str) -> None:
    assert unguard(guard(text)) == text
    assert not guard(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(
    st.lists(st.text(alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00\r")), min_size=2)
)
def test_a_line_reads_back(cells: list[str]) -> None:
    (row,) = csv.reader(io.StringIO(write_line(cells).decode(), newline=""))
    assert row == cells


@pytest.mark.parametrize(
    ("value", "cell"),
    [(None, ""), (True, "true"), (False, "false"), (3, "3"), (-2.0, "-2"), (2.5, "2.5"), (3.67, "3.67"), ("-x", "'-x")],
)
def test_cells(value: object, cell: str) -> None:
    assert write_cell(value) == cell  # type: ignore[arg-type]


def test_without_text_only_the_texts_are_left_out(tmp_path: Path) -> None:
    write_tables(RECORD, tmp_path, "csv", without_text=True)
    assert {row["text"] for row in read(tmp_path, "documents")} == {""}
    assert read(tmp_path, "documents")[0]["title"] == "Lavrov à Genève"
    assert read(tmp_path, "spans")[0]["text"]


def test_parquet_reads_back_with_its_types(tmp_path: Path, folder: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    write_tables(RECORD, tmp_path, "parquet")
    for table in TABLES:
        back = parquet.read_table(tmp_path / f"{table.name}.parquet")
        assert back.schema.equals(make_schema(table))
        assert back.num_rows == len(read(folder, table.name))
    contact = parquet.read_table(tmp_path / "contacts.parquet").to_pylist()[0]
    assert (contact["when_first"], contact["outlets"], contact["place_geonames"]) == (date(2022, 1, 21), 2, 2660646)
    figure = parquet.read_table(tmp_path / "figures.parquet").to_pylist()[0]
    assert (figure["low"], figure["high"], figure["approximate"]) == (None, 100000.0, True)
    statement = parquet.read_table(tmp_path / "statements.parquet").to_pylist()[0]
    assert statement["content"] == "=Nous répondrons"
    again = tmp_path / "again"
    again.mkdir()
    write_tables(RECORD, again, "parquet")
    assert all((again / name.name).read_bytes() == name.read_bytes() for name in tmp_path.glob("*.parquet"))


def test_without_pyarrow_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *args: object, **kwargs: object) -> object:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return real(name, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ConfigError, match=r'pip install "pourparlers\[parquet\]"'):
        write_tables(RECORD, tmp_path, "parquet")
    assert list(tmp_path.iterdir()) == []


def test_ids_are_unique_in_their_table() -> None:
    for table in TABLES:
        names = [column.name for column in table.columns]
        assert len(names) == len(set(names)), table.name
        if names[0] == "id":
            ids = [row[0] for row in table.rows(RECORD)]
            assert len(ids) == len(set(ids)), table.name
