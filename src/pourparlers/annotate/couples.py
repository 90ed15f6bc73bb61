"""Which two a text keeps naming together, and who is beside "les deux hommes" rather than one of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from itertools import combinations, pairwise
from typing import Final

from .coreference_table import BrokerTable
from .gazetteer import fold_accents
from .layers import MentionDraft
from .salience import clause_subject
from .scene import Scene
from .word_table import NOUNS, PHRASES

_LEAD = 2
"""Sentences at the head of a text (its title, its first one) that say what it is about."""
_OFTEN, _CLEAR = 2, 0.5
"""How often two are named together at least, and how often any other two may be, of that."""
_ANEW = frozenset({"puis", "et", "mais", "où", "quand", "lorsque", "lorsqu'", "car", "or"})
_WHILE: Final = PHRASES.while_
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_JOINING = frozenset({"conj", "appos", "flat:name", "flat:foreign"})
_CLOSING = frozenset({".", ";", ":", ",", "«", "»", '"'})
_SEVERAL = frozenset({"les", "un", "une", "des", "plusieurs"})
_PLURAL: Final = NOUNS.bands


def couple_of(scene: Scene, before: int, party: Callable[[str], str], left: set[str]) -> tuple[str, ...]:
    """The two whom the sentences before token `before` name together far more often than any other two, () if none.

    `party`: what an actor counts as, "" for nothing; `left`: whom the words cannot mean.
    """
    told: dict[int, dict[str, None]] = defaultdict(dict)
    joined: Counter[frozenset[str]] = Counter()
    near = [m for m in scene.mentions if m.end <= before and m.actors and not m.as_place and not m.adjective]
    near = [m for m in near if not scene.places.is_quoted(m.start)]
    for one in near:
        kept = [p for a in one.actors if (p := party(a)) and p not in left]
        told[scene.places.sentence(one.start)].update(dict.fromkeys(kept))
        if len(one.members) == len(set(kept)) == _LEAD:
            joined[frozenset(kept)] += 1
    for one, two in pairwise(near):
        pair = frozenset({party(one.actor or ""), party(two.actor or "")}) if scene.is_pair(one, two) else frozenset()
        joined[pair] += len(pair) == _LEAD and "" not in pair and not pair & left
    sentences: Counter[frozenset[str]] = Counter()
    for at, parties in told.items():
        for pair in map(frozenset, combinations(parties, 2)):
            sentences[pair] += 1
            joined[pair] += 1 + (at < _LEAD)
    ranked = [(pair, n) for pair, n in joined.most_common() if n]
    if not ranked or sentences[ranked[0][0]] < _OFTEN or (len(ranked) > 1 and ranked[1][1] > _CLEAR * ranked[0][1]):
        return ()
    return tuple(dict.fromkeys(p for parties in told.values() for p in parties if p in ranked[0][0]))


def relative_subject(scene: Scene, i: int) -> set[str]:
    """Whom "qui" right before the pronoun at token `i` takes up ("X, qui lui a répondu"): who acts, not whom it
    means."""
    j = i - 1
    if j < 0 or scene.doc[j].lower_ != "qui":
        return set()
    return {a for m in scene.mentions if j - 2 <= m.end - 1 < j for a in m.actors}


def apart_from(scene: Scene, start: int, end: int) -> set[str]:
    """Who acts beside the words [start, end) of a group, which do not mean him: "X a vu les deux hommes", "Y, qui a
    appelé les deux hommes", "les deux hommes ont parlé avec Z"."""
    doc, places = scene.doc, scene.places
    own = MentionDraft(start, end, end - 1, "group")
    acts = places.is_subject(own)
    left: set[str] = set()
    if acts:
        stop = next((t.i for t in doc[end:] if t.text in _CLOSING or t.is_sent_start), len(doc))
        met = [t.i + 1 for t in doc[end:stop] if t.lower_ == "avec"]
        left = {a for m in scene.mentions for a in m.actors if {m.start, m.start - 1} & set(met) and m.start < stop}
    before = [t.lower_ for t in doc[max(0, start - 2) : start]]
    opens = before[-1:] and (before[-1] in _ANEW or (before[-1] in {"que", "qu'"} and before[0] in _WHILE))
    if acts and opens:
        return left  # "X a offert un dîner, puis les deux hommes sont partis": X may be one of them
    first = places.sentence_start(start)
    who = next((t.i for t in reversed(doc[first:start]) if t.lower_ == "qui"), None)
    cut = who is not None and any(t.text in {";", ":", "»", "«"} for t in doc[who:start])
    if who is not None and not cut and not any(t.text == "," for t in doc[who:start]):
        found = relative_subject(scene, who + 1)
        if found:
            return left | found
    subject = clause_subject(doc, places, scene.mentions, doc[start])
    return left | (set(subject.actors) if subject else set())


