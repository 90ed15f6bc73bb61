"""Nouns of contacts that tell of none: a meal left out, what is broken off or only demanded to end, goods exchanged."""

from __future__ import annotations

from ....annotate.layers import Layers
from ....annotate.syntax import infinitive_of
from ....annotate.tense import governing_verb
from ....annotate.tree import Doc
from ..contact_table import ContactTable
from ..scope import ends_asking
from ..who.found import Found

_NEAR = 5
"""At most so many tokens stand between a contact's noun and what breaks it off."""
_GOODS = 9
"""At most so many tokens stand between an exchange and "de" with what changes hands: "l'échange en Turquie de 3 kg"."""
_SILENCE = 8
_BE = frozenset({"est", "sont", "été", "était", "étaient", "fut", "furent", "sera", "seront"})


class UnheldReader:
    """Tells, in one document, which nouns of contacts tell of none."""

    def __init__(self, doc: Doc, layers: Layers, table: ContactTable) -> None:
        self._doc, self._layers, self._table = doc, layers, table

    def is_unheld(self, i: int) -> bool:
        """Whether the noun at token `i` tells of no contact."""
        if self._doc[i].lower_ in self._table.unheld.exchanges:
            return self._is_of_goods(i) or self._is_trade(i)
        return self._is_meal_left_out(i) or self._is_broken_off(i) or self._is_over(i)

    def is_game(self, i: int, found: Found) -> bool:
        """Whether states whose meeting the noun at token `i` tells only played: "la rencontre France-Pérou s'est soldée
        par un match nul"."""
        if self._doc[i].lower_ not in self._table.unheld.games or not found.parties:
            return False
        states = all(self._layers.actors[p.actor].kind == "state" for p in found.parties)
        return states and any(t.lower_ in self._table.process.games for t in self._doc[i].sent)

    def _is_trade(self, i: int) -> bool:
        """Whether the noun at token `i` tells what countries sell to each other: "le volume des échanges", "Les
        échanges entre X et Y ont augmenté de 10 %"."""
        doc, words = self._doc, self._table.unheld
        if i > 1 and doc[i - 2].lower_ in words.amounts:
            return True
        after = doc[i + 1 : doc[i].sent.end] if doc[i].lower_.endswith("s") else doc[0:0]
        return any(t.pos_ == "VERB" and infinitive_of(t.lemma_.lower()) in words.grows for t in after)

    def is_asked(self, i: int) -> bool:
        """Whether the noun at token `i` is only asked about, without a verb ("Un tête-à-tête avec X ?") or by one that
        asks: "Y aura-t-il un sommet ?"."""
        if not ends_asking(self._doc, i):
            return False
        asks = any(t.lower_.removeprefix("-t").startswith("-") and t.pos_ == "PRON" for t in self._doc[i].sent)
        return asks or governing_verb(self._doc[i]) is None

    def is_silence(self, i: int) -> bool:
        """Whether what is denied of the noun at token `i` is of a long time, no contact of its own: "n'avaient plus
        tenu de réunion depuis 2012"."""
        after = self._doc[i + 1 : min(i + _SILENCE, self._doc[i].sent.end)]
        return any(t.lower_ in self._table.status.since for t in after)

    def _is_meal_left_out(self, i: int) -> bool:
        """Whether the noun at token `i` is a meal that those who met went without: "se sont quittés sans déjeuner"."""
        before = self._doc[i - 1].lower_ if i else ""
        return self._doc[i].lower_ in self._table.words.meals and before in self._table.status.without

    def _is_broken_off(self, i: int) -> bool:
        """Whether the contact told at token `i` is what somebody breaks off: "a rompu tout contact avec X", "la
        suspension des contacts", "Les contacts sont gelés"."""
        words, doc = self._table.status, self._doc
        if doc[i].lower_ not in words.bonds:
            return False
        subject = doc[i].dep_.startswith("nsubj")
        after = (t for t in doc[i + 1 : min(doc[i].sent.end, i + 2 * _NEAR)] if subject)
        passive = any(t.lower_ in _BE and doc[min(t.i + 1, len(doc) - 1)].lower_ in words.broken for t in after)
        before = doc[max(doc[i].sent.start, i - _NEAR) : i]
        return passive or any(t.lower_ in words.broken for t in before)

    def _is_over(self, i: int) -> bool:
        """Whether somebody only demands that the contact at token `i` end: "exige la suspension des pourparlers"."""
        doc, words = self._doc, self._table.unheld
        j = i - 1
        while j > 0 and doc[j].pos_ == "ADJ":
            j -= 1
        if j < 1 or doc[j].lower_ not in self._table.where.of_the or doc[j - 1].lower_ not in words.undoings:
            return False
        verb = governing_verb(doc[j - 1])
        return verb is not None and verb.i < j and infinitive_of(verb.lemma_.lower()) in words.demands

    def _is_of_goods(self, i: int) -> bool:
        """Whether the noun at token `i` tells what changes hands, behind where or when: "l'échange en Turquie de 1.200
        kilos", "un échange mardi de prisonniers"; not "un échange à Rome de près d'une heure"."""
        doc, words = self._doc, self._table
        j, stop = i + 1, min(len(doc) - 1, doc[i].sent.end, i + _GOODS)
        while j < stop and doc[j].lower_ not in words.where.of_the:
            mention = self._layers.by_token.get(j)
            beside = doc[j].lower_ in words.where.locatives
            placed = mention is not None and (mention.as_place or doc[j - 1].lower_ in words.where.locatives)
            passed = placed or beside or self._layers.is_timed(doc[j])
            if not passed and doc[j].pos_ not in {"ADJ", "ADV"} and doc[j].text != ",":
                return False
            j += 1
        if j >= stop:
            return False
        after = {t.lower_ for t in doc[j + 1 : min(doc[i].sent.end, j + _NEAR)]}
        return not after & (words.words.lengths | words.words.views)
