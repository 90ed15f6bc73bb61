"""Answers in JSON with their ETag, and the schemas of them for the API's description."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec
from fastapi import Request, Response

from .. import __version__

_CACHE = "private, no-cache"  # a browser keeps it, and asks each time whether it still holds


def reply(
    request: Request,
    state: str | None,
    make: Callable[[], object],
    *,
    media_type: str = "application/json",
    headers: Mapping[str, str] | None = None,
) -> Response:
    """What `make` gives, as JSON (bytes as they are), with `headers`.

    304, without making it, where the asker has it from the same `state` of the record; without a state, the tag is of
    the answer itself.
    """
    body = None
    if state is None:
        body = _encode(make())
        state = hashlib.sha256(body).hexdigest()
    if cached := find_cached(request, state):
        return cached
    body = _encode(make()) if body is None else body
    return Response(body, media_type=media_type, headers={**make_headers(request, state), **(headers or {})})


def make_headers(request: Request, state: str) -> dict[str, str]:
    """The tag of an answer of `state`, and that it is to be asked for each time."""
    return {"ETag": make_tag(request, state), "Cache-Control": _CACHE}


def find_cached(request: Request, state: str) -> Response | None:
    """The answer to one who has it already; None where there is something new."""
    headers = make_headers(request, state)
    has = has_tag(request.headers.get("if-none-match", ""), headers["ETag"])
    return Response(status_code=304, headers=headers) if has else None


def _encode(answer: object) -> bytes:
    return answer if isinstance(answer, bytes) else msgspec.json.encode(answer)


def make_tag(request: Request, state: str) -> str:
    """The tag of an answer: of the record's state, the program and the question."""
    asked = (f"{name}={value}" for name, value in sorted(request.query_params.multi_items()))
    told = "\0".join((state, __version__, request.url.path, *asked))
    return f'W/"{hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()[:24]}"'


def has_tag(header: str, tag: str) -> bool:
    """Whether an If-None-Match header names `tag`."""
    named = {one.strip().removeprefix("W/") for one in header.split(",")}
    return header.strip() == "*" or tag.removeprefix("W/") in named


def describe(shape: type[Any]) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that answers with `shape`."""
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{shape.__name__}"}}}
    return {
        200: {"description": (shape.__doc__ or "").strip().splitlines()[0], "content": content},
        304: {"description": "As the If-None-Match of the request has it."},
        400: PROBLEM,
    }


PROBLEM: Final[dict[str, Any]] = {
    "description": "What is wrong with the request.",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
