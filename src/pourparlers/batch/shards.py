"""Cutting the input into shards: what is read together, into one file of readings.

A shard is a file of archives or rows, a stretch of a long file of JSON lines, or a few files of one dispatch each. It
is named after all that its readings depend on (the bytes, where they lie, what a person states of them, the versions),
so that a file of this name is its result, whoever made it and when.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec

from ..ingest.document import Facts
from ..ingest.kinds import HEAD, find_kind
from ..ingest.options import FieldMap, IngestOptions, Problem
from ..ingest.source import Found, find_files
from ..store.protocol import Versions
from ..types import Struct

CUT = 4 << 20
"""Bytes of JSON lines in a shard: about a minute's reading."""
GROUP, GROUP_BYTES = 64, 16 << 20
"""Most files of one dispatch each in a shard, and most bytes of them."""
_MANY = frozenset({"jsonl", "warc", "parquet", "mbox"})
"""Forms that hold many dispatches: such a file is a shard of its own."""
_BLOCK = 1 << 20
_FORM = 1
"""Of what a shard's readings are written as: another form is another name."""


class Piece(Struct, frozen=True):
    """A file to read, or of JSON lines the bytes from `start` to `stop`, of which the first is line `line`.

    `stamp` is the file's time of change in nanoseconds: a file that has another one when it is read was changed.
    """

    path: str
    sha256: str
    size: int
    stamp: int
    facts: Facts = Facts()
    named: bool = True
    start: int = 0
    stop: int | None = None
    line: int = 1


class Shard(Struct, frozen=True):
    """What is read together."""

    name: str
    pieces: tuple[Piece, ...]


class Job(Struct, frozen=True):
    """What holds for all shards of a batch: where `readings` go, and what they depend on beside the shard.

    `home` is the folder that relative paths are meant from.
    """

    readings: str
    versions: Versions
    fields: FieldMap = FieldMap()
    knowledge: tuple[str, ...] = ()
    home: str = "."


class Plan(Struct, frozen=True):
    """The shards of an input, in its order, and what of it cannot be read."""

    shards: tuple[Shard, ...]
    problems: tuple[Problem, ...]
    files: int


def make_plan(
    inputs: Sequence[str | Path], *, options: IngestOptions, job: Job, cut: int = CUT, threads: int = 1
) -> Plan:
    """Cut `inputs` (files, folders, patterns) into shards. Every file is read once, by so many `threads`, to digest it.

    Raises ConfigError for options that cannot be meant.
    """
    problems: list[Problem] = []
    found: list[tuple[Found, Facts]] = []
    for one in find_files(inputs, options=options):
        if isinstance(one, Problem):
            problems.append(one)
        else:
            found.append(one)
    with ThreadPoolExecutor(max(1, threads)) as pool:
        looked = list(pool.map(lambda one: _look(*one, cut=cut), found))
    shards = tuple(Shard(name=_name(pieces, job), pieces=pieces) for pieces in _group(looked))
    return Plan(shards=shards, problems=tuple(problems), files=len(found))


def _look(found: Found, facts: Facts, *, cut: int) -> list[Piece] | Piece:
    """The pieces of a file that is a shard of its own, or more than one; of another file, the one piece that it is."""
    path = found.path
    whole = Piece(path=path.as_posix(), sha256="", size=0, stamp=0, facts=facts, named=found.named)
    try:
        if not path.is_file():
            return whole  # its reader says what it is
        stat = path.stat()
        with path.open("rb") as file:
            many = (kind := find_kind(file.read(HEAD), path.name)) in _MANY
        digest, cuts = _scan(path, cut if kind == "jsonl" else None)
    except OSError:
        return whole  # its reader says why
    whole = msgspec.structs.replace(whole, sha256=digest, size=stat.st_size, stamp=stat.st_mtime_ns)
    if not many:
        return whole
    if len(cuts) < 2:
        return [whole]
    ends = [*(start for start, _ in cuts[1:]), stat.st_size]
    return [
        msgspec.structs.replace(whole, start=start, stop=stop, line=line)
        for (start, line), stop in zip(cuts, ends, strict=True)
    ]


def _scan(path: Path, cut: int | None) -> tuple[str, list[tuple[int, int]]]:
    """The digest of a file, and where it may be cut: bytes at which a line begins, with its number, `cut` apart."""
    digest = hashlib.sha256()
    cuts = [(0, 1)]
    at, lines, blank = 0, 1, True
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            blank = blank and not block.strip()
            if cut:
                place = 0
                while (target := cuts[-1][0] + cut - 1 - at) < len(block):
                    end = block.find(b"\n", max(target, place))
                    if end < 0:
                        break
                    lines += block.count(b"\n", place, end + 1)
                    place = end + 1
                    cuts.append((at + place, lines))
                lines += block.count(b"\n", place)
            at += len(block)
    if cuts[-1][0] >= at > 0:
        cuts.pop()  # the file ends with the line before
    return digest.hexdigest(), cuts[:1] if blank else cuts  # only of a whole file is it said that it is empty


def _group(looked: Iterable[list[Piece] | Piece]) -> Iterator[tuple[Piece, ...]]:
    """The pieces of each shard, in the order of the input."""
    group: list[Piece] = []
    for one in looked:
        full = len(group) == GROUP or sum(piece.size for piece in group) >= GROUP_BYTES
        if group and (full or isinstance(one, list)):
            yield tuple(group)
            group = []
        if isinstance(one, Piece):
            group.append(one)
            continue
        for piece in one:
            yield (piece,)
    if group:
        yield tuple(group)


def _name(pieces: Sequence[Piece], job: Job) -> str:
    told = [msgspec.structs.replace(piece, stamp=0) for piece in pieces]
    depends = msgspec.json.encode([_FORM, told, job.fields, job.versions])
    stem = re.sub(r"[^A-Za-z0-9]+", "-", Path(pieces[0].path).name)[:40].strip("-") or "shard"
    return f"{stem}-{hashlib.sha256(depends).hexdigest()[:16]}"
