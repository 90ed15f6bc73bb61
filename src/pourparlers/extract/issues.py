"""The negotiable matter that words speak of: a key of lang/*/issues.toml, else the words themselves."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ..fold import strip_accents
from ..lang.pack import Pack
from .issue_table import IssueTable

_WORDS_KEPT: Final = 6


def fold(text: str) -> str:
    """Lower case, without accents, apostrophes as spaces."""
    return re.sub(r"[^a-z0-9-]+", " ", strip_accents(text)).strip()


@lru_cache(maxsize=8)
def _patterns(pack: Pack) -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    table = pack.table("issues", IssueTable)
    return tuple(
        (
            issue.key,
            tuple(
                re.compile(_not_after(issue.beside) + r"\b(?:" + "|".join(_stem(s) for s in group) + ")")
                for group in issue.all
            ),
        )
        for issue in table.issues
    )


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
    for key, groups in _patterns(pack):
        if all(group.search(folded) for group in groups):
            return key
    return None


def meets(text: str, key: str, *, pack: Pack) -> bool:
    """Whether the words of `text` meet the issue `key`, whatever other issue they meet before it."""
    folded = fold(text)
    return any(all(group.search(folded) for group in groups) for known, groups in _patterns(pack) if known == key)


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
