"""Files, folders, globs and standard input."""

from __future__ import annotations

import io
import os
import time
from pathlib import Path
from typing import Any

import pytest

from pourparlers.errors import ConfigError
from pourparlers.ingest import IngestOptions, Problem, read_sources
from pourparlers.types import Document

TEXT = " date 2022-01 Le ministre est arrivé mardi à Genève."


def documents(*inputs: str | Path, **options: Any) -> list[Document]:
    return [f for f in read_sources(inputs, options=IngestOptions(**options)) if isinstance(f, Document)]


def problems(*inputs: str | Path, **options: Any) -> list[Problem]:
    return [f for f in read_sources(inputs, options=IngestOptions(**options)) if isinstance(f, Problem)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b.txt").write_text(TEXT + " B", encoding="utf-8")
    (tmp_path / "a.TXT").write_text(TEXT + " A", encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "c.jsonl").write_text('{"text": "Un."}\n{"text": "Deux."}\n', encoding="utf-8")
    (tmp_path / "notes.md").write_text("x", encoding="utf-8")
    (tmp_path / ".hidden.txt").write_text("x", encoding="utf-8")
    return tmp_path


def test_a_folder_is_read_in_the_order_of_names(folder: Path) -> None:
    assert [Path(d.uri).name for d in documents(folder)] == ["a.TXT", "b.txt", "c.jsonl#L1", "c.jsonl#L2"]
    (left,) = problems(folder)
    assert (left.uri, left.skipped) == (folder.as_posix(), 1)


def test_globs_reach_into_folders(folder: Path) -> None:
    assert [Path(d.uri).name for d in documents(f"{folder}/*.txt")] == ["b.txt"]
    assert len(documents(f"{folder}/**/*.jsonl")) == 2
    assert "no file matches" in problems(f"{folder}/*.html")[0].reason


def test_a_file_named_like_a_glob_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "note[1].txt").write_text(TEXT, encoding="utf-8")
    assert len(documents(tmp_path / "note[1].txt")) == 1


def test_a_file_reached_twice_is_read_once(folder: Path) -> None:
    assert len(documents(folder, folder, folder / "b.txt", f"{folder}/*.txt")) == 4


def test_the_text_is_untouched(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf date 2022-01 Un.\r\n\r\nDeux.\r\n\n")
    (document,) = documents(path)
    assert document.text == " date 2022-01 Un.\r\n\r\nDeux.\r\n\n"
    assert document.published.value == "2022-01"


def test_options_state_day_and_outlet(folder: Path) -> None:
    document = documents(folder / "b.txt", published="2022-01-21", outlet="O")[0]
    assert (document.published.value, document.outlet) == ("2022-01-21", "O")


@pytest.mark.parametrize("published", ["2022-13", "21/01/2022", "hier", "", "2022-1-1"])
def test_a_day_that_is_none_is_a_configuration_error(published: str, folder: Path) -> None:
    with pytest.raises(ConfigError, match="YYYY-MM-DD"):
        read_sources([folder], options=IngestOptions(published=published))


def test_stdin_is_plain_text_a_page_or_json_lines() -> None:
    def piped(data: bytes) -> list[Document | Problem]:
        return list(read_sources(["-"], stdin=io.BytesIO(data)))

    (plain,) = piped(TEXT.encode())
    assert isinstance(plain, Document)
    assert plain.uri == "stdin"
    assert [f.uri for f in piped(b'{"text": "Un."}\n{"text": "Deux."}')] == ["stdin#L1", "stdin#L2"]
    page = "<!DOCTYPE html><html><body><article>" + "<p>Le médiateur a reçu les délégations à Lomé.</p>" * 9
    assert isinstance(piped(page.encode())[0], Document)
    assert isinstance(piped(b"")[0], Problem)
    assert isinstance(piped(b"{accolade} dit-il")[0], Document)
    assert isinstance(next(iter(read_sources(["-"]))), Problem)


def test_hostile_inputs_are_problems_with_their_names_and_reasons(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "blank.txt").write_bytes(b" \n\t\n")
    (tmp_path / "binary.txt").write_bytes(os.urandom(3000) + b"\0" * 50)
    (tmp_path / "big.txt").write_bytes(b"mot " * 5_000_000)
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "gone")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    began = time.perf_counter()
    found = list(read_sources([tmp_path, tmp_path / "missing.txt"]))
    assert time.perf_counter() - began < 2
    assert [Path(f.uri).name for f in found if isinstance(f, Document)] == ["good.txt"]
    reasons = {Path(f.uri).name: f.reason for f in found if isinstance(f, Problem)}
    expected = {
        "empty.txt": "empty", "blank.txt": "empty", "binary.txt": "binary", "big.txt": "larger than 5,000,000",
        "dangling.txt": "link", "pipe.txt": "pipe", "missing.txt": "no such file",
    }  # fmt: skip
    assert reasons.keys() == expected.keys()
    assert all(words in reasons[name] for name, words in expected.items())


