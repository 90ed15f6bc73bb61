"""Parquet to Documents: a row a dispatch, its columns named by a field map as for JSON Lines.

Needs the extra `parquet`. Rows are read a few at a time; a row group is not taken into memory whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from ..errors import SourceError
from ..types import Document
from .jsonl import read_row
from .parts import Asked, Part

_ROWS = 32
"""Rows in memory at a time."""
_STRINGS = 50_000_000
_NODES = 100_000
"""Caps on the file's own description of itself: bytes of text, and nodes."""


def read_parquet(path: Path, asked: Asked) -> Iterator[Part]:
    """The rows of the file at `path`. Raises SourceError for a file that is no Parquet, or lacks the text's column."""
    try:
        from pyarrow import ArrowException  # type: ignore[import-untyped] # noqa: PLC0415 - an extra
        from pyarrow.parquet import ParquetFile  # type: ignore[import-untyped] # noqa: PLC0415
    except ImportError as error:
        reason = "reading Parquet needs an extra: pip install 'pourparlers[parquet]'"
        raise SourceError(reason, uri=asked.uri) from error
    try:
        file = ParquetFile(path, thrift_string_size_limit=_STRINGS, thrift_container_size_limit=_NODES)
        top = {name.partition(".")[0] for name in file.schema_arrow.names}
        fields = asked.fields
        wanted = [fields.text, fields.title, fields.uri, fields.outlet, fields.published, fields.language]
        columns = list(dict.fromkeys(one if one in top else one.partition(".")[0] for one in wanted))
        if columns[0] not in top:
            reason = (
                f"no column {fields.text!r}: say which column holds the text (there are {', '.join(sorted(top)[:9])})"
            )
            raise SourceError(reason, uri=asked.uri)
        number = 0
        for batch in file.iter_batches(batch_size=_ROWS, columns=[name for name in columns if name in top]):
            for row in batch.to_pylist():
                number += 1
                where = f"{asked.uri}#{number}"
                yield Part(uri=where, read=partial(_read, row, asked, where))
    except (ArrowException, OSError, ValueError, OverflowError) as error:
        raise SourceError(f"this Parquet file is damaged ({str(error)[:120]})", uri=asked.uri) from error
    if not number:
        raise SourceError("this Parquet file holds no row", uri=asked.uri)


def _read(row: dict[str, Any], asked: Asked, where: str) -> Document:
    plain = {key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()}
    text = plain.get(asked.fields.text)
    if isinstance(text, str) and len(text) > asked.max_bytes:
        raise SourceError(f"this row is larger than {asked.max_bytes:,} characters", uri=where)
    return read_row(plain, uri=where, stated=asked.stated, fields=asked.fields)
