"""What the readers of archives and packed documents have in common: what they are told, and what they give.

A reader gives the parts of a file one by one, each read only when asked for: so a part that takes too long can be
given up, and the next one read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from ..errors import SourceError
from ..types import Document, Struct
from .document import Facts
from .options import MAX_BYTES, MAX_DEPTH, MAX_FILE, FieldMap


class Asked(Struct, frozen=True):
    """What a reader is told of a file: its name, what a person states of it, and the caps.

    `max_bytes` caps one dispatch, `max_file` a file that is taken into memory whole, both in bytes; `max_depth` caps
    the nesting of elements and of parts.
    """

    uri: str
    stated: Facts = Facts()
    fields: FieldMap = FieldMap()
    max_bytes: int = MAX_BYTES
    max_depth: int = MAX_DEPTH
    max_file: int = MAX_FILE


@dataclass(frozen=True, slots=True)
class Part:
    """One dispatch of a file: where it stands, and how to read it. `read` raises SourceError with the reason.

    `key` tells it from the others of a feed, whatever becomes of its words; `link` is the page it points to.
    """

    uri: str
    read: Callable[[], Document]
    key: str = ""
    link: str | None = None


Reader: TypeAlias = Callable[[Path, Asked], Iterator[Part]]
"""The parts of the file at a path. Raises SourceError where the file as a whole cannot be read."""


def take_whole(path: Path, asked: Asked) -> bytes:
    """All bytes of the file. Raises SourceError where it is empty or larger than `asked.max_file`."""
    with path.open("rb") as file:
        data = file.read(asked.max_file + 1)
    if len(data) > asked.max_file:
        raise SourceError(f"larger than {asked.max_file:,} bytes: split it", uri=asked.uri)
    if not data.strip():
        raise SourceError("the file is empty: nothing to read in it", uri=asked.uri)
    return data


def check_text(text: str, asked: Asked, *, uri: str, what: str) -> str:
    """`text`, if it holds any and is no larger than a dispatch may be; `what` names it in the SourceError."""
    if not text.strip():
        raise SourceError(f"{what} holds no text", uri=uri)
    if len(text) > asked.max_bytes:
        raise SourceError(f"the text of {what} is larger than {asked.max_bytes:,} characters", uri=uri)
    return text


def under_title(title: str | None, body: str) -> str:
    """A dispatch whose title is told apart: the title as its first paragraph, unless the body begins with it."""
    if not title or body.lstrip().startswith(title):
        return body
    return f"{title}\n\n{body}" if body.strip() else title


def main_language(tag: str | None) -> str | None:
    """The language of a tag of BCP 47 ("fr-CH" is "fr"); None for none, and for what is no such tag."""
    main = (tag or "").strip().lower().replace("_", "-").split("-")[0]
    return main if main.isascii() and main.isalpha() and 2 <= len(main) <= 3 else None
