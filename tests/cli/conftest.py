from __future__ import annotations

from pathlib import Path

import pytest

from command_line import Run, make_run
from fakes import FakeEngine


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs a command line in a folder and user account of its own, with an analysis that needs no model."""
    for name in ("DB", "KNOWLEDGE", "LOG_LEVEL", "CONFIG"):
        monkeypatch.delenv(f"POURPARLERS_{name}", raising=False)
    monkeypatch.setenv("POURPARLERS_LANG", "en")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.chdir(tmp_path)
    return make_run(monkeypatch, capfdbinary, lambda *, knowledge: FakeEngine(refuses="IMPOSSIBLE"))
