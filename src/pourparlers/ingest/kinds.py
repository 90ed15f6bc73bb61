"""Which form a source is in: by what it begins with where that is unmistakable, else by the end of its name."""

from __future__ import annotations

import re
import zlib
from pathlib import PurePath
from typing import Literal, TypeAlias, get_args

import msgspec

from .ninjs import MARKS

Kind: TypeAlias = Literal[
    "plain", "html", "jsonl", "feed", "newsml", "ninjs", "warc", "pdf", "docx", "odt", "mbox", "message", "parquet"
]
KINDS: tuple[Kind, ...] = get_args(Kind)
HEAD = 4096
"""How many bytes of a source's beginning decide."""

_ENDINGS: dict[str, Kind | None] = {
    ".txt": "plain", ".html": "html", ".htm": "html", ".xhtml": "html", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".rss": "feed", ".atom": "feed", ".rdf": "feed", ".newsml": "newsml", ".xml": None, ".json": None,
    ".warc": "warc", ".warc.gz": "warc", ".pdf": "pdf", ".docx": "docx", ".odt": "odt",
    ".mbox": "mbox", ".eml": "message", ".parquet": "parquet",
}  # fmt: skip
"""Endings that are read; None where only the content tells whether it is news."""
LISTED = ", ".join(sorted(_ENDINGS))
"""The endings that are read, for messages."""
_ROOTS: dict[str, Kind] = {
    "rss": "feed", "feed": "feed", "rdf": "feed", "channel": "feed",
    "newsitem": "newsml", "newsmessage": "newsml", "html": "html",
}  # fmt: skip
_PROLOGUE = re.compile(r"(?:\s|<\?[^>]*\?>|<!--.*?-->|<!doctype[^>\[]*(?:\[.*?\]\s*)?>)*", re.S | re.I)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([a-zA-Z][\w.-]*)[\s/>]")
_MBOX = re.compile(rb"From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d [\d:]{5,8} .{0,9}\d{4}")
_HEADERS = re.compile(rb"(?:[!-9;-~]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){2,}")
_MAIL_MARK = re.compile(rb"^(?:message-id|mime-version|received|return-path):", re.I | re.M)
_WIDE = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def has_reader(name: str) -> bool:
    """Whether files of this name are read."""
    return _ending(name) in _ENDINGS


def find_kind(head: bytes, name: str) -> Kind | None:
    """The form of a source that begins with `head` (at most `HEAD` bytes) and is called `name` ("" for none).

    None where its ending alone does not tell, and its content is no news in a form that is read.
    """
    ending = _ending(name)
    if ending in {".jsonl", ".ndjson"} and head.lstrip()[:1] in {b"{", b""}:
        return "jsonl"
    told = _find_packed(head, ending) or _find_text(head, ending)
    return told or (_ENDINGS.get(ending) if name else "plain")


def _ending(name: str) -> str:
    path = PurePath(name.lower())
    return "".join(path.suffixes[-2:]) if path.suffix == ".gz" else path.suffix


def _find_packed(head: bytes, ending: str) -> Kind | None:
    """The form of what begins with the signature of a form that is no text."""
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"WARC/"):
        return "warc"
    if head.startswith(b"\x1f\x8b"):
        return "warc" if ending == ".warc.gz" or _unpack(head).startswith(b"WARC/") else None
    if head.startswith(b"PK\x03\x04"):
        if b"mimetypeapplication/vnd.oasis.opendocument.text" in head[30:120]:
            return "odt"
        return "docx" if b"[Content_Types].xml" in head or b"word/" in head else None
    return None


def _unpack(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(47).decompress(head, 16)
    except zlib.error:
        return b""


def _find_text(head: bytes, ending: str) -> Kind | None:
    """The form of text that opens as only one form does."""
    words = _decode(head)
    opening = words.lstrip()[:1]
    if opening == "<":
        return _find_markup(words)
    if opening in {"{", "["}:
        if any(f'"{mark}"' in words for mark in MARKS):
            return "ninjs"
        return "jsonl" if ending in {".json", ""} and _opens_with_object(words) else None
    if _MBOX.match(head):
        return "mbox"
    found = _HEADERS.match(head)
    return "message" if found and _MAIL_MARK.search(found[0]) else None


def _find_markup(words: str) -> Kind | None:
    start = words.lstrip()
    if start[:14].lower() == "<!doctype html":
        return "html"
    prologue = _PROLOGUE.match(words)
    root = _ROOT.match(words, prologue.end() if prologue else 0)
    return _ROOTS.get(root[1].lower()) if root else None


def _opens_with_object(words: str) -> bool:
    """Whether the first line is a whole JSON object, or one longer than what is looked at."""
    line, end, _ = words.lstrip().partition("\n")
    try:
        return isinstance(msgspec.json.decode(line), dict)
    except (msgspec.DecodeError, RecursionError):
        return not end and line.startswith('{"') and len(words) >= HEAD // 2


def _decode(head: bytes) -> str:
    for mark, encoding in _WIDE:
        if head.startswith(mark):
            return head[2:].decode(encoding, "replace")
    return head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