def brokers(scene: Scene, before: int, table: BrokerTable) -> set[str]:
    """The states and bodies that, joined, lead others to agree in the sentences right before token `before` ("Les
    Saoudiens et les Américains tiennent la plume"): no sides of these."""
    here = scene.places.sentence(before)
    found: set[str] = set()
    near = [m for m in scene.mentions if m.end <= before and m.actor and not m.as_place and not m.adjective]
    for one in near:
        if not 0 < here - scene.places.sentence(one.start) <= _LEAD or not scene.places.is_subject(one):
            continue
        verb = scene.doc[one.head]
        while verb.dep_ in _JOINING and verb.head is not verb:
            verb = verb.head
        verb = verb.head if verb.dep_ in _SUBJECTS else verb
        lemma = verb.lemma_.lower()
        alone = lemma in table.verbs
        if alone or (lemma in table.holding and any(t.lemma_.lower() in table.held for t in verb.children)):
            found.update(one.actors)
    return found if len(found) > 1 else set()


def told_again(scene: Scene, start: int, end: int) -> tuple[str, ...]:
    """The two sides that the same noun, else the group of states told last, has meant before the words [start, end),
    where the text has since named no two who act together: "Les deux Parties … remercient X et Y. Les Parties"."""
    noun, states = scene.doc[end - 1].lower_, scene.book.kb.states
    groups = [m for m in scene.mentions if m.end <= start and m.how == "group" and len(m.members) == _LEAD]
    same = [m for m in groups if scene.doc[m.end - 1].lower_ == noun]
    acting = [m for m in groups[-1:] if all(a in states for a in m.members) and scene.places.is_subject(m)]
    last = next(reversed(same or acting), None)
    if last is None:
        return ()
    since = [m for m in scene.mentions if last.end <= m.start and m.end <= start and m.actor]
    joined = any(scene.is_pair(a, b) and scene.places.is_subject(a) for a, b in pairwise(since))
    return () if joined else last.members


def in_turn(scene: Scene, start: int, end: int) -> bool:
    """Whether the words [start, end) are the object of the verb before them and end in "l'autre": "a appelé l'un et
    l'autre" means whom "les deux hommes" would."""
    return scene.doc[end - 1].lower_ == "autre" and start > 0 and scene.doc[start - 1].pos_ == "VERB"


def is_beside_unknown(scene: Scene, i: int) -> bool:
    """Whether the sentence before that of token `i` is told of somebody and, joined by "et", of people whom nobody
    could name: "Le régime et des groupes armés se sont vus. Les deux délégations": not whoever else was named."""
    doc, places = scene.doc, scene.places
    first = places.sentence_start(i)
    if not first:
        return False
    for t in doc[places.sentence_start(first - 1) : first]:
        if t.lower_ != "et" or t.i + 2 >= first or doc[t.i + 1].lower_ not in _SEVERAL or places.is_quoted(t.i):
            continue
        noun = doc[t.i + 2]
        human = fold_accents(noun.lower_) in scene.claims.humans or noun.lower_ in _PLURAL
        if not human or noun.dep_ != "conj" or noun.head.dep_ not in _SUBJECTS or noun.head.i > t.i:
            continue
        if not any(m.start <= noun.i < m.end and m.actors for m in scene.mentions):
            return True
    return False
