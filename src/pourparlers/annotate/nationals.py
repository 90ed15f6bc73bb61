"""Persons called by where they come from: "l'Américain", "le Texan", "l'émissaire américain"."""

from __future__ import annotations

from collections.abc import Container, Mapping

from ..types import Candidate
from .layers import MentionDraft
from .nouns import Item
from .roles import RoleMatch
from .scene import Scene, clear_first

_FAR, _NEAR, _CLOSE = 10, 3, 2
_ARTICLES = frozenset({"le", "la", "l'", "du", "au"})


def find_origins(scene: Scene, origins: Mapping[str, frozenset[str]]) -> list[Item]:
    """Nouns for whoever comes from a region or a town ("le Texan"), words of `origins`, where no name follows."""
    doc, found = scene.doc, list[Item]()
    for i in [t.i for t in doc if t.lower_ in origins and t.i and t.text[:1].isupper()]:
        article = doc[i - 1].lower_
        after = doc[i + 1] if i + 1 < len(doc) else None
        named = after is not None and after.text[:1].isupper() and not after.is_sent_start
        if article in _ARTICLES and not named and not scene.is_covered(i, i + 1):
            gender = {"la": "f", "l'": "x"}.get(article, "m")
            found.append(Item(i, i + 1, "origin", gender))
    return found


def from_there(scene: Scene, item: Item, mention: MentionDraft, origins: Mapping[str, frozenset[str]]) -> None:
    """Give `mention` the one person just named, else named shortly before, of a state in which the place of `item`
    lies; nobody where there are several."""
    states = origins[scene.doc[item.start].lower_]
    for reach in (1, _NEAR):
        near = [p for p, _ in scene.people(item.start, gender=item.gender, reach=reach)]
        theirs = [p for p in near if scene.book.state_of(p) in states]
        if theirs:
            mention.actor = theirs[0] if len(theirs) == 1 else None
            return


def national(scene: Scene, item: Item) -> None:
    """ "L'Américain": a person of that state, the one named right after or before; never the state itself."""
    mention = item.mention
    assert mention is not None
    state = mention.actor
    end = item.end
    aside = scene.doc[end : end + 3]
    if len(aside) > 2 and aside[0].text == "," == aside[2].text and aside[1].pos_ == "ADV":
        end += 3  # "Le Russe, justement, X"
    after = next((m for m in scene.mentions if m.start == end and m.how == "name" and m.actor), None)
    mention.actor, mention.candidates = None, ()
    if after is not None:
        mention.actor, mention.adjective = after.actor, True
        return
    near = scene.people(item.start, gender=item.gender, reach=_FAR)
    found = [(p, s) for p, s in near if scene.book.state_of(p) == state]
    if not found:  # of a state that nothing has told yet: the only person just named
        close = scene.people(item.start, gender=item.gender, reach=1)
        found = [(p, s) for p, s in close if len(close) == 1 and not scene.book.state_of(p)]
    just = {p for p, _ in scene.people(item.start, gender=item.gender, reach=1)} & {p for p, _ in found}
    mention.actor = just.pop() if len(just) == 1 else clear_first(found)
    if mention.actor is None:
        mention.candidates = tuple(Candidate(actor=p, why="of that nationality, named before") for p, _ in found[:3])


def one_sent(scene: Scene, role: RoleMatch, body: str, shared: Container[str]) -> str | None:
    """The only person of the state `body` named shortly before, where no function but those of `shared` is known of
    him, for a role of one of these: "X est à Belgrade. L'émissaire américain …"; None where there are several."""
    if role.function not in shared or body not in scene.book.kb.states or role.determiner == "possessive":
        return None
    here = scene.places.sentence(role.start)
    named = [m for m in scene.mentions if m.end <= role.start and m.actor and scene.kind(m.actor) == "person"]
    near = {m.actor or "" for m in named if here - scene.places.sentence(m.start) <= _CLOSE}
    theirs = [p for p in near if scene.book.state_of(p) == body]
    agree = {p for p, _ in scene.people(role.start, gender=role.gender)}
    fits = [p for p in theirs if p in agree and all(f in shared for f in scene.book.functions(p))]
    return fits[0] if len(theirs) == len(fits) == 1 else None
