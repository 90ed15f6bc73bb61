"""Bytes to text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparlers.errors import SourceError
from pourparlers.ingest.encoding import decode_bytes

TEXT = "L'émissaire a été reçu à l'Élysée, où le « dialogue » reprend — sans œillères.\r\nÀ Genève, rien."


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("cp1252"),
    ],
    ids=["utf-8", "utf-8-bom", "utf-16-le-bom", "utf-16-be-bom", "utf-32-bom", "utf-16-le", "utf-16-be", "cp1252"],
)
def test_the_text_comes_back_with_its_line_ends_and_without_mark(data: bytes) -> None:
    assert decode_bytes(data, uri="x").text == TEXT


def test_latin_1_is_read_and_said() -> None:
    text = "Le ministre a été reçu à Téhéran, où il a réitéré ses conditions préalables.\n" * 5
    decoded = decode_bytes(text.encode("latin-1"), uri="x")
    assert decoded.text == text
    assert decoded.warnings[0].startswith("read as ")


def test_a_few_spoilt_bytes_do_not_spoil_the_rest() -> None:
    data = (TEXT * 3).encode() + b" l'\xe9tat"
    decoded = decode_bytes(data, uri="x")
    assert decoded.encoding == "utf-8"
    assert decoded.text.startswith(TEXT)
    assert decoded.warnings == ("1 bytes are not UTF-8 and were lost",)


def test_a_declared_encoding_is_used_where_it_fits() -> None:
    assert decode_bytes("déjà".encode("mac_roman"), uri="x", declared="macintosh").text == "déjà"
    assert decode_bytes("déjà vu à Paris".encode("cp1252"), uri="x", declared="no-such-encoding").text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\n...", "a PDF"),
        (b"PK\x03\x04....", "an office document"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (bytes(range(256)) * 20, "binary"),
        (b"\0" * 500, "binary"),
    ],
    ids=["pdf", "zip", "png", "all-bytes", "nul"],
)
def test_what_is_no_text_is_refused_with_its_kind(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        decode_bytes(data, uri="x")


def test_a_stray_nul_stays_and_is_said() -> None:
    decoded = decode_bytes(b"Le ministre\0 est arriv" + b"e" * 300, uri="x")
    assert "\0" in decoded.text
    assert decoded.warnings == ("1 NUL characters in the text",)


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        decoded = decode_bytes(data, uri="x")
    except SourceError:
        return
    assert decoded.text.encode("utf-8") or not decoded.text


@given(st.text(max_size=200).filter(lambda t: t and not t.startswith("\ufeff")))
def test_utf_8_text_is_never_altered(text: str) -> None:
    try:
        decoded = decode_bytes(text.encode(), uri="x")
    except SourceError:
        return
    if decoded.encoding == "utf-8":
        assert decoded.text == text
