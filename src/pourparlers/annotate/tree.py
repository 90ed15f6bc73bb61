"""A parsed document in plain Python: what the rules ask of tokens, read out of spaCy once.

spaCy makes an object for every token that is looked at and a string for every attribute; our rules look at each token
some hundred times. `read_tree` asks once and keeps plain lists. Names and meanings are those of spaCy's `Doc`,
`Token` and `Span`, so that a rule reads the same over either. What differs: `doc[a:b]` is a plain list of tokens
(`text_of` gives its words), and nothing can be changed but `Doc.user_data`, which is the parsed document's own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
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

from .misnamed import Parse, name_again
from .parted import part_clauses
from .regroup import regroup
from .rejoin import rejoin
from .related import relate
from .token import Morph, Token, morph_of, remembered
from .verbals import mend_verbs

__all__ = (
    "AnyDoc", "Doc", "Morph", "Span", "Token", "Tokens", "read_tree", "remembered", "starts_of", "text_of",
    "tokens_within", "tree_of",
)  # fmt: skip
_KEY = "pourparlers.tree"
_COLUMNS: Final = [
    ORTH, LOWER, LEMMA, POS, DEP, MORPH, IDX, HEAD, SPACY, SENT_START, IS_SPACE, IS_PUNCT, IS_ALPHA,
]  # fmt: skip

_NAMES: Final[dict[int, str]] = {0: ""}
_MOST_NAMES: Final = 200_000
"""So many strings are kept: some 20 MB."""


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

    __slots__ = ("_spans", "lang_", "sents", "starts", "text", "user_data")

    def __init__(self, tokens: Iterable[Token], *, lang: str, user_data: dict[Any, Any]) -> None:
        super().__init__(tokens)
        self.lang_, self.user_data = lang, user_data
        self._spans: dict[tuple[int, int, str], Span | None] = {}  # steps ask for the words of a cue again and again
        self.text = "".join([token.text + token.whitespace_ for token in self])  # as it was parsed
        self.starts = [token.idx for token in self]
        starts = [token.i for token in self if token.i == 0 or token.is_sent_start]
        self.sents = [Span(self, start, end) for start, end in pairwise([*starts, len(self)])]
        for sentence in self.sents:
            for token in sentence:
                token.doc, token.sent = self, sentence

    def char_span(self, start: int, end: int, alignment_mode: str = "strict") -> Span | None:
        """The tokens that code points [start, end) cover. None where there are none, and in the mode "strict" where
        a limit stands inside a token; in the mode "expand" such tokens are covered whole. It is not to be changed.
        """
        key = start, end, alignment_mode
        if key not in self._spans:
            self._spans[key] = self._span_at(start, end, alignment_mode)
        return self._spans[key]

    def _span_at(self, start: int, end: int, alignment_mode: str) -> Span | None:
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1) - 1
        if first < 0 or last < 0 or max(start, end - 1) >= len(self.text):
            return None
        begin, finish = self[first], self[last]
        if alignment_mode == "strict" and (begin.idx != start or finish.idx + len(finish.text) != end):
            return None
        if start == begin.idx + len(begin.text):
            first += 1  # the space after a token is none of it
        return Span(self, first, last + 1)


AnyDoc: TypeAlias = Doc | Parsed
"""A document of ours, or one of spaCy's that a step has been given."""


def starts_of(doc: AnyDoc) -> list[int]:
    """Where each token begins, in code points."""
    return doc.starts if isinstance(doc, Doc) else [token.idx for token in doc]


def tokens_within(doc: AnyDoc, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    """The indices of the tokens that begin inside one of `spans`, of code points [start, end)."""
    starts = starts_of(doc)
    return frozenset().union(*[range(bisect_left(starts, a), bisect_left(starts, b)) for a, b in spans])


def text_of(tokens: Sequence[Token]) -> str:
    """The words of tokens that stand in a row, without the space after the last."""
    if not tokens:
        return ""
    last = tokens[-1]
    return last.doc.text[tokens[0].idx : last.idx + len(last.text)]


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
    table = doc.to_array(_COLUMNS).reshape(-1, len(_COLUMNS))
    words, lower, lemma, pos, dep, morph = _names(doc, table[:, :6])
    idx, heads, space, start = table[:, 6:10].astype("int64").T.tolist()
    flags = table[:, 10:].astype(bool).T.tolist()
    ends, begins = ["", " "], [n == 1 for n in start]
    spaces = [ends[n] for n in space]
    forms = list(map(morph_of, morph))
    columns = Parse(pos, dep, forms, heads)
    name_again(words, begins, columns)
    mend_verbs(words, lower, lemma, columns)
    regroup(lower, pos, dep, forms, heads)
    rejoin(lower, pos, dep, forms, heads)
    relate(lower, pos, dep, forms, heads)
    part_clauses(lower, pos, dep, forms, heads)
    tokens = list(map(Token, range(len(words)), words, lower, lemma, pos, dep, forms, idx, spaces, begins, *flags))
    _hang(tokens, heads)
    return Doc(tokens, lang=doc.lang_, user_data=doc.user_data)


def _names(doc: Parsed, table: Any) -> list[list[str]]:
    """The strings behind columns of spaCy's keys, which are digests of them and mean the same in every vocabulary."""
    columns: list[list[int]] = table.T.tolist()
    try:
        return [list(map(_NAMES.__getitem__, column)) for column in columns]
    except KeyError:
        if len(_NAMES) > _MOST_NAMES:
            _NAMES.clear()
            _NAMES[0] = ""
        strings = doc.vocab.strings
        _NAMES.update((key, strings[key]) for key in set().union(*columns).difference(_NAMES))
        return [list(map(_NAMES.__getitem__, column)) for column in columns]


def _hang(tokens: list[Token], heads: list[int]) -> None:
    """Put each token under its head, which stands `heads` places on."""
    left: dict[int, list[Token]] = {}
    right: dict[int, list[Token]] = {}
    for token, way in zip(tokens, heads, strict=True):
        if way:
            token.head = tokens[token.i + way]
            (left if way > 0 else right).setdefault(token.i + way, []).append(token)
        else:
            token.head = token
    for i, children in left.items():
        tokens[i].lefts = tokens[i].children = tuple(children)
    for i, children in right.items():
        tokens[i].rights = tuple(children)
        tokens[i].children = (*tokens[i].lefts, *children)
