"""How building the record grows: readings of real dispatches, copied into other years, and built together.

    python benchmarks/building.py [--copies 1,5,20] [--markdown] [FOLDER...]

The dispatches of each FOLDER (by default the samples and the development sets of evaluation/) are read once. Each copy
has ids and words of its own and lies in one of fifteen years, so that its contacts and positions are others, between
the same sides, as in a long record. Measured is the CPU time of building; nothing is stored.
"""

from __future__ import annotations

import argparse
import platform
import re
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from pourparlers.drafts import Reading
from pourparlers.engine import FrenchEngine
from pourparlers.ingest.source import read_sources
from pourparlers.text.analyse import analyse_text
from pourparlers.types import Document

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (ROOT / "src/pourparlers/samples", *sorted((ROOT / "evaluation").glob("development*/texts")))
_ID = re.compile(r'"((?:doc|statement|contact|event|position|figure|mention|time)-[0-9a-f]{8,})"')
_YEAR = re.compile(r'"(20[0-2]\d)-')
_YEARS = 15


def read(engine: FrenchEngine, folders: Sequence[Path]) -> list[bytes]:
    """The readings of all dispatches under `folders`, encoded."""
    found = [item for item in read_sources([str(folder) for folder in folders]) if isinstance(item, Document)]
    return [msgspec.json.encode(r) for r in engine.read_many([analyse_text(d, pack=engine.pack) for d in found])]


def copy(reading: bytes, k: int) -> Reading:
    """Copy number `k` of a reading: other ids, another year, other words."""
    text = _ID.sub(lambda m: f'"{m[1]}{k:05x}"', reading.decode())
    text = _YEAR.sub(lambda m: f'"{int(m[1]) - k % _YEARS}-', text)
    found = msgspec.json.decode(text, type=Reading)
    words = " ".join(f"{word}{k}" for word in (found.document.text or "").split())
    return msgspec.structs.replace(found, document=msgspec.structs.replace(found.document, text=words))


def main() -> None:
    """Print a row a size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=FOLDERS, help="folders of dispatches")
    parser.add_argument("--copies", default="1,5,20", help="how many copies of them, commas between")
    parser.add_argument("--markdown", action="store_true", help="print a table for README.md")
    given = parser.parse_args()
    engine = FrenchEngine()
    encoded = read(engine, given.folders)
    if given.markdown:
        print("| dispatches | contacts | positions | negotiations | CPU seconds | ms a dispatch |")
        print("|-----------:|---------:|----------:|-------------:|------------:|--------------:|")
    for copies in map(int, given.copies.split(",")):
        readings = [copy(reading, k) for k in range(copies) for reading in encoded]
        start = time.process_time()
        record = engine.anew().build(readings, (), engine.versions)
        spent = time.process_time() - start
        counts = (len(readings), len(record.contacts), len(record.positions), len(record.negotiations))
        row = [*(f"{n:,}" for n in counts), f"{spent:.1f}", f"{spent / len(readings) * 1e3:.1f}"]
        print(f"| {' | '.join(row)} |" if given.markdown else "  ".join(row))
    if given.markdown:
        print(f"\nPython {platform.python_version()}, {platform.machine()}.")


if __name__ == "__main__":
    main()
