"""NewsML-G2 to Documents: a news item a dispatch, with headline, provider, language and the day of its version.

A file holds one item (`newsItem`) or a message of several (`newsMessage`). The text is in `inlineXML` (XHTML or
NITF) or `inlineData`; pictures and the like are passed over. The day is that of `versionCreated`, because the words of
a version ("jeudi") are relative to it; where the first version is of another day, a warning says so. An item that its
agency has withdrawn is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from ..errors import SourceError
from ..types import Document, Published
from .document import make_document
from .markup import element_text, fragment_text, parse_xml
from .moments import find_day
from .parts import Asked, Part, check_text, main_language, take_whole, under_title

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TEXT_CLASSES = ("", "text")


def read_newsml(path: Path, asked: Asked) -> Iterator[Part]:
    """The news items of the file at `path`. Raises SourceError for XML that holds none."""
    root = parse_xml(take_whole(path, asked), uri=asked.uri, max_depth=asked.max_depth)
    items = [root] if _name(root) == "newsItem" else list(root.iter("{*}newsItem"))
    if not any(_is_text(item) for item in items):
        raise SourceError("this XML holds no text item of NewsML-G2", uri=asked.uri)
    for number, item in enumerate(items, 1):
        if not _is_text(item):
            continue  # a picture of the same message
        where = asked.uri if len(items) == 1 else f"{asked.uri}#{number}"
        yield Part(uri=where, read=partial(_read_item, item, asked, where))


def _is_text(item: Any) -> bool:
    return _attribute(item, "itemMeta/itemClass", "qcode").rpartition(":")[2] in _TEXT_CLASSES


def _read_item(item: Any, asked: Asked, where: str) -> Document:
    uri = (item.get("guid") or "").strip() or where
    status = _attribute(item, "itemMeta/pubStatus", "qcode").rpartition(":")[2]
    if status in {"canceled", "cancelled", "withheld"}:
        raise SourceError(f"its agency has marked this item as {status}", uri=where)
    title = _text(item, "contentMeta/headline") or _text(item, "itemMeta/title")
    body, language = _body(item, asked, where)
    own, warnings = _published(item)
    return make_document(
        check_text(under_title(title, body), asked, uri=where, what="this news item"),
        uri=uri,
        stated=asked.stated,
        own=own,
        title=title,
        outlet=_provider(item),
        language=main_language(_attribute(item, "contentMeta/language", "tag") or language or item.get(_XML_LANG)),
        warnings=warnings,
    )


def _body(item: Any, asked: Asked, where: str) -> tuple[str, str]:
    """The text of the item's content, and the language that the content names."""
    for content in _all(item, "contentSet/inlineXML"):
        if len(content) and (words := element_text(content[0])):
            return words, content.get(_XML_LANG) or content[0].get(_XML_LANG) or ""
    for content in _all(item, "contentSet/inlineData"):
        raw = content.text or ""
        if "html" in (content.get("contenttype") or ""):
            raw = fragment_text(raw, uri=where, max_depth=asked.max_depth)
        if raw.strip():
            return raw, content.get(_XML_LANG) or ""
    raise SourceError("this news item carries no text of its own", uri=where)


def _published(item: Any) -> tuple[Published | None, tuple[str, ...]]:
    version, first = _text(item, "itemMeta/versionCreated"), _text(item, "itemMeta/firstCreated")
    day, began = find_day(version or ""), find_day(first or "")
    if day and began and day != began:
        return Published(value=day, basis="metadata"), (f"the first version of this item is of {began}",)
    value = day or began
    return (Published(value=value, basis="metadata") if value else None), ()


def _provider(item: Any) -> str | None:
    """The provider's name; else its code without the scheme."""
    for name in _all(item, "itemMeta/provider/name"):
        if words := " ".join("".join(name.itertext()).split()):
            return words
    code = _attribute(item, "itemMeta/provider", "qcode") or _attribute(item, "itemMeta/provider", "literal")
    return code.rpartition(":")[2] or None


def _all(item: Any, path: str) -> list[Any]:
    return list(item.iterfind("/".join(f"{{*}}{step}" for step in path.split("/"))))


def _text(item: Any, path: str) -> str | None:
    for found in _all(item, path):
        if words := " ".join("".join(found.itertext()).split()):
            return words
    return None


def _attribute(item: Any, path: str, name: str) -> str:
    return next((str(value) for found in _all(item, path) if (value := found.get(name))), "")


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
