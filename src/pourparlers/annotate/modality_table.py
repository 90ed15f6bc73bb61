"""Shape of lang/*/modality.toml: which words weaken what is said of the deed they govern."""

from __future__ import annotations

from typing import Literal, TypeAlias

from ..lang.pack import Table
from .condition_table import ConditionTable

Effect: TypeAlias = Literal["denied", "accused", "negated", "hypothetical", "planned", "reported", "none", "fact"]
Take: TypeAlias = Literal["inf", "que", "noun"]


class Governor(Table, frozen=True):
    """Words with one effect on the deed they govern; `negated` is the effect under negation, `past` that of a past."""

    words: tuple[str, ...]
    effect: Effect
    takes: tuple[Take, ...]
    negated: Effect | None = None
    past: Effect | None = None


class Occurrence(Table, frozen=True):
    """Verbs that say of their subject that it takes place, will, will not, or might."""

    happen: frozenset[str]
    planned: frozenset[str]
    cancelled: frozenset[str]
    hypothetical: frozenset[str]
    agenda: frozenset[str]
    failed: frozenset[str] = frozenset()
    late: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()


class Adjectives(Table, frozen=True):
    """Adjectives that weaken the noun beside them."""

    hypothetical: tuple[str, ...]
    planned: tuple[str, ...]
    negated: tuple[str, ...]
    reported: tuple[str, ...]


class HedgeWords(Table, frozen=True):
    """Sequences of lower-case words, one space between, by which who writes does not vouch for a clause."""

    hypothetical: tuple[str, ...] = ()
    reported: tuple[str, ...] = ()


class Texts(Table, frozen=True):
    """Texts that bind who adopts them, the words for their drafts, and verbs of what one does with a draft."""

    nouns: frozenset[str] = frozenset()
    drafts: frozenset[str] = frozenset()
    drafting: frozenset[str] = frozenset()


class ModalityTable(Table, frozen=True):
    """Shape of lang/*/modality.toml."""

    verb_forms: dict[str, str]
    prepositions: dict[str, Effect]
    conjunctions: dict[str, Effect]
    conditions: ConditionTable
    governors: tuple[Governor, ...]
    occurrence: Occurrence
    adjectives: Adjectives
    hedges: HedgeWords = HedgeWords()
    texts: Texts = Texts()


def fold_adjective(word: str) -> str:
    """An adjective without the endings of gender and number ("éventuelles" → "éventuel")."""
    word = word.lower().removesuffix("s").removesuffix("e").removesuffix("x")
    return word.removesuffix("l") if word.endswith("ll") else word
