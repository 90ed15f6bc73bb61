"""Actors of the knowledge base outside any dispatch: those that a person's words name."""

from __future__ import annotations

from ..knowledge.find import find_rows
from ..knowledge.model import KnowledgeBase
from ..types import Actor, Document
from .actors import ActorBook
from .spoken_in import ANYTIME

_TABLES = frozenset({"states", "organisations", "persons", "formats"})


def find_known(kb: KnowledgeBase, words: str) -> tuple[Actor, ...]:
    """The actors of `kb` that `words` (an id, a name, a last name) may mean, without an office: no day is told."""
    ids = dict.fromkeys(row.id for row in find_rows(kb, words) if row.table in _TABLES)
    book = ActorBook(kb, Document(id="", uri="", text=None), ANYTIME, {}, {})
    return tuple(book.actors[book.known(actor)] for actor in ids)
