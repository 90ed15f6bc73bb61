"""Pronouns that stand for nobody: "il faut", "il est urgent de"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from .coreference_table import PronounTable
from .tree import Token
from .word_table import GRAMMAR

_VERBAL = frozenset({"VERB", "AUX"})
_TO = frozenset({"à", "au", "aux"})
_HAVE: Final = GRAMMAR.avoir
_WHERE = frozenset({"en", "dans", "chez", "sur", "sous", "auprès"})


def is_impersonal(table: PronounTable, token: Token) -> bool:
    """Whether "il" stands for nobody: "il faut", "il y a", "il est urgent de", "il a été décidé que"."""
    doc = token.doc
    if token.lower_ == "-il":
        before, bare = doc[max(0, token.i - 4) : token.i], table.impersonal - {"reste"}  # "reste-t-il ministre ?"
        there = any(t.lower_ == "y" and after.lemma_.lower() == "avoir" for t, after in pairwise(before))
        return (there and not _is_done(doc[token.i + 1 : token.i + 3])) or any(
            t.lemma_.lower() in bare for t in doc[max(0, token.i - 2) : token.i + 3]
        )
    if token.lower_ != "il":
        return False
    words = [t for t in doc[token.i + 1 : token.i + 7] if t.lower_ not in table.negations]
    if (
        not words
        or (words[0].lower_ == "y" and _is_there(words))
        or any(t.lower_ == "y" and after.lower_ == "avoir" for t, after in pairwise(words))
    ):
        return True
    verb = next((t for t in words if t.pos_ in _VERBAL and t.lemma_.lower() not in table.modals), None)
    if verb is not None and verb.lemma_.lower() in table.impersonal:
        return _stands_for_nobody(words, verb, table)
    being = any(t.lemma_.lower() in table.copulas for t in words[:2])
    for t, after in pairwise(words):
        if (
            being
            and after.lower_ in table.impersonal_after
            and (t.pos_ in {"ADJ", "VERB"} or t.lower_ in table.impersonal)
        ):
            return True
    return False


def _is_there(words: Sequence[Token]) -> bool:
    """Whether "y" opens `words` so that nobody is meant: "il y a", "il y aura eu", "il y va de", not "il y verra", "il
    y a vu"."""
    verb = words[1] if len(words) > 1 else None
    if verb is None:
        return True
    if verb.lemma_.lower() == "aller":
        return words[2:3] != [] and words[2].lower_ in {"de", "d'"}
    return verb.lower_ in _HAVE and not _is_done(words[2:5])


def _is_done(words: Iterable[Token]) -> bool:
    """Whether the first of `words` but adverbs is the participle of what somebody did."""
    first = next((t for t in words if t.pos_ != "ADV"), None)
    return (
        first is not None
        and first.pos_ in _VERBAL
        and first.lower_ != "eu"
        and "Part" in first.morph.get("VerbForm", [])
    )


def _stands_for_nobody(words: Sequence[Token], verb: Token, table: PronounTable) -> bool:
    """Whether a verb that may stand with nobody does: "il s'agit", never "il a agi"; "il revient à X", never "il
    revient de Rome"."""
    lemma = verb.lemma_.lower()
    if lemma in table.reflexive:
        return any(t.lower_ in {"s'", "se"} for t in words if t.i < verb.i)
    rest = [t for t in verb.doc[verb.i + 1 : verb.i + 10] if t.lower_ not in table.negations]
    if lemma in table.staying:
        return bool(rest) and "Part" not in verb.morph.get("VerbForm", []) and not _stays(rest)
    if not rest:
        return True
    return lemma not in table.incumbent or (rest[0].lower_ in _TO and _is_for_him(rest))


def _is_for_him(rest: Sequence[Token]) -> bool:
    """Whether `rest`, from "à" on, says whose it is to do what: "il revient à X de trancher", not "au pouvoir"."""
    deed = (t for one, t in pairwise(rest) if one.lower_ in {"de", "d'"})
    return any("Inf" in t.morph.get("VerbForm", []) or t.lower_ in {"le", "la", "les", "l'", "ne", "se"} for t in deed)


def _stays(rest: Sequence[Token]) -> bool:
    """Whether `rest` after "il reste" tells where or what somebody stays ("à Paris", "convaincu"), not what is left
    ("à signer", "peu de temps")."""
    first = rest[0]
    if first.lower_ in _TO:
        return first.lower_ == "au" or (len(rest) > 1 and rest[1].pos_ == "PROPN")
    part = first.pos_ == "VERB" and "Part" in first.morph.get("VerbForm", [])
    return part or first.pos_ == "ADJ" or first.lower_ in _WHERE
