"""The application: the routes, the page's files, the guard around them, and the API's description."""

from __future__ import annotations

from collections.abc import MutableMapping
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
from fastapi import FastAPI, Response
from fastapi.openapi.utils import get_openapi
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from .. import __version__
from ..api import Pourparlers
from ..views.looking import wire, wire_pages
from . import edit_routes, look_routes, out_routes, page_routes
from .guard import Guard
from .jobs import Jobs
from .options import Options
from .problems import register_problems

API = "/api/v1"
_UNBUILT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>pourparlers</title></head>
<body><h1>pourparlers</h1>
<p>The page is not built in this installation. In a checkout, <code>npm ci &amp;&amp; npm run build</code> in the folder
<code>web/</code> builds it into <code>src/pourparlers/web/static/</code>; a wheel brings it.</p>
<p>The API is there: <a href="/api/v1/info">/api/v1/info</a>, described in
<a href="/api/v1/openapi.json">/api/v1/openapi.json</a>.</p></body></html>
"""


def make_app(record: Pourparlers, options: Options, *, static: Path | None = None) -> FastAPI:
    """The application that serves `record`. `static`: the folder of the page's files (by default the packaged)."""
    app = FastAPI(
        title="pourparlers", version=__version__, openapi_url=f"{API}/openapi.json", docs_url=None, redoc_url=None
    )
    app.state.record, app.state.options, app.state.jobs = record, options, Jobs(record)
    for routes in (look_routes, page_routes, out_routes, edit_routes):
        app.include_router(routes.router, prefix=API)
    app.openapi = partial(_describe, app)  # type: ignore[method-assign]  # FastAPI's own way to extend it
    register_problems(app)
    _mount_page(app, static or Path(str(files("pourparlers") / "web" / "static")))
    app.add_middleware(GZipMiddleware, minimum_size=2000, compresslevel=4)
    app.add_middleware(Guard, options=options)
    return app


class _Page(StaticFiles):
    """The page's files: those with a digest in their name never change, the page itself is asked for each time."""

    async def get_response(self, path: str, scope: MutableMapping[str, Any]) -> Response:
        response = await super().get_response(path, scope)
        lasting = path.startswith("assets/") and response.status_code == 200
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if lasting else "no-cache"
        return response


def _mount_page(app: FastAPI, folder: Path) -> None:
    """The page at /, or one that says how it is built."""
    if (folder / "index.html").is_file():
        app.mount("/", _Page(directory=folder, html=True), name="page")
        return

    @app.get("/", include_in_schema=False)
    def unbuilt() -> Response:
        return Response(_UNBUILT, media_type="text/html; charset=utf-8", headers={"Cache-Control": "no-store"})


def _describe(app: FastAPI) -> dict[str, Any]:
    """The API's description (OpenAPI), with the shapes of what it answers."""
    if app.openapi_schema is None:
        schema = get_openapi(title=app.title, version=app.version, routes=app.routes, description=_ABOUT)
        shapes = find_shapes()
        _, components = msgspec.json.schema_components(shapes, ref_template="#/components/schemas/{name}")
        schemas = schema.setdefault("components", {}).setdefault("schemas", {})
        schemas |= components | {"Problem": _PROBLEM}
        app.openapi_schema = schema
    return app.openapi_schema


def find_shapes() -> list[type[msgspec.Struct]]:
    """The shapes of what is answered and taken."""
    named = (*vars(wire).values(), *vars(wire_pages).values(), *edit_routes.ACTS)
    return [shape for shape in named if isinstance(shape, type) and issubclass(shape, msgspec.Struct)]


_ABOUT = "A sourced record of diplomacy: who met whom, who said what, who demands what, each fact with its words."
_PROBLEM = {
    "type": "object",
    "title": "Problem",
    "description": "What went wrong (RFC 9457), and what to do about it.",
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
    },
    "required": ["type", "title", "status", "detail"],
}
