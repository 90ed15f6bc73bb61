"""One polite and careful HTTP client.

A connection goes to an address that was looked at, whatever the name resolves to a moment later; each redirection is
looked at like a first address; robots.txt is heeded at every step; size and time have caps, and what comes compressed
is unpacked no further than they allow. Nothing of the environment (proxies, netrc) is used.
"""

from __future__ import annotations

import ssl
import time
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpx

from .. import __version__
from ..errors import FetchError
from .addresses import Resolve, check_url, find_addresses, resolve

MAX_BYTES = 20_000_000
MAX_SECONDS = 60.0
MOST_REDIRECTIONS = 5
LONGEST_PAUSE = 30.0
"""Seconds between two requests beyond which a site's Crawl-delay is not heeded."""
AGENT = "pourparlers"
_AGENT_FULL = f"{AGENT}/{__version__}"
_ROBOTS_BYTES = 512_000
_STEP = httpx.Timeout(15.0)
_REDIRECTIONS = frozenset({301, 302, 303, 307, 308})
_LONGEST_WAIT = 7 * 86_400.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: its last address, its bytes (None: unchanged since the last time), and what to say the next time."""

    url: str
    data: bytes | None
    kind: str = ""
    etag: str | None = None
    modified: str | None = None


class GuardedTransport(httpx.BaseTransport):
    """Connects to the addresses that were looked at, under the name that was asked for.

    No connection is kept: one made for another name at the same address must not be used again.
    """

    def __init__(self, *, allowed: Collection[str], resolve_name: Resolve, tls: ssl.SSLContext | None = None) -> None:
        self._allowed, self._resolve = allowed, resolve_name
        limits = httpx.Limits(max_keepalive_connections=0)
        self._inner = httpx.HTTPTransport(verify=tls or True, trust_env=False, limits=limits)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send `request` to the first address of its host that answers."""
        addresses = find_addresses(str(request.url), allowed=self._allowed, resolve_name=self._resolve)
        for last, address in enumerate(addresses, 1 - len(addresses)):
            direct = httpx.Request(
                request.method,
                request.url.copy_with(host=address),
                headers=request.headers,
                stream=request.stream,
                extensions={**request.extensions, "sni_hostname": request.url.host},
            )
            try:
                return self._inner.handle_request(direct)
            except httpx.ConnectError:
                if not last:
                    raise
        raise httpx.ConnectError("no address")

    def close(self) -> None:
        """Close what is open."""
        self._inner.close()


