"""A batch: it is planned, what is done already is left, the rest is read, and a manifest says what all of it is."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

from ..engine import Progress
from ..errors import BatchError, ConfigError
from ..ingest.options import FieldMap, IngestOptions
from ..store.files import hold
from ..store.protocol import Failure, Versions
from ..types import Struct
from .lane import Outcome
from .local import ShardEngine
from .readings import Receipt, Unread, clear_leftovers, find_done, put_file, read_lines
from .shards import CUT, Job, Piece, Plan, Shard, make_plan

MANIFEST, READINGS = "manifest.json", "readings"
RECORD, MERGED = "record.sqlite", "merged"
"""What lies in the folder of a batch; `MERGED` names the manifest that `RECORD` holds all of."""


class Part(Struct, frozen=True):
    """A file that was read, or from which line and byte to which byte."""

    path: str
    sha256: str
    size: int
    start: int = 0
    stop: int | None = None
    line: int = 1
    published: str | None = None
    outlet: str | None = None
    uri: str | None = None


class Entry(Struct, frozen=True):
    """A shard of a batch: what it was made of, and its receipt; None where it is lost."""

    shard: str
    parts: tuple[Part, ...]
    receipt: Receipt | None


class Manifest(Struct, frozen=True):
    """All that a batch read and with what, in the order of the input. The same input and versions give the same bytes.

    `problems` are inputs that gave no dispatch; those within a shard are in its readings and counted here.
    """

    versions: Versions
    fields: FieldMap
    files: int
    documents: int
    problems: int
    skipped: int
    unread: tuple[Unread, ...]
    entries: tuple[Entry, ...]


_MANIFEST = msgspec.json.Decoder(Manifest)


class BatchRun(Struct, frozen=True):
    """What a run did: `shards` there are, `kept` were done before, `failed` inputs gave nothing."""

    shards: int
    kept: int
    documents: int
    skipped: int
    failed: tuple[Failure, ...]


def run_batch(
    inputs: Sequence[str | Path],
    out: Path,
    engine: ShardEngine,
    *,
    versions: Versions,
    options: IngestOptions,
    knowledge: Sequence[Path] = (),
    threads: int = 1,
    cut: int = CUT,
    progress: Progress | None = None,
) -> BatchRun:
    """Read `inputs` into files of readings under the folder `out`, and write the manifest when all of them are there.

    What a run that was stopped at any moment has done is kept, and not done again. Raises ConfigError for options
    that cannot be meant, BatchError where it cannot go on (a full disk, a broken installation), StoreError where
    another run works in the same folder, OSError where it cannot be made.
    """
    _check_apart(inputs, out)
    readings = out / READINGS
    readings.mkdir(parents=True, exist_ok=True)
    with hold(out / ".lock", f"{out}: another batch is at work in this folder; wait for it, or name another folder"):
        clear_leftovers(readings)
        job = Job(
            readings=str(readings.absolute()),
            versions=versions,
            fields=options.fields,
            knowledge=tuple(str(folder.absolute()) for folder in knowledge),
            home=str(Path.cwd()),
        )
        plan = make_plan(inputs, options=options, job=job, cut=cut, threads=threads)
        done = {shard.name: receipt for shard in plan.shards if (receipt := find_done(readings, shard.name))}
        kept = len(done)
        tell = _counter(progress, sum(receipt.documents for receipt in done.values()))
        lost: dict[str, str] = {}
        todo = list({shard.name: shard for shard in plan.shards if shard.name not in done}.values())
        if todo:
            stopped = _take(engine.map_shards(todo, job, begun=tell), done, lost)
            clear_leftovers(readings)
            if stopped:
                raise BatchError(f"{stopped} ({len(done)} of {len(plan.shards)} shards are done and kept)")
        manifest = _make_manifest(plan, done, lost, job)
        put_file(out / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)) + b"\n")
    return BatchRun(
        shards=len(plan.shards),
        kept=kept,
        documents=manifest.documents,
        skipped=manifest.skipped,
        failed=_find_failed(readings, manifest),
    )


def _check_apart(inputs: Sequence[str | Path], out: Path) -> None:
    """Raise ConfigError where what is made would be read the next time."""
    for given in inputs:
        folder = Path(given)
        if folder.is_dir() and out.resolve().is_relative_to(folder.resolve()):
            raise ConfigError(f"{out}: lies in {given}, which is read: name a folder elsewhere")


def read_manifest(out: Path) -> Manifest:
    """The manifest of the batch in the folder `out`. Raises BatchError where there is none."""
    path = out / MANIFEST
    try:
        return _MANIFEST.decode(path.read_bytes())
    except (OSError, msgspec.DecodeError) as error:
        raise BatchError(f"{path}: no manifest of a batch that is done ({error})") from error


def _take(outcomes: Iterable[Outcome], done: dict[str, Receipt], lost: dict[str, str]) -> str:
    """Sort what became of the shards; why all had to stop, or ""."""
    stopped = ""
    for outcome in outcomes:
        if outcome.receipt:
            done[outcome.shard] = outcome.receipt
        elif outcome.stop:
            stopped = stopped or outcome.stop
        else:
            lost[outcome.shard] = outcome.lost
    return stopped


def _counter(progress: Progress | None, start: int) -> Callable[[int], None]:
    """Makes of how many more there are how many there are, for `progress`; may be called from any thread."""
    lock, total = threading.Lock(), start

    def begun(more: int) -> None:
        nonlocal total
        with lock:
            total += more
            if progress:
                progress("read", total)

    if progress and start:
        progress("read", start)
    return begun


def _make_manifest(plan: Plan, done: dict[str, Receipt], lost: dict[str, str], job: Job) -> Manifest:
    unread = [Unread(uri=one.uri, reason=one.reason, skipped=one.skipped) for one in plan.problems]
    entries = []
    for shard in {shard.name: shard for shard in plan.shards}.values():
        receipt = done.get(shard.name)
        if receipt is None:
            unread += _lose(shard, lost.get(shard.name, "it was not read"))
        entries.append(Entry(shard=shard.name, parts=tuple(map(_describe, shard.pieces)), receipt=receipt))
    receipts = [entry.receipt for entry in entries if entry.receipt]
    return Manifest(
        versions=job.versions,
        fields=job.fields,
        files=plan.files,
        documents=sum(receipt.documents for receipt in receipts),
        problems=sum(receipt.problems for receipt in receipts) + sum(not one.skipped for one in unread),
        skipped=sum(receipt.skipped for receipt in receipts) + sum(one.skipped for one in unread),
        unread=tuple(unread),
        entries=tuple(entries),
    )


def _describe(piece: Piece) -> Part:
    return Part(
        path=piece.path,
        sha256=piece.sha256,
        size=piece.size,
        start=piece.start,
        stop=piece.stop,
        line=piece.line,
        published=piece.facts.published,
        outlet=piece.facts.outlet,
        uri=piece.facts.uri,
    )


def _lose(shard: Shard, why: str) -> list[Unread]:
    return [
        Unread(uri=piece.path if piece.stop is None else f"{piece.path}#L{piece.line}", reason=why)
        for piece in shard.pieces
    ]


def _find_failed(readings: Path, manifest: Manifest) -> tuple[Failure, ...]:
    """Every input that gave no dispatch though it should have, those within the shards too."""
    failed = [Failure(uri=one.uri, reason=one.reason) for one in manifest.unread if not one.skipped]
    for entry in manifest.entries:
        if entry.receipt and entry.receipt.problems:
            lines = (line for line in read_lines(readings, entry.receipt) if isinstance(line, Unread))
            failed += [Failure(uri=line.uri, reason=line.reason) for line in lines if not line.skipped]
    return tuple(failed)
