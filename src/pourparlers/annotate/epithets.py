"""Nouns that take somebody up again by what the text said of them: a rank ("le maréchal"), an epithet
("l'octogénaire"), an office to come ("le président élu"), a bare one ("le président")."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from .layers import MentionDraft
from .names import is_name_word
from .roles import RoleMatch
from .scene import Scene

_OF_THE_BODY = (("de", "l'", "organisation"), ("du", "bloc"), ("de", "l'", "alliance"))
_NEAR = 2
"""How many sentences before an epithet whoever it takes up is named."""


def taken_up(
    scene: Scene, role: RoleMatch, epithets: Container[str], states: Mapping[str, frozenset[str]]
) -> str | None:
    """The person whom the bare noun of `role` takes up, None where none or several may be meant.

    A noun that somebody was called by before ("le maréchal Khalifa Haftar") means him. One of `epithets`, which may be
    said of anybody, means the only person of its gender named shortly before, of the `states` where the word is used if
    there are several, else the one who just acted.
    """
    doc = scene.doc
    word = doc[role.head].lower_
    named = [m for m in scene.mentions if m.end <= role.start and m.actor and scene.is_person(m.actor)]
    called = {m.actor for m in named if word in {t.lower_ for t in doc[max(0, m.start - 2) : m.end]}}
    if called:
        return called.pop() if len(called) == 1 else None
    if word not in epithets:
        return None
    here = scene.places.sentence(role.start)
    near = {m.actor for m in named if here - scene.places.sentence(m.start) <= _NEAR}
    fitting = {p for p, _ in scene.people(role.start, gender=role.gender)} & near
    theirs = {p for p in fitting if p and scene.book.state_of(p) in states.get(word, ())} or fitting
    return theirs.pop() if len(theirs) == 1 else just_acting(scene, role.start, theirs)


def called(scene: Scene, role: RoleMatch, callings: Container[str], above: Container[str]) -> str | None:
    """The only person of its gender named shortly before whom a calling means ("la diplomate"), None where several may
    be meant; never one who holds an office of `above`, whom nobody calls so."""
    here, singled = scene.places.sentence(role.start), role.determiner in {"definite", "demonstrative"}
    if role.bodies or not singled or role.number != "s" or scene.doc[role.head].lower_ not in callings:
        return None
    named = [m for m in scene.mentions if m.end <= role.start and m.actor and scene.kind(m.actor) == "person"]
    near = {m.actor for m in named if here - scene.places.sentence(m.start) <= _NEAR}
    fitting = {p for p, _ in scene.people(role.start, gender=role.gender)} & near
    found = [p for p in fitting if p and not any(f in above for f in scene.book.functions(p))]
    return found[0] if len(found) == 1 and len(fitting) == 1 else None


def is_alike(scene: Scene, role: RoleMatch, mention: MentionDraft, alike: frozenset[str]) -> bool:
    """Whether the noun of `role` may name again whom the words of `mention` name: the same, or two of `alike`."""
    words = {t.lower_ for t in scene.doc[mention.start : mention.end]}
    own = {t.lower_ for t in scene.doc[role.start : role.end] if t.pos_ in {"NOUN", "ADJ"}}
    return bool(words & own) or bool(words & alike and own & alike) or role.determiner == "demonstrative"


def elected(scene: Scene, role: RoleMatch, functions: Iterable[str]) -> str | None:
    """Whom "le président élu" means: who was so called before, else the one named before who took the office within
    months; never who holds it on the day."""
    word = scene.doc[role.end - 1].lower_
    named = [m for m in scene.mentions if m.end <= role.start and m.actor and scene.is_person(m.actor)]
    called = {m.actor for m in named if word in {t.lower_ for t in scene.doc[m.start : m.end]}}
    body = role.bodies[0] if role.bodies else ""
    people = [p for p, _ in scene.people(role.start, gender=role.gender)]
    soon = {p for p in people if any(scene.book.will_have_office(p, f, body) for f in functions)}
    found = called or soon
    return found.pop() if len(found) == 1 else None


def just_acting(scene: Scene, start: int, fits: Container[str]) -> str | None:
    """The one of `fits` that the sentence before token `start` names, where it is its subject: "X exige une trêve.
    « A », dit le président"."""
    places = scene.places
    before = [m for m in scene.mentions if m.end <= start and m.actor and m.actor in fits]
    before = [m for m in before if places.sentence(start) - places.sentence(m.start) == 1]
    named = {m.actor for m in before if not places.is_quoted(m.start)}
    return named.pop() if len(named) == 1 and any(places.is_subject(m) for m in before) else None


def leaders_of(scene: Scene, role: RoleMatch, functions: Container[str]) -> str | None:
    """Whose leaders a plural means: "les dirigeants de l'organisation" those of the body named last; later "les chefs
    d'Etat" takes these up. `functions`: of leaders."""
    if role.function not in functions or role.determiner != "definite":
        return None
    after = [t.lower_ for t in scene.doc[role.end : role.end + 3]]
    before = [m for m in scene.mentions if m.end <= role.start and m.actor]
    if any(after[: len(words)] == list(words) for words in _OF_THE_BODY):
        bodies = [m for m in before if scene.kind(m.actor or "") == "organisation" and not m.as_place]
    else:
        bodies = [m for m in before if m.function in functions and m.number == "p"]
        bodies = [m for m in bodies if scene.kind(m.actor or "") == "organisation"]
    return bodies[-1].actor if bodies else None


def is_of_another(scene: Scene, role: RoleMatch, realms: Container[str]) -> bool:
    """Whether the words after a bare role name somebody whom nothing else tells or whose it is ("la porte-parole de
    X"), or tell of what no head of a state heads ("la présidente du parti"); `realms`: the nouns that leave it one."""
    doc, end = scene.doc, role.end
    if is_name_word(doc, end) and not doc[end].is_sent_start:
        return True  # "au président Kim": a title, whoever bears the name
    owner = scene.claims.taken.get(end + 1) if end < len(doc) and doc[end].lower_ in {"de", "d'"} else None
    if owner is not None and owner.start == end + 1 and owner.how == "name" and scene.is_person(owner.actor or ""):
        return True  # "la porte-parole de X": not the one of whom the text told
    if role.function != "head_of_state" or end + 2 >= len(doc) or doc[end].lower_ not in {"de", "d'", "du", "des"}:
        return False
    noun = next((t for t in doc[end + 1 : end + 3] if t.pos_ == "NOUN"), None)
    return noun is not None and noun.lower_ not in realms


def just_introduced(scene: Scene, role: RoleMatch) -> str | None:
    """The newcomer whom a role describes after the fact ("X Y accuse le gouvernement. « A », ironise la présidente du
    parti"): the only person of its gender that this sentence or the one before names, and of whom the text has said
    nothing yet."""
    if role.determiner != "definite" or role.number != "s" or role.bodies or is_name_word(scene.doc, role.end):
        return None
    here = scene.places.sentence(role.start)
    named = [m for m in scene.mentions if m.end <= role.start and m.actor and scene.kind(m.actor) == "person"]
    near = {m.actor for m in named if here - scene.places.sentence(m.start) <= 1 and scene.agrees(m, role.gender, "s")}
    book = scene.book
    if len(near) != 1:
        return None
    one = near.pop() or ""
    said = [m for m in named if m.actor == one]
    told = any(
        m.how == "role" or any(t.pos_ == "NOUN" and t.text.islower() for t in scene.doc[m.start : m.end]) for m in said
    )
    return None if one in book.kb.persons or told or book.roles.get(one) else one
