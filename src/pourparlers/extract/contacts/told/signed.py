"""Meetings told by what was signed there, the text the subject ("L'accord a été paraphé samedi à Doha par X et Y",
"Signé à Rome par X et Y, l'accord"), and by who sat at a table ("Autour de la table, mardi à Berlin : X, Y et Z")."""

from __future__ import annotations

from ....annotate.layers import MentionDraft
from ....annotate.units import Unit
from ..scope import ends_asking, is_quoted
from ..status import Standing, lemma_of, standing_of_verb
from ..who.asides import is_bare_participle
from ..who.found import Found
from ..who.sorts import are_persons
from .implied import ImpliedContacts

_AGENT = 16
"""At most so many tokens behind a participle stand those who signed: "mardi 3 mars à Rome, en présence de X, par"."""
_SIDES = 2
_OPENING = 12
"""At most so many tokens stand before the colon behind which those at a table are named."""
_HELD = frozenset({"held", "planned", "postponed", "cancelled"})


class SignedReader(ImpliedContacts):
    """Reads, in one document, who signed together and who sat at one table."""

    def signed(self, unit: Unit, i: int) -> bool:
        """Keep the meeting of those by whom the participle at token `i` tells a text to be signed; whether it does."""
        doc, words = self.doc, self.words
        if doc[i].morph.get("VerbForm", []) != ["Part"] or lemma_of(doc, i) not in words.signs:
            return False
        bare = is_bare_participle(doc, i)
        if not bare and not {t.lower_ for t in doc[max(unit.start, i - 3) : i]} & self.table.parties.passive:
            return False
        if is_quoted(self.layers, doc, unit, i) or ends_asking(doc, i) or not self._is_text(unit, i):
            return False
        found, standing = Found(tokens=[i]), self._standing(i, bare=bare)
        for mention in self._signers(unit, i):
            found.add(mention)
            found.tokens.append(mention.end - 1)
        if standing is None or standing.status not in _HELD or not self._are_there(unit, i, found):
            return False
        stretch = self.stretch(unit, i)
        if not self.verbs.sittings.is_told(stretch, found):
            self.accounts.keep(stretch, "meeting", found, standing)
        return True

    def _standing(self, i: int, *, bare: bool) -> Standing | None:
        return Standing("held", past=True) if bare else standing_of_verb(self.doc, i, self.table.status)

    def _is_text(self, unit: Unit, i: int) -> bool:
        """Whether an accord or the like stands around the participle: what was signed."""
        near = self.doc[max(unit.start, i - _AGENT) : min(unit.end, i + 2 * _AGENT)]
        return any(t.lower_ in self.words.texts for t in near)

    def _signers(self, unit: Unit, i: int) -> list[MentionDraft]:
        """Those whom "par" behind the participle at token `i` names."""
        agent = self.table.parties.agent
        for j in range(i + 1, min(unit.end, i + _AGENT)):
            if self.doc[j].lower_ in agent:
                return self.parties.lists.read(j + 1, unit.end)[0]
            if self.doc[j].pos_ in {"VERB", "AUX"} or self.doc[j].text in {";", ":"}:
                return []
        return []

    def _are_there(self, unit: Unit, i: int, found: Found) -> bool:
        """Whether those who signed are several, of different sides, and so told that they met: persons at a place or on
        a day, bodies at a place and on a day."""
        actors = [self.layers.actors[p.actor] for p in found.parties]
        sides = {a.state or a.id for a in actors}
        if len(actors) < _SIDES or len(sides) < _SIDES:
            return False
        stretch = self.stretch(unit, i)
        placed = self.accounts.scene.place(stretch, None)[0] is not None
        dated = self.verbs.sittings.is_dated(stretch)
        return (placed or dated) if are_persons(self.layers, found) else placed and dated

    def at_table(self, unit: Unit) -> None:
        """Keep the meeting of those whom a colon names behind "Autour de la table", on a day or at a place that is
        told: "Autour de la table, mardi à Berlin : X, Y et Z"."""
        doc = self.doc
        colon = next((t.i for t in doc[unit.start : min(unit.end, unit.start + _OPENING)] if t.text == ":"), None)
        if colon is None or any(t.pos_ in {"VERB", "AUX"} for t in doc[unit.start : colon]):
            return
        if not any(t.lower_ in self.words.tables for t in doc[unit.start : colon]):
            return
        others, end = self.parties.lists.read(colon + 1, unit.end)
        found = Found(tokens=[unit.start, *(m.end - 1 for m in others)])
        for mention in others:
            found.add(mention)
        closed = end >= unit.end or doc[end].is_punct
        stretch = self.stretch(unit, unit.start)
        persons = len(found.parties) > _SIDES - 1 and self.are_persons(others)
        if (
            closed
            and persons
            and self.verbs.sittings.is_set(stretch)
            and not self.verbs.sittings.is_told(stretch, found)
        ):
            self.accounts.keep(stretch, "meeting", found, Standing("held", past=True))
