"""Who speaks: the subject of a cue, before it, after it or taken up by a pronoun."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from ..types import Candidate
from .cues import CueGroup
from .layers import Layers, MentionDraft

_SKIPPED = frozenset(
    "aussi ensuite ainsi également toutefois cependant pourtant encore déjà même enfin alors ne n' pas lui elle eux tous "
    "toutes n' se s' y en a ont avait d' de son leur côté par ailleurs pour part sa de nouveau".split()
)
_PREPOSITIONS = frozenset(
    "à au aux de d' du des dans en sur sous par avec devant auprès lors chez vers contre sans pour selon depuis après "
    "avant face".split()
)
_MARKS = frozenset('«»"“”')


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: an actor, or several, or candidates; `start`, `end` are the tokens that name them."""

    actor: str | None = None
    others: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    start: int = 0
    end: int = 0
    anonymous: bool = False
    why: str = ""

    @property
    def found(self) -> bool:
        """Whether the words that name the speaker were found, resolved or not."""
        return self.end > self.start


NOBODY = Speaker()


def speaker_from(mention: MentionDraft, *, others: tuple[str, ...] = (), end: int | None = None) -> Speaker:
    """The speaker that `mention` is: one actor, a group's members, or open candidates."""
    actors = mention.actors + others
    return Speaker(
        actor=actors[0] if actors else None, others=tuple(dict.fromkeys(actors[1:])), candidates=mention.candidates,
        start=mention.start, end=end or mention.end, anonymous=mention.anonymous,
    )  # fmt: skip


def can_speak(mention: MentionDraft | None) -> bool:
    """Whether a mention may be a subject: no venue, no adjective."""
    return mention is not None and not mention.as_place and not mention.adjective and bool(mention.actors or mention.candidates)


def coordinated_before(doc: Doc, layers: Layers, mention: MentionDraft) -> tuple[int, tuple[str, ...]]:
    """Start of a coordination that ends with `mention` ("X et Y ont dit"), and the actors before it."""
    start, actors = mention.start, []
    while start >= 2:
        joint = doc[start - 1]
        i = start - 1
        if joint.lower_ in {"les", "la", "le", "l'"}:
            i -= 1
            joint = doc[i]
        if joint.lower_ not in {"et", ",", "comme"} or i < 1:
            break
        other = layers.by_token.get(i - 1)
        if other is None or not can_speak(other) or other is mention or (joint.text == "," and not actors):
            break
        actors = [*other.actors, *actors]
        start = other.start
    return start, tuple(actors)


def subject_before(doc: Doc, layers: Layers, cue: CueGroup, first: int) -> Speaker:
    """The subject of `cue` to its left, not before token `first`: right beside it, else by the parse, else by the clause."""
    beside = _beside(doc, layers, cue, first)
    if beside is not None:
        start, others = coordinated_before(doc, layers, beside)
        whole = speaker_from(beside)
        actors = tuple(dict.fromkeys((*others, *beside.actors)))
        return Speaker(actors[0] if actors else None, actors[1:], whole.candidates, max(start, first), beside.end, whole.anonymous)  # fmt: skip
    parsed = _parsed(doc, layers, cue, first)
    if parsed is not None:
        return speaker_from(parsed)
    return NOBODY


def _beside(doc: Doc, layers: Layers, cue: CueGroup, first: int) -> MentionDraft | None:
    """The mention that ends right before the cue, over adverbs, clitics and one bracketed aside."""
    i = cue.start - 1
    commas = 0
    while i >= first:
        token = doc[i]
        mention = layers.by_token.get(i)
        if mention is not None and can_speak(mention):
            return None if _after_preposition(doc, mention.start, first) else _head_of_phrase(doc, layers, mention, first)
        if mention is not None and not mention.adjective:
            return None
        if token.text == "," and commas < 2:
            commas += 1
        elif token.lower_ == "qui":
            i -= 1
            antecedent = layers.by_token.get(i if doc[i].text != "," else i - 1)
            return antecedent if can_speak(antecedent) else None
        elif not (token.lower_ in _SKIPPED or token.pos_ == "ADV" or token.is_space or token.text in _MARKS or _is_timed(layers, token)):
            return None
        i -= 1
    return None


