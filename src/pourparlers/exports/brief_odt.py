"""A briefing as an OpenDocument text (ODT), which LibreOffice and Word open, with real footnotes.

A note stands at its first number; later numbers refer to it. The same briefing gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final
from xml.etree import ElementTree as ET

from ..lang.catalogue import Catalogue
from ..views.briefing import Brief, Line, Note
from ..views.render_brief import join_head, say_source

_MIMETYPE: Final = "application/vnd.oasis.opendocument.text"
_NAMESPACES: Final = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
}
_COUNTRIES: Final = {"fr": "FR", "en": "GB"}
_ZIPPED: Final = (1980, 1, 1, 0, 0, 0)
"""The first time that a zip archive can name: nothing here reads the clock."""
_UNFIT: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML does not take."""
_STYLES: Final[tuple[tuple[str, str, dict[str, str], dict[str, str]], ...]] = (
    ("Standard", "paragraph", {"fo:margin-bottom": "0.15cm"}, {"fo:font-size": "11pt"}),
    ("Title", "paragraph", {"fo:margin-bottom": "0.2cm"}, {"fo:font-size": "20pt", "fo:font-weight": "bold"}),
    ("Subtitle", "paragraph", {"fo:margin-bottom": "0.6cm"}, {"fo:color": "#606060"}),
    ("Heading_20_1", "paragraph", {"fo:margin-top": "0.6cm"}, {"fo:font-size": "16pt", "fo:font-weight": "bold"}),
    ("Heading_20_2", "paragraph", {"fo:margin-top": "0.4cm"}, {"fo:font-size": "12pt", "fo:font-weight": "bold"}),
    ("Footnote", "paragraph", {"fo:margin-left": "0.5cm", "fo:text-indent": "-0.5cm"}, {"fo:font-size": "9pt"}),
    ("Strong", "text", {}, {"fo:font-weight": "bold"}),
    ("Emphasis", "text", {}, {"fo:font-style": "italic"}),
)
"""Name, family, what paragraphs and letters look like."""


def encode_odt(brief: Brief, say: Catalogue) -> bytes:
    """The briefing as the bytes of an ODT file."""
    files = {
        "styles.xml": _make_styles(brief.lang),
        "meta.xml": _make_meta(brief),
        "content.xml": _Writer(brief, say).write(),
        "META-INF/manifest.xml": _make_manifest(),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", _ZIPPED), _MIMETYPE)  # first and plain, so that it can be told
        for name, root in files.items():
            info = zipfile.ZipInfo(name, _ZIPPED)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, ET.tostring(root, encoding="UTF-8", xml_declaration=True))
    return out.getvalue()


