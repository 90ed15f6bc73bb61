"""Who a number of people without a name are, where the next sentences name as many: "Trois présidents ont pressé X …
La mission était conduite par A, avec B et C"."""

from __future__ import annotations

from itertools import pairwise

import msgspec

from ....annotate.layers import Layers
from ....annotate.tree import Doc
from ....drafts import ContactDraft
from ....ids import make_id
from ....types import Actor, Participant
from ..contact_table import PartyWords

_SENTENCES = 3
"""So many sentences after the number may name them."""
_OPENING = 4
"""So many words at most stand up to the number."""
_PAIR = 2
_MANY = 3
"""So many at least: two are too easily others."""


def spelled_later(drafts: list[ContactDraft], doc: Doc, layers: Layers, words: PartyWords) -> list[ContactDraft]:
    """`drafts`, with the persons whom a sentence close behind names in place of a number of people without a name,
    wherever these were in contact."""
    found: dict[str, list[Actor]] = {}
    for draft in drafts:
        for p in draft.fact.participants:
            if (own := layers.actors.get(p.actor)) and own.kind == "anonymous" and p.actor not in found:
                found[p.actor] = _named(draft, p.actor, doc, layers, words)
    return [_spelled(_by_name(draft, doc, layers, words), found, layers) for draft in drafts]


def _by_name(draft: ContactDraft, doc: Doc, layers: Layers, words: PartyWords) -> ContactDraft:
    """`draft` of two states whose people its sentence tells to meet, of the two persons with whom the next one opens,
    none of a third state: "Paris et Rome ont reporté la rencontre de leurs ministres. X et Y devaient"."""
    fact, actors = draft.fact, layers.actors
    states = {actors[p.actor].state for p in fact.participants if actors[p.actor].kind == "state"}
    if len(states) != _PAIR or len(fact.participants) != _PAIR:
        return draft
    inside = [t for t in doc if draft.sentence[0] <= t.idx < draft.sentence[1]]
    theirs = any(a.lower_ in words.theirs and b.lower_ in words.officials for a, b in pairwise(inside))
    after = next((s for s in doc.sents if s.start_char >= draft.sentence[1]), None) if theirs else None
    if after is None:
        return draft
    named = [m for m in layers.mentions if after.start <= m.start < after.end and m.how == "name"][:_PAIR]
    if len(named) != _PAIR or named[0].start > after.start + 1 or named[1].start != named[0].end + 1:
        return draft
    people = [actors[a] for m in named for a in m.actors]
    own = {a.state for a in people} - {None}
    joined = doc[named[0].end].lower_ == "et" and len(people) == _PAIR and all(a.kind == "person" for a in people)
    if not joined or not own or not own <= states or len({a.state for a in people}) < _PAIR:
        return draft
    parties = tuple(Participant(actor=a.id, part="party") for a in people)
    span = fact.evidence[0]
    key = make_id("contact", layers.document.id, span.start, span.end, fact.kind, *(p.actor for p in parties))
    return msgspec.structs.replace(draft, fact=msgspec.structs.replace(fact, id=key, participants=parties))


def _spelled(draft: ContactDraft, found: dict[str, list[Actor]], layers: Layers) -> ContactDraft:
    fact = draft.fact
    nameless = [p for p in fact.participants if found.get(p.actor)]
    if len(nameless) != 1:
        return draft
    named, part = [a.id for a in found[nameless[0].actor]], nameless[0].part
    parties = [p for p in fact.participants if p.actor not in named]
    at = parties.index(nameless[0])
    parties[at : at + 1] = [Participant(actor=a, part=part) for a in named]
    span = fact.evidence[0]
    own = make_id("contact", layers.document.id, span.start, span.end, fact.kind, *(p.actor for p in parties))
    return msgspec.structs.replace(draft, fact=msgspec.structs.replace(fact, id=own, participants=tuple(parties)))


def _named(draft: ContactDraft, nameless: str, doc: Doc, layers: Layers, words: PartyWords) -> list[Actor]:
    """The persons whom a sentence close behind `draft` names, as many as its `nameless` are and such as they are told
    to be; where no table knows the office of one, of a state that none of the others is of."""
    said = _said(draft, nameless, doc, layers)
    count = next((words.counts[w] for w in said[:_OPENING] if w in words.counts), 0)
    functions = _functions(said, words)
    if count < _MANY or not functions:
        return []
    others = {p.actor for p in draft.fact.participants}
    taken = {layers.actors[a].state for a in others}
    for sentence in [s for s in doc.sents if s.start_char >= draft.sentence[1]][:_SENTENCES]:
        inside = [m for m in layers.mentions if sentence.start <= m.start < sentence.end and m.how == "name"]
        persons = dict.fromkeys(a for m in inside for a in m.actors if layers.actors[a].kind == "person")
        named = [layers.actors[a] for a in persons if a not in others]
        held = [(a.office or "").rsplit(".", 1)[-1] for a in named]
        apart = len({a.state for a in named} - {None, *taken}) == count
        if len(named) == count and set(held) & functions and all(h in functions or (apart and not h) for h in held):
            return named
    return []


def _said(draft: ContactDraft, actor: str, doc: Doc, layers: Layers) -> list[str]:
    """The words that tell the nameless `actor`, with those right before them."""
    first, last = draft.sentence
    group = next((m for m in layers.mentions if actor in m.actors and first <= doc[m.start].idx < last), None)
    if group is not None:
        return [t.lower_ for t in doc[max(0, group.start - 2) : group.end]]
    return layers.actors[actor].name.fr.lower().replace("'", "' ").replace("’", "' ").split()


def _functions(said: list[str], words: PartyWords) -> frozenset[str]:
    """The offices of which the words of a group tell its people to hold one."""
    text = " ".join(said)
    return next((functions for noun, functions in words.offices.items() if f" {noun}" in f" {text}"), frozenset())
