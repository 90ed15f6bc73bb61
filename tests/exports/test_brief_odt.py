from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

import msgspec
import pytest

from exported import RECORD, SAID
from pourparlers.exports.brief_odt import encode_odt
from pourparlers.lang.catalogue import load_catalogue
from pourparlers.lang.pack import Pack
from pourparlers.types import Record
from pourparlers.views.briefing import Brief, Scope, make_brief

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
replace = msgspec.structs.replace


def make(pack: Pack, record: Record = RECORD, lang: str = "en") -> tuple[Brief, bytes]:
    say = load_catalogue(lang)
    brief = make_brief(record, Scope(), pack=pack, say=say)
    return brief, encode_odt(brief, say)


def read(data: bytes, name: str = "content.xml") -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return ElementTree.fromstring(archive.read(name))


def test_it_is_an_opendocument(pack: Pack) -> None:
    _, data = make(pack)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.text"
        told = {
            e.get("{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}full-path")
            for e in read(data, "META-INF/manifest.xml")
        }
        assert told == {"/", *archive.namelist()} - {"mimetype", "META-INF/manifest.xml"}
    used = {e.get(f"{TEXT}style-name") for e in read(data).iter()} - {None}
    style = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
    assert used <= {e.get(f"{style}name") for e in read(data, "styles.xml").iter(f"{style}style")}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_it_says_what_the_briefing_says(pack: Pack, lang: str) -> None:
    brief, data = make(pack, lang=lang)
    root = read(data)
    assert [h.text for h in root.iter(f"{TEXT}h") if h.get(f"{TEXT}outline-level") == "1"] == [
        s.title for s in brief.sections
    ]
    lines = ["".join(item.itertext()) for item in root.iter(f"{TEXT}list-item")]
    told = [line for section in brief.sections for group in section.groups for line in group.lines]
    assert len(lines) == len(told)
    for shown, line in zip(lines, told, strict=True):
        assert line.who in shown
        assert line.words in shown


def test_every_note_is_there_once_and_referred_to_afterwards(pack: Pack) -> None:
    brief, data = make(pack)
    root = read(data)
    notes = {note.get(f"{TEXT}id"): "".join(note.itertext()) for note in root.iter(f"{TEXT}note")}
    assert set(notes) == {f"ftn{note.n}" for note in brief.notes}
    for note in brief.notes:
        assert note.words in notes[f"ftn{note.n}"]
        assert note.fact in notes[f"ftn{note.n}"]
    marks = [n for section in brief.sections for group in section.groups for line in group.lines for n in line.notes]
    assert len(list(root.iter(f"{TEXT}note-ref"))) == len(marks) - len(notes)


def test_the_same_briefing_gives_the_same_bytes_and_hostile_text_stays_text(pack: Pack) -> None:
    assert make(pack)[1] == make(pack)[1]
    hostile = "<text:p>\x00\ud800]]>&amp;</text:p>"
    said = replace(SAID, content=(replace(SAID.content[0], text=hostile),))
    _, data = make(pack, replace(RECORD, statements=(said,), events=()))
    assert "<text:p>\ufffd\ufffd]]>&amp;</text:p>" in "".join(read(data).itertext())
