"""What implies a contact, and how it is kept: the words of a deed, who are persons, which town stands where."""

from __future__ import annotations

from dataclasses import replace

from ....annotate.layers import Layers, MentionDraft
from ....annotate.tree import Doc
from ....annotate.units import Unit
from ....types import Place
from ..contact_table import ContactTable, ContactVerbRule
from ..rules import Stretch, Trigger
from ..scope import ends_asking, is_quoted
from ..status import lemma_of, standing_of_verb
from ..who.found import Found
from .verbs import VerbReader

_SENT = 4
"""At most so many tokens stand between a body and the word for its envoys."""
_VERB = ContactVerbRule(lemmas=(), kind="meeting", persons=True, placed=True, weak=True)


class ImpliedContacts:
    """What the readers of implied contacts of one document share; `verbs` keeps what was told before."""

    def __init__(self, doc: Doc, layers: Layers, table: ContactTable, verbs: VerbReader) -> None:
        self.doc, self.layers, self.table, self.words = doc, layers, table, table.deeds
        self.verbs, self.parties, self.accounts = verbs, verbs.parties, verbs.accounts

    def is_told(self, unit: Unit, i: int) -> bool:
        """Whether the verb at token `i` tells what was done, as the writer's own words."""
        standing = standing_of_verb(self.doc, i, self.table.status)
        done = standing is not None and standing.status == "held" and standing.told
        done = done and standing is not None and standing.certainty == "asserted"
        return done and not is_quoted(self.layers, self.doc, unit, i) and not ends_asking(self.doc, i)

    def are_persons(self, mentions: list[MentionDraft]) -> bool:
        """Whether `mentions` name persons only."""
        named = [a for m in mentions for a in m.actors]
        return bool(named) and all(self.layers.actors[a].kind == "person" for a in named)

    def is_idle(self, j: int) -> bool:
        """Whether token `j` is of a day, a place or the words that bring them."""
        token, mention = self.doc[j], self.layers.by_token.get(j)
        timed = self.layers.is_timed(token)
        placed = mention is not None and (mention.as_place or mention.how == "metonym")
        brings = token.lower_ in self.table.where.locatives or token.pos_ in {"DET", "ADV"}
        return timed or placed or brings or token.is_space or token.text == ","

    def town_in(self, start: int, end: int) -> tuple[Place, int] | None:
        """The first town from token `start` to `end` that a preposition brings in, and its token."""
        where = self.accounts.where
        for j in range(max(start, 1), end):
            mention = self.layers.by_token.get(j)
            if mention is None or mention.start != j or self.doc[j - 1].lower_ not in self.table.where.locatives:
                continue
            place = where.place_of(mention) if mention.as_place or mention.how == "metonym" else None
            if place is not None and place.geonames is not None:
                return place, j
        return None

    def stretch(self, unit: Unit, i: int) -> Stretch:
        """The sentence of the verb at token `i`, as one that only implies a meeting."""
        return Stretch(unit, Trigger(i, verb=_VERB, lemma=lemma_of(self.doc, i)), unit.start, unit.end)

    def keep(self, unit: Unit, i: int, found: Found, venue: tuple[Place, int] | None, first: int | None = None) -> None:
        """Keep a meeting told by the verb at token `i`, at `venue` where it is known, its day looked for from token
        `first` on where it is told before."""
        stretch = self.stretch(unit, i)
        stretch = replace(stretch, left=first, own=first) if first is not None else stretch
        standing = standing_of_verb(self.doc, i, self.table.status)
        if len(found.parties) < 2 or standing is None or self.verbs.sittings.is_told(stretch, found):
            return
        told = (*venue, False) if venue is not None else None
        self.accounts.keep(stretch, "meeting", found, standing, venue=told)

    def named(self, mentions: list[MentionDraft]) -> list[str]:
        """The actors that `mentions` name."""
        return [a for m in mentions for a in m.actors]

    def are_envoys(self, found: Found) -> bool:
        """Whether those found are people without a name who act for others abroad: "trois présidents africains", "les
        médiateurs", "les émissaires de la Cédéao"."""
        words, actors = self.table.parties, [self.layers.actors[p.actor] for p in found.parties]
        if len(actors) == 1 and actors[0].kind == "organisation" and found.tokens:
            first = min(found.tokens)
            return any(t.lower_ in words.embassies for t in self.doc[max(0, first - _SENT) : first + _SENT])
        nameless = bool(actors) and all(a.kind == "anonymous" and a.number == "p" for a in actors)
        said = {w for a in actors for w in a.name.fr.lower().split()}
        whose = bool(said & (words.factions.regions | words.embassies)) or all(a.state for a in actors)
        return nameless and whose and bool(said & words.officials)

    def is_at_home(self, place: Place, subject: Found, whom: list[MentionDraft]) -> bool:
        """Whether the place is in the country of those spoken to, and those who speak are of others; not where many
        come to speak to all the world."""
        hosts = [self.layers.actors[a] for a in self.named(whom)]
        guests = [self.layers.actors[p.actor] for p in subject.parties]
        served = all(a.office is not None for a in hosts) or all(a.office is not None for a in guests)
        far = place.country is not None and place.name.fr not in self.words.rostrums
        bodies = {"anonymous", "organisation"} if len(hosts) == 1 else set()
        known = (a.state is not None or a.kind in bodies for a in guests)
        abroad = all(known) and all(a.state != place.country for a in guests)
        return served and far and abroad and {a.state for a in hosts} == {place.country}
