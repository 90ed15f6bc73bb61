"""The model's encoder, made to predict only: each word embedded once, each window's layers in a few whole products.

What thinc does layer by layer, with what training would need kept beside it, is done here in numpy. The numbers are the
same but for rounding (within 4e-6, of entries that reach 15).
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from spacy.attrs import NORM, ORTH, SPACY  # type: ignore[import-not-found]
from spacy.tokens import Doc
from thinc.api import Model
from thinc.types import Floats2d

_WORD = [ORTH, NORM, SPACY]  # what the model knows a token by, beside what follows from these
_LEAST = 1e-8  # what thinc adds to a variance
Embedding: TypeAlias = "Model[list[Doc], list[Floats2d]]"


def quicken(encoder: Model[Any, Any]) -> None:
    """Make `encoder`, the `tok2vec` of a spaCy model (its embedding, then windows over it), predict faster.

    It is changed in place, and is not to be trained after that.
    """
    encoder.layers[0] = embed_once(encoder.layers[0])
    windows = encoder.layers[1].layers[0]
    windows.layers[:] = [join_window(window) for window in windows.layers]


def embed_once(embed: Embedding) -> Embedding:
    """`embed`, which looks at each token alone, over each word of a batch once, however often it stands there."""

    def forward(
        model: Embedding,
        docs: list[Doc],
        is_train: bool,  # noqa: ARG001 - thinc passes the name
    ) -> tuple[list[Floats2d], Any]:
        xp = model.ops.xp
        keys = xp.concatenate([doc.to_array(_WORD).reshape(-1, len(_WORD)) for doc in docs])
        words, places = xp.unique(keys, axis=0, return_inverse=True)
        strings = docs[0].vocab.strings
        once = Doc(docs[0].vocab, [strings[key] for key in words[:, 0].tolist()], words[:, 2].astype(bool).tolist())
        for i in (once.to_array(NORM) != words[:, 1]).nonzero()[0].tolist():
            once[i].norm_ = strings[int(words[i, 1])]  # one that the tokeniser's exceptions give
        (rows,) = model.layers[0].predict([once])
        ends = xp.cumsum([len(doc) for doc in docs])[:-1]
        found: Any = xp.split(rows[places.reshape(-1)], ends)
        return found, None

    return Model("embed_once", forward, layers=[embed])


def join_window(window: Model[Any, Any]) -> Model[Any, Any]:
    """`window`, a residual layer over each row and its two neighbours (product, best of three pieces, norm), as one.

    Rows in and out: (words, width). The product's columns are put piece by piece, so that the best of the pieces is
    taken over whole blocks.
    """
    best, norm = window.layers[0].layers[1].layers[0].layers
    weights: Any = best.get_param("W")
    bias: Any = best.get_param("b")
    width, pieces, wide = weights.shape
    product = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(pieces * width, wide).T)
    offset = np.ascontiguousarray(bias.T.reshape(-1))
    scale: Any = norm.get_param("G")
    shift: Any = norm.get_param("b")

    def forward(
        model: Model[Any, Any],  # noqa: ARG001 - thinc passes it
        rows: Any,
        is_train: bool,  # noqa: ARG001 - and its name
    ) -> tuple[Any, Any]:
        seen = np.zeros((len(rows), wide), rows.dtype)
        seen[1:, :width] = rows[:-1]
        seen[:, width : 2 * width] = rows
        seen[:-1, 2 * width :] = rows[1:]
        found = seen @ product
        found += offset
        top = found[:, :width]
        for piece in range(1, pieces):
            top = np.maximum(top, found[:, piece * width : (piece + 1) * width])
        top -= top.mean(axis=1, keepdims=True)
        spread = np.einsum("ij,ij->i", top, top) / width + _LEAST
        top *= (1 / np.sqrt(spread))[:, None]
        top *= scale
        top += shift
        top += rows
        return top, None

    return Model("join_window", forward)
