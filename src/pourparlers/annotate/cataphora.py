"""Whom a pronoun means that stands before his name, and clauses whose own subject nobody could name."""

from __future__ import annotations

from .gazetteer import fold_accents
from .layers import MentionDraft
from .nouns import Item
from .scene import Scene

_RELATIVES = frozenset({"où", "que", "qu'"})
_ADJUNCTS = frozenset({"à", "a", "au", "aux", "en", "dans", "chez", "lors", "devant", "depuis", "de", "d'"})
_VERBAL = frozenset({"VERB", "AUX"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_ARTICLES = {"le": "m", "la": "f", "l'": "x", "un": "m", "une": "f", "ce": "m", "cette": "f", "cet": "m"}
_LONGEST = 12
"""Tokens between the word that opens such a clause and the pronoun, at most."""
_NAME = 2
_PARTING = frozenset({";", ":", "«", "»", "“", "”", "?", "!", "("})


def told_after(scene: Scene, item: Item) -> tuple[bool, str | None]:
    """Whether the pronoun `item` stands in a clause that hangs on words before the main subject, and who that is.

    "À Rome, où Y l'avait reçu, X a dit": X. "À Z, qu'il a vu lundi, X a promis": X. None where nobody could name him.
    """
    doc, first = scene.doc, scene.places.sentence_start(item.start)
    opener = next((t.i for t in reversed(doc[first : item.start]) if t.lower_ in _RELATIVES), None)
    if opener is None or item.start - opener > _LONGEST or doc[opener - 1].text != "," or opener <= first + 1:
        return False, None
    head = doc[first:opener]
    leads = [k for k in range(first, opener) if k == first or doc[k - 1].text == ","]
    if any(t.pos_ in _VERBAL or t.text in _PARTING for t in head) or doc[leads[-1]].lower_ not in _ADJUNCTS:
        return False, None
    inside = [m for m in scene.mentions if opener < m.start < item.start and m.actors and not m.as_place]
    if item.kind == "pronoun" and item.start != opener + 1:
        return False, None
    stop = next((t.i for t in doc[item.start :] if t.text == ","), None)
    if (
        stop is None
        or scene.places.sentence_start(stop) != first
        or any(t.text in _PARTING for t in doc[item.start : stop])
    ):
        return False, None
    dated = any(scene.places.is_timed(k) for k in range(item.start, stop))
    if item.kind == "object" and not dated:
        return True, None  # a stop on somebody's way, of no known day
    return True, _main_subject(scene, stop + 1, item, {a for m in inside for a in m.actors})


def _main_subject(scene: Scene, start: int, item: Item, left: set[str]) -> str | None:
    after = range(start, start + _NAME)
    told = [m for m in scene.mentions if m.start in after and m.actor and not m.adjective and not m.as_place]
    fits = [m for m in told if scene.agrees(m, item.gender, "s") and scene.is_person(m.actor or "")]
    return next((m.actor for m in fits if m.actor not in left), None)


def is_after_unnamed(scene: Scene, item: Item) -> bool:
    """Whether the subject told last before the singular pronoun `item`, in its sentence, is a person whom nobody could
    name: "Le cadet des frères se tait; il est attendu"."""
    doc, first = scene.doc, scene.places.sentence_start(item.start)
    if item.number != "s" or scene.places.is_quoted(item.start):
        return False
    told = [t for t in doc[first : item.start] if t.dep_ in _SUBJECTS and not scene.places.is_quoted(t.i)]
    if not told or told[-1].pos_ != "NOUN" or not told[-1].text.islower():
        return False
    noun = told[-1]
    gender = next((g for t in doc[max(first, noun.i - 2) : noun.i] if (g := _ARTICLES.get(t.lower_))), None)
    if gender not in {item.gender, "x"} or fold_accents(noun.lower_) not in scene.claims.humans:
        return False
    known = [m for m in scene.mentions if first <= m.start < item.start and (m.actors or m.candidates)]
    return not any(m.start <= noun.i < m.end or (m.start > noun.i and _acts(scene, m, item)) for m in known)


def _acts(scene: Scene, one: MentionDraft, item: Item) -> bool:
    return not one.adjective and scene.agrees(one, item.gender, "s") and scene.places.is_subject(one)
