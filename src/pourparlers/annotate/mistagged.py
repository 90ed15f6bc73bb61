"""Verbs that the tagger takes for other words: their infinitives, told by their endings and by what stands around.

Headlines, briefs and telegrams tell deeds in the present ("Lima ferme son ambassade"), which the model, trained on
running prose, often takes for nouns and adjectives.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from .tree import Token, remembered
from .word_table import NOUNS

_ARTICLES: Final = frozenset("le la l' les un une son sa ses leur leurs cette ces".split())
_PRESENT: Final = re.compile(r"(?P<stem>\w{3,}e)(?:nt)?$")
_GERUND: Final = re.compile(r"(?P<stem>\w{3,})ant$")
_NO_GERUNDS: Final = NOUNS.in_ant
_ENDED: Final = re.compile(r"(?P<stem>\w{3,}r)(?:a|ai|ons|ez|ont|ait|aient)$")
_PARTICIPLE: Final = re.compile(r"(?P<stem>\w{3,})ée?s?$")
_PARTICIPLE_ENDS: Final = ("é", "ée", "és", "ées")
_DONE: Final = re.compile(r"(?P<stem>\w{3,})(?:(?P<er>é)|i)e?s?$")
_AGREED: Final = "convenu"


@lru_cache(maxsize=1 << 15)
def endings_of(word: str) -> frozenset[str]:
    """Every infinitive that one of these rules may tell of a word, whatever stands around it: none of most words."""
    regular = [f"{found['stem']}r" for found in (_PRESENT.match(word),) if found is not None]
    regular += [f"{found['stem']}er" for p in (_GERUND, _PARTICIPLE) if (found := p.match(word)) is not None]
    if (done := _DONE.match(word)) is not None:
        regular.append(_done(done))
    if (ended := _ENDED.match(word)) is not None:
        regular += [ended["stem"], f"{ended['stem']}e"]
    return frozenset([*regular, "convenir"] if word.startswith(_AGREED) else regular)


def _done(found: re.Match[str]) -> str:
    return found["stem"] + ("er" if found["er"] else "ir")


def mistaken(token: Token) -> str | None:
    """The infinitive of a verb that the tagger takes for another word, or None: a future or conditional with a subject
    of its own ("l'Australie répondra"), a participle right after "avoir" ("d'avoir massacré") or with its auxiliary."""
    if not endings_of(token.lower_):
        return None
    if (told := present_of(token) or _reflexive_of(token)) is not None:
        return told
    if token.pos_ == "NOUN" or not token.text.islower():
        before = token.nbor(-1).lower_ if token.i else ""
        if before == "en" and token.lower_ not in _NO_GERUNDS and (found := _GERUND.match(token.lower_)) is not None:
            return f"{found['stem']}er"  # "a riposté en bombardant"
        found = _PARTICIPLE.match(token.lower_) if token.lower_.endswith(_PARTICIPLE_ENDS) else None
        helped = found is not None and (
            before in ("avoir", "ayant") or any(c.dep_ == "aux:tense" for c in token.children)  # "a téléphoné à"
        )
        return f"{found['stem']}er" if found is not None and helped else None
    if token.pos_ not in ("ADJ", "PROPN", "X"):
        return None
    helped = token.pos_ in ("ADJ", "X") and any(c.dep_ == "aux:tense" for c in token.children)
    if helped and (done := _DONE.match(token.lower_)) is not None:
        return _done(done)
    if token.lower_.startswith(_AGREED) and any(c.dep_.startswith(("aux", "cop")) for c in token.children):
        return "convenir"  # "étaient convenus que"
    found = _ENDED.match(token.lower_)
    if found is None or not any(c.dep_ == "nsubj" and c.i < token.i for c in token.children):
        return None
    if token.lemma_.endswith(("er", "ir", "re")):
        return token.lemma_.lower()
    return found["stem"] if found["stem"].endswith(("er", "ir")) else f"{found['stem']}e"


def _reflexive_of(token: Token) -> str | None:
    """The infinitive of a present in -er right after "s'", which leads in nothing but a verb: "s'indigne de"."""
    if token.pos_ not in ("NOUN", "ADJ", "ADV", "X") or not token.text.islower() or not token.i:
        return None
    found = _PRESENT.match(token.lower_) if token.nbor(-1).lower_ == "s'" else None
    return f"{found['stem']}r" if found is not None else None


@remembered
def present_of(token: Token) -> str | None:
    """The infinitive of a present right between a proper name and an article ("Lima ferme son ambassade") where the
    tagger takes it for another word, or None. Of verbs in -er alone: the others have endings that no noun has."""
    if (
        token.pos_ not in ("NOUN", "ADJ", "PROPN", "X")
        or not token.text.islower()
        or token.is_sent_start
        or not token.i
    ):
        return None
    found = _PRESENT.match(token.lower_)
    if found is None or not token.sent.start < token.i < token.sent.end - 1 or token.nbor(1).lower_ not in _ARTICLES:
        return None
    before = token.nbor(-1)
    if before.pos_ == "ADJ" and before.dep_ == "amod" and before.head.i == token.i - 2:
        before = before.head  # "l'Arabie saoudite ferme son ambassade"
    return f"{found['stem']}r" if before.pos_ == "PROPN" and before.text[:1].isupper() else None
