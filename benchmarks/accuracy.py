"""Every evaluation set, read and scored in one go; floors raised and the tables of figures written from it.

    python benchmarks/accuracy.py [SET...] [--show] [--keep FILE]
    python benchmarks/accuracy.py --raise-floors --tables

Prints each set's falls below its floors, then the measures summed over all sets but the seeds. Of held-out sets only
figures are printed, whatever `--show` asks. `--keep` writes the figures of every set as JSON, and `--against` compares
with such a file. `--raise-floors` raises each floor to what was measured less .02, and lowers none. Exit code 1 where a
figure falls below its floor.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from math import floor
from pathlib import Path

from times_given import EVALUATION, HELD_OUT, ROOT, SETS, total

from pourparlers.evaluate.floors import check_floors, load_floors
from pourparlers.evaluate.gold import load_gold
from pourparlers.evaluate.score import score
from pourparlers.evaluate.tally import Measure, Scores
from pourparlers.extract.read import Reader
from pourparlers.ingest.source import read_sources
from pourparlers.knowledge.load import load_knowledge
from pourparlers.lang.pack import load_pack
from pourparlers.merge.build import build_record
from pourparlers.text.analyse import analyse_text
from pourparlers.types import Document

OWN = ("samples", *(s for s in SETS if s.startswith("development")), *HELD_OUT)
"""The sets that are the project's own."""
OTHER_STYLES = frozenset({"held_out_i"})
"""Held-out sets in styles that neither agencies nor dailies write."""
COLUMNS = {
    "samples": ("samples",),
    "development": tuple(s for s in OWN if s.startswith("development")),
    "held out": tuple(s for s in HELD_OUT if s not in OTHER_STYLES),
    "held out, other styles": tuple(s for s in HELD_OUT if s in OTHER_STYLES),
}
"""Columns of README's table, and the sets that each sums."""
ROWS = {
    "quoted words": "quote span",
    "quoted words with their speaker": "quote+speaker",
    "statements, indirect speech included": "statement",
    "mentions of actors resolved (share)": "mention resolved",
    "of these, rightly": "mention linked",
    "pronouns and roles": "pronoun and role",
    "places that act, not those that host": "acting place",
    "expressions of time": "time span",
    "their values": "time value",
    "day of publication": "published day",
    "contacts of a dispatch": "contact",
    "their status": "contact status",
    "their date": "contact date",
    "contacts told by several dispatches together": "merged contact",
    "positions with their holder": "position+holder",
    "events with their PLOVER type": "event type",
    "days of publication given wrong": "published day wrong",
    "evidence that is not the text's own words": "evidence that does not match its text",
}
"""Rows of README's table, and the measure or fault that each shows."""
BOTH = frozenset({"quote+speaker", "contact", "position+holder", "event type"})
"""Measures whose precision and recall stand beside their F1 there."""


def measure(texts: Path, gold: Path, reader: Reader) -> Scores:
    """The scores of the merged record of all dispatches in `texts`."""
    documents = [d for d in read_sources([texts]) if isinstance(d, Document)]
    readings = reader.read_many([analyse_text(d, pack=reader.pack) for d in documents])
    record = build_record(list(readings), program="benchmark", pack=reader.pack.version, knowledge=reader.kb.version)
    return score(record, load_gold(gold))


def raise_floors(path: Path, scores: Scores) -> None:
    """Raise the floors in the file at `path` to what was measured, less .02."""

    def raised(line: re.Match[str]) -> str:
        value = scores.value(line[1])
        least = floor(round((value or 0) - 0.02, 4) * 100) / 100
        return f'"{line[1]}" = {max(least, float(line[2])):.2f}'

    path.write_text(re.sub(r'^"([^"]+)" = (\d\.\d\d)$', raised, path.read_text("utf-8"), flags=re.M), "utf-8")


def write_tables(found: Mapping[str, Scores]) -> None:
    """Put the figures into README.md, a column for each kind of set, and into docs/evaluation.md, set by set."""
    one_by_one = {name.replace("_", " "): (name,) for name in OWN}
    for path, columns in ((ROOT / "README.md", COLUMNS), (ROOT / "docs/evaluation.md", one_by_one)):
        text = path.read_text("utf-8")
        table = "\n".join(_make_table(found, columns))
        # The table of figures is the one whose first cell says so.
        path.write_text(re.sub(r"^\| F1 of \|.*\n(?:\|.*\n)+", f"{table}\n", text, flags=re.M), "utf-8")


