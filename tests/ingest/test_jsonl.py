"""JSON Lines."""

from __future__ import annotations

import io
import json

from pourparlers.ingest import Facts, FieldMap, IngestOptions, Problem, parse_field_map
from pourparlers.ingest.jsonl import read_jsonl
from pourparlers.types import Document


def read(data: bytes, *, options: IngestOptions | None = None) -> list[Document | Problem]:
    return list(read_jsonl(io.BytesIO(data), uri="f.jsonl", stated=Facts(), options=options or IngestOptions()))


def lines(*rows: object) -> bytes:
    return "\n".join(json.dumps(r, ensure_ascii=False) for r in rows).encode()


def test_a_document_a_line_with_its_fields() -> None:
    row = {"text": "Un texte.", "title": "T", "outlet": "O", "published": "2022-01-21T10:00:00Z", "language": "fr"}
    (document, second) = read(lines(row, {"text": "Deux.", "uri": "https://example.org/2"}))
    assert isinstance(document, Document)
    assert isinstance(second, Document)
    assert (document.uri, document.title, document.outlet, document.language) == ("f.jsonl#L1", "T", "O", "fr")
    assert (document.published.value, document.published.basis) == ("2022-01-21", "metadata")
    assert second.uri == "https://example.org/2"


def test_a_broken_line_is_named_and_the_rest_is_read() -> None:
    data = b'\xef\xbb\xbf{"text": "Un."}\n{"text": \n\n[1]\n{"body": "x"}\n'
    data += b'{"text": 3}\n{"text": " "}\n{"text": "Deux."}\r\n'
    found = read(data)
    assert [d.uri for d in found if isinstance(d, Document)] == ["f.jsonl#L1", "f.jsonl#L8"]
    problems = [p for p in found if isinstance(p, Problem)]
    assert [p.uri for p in problems] == [f"f.jsonl#L{n}" for n in (2, 4, 5, 6, 7)]
    for problem, words in zip(
        problems, ["not JSON", "not an object", "no field 'text'", "not a text", "empty"], strict=True
    ):
        assert words in problem.reason


def test_fields_are_mapped_also_into_nested_objects() -> None:
    options = IngestOptions(fields=FieldMap(text="body", outlet="source.name", published="dates.print"))
    (document,) = read(lines({"body": "Un.", "source": {"name": "O"}, "dates": {"print": "2022-01"}}), options=options)
    assert isinstance(document, Document)
    assert (document.outlet, document.published.value) == ("O", "2022-01")
    assert parse_field_map(["text=body", "outlet=source.name"]) == FieldMap(text="body", outlet="source.name")


def test_a_date_that_is_none_is_a_warning() -> None:
    (document,) = read(lines({"text": "Un.", "published": "21 janvier"}))
    assert isinstance(document, Document)
    assert document.published.value is None
    assert document.warnings == ("the field 'published' is not an ISO 8601 date: '21 janvier'",)


def test_a_line_in_another_encoding_is_read() -> None:
    (document,) = read('{"text": "Été à Genève."}'.encode("cp1252"))
    assert isinstance(document, Document)
    assert document.text == "Été à Genève."


def test_a_line_too_large_is_skipped_and_the_next_is_read() -> None:
    found = read(lines({"text": "x" * 500}, {"text": "Deux."}), options=IngestOptions(max_bytes=100))
    assert [type(f).__name__ for f in found] == ["Problem", "Document"]
    assert [f.uri for f in found] == ["f.jsonl#L1", "f.jsonl#L2"]


def test_hostile_lines() -> None:
    found = read(b"[" * 100_000 + b"\n" + b'{"text": "\\ud800"}\n' + b"\0\n" + b'{"text": "Un\\u0000."}')
    assert [type(f).__name__ for f in found] == ["Problem", "Problem", "Problem", "Document"]


def test_an_empty_file_is_a_problem() -> None:
    assert [f.uri for f in read(b"\n\n")] == ["f.jsonl"]
    assert isinstance(read("{}".encode("utf-16"))[0], Problem)
