from __future__ import annotations

import sys
from pathlib import Path

import pytest

from command_line import Result, Run
from fakes import FakeEngine
from pourparlers.cli import main


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
    monkeypatch.setattr("pourparlers.holder.FrenchEngine", lambda *, knowledge: FakeEngine(refuses="IMPOSSIBLE"))

    def call(*arguments: object) -> Result:
        monkeypatch.setattr(sys, "argv", ["pourparlers", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return Result(code=int(left.value.code or 0), out=out.decode(), err=err.decode())

    return call