def _make_table(found: Mapping[str, Scores], columns: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The lines of a table: a row a measure, a column for the sum of some sets."""
    yield f"| F1 of | {' | '.join(columns)} |"
    yield f"|---|{'---|' * len(columns)}"
    yield f"| dispatches | {' | '.join(str(sum(found[s].asked for s in sets)) for sets in columns.values())} |"
    for words, name in ROWS.items():
        yield f"| {words} | {' | '.join(_cell([found[s] for s in sets], name) for sets in columns.values())} |"


def _cell(scores: Sequence[Scores], name: str) -> str:
    if not any(name in s.measures for s in scores):
        return str(sum(s.faults[name] for s in scores))
    m = total(s.measures[name] for s in scores if name in s.measures)
    sides = f" ({_short(m.precision)} / {_short(m.recall)})" if name in BOTH else ""
    return _short(m.f1) + sides


def _short(share: float) -> str:
    return f"{share:.2f}".removeprefix("0")


def print_sums(found: Mapping[str, Scores]) -> None:
    """Print the measures summed over the sets, without the seeds, and faults."""
    own = [scores for name, scores in found.items() if name != "seeds"]
    names = dict.fromkeys(name for scores in own for name in scores.measures)
    for name in names:
        m = total(s.measures[name] for s in own if name in s.measures)
        print(f"{name:28} P {m.precision:.3f}  R {m.recall:.3f}  F1 {m.f1:.3f}   ({m.hit} of {m.given}, {m.gold} gold)")
    for name in dict.fromkeys(name for scores in own for name in scores.faults):
        print(f"{name:40} {sum(s.faults.get(name, 0) for s in own)}")


def compare(found: Mapping[str, Scores], before: Mapping[str, Mapping[str, list[int]]]) -> None:
    """Print what differs from the figures `before`: hits, answers and gold, then and now."""
    for name, scores in found.items():
        for label, now in scores.measures.items():
            then = Measure(*before.get(name, {}).get(label, (0, 0, 0)))
            if (then.hit, then.given) != (now.hit, now.given):
                print(
                    f"  {name:15} {label:26} {then.hit:4} of {then.given:4} -> {now.hit:4} of {now.given:4}, "
                    f"{now.gold} gold   F1 {then.f1:.3f} -> {now.f1:.3f}"
                )


def main() -> int:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", help="names of sets (by default all)")
    parser.add_argument("--show", action="store_true", help="print what was missed in sets that are not held out")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="write the figures there, as JSON")
    parser.add_argument("--against", type=Path, metavar="FILE", help="figures kept before, to compare with")
    parser.add_argument("--raise-floors", action="store_true", help="raise evaluation/floors to what was measured")
    parser.add_argument("--tables", action="store_true", help="write the tables of README and docs (needs all sets)")
    asked = parser.parse_args()
    every = {**SETS, **HELD_OUT}
    if unknown := set(asked.sets) - every.keys():
        parser.error(f"no such set: {', '.join(sorted(unknown))}; there are {', '.join(every)}")
    reader, found, fell = Reader(load_pack("fr"), load_knowledge()), {}, False
    for name in asked.sets or every:
        texts, gold = every[name]
        if not gold.is_dir():
            print(f"{name}: {gold} is not here, left out", file=sys.stderr)
            continue
        found[name] = scores = measure(texts, gold, reader)
        path = EVALUATION / "floors" / f"{name}.toml"
        for fall in check_floors(scores, load_floors(path)):
            fell = True
            print(f"FALLS {name}: {fall.measure} {fall.value}, floor {fall.floor}")
        if asked.show and name not in HELD_OUT:
            print("\n".join((f"== {name}", *scores.to_lines(), *scores.misses)))
        if asked.raise_floors:
            raise_floors(path, scores)
    if asked.tables:
        write_tables(found)
    if asked.keep:
        kept = {n: {k: (m.hit, m.given, m.gold) for k, m in s.measures.items()} for n, s in found.items()}
        asked.keep.write_text(json.dumps(kept), "utf-8")
    if asked.against:
        compare(found, json.loads(asked.against.read_text("utf-8")))
    print_sums(found)
    return int(fell)


if __name__ == "__main__":
    sys.exit(main())
