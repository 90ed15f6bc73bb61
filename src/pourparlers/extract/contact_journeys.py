"""Journeys: who goes to another state's place, whose guest he is, and each stop of an itinerary."""

from __future__ import annotations

from ..annotate.layers import Layers
from ..annotate.tree import Doc
from ..types import Place
from .contact_accounts import AccountMaker
from .contact_found import Found
from .contact_parties import PartyReader
from .contact_rules import Stretch
from .contact_status import Standing


class JourneyReader:
    """Keeps the visits of one document in `accounts`."""

    def __init__(self, doc: Doc, layers: Layers, parties: PartyReader, accounts: AccountMaker) -> None:
        self.doc, self.layers, self.parties, self.accounts = doc, layers, parties, accounts

    def visit(self, stretch: Stretch, visitors: Found, standing: Standing) -> None:
        """A journey to another state's place, whose host is that state or who is told ("chez le roi"); each further
        place of an itinerary ("à Riyad, puis au Caire") is a visit of its own."""
        i, where = stretch.trigger.i, self.accounts.where
        rule = stretch.trigger.verb
        place, token = where.place(i, i + 1, stretch.right, side="after")
        if place is None and rule is not None and rule.toward:
            place, token = where.destination(i, stretch.right)
        if place is None and any(t.lower_ == "y" for t in self.doc[max(stretch.left, i - 4) : i]):
            place, token = self.accounts.scene.last_place(stretch), i
        if place is None:
            return
        stops = where.itinerary(token, stretch.right) if token > i else []
        self._visit_to(stretch, Found(list(visitors.parties), list(visitors.tokens)), standing, place, token)
        for further, at in stops:
            own = Stretch(stretch.unit, stretch.trigger, stretch.left, stretch.right)
            self._visit_to(own, Found(list(visitors.parties), list(visitors.tokens)), standing, further, at, stop=True)

    def _visit_to(
        self, stretch: Stretch, visitors: Found, standing: Standing, place: Place, token: int, *, stop: bool = False
    ) -> None:
        host = self.accounts.where.state_at(place)
        actors = [self.layers.actors[p.actor] for p in visitors.parties if p.actor in self.layers.actors]
        if host is None or not actors:
            return
        if place.country in {a.state for a in actors} or any(a.kind == "state" for a in actors):
            return
        at_home = self.parties.subjects.at_home_of(token, stretch.right)
        if at_home is not None:
            visitors.add(at_home, "host")
        else:
            visitors.add_actor(host, "host")
        visitors.tokens.append(token)
        self.accounts.keep(stretch, "visit", visitors, standing, venue=(place, token, stop))

    def is_right_there(self, stretch: Stretch) -> bool:
        """Whether only a time or an adverb stands between the verb and its place: "sera lundi à Riyad"."""
        i = stretch.trigger.i
        _, token = self.accounts.where.place(i, i + 1, stretch.right, side="after")
        between = self.doc[i + 1 : token]
        timed = {t.i for t in between if any(x.start <= t.idx < x.end for x in self.layers.times)}
        return token > i and all(t.i in timed or t.pos_ in {"ADV", "ADP", "DET"} or t.text == "," for t in between)
