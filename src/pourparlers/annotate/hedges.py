"""Words by which who writes does not vouch for a clause: "peut-être", "sans doute", "dit-on", "selon des rumeurs".

Input is a verb of a parsed `Doc` and the sequences of words of a pack; output is what they leave of its claim.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

from . import syntax
from .tree import Token

Hedge: TypeAlias = Literal["hypothetical", "reported"]
Hedges: TypeAlias = Mapping[str, Sequence[tuple[tuple[str, ...], Hedge]]]
"""Sequences of lower-case words and what each leaves of a claim, by their first word."""


def hedge_of(verb: Token, hedges: Hedges) -> Hedge | None:
    """What a hedge leaves of the clause of `verb`, None where there is none.

    It stands within the verb's group or right behind it, in an aside before it, or at the head of its sentence with no
    other clause between.
    """
    sentence, start = verb.sent, syntax.group_start(verb)
    for token in verb.doc[sentence.start : min(sentence.end, verb.i + 2)]:
        if token.lower_ not in hedges:
            continue
        for words, effect in hedges[token.lower_]:
            last = token.i + len(words) - 1
            if last < sentence.end and _matches(token, words) and _is_on(token.i, last, verb, start):
                return effect
    return None


def _matches(token: Token, words: tuple[str, ...]) -> bool:
    return all(token.doc[token.i + n].lower_ == word for n, word in enumerate(words))


def _is_on(first: int, last: int, verb: Token, start: int) -> bool:
    """Whether the words from `first` to `last` hedge the clause of `verb`."""
    doc = verb.doc
    if start <= first:
        return last < verb.i or first == verb.i + 1
    if doc[first - 1].text == "," and first > verb.sent.start and _is_aside(last, start, verb):
        return True
    opens = all(t.is_punct or t.is_space or t.lower_ in ("mais", "et") for t in doc[verb.sent.start : first])
    between = doc[last + 1 : start]
    return opens and not any(
        t.lower_ in ("qui", "que", "qu'", "dont", "si", ":", ";") or (t.pos_ == "VERB" and syntax.is_finite(t))
        for t in between
    )


def _is_aside(last: int, start: int, verb: Token) -> bool:
    """Whether an aside that begins with the hedge ends right before the group of `verb`: ", croit-on à Lima, a"."""
    doc = verb.doc
    i = start - 1
    while i > last and (doc[i].lower_ in ("a", "ont", "avait", "avaient") or doc[i].pos_ in ("AUX", "PRON")):
        i -= 1
    if i <= last or doc[i].text != ",":
        return False
    return all(t.text != "," and not (t.pos_ == "VERB" and syntax.is_finite(t)) for t in doc[last + 1 : i])
