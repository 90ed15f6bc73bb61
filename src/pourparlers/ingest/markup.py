"""XML and HTML that came inside something else: guarded parsing, and the words of a fragment as paragraphs."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree, html  # type: ignore[import-untyped]

from ..errors import SourceError
from .html import exceeds_depth

_ENTITY = re.compile(rb"<!ENTITY", re.I)
_XML_TAG = re.compile(r"<(/?)[A-Za-z_](?>[^<>\"'/]|\"[^\"<]*\"|'[^'<]*'|/(?!>))*+(/?)>")
"""A tag; it takes nothing back once matched, so that no input makes it slow."""
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127))
_DROPPED = frozenset({"script", "style", "head", "template", "noscript", "svg", "object", "iframe", "form", "title"})
_BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer h1 "
    "h2 h3 h4 h5 h6 header hl1 hl2 hr html li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_MARKUP = re.compile(r"<[a-zA-Z!/][^<>]*>|&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});")


def check_xml(data: bytes, *, uri: str, max_depth: int) -> None:
    """Raise SourceError for XML that declares entities, or nests more than `max_depth` deep; nothing is parsed.

    News formats declare no entities of their own; files that do are made to grow when read, or to fetch others.
    """
    flat = data.replace(b"\0", b"")  # UTF-16 and UTF-32 become plain where it matters
    if _ENTITY.search(flat):
        raise SourceError("this XML declares entities of its own, which no news format does: not read", uri=uri)
    depth = 0
    for tag in _XML_TAG.finditer(flat.decode("latin-1")):
        if tag[1]:
            depth = max(0, depth - 1)
        elif not tag[2]:
            depth += 1
            if depth > max_depth:
                raise SourceError(f"its elements nest more than {max_depth} deep: no parser is let near it", uri=uri)


def parse_xml(data: bytes, *, uri: str, max_depth: int) -> Any:
    """The root element of `data`. Nothing is fetched and no entity resolved. Raises SourceError for what is not XML."""
    check_xml(data, uri=uri, max_depth=max_depth)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(f"this is not well-formed XML ({error})", uri=uri) from error
    if root is None:
        raise SourceError("this XML holds no element", uri=uri)
    return root


def is_markup(words: str) -> bool:
    """Whether `words` hold HTML elements or character references."""
    return bool(_MARKUP.search(words))


def fragment_text(fragment: str, *, uri: str, max_depth: int) -> str:
    """The words of an HTML fragment: block elements are paragraphs, scripts and hidden elements are left out.

    Raises SourceError where its elements nest more than `max_depth` deep, or where no parser can take it.
    """
    clean = fragment.translate(_CONTROLS)
    if not clean.strip():
        return ""
    if exceeds_depth(clean, max_depth):
        raise SourceError(f"its HTML elements nest more than {max_depth} deep: no parser is let near it", uri=uri)
    try:
        tree = html.fragment_fromstring(clean, create_parent="div")
    except (etree.ParserError, ValueError, AssertionError) as error:
        raise SourceError(f"this HTML cannot be parsed ({error})", uri=uri) from error
    return element_text(tree)


def element_text(root: Any) -> str:
    """The words of an element of HTML or of an XML much like it (NITF, DocBook …), paragraph by paragraph."""
    pieces: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event in {"comment", "pi"}:
            pieces.append(element.tail or "")
            continue
        name = element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
        if event == "start":
            if not name or name in _DROPPED or _HIDDEN.search(element.get("style") or ""):
                walk.skip_subtree()
                continue
            pieces.append("\n" if name in _BLOCKS else "")
            pieces.append(" ".join(re.split(r"\s+", element.text)) if element.text else "")
            continue
        pieces.append("\n" if name in _BLOCKS else "")
        if element is not root and element.tail:
            pieces.append(" ".join(re.split(r"\s+", element.tail)))
    lines = (" ".join(line.split(" ")).strip() for line in "".join(pieces).split("\n"))
    return "\n\n".join(re.sub(r" {2,}", " ", line) for line in lines if line)
