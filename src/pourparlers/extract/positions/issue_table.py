"""The shape of lang/*/issues.toml."""

from __future__ import annotations

from ...lang.pack import Table


class Issue(Table, frozen=True):
    """A matter: met where every group of stems in `all` has one that begins a word of the text.

    A stem with a space after it is a whole word, its plural included: "char " is not met by "charte". Right after
    words of `beside` no stem counts: "à la frontière" says where, not what about.
    """

    key: str
    fr: str
    en: str
    all: tuple[tuple[str, ...], ...]
    beside: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counter: tuple[str, ...] = ()


class IssueTable(Table, frozen=True):
    """Shape of lang/*/issues.toml; `empty`: words that say nothing of a matter, folded; `reasons`: words, folded, that
    open why a stance is taken, and so name no matter of it."""

    empty: frozenset[str]
    reasons: tuple[str, ...]
    issues: tuple[Issue, ...]
