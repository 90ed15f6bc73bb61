"""What is wrong with a text as text: marks left open, bytes lost, an end in mid-sentence. In words, as warnings."""

from __future__ import annotations

import re

from ..types import Block
from .lines import ends_sentence

_DOUBLE = re.compile(r"Ã[©¨ªÀ-ÿ®´§¢ ]|â€[™œ\x9d“”¦]|Â[«»\u00a0]")
_PAIRS = (("«", "»"), ("“", "”"))
_LEAST_CUT = 80


def find_faults(text: str, blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """Warnings about `text`, in a fixed order; `blocks` tell where its running text ends."""
    told = "\n".join(text[b.start : b.end] for b in blocks if b.kind in ("lead", "body"))
    faults: list[str] = []
    for opening, closing in _PAIRS:
        if told.count(opening) != told.count(closing):
            faults.append(
                f"unclosed quotation mark: {told.count(opening)} {opening} and {told.count(closing)} {closing}"
            )
    if told.count('"') % 2:
        faults.append(f'unclosed quotation mark: {told.count(chr(34))} "')
    last = next((b for b in reversed(blocks) if b.kind in ("lead", "body")), None)
    if last and last.end - last.start >= _LEAST_CUT and not ends_sentence(text[last.start : last.end]):
        end = text[last.start : last.end][-1]
        if end.isalnum() or end in ",;-–—’'":
            faults.append("the text ends in mid-sentence")
    if lost := text.count("\ufffd"):
        faults.append(f"{lost} replacement characters: words were lost before the text came here")
    if len(_DOUBLE.findall(text)) > 2:
        faults.append("the text was decoded wrongly before it came here (Ã© for é)")
    return tuple(faults)
