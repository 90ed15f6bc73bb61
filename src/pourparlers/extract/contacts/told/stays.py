"""Journeys that a preposition names as the occasion of their clause: "Lors d'une visite à Rome, X a promis"."""

from __future__ import annotations

from ....annotate.layers import Layers
from ....annotate.tree import Doc
from ..accounts import AccountMaker
from ..rules import Stretch
from ..who.found import Found
from ..who.parties import PartyReader
from ..who.process import TALKS

_PHRASE = 5
"""At most so many tokens introduce a journey: "à l'issue d'une brève"."""


class StayReader:
    """Reads the journeys of one document that their prepositions introduce."""

    def __init__(self, doc: Doc, layers: Layers, parties: PartyReader, accounts: AccountMaker) -> None:
        self._doc, self._layers, self._parties, self._accounts = doc, layers, parties, accounts
        rules = accounts.table.nouns
        self._silent = frozenset(f for n in rules if n.kind in TALKS or n.kind == "press_conference" for f in n.forms)

    def add_owner(self, stretch: Stretch, visitors: Found) -> bool:
        """Add the person whose journey the noun of `stretch` names as the occasion of what he does; whether it does:
        not where the sentence tells a contact besides, whose occasion it is."""
        first = self._introduced(stretch)
        if first is None or self._tells_more(stretch):
            return False
        i, unit, subjects, found = stretch.trigger.i, stretch.unit, self._parties.subjects, Found()
        if first <= unit.start + 1:
            told = subjects.add_after_comma(i, unit.end, found, part="visitor")
        else:
            told = subjects.add_governing_subject(i, unit.start, unit.end, found, part="visitor")
        persons = all(self._layers.actors[p.actor].kind == "person" for p in found.parties)
        if not told or not found.parties or not persons or subjects.are_voices(p.actor for p in found.parties):
            return False
        visitors.parties, visitors.tokens = found.parties, [*visitors.tokens, *found.tokens]
        return True

    def _introduced(self, stretch: Stretch) -> int | None:
        """The token of the preposition that introduces the noun of `stretch`: "lors d'une", "avant sa", "à l'issue d'un
        bref"; None where none does."""
        doc, words, j = self._doc, self._accounts.table.parties, stretch.trigger.i - 1
        while j > stretch.unit.start and doc[j].pos_ == "ADJ":
            j -= 1
        if doc[j].lower_ not in words.one_journey:
            return None
        before = range(j - 1, max(stretch.unit.start, j - _PHRASE) - 1, -1)
        at = next((k for k in before if doc[k].lower_ in words.staying), None)
        plain = at is not None and all(doc[k].lower_ in {"de", "d'"} for k in range(at + 1, j))
        return at if plain else None

    def _tells_more(self, stretch: Stretch) -> bool:
        """Whether the sentence has told a contact, or goes on to one by a verb or by a noun that is no talks."""
        last = self._accounts.drafts[-1] if self._accounts.drafts else None
        if last is not None and last.sentence[0] == self._doc[stretch.unit.start].idx:
            return True
        return stretch.right < stretch.unit.end and self._doc[stretch.right].lower_ not in self._silent
