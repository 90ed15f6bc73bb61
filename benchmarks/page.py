"""How soon the page shows something: a generated store, a real server, a real Chromium.

    python benchmarks/page.py [--dispatches 5500] [--rounds 7]

Measured are, in milliseconds of wall time, the median of the rounds and the worst: from opening the address in a
browser that has nothing of it in its cache until the first list stands, and from letting go of a brush over the bars
until the list of what it chose stands. 5,500 generated dispatches hold some 100,000 facts. Needs playwright, a
`chromium` on the path, and the page built.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from generated import Generator
from playwright.sync_api import sync_playwright
from serving import serve, write

READY = "main [data-ready]"
COUNT = "document.querySelector('main .total [role=status]')?.textContent"
"""How many facts the list says that it has: it changes with each choice of a period."""


def first_list(browser: Any, address: str) -> float:
    """Milliseconds until the first list stands in a browser that knows nothing of the page."""
    context = browser.new_context(viewport={"width": 1360, "height": 900})
    page = context.new_page()
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector(f"{READY} [data-row]", state="attached")
    spent = (time.perf_counter() - start) * 1e3
    context.close()
    return spent


def brushed(page: Any, n: int) -> float:
    """Milliseconds from letting go of a brush to the list of what it chose."""
    bars = page.locator(".plot").first.bounding_box()
    x = bars["x"] + bars["width"] * (0.15 + 0.08 * (n % 8))
    y = bars["y"] + bars["height"] / 2
    before = page.evaluate(COUNT)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + bars["width"] * 0.06, y, steps=4)
    start = time.perf_counter()
    page.mouse.up()
    page.wait_for_function(
        f"before => document.querySelector('{READY} [data-row]') && {COUNT} !== before", arg=before, polling=5
    )
    return (time.perf_counter() - start) * 1e3


def main() -> None:
    """Print both figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dispatches", type=int, default=5500, help="generated dispatches")
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        db = str(Path(place, "page.sqlite"))
        write(Generator(given.dispatches), db)
        with serve(db) as (port, _), sync_playwright() as playwright:
            address = f"http://127.0.0.1:{port}/"
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            opened = [first_list(browser, address) for _ in range(given.rounds)]
            page = browser.new_context(viewport={"width": 1360, "height": 900}).new_page()
            page.goto(address)
            page.wait_for_selector(f"{READY} [data-row]")
            drawn = [brushed(page, n) for n in range(given.rounds)]
            facts = page.evaluate("fetch('/api/v1/info').then(a => a.json()).then(a => a.counts)")
            browser.close()
    print(f"{given.dispatches:,} dispatches: {facts}")
    for name, found in (("first list", opened), ("brush to list", drawn)):
        print(f"{name}: median {statistics.median(found):.0f} ms, worst {max(found):.0f} ms, first {found[0]:.0f} ms")


if __name__ == "__main__":
    main()
