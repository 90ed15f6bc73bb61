"""Where a dispatch is at home: its dateline's town, that of its special envoy, the one venue of its title."""

from __future__ import annotations

import re

from ....annotate.layers import Layers
from ....annotate.tree import Doc, text_of
from ....fold import fold_town
from ....knowledge.model import KnowledgeBase, PlaceName
from ....types import Named, Place
from ..where_table import WhereWords

_OPENS = 80
"""So many tokens are the opening of a dispatch, where its writer is named."""
_LEAD = 700
"""So many code points from the start a dateline may stand, past the header and the title."""
_LINE = 6
"""So many tokens from "envoyé spécial" its town stands at most."""
_DATELINE = re.compile(
    r"(?:^|\n|\d{4}-\d\d(?:-\d\d)? )\s*\(?(?P<town>[A-ZÀ-ÖØ-Ý][A-ZÀ-ÖØ-Ý'’-]+(?: [A-ZÀ-ÖØ-Ý'’-]+){0,3})"
    r"(?:\)|,| \(|\s[-–—]| (?=[A-ZÀ-ÖØ-Ý][a-zà-öø-ÿ]))"
)
"""Capitals that open a paragraph: "GENÈVE -", "LA HAVANE, 4 mai", "GENÈVE Ils ne s'étaient"."""
_ENVOY = re.compile(r"(?:^|\n)\s*(?P<town>[A-ZÀ-ÖØ-Ý][\w'’-]+) \((?P<state>[^)\n]{3,30})\)\s?[,–—-]")
"""A town that needs its country: "Rimbo (Suède), envoyée spéciale"."""
_CORRESPONDENCE = re.compile(r"(?:^|\n)\s*(?P<town>[A-ZÀ-ÖØ-Ý][\w'’ -]{2,30}), correspondance\b")
"""The town from which a correspondent writes: "Nairobi, correspondance"."""

_LIVE = re.compile(r"(?:^|\n)\s*en direct\s*[-–—:|.]\s*(?P<town>[^\W\d_][\w'’ -]{2,30}?)\s*[:,–—.]", re.I)
"""The town from which a page tells live: "En direct – La Havane :"."""


def as_place(kb: KnowledgeBase, row: PlaceName) -> Place:
    """The place of a row of the knowledge base, with the code of its state where that has one."""
    state = kb.states.get(row.state)
    country = (state.iso3 or None) if state else None
    named = Named(fr=row.name_fr, en=row.name_en or row.name_fr)
    return Place(name=named, country=country, geonames=int(row.geonames) if row.geonames else None)


class Home:
    """Finds the home of one dispatch. `nouns` tell a contact: in "sommet à Rome" the title's town is the scene."""

    def __init__(self, doc: Doc, layers: Layers, kb: KnowledgeBase, words: WhereWords, nouns: frozenset[str]) -> None:
        self._doc, self._layers, self._kb, self._words, self._nouns = doc, layers, kb, words, nouns
        self._found: list[Place | None] = []

    def find(self) -> Place | None:
        """The town where the dispatch is written or, by its title, plays; None where none is told."""
        if not self._found:
            self._found.append(self._dateline() or self._envoy() or self._titled())
        return self._found[0]

    def is_seat(self, office: str | None, place: Place) -> bool:
        """Whether the international organisation of `office` has its seat in `place`: who works for the United Nations
        is nobody's visitor in New York."""
        body = self._kb.organisations.get((office or "").rpartition(".")[0])
        return body is not None and not body.state and place.name.fr in body.seat.split("|")

    def _dateline(self) -> Place | None:
        """The town that opens the dispatch: "GENÈVE -", "(Doha)"."""
        text = self._layers.text
        block = next((b for b in self._layers.document.blocks if b.kind == "dateline"), None)
        named = [text[block.start : block.end]] if block is not None else []
        named += [m["town"] for m in _DATELINE.finditer(text, 0, min(len(text), _LEAD))]
        named += [m["town"] for m in _CORRESPONDENCE.finditer(text, 0, min(len(text), _LEAD))]
        named += [m["town"] for m in _LIVE.finditer(text, 0, min(len(text), _LEAD))]
        return next((place for name in named if (place := self._town(name)) is not None), None)

    def _town(self, name: str) -> Place | None:
        """The town of the knowledge base that `name` spells, in whatever case."""
        row = self._kb.towns_by_name.get(fold_town(name))
        return as_place(self._kb, row) if row is not None else None

    def _envoy(self) -> Place | None:
        """The town from which a special envoy writes: "De notre envoyée spéciale à Oslo"."""
        for token in self._doc[: min(len(self._doc) - 1, _OPENS)]:
            if token.lower_ not in self._words.envoys or not token.nbor().lower_.startswith("spécia"):
                continue
            apart = self._small_town(token.idx)
            if apart is not None:
                return apart
            near = (m for m in self._layers.mentions if -_LINE <= m.start - token.i <= _LINE)
            for mention in sorted(near, key=lambda m: abs(m.start - token.i)):
                place = mention.place if mention.place is not None and mention.place.geonames else None
                place = place or self._town(text_of(self._doc[mention.start : mention.end]))
                if place is not None:
                    return place
        return None

    def _small_town(self, at: int) -> Place | None:
        """A town that no table knows, told with its country on the line of the envoy at code point `at`."""
        line = self._layers.text.rfind("\n", 0, at)
        found = _ENVOY.match(self._layers.text, max(0, line))
        if found is None:
            return None
        states = {fold_town(n): s.iso3 for s in self._kb.states.values() for n in s.name_fr.split("|")}
        country = states.get(fold_town(found["state"]))
        known = self._town(found["town"])
        own = Place(name=Named(fr=found["town"], en=found["town"]), country=country) if country else None
        return known or own

    def _titled(self) -> Place | None:
        """The one venue of the title, or of an opening without a verb."""
        title = next((b for b in self._layers.document.blocks if b.kind == "title"), None)
        if title is not None:
            start, end = title.start, title.end
        else:
            first = next((s for s in self._doc.sents if any(t.is_alpha for t in s)), None)
            if first is None or any(t.pos_ in {"VERB", "AUX"} for t in first):
                return None
            start, end = first.start_char, first.end_char
        found: dict[str, Place] = {}
        for mention in self._layers.mentions:
            if not start <= self._doc[mention.start].idx < end or not (mention.as_place or mention.how == "metonym"):
                continue
            before = [t.lower_ for t in self._doc[max(0, mention.start - 3) : mention.start]]
            event = (
                len(before) > 1 and before[-1] in self._words.of and before[-2] in self._nouns | self._words.meetings
            )
            told = mention.as_place and before and before[-1] in self._words.locatives
            place = self._town(text_of(self._doc[mention.start : mention.end])) if told or event else None
            if place is not None and not set(before) & self._words.later:
                found[place.name.fr] = place
        return next(iter(found.values())) if len(found) == 1 else None
