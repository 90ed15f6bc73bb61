"""Who speaks: the subject of a cue, before it, after it or taken up by a pronoun."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ..types import Candidate
from .brackets import before_brackets, glossed
from .cue_forms import CueGroup
from .layers import Layers, MentionDraft
from .tree import Doc
from .view import MARKS, View, view_of
from .word_table import VERBS


@dataclass(slots=True, unsafe_hash=True)
class Speaker:
    """Who speaks: an actor, or several, or candidates; `start`, `end` are the tokens that name them.

    `gender` is that of the words, where another noun than the actor's own stands for it ("son ministère").
    """

    actor: str | None = None
    others: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    start: int = 0
    end: int = 0
    anonymous: bool = False
    why: str = ""
    gender: str = ""

    @property
    def found(self) -> bool:
        """Whether the words that name the speaker were found, resolved or not."""
        return self.end > self.start


_ANSWERS: Final = VERBS.answer_stems
_CLITIC = 4  # tokens from its subject to whom a verb addresses, at most
NOBODY = Speaker()
_GOVERNING = frozenset("à au aux avec après avant malgré sans contre pour selon chez".split())
"""Prepositions before a name that is then no subject, nor one of several."""


def speaker_from(mention: MentionDraft, *, others: tuple[str, ...] = (), end: int | None = None) -> Speaker:
    """The speaker that `mention` is: one actor, a group's members, or open candidates."""
    actors = mention.actors + others
    return Speaker(
        actor=actors[0] if actors else None, others=tuple(dict.fromkeys(actors[1:])), candidates=mention.candidates,
        start=mention.start, end=end or mention.end, anonymous=mention.anonymous,
    )  # fmt: skip


def taken_up_by_pronoun(view: View, start: int, end: int, left: Speaker) -> Speaker:
    """Whom a pronoun among tokens [start, end) takes up by the mentions alone; NOBODY where that is `left` or open."""
    found = next((m for i in range(start, end) if (m := view.mention(i)) and m.how == "pronoun" and m.actors), None)
    return NOBODY if found is None or set(found.actors) & {left.actor, *left.others} else speaker_from(found)


def was_asked(view: View, last: Speaker, answer: tuple[int, int], first: int) -> bool:
    """Whether the words of the verb and its pronoun at tokens `answer`, in the sentence that opens at `first`, answer
    one who spoke `last`: "X l'a sommé de partir. « Jamais », a-t-il répliqué"."""
    if not any(view.low[i].startswith(_ANSWERS) for i in range(*answer)) or not 0 < last.end < first:
        return False
    near = range(last.end, min(first, last.end + _CLITIC))
    return any(view.low[i] in ("l'", "lui", "le") and view.pos[i] == "PRON" for i in near)


def can_speak(mention: MentionDraft | None) -> bool:
    """Whether a mention may be a subject: no venue, no adjective."""
    return (
        mention is not None
        and not mention.as_place
        and not mention.adjective
        and bool(mention.actors or mention.candidates)
    )


def subject_before(doc: Doc, _layers: Layers, cue: CueGroup, first: int) -> Speaker:
    """The subject of `cue` to its left, not before token `first`: right beside it, else by the parse."""
    return subject_left(view_of(doc), cue, first)


def subject_after(doc: Doc, _layers: Layers, start: int, end: int) -> Speaker:
    """The inverted subject among tokens [start, end): the first actor that no preposition governs."""
    return subject_right(view_of(doc), start, end)


def subject_left(view: View, cue: CueGroup, first: int) -> Speaker:
    """The subject of `cue` to its left in `view`, not before token `first`."""
    beside = _beside(view, cue, first)
    if beside is not None:
        start, others = _coordinated_before(view, beside)
        whole = speaker_from(beside)
        actors = tuple(dict.fromkeys((*others, *beside.actors)))
        return Speaker(
            actors[0] if actors else None, actors[1:], whole.candidates, max(start, first), beside.end, whole.anonymous
        )
    parsed = _parsed(view, cue, first)
    return speaker_from(parsed) if parsed is not None else NOBODY


