"""What a participle leaves out: the auxiliary and subject that it shares ("a atterri à Kiev, rencontré X et promis"),
who met the one behind whose name it stands ("a évoqué le dossier avec X, reçu mardi à Rome")."""

from __future__ import annotations

from ....annotate.layers import Layers, MentionDraft
from ....annotate.tree import Doc
from ....annotate.word_table import VERBS
from ....vocab import Part
from ..contact_table import ContactTable
from .asides import is_bare_participle
from .found import Found
from .lists import is_party
from .sorts import are_persons
from .subjects import SubjectReader, is_finite

_GROUP = 3
"""At most so many tokens before its participle stands an auxiliary."""
_OBJECT = 5
"""At most so many tokens tell the post of the one who is the object."""
_SHORT = 2
"""At least so many tokens stand from "après" to the participle of "après avoir vu"."""
_PERFECT = frozenset({"avoir", "l'", "les", "le", "la", "lui", "leur", "s'", "être"})
_SET_OFF = frozenset({",", "»", "”", '"'})
_THIS = frozenset({"c'", "ce"})
_RELATIVE = frozenset({"qui", "que", "qu'", "dont", "où", ";", ":", "«", '"'})


class EllipsisReader:
    """Reads participles without their auxiliary in one document."""

    def __init__(self, doc: Doc, layers: Layers, table: ContactTable, subjects: SubjectReader) -> None:
        self._doc, self._layers, self._words, self._subjects = doc, layers, table.parties, subjects

    def shared(self, verb: int, first: int) -> int | None:
        """The participle whose auxiliary and subject the one at token `verb` shares: its object follows it at once, as
        none does a participle that qualifies what stands before it. None where it shares none."""
        doc = self._doc
        if verb <= first or (doc[verb - 1].text != "," and doc[verb - 1].lower_ != "et"):
            return None
        bare = is_bare_participle(doc, verb) or doc[verb].lower_.endswith("é")  # whatever the tagger takes it for
        if not bare or doc[verb].morph.get("Gender", []) == ["Fem"]:
            return None
        if doc[verb].morph.get("Number", []) == ["Plur"] or not self._has_object(verb):
            return None
        for j in range(verb - 1, first, -1):
            if doc[j].lower_ in _RELATIVE:
                return None
            before = doc[max(first, j - _GROUP) : j]
            own = doc[j].pos_ == "VERB" and "Part" in doc[j].morph.get("VerbForm", [])
            if own and any(t.lemma_ == "avoir" and t.pos_ == "AUX" for t in before):
                return j
            if is_finite(doc[j]):
                return None
        return None

    def anchor(self, verb: int, first: int) -> int | None:
        """The token of the verb whose subject and tense that at token `verb` has: `shared`, or "vu" of "s'est vu
        accorder"."""
        return verb - 1 if is_granted(self._doc, verb) else self.shared(verb, first)

    def subject(self, verb: int, first: int, part: Part) -> Found | None:
        """The subject of the verb at token `verb` where it is that of another or one who speaks; None where it has its
        own."""
        found, anchor = Found(), self.anchor(verb, first)
        if anchor is not None:
            self._subjects.add_subject(anchor, first, found, part=part)
            return found
        speaker = self._after_speech(verb, first)
        if speaker is None:
            return None
        found.add(speaker, part)
        return found

    def _after_speech(self, verb: int, first: int) -> MentionDraft | None:
        """The person who speaks right before "après l'avoir vu", where his verb stands before him: "viendra, a dit X
        après l'avoir vu"; None where the words there are others."""
        doc, j = self._doc, verb - 1
        while j > first and (doc[j].lower_ in _PERFECT or doc[j].pos_ == "ADV"):
            j -= 1
        named = self._layers.by_token.get(j - 1)
        if verb - j < _SHORT or doc[j].lower_ not in self._words.fronted or named is None or not is_party(named):
            return None
        k = named.start - 1
        while k > first and (
            doc[k].pos_ in {"DET", "NOUN", "ADJ", "VERB", "AUX"} or self._layers.is_timed(self._doc[k])
        ):
            k -= 1
        said = any(doc[i].pos_ == "VERB" for i in range(k + 1, named.start))
        person = all(self._layers.actors[a].kind == "person" for a in named.actors)
        return named if said and person and doc[k].text in _SET_OFF else None

    def has_own(self, verb: int) -> bool:
        """Whether somebody is the object of the participle at token `verb`, behind a day and a place: "a appelé X,
        rencontré lundi à Rome Y"."""
        j = verb + 1
        while j < len(self._doc):
            mention = self._layers.by_token.get(j)
            placed = mention is not None and (mention.as_place or mention.how == "metonym")
            if mention is not None and not placed:
                return is_party(mention)
            if not (placed or self._layers.is_timed(self._doc[j]) or self._doc[j].pos_ in {"ADP", "DET", "ADV"}):
                return False
            j = mention.end if mention is not None else j + 1
        return False

    def _has_object(self, verb: int) -> bool:
        """Whether somebody follows the participle at token `verb` at once, over "à", "avec" and his post."""
        doc, j = self._doc, verb + 1
        while j < min(len(doc), verb + _OBJECT):
            mention = self._layers.by_token.get(j)
            if mention is not None and is_party(mention):
                return True
            links = self._words.to | self._words.with_
            post = doc[j].pos_ in {"DET", "NOUN", "ADJ"} or (mention is not None and mention.adjective)
            if self._layers.is_timed(self._doc[j]) or not (post or (j == verb + 1 and doc[j].lower_ in links)):
                return False
            j += 1
        return False

    def met_by(self, holder: MentionDraft, first: int) -> Found | None:
        """The persons who met `holder`, behind whose name a participle without an agent stands: the subject of the
        clause in which he is no subject; None where there are none, or they serve his state."""
        doc = self._doc
        verb = next((t.i for t in reversed(doc[first : holder.start]) if t.pos_ == "VERB"), None)
        if verb is None or any(t.lower_ in _RELATIVE for t in doc[verb : holder.start]):
            return None
        found = Found()
        if not self._subjects.add_subject(verb, first, found) or not are_persons(self._layers, found):
            return None
        own = {self._layers.actors[a].state for a in holder.actors}
        others = {self._layers.actors[p.actor].state for p in found.parties}
        return None if own & others or self._subjects.are_voices(p.actor for p in found.parties) else found


def is_passive(doc: Doc, verb: int, words: frozenset[str]) -> bool:
    """Whether the first auxiliary left of the verb at token `verb` is of the passive, one of `words`: "a été reçu", not
    "c'est X qui a reçu"; or "s'est vu accorder"."""
    if doc[verb].morph.get("VerbForm", []) == ["Inf"] and doc[verb].lower_.endswith(("r", "re")):
        return is_granted(doc, verb)
    for i in range(verb - 1, max(-1, verb - 6), -1):
        token = doc[i]
        if token.lower_ in words:
            if i and doc[i - 1].lower_ in _THIS:
                return False  # "C'est jeudi que X recevra Y"
            return not any(t.lower_ in {"se", "s'"} for t in doc[max(0, i - 3) : i])
        if token.pos_ == "AUX" or token.lower_ in {"qui", "que", "qu'", ";", ":"}:
            return False
    return False


def is_granted(doc: Doc, verb: int) -> bool:
    """Whether "se voir" makes a passive of the infinitive at token `verb`: "s'est vu accorder une audience par X"."""
    seen = verb > 1 and doc[verb - 1].lower_ in VERBS.granted
    return seen and any(t.lower_ in {"se", "s'"} for t in doc[max(0, verb - 4) : verb - 1])
