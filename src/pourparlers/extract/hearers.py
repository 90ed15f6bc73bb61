"""To whom words were said, and in what contact, where the sentence right before tells whom the speaker saw or called.

"X a appelé Y samedi. Il lui a redit que …" is said to Y, on the phone, on Saturday; so is "X a téléphoné à Y pour lui
redire …". In: the layers of a parsed `Doc`, its contacts and statements found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ..annotate.layers import Layers
from ..annotate.syntax import is_infinitive
from ..annotate.tense import tense_of
from ..annotate.tree import Doc, Token
from ..annotate.word_table import GRAMMAR, PHRASES, VERBS, Tense
from ..drafts import ContactDraft
from ..types import Contact, Statement

_NEAR: Final = 2
"""How many sentences after a contact is told somebody may still speak in its course."""
_DATIVE: Final = {"lui": False, "leur": True}
"""Pronouns before a verb for whom words are said to; whether they are several."""
_YOU: Final = re.compile(r"\b(?:vous|votre|vos)\b", re.I)
_MET: Final = frozenset({"meeting", "talks", "call", "visit", "consultation", "mediation"})
_SCENERY: Final = frozenset({"represented", "absent"})
_OVER: Final[frozenset[Tense | None]] = frozenset({"past", "imperfect", "pluperfect", "past_conditional"})
"""Tenses of what was said; in the last of them by hearsay ("lui aurait-il lancé, d'après un témoin")."""
_HAVING: Final = PHRASES.having


HELPERS: Final = GRAMMAR.helpers
_ALIKE: Final = VERBS.alike
_ITSELF: Final = GRAMMAR.helpers_reflexive


def tense_said(doc: Doc, fact: Statement, verb: Token) -> Tense | None:
    """The tense of the report of `fact` by `verb`: by the auxiliary among the words of its cue, which the parse of an
    inverted one misses ("a-t-il dit"), else by the verb."""
    span = doc.char_span(fact.cue.span.start, fact.cue.span.end, alignment_mode="expand") if fact.cue else None
    told = (HELPERS[t.lower_] for t in span or () if t.i < verb.i and t.lower_ in HELPERS)
    if (tense := next(told, None) or tense_of(verb)) != "infinitive":
        alone = tense == "participle" and span is not None and span[0].i == verb.i and verb.lower_ in _ALIKE
        return "present" if alone else tense  # "écrit-il"
    # "s'est contenté de dire": of the verb that has its subject
    own = (_ITSELF[t.lower_] for t in span or () if t.i < verb.i and t.lower_ in _ITSELF)
    return next(own, tense)


@dataclass(frozen=True, slots=True)
class Hearing:
    """The contact in whose course words were said, and to which of its parties; `told` says that a word of the
    attribution is addressed to them."""

    contact: ContactDraft
    to: tuple[str, ...]
    told: bool


class Hearers:
    """Finds hearings in one document; made once its contacts are known. `to_others`: lemmas of what one says to
    somebody ("demander", "répondre")."""

    def __init__(self, doc: Doc, layers: Layers, to_others: frozenset[str]) -> None:
        self._doc, self._layers, self._to_others = doc, layers, to_others
        self._met = [d for d in layers.contacts if d.fact.kind in _MET and d.fact.status in {"held", "ongoing"}]

    def of(self, fact: Statement, verb: Token | None) -> Hearing | None:
        """Where and to whom the words of `fact`, reported by `verb`, were said; None where nothing right before tells.

        The speaker must be one of two parties, or several parties be told by "leur"; words in the present or the
        future tense ("il lui demandera") are said at no contact that was.
        """
        if not self._met or verb is None or fact.cue is None or fact.speaker is None:
            return None
        said = fact.cue.span.start
        many = self._dative(fact.cue.span.start, fact.cue.span.end)
        for draft in reversed(self._met):
            at = draft.fact.evidence[0]
            if at.start > said or not self._is_near(at.start, said):
                continue
            others = self._others(draft.fact, fact)
            if not others:
                continue
            if many and len(others) == 1:  # "X a appelé Y, puis Z. … leur a-t-il dit"
                beside = [d for d in self._met if d.sentence == draft.sentence and d.fact.kind == draft.fact.kind]
                others = list(dict.fromkeys(a for d in beside for a in self._others(d.fact, fact)))
            known = [a for a in fact.addressee if a in others]
            if known:
                return Hearing(draft, tuple(known), told=True) if self._in_its_course(draft, fact, verb) else None
            if fact.addressee or fact.content[0].text.lower().startswith(_HAVING):
                return None
            if draft.fact.kind == "call" and at.start <= said < at.end and verb.idx < at.end:
                return Hearing(draft, tuple(others), told=True)  # "X a appelé Y pour redire que": the verb of both
            if many is None and len(others) == 1 and self._to_a_face(draft, fact, verb):
                return Hearing(draft, tuple(others), told=True)
            if many is not None and many == (len(others) > 1) and self._in_its_course(draft, fact, verb):
                return Hearing(draft, tuple(others), told=True)
            return None
        return None

    def _dative(self, start: int, end: int) -> bool | None:
        """Whether "lui" (False) or "leur" (True) stands among the words of a cue; None for neither."""
        span = self._doc.char_span(start, end, alignment_mode="expand")
        return next((_DATIVE[t.lower_] for t in span or () if t.lower_ in _DATIVE and t.pos_ != "DET"), None)

    def _is_near(self, at: int, said: int) -> bool:
        """Whether a contact told at code point `at` is told right before `said`, in the same paragraph."""
        if self._layers.text.rfind("\n", at, said) >= 0:
            return False
        between = self._doc.char_span(at, said, alignment_mode="expand")
        return sum(bool(t.is_sent_start) for t in (between or ())[1:]) <= _NEAR

    def _others(self, contact: Contact, fact: Statement) -> list[str]:
        """The other parties of a contact in which the speaker took part himself; none where he did not."""
        ids = [p.actor for p in contact.participants if p.part not in _SCENERY]
        speakers = {fact.speaker, *fact.co_speakers}
        return [a for a in ids if a not in speakers] if speakers & set(ids) else []

    def _to_a_face(self, draft: ContactDraft, fact: Statement, verb: Token) -> bool:
        """Whether words without a hearer are said to the other of two who met: by "vous", or on the phone by a verb
        that asks or answers ("A et B se sont appelés. Le premier a demandé …")."""
        if not self._in_its_course(draft, fact, verb) or fact.medium not in {"unknown", "call"} or fact.cue is None:
            return False
        to_you = any(_YOU.search(span.text) for span in fact.quoted)
        return to_you or (draft.fact.kind == "call" and fact.cue.lemma in self._to_others)

    def _in_its_course(self, draft: ContactDraft, fact: Statement, verb: Token) -> bool:
        """Whether the report is told as over, as the contact is, or as what the contact was for ("pour lui dire")."""
        purpose = verb.idx < draft.sentence[1] and is_infinitive(verb)
        return purpose or tense_said(self._doc, fact, verb) in _OVER