def _coordinated_before(view: View, mention: MentionDraft) -> tuple[int, tuple[str, ...]]:
    """Start of a coordination that ends with `mention` ("X et Y ont dit"), and the actors before it."""
    start, actors = mention.start, list[str]()
    while start >= 2:
        i = start - 1
        named = mention.how == "name"
        aside = named and i > 3 and view.text[i] == "," and _is_adjective(view, i - 1) and view.text[i - 3] == ","
        if aside and view.low[i - 2] == "et":
            i -= 2  # "les ministres français, X, et allemand, Y"
        while named and i > 1 and _opens_name(view, i, mention):
            i -= 1  # "X et le directeur Y", "les ministres français X et allemand Y"
        if view.low[i] in ("les", "la", "le", "l'"):
            i -= 1
        joint = view.low[i]
        if joint not in ("et", ",", "comme", "ni") or i < 1:
            break
        other = view.mention(before_brackets(view, i - 1 - aside, 0))
        if other is None or not can_speak(other) or other is mention or (joint == "," and not actors):
            break
        glossed = view.text[i - 1] == ")" and after_preposition(view, other.start, 0)  # "au sommet de l'UA (…), X"
        if joint == "," and (glossed or _opens_governed(view, other.start)):
            break  # "Grâce à la Suède, X et Y ont"
        actors = [*other.actors, *actors]
        start = other.start
    return start, tuple(actors)


def _opens_name(view: View, i: int, name: MentionDraft) -> bool:
    """Whether token `i` is a noun or an adjective that stands before a `name` and goes with it: "l'Allemand Y"."""
    mention = view.mention(i)
    if mention is not None and mention.how == "nationality" and mention.actor == name.actor:
        return True
    return (mention is None or mention.adjective) and view.pos[i] in ("NOUN", "ADJ")


def _is_adjective(view: View, i: int) -> bool:
    mention = view.mention(i)
    return mention is not None and mention.adjective


def _opens_governed(view: View, start: int) -> bool:
    """Whether a preposition governs the name at token `start`: what it opens is no subject."""
    i = start - 1
    while i > 0 and (view.low[i] in ("les", "la", "le", "l'") or view.pos[i] == "ADJ"):
        i -= 1
    return i >= 0 and view.low[i] in _GOVERNING


def _beside(view: View, cue: CueGroup, first: int) -> MentionDraft | None:
    """The mention that ends right before the cue, over adverbs, clitics and asides between commas."""
    i, commas = before_brackets(view, cue.start - 1, first), 0
    words = view.words
    while i >= first:
        low = view.low[i]
        mention = view.mention(i)
        if mention is not None and can_speak(mention):
            return None if after_preposition(view, mention.start, first) else _head_of_phrase(view, mention, first)
        if mention is not None and not mention.adjective and not view.timed[i]:
            return None
        if low == "," and (jump := _before_relative(view, i, first)) is not None:
            return jump
        if low == "," and (held := glossed(view, i, first)) and not after_preposition(view, held.start, first):
            return _head_of_phrase(view, held, first)
        if low == "," and commas == 0 and (named := _before_apposition(view, i, first)) is not None:
            return named
        if low == "," and commas == 0 and (opening := _aside_opening(view, i, first)) is not None:
            i = opening - 1
            continue
        if low == "," and commas < 2:
            commas += 1
        elif low in ("qui", "lequel", "laquelle", "lesquels", "lesquelles"):
            before = i - 1 - (i > 0 and view.text[i - 1] == ",")
            antecedent = view.mention(before)
            return antecedent if antecedent is not None and can_speak(antecedent) else None
        elif not (
            low in words.between
            or view.pos[i] == "ADV"
            or view.text[i].isspace()
            or view.text[i] in MARKS
            or view.timed[i]
            or (commas == 1 and _in_aside(view, i))
        ):
            return None
        i -= 1
    return None


