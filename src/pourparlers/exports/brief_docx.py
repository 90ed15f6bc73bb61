"""A briefing as a Word document (DOCX), which LibreOffice opens as well.

The notes are a numbered list at the end: each number in the text leads to its note, each note back to its first
number. They are plain paragraphs with bookmarks, because python-docx writes no notes of Word's own. Headings, lists
and title have Word's own styles, so a table of contents can be made of them. The same briefing gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import Any, Final

from docx import Document as new_document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from ..lang.catalogue import Catalogue
from ..views.briefing import Brief, Line, Note
from ..views.render_brief import join_head, say_source

_LANGUAGES: Final = {"fr": "fr-FR", "en": "en-GB"}
_NOTE: Final = "Note"
_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""What stands for the time of making: nothing here reads the clock."""
_ZIPPED: Final = (1980, 1, 1, 0, 0, 0)
"""The first time that a zip archive can name."""
_UNFIT: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML does not take."""


def encode_docx(brief: Brief, say: Catalogue) -> bytes:
    """The briefing as the bytes of a DOCX file."""
    document = new_document()
    _set_up(document, brief)
    document.add_paragraph(_clean(brief.title), style="Title")
    document.add_paragraph(_clean(brief.scope), style="Subtitle")
    writer = _Writer(say)
    for section in brief.sections:
        document.add_heading(_clean(section.title), level=1)
        if not section.groups:
            document.add_paragraph().add_run(_clean(section.empty)).italic = True
        for group in section.groups:
            document.add_heading(_clean(group.title), level=2)
            for line in group.lines:
                writer.write_line(document.add_paragraph(style="List Bullet"), line)
    if brief.notes:
        document.add_heading(_clean(brief.notes_title), level=1)
        for note in brief.notes:
            writer.write_note(document.add_paragraph(style=_NOTE), note)
    document.add_paragraph().add_run(_clean(brief.colophon)).italic = True
    out = io.BytesIO()
    document.save(out)
    return _settle(out.getvalue())


def _set_up(document: Any, brief: Brief) -> None:
    """Properties, the language of the text, a style for the notes."""
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = _clean(brief.title), "pourparlers", "pourparlers"
    properties.comments, properties.language = "", _LANGUAGES[brief.lang]
    properties.created = properties.modified = _MADE
    properties.revision = 1
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), _LANGUAGES[brief.lang])
    run = normal.element.get_or_add_rPr()
    for old in run.findall(qn("w:lang")):
        run.remove(old)
    run.append(language)
    note = document.styles.add_style(_NOTE, WD_STYLE_TYPE.PARAGRAPH)
    note.base_style = normal
    note.font.size = Pt(9)
    note.paragraph_format.left_indent, note.paragraph_format.first_line_indent = Cm(0.8), Cm(-0.8)
    note.paragraph_format.space_after = Pt(3)
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)


class _Writer:
    """Writes lines and notes; knows which notes have been named, since the way back leads to the first number."""

    def __init__(self, say: Catalogue) -> None:
        self._say = say
        self._named: set[int] = set()
        self._bookmarks = 0

    def write_line(self, paragraph: Any, line: Line) -> None:
        say = self._say
        if line.who:
            before, _, after = join_head("\0", _clean(line.what), say).partition("\0") if line.what else ("", "", "")
            paragraph.add_run(before)
            paragraph.add_run(_clean(line.who)).bold = True
            paragraph.add_run(after)
        else:
            paragraph.add_run(_clean(line.what))
        if line.words:
            paragraph.add_run(say("colon") + say("render.quoted", words=_clean(line.words)))
        if line.tail:
            paragraph.add_run(f" ({_clean(line.tail)})").italic = True
        for i, n in enumerate(line.notes):
            if i:
                paragraph.add_run(", ").font.superscript = True
            name = f"ref{n}" if n not in self._named else None
            self._named.add(n)
            self._link(paragraph, str(n), anchor=f"note{n}", bookmark=name, raised=True)

    def write_note(self, paragraph: Any, note: Note) -> None:
        self._link(paragraph, f"{note.n}.", anchor=f"ref{note.n}", bookmark=f"note{note.n}", raised=False)
        words = self._say("render.quoted", words=_clean(note.words))
        paragraph.add_run(f"\t{_clean(say_source(note))}{self._say('colon')}{words} ")
        run = paragraph.add_run(f"[{note.fact}]")
        run.font.color.rgb = RGBColor(0x70, 0x70, 0x70)

    def _link(self, paragraph: Any, text: str, *, anchor: str, bookmark: str | None, raised: bool) -> None:
        """A link inside the document, itself between the ends of a bookmark where it is to be found."""
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), anchor)
        link.set(qn("w:history"), "1")
        run = paragraph.add_run(text)
        run.font.superscript = raised or None
        run.font.color.rgb = RGBColor(0x1F, 0x4E, 0x9E)
        link.append(run._r)
        if bookmark:
            self._bookmarks += 1
            start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
            for mark in (start, end):
                mark.set(qn("w:id"), str(self._bookmarks))
            start.set(qn("w:name"), bookmark)
            paragraph._p.append(start)
            paragraph._p.append(link)
            paragraph._p.append(end)
        else:
            paragraph._p.append(link)


def _clean(text: str) -> str:
    """Text on one line, without what XML does not take."""
    return _UNFIT.sub("\ufffd", " ".join(text.split()))


def _settle(data: bytes) -> bytes:
    """The same archive with a fixed time for each part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as settled:
        for name in given.namelist():
            part = zipfile.ZipInfo(name, date_time=_ZIPPED)
            part.compress_type, part.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            settled.writestr(part, given.read(name))
    return out.getvalue()
