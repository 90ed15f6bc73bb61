"""Valid sources spoilt as files get spoilt, and as people spoil them; the same number, the same spoiling.

The corpus is these functions, `newsroom.VALID` and the numbers 0 to `EACH` - 1: over a thousand inputs that need no
file of their own.
"""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable

from newsroom import VALID

EACH = 64
"""Mutations of each valid source."""
CORPUS = [(name, seed) for name in VALID for seed in range(EACH)]

_TOKENS = (
    b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"<?xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"\0",
    b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r", b"\n\n", b"{", b"}", b"[[[[", b'"', b"\\u0000",
    b"\\ud800", b"-1", b"9" * 18, b"0x", b"%00", b"../", b"1e999", b"NaN", b"\x1f\x8b\x08", b"PK\x03\x04", b"%PDF-",
    b"endobj", b"obj", b"stream", b"/Length 5", b"Content-Length: 5", b"From x Fri Jan 21 23:30:00 2022\n",
    b"=?utf-8?q?=ff?=", b"=?x?b?!?=", b"--b", b"\xc3", b"\xe2\x80\xae", "\u2028".encode(), "\ufdd0".encode(),
    "«".encode(), b" date 2022-99 ", b"2022-02-30", b"<div>" * 50, b"</div>" * 50,
)  # fmt: skip


def mutate(data: bytes, seed: int, name: str = "") -> bytes:
    """`data` after one to eight spoilings that `seed` and `name` choose."""
    source = random.Random(f"{name}:{seed}")
    for _ in range(source.choice((1, 1, 2, 3, 8))):
        data = source.choice(_WAYS)(data, source)
    return data


def _span(data: bytes, source: random.Random) -> tuple[int, int]:
    start = source.randrange(len(data) + 1)
    return start, min(len(data), start + source.choice((1, 2, 8, 40, 400, 5000)))


def _flip(data: bytes, source: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(source.choice((1, 3, 30))):
        if spoilt:
            spoilt[source.randrange(len(spoilt))] ^= 1 << source.randrange(8)
    return bytes(spoilt)


def _noise(data: bytes, source: random.Random) -> bytes:
    start, end = _span(data, source)
    return data[:start] + source.randbytes(end - start) + data[end:]


def _cut(data: bytes, source: random.Random) -> bytes:
    return data[: source.randrange(len(data) + 1)]


def _drop(data: bytes, source: random.Random) -> bytes:
    start, end = _span(data, source)
    return data[:start] + data[end:]


def _double(data: bytes, source: random.Random) -> bytes:
    start, end = _span(data, source)
    return data[:end] + data[start:end] * source.choice((1, 2, 50)) + data[end:]


def _insert(data: bytes, source: random.Random) -> bytes:
    start, _ = _span(data, source)
    return data[:start] + source.choice(_TOKENS) * source.choice((1, 1, 20)) + data[start:]


def _swap(data: bytes, source: random.Random) -> bytes:
    (a, b), (c, d) = sorted((_span(data, source), _span(data, source)))
    return data if c < b else data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def _number(data: bytes, source: random.Random) -> bytes:
    """Every digit in a stretch turned into another: lengths, counts and places lie."""
    start, end = _span(data, source)
    return (
        data[:start] + bytes(source.choice(b"0123456789") if 48 <= c <= 57 else c for c in data[start:end]) + data[end:]
    )


def _recode(data: bytes, source: random.Random) -> bytes:
    to = source.choice(("utf-16", "utf-16-be", "utf-32", "utf-7", "cp1252"))
    return data.decode("utf-8", "replace").encode(to, "replace")


def _pack(data: bytes, source: random.Random) -> bytes:
    return gzip.compress(data, mtime=0)


def _endless(data: bytes, source: random.Random) -> bytes:
    start, _ = _span(data, source)
    return data[:start] + source.choice((b"a", b" ", b"<", b"\xc3\xa9", b"\n")) * 60_000 + data[start:]


_WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip, _flip, _noise, _cut, _drop, _double, _insert, _insert, _swap, _number, _recode, _pack, _endless,
)  # fmt: skip
