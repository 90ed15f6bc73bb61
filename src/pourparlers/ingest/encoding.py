"""Bytes to text: which encoding a source is in, and whether it is text at all.

A byte-order mark decides; then UTF-8, which other encodings hardly ever imitate; then UTF-16 without a mark, by
its zero bytes; then charset-normalizer's choice among the encodings French text of this trade comes in. The text
is the decoded bytes without the byte-order mark: line ends stay as they are.
"""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from ..errors import SourceError
from ..types import Struct

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF: save its text as .txt first"),
    (b"PK\x03\x04", "a ZIP archive or an office document: save its text as .txt first"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive: decompress it first"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document: save its text as .txt first"),
    (b"{\\rtf", "a rich text (RTF) document: save it as plain text first"),
)
_FALLBACKS = ["cp1252", "latin_1", "mac_roman"]
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 0x1B}) + b"\x7f"
_SAMPLE = 65_536
_MOST_CONTROL = 0.01


class Decoded(Struct, frozen=True):
    """Decoded text, the encoding's name, and what a person should know about the decoding."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode_bytes(data: bytes, *, uri: str, declared: str | None = None) -> Decoded:
    """The text of `data`; `declared` is an encoding the source itself names (an HTML page's charset).

    Raises SourceError, naming `uri`, for bytes that are no text.
    """
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise SourceError(f"this is {what}", uri=uri)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _with_losses(data[len(mark) :], encoding)
    wide = _wide_encoding(data)
    if wide:
        return _with_losses(data, wide)
    if _is_binary(data):
        raise SourceError("this is a binary file, not text", uri=uri)
    try:
        return Decoded(text=data.decode("utf-8"), encoding="utf-8", warnings=_nul_warning(data))
    except UnicodeDecodeError:
        return _decode_single_byte(data, declared=declared)


def _decode_single_byte(data: bytes, *, declared: str | None) -> Decoded:
    """Text that is not UTF-8: UTF-8 with a few spoilt bytes, the declared encoding, or the likeliest other one."""
    repaired = data.decode("utf-8", errors="replace")
    lost = repaired.count("\ufffd")
    if sum(1 for c in repaired if ord(c) > 127) - lost >= 10 * lost:
        return Decoded(text=repaired, encoding="utf-8", warnings=(f"{lost} bytes are not UTF-8 and were lost",))
    if declared:
        try:
            return Decoded(text=data.decode(declared), encoding=declared, warnings=_nul_warning(data))
        except (LookupError, UnicodeDecodeError, ValueError):
            pass  # a page that names an encoding it is not in: go by the bytes
    best = from_bytes(data[:_SAMPLE], cp_isolation=_FALLBACKS).best()
    for encoding in (best.encoding if best else "cp1252", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return Decoded(text=text, encoding=encoding, warnings=(f"read as {encoding}", *_nul_warning(data)))
    return Decoded(text=data.decode("latin-1"), encoding="latin-1", warnings=("read as latin-1", *_nul_warning(data)))


def _with_losses(data: bytes, encoding: str) -> Decoded:
    """`data` in a known encoding; what does not decode becomes U+FFFD, with a warning."""
    try:
        return Decoded(text=data.decode(encoding), encoding=encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
        return Decoded(text=text, encoding=encoding, warnings=(f"some bytes are not {encoding} and were lost",))


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a byte-order mark: zero bytes in nearly every second place and hardly any in the others."""
    sample = data[:_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if half < 2:
        return None
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _is_binary(data: bytes) -> bool:
    """Whether more of the beginning is control characters than any text has."""
    sample = data[:_SAMPLE]
    return len(sample) - len(sample.translate(None, _CONTROL)) > _MOST_CONTROL * len(sample)


def _nul_warning(data: bytes) -> tuple[str, ...]:
    return (f"{data.count(0)} NUL characters in the text",) if b"\0" in data else ()
