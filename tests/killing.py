"""A watch killed at random and started again, beside one that was left alone.

`python tests/killing.py KILLS [SEED]` runs it by hand; `tests/watch/test_killed.py` runs fewer. Each life of the watch
is a child that this process forks, so that a life costs no start of Python, and is killed with SIGKILL: half of them a
random time after they opened the database, half a moment after they came to a stage chosen at random.
News come in phases, from a feed (served by another process) and a folder; each phase ends with a life that is left
alone. Compared are the record's export, byte for byte, the alerts kept, the Atom file, and what a command got.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import fakes
from newsserver import HOST, Answer, rss, serve
from pourparlers.api import Pourparlers
from pourparlers.types import Actor, Named
from pourparlers.watch import rounds

STAGES = ("_begin", "_take_feeds", "_take_folders", "_keep", "deliver", "write_feed")
NAMES = [f"Ministre{chr(65 + n // 5)}{n % 5}" for n in range(25)]
FILLER = "Les délégations, arrivées la veille dans la capitale, ont été reçues séparément par les médiateurs."


@dataclass
class Outcome:
    """What a watch left behind."""

    record: bytes
    alerts: list[dict[str, object]]
    entries: list[str]
    got: list[dict[str, object]]
    kills: int = 0
    lives: int = 0
    at: Counter[str] = field(default_factory=Counter)


def make_engine() -> fakes.FakeEngine:
    """The fake analysis with more people in it, each of a state of its own."""
    for n, name in enumerate(NAMES):
        state = f"X{n:02}"
        fakes.ACTORS[name] = Actor(
            id=name.lower(), name=Named(fr=name, en=name), kind="person", state=state, state_names=(state, state)
        )
    fakes._NAME = re.compile("|".join(fakes.ACTORS))
    return fakes.FakeEngine(slow=0.002)


def sentence(source: random.Random, *, tense: str) -> str:
    one, two = source.sample(NAMES, 2)
    return f"{one} et {two} {tense} le 2022-0{source.randint(1, 6)}-1{source.randint(0, 9)} à Genève."


def write_phase(phase: int, pages: Path, folder: Path) -> None:
    """The news of a phase: the feed's entries (an earlier one corrected), two new files."""
    source = random.Random(phase)
    entries = []
    for n in range(max(0, phase * 3 - 9), phase * 3 + 3):
        own = random.Random(1000 + n)
        words = sentence(own, tense="se rencontreront") + f" {FILLER} Dépêche {n}."
        if n == phase * 3 - 2:
            words = words.replace("Dépêche", "Version corrigée, dépêche") + f" {sentence(own, tense='rencontreront')}"
        entries.append((f"g{n}", words))
    (pages / "feed").write_bytes(rss(*reversed(entries)))
    for n in range(2):
        text = (
            sentence(source, tense="se sont rencontrés") + f" {NAMES[phase % 25]} a dit « {phase} ». Note {phase}.{n}."
        )
        path = folder / f"{phase:02}-{n}.txt"
        path.write_text(text, encoding="utf-8")
        os.utime(path, (1_600_000_000, 1_600_000_000))


