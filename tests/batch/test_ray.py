"""Ray gives what the processes of this machine give, byte for byte."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import batched
from pourparlers.batch.lane import Outcome
from pourparlers.batch.local import Progress
from pourparlers.batch.on_ray import RayEngine
from pourparlers.batch.shards import Job, Shard
from pourparlers.errors import ConfigError

there = importlib.util.find_spec("ray") is not None


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pids").mkdir()
    monkeypatch.setenv("POURPARLERS_TEST_PIDS", str(tmp_path / "pids"))
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.mark.skipif(there, reason="Ray is installed here: nothing is lacking to be told")
def test_without_ray_it_is_said_what_to_install() -> None:
    with pytest.raises(ConfigError, match=r"pip install 'pourparlers\[ray\]'"):
        RayEngine(2)


@pytest.mark.skipif(not there, reason="Ray (the extra `ray`) is not installed here")
def test_ray_gives_the_same_bytes_also_where_processes_die(tmp_path: Path) -> None:
    batched.make_input(tmp_path / "in")
    texts = [batched.make_text(i) for i in range(60)]
    texts[33], texts[50], texts[12] = f"KILLS {texts[33]}", f"POISON {texts[50]}", f"KILLS ONCE {texts[12]}"
    batched.put_jsonl(tmp_path / "in" / "rows.jsonl", texts)
    local = batched.run(Path("in"), tmp_path / "local", workers=2)
    batched.merge(tmp_path / "local")
    (tmp_path / "pids" / "died").unlink()
    far = batched.run(Path("in"), tmp_path / "ray", engine=RayEngine(2, command=batched.COMMAND))
    batched.merge(tmp_path / "ray")
    assert far == local
    assert [failure.uri for failure in far.failed] == ["in/rows.jsonl#L34", "in/rows.jsonl#L51"]
    assert batched.tree(tmp_path / "ray") == batched.tree(tmp_path / "local")


@pytest.mark.skipif(not there, reason="Ray (the extra `ray`) is not installed here")
def test_a_machine_that_is_lost_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ray.cluster_utils import Cluster  # noqa: PLC0415 - an extra

    batched.put_jsonl(tmp_path / "rows.jsonl", [batched.make_text(i) for i in range(200)])
    local = batched.run(Path("rows.jsonl"), tmp_path / "local", workers=2)
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    try:
        other = cluster.add_node(num_cpus=1)
        monkeypatch.setenv("RAY_ADDRESS", cluster.address)
        engine, lost = RayEngine(command=batched.COMMAND), []

        def lose(_: int) -> None:
            if not lost:
                lost.append(other)
                cluster.remove_node(other, allow_graceful=False)

        read = engine.map_shards

        def read_and_lose(shards: Sequence[Shard], job: Job, *, begun: Progress | None = None) -> Iterator[Outcome]:
            assert len(shards) > 4
            yield from read(shards, job, begun=lose)

        monkeypatch.setattr(engine, "map_shards", read_and_lose)
        assert batched.run(Path("rows.jsonl"), tmp_path / "ray", engine=engine) == local
    finally:
        cluster.shutdown()
    assert lost
    assert batched.tree(tmp_path / "ray") == batched.tree(tmp_path / "local")
