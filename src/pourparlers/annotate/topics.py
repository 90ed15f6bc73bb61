"""Whom "il" at the head of a sentence and "ce dernier" take up: the topic of the one before, who was named last."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Final

from ..types import Candidate
from .gazetteer import fold_accents
from .layers import MentionDraft
from .nouns import Item
from .salience import clause_subject
from .scene import Scene
from .tree import Doc
from .word_table import VERBS

_VERBAL = frozenset({"VERB", "AUX"})
NO_ACTORS = frozenset({"media", "format", ""})
"""Kinds of actors that no pronoun takes up."""
_ADDRESSED = frozenset({"à", "au", "aux", "devant"})
_TO = frozenset({"à", "au", "aux"})
_ASKING = frozenset({"et", "mais", "quant", "à", "le", "la", "l'", "?"})
"""What a question is made of besides the name that it only names ("Et la Suède ?")."""
_ANSWERS: Final = VERBS.answering
_WHOM = frozenset({"l'", "lui", "le", "la"})
_BACK = 60
"""At most so many tokens before a verb of answering stands the question."""
_SENDING: Final = VERBS.sending
_SENT_NEAR = 4
_I = frozenset({"je", "j'"})
_BESIDE = 3
_SHORTEST = 3
_ARTICLES = {"le": "m", "la": "f", "un": "m", "une": "f"}
_LONGEST = 8
"""Tokens that may stand before a pronoun which still opens its sentence ("Depuis la semaine dernière, elle")."""


def topic_before(scene: Scene, item: Item, of_persons: Container[str]) -> str | None:
    """The state or body that was the subject of the sentence before the one that the singular pronoun `item` opens,
    where it shows the pronoun's gender; None where a person was, or where the verb is one `of_persons`.

    "La Suède hésite. Elle veut un délai": Sweden, however present a woman named before is.
    """
    doc, i = scene.doc, item.start
    first = scene.places.sentence_start(i)
    if item.number != "s" or i - first > _LONGEST or first == 0 or not _opens(scene, first, i):
        return None
    if any(t.lemma_.lower() in of_persons or t.lower_ in of_persons for t in doc[i + 1 : i + 5]):
        return None
    here = scene.places.sentence(i)
    before = [m for m in scene.mentions if m.end <= first and scene.places.sentence(m.start) == here - 1]
    acting = [m for m in before if _acts(scene, m)]
    told = [m for m in acting if scene.is_person(m.actor or "") and scene.agrees(m, item.gender, "s")]
    chosen = acting[0] if acting else None
    if chosen is None or not chosen.actor or any(m.start < chosen.start or scene.tells(m) for m in told):
        return None
    shown = (chosen.number or "s") == "s" and scene.gender(chosen) == item.gender
    return chosen.actor if shown and not scene.is_person(chosen.actor) else None


def subject_before(scene: Scene, item: Item) -> str | None:
    """The first actor who was a subject in the sentence before the one that the singular pronoun `item` opens, where
    it agrees: of two as present, it is whom the pronoun goes on with."""
    first = scene.places.sentence_start(item.start)
    if item.number != "s" or item.start - first > _LONGEST or not _opens(scene, first, item.start):
        return None
    here = scene.places.sentence(item.start)
    before = (m for m in scene.mentions if m.end <= first and scene.places.sentence(m.start) == here - 1)
    return next((m.actor for m in before if _acts(scene, m) and scene.agrees(m, item.gender, "s")), None)


def is_unnamed_before(scene: Scene, item: Item, nouns: Mapping[str, str]) -> bool:
    """Whether a noun of `nouns` (with gender and number) that names nobody known is the subject of the sentence before
    the one that the pronoun `item` opens: "La délégation est partie. Elle exige": nobody named before her."""
    doc, first = scene.doc, scene.places.sentence_start(item.start)
    if first < _SHORTEST or item.start - first > _LONGEST or not _opens(scene, first, item.start):
        return False
    head = scene.places.sentence_start(first - 1) + 1
    head += doc[head - 1].pos_ in {"CCONJ", "ADV"} and doc[head].pos_ == "DET"  # "Mais le gouvernement de X"
    marks = nouns.get(doc[head].lower_, "")
    agrees = marks == item.gender + item.number
    return agrees and not any(m.start <= head < m.end and m.actors for m in scene.mentions)


def is_of_unnamed(scene: Scene, item: Item) -> bool:
    """Whether the subject that opens the sentence of the singular pronoun `item`, in a clause under it, or the one
    before, is somebody whom nobody could name: "Le président du G.P.R.A. était à Rome, où il a été reçu"."""
    doc, first = scene.doc, scene.places.sentence_start(item.start)
    if item.number != "s":
        return False
    if _opens(scene, first, item.start) and item.start - first <= _LONGEST:
        if first < _SHORTEST:
            return False
        first = scene.places.sentence_start(first - 1)
    gender = _ARTICLES.get(doc[first].lower_)
    head = doc[first + 1] if first + 1 < item.start else None
    if gender != item.gender or head is None or not head.text.islower():
        return False
    verb = next((t.i for t in doc[first : item.start] if t.pos_ in _VERBAL), item.start)
    if fold_accents(head.lower_) not in scene.claims.humans or verb == item.start:
        return False
    if not any(t.text[0].isupper() and t.i in range(head.i + 2, head.i + 5) for t in doc[head.i + 1 : verb]):
        return False  # "La candidate de l'opposition", whom the text has named
    named = [m for m in scene.mentions if first <= m.start < item.start and (m.actors or m.candidates)]
    named = [m for m in named if m.start <= head.i < m.end or _acts(scene, m) or m.start < verb]
    return all(m.start > head.i and not _acts(scene, m) and not scene.is_person(m.actor or "") for m in named)


def acting_next(scene: Scene, i: int) -> list[MentionDraft]:
    """The subjects of the sentence after the one of token `i`, which is among the first of its text; else none."""
    here = scene.places.sentence(i)
    if here > 1:
        return []
    return [m for m in scene.mentions if scene.places.sentence(m.start) == here + 1 and _acts(scene, m)]


def _opens(scene: Scene, first: int, i: int) -> bool:
    """Whether nothing that acts and no verb stands before the pronoun at token `i` in its sentence."""
    verbs = any(t.pos_ in _VERBAL for t in scene.doc[first:i])
    return not verbs and not any(first <= m.start < i and m.actors and not m.as_place for m in scene.mentions)


def asked_about(scene: Scene, item: Item) -> str | None:
    """Whom a question right before the sentence that `item` opens only names: "Et X ? Il attend"."""
    first = scene.doc[item.start].sent.start
    if first != item.start or first < 2 or scene.doc[first - 1].text != "?":
        return None
    start = scene.doc[first - 1].sent.start
    asked = [m for m in scene.mentions if start <= m.start and m.end <= first and m.actor and not m.adjective]
    one = asked[0] if len(asked) == 1 else None
    if one is None or one.as_place or not scene.agrees(one, item.gender, item.number):
        return None
    rest = [t.lower_ for t in scene.doc[start:first] if not one.start <= t.i < one.end]
    return one.actor if _ASKING.issuperset(rest) else None


def _acts(scene: Scene, mention: MentionDraft) -> bool:
    usable = mention.actor and not mention.as_place and not mention.adjective
    return bool(usable) and not scene.places.is_quoted(mention.start) and scene.places.is_subject(mention)


def told_to(scene: Scene, i: int) -> set[str]:
    """Whom "à" sets before the clause whose subject is token `i`, and a source whom nobody names: "Au premier, il a
    demandé", "Selon un témoin, il a demandé": not who asks."""
    doc = scene.doc
    if i < 3 or doc[i - 1].text != ",":
        return set()
    last = [m for m in scene.mentions if m.end == i - 1 and m.actors]
    unnamed = {a for m in last if m.anonymous and doc[max(m.start - 1, 0)].lower_ == "selon" for a in m.actors}
    return unnamed | {a for m in last for a in m.actors if {doc[m.start].lower_, doc[max(m.start - 1, 0)].lower_} & _TO}


