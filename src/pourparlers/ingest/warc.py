"""Web archives (WARC, plain or compressed record by record) to Documents: each archived page a dispatch.

Read are responses and resources that are HTML or plain text, and converted text (WET). The day of a capture is no
day of publication: that comes from the page. A record larger than a dispatch may be is passed over by size, and one
compressed within is unpacked no further than that.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecordType

from ..errors import SourceError
from ..types import Document
from .html import read_html
from .parts import Asked, Part
from .plain import read_plain

_TYPES = (WarcRecordType.response, WarcRecordType.resource, WarcRecordType.conversion)
_PAGES = ("text/html", "application/xhtml+xml")
_HEADERS = 64_000


def read_warc(path: Path, asked: Asked) -> Iterator[Part]:
    """The archived pages of the file at `path`, in its order; images, scripts and failed requests are passed over.

    Raises SourceError where the archive breaks off or holds no record, after what came before has been given.
    """
    met = given = 0
    with path.open("rb") as file:
        try:
            for record in ArchiveIterator(file, parse_http=False, max_header_len=_HEADERS):
                if not record.headers.get("Content-Length"):
                    raise SourceError("this web archive breaks off in a record's header", uri=asked.uri)
                if record.record_type not in _TYPES:
                    continue
                met += 1
                if (part := _take(record, asked, met)) is not None:
                    given += 1
                    yield part
        except (OSError, EOFError, ValueError, RuntimeError) as error:
            raise SourceError(f"this web archive breaks off ({error})", uri=asked.uri) from error
    if not given:
        raise SourceError("this web archive holds no archived page that is text", uri=asked.uri)


def _take(record: Any, asked: Asked, number: int) -> Part | None:
    """The page of a record, its bytes taken now: the archive moves on under it. None for what is no page."""
    where = f"{asked.uri}#{number}"
    uri = str(record.headers.get("WARC-Target-URI") or "").strip("<> ") or where
    try:
        declared = int(record.headers["Content-Length"])
        if declared > asked.max_bytes + _HEADERS:
            raise SourceError(f"this record is larger than {asked.max_bytes:,} bytes", uri=where)
        held = record.reader.read(asked.max_bytes + _HEADERS)
        if len(held) < declared:
            raise SourceError("the web archive breaks off in this record, which is left out", uri=where)
        record.set_bytes_content(held)
        kind, packing = _describe(record)
        if kind not in {*_PAGES, "text/plain"}:
            return None
        data = _unpack(record.reader.read(asked.max_bytes + 1), packing, asked, where)
    except SourceError as error:
        return Part(uri=where, read=partial(_refuse, error))
    except (OSError, EOFError, ValueError, RuntimeError, zlib.error) as error:
        return Part(uri=where, read=partial(_refuse, SourceError(f"this record is damaged ({error})", uri=where)))
    return Part(uri=where, read=partial(_read, data, kind, uri, asked))


def _describe(record: Any) -> tuple[str, str]:
    """The media type of a record's content and the compression it is in; "" for the type of what is no page."""
    if record.record_type == WarcRecordType.response:
        record.parse_http(auto_decode="transfer", max_header_len=_HEADERS)
        headers = record.http_headers
        if headers is None or getattr(headers, "status_code", None) not in {200, 203}:
            return "", ""
        kind, packing = headers.get("Content-Type") or "", headers.get("Content-Encoding") or ""
    else:
        kind, packing = record.headers.get("Content-Type") or "", ""
    return str(kind).partition(";")[0].strip().lower(), str(packing).strip().lower()


def _unpack(data: bytes, packing: str, asked: Asked, where: str) -> bytes:
    """`data` unpacked, no further than a dispatch may be large. Raises SourceError beyond that."""
    too_large = SourceError(f"this page is larger than {asked.max_bytes:,} bytes", uri=where)
    if len(data) > asked.max_bytes:
        raise too_large
    if packing in {"", "identity"}:
        return data
    if packing not in {"gzip", "x-gzip", "deflate"}:
        raise SourceError(f"this page is compressed by {packing[:20]!r}, which is not read", uri=where)
    unpacker = zlib.decompressobj(47 if packing != "deflate" else (15 if data[:1] == b"\x78" else -15))
    unpacked = unpacker.decompress(data, asked.max_bytes + 1)
    if len(unpacked) > asked.max_bytes:
        raise too_large
    return unpacked


def _refuse(error: SourceError) -> Document:
    raise error


def _read(data: bytes, kind: str, uri: str, asked: Asked) -> Document:
    if kind in _PAGES:
        return read_html(data, uri=uri, stated=asked.stated, max_depth=asked.max_depth)
    return read_plain(data, uri=uri, stated=asked.stated)