def _aside_opening(view: View, comma: int, first: int) -> int | None:
    """The comma that opens the circumstance which `comma` closes ("X, après avoir vu Y, a dit"), if one does."""
    for j in range(comma - 1, max(first, comma - 30), -1):
        if view.text[j] in (".", ";", ":") or view.quote_at[j] >= 0:
            return None
        if view.text[j] == ",":
            low = view.low[j + 1]
            governed = low in view.words.prepositions | view.words.subordinators and low not in ("du", "des", "en")
            told = low in view.words.participles or (
                view.pos[j + 1] == "VERB" and not view.finite[j + 1] and not view.infinitive[j + 1]
            )
            return j if governed or (told and view.mention(j - 1) is not None) else None
    return None


def _before_apposition(view: View, comma: int, first: int) -> MentionDraft | None:
    """The person before words that say what he is and that close at `comma`: "X, le chef de la gauche, a dit"."""
    for j in range(comma - 1, max(first, comma - 18), -1):
        if view.text[j] == "," and comma - j <= 4 and view.pos[j + 1] in ("ADV", "ADJ"):
            holder = view.mention(j - 1)  # "Le premier, plus disert, a vanté"
            usable = holder is not None and can_speak(holder) and not after_preposition(view, holder.start, first)
            return holder if usable else None
        if view.text[j] in (".", ";", ":") or (view.finite[j] and comma - j > 2) or view.quote_at[j] >= 0:
            return None
        inner = view.mention(j)
        if inner is not None and inner.how == "name" and is_person(view, inner) and inner.end <= comma:
            return None
        if view.text[j] == ",":
            noun = view.low[j + 1] in ("le", "la", "l'", "un", "une", "son", "sa", "leur") or view.pos[j + 1] == "NOUN"
            holder = view.mention(j - 1)
            fits = noun and holder is not None and holder.how == "name" and can_speak(holder)
            if (
                not fits
                or holder is None
                or not is_person(view, holder)
                or after_preposition(view, holder.start, first)
            ):
                return None
            return holder
    return None


def is_person(view: View, mention: MentionDraft) -> bool:
    """Whether the mention names a person."""
    actor = view.layers.actors.get(mention.actor or "")
    return actor is not None and actor.kind == "person"


def _in_aside(view: View, i: int) -> bool:
    return any(view.low[i] in phrase.split() for phrase in view.words.asides)


def _before_relative(view: View, comma: int, first: int) -> MentionDraft | None:
    """The antecedent of a relative clause that closes at `comma`: "X, qui …, a dit"."""
    for j in range(comma - 1, max(first, comma - 40), -1):
        if view.text[j] in (".", ";", ":"):
            return None
        if view.low[j] in ("qui", "dont", "où", "que", "qu'") and view.text[j - 1] == ",":
            if not any(view.finite[j:comma]):
                return None  # "la junte, dont le chef, X, a dit": it goes on
            mention = view.mention(j - 2)
            usable = mention is not None and can_speak(mention) and not after_preposition(view, mention.start, first)
            return mention if usable else None
    return None


def _head_of_phrase(view: View, mention: MentionDraft, first: int) -> MentionDraft:
    """An apposition's own head: "le ministre turc, Mevlüt Cavusoglu" is one person either way."""
    before = mention.start - 1
    if before > first and view.text[before] == ",":
        other = view.mention(before - 1)
        if other is not None and can_speak(other) and other.actor == mention.actor:
            return other
    return mention


