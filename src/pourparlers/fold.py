"""Words as they are compared: without case, accents, ligatures and typographic apostrophes; their stems."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from itertools import islice

import Stemmer  # type: ignore[import-not-found]  # a compiled module without annotations

_WORD = re.compile(r"[a-z0-9]+")
_MARK = "\u0300"  # the first of the combining marks
_MOST_KNOWN = 100_000  # words between white space whose stems are kept: some 20 MB
_LETTERS = re.compile(r"[^\W_]+")


def strip_accents(text: str) -> str:
    """`text` in lower case and without accents, "œ" as "oe", "æ" as "ae", ’ as '. Offsets may move.

    `annotate.gazetteer.fold_accents` is for where they must not.
    """
    plain = text.casefold().replace("’", "'").replace("œ", "oe").replace("æ", "ae")
    if plain.isascii():
        return plain
    parts = [c for c in unicodedata.normalize("NFKD", plain) if c < _MARK or not unicodedata.combining(c)]
    return "".join(parts).lower()  # "№" and "℠" come apart into capitals


def fold_name(name: str) -> str:
    """A name for comparison: without case, accents and hyphens, one space between words."""
    return " ".join(strip_accents(name).replace("-", " ").split())


def put_plain(text: str, marks: Mapping[str, str]) -> str:
    """`text` with the plain character for each of `marks`, one for one: offsets do not move.

    A text has few kinds of marks, and many letters that `str.translate` would look up one by one.
    """
    for mark, plain in marks.items():
        text = text.replace(mark, plain)
    return text


def fold_town(name: str) -> str:
    """The name of a town for comparison, as a dateline may spell it: without case, accents and marks around it."""
    return strip_accents(name).lower().replace("’", "'").strip(" ()-–—,.")


def find_stems(text: str) -> list[str]:
    """Stems of the words of `text`, in order. Accents go first, so that a question typed without them finds."""
    return Stems().find(text)


class Stems(dict[str, str]):
    """Stems of many texts, each word between white space worked out once. For one thread, and as long as they last."""

    def __init__(self) -> None:
        self._stem = Stemmer.Stemmer("french").stemWords

    def learn(self, text: str) -> None:
        """Work out at once the words of `text` that are not known yet: of many that is several times faster."""
        if len(self) > _MOST_KNOWN:
            self.clear()
        new = [word for word in set(text.split()) if word not in self]
        parts = [_WORD.findall(word) for word in strip_accents("\n".join(new)).split("\n")] if new else []
        stems = iter(self._stem([part for found in parts for part in found]))
        self.update((word, " ".join(islice(stems, len(found)))) for word, found in zip(new, parts, strict=True))

    def __missing__(self, word: str) -> str:
        self.learn(word)
        return self[word]

    def join(self, text: str) -> str:
        """Stems of the words of `text`, in order, with spaces between them (where a word has none, two)."""
        return " ".join(map(self.__getitem__, text.split()))

    def find(self, text: str) -> list[str]:
        """As `join`, one by one; see `find_stems`."""
        return self.join(text).split()


def find_forms(text: str) -> list[frozenset[str]]:
    """What each word of `text` may be compared by, in order: its stem, with accents and without, and the stem of that.

    Snowball's stem of "retirées" without its accent is "retire", of "retirer" "retir": the index lives with that, a
    question that is put to single statements need not.
    """
    stem = Stemmer.Stemmer("french").stemWord
    forms = []
    for word in _LETTERS.findall(text.casefold().replace("œ", "oe").replace("æ", "ae")):
        bare = [stem(part) for part in _WORD.findall(strip_accents(word))]
        found = {*bare, strip_accents(stem(word))}
        forms.append(frozenset(found | {stem(one) for one in found}))
    return forms
