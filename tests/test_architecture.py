"""The house has one way through it: a module imports only from floors above its own."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src" / "pourparlers"
FLOORS = (
    "vocab", "types", "drafts", "ids", "when", "fold", "recall", "errors", "places", "config", "fetch", "lang",
    "knowledge", "ingest", "text", "annotate", "extract", "merge", "store", "views", "exports", "evaluate", "engine",
    "holder", "judging", "agenda", "handing", "cursors", "paging", "look", "looking", "shortening", "pages", "finding",
    "dropping", "taking", "upkeep", "watch", "batch", "api", "http", "cli",
)  # fmt: skip
MODULES = sorted(path for path in SOURCE.rglob("*.py") if path != SOURCE / "__init__.py")


def floor_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Floors that a module imports from, imports inside functions included."""
    package = path.relative_to(SOURCE).parts[:-1]
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.ImportFrom) and node.level:
            base = ("pourparlers", *package)[: len(package) + 2 - node.level]
            stem = ".".join((*base, *(node.module or "").split("."))).rstrip(".")
            names = [stem] if stem != "pourparlers" else [f"pourparlers.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            stem = node.module or ""
            names = [stem] if stem != "pourparlers" else [f"pourparlers.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("pourparlers.")}
    return found - {"__version__"}


def test_every_floor_is_listed() -> None:
    assert {floor_of(path) for path in MODULES} <= set(FLOORS)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_point_up(path: Path) -> None:
    own = FLOORS.index(floor_of(path))
    assert {floor for floor in imported(path) if FLOORS.index(floor) > own} == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_modules_stay_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < 400


def test_the_check_sees_an_import_that_points_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = SOURCE / "store" / "objects.py"
    assert imported(module) == {"types", "store"}


def uncompilable(source: str) -> list[int]:
    """Lines with `x in (a, *b)`, which Python runs and mypyc does not compile: with `{a, *b}` it does."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Compare)
        for operator, right in zip(node.ops, node.comparators, strict=True)
        if isinstance(operator, ast.In | ast.NotIn) and isinstance(right, ast.Tuple | ast.List)
        if any(isinstance(part, ast.Starred) for part in right.elts)
    ]


RESERVED = frozenset(
    "_signed _const _inline _volatile _asm _typeof _restrict _alignof _real _imag _complex _thread _label".split()
)
"""Attributes of which the compiler makes fields that C keeps for itself: `self._signed` is `__signed` there."""


@pytest.mark.parametrize("folder", ["annotate", "extract"])
def test_compiled_classes_have_no_attribute_that_c_reserves(folder: str) -> None:
    named = {
        (path.name, node.attr)
        for path in (SOURCE / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and node.attr in RESERVED
    }
    assert named == set()


@pytest.mark.parametrize("folder", ["annotate", "extract"])
def test_compiled_modules_say_nothing_that_the_compiler_cannot_take(folder: str) -> None:
    found = {path.name: uncompilable(path.read_text(encoding="utf-8")) for path in (SOURCE / folder).rglob("*.py")}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_the_check_sees_a_spread_tuple() -> None:
    assert uncompilable("a = x in (b, *c)\nd = x not in [*c]\ne = x in {b, *c}\nf = (b, *c)") == [1, 2]