def qualifies_noun(view: View, cue: CueGroup, first: int) -> bool:
    """Whether a participle belongs to the noun right before it ("une note promettant un accord") or before what says
    of what kind or whose it is ("un texte français exigeant", "un appel de l'Iran réclamant")."""
    i = cue.start - 1
    while i > first and view.low[i] in view.words.before_verb and view.low[i] != "en":
        i -= 1
    while i > first and (view.pos[i] == "ADJ" or _is_nationality(view, i)):
        i -= 1
    owner = view.mention(i)
    if owner is not None and owner.how in ("name", "metonym") and view.pos[i] != "NOUN":
        i = owner.start - 1
        while i > first and view.low[i] in ("l'", "le", "la", "les"):
            i -= 1
        i = i - 1 if view.low[i] in ("de", "d'", "du", "des") else first
    return i > first and view.pos[i] == "NOUN" and view.low[cue.verb].endswith("ant")


def _is_nationality(view: View, i: int) -> bool:
    """Whether token `i` tells a nationality ("un texte français")."""
    mention = view.mention(i)
    return mention is not None and mention.how == "nationality"


def after_preposition(view: View, start: int, first: int) -> bool:
    """Whether a preposition governs the noun phrase whose name starts at token `start`."""
    i = start - 1
    while i > first and not view.timed[i] and (view.pos[i] in ("NOUN", "ADJ") or _qualifies(view, i, start)):
        i -= 1
    if first + 1 < i < start - 1 and view.low[i] in ("de", "d'") and view.pos[i - 1] == "NOUN" == view.pos[i + 1]:
        return after_preposition(view, i - 1, first)  # "le chef de gang X", "l'homme d'affaires X"
    while i >= first and view.low[i] in view.words.determiners:
        i -= 1
    contracted = start > first and view.low[start - 1] in ("au", "aux", "du", "des")
    return contracted or (i >= first and view.low[i] in view.words.prepositions)


def _qualifies(view: View, i: int, start: int) -> bool:
    """Whether token `i` is of a nationality or a role right before the name at `start` ("avec l'Iranien X")."""
    mention = view.mention(i)
    return mention is not None and mention.how in ("nationality", "role") and mention.end <= start


def _parsed(view: View, cue: CueGroup, first: int) -> MentionDraft | None:
    """The subject by the parse: the cue's own, else that of the verb it is coordinated with or depends on."""
    doc = view.doc
    verb = doc[cue.verb]
    for _ in range(4):
        subjects = [c for c in verb.children if c.dep_.startswith("nsubj") and first <= c.i < cue.start]
        for subject in subjects:
            mention = view.mention(subject.i)
            if mention is not None and can_speak(mention):
                return mention
            if subject.lower_ == "qui":
                head = view.mention(verb.head.i)
                return head if head is not None and can_speak(head) else None
            return None
        if verb.dep_ in ("acl", "acl:relcl"):
            head = view.mention(verb.head.i)
            return head if head is not None and can_speak(head) else None
        if verb.head is verb or verb.head.i == verb.i or verb.dep_ == "ccomp":
            return None
        verb = verb.head
    return None


def subject_right(view: View, start: int, end: int) -> Speaker:
    """The inverted subject among tokens [start, end) of `view`: the first actor that no preposition governs."""
    i = start
    while i < end:
        mention = view.mention(i)
        if mention is not None and can_speak(mention) and mention.end <= end + 1:
            if not after_preposition(view, mention.start, start):
                others, last = coordinated_after(view, mention, end)
                return speaker_from(mention, others=others, end=last)
            i = mention.end
            continue
        if view.text[i] in MARKS or view.text[i] in (".", ";", ":"):
            break
        i += 1
    return NOBODY


def coordinated_after(view: View, mention: MentionDraft, end: int) -> tuple[tuple[str, ...], int]:
    """The actors that "et" joins to `mention` before token `end`, and the token after the last of them."""
    actors: tuple[str, ...] = ()
    last = mention.end
    while last + 1 < end and view.low[last] == "et":
        j = last + 1
        while j < end and view.low[j] in view.words.determiners:
            j += 1
        other = view.mention(j)
        if other is None or not can_speak(other):
            break
        actors, last = actors + other.actors, other.end
    return actors, last
