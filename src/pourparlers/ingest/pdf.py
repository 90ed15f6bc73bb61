"""PDF to a Document: its text layer. A scanned page has none, and is not read.

A PDF says when the file was made, not when its text was published: the day stays open unless the text tells it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from ..errors import SourceError
from ..types import Document
from .document import make_document
from .parts import Asked, Part, check_text, take_whole

MOST_PAGES = 500
"""Pages of one PDF that are read; one that has more is a book, not a dispatch."""
_FAULTS = (
    PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, AssertionError,
    RecursionError, OSError, NotImplementedError, UnicodeError, LookupError,
)  # fmt: skip
"""What pypdf raises for a damaged file: its own errors, and those of the values that it did not foresee."""
_CLITICS = "ce|ci|elle|elles|en|être|il|ils|je|là|la|le|les|leur|lui|même|mêmes|moi|nous|on|toi|tu|vous|y"
_HYPHEN = re.compile(rf"(\w)-\n(?!(?:{_CLITICS})\b)(?=[a-zà-ÿ])")
_KEPT_HYPHEN = re.compile(r"(\w-)\n(?=\w)")
_TAIL = 2048
"""Bytes in which a whole PDF says that it ends; some have a little after it."""
_FULL = 0.7
"""A line shorter than this share of the page's longer lines ends its paragraph."""


def read_pdf(path: Path, asked: Asked) -> Iterator[Part]:
    """The PDF at `path`, as one part."""
    data = take_whole(path, asked)
    yield Part(uri=asked.uri, read=partial(_read, data, asked))


def _read(data: bytes, asked: Asked) -> Document:
    if b"%%EOF" not in data[-_TAIL:]:
        raise SourceError("this PDF breaks off: its end is missing", uri=asked.uri)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise SourceError("this PDF is locked with a password", uri=asked.uri)
        if len(reader.pages) > MOST_PAGES:
            raise SourceError(f"this PDF has more than {MOST_PAGES} pages: it is no dispatch", uri=asked.uri)
        pages = []
        for page in reader.pages:
            pages.append(page.extract_text())
            if sum(map(len, pages)) > asked.max_bytes:
                break  # too large, as check_text will say
        title = reader.metadata.title if reader.metadata else None
    except DependencyError as error:
        raise SourceError("this PDF is encrypted: save it without protection first", uri=asked.uri) from error
    except _FAULTS as error:
        raise SourceError(f"this PDF is damaged ({type(error).__name__})", uri=asked.uri) from error
    text = "\n\n".join(words for page in pages if (words := join_lines(page)))
    return make_document(
        check_text(text, asked, uri=asked.uri, what="this PDF (is it a scan?)"),
        uri=asked.uri,
        stated=asked.stated,
        title=" ".join(str(title).split()) or None if title else None,
    )


def join_lines(page: str) -> str:
    """The paragraphs of a page whose lines were broken by its width; words cut by a hyphen are made whole.

    A line that ends a sentence and is short ends its paragraph; an empty line does too.
    """
    clean = page.replace("\r\n", "\n").replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    clean = _KEPT_HYPHEN.sub(r"\1", _HYPHEN.sub(r"\1", clean.replace("\u00ad\n", "").replace("\u00ad", "")))
    lines = [" ".join(line.split()) for line in clean.split("\n")]
    lengths = sorted(map(len, filter(None, lines)))
    full = _FULL * lengths[int(0.8 * len(lengths))] if lengths else 0
    paragraphs, running = [], ""
    for line in lines:
        running = f"{running} {line}".strip()
        ends = not line or (len(line) < full and line.endswith((".", "!", "?", "»", "”", '"', ":", ")")))
        if ends and running:
            paragraphs.append(running)
            running = ""
    return "\n\n".join([*paragraphs, running] if running else paragraphs)
