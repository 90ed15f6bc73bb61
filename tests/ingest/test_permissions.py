"""Folders and files that may not be read: each is named with the reason, and the rest is read.

No permission stops root, so there these tests act as another user while they read.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pourparlers.ingest import read_sources
from pourparlers.ingest.options import Problem

pytestmark = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions as on Unix")
NOBODY = 65534
TEXT = "Le ministre est arrivé mardi à Lomé."


@contextmanager
def anybody() -> Iterator[None]:
    """A user whom permissions stop."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def shut() -> Iterator[Callable[[Path, int], None]]:
    """Takes permissions from a path until the end of the test."""
    closed: list[Path] = []

    def close(path: Path, mode: int) -> None:
        closed.append(path)
        path.chmod(mode)

    yield close
    for path in reversed(closed):
        path.chmod(0o755)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder with a text in it and one in a folder in it, where `anybody` can reach it (not in pytest's own)."""
    with tempfile.TemporaryDirectory(dir="/tmp" if os.geteuid() == 0 else None) as made:
        root = Path(made)
        root.chmod(0o755)
        (root / "sub").mkdir()
        (root / "sub" / "a.txt").write_text(TEXT, encoding="utf-8")
        (root / "b.txt").write_text(TEXT + " Il repart jeudi.", encoding="utf-8")
        yield root


def told(*inputs: Path) -> tuple[list[str], list[tuple[str, str]]]:
    with anybody():
        found = list(read_sources(inputs))
    problems = [(f.uri, f.reason) for f in found if isinstance(f, Problem)]
    return [Path(f.uri).name for f in found if not isinstance(f, Problem)], problems


Shut = Callable[[Path, int], None]
OPENED, ENTERED = "this folder cannot be opened (Permission denied)", "a folder above it cannot be entered"


def test_a_folder_that_may_not_be_read(folder: Path, shut: Shut) -> None:
    shut(folder, 0)
    assert told(folder) == ([], [(folder.as_posix(), OPENED)])


def test_a_folder_in_the_folder(folder: Path, shut: Shut) -> None:
    shut(folder / "sub", 0)
    assert told(folder) == (["b.txt"], [((folder / "sub").as_posix(), OPENED)])


@pytest.mark.parametrize("name", ["b.txt", "sub", "none.txt"])
def test_what_lies_in_a_folder_that_may_not_be_entered(folder: Path, shut: Shut, name: str) -> None:
    shut(folder, 0)
    read, ((uri, reason),) = told(folder / name)
    assert (read, uri) == ([], str(folder / name))
    assert reason.startswith(ENTERED)


def test_a_folder_whose_names_alone_may_be_read(folder: Path, shut: Shut) -> None:
    (folder / "sub" / "notes.md").write_text("x", encoding="utf-8")
    shut(folder / "sub", 0o444)
    read, problems = told(folder)
    assert read == ["b.txt"]
    assert ((folder / "sub" / "a.txt").as_posix(), "this file cannot be opened (Permission denied)") in problems
