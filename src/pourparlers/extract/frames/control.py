"""Verbs whose infinitive another than their subject does: "accuse Lima d'avoir menti", "a fait signer l'accord"."""

from __future__ import annotations

from typing import Final

from ...annotate import syntax
from ...annotate.modality import ModalityReader
from ...annotate.tree import Token

OBJECT_CONTROL: Final[frozenset[str]] = frozenset(
    {
        "accuser", "exhorter", "appeler", "sommer", "presser", "inviter", "empêcher", "soupçonner", "suspecter",
        "inciter", "pousser", "encourager", "dissuader", "contraindre", "obliger", "forcer", "autoriser", "prier",
        "supplier", "voir", "laisser", "faire", "blâmer", "inculper",
    }
)  # fmt: skip
"""Verbs whose object does what their infinitive says."""
DATIVE_CONTROL: Final[frozenset[str]] = frozenset(
    {
        "demander", "ordonner", "permettre", "reprocher", "interdire", "enjoindre", "conseiller", "recommander",
        "intimer", "exiger", "imputer",
    }
)  # fmt: skip
"""Verbs whose complement in "à" (exiger: "de") does what their infinitive says."""
_ORDERS: Final = frozenset({None, "permettre", "ordonner", "interdire", "enjoindre", "intimer"})
"""Of these, those whose subject never does it (None: no verb at all): "la trêve doit permettre d'acheminer l'aide"."""
OF_OTHERS: Final = (_ORDERS | OBJECT_CONTROL | {"reprocher", "imputer", "conseiller", "recommander"}) - {
    "faire",
    "laisser",
    "voir",
}
"""Verbs whose own subject does not do what an infinitive after them says."""
HUNG_ON: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(OBJECT_CONTROL, ("obj",)),
    **dict.fromkeys(DATIVE_CONTROL - {"exiger"}, ("obl:arg",)),
}
"""How the tree hangs on such a verb the noun on which it wrongly hangs the infinitive."""
_SIGNED: Final = frozenset(
    {
        "signer", "parapher", "accepter", "conclure", "promettre", "reconnaître", "avouer", "admettre", "approuver",
        "entériner", "ratifier", "céder", "plier", "reculer",
    }
)  # fmt: skip
"""What only those do whom one brings to it: who has an accord signed has signed none."""
_FAIRE: Final = frozenset({"fait", "faire", "fit", "font", "fera", "feront", "faisait", "faisant"})
SEEN: Final = frozenset({"vu", "vue", "vus", "vues", "voit", "voient", "vit", "virent", "verra", "verront"})
"""Forms of "voir" that with "se" before an infinitive make it a passive: "s'est vu reprocher"."""
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
