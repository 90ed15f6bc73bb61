"""A parsed document in plain Python: what the rules ask of tokens, read out of spaCy once.

spaCy makes an object for every token that is looked at and a string for every attribute; our rules look at each token
some hundred times. `read_tree` asks once and keeps plain lists. Names and meanings are those of spaCy's `Doc`,
`Token` and `Span`, so that a rule reads the same over either. What differs: `doc[a:b]` is a plain list of tokens
(`text_of` gives its words), and nothing can be changed but `Doc.user_data`, which is the parsed document's own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final, TypeAlias

from spacy.attrs import (  # type: ignore[import-not-found]
    DEP,
    HEAD,
    IDX,
    IS_ALPHA,
    IS_PUNCT,
    IS_SPACE,
    LEMMA,
    LOWER,
    MORPH,
    ORTH,
    POS,
    SENT_START,
    SPACY,
)
from spacy.tokens import Doc as Parsed

_KEY = "pourparlers.tree"
_COLUMNS: Final = [
    ORTH, LOWER, LEMMA, POS, DEP, MORPH, HEAD, IDX, SPACY, SENT_START, IS_SPACE, IS_PUNCT, IS_ALPHA,
]  # fmt: skip


class Morph:
    """Features of a word: `get("VerbForm", [])` is a list of values."""

    __slots__ = ("_values", "get")

    def __init__(self, features: str) -> None:
        pairs = (pair.partition("=") for pair in features.split("|") if "=" in pair)
        self._values = {name: values.split(",") for name, _, values in pairs}
        self.get = self._values.get

    def __len__(self) -> int:
        return len(self._values)


_morph = lru_cache(maxsize=4096)(Morph)  # by the model's own strings, of which there are a few hundred


class Token:
    """A token: its place, its words, and where it hangs. The root of a sentence is its own `head`."""

    __slots__ = (
        "_subtree", "children", "dep_", "doc", "head", "i", "idx", "is_alpha", "is_punct", "is_sent_start", "is_space",
        "lefts", "lemma_", "lower_", "morph", "pos_", "rights", "sent", "text", "whitespace_",
    )  # fmt: skip

    doc: Doc
    head: Token
    sent: Span
    lefts: tuple[Token, ...]
    rights: tuple[Token, ...]
    children: tuple[Token, ...]

    def __init__(  # noqa: PLR0917 - one row of a table
        self, i: int, text: str, lower: str, lemma: str, pos: str, dep: str, morph: Morph, idx: int
    ) -> None:
        self.i, self.idx, self.text, self.lower_ = i, idx, text, lower
        self.lemma_, self.pos_, self.dep_, self.morph = lemma, pos, dep, morph
        self.lefts = self.rights = self.children = ()
        self._subtree: tuple[Token, ...] | None = None
        self.whitespace_ = ""
        self.is_sent_start = self.is_space = self.is_punct = self.is_alpha = False

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
            left = [token for child in self.lefts for token in child.subtree]
            self._subtree = (*left, self, *(token for child in self.rights for token in child.subtree))
        return self._subtree

    def is_ancestor(self, descendant: Token) -> bool:
        """Whether the token is a head above `descendant`."""
        return any(token is self for token in descendant.ancestors)

    def nbor(self, i: int = 1) -> Token:
        """The token `i` places on; IndexError outside the document."""
        if self.i + i < 0:
            raise IndexError(f"token {self.i + i} of a document")
        return self.doc[self.i + i]


class Tokens(list[Token]):
    """Tokens in a row, compared by identity."""

    __slots__ = ()

    def __hash__(self) -> int:  # type: ignore[override]  # a list has none
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other


class Span(Tokens):
    """A sentence, or other tokens [start, end) of a document."""

    __slots__ = ("doc", "end", "start")

    def __init__(self, doc: Doc, start: int, end: int) -> None:
        super().__init__(doc[start:end])
        self.doc, self.start, self.end = doc, start, end

    @property
    def text(self) -> str:
        """The words."""
        return text_of(self)

    @property
    def start_char(self) -> int:
        """Where the first word begins, in code points."""
        return self.doc[self.start].idx

    @property
    def end_char(self) -> int:
        """Where the last word ends, in code points."""
        return self.doc[self.end - 1].idx + len(self.doc[self.end - 1].text)


class Doc(Tokens):
    """The tokens of a document, its sentences, and what our steps keep with it."""

    __slots__ = ("_starts", "lang_", "sents", "user_data")

    def __init__(self, tokens: Iterable[Token], *, lang: str, user_data: dict[Any, Any]) -> None:
        super().__init__(tokens)
        self.lang_, self.user_data = lang, user_data
        self._starts = [token.idx for token in self]
        starts = [token.i for token in self if token.i == 0 or token.is_sent_start]
        self.sents = [Span(self, start, end) for start, end in pairwise([*starts, len(self)])]
        for sentence in self.sents:
            for token in sentence:
                token.doc, token.sent = self, sentence

    @property
    def text(self) -> str:
        """The document's words as they were parsed."""
        return "".join([token.text_with_ws for token in self])

    def char_span(self, start: int, end: int, alignment_mode: str = "strict") -> Span | None:
        """The tokens that code points [start, end) cover. None where there are none, and in the mode "strict" where
        a limit stands inside a token; in the mode "expand" such tokens are covered whole.
        """
        first, last = self._token_at(start), self._token_at(end - 1)
        if first < 0 or last < 0:
            return None
        begin, finish = self[first], self[last]
        if alignment_mode == "strict" and (begin.idx != start or finish.idx + len(finish.text) != end):
            return None
        if start == begin.idx + len(begin.text):
            first += 1  # the space after a token is none of it
        return Span(self, first, last + 1)

    def _token_at(self, at: int) -> int:
        """The token that covers code point `at`, the space after it included; -1 for none."""
        i = bisect_right(self._starts, at) - 1
        return i if i >= 0 and at < self[i].idx + len(self[i].text_with_ws) else -1


