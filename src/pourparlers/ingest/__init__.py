"""Bytes to documents."""

from .document import Facts, make_document, merge_sources, unite_documents
from .options import FieldMap, IngestOptions, Problem, parse_field_map
from .source import read_sources

__all__ = [
    "Facts",
    "FieldMap",
    "IngestOptions",
    "Problem",
    "make_document",
    "merge_sources",
    "parse_field_map",
    "read_sources",
    "unite_documents",
]