class Client:
    """Fetches pages and feeds, and hands alerts to webhooks. `allowed` names hosts that may be private.

    `tls` says whose certificates count, if not those that httpx brings.
    """

    def __init__(
        self,
        *,
        allowed: Collection[str] = (),
        resolve_name: Resolve = resolve,
        max_bytes: int = MAX_BYTES,
        max_seconds: float = MAX_SECONDS,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.allowed = frozenset(host.lower().rstrip(".") for host in allowed)
        self._max_bytes, self._max_seconds = max_bytes, max_seconds
        transport = GuardedTransport(allowed=self.allowed, resolve_name=resolve_name, tls=tls)
        headers = {"User-Agent": _AGENT_FULL, "Accept-Encoding": "gzip"}
        self._http = httpx.Client(
            transport=transport, headers=headers, timeout=_STEP, follow_redirects=False, trust_env=False
        )
        self._robots: dict[str, RobotFileParser | None] = {}
        self._asked: dict[str, float] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        """What stands at `url`, unless it is as it was when `etag` and `modified` were given.

        Raises FetchError where it cannot be had, or must not.
        """
        headers = {"If-None-Match": etag} if etag else {}
        if modified:
            headers["If-Modified-Since"] = modified
        for _ in range(MOST_REDIRECTIONS + 1):
            deadline = time.monotonic() + self._max_seconds
            self._heed_robots(url, deadline)
            self._keep_pace(url)
            deadline = time.monotonic() + self._max_seconds
            found = self._ask(url, headers, self._max_bytes, deadline)
            if isinstance(found, Fetched):
                return found
            if url.startswith("https:") and not found.startswith("https:"):
                raise FetchError("it leads from https to an address without it: not followed", url=url)
            url = found
        raise FetchError(f"it leads on more than {MOST_REDIRECTIONS} times", url=url)

    def post(self, url: str, data: bytes, *, headers: dict[str, str]) -> None:
        """Hand JSON to a host that is allowed by name. Raises FetchError where it does not take it."""
        host, _ = check_url(url)
        if host not in self.allowed:
            raise FetchError(f"{host} is not allowed by name: nothing is sent there", url=url)
        try:
            told = {"Content-Type": "application/json", **headers}
            with self._http.stream("POST", url, content=data, headers=told) as answer:
                status = answer.status_code  # what it says beside is not read
        except httpx.HTTPError as error:
            raise FetchError(_say(error), url=url) from error
        if not 200 <= status < 300:
            raise FetchError(f"the server answers {status}", url=url, status=status)

    def _ask(self, url: str, headers: dict[str, str], limit: int, deadline: float) -> Fetched | str:
        """The answer to one request, or the address that it leads to."""
        try:
            with self._http.stream("GET", url, headers=headers) as answer:
                if answer.status_code in _REDIRECTIONS and (place := answer.headers.get("Location")):
                    return urljoin(url, str(place))
                if answer.status_code == 304:
                    return Fetched(url=url, data=None)
                if answer.status_code != 200:
                    after = _wait(answer.headers.get("Retry-After"))
                    reason = f"the server answers {answer.status_code}"
                    raise FetchError(reason, url=url, status=answer.status_code, after=after)
                data = b"".join(_take(answer, url=url, limit=limit, deadline=deadline))
        except httpx.HTTPError as error:
            raise FetchError(_say(error), url=url) from error
        except (httpx.InvalidURL, ValueError) as error:
            raise FetchError(f"this is no web address ({error})", url=url[:200]) from error
        told = answer.headers
        kind = told.get("Content-Type", "").partition(";")[0].strip().lower()
        return Fetched(url=url, data=data, kind=kind, etag=told.get("ETag"), modified=told.get("Last-Modified"))

    def _heed_robots(self, url: str, deadline: float) -> None:
        """Raise FetchError where the host's robots.txt closes `url` to us, or cannot be had (RFC 9309)."""
        check_url(url)
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self._robots[site] = self._load_robots(f"{site}/robots.txt", deadline)
        rules = self._robots[site]
        if rules is not None and not rules.can_fetch(AGENT, url):
            raise FetchError("the site's robots.txt does not let us read this", url=url)

    def _keep_pace(self, url: str) -> None:
        """Wait as long as the site's robots.txt asks for between two requests, but not longer than `LONGEST_PAUSE`."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        rules = self._robots.get(site)
        pace = float(rules.crawl_delay(AGENT) or 0) if rules is not None else 0.0
        if site in self._asked:
            time.sleep(max(0.0, self._asked[site] + min(pace, LONGEST_PAUSE) - time.monotonic()))
        self._asked[site] = time.monotonic()

    def _load_robots(self, url: str, deadline: float) -> RobotFileParser | None:
        """The rules of a site; None where it has none. Raises FetchError where it does not say."""
        for _ in range(MOST_REDIRECTIONS + 1):
            try:
                found = self._ask(url, {}, _ROBOTS_BYTES, deadline)
            except FetchError as error:
                if error.status is not None and 400 <= error.status < 500 and error.status != 429:
                    return None
                raise
            if isinstance(found, str):
                url = found
                continue
            rules = RobotFileParser(url)
            rules.parse((found.data or b"").decode("utf-8", "replace").splitlines())
            return rules
        return None


def _take(answer: httpx.Response, *, url: str, limit: int, deadline: float) -> Iterator[bytes]:
    """The bytes of an answer, unpacked. Raises FetchError beyond `limit` bytes, and after `deadline`."""
    packing = answer.headers.get("Content-Encoding", "").strip().lower()
    if packing not in {"", "identity", "gzip", "x-gzip", "deflate"}:
        raise FetchError(f"it comes compressed by {packing[:20]!r}, which was not asked for", url=url)
    unpacker = zlib.decompressobj(47) if packing not in {"", "identity"} else None
    taken = 0
    for chunk in answer.iter_raw():
        if time.monotonic() > deadline:
            raise FetchError("it takes too long", url=url)
        try:
            data = unpacker.decompress(chunk, limit - taken + 1) if unpacker else chunk
        except zlib.error as error:
            raise FetchError("it comes compressed, but damaged", url=url) from error
        taken += len(data)
        if taken > limit:
            raise FetchError(f"it is larger than {limit:,} bytes", url=url)
        yield data
    if unpacker and not unpacker.eof:
        raise FetchError("it comes compressed, but breaks off", url=url)


def _wait(value: str | None) -> float | None:
    """The seconds of a Retry-After; None for none, and for a date, which back-off covers."""
    words = (value or "").strip()
    return min(float(words), _LONGEST_WAIT) if words.isascii() and words.isdigit() else None


def _say(error: httpx.HTTPError) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "the server does not answer in time"
    if isinstance(error, httpx.ConnectError):
        return f"no connection ({error})"
    return f"the exchange failed ({type(error).__name__})"
