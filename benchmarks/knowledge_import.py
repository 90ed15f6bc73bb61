"""How fast `knowledge import` reads a dump of Wikidata, and in how much memory, on a synthetic one.

    python benchmarks/knowledge_import.py [--entities 100000] [--holders 0.05] [--kib 8]

Writes a dump of so many entities, of which a share are persons with posts (the rest are items of other
kinds), each of about so many KiB as most of Wikidata's are of labels in languages that are not read;
imports it into an empty folder; and gives entities per second and the peak of memory of the process.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import tempfile
import time
from pathlib import Path
from typing import Any

from pourparlers.knowledge.imports.run import import_knowledge


def item(number: int) -> dict[str, Any]:
    """A snak that holds an item."""
    value = {"entity-type": "item", "numeric-id": number, "id": f"Q{number}"}
    return {"snaktype": "value", "datavalue": {"value": value, "type": "wikibase-entityid"}}


def day(year: int) -> dict[str, Any]:
    """A snak that holds the first of July of a year."""
    value = {"time": f"+{year}-07-01T00:00:00Z", "precision": 11, "calendarmodel": "Q1985727"}
    return {"snaktype": "value", "datavalue": {"value": value, "type": "time"}}


def claims(**rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Statements of normal rank."""
    return {name: [{"mainsnak": row, "rank": "normal"} for row in found] for name, found in rows.items()}


def make_entity(n: int, rng: random.Random, *, holder: bool, posts: list[int], padding: str) -> dict[str, Any]:
    """A person with two posts, or an item of another kind."""
    label = f"Anna Person{n}"
    found: dict[str, Any] = {"type": "item", "id": f"Q{n + 10_000_000}"}
    found["labels"] = {code: {"language": code, "value": label} for code in ("fr", "en")}
    found["labels"]["zz"] = {"language": "zz", "value": padding}
    if not holder:
        return found | {"aliases": [], "claims": claims(P31=[item(16521)])}
    told = claims(P31=[item(5)], P21=[item(6581072)], P27=[item(142)])
    told["P39"] = [
        {"mainsnak": item(rng.choice(posts)), "rank": "normal", "qualifiers": {"P580": [day(y)], "P582": [day(y + 1)]}}
        for y in (rng.randrange(1900, 2000), rng.randrange(2000, 2020))
    ]
    return found | {"aliases": {"en": [{"language": "en", "value": f"Anna B. Person{n}"}]}, "claims": told}


def write_dump(path: Path, entities: int, share: float, kib: int) -> int:
    """Write the dump; gives its bytes. One post in a hundred is an office of the tables (France's president)."""
    rng = random.Random(1)
    posts = [191954, *range(90_000_000, 90_000_099)]
    padding = "x" * (kib * 1024)
    with path.open("w", encoding="utf-8") as file:
        file.write("[\n")
        for n in range(entities):
            entity = make_entity(n, rng, holder=rng.random() < share, posts=posts, padding=padding)
            file.write(json.dumps(entity, separators=(",", ":")) + (",\n" if n < entities - 1 else "\n"))
        file.write("]\n")
    return path.stat().st_size


def main() -> None:
    """Write, import, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entities", type=int, default=100_000)
    parser.add_argument("--holders", type=float, default=0.05)
    parser.add_argument("--kib", type=int, default=8)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "dump.json"
        size = write_dump(dump, options.entities, options.holders, options.kib)
        before = time.perf_counter()
        report = import_knowledge(dump, Path(folder) / "tables", as_of="2025-01-01")
        seconds = time.perf_counter() - before
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{report.read} entities ({size / 1e6:.0f} MB, {report.found['holdings']} terms, "
        f"{report.rows['tenures']} rows written) in {seconds:.1f} s: "
        f"{report.read / seconds:.0f} entities/s, {size / 1e6 / seconds:.0f} MB/s; peak memory {memory:.0f} MiB"
    )


if __name__ == "__main__":
    main()
