"""`feed` and `watch` as commands."""

from __future__ import annotations

import json
import os
from pathlib import Path

from command_line import Run
from fakes import ANNOUNCED


def test_feeds_are_added_listed_and_removed(run: Run) -> None:
    assert "No feed is followed" in run("feed", "list").err
    assert run("feed", "add", "https://a.example/rss", "--outlet", "A", "--pages").code == 0
    (row,) = json.loads(run("feed", "list", "--format", "json").out)
    assert (row["uri"], row["outlet"], row["reads"]) == ("https://a.example/rss", "A", "pages")
    assert run("feed", "add", "a.example/rss").code == 2
    assert "geheim" not in run("feed", "add", "https://me:geheim@a.example/rss").err
    assert run("feed", "remove", "https://a.example/rss").code == 0
    assert run("feed", "remove", "https://a.example/rss").code == 1


def test_one_round_over_a_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(ANNOUNCED, encoding="utf-8")
    os.utime(tmp_path / "in" / "a.txt", (1_600_000_000, 1_600_000_000))
    command = f"tee -a '{tmp_path / 'got here'}'"
    result = run("watch", "in", "--once", "--command", command, "--alert-feed", "alerts.xml")
    assert result.code == 0
    assert "New dispatches: 1" in result.err
    assert "2 alerts" in result.err
    assert len((tmp_path / "got here").read_text(encoding="utf-8").splitlines()) == 2
    assert "Announced: " in (tmp_path / "alerts.xml").read_text(encoding="utf-8")
    assert run("watch", "in", "--once").err == ""


def test_what_cannot_be_meant_is_said(run: Run, tmp_path: Path) -> None:
    assert "nothing to watch" in run("watch", "--once").err
    assert run("watch", "missing", "--once").code == 2
    assert run("watch", str(tmp_path), "--once", "--command", "'open").code == 2
    assert "--allow hooks.example.org" in run("watch", ".", "--once", "--webhook", "https://hooks.example.org/x").err
    assert run("watch", ".", "--every", "5").code == 2


def test_a_round_with_problems_fails(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.pdf").write_bytes(b"%PDF-1.4 torn")
    os.utime(tmp_path / "in" / "a.pdf", (1_600_000_000, 1_600_000_000))
    result = run("watch", "in", "--once")
    assert result.code == 1
    assert "a.pdf" in result.err
