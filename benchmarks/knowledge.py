"""How long the knowledge base takes to load: CPU seconds of one load, the median of the rounds.

    python benchmarks/knowledge.py [--rounds 9] [--ceiling 0.5]

Measured in a process that has the module imported and the files in the system's cache; no database, no model.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time

from pourparlers.knowledge.load import load_knowledge


def measure(rounds: int) -> tuple[float, int]:
    """CPU seconds of one load (the median of `rounds`), and the rows of all tables together."""
    seconds = []
    for _ in range(rounds):
        start = time.process_time()
        kb = load_knowledge()
        seconds.append(time.process_time() - start)
    tables = (kb.states, kb.organisations, kb.persons, kb.offices, kb.formats, kb.tenures, kb.gaps, kb.members)
    return statistics.median(seconds), sum(map(len, tables)) + len(kb.metonyms) + len(kb.places)


def main() -> int:
    """Measure and print; gives the exit code, 1 above the ceiling."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--ceiling", type=float, help="CPU seconds above which the exit code is 1")
    arguments = parser.parse_args()
    seconds, rows = measure(arguments.rounds)
    print(f"Loading the knowledge base: {seconds:.3f} CPU s for {rows:,} rows")
    return 1 if arguments.ceiling is not None and seconds > arguments.ceiling else 0


if __name__ == "__main__":
    sys.exit(main())
