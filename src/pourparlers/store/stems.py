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


def find_forms(text: str) -> list[frozenset[str]]:
    """What each word of `text` may be compared by, in order: its stem, with accents and without, and the stem of that.

    Snowball's stem of "retirées" without its accent is "retire", of "retirer" "retir": the index lives with that, a
    question that is put to single statements need not.
    """
    stem = Stemmer.Stemmer("french").stemWord
    forms = []
    for word in re.findall(r"[^\W_]+", text.casefold().replace("œ", "oe").replace("æ", "ae")):
        bare = [stem(part) for part in _WORD.findall(strip_accents(word))]
        found = {*bare, strip_accents(stem(word))}
        forms.append(frozenset(found | {stem(one) for one in found}))
    return forms


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


def make_match(question: str) -> str:
    """The FTS5 expression of a question: every word must be there, words in quotation marks in a row.

    Empty where the question holds no word.
    """
    return " AND ".join(f'"{" ".join(find_stems(term))}"' for term in find_terms(question))
