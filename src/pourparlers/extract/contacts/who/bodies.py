"""Bodies that meet in their members: "les ministres de l'Otan", "les chefs d'État et de gouvernement"."""

from __future__ import annotations

from collections.abc import Sequence

from ....annotate.layers import Layers, MentionDraft
from ....annotate.speakers import can_speak
from ....annotate.tree import Doc
from ..contact_table import PartyWords
from .groups import add_nameless
from .lists import PartyLists, is_party

_BODY = frozenset({"organisation", "group", "format"})
_FAR = 600
"""As far back, in code points, as the body is named whose members meet."""
_SEVERAL = 2
_OTHERS = 6
"""At most so many tokens are the common words that "et" joins to a body."""
_PHRASE = 16
"""At most so many tokens name the sides whose delegates sit."""
_OPENING = 3
"""So many words at most open a phrase up to the noun that says what its members are."""


class BodyReader:
    """Reads, in one document, whose members they are that meet."""

    def __init__(self, doc: Doc, layers: Layers, words: PartyWords, lists: PartyLists) -> None:
        self._doc, self._layers, self._words, self._lists = doc, layers, words, lists
        self._members = tuple(tuple(phrase.split()) for phrase in words.members)

    def within(self, start: int, stop: int) -> tuple[str, ...]:
        """The one body whose nameless members tokens [start, stop) tell: "les ministres de l'Otan"."""
        if not {t.lower_ for t in self._doc[start : start + _OPENING]} & self._words.delegates:
            return ()
        inside = (m for m in self._layers.mentions if start < m.start and m.end <= stop and m.how == "name")
        found = {a for m in inside if not m.as_place for a in m.actors}
        return tuple(found) if len(found) == 1 and found <= self._bodies else ()

    def sides(self, start: int, stop: int) -> tuple[str, ...]:
        """Those for whom delegates sit: "les émissaires de l'armée et des Forces", if they are several."""
        opening = {t.lower_ for t in self._doc[start : start + 3]}
        if not opening & self._words.delegates:
            return ()
        within = [m for m in self._layers.mentions if start < m.start and m.end <= stop and not m.as_place]
        inside = [m for m in within if is_party(m) or self._doc[m.start - 1].lower_ == "des"]  # "des Vingt-Sept"
        told = [(m.start, a) for m in inside for a in m.actors if self._layers.actors[a].kind != "person"]
        told += [(m.head, a) for m in self._lists.groups.factions_in(start, stop) for a in m.actors]
        sides = [a for _, a in sorted(told)]
        verbs = any(t.pos_ in {"VERB", "AUX"} or t.text == "," for t in self._doc[start:stop])
        whole = len(set(sides)) == 1 and self._layers.actors[sides[0]].kind in {"organisation", "group", "format"}
        return tuple(dict.fromkeys(sides)) if (len(set(sides)) > 1 or whole) and not verbs else ()

    def _of_delegates(self, end: int, first: int) -> tuple[str, ...]:
        """The sides whose delegates the subject that ends before token `end` tells in common words: "Les délégations du
        régime et de l'opposition"."""
        doc = self._doc
        for i in range(end - 1, max(first, end - _PHRASE), -1):
            if doc[i].lower_ in self._words.delegates and doc[i - 1].lower_ in {"les", "des"}:
                sides = self.sides(i - 1, end)
                return sides if len(sides) >= _SEVERAL else ()
            if doc[i].is_punct or doc[i].pos_ in {"VERB", "AUX"}:
                return ()
        return ()

    def before(self, end: int, first: int) -> tuple[str, ...]:
        """The sides or the body named last, whose members the subject that ends before token `end` tells in common
        words."""
        if sides := self._of_delegates(end, first):
            return sides
        for phrase in self._members:
            start = end - len(phrase)
            if start >= first and tuple(t.lower_ for t in self._doc[start:end]) == phrase:
                last = self.last(start, 0)
                return last.actors if last is not None else ()
        return ()

    def unknown(self, own: MentionDraft, start: int, verb: int, first: int) -> MentionDraft | None:
        """The body for which `own`, a name that nobody knows, stands as the subject of the verb at token `verb`."""
        body = self.joint(start, verb, first)
        return MentionDraft(own.start, own.end, own.head, "group", members=body, number="p") if body else None

    def joint(self, start: int, verb: int, first: int) -> tuple[str, ...]:
        """The states whose common body meets, where the subject that ends before token `start` is one ("La commission
        mixte franco-algérienne s'est réunie"); the organisation whose part it is ("Le comité ministériel de la Ligue
        arabe s'est réuni"); or such a body by its own words ("Le groupe de contact sur la Libye se réunit")."""
        doc, reflexive = self._doc, {t.lower_ for t in self._doc[start:verb]} & {"se", "s'"}
        own = self._layers.by_token.get(start - 1) if start > first else None
        if not reflexive:
            return ()
        if own is None or not own.adjective:
            return self._common(start, first) or self._conclave(start, first)
        if len(own.actors) < _SEVERAL:
            return ()
        heads = [t for t in doc[max(first, own.start - _OPENING) : own.start] if t.lower_ in self._words.joint]
        actors = self._layers.actors
        return own.actors if heads and all(actors[a].kind == "state" for a in own.actors) else ()

    def _common(self, end: int, first: int) -> tuple[str, ...]:
        """The two states told together before whose common body the subject that ends before token `end` is: "La
        commission mixte se réunira"; nobody where further words say whose it is."""
        doc, sides = self._doc, self._lists.groups.sides_before
        head = end - 2
        joint = head > first and doc[head].lower_ in self._words.joint and doc[end - 1].lower_ in self._words.common
        return sides(head) if joint and sides is not None else ()

    def _conclave(self, end: int, first: int) -> tuple[str, ...]:
        """The body that common words name in the subject that ends before token `end`."""
        doc = self._doc
        for i in range(end - 1, max(first, end - _PHRASE), -1):
            if doc[i].is_punct or doc[i].pos_ in {"VERB", "AUX"}:
                return ()
            said = " ".join(t.lower_ for t in doc[i:end])
            if doc[i - 1].pos_ == "DET" and said.startswith(self._words.factions.conclaves):
                owner = self._layers.by_token.get(end - 1)
                whole = owner is not None and owner.how == "name" and owner.actors and owner.actors[0] in self._bodies
                if owner is not None and whole and doc[owner.start - 1].lower_ in {"de", "d'", "du", "la", "l'"}:
                    return owner.actors
                return (add_nameless(doc, self._layers, i - 1, (i, end), None),)
        return ()

    def with_others(self, stop: int, first: int) -> list[MentionDraft]:
        """A body and, behind "et", those whom common words name, right before token `stop`: a subject that no name
        ends ("le gouvernement et l'opposition ont"); empty where there are none."""
        for i in range(stop - 1, max(first, stop - _OTHERS), -1):
            body = self._layers.by_token.get(i - 1)
            if self._doc[i].lower_ == "et" and body is not None and is_party(body):
                others = self.others(i, stop)
                persons = any(self._layers.actors[a].kind == "person" for a in body.actors)
                return [body, others] if others is not None and not persons else []
        return []

    def others(self, i: int, stop: int) -> MentionDraft | None:
        """Those whom common words name behind "et" at token `i` and right before token `stop`; None where nobody."""
        joined = i + 1 < stop and self._doc[i].lower_ == "et"
        told = self._lists.described(i + 1, stop) if joined else None
        return told if told is not None and told.end == stop else None

    def last(self, before: int, first: int) -> MentionDraft | None:
        """The body named last between token `first` and token `before`, no further back than a few sentences."""
        here, bodies = self._doc[before].idx, self._bodies
        for mention in reversed(self._layers.mentions):
            if mention.end > before:
                continue
            if mention.start < first or here - self._doc[mention.start].idx > _FAR:
                return None
            if mention.how == "name" and len(mention.actors) == 1 and mention.actors[0] in bodies:
                return mention
        return None

    def people(self, stop: int, first: int) -> MentionDraft | None:
        """A subject of common words that ends before token `stop`: "ses chefs d'État" are those of the last
        organisation, "des diplomates russes et iraniens" stand for their states, others are themselves."""
        doc = self._doc
        nations: list[str] = []
        for i in range(stop - 1, max(first, stop - 9) - 1, -1):
            mention = self._layers.by_token.get(i)
            if mention is not None and mention.adjective:
                nations = [*mention.actors, *nations]
                continue
            if doc[i].lower_ in self._words.people and i and doc[i - 1].pos_ in {"DET", "ADP"}:
                break
            joins = nations and doc[i].lower_ in self._words.joints
            if (doc[i].is_punct and not joins) or doc[i].pos_ in {"VERB", "PROPN"}:
                return None
        else:
            return None
        if len(nations) > 1:
            return MentionDraft(i, stop, i, "group", members=tuple(dict.fromkeys(nations)), number="p")
        if doc[i - 1].lower_ in self._words.ours:
            owners = (m for m in reversed(self._layers.mentions) if m.end <= i and m.actor and can_speak(m))
            return next((m for m in owners if self._layers.actors[m.actor or ""].kind == "organisation"), None)
        return self._lists.described(i - 1, stop)

    def is_body(self, actors: Sequence[str]) -> bool:
        """Whether `actors` are one body."""
        return len(actors) == 1 and actors[0] in self._bodies

    @property
    def _bodies(self) -> set[str]:
        actors = self._layers.actors.values()
        return {a.id for a in actors if a.kind in _BODY or (a.kind == "institution" and not a.state)}
