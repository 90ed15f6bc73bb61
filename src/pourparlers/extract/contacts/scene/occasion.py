"""The contact told before on whose occasion another took place: "Avant le dîner, X avait vu Y", "en marge du sommet".

In: the layers of a document, the contacts told so far, a contact's stretch of it. Out: the earlier one, whose day the
other has.
"""

from __future__ import annotations

from collections.abc import Sequence

from ....annotate import syntax
from ....annotate.layers import Layers
from ....annotate.tree import Doc, Token
from ....drafts import ContactDraft
from ....types import Place
from ..contact_table import ContactTable
from ..rules import Stretch
from ..status import Standing
from ..who.found import Found

_STEM = 4
"""So many letters at the start of a noun are those of its verb too: "dîner", "a dîné"."""
_SOON = 1200
"""How far back, in code points, the contact may be told that a meeting's plain noun takes up."""
_OVER = frozenset({"held", "ongoing"})
_AHEAD = frozenset({"planned"})
_APART = frozenset({"visit", "call", "exchange", "press_conference"})


class Occasions:
    """Finds such contacts in one document; `drafts` are those told so far."""

    def __init__(self, doc: Doc, layers: Layers, table: ContactTable, drafts: Sequence[ContactDraft]) -> None:
        self._doc, self._layers, self._table, self._drafts = doc, layers, table, drafts

    def told(self, stretch: Stretch, found: Found, standing: Standing) -> ContactDraft | None:
        """The contact of one day, told before, that the words of `stretch` name as its occasion; None where they name
        none, or where it may be another."""
        statuses = _OVER if standing.status in _OVER else _AHEAD if standing.status in _AHEAD else frozenset()
        noun = self._noun(stretch) if statuses else None
        if noun is None:
            return None
        draft = self.of_noun(noun, {p.actor for p in found.parties})
        return draft if draft is not None and draft.fact.status in statuses else None

    def place(self, stretch: Stretch) -> Place | None:
        """The one place that the contacts told before with the noun have in whose margin the trigger of `stretch` is:
        "ont clos à Brisbane leur sommet … en marge du sommet"."""
        noun = self._noun(stretch)
        if noun is None:
            return None
        stem = noun.lower_[:_STEM]
        held = [d.fact.place for d in self._drafts if d.fact.kind not in _APART and self._names(d, stem)]
        found = {p.name.fr: p for p in held if p is not None}
        return next(iter(found.values())) if len(found) == 1 else None

    def of_noun(self, noun: Token, parties: set[str]) -> ContactDraft | None:
        """The contact of one day, told before with one of `parties`, that `noun` takes up: "le dîner" one at which they
        dined, "l'entretien" the last one, "le sommet" the only one, whoever took part."""
        word = noun.lower_.removesuffix("s")
        dated = [
            d for d in self._drafts if d.time is not None and d.fact.kind not in _APART and d.sentence[0] < noun.idx
        ]
        if word in self._table.where.plain:
            near = [d for d in dated if parties & {p.actor for p in d.fact.participants}][-1:]
            return near[0] if near and self._is_near(near[0], noun) and near[0] == dated[-1] else None
        stem = word[:_STEM]
        same = [d for d in dated if self._names(d, stem)]
        shared = [d for d in same if parties & {p.actor for p in d.fact.participants}]
        same = same if word in self._table.where.gatherings else shared
        days = {(t.value, t.recipe) for d in same if (t := self._layers.times[d.time or 0]).is_day}
        return same[-1] if same and len(days) == 1 else None

    def _is_near(self, draft: ContactDraft, noun: Token) -> bool:
        return noun.idx - draft.sentence[1] < _SOON and self._layers.times[draft.time or 0].is_day

    def _names(self, draft: ContactDraft, stem: str) -> bool:
        """Whether the sentence of a contact has a word that begins with `stem`."""
        words = self._doc.char_span(*draft.sentence, alignment_mode="expand") or ()
        return any(t.lower_.startswith(stem) for t in words)

    def _noun(self, stretch: Stretch) -> Token | None:
        """The noun of a contact, told as known, that stands as the occasion of the trigger of `stretch`."""
        doc, unit, i = self._doc, stretch.unit, stretch.trigger.i
        for noun in doc[unit.start : unit.end]:
            if noun.i == i or noun.pos_ != "NOUN" or noun.lower_.removesuffix("s") not in self._nouns():
                continue
            of_verb = doc[i].pos_ == "VERB" and i < noun.i  # "s'est entretenu en marge du sommet avec X"
            if not self._is_known(noun, of_verb=of_verb) or syntax.is_offset(noun):
                continue
            first, last = sorted((noun.i, i))
            if any(t.pos_ == "VERB" or t.text in {";", ":", "«", "»"} for t in doc[first + 1 : last]):
                continue
            if self._is_occasion(noun):
                return noun
        return None

    def _nouns(self) -> frozenset[str]:
        where = self._table.where
        return where.plain | self._table.words.meals | where.gatherings | where.rites

    def _is_occasion(self, noun: Token) -> bool:
        """Whether the words before `noun` make it an occasion; before and after what takes days other days lie."""
        where, doc = self._table.where, self._doc
        before = [t.lower_ for t in doc[max(noun.sent.start, noun.i - 5) : noun.i]]
        if set(before) & (where.margin | where.during_it):
            return True
        if noun.lower_ in where.gatherings:
            return False
        return bool(set(before[-2:]) & (where.around_it | where.during))

    def _is_known(self, noun: Token, *, of_verb: bool) -> bool:
        """Whether `noun` is told as known, and nothing behind it says which: "le dîner", not "le dîner de mardi";
        `of_verb`: with whom, its verb says."""
        doc = self._doc
        after = doc[noun.i + 1] if noun.i + 1 < len(doc) else None
        which = after is not None and (after.lower_ in self._table.where.tells_which or self._layers.is_timed(after))
        if of_verb and after is not None and after.lower_ in self._table.parties.with_:
            return doc[noun.i - 1].lower_ in self._table.where.known
        which = which or (after is not None and (after.pos_ == "ADJ" or after.i in self._layers.by_token))
        return doc[noun.i - 1].lower_ in self._table.where.known and not which
