"""What one new dispatch costs a watch, beside reading everything again, in records of several sizes.

    python benchmarks/watch_round.py [--dispatches 100,1000] [FOLDER...]

The dispatches of each FOLDER (by default the samples and the development sets of evaluation/) are read once. A record
of each size is made of copies of their readings (see building.py). Then a round of a watch takes a new file, another
one takes a second, and a third finds nothing. Printed, in CPU seconds of this process, the model loaded before: the
first round, for which the process holds nothing in memory, and the others; beside these, all again: reading the size
anew (measured on the real dispatches, times the size), building and writing; and the facts of the new dispatches.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from building import FOLDERS, copy, read

from pourparlers.api import Pourparlers
from pourparlers.engine import FrenchEngine

NEW = (
    "Le ministre russe des Affaires étrangères, Sergueï Lavrov, rencontrera {day} janvier 2022 à Genève le "
    "secrétaire d'État américain Antony Blinken. « Nous attendons des réponses écrites », a-t-il dit mardi à Moscou."
)
KINDS = ("contacts", "statements", "events", "positions", "figures")


def cpu(step: Callable[[], object]) -> float:
    """CPU seconds of this process that `step` takes."""
    began = time.process_time()
    step()
    return time.process_time() - began


def measure(engine: FrenchEngine, size: int, encoded: list[bytes], reading: float, place: Path) -> None:
    """Print what a record of `size` dispatches costs; `reading` is seconds a dispatch."""
    now, inbox, db = time.time() + 3600, place / "in", str(place / "p.sqlite")
    inbox.mkdir()
    with Pourparlers(db, engine=engine.anew()) as p:
        store = p._store
        for n in range(size):
            one = copy(encoded[n % len(encoded)], n // len(encoded))
            store.add(one, engine.versions, prepared=one.document, given=one.document)
        (inbox / "first.txt").write_text(NEW.format(day="mercredi 19"), encoding="utf-8")
        p.look([inbox], now=now)
        whole = cpu(lambda: engine.anew().build(store.readings(), (), engine.versions))
        before = p.count()
    (inbox / "second.txt").write_text(NEW.format(day="jeudi 20"), encoding="utf-8")
    with Pourparlers(db, engine=engine.anew()) as p:
        rounds = {"a first round of a process, one new dispatch": cpu(lambda: p.look([inbox], now=now))}
        (inbox / "third.txt").write_text(NEW.format(day="vendredi 21"), encoding="utf-8")
        rounds["a round with one new dispatch"] = cpu(lambda: p.look([inbox], now=now))
        rounds["a round with nothing new"] = cpu(lambda: p.look([inbox], now=now))
        after = p.count()
        record = p.record()
    with Pourparlers(str(place / "whole.sqlite"), engine=engine) as p:
        writing = cpu(lambda: p._store.refresh(lambda *_: record, force=True))
    print(f"{size:,} dispatches")
    for name, seconds in rounds.items():
        print(f"  {name:<46} {seconds:8.2f} s")
    anew = f"reading {reading * size:.1f} + building {whole:.2f} + writing {writing:.2f}"
    print(f"  {'all again':<46} {reading * size + whole + writing:8.2f} s = {anew}")
    facts = ", ".join(f"{after[kind] - before[kind]} {kind}" for kind in KINDS)
    print(f"  facts of the two new dispatches: {facts}")


def main() -> None:
    """Run it over the folders that the arguments name."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=FOLDERS, help="folders of dispatches")
    parser.add_argument("--dispatches", default="100,1000", help="sizes of records, commas between")
    given = parser.parse_args()
    engine = FrenchEngine()
    encoded: list[bytes] = read(engine, given.folders)  # loads the model
    reading = cpu(lambda: read(engine, given.folders)) / len(encoded)
    for size in map(int, given.dispatches.split(",")):
        with tempfile.TemporaryDirectory() as place:
            measure(engine, size, encoded, reading, Path(place))


if __name__ == "__main__":
    main()
