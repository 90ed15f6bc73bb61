"""Parties of a contact while they are being found."""

from __future__ import annotations

from dataclasses import dataclass, field

from ....annotate.layers import MentionDraft
from ....types import Participant
from ....vocab import Part

_PRESS = "med-"
"""How ids of papers, agencies and channels begin: who talks to them meets nobody."""


@dataclass(slots=True)
class Found:
    """Parties found so far, and the tokens that name them.

    `mutual`: "entre" or a reciprocal verb binds all; `beside`: "avec" leaves one side to be told by the clause;
    `by_voice`: all of them only speak for others.
    """

    parties: list[Participant] = field(default_factory=list)
    tokens: list[int] = field(default_factory=list)
    mutual: bool = False
    beside: bool = False
    by_voice: bool = False

    def add(self, mention: MentionDraft, part: Part = "party") -> None:
        """Add the actors of `mention` in `part`, each once; one who mediates between two others is no third party."""
        if part == "mediator" and len(self.parties) > len(mention.actors) + 1:
            self.parties[:] = [p for p in self.parties if p.part != "party" or p.actor not in mention.actors]
        for actor in mention.actors:
            if not actor.startswith(_PRESS) and all(p.actor != actor for p in self.parties):
                self.parties.append(Participant(actor=actor, part=part))
        self.tokens += [mention.start, mention.end - 1]

    def without(self, actors: set[str]) -> Found:
        """The same, but for `actors`."""
        left = [p for p in self.parties if p.actor not in actors]
        return Found(left, self.tokens, mutual=self.mutual, beside=self.beside, by_voice=self.by_voice)

    def add_actor(self, actor: str, part: Part = "party") -> None:
        """Add one actor in `part`."""
        if all(p.actor != actor for p in self.parties):
            self.parties.append(Participant(actor=actor, part=part))

    def hosted(self, subjects: int, *, passive: bool) -> Found:
        """Mark the hosts of a reception, the first `subjects` parties, and those who visit; of a passive, the first
        ones visit and those after them are hosts."""
        if len(self.parties) > 1:
            own = range(subjects, len(self.parties)) if passive else range(subjects)
            self.parties = [
                Participant(actor=p.actor, part="host" if n in own else "visitor") for n, p in enumerate(self.parties)
            ]
        return self
