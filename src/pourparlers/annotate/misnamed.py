"""First names that the tagger takes for verbs ("a reçu Narendra Modi", "et Yasser Arafat"), read as the names they are.

In French a verb is written with a capital only where a sentence or a quotation opens. Input is the columns of a parse
(one item a token; heads as distances), which are changed in place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from .token import Morph, morph_of

_OPENS: Final[frozenset[str]] = frozenset({"«", '"', "“", "‘", "'", ":", "(", "[", "/", "|", "-", "–", "—", "…", "•"})
"""Marks after which a sentence may open."""
_CLAUSES: Final[frozenset[str]] = frozenset({"xcomp", "ccomp", "advcl", "acl", "dep"})
_REACH: Final = 40
"""Tokens behind a first name within which what hung on it stands, at most."""
_NO_NAME: Final[Morph] = morph_of("")


class Parse(NamedTuple):
    """The columns that are changed in place: parts of speech, relations, forms, and heads as distances."""

    pos: list[str]
    dep: list[str]
    morph: list[Morph]
    heads: list[int]


def name_again(words: Sequence[str], begins: Sequence[bool], parse: Parse) -> None:
    """Make names of capitalised verbs inside a sentence before another name; `begins`: whether a sentence begins there.

    What hung on the verb but its name hangs on what it hung on.
    """
    for i, pos in enumerate(parse.pos):
        if pos == "VERB" and _is_first_name(i, words, begins, parse.pos):
            _rename(i, parse)


def _is_first_name(i: int, words: Sequence[str], begins: Sequence[bool], pos: Sequence[str]) -> bool:
    if i == 0 or i + 1 == len(words) or begins[i] or begins[i + 1] or pos[i + 1] != "PROPN":
        return False
    opens = words[i - 1] in _OPENS or not words[i - 1].strip()
    return not opens and _is_name(words[i]) and _is_name(words[i + 1])


def _rename(i: int, parse: Parse) -> None:
    dep, heads, above = parse.dep, parse.heads, i + parse.heads[i]
    parse.pos[i], parse.morph[i] = "PROPN", _NO_NAME
    dep[i + 1], heads[i + 1] = "flat:name", -1
    if dep[i] in _CLAUSES and above != i:
        dep[i] = "obj"
    for k in range(i + 2, min(len(heads), i + _REACH)):
        if k + heads[k] == i and above not in {i, k}:
            heads[k] = above - k


def _is_name(word: str) -> bool:
    return word[:1].isupper() and word[1:].islower()
