"""How well expressions of time are found and valued when the day of every dispatch is given.

    python benchmarks/times_given.py TEXTS GOLD [--floors FILE] [--show]
    python benchmarks/times_given.py --sets [--held-out] [--show]

Each dispatch is read alone, by the real program, with a sidecar that states its true day (`published.iso` of its gold;
a dispatch whose gold has none is read as it is). So the figures say what the words are understood to mean, apart from
whether the day could be inferred. `--sets` measures the development sets beside this file and holds each to its floors
in evaluation/floors/day_given; `--held-out` adds the held-out sets, of which only figures are printed, whatever
`--show` asks. Exit code 1 where a figure falls below its floor.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from pourparlers.evaluate.floors import check_floors, load_floors
from pourparlers.evaluate.gold import GoldSet, load_gold
from pourparlers.evaluate.score import score
from pourparlers.evaluate.tally import Measure, Scores
from pourparlers.extract.read import Reader
from pourparlers.ingest.options import IngestOptions
from pourparlers.ingest.source import read_sources
from pourparlers.knowledge.load import load_knowledge
from pourparlers.lang.pack import load_pack
from pourparlers.merge.build import build_record
from pourparlers.text.analyse import analyse_text
from pourparlers.types import Document, Record

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ROOT / "evaluation" / "floors" / "day_given"
EVALUATION = ROOT / "evaluation"
SETS = {
    "seeds": (ROOT.parent / "shared/seeds", ROOT.parent / "shared/seeds/gold"),
    "samples": (ROOT / "src/pourparlers/samples", EVALUATION / "samples/gold"),
    "development": (EVALUATION / "development/texts", EVALUATION / "development/gold"),
    "development_b": (EVALUATION / "development_b/texts", EVALUATION / "development_b/gold"),
    "development_c": (EVALUATION / "development_c/texts", EVALUATION / "development_c/gold"),
    "development_d": (EVALUATION / "development_d/texts", EVALUATION / "development_d/gold"),
    "development_e": (EVALUATION / "development_e/texts", EVALUATION / "development_e/gold"),
    "development_f": (EVALUATION / "development_f/texts", EVALUATION / "development_f/gold"),
    "development_g": (EVALUATION / "development_g/texts", EVALUATION / "development_g/gold"),
    "development_h": (EVALUATION / "development_h/texts", EVALUATION / "development_h/gold"),
    "development_i": (EVALUATION / "development_i/texts", EVALUATION / "development_i/gold"),
}
HELD_OUT = {
    "held_out_e": (EVALUATION / "held_out_e/texts", EVALUATION / "held_out_e/gold"),
    "held_out_g": (EVALUATION / "held_out_g/texts", EVALUATION / "held_out_g/gold"),
    "held_out_i": (EVALUATION / "held_out_i/texts", EVALUATION / "held_out_i/gold"),
    "held_out_j": (EVALUATION / "held_out_j/texts", EVALUATION / "held_out_j/gold"),
}
MEASURES = ("time span", "time value")


def read_given(texts: Path, gold: GoldSet, reader: Reader) -> Record:
    """The record of `texts`, each read with the day that `gold` gives it and by itself."""
    with tempfile.TemporaryDirectory() as place:
        sidecar = Path(place) / "days.csv"
        write_sidecar(sidecar, texts, gold)
        found = read_sources([texts], options=IngestOptions(sidecar=sidecar))
        documents = [analyse_text(d, pack=reader.pack) for d in found if isinstance(d, Document)]
    wanted = {document.file for document in gold.documents}
    documents = [d for d in documents if d.uri.rsplit("/", 1)[-1] in wanted]
    records = [
        build_record([reading], program="benchmark", pack=reader.pack.version, knowledge=reader.kb.version)
        for reading in reader.read_many(documents)
    ]
    return Record(
        header=records[0].header,
        documents=tuple(d for r in records for d in r.documents),
        times=tuple(t for r in records for t in r.times),
    )


def write_sidecar(path: Path, texts: Path, gold: GoldSet) -> None:
    """The days of `gold`, as a table that `pourparlers read --sidecar` takes too."""
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(("file", "published"))
        for document in gold.documents:
            if document.published and document.published.iso and (texts / document.file).is_file():
                rows.writerow(((texts / document.file).resolve(), document.published.iso))


def measure(texts: Path, gold_folder: Path, reader: Reader) -> Scores:
    """The scores of the time layer alone, with the day given."""
    gold = load_gold(gold_folder)
    scores = score(read_given(texts, gold, reader), gold)
    misses = tuple(m for m in scores.misses if m.startswith(("time ·", "time not found ·", "no such time ·")))
    return Scores(measures={m: scores.measures[m] for m in MEASURES}, faults={}, misses=misses)


def total(measures: Iterable[Measure]) -> Measure:
    """The sum of `measures`."""
    found = list(measures)
    return Measure(hit=sum(m.hit for m in found), given=sum(m.given for m in found), gold=sum(m.gold for m in found))


def run_set(
    name: str, texts: Path, gold: Path, reader: Reader, *, floors: Path | None, show: bool
) -> tuple[Scores, int]:
    """Measure one set and print it; gives the scores and the number of figures below their floor."""
    scores = measure(texts, gold, reader)
    print(f"== {name}", *scores.to_lines(), sep="\n")
    if show:
        print(*scores.misses, sep="\n")
    falls = check_floors(scores, load_floors(floors)) if floors is not None and floors.is_file() else ()
    for fall in falls:
        print(f"   below its floor: {fall.measure} {fall.value} < {fall.floor}")
    return scores, len(falls)


def main() -> int:
    """Measure and print; gives the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("texts", type=Path, nargs="?", help="folder of dispatches")
    parser.add_argument("gold", type=Path, nargs="?", help="folder of their gold")
    parser.add_argument("--floors", type=Path, help="TOML file of floors for TEXTS")
    parser.add_argument("--sets", action="store_true", help="the development sets of this repository, and the seeds")
    parser.add_argument("--held-out", action="store_true", help="with --sets: the held-out sets too, figures only")
    parser.add_argument("--show", action="store_true", help="print what differs")
    given = parser.parse_args()
    reader = Reader(load_pack("fr"), load_knowledge())
    if not given.sets:
        if given.texts is None or given.gold is None:
            parser.error("name a folder of dispatches and one of gold, or --sets")
        return min(
            1, run_set(str(given.texts), given.texts, given.gold, reader, floors=given.floors, show=given.show)[1]
        )
    found, fallen = [], 0
    for name, (texts, gold) in {**SETS, **(HELD_OUT if given.held_out else {})}.items():
        if not gold.is_dir():
            print(f"== {name}\nnot beside this checkout")
            continue
        show = given.show and name not in HELD_OUT
        scores, falls = run_set(name, texts, gold, reader, floors=FLOORS / f"{name}.toml", show=show)
        found.append(scores)
        fallen += falls
    sums = {m: total(s.measures[m] for s in found) for m in MEASURES}
    print("== all of these", *Scores(measures=sums, faults={}).to_lines(), sep="\n")
    return min(1, fallen)


if __name__ == "__main__":
    sys.exit(main())
