"""The hostile twin of each reader: what is made to hang, to grow or to mislead is a problem with a reason, soon."""

from __future__ import annotations

import gzip
import io
import json
import struct
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from newsroom import BODY, LEAD, VALID, archive, message, page, pdf, repack, warc_record
from pourparlers.ingest import Facts, IngestOptions, Problem, read_sources
from pourparlers.ingest.apart import ReaderApart
from pourparlers.ingest.parts import Asked
from pourparlers.ingest.source import Found, read_file
from pourparlers.types import Document

SECRET = "mot-de-passe-secret"
BOMB = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
) + "]>"  # fmt: skip
DEEP = "<div>" * 50_000
GROWN = 60_000_000
"""Bytes that a bomb grows to: more than a dispatch may have, and six of them more than an office file may."""


def spoil(name: str, *changes: tuple[str, str]) -> bytes:
    text = VALID[name].decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text.encode()


def xml_twins(name: str, root: str, where: str) -> dict[str, bytes | Callable[[], bytes]]:
    """The hostile twins of an XML form: `root` opens its root element, `where` is a text in it."""
    secret = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    return {
        "entity bomb": spoil(name, (root, BOMB + root), (where, "&j;")),
        "external entity": spoil(name, (root, secret + root), (where, "&a;")),
        "entities in UTF-16": spoil(name, (root, BOMB + root), (where, "&j;")).decode().encode("utf-16"),
        "nested": spoil(name, (where, DEEP + "x")),
        "nested and closed": spoil(name, (where, "<b>" * 5000 + "x" + "</b>" * 5000)),
        "torn in a tag": VALID[name][: len(VALID[name]) // 3],
        "binary": bytes(range(256)) * 40,
        "gzip": gzip.compress(VALID[name]),
    }  # fmt: skip


def locked_pdf() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(VALID["note.pdf"])))
    writer.encrypt(SECRET, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf_bomb() -> bytes:
    packed = zlib.compress(b" " * 120_000_000, 9)
    head = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode()
    data = VALID["note.pdf"]
    start = data.index(b"<< /Length")
    return data[:start] + head + packed + data[data.index(b"\nendstream") :]


def lying_zip() -> bytes:
    """A DOCX whose table of contents says that its text is small."""
    bomb = bytearray(repack(VALID["note.docx"], {"word/document.xml": b"<a>" + b" " * GROWN + b"</a>"}))
    size = struct.pack("<I", GROWN + 7)
    while (place := bomb.find(size)) >= 0:
        bomb[place : place + 4] = struct.pack("<I", 1000)
    return bytes(bomb)


def grown(name: str, member: str) -> bytes:
    """An office file that unpacks to more than it may."""
    return repack(VALID[name], {member: b"<a>" + bytes(GROWN)} | {f"{n}": bytes(GROWN) for n in range(5)})


def make(name: str, what: str) -> bytes:
    """One hostile file; the large ones are made when they are needed."""
    found = TWINS[name][what]
    return found() if callable(found) else found


def locked_zip(name: str) -> bytes:
    data = bytearray(VALID[name])
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    return bytes(data)


def nested_message() -> bytes:
    depth = 3000
    head = b"From: a@b.example\nSubject: x\nMIME-Version: 1.0\n"
    opened = b"".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n'.encode() for n in range(depth))
    return head + opened + b"Content-Type: text/plain\n\nfin\n"


TWINS: dict[str, dict[str, bytes | Callable[[], bytes]]] = {
    "feed.rss": xml_twins("feed.rss", "<rss", "Court.")
    | {
        "nested in its HTML": spoil("feed.rss", (BODY, DEEP)),
        "not a feed": b"<rss></rss>",
        "empty": b"",
        "larger than a file may be": lambda: VALID["feed.rss"] + b" " * 50_000_000,
    },
    "feed.atom": xml_twins("feed.atom", "<feed", "Sans date"),
    "agency.xml": xml_twins("agency.xml", "<newsMessage", "Agence X")
    | {"no item": b'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"/>'},
    "item.json": {
        "nested": b'{"body_text":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        "nested HTML": json.dumps({"body_html": DEEP, "versioncreated": "x"}).encode(),
        "torn": VALID["item.json"][:200],
        "of other types": json.dumps({"body_text": 3, "headline": ["x"], "versioncreated": {}, "provider": 1}).encode(),
        "numbers": b'{"versioncreated":' + b"9" * 4_000_000 + b"}",
        "larger than a file may be": lambda: b'{"body_text":"' + b"a" * 50_000_000 + b'"}',
        "empty": b"",
    },
    "web.warc": {
        "torn in a header": VALID["web.warc"][:100],
        "torn in a page": VALID["web.warc"][:900],
        "a length that is too large": VALID["web.warc"].replace(b"Content-Length: ", b"Content-Length: 99", 1),
        "a negative length": VALID["web.warc"].replace(b"Content-Length: ", b"Content-Length: -", 1),
        "an endless header": lambda: b"WARC/1.0\r\nWARC-Type: response\r\nX: " + b"a" * 20_000_000,
        "a compressed page that grows": lambda: warc_record(
            "https://a.example/", gzip.compress(bytes(GROWN)), more="Content-Encoding: gzip\r\n"
        ),
        "a page too large": warc_record("https://a.example/", b"<p>" * 2_000_000),
        "a nested page": warc_record("https://a.example/", DEEP.encode()),
        "an unknown packing": warc_record("https://a.example/", b"x", more="Content-Encoding: zstd\r\n"),
        "no page": warc_record("https://a.example/a.png", b"x", kind="image/png"),
        "empty": b"",
    },
    "web.warc.gz": {
        "torn": VALID["web.warc.gz"][:150],
        "spoilt in the middle": VALID["web.warc.gz"][:120] + b"\xff" * 60 + VALID["web.warc.gz"][180:400],
        "one that grows": lambda: gzip.compress(b"WARC/1.0\r\n" + bytes(GROWN)),
        "no archive": gzip.compress(b"hello"),
        "empty": b"",
    },
    "note.pdf": {
        "locked": locked_pdf(),
        "torn": VALID["note.pdf"][:200],
        "torn at its end": VALID["note.pdf"][:-30],
        "no tail": VALID["note.pdf"][: VALID["note.pdf"].index(b"xref")][:300],
        "one that grows": pdf_bomb,
        "pages in a circle": VALID["note.pdf"].replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"),
        "a scan": pdf(""),
        "nested": VALID["note.pdf"].replace(b"[0 0 595 842]", b"[" * 20_000),
        "too many pages": pdf(*["x"] * 501),
        "empty": b"",
    },
    "note.docx": {
        "torn": VALID["note.docx"][:2000],
        "one that grows": lambda: grown("note.docx", "word/document.xml"),
        "one that lies of its size": lying_zip,
        "locked": locked_zip("note.docx"),
        "entity bomb": repack(VALID["note.docx"], {"word/document.xml": f"{BOMB}<a>&j;</a>".encode()}),
        "nested": repack(VALID["note.docx"], {"word/document.xml": DEEP.encode()}),
        "no text in it": archive({"[Content_Types].xml": b"<Types/>"}),
        "many files": archive({"word/a": b""} | {f"{n}": b"" for n in range(5001)}),
        "empty": b"",
    },
    "note.odt": {
        "torn": VALID["note.odt"][:1500],
        "one that grows": lambda: grown("note.odt", "content.xml"),
        "entity bomb": repack(VALID["note.odt"], {"content.xml": f"{BOMB}<a>&j;</a>".encode()}),
        "nested": repack(VALID["note.odt"], {"content.xml": DEEP.encode()}),
        "locked": repack(VALID["note.odt"], {"META-INF/manifest.xml": b"<m><manifest:encryption-data/></m>"}),
        "no text in it": archive({"mimetype": b"application/vnd.oasis.opendocument.text"}),
        "empty": b"",
    },
    "letter.eml": {
        "nested": nested_message(),
        "no message": b"\n\n\nBonjour",
        "no text": message().split(b"--b")[0],
        "too large a text": b"From: a@b.example\nSubject: x\nMIME-Version: 1.0\n\n" + b"mot " * 2_000_000,
        "encrypted": b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/encrypted; boundary=b\n\n--b\n",
        "nested HTML": message().replace(BODY.encode(), DEEP.encode()),
        "empty": b"",
    },
    "letters.mbox": {
        "no message": b"From a@b.example Fri Jan 21 23:30:00 2022\n\n",
        "nested": b"From a@b.example Fri Jan 21 23:30:00 2022\n" + nested_message(),
        "binary": b"From a@b.example Fri Jan 21 23:30:00 2022\n" + bytes(range(256)) * 50,
        "empty": b"",
    },
    "rows.parquet": {
        "torn": VALID["rows.parquet"][:-200],
        "spoilt in the middle": VALID["rows.parquet"][:20] + b"\xff" * 60 + VALID["rows.parquet"][80:],
        "only a mark": b"PAR1",
        "spoilt footer": VALID["rows.parquet"][:-60] + b"\xff" * 52 + VALID["rows.parquet"][-8:],
        "a footer that is too long": VALID["rows.parquet"][:-8] + b"\xff\xff\xff\x7fPAR1",
        "empty": b"",
    },
    "page.html": {
        "nested": page(DEEP).encode(),
        "too large": page("<p>x" * 2_000_000).encode(),
        "empty": b"",
    },
}  # fmt: skip
CASES = [(name, what) for name, twins in TWINS.items() for what in twins]


@pytest.fixture(scope="module")
def apart():
    """One process for all: a reader that breaks it must not spoil the next file."""
    with ReaderApart(seconds=10) as process:
        yield process


@pytest.mark.parametrize(("name", "what"), CASES, ids=[f"{name}: {what}" for name, what in CASES])
def test_a_hostile_file_is_a_problem_with_a_reason(name: str, what: str, tmp_path: Path, apart: ReaderApart) -> None:
    def read(path: Path) -> list[Document | Problem]:
        return list(read_file(Found(path=path), facts=Facts(), options=IngestOptions(), apart=apart))

    (tmp_path / name).write_bytes(make(name, what))
    (tmp_path / "good.rss").write_bytes(VALID["old.rdf"])
    began = time.perf_counter()
    found = read(tmp_path / name)
    assert time.perf_counter() - began < 15
    problems = [f for f in found if isinstance(f, Problem)]
    assert problems
    assert all(p.reason and name in p.uri for p in problems)
    assert not any(word in p.reason for p in problems for word in ("Traceback", "object at 0x"))
    assert not any("root:" in (f.text or "") for f in found if isinstance(f, Document))
    (last,) = read(tmp_path / "good.rss")
    assert isinstance(last, Document)


REASONS: dict[tuple[str, str], str] = {
    ("feed.rss", "entity bomb"): "declares entities",
    ("feed.rss", "entities in UTF-16"): "declares entities",
    ("agency.xml", "external entity"): "declares entities",
    ("feed.rss", "nested"): "300 deep",
    ("note.pdf", "locked"): "locked with a password",
    ("note.docx", "locked"): "locked with a password",
    ("note.docx", "one that grows"): "grows beyond",
    ("note.odt", "locked"): "locked with a password",
    ("web.warc", "a compressed page that grows"): "larger than 5,000,000",
    ("web.warc", "an unknown packing"): "which is not read",
    ("letter.eml", "encrypted"): "encrypted",
    ("note.pdf", "a scan"): "scan",
    ("rows.parquet", "empty"): "Parquet",
}


@pytest.mark.parametrize(("name", "what"), REASONS, ids=str)
def test_the_reason_is_the_right_one(name: str, what: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(make(name, what))
    (problem, *_) = [f for f in read_sources([tmp_path / name]) if isinstance(f, Problem)]
    assert REASONS[name, what] in problem.reason


# What is spoilt in part gives what is whole in it


def whole(folder: Path, name: str, data: bytes) -> tuple[list[Document], list[Problem]]:
    (folder / name).write_bytes(data)
    found = list(read_sources([folder / name]))
    return [f for f in found if isinstance(f, Document)], [f for f in found if isinstance(f, Problem)]


def test_a_feed_that_breaks_off_gives_the_entries_before_it(tmp_path: Path) -> None:
    documents, problems = whole(tmp_path, "feed.rss", VALID["feed.rss"][: VALID["feed.rss"].index(b"a dit un dip")])
    assert [d.title for d in documents] == ["Reprise à Lomé"]
    assert "breaks off" in problems[0].reason


def test_a_letter_that_breaks_off_says_so(tmp_path: Path) -> None:
    documents, _ = whole(tmp_path, "letter.eml", VALID["letter.eml"][:-30])
    assert documents[0].warnings == ("the message breaks off",)
    documents, _ = whole(tmp_path, "letter.eml", VALID["letter.eml"])
    assert documents[0].warnings == ()


def test_an_archive_that_breaks_off_gives_the_pages_before_it(tmp_path: Path) -> None:
    data = warc_record("https://a.example/1", page().encode()) + b"WARC/1.0\r\nWARC-Ty"
    documents, problems = whole(tmp_path, "web.warc", data)
    assert [d.uri for d in documents] == ["https://a.example/1"]
    assert problems


def test_one_bad_record_does_not_hide_the_next(tmp_path: Path) -> None:
    data = warc_record("https://a.example/1", DEEP.encode()) + warc_record("https://a.example/2", page().encode())
    documents, problems = whole(tmp_path, "web.warc", data)
    assert [d.uri for d in documents] == ["https://a.example/2"]
    assert problems[0].uri.endswith("web.warc#1")


def test_a_wrong_charset_does_not_garble(tmp_path: Path) -> None:
    latin = VALID["feed.rss"].decode().encode("cp1252", "replace")
    documents, _ = whole(tmp_path, "feed.rss", latin)
    assert "médiateur" in (documents[0].text or "")
    letter = VALID["letter.eml"].replace(b"charset=iso-8859-1", b"charset=utf-8")
    documents, _ = whole(tmp_path, "letter.eml", letter)
    assert "médiateur" in (documents[0].text or "")
    unknown = VALID["letter.eml"].replace(b"charset=iso-8859-1", b"charset=klingon")
    documents, _ = whole(tmp_path, "letter.eml", unknown)
    assert "médiateur" in (documents[0].text or "")


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("feed.rss", lambda line: spoil("feed.rss", ("Court.", line))),
        ("agency.xml", lambda line: spoil("agency.xml", ("Agence X", line))),
        ("item.json", lambda line: json.dumps({"body_text": LEAD, "headline": line}).encode()),
        ("letter.eml", lambda line: VALID["letter.eml"].replace(b"Subject: ", b"Subject: " + line.encode())),
        ("letters.mbox", lambda line: VALID["letters.mbox"].replace(b"To: ", f"X: {line}\nTo: ".encode())),
        ("page.html", lambda line: page(f"<p title='{line}'>x</p>").encode()),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)  # fmt: skip
def test_an_endless_line_is_read_or_refused_in_time(name: str, make: Callable[[str], bytes], tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(make("mot" * 1_300_000))
    began = time.perf_counter()
    assert list(read_sources([tmp_path / name], options=IngestOptions(max_seconds=10)))
    assert time.perf_counter() - began < 15


# The process apart


def test_a_parser_that_takes_too_long_is_killed_and_the_run_goes_on(tmp_path: Path) -> None:
    (tmp_path / "slow.html").write_bytes(page("<p>mot <b>gras</b> et <i>suite</i></p>" * 120_000).encode())
    (tmp_path / "z.html").write_bytes(page().encode())
    began = time.perf_counter()
    slow, last = read_sources([tmp_path], options=IngestOptions(max_seconds=0.3))
    assert time.perf_counter() - began < 10
    assert isinstance(slow, Problem)
    assert "longer than 0.3 seconds" in slow.reason
    assert isinstance(last, Document)


def test_a_process_that_dies_costs_one_part_only(tmp_path: Path, apart: ReaderApart) -> None:
    mark = b"From lettre@gazette.example Fri Jan 21 23:30:00 2022\n"
    letters = (mark + message(identity=f"<{n}@x.example>") + b"\n" for n in range(60))
    (tmp_path / "a.mbox").write_bytes(b"".join(letters))
    found = apart.read(tmp_path / "a.mbox", "mbox", Asked(uri="a.mbox"))
    first = next(found)
    assert apart._process is not None
    apart._process.kill()
    rest = list(found)
    problems = [f for f in rest if isinstance(f, Problem)]
    read = {f.uri for f in [first, *rest] if isinstance(f, Document)}
    assert len(problems) <= 1
    assert len(read) + len(problems) == 60


def test_the_process_ends_with_its_owner(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(VALID["page.html"])
    with ReaderApart(seconds=5) as process:
        assert list(process.read(tmp_path / "a.html", "html", Asked(uri="a.html")))
        running = process._process
        assert running is not None
        assert running.poll() is None
    assert running.poll() is not None


def _children() -> list[str]:
    """The processes that this one has started and that have not ended, by their numbers."""
    tasks = Path("/proc/self/task")
    if not tasks.is_dir():
        pytest.skip("only Linux tells a process's children")
    return [pid for task in tasks.iterdir() for pid in (task / "children").read_text().split()]


def test_an_abandoned_reading_leaves_no_process(tmp_path: Path) -> None:
    before = _children()
    for n in range(3):
        (tmp_path / f"{n}.html").write_bytes(VALID["page.html"])
    sources = read_sources([tmp_path])
    next(iter(sources))
    running = {child for child in _children() if child not in before}
    sources.close()  # type: ignore[attr-defined]
    assert running, "the pages were read without a process of their own"
    assert not running & set(_children())
