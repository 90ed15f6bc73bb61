"""What running a command line gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass
class Result:
    """Exit code, standard output, standard error."""

    code: int
    out: str
    err: str


Run: TypeAlias = Callable[..., Result]
