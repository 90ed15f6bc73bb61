"""What the search index holds: French stems without accents, made the same way of texts and of questions."""

from __future__ import annotations

import re

import Stemmer  # type: ignore[import-not-found]  # a compiled module without annotations

from ..fold import strip_accents

_WORD = re.compile(r"[a-z0-9]+")
_TERM = re.compile(r'"([^"]+)"|«([^»]+)»|(\S+)')


def find_stems(text: str) -> list[str]:
    """Stems of the words of `text`, in order. Accents go first, so that a question typed without them finds."""
    return list(Stemmer.Stemmer("french").stemWords(_WORD.findall(strip_accents(text))))


def find_terms(question: str) -> list[list[str]]:
    """The terms of a question as stems: one a word, several in a row for words in quotation marks; none of no word."""
    terms = (find_stems(next(filter(None, match.groups()), "")) for match in _TERM.finditer(question))
    return [stems for stems in terms if stems]


def holds(stems: list[str], terms: list[list[str]]) -> bool:
    """Whether a text of these `stems` holds every one of `terms`."""
    line = f" {' '.join(stems)} "
    return all(f" {' '.join(term)} " in line for term in terms)


def make_match(question: str) -> str:
    """The FTS5 expression of a question: every word must be there, words in quotation marks in a row.

    Empty where the question holds no word.
    """
    return " AND ".join(f'"{" ".join(stems)}"' for stems in find_terms(question))
