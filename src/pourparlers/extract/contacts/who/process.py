"""The sides of the process that a text tells: who sits at talks that are told without their parties.

"Les pourparlers ont repris mardi à Oman" tells of those who talked before; where nobody has been told to, of the two
whom the text names as the sides of talks, of an accord or of a war ("le conflit entre X et Y").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ....annotate.layers import Layers, MentionDraft
from ....annotate.syntax import infinitive_of
from ....annotate.tree import Doc
from ....drafts import ContactDraft
from ....types import Participant
from ..contact_table import ContactTable
from ..process_table import ProcessWords
from .lists import PartyLists

LASTING = frozenset({"talks", "consultation", "mediation"})
"""Kinds that several sittings make up."""
TALKS = LASTING | {"summit"}
"""Kinds that last, and that only their like takes up."""
_BODIES = frozenset({"state", "group", "institution", "organisation"})
"""Kinds of actors that are sides of a process; persons sit for them."""
_FAR = 900
"""As far back, in code points, as two sides that only stand side by side are looked for."""
_CLITICS = frozenset({"les", "le", "la", "l'", "lui", "leur", "qui"})
_QUOTES = frozenset({"«", '"', "“"})
_STROKES = frozenset({"-", "–", "/"})
_TITLE = 60
"""A pair so many code points at most from the start may be in the title."""
_SEVERAL = 2
_LEAD = 600
"""Sides named in so many code points from the start are those of the whole text."""
_VERB = 8
"""At most so many tokens stand between talks and the verb that says that they go on."""
_BETWEEN = 4
"""At most so many tokens stand between two sides that "et" joins: "la Russie et l'Ukraine"."""


def goes_on(doc: Doc, noun: int, words: ProcessWords) -> bool:
    """Whether the noun at token `noun` says that talks go on, or the verb whose subject it is: "doivent reprendre"."""
    after = doc[noun + 1 : min(doc[noun].sent.end, noun + _VERB)]
    return (
        doc[noun].lower_ in words.beginnings
        or begins(doc, noun, words)
        or any(t.pos_ == "VERB" and infinitive_of(t.lemma_.lower()) in words.resumes for t in after)
    )


def begins(doc: Doc, noun: int, words: ProcessWords) -> bool:
    """Whether the noun at token `noun` hangs on one that says that its talks begin or go on: "la reprise des"."""
    j = noun - 1
    while j > 0 and doc[j].pos_ in {"ADJ", "NUM"}:
        j -= 1
    j = j - 1 if j > 1 and doc[j].lower_ in {"un", "une", "ces", "ce", "cette", "la"} else j
    return j > 0 and doc[j].lower_ in {"de", "d'", "du", "des"} and doc[j - 1].lower_ in words.beginnings


class Process:
    """Finds the sides of the talks of one document; `drafts` are the contacts told so far."""

    def __init__(
        self, doc: Doc, layers: Layers, table: ContactTable, lists: PartyLists, drafts: Sequence[ContactDraft]
    ) -> None:
        self._doc, self._layers, self._words, self._parties = doc, layers, table.process, table.parties
        self._lists, self._drafts = lists, drafts

    def sides(self, before: int, *, of_else: bool = False) -> list[Participant]:
        """Those who sit at talks told at token `before` without parties: of the talks told last, else of the last
        contact between two bodies, else the sides named last; empty where nothing tells. Talks said to be about
        something (`of_else`) are of the former only."""
        for draft in reversed(self._drafts):
            told = draft.fact.participants
            lasting = draft.fact.kind in TALKS
            if len(told) > 1 and (lasting or (not of_else and self.is_of_bodies(draft))):
                return list(told)
        return [Participant(actor=a, part="party") for a in self.named(before)] if not of_else else []

    def near(self, before: int, since: int) -> list[Participant]:
        """The sides of a process named from token `since` on, as parties; none where there are none."""
        return [Participant(actor=a, part="party") for a in self.named(before, since)]

    def joint_persons(self, first: int, stop: int) -> tuple[str, ...]:
        """The persons of several states whom tokens [first, stop) name as a joint subject, where nobody else is told
        there; those of one state only where they act on one another ("se sont mis d'accord"). Empty where there are
        none."""
        doc, actors = self._doc, self._layers.actors
        told = [m for m in self._layers.mentions if first <= m.start < stop and not (m.adjective or m.as_place)]
        persons = [m for m in told if m.actors and all(actors[a].kind == "person" for a in m.actors)]
        verb = next((t.i for t in doc[first:stop] if t.pos_ in {"VERB", "AUX"}), first)
        heads = list(dict.fromkeys(m.actors[0] for m in persons if m.end <= verb and len(m.actors) == 1))
        others = len({a for m in persons for a in m.actors}) != len(heads) or any(not m.actors for m in told)
        if len(heads) < _SEVERAL or others or any(t.text in _QUOTES for t in doc[first:stop]):
            return ()
        joined = {t.lower_ for t in doc[first:verb]}
        plural = doc[verb].morph.get("Number", []) == ["Plur"] and "et" in joined
        group = [t.lower_ for t in doc[max(first, verb - 2) : verb]]
        apart = len({actors[a].state for a in heads}) == len(heads)
        if not plural or set(group) & _CLITICS or not (apart or set(group) & {"se", "s'"}):
            return ()
        return tuple(heads)

    def is_of_bodies(self, draft: ContactDraft) -> bool:
        """Whether bodies were in contact, no persons: "Les délégations russe et ukrainienne se sont vues"."""
        kinds = {self._layers.actors[p.actor].kind for p in draft.fact.participants if p.actor in self._layers.actors}
        return kinds <= _BODIES and draft.fact.kind in {"meeting", "call"} and draft.fact.status != "denied"

    def named(self, before: int, since: int = 0) -> tuple[str, ...]:
        """The two sides named last, from token `since` on, as those of a process: "la guerre entre X et Y", "X et Y
        négocient"; empty where those of the last one are not known for such ("l'Iran et les Cinq négocient")."""
        for pair, start, end in self._pairs(before):
            if start < since or len(set(pair)) < _SEVERAL or any(self._is_person(a) for a in pair):
                continue
            if self._is_process(start, end):
                known = len(pair) == _SEVERAL and all(self._is_side(a) for a in pair)
                return pair if known and not self._others_talk(pair, end, before) else ()
        return ()

    def _others_talk(self, pair: tuple[str, ...], end: int, before: int) -> bool:
        """Whether a sentence between tokens `end` and `before` tells of talks of others than `pair`: "l'Iran et les
        Cinq poursuivent leurs tractations", "Les deux communautés négocient"."""
        doc, first, words = self._doc, self._doc[end - 1].sent.end, self._parties
        for token in doc[first : doc[before].sent.start]:
            theirs = token.lower_ in self._words.nouns and doc[token.i - 1].lower_ in words.theirs
            if not (theirs or token.lower_ in self._words.verbs):
                continue
            start, stop = token.sent.start, token.sent.end
            own = any(set(m.actors) & set(pair) for m in self._layers.mentions if start <= m.start < stop)
            if not own and not {t.lower_ for t in doc[start:stop]} & (words.camps | words.sides):
                return True
        return False

    def _pairs(self, before: int) -> Iterator[tuple[tuple[str, ...], int, int]]:
        """Pairs of actors that stand side by side before token `before`, the last ones first, and their tokens."""
        here, later = self._doc[before].idx, None
        for mention in reversed(self._layers.mentions):
            if mention.end > before:
                continue
            if here - self._doc[mention.start].idx > _FAR and self._doc[mention.start].idx > _LEAD:
                later = None
                continue
            if mention.adjective and len(mention.members) == 2:
                yield mention.members, mention.start, mention.end
            if later is not None and (self._joins(mention, later) or self._is_opposed(mention, later)):
                yield (*mention.actors, *later.actors), mention.start, later.end
            others = self._others(mention, before)
            if others is not None:
                yield (*mention.actors, *others.actors), mention.start, others.end
            later = mention

    def _others(self, body: MentionDraft, before: int) -> MentionDraft | None:
        """Those whom common words name behind a body and "et": "le gouvernement X et l'opposition"."""
        i, plain = body.end, not (body.adjective or body.as_place) and bool(body.actors)
        if not plain or i + 1 >= before or self._doc[i].lower_ != "et" or not self._is_body(body.actors[0]):
            return None
        return self._lists.described(i + 1, min(before, i + 1 + _BETWEEN))

    def _is_headed(self, start: int, end: int) -> bool:
        """Whether the pair in tokens [start, end) opens the text, or what stands behind its first colon, and its title
        says that they talk: "Arménie-Azerbaïdjan : reprise des pourparlers"."""
        doc = self._doc
        title = doc[start].sent
        if title.start or doc[start].idx > _TITLE or "\n" not in self._layers.text[doc[end - 1].idx :]:
            return False
        line = self._layers.text.find("\n", doc[start].idx)
        told = [t for t in doc[end : title.end] if t.idx < line]
        said = " ".join(t.lower_ for t in told)
        if any(t.pos_ in {"VERB", "AUX"} for t in told):
            return False
        return bool({t.lower_ for t in told} & self._words.nouns) or any(phrase in said for phrase in self._words.faces)

    def _joins(self, one: MentionDraft, other: MentionDraft) -> bool:
        """Whether "et" alone joins two names ("le gouvernement et les rebelles", "entre l'Iran et l'Irak"), or a stroke
        does: "Arménie-Azerbaïdjan"."""
        if other.start == one.end + 1 and self._doc[one.end].text in _STROKES:
            return True
        between = [t.lower_ for t in self._doc[one.end : other.start]]
        return 0 < len(between) <= _BETWEEN and "et" in between and set(between) <= self._parties.articles | {"et"}

    def _is_opposed(self, one: MentionDraft, other: MentionDraft) -> bool:
        """Whether a verb sets two against one another: "la guerre qui oppose X à Y"."""
        between = {t.lower_ for t in self._doc[one.end : other.start]}
        verb = {t.lower_ for t in self._doc[max(0, one.start - 3) : one.start]} & self._words.opposes
        return bool(verb and between & self._parties.to) and between <= self._parties.articles | self._parties.to

    def _is_person(self, actor: str) -> bool:
        known = self._layers.actors.get(actor)
        return known is not None and (known.kind == "person" or (known.kind == "anonymous" and known.number != "p"))

    def _is_body(self, actor: str) -> bool:
        return actor in self._layers.actors and self._layers.actors[actor].kind in _BODIES

    def _is_side(self, actor: str) -> bool:
        """Whether an actor is a body, or those whom only common words name ("l'opposition")."""
        known = self._layers.actors.get(actor)
        return self._is_body(actor) or (known is not None and known.kind == "anonymous" and known.number == "p")

    def _is_process(self, start: int, end: int) -> bool:
        """Whether the words around the pair in tokens [start, end) make it the sides of a process: a noun of one before
        it ("les négociations entre", "le conflit russo-ukrainien"), or a verb of one after it."""
        doc, words = self._doc, self._words
        if {t.lower_ for t in doc[start].sent} & words.games:
            return False
        first = max(doc[start].sent.start, start - words.reach)
        near = {t.lower_ for t in doc[first:start]}
        if self._is_headed(start, end):
            return True
        if near & words.nouns and (near & self._parties.between or doc[start - 1].lower_ in words.nouns):
            return True
        group = doc[end : min(doc[start].sent.end, end + words.reach)]
        cut = next((n for n, t in enumerate(group) if t.is_punct or t.lower_ in self._parties.ends), len(group))
        said = f" {' '.join(t.lower_ for t in group[:cut])} "
        told = {t.lower_ for t in group[:cut]}
        opposed = {t.lower_ for t in doc[max(doc[start].sent.start, start - 3) : start]} & words.opposes
        makes = {infinitive_of(t.lemma_.lower()) for t in group[:cut] if t.pos_ == "VERB"}
        verbs = opposed or any(f" {verb} " in said for verb in words.verbs)
        return bool(verbs or (told & words.nouns and makes & (self._parties.takes_part | words.makes)))