def serve_apart(pages: Path) -> tuple[int, str]:
    """A process that serves the file `pages/feed` with an ETag of its own; its id and the feed's address."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        with os.fdopen(reading) as told:
            return child, told.readline().strip()
    with serve() as news:

        def feed(request: object) -> None:
            data = (pages / "feed").read_bytes()
            etag = f'"{hash(data)}"'
            unchanged = request.headers.get("If-None-Match") == etag
            request.send_response(304 if unchanged else 200)
            request.send_header("ETag", etag)
            request.send_header("Content-Length", "0" if unchanged else str(len(data)))
            request.end_headers()
            request.wfile.write(b"" if unchanged else data)

        news.pages |= {"/feed": feed, "/robots.txt": Answer(status=404)}
        os.write(writing, f"{news.url}/feed\n".encode())
        while True:
            time.sleep(60)


def mark_stages(place: Path) -> None:
    """Have a life write down which stage it is in, so that what it was killed in can be told."""
    handle = os.open(place / "stage", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)

    def marked(name: str, function: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **named: object) -> object:
            os.pwrite(handle, f"{name:<16}".encode(), 0)
            found = function(*args, **named)
            os.pwrite(handle, f"{'after ' + name:<16}"[:16].encode(), 0)
            return found

        return call

    for name in STAGES:
        owner = rounds if hasattr(rounds, name) else rounds.RoundOfWatch
        setattr(owner, name, marked(name.lstrip("_"), getattr(owner, name)))


def find_stage(place: Path) -> str:
    """The stage that the life over `place` is in."""
    try:
        return (place / "stage").read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def wait_for(place: Path, child: int, stage: str, pause: float) -> None:
    """Wait until a life is in `stage`, or is through, and `pause` seconds more."""
    until = time.monotonic() + 20
    while find_stage(place) != stage and time.monotonic() < until:
        if os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
            return
        time.sleep(0.0005)
    time.sleep(pause)


def live(place: Path, db: str, folder: Path, url: str, now: float, kill_at: tuple[str, float] | None) -> bool:
    """One life of the watch over `db`, killed so many seconds after it came to a stage; whether it was killed."""
    (place / "stage").write_bytes(b"")
    child = os.fork()
    if not child:
        try:
            mark_stages(place)
            with Pourparlers(db, engine=make_engine()) as p:
                (place / "stage").write_bytes(f"{'open':<16}".encode())
                if url not in {feed.url for feed in p.feeds()}:
                    p.add_feed(url)
                p.look(
                    [folder], now=now, allow=[HOST], command=["tee", "-a", str(place / "got")],
                    alert_feed=place / "alerts.xml",
                )  # fmt: skip
            os._exit(0)
        except BaseException as error:
            sys.stderr.write(f"{error!r}\n")
            os._exit(9)
    if kill_at is not None:
        wait_for(place, child, *kill_at)
        os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(status):
        return True
    assert os.WEXITSTATUS(status) == 0, "a life that nobody killed failed"
    return False


def run(place: Path, db: str, folder: Path, pages: Path, url: str, *, phases: int, kills: int, seed: int) -> Outcome:
    """All phases, with about `kills` kills spread over them, and what is left at the end."""
    source = random.Random(seed)
    place.mkdir()
    done = lives = 0
    at: Counter[str] = Counter()
    now = 1_650_000_000.0
    for phase in range(phases):
        write_phase(phase, pages, folder)
        life = 1.0
        while done < kills * (phase + 1) // phases:
            now += 1000
            lives += 1
            began = time.monotonic()
            at_random = ("open", source.uniform(0, life))
            in_stage = (source.choice(STAGES[1:]).lstrip("_"), source.choice((0.0, 0.002, 0.01, 0.03)))
            if live(place, db, folder, url, now, source.choice((at_random, in_stage))):
                done += 1
                at[find_stage(place) or "opening"] += 1
            else:  # it was through before: nothing is new any more, and it is killed in shorter lives
                life = max(0.1, (time.monotonic() - began) * 0.8)
        now += 1000
        lives += 1
        live(place, db, folder, url, now, None)
    with Pourparlers(db, engine=make_engine()) as p:
        p.export_jsonl(place / "record.jsonl")
        kept = p._store.watchbook.alerts()
    alerts = [json.loads(one.data) for one in kept]
    for alert in alerts:
        alert.pop("noted")
    got = [json.loads(line) for line in (place / "got").read_text(encoding="utf-8").splitlines()]
    entries = re.findall(r"urn:pourparlers:(alert-\w+)", (place / "alerts.xml").read_text(encoding="utf-8"))
    return Outcome((place / "record.jsonl").read_bytes(), alerts, entries, got, done, lives, at)


def compare(
    folder: Path, *, phases: int, kills: int, seed: int = 1, new_db: Callable[[], str] | None = None
) -> tuple[Outcome, Outcome]:
    """A watch that was left alone, and one that was killed, over the same news; `new_db` names databases."""
    outcomes = []
    for name, n in (("whole", 0), ("killed", kills)):
        pages, inputs = folder / f"{name}-pages", folder / "in"
        pages.mkdir()
        shutil.rmtree(inputs, ignore_errors=True)
        inputs.mkdir()
        (pages / "feed").write_bytes(rss())
        server, url = serve_apart(pages)
        try:
            db = new_db() if new_db else str(folder / f"{name}.sqlite")
            outcomes.append(run(folder / name, db, inputs, pages, url, phases=phases, kills=n, seed=seed))
        finally:
            os.kill(server, signal.SIGKILL)
            os.waitpid(server, 0)
    return outcomes[0], outcomes[1]


def check(whole: Outcome, killed: Outcome) -> None:
    """The same record byte for byte, the same alerts, none lost and none doubled without saying so."""
    assert whole.record == killed.record
    assert whole.alerts == killed.alerts
    assert whole.alerts
    assert killed.entries == whole.entries
    assert len(set(whole.entries)) == len(whole.entries)
    ids = [str(one["id"]) for one in killed.got]
    assert set(ids) == {str(alert["id"]) for alert in whole.alerts}
    for id_, times in Counter(ids).items():
        attempts = [int(str(one["attempt"])) for one in killed.got if one["id"] == id_]
        assert times == 1 or sorted(attempts) == sorted(set(attempts)), (id_, attempts)


def main() -> None:
    kills, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        whole, killed = compare(Path(folder), phases=max(2, kills // 6), kills=kills, seed=seed)
        check(whole, killed)
        repeated = sum(1 for one in killed.got if one["attempt"] != 1)
        sys.stdout.write(
            f"{killed.kills} kills in {killed.lives} lives, {time.perf_counter() - began:.0f} s: "
            f"{len(killed.record):,} bytes of record the same, {len(killed.alerts)} alerts the same; "
            f"{len(killed.got)} handed over, {repeated} of them again after a kill (attempt > 1)\n"
        )
        sys.stdout.write(f"killed in: {dict(sorted(killed.at.items()))}\n")


if __name__ == "__main__":
    main()
