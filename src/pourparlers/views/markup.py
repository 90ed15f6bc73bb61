"""HTML built as text that cannot be mistaken: what is not built here as markup is escaped."""

from __future__ import annotations

import re
from html import escape
from typing import Final

from .render import plain

VOID: Final = frozenset({"meta"})
"""Elements without content and end tag."""
_FRENCH: Final = ((r" ([:;!?»])", "\u00a0\\1"), (r"« ", "«\u00a0"), (r"(?<=\w)'(?=\w)", "’"))


class Html(str):
    """Markup as it is to be written. Any other text is escaped by `tag` and `join`."""

    __slots__ = ()


def tag(name: str, /, *children: str | None, **attributes: str | None) -> Html:
    """An element. Children that are no `Html` are text; None is left out, of attributes as well.

    An attribute's trailing underscore is dropped, inner ones are hyphens (`class_`, `aria_label`).
    """
    words = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(plain(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in VOID:
        return Html(f"<{name}{words}>")
    return Html(f"<{name}{words}>{join(*children)}</{name}>")


def join(*parts: str | None) -> Html:
    """Pieces in a row."""
    return Html("".join(part if isinstance(part, Html) else escape(plain_inside(part)) for part in parts if part))


def plain_inside(text: str) -> str:
    """`plain`, with a space kept at either end: the pieces of a line stand beside each other."""
    left, right = text[:1].isspace(), text[-1:].isspace()
    return f"{' ' if left else ''}{plain(text)}{' ' if right and text.strip() else ''}"


def typeset(text: str, code: str) -> str:
    """Words of the interface as they are printed: in French, no line ends before ":" or inside the marks.

    Not for the words of a dispatch, which stay as they are.
    """
    if code == "fr":
        for pattern, new in _FRENCH:
            text = re.sub(pattern, new, text)
    return text
