"""Ids derived from content: the same words give the same id in every run."""

from __future__ import annotations

import hashlib

from .types import Span


def make_id(prefix: str, *parts: object) -> str:
    """`prefix-` and 16 hexadecimal digits of SHA-256 over the parts' text, joined by a separator none contains."""
    joined = "\x1f".join(str(part) for part in parts)
    return f"{prefix}-{hashlib.sha256(joined.encode()).hexdigest()[:16]}"


def make_span(doc: str, text: str, start: int, end: int) -> Span:
    """The span [start, end) of `text`, the text of document `doc`; raises ValueError when empty or outside."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"span [{start}, {end}) does not lie in a text of {len(text)} code points")
    return Span(doc=doc, start=start, end=end, text=text[start:end])
