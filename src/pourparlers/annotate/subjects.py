"""The subject of a cue that governs what follows it: a name, a pronoun, someone described, its sentence's subject."""

from __future__ import annotations

from dataclasses import replace

from .complements import Complement
from .cues import CueGroup
from .naming import Namer
from .reading import Reading
from .speakers import NOBODY, Speaker, can_speak, qualifies_noun, speaker_from, subject_left
from .units import Unit
from .view import View


class Subjects:
    """Finds subjects in the units of one document."""

    def __init__(self, view: View, namer: Namer) -> None:
        self.view, self.namer = view, namer

    def of_cue(self, state: Reading, cue: CueGroup, complement: Complement) -> tuple[Speaker, Complement]:
        """The subject of a governing cue; an initial gerund ("Citant …, X a dit") takes the main clause's."""
        view, unit = self.view, state.unit
        if not cue.finite and cue.start <= unit.start + 1:
            comma = next(
                (
                    i
                    for i in range(complement.start, complement.end)
                    if view.text[i] == "," and view.quote_at[i] < 0 and view.mention(i + 1) is not None
                ),
                None,
            )
            if comma is not None:
                complement = replace(complement, end=comma)
            return self.namer.subject_of(complement.end, unit.end), complement
        if not cue.finite and not cue.coordinated and qualifies_noun(view, cue, unit.start):
            return NOBODY, complement
        if not cue.finite or cue.coordinated:
            return (state.speaker if state.speaker.actor else self.head(unit, cue.start)), complement
        speaker = self._pronoun_before(unit, cue)
        if not speaker.found:
            speaker = subject_left(view, cue, unit.start)
            by_pronoun = speaker.found and view.low[speaker.start] in view.words.subject_pronouns
            if by_pronoun and state.speaker.actor and view.low[cue.start - 1] in ("et", "mais", "puis"):
                speaker = state.speaker  # "il regrette A et assure B": one subject, resolved once
        if not speaker.found:
            speaker = self._described_before(state, cue)
        return speaker, complement

    def _pronoun_before(self, unit: Unit, cue: CueGroup) -> Speaker:
        """A subject pronoun before the cue ("il a affirmé que")."""
        view = self.view
        for i in range(cue.start - 1, max(unit.start, cue.start - 7) - 1, -1):
            if view.low[i] == "on":
                found = self.namer.circle(unit.start, i, i)
                return found if found.actor else NOBODY
            aside = view.text[i - 1] == "," and view.text[i + 1] == ","
            if view.low[i] in view.words.subject_pronouns and not aside:
                found = self.namer.pronoun(view.low[i], i, i + 1, unit.start, inverted=False)
                return found if found.actor else NOBODY
            if view.mention(i) is not None or not (
                view.low[i] in view.words.between or view.pos[i] == "ADV" or view.timed[i] or view.text[i] == ","
            ):
                break
        return NOBODY

    def _described_before(self, state: Reading, cue: CueGroup) -> Speaker:
        """A subject before the cue that is no mention: the predicate's before it, "le second", a document, a phrase."""
        view, unit = self.view, state.unit
        before = cue.start - 1
        while (
            before >= unit.start
            and (view.low[before] in view.words.between or view.pos[before] == "ADV" or view.timed[before])
            and view.low[before] not in ("et", "mais")
        ):
            before -= 1
        if before < unit.start:
            return NOBODY
        if view.low[before] in ("et", "mais", "puis"):
            return state.speaker if state.speaker.actor else self.namer.clause_subject(unit.start, before)
        if view.low[before] == "qui":
            return state.speaker if state.speaker.actor and any(view.text[before - 1] == c for c in ",") else NOBODY
        for start in range(before, max(unit.start, before - 14) - 1, -1):
            if view.text[start] in (",", ";", ":") or view.finite[start]:
                break
            ends_here = view.noun_phrase_end(start, before + 1) == before + 1
            heads_clause = (
                start == unit.start
                or view.text[start - 1] in (",", ":", ";", "»", '"')
                or view.low[start - 1] in ("et", "mais", "que", "qu'")
            )
            if ends_here and view.low[start - 1] == "dont" and self.namer.is_service(start, before + 1):
                owner = view.mention(start - 2 - (view.text[start - 2] == ","))
                return speaker_from(owner) if owner is not None and can_speak(owner) else NOBODY
            ordinal = self.namer.ordinal(start, before + 1)
            if ordinal.end == before + 1 and ordinal.found:
                return ordinal
            if heads_clause and ends_here:
                return self.namer.phrase(start, before + 1)
        end = view.noun_phrase_end(unit.start, cue.start)
        return NOBODY if view.has_clause(end, cue.start) else self.namer.phrase(unit.start, end)

    def head(self, unit: Unit, stop: int) -> Speaker:
        """The subject at the head of the unit: an actor, a pronoun's, or someone described."""
        subject = self.by_pronoun(unit, stop)
        return subject if subject.actor else self.namer.phrase(unit.start, stop)

    def by_pronoun(self, unit: Unit, before: int) -> Speaker:
        """The subject of a narrated sentence; a pronoun at its head goes on with who spoke last."""
        word = self.view.low[unit.start]
        if word in self.view.words.subject_pronouns:
            found = self.namer.pronoun(word, unit.start, unit.start + 1, unit.start, inverted=True)
            if found.actor:
                return found
        return self.namer.subject_of(unit.start, before)
