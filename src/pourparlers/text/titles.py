"""Titles and subheads: lines known by their shape and place, and titles glued to the text they head."""

from __future__ import annotations

import re

from .block_rules import BlockRules
from .captions import credit_tail
from .lines import Line, ends_sentence, find_letter_glue, is_prose

_LONGEST_TITLE = 220
_LONGEST_SUBHEAD = 90
_LONGEST_RUBRIC = 40
_MOST_SUBHEAD_WORDS = 14
_LEAST_TITLE = (30, 5)
_MOST_TITLE_WORDS = 32
_STOP = re.compile(r"[.!…](?:[»”\"]|\s|$)")
_INNER_STOP = re.compile(r"[^\W\d_]{2}[.!…][»”\"]?\s+[A-ZÀ-Ý«“\"]")
_LONGEST_LABEL = 50
_LAST_WORD = re.compile(r"[^\W_]+$")
_BULLET = re.compile(r"[-–—•*►→>]")


def is_title(line: Line, following: Line | None, rules: BlockRules) -> bool:
    """Whether `line`, the first of its text, stands over it: short, no full stop, prose below."""
    if line.size > _LONGEST_TITLE or len(line.words.split()) < 3 or _ends_with_stop(line.words):
        return False
    if _INNER_STOP.search(line.words, _LONGEST_LABEL) or credit_tail(line.words, rules) is not None:
        return False
    return following is not None and (is_prose(following.words) or ends_sentence(following.words))


def is_rubric(line: Line) -> bool:
    """Whether `line`, above a title, may be the name of the page's section ("International")."""
    return line.size <= _LONGEST_RUBRIC and len(line.words.split()) <= 4 and not ends_sentence(line.words)


def is_subhead(line: Line, following: Line | None, rules: BlockRules) -> bool:
    """Whether `line`, with prose above it, heads the prose below."""
    words = line.words
    if line.size > _LONGEST_SUBHEAD or len(words.split()) > _MOST_SUBHEAD_WORDS or _BULLET.match(words):
        return False
    first = words.lstrip("«“\"' \u00a0\u202f(")[:1]
    if not (first.isupper() or first.isdigit()) or _ends_with_stop(words) or words[-1] in ",;:":
        return False
    if _INNER_STOP.search(words) or credit_tail(words, rules) is not None:
        return False
    return following is not None and is_prose(following.words)


def _ends_with_stop(words: str) -> bool:
    """Whether `words` end as a sentence of running text does; a title may end with a question."""
    return ends_sentence(words) and not words.rstrip('»”" \u00a0\u202f').endswith("?")


def glued_title_end(words: str, rules: BlockRules) -> int | None:
    """Where the title that `words` begin with ends, when nothing but a capital parts it from the text; else None.

    Only what French cannot write otherwise counts: a capital article or pronoun before a small letter in the middle
    of a sentence ("… à Genève vendredi Le chef …"), a dateline there, or a capital stuck to a small letter.
    """
    head = words[: _LONGEST_TITLE + 60]
    stop = _STOP.search(head)
    limit = min(stop.start() if stop else len(head), _LONGEST_TITLE)
    ends = [at for at in find_letter_glue(head, end=limit + 1) if not _in_camel(head, at, rules)]
    ends += [m.start() for m in rules.opener.finditer(head, 0, limit) if not _before_name(head[: m.start()], rules)]
    for pattern in rules.scope("start"):
        if pattern.name == "place and agency":
            ends += [m.start() for m in pattern.regex.finditer(head, 1, limit + 40) if head[m.start() - 1].isspace()]
    for end in sorted(ends):
        title = head[:end].rstrip()
        size, least = len(title), _LEAST_TITLE
        if size >= least[0] and least[1] <= len(title.split()) <= _MOST_TITLE_WORDS and _is_told(words[end:]):
            return size
    return None


def _is_told(rest: str) -> bool:
    return len(rest.strip()) >= 60 and _STOP.search(rest) is not None


def _before_name(before: str, rules: BlockRules) -> bool:
    """Whether the word that ends `before` calls for a name after it."""
    last = _LAST_WORD.search(before)
    return last is not None and (last[0] in rules.words.before_names or last[0].lower() in rules.words.before_names)


def _in_camel(words: str, at: int, rules: BlockRules) -> bool:
    return any(m.start() < at < m.end() for m in rules.camel.finditer(words, max(0, at - 20), at + 20))
