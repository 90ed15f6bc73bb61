"""Words as they are compared: without case, accents, ligatures and typographic apostrophes; their stems."""

from __future__ import annotations

import re
import unicodedata

import Stemmer  # type: ignore[import-not-found]  # a compiled module without annotations

_WORD = re.compile(r"[a-z0-9]+")


def strip_accents(text: str) -> str:
    """`text` in lower case and without accents, "œ" as "oe", "æ" as "ae", ’ as '. Offsets may move.

    `annotate.gazetteer.fold_accents` is for where they must not.
    """
    plain = text.casefold().replace("’", "'").replace("œ", "oe").replace("æ", "ae")
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


def fold_name(name: str) -> str:
    """A name for comparison: without case, accents and hyphens, one space between words."""
    return " ".join(strip_accents(name).replace("-", " ").split())


def find_stems(text: str) -> list[str]:
    """Stems of the words of `text`, in order. Accents go first, so that a question typed without them finds."""
    return list(Stemmer.Stemmer("french").stemWords(_WORD.findall(strip_accents(text))))
