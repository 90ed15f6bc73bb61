"""HTML built as text that cannot be mistaken: what is not built here as markup is escaped."""

from __future__ import annotations

import re
from html import escape
from typing import Final

from .render import CONTROL

VOID: Final = frozenset({"meta"})
"""Elements without content and end tag."""
_SPACE: Final = re.compile(r"[^\S\u00a0\u202f]+")
_FRENCH: Final = ((r" ([:;!?»])", "\u00a0\\1"), (r"« ", "«\u00a0"), (r"(?<=\w)'(?=\w)", "’"))


class Html(str):
    """Markup as it is to be written. Any other text is escaped by `tag` and `join`."""

    __slots__ = ()


def tag(name: str, /, *children: str | None, **attributes: str | None) -> Html:
    """An element. Children that are no `Html` are text; None is left out, of attributes as well.

    An attribute's trailing underscore is dropped, inner ones are hyphens (`class_`, `aria_label`).
    """
    words = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(clean(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in VOID:
        return Html(f"<{name}{words}>")
    return Html(f"<{name}{words}>{join(*children)}</{name}>")


def join(*parts: str | None) -> Html:
    """Pieces in a row."""
    return Html("".join(part if isinstance(part, Html) else escape(clean(part)) for part in parts if part))


def clean(text: str) -> str:
    """`text` on one line, its unbreakable spaces kept, without characters that steer a terminal or turn a line."""
    return CONTROL.sub("\ufffd", _SPACE.sub(" ", text))


def typeset(text: str, code: str) -> str:
    """Words of the interface as they are printed: in French, no line ends before ":" or inside the marks.

    Not for the words of a dispatch, which stay as they are.
    """
    if code == "fr":
        for pattern, new in _FRENCH:
            text = re.sub(pattern, new, text)
    return text
