"""Which tokens of a document belong to which mention, while the mentions are being found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence

from ..knowledge.model import KnowledgeBase
from .actors import ActorBook
from .gazetteer import Match
from .layers import Layers, MentionDraft
from .tree import Doc

_CLEAR = 3


class Focus:
    """The states and bodies that the names of a text speak of, to tell apart what an ambiguous word may mean."""

    def __init__(self, kb: KnowledgeBase, matches: Sequence[Match]) -> None:
        self._counts: Counter[str] = Counter()
        for match in matches:
            actors = [a for a in match.ids("state", "organisation", "metonym", "demonym", "format") if a]
            people = match.ids("person")
            if len(actors) == 1 and not any(e.weak for e in match.entries):
                self._count(kb, actors[0])
            elif len({kb.persons[p].state for p in people}) == 1 and not actors:
                self._count(kb, kb.persons[people[0]].state)

    def _count(self, kb: KnowledgeBase, actor: str) -> None:
        org = kb.organisations.get(actor)
        for one in {actor, org.state.lower() if org else ""} - {""}:
            self._counts[one] += 1

    def count(self, actor: str) -> int:
        """How many names of the text speak of `actor`, or of a body of that state."""
        return self._counts[actor]

    def pick(self, ids: Sequence[str]) -> str | None:
        """The one of `ids` that the text speaks of, clearly more than of the others; None where none stands out."""
        if len(ids) == 1:
            return ids[0]
        ordered = sorted(ids, key=lambda i: -self._counts[i])
        if not ordered or not self._counts[ordered[0]]:
            return None
        return ordered[0] if self._counts[ordered[0]] >= _CLEAR * self._counts[ordered[1]] else None


class Claims:
    """The mentions of one document so far, and the tokens each has taken."""

    def __init__(
        self,
        doc: Doc,
        layers: Layers,
        book: ActorBook,
        matches: Sequence[Match],
        focus: Focus,
        *,
        given: Mapping[str, str] | None = None,
        humans: frozenset[str] = frozenset(),
        of_bodies: frozenset[str] = frozenset(),
        origins: Container[str] = frozenset(),
    ) -> None:
        self.given, self.humans, self.of_bodies = given or {}, humans, of_bodies
        self.doc, self.layers, self.book, self.matches, self.focus = doc, layers, book, matches, focus
        self.origins = origins
        self.taken: dict[int, MentionDraft] = {}
        self.at = {m.start: m for m in matches}

    def is_free(self, start: int, end: int) -> bool:
        """Whether no mention covers a token of [start, end)."""
        return self.taken.keys().isdisjoint(range(start, end))

    def add(self, mention: MentionDraft) -> MentionDraft:
        """Keep `mention`; it takes its tokens from shorter ones inside it."""
        for i in range(mention.start, mention.end):
            self.taken[i] = mention
        self.layers.mentions.append(mention)
        return mention

    def add_beside(self, mention: MentionDraft) -> MentionDraft:
        """Keep `mention` without taking tokens that others have."""
        for i in range(mention.start, mention.end):
            self.taken.setdefault(i, mention)
        self.layers.mentions.append(mention)
        return mention

    def remove(self, mention: MentionDraft) -> None:
        """Forget `mention`; its tokens stay with whoever takes them next."""
        self.layers.mentions = [m for m in self.layers.mentions if m is not mention]

    def flush(self) -> None:
        """Drop mentions that a later, longer one swallowed, and sort the rest."""
        live = {id(m) for m in self.taken.values()}
        kept = [m for m in self.layers.mentions if id(m) in live or m.members or m.adjective]
        self.layers.mentions = sorted(kept, key=lambda m: (m.start, -m.end))
        self.layers.index_mentions()

    def words(self, start: int, end: int) -> str:
        """The document's own words over tokens [start, end)."""
        return self.layers.text[self.doc[start].idx : self.doc[end - 1].idx + len(self.doc[end - 1].text)]

    def holds_known(self, start: int, end: int) -> bool:
        """Whether tokens [start, end) hold a name that is no person's."""
        return any(
            e.kind not in {"person", "surname"} and not e.weak
            for i in range(start, end) if (m := self.at.get(i)) for e in m.entries
        )  # fmt: skip
