"""DOCX and ODT to Documents: paragraphs and tables in their order, one paragraph a line group.

Both are ZIP archives of XML. The archive's table of contents is checked before anything is unpacked, and its XML for
declarations that make it grow. An office file says when it was made, not when its text was published: the day stays
open unless the text tells it.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from ..errors import SourceError
from ..types import Document
from .document import make_document
from .markup import check_xml
from .parts import Asked, Part, check_text, main_language, take_whole

MOST_MEMBERS = 5_000
_GROWTH = 5
"""How many times `max_file` an archive may hold unpacked."""
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


def read_docx(path: Path, asked: Asked) -> Iterator[Part]:
    """The Word document at `path`, as one part."""
    yield Part(uri=asked.uri, read=partial(_read, path, asked, _docx_words, "this Word document"))


def read_odt(path: Path, asked: Asked) -> Iterator[Part]:
    """The OpenDocument text at `path`, as one part."""
    yield Part(uri=asked.uri, read=partial(_read, path, asked, _odt_words, "this OpenDocument text"))


def _read(
    path: Path, asked: Asked, words: Callable[[bytes], tuple[str, str | None, str | None]], what: str
) -> Document:
    data = take_whole(path, asked)
    check_archive(data, asked)
    try:
        text, title, language = words(data)
    except SourceError as error:
        raise SourceError(error.reason, uri=asked.uri) from error
    except Exception as error:  # what a library says of a damaged file is not told apart from what it did not foresee
        raise SourceError(f"{what} is damaged ({type(error).__name__})", uri=asked.uri) from error
    return make_document(
        check_text(text, asked, uri=asked.uri, what=what),
        uri=asked.uri,
        stated=asked.stated,
        title=" ".join(title.split()) or None if title else None,
        language=main_language(language),
    )


def check_archive(data: bytes, asked: Asked) -> None:
    """Raise SourceError for a ZIP archive that is torn, locked, grows too large, or holds hostile XML."""
    limit = _GROWTH * asked.max_file
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS:
                raise SourceError(f"this archive holds more than {MOST_MEMBERS} files", uri=asked.uri)
            if sum(member.file_size for member in members) > limit:
                raise SourceError(f"this archive grows beyond {limit:,} bytes when unpacked", uri=asked.uri)
            if any(member.flag_bits & 1 for member in members):
                raise SourceError("this archive is locked with a password", uri=asked.uri)
            for member in members:
                if member.filename.lower().endswith((".xml", ".rels")):
                    # zipfile gives no more than the size that the table of contents tells, which was checked
                    words = archive.read(member)
                    check_xml(words, uri=asked.uri, max_depth=asked.max_depth)
                    if member.filename == "META-INF/manifest.xml" and b"encryption-data" in words:
                        raise SourceError("this OpenDocument text is locked with a password", uri=asked.uri)
    except _FAULTS as error:
        raise SourceError(f"this archive is torn ({type(error).__name__})", uri=asked.uri) from error


def _docx_words(data: bytes) -> tuple[str, str | None, str | None]:
    from docx import Document as open_docx  # noqa: PLC0415 - each reader loads its own library
    from docx.table import Table  # noqa: PLC0415

    document = open_docx(io.BytesIO(data))
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                cells = dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells)
                lines.append(" | ".join(filter(None, cells)))
        else:
            lines.append(block.text.strip())
    properties = document.core_properties
    return "\n\n".join(filter(None, lines)), properties.title, properties.language


def _odt_words(data: bytes) -> tuple[str, str | None, str | None]:
    from odfdo import Document as open_odt  # noqa: PLC0415

    document = open_odt(io.BytesIO(data))
    body: Any = document.body
    lines = []
    for paragraph in body.xpath("//text:p | //text:h"):
        if not paragraph.xpath("ancestor::text:tracked-changes | ancestor::office:annotation"):
            lines.append(" ".join(str(paragraph.inner_text).split()))
    return "\n\n".join(filter(None, lines)), document.meta.title, document.meta.language
