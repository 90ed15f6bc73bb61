"""Errors as problem+json (RFC 9457): what is wrong, and what to do about it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

import msgspec
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from ..errors import ConfigError, NotFoundError, PourparlersError, SourceError, StoreError

_log = logging.getLogger(__name__)
MEDIA_TYPE: Final = "application/problem+json"
_STATUS: Final[Mapping[type[PourparlersError], int]] = {
    NotFoundError: 404,
    ConfigError: 400,
    SourceError: 400,
    StoreError: 503,
}


class Problem(Exception):
    """A refusal with its HTTP status; `kind` is its place in the list of problems (docs/reference.md)."""

    def __init__(self, status: int, kind: str, detail: str, *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.kind, self.detail, self.headers = status, kind, detail, dict(headers or {})


def answer_problem(problem: Problem, *, instance: str) -> Response:
    """The response that tells a problem; `instance` is the path that was asked for."""
    body = {
        "type": f"urn:pourparlers:problem:{problem.kind}",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
        "instance": instance,
    }
    headers = {"Cache-Control": "no-store", **problem.headers}
    return Response(msgspec.json.encode(body), status_code=problem.status, media_type=MEDIA_TYPE, headers=headers)


def find_problem(error: Exception) -> Problem:
    """The problem that an error of the library is."""
    for kind, status in _STATUS.items():
        if isinstance(error, kind):
            name = kind.__name__.removesuffix("Error").lower()
            return Problem(status, {"notfound": "not-found", "config": "bad-request"}.get(name, name), str(error))
    if isinstance(error, PourparlersError):
        return Problem(500, "data", str(error))
    return Problem(500, "fault", "a fault of the program; its log says more")


def register_problems(app: FastAPI) -> None:
    """Have `app` answer every error so."""

    async def of_library(request: Request, error: Exception) -> Response:
        return answer_problem(find_problem(error), instance=request.url.path)

    async def of_ours(request: Request, error: Exception) -> Response:
        assert isinstance(error, Problem)
        return answer_problem(error, instance=request.url.path)

    async def of_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        kind = HTTPStatus(error.status_code).phrase.lower().replace(" ", "-")
        detail = f"{request.url.path}: {error.detail}; /api/v1/openapi.json lists the routes"
        return answer_problem(
            Problem(error.status_code, kind, detail, headers=error.headers), instance=request.url.path
        )

    async def of_parameters(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        detail = "; ".join(_say_invalid(one) for one in error.errors())
        return answer_problem(Problem(400, "bad-request", detail), instance=request.url.path)

    async def of_fault(request: Request, error: Exception) -> Response:
        _log.error("%s %s failed: %r", request.method, request.url.path, error, exc_info=error)
        return answer_problem(find_problem(error), instance=request.url.path)

    app.add_exception_handler(PourparlersError, of_library)
    app.add_exception_handler(Problem, of_ours)
    app.add_exception_handler(HTTPException, of_http)
    app.add_exception_handler(RequestValidationError, of_parameters)
    app.add_exception_handler(Exception, of_fault)


def _say_invalid(error: Mapping[str, Any]) -> str:
    """What is wrong with one parameter; what was given is not repeated."""
    where = ".".join(str(part) for part in error.get("loc", ())[1:])
    return f"{where}: {error.get('msg', 'not valid')}" if where else str(error.get("msg", "not valid"))
