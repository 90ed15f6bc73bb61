"""Routes that hand out files: exports and briefings of what the filters leave."""

from __future__ import annotations

from typing import Annotated, Final, get_args

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from ..exports.write import TABLES, ExportFormat
from ..taking import BriefFormat
from .asked import Asked, Lang, Served, SetUp
from .replies import PROBLEM, find_cached, make_headers, reply
from .streams import stream

router = APIRouter(tags=["hand out"])
_MEDIA: Final[dict[str, tuple[str, str]]] = {
    "jsonl": ("application/x-ndjson", "jsonl"),
    "plover": ("application/json", "json"),
    "polecat": ("text/tab-separated-values; charset=utf-8", "tsv"),
    "cameo": ("text/tab-separated-values; charset=utf-8", "tsv"),
    "gexf": ("application/gexf+xml", "gexf"),
    "graphml": ("application/graphml+xml", "graphml"),
    "csv": ("application/zip", "zip"),
    "parquet": ("application/zip", "zip"),
    "timeline": ("application/json", "json"),
    "md": ("text/markdown; charset=utf-8", "md"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    "odt": ("application/vnd.oasis.opendocument.text", "odt"),
    "html": ("text/html; charset=utf-8", "html"),
}
"""Media type and ending of each form."""
_FILE = {"description": "The file.", "content": {"application/octet-stream": {}}}


@router.get("/export", responses={200: _FILE, 400: PROBLEM}, summary="What the filters leave, for other programs")
def export(
    request: Request,
    record: Served,
    options: SetUp,
    filters: Asked,
    *,
    form: Annotated[ExportFormat, Query(alias="format", description=", ".join(get_args(ExportFormat)))] = "jsonl",
    everything: Annotated[bool, Query(alias="all", description="Events that were not done, too.")] = False,
    without_text: Annotated[bool, Query(description="Without the dispatches' texts.")] = False,
    lang: Lang = None,
) -> Response:
    """The record, or the part of it that the filters leave with what it stands on, as it is written."""
    words = lang or options.lang
    state = f"{record.state()}{words}"
    if cached := find_cached(request, state):
        return cached
    pieces = stream(
        lambda out: record.export_part(form, out, filters, everything=everything, without_text=without_text, lang=words)
    )
    name = f"pourparlers-{form}.{_MEDIA[form][1]}" if form in TABLES else f"pourparlers.{_MEDIA[form][1]}"
    headers = make_headers(request, state) | {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(pieces, media_type=_MEDIA[form][0], headers=headers)


@router.get("/brief", responses={200: _FILE, 400: PROBLEM}, summary="A sourced briefing on what the filters leave")
def brief(
    request: Request,
    record: Served,
    options: SetUp,
    filters: Asked,
    *,
    about: Annotated[str | None, Query(description="A matter, or words.", max_length=300)] = None,
    form: Annotated[BriefFormat, Query(alias="format", description="md, docx, odt, html.")] = "md",
    lang: Lang = None,
) -> Response:
    """A chronology, the positions by party, what is announced: each line with notes that give the exact words."""
    words = lang or options.lang
    headers = {"Content-Disposition": f'attachment; filename="briefing.{_MEDIA[form][1]}"'}
    return reply(
        request,
        f"{record.state()}{words}",
        lambda: record.write_brief(form, filters, about=about or None, lang=words),
        media_type=_MEDIA[form][0],
        headers=headers,
    )
