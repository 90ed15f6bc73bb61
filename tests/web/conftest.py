"""A server of the sample record and a real Chromium that may ask nobody else.

Screenshots go to the folder that POURPARLERS_SHOTS names, and nowhere without it. axe-core is that of `npm ci` in
web/, or the file that POURPARLERS_AXE names.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
import uvicorn

from pourparlers.api import Pourparlers
from pourparlers.http.app import make_app
from pourparlers.http.options import Options
from pourparlers.http.serve import find_address, listen

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
STATIC = Path(str(files("pourparlers"))) / "web" / "static"
AXE = Path(os.environ.get("POURPARLERS_AXE") or ROOT / "web/node_modules/axe-core/axe.min.js")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")


@contextmanager
def serve(db: Path, *, edit: bool = False) -> Iterator[str]:
    """The address of a server of `db`, in a thread of this process."""
    options = Options(port=0, edit=edit, lang="fr", author="un test")
    with Pourparlers(db) as record:
        record.count()  # builds the record, should a dispatch be newer than it
    with listen(options) as bound, Pourparlers(db, live=True) as record:
        app = make_app(record, options, static=STATIC)
        server = uvicorn.Server(
            uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=1)
        )
        thread = Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        try:
            yield find_address(options, bound.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join(10)
            app.state.jobs.close()


@pytest.fixture(scope="session")
def built() -> Path:
    """The folder of the built page."""
    if not (STATIC / "index.html").is_file():
        pytest.skip("the page is not built: run `npm ci && npm run build` in web/")
    return STATIC


@pytest.fixture(scope="module")
def browser(built: Path) -> Iterator[Any]:
    """A Chromium without a head. Of a module only: while it runs, no other test can run an event loop."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install '.[test]'")
    if CHROMIUM is None:
        pytest.skip("there is no chromium on this machine")
    with playwright.sync_playwright() as p:
        started = p.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="module")
def site(samples: Path, built: Path) -> Iterator[str]:
    """The address of a server that only shows the samples' record."""
    with serve(samples) as address:
        yield address


@pytest.fixture(scope="module")
def seeds_site(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of the seed dispatches' record."""
    if not SEEDS.is_dir():
        pytest.skip("the seed dispatches are not beside this checkout")
    db = tmp_path_factory.mktemp("seeds") / "seeds.sqlite"
    with Pourparlers(db) as record:
        record.read([SEEDS])
    with serve(db) as address:
        yield address


@pytest.fixture
def editable(samples: Path, built: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a server of a copy of the samples' record that may be changed."""
    db = Path(shutil.copy(samples, tmp_path / "copy.sqlite"))
    with serve(db, edit=True) as address:
        yield address


@dataclass
class Visit:
    """A page in a browser, and what must not happen there: requests to others, errors on the console."""

    page: Any
    address: str
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = ()
    """Parts of errors that this visit brings about."""

    def go(self, query: str = "") -> None:
        """Open an address of the page and wait until it shows what it asked for."""
        self.page.goto(self.address + query)
        self.ready()

    def ready(self) -> None:
        """Wait for the view's answer."""
        self.page.wait_for_selector("main [data-ready]", state="attached")

    def shot(self, name: str, *, whole: bool = False) -> None:
        """Keep a picture, where a folder for them is named."""
        folder = os.environ.get("POURPARLERS_SHOTS")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.wait_for_timeout(200)
            self.page.screenshot(path=str(Path(folder, f"{name}.png")), full_page=whole)

    def find_faults(self) -> list[str]:
        """What axe finds on the page as it stands, one line a rule and place."""
        if not AXE.is_file():
            pytest.skip("axe-core is not there: run `npm ci` in web/")
        self.page.evaluate(AXE.read_text("utf-8"))  # not a script of the page: its policy would refuse one
        told = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{rule['id']} ({rule['impact']}): {rule['help']}: {node['html'][:160]} {node['failureSummary'][:300]}"
            for rule in told["violations"]
            for node in rule["nodes"][:3]
        ]

    def overflows(self) -> bool:
        """Whether the page is wider than its window."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"))

    def text(self) -> str:
        """What a person reads."""
        return str(self.page.inner_text("body"))


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Visit]]:
    """Opens a page on a server: `visit(address, width=…, theme=…, lang=…)`. No visit may ask others, or err."""
    visits: list[Visit] = []

    def begin(address: str, *, width: int = 1360, theme: str = "light", lang: str = "fr-FR") -> Visit:
        size = {"width": width, "height": 900 if width > 600 else 844}
        context = browser.new_context(viewport=size, color_scheme=theme, locale=lang, reduced_motion="reduce")
        context.set_default_timeout(15_000)
        made = Visit(context.new_page(), address)
        visits.append(made)

        def guard(route: Any) -> None:
            if urlsplit(route.request.url).netloc == urlsplit(address).netloc:
                route.continue_()
            else:
                made.outside.append(route.request.url)
                route.abort()

        context.route("**/*", guard)
        made.page.on("console", lambda m: made.errors.append(m.text) if m.type == "error" else None)
        made.page.on("pageerror", lambda error: made.errors.append(str(error)))
        return made

    yield begin
    for made in visits:
        made.page.unroute_all(behavior="ignoreErrors")
        made.page.context.close()
    assert [url for made in visits for url in made.outside] == []
    assert [text for made in visits for text in made.errors if not any(part in text for part in made.expected)] == []
