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
        return _is_there(words[1:], table)
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


def _is_there(words: Sequence[Token], table: PronounTable) -> bool:
    """Whether "il y", before `words`, tells what there is: "il y a", "il y va de", never "il y a renoncé"."""
    verb = words[0].lemma_.lower() if words else "avoir"
    if verb not in {"avoir", "être"}:
        return verb in {"aller", "en"} or verb in table.impersonal
    done = next((t for t in words[1:3] if t.pos_ != "ADV"), None)
    participle = done is not None and done.pos_ in _VERBAL and "Part" in done.morph.get("VerbForm", [])
    return not participle or done is None or done.lower_ == "eu"


def _stands_for_nobody(words: Sequence[Token], verb: Token, table: PronounTable) -> bool:
    """Whether a verb that may stand with nobody does: "il s'agit", never "il a agi"; "il revient à X", never "il
    revient de Rome"."""
    lemma = verb.lemma_.lower()
    if lemma in table.reflexive:
        return any(t.lower_ in {"s'", "se"} for t in words if t.i < verb.i)
    after = verb.doc[verb.i + 1].lower_ if verb.i + 1 < len(verb.doc) else ""
    return lemma not in table.incumbent or after in {"à", "au", "aux"}
