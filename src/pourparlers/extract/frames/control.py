"""Verbs whose infinitive another than their subject does: "accuse Lima d'avoir menti", "a fait signer l'accord"."""

from __future__ import annotations

from typing import Final

from ...annotate import syntax
from ...annotate.modality import ModalityReader
from ...annotate.tree import Token
from ...annotate.word_table import VERBS

OBJECT_CONTROL: Final = VERBS.object_control
DATIVE_CONTROL: Final = VERBS.dative_control
_ORDERS: Final = VERBS.ordering | {None}
"""Of these, those whose subject never does it (None: no verb at all): "la trêve doit permettre d'acheminer l'aide"."""
OF_OTHERS: Final = (_ORDERS | OBJECT_CONTROL | VERBS.blaming_or_advising) - VERBS.letting
"""Verbs whose own subject does not do what an infinitive after them says."""
HUNG_ON: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(OBJECT_CONTROL, ("obj",)),
    **dict.fromkeys(DATIVE_CONTROL - {"exiger"}, ("obl:arg",)),
}
"""How the tree hangs on such a verb the noun on which it wrongly hangs the infinitive."""
_SIGNED: Final = VERBS.signed
_FAIRE: Final = VERBS.faire
SEEN: Final = VERBS.seen
_REACH: Final = 14


def is_made_to(verb: Token, lemma: str | None) -> bool:
    """Whether "faire" right before the infinitive `verb`, of the word `lemma`, has others do it: "a fait signer"."""
    return lemma in _SIGNED and syntax.is_infinitive(verb) and verb.i > 0 and verb.nbor(-1).lower_ in _FAIRE


def governor_before(verb: Token, reader: ModalityReader) -> Token | None:
    """The verb of this list that stands before the infinitive `verb` and its preposition on the line, where the tree
    hangs that on nothing; None where there is none: "Lima reproche à Quito d'avoir menti"."""
    start = syntax.group_start(verb)
    if not syntax.is_infinitive(verb) or start < 1 or verb.doc[start - 1].lower_ not in ("de", "d'"):
        return None
    for i in range(start - 2, max(verb.sent.start, start - _REACH) - 1, -1):
        word = verb.doc[i]
        if word.is_punct or word.lower_ in ("qui", "que", "qu'"):
            return None
        if reader.lemma(word) is not None and not word.dep_.startswith("aux"):
            return word if (reader.lemma(word) or "") in OBJECT_CONTROL | DATIVE_CONTROL else None
    return None
