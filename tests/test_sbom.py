"""The bill of materials names every pin, with its digests, and is what its format's schema wants."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
pytest.importorskip("cyclonedx", reason="the extra lint brings cyclonedx-python-lib, by pip-audit")


def make(out: Path, *, lock: Path = LOCK) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / ".ci" / "sbom.py"), str(out), "--lock", str(lock)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={"SOURCE_DATE_EPOCH": "1790000000"})


def test_every_pin_is_in_with_its_digests(tmp_path: Path) -> None:
    assert make(tmp_path / "a.json").returncode == 0
    bom = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    lock = LOCK.read_text(encoding="utf-8")
    pins = set(re.findall(r"^([a-z0-9][\w.-]*==[^\s\\]+)", lock, re.M))
    assert {one["bom-ref"] for one in bom["components"]} == pins
    digests = {h["content"] for one in bom["components"] for e in one["externalReferences"] for h in e["hashes"]}
    assert digests == set(re.findall("sha256:([0-9a-f]{64})", lock))
    (root,) = (d for d in bom["dependencies"] if d["ref"] == "pourparlers")
    assert any(ref.startswith("spacy==") for ref in root["dependsOn"])
    assert not any(ref.startswith("pytest==") for ref in root["dependsOn"])
    assert bom["metadata"]["timestamp"].startswith("2026-09-21")


def test_the_same_lock_gives_the_same_bytes(tmp_path: Path) -> None:
    make(tmp_path / "a.json"), make(tmp_path / "b.json")
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_the_schema_is_kept(tmp_path: Path) -> None:
    from cyclonedx.schema import SchemaVersion  # noqa: PLC0415
    from cyclonedx.validation.json import JsonStrictValidator  # noqa: PLC0415

    make(tmp_path / "a.json")
    words = (tmp_path / "a.json").read_text(encoding="utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(words) is None
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(words.replace('"library"', '"libary"')) is not None


@pytest.mark.parametrize("words", ["", "a==1\nhttps://example.org/a.whl\n"])
def test_a_lock_that_is_none_is_refused(tmp_path: Path, words: str) -> None:
    (tmp_path / "x.lock").write_text(words, encoding="utf-8")
    assert make(tmp_path / "a.json", lock=tmp_path / "x.lock").returncode != 0
    assert not (tmp_path / "a.json").exists()
