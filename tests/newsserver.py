"""An HTTP server on this machine for what fetches: it answers as it is told, and remembers what it was asked."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeAlias

HOST = "127.0.0.1"


@dataclass
class Answer:
    """What is answered to a path: status, body, headers."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str | None = None


Pages: TypeAlias = dict[str, "Answer | Callable[[BaseHTTPRequestHandler], None]"]


@dataclass
class NewsServer:
    """`pages` by path; `asked` are the requests so far: method, path, headers, body."""

    url: str
    pages: Pages
    asked: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)

    def paths(self) -> list[str]:
        return [path for _, path, _, _ in self.asked]


@contextmanager
def serve(pages: Pages | None = None, *, tls: ssl.SSLContext | None = None) -> Iterator[NewsServer]:
    """A server on a free port of the loopback address, until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(size)
            news.asked.append((self.command, self.path, dict(self.headers), body))
            page = news.pages.get(self.path, Answer(status=404))
            if callable(page):
                page(self)
                return
            unchanged = page.etag and self.headers.get("If-None-Match") == page.etag
            data = b"" if unchanged else page.body
            self.send_response(304 if unchanged else page.status)
            headers = dict(page.headers) | ({"ETag": page.etag} if page.etag else {})
            for name, value in ({"Content-Length": str(len(data))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            pass

        def handle(self) -> None:
            with suppress(OSError):  # the client was killed, or has seen enough
                super().handle()

    server = ThreadingHTTPServer((HOST, 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign] - a client that went away is no news
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    news = NewsServer(url=f"http://{HOST}:{server.server_port}", pages={} if pages is None else pages)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield news
    finally:
        server.shutdown()
        server.server_close()


def rss(*entries: tuple[str, str], link: str = "https://gazette.example/") -> bytes:
    """A feed of (guid, words), the newest first."""
    items = "".join(
        f"<item><guid>{guid}</guid><title>{guid}</title><link>{link}{guid}.html</link>"
        f"<pubDate>Fri, 21 Jan 2022 23:30:00 +0100</pubDate><description>{words}</description></item>"
        for guid, words in entries
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>La Gazette</title>{items}</channel></rss>'.encode()
