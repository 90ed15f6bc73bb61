"""What is asked of the texts: of the search index, in the stems it holds, or of single statements."""

from __future__ import annotations

import re

from ..fold import find_forms, find_stems

_TERM = re.compile(r'"([^"]+)"|«([^»]+)»|(\S+)')


def find_terms(question: str) -> list[str]:
    """The terms of a question: words, and in one piece words in quotation marks; none that holds no word."""
    terms = (next(filter(None, match.groups()), "") for match in _TERM.finditer(question))
    return [term for term in terms if find_stems(term)]


def holds(text: str, terms: list[str]) -> bool:
    """Whether `text` holds every one of `terms`, in other forms of the same stem too."""
    words = find_forms(text)
    return all(_holds(words, find_forms(term)) for term in terms)


def _holds(words: list[frozenset[str]], wanted: list[frozenset[str]]) -> bool:
    """Whether words that share a form with each of `wanted` stand in a row."""
    places = range(len(words) - len(wanted) + 1)
    return any(all(words[place + i] & form for i, form in enumerate(wanted)) for place in places)


def find_stem_terms(question: str) -> list[list[str]]:
    """The stems of each term of a question: every one must be there, those of one term in a row.

    Empty where the question holds no word.
    """
    return [find_stems(term) for term in find_terms(question)]
