"""Captions and credits: which end of a line names a photographer or an agency, and whether the rest is a caption.

A caption is nominal or participial: the sentence before a credit that has a finite verb is news, and stays body.
"""

from __future__ import annotations

import re

from .block_rules import BlockRules
from .lines import Line, sentences_of

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_TOKEN = re.compile(r"[\w’'.]+")
_ELISION = re.compile(r"^(?:[nsljmtcd]|qu|jusqu|lorsqu|puisqu)[’']")
_RELATIVE = re.compile(r",? (?:qui|que|qu[’']|dont|où|lequel|laquelle|lorsqu[’']|lorsque|alors que) [^,.]*")
_CAPITALS = r"[A-ZÀ-Ý0-9][A-ZÀ-Ý0-9’'.-]*"
_PHOTO_LABEL = re.compile(
    rf"(?:PHOTOS?|Photos?) (?:{_CAPITALS}[ ,/]+){{0,13}}?{_CAPITALS}(?=\s(?:[A-ZÀ-Ý«](?:[a-zà-ÿ’']|\s[A-ZÀ-Ý])|$)|$)"
)
_LAST_BREAK = re.compile(r"[.!?…][»”\")]?\s+(?=[A-ZÀ-Ý(©|])")
_LABELLED = re.compile(
    r"\s*(?:\((?:Photos?|PHOTOS?|Crédits?(?: photos?)?|Images?) [^.!?()]{2,80}\)"
    r"|\(?(?:Photos?|PHOTOS?|Crédits?(?: photos?)?|Images?) ?(?::|par|by)\s?[^.!?()]{2,80}\)?)\.?$"
)
_INVERTED = frozenset(("il", "elle", "ils", "elles", "on", "ce", "t", "je", "nous", "vous"))
_LONGEST_CAPTION = 320
_LONGEST_CREDIT = 80


def has_finite_verb(words: str, rules: BlockRules) -> bool:
    """Whether a main clause of `words` has a finite verb; relative clauses are left out of account."""
    main = _RELATIVE.sub(" ", words)
    for found in _WORD.finditer(main):
        word = found[0]
        if word[0].isupper() and found.start():
            continue
        lower = word.lower()
        bare, hyphen, after = _ELISION.sub("", lower).partition("-")
        if hyphen and after.split("-")[0] not in _INVERTED:
            continue  # a compound ("est-africaine")
        if bare == "est" and lower[0] in "ld" and lower != "est":
            continue  # the east
        if rules.is_finite(bare):
            return True
    return False


def is_caption(line: Line, rules: BlockRules) -> bool:
    """Whether the whole of `line` is a caption, with its credit if it has one."""
    words = line.words
    if _PHOTO_LABEL.match(words) and line.size <= 2 * _LONGEST_CAPTION:
        return True
    if line.size > _LONGEST_CAPTION + _LONGEST_CREDIT:
        return False
    credit = credit_tail(words, rules)
    told = words if credit is None else words[:credit]
    sentences = sentences_of(told)
    if not sentences or len(sentences) > 2 or len(told) > _LONGEST_CAPTION or len(_WORD.findall(told)) < 3:
        return False
    cue = rules.caption_cue.search(told) is not None
    if credit is None and len(sentences) == 2 and not rules.caption_cue.match(told):
        return False
    if credit is None:
        return cue and not has_finite_verb(told, rules)
    return cue or not any(has_finite_verb(s, rules) for s in sentences)


def credit_tail(words: str, rules: BlockRules) -> int | None:
    """Where the credit that ends `words` begins; None where they end with none."""
    for mark in ("|", "©"):
        at = words.rfind(mark)
        if (
            at > 0
            and not words[at - 1].isalnum()
            and 1 < len(words) - at <= _LONGEST_CREDIT
            and not re.search(r"[.!?]\s", words[at:])
        ):
            return at
    labelled = _LABELLED.search(words, max(0, len(words) - _LONGEST_CREDIT - 20))
    if labelled and labelled.start() > 0:
        return labelled.end() - len(labelled[0].lstrip())
    floor = max(0, len(words) - _LONGEST_CREDIT - 4)
    starts = [m.end() for m in _LAST_BREAK.finditer(words, floor)]
    return next((start for start in starts if is_credit(words[start:], rules)), None)


def is_credit(words: str, rules: BlockRules) -> bool:
    """Whether `words` are nothing but names, with an agency or picture service among them, or all in capitals."""
    if not 2 <= len(words) <= _LONGEST_CREDIT:
        return False
    if words.startswith("(") and words.endswith(")"):
        return False  # an agency in brackets signs the text, not a picture
    tokens = _TOKEN.findall(words)
    if not tokens or words[-1] in "!?…:":
        return False
    small = rules.words.small
    if not all(t[0].isupper() or t[0].isdigit() or _ELISION.sub("", t.lower()).strip(".") in small for t in tokens):
        return False
    if rules.credit_word.search(words):
        return True
    letters = [c for c in words if c.isalpha()]
    capitals = all(c.isupper() for c in letters) and len(letters) >= 3
    return capitals and not all(t.strip(".") in rules.words.not_credit for t in tokens)
