"""Contacts that somebody only urges others to have: "X a appelé Y à renouer le contact avec Z" tells of none that took
place, and X is no party to it.

In: the token of a contact's verb or noun. Out: who urges whom, and the parties and status that are left.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ....annotate import syntax
from ....annotate.layers import Layers, MentionDraft
from ....annotate.tree import Doc
from ..contact_table import ContactTable
from ..rules import is_occasion
from ..status import Standing, lemma_of
from ..who.found import Found
from ..who.lists import PartyLists, is_party
from ..who.subjects import SubjectReader

_OBJECT = 6
"""At most so many tokens stand between an infinitive and the contact's noun that it governs."""
_CLAUSE = 30
"""At most so many tokens stand between a verb of urging and an infinitive that it governs."""
_TAKES_UP = frozenset({"l'", "le", "la", "les", "lui", "leur"})
_SET_APART = frozenset({";", ":", "«", '"', "qui", "que", "qu'", "si"})


@dataclass(slots=True)
class Urging:
    """Who is urged: `verb` the token of the verb of urging, `deed` that of the infinitive, `whom` those urged."""

    verb: int
    deed: int
    whom: list[MentionDraft] = field(default_factory=list)


class UrgingReader:
    """Reads in one document which contacts stand under a verb of urging."""

    def __init__(self, doc: Doc, layers: Layers, table: ContactTable, lists: PartyLists) -> None:
        self._doc, self._layers, self._table, self._lists = doc, layers, table, lists

    def doers(self, i: int) -> tuple[list[MentionDraft], int | None]:
        """Those who are to do together what the reciprocal infinitive at token `i` tells, and the verb whose subject is
        one of them: "a exhorté X et Y à se parler", "a proposé à X de se voir"; none where nobody is urged."""
        urging = self._urging(i)
        if urging is None or urging.deed != i or syntax.is_negated(self._doc[urging.verb]):
            return [], None
        alone = len({a for m in urging.whom for a in m.actors}) == 1
        offers = alone and lemma_of(self._doc, urging.verb) in self._table.urged.offers
        return urging.whom, urging.verb if offers else None

    def together(self, deed: int, first: int, subjects: SubjectReader) -> Found | None:
        """Who is to do together what the reciprocal infinitive at token `deed` tells, where another verb asks it."""
        found = Found()
        doers, offer = self.doers(deed)
        if offer is not None:  # "a proposé à X de se voir": he too
            subjects.add_subject(offer, first, found)
        for mention in doers or subjects.named_to(deed, first):
            found.add(mention)
        return found if found.parties else None

    def turned(self, i: int, found: Found, standing: Standing) -> tuple[Found, Standing] | None:
        """`found` and `standing` of the contact at token `i` as they are under a verb of urging, unchanged where none
        governs it; None where no contact is left."""
        urging = self._urging(i)
        if urging is None:
            return found, standing
        if urging.deed != i and lemma_of(self._doc, urging.deed) in self._table.urged.undoing:
            return None  # "a appelé X à annuler sa visite": that was not done
        start = syntax.group_start(self._doc[urging.verb])
        named = [m for m in self._layers.mentions if self._doc[i].sent.start <= m.start < self._doc[i].sent.end]
        urged = {a for m in urging.whom for a in m.actors}
        wished = standing.status in {"held", "ongoing", "planned"}
        standing = Standing("proposed", standing.certainty) if wished else standing
        offers = lemma_of(self._doc, urging.verb) in self._table.urged.offers
        if offers and urged and urged <= {p.actor for p in found.parties}:
            return found, standing  # "a proposé à X de le rencontrer"
        after = {a for m in named if m.start > urging.verb for a in m.actors}
        others = {a for m in named if m.start < start for a in m.actors} - after - urged
        left = Found([p for p in found.parties if p.actor not in others], found.tokens, mutual=found.mutual)
        if not found.mutual and any(p.actor in others for p in found.parties):
            for mention in urging.whom:
                left.add(mention)
        if len(left.parties) < min(2, len(found.parties)):
            return None
        return left, standing

    def _urging(self, i: int) -> Urging | None:
        """The urging under which the contact at token `i` stands: as its infinitive, or as what that governs."""
        deed = i if self._is_deed(i) else self._governing(i)
        if deed is None or self._doc[deed].lower_ in self._table.words.meals:
            return None
        doc, words = self._doc, self._table.urged
        start = syntax.group_start(doc[deed])
        if start <= doc[deed].sent.start or syntax.plain(doc[start - 1].lower_) not in {"à", "de"}:
            return None
        for j in range(start - 2, max(doc[deed].sent.start, start - _CLAUSE) - 1, -1):
            token = doc[j]
            if token.lower_ in _SET_APART:
                return None
            if token.pos_ not in {"VERB", "AUX"} or self._is_deed(j):
                continue
            linked = words.verbs.get(lemma_of(doc, j))
            if linked is None or not self._joins(j, deed, linked) or self._is_undergone(j):
                return None
            return self._of(j, deed)
        return None

    def _joins(self, verb: int, deed: int, linked: str) -> bool:
        """Whether the first infinitive after the verb at token `verb` follows its own preposition `linked`."""
        first = next((j for j in range(verb + 1, deed + 1) if self._is_deed(j)), deed)
        return syntax.plain(self._doc[syntax.group_start(self._doc[first]) - 1].lower_) == linked

    def _of(self, verb: int, deed: int) -> Urging | None:
        """The urging of the verb at token `verb`, where somebody is urged or its verb needs nobody."""
        doc, words = self._doc, self._table.urged
        clitics = [t for t in doc[syntax.group_start(doc[verb]) : verb] if t.lower_ in _TAKES_UP]
        whom = [m for t in clitics if (m := self._layers.by_token.get(t.i)) is not None and is_party(m)]
        first = next(j for j in range(verb + 1, deed + 1) if self._is_deed(j))
        between = [t for t in doc[verb + 1 : syntax.group_start(doc[first]) - 1] if not self._layers.is_timed(t)]
        people = [t for t in between if t.pos_ in {"NOUN", "PROPN", "PRON", "ADJ"} or t.i in self._layers.by_token]
        if people:
            at = people[0].i
            mention = self._layers.by_token.get(at)
            whom += self._named(mention.start if mention is not None else at, first)
        if not people and not clitics and lemma_of(doc, verb) not in words.anyone:
            return None  # "a demandé à rencontrer X": for himself
        return Urging(verb, deed, whom)

    def _named(self, start: int, stop: int) -> list[MentionDraft]:
        """Those named from token `start` on, each with a preposition of his own: "X et à Y", "à X ainsi qu'à Y"."""
        words, whom = self._table.parties, []
        while True:
            listed, _ = self._lists.read(start, stop)
            whom += listed
            end = max((m.end for m in listed), default=stop)
            if end + 2 >= stop or self._doc[end].lower_ != "et" or self._doc[end + 1].lower_ not in words.to:
                return whom
            start = end + 2

    def _governing(self, noun: int) -> int | None:
        """The infinitive that governs the noun at token `noun`, right before it but for articles and adjectives."""
        doc = self._doc
        own = {t.lower_ for t in doc[max(0, noun - 3) : noun]} & self._table.parties.ours
        for j in range(noun - 1, max(doc[noun].sent.start, noun - _OBJECT) - 1, -1):
            if self._is_deed(j):
                return j if own or not is_occasion(doc, noun, self._table) else None
            if doc[j].is_punct or doc[j].pos_ in {"VERB", "AUX"} or j in self._layers.by_token:
                return None
        return None

    def _is_deed(self, i: int) -> bool:
        token = self._doc[i]
        return "Inf" in token.morph.get("VerbForm", []) and token.lower_.endswith(("er", "ir", "re", "oir"))

    def _is_undergone(self, verb: int) -> bool:
        """Whether the verb is a passive, whose subject is urged itself: "X a été appelé à recevoir Y"."""
        helpers = {a.lower_ for a in syntax.group(self._doc[verb])}
        before = self._doc[verb - 1].lower_ if verb else ""
        return "été" in helpers | {before} or (bool(helpers & {"est", "sont"}) and not helpers & {"a", "ont"})
