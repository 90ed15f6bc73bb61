"""Contacts taken up again: "la rencontre", "cet appel", "une nouvelle réunion" without their parties."""

from __future__ import annotations

from dataclasses import replace

from ..annotate.layers import Layers
from ..annotate.tense import governing_verb
from ..annotate.tree import Doc
from ..drafts import ContactDraft
from ..types import Participant
from ..vocab import ContactKind
from .contact_accounts import AccountMaker, contact_class
from .contact_found import Found
from .contact_parties import PartyReader
from .contact_rules import Stretch
from .contact_status import Standing
from .contact_table import PartyWords

TALKS = frozenset({"talks", "consultation", "mediation", "summit"})
"""Kinds that last, and that only their like takes up."""
_NEAR, _FAR = 250, 900
"""Code points: the next sentence; as far back as a noun takes up a contact."""
_THOSE = 8
"""At most so many tokens stand between a contact's noun and "celles de"."""


class Resumption:
    """Adds to `accounts` what a noun without parties says of the contact told before it."""

    def __init__(
        self, doc: Doc, layers: Layers, words: PartyWords, parties: PartyReader, accounts: AccountMaker
    ) -> None:
        self._doc, self._layers, self._words = doc, layers, words
        self._parties, self._accounts = parties, accounts

    def take_up(self, stretch: Stretch, kind: ContactKind, standing: Standing, article: str) -> None:
        """A definite noun without parties takes up the last contact of its class, with what is newly said of it."""
        rule, i = stretch.trigger.noun, stretch.trigger.i
        assert rule is not None
        words = self._words
        another = article in words.indefinite | {"de"} and self._doc[i - 1].lower_ in words.again
        earlier = self._doc[i - 1].lower_ in self._accounts.table.status.held and standing.told
        if not another and (article not in words.definite or self._begins_anew(i, article)):
            self.of_story(stretch, kind, standing, article)
            return
        before = self._antecedent(
            stretch, kind, loose=rule.loose, sides=self._sides(stretch) if another else frozenset()
        )
        if before is None:
            self.of_story(stretch, kind, standing, article)
        if before is None or len(before.fact.participants) < 2 or standing.status == "denied":
            return
        verb = governing_verb(self._doc[i])
        if verb is not None and verb.lower_ in self._words.reported:
            return  # "la rencontre a été révélée mardi": what is dated is the telling
        if standing.status in {"cancelled", "postponed", "refused"} and self._is_by_another(stretch, before):
            return
        if standing.status in {"cancelled", "refused"} and before.fact.status == "held" and not another:
            return  # what took place is not called off: another one is
        if another or earlier:  # "les derniers pourparlers remontent à": those of before
            self._accounts.keep(stretch, before.fact.kind, Found(list(before.fact.participants), [i]), standing)
            return
        if before.fact.status == "held" and standing.status in {"planned", "proposed"}:
            return
        venue, last = self._accounts.where.place(i, stretch.left, stretch.right, side="after")[0], before.fact.place
        if venue is not None and last is not None and venue.name != last.name:
            return  # received "à Moscou", then "la suspension des pourparlers de Vienne": other talks
        if not standing.told and self._accounts.time_beside(stretch) is None and venue is None:
            return
        if not standing.told:
            standing = Standing(before.fact.status, before.certainty, told=False)
        self._accounts.keep(
            stretch, before.fact.kind, Found(list(before.fact.participants), [i]), standing, inherited=before
        )

    def others(self, stretch: Stretch) -> None:
        """Keep the earlier contacts of the same parties that "celles de" lists by place and day: "leur troisième
        rencontre, après celles de Singapour, le 12 juin, et de Hanoï, en février"."""
        doc, i, stop = self._doc, stretch.trigger.i, stretch.unit.end
        last = self._accounts.drafts[-1].fact
        those = next((j for j in range(i + 1, min(stop, i + _THOSE)) if doc[j].lower_ in self._words.those), stop)
        heads = [
            m
            for m in self._layers.mentions
            if those < m.start < stop
            and (m.as_place or m.how in {"name", "metonym"})
            and doc[m.start - 1].lower_ in {"de", "d'", "du"}
            and doc[m.start - 2].lower_ in self._words.those | {"et", ","}
        ]
        for m, following in zip(heads, [*heads[1:], None], strict=False):
            place = self._accounts.where.last_named(m.end, doc[m.start].idx) or m.place
            right = following.start - 1 if following is not None else stop
            own = replace(stretch, left=m.start - 1, right=right, own=m.start - 1)
            if place is not None:
                found = Found(list(last.participants), [m.start])
                self._accounts.keep(own, last.kind, found, Standing("held", past=True), venue=(place, m.start, False))

    def of_story(self, stretch: Stretch, kind: ContactKind, standing: Standing, article: str) -> None:
        """Talks told without parties, by a day or a place of their own ("Les pourparlers, ouverts le 3 mars à Gomel,
        n'ont rien donné"), are of the sides of the talks told last."""
        if kind not in TALKS - {"summit"} or article not in self._words.definite | self._words.indefinite | {"de"}:
            return
        i, doc = stretch.trigger.i, self._doc
        opens = all(t.pos_ in {"DET", "ADJ", "NUM", "SPACE"} for t in doc[stretch.unit.start : i])
        owned = i + 1 < len(doc) and doc[i + 1].lower_ in self._words.of - {"-"}  # "le dialogue de Shangri-La"
        if owned or not (opens or doc[i].dep_.startswith("nsubj")):
            return
        time, _ = self._accounts.days.time(i, stretch.left, stretch.right)
        placed = self._accounts.where.place(i, stretch.left, stretch.right, side="after")[0] is not None
        told = (standing.told or placed) and standing.status not in {"denied", "refused"}
        sides = self._sides_of_story() if time is not None and told else ()
        if sides:
            found = Found([Participant(actor=a, part="party") for a in sides], [i])
            self._accounts.keep(stretch, kind, found, standing)

    def _sides_of_story(self) -> tuple[str, ...]:
        """Those of the talks told last, however far back; none where none were told."""
        for draft in reversed(self._accounts.drafts):
            if draft.fact.kind in TALKS and len(draft.fact.participants) > 1:
                return tuple(p.actor for p in draft.fact.participants)
        return ()

    def _begins_anew(self, i: int, article: str) -> bool:
        """Whether "des" is no "de les": a plural that begins its clause tells of others ("; des discussions")."""
        j = i - 1
        while j > 0 and self._doc[j].lower_ != article:
            j -= 1
        before = self._doc[j - 1] if j > 0 else None
        opens = (
            before is None or self._doc[j].is_sent_start or before.is_punct or before.pos_ in {"CCONJ", "SCONJ", "ADP"}
        )
        return article in self._words.indefinite and opens

    def _is_by_another(self, stretch: Stretch, before: ContactDraft) -> bool:
        """Whether a person who is no party of `before` calls the contact off: then it is another one, of his."""
        subject = Found()
        self._parties.subjects.add_governing_subject(stretch.trigger.i, stretch.unit.start, stretch.unit.end, subject)
        persons = {p.actor for p in subject.parties if self._layers.actors[p.actor].kind == "person"}
        return bool(persons) and not persons & {p.actor for p in before.fact.participants}

    def _sides(self, stretch: Stretch) -> frozenset[str]:
        """The states for which the subject of the noun's verb stands ("Le Kremlin espère une nouvelle séance"); empty
        where it is none of a state."""
        subject = Found()
        self._parties.subjects.add_governing_subject(stretch.trigger.i, stretch.unit.start, stretch.unit.end, subject)
        return frozenset(s for p in subject.parties if (s := self._layers.actors[p.actor].state))

    def _antecedent(
        self, stretch: Stretch, kind: ContactKind, *, loose: bool, sides: frozenset[str]
    ) -> ContactDraft | None:
        """The last contact told that a definite noun of `kind` may take up: of its class, not too far back.

        Talks take up talks; a meeting told a sentence ago may be called so too. With `sides` one of these states
        was there.
        """
        here = self._doc[stretch.unit.start].idx
        for draft in reversed(self._accounts.drafts):
            near = here - draft.sentence[1] < _NEAR
            same = contact_class(draft.fact.kind) == contact_class(kind) or (loose and draft.fact.kind != "visit")
            if not same or (kind in TALKS and draft.fact.kind not in TALKS and not near):
                continue
            if sides and not sides & {self._layers.actors[p.actor].state for p in draft.fact.participants}:
                continue
            if kind == "summit" and draft.fact.kind != "summit":
                continue  # "le sommet de juillet" is no mere meeting told before
            return draft if here - draft.sentence[1] < _FAR else None
        return None
