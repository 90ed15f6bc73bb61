"""A contact that one offers to another, or asks of him, in so many words: "X a proposé à Y une rencontre", "lui a
proposé un entretien", "a réclamé une audience à Y"."""

from __future__ import annotations

from dataclasses import replace

from ....annotate.layers import Layers, MentionDraft
from ....annotate.syntax import is_negated
from ....annotate.tree import Doc
from ..contact_table import ContactTable
from ..rules import Stretch
from ..status import Standing
from ..who.found import Found
from ..who.lists import is_party
from ..who.parties import PartyReader

_REACH = 12
"""At most so many tokens stand between the verb of an offer and what is offered."""
_AFTER = 4
"""At most so many tokens after the contact stands "à" with him to whom it is offered."""
_THE = frozenset({"la", "l'"})
_REFUSED, _PROPOSED = Standing("refused"), Standing("proposed")


class OfferReader:
    """Reads offers in one document with the words of one language."""

    def __init__(self, doc: Doc, layers: Layers, table: ContactTable, parties: PartyReader) -> None:
        self._doc, self._layers, self._table, self._parties = doc, layers, table, parties

    def read(self, stretch: Stretch, named: Found) -> tuple[Found, Standing] | None:
        """Who offers the contact of the noun of `stretch` to whom, and whether it was proposed or refused; None where
        no verb of offering governs it, it does not say to whom, or those `named` by the noun are others. One offered to
        several may be theirs alone: none."""
        if named.parties and self._doc[named.tokens[0] - 2].lower_ not in self._table.parties.near:
            return None
        words, i, first = self._table.parties, stretch.trigger.i, stretch.unit.start
        article = i - 1 - (self._doc[i - 1].pos_ in {"ADJ", "NUM"})
        if article <= first or self._doc[article].lower_ not in words.indefinite:
            return None
        verb = self._verb(article, first)
        if verb is None or is_negated(self._doc[verb]):
            return None
        whom = self._whom(verb, article) or self._after(i, stretch.unit.end)
        subject = Found()
        if whom is None or len(whom.actors) != 1 or not self._parties.subjects.add_subject(verb, first, subject):
            return None
        offerer = {p.actor for p in subject.parties}
        if len(offerer) != 1 or offerer & set(whom.actors) or self._parties.subjects.are_voices(offerer):
            return None
        found = Found(list(subject.parties), [*subject.tokens, verb])
        found.add(whom)
        return found, _REFUSED if self._doc[verb].lower_ in self._table.status.refused else _PROPOSED

    def within(self, stretch: Stretch, found: Found) -> Stretch:
        """`stretch`, up to the state to which it is offered, which is no place: "une rencontre à la Corée du Nord"."""
        i = stretch.trigger.i
        whom = next((m for t in found.tokens if t > i and (m := self._layers.by_token.get(t)) is not None), None)
        return replace(stretch, right=whom.start) if whom is not None and whom.as_place else stretch

    def _verb(self, article: int, first: int) -> int | None:
        """The verb of an offer before the noun whose article stands at token `article`, only "à" and its words, times
        and adverbs between."""
        words = self._table.parties
        for j in range(article - 1, max(first, article - _REACH), -1):
            token = self._doc[j]
            if token.lower_ in words.offers and token.pos_ in {"VERB", "ADJ", "NOUN"}:
                return j
            if token.pos_ in {"VERB", "AUX", "SCONJ"} or token.text in {";", ":", "."}:
                return None
        return None

    def _whom(self, verb: int, article: int) -> MentionDraft | None:
        """To whom it is offered, between the verb and the noun, or by the pronoun before the verb."""
        group = self._parties.subjects.verb_group(verb).start
        for t in self._doc[group:verb]:
            clitic = self._layers.by_token.get(t.i) if t.lower_ in {"lui", "leur"} else None
            if clitic is not None and clitic.actors:
                return clitic
        between = range(verb + 1, article)
        if any(self._doc[j].lower_ in self._table.parties.governed - self._table.parties.to for j in between):
            return None
        brought = (j for j in between if self._doc[j].lower_ in self._table.parties.to)
        return next((m for j in brought if (m := self._named(j, article)) is not None), None)

    def _after(self, i: int, stop: int) -> MentionDraft | None:
        """To whom it is offered, right after the noun at token `i`: "un entretien à X", "des pourparlers au Hamas"; a
        state only where "à la", "à l'" cannot tell the place."""
        for j in range(i + 1, min(stop, i + _AFTER)):
            token = self._doc[j]
            if token.lower_ in self._table.parties.near:
                return self._named(j + 1, stop) if self._doc[j + 1].lower_ in self._table.parties.of else None
            if token.lower_ in self._table.parties.to:
                whom = self._named(j, stop) or self._state(j, stop)
                return whom if whom is not None and not self._is_where(whom) else None
            if token.pos_ not in {"ADJ", "ADV"}:
                return None
        return None

    def _is_where(self, whom: MentionDraft) -> bool:
        """Whether "à" and the name may tell where: of towns, of seats, of states that take "au" and "aux"."""
        kinds = {self._layers.actors[a].kind for a in whom.actors}
        led = self._doc[whom.start - 1].lower_ in _THE
        return not kinds <= {"person", "group"} and not (kinds == {"state"} and led and whom.how == "name")

    def _state(self, j: int, stop: int) -> MentionDraft | None:
        """The state behind "à la" or "à l'" at token `j`, which nobody takes for where it is: that would be "en"."""
        whom = self._layers.by_token.get(j + 2) if j + 2 < stop else None
        fit = whom is not None and whom.start == j + 2 and self._doc[j].lower_ == "à" and len(whom.actors) == 1
        return whom if fit else None

    def _named(self, j: int, stop: int) -> MentionDraft | None:
        """The one actor that "à" at token `j` brings; none where it is a place, or there are several."""
        mentions, _ = self._parties.lists.read(j + 1, stop)
        end = mentions[-1].end if mentions else stop
        joined = (
            end + 1 < stop and self._doc[end].lower_ == "et" and self._doc[end + 1].lower_ in self._table.parties.to
        )
        fit = len(mentions) == 1 and is_party(mentions[0]) and not mentions[0].as_place and not joined
        return mentions[0] if fit else None
