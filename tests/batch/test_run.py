"""A batch ends in the same bytes: by one process or many, left alone or killed; and bad input stops nothing."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import batched
import fakes
from pourparlers.batch.local import LocalEngine
from pourparlers.batch.merging import merge_batch
from pourparlers.batch.readings import Read, read_lines
from pourparlers.batch.run import READINGS, read_manifest, run_batch
from pourparlers.errors import BatchError, ConfigError, StoreError
from pourparlers.ingest.options import IngestOptions
from pourparlers.store.protocol import Versions
from pourparlers.store.sqlite import SqliteStore

TESTS = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def pids(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "pids"
    folder.mkdir()
    monkeypatch.setenv("POURPARLERS_TEST_PIDS", str(folder))
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    batched.make_input(tmp_path / "in")
    return Path("in")


def put_bad(inputs: Path, word: str) -> None:
    texts = [batched.make_text(i) for i in range(60)]
    texts[33] = f"{word} {texts[33]}"
    batched.put_jsonl(inputs / "rows.jsonl", texts)


def uris(out: Path) -> list[str]:
    manifest = read_manifest(out)
    return [
        line.given.uri
        for entry in manifest.entries
        for line in read_lines(out / READINGS, entry.receipt)
        if isinstance(line, Read)
    ]


def test_any_number_of_workers_gives_the_same_bytes(inputs: Path, tmp_path: Path, pids: Path) -> None:
    for workers in (1, 2, 5):
        out = tmp_path / f"out-{workers}"
        done = batched.run(inputs, out, workers=workers)
        assert (done.documents, done.failed, done.kept) == (65, (), 0)
        batched.merge(out)
    first = batched.tree(tmp_path / "out-1")
    assert len(first) > 2 * 4
    assert batched.tree(tmp_path / "out-2") == first
    assert batched.tree(tmp_path / "out-5") == first
    assert len(list(pids.iterdir())) > 3


def test_the_record_is_the_one_that_read_makes(inputs: Path, tmp_path: Path) -> None:
    from pourparlers.api import Pourparlers  # noqa: PLC0415

    put_bad(inputs, "POISON")
    (inputs / "again.txt").write_text(batched.make_text(3), encoding="utf-8")  # the text of a line, with no day
    batched.run(inputs, tmp_path / "out", workers=2)
    batched.merge(tmp_path / "out")
    exports = []
    for db in (tmp_path / "out" / "record.sqlite", tmp_path / "read.sqlite"):
        with Pourparlers(db, engine=fakes.FakeEngine(refuses="POISON")) as p:
            if db.name == "read.sqlite":
                p.read([inputs])
            p.export_jsonl(tmp_path / "export.jsonl")
            exports.append(((tmp_path / "export.jsonl").read_bytes(), p.problems(), p._store.readings()))
    assert len(exports[0][1]) == 1
    assert exports[0] == exports[1]


def test_a_second_run_reads_nothing_and_new_input_alone_is_read(inputs: Path, tmp_path: Path, pids: Path) -> None:
    out = tmp_path / "out"
    batched.run(inputs, out)
    batched.merge(out)
    before = batched.tree(out)
    for path in pids.iterdir():
        path.unlink()
    done = batched.run(inputs, out)
    batched.merge(out)
    assert done.kept == done.shards
    assert list(pids.iterdir()) == []
    assert batched.tree(out) == before
    batched.put_jsonl(inputs / "zz.jsonl", ["Blinken a dit « encore »."])
    again = batched.run(inputs, out)
    assert (again.kept, again.shards, again.documents) == (done.shards, done.shards + 1, 66)


def test_poison_is_listed_and_stops_nothing(inputs: Path, tmp_path: Path) -> None:
    put_bad(inputs, "POISON")
    done = batched.run(inputs, tmp_path / "out", workers=2)
    assert [failure.uri for failure in done.failed] == ["in/rows.jsonl#L34"]
    assert "RuntimeError" in done.failed[0].reason
    assert done.documents == 64


def test_a_text_that_kills_is_left_out_and_named(inputs: Path, tmp_path: Path) -> None:
    put_bad(inputs, "KILLS")
    done = batched.run(inputs, tmp_path / "out", workers=2)
    assert [failure.uri for failure in done.failed] == ["in/rows.jsonl#L34"]
    assert "SIGKILL" in done.failed[0].reason
    assert done.documents == 64
    assert "in/rows.jsonl#L35" in uris(tmp_path / "out")


def test_two_texts_of_one_batch_that_kill_are_left_out(inputs: Path, tmp_path: Path) -> None:
    texts = [batched.make_text(i) for i in range(60)]
    texts[2], texts[4] = "KILLS encore.", "KILLS toujours."
    batched.put_jsonl(inputs / "rows.jsonl", texts)
    done = batched.run(inputs, tmp_path / "out")
    assert [failure.uri for failure in done.failed] == ["in/rows.jsonl#L3", "in/rows.jsonl#L5"]
    assert done.documents == 63


def test_a_process_killed_once_costs_nothing(inputs: Path, tmp_path: Path, pids: Path) -> None:
    put_bad(inputs, "KILLS ONCE")
    done = batched.run(inputs, tmp_path / "out", workers=2)
    assert (pids / "died").exists()
    assert (done.failed, done.documents) == ((), 65)
    batched.run(inputs, tmp_path / "other")
    assert batched.tree(tmp_path / "out") == batched.tree(tmp_path / "other")


def test_workers_killed_from_outside(inputs: Path, tmp_path: Path, pids: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    batched.run(inputs, tmp_path / "whole")
    for path in pids.iterdir():
        path.unlink()
    monkeypatch.setenv("POURPARLERS_TEST_SLOW", "0.01")
    killed: list[str] = []
    over = threading.Event()

    def kill() -> None:
        while not over.wait(0.05) and len(killed) < 3:
            for path in pids.iterdir():
                if path.name not in killed and len(killed) < 3:
                    os.kill(int(path.name), signal.SIGKILL)
                    killed.append(path.name)

    killer = threading.Thread(target=kill)
    killer.start()
    done = batched.run(inputs, tmp_path / "out", workers=2)
    over.set()
    killer.join()
    assert len(killed) == 3
    lost = [failure for failure in done.failed if "died" in failure.reason]
    if not lost:  # a shard that is killed a second time, alone, is lost in this run, and read by the next
        assert batched.tree(tmp_path / "out") == batched.tree(tmp_path / "whole")
    batched.run(inputs, tmp_path / "out")
    assert batched.tree(tmp_path / "out").keys() == batched.tree(tmp_path / "whole").keys()


def lives(pid: str) -> bool:
    """Whether a process of this number is a worker of ours; the number may have gone to another since."""
    try:
        return b"fake_worker" in Path("/proc", pid, "cmdline").read_bytes()
    except OSError:
        return False


def wait_for(out: Path, child: subprocess.Popen[bytes], stage: int | str) -> None:
    """Wait until a run has so many shards done, or has the file `stage` in its folder, or is through."""
    until = time.monotonic() + 60
    while child.poll() is None and time.monotonic() < until:
        if isinstance(stage, str):
            if (out / stage).exists():
                return
        elif len(list((out / READINGS).glob("*.json"))) >= stage:
            return
        time.sleep(0.001)


def test_a_run_killed_at_random_ends_in_the_same_bytes(inputs: Path, tmp_path: Path, pids: Path, monkeypatch) -> None:
    """POURPARLERS_TEST_KILLS is how often; a run that nobody came to kill in time is compared, and another begun."""
    batched.run(inputs, tmp_path / "whole")
    batched.merge(tmp_path / "whole")
    whole = batched.tree(tmp_path / "whole")
    monkeypatch.setenv("POURPARLERS_TEST_SLOW", "0.004")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(TESTS), str(TESTS.parent / "src"))))
    out = tmp_path / "out"
    command = [sys.executable, str(TESTS / "batched.py"), "in", str(out), "2"]
    source = random.Random(7)
    stages = [0, 1, 2, 3, 4, 5, 6, "manifest.json", ".record.sqlite.fresh", "merged", "record.sqlite"]
    wanted, kills = int(os.environ.get("POURPARLERS_TEST_KILLS", "6")), 0
    for _ in range(10 * wanted):
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        wait_for(out, child, source.choice(stages))
        time.sleep(source.choice((0.0, 0.002, 0.02, 0.1)))
        child.kill()
        if child.wait() == -signal.SIGKILL:
            kills += 1
        else:
            assert batched.tree(out) == whole
            shutil.rmtree(out)
        if kills == wanted:
            break
    subprocess.run(command, check=True)
    assert kills == wanted
    assert batched.tree(out) == whole
    until = time.monotonic() + 10
    while (left := [path.name for path in pids.iterdir() if lives(path.name)]) and time.monotonic() < until:
        time.sleep(0.05)
    assert left == [], "a killed run left processes behind"


def test_a_full_disk_keeps_what_is_done(inputs: Path, tmp_path: Path) -> None:
    limited = ("bash", "-c", 'ulimit -f 8; exec "$@"', "worker", *batched.COMMAND)
    (inputs / "a.txt").write_text("Court.", encoding="utf-8")
    texts = [batched.make_text(i) for i in range(60)]
    long = "".join(random.Random(1).choices("abcdefghijklmnop ", k=40_000))
    batched.put_jsonl(inputs / "zlong.jsonl", [*texts[:3], long])
    with pytest.raises(BatchError, match=r"the disk is full .* make room .*\(\d+ of \d+ shards are done and kept\)"):
        batched.run(inputs, tmp_path / "out", engine=LocalEngine(1, command=limited))
    kept = batched.tree(tmp_path / "out")
    assert len(kept) >= 4
    assert "manifest.json" not in kept
    assert not any(Path(name).name.startswith(".") for name in kept), "half a file was left"
    done = batched.run(inputs, tmp_path / "out")
    assert done.kept == len(kept) // 2
    batched.run(inputs, tmp_path / "whole")
    assert batched.tree(tmp_path / "out") == batched.tree(tmp_path / "whole")


def test_a_file_system_without_room(inputs: Path, tmp_path: Path) -> None:
    out = tmp_path / "small"
    out.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24k", "tmpfs", str(out)], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no right to mount a small file system here: {mounted.stderr.strip()}")
    try:
        with pytest.raises(BatchError, match="the disk is full"):
            batched.run(inputs, out, workers=2)
        kept = len(list((out / READINGS).glob("*.json")))
        subprocess.run(["mount", "-o", "remount,size=4m", str(out)], check=True)
        assert batched.run(inputs, out, workers=2).kept == kept
        batched.run(inputs, tmp_path / "whole")
        assert batched.tree(out) == batched.tree(tmp_path / "whole")
    finally:
        subprocess.run(["umount", str(out)], check=True)


def test_an_input_that_changes_meanwhile_is_lost_until_the_next_run(inputs: Path, tmp_path: Path) -> None:
    class Changing(LocalEngine):
        def map_shards(self, shards, job, *, begun=None):
            (inputs / "rows.jsonl").write_text('{"text": "Autre chose."}\n', encoding="utf-8")
            yield from super().map_shards(shards, job, begun=begun)

    done = batched.run(inputs, tmp_path / "out", engine=Changing(1, command=batched.COMMAND))
    assert done.failed
    assert all("was changed" in failure.reason for failure in done.failed)
    assert done.documents == 5
    assert batched.run(inputs, tmp_path / "out").documents == 6


def test_a_broken_installation_stops_all(inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POURPARLERS_TEST_BROKEN", "1")
    with pytest.raises(BatchError, match="the model is not installed"):
        batched.run(inputs, tmp_path / "out", workers=2)


def test_a_worker_that_does_not_start_is_told(inputs: Path, tmp_path: Path) -> None:
    done = batched.run(inputs, tmp_path / "out", engine=LocalEngine(2, command=("false",)))
    assert done.documents == 0
    assert "died twice (ended with code 1" in done.failed[0].reason


def test_a_worker_of_another_version_stops_all(inputs: Path, tmp_path: Path) -> None:
    with pytest.raises(BatchError, match="but here is"):
        run_batch(
            [inputs],
            tmp_path / "out",
            LocalEngine(1, command=batched.COMMAND),
            versions=Versions(program="2", pack="fr-1", knowledge="k1"),
            options=IngestOptions(),
        )


def test_what_is_made_does_not_lie_in_what_is_read(inputs: Path) -> None:
    for out in (inputs / "out", inputs):
        with pytest.raises(ConfigError, match="which is read"):
            batched.run(inputs, out)
    assert not (inputs / "out").exists()


def test_two_runs_do_not_share_a_folder(inputs: Path, tmp_path: Path) -> None:
    class Twice(LocalEngine):
        def map_shards(self, shards, job, *, begun=None):
            with pytest.raises(StoreError, match="another batch is at work"):
                batched.run(inputs, tmp_path / "out")
            yield from super().map_shards(shards, job, begun=begun)

    assert batched.run(inputs, tmp_path / "out", engine=Twice(1, command=batched.COMMAND)).documents == 65


def test_damaged_readings_are_refused_and_made_again(inputs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    batched.run(inputs, out)
    path = max((out / READINGS).glob("*.gz"))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(bytes(data))
    with pytest.raises(BatchError, match="delete it and give the same command again"):
        batched.merge(out)
    assert not (out / "record.sqlite").exists()
    path.unlink()
    assert batched.run(inputs, out).shards - batched.run(inputs, out).kept == 0
    batched.merge(out)
    path.write_bytes(path.read_bytes()[:-4])
    assert batched.run(inputs, out).kept < batched.run(inputs, out).shards


def test_a_batch_of_other_versions_is_not_merged(inputs: Path, tmp_path: Path) -> None:
    batched.run(inputs, tmp_path / "out")
    engine = fakes.FakeEngine(versions=Versions(program="9", pack="fr-1", knowledge="k1"))
    with SqliteStore(None) as store, pytest.raises(BatchError, match="read with program 1"):
        merge_batch(tmp_path / "out", store, engine, fakes.build, progress=None)


def test_nothing_to_merge(tmp_path: Path) -> None:
    with SqliteStore(None) as store, pytest.raises(BatchError, match="no manifest"):
        merge_batch(tmp_path, store, fakes.FakeEngine(), fakes.build, progress=None)


def test_progress_counts_every_dispatch(inputs: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int]] = []
    for _ in range(2):
        run_batch(
            [inputs],
            tmp_path / "out",
            LocalEngine(2, command=batched.COMMAND),
            versions=fakes.VERSIONS,
            options=IngestOptions(),
            cut=batched.CUT,
            progress=lambda stage, done: told.append((stage, done)),
        )
    assert {stage for stage, _ in told} == {"read"}
    assert told[-1] == ("read", 65)
