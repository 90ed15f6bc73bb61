"""How fast expressions of time are found, read and given their side, the parse excluded.

    python benchmarks/times_speed.py [--texts FOLDER ...] [--rounds 9] [--floor 200]

Counts dispatches per CPU second of `annotate.times.find_times`, the median of the rounds, over the packaged samples and
the development sets beside this file (or the folders given). Exit code 1 below the floor.
"""

from __future__ import annotations

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"  # before numpy is loaded, which reads them once

import argparse
import gc
import statistics
import sys
import time
from pathlib import Path

from pourparlers.annotate.times import find_times
from pourparlers.annotate.tree import tree_of
from pourparlers.extract.read import Reader
from pourparlers.ingest.source import read_sources
from pourparlers.knowledge.load import load_knowledge
from pourparlers.lang.pack import load_pack
from pourparlers.text.analyse import analyse_text
from pourparlers.types import Document

ROOT = Path(__file__).resolve().parents[1]
TEXTS = (
    ROOT / "src/pourparlers/samples",
    ROOT / "evaluation/development/texts",
    ROOT / "evaluation/development_b/texts",
)


def main() -> int:
    """Measure and print; gives the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--texts", type=Path, action="append", help="folder of dispatches; may be given again")
    parser.add_argument("--rounds", type=int, default=9, help="rounds that count (default 9)")
    parser.add_argument("--floor", type=float, help="exit with 1 below so many dispatches per CPU second")
    given = parser.parse_args()
    pack = load_pack("fr")
    reader = Reader(pack, load_knowledge())
    found = read_sources(list(given.texts or TEXTS))
    parsed = reader.parse([analyse_text(d, pack=pack) for d in found if isinstance(d, Document)])
    docs = [tree_of(doc) for doc in parsed]
    n_words = sum(len(doc.text.split()) for doc in docs)
    rates: list[float] = []
    for _ in range(given.rounds + 1):
        gc.collect()
        start = time.process_time()
        n_times = sum(len(find_times(doc, pack=pack)) for doc in docs)
        rates.append(len(docs) / (time.process_time() - start))
    rates = sorted(rates[1:])
    rate = statistics.median(rates)
    print(f"{len(docs)} dispatches, {n_words:,} words, {n_times} expressions of time")
    print(f"{rate:.0f} dispatches per CPU second (rounds: {rates[0]:.0f} to {rates[-1]:.0f})")
    return 1 if given.floor is not None and rate < given.floor else 0


if __name__ == "__main__":
    sys.exit(main())