def _name(name: str) -> str:
    """A name with its prefix ("text:p") as ElementTree writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


def _make(parent: ET.Element | None, tag: str, text: str = "", **attributes: str) -> ET.Element:
    """An element in `parent`; an attribute is written with "__" for its colon and "_" for hyphens."""
    names = {_name(key.replace("__", ":").replace("_", "-")): _clean(value) for key, value in attributes.items()}
    made = ET.Element(_name(tag), names) if parent is None else ET.SubElement(parent, _name(tag), names)
    made.text = _clean(text) or None
    return made


def _clean(text: str) -> str:
    return _UNFIT.sub("\ufffd", text)


def _root(tag: str) -> ET.Element:
    for prefix, uri in _NAMESPACES.items():
        ET.register_namespace(prefix, uri)
    return _make(None, tag, office__version="1.3") if tag.startswith("office") else _make(None, tag)


def _make_styles(lang: str) -> ET.Element:
    root = _root("office:document-styles")
    styles = _make(root, "office:styles")
    for name, family, paragraph, letters in _STYLES:
        shown = {"Heading_20_1": "Heading 1", "Heading_20_2": "Heading 2"}.get(name, name)
        style = _make(styles, "style:style", style__name=name, style__family=family, style__display_name=shown)
        if paragraph:
            ET.SubElement(style, _name("style:paragraph-properties"), {_name(k): v for k, v in paragraph.items()})
        text = ET.SubElement(style, _name("style:text-properties"), {_name(k): v for k, v in letters.items()})
        if name == "Standard":
            text.set(_name("fo:language"), lang)
            text.set(_name("fo:country"), _COUNTRIES[lang])
    return root


def _make_meta(brief: Brief) -> ET.Element:
    root = _root("office:document-meta")
    meta = _make(root, "office:meta")
    _make(meta, "dc:title", brief.title)
    _make(meta, "meta:generator", "pourparlers")
    _make(meta, "dc:language", f"{brief.lang}-{_COUNTRIES[brief.lang]}")
    return root


def _make_manifest() -> ET.Element:
    root = _root("manifest:manifest")
    root.set(_name("manifest:version"), "1.3")
    _make(root, "manifest:file-entry", manifest__full_path="/", manifest__media_type=_MIMETYPE)
    for name in ("content.xml", "styles.xml", "meta.xml"):
        _make(root, "manifest:file-entry", manifest__full_path=name, manifest__media_type="text/xml")
    return root


class _Writer:
    """Writes the text; a note is written at its first number."""

    def __init__(self, brief: Brief, say: Catalogue) -> None:
        self._brief, self._say = brief, say
        self._notes = {note.n: note for note in brief.notes}
        self._named: set[int] = set()

    def write(self) -> ET.Element:
        """The content of the document."""
        brief = self._brief
        root = _root("office:document-content")
        text = _make(_make(root, "office:body"), "office:text")
        _make(text, "text:p", brief.title, text__style_name="Title")
        _make(text, "text:p", brief.scope, text__style_name="Subtitle")
        for section in brief.sections:
            _make(text, "text:h", section.title, text__style_name="Heading_20_1", text__outline_level="1")
            if not section.groups:
                self._italic(_make(text, "text:p", text__style_name="Standard"), section.empty)
            for group in section.groups:
                _make(text, "text:h", group.title, text__style_name="Heading_20_2", text__outline_level="2")
                found = _make(text, "text:list")
                for line in group.lines:
                    self._line(_make(_make(found, "text:list-item"), "text:p", text__style_name="Standard"), line)
        self._italic(_make(text, "text:p", text__style_name="Standard"), brief.colophon)
        return root

    def _line(self, paragraph: ET.Element, line: Line) -> None:
        before, _, after = join_head("\0" if line.who else "", line.what, self._say).partition("\0")
        self._add(paragraph, before)
        if line.who:
            _make(paragraph, "text:span", line.who, text__style_name="Strong")
            self._add(paragraph, after)
        if line.words:
            colon = self._say("colon") if line.who or line.what else ""
            self._add(paragraph, colon + self._say("render.quoted", words=line.words))
        if line.tail:
            self._italic(paragraph, f" ({line.tail})")
        for n in line.notes:
            self._mark(paragraph, n)

    def _mark(self, paragraph: ET.Element, n: int) -> None:
        """The number of a note, with the note where it is its first."""
        note = self._notes.get(n)
        if note is None:
            return
        if n in self._named:
            _make(
                paragraph, "text:note-ref", str(n), text__note_class="footnote", text__reference_format="text",
                text__ref_name=f"ftn{n}",
            )  # fmt: skip
            return
        self._named.add(n)
        made = _make(paragraph, "text:note", text__id=f"ftn{n}", text__note_class="footnote")
        _make(made, "text:note-citation", str(n))
        _make(_make(made, "text:note-body"), "text:p", self._say_note(note), text__style_name="Footnote")

    def _say_note(self, note: Note) -> str:
        words = self._say("render.quoted", words=note.words)
        return f"{say_source(note)}{self._say('colon')}{words} [{note.fact}]"

    def _italic(self, paragraph: ET.Element, text: str) -> None:
        _make(paragraph, "text:span", text, text__style_name="Emphasis")

    def _add(self, paragraph: ET.Element, text: str) -> None:
        """Text behind what the paragraph holds already."""
        last = paragraph[-1] if len(paragraph) else None
        if last is None:
            paragraph.text = (paragraph.text or "") + _clean(text)
        else:
            last.tail = (last.tail or "") + _clean(text)
