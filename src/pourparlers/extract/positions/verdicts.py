"""Verdicts: words said that blame by a noun or an adjective alone: « Une provocation », « Voilà des propos honteux »,
"ce vote est une mascarade".

Input is a word of blame in words said; output is whether it is what they say of another's deed.
"""

from __future__ import annotations

from typing import Final

from ...annotate import syntax
from ...annotate.layers import Layers
from ...annotate.tree import Token
from ...annotate.word_table import GRAMMAR
from ..clause import in_quotes
from ..contents import Range
from ..frames.phrases import is_ours

BEHOLD: Final = GRAMMAR.behold
_OPENING: Final[frozenset[str]] = frozenset({"«", "“", '"', "‘"})
_CLOSING: Final[frozenset[str]] = frozenset({"»", "”", '"', "’", ",", "."})
_FRAGMENT: Final = 8
"""Longest statement without a verb that is read as a judgement by its noun, in tokens: « Messages contradictoires »."""


def is_fragment(noun: Token, start: int, words: Range, layers: Layers) -> bool:
    """Whether the noun heads all that a quotation says: « Une provocation », « Voilà une provocation »."""
    while start > words[0] and noun.doc[start - 1].lower_ in BEHOLD:
        start -= 1
    return words[1] - words[0] < _FRAGMENT and start <= words[0] + 1 and in_quotes(layers, noun.idx)


def is_predicate(noun: Token) -> bool:
    """Whether "c'est", or another's deed with a verb of being, makes the noun what is said: "ce vote est une honte"."""
    if not any(c.dep_ == "cop" for c in noun.children):
        return False
    before = {t.lower_ for t in noun.doc[max(noun.sent.start, noun.i - 5) : noun.i]}
    subjects = [c for c in noun.children if c.dep_.startswith("nsubj") and c.i < noun.i]
    theirs = [t for t in subjects if t.pos_ in ("NOUN", "PROPN") and not is_ours(t)]
    return bool({"c'", "ce", "cela"} & before) or len(theirs) == len(subjects) > 0


def is_blame(token: Token, blame: frozenset[str]) -> bool:
    """Whether an adjective is one of `blame` in any form."""
    low = token.lower_.removesuffix("s")
    return bool({low, low.removesuffix("e"), token.lemma_.lower()} & blame)


def is_verdict(token: Token, blame: frozenset[str]) -> bool:
    """Whether an adjective of blame beside its noun is all that words in quotation marks say, or what they say that
    something is: "c'est une attitude irresponsable"."""
    noun = token.head
    if token.dep_ != "amod" or noun.pos_ != "NOUN" or abs(noun.i - token.i) > 2 or not is_blame(token, blame):
        return False
    if is_predicate(noun):
        return True
    first = syntax.np_start(noun)
    while first > noun.sent.start and noun.doc[first - 1].lower_ in BEHOLD:
        first -= 1
    last = max(noun.i, token.i) + 1
    opens = first > 0 and noun.doc[first - 1].text in _OPENING
    return opens and any(t.text in _CLOSING for t in noun.doc[last : last + _FRAGMENT])
