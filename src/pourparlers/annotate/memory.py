"""Who spoke last, and whom the text was last about, as one document is read unit by unit."""

from __future__ import annotations

from dataclasses import replace

from .layers import MentionDraft
from .speakers import NOBODY, Speaker, can_speak
from .units import Unit
from .view import View

PEOPLE = frozenset({"person", "anonymous"})
BODIES = frozenset({"organisation", "institution", "group", "document"})
"""Kinds of actors that are people; and bodies and texts."""
_LONG_AGO = -9
_SAME = (["le", "même"], ["la", "même"])
_NEAR = 2


class Memory:
    """`last` spoke last, in unit `last_unit` of `last_paragraph`; `topic` is whom unit `topic_unit` was about.

    `circles` are actors that are those around somebody ("l'entourage de X"), whom no "il" takes up.
    """

    def __init__(self, view: View) -> None:
        self.view, self.layers = view, view.layers
        self.last: Speaker = NOBODY
        self.unnamed_last: Speaker = NOBODY
        self.topic: Speaker = NOBODY
        self.circles: set[str] = set()
        self.last_unit = self.last_paragraph = self.topic_unit = _LONG_AGO
        self.unit_index, self.unit_start = -1, 0
        self.paragraph, self.paragraph_start = -1, 0

    def enter(self, unit: Unit) -> None:
        """Begin to read `unit`."""
        asks = self.view.text[unit.end - 1] == "?" and not unit.numbers and unit.paragraph == self.paragraph
        if not asks or any(self.view.finite[i] for i in range(unit.start, unit.end)):
            self.unit_index += 1  # "Un nouveau sommet ?" is the writer's, and nobody speaks or is spoken of in between
        self.unit_start = unit.start
        if unit.paragraph != self.paragraph:
            self.paragraph, self.paragraph_start = unit.paragraph, unit.start

    def spoke(self, speaker: Speaker, paragraph: int) -> None:
        """Remember that `speaker` spoke in this unit, in `paragraph`."""
        self.last, self.last_unit, self.last_paragraph = speaker, self.unit_index, paragraph
        actor = self.layers.actors.get(speaker.actor or "")
        if actor is not None and actor.kind == "anonymous":
            self.unnamed_last = speaker

    def same(self, start: int) -> Speaker:
        """Whom "le même", "la même" at token `start` takes up: who spoke last, a unit or two before."""
        told = self.view.low[start : start + 2] in _SAME
        fresh = told and self.unit_index - self.last_unit <= _NEAR and not self.last.others
        return replace(self.last, start=start, end=start + 2) if fresh else NOBODY

    # -- what speakers are

    def is_document(self, speaker: Speaker) -> bool:
        """Whether a speaker is a text that somebody wrote ("le communiqué")."""
        actor = self.layers.actors.get(speaker.actor or "")
        return actor is not None and actor.kind == "document"

    def is_human(self, speaker: Speaker) -> bool:
        """Whether a speaker is one person, named or only described."""
        actor = self.layers.actors.get(speaker.actor or "")
        return actor is not None and actor.kind in PEOPLE and actor.number != "p" and not speaker.others

    def is_person(self, mention: MentionDraft) -> bool:
        """Whether a mention is of one person by name."""
        return mention.how == "name" and self._kind(mention) == "person" and can_speak(mention)

    def _kind(self, mention: MentionDraft) -> str:
        actor = self.layers.actors.get(mention.actor or "")
        return actor.kind if actor else ""

    def _agrees(self, speaker: Speaker, gender: str, *, plural: bool, mention: MentionDraft | None = None) -> bool:
        actor = self.layers.actors.get(speaker.actor or "")
        if actor is None or actor.kind == "format" or (actor.id in self.circles and not plural):
            return False
        many = bool(speaker.others) or actor.number == "p" or (mention is not None and mention.number == "p")
        if many != plural:
            return False
        if plural:
            return True
        own = speaker.gender or actor.gender or (mention.gender if mention else None) or self._by_article(speaker)
        if actor.kind in BODIES | {"state"}:
            return gender in {"x", own}
        return gender == "x" or own in {gender, None, "x"}

    def _by_article(self, speaker: Speaker) -> str | None:
        """The gender that the article before a name shows: "la Russie", "le Rwanda"."""
        article = self.view.low[speaker.start - 1] if speaker.start else ""
        return {"la": "f", "le": "m"}.get(article)

    def is_mere_witness(self, unit: Unit) -> bool:
        """Whether who spoke last is nobody known, with words of whom the text tells of: « Il calcule », note un ancien
        camarade. The next "il" is still the one told of."""
        view, topic = self.view, self.topic
        if not self.last.anonymous or not self.is_human(topic) or topic.anonymous or not topic.actor:
            return False
        own = self.layers.actors[topic.actor].gender if topic.actor in self.layers.actors else None
        word = {"m": "il", "f": "elle"}.get(own or "", "")
        return bool(word) and any(view.low[i] == word and view.quote_at[i] >= 0 for i in range(unit.start, unit.end))
