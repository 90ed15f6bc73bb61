"""Routes that change the record: files to read, judgements. With --edit only."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Annotated, Any, Final, TypeAlias

import msgspec
from fastapi import APIRouter, Depends, Header, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from ..api import Pourparlers
from ..types import Judgement, Struct
from ..views.looking.wire_pages import Decided, Journal, Started
from .asked import Lang, Served, SetUp
from .jobs import Job, Jobs
from .problems import Problem
from .replies import PROBLEM, describe, reply

MOST_BYTES: Final = 100_000_000
"""Bytes of one upload at most."""
MOST_FILES: Final = 1000
_PAUSE: Final = 0.15
_ALIVE: Final = 15.0
"""Seconds between two looks for events, and after how many of silence a line says that the connection lives."""


class Split(Struct, frozen=True, tag_field="act", tag="split", forbid_unknown_fields=True):
    """`accounts` (ids, numbers, dispatches) are not of `contact`."""

    contact: str
    accounts: tuple[str, ...]
    why: str = ""


class Join(Struct, frozen=True, tag_field="act", tag="join", forbid_unknown_fields=True):
    """`contact` and `other` are one contact."""

    contact: str
    other: str
    why: str = ""


class Correct(Struct, frozen=True, tag_field="act", tag="correct", forbid_unknown_fields=True):
    """`field` of `fact` is `value`; "-" takes the value away. Of an actor `same` may be said `within` dispatches."""

    fact: str
    field: str
    value: str
    within: tuple[str, ...] = ()
    why: str = ""


class Withdraw(Struct, frozen=True, tag_field="act", tag="withdraw", forbid_unknown_fields=True):
    """`judgement` (an id) is taken back."""

    judgement: str


Act: TypeAlias = Split | Join | Correct | Withdraw
ACTS: Final = (Split, Join, Correct, Withdraw)
_ACT = msgspec.json.Decoder(Act)


def may_edit(options: SetUp) -> None:
    """Raise Problem where the server was started to be read only."""
    if not options.edit:
        raise Problem(403, "read-only", "this server only shows the record; start it with `pourparlers serve --edit`")


router = APIRouter(tags=["edit"])
_EDITING = [Depends(may_edit)]
_REFUSED: dict[int | str, dict[str, Any]] = {403: PROBLEM, 400: PROBLEM}
_UPLOAD = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
                        "published": {"type": "string", "description": "Day of publication: YYYY-MM-DD or YYYY-MM."},
                        "outlet": {"type": "string", "description": "Who publishes."},
                    },
                }
            }
        },
    }
}
_JUDGE = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {"oneOf": [{"$ref": f"#/components/schemas/{act.__name__}"} for act in ACTS]}
            }
        },
    }
}


@router.post(
    "/read",
    status_code=202,
    dependencies=_EDITING,
    responses={**_REFUSED, 202: describe(Started)[200]},
    openapi_extra=_UPLOAD,
    summary="Read dispatches into the record",
)
async def read(request: Request) -> Response:
    """Take files (multipart), and read them in the background; /jobs/{id}/events tells how it goes."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal():
        raise Problem(411, "bad-request", "say how long the files are (Content-Length)")
    if int(length) > MOST_BYTES:
        raise Problem(413, "too-large", f"more than {MOST_BYTES:,} bytes at once; `pourparlers read` takes any number")
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise Problem(415, "bad-request", "send the files as multipart/form-data, in the field `files`")
    try:
        async with request.form(max_files=MOST_FILES, max_fields=10) as form:
            job = await run_in_threadpool(_keep_files, form)
    except HTTPException as error:
        raise Problem(400, "bad-request", f"the files cannot be taken: {error.detail}") from error
    jobs: Jobs = request.app.state.jobs
    try:
        jobs.put(job)
    except Problem:
        shutil.rmtree(job.folder, ignore_errors=True)
        raise
    answer = Started(job=job.id, events=f"/api/v1/jobs/{job.id}/events", files=len(job.files))
    return Response(msgspec.json.encode(answer), status_code=202, media_type="application/json")


def _keep_files(form: FormData) -> Job:
    """A job for the files of a form, which are put into a folder of their own. Raises Problem."""
    uploads = [part for part in form.getlist("files") if isinstance(part, UploadFile)]
    if not uploads:
        raise Problem(400, "bad-request", "files: no file was sent")
    told = {name: str(form.get(name) or "") or None for name in ("published", "outlet")}
    folder = Path(tempfile.mkdtemp(prefix="pourparlers-"))
    files = []
    for n, upload in enumerate(uploads):
        name = find_name(upload.filename or "")
        path = folder / f"{n:04}{PurePosixPath(name).suffix.lower()[:12]}"
        with path.open("wb") as out:
            shutil.copyfileobj(upload.file, out)
        files.append((name, path))
    return Job(folder, files, published=told["published"], outlet=told["outlet"])


