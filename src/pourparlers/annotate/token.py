"""A token of a parsed document in plain Python: its place, its words, and where it hangs.

Apart from the tree, so that it can be compiled (see docs/deployment.md): rules look at tokens more often than at all
else.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from .tree import Doc, Span

T = TypeVar("T")


class Morph:
    """Features of a word: `get("VerbForm", [])` is a list of values; `finite`, `infinitive` and `conditional` forms."""

    __slots__ = ("_values", "conditional", "finite", "get", "infinitive")

    def __init__(self, features: str) -> None:
        pairs = (pair.partition("=") for pair in features.split("|") if "=" in pair)
        self._values = {name: values.split(",") for name, _, values in pairs}
        self.get = self._values.get
        forms = self.get("VerbForm", [])
        self.finite, self.infinitive = "Fin" in forms, "Inf" in forms
        self.conditional = "Cnd" in self.get("Mood", [])

    def __len__(self) -> int:
        return len(self._values)


morph_of = lru_cache(maxsize=4096)(Morph)  # by the model's own strings, of which there are a few hundred


class Token:
    """A token: its place, its words, and where it hangs. The root of a sentence is its own `head`."""

    __slots__ = (
        "_subtree", "children", "dep_", "doc", "head", "i", "idx", "is_alpha", "is_punct", "is_sent_start", "is_space",
        "lefts", "lemma_", "lower_", "memo", "morph", "pos_", "rights", "sent", "text", "whitespace_",
    )  # fmt: skip

    doc: Doc
    head: Token
    sent: Span
    lefts: tuple[Token, ...]
    rights: tuple[Token, ...]
    children: tuple[Token, ...]

    def __init__(  # noqa: PLR0917 - one row of a table
        self, i: int, text: str, lower: str, lemma: str, pos: str, dep: str, morph: Morph, idx: int, whitespace: str,
        starts: bool, is_space: bool, is_punct: bool, is_alpha: bool,
    ) -> None:  # fmt: skip
        self.i, self.idx, self.text, self.lower_ = i, idx, text, lower
        self.lemma_, self.pos_, self.dep_, self.morph = lemma, pos, dep, morph
        self.whitespace_, self.is_sent_start = whitespace, starts
        self.is_space, self.is_punct, self.is_alpha = is_space, is_punct, is_alpha
        self.lefts = self.rights = self.children = ()
        self._subtree: tuple[Token, ...] | None = None
        self.memo: dict[object, Any] = {}

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return self.text

    @property
    def text_with_ws(self) -> str:
        """The words, and the space after them where there is one."""
        return self.text + self.whitespace_

    @property
    def ancestors(self) -> list[Token]:
        """The heads above the token, the nearest first."""
        found: list[Token] = []
        token = self
        while token.head is not token and len(found) < len(self.doc):
            token = token.head
            found.append(token)
        return found

    @property
    def subtree(self) -> tuple[Token, ...]:
        """The token and all that hangs on it, in the order of the tree: what hangs on its left, itself, the rest."""
        if self._subtree is None:
            found: list[Token] = []
            for child in self.lefts:
                found.extend(child.subtree)
            found.append(self)
            for child in self.rights:
                found.extend(child.subtree)
            self._subtree = tuple(found)
        return self._subtree

    def is_ancestor(self, descendant: Token) -> bool:
        """Whether the token is a head above `descendant`."""
        return any(token is self for token in descendant.ancestors)

    def nbor(self, i: int = 1) -> Token:
        """The token `i` places on; IndexError outside the document."""
        if self.i + i < 0:
            raise IndexError(f"token {self.i + i} of a document")
        return self.doc[self.i + i]


def remembered(work: Callable[[Token], T]) -> Callable[[Token], T]:
    """`work`, done once for each token: what it says rests on the tree alone, which does not change.

    What it gives is shared by all who ask, and is not to be changed.
    """

    @wraps(work)
    def known(token: Token) -> T:
        try:
            memo: dict[object, T] = token.memo
        except AttributeError:  # a token of spaCy's
            return work(token)
        if work in memo:  # no KeyError: raised in compiled code, it costs more than most work
            return memo[work]
        told = memo[work] = work(token)
        return told

    return known
