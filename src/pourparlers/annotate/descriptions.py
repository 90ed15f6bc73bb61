"""What a text says of somebody beside his name, whatever office it is: "X, patron de l'opposition", "le secrétaire au
Trésor, X". Such words name him once more; who is told of in them is no party to what he does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from .claims import Claims
from .gazetteer import fold_accents
from .layers import MentionDraft
from .roles import RoleMatch
from .word_table import PHRASES

_DETERMINERS = {"le": "m", "la": "f", "l'": "", "un": "m", "une": "f", "son": "", "sa": "f", "leur": "", "notre": ""}
_LEADS: Final = PHRASES.before_role
_BREAKS = frozenset({"qui", "que", "qu'", "dont", "où", "et", "ou", "mais", "comme", "puis"})
_GOVERNING = frozenset({"de", "du", "des", "d'", "à", "au", "aux", "en", "pour", "par", "avec"})
_CLOSED = frozenset({",", ".", ")", ";", "»", "!", "?"})
_LONGEST = 16


class Descriptions:
    """Finds such words in one document. `heads`: those of the roles among them."""

    def __init__(self, claims: Claims, roles: Sequence[RoleMatch]) -> None:
        self._claims, self._doc = claims, claims.doc
        self._roles: Mapping[int, RoleMatch] = {r.head: r for r in roles if not r.institution}
        self.heads: set[int] = set()

    def link(self) -> None:
        """Add a mention of the person named for each."""
        actors = self._claims.book.actors
        named = [m for m in self._claims.layers.mentions if m.how == "name" and m.actor and not m.adjective]
        for mention in named:
            if actors[mention.actor or ""].kind != "person":
                continue
            found = self._after(mention) or self._before(mention)
            if found is not None:
                self._add(mention, *found)

    def _add(self, mention: MentionDraft, start: int, head: int, end: int) -> None:
        role = self._roles.get(head)
        if role is not None and role.function and mention.actor and len(role.bodies) < 2 and not role.former:
            body = role.bodies[0] if role.bodies and not role.default_body else ""
            self._claims.book.roles.setdefault(mention.actor, set()).add((role.function, body))
        self.heads.add(head)
        if self._is_plural(head):
            if members := self._pair(mention):
                self._claims.add_beside(MentionDraft(start, end, head, "group", members=members, number="p"))
            return
        self._claims.add_beside(
            MentionDraft(start, end, head, "role", actor=mention.actor, gender=mention.gender, adjective=True)
        )

    def _pair(self, mention: MentionDraft) -> tuple[str, ...]:
        """Those whom a plural is said of: "X et Y, chefs des deux polices,"; none where "et" joins nobody before."""
        first = self._claims.taken.get(mention.start - 2) if self._doc[mention.start - 1].lower_ == "et" else None
        pair = first is not None and first.how == "name" and first.actor and first.actor != mention.actor
        return (first.actor, mention.actor) if pair and first and first.actor and mention.actor else ()

    def _is_human(self, i: int) -> bool:
        """Whether token `i` is a noun that only a person is."""
        if i >= len(self._doc) or not self._doc[i].text.islower() or self._doc[i].pos_ not in {"NOUN", "ADJ"}:
            return False
        word = fold_accents(self._doc[i].lower_).removeprefix("ex-").removeprefix("vice-")
        return word in self._claims.humans or word.partition("-")[0] in self._claims.humans

    def _is_plural(self, head: int) -> bool:
        word = self._doc[head].lower_
        return word.endswith("s") and word not in {"fils", "bras"}

    def _head(self, i: int) -> int:
        """The noun of the phrase that begins at token `i`, over its article and what leads it in; -1 for none."""
        i += self._doc[i].lower_ in _DETERMINERS
        while i < len(self._doc) and (self._doc[i].lower_ in _LEADS or self._doc[i].text == "-"):
            i += 1
        return i if self._is_human(i) else -1

    def _is_free(self, head: int, mention: MentionDraft) -> bool:
        """Whether the noun names nobody else, and may be said of whom `mention` names."""
        taken = self._claims.taken.get(head)
        return taken is None or (taken.actor == mention.actor and taken is not mention)

    def _fits(self, start: int, mention: MentionDraft) -> bool:
        gender = _DETERMINERS.get(self._doc[start].lower_, "")
        return not gender or mention.gender not in {"m", "f"} or mention.gender == gender

    def _after(self, mention: MentionDraft) -> tuple[int, int, int] | None:
        """(start, noun, end) of what a comma sets after the name: "X, patron de l'opposition,"."""
        doc, start = self._doc, mention.end + 1
        if start + 1 >= len(doc) or doc[mention.end].text != "," or doc[start].is_sent_start:
            return None
        head = self._head(start)
        if head < 0 or not self._is_free(head, mention) or not self._fits(start, mention):
            return None
        end = self._end(head + 1)
        closed = end >= len(doc) or doc[end].text in _CLOSED or doc[end].is_space
        bare = head == start or doc[start].lower_ in _LEADS
        return (start, head, end) if closed or (bare and doc[end].lower_ in _BREAKS) else None

    def _end(self, i: int) -> int:
        """Where the noun phrase ends that goes on at token `i`."""
        first = i
        while i < len(self._doc) and i - first < _LONGEST:
            token = self._doc[i]
            joined = token.text == "-" or (token.text == "." and self._doc[i - 1].lower_ in {"m", "mm"})
            if not joined and (token.is_punct or token.is_space or token.is_sent_start):
                break
            if token.pos_ in {"VERB", "AUX", "PRON"} or token.lower_ in _BREAKS:
                break
            i += 1
        return i

    def _before(self, mention: MentionDraft) -> tuple[int, int, int] | None:
        """(start, noun, end) of what stands before the name: "le secrétaire au Trésor, X, a dit", "le directeur X"."""
        doc, last = self._doc, mention.start - 1
        comma = last > 0 and doc[last].text == ","
        after = doc[mention.end : mention.end + 2]
        if comma and (not after or after[0].text not in _CLOSED or (len(after) > 1 and after[1].lower_ in _BREAKS)):
            return None
        end = last if comma else last + 1
        if end < 1 or doc[end - 1].lower_ in _GOVERNING:
            return None  # "le porte-parole du président, X"
        humans = 0
        for i in range(end - 1, max(end - _LONGEST, -1), -1):
            token = doc[i]
            if token.is_punct and token.text != "-":
                return None
            if token.pos_ in {"VERB", "AUX", "PRON"} or token.lower_ in _BREAKS:
                return None
            taken = self._claims.taken.get(i)
            if taken is not None and taken.how == "name" and taken.gender:
                return None
            humans += self._is_human(i) and not self._is_human(i - 1)  # "directeur général" is one
            if token.lower_ in _DETERMINERS and (head := self._head(i)) >= 0 and head < end:
                alone = humans == 1 and self._is_free(head, mention) and self._fits(i, mention)
                return (i, head, end) if alone and head + 1 < end else None
            if token.is_sent_start:
                return None
        return None
