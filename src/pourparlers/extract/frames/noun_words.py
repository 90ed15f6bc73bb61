"""Forms under which tables list nouns and adjectives, and what their words count or name."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from ...annotate.tree import Token, remembered
from ...annotate.word_table import NOUNS

_QUANTITIES: Final = NOUNS.quantities
_NUMERALS: Final = NOUNS.numerals
_PRIVATE: Final = NOUNS.private
_COUNTED: Final = frozenset({"amod", "acl"})
"""How the tree hangs on a numeral what it counts, where it takes that for an adjective or a participle."""


def is_private(token: Token) -> bool:
    """Whether a noun names people who act for themselves: what "des étudiants serbes" do, Serbia does not."""
    return token.pos_ == "NOUN" and not noun_forms(token).isdisjoint(_PRIVATE)


@remembered
def core_noun(token: Token) -> Token:
    """The noun counted under a noun of quantity: "soldats" in "des milliers de soldats"."""
    for _ in range(3):
        if token.lower_ not in _QUANTITIES:
            break
        numeral = token.lower_ in _NUMERALS  # "deux cents migrants", which the tagger may take for an adjective
        under = [
            c
            for c in token.children
            if c.i > token.i
            and (
                (c.dep_ == "nmod" and c.pos_ == "NOUN" and not _is_given(c))
                or (numeral and c.dep_ in _COUNTED and c.i == token.i + 1)
            )
        ]
        if not under:
            break
        token = under[-1] if under[0].lower_ in _QUANTITIES else under[0]  # "milliards de dollars d'avoirs"
    return token


def _is_given(token: Token) -> bool:
    """Whether "à" leads a noun in, so that what stands before does not count it: "sept jours aux diplomates"."""
    return any(c.dep_ == "case" and c.lower_ in ("à", "au", "aux") for c in token.children)


def adjective_forms(token: Token) -> frozenset[str]:
    """Forms under which a table may list an adjective: lemma, form, masculine singular."""
    return _adjective_forms(token.lower_, token.lemma_)


def noun_forms(token: Token) -> frozenset[str]:
    """Forms under which a table may list `token`: lemma, form, form without the plural's ending."""
    return _noun_forms(token.lower_, token.lemma_)


def forms_of(low: str, lemma: str) -> frozenset[str]:
    """Forms under which a table may list a word, as a noun or as an adjective."""
    return _noun_forms(low, lemma) | _adjective_forms(low, lemma)


@lru_cache(maxsize=1 << 15)
def _adjective_forms(low: str, lemma: str) -> frozenset[str]:
    return frozenset({low, lemma.lower(), low.removesuffix("s"), low.removesuffix("s").removesuffix("e")})


@lru_cache(maxsize=1 << 15)
def _noun_forms(low: str, lemma: str) -> frozenset[str]:
    forms = {lemma.lower(), low, low.removesuffix("s"), low.removesuffix("x")}
    return frozenset(forms | {low[:-3] + "al"} if low.endswith("aux") else forms)
