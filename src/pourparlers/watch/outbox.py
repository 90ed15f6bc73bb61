"""Handing alerts over: to a command, to a webhook, and as an Atom feed.

Each delivery is noted before it begins and after it ended. One that began and is not known to have ended is made again
with `attempt` above 1 and the same id: whoever keeps the ids hears each alert once. The Atom file is made of what was
kept, and put in place whole.
"""

from __future__ import annotations

import logging
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import msgspec
from feedgen.feed import FeedGenerator  # type: ignore[import-untyped]

from ..errors import ConfigError, FetchError, SourceError
from ..exports.files import replace_file
from ..fetch.addresses import check_url
from ..fetch.client import Client
from ..store.protocol import Kept, Watchbook
from ..types import Struct

_log = logging.getLogger(__name__)
COMMAND, WEBHOOK = "command", "webhook"
COMMAND_SECONDS = 60.0
MOST_ATTEMPTS = 20
"""After so many failures an alert is given up on a channel, so that it does not keep back the others."""
MOST_ENTRIES = 200
"""Alerts that the Atom feed holds, the latest."""

Send: TypeAlias = Callable[[bytes, Kept], None]
"""Hands one alert over. Raises FetchError or SourceError where it was not taken."""


class Channels(Struct, frozen=True):
    """Where alerts go: a command and its arguments, an address, a file."""

    command: tuple[str, ...] = ()
    webhook: str | None = None
    feed: Path | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The channels whose deliveries are noted one by one."""
        return tuple(name for name, there in ((COMMAND, self.command), (WEBHOOK, self.webhook)) if there)


def check_channels(channels: Channels, allowed: Sequence[str]) -> None:
    """Raise ConfigError for channels that cannot be meant: nothing is sent to a host that is not named."""
    if channels.webhook is None:
        return
    try:
        host, _ = check_url(channels.webhook)
    except FetchError as error:
        raise ConfigError(f"webhook: {error.reason}") from error
    if host not in {name.lower().rstrip(".") for name in allowed}:
        raise ConfigError(f"webhook: {host} is not allowed by name; add --allow {host} if alerts may be sent there")


def deliver(book: Watchbook, channels: Channels, client: Client) -> int:
    """Hand over what waits, in order; a channel that fails is left until the next round. Gives how many were taken."""
    senders: dict[str, Send] = {}
    if channels.command:
        senders[COMMAND] = lambda data, _: _run(channels.command, data)
    if channels.webhook:
        address = channels.webhook
        senders[WEBHOOK] = lambda data, kept: client.post(address, data, headers={"Idempotency-Key": kept.id})
    return sum(_drain(book, name, send) for name, send in senders.items())


def _drain(book: Watchbook, channel: str, send: Send) -> int:
    taken = 0
    for kept, attempts in book.waiting(channel):
        book.begin(kept.id, channel)
        try:
            send(_letter(kept, attempts + 1), kept)
        except (FetchError, SourceError) as error:
            _log.warning("alert %s: %s did not take it: %s", kept.id, channel, error.reason)
            if attempts + 1 >= MOST_ATTEMPTS:
                book.finish(kept.id, channel, given_up=True)
                continue
            return taken
        book.finish(kept.id, channel)
        taken += 1
    return taken


def _letter(kept: Kept, attempt: int) -> bytes:
    """The alert as it is handed over: its JSON with `attempt`, on one line."""
    told: dict[str, Any] = msgspec.json.decode(kept.data)
    return msgspec.json.encode(told | {"attempt": attempt}) + b"\n"


def _run(command: Sequence[str], data: bytes) -> None:
    """Run a command with the alert on its standard input; no shell is between. Its output is not kept."""
    try:
        done = subprocess.run(
            list(command),
            input=data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=COMMAND_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise SourceError(f"the command took longer than {COMMAND_SECONDS:g} seconds", uri=command[0]) from error
    except OSError as error:
        raise SourceError(f"the command cannot be run ({error.strerror})", uri=command[0]) from error
    if done.returncode:
        raise SourceError(f"the command ended with code {done.returncode}", uri=command[0])


def write_feed(book: Watchbook, path: Path, *, title: str) -> None:
    """Write the latest alerts as an Atom feed to `path`, whole or not at all; left alone where it says so already."""
    feed = FeedGenerator()
    feed.id("urn:pourparlers:alerts")
    feed.title(title)
    kept = book.alerts(limit=MOST_ENTRIES)
    last = "1970-01-01T00:00:00Z"
    for one in kept:
        told: dict[str, Any] = msgspec.json.decode(one.data)
        last = told["noted"]
        entry = feed.add_entry()
        entry.id(f"urn:pourparlers:{one.id}")
        entry.title(told["title"])
        entry.updated(last)
        entry.content(told["words"])
        entry.category(term=told["kind"])
        entry.author(name=told["outlet"] or told["uri"])
        if told["uri"].startswith(("http://", "https://")):
            entry.link(href=told["uri"])
    feed.updated(last)
    data = feed.atom_str(pretty=True)
    if path.is_file() and path.read_bytes() == data:
        return
    with replace_file(path) as file:
        file.write(data)