def sent_before(scene: Scene, i: int) -> str | None:
    """The person whom the sentence before that of token `i` tells to be sent somewhere ("X a dépêché Y à Rome. Z l'a
    reçu"); None where it tells of nobody, or of several."""
    here = scene.places.sentence(i)
    near = [m for m in scene.mentions if m.actor and scene.places.sentence(m.start) == here - 1 and m.end <= i]
    sent = set()
    for one in (m for m in near if scene.is_person(m.actor or "") and not m.adjective):
        before = scene.doc[max(0, one.start - _SENT_NEAR) : one.start]
        verbs = [t for t in before if t.pos_ == "VERB"]
        if verbs and verbs[-1].lemma_.lower() in _SENDING and not any(t.lower_ in _ADDRESSED for t in before):
            sent.add(one.actor)
    return sent.pop() if len(sent) == 1 else None


def asker_before(scene: Scene, i: int) -> set[str]:
    """Who spoke to the one whom the inverted pronoun at token `i` of a verb of answering means, in the sentence before
    the words said: "X l'a sommé de partir. « Jamais », a-t-il répliqué" is not X's answer."""
    doc, places = scene.doc, scene.places
    if not any(t.lemma_.lower() in _ANSWERS for t in doc[max(0, i - 1) : i + 3]):
        return set()
    ends = 0
    for j in range(i - 1, max(0, i - _BACK), -1):
        token = doc[j]
        ends += token.text in ".!?" and not places.is_quoted(j)
        if ends > 1:
            return set()
        told = token.lower_ in _WHOM and token.pos_ == "PRON" and doc[j + 1].pos_ in _VERBAL
        if told and not places.is_quoted(j):
            subject = clause_subject(doc, places, scene.mentions, token)
            return set(subject.actors) if subject is not None else set()
    return set()


