"""Running a command line in this process, and what it gives."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import pytest

from pourparlers.cli import main


@dataclass
class Result:
    """Exit code, standard output, standard error."""

    code: int
    out: str
    err: str


Run: TypeAlias = Callable[..., Result]


def make_run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], engine: object) -> Run:
    """Runs `pourparlers` with the arguments given, `engine` (called with `knowledge`) being the analysis."""
    monkeypatch.setattr("pourparlers.holder.FrenchEngine", engine)

    def call(*arguments: object) -> Result:
        monkeypatch.setattr(sys, "argv", ["pourparlers", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return Result(code=int(left.value.code or 0), out=out.decode(), err=err.decode())

    return call
