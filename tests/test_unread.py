"""A key of a rule or a column of a table that no code reads promises what the program does not do."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
SOURCE = TESTS.parent / "src" / "pourparlers"
PROOFS = frozenset({"examples", "counter", "cases", "subhead"})
"""Keys that only tests need to read, and so all keys of a case. Subheads have nothing but examples."""


def trees(folder: Path) -> Iterator[ast.Module]:
    return (ast.parse(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.py")))


def read_in(folder: Path) -> frozenset[str]:
    """Names that modules of `folder` read as an attribute."""
    nodes = (node for tree in trees(folder) for node in ast.walk(tree))
    return frozenset(n.attr for n in nodes if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Load))


def fields_of(node: ast.ClassDef) -> list[str]:
    return [
        item.target.id for item in node.body if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
    ]


@pytest.fixture(scope="module")
def by_program() -> frozenset[str]:
    return read_in(SOURCE)


def test_every_key_of_a_rule_is_read(by_program: frozenset[str]) -> None:
    classes = [node for tree in trees(SOURCE) for node in tree.body if isinstance(node, ast.ClassDef)]
    tables = [c for c in classes if any(isinstance(base, ast.Name) and base.id == "Table" for base in c.bases)]
    assert len(tables) > 20
    by_tests = read_in(TESTS)
    for table in tables:
        for field in fields_of(table):
            proof = field in PROOFS or table.name.endswith("Case")
            assert field in (by_program | by_tests if proof else by_program), f"{table.name}.{field}"


def test_every_column_of_the_knowledge_base_is_read(by_program: frozenset[str]) -> None:
    model = ast.parse((SOURCE / "knowledge" / "model.py").read_text(encoding="utf-8"))
    for table in (node for node in model.body if isinstance(node, ast.ClassDef)):
        assert [f"{table.name}.{field}" for field in fields_of(table) if field not in by_program] == []
