"""The hook that builds the page: only when something changed, and never at the price of an installation."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, Generic, TypeVar

import pytest

ROOT = Path(__file__).parents[2]
T = TypeVar("T")


class Interface(Generic[T]):
    """As much of hatchling's class as the hook uses: the tests' environment need not hold hatchling."""

    root: str
    app: Any


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module of the hook."""
    if not (ROOT / "hatch_build.py").is_file():
        pytest.skip("there are no sources beside these tests")
    name = "hatchling.builders.hooks.plugin.interface"
    parts = name.split(".")
    for i in range(1, len(parts) + 1):
        monkeypatch.setitem(sys.modules, ".".join(parts[:i]), ModuleType(".".join(parts[:i])))
    sys.modules[name].BuildHookInterface = Interface  # type: ignore[attr-defined]
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for setting in (module.SKIP, module.REQUIRE):
        monkeypatch.delenv(setting, raising=False)
    return module


@pytest.fixture
def make(hook: ModuleType, tmp_path: Path) -> Callable[[], Any]:
    """Makes a hook in a copy of the page's sources; what it says is in `told`."""
    for name in hook.SOURCES:
        source, copy = ROOT / "web" / name, tmp_path / "web" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, copy) if source.is_dir() else shutil.copy2(source, copy)

    def begin() -> Any:
        made = hook.PageHook()
        made.root, made.told = str(tmp_path), []
        made.app = SimpleNamespace(display_info=made.told.append, display_warning=made.told.append)
        return made

    return begin


def write_page(web: Path, static: Path, stamp: Callable[[Path], str]) -> None:
    static.mkdir(parents=True, exist_ok=True)
    (static / "index.html").write_text("<!doctype html>")
    (static / ".stamp").write_text(stamp(web))


def test_without_npm_the_rest_is_built(hook: ModuleType, make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hook, "find_node", lambda: None)
    monkeypatch.setattr(hook, "find_spec", lambda name: None)
    made = make()
    made.initialize("standard", {})
    assert "not built" in made.told[0]
    assert "npm ci && npm run build" in made.told[0]
    monkeypatch.setenv(hook.REQUIRE, "1")
    with pytest.raises(hook.PageError, match="no Node"):
        make().initialize("standard", {})


def test_failing_npm_says_why(hook: ModuleType, make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    fails = [sys.executable, "-c", "print('npm error code ENOTFOUND'); raise SystemExit(1)"]
    monkeypatch.setattr(hook, "find_node", lambda: fails)
    made = make()
    made.initialize("standard", {})
    assert "`npm ci` failed: code ENOTFOUND" in made.told[0]
    assert not (Path(made.root) / "src/pourparlers/web/static").exists()


def test_page_of_the_same_sources_is_kept(hook: ModuleType, make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make()
    web, static = Path(made.root, "web"), Path(made.root, "src/pourparlers/web/static")
    monkeypatch.setattr(hook, "find_node", lambda: None)
    assert len(made.dependencies()) == 1
    write_page(web, static, hook.make_stamp)
    monkeypatch.setattr(hook, "build", lambda web, static: pytest.fail("built again"))
    assert made.dependencies() == []
    made.initialize("standard", {})
    (web / "index.html").touch()  # a time is no change
    made.initialize("standard", {})
    monkeypatch.setattr(hook, "build", write_page_of(hook))
    (web / "src/new.ts").write_text("export {};")
    assert len(made.dependencies()) == 1
    made.initialize("standard", {})
    assert made.dependencies() == []


def write_page_of(hook: ModuleType) -> Callable[[Path, Path], None]:
    return lambda web, static: write_page(web, static, hook.make_stamp)


def test_page_is_left_out_where_that_is_asked(hook: ModuleType, make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(hook.SKIP, "1")
    monkeypatch.setattr(hook, "build", lambda web, static: pytest.fail("built"))
    made = make()
    made.initialize("standard", {})
    assert made.dependencies() == []
    assert hook.SKIP in made.told[0]


@pytest.mark.parametrize(
    ("version", "serves"), [("v20.19.0", True), ("v24.1.0", True), ("v18.20.4", False), ("?", False)]
)
def test_node_that_is_too_old_is_none(
    hook: ModuleType, monkeypatch: pytest.MonkeyPatch, version: str, serves: bool
) -> None:
    monkeypatch.setattr(hook.shutil, "which", lambda name: f"/usr/bin/{name}")
    told = subprocess.CompletedProcess([], 0, stdout=f"{version}\n")
    monkeypatch.setattr(hook.subprocess, "run", lambda *arguments, **named: told)
    assert hook.find_node() == (["/usr/bin/npm"] if serves else None)


def test_certificates_that_pip_is_told_of_reach_node(hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hook, "find_node", lambda: ["npm"])
    monkeypatch.delenv("NODE_EXTRA_CA_CERTS", raising=False)
    monkeypatch.setenv("SSL_CERT_FILE", "/etc/proxy.pem")
    assert hook.find_npm()[1]["NODE_EXTRA_CA_CERTS"] == "/etc/proxy.pem"
    monkeypatch.setenv("NODE_EXTRA_CA_CERTS", "/own.pem")
    assert hook.find_npm()[1]["NODE_EXTRA_CA_CERTS"] == "/own.pem"
