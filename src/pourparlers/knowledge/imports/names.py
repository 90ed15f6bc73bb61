"""Words for comparing and making names: folding, ids from content, which aliases are safe to take."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable

__all__ = ["clean", "fold", "free_id", "is_latin", "kept_aliases", "slug"]

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "œ": "oe", "æ": "ae", "ə": "a", "ŋ": "n"}
)
_MARKS = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "ʻ": "'", "|": "/", "\xa0": " ", "\u202f": " "})
_LONGEST = 120  # letters of a name; longer ones are sentences
_WORDS = 6  # of an alias
_SHORT = 3  # letters: a word that short ("de", "Al") shows no kinship of names


def clean(text: str) -> str:
    """Give a name as the tables write it: straight apostrophes, single spaces, no ``|``."""
    kept = (c for c in unicodedata.normalize("NFC", text.translate(_MARKS)) if unicodedata.category(c) != "Cf")
    return " ".join("".join(c if c.isprintable() else " " for c in kept).split())


def fold(text: str) -> str:
    """Give the text for comparing: lower case, no accents, no apostrophes, hyphens as spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS).translate(_MARKS))
    return " ".join(re.sub(r"[^\w]+", " ", "".join(c for c in plain if not unicodedata.combining(c))).split())


def slug(text: str) -> str:
    """Give the id that a name makes: ``annalena-baerbock``; "" where it has no Latin letter or digit."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def free_id(stem: str, key: str, taken: Collection[str]) -> str:
    """Give *stem*, or with the digits of the QID *key* (else of its digest) after it where *stem* is taken or empty."""
    if stem and stem not in taken:
        return stem
    digits = key[1:] if re.fullmatch(r"Q\d+", key) else hashlib.sha256(key.encode()).hexdigest()[:8]
    return f"{stem or 'q'}-{digits}"


def is_latin(text: str) -> bool:
    """Say whether the letters of a name are Latin ones."""
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and all("LATIN" in unicodedata.name(c, "") for c in letters)


def kept_aliases(names: Collection[str], aliases: Iterable[str]) -> tuple[list[str], list[str]]:
    """Part *aliases* into those that can stand for the person in a dispatch, and those left out.

    Kept: two words or more in Latin letters that share a full word with a name, so spellings and
    fuller forms. Left out: nicknames, single words, other scripts, titles with names.
    """
    words = {word for name in names for word in fold(name).split() if len(word) > _SHORT}
    known = {fold(name) for name in names}
    kept: list[str] = []
    left: list[str] = []
    for alias in map(clean, aliases):
        told = fold(alias)
        if not alias or told in known:
            continue
        known.add(told)
        parts = told.split()
        fits = 2 <= len(parts) <= _WORDS and len(alias) <= _LONGEST and is_latin(alias) and alias[0].isupper()
        (kept if fits and words.intersection(parts) else left).append(alias)
    return kept, left
