"""Whoever stands in some relation to another: "son hôte", "son prédécesseur"."""

from __future__ import annotations

from collections import Counter

from msgspec.structs import replace

from ..types import Candidate, Named
from .layers import MentionDraft
from .roles import RoleMatch
from .salience import clause_subject
from .scene import Scene, clear_first
from .tree import text_of

_NEAR = 2
_FAR = 6
"""Sentences back to which one who was told beside the other is still the other."""
_OFTEN, _CLEAR = 2, 0.5
"""How often a state is named that is the other of two, and how often any third may be, of that."""
_ARTICLES = frozenset({"le", "la", "les", "l'"})
_VOWELS = frozenset("aàâeéèêiîoôuœ")


def relate(scene: Scene, role: RoleMatch, mention: MentionDraft, owners: list[MentionDraft]) -> MentionDraft | None:
    """`mention` with whom `role` means; None where it means nobody told. `owners`: whom "son" may stand for."""
    if role.institution:
        return _own_institution(scene, role, mention, owners)
    if role.relation == "home":
        return _at_home(scene, role, mention)
    if role.determiner != "possessive":
        return None
    if role.relation == "neighbour":
        return _next_door(scene, role, mention, owners)
    if role.relation == "rival":
        return _rival(scene, role, mention, owners)
    return (
        _host(scene, role, mention, owners)
        if role.relation in {"host", "visitor"}
        else _neighbour(scene, role, mention, owners)
    )


def _host(scene: Scene, role: RoleMatch, mention: MentionDraft, owners: list[MentionDraft]) -> MentionDraft:
    """ "Son hôte": the other person whom the text has just been about; never who acts in the clause, nor, where the
    host does, who acted before; else open."""
    subject = clause_subject(scene.doc, scene.places, scene.mentions, scene.doc[role.start])
    last = next((m for m in owners if m.actor and scene.is_person(m.actor)), None)
    acting = subject if subject and subject.actor and scene.is_person(subject.actor) else last
    left = set(acting.actors) if acting else set()
    here = scene.places.sentence(role.start)
    own = [m for m in scene.mentions if m.end <= role.start and scene.places.sentence(m.start) == here]
    left |= {a for m in own if m.how == "pronoun" for a in m.actors}  # "Selon lui, son hôte a promis"
    found = scene.people(role.start, gender=role.gender, reach=_NEAR, skip=left)
    found = [(p, s) for p, s in found if scene.kind(p) == "person" and _is_of(scene, p, role)]
    far = scene.people(role.start, gender=role.gender, reach=_FAR, skip=left) if acting and acting.actor else []
    far = [(p, s) for p, s in far if _is_of(scene, p, role)]
    met = told_beside(scene, acting.actor, [p for p, _ in far], role.start) if acting and acting.actor else None
    mention.actor = met or clear_first(found)
    if mention.actor is None:
        mention.candidates = tuple(Candidate(actor=p, why="just spoken of") for p, _ in found[:3])
    return mention


def _is_of(scene: Scene, person: str, role: RoleMatch) -> bool:
    """Whether a person is of a state that the words of `role` name, if they name any ("son interlocuteur russe")."""
    return not role.bodies or scene.book.state_of(person) in role.bodies


def _rival(scene: Scene, role: RoleMatch, mention: MentionDraft, owners: list[MentionDraft]) -> MentionDraft | None:
    """ "Son rival": the one person named in a pair with the person spoken of, or, where the word opens the sentence and
    stands alone, the other one; a rival need not be in the text ("son rival républicain")."""
    doc = scene.doc
    alone = role.end < len(doc) and doc[role.end].pos_ in {"VERB", "AUX", "PRON", "PUNCT", "ADV"}
    if alone and doc[role.start].is_sent_start:
        return _host(scene, role, mention, owners)
    owner = next((m.actor for m in owners if m.actor and scene.is_person(m.actor)), None)
    pair = scene.pair_before(role.start, reach=_FAR)
    both = {m.actor for m in pair if scene.agrees(m, role.gender, "s") or m.actor == owner} if pair else set()
    mention.actor = next(iter(both - {owner}), None) if owner in both and len(both) > 1 else None
    return mention if mention.actor else None


def _next_door(scene: Scene, role: RoleMatch, mention: MentionDraft, owners: list[MentionDraft]) -> MentionDraft | None:
    """ "X accuse son voisin": the one state beside X that the text is about; of several about as often told, nobody."""
    book, states = scene.book, scene.book.kb.states
    told = [m for m in scene.mentions if m.actor and not m.as_place]
    here = scene.places.sentence_start(role.start)
    opening = [m for m in told if here <= m.start and m.end <= role.start and not m.adjective][:1]
    owner = next((s for m in (*owners, *opening) if (s := book.state_of(m.actor or "")) in states), "")
    if not owner or owner in role.bodies:
        return None
    counts = Counter(s for m in told if (s := book.state_of(m.actor or "")) in states and s != owner)
    first, *rest = counts.most_common(2) or [("", 0)]
    clear = first[1] >= _OFTEN and (not rest or rest[0][1] <= _CLEAR * first[1])
    chosen = role.bodies[0] if len(role.bodies) == 1 else first[0] if clear else ""
    mention.actor = book.known(chosen) if chosen in states else None
    return mention if mention.actor else None


