"""What `deploy/` holds keeps to what the program and the lock really are."""

from __future__ import annotations

import importlib.util
import re
import shlex
import shutil
import subprocess
import threading
import tomllib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from pourparlers.cli.app import make_command

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "deploy"
CONTAINER = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
UNITS = sorted(DEPLOY.glob("*.service"))
TOKEN = "correct horse battery"


def pins(lock: Path) -> dict[str, set[str]]:
    """The digests of each pin, its marker aside."""
    found: dict[str, set[str]] = {}
    name = ""
    for line in lock.read_text(encoding="utf-8").splitlines():
        if line.startswith("    --hash="):
            found[name].add(line.strip(" \\"))
        elif line and not line.lstrip().startswith("#"):
            name = line.split(";")[0].strip(" \\")
            found.setdefault(name, set())
    return found


def test_the_lock_of_deployment_is_a_part_of_the_lock() -> None:
    part, whole = pins(DEPLOY / "requirements.lock"), pins(ROOT / "requirements.lock")
    assert {name: digests for name, digests in part.items() if whole.get(name) != digests} == {}
    assert all(part.values())
    names = {name.split("==")[0] for name in part}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {canonicalize_name(Requirement(text).name) for text in project["dependencies"]}
    assert wanted <= names
    assert names & {"pytest", "mypy", "ruff", "playwright", "ray", "pip-audit", "zensical"} == set()


def test_the_container_is_built_of_what_is_there_and_runs_without_rights() -> None:
    last = CONTAINER[CONTAINER.rindex("\nFROM ") :]
    assert CONTAINER.count("\nFROM ") == 2
    assert re.findall(r"^USER (.+)$", CONTAINER, re.M) == ["10001:10001"]
    assert "\nUSER " in last
    assert "\nHEALTHCHECK " in last
    assert "--require-hashes" in CONTAINER
    assert not re.search(r"^ADD |curl|wget|apt-get|--privileged|sudo", CONTAINER, re.M)
    copied = [words.split()[:-1] for words in re.findall(r"^COPY (?!--from)(.+)$", CONTAINER, re.M)]
    assert [name for names in copied for name in names if not (ROOT / name).exists()] == []
    built = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {"pyproject.toml", "hatch_build.py", built["readme"], *built["license-files"]} <= {
        n for c in copied for n in c
    }


def check_command(words: list[str]) -> None:
    """Fail where a command line is none that the program takes."""
    commands = make_command("en").commands
    commands[words[0]].make_context(words[0], words[1:])


def test_every_command_that_is_started_is_one_of_the_program() -> None:
    (words,) = re.findall(r"^CMD (\[.+\])$", CONTAINER, re.M)
    check_command(re.findall(r'"([^"]+)"', words))
    for unit in UNITS:
        (line,) = re.findall(
            r"^ExecStart=/opt/pourparlers/bin/pourparlers (.+)$", unit.read_text(encoding="utf-8"), re.M
        )
        check_command(shlex.split(line))
    with pytest.raises(Exception, match="--nosuch"):
        check_command(["serve", "--nosuch"])


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not here")
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    for path in (*UNITS, *DEPLOY.glob("*.timer")):
        text = path.read_text(encoding="utf-8").replace("/opt/pourparlers/bin/pourparlers", "/bin/true")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    units = [str(path) for path in sorted(tmp_path.iterdir())]
    assert len(units) == 3
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    ours = [line for line in checked.stderr.splitlines() if "pourparlers" in line]
    assert (checked.returncode, ours) == (0, [])
    (tmp_path / UNITS[0].name).write_text("[Service]\nExecStart=/bin/true\nNoSuchThing=yes\n", encoding="utf-8")
    wrong = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", units[0]], capture_output=True, text=True, check=False
    )
    assert "NoSuchThing" in wrong.stderr + wrong.stdout


def test_both_services_are_hardened() -> None:
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8")
        for line in ("NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=", "User=pourparlers"):
            assert f"\n{line}\n" in text, (unit.name, line)


def load_health() -> ModuleType:
    spec = importlib.util.spec_from_file_location("health", DEPLOY / "health.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def server() -> Iterator[int]:
    """A server that answers as ours does, to who shows the token."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = self.headers.get("Authorization") == f"Bearer {TOKEN}" and self.path == "/api/v1/info"
            data = b'{"program": "0.1.0"}' if known else b"{}"
            self.send_response(200 if known else 401)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    served = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=served.serve_forever, daemon=True).start()
    yield served.server_address[1]
    served.shutdown()
    served.server_close()


def test_health(server: int, monkeypatch: pytest.MonkeyPatch) -> None:
    check = load_health().check
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert check(server, TOKEN) == ""
    assert check(server, None) == "it answers 401 Unauthorized"
    assert "does not answer" in check(1, None)
