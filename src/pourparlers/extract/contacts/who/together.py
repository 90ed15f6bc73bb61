"""Persons named together: whom "les quatre émissaires" stands for where no contact of just so many was told before."""

from __future__ import annotations

from ....annotate.layers import Layers, MentionDraft
from ....annotate.tree import Doc, Token
from ..contact_table import PartyWords

_FAR = 900
"""How far back, in code points, a number of persons is taken up."""
_PAIR = 2
"""So many are told of by the words that join them only."""
_JOINED = 14
"""At most so many tokens stand between two who are named together, titles and appositions among them."""


class Together:
    """Finds who are named together in one document with the words of one language."""

    def __init__(self, doc: Doc, layers: Layers, words: PartyWords) -> None:
        self._doc, self._layers, self._words = doc, layers, words

    def last(self, i: int, count: int, noun: str) -> tuple[str, ...] | None:
        """The `count` persons last named in one row before the sentence of token `i` ("X, Y et Z", "X,
        qu'accompagnaient Y et Z"), such as `noun` may name; None where there are none."""
        rows = self._before(i)
        for at in sorted(rows, reverse=True):
            of_sex = self._of_sex(rows[at], noun) if count > _PAIR else []
            for row in (*self._rows(rows[at]), *of_sex):
                if len(row) == count and self._fits(row, noun):
                    return row
        return None

    def in_sentence_before(self, i: int, but: frozenset[str]) -> tuple[str, ...] | None:
        """The one row of several persons, none of `but`, named in the sentence right before that of token `i`; None
        where there is none, or more than one, or a plural noun behind it may be meant as well."""
        here = self._doc[i].sent.start
        before = self._doc[here - 1].sent if here else self._doc[i].sent
        named = self._before(i).get(before.start_char, [])
        rows = [row for row in self._rows(named) if len(row) > 1]
        if len(rows) != 1 or but & set(rows[0]):
            return None
        last = max(m.end for m in named if set(m.actors) & set(rows[0]))
        return None if any(self._is_plural(t) for t in self._doc[last : before.end]) else rows[0]

    def only_two_before(self, i: int) -> tuple[str, ...] | None:
        """The two persons whom the sentence right before that of token `i` names, one of them its subject, where it
        names no third one and tells of no other people; None otherwise."""
        here = self._doc[i].sent.start
        if not here:
            return None
        before = self._doc[here - 1].sent
        named = self._before(i).get(before.start_char, [])
        two = tuple(dict.fromkeys(a for m in named for a in m.actors))
        people = any(t.lower_ in self._words.people | self._words.persons | self._words.camps for t in before)
        subjects = [t for t in before if t.dep_.startswith("nsubj")]
        acting = any(m.start <= t.i < m.end for t in subjects for m in named)
        others = any("Plur" in t.morph.get("Number", []) for t in subjects)
        return two if len(two) == _PAIR and acting and not people and not others else None

    def _is_plural(self, token: Token) -> bool:
        """Whether a token is a noun of several, no length of time."""
        timed = self._layers.is_timed(token)
        return token.pos_ == "NOUN" and token.morph.get("Number", []) == ["Plur"] and not timed

    def whole(self, i: int, some: tuple[str, ...]) -> tuple[str, ...] | None:
        """The row last named before the sentence of token `i` in which all of `some` and others stand, if any."""
        rows = self._before(i)
        for at in sorted(rows, reverse=True):
            fitting = next((row for row in self._rows(rows[at]) if set(some) < set(row)), None)
            if fitting is not None:
                return fitting
        return None

    def _before(self, i: int) -> dict[int, list[MentionDraft]]:
        """The persons named in the sentences shortly before that of token `i`, by where these start."""
        here = self._doc[i].sent.start_char
        found: dict[int, list[MentionDraft]] = {}
        for mention in self._layers.mentions:
            at = self._doc[mention.start].sent.start_char
            if here - _FAR <= at < here and self._is_person(mention):
                found.setdefault(at, []).append(mention)
        return found

    def _rows(self, mentions: list[MentionDraft]) -> list[tuple[str, ...]]:
        """The rows of one sentence, each with those who went along, the last first."""
        rows: list[list[str]] = []
        along: list[bool] = []
        last: MentionDraft | None = None
        for mention in mentions:
            between = self._doc[last.end : mention.start] if last is not None else []
            joined = last is not None and self._joins(last.end, mention.start)
            company = any(t.lower_ in self._words.company for t in between)
            actors = [a for a in mention.actors if not any(a in row for row in rows)]
            if joined:
                rows[-1] += actors
            elif actors:
                rows.append(actors)
                along.append(company)
            last = mention
        found: list[tuple[str, ...]] = []
        for n, row in enumerate(rows):
            found.append((*found[-1], *row) if n and along[n] else tuple(row))
        return list(reversed(found))

    def _of_sex(self, mentions: list[MentionDraft], noun: str) -> list[tuple[str, ...]]:
        """All men or women of one sentence, where `noun` tells of such, then those of each state among them."""
        sex = self._words.sexes.get(noun)
        actors = dict.fromkeys(a for m in mentions for a in m.actors) if sex is not None else {}
        such = [self._layers.actors[a] for a in actors if self._layers.actors[a].gender == sex]
        states = dict.fromkeys(a.state for a in such if a.state)
        return [tuple(a.id for a in such), *(tuple(a.id for a in such if a.state == s) for s in states)]

    def _joins(self, first: int, stop: int) -> bool:
        """Whether only a comma or "et" and words that qualify the next one stand in tokens [first, stop)."""
        between = self._doc[first:stop]
        if not between or len(between) > _JOINED or not any(t.lower_ in {",", "et"} for t in between):
            return False
        return not any(t.pos_ in {"VERB", "AUX", "PRON", "SCONJ"} or t.text in {";", ":", "("} for t in between)

    def _is_person(self, mention: MentionDraft) -> bool:
        actors = self._layers.actors
        own = not mention.adjective and not mention.as_place and mention.how in {"name", "role"}
        return own and bool(mention.actors) and all(actors[a].kind == "person" for a in mention.actors)

    def _fits(self, row: tuple[str, ...], noun: str) -> bool:
        """Whether all of `row` are of the sex, and hold such an office, as `noun` tells, if it tells one."""
        sex = self._words.sexes.get(noun)
        told = {m.gender for m in self._layers.mentions if m.actor in row} | {
            self._layers.actors[a].gender for a in row
        }
        if sex is not None and not told <= {sex, "x", None}:
            return False
        offices = self._words.offices.get(noun)
        held = [(self._layers.actors[a].office or "").rsplit(".", 1)[-1] for a in row]
        return offices is None or all(o in offices for o in held)
