"""The briefing: what it tells, and that every line leads to the exact words."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import docx
import msgspec
import pytest

from exported import ONE, RECORD, span
from pourparlers.exports.brief_docx import encode_docx
from pourparlers.exports.part import take_part
from pourparlers.lang.catalogue import load_catalogue
from pourparlers.lang.pack import Pack
from pourparlers.types import Position, Record, Statement, When
from pourparlers.views.about import About, find_issue
from pourparlers.views.briefing import Brief, Scope, make_brief
from pourparlers.views.render_brief import render_brief

FR, EN = load_catalogue("fr"), load_catalogue("en")
GOLDEN = Path(__file__).with_name("briefing_fr.md")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def brief(pack: Pack, lang: str = "fr", record: Record = RECORD, **scope: str) -> Brief:
    return make_brief(record, Scope(**scope), pack=pack, say=load_catalogue(lang))


def test_a_briefing_in_french(pack: Pack) -> None:
    assert render_brief(brief(pack), FR) == GOLDEN.read_text(encoding="utf-8")


def test_what_was_not_done_is_told_as_such(pack: Pack) -> None:
    told = render_brief(brief(pack, "en", take_part(RECORD, actors={"rus"})), EN)
    assert "- **Russia**, retreat: “La Russie n'a pas retiré ses troupes” (negated)" in told


def test_every_footnote_is_named_and_its_words_are_the_dispatchs(pack: Pack) -> None:
    made = brief(pack)
    told = render_brief(made, FR)
    body, _, notes = told.partition("## Notes")
    assert sorted(set(re.findall(r"\[\^(\d+)\]", body)), key=int) == re.findall(r"^\[\^(\d+)\]:", notes, re.MULTILINE)
    texts = [document.text or "" for document in RECORD.documents]
    assert all(any(note.words in text for text in texts) for note in made.notes)


def test_words_are_looked_for_in_the_sentence_and_the_names(pack: Pack) -> None:
    contacts = [line.who for group in brief(pack, about="Genève").sections[0].groups for line in group.lines]
    assert contacts == ["Sergueï Lavrov, Antony Blinken"]
    assert "Otan" in render_brief(brief(pack, about="NATO"), FR)
    assert [s.groups for s in brief(pack, about="baleines").sections] == [(), (), ()]
    assert [s.groups for s in brief(pack, about="le la").sections] == [(), (), ()]
    assert "*Nothing is announced.*" in render_brief(brief(pack, "en", about="baleines"), EN)


@pytest.mark.parametrize("question", ["troop-withdrawal", "retrait des troupes", "Troop Withdrawal"])
def test_a_matter_is_found_by_key_and_by_name(pack: Pack, question: str) -> None:
    issue = find_issue(question, pack)
    assert issue is not None
    assert issue.key == "troop-withdrawal"
    about = About(question, record=RECORD, pack=pack)
    assert {event.id for event in RECORD.events if about.holds(event)} == {"event-stayed", "event-leave"}
    assert brief(pack, "en", about=question).title == "Briefing: troop withdrawal"


def test_a_matter_has_its_name_in_the_language(pack: Pack) -> None:
    position = msgspec.structs.replace(RECORD.positions[0], issue="sanctions", stance="refusal")
    record = msgspec.structs.replace(RECORD, positions=(position,))
    assert "- refuse : sanctions → États-Unis" in render_brief(brief(pack, record=record), FR)


def test_a_position_without_a_date_is_dated_by_what_tells_it(pack: Pack) -> None:
    spoken = msgspec.structs.replace(RECORD.positions[0], since=When())
    words = span(ONE, "La Russie n'a pas retiré ses troupes")
    told = Position(id="position-2", holder="rus", issue="x y", stance="refusal", content=(words,), evidence=(words,))
    record = msgspec.structs.replace(RECORD, positions=(spoken, told))
    lines = brief(pack, record=record).sections[1].groups[0].lines
    assert [line.tail for line in lines] == ["Sergueï Lavrov, 21 janvier 2022", "au plus tard le 22 janvier 2022"]


def test_the_same_words_in_two_dispatches_are_told_once(pack: Pack) -> None:
    said = RECORD.statements[0]
    again = Statement(
        **{n: getattr(said, n) for n in said.__struct_fields__} | {"id": "statement-2", "same_as": (said.id,)}
    )
    record = msgspec.structs.replace(RECORD, statements=(said, again))
    lines = [line for group in brief(pack, record=record).sections[0].groups for line in group.lines]
    assert sum(line.words == "=Nous répondrons" for line in lines) == 1


def test_markdown_cannot_be_smuggled_in(pack: Pack) -> None:
    document = msgspec.structs.replace(RECORD.documents[0], outlet="[x](http://evil) <b>")
    record = msgspec.structs.replace(RECORD, documents=(document, RECORD.documents[1]))
    assert r"\[x\](http://evil) \<b\>" in render_brief(brief(pack, record=record), FR)


def parts(data: bytes) -> dict[str, ElementTree.Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {
            name: ElementTree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        }


def test_the_word_document_is_sound(pack: Pack) -> None:
    made = brief(pack)
    data = encode_docx(made, FR)
    found = parts(data)
    body = found["word/document.xml"]
    anchors = [link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")]
    marks = [mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")]
    assert set(anchors) == set(marks)
    assert len(marks) == len(set(marks)) == 2 * len(made.notes)
    starts = [mark.get(f"{W}id") for mark in body.iter(f"{W}bookmarkStart")]
    assert starts == [mark.get(f"{W}id") for mark in body.iter(f"{W}bookmarkEnd")]
    known = {style.get(f"{W}styleId") for style in found["word/styles.xml"].iter(f"{W}style")}
    used = {style.get(f"{W}val") for style in body.iter(f"{W}pStyle")}
    assert used <= known
    assert {"Title", "Heading1", "Heading2", "ListBullet", "Note"} <= used
    assert [lang.get(f"{W}val") for lang in found["word/styles.xml"].iter(f"{W}lang")][-1] == "fr-FR"


def test_the_word_document_says_what_the_markdown_says(pack: Pack) -> None:
    data = encode_docx(brief(pack), FR)
    paragraphs = [p.text for p in docx.Document(io.BytesIO(data)).paragraphs]
    assert paragraphs[0] == "Note : tout le registre"
    assert "Sergueï Lavrov, Antony Blinken, rencontre, Genève1, 2" in paragraphs
    assert "menace → États-Unis : «\xa0=Nous répondrons\xa0» (Sergueï Lavrov, 21 janvier 2022)3" in paragraphs
    assert "2.\tdeux.txt, janvier 2022 : «\xa0MM. Lavrov et Blinken se sont vus vendredi\xa0» [contact-1]" in paragraphs


def test_the_word_document_is_the_same_bytes_and_has_no_clock(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    before = encode_docx(brief(pack), FR)
    monkeypatch.setattr("time.localtime", lambda *_: (1999, 1, 1, 0, 0, 0, 0, 1, 0))
    assert encode_docx(brief(pack), FR) == before


def test_what_xml_does_not_take_does_not_break_the_document(pack: Pack) -> None:
    document = msgspec.structs.replace(RECORD.documents[0], outlet="Le\x0bMatin\x00\ufffe 🕊")
    record = msgspec.structs.replace(RECORD, documents=(document, RECORD.documents[1]))
    assert "🕊" in "".join(parts(encode_docx(brief(pack, record=record), FR))["word/document.xml"].itertext())
