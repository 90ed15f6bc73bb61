"""ninjs, the news industry's JSON, to Documents: versions 1 and 2, one item, a list, or a list under `items`.

The day is that of `versioncreated` (then `firstcreated`), as for NewsML-G2.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from ..errors import SourceError
from ..types import Document, Published
from .document import make_document
from .encoding import decode_bytes
from .markup import fragment_text
from .moments import find_day
from .parts import Asked, Part, check_text, main_language, take_whole, under_title

MARKS = ("body_text", "body_html", "body_xhtml", "bodies", "headlines", "versioncreated", "pubstatus")
"""Keys that tell ninjs from other JSON."""
_LISTS = ("items", "_items", "newsItems")


def read_ninjs(path: Path, asked: Asked) -> Iterator[Part]:
    """The items of the file at `path`. Raises SourceError for JSON that holds none."""
    text = decode_bytes(take_whole(path, asked), uri=asked.uri).text
    try:
        held: Any = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise SourceError(f"this is not JSON ({error})", uri=asked.uri) from error
    if isinstance(held, dict) and not any(mark in held for mark in MARKS):
        held = next((held[key] for key in _LISTS if isinstance(held.get(key), list)), held)
    items = held if isinstance(held, list) else [held]
    if not any(isinstance(item, dict) and any(mark in item for mark in MARKS) for item in items):
        raise SourceError(
            "this JSON is no ninjs: JSON of another form is read as .jsonl, one object a line", uri=asked.uri
        )
    if not any(_is_text(item) for item in items):
        raise SourceError("this JSON holds no item that is text", uri=asked.uri)
    for number, item in enumerate(items, 1):
        if not _is_text(item):
            continue  # a picture of the same list
        where = asked.uri if len(items) == 1 else f"{asked.uri}#{number}"
        yield Part(uri=where, read=partial(_read_item, item, asked, where))


def _is_text(item: Any) -> bool:
    """Whether an item is, or may be, a text; what is no object is for the reader to refuse."""
    return not isinstance(item, dict) or _word(item, "type") in {"", "text", "composite"}


def _read_item(item: Any, asked: Asked, where: str) -> Document:
    if not isinstance(item, dict):
        raise SourceError("this item is no JSON object", uri=where)
    status = _word(item, "pubstatus").lower()
    if status in {"canceled", "cancelled", "withheld"}:
        raise SourceError(f"its agency has marked this item as {status}", uri=where)
    title = _word(item, "headline") or _first_value(item.get("headlines")) or None
    raw = _word(item, "versioncreated") or _word(item, "firstcreated")
    day = find_day(raw)
    return make_document(
        check_text(under_title(title, _body(item, asked, where)), asked, uri=where, what="this item"),
        uri=_word(item, "uri") or where,
        stated=asked.stated,
        own=Published(value=day, basis="metadata") if day else None,
        title=title,
        outlet=_word(item, "provider") or _named(item.get("provider")) or _word(item, "source") or None,
        language=main_language(_word(item, "language")),
        warnings=(f"the item's date cannot be read: {raw[:40]!r}",) if raw and not day else (),
    )


def _body(item: dict[str, Any], asked: Asked, where: str) -> str:
    """The words of the body: plain text where there is some, else HTML."""
    plain, markup = _word(item, "body_text"), _word(item, "body_html") or _word(item, "body_xhtml")
    bodies = item.get("bodies")
    for body in bodies if isinstance(bodies, list) else ():
        value = _word(body, "value") if isinstance(body, dict) else ""
        if value and "html" in (_word(body, "contenttype") or _word(body, "contentType")).lower():
            markup = markup or value
        else:
            plain = plain or value
    if plain:
        return plain
    if not markup:
        raise SourceError("this item carries no text of its own", uri=where)
    return fragment_text(markup, uri=where, max_depth=asked.max_depth)


def _word(item: dict[str, Any], key: str) -> str:
    value = item.get(key)
    return value.strip() if isinstance(value, str) else ""


def _first_value(values: Any) -> str:
    for one in values if isinstance(values, list) else ():
        if isinstance(one, dict) and (words := _word(one, "value")):
            return words
    return ""


def _named(value: Any) -> str:
    return _word(value, "name") or _word(value, "literal") if isinstance(value, dict) else ""
