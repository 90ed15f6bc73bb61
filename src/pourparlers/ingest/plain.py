"""Plain text to a Document."""

from __future__ import annotations

from ..errors import SourceError
from ..types import Document
from .document import Facts, make_document
from .encoding import decode_bytes


def read_plain(data: bytes, *, uri: str, stated: Facts) -> Document:
    """The dispatch in `data`. Raises SourceError for bytes that are no text, or hold none."""
    decoded = decode_bytes(data, uri=uri)
    if not decoded.text.strip():
        raise SourceError("the file is empty: nothing to read in it", uri=uri)
    return make_document(decoded.text, uri=uri, stated=stated, warnings=decoded.warnings)
