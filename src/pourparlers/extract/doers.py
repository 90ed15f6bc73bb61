"""Those without a name who do a deed: "des hommes armés ont enlevé …", "des milliers de personnes ont défilé".

A text that names nobody tells the deed all the same; who did it becomes an actor of the document, called as there.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..annotate.layers import Layers
from ..annotate.tree import Doc, Token
from ..vocab import EventType
from .contacts.who.groups import add_nameless
from .event_table import DoerWords
from .frames.noun_words import adjective_forms, core_noun, noun_forms

_FAR = 4
"""At most so many tokens stand before the noun: "plusieurs milliers de jeunes"."""


class Doers:
    """Finds such people in one document with the words of one language."""

    def __init__(self, doc: Doc, layers: Layers, words: DoerWords) -> None:
        self._doc, self._layers, self._words = doc, layers, words

    def among(self, subjects: Iterable[Token], deed: EventType) -> tuple[str, ...]:
        """The actors whom `subjects` tell by what they are and who may do a deed of the type `deed`."""
        if deed not in self._words.deeds:
            return ()
        found = (self._actor(_counted(token), deed) for token in subjects)
        return tuple(dict.fromkeys(actor for actor in found if actor))

    def _actor(self, token: Token, deed: EventType) -> str | None:
        noun = core_noun(token)
        for mention in filter(None, map(self._layers.mention_of, (token, noun))):
            known = [a for a in mention.actors if self._layers.actors[a].kind == "anonymous"]
            return known[0] if known else None
        end = noun.i + 1
        while end < noun.sent.end and self._tells_more(self._doc[end], noun):
            end += 1
        if not self._may_do(noun, end, deed):
            return None
        start = token.i
        while start > token.sent.start and token.i - start < _FAR and self._leads(self._doc[start - 1]):
            start -= 1
        if start == noun.i and noun.i == token.i:
            return None  # no word leads the noun in
        return add_nameless(self._doc, self._layers, start, (start, end), None)

    def _may_do(self, noun: Token, end: int, deed: EventType) -> bool:
        """Whether the noun names people who do such deeds: by itself, or with a word beside it ("hommes armés")."""
        words, forms = self._words, noun_forms(noun)
        if not forms.isdisjoint(words.forces):
            return deed != "PROTEST"
        if not forms.isdisjoint(words.crowds):
            return deed == "PROTEST"
        if forms.isdisjoint(words.anybody):
            return not forms.isdisjoint(words.people)
        owned = self._doc[noun.i - 1].lower_ in words.owned if noun.i else False
        return owned or any(not adjective_forms(t).isdisjoint(words.marks) for t in self._doc[noun.i + 1 : end])

    def _tells_more(self, token: Token, noun: Token) -> bool:
        """Whether a word after the noun is an adjective of it, which the tagger may take for a participle."""
        plain = token.pos_ == "ADJ" and token.head.i == noun.i
        return plain or not adjective_forms(token).isdisjoint(self._words.marks)

    def _leads(self, token: Token) -> bool:
        return token.pos_ in ("DET", "NUM") or token.lower_ in self._words.openers


def _counted(token: Token) -> Token:
    """The noun that a bare number counts: "3.000 de ses partisans"."""
    if token.pos_ not in ("NUM", "PRON"):
        return token
    return next((c for c in token.children if c.pos_ == "NOUN" and c.dep_ == "nmod" and c.i > token.i), token)
