"""The command `serve`, run as a program."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from exported import RECORD
from pourparlers.http.options import Options
from pourparlers.http.serve import listen
from served import write_store

TOKEN = "a-token-of-many-characters"


def command(*arguments: str, **environment: str) -> subprocess.Popen[str]:
    source = str(Path(__file__).resolve().parents[2] / "src")
    env = {**os.environ, "PYTHONPATH": source, "POURPARLERS_LANG": "en", "PYTHONUNBUFFERED": "1", **environment}
    program = "from pourparlers.cli import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", program, "serve", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env,
    )  # fmt: skip


@contextmanager
def served(*arguments: str, **environment: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A server that is up, and its address."""
    process = command("--port", "0", "--no-open", *arguments, **environment)
    timer = threading.Timer(60, process.kill)
    timer.start()
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        assert line.startswith("Serving at http://"), line + process.stderr.read()
        yield line.split()[2], process
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)
        timer.cancel()


def ask(address: str, path: str = "/api/v1/info", **headers: str) -> tuple[int, Any]:
    request = urllib.request.Request(f"{address.rstrip('/')}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def test_it_serves_until_it_is_stopped(place: str) -> None:
    db = write_store(place, RECORD)
    with served("--db", str(db)) as (address, process):
        assert address.startswith("http://127.0.0.1:")
        code, told = ask(address)
        assert (code, told["counts"]["contacts"], told["edit"], told["lang"]) == (200, 2, False, "en")
        assert ask(address, Host="evil.example")[0] == 421
        assert ask(address, "/api/v1/nothing")[1]["type"] == "urn:pourparlers:problem:not-found"
    assert process.stderr is not None
    assert "Read-only" in process.stderr.read()
    assert process.returncode in {0, -signal.SIGINT, 130}


def test_the_token_of_the_environment_is_asked_for_and_never_printed(place: str) -> None:
    db = write_store(place, RECORD)
    with served("--db", str(db), "--edit", POURPARLERS_TOKEN=TOKEN) as (address, process):
        assert ask(address)[0] == 401
        assert ask(address, Authorization=f"Bearer {TOKEN}")[0] == 200
    assert process.stderr is not None
    assert TOKEN not in process.stderr.read()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--host", "0.0.0.0"), "POURPARLERS_TOKEN"),
        (("--token", "short"), "16 characters"),
        (("--db", ":memory:"), "name a database"),
        (("--host", "203.0.113.1", "--token", TOKEN), "cannot be listened on"),
    ],
)
def test_what_cannot_be_meant_is_said(place: str, arguments: tuple[str, ...], words: str) -> None:
    db = write_store(place, RECORD)
    process = command("--no-open", "--port", "0", "--db", str(db), *arguments)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, "")
    assert words in err
    assert "Traceback" not in err


def test_a_port_that_is_taken_is_said(place: str) -> None:
    db = write_store(place, RECORD)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = command("--no-open", "--port", str(taken.getsockname()[1]), "--db", str(db))
        _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "--port" in err


def test_answers_do_not_wait_for_an_acknowledgement() -> None:
    with listen(Options(port=0)) as bound:
        assert bound.proto == socket.IPPROTO_TCP
