"""Cutting the input: every line once, at its own number, and a name for what decides a result."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fakes
from pourparlers.batch.shard import _read_pieces
from pourparlers.batch.shards import GROUP, Job, Plan, make_plan
from pourparlers.ingest.options import FieldMap, IngestOptions, Problem
from pourparlers.ingest.source import read_sources
from pourparlers.store.protocol import Versions

JOB = Job(readings="unused", versions=fakes.VERSIONS)


def plan(inputs: Path, *, job: Job = JOB, cut: int = 3000, options: IngestOptions | None = None) -> Plan:
    return make_plan([inputs], options=options or IngestOptions(fields=job.fields), job=job, cut=cut)


@settings(max_examples=150, deadline=None)
@given(
    lines=st.lists(
        st.sampled_from([b'{"text": "Un."}', b"", b"pas du JSON", b'{"text": "' + b"a" * 70 + b'"}']), max_size=30
    ),
    end=st.sampled_from([b"", b"\n", b"\n\n"]),
    cut=st.integers(1, 200),
)
def test_parts_of_a_file_hold_what_the_file_holds(tmp_path_factory: pytest.TempPathFactory, lines, end, cut) -> None:
    path = tmp_path_factory.mktemp("in") / "a.jsonl"
    path.write_bytes(b"\n".join(lines) + end)
    whole = list(read_sources([path]))
    made = plan(path, cut=cut)
    assert [one for shard in made.shards for one in _read_pieces(shard, JOB)] == whole
    pieces = [piece for shard in made.shards for piece in shard.pieces]
    if len(pieces) > 1:
        assert [piece.start for piece in pieces[1:]] == [piece.stop for piece in pieces[:-1]]
        assert pieces[-1].stop == path.stat().st_size
        assert all(piece.stop - piece.start >= cut for piece in pieces[:-1])


def test_a_long_file_is_cut(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "Un."}\n' * 1000)
    made = plan(tmp_path)
    assert len(made.shards) == 6
    assert len({shard.name for shard in made.shards}) == 6
    assert [shard.pieces[0].line for shard in made.shards[:3]] == [1, 189, 377]


def test_small_files_go_together_and_in_order(tmp_path: Path) -> None:
    for n in range(GROUP + 3):
        (tmp_path / f"{n:03}.txt").write_text(str(n), encoding="utf-8")
    (tmp_path / "010a.jsonl").write_text('{"text": "Un."}\n', encoding="utf-8")
    sizes = [len(shard.pieces) for shard in plan(tmp_path).shards]
    assert sizes == [11, 1, GROUP + 3 - 11]
    names = [Path(piece.path).name for shard in plan(tmp_path).shards for piece in shard.pieces]
    assert names == sorted(names)


def test_the_name_is_of_what_decides_the_result_and_of_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "Un."}\n')

    def name(**changes: object) -> str:
        options = changes.pop("options", IngestOptions())
        return plan(path, job=msgspec.structs.replace(JOB, **changes), options=options).shards[0].name

    first = name()
    os.utime(path, (1, 1))
    assert name() == first
    assert name(readings="elsewhere", home="/", knowledge=("x",)) == first  # the version of knowledge speaks for it
    others = [
        name(versions=Versions(program="2", pack="fr-1", knowledge="k1")),
        name(fields=FieldMap(text="body")),
        name(options=IngestOptions(published="2022-01-02")),
    ]
    path.write_bytes(b'{"text": "Deux."}\n')
    others.append(name())
    assert len({first, *others}) == 5


def test_what_cannot_be_read_is_told_or_left_to_its_reader(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x", encoding="utf-8")
    (tmp_path / "empty.jsonl").write_bytes(b"")
    os.mkfifo(tmp_path / "pipe.txt")
    made = plan(tmp_path)
    assert [problem.skipped for problem in made.problems] == [1]
    read = [one for shard in made.shards for one in _read_pieces(shard, JOB)]
    assert {Path(one.uri).name for one in read if isinstance(one, Problem)} == {"empty.jsonl", "pipe.txt"}
