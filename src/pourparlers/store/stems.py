"""What is asked of the search index, in the stems it holds of the texts."""

from __future__ import annotations

import re

from ..fold import find_stems

_TERM = re.compile(r'"([^"]+)"|«([^»]+)»|(\S+)')


def make_match(question: str) -> str:
    """The FTS5 expression of a question: every word must be there, words in quotation marks in a row.

    Empty where the question holds no word.
    """
    terms = (find_stems(next(filter(None, match.groups()), "")) for match in _TERM.finditer(question))
    return " AND ".join(f'"{" ".join(stems)}"' for stems in terms if stems)
