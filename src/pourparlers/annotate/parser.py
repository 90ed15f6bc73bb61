"""The model's parser, made to predict only: the states of a whole batch take one step together, in numpy.

spaCy takes the same steps without Python's lock, which it then takes and gives back many times a token; that is most of
what its parser costs. Features are added up in the same order, so the parse is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from types import SimpleNamespace
from typing import Any, Final

import numpy as np
from spacy.ml.parser_model import ParserStepModel  # type: ignore[import-not-found]
from spacy.tokens import Doc

_TOGETHER: Final = 16
"""So many documents are parsed together at most: what is kept of each is 4 KB a token."""
_PIECES: Final = 2


def can_step(parser: Any) -> bool:
    """Whether `parser`, of a spaCy model, is one of those that `StepParser` stands for."""
    model = parser.model
    plain = parser.cfg["beam_width"] == 1 and model.attrs["has_upper"] and not model.attrs["unseen_classes"]
    return bool(plain and model.layers[1].get_dim("nP") == _PIECES)


class StepParser:
    """A spaCy pipe that stands for `parser`; that is not to be trained after that."""

    def __init__(self, parser: Any) -> None:
        self._parser = parser
        self._vectors, self._lower, upper = parser.model.layers
        self._offset = self._lower.get_param("b").reshape(-1)
        self._weights = np.ascontiguousarray(upper.get_param("W").T)
        self._bias = upper.get_param("b")
        features = self._lower.get_dim("nF")
        self._columns = np.arange(features) + features  # the first row stands for no token
        self._shape = SimpleNamespace(state2vec=SimpleNamespace(nF=features))

    def __call__(self, doc: Doc) -> Doc:
        """`doc`, parsed."""
        self._parse([doc])
        return doc

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = _TOGETHER) -> Iterator[Doc]:
        """`docs`, parsed, in their order."""
        waiting = iter(docs)
        while batch := list(islice(waiting, min(batch_size, _TOGETHER))):
            self._parse(batch)
            yield from batch

    def _parse(self, docs: list[Doc]) -> None:
        batch = self._parser.moves.init_batch(docs)
        states = [state for state in batch if not state.is_final()]
        if states:
            vectors = self._lower.predict(self._vectors.predict(docs))
            rows = vectors.reshape(-1, len(self._offset))
        while states:
            tokens = ParserStepModel.get_token_ids(self._shape, states)
            seen = rows[tokens * len(self._columns) + self._columns].sum(axis=1)
            seen += self._offset
            scores = np.maximum(seen[:, 0::2], seen[:, 1::2]) @ self._weights
            scores += self._bias
            states = self._parser.transition_states(states, scores)
        self._parser.set_annotations(docs, batch)
