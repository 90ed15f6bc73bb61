"""The same words in several dispatches: one statement only when speaker, day and occasion agree.

Similar words alone never make two statements one: a minister says "massive sanctions" every day. Words that agree
less, as two translations do, are one where the occasion is known to be one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations

import msgspec

from ..fold import find_stems
from ..ids import make_id
from ..types import Document, Judgement, Reason, Statement
from .memory import Answers, no_memory

RULE = "rule:statements"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SAME_WORDS, _TRANSLATED = 0.7, 0.4
"""Least shares of the shorter one's words that the other one holds: on an occasion that is not told, and on the same
one (set on evaluation/samples and the seeds)."""
_LEAST = 4
"""Fewest words in common that make two statements one where no occasion is told."""
_LETTERS = 4
"""Shorter words are mostly the little ones of the language; figures count at any length."""

Pair = tuple[str, str]


def join_statements(
    statements: Sequence[Statement], documents: Mapping[str, Document], answers: Answers | None = None
) -> tuple[list[Statement], list[Judgement]]:
    """`statements` with `same_as` filled (ids of other dispatches, sorted), and a judgement with its reasons a pair.

    The order of `statements` makes no difference to what is joined. Words relayed by others (`within`) and speakers
    that stay unresolved are joined with none; an anonymous source is another one in each dispatch.
    """
    ask = (answers or no_memory()).ask
    found: dict[Pair, tuple[Reason, ...]] = {}
    for block in _blocks(statements, documents):
        for a, b in combinations(block, 2):
            if a.doc == b.doc:
                continue
            given = (a, b, _origin(a.doc, documents) == _origin(b.doc, documents))
            if reasons := ask("same words", (a.id, b.id), given, partial(compare, a, b, documents)):
                found[(a.id, b.id)] = reasons
    same = _closure(found)
    joined = [
        ask("joined", s.id, (s, same[s.id]), partial(_joined, s, same[s.id])) if s.id in same else s for s in statements
    ]
    judged = [ask("one statement", p, (r,), partial(_judgement, p, r)) for p, r in sorted(found.items())]
    return joined, judged


def _joined(statement: Statement, same_as: tuple[str, ...]) -> Statement:
    return msgspec.structs.replace(statement, same_as=same_as)


def _judgement(pair: Pair, reasons: tuple[Reason, ...]) -> Judgement:
    return Judgement(id=make_id("judgement", RULE, *pair), kind="merge", pair=pair, reasons=reasons, author=RULE)


def _blocks(statements: Iterable[Statement], documents: Mapping[str, Document]) -> Iterator[list[Statement]]:
    """Those that one speaker said on one day, and those of one speaker in copies of one dispatch; each by id."""
    by_key: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.speaker is None or statement.within is not None:
            continue
        speakers = sorted({statement.speaker, *statement.co_speakers})
        if _DAY.fullmatch(day := statement.said_on.value or ""):
            by_key[(*speakers, day)].append(statement)
        by_key[(*speakers, "copy", _origin(statement.doc, documents))].append(statement)
    for key in sorted(by_key):
        if len(by_key[key]) > 1:
            yield sorted(by_key[key], key=lambda s: s.id)


def _origin(doc: str, documents: Mapping[str, Document]) -> str:
    document = documents[doc]
    return document.copy_of or document.duplicate_of or doc


def compare(a: Statement, b: Statement, documents: Mapping[str, Document]) -> tuple[Reason, ...]:
    """Why `a` and `b`, of the same speaker on the same day or in copies of one dispatch, are one; empty where not."""
    x, y = _stems(a), _stems(b)
    common = len(x & y)
    share = common / min(len(x), len(y)) if x and y else 0.0
    words = Reason(feature="words", weight=round(3 * share, 2), evidence=f"{common} words in common")
    speaker = Reason(feature="speaker", weight=1.0, evidence="the same speaker")
    if _origin(a.doc, documents) == _origin(b.doc, documents):
        copied = [s.text for s in a.content] == [s.text for s in b.content]
        return (speaker, Reason(feature="copy", weight=5.0, evidence="the same wire")) if copied else ()
    if _is_elsewhere(a, b):
        return ()
    day = Reason(feature="day", weight=1.0, evidence=f"the same day, {a.said_on.value}")
    if a.occasion is not None and a.occasion == b.occasion:
        occasion = Reason(feature="occasion", weight=2.0, evidence="on the same occasion")
        return (speaker, day, occasion, words) if share >= _TRANSLATED and common > 1 else ()
    return (speaker, day, words) if share >= _SAME_WORDS and common >= _LEAST else ()


def _is_elsewhere(a: Statement, b: Statement) -> bool:
    """Whether what is told of occasion, medium or addressee keeps the two apart."""
    if a.occasion and b.occasion and a.occasion != b.occasion:
        return True
    if "unknown" not in {a.medium, b.medium} and a.medium != b.medium:
        return True
    return bool(a.addressee and b.addressee) and not set(a.addressee) & set(b.addressee)


def _stems(statement: Statement) -> frozenset[str]:
    stems = find_stems(" ".join(s.text for s in statement.content))
    return frozenset(s for s in stems if len(s) >= _LETTERS or s.isdigit())


def _closure(pairs: Iterable[Pair]) -> dict[str, tuple[str, ...]]:
    """For each id the others that pairs join it to, directly or through others; speaker and day agree along the way."""
    groups: dict[str, set[str]] = {}
    for a, b in pairs:
        group = groups.get(a, {a}) | groups.get(b, {b})
        for member in group:
            groups[member] = group
    return {i: tuple(sorted(group - {i})) for i, group in groups.items()}