def find_name(filename: str) -> str:
    """The name of a file as a person knows it, without the folders that a browser may send with it."""
    name = PureWindowsPath(PurePosixPath(filename).name).name
    kept = "".join(c for c in name if c.isprintable()).strip()
    return kept[-200:] if kept.strip(".") else "unnamed.txt"  # the end of a name tells what kind of file it is


@router.get(
    "/jobs/{id}/events",
    dependencies=_EDITING,
    responses={200: {"description": "Server-sent events.", "content": {"text/event-stream": {}}}, **_REFUSED},
    summary="How a reading goes",
)
async def events(
    request: Request, id: str, *, last_event_id: Annotated[str | None, Header(description="Go on after it.")] = None
) -> Response:
    """One event a file ({done, total, name, outcome, reason}), then `end` with counts, or `fault` with a reason."""
    job = request.app.state.jobs.find(id)
    start = int(last_event_id) + 1 if last_event_id and last_event_id.isdecimal() else 0

    async def tell() -> AsyncIterator[bytes]:
        at, silent = start, 0.0
        while True:
            while at < len(job.events):
                kind, data = job.events[at]
                name = b"" if kind == "message" else b"event: " + kind.encode() + b"\n"
                yield b"id: %d\n%sdata: %s\n\n" % (at, name, data)
                at, silent = at + 1, 0.0
            if job.ended:
                return
            await asyncio.sleep(_PAUSE)
            silent += _PAUSE
            if silent >= _ALIVE:
                yield b": still reading\n\n"
                silent = 0.0

    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(tell(), media_type="text/event-stream", headers=headers)


@router.get("/judgements", responses=describe(Journal), summary="What people have judged")
def judgements(request: Request, record: Served, options: SetUp, *, lang: Lang = None) -> Response:
    """Merges, splits and corrections by people, withdrawn ones too, the last first."""
    words = lang or options.lang
    return reply(request, f"{record.state(journal=True)}{words}", lambda: record.journal(lang=words))


@router.post(
    "/judgements",
    status_code=201,
    dependencies=_EDITING,
    responses={**_REFUSED, 201: describe(Decided)[200]},
    openapi_extra=_JUDGE,
    summary="Judge: split, join, correct, withdraw",
)
async def judge(request: Request, record: Served, options: SetUp, *, lang: Lang = None) -> Response:
    """Keep a person's judgement, and build the record with it."""
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise Problem(415, "bad-request", "send the judgement as application/json")
    body = await _read_body(request)
    try:
        act = _ACT.decode(body)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Problem(400, "bad-request", f"the judgement cannot be read: {error}") from error
    made = await run_in_threadpool(_judge, record, act, options.author)
    return _answer(record, made, lang or options.lang, status=201)


@router.delete(
    "/judgements/{id}",
    dependencies=_EDITING,
    responses={**_REFUSED, 200: describe(Decided)[200]},
    summary="Take a judgement back",
)
def withdraw(record: Served, options: SetUp, id: str, *, lang: Lang = None) -> Response:
    """The record is what it was without it."""
    return _answer(record, record.withdraw(id, withdrawn_at=_now()), lang or options.lang, status=200)


async def _read_body(request: Request) -> bytes:
    """The body of a request, of a size that a judgement may have."""
    found = b""
    async for part in request.stream():
        found += part
        if len(found) > 100_000:
            raise Problem(413, "too-large", "a judgement has no more than 100,000 bytes")
    return found


def _judge(record: Pourparlers, act: Act, author: str) -> Judgement:
    told = {"author": author, "decided_at": _now()}
    match act:
        case Split():
            return record.split(act.contact, act.accounts, why=act.why, **told)
        case Join():
            return record.join(act.contact, act.other, why=act.why, **told)
        case Correct():
            return record.correct(act.fact, act.field, act.value, within=act.within, why=act.why, **told)
        case Withdraw():
            return record.withdraw(act.judgement, withdrawn_at=_now())


def _answer(record: Pourparlers, made: Judgement, lang: str, *, status: int) -> Response:
    decided = record.say_judgement(made, lang=lang)
    return Response(msgspec.json.encode(decided), status_code=status, media_type="application/json")


def _now() -> str:
    """The time of deciding, which orders judgements; nothing is inferred from it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
