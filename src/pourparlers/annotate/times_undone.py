"""Days of what was called off or put off, and participles that the tagger does not know.

In: the tokens of an expression of time and the verb it goes with. Who writes that a meeting set for the 12th is put off
may do so before the 12th or after it: such a day lies on neither side of the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Protocol

from ..drafts import Direction
from .tense import auxiliaries
from .times_rules import TimeRules
from .tree import Doc, Token
from .word_table import Tense

OF_NOUN: Final = re.compile(r"\w (?:du|de|d')(?: \w+)? ?$")
"""What ends right before a noun's complement: "le sommet du"."""
_OVER: Final[frozenset[Tense]] = frozenset({"past", "pluperfect", "imperfect"})
_PARTICIPLE: Final = re.compile(r"(?:é|i|u|is|mort|ert|int)(?:e?s?)$")
_NAMED: Final = frozenset({"NOUN", "PROPN"})
_LIKE_PARTICIPLES: Final = frozenset({"NOUN", "ADJ", "VERB", "PROPN"})
_REACH: Final = 30


class Verbs(Protocol):
    """How the verbs around an expression are looked up (`times_direction.DirectionFinder`)."""

    def left(self, first: int) -> Iterator[Token]:
        """Tokens to the left in the clause, nearest first."""

    def carries(self, token: Token) -> bool:
        """Whether the token is a verb that is no auxiliary."""

    def tense(self, verb: Token) -> Tense | None:
        """The tense of the group that the verb heads."""


