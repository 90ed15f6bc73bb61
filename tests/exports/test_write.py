"""Where exports go, which part of the record they hold, and what cannot be meant."""

from __future__ import annotations

import io
import json
import os
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO, get_args
from xml.etree import ElementTree

import msgspec
import pytest

from exported import RECORD
from pourparlers.errors import ConfigError
from pourparlers.exports.files import replace_file, replace_folder
from pourparlers.exports.part import take_part
from pourparlers.exports.tables import FILES
from pourparlers.exports.write import TABLES, ExportFormat, write_export

FORMS = [form for form in get_args(ExportFormat) if form not in TABLES]


def out(form: str, **options: bool) -> bytes:
    file = io.BytesIO()
    write_export(RECORD, form, file, **options)
    return file.getvalue()


@pytest.mark.parametrize("form", FORMS)
def test_the_same_record_gives_the_same_bytes(form: str, tmp_path: Path) -> None:
    assert out(form) == out(form)
    write_export(RECORD, form, tmp_path / "x")
    assert (tmp_path / "x").read_bytes() == out(form)
    assert list(tmp_path.iterdir()) == [tmp_path / "x"]


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_record_has_an_export_too(form: str) -> None:
    file = io.BytesIO()
    empty = msgspec.structs.replace(RECORD, **{name: () for name in RECORD.__struct_fields__ if name != "header"})
    written = write_export(empty, form, file)
    text = file.getvalue().decode()
    assert (written.n, written.left_out, written.undated) == (1 if form == "jsonl" else 0, 0, 0)
    match form:
        case "jsonl":
            assert [json.loads(line)["type"] for line in text.splitlines()] == ["record"]
        case "plover":
            assert [json.loads(line) for line in text.splitlines()] == []
        case "polecat" | "cameo":
            assert len(text.splitlines()) == 1  # the names of the columns
        case "timeline":
            assert json.loads(text) == {"events": []}
        case _:
            graph = ElementTree.fromstring(text)
            assert [node.tag for node in graph.iter() if node.tag.rpartition("}")[2] in {"node", "edge"}] == []


def test_it_tells_what_it_wrote_and_what_it_did_not() -> None:
    written = write_export(RECORD, "polecat", io.BytesIO())
    assert (written.n, written.unit, written.left_out, written.undated) == (5, "events", 2, 1)
    assert write_export(RECORD, "polecat", io.BytesIO(), everything=True).left_out == 0
    assert write_export(RECORD, "gexf", io.BytesIO()).unit == "edges"


@pytest.mark.parametrize("form", ["jsonl", "gexf", "graphml", "csv"])
def test_all_is_refused_where_no_column_can_say_so(form: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="--all"):
        write_export(RECORD, form, tmp_path / "x", everything=True)


def test_tables_need_a_folder() -> None:
    with pytest.raises(ConfigError, match="folder"):
        write_export(RECORD, "csv", io.BytesIO())
    with pytest.raises(ConfigError, match="no format"):
        write_export(RECORD, "xlsx", io.BytesIO())  # type: ignore[arg-type]


def test_a_folder_of_tables_is_replaced_and_anything_else_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    write_export(RECORD, "parquet", folder)
    write_export(RECORD, "csv", folder)
    assert {path.suffix for path in folder.iterdir()} == {".csv"}
    (folder / "my-notes.txt").write_text("mine")
    with pytest.raises(ConfigError, match=r"tables: holds my-notes\.txt"):
        write_export(RECORD, "csv", folder)
    assert (folder / "my-notes.txt").read_text() == "mine"
    assert list(tmp_path.iterdir()) == [folder]


def test_a_failed_export_leaves_the_last_one(tmp_path: Path) -> None:
    file, folder = tmp_path / "x", tmp_path / "t"
    file.write_text("last")
    folder.mkdir()
    (folder / "dictionary.csv").write_text("last")

    def break_off(place: AbstractContextManager[BinaryIO | Path]) -> None:
        with place as new:
            if isinstance(new, Path):
                (new / "dictionary.csv").write_text("half")
            else:
                new.write(b"half")
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        break_off(replace_file(file))
    with pytest.raises(ValueError, match="stop"):
        break_off(replace_folder(folder, ours=FILES))
    assert file.read_text() == "last"
    assert (folder / "dictionary.csv").read_text() == "last"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["t", "x"]


def test_errors_name_the_file(tmp_path: Path) -> None:
    (tmp_path / "is-a-file").write_text("")
    (tmp_path / "is-a-folder").mkdir()
    for form, path in (("cameo", "none/x"), ("csv", "none/x"), ("csv", "is-a-file"), ("cameo", "is-a-folder")):
        with pytest.raises(OSError, match=path) as error:
            write_export(RECORD, form, tmp_path / path)
        assert error.value.filename == str(tmp_path / path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["is-a-file", "is-a-folder"]


def test_a_new_file_has_the_permissions_of_the_user(tmp_path: Path) -> None:
    os.umask(mask := os.umask(0o022))
    write_export(RECORD, "cameo", tmp_path / "x")
    write_export(RECORD, "csv", tmp_path / "t")
    assert (tmp_path / "x").stat().st_mode & 0o777 == 0o666 & ~mask
    assert (tmp_path / "t").stat().st_mode & 0o777 == 0o777 & ~mask


def test_a_part_has_its_facts_and_what_they_stand_on() -> None:
    part = take_part(RECORD, since="2022-01-20", until="2022-01-22")
    assert [fact.id for fact in part.contacts] == ["contact-1"]
    assert {fact.id for fact in part.events} == {"event-met", "event-seen", "event-said"}
    # A figure that is told without a day is told as standing when its dispatch was published.
    assert [fact.id for fact in part.figures] == ["figure-1", "figure-3"]
    assert [judgement.id for judgement in part.judgements] == ["judgement-1"]
    assert len(part.documents) == 2
    nato = take_part(RECORD, actors={"org-nato"})
    assert [fact.id for fact in nato.contacts] == ["contact-2"]
    assert [document.id for document in nato.documents] == ["doc-1"]
    assert {mention.doc for mention in nato.mentions} == {"doc-1"}
    assert nato.judgements == ()
    known = {actor.id for actor in nato.actors}
    assert {participant.actor for participant in nato.contacts[0].participants} <= known
    assert "gbr" not in known
    assert take_part(RECORD) is RECORD
