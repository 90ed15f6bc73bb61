"""Who may ask, and what browsers may do with the answer: hosts, origins, the token, the headers of every response."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Final
from urllib.parse import parse_qs, urlsplit

from fastapi import Response
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .options import Options
from .problems import Problem, answer_problem

COOKIE: Final = "pourparlers_token"
_SAFE: Final = frozenset({"GET", "HEAD"})
_TOKEN_IN_ADDRESS: Final = frozenset({"/", "/api/v1/agenda.ics"})
"""Where the token may stand in the address: to log in with a link, and for calendar programs, which send no header."""

HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """ASGI middleware that refuses what may not ask, and puts `HEADERS` on every response."""

    def __init__(self, app: ASGIApp, *, options: Options) -> None:
        self._app, self._options = app, options

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        try:
            answer = self._check(scope)
        except Problem as problem:
            answer = answer_problem(problem, instance=scope["path"])
        await (answer or self._app)(scope, receive, send_guarded)

    def _check(self, scope: Scope) -> Response | None:
        """A response that ends the request; None where it may go on. Raises Problem for what is refused."""
        headers = Headers(scope=scope)
        self._check_host(headers.get("host", ""))
        if scope["method"] not in _SAFE:
            self._check_origin(headers)
        return self._check_token(scope, headers) if self._options.token else None

    def _check_host(self, host: str) -> None:
        if find_host(host) not in self._options.names:
            raise Problem(
                421, "host", "the request calls this server by a name it does not know; add it with --allow-host NAME"
            )

    def _check_origin(self, headers: Headers) -> None:
        """What a page of another site sends on a visitor's behalf is refused."""
        origin = headers.get("origin")
        ours = origin is None or (
            urlsplit(origin).scheme in {"http", "https"} and urlsplit(origin).netloc.lower() == headers["host"].lower()
        )
        if not ours or headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}:
            raise Problem(403, "origin", "the request comes from a page of another site, which may change nothing here")

    def _check_token(self, scope: Scope, headers: Headers) -> Response | None:
        query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        given = query.get("token", [""])[0] if scope["path"] in _TOKEN_IN_ADDRESS else ""
        if given and self._is_token(given):
            return self._log_in(scope, given) if scope["path"] == "/" else None
        scheme, _, bearer = headers.get("authorization", "").partition(" ")
        if self._is_token(bearer.strip() if scheme.lower() == "bearer" else ""):
            return None
        if hmac.compare_digest(_read_cookie(headers.get("cookie", "")).encode(), make_session(self._options.token)):
            return None
        raise Problem(
            401, "token",
            "show the token: open /?token=… once in this browser, or send the header Authorization: Bearer …",
            headers={"WWW-Authenticate": 'Bearer realm="pourparlers"'},
        )  # fmt: skip

    def _is_token(self, given: str) -> bool:
        """Whether it is the token; takes as long whatever is wrong with it."""
        return hmac.compare_digest(_digest(given), _digest(self._options.token or ""))

    def _log_in(self, scope: Scope, token: str) -> Response:
        """Keep what shows the token in the browser, where no script reads it, and take the token out of the address."""
        response = Response(status_code=303, headers={"Location": "/", "Cache-Control": "no-store"})
        secure = scope.get("scheme") == "https"
        response.set_cookie(
            COOKIE, make_session(token).decode(), httponly=True, samesite="strict", secure=secure, path="/"
        )
        return response


def make_session(token: str | None) -> bytes:
    """What a browser keeps in place of the token: it opens the same record, and does not tell the token."""
    return hmac.digest(_digest(token or ""), b"pourparlers session", "sha256").hex().encode()


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()


def find_host(header: str) -> str:
    """The name in a Host header, in lower case, without its port; empty for what is none."""
    try:
        return (urlsplit(f"//{header}").hostname or "").lower()
    except ValueError:
        return ""


def _read_cookie(header: str) -> str:
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""