def own_voice(scene: Scene, i: int) -> set[str]:
    """Who acted last before the quoted words in which "je" acts beside the pronoun at token `i`: who speaks, as a rule,
    and not whom "je lui ai dit" means."""
    doc, places = scene.doc, scene.places
    if not places.is_quoted(i) or not any(t.lower_ in _I for t in doc[max(0, i - _BESIDE) : i]):
        return set()
    told = [m for m in scene.mentions if m.end <= i and m.actor and not places.is_quoted(m.start)]
    acting = [m for m in told if _acts(scene, m) and scene.is_person(m.actor or "")]
    return {acting[-1].actor or ""} if acting else set()


def nearest(scene: Scene, item: Item, mention: MentionDraft) -> None:
    """ "Ce dernier": the person named last who agrees, in this sentence or the one before; else a state or body
    that shows the gender; both, where such a one is named after the person, or to another ("X écrit à Y. Celle-ci")."""
    here = scene.places.sentence(item.start)
    subject = clause_subject(scene.doc, scene.places, scene.mentions, scene.doc[item.start])
    body: str | None = None
    addressed: str | None = None
    for one in reversed(scene.mentions):
        if (
            one.end > item.start
            or not one.actor
            or (subject and one.actor == subject.actor)
            or one.as_place
            or one.adjective
            or one.how == "pronoun"
        ):
            continue
        if here - scene.places.sentence(one.start) > 1:
            break
        if scene.is_quoted_apart(one, item.start) or scene.is_in_apposition(one, item.start):
            continue
        if item.kind == "concerned" and scene.doc[max(0, one.start - 1)].lower_ in _ADDRESSED:
            continue  # "X l'a promis à Y, ce que nie l'intéressé"
        if scene.is_person(one.actor) and scene.agrees(one, item.gender, item.number):
            mention.actor = one.actor if body is None else None
            if body is not None:
                mention.candidates = tuple(Candidate(actor=a, why="named last") for a in (body, one.actor))
            return
        usable = item.kind == "nearest" and scene.kind(one.actor) not in {"person", "anonymous", *NO_ACTORS}
        shown = scene.gender(one) == item.gender and (one.number or "s") == item.number
        if not (usable and shown):
            continue
        if not _is_governed(scene.doc, one.start):
            body = body or one.actor
        elif body is None and scene.doc[_before(scene.doc, one.start)].lower_ in _ADDRESSED:
            addressed = addressed or one.actor
    if body is not None and addressed is not None and addressed != body:
        mention.candidates = tuple(Candidate(actor=a, why="named last") for a in (addressed, body))
        return
    mention.actor = body


def _before(doc: Doc, start: int) -> int:
    """The token before the name at token `start`, over its article."""
    return max(0, start - (start > 0 and doc[start - 1].lower_ in {"le", "la", "l'", "les"}) - 1)


def _is_governed(doc: Doc, start: int) -> bool:
    """Whether a preposition stands before the name at token `start`, over its article."""
    i = _before(doc, start)
    return i < start and (doc[i].pos_ == "ADP" or doc[i].lower_ in {"du", "des", "au", "aux", "de", "d'"})
