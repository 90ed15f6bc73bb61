"""Pronouns that stand for nobody: "il faut", "il est urgent de"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .coreference_table import PronounTable
from .tree import Token

_VERBAL = frozenset({"VERB", "AUX"})


def is_impersonal(table: PronounTable, token: Token) -> bool:
    """Whether "il" stands for nobody: "il faut", "il y a", "il est urgent de", "il a été décidé que"."""
    doc = token.doc
    if token.lower_ == "-il":
        return any(t.lemma_.lower() in table.impersonal for t in doc[max(0, token.i - 2) : token.i + 3])
    if token.lower_ != "il":
        return False
    words = [t for t in doc[token.i + 1 : token.i + 7] if t.lower_ not in table.negations]
    if not words or words[0].lower_ == "y":
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


def _stands_for_nobody(words: Sequence[Token], verb: Token, table: PronounTable) -> bool:
    """Whether a verb that may stand with nobody does: "il s'agit", never "il a agi"; "il revient à X", never "il
    revient de Rome"."""
    lemma = verb.lemma_.lower()
    if lemma in table.reflexive:
        return any(t.lower_ in {"s'", "se"} for t in words if t.i < verb.i)
    after = verb.doc[verb.i + 1].lower_ if verb.i + 1 < len(verb.doc) else ""
    return lemma not in table.incumbent or after in {"à", "au", "aux"}
