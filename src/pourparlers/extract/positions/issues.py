"""The negotiable matter that words speak of: a key of lang/*/issues.toml, else the words themselves."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ...fold import strip_accents
from ...lang.pack import Pack
from .issue_table import IssueTable

_WORDS_KEPT: Final = 6
_HEAD: Final = 3
"""So many first letters of a word tell which stems may stand there."""


def fold(text: str) -> str:
    """Lower case, without accents, apostrophes as spaces."""
    return re.sub(r"[^a-z0-9-]+", " ", strip_accents(text)).strip()


class _Group:
    """Stems of which words must hold one, where none of `beside` stands before it."""

    def __init__(self, stems: tuple[str, ...], beside: tuple[str, ...]) -> None:
        self._find = re.compile(_not_after(beside) + r"\b(?:" + "|".join(map(_stem, stems)) + ")").search
        self._begin = frozenset(head for stem in stems for head in [*_heads(fold(stem).replace("-", " ").split()[0])])
        self._any = any(len(begin) < _HEAD for begin in self._begin)

    def meets(self, folded: str, heads: frozenset[str]) -> bool:
        """Whether folded words, which begin with the letters of `heads`, hold a stem: the expression is asked only
        where a word begins as one of them does.
        """
        return (self._any or not heads.isdisjoint(self._begin)) and self._find(folded) is not None


@lru_cache(maxsize=8)
def _groups(pack: Pack) -> tuple[tuple[str, tuple[_Group, ...]], ...]:
    table = pack.table("issues", IssueTable)
    return tuple((i.key, tuple(_Group(tuple(stems), tuple(i.beside)) for stems in i.all)) for i in table.issues)


def _heads(folded: str) -> frozenset[str]:
    """The first letters of each word of folded words."""
    return frozenset(word[:_HEAD] for word in folded.replace("-", " ").split())


def _stem(words: str) -> str:
    return re.escape(fold(words)) + (r"s?\b" if words.endswith(" ") else "")


def _not_after(phrases: tuple[str, ...]) -> str:
    return "".join(rf"(?<!\b{re.escape(fold(p))} )" for p in phrases)


def issue_names(pack: Pack, lang: str) -> dict[str, str]:
    """The names of the lexicon's issues in the language of the interface `lang` (fr or en), by key."""
    return {i.key: i.en if lang == "en" else i.fr for i in pack.table("issues", IssueTable).issues}


def issue_key(text: str, *, pack: Pack) -> str | None:
    """Key of the first issue that the words of `text` meet, None where none does."""
    folded = fold(text)
    heads = _heads(folded)
    for key, groups in _groups(pack):
        if all(group.meets(folded, heads) for group in groups):
            return key
    return None


def meets(text: str, key: str, *, pack: Pack) -> bool:
    """Whether the words of `text` meet the issue `key`, whatever other issue they meet before it."""
    folded = fold(text)
    heads = _heads(folded)
    return any(all(group.meets(folded, heads) for group in groups) for known, groups in _groups(pack) if known == key)


def find_issue(name: str, *, pack: Pack) -> str | None:
    """Key of the issue of this key or name, in French or English; None where the lexicon has none."""
    wanted = fold(name)
    for issue in pack.table("issues", IssueTable).issues:
        if wanted in {fold(issue.key), fold(issue.fr), fold(issue.en)}:
            return issue.key
    return None


def issue_of(text: str, *, pack: Pack) -> str:
    """Key of the issue that `text` speaks of, or its first content words where the lexicon has none."""
    table = pack.table("issues", IssueTable)
    text = _without_reason(text, table.reasons)
    found = issue_key(text, pack=pack)
    if found is not None:
        return found
    empty = table.empty
    words = [w for w in fold(text).split() if w not in empty]
    return " ".join(words[:_WORDS_KEPT]) or "other"


def _without_reason(text: str, reasons: tuple[str, ...]) -> str:
    """The words of `text` before those that tell why, all of them where nothing stands before."""
    folded = f" {fold(text)}"
    if len(folded) != len(text) + 1:
        return text  # folding has moved the letters
    first = min((at for reason in reasons if (at := folded.find(f" {reason}")) > 0), default=len(folded))
    return text[: first - 1] or text
