"""What coreference looks at: one document's mentions so far, who acts for whom, who is present at a token."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from .claims import Claims
from .layers import MentionDraft
from .salience import Places, rank

_CLOSE = 0.85
_MEDIA = "MED"
_PAIR_GAP = 4
_FAR = 30
"""No so many tokens stand between two who are named side by side."""
_JOINTS = frozenset({"et", "puis"})
_BETWEEN = _JOINTS | {",", "le", "la", "l'", "les", "son", "sa"}
_TOLD_NEAR = 3
_TIES = frozenset({"de", "d'", "du", "des"})


class Scene:
    """The mentions of one document in order, and look-ups over those before a token."""

    def __init__(self, claims: Claims) -> None:
        self.doc, self.layers, self.book, self.claims = claims.doc, claims.layers, claims.book, claims
        self.places = Places(claims.doc, claims.layers)
        self._kinds: dict[str, str] = {}

    @property
    def mentions(self) -> list[MentionDraft]:
        """All mentions so far, by position."""
        return self.layers.mentions

    def place(self, mention: MentionDraft, *, beside: bool = False) -> None:
        """Put `mention` among the others; it displaces what it covers, unless that stays `beside` it."""
        if not beside:
            covered = range(mention.start, mention.end)
            for other in self.layers.mentions:
                if other.start in covered and other.end <= mention.end and not other.members:
                    other.adjective = True
        self.layers.mentions.append(mention)
        self.layers.mentions.sort(key=lambda m: (m.start, -m.end))

    def is_covered(self, start: int, end: int) -> bool:
        """Whether a mention that names somebody already covers all of tokens [start, end)."""
        beyond = [m for m in self.mentions if m.start <= start < m.end]
        return any(m.end >= end and m.end - m.start > end - start for m in beyond)

    def kind(self, actor: str) -> str:
        """The kind of an actor, `nonstate` for armed and political parties that are no state."""
        kind = self._kinds.get(actor, "")
        if not kind:  # an actor may be made later
            kind = self._kinds[actor] = self._kind_of(actor)
        return kind

    def _kind_of(self, actor: str) -> str:
        org = self.book.kb.organisations.get(actor)
        if org is not None and org.role_code == _MEDIA:
            return "media"
        if actor.startswith("ns-") or (org is not None and org.kind == "nonstate"):
            return "nonstate"
        return self.book.actors[actor].kind if actor in self.book.actors else ""

    def is_person(self, actor: str) -> bool:
        """Whether the actor is a person, named or not."""
        return self.kind(actor) in {"person", "anonymous"}

    def gender(self, mention: MentionDraft) -> str:
        """The gender of a mention or of the one actor it names; x where either may do."""
        either = mention.gender == "x" and mention.how == "pronoun"  # "lui" is of either, whom it means is not
        shown = None if either else mention.gender
        return shown or (self.book.actors[mention.actor].gender if mention.actor else None) or "x"

    def agrees(self, mention: MentionDraft, gender: str, number: str) -> bool:
        """Whether a mention agrees in gender (x: with both) and number."""
        own = self.gender(mention)
        return (mention.number or "s") == number and ("x" in (own, gender) or own == gender)

    def people(
        self, before: int, *, gender: str = "x", fade: float = 0.6, reach: int = 1_000, skip: Iterable[str] = ()
    ) -> list[tuple[str, float]]:
        """Single persons named before token `before` who agree, the most present first."""
        left = set(skip)

        def fits(mention: MentionDraft) -> list[tuple[str, ...]]:
            actor = mention.actor
            if (
                not actor
                or actor in left
                or mention.adjective
                or not self.is_person(actor)
                or not self.agrees(mention, gender, "s")
            ):
                return []
            return [(actor,)]

        ranked = rank(self.places, self.mentions, before, fade=fade, fits=fits, reach=reach)
        return [(entity[0], score) for entity, score in ranked]

    def tells(self, mention: MentionDraft) -> bool:
        """Whether a verb that closes reported words is inverted with the mention ("…, a déclaré X")."""
        return self.places.is_inverted(mention)

    def acted_on(self, i: int) -> set[str]:
        """Whom the subject at token `i` acts on in words before it that have no finite verb: "En recevant X, il …"."""
        first = self.places.sentence_start(i)
        verbs = [t for t in self.doc[first:i] if t.pos_ in {"VERB", "AUX"}]
        if not verbs or any("Fin" in t.morph.get("VerbForm", []) for t in verbs) or self.doc[i - 1].text != ",":
            return set()
        return {a for m in self.mentions if verbs[0].i < m.start < i for a in m.actors}

    def told_by(self, before: int, gender: str, number: str) -> str | None:
        """Whom the last "dit-il" in the sentences right before token `before` meant, where he agrees ("selon lui")."""
        here = self.places.sentence(before)
        told = [m for m in self.mentions if m.end <= before and m.actor and self.doc[m.start].text.startswith("-")]
        near = [m for m in told if here - self.places.sentence(m.start) <= _TOLD_NEAR]
        return near[-1].actor if near and self.agrees(near[-1], gender, number) else None

    def pair_before(self, before: int, *, reach: int = 2) -> tuple[MentionDraft, MentionDraft] | None:
        """The last two actors of one kind coordinated by "et" within `reach` sentences before token `before`."""
        here = self.places.sentence(before)
        near = [m for m in self.mentions if m.end <= before and m.actor and not m.as_place and not m.adjective]
        near = [m for m in near if here - self.places.sentence(m.start) <= reach and not self.places.is_quoted(m.start)]
        for first, second in reversed(list(pairwise(near))):
            if self.is_pair(first, second):
                owner = self._described_by(near, first)
                return owner or self.list_to(near, first)[0], second
        return None

    def _described_by(self, near: Sequence[MentionDraft], last: MentionDraft) -> MentionDraft | None:
        """The person of `near` whose apposition ends with `last`, whom "de" ties to what he is: X in "X, le conseiller
        du roi Y, et Z"."""
        doc = self.doc
        if doc[last.end].text != "," or doc[max(0, last.start - 1)].lower_ not in _TIES:
            return None
        for other in reversed([m for m in near if m.end < last.start and self.is_person(m.actor or "")]):
            between = doc[other.end : last.start]
            if any(t.pos_ in {"VERB", "AUX"} or t.text in {";", ":", "."} for t in between):
                return None
            if between[0].text == "," and sum(t.text == "," for t in between) == 1:
                return other
        return None

    def list_to(self, near: Sequence[MentionDraft], first: MentionDraft) -> list[MentionDraft]:
        """The persons of `near` that commas join to `first` before it ("A, le Russe B et C"), and `first`."""
        found = [first]
        for other in reversed([m for m in near if m.end < first.start]):
            between = [t.lower_ for t in self.doc[other.end : first.start]]
            joined = between and between[0] == "," and len(between) <= _PAIR_GAP
            plain = joined and all(m.how == "nationality" for m in near if other.end <= m.start < first.start)
            plain = plain and not self.places.is_governed(other)  # "sous l'œil de Z, X et Y"
            if not plain or not other.actor or not self.is_person(other.actor) or not self.is_person(first.actor or ""):
                break
            first = other
            found.insert(0, other)
        return found

    def is_pair(self, first: MentionDraft, second: MentionDraft) -> bool:
        """Whether two mentions are coordinated: nothing but "et" and articles between them."""
        apart = second.start - first.end > _FAR
        if apart or not first.actor or not second.actor or first.actor == second.actor:
            return False
        between: list[str] = []
        for i in range(first.end, second.start):
            word = self.doc[i].lower_
            if word in _BETWEEN and len(between) < _PAIR_GAP:
                between.append(word)
            elif not any(m.start == i and m.how == "nationality" for m in self.mentions):  # "X et l'Estonien Y"
                return False
        joined = not _JOINTS.isdisjoint(between)
        return joined and self.is_person(first.actor) == self.is_person(second.actor)

    def is_quoted_apart(self, one: MentionDraft, i: int) -> bool:
        """Whether `one` stands in quoted words outside which token `i` is: « … un adjoint », a dit ce dernier."""
        at, own = self.doc[one.start].idx, self.doc[i].idx
        return any(q.start <= at < q.end and not q.start <= own < q.end for q in self.layers.quotes)

    def is_in_apposition(self, one: MentionDraft, i: int) -> bool:
        """Whether `one` stands in an apposition that opens the sentence and describes what begins at token `i`: "Vieil
        ami de X, celui-ci"."""
        first = self.doc[i].sent.start
        before = self.doc[first:i]
        bare = bool(before) and before[-1].text == "," and all(t.pos_ not in {"VERB", "AUX"} for t in before)
        return bare and one.start > first and before[0].pos_ in {"NOUN", "ADJ"}


def clear_first(ranked: Sequence[tuple[str, float]]) -> str | None:
    """The first of a ranking, unless the second is about as present."""
    if not ranked or (len(ranked) > 1 and ranked[1][1] >= _CLOSE * ranked[0][1]):
        return None
    return ranked[0][0]
