"""Answers of an interview that is printed with its marks: "Q - Que voulez-vous ? R - Nous demandons une trêve.".

Input is a document whose other statements are known; output one statement an answer, of the one person who is
questioned: who speaks in the title, or the only one named above the first question. Where these are several, or
nobody, no answer is given to anybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from ..drafts import StatementDraft
from ..ids import make_id
from ..types import Statement
from .layers import Layers
from .tree import Doc

_LEAST = 3
"""Fewest words of an answer that says anything."""


@lru_cache(maxsize=8)
def _marks(questions: frozenset[str], answers: frozenset[str]) -> re.Pattern[str]:
    asked, told = ("|".join(sorted(map(re.escape, words), key=len, reverse=True)) for words in (questions, answers))
    return re.compile(rf"^[ \t]*(?:(?P<asked>{asked})|(?:{told}))[ \t]*(?:\.?[ \t]*[:–—-]|\.)[ \t]*(?=\S)", re.M)


def find_answers(
    doc: Doc, layers: Layers, told: Iterable[StatementDraft], *, questions: frozenset[str], answers: frozenset[str]
) -> list[StatementDraft]:
    """The answers that `doc` prints behind one of `answers`, a question marked with one of `questions` before them."""
    marks = list(_marks(questions, answers).finditer(layers.text))
    if not marks or not marks[0]["asked"] or all(m["asked"] for m in marks):
        return []
    speaker = _questioned(doc, layers, told, marks[0].start())
    if speaker is None:
        return []
    ends = [m.start() for m in marks[1:]]
    spans = [(m.end(), end) for m, end in zip(marks, ends, strict=False) if not m["asked"]]
    if not marks[-1]["asked"]:
        spans.append((marks[-1].end(), _line_end(layers.text, marks[-1].end())))
    whole = [_trimmed(layers.text, *span) for span in spans]
    return [_answer(layers, speaker, start, end) for start, end in whole if end > start]


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """[start, end) without the white space behind it; empty where it says nothing."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if len(text[start:end].split()) >= _LEAST else (start, start)


def _questioned(doc: Doc, layers: Layers, told: Iterable[StatementDraft], before: int) -> str | None:
    """Who is questioned, as the words before the code point `before` say."""
    speakers = {d.fact.speaker for d in told if d.fact.content and d.fact.content[0].start < before} - {None}
    if len(speakers) == 1:
        return speakers.pop()
    above = [m for m in layers.mentions if doc[m.end - 1].idx < before and m.actor and not m.adjective]
    people = {m.actor for m in above if layers.actors[m.actor or ""].kind == "person"}
    return people.pop() if len(people) == 1 else None


def _answer(layers: Layers, speaker: str, start: int, end: int) -> StatementDraft:
    span = layers.span(start, end)
    fact = Statement(
        id=make_id("statement", layers.document.id, start, end, speaker), doc=layers.document.id, content=(span,),
        kind="direct", speaker=speaker, medium="interview", evidence=(span,),
    )  # fmt: skip
    return StatementDraft(fact=fact)
