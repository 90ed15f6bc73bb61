from __future__ import annotations

import io
import json
from pathlib import Path

import msgspec
import pytest

from fakes import VERSIONS, build, make_reading
from pourparlers.exports.jsonl import encode_lines, read_jsonl, wire_schema, write_jsonl
from pourparlers.ids import make_id
from pourparlers.types import Document, Record

TEXT = "Blinken et Lavrov se rencontreront le 2022-01-21. Lavrov: « parlons 🕊 enfin », a-t-il dit."
SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "record.schema.json"


@pytest.fixture(scope="module")
def record() -> Record:
    return build([make_reading(Document(id=make_id("doc", TEXT), uri="a.txt", text=TEXT))], (), VERSIONS)


def test_the_header_comes_first_then_each_kind_in_its_place(record: Record) -> None:
    lines = [json.loads(line) for line in encode_lines(record)]
    assert lines[0] == {"type": "record", "schema": "1.0", "program": "1", "pack": "fr-1", "knowledge": "k1"}
    kinds = [line["type"] for line in lines]
    order = ["record", "document", "actor", "mention", "time", "statement", "contact"]
    assert kinds == sorted(kinds, key=order.index)
    assert set(kinds) == set(order) - {"time"}
    assert all("id" in line for line in lines[1:])


def test_every_span_is_the_words_of_its_text(record: Record) -> None:
    texts, spans = {}, []

    def walk(value: object) -> None:
        if isinstance(value, dict):
            if {"doc", "start", "end", "text"} <= value.keys():
                spans.append(value)
            for part in value.values():
                walk(part)
        elif isinstance(value, list):
            for part in value:
                walk(part)

    for line in encode_lines(record):
        item = json.loads(line)
        if item["type"] == "document":
            texts[item["id"]] = item["text"]
        walk(item)
    assert spans
    assert all(texts[s["doc"]][s["start"] : s["end"]] == s["text"] for s in spans)


def test_an_export_reads_back_as_the_same_record(record: Record) -> None:
    out = io.BytesIO()
    lines = write_jsonl(record, out)
    assert lines == out.getvalue().count(b"\n")
    assert read_jsonl(out.getvalue().splitlines()) == record


def test_without_text_leaves_out_the_texts_and_keeps_the_words_of_evidence(record: Record) -> None:
    bare = b"".join(encode_lines(record, without_text=True))
    assert TEXT.encode() not in bare
    kept = read_jsonl(bare.splitlines())
    assert [document.text for document in kept.documents] == [None]
    assert kept.contacts == record.contacts


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([b"{"], "line 1"),
        ([], "no header"),
        ([b'{"type":"bird"}'], "line 1"),
        ([b'{"type":"actor","id":"a"}'], "line 1"),
    ],
)
def test_what_is_no_export_is_said_so(lines: list[bytes], reason: str) -> None:
    with pytest.raises(msgspec.DecodeError, match=reason):
        read_jsonl(lines)


def test_the_published_schema_is_that_of_the_program() -> None:
    assert msgspec.json.decode(SCHEMA.read_bytes()) == msgspec.json.decode(msgspec.json.encode(wire_schema()))


def test_an_export_meets_the_published_schema(record: Record) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    for line in encode_lines(record):
        validator.validate(json.loads(line))
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({"type": "contact", "id": "c", "kind": "tea", "participants": []})