AnyDoc: TypeAlias = Doc | Parsed
"""A document of ours, or one of spaCy's that a step has been given."""


def text_of(tokens: Sequence[Token]) -> str:
    """The words of tokens that stand in a row, without the space after the last."""
    if not tokens:
        return ""
    return "".join([token.text_with_ws for token in tokens[:-1]]) + tokens[-1].text


def tree_of(doc: AnyDoc) -> Doc:
    """The tree of a document that spaCy has parsed: the same one each time, `user_data` shared."""
    if isinstance(doc, Doc):
        return doc
    tree = doc.user_data.get(_KEY)
    if not isinstance(tree, Doc):
        tree = doc.user_data[_KEY] = read_tree(doc)
    return tree


def read_tree(doc: Parsed) -> Doc:
    """The tree of a document that spaCy has parsed, with the same `user_data`."""
    table = doc.to_array(_COLUMNS).astype("int64").reshape(-1, len(_COLUMNS))
    names = _names(doc, table[:, :6].astype("uint64"))
    orth, lower, lemma, pos, dep, morph = names
    heads, idx, spaced, starts, blank, punct, alpha = table[:, 6:].T.tolist()
    kinds = [_morph(features) for features in morph]
    tokens = [Token(i, *row) for i, row in enumerate(zip(orth, lower, lemma, pos, dep, kinds, idx, strict=True))]
    left: dict[int, list[Token]] = {}
    right: dict[int, list[Token]] = {}
    for token, head, space, start, is_space, is_punct, is_alpha in zip(
        tokens, heads, spaced, starts, blank, punct, alpha, strict=True
    ):
        token.whitespace_ = " " if space else ""
        token.is_sent_start, token.is_space = start == 1, bool(is_space)
        token.is_punct, token.is_alpha = bool(is_punct), bool(is_alpha)
        token.head = tokens[token.i + head]
        if head:
            (left if head > 0 else right).setdefault(token.i + head, []).append(token)
    for i, children in left.items():
        tokens[i].lefts = tokens[i].children = tuple(children)
    for i, children in right.items():
        tokens[i].rights = tuple(children)
        tokens[i].children = (*tokens[i].lefts, *children)
    return Doc(tokens, lang=doc.lang_, user_data=doc.user_data)


def _names(doc: Parsed, table: Any) -> list[list[str]]:
    """Columns of the strings that stand behind columns of spaCy's keys."""
    columns: list[list[int]] = table.T.tolist()
    strings = doc.vocab.strings
    names = {key: strings[key] if key else "" for key in {key for column in columns for key in column}}
    return [[names[key] for key in column] for column in columns]
