"""The readers by the form they read; each is imported when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from importlib import import_module
from pathlib import Path

from ..errors import SourceError
from .kinds import Kind
from .parts import Asked, Part, Reader

_READERS: dict[Kind, tuple[str, str]] = {
    "feed": ("feed", "read_feed"),
    "newsml": ("newsml", "read_newsml"),
    "ninjs": ("ninjs", "read_ninjs"),
    "warc": ("warc", "read_warc"),
    "pdf": ("pdf", "read_pdf"),
    "docx": ("office", "read_docx"),
    "odt": ("office", "read_odt"),
    "mbox": ("mail", "read_mailbox"),
    "message": ("mail", "read_message"),
    "parquet": ("parquet", "read_parquet"),
}
APART = frozenset({"html", *_READERS})
"""Forms whose parsers may hang or take too much memory: they are read in a process that can be killed."""


def find_reader(kind: Kind) -> Reader:
    """The reader of a form of `APART`."""
    if kind == "html":
        return _read_page
    module, name = _READERS[kind]
    reader: Reader = getattr(import_module(f".{module}", __package__), name)
    return reader


def _read_page(path: Path, asked: Asked) -> Iterator[Part]:
    from .html import read_html  # noqa: PLC0415

    with path.open("rb") as file:
        data = file.read(asked.max_bytes + 1)
    if len(data) > asked.max_bytes:
        raise SourceError(f"larger than {asked.max_bytes:,} bytes: split it, one dispatch a file", uri=asked.uri)
    read = partial(read_html, data, uri=asked.uri, stated=asked.stated, max_depth=asked.max_depth)
    yield Part(uri=asked.uri, read=read)
