"""Press conferences: of all who held them, be it one who speaks in them ("a dit X en conférence de presse"), those who
are told to have given them ("X et Y ont tenu une conférence de presse") or who stood beside ("une conférence de presse
commune avec Y")."""

from __future__ import annotations

from ....annotate.layers import Layers, MentionDraft
from ....annotate.tree import Doc
from ..accounts import AccountMaker
from ..rules import Stretch
from ..status import Standing, lemma_of, standing_of_verb
from ..who.found import Found
from ..who.parties import PartyReader

_HELD = 8
"""At most so many tokens stand between "ont tenu" and "une conférence de presse"."""
_BESIDE = 7
"""At most so many tokens stand between "presse" and "avec"."""


class PressReader:
    """Keeps the press conferences of one document in `accounts`."""

    def __init__(self, doc: Doc, layers: Layers, parties: PartyReader, accounts: AccountMaker) -> None:
        self._doc, self._layers, self._parties, self._accounts = doc, layers, parties, accounts

    def read(self, stretch: Stretch) -> None:
        """Keep the press conference that the noun of `stretch` tells; nothing where nobody is told to speak in it."""
        i, unit = stretch.trigger.i, stretch.unit
        found, standing = Found(tokens=[i, i + 2]), Standing("held", past=True)
        verb = self._held_by(i, unit.start)
        if verb is not None:
            told = standing_of_verb(self._doc, verb, self._accounts.table.status)
            if told is None:
                return
            if self._parties.subjects.add_subject(verb, unit.start, found):
                standing = told
        if not found.parties and (speaker := self._speaker(i)) is not None:
            found.add_actor(speaker)
        if found.parties:
            for mention in self._beside(i + 3, stretch.right):
                found.add(mention)
            self._accounts.keep(stretch, "press_conference", found, standing)

    def _held_by(self, i: int, first: int) -> int | None:
        """The verb right before the noun at token `i` that says who holds it: "ont donné mardi une conférence"."""
        words = self._accounts.table.parties
        for j in range(i - 1, max(first, i - _HELD), -1):
            token = self._doc[j]
            if token.pos_ in {"VERB", "AUX"} and lemma_of(self._doc, j) in words.speaks_to_press:
                return j
            if token.pos_ in {"VERB", "PROPN", "SCONJ"} or token.text in {",", ";", ":"}:
                return None
        return None

    def _beside(self, first: int, stop: int) -> list[MentionDraft]:
        """Those with whom it was held, or whose it was: "commune avec X", "conjointe de X et Y"."""
        words = self._accounts.table.parties
        for j in range(first, min(stop, first + _BESIDE)):
            if self._doc[j].lower_ in words.with_ or (self._doc[j].lower_ in words.of and j <= first + 1):
                return self._parties.lists.read(j + 1, stop)[0]
            if self._doc[j].pos_ in {"VERB", "AUX"} or self._doc[j].text in {";", ":", "."}:
                return []
        return []

    def _speaker(self, i: int) -> str | None:
        """Who says something in the press conference told at token `i`."""
        at = self._doc[i].idx
        here = (
            s.fact
            for s in self._layers.statements
            if s.fact.evidence and s.fact.evidence[0].start <= at < s.fact.evidence[0].end
        )
        told = [f for f in here if f.speaker]
        return next((f.speaker for f in told if f.medium == "press_conference"), told[0].speaker if told else None)
