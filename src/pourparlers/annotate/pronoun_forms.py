"""Which words of a text are pronouns that take somebody up, and of which kind."""

from __future__ import annotations

from .coreference_table import PronounTable
from .impersonal import is_impersonal
from .metonymy import CIRCLE
from .nouns import Item
from .scene import Scene
from .tree import Doc, Token

_VERBAL = frozenset({"VERB", "AUX"})
_CIRCLE = 6
_CORE = frozenset({"obj", "nsubj", "nsubj:pass"})


class PronounForms:
    """Finds them; one object for all documents."""

    def __init__(self, table: PronounTable) -> None:
        self._table = table

    def find(self, scene: Scene, token: Token) -> Item | None:
        """The pronoun at `token`, with its kind, gender and number; None where it means nobody."""
        table, i = self._table, token.i
        word = token.lower_
        if marks := table.inverted.get(word):
            return None if is_impersonal(table, token) else Item(i, i + 1, "pronoun", marks[0], marks[1])
        if word in table.circle:
            return self._circle(scene, token)
        if word in table.objects:
            return self._object(scene, token)
        if word not in table.subjects and word not in table.strong and word not in table.dative:
            return None
        doc = scene.doc
        before, after = doc[i - 1].lower_ if i else "", doc[i + 1].text if i + 1 < len(doc) else ""
        marks = table.strong.get(word, "")
        two = f"{doc[i - 2].lower_} {before}".replace("' ", "'") if i > 1 else ""
        before = two if two in table.strong_after else before
        if marks and (before in table.strong_after or (before == "," and after == ",")):
            return Item(i, i + 1, "with" if before in table.beside else "strong", marks[0], marks[1])
        if word in table.dative:
            return Item(i, i + 1, "dative", "x", table.dative[word]) if is_verb(doc, i + 1) else None
        marks = table.subjects.get(word, "")
        if not marks or scene.places.is_quoted(i) or is_impersonal(table, token):
            return None
        return Item(i, i + 1, "pronoun", marks[0], marks[1]) if token.pos_ == "PRON" else None

    def _circle(self, scene: Scene, token: Token) -> Item | None:
        """ "On", where the place beside it tells who ("À Paris, on se tait")."""
        start = scene.places.sentence_start(token.i)
        near = (m for m in scene.mentions if start <= m.start < token.i + _CIRCLE and m.why == CIRCLE and m.actor)
        found = next((m for m in near if m.end > token.i - _CIRCLE), None)
        return Item(token.i, token.i + 1, "circle", mention=found) if found else None

    def _object(self, scene: Scene, token: Token) -> Item | None:
        """ "L'a reçu", "le rejoindre": the object of a verb that only a person can suffer."""
        table, i = self._table, token.i
        words = [t for t in scene.doc[i + 1 : i + 4] if t.lower_ not in table.negations]
        while words and words[0].pos_ == "AUX" and len(words) > 1:
            words = words[1:]
        after = words[0] if words else None
        if after is None or after.pos_ != "VERB" or after.lemma_.lower() not in table.takes_person:
            return None
        marks = table.objects[token.lower_]
        if marks[1] == "p" and (_is_infinitive(after) or self._follows_unnamed(scene, i)):
            return None
        return Item(i, i + 1, "object", marks[0], marks[1])

    def _follows_unnamed(self, scene: Scene, i: int) -> bool:
        """Whether several whom nobody could name act or suffer before "les" at token `i`, in its sentence or the one
        before: "X et Y ont puni des maires. Z les a reçus"."""
        first = scene.places.sentence_start(i)
        before = scene.doc[scene.places.sentence_start(first - 1) if first else first : i]
        nouns = [t for t in before if t.pos_ == "NOUN" and "Plur" in t.morph.get("Number", [])]
        nouns = [t for t in nouns if t.dep_ in _CORE and not scene.places.is_timed(t.i)]
        return any(all(not (m.start <= t.i < m.end and m.actors) for m in scene.mentions) for t in nouns)


def _is_infinitive(token: Token) -> bool:
    return "Inf" in token.morph.get("VerbForm", [])


def is_verb(doc: Doc, i: int) -> bool:
    """Whether token `i` is a verb or an auxiliary."""
    return i < len(doc) and doc[i].pos_ in _VERBAL


def is_led(doc: Doc, i: int, table: PronounTable) -> bool:
    """Whether a preposition or a verb whose object is a person leads to token `i`: "reverra le premier"."""
    before = doc[i - 1] if i else None
    verb = before is not None and before.pos_ == "VERB" and before.lemma_.lower() in table.takes_person
    return verb or doc[i].lower_ in table.led or (before is not None and before.lower_ in table.leading)
