"""What one new dispatch costs a watch, beside reading everything again.

    python benchmarks/watch_round.py FOLDER...

The folders are read into a fresh record; then a round takes one new file, a round finds nothing new, and everything is
read again. Printed: CPU seconds of this process, and facts. The model is loaded before.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pourparlers.api import Pourparlers

NEW = (
    "Le ministre russe des Affaires étrangères, Sergueï Lavrov, rencontrera vendredi 21 janvier 2022 à Genève le "
    "secrétaire d'État américain Antony Blinken. « Nous attendons des réponses écrites », a-t-il dit mardi à Moscou."
)


def measure(name: str, step: Callable[[], object]) -> None:
    """Print what `step` costs."""
    began = time.process_time()
    step()
    print(f"{name:<40} {time.process_time() - began:8.2f} s")


def main() -> None:
    """Run it over the folders that the arguments name."""
    folders = sys.argv[1:]
    with tempfile.TemporaryDirectory() as place, Pourparlers(Path(place) / "p.sqlite") as p:
        inbox = Path(place) / "in"
        inbox.mkdir()
        (inbox / "first.txt").write_text(NEW.replace("vendredi 21", "samedi 22"), encoding="utf-8")
        p.read([inbox])  # loads the model
        now = time.time() + 3600
        measure("reading all", lambda: p.read(folders))
        p.look([inbox], now=now)
        before = p.count()
        measure("a round with nothing new", lambda: p.look([inbox], now=now))
        (inbox / "new.txt").write_text(NEW, encoding="utf-8")
        measure("a round with one new dispatch", lambda: p.look([inbox], now=now))
        after = p.count()
        measure("reading all again", lambda: p.read(folders, again=True))
        kinds = ("contacts", "statements", "events", "positions", "figures")
        print(f"{before['documents']} dispatches before, facts of the new one:", end=" ")
        print(", ".join(f"{after[kind] - before[kind]} {kind}" for kind in kinds))


if __name__ == "__main__":
    main()
