"""Runs the server until it is stopped."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from threading import Thread

import uvicorn

from ..api import Pourparlers
from ..config import Settings
from ..errors import ConfigError, PourparlersError
from ..places import MEMORY
from .app import make_app
from .options import Options


def run(settings: Settings, options: Options, *, tell: Callable[[str], None]) -> None:
    """Serve the record of `settings` until the process is told to stop; `tell` gets the page's address once it is up.

    A record that is behind its dispatches is built first. Raises ConfigError for an address that cannot be had.
    """
    if str(settings.db) == MEMORY:
        raise ConfigError(f"{MEMORY}: a record in memory is empty; name a database with --db")
    with Pourparlers(settings.db, settings=settings) as record:
        record.count()
    with listen(options) as bound, Pourparlers(settings.db, settings=settings, live=True) as record:
        app = make_app(record, options)
        # No access log: addresses hold what people look for, and once the token.
        config = uvicorn.Config(
            app, log_config=None, access_log=False, server_header=False, lifespan="off", timeout_graceful_shutdown=3
        )
        tell(find_address(options, bound.getsockname()[1]))
        Thread(target=_look, args=(record,), daemon=True).start()
        try:
            uvicorn.Server(config).run(sockets=[bound])
        finally:
            app.state.jobs.close()


def _look(record: Pourparlers) -> None:
    """Look at the record once, so that the first who asks does not wait until its columns are read."""
    with suppress(PourparlersError):  # what is wrong with it is told to who asks
        record.make_ready()


def listen(options: Options) -> socket.socket:
    """A socket on the address of `options`. Raises ConfigError where it cannot be had."""
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    # asyncio sets TCP_NODELAY where the protocol is named; without it every answer waits 40 ms for the client's ACK.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((options.host.strip("[]"), options.port))
        bound.listen()  # who is told the address may ask at once, and waits until the server answers
    except OSError as error:
        bound.close()
        raise ConfigError(
            f"{options.host}:{options.port}: cannot be listened on ({error.strerror or error}); is another server "
            "running there? --port takes another number, 0 any that is free"
        ) from error
    return bound


def find_address(options: Options, port: int) -> str:
    """The address of the page."""
    host = f"[{options.host}]" if ":" in options.host else options.host
    return f"http://{host}:{port}/"
