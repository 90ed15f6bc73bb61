"""Who said what: statements of one document, from its cues, its quotations and its sources.

A unit (a sentence, or several that one quotation joins) is read in this order: incises ("…, a dit X"), named sources
("selon X"), cues that govern what follows them ("X affirme que"), and last the quotations that none of them took: after
a colon, continuing the statement before, or fused in a sentence whose subject speaks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from ..lang.pack import Pack
from ..vocab import Medium
from . import incises as incise_rules
from . import sources as source_rules
from .complements import Complement, Scope, find_complement
from .cues import CueFinder, CueGroup
from .incises import Incise, find_incises
from .layers import layers_of
from .naming import Namer
from .scare import mark_scare_quotes
from .sources import Source, SourceFinder
from .speakers import NOBODY, Speaker, can_speak, qualifies_noun, speaker_from, subject_left
from .statements import StatementBuilder, Told
from .units import Unit, find_units
from .view import View, attach_view


class Attributor:
    """The attribution step: fills `layers.statements` and `layers.report_times`."""

    needs = ("tokens", "mentions", "times", "quotes")
    gives = ("statements",)

    def __init__(self, pack: Pack) -> None:
        self.cues = CueFinder(pack)
        self.table = self.cues.table
        self.sources = SourceFinder(self.table.sources, self.table.nouns)
        self.media: list[tuple[re.Pattern[str], Medium]] = [
            (re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})(?!\w)"), medium)
            for medium, phrases in self.table.media.items()
        ]

    def __call__(self, doc: Doc) -> Doc:
        """Attribute the statements of `doc`."""
        layers = layers_of(doc)
        mark_scare_quotes(doc, layers, self.table.scare)
        view = View(doc, layers, self.table.words)
        attach_view(doc, view)
        reader = _DocumentReader(view, self)
        cues = self.cues.find(view)
        at = 0
        for unit in find_units(doc, layers):
            while at < len(cues) and cues[at].start < unit.start:
                at += 1
            last = at
            while last < len(cues) and cues[last].end <= unit.end:
                last += 1
            reader.read(unit, cues[at:last])
        made = reader.builder
        layers.statements = sorted(made.statements, key=lambda s: (s.fact.content[0].start, -s.fact.content[0].end))
        layers.report_times = sorted(made.report_times)
        return doc


@dataclass(slots=True)
class _Reading:
    """What is known of a unit while it is read: free quotations, ranges already reported, the last speaker in it."""

    unit: Unit
    sources: list[Source]
    free: set[int]
    spoken: list[tuple[int, int]]
    within: list[tuple[Complement, str]]
    cues: list[CueGroup] = field(default_factory=list)
    speaker: Speaker = NOBODY
    via: Speaker = NOBODY


class _DocumentReader:
    """Reads the units of one document in order."""

    def __init__(self, view: View, owner: Attributor) -> None:
        self.view, self._owner = view, owner
        self.namer = Namer(view, owner.table.nouns)
        self.builder = StatementBuilder(view, owner.media)

    def read(self, unit: Unit, cues: list[CueGroup]) -> None:
        """Make the statements of `unit`."""
        self.namer.unit_index, self.namer.unit_start = self.namer.unit_index + 1, unit.start
        incises = find_incises(self.view, self.namer, unit, cues)
        sources = [
            s
            for s in self._owner.sources.find(self.view, self.namer, unit)
            if not any(x.start <= s.start < x.end for x in incises)
        ]
        state = _Reading(unit, sources, set(unit.numbers), [], [], cues)
        self._report_incises(state, incises)
        self._report_sayings(state)
        sources = [s for s in sources if not s.saying]
        state.via = next((s.speaker for s in sources if s.speaker.found), NOBODY)
        incise = {x.cue.verb for x in incises}
        governing = [
            c for c in cues if self.view.quote_at[c.verb] < 0 and c.verb not in incise and not c.kind.open
        ]
        state.cues = [c for c in cues if not c.kind.open]
        outer = [s for s in sources if self._vouches_for_all(state, s, governing)]
        for source in outer:
            self._report_source(state, source, governing)
        self._report_governing(state, governing)
        for source in sources:
            if source not in outer:
                self._report_source(state, source, governing)
        self._report_rest(state)
        self.namer.close_unit(unit)

    def _add(self, state: _Reading, told: Told) -> str:
        """Add a statement; returns its id, empty where nothing was told."""
        fact = self.builder.add(state.unit, told, state.free)
        if fact is None:
            return ""
        if told.speaker.actor and told.within is None:
            self.namer.spoke(told.speaker, state.unit.paragraph)
            state.speaker = told.speaker
        return fact.id

    # -- incises

    def _report_incises(self, state: _Reading, incises: list[Incise]) -> None:
        unit = state.unit
        begin = unit.start
        for number, incise in enumerate(incises):
            more = number + 1 < len(incises)
            following = incises[number + 1].start if more else unit.end
            pieces = incise_rules.pieces_of(self.view, unit, incise, begin, following, more=more)
            self._add(state, Told(pieces, incise.speaker, incise.cue, (incise.start, incise.end)))
            state.spoken += pieces
            begin = incise.end

    # -- sources

    def _report_sayings(self, state: _Reading) -> None:
        """Quoted words that "selon le mot de X" gives to X, in a sentence that is otherwise another's."""
        view = self.view
        for source in (s for s in state.sources if s.saying):
            for number in sorted(state.free):
                quote = view.outer[number]
                before, after = view.token_at(quote.outer_start), view.token_at(quote.outer_end - 1) + 1
                if source.start - 1 <= after + (view.text[source.start - 1] == ",") <= source.start + 1:
                    whole = _Reading(state.unit, [], state.free, [], [])
                    self._add(whole, Told([(before, after)], source.speaker, None, (source.start, source.end)))

    def _vouches_for_all(self, state: _Reading, source: Source, cues: list[CueGroup]) -> bool:
        """Whether a source heading the unit vouches for more than one speaker's words ("Selon X, … : Y exige")."""
        if source.start > state.unit.start + 1:
            return False
        inner = [c for c in cues if c.start >= source.end]
        if not inner:
            return True
        return self.view.has_clause(source.end, inner[0].start)

    def _report_source(self, state: _Reading, source: Source, cues: list[CueGroup]) -> None:
        """The clause that a source vouches for, unless a speaker in it already has it."""
        others = [s for s in state.sources if s is not source]
        pieces = source_rules.pieces_of(self.view, state.unit, source, others)
        cuts = [c.start - 2 for c in cues if self._in_relative(c, state.unit) and self.view.text[c.start - 2] == ","]
        pieces = [(a, min([c for c in cuts if a < c < b], default=b)) for a, b in pieces]
        if any(a < stop and start < b for a, b in pieces for start, stop in state.spoken):
            return
        if not any(self.view.has_clause(a, b) or b - a > 4 for a, b in pieces):
            return
        told_id = self._add(state, Told(pieces, source.speaker, None, (source.start, source.end)))
        if told_id:
            for a, b in pieces:
                state.within.append((Complement(a, b, "source"), told_id))

    # -- cues that govern what follows them

    def _report_governing(self, state: _Reading, cues: list[CueGroup]) -> None:
        """Statements of cues followed by what they report."""
        skipped = tuple((s.start, s.end) for s in state.sources)
        for number, cue in enumerate(cues):
            if any(a <= cue.start < b for a, b in state.spoken) and not any(
                c.start <= cue.start < c.end for c, _ in state.within
            ):
                continue
            if cue.negated and not cue.kind.negatable:
                continue
            sharing = frozenset(c.start for c in cues[number + 1 :] if self._shares_subject(c))
            ends = [s.start for s in state.sources if s.start > cue.end and self._ends_at(s, state.unit)]
            stop = min([*ends, *(a for a, _ in state.spoken if a > cue.end)], default=state.unit.end)
            complement = find_complement(
                self.view, cue, Scope(stop, skipped, sharing, self._in_relative(cue, state.unit))
            )
            if complement is not None:
                self._report_complement(state, cue, complement)

    def _ends_at(self, source: Source, unit: Unit) -> bool:
        """Whether what is reported ends where the source stands, rather than going on after it."""
        closed = source.end >= unit.end or self.view.text[source.end] in {".", ";", ":"} or source.end >= unit.end - 2
        return closed or self.view.text[source.start - 1] != ","

    def _shares_subject(self, cue: CueGroup) -> bool:
        before = self.view.low[cue.start - 1] if cue.start else ""
        return cue.coordinated or not cue.finite or before in ("et", "mais", "puis")

    def _in_relative(self, cue: CueGroup, unit: Unit) -> bool:
        return cue.start - 1 >= unit.start and self.view.low[cue.start - 1] == "qui"

    def _report_complement(self, state: _Reading, cue: CueGroup, complement: Complement) -> None:
        unit, form = state.unit, complement.form
        quotes = self._free_quotes(state, complement.start, complement.end)
        outer = next((sid for c, sid in reversed(state.within) if c.start <= cue.start and cue.end <= c.end), None)
        speaker, complement = self._speaker_of(state, cue, complement)
        if not speaker.found and not (quotes and outer is None and cue.finite):
            return
        weak = form in ("np", "prep", "inf") and not (cue.kind.strong or "inf" in cue.kind.takes or quotes)
        if (
            (form == "quote" and (not quotes or outer))
            or weak
            or (form in ("np", "prep") and not (cue.kind.strong or quotes))
        ):
            return
        if outer is not None and form != "que":
            return
        if unit.block == "title" and not quotes:
            return
        if cue.kind.document and not (quotes or self._is_document(speaker)):
            return
        start = speaker.start if speaker.found and unit.start <= speaker.start < cue.start else cue.start
        via = state.via if outer is None else NOBODY
        told = Told(
            [(complement.start, complement.end)],
            speaker,
            cue,
            (start, max(complement.start, cue.end)),
            outer,
            via,
            complement.addressee,
        )
        told_id = self._add(state, told)
        if told_id:
            state.spoken.append((complement.start, complement.end))
            state.within.append((complement, told_id))

    def _is_document(self, speaker: Speaker) -> bool:
        actor = self.view.layers.actors.get(speaker.actor or "")
        return actor is not None and actor.kind == "document"

    def _free_quotes(self, state: _Reading, start: int, end: int) -> list[int]:
        view = self.view
        first, last = view.idx[start], view.ends[end - 1]
        return [n for n in state.free if first - 1 <= view.outer[n].outer_start and view.outer[n].start < last]

    def _speaker_of(self, state: _Reading, cue: CueGroup, complement: Complement) -> tuple[Speaker, Complement]:
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
            return (state.speaker if state.speaker.actor else self._head_subject(unit, cue.start)), complement
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

    def _described_before(self, state: _Reading, cue: CueGroup) -> Speaker:
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

    def _head_subject(self, unit: Unit, stop: int) -> Speaker:
        """The subject at the head of the unit: an actor, a pronoun's, or someone described."""
        subject = self._subject_by_pronoun(unit, stop)
        return subject if subject.actor else self.namer.phrase(unit.start, stop)

    # -- quotations that nothing took

    def _report_rest(self, state: _Reading) -> None:
        view, unit = self.view, state.unit
        for number in unit.numbers:
            if number not in state.free:
                continue
            quote = view.outer[number]
            before, after = view.token_at(quote.outer_start), view.token_at(quote.outer_end - 1) + 1
            colon = view.previous(before, unit.start)
            if (cue := incise_rules.cue_after_colon(view, unit, state.cues, before)) is not None:
                speaker = self._speaker_of(state, cue, Complement(before, after, "quote"))[0]
                self._add(state, Told([(before, after)], speaker, cue, (cue.start, cue.end)))
            elif before <= unit.start + 1 and after >= unit.end - 1:
                self._add(state, Told([(unit.start, unit.end)], self._continuing(unit)))
            elif (begin := self._colon_before(before, unit)) is not None:
                here = state.speaker if state.speaker.actor else self.namer.subject_of(unit.start, begin)
                self._add(state, Told([(begin + 1, unit.end)], here, None, (unit.start, begin)))
            elif colon is not None:
                self._fused(state, number, before, after)

    def _continuing(self, unit: Unit) -> Speaker:
        """A unit that is one quotation continues the statement before it, in its paragraph or a unit or two ago."""
        near = self.namer.unit_index - self.namer.last_unit <= 2 or self.namer.last_paragraph == unit.paragraph
        return replace(self.namer.last, start=0, end=0) if near else NOBODY

    def _colon_before(self, before: int, unit: Unit) -> int | None:
        view = self.view
        for i in range(before - 1, unit.start, -1):
            if view.text[i] == ":" and view.quote_at[i] < 0 and i - unit.start > 2:
                return i
        return None

    def _subject_by_pronoun(self, unit: Unit, before: int) -> Speaker:
        """The subject of a narrated sentence; a pronoun at its head goes on with who spoke last."""
        word = self.view.low[unit.start]
        if word in self.view.words.subject_pronouns:
            found = self.namer.pronoun(word, unit.start, unit.start + 1, unit.start, inverted=True)
            if found.actor:
                return found
        return self.namer.subject_of(unit.start, before)

    def _fused(self, state: _Reading, number: int, before: int, after: int) -> None:
        """Quoted words in a narrated sentence: its subject's, where the subject can speak."""
        view, unit = self.view, state.unit
        source = next((s for s in state.sources if s.speaker.actor), None)
        speaker = source.speaker if source else self._head_subject(unit, before)
        if self._is_document(speaker) and {"VERB", "AUX"}.isdisjoint(view.pos[unit.start : before]):
            self._add(state, Told([(before, after)], NOBODY))  # "Un accord « tout proche »": said of it, not by it
            return
        if not speaker.actor:
            quote = view.outer[number]
            long = len(view.layers.text[quote.start : quote.end].split()) >= 3
            fresh = self.namer.unit_index - self.namer.last_unit <= 1
            if not long:
                return
            speaker = replace(self.namer.last, start=0, end=0) if fresh else NOBODY
        self._add(state, Told([(before, after)], speaker))