def _at_home(scene: Scene, role: RoleMatch, mention: MentionDraft) -> MentionDraft | None:
    """ "Le maître des lieux": the one person just named whose state the place named last lies in."""
    told = [m for m in scene.mentions if m.end <= role.start]
    venues = [m.place.country.lower() for m in told if m.place is not None and m.place.country]
    near = [p for p, _ in scene.people(role.start, gender=role.gender, reach=_NEAR)]
    here = [p for p in near if venues and scene.book.state_of(p) == venues[-1]]
    mention.actor = here[0] if len(here) == 1 and len(near) > 1 else None
    return mention if mention.actor else None


def _neighbour(scene: Scene, role: RoleMatch, mention: MentionDraft, owners: list[MentionDraft]) -> MentionDraft | None:
    """ "Son prédécesseur", "son successeur": who held the office before or after the person spoken of."""
    owner = next((m.actor for m in owners if m.actor and scene.is_person(m.actor)), None)
    found = scene.book.beside(owner, after=role.relation == "successor") if owner else None
    mention.actor = scene.book.known(found) if found else None
    return mention if found else None


def name_by_owner(scene: Scene, mention: MentionDraft, owner: MentionDraft) -> None:
    """Call whom "son porte-parole" describes by whose it is: "porte-parole du ministère grec", as the text names that.

    Unchanged where the text names the owner by a pronoun alone.
    """
    named = [m for m in scene.mentions if m.end <= mention.start and m.actor == owner.actor and m.how != "pronoun"]
    actor = scene.book.actors.get(mention.actor or "")
    if not named or actor is None:
        return
    doc, first = scene.doc, named[-1].start
    first -= first > 0 and doc[first - 1].lower_ in _ARTICLES
    whose = text_of(doc[first : named[-1].end]).partition(",")[0]
    if doc[first].lower_ in _ARTICLES:
        whose = whose[0].lower() + whose[1:]
    article = next((a for a in ("les ", "le ") if whose.lower().startswith(a)), "")
    joint = {"les ": "des ", "le ": "du "}.get(article) or ("d'" if whose[0].lower() in _VOWELS else "de ")
    words = f"{text_of(doc[mention.start + 1 : mention.end])} {joint}{whose[len(article) :]}"
    scene.book.actors[actor.id] = replace(actor, name=Named(fr=words, en=words))


def _own_institution(
    scene: Scene, role: RoleMatch, mention: MentionDraft, owners: list[MentionDraft]
) -> MentionDraft | None:
    """ "Son gouvernement", as a subject: the institution of the state that the sentence before is about, or of that of
    the person; None where it only stands beside what others do."""
    book = scene.book
    state = next((s for m in owners if (s := book.state_of(m.actor or "")) in book.kb.states), "")
    if not state or not role.institution or not scene.places.is_subject(mention):
        return None
    mention.actor = book.institution(role.institution, state, "")
    return mention


def told_beside(scene: Scene, person: str, others: list[str], before: int) -> str | None:
    """The one of `others` whom the last sentence before token `before` that names `person` and one of them names; None
    where there is none. "Un entretien de X avec Y. Le premier a menacé son homologue": Y, whoever came after."""
    sentence = scene.places.sentence
    told = [m for m in scene.mentions if m.end <= before and m.actor and sentence(m.start) < sentence(before)]
    own = {sentence(m.start) for m in told if m.actor == person}
    both = [m for m in told if m.actor in others and sentence(m.start) in own]
    there = {m.actor for m in both if sentence(m.start) == sentence(both[-1].start)}
    return there.pop() if len(there) == 1 else None


def with_owner(scene: Scene, start: int, end: int) -> tuple[int, str]:
    """(end, words) of what describes somebody, tokens [start, end), with the person after "de" that it tells of, by the
    whole name: "un proche de M. X"."""
    taken, words = scene.claims.taken, scene.claims.words
    owner = taken.get(end + 1) if end < len(scene.doc) and scene.doc[end].lower_ in {"de", "d'", "du"} else None
    if owner is None or owner.start != end + 1 or not scene.is_person(owner.actor or ""):
        return end, words(start, end)
    plain = owner.how == "name" and not owner.function  # no role that is part of it
    name = scene.book.actors[owner.actor or ""].name.fr if plain else words(owner.start, owner.end)
    return owner.end, f"{words(start, owner.start - 1)} {scene.doc[end].text_with_ws}{name}"
