"""Arguments of one deed: the tokens of its subject, its object and its complements, by slot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from ...annotate import syntax
from ...annotate.tree import Token

DEMONSTRATIVES: Final[frozenset[str]] = frozenset({"celui", "celle", "ceux", "celles"})
"""Pronouns that stand for a noun said before: "rappelle son ambassadeur et expulse celui de Lima"."""


@dataclass(slots=True)
class Arguments:
    """Argument tokens of one deed, by slot."""

    head: Token
    passive: bool = False
    reflexive: bool = False
    first_person: bool = False
    inverted: Token | None = None
    slots: dict[str, list[Token]] = field(default_factory=dict)

    def get(self, slot: str) -> list[Token]:
        """Tokens in `slot`, in the order of the text."""
        return self.slots.get(slot, [])

    def named(self, slot: str) -> list[Token]:
        """As `get`, the noun before it in place of a relative "que": "les chars que Lima a livrés"."""
        found = [syntax.antecedent(self.head) or t if t.lower_ in ("que", "qu'") else t for t in self.get(slot)]
        return [t for t in found if t.lower_ not in ("que", "qu'")] or found

    def has(self, slot: str) -> bool:
        """Whether anything fills `slot`."""
        return bool(self.slots.get(slot))

    def has_any(self, slots: Iterable[str]) -> bool:
        """Whether anything fills one of `slots`."""
        return any(map(self.slots.get, slots))

    def add(self, slot: str, *tokens: Token) -> None:
        """Put `tokens` into `slot`, each once."""
        into = self.slots.setdefault(slot, [])
        for token in tokens:
            if token not in into:
                into.append(token)


def stands_for(token: Token) -> list[Token]:
    """`token`, or for "celui de Lima" the nouns before it in its sentence of which it may be one."""
    if token.lower_ not in DEMONSTRATIVES:
        return [token]
    gender = token.morph.get("Gender", [])
    return [
        t for t in token.doc[token.sent.start : token.i] if t.pos_ == "NOUN" and t.morph.get("Gender", []) == gender
    ]