def test_a_kind_that_nothing_reads_is_said_when_named(folder: Path) -> None:
    (problem,) = problems(folder / "notes.md")
    assert problem.skipped == 1
    assert ".txt" in problem.reason


def test_a_file_without_permission_is_a_problem(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, *args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "Permission denied" in problems(folder / "b.txt")[0].reason


def test_a_folder_without_permission_is_a_problem_and_the_rest_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def refuse(path: str | Path) -> Any:
        if Path(path).name == "sub":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = list(read_sources([folder]))
    assert len([f for f in found if isinstance(f, Document)]) == 2
    assert any(isinstance(f, Problem) and "folder cannot be opened" in f.reason for f in found)


def test_a_folder_linked_to_itself_ends(folder: Path) -> None:
    (folder / "sub" / "loop").symlink_to(folder)
    assert len(documents(folder)) == 4


def test_two_runs_give_the_same(folder: Path) -> None:
    assert documents(folder) == documents(folder)


# ------------------------------------------------------------------ sidecar


def sidecar(folder: Path, text: str) -> Path:
    path = folder / "about.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_sidecar_says_what_the_text_does_not(folder: Path) -> None:
    path = sidecar(folder, "file,published,outlet,uri\nb.txt,2022-01-21,O,https://example.org/b\na.TXT,,P,\n")
    a, b = documents(folder, sidecar=path, outlet="Q", published="2022-01-02")[:2]
    assert (a.outlet, a.published.value) == ("P", "2022-01-02")
    assert (b.outlet, b.published.value, b.uri) == ("O", "2022-01-21", "https://example.org/b")


def test_the_sidecar_may_have_a_mark_and_semicolons(folder: Path) -> None:
    path = sidecar(folder, "\ufefffile;published;outlet\r\nb.txt;2022-01-21;O\r\n")
    assert documents(folder / "b.txt", sidecar=path)[0].outlet == "O"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("file,published,source\nb.txt,2022,x\n", "unknown columns 'source'"),
        ("published,outlet\n2022,x\n", "name the columns"),
        ("", "name the columns"),
        ("file,published,outlet\nz.txt,2022,x\n", ":2: no file 'z.txt'"),
        ("file,published,outlet\nb.txt,21/01/2022,x\n", ":2: '21/01/2022' is not a date"),
        ("file,published,outlet\nb.txt,2022,x\nb.txt,2022,x\n", "named twice"),
        ("file,published,outlet\nb.txt,2022\n", "as many cells"),
        ("file,published,outlet\nb.txt,2022,x,y\n", "as many cells"),
    ],
)
def test_a_wrong_sidecar_is_a_configuration_error(folder: Path, text: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        read_sources([folder], options=IngestOptions(sidecar=sidecar(folder, text)))


def test_a_missing_sidecar_is_a_configuration_error(folder: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read_sources([folder], options=IngestOptions(sidecar=folder / "none.csv"))
