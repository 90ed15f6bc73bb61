"""Who acts beside "lui", "leur" and "le": whom such a pronoun does not mean."""

from __future__ import annotations

from .coreference_table import PronounTable
from .layers import MentionDraft
from .nouns import Item
from .salience import clause_subject
from .scene import Scene
from .tree import Token

_VERBAL = frozenset({"VERB", "AUX"})
_CLOSING = frozenset({",", "»", '"', "”"})
_CLITICS = frozenset({"ne", "n'", "y", "en", "lui", "leur", "le", "la", "les", "l'"})
_SUBJECTS = frozenset({"il", "elle", "ils", "elles"})
_ARTICLES = frozenset({"le", "la", "l'", "les", "ce", "cet", "cette", "son", "sa"})
_WISH = 8
"""Tokens between a verb of wishing and the clause of what is wished ("a demandé mardi sur CNN qu'il")."""
_BESIDE = 2
_LINKS = frozenset({"pour", "de", "d'", "à", "sans", "afin", "avant", "après"})
"""What leads in an infinitive, whose subject is that of the verb above it."""


def acting_beside(scene: Scene, token: Token) -> MentionDraft | None:
    """Whoever acts in the clause of the pronoun at `token`: its subject, a name right before it ("X lui a écrit"), or,
    before an infinitive, the subject of its sentence ("X a appelé « Y » pour le féliciter")."""
    if token.i and scene.doc[token.i - 1].text in _CLOSING and inverted_subject(scene, token.i + 1):
        return None  # "X s'est tu, lui a reproché Y": to X
    if (near := _subject_pronoun(scene, token.i) or _head_of_relative(scene, token.i)) is not None:
        return near
    subject = clause_subject(scene.doc, scene.places, scene.mentions, token)
    if subject is not None:
        return subject
    told = [m for m in scene.mentions if m.actor and not m.adjective and not m.as_place]
    beside = next((m for m in told if m.end == token.i and m.how == "name"), None)
    if beside is not None or not token.i or scene.doc[token.i - 1].lower_ not in _LINKS:
        return beside
    first = scene.places.sentence_start(token.i)
    acting = [m for m in told if first <= m.start < token.i and not scene.places.is_quoted(m.start)]
    return next((m for m in acting if scene.places.is_subject(m)), None)


def _subject_pronoun(scene: Scene, i: int) -> MentionDraft | None:
    """The subject pronoun right before the clitic at token `i`, over other clitics: "il" of "il ne lui a"."""
    j = i - 1
    while j > 0 and scene.doc[j].lower_ in _CLITICS:
        j -= 1
    if j < 0 or scene.doc[j].lower_ not in _SUBJECTS:
        return None
    return next((m for m in scene.mentions if m.start == j and m.end == j + 1 and m.actors), None)


def _head_of_relative(scene: Scene, i: int) -> MentionDraft | None:
    """X of "X, qui a parlé à Y, l'a vu", where the clitic is token `i`."""
    doc, first = scene.doc, scene.places.sentence_start(i)
    if i < first + 4 or doc[i - 1].text != ",":
        return None
    commas = [t.i for t in doc[first : i - 1] if t.text == ","]
    if not commas or doc[commas[-1] + 1].lower_ != "qui":
        return None
    return next((m for m in scene.mentions if m.end == commas[-1] and m.actor and not m.adjective), None)


def inverted_subject(scene: Scene, i: int) -> set[str]:
    """Who stands as subject right after the verb at token `i` ("que lui proposait X"): not whom "lui" means."""
    while i < len(scene.doc) and scene.doc[i].pos_ in _VERBAL | {"ADV"}:
        i += 1
    led = i < len(scene.doc) and scene.doc[i].lower_ in _ARTICLES
    return {a for m in scene.mentions if m.start in {i, i + led} and not m.adjective for a in m.actors}


def wished_of(scene: Scene, item: Item, table: PronounTable) -> tuple[set[str], str | None]:
    """Who wishes what the clause of the subject pronoun `item` tells, and whom the pronoun means, where only one who
    agrees is named before it in its sentence.

    "X exige qu'il parte", "juge préférable qu'il parte": never X, since one does not say so of oneself.
    """
    doc, places, i = scene.doc, scene.places, item.start
    if i < 2 or doc[i - 1].lower_ not in {"que", "qu'"}:
        return set(), None
    first = places.sentence_start(i)
    verb = next((t for t in reversed(doc[max(first, i - _WISH) : i - 1]) if t.pos_ in _VERBAL), None)
    if verb is None or not (verb.lemma_.lower() in table.wishes or doc[i - 2].lower_ in table.judged):
        return set(), None
    near = [m for m in scene.mentions if first <= m.start and m.end <= i and m.actors and not m.adjective]
    near = [m for m in near if not m.as_place and places.is_quoted(m.start) == places.is_quoted(i)]
    acting = next((m for m in reversed(near) if m.end <= verb.i and places.is_subject(m)), None)
    wishing = set(acting.actors) if acting else set()
    others = (m for m in near if not places.is_subject(m) and not places.is_governed(m) and m.actor not in wishing)
    asked = {m.actor for m in others if m.actor and scene.agrees(m, item.gender, item.number)}
    return wishing, asked.pop() if wishing and len(asked) == 1 else None


def echo(scene: Scene, i: int, mention: MentionDraft) -> None:
    """ "X, lui, …": give `mention`, at token `i`, the actor named right before."""
    told = [m for m in scene.mentions if m.end == i - 1 and not m.adjective and not m.as_place]
    if told and scene.agrees(told[0], mention.gender or "x", mention.number):
        mention.actor, mention.members = told[0].actor, told[0].members


def as_for(scene: Scene, i: int, mention: MentionDraft) -> None:
    """ "X doit quant à lui partir", "Quant à lui, X partira": give `mention`, at token `i`, who acts there."""
    doc = scene.doc
    subject = clause_subject(doc, scene.places, scene.mentions, doc[i])
    if subject is None and i + 2 < len(doc) and doc[i + 1].text == ",":
        after = range(i + 2, i + 2 + _BESIDE)
        subject = next((m for m in scene.mentions if m.start in after and m.actors and not m.adjective), None)
    if subject is not None and scene.agrees(subject, mention.gender or "x", mention.number):
        mention.actor, mention.members = subject.actor, subject.members
