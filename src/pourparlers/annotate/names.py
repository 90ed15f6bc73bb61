"""Names of persons that no table knows: runs of capitalised words that a title, a role or a verb makes a person's."""

from __future__ import annotations

from typing import Final

from .tree import Doc, Token, remembered
from .word_table import GRAMMAR, NOUNS

OFFICES: Final = NOUNS.offices
TITLES: Final = NOUNS.titles

_ARTICLES: Final = NOUNS.arabic_articles
_PARTICLES: Final = NOUNS.particles
_FAMILIAR = 3
_SYLLABLE = 5
_NAMING = frozenset({"PROPN", "NOUN", "ADJ", "X", "VERB"})
_GRAMMAR: Final = GRAMMAR.small
_ENCLITICS = frozenset(
    {"je", "tu", "il", "elle", "on", "nous", "vous", "ils", "elles", "ce", "t", "ci", "là", "même", "y", "en"}
)


def title_before(doc: Doc, start: int) -> tuple[int, str]:
    """(index of a title right before token `start`, its gender), or (start, "") where there is none."""
    i = start - 1
    if i >= 1 and doc[i].text == "." and doc[i - 1].lower_ in {"m", "mm", "dr", "pr"}:
        return i - 1, TITLES[doc[i - 1].lower_]
    if i >= 0 and doc[i].lower_ in TITLES and doc[i].text[0].isupper():
        return i, TITLES[doc[i].lower_]
    return start, ""


def is_plural_title(doc: Doc, i: int) -> bool:
    """Whether the title at token `i` announces several persons ("MM.", "Mmes")."""
    return doc[i].lower_ in {"mm.", "mm", "mmes"}


def is_name_word(doc: Doc, i: int) -> bool:
    """Whether token `i` may be a word of a name: capitalised, not shouted, no title, not at work as another part of
    speech; the parser takes a foreign name for any of them, so after a title or a name any part will do."""
    return 0 <= i < len(doc) and _is_name_word(doc[i])


@remembered
def _is_name_word(token: Token) -> bool:
    word = token.text
    return (
        word[0].isupper()
        and (len(word) > 1)
        and not (word.isupper() and len(word) > _FAMILIAR)
        and word.replace("-", "").replace("'", "").isalpha()
        and token.lower_ not in TITLES
        and (token.pos_ in _NAMING or _goes_on(token.doc, token.i))
    )


def _goes_on(doc: Doc, i: int) -> bool:
    """Whether a title or another word of a name stands right before token `i`, which is no word of grammar."""
    if doc[i].is_sent_start and i and doc[i - 1].text != ".":
        return False
    if title_before(doc, i)[0] < i:
        return True
    before = doc[i - 1] if i else None
    named = before is not None and before.pos_ == "PROPN" and before.text[0].isupper() and before.text[-1].isalpha()
    return named and doc[i].lower_ not in _GRAMMAR and not doc[i].is_sent_start


def name_starts(doc: Doc) -> list[int]:
    """The tokens at which a name may begin: the only ones at which `name_run` may find one."""
    return [
        token.i
        for token in doc
        if (token.text[0].isupper() and token.lower_ not in TITLES) or token.lower_ in _ARTICLES
    ]


def name_run(doc: Doc, start: int, *, with_of: bool = False) -> int:
    """End (exclusive) of the run of name words from token `start`; `start` itself where none begins there.

    `with_of`: "de" may join its words, where a role already says that a person is named.
    """
    if _is_articled(doc, start) and not doc[start].whitespace_:
        end = start + 3
    elif not is_name_word(doc, start):
        return start
    else:
        end = start + 1
    while end < len(doc):
        if _is_hyphen(doc, end) and (is_name_word(doc, end + 1) or _is_second_syllable(doc, start, end + 1)):
            end += 2
        elif doc[end].is_sent_start:
            break
        elif is_name_word(doc, end) and not doc[end - 1].text_with_ws.endswith("\n"):
            end += 1
        elif _is_articled(doc, end):
            end += 3
        elif doc[end].lower_ in _PARTICLES and is_name_word(doc, end + 1) and (with_of or doc[end].lower_ != "de"):
            end += 2
        else:
            break
    return end


def _is_articled(doc: Doc, i: int) -> bool:
    """Whether an Arabic article begins at token `i`, joined by a hyphen to its name ("al-Maliki", three tokens)."""
    return doc[i].lower_ in _ARTICLES and i + 2 < len(doc) and _is_hyphen(doc, i + 1) and is_name_word(doc, i + 2)


def _is_second_syllable(doc: Doc, start: int, i: int) -> bool:
    """Whether token `i`, after a hyphen, ends a Korean given name ("Kim Myong-gil") and is no pronoun ("est-il")."""
    word = doc[i].text if i < len(doc) else ""
    return i - start > 2 and word.isalpha() and word.islower() and len(word) <= _SYLLABLE and word not in _ENCLITICS


def _is_hyphen(doc: Doc, i: int) -> bool:
    """Whether token `i` is a hyphen inside a word."""
    return doc[i].text == "-" and not doc[i - 1].whitespace_ and not doc[i].whitespace_
