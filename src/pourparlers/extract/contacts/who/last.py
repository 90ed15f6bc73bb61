"""Who was named last before a contact and agrees with a pronoun or a number."""

from __future__ import annotations

from ....annotate.layers import Layers, MentionDraft
from ....annotate.speakers import can_speak
from ....annotate.tree import Doc


class LastTold:
    """Looks back over the mentions of one document."""

    def __init__(self, doc: Doc, layers: Layers) -> None:
        self._doc, self._layers = doc, layers

    def subject(self, before: int, *, gender: str, plural: bool = False) -> MentionDraft | None:
        """The last person before token `before` who was the subject of a verb and agrees, else the last who agrees;
        none where the pronoun at that token means somebody whom nobody could name."""
        if before in self._layers.strangers:
            return None
        fitting = [m for m in reversed(self._layers.mentions) if m.end <= before and self._agrees(m, gender, plural)]
        subjects = (m for m in fitting if any(self._doc[k].dep_.startswith("nsubj") for k in range(m.start, m.end)))
        return next(subjects, fitting[0] if fitting else None)

    def person(
        self, before: int, *, gender: str, plural: bool = False, skip: frozenset[str] = frozenset()
    ) -> MentionDraft | None:
        """The last mention before token `before` of a person who agrees, none of `skip` (of several: `plural`)."""
        ended = (m for m in reversed(self._layers.mentions) if m.end <= before and not skip & set(m.actors))
        named = (m for m in ended if all(self._layers.actors[a].kind == "person" for a in m.actors))
        return next((m for m in named if self._agrees(m, gender, plural)), None)

    def _agrees(self, mention: MentionDraft, gender: str, plural: bool) -> bool:
        if not can_speak(mention) or not mention.actors or (len(mention.actors) > 1) != plural:
            return False
        actor = self._layers.actors.get(mention.actors[0])
        own = (mention.gender or actor.gender or gender) if actor else ""
        return actor is not None and actor.kind in {"person", "anonymous"} and (gender == "x" or own in {gender, "x"})

    def people(self, before: int, count: int, *, first: int = 0) -> list[str]:
        """The last `count` persons named between token `first` and token `before`, in order of the text."""
        found: list[str] = []
        for mention in reversed([m for m in self._layers.mentions if m.end <= before and m.start >= first]):
            for actor in reversed(mention.actors):
                if self._layers.actors[actor].kind == "person" and actor not in found and not mention.adjective:
                    found.append(actor)
            if len(found) >= count:
                break
        return list(reversed(found[:count]))

    def and_himself(self, start: int, himself: frozenset[str]) -> list[MentionDraft]:
        """The person named and the one whom a word of `himself` takes up, as the subject of the verb group at token
        `start`: "X et lui se sont accordés"; nobody where these are not two persons."""
        i = start if self._doc[start].lower_ in himself else start - 1
        if i < 2 or self._doc[i].lower_ not in himself or self._doc[i - 1].lower_ != "et":
            return []
        named = self._layers.by_token.get(i - 2)
        if named is None or not named.actors or any(self._layers.actors[a].kind != "person" for a in named.actors):
            return []
        other = self.subject(named.start, gender="f" if self._doc[i].lower_ == "elle" else "m")
        return [named, other] if other is not None and not set(other.actors) & set(named.actors) else []
