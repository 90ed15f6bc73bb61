"""Words that have the shape of a stance and take none: who leaves a treaty, who is an opponent, "prête à X"."""

from __future__ import annotations

import re
from typing import Final

from ...annotate import syntax
from ...annotate.layers import Layers
from ...annotate.tree import Token
from ...annotate.word_table import NOUNS, VERBS
from ..frames.arguments import Arguments
from ..frames.phrases import actors_of
from .stance_rules import StanceRule

_TREATIES: Final = NOUNS.treaties
_YEAR: Final = re.compile(r"1[5-9]\d\d|20\d\d")
_BEING: Final = VERBS.being_or_having
_STANCES: Final = frozenset({"offer", "promise", "acceptance", "support"})


def is_unfit(rule: StanceRule, args: Arguments, layers: Layers) -> bool:
    """Whether the head of `args`, which has the shape of `rule`, takes no such stance."""
    head = args.head
    if rule.said and any(w.lower_ in ("aucun", "aucune") for w in head.doc[max(head.sent.start, head.i - 8) : head.i]):
        return True  # "aucun entretien n'est à l'ordre du jour" tells, it does not refuse
    if rule.stance == "refusal" and head.lower_.startswith("opposant") and not args.reflexive:
        return True  # "opposant de toujours à X" is what somebody is
    if rule.stance == "offer" and head.lower_.startswith("ouvert") and args.reflexive:
        return True  # "s'en est ouvert à X": told X of it
    if rule.stance == "promise" and any(_is_state_denied(t) for t in args.get("inf")):
        return True  # "jure n'y être pour rien"
    if rule.stance == "accusation" and head.lemma_.lower().startswith("dénonc"):
        return any(_is_treaty(t) for t in args.get("object"))
    if rule.adjectives and rule.stance in _STANCES and head.lower_.startswith("prêt") and not args.has("que"):
        after = head.doc[head.i + 1 : head.i + 4]  # "Lima prête à Quito l'intention de": lends it
        named = next((t for t in after if layers.mention_of(t) is not None), None)
        return named is not None and bool(actors_of(named, layers)) and not any(syntax.is_infinitive(t) for t in after)
    return False


def _is_state_denied(verb: Token) -> bool:
    """Whether an infinitive says what is not so, not what will not be done: "n'y être pour rien", "ne pas détenir"."""
    words = [t.lower_ for t in (verb, *syntax.group(verb), *verb.doc[syntax.group_start(verb) : verb.i])]
    return not _BEING.isdisjoint(words) and not {"ne", "n'"}.isdisjoint(words)


def _is_treaty(noun: Token) -> bool:
    """Whether a noun names a treaty (an accord by its year), with nobody beside it who made it: who
    denounces that leaves it."""
    if noun.lemma_.lower() not in _TREATIES or not any(c.dep_ == "det" for c in noun.children):
        return noun.pos_ == "PRON" and noun.lower_ in ("l'", "le", "la")
    under = [t for t in noun.subtree if t.i > noun.i]
    if any(t.lower_ in ("entre", "par", "avec", "comme", "qui", "que", "«", '"') for t in under):
        return False
    return noun.lemma_.lower() != "accord" or any(_YEAR.fullmatch(t.text) for t in under)