class GivenUp:
    """Days of what was called off or put off, in one `Doc`."""

    def __init__(self, doc: Doc, rules: TimeRules, verbs: Verbs) -> None:
        self._doc, self._rules, self._verbs = doc, rules, verbs
        self._announced = rules.table.context.announced

    def dates(self, before: str, first: int, last: int, verb: Token | None) -> bool:
        """Whether tokens [first, last] give the day of what was called off or put off: "la rencontre prévue le 12 juin
        a été remise", "a annulé sa visite du 12 juin", "l'annulation du sommet du 12 juin". Who writes after that day
        says the same, so it lies on neither side; a weekday is still called so before it."""
        announced = verb is not None and verb.lower_ in self._announced and not auxiliaries(verb)
        of_noun = OF_NOUN.search(before) is not None
        dated = any(t.text[:1].isdigit() for t in self._doc[first : last + 1])
        if not (of_noun or (announced and dated)):
            return False
        if verb is not None and not announced and verb.i < first:
            return self._undoes(verb)
        i = verb.i if announced and verb is not None else first
        if self._is_put_off_noun(i):
            return True
        left = next((t for t in self._verbs.left(i) if self._verbs.carries(t)), None)
        if left is not None and left.lower_ not in self._announced:
            return self._undoes(left)
        after = self._doc[last + 1 : min(self._doc[first].sent.end, last + 1 + _REACH)]
        told = next((t for t in after if self._verbs.carries(t) and t.lower_ not in self._announced), None)
        return told is not None and (self._undoes(told) or (announced and self._was_not(told)))

    def of_set(self, verb: Token, before: str, first: int, last: int) -> Direction | None:
        """The side of what a participle alone, right before tokens [first, last], sets for it: "annoncée pour lundi" is
        to come, the nearest where it is told as undone ("envisagée pour lundi, n'a pas eu lieu"). None of any other."""
        dated = any(t.text[:1].isdigit() for t in self._doc[first : last + 1])
        if dated and self._is_invitation(verb, first):
            return "nearest"  # a weekday behind it is mostly that of a table at which they sat: "avait convié X mardi"
        near = verb.lemma_ in self._rules.table.context.announcing and first - 3 <= verb.i < first
        alone = near and self._verbs.tense(verb) == "participle" and not auxiliaries(verb)
        if not alone or self._rules.due.search(before) is None:
            return None
        after = self._doc[last + 1 : min(self._doc[first].sent.end, last + 1 + _REACH)]
        told = next((t for t in after if self._verbs.carries(t)), None)
        undone = told is not None and ((dated and self._undoes(told)) or self._was_not(told))
        over = told is not None and self._verbs.tense(told) == "pluperfect"
        return "nearest" if undone or over else "future"

    def _is_invitation(self, verb: Token, first: int) -> bool:
        """Whether the day at token `first` may be the one for which somebody was invited, and not the one on which he
        was: it stands behind him ("y a convié X le 31 mars", "lui a donné rendez-vous le 3 mai"). A pluperfect tells
        of what may be over as well."""
        context = self._rules.table.context
        if verb.i >= first or self._verbs.tense(verb) != "past":
            return False
        between = [t for t in self._doc[verb.i + 1 : first] if not t.is_punct]
        if verb.lemma_ in context.giving:
            return bool({t.lower_ for t in between} & context.appointment)
        reflexive = verb.i > 1 and {t.lower_ for t in self._doc[verb.i - 2 : verb.i]} & {"s'", "s’", "se"}
        return verb.lemma_ in context.inviting and not reflexive and any(t.pos_ in _NAMED for t in between)

    def is_heralded(self, verb: Token, first: int) -> bool:
        """Whether the verb before token `first` announces what is to be held: "a annoncé un sommet, samedi", "a annoncé
        la tenue, samedi, d'un sommet"."""
        context = self._rules.table.context
        if verb.i >= first or self._verbs.tense(verb) != "past":
            return False
        between = {t.lower_ for t in self._doc[verb.i + 1 : first]}
        named = verb.lemma_ in context.heralding and bool(between & context.to_hold)
        return named or (verb.lemma_ in context.announcing and bool(between & context.indefinite))

    def of_speech(self, before: str, first: int) -> Direction | None:
        """The side of the day of an occasion to speak at the end of what somebody has said would be ("a assuré que la
        trêve tiendrait, lors d'un point de presse mercredi"): over behind a comma, else the nearest, because what would
        be may be there ("qu'il répondrait lors d'un point de presse mercredi"). None of any other."""
        told = self._rules.speech.search(before)
        near = [t for t in self._verbs.left(first) if self._verbs.carries(t)] if told is not None else []
        if told is None or not near or self._verbs.tense(near[0]) != "conditional":
            return None
        context = self._rules.table.context
        said = next((t for t in near[1:] if t.lemma_ in context.saying | context.happening), None)
        if said is None or self._verbs.tense(said) not in _OVER:
            return None
        return "past" if told["apart"] else "nearest"

    def _undoes(self, token: Token) -> bool:
        """Whether a verb (or participle) calls off or puts off."""
        return token.lower_.startswith(self._rules.table.context.undone)

    def _was_not(self, verb: Token) -> bool:
        """Whether a negated past goes with the verb: "n'a pas eu lieu"."""
        near = {t.lower_ for t in self._doc[max(verb.sent.start, verb.i - 5) : verb.i]}
        return self._verbs.tense(verb) in _OVER and bool(near & {"n'", "ne", "n’"})

    def _is_put_off_noun(self, i: int) -> bool:
        """Whether the date at token `i` hangs, with no verb between, on a noun of calling or putting off: "le report de
        la visite prévue le 3"."""
        nouns = self._rules.table.context.undoing
        for token in self._verbs.left(i):
            if token.lower_ in nouns:
                return True
            if token.text == "," or self._verbs.carries(token):
                return False
        return False


def opens_with_participle(doc: Doc, first: int, last: int, announced: frozenset[str], rules: TimeRules) -> bool:
    """Whether a participle that the tagger takes for something else may open the sentence right before tokens [first,
    last], in apposition: "Élu dimanche, le président prêtera serment jeudi"."""
    sentence = doc[first].sent
    opens = next((t for t in doc[sentence.start : first] if t.is_alpha), None)
    at = first - 2 if doc[first - 1].lower_ == "le" and doc[first].text[:1].isdigit() else first - 1  # "Entamés le 3"
    if opens is None or opens.i != at or opens.pos_ not in _LIKE_PARTICIPLES:
        return False
    word = opens.lower_
    if not _PARTICIPLE.search(word) or word in announced or word in rules.table.weekdays:
        return False
    return any(t.text == "," for t in doc[last + 1 : min(sentence.end, last + 1 + _REACH)])
