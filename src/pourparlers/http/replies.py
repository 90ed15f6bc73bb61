"""Answers in JSON with their ETag, and the schemas of them for the API's description."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, Final

import msgspec
from fastapi import Request, Response

from .. import __version__

_CACHE = "private, no-cache"  # a browser keeps it, and asks each time whether it still holds


def reply(
    request: Request, state: str | None, make: Callable[[], object], *, media_type: str = "application/json"
) -> Response:
    """What `make` gives, as JSON (bytes as they are).

    304, without making it, where the asker has it from the same `state` of the record; without a state, the tag is of
    the answer itself.
    """
    body = None if state is not None else _encode(make())
    tag = make_tag(request, state if state is not None else hashlib.sha256(body or b"").hexdigest())
    headers = {"ETag": tag, "Cache-Control": _CACHE}
    if has_tag(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    return Response(_encode(make()) if body is None else body, media_type=media_type, headers=headers)


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
