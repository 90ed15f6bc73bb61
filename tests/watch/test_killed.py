"""A watch that is killed at random loses nothing and doubles nothing; `python tests/killing.py 250` kills more."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

import fakes
from killing import check, compare


@pytest.fixture(autouse=True)
def cast(monkeypatch: pytest.MonkeyPatch) -> None:
    """The people whom killing.py adds to the fake analysis are gone after the test: others count on who is known."""
    monkeypatch.setattr(fakes, "ACTORS", dict(fakes.ACTORS))
    monkeypatch.setattr(fakes, "_NAME", fakes._NAME)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="each life of the watch is a fork")
def test_a_killed_watch_ends_in_the_same_record_and_the_same_alerts(tmp_path: Path, new_db: Callable[[], str]) -> None:
    whole, killed = compare(tmp_path, phases=2, kills=14, seed=3, new_db=new_db)
    check(whole, killed)
    assert killed.kills == 14
