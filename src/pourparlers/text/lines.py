"""Lines of a text, and what their shape alone tells."""

from __future__ import annotations

import re
from typing import NamedTuple

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_SENTENCE_END = re.compile(r"[.!?…]\s?[»”\"’'\)\]]*$")
_BREAK = re.compile(r"(?<=[.!?…])[»”\"\)]?\s+(?=[«“\"]?\s?[A-ZÀ-Ý])")
_GLUE = re.compile(r"(?<=[a-zà-ÿ0-9»”)?!])(?=[A-ZÀ-Ý][a-zà-ÿ’' ])")
_PROSE_FROM = 60
_LONG = 200


class Line(NamedTuple):
    """A line that is not blank: [start, end) of the text without the white space around it."""

    start: int
    end: int
    words: str

    @property
    def size(self) -> int:
        """Length in code points."""
        return self.end - self.start


def split_lines(text: str, start: int = 0) -> list[Line]:
    """The lines of `text` from `start` on that hold more than white space."""
    lines = []
    for found in _LINE.finditer(text, start):
        if line := trim(text, found.start(), found.end()):
            lines.append(line)
    return lines


def trim(text: str, start: int, end: int) -> Line | None:
    """[start, end) without the white space around it; None where nothing is left."""
    words = text[start:end]
    left = words.lstrip()
    if not left:
        return None
    start += len(words) - len(left)
    kept = left.rstrip()
    return Line(start, start + len(kept), kept)


def ends_sentence(words: str) -> bool:
    """Whether `words` end with a full stop, a question or exclamation mark or an ellipsis, perhaps inside marks."""
    return _SENTENCE_END.search(words[-6:]) is not None


def is_prose(words: str) -> bool:
    """Whether a line is a paragraph of sentences rather than a title, a subhead or an item of a list."""
    return len(words) >= _LONG or (len(words) >= _PROSE_FROM and ends_sentence(words))


def sentences_of(words: str) -> list[str]:
    """`words` cut after terminal punctuation before a capital; rough, for judging captions only."""
    return [s for s in _BREAK.split(words) if s.strip()]


def find_letter_glue(words: str, *, start: int = 0, end: int | None = None) -> list[int]:
    """Offsets where a capital follows a small letter, a digit or a closing mark without a space."""
    return [m.start() for m in _GLUE.finditer(words, start, len(words) if end is None else end)]
