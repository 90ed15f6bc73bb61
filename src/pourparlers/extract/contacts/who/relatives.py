"""Relatives whose "que" is the object of a contact: "X, qu'il a rencontré lundi", "À X, qu'il a vu, Y a promis"."""

from __future__ import annotations

from ....annotate.layers import Layers, MentionDraft
from ....annotate.tree import Doc
from ....annotate.units import Unit
from ..contact_table import ContactTable
from .found import Found
from .lists import is_party
from .parties import PartyReader

_OPENING = 9
"""How many tokens after the opening of a sentence its first relative may stand: "À X, qu'il a vu"."""
_RELATIVE = 12
"""How many tokens before its verb a relative pronoun may stand."""
_CLEFT = 16
"""How many tokens before the "que" of "c'est à Rome, le 3 mars au soir, que" it may begin."""
_IS = frozenset({"est", "était", "fut", "sera"})


class RelativeReader:
    """Reads the relatives of one document."""

    def __init__(self, doc: Doc, layers: Layers, table: ContactTable, parties: PartyReader) -> None:
        self.doc, self.layers, self.table, self.parties = doc, layers, table, parties

    def relative(self, verb: int, first: int) -> int | None:
        """Token of the "que" that is the object of the verb: "X, qu'il a rencontré lundi"; None where there is none."""
        start = self.parties.subjects.verb_group(verb).start
        for i in range(start, max(first, start - _RELATIVE), -1):
            token = self.doc[i]
            if token.lower_ in self.table.parties.whom and i > first:
                if self._is_cleft(i, first):
                    return None
                noun = self.doc[i - 2] if self.doc[i - 1].text == "," else self.doc[i - 1]
                if token.pos_ == "SCONJ" and token.dep_ == "mark" and not self.is_somebody(i):
                    return None  # "a annoncé mardi que X recevra Y"
                return i if noun.pos_ in {"NOUN", "PROPN", "ADJ"} or self.layers.by_token.get(noun.i) else None
            if token.text in {",", ";", ":"} or (token.pos_ == "VERB" and i < start):
                return None
        return None

    def is_somebody(self, relative: int) -> bool:
        """Whether somebody is named right before the "que" at token `relative`, and no town in which one speaks: "a dit
        à Moscou que"."""
        before = relative - 2 if self.doc[relative - 1].text == "," else relative - 1
        told = self.layers.by_token.get(before)
        if told is None or not is_party(told):
            return False
        return not (told.how == "metonym" and self.doc[told.start - 1].lower_ in self.table.where.locatives)

    def _is_cleft(self, i: int, first: int) -> bool:
        """Whether the "que" at token `i` follows a circumstance set apart by "c'est": "c'est au téléphone qu'il a",
        "c'est à Rome, le 3 mars, que", "c'est mardi que"."""
        doc, start = self.doc, max(first, i - _CLEFT)
        be = next((t.i for t in reversed(doc[start : i - 1]) if t.lower_ in {"c'", "ce"}), None)
        be = next((t.i for t in doc[be + 1 : be + 4] if t.lower_ in _IS), None) if be is not None else None
        if be is None:
            return False
        be += doc[be + 1].lower_ in {"que", "qu'"}  # "ce n'est que mardi que"
        last = self.layers.by_token.get(i - 1)
        person = last is not None and any(self.layers.actors[a].kind == "person" for a in last.actors)
        opens = doc[be + 1 : be + 3]
        return not person and (doc[be + 1].pos_ == "ADP" or any(self.layers.is_timed(t) for t in opens))

    def antecedent(self, relative: int, subject: Found, verb: int) -> list[list[MentionDraft]] | None:
        """What the "que" at token `relative` takes up, where it is somebody known and not the subject himself; None
        where it takes up nobody and the verb at token `verb` may have an object of its own behind it, whatever the
        parser says: "a dit dans un communiqué que X a reçu Y"."""
        before = relative - 2 if self.doc[relative - 1].text == "," else relative - 1
        told = self.layers.by_token.get(before)
        if told is None or not self.is_somebody(relative):
            return None if subject.parties and max(subject.tokens) < verb else []
        return [[told]] if not {p.actor for p in subject.parties} & set(told.actors) else []

    def main_subject(self, relative: int, unit: Unit, subject: Found) -> None:
        """In "À X, qu'il a vu lundi, Y a promis", "il" is Y, whom the sentence names next."""
        opens = self.doc[unit.start].pos_ == "ADP" and relative - unit.start < _OPENING
        comma = next((t.i for t in self.doc[relative + 1 : min(unit.end, relative + 12)] if t.text == ","), None)
        if not opens or comma is None or not any(t.lower_ in {"il", "elle"} for t in self.doc[relative : relative + 2]):
            return
        found = Found()
        if self.parties.subjects.add_following(comma + 1, min(unit.end, comma + 10), found):
            subject.parties, subject.tokens = found.parties, found.tokens
