"""Nouns that take up an actor by what it is: "la rébellion", "le royaume", "le gouvernement", "son pays"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..knowledge.model import KnowledgeBase
from .coreference_table import NounRule
from .groups import GroupWords
from .layers import MentionDraft
from .salience import clause_subject, rank
from .scene import Scene, clear_first

Kind = Literal[
    "pronoun",
    "strong",
    "with",
    "dative",
    "object",
    "circle",
    "nearest",
    "concerned",
    "first",
    "second",
    "group",
    "noun",
    "own",
    "capital",
    "demonym",
    "origin",
    "side",
    "crowd",
    "body",
]
_EVERYONES = frozenset({"army"})
"""Institutions that every state has, so that none need be named before."""
_IN_STATES = frozenset({"au", "en", "aux"})
_HOME, _SOLE = 0.4, 0.2
"""How present another state may be beside the one that a text is about: a foreign opposition often sits with it."""


@dataclass(slots=True, unsafe_hash=True)
class Item:
    """Words [start, end) that take somebody up. `rule` is a noun's, `mention` a demonym's, `group` a group's."""

    start: int
    end: int
    kind: Kind
    gender: str = "x"
    number: str = "s"
    rule: NounRule | None = None
    mention: MentionDraft | None = None
    group: GroupWords | None = None


def own_country(scene: Scene, item: Item, mention: MentionDraft) -> None:
    """ "Son pays": the state of the person the sentence is about."""
    subject = clause_subject(scene.doc, scene.places, scene.mentions, scene.doc[item.start])
    first = [subject.actor] if subject and subject.actor and scene.is_person(subject.actor) else []
    person = next(iter(first), None) or clear_first(scene.people(item.start, fade=0.4, reach=1))
    state = scene.book.state_of(person) if person else ""
    if state in scene.book.kb.states:
        mention.actor = scene.book.known(state)


class Nouns:
    """Tells whom such nouns mean; one object for all documents."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._capitals = _capitals(kb)

    def capital(self, scene: Scene, item: Item, mention: MentionDraft) -> None:
        """ "La capitale angolaise": a place, known by its state's demonym."""
        after = next((m for m in scene.mentions if m.start == item.end and m.adjective and m.actor), None)
        row = self._capitals.get(after.actor or "") if after else None
        if after is not None and row is not None:
            mention.end, mention.as_place, mention.place = after.end, True, scene.book.place(row)

    def resolve(self, scene: Scene, item: Item, mention: MentionDraft) -> None:
        """An actor of the noun's kind: the most present before, a junta anywhere in the text."""
        rule = item.rule
        assert isinstance(rule, NounRule)
        if rule.kind == "junta":
            named = {a for m in scene.mentions for a in m.actors if self._is_junta(a, rule)}
            mention.actor = named.pop() if len(named) == 1 else None
            return

        realms = {s for mark in rule.marks for s in scene.book.realms_of(mark)} if rule.kind == "realm" else frozenset()
        if rule.kind == "home":
            self._of_home(scene, item, mention, rule.marks[0])
            return

        def fits(one: MentionDraft) -> list[tuple[str, ...]]:
            if not one.actor:
                return []
            if rule.kind == "realm":
                state = scene.book.state_of(one.actor)
                return [(state,)] if state in realms else []
            is_one = scene.kind(one.actor) == rule.kind
            if rule.kind == "institution":
                is_one = any(scene.book.is_institution(one.actor, mark) for mark in rule.marks)
            return [(one.actor,)] if is_one else []

        ranked = rank(scene.places, scene.mentions, item.start, fade=0.7, fits=fits)
        mention.actor = clear_first([(e[0], s) for e, s in ranked])
        if rule.kind == "institution" and not ranked:
            self._of_everyone(scene, item, mention, rule.marks)
        if rule.kind == "realm" and mention.actor:
            scene.book.known(mention.actor)

    def _of_everyone(self, scene: Scene, item: Item, mention: MentionDraft, marks: tuple[str, ...]) -> None:
        """ "L'armée" that nothing named before: that of the state that the text is about, or in which the sentence says
        to be ("Au Tchad, l'armée"); none where these are two."""
        if (kind := next((m for m in marks if m in _EVERYONES), "")) == "":
            return
        states = {s for s in (self._home(scene, item, _HOME), self._opened(scene, item)) if s}
        if len(states) == 1:
            mention.actor = scene.book.institution(kind, states.pop(), "")

    def _opened(self, scene: Scene, item: Item) -> str | None:
        """The state whose name opens the sentence as where all that follows was: "Au Tchad, le gouvernement"."""
        first = scene.places.sentence_start(item.start)
        for one in scene.mentions:
            if one.start > first + 2:
                break
            if one.start > first and one.end == item.start - 1 and scene.doc[one.end].text == ",":
                named = scene.doc[one.start - 1].lower_ in _IN_STATES and one.actor in self._kb.states
                return one.actor if named else None
        return None

    def _of_home(self, scene: Scene, item: Item, mention: MentionDraft, kind: str) -> None:
        """ "Le gouvernement", "l'opposition": that of the state whose own the text named, else it is most about."""

        def fits(one: MentionDraft) -> list[tuple[str, ...]]:
            if not one.actor or scene.kind(one.actor) == "nonstate":
                return []
            named = one.actor if scene.book.is_institution(one.actor, kind) else ""
            return [(scene.book.state_of(named),)] if named else []

        ranked = rank(scene.places, scene.mentions, item.start, fade=0.9, fits=fits)
        share = _SOLE if kind == "opposition" else _HOME
        state = clear_first([(e[0], s) for e, s in ranked])
        state = state or self._opened(scene, item) or self._home(scene, item, share)
        if state:
            mention.actor = scene.book.institution(kind, state, "")

    def _home(self, scene: Scene, item: Item, share: float) -> str | None:
        """The state that the text is about far more than any other, of which no other has `share`, if there is one."""

        def fits(one: MentionDraft) -> list[tuple[str, ...]]:
            states = {scene.book.state_of(a) for a in one.actors if scene.kind(a) != "nonstate"}
            states = {s for s in states if s in self._kb.states}
            served = any(scene.is_person(a) and scene.book.serves_organisation(a) for a in one.actors)
            return [] if served else [(s,) for s in states]

        ranked = rank(scene.places, scene.mentions, item.start, fade=0.9, fits=fits)
        clear = len(ranked) == 1 or (len(ranked) > 1 and ranked[1][1] <= share * ranked[0][1])
        return ranked[0][0][0] if clear else None

    def _is_junta(self, actor: str, rule: NounRule) -> bool:
        org = self._kb.organisations.get(actor)
        return org is not None and any(
            mark in name.lower() for name in (org.name_fr, *org.variants_fr) for mark in rule.marks
        )


def _capitals(kb: KnowledgeBase) -> dict[str, int]:
    """The row of each state's capital in the table of places."""
    rows = {(p.name_fr, p.state): n for n, p in enumerate(kb.places)}
    found = {}
    for state in kb.states.values():
        row = rows.get((state.capital_fr.split("|")[0], state.id))
        if row is not None:
            found[state.id] = row
    return found