def _head_of_phrase(doc: Doc, layers: Layers, mention: MentionDraft, first: int) -> MentionDraft:
    """An apposition's own head: "le ministre turc, Mevlüt Cavusoglu" is one person either way."""
    before = mention.start - 1
    if before > first and doc[before].text == ",":
        other = layers.by_token.get(before - 1)
        if other is not None and can_speak(other) and other.actor == mention.actor:
            return other
    return mention


def _after_preposition(doc: Doc, start: int, first: int) -> bool:
    i = start - 1
    while i >= first and doc[i].lower_ in {"le", "la", "l'", "les", "son", "sa", "ses", "un", "une", "cette", "ce", "leur"}:
        i -= 1
    return i >= first and doc[i].lower_ in _PREPOSITIONS


def _is_timed(layers: Layers, token: Token) -> bool:
    return any(t.start <= token.idx < t.end for t in layers.times)


def _parsed(doc: Doc, layers: Layers, cue: CueGroup, first: int) -> MentionDraft | None:
    """The subject by the parse: the cue's own, else that of the verb it is coordinated with or depends on."""
    verb = doc[cue.verb]
    for _ in range(4):
        subjects = [c for c in verb.children if c.dep_ in {"nsubj", "nsubj:pass", "nsubj:caus"} and first <= c.i < cue.start]
        for subject in subjects:
            mention = layers.by_token.get(subject.i)
            if can_speak(mention):
                return mention
            if subject.lower_ in {"qui"} and can_speak(layers.by_token.get(verb.head.i)):
                return layers.by_token[verb.head.i]
            if subject.pos_ == "PRON":
                return None
        if verb.dep_ in {"acl", "acl:relcl"} and can_speak(layers.by_token.get(verb.head.i)):
            return layers.by_token[verb.head.i]
        if verb.head is verb or verb.head.sent != verb.sent:
            return None
        if subjects and verb.dep_ not in {"conj", "advcl", "xcomp", "acl", "ccomp", "parataxis"}:
            return None
        if subjects and doc[cue.verb] is verb:
            return None
        verb = verb.head
    return None


def subject_after(doc: Doc, layers: Layers, start: int, end: int) -> Speaker:
    """The inverted subject among tokens [start, end): the first actor that no preposition governs."""
    i = start
    while i < end:
        mention = layers.by_token.get(i)
        token = doc[i]
        if mention is not None and can_speak(mention) and mention.end <= end + 1:
            if not _after_preposition(doc, mention.start, start):
                others, last = _coordinated_after(doc, layers, mention, end)
                return speaker_from(mention, others=others, end=last)
            i = mention.end
            continue
        if token.text in _MARKS or token.text in {".", ";", ":"}:
            break
        i += 1
    return NOBODY


def _coordinated_after(doc: Doc, layers: Layers, mention: MentionDraft, end: int) -> tuple[tuple[str, ...], int]:
    actors: tuple[str, ...] = ()
    last = mention.end
    while last + 1 < end and doc[last].lower_ == "et":
        j = last + 1
        while j < end and doc[j].lower_ in {"le", "la", "l'", "les", "son", "sa"}:
            j += 1
        other = layers.by_token.get(j)
        if other is None or not can_speak(other):
            break
        actors, last = actors + other.actors, other.end
    return actors, last


def described_subject(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """Tokens of a noun phrase that stands as inverted subject though it names nobody known; None where there is none."""
    i = start
    while i < end and not (doc[i].pos_ == "DET" and doc[i].lower_ in {"le", "la", "l'", "un", "une", "ce", "cet", "cette", "son", "sa", "les", "des", "plusieurs", "deux"}):  # fmt: skip
        if doc[i].text in _MARKS or doc[i].text in {".", ";", ":"} or doc[i].pos_ in {"VERB", "SCONJ"}:
            return None
        i += 2 if doc[i].lower_ in _PREPOSITIONS else 1
    j = i + 1
    while j < end and j - i < 9 and not (doc[j].is_punct or doc[j].pos_ in {"VERB", "AUX", "SCONJ", "PRON"} or doc[j].is_space):
        j += 1
    return (i, j) if j > i + 1 and any(t.pos_ in {"NOUN", "PROPN"} for t in doc[i:j]) else None
