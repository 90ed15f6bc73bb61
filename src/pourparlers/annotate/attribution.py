"""Who said what: statements of one document, from its cues, its quotations and its sources.

A unit (a sentence, or several that one quotation joins) is read in this order: incises ("…, a dit X"), named sources
("selon X"), cues that govern what follows them ("X affirme que"), and last the quotations that none of them took: after
a colon, continuing the statement before, or fused in a sentence whose subject speaks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..lang.pack import Pack
from . import incises as incise_rules
from . import sources as source_rules
from .addressees import find_addressees
from .answers import find_answers
from .complements import Complement, Scope, find_complement
from .cue_forms import CueGroup
from .cues import CueFinder
from .fixed_phrases import FixedPhrases
from .gapped import gapped_subject
from .incises import Incise, find_incises
from .layers import layers_of
from .leftovers import Leftovers
from .naming import Namer
from .reading import Reading
from .scare import mark_scare_quotes
from .sources import Source, SourceFinder
from .speakers import NOBODY, Speaker, speaker_from
from .statements import StatementBuilder, Told
from .subjects import Subjects
from .tree import Doc
from .units import Unit, past_opening, units_of
from .view import View, attach_view

_WHOSE = 6
"""How many words a subject after "dont" may have."""


class Attributor:
    """The attribution step: fills `layers.statements` and `layers.report_times`."""

    needs = ("tokens", "mentions", "times", "quotes")
    gives = ("statements",)

    def __init__(self, pack: Pack) -> None:
        self.cues = CueFinder(pack)
        self.table = self.cues.table
        self.sources = SourceFinder(self.table.sources, self.table.nouns)
        self.media = FixedPhrases(self.table.media)

    def __call__(self, doc: Doc) -> Doc:
        """Attribute the statements of `doc`."""
        layers = layers_of(doc)
        mark_scare_quotes(doc, layers, self.table.scare)
        view = View(doc, layers, self.table.words)
        attach_view(doc, view)
        reader = _DocumentReader(view, self)
        cues = self.cues.find(view)
        at = 0
        for unit in units_of(doc, layers):
            while at < len(cues) and cues[at].start < unit.start:
                at += 1
            last = at
            while last < len(cues) and cues[last].end <= unit.end:
                last += 1
            reader.read(past_opening(view, unit), cues[at:last])
        reader.leftovers.flush(NOBODY)
        made = reader.builder
        made.settle_titles()
        words = self.table.words
        made.statements += find_answers(doc, layers, made.statements, questions=words.asked, answers=words.answered)
        layers.statements = sorted(made.statements, key=lambda s: (s.fact.content[0].start, -s.fact.content[0].end))
        layers.report_times = sorted(made.report_times)
        return doc


class _DocumentReader:
    """Reads the units of one document in order."""

    def __init__(self, view: View, owner: Attributor) -> None:
        self.view, self._owner = view, owner
        self.namer = Namer(view, owner.table.nouns)
        self.builder = StatementBuilder(view, owner.media)
        self.subjects = Subjects(view, self.namer)
        self.leftovers = Leftovers(view, self.namer, self.subjects, self._add)

    def read(self, unit: Unit, cues: list[CueGroup]) -> None:
        """Make the statements of `unit`."""
        self.namer.enter(unit)
        incises = find_incises(self.view, self.namer, unit, cues)
        sources = [
            s
            for s in self._owner.sources.find(self.view, self.namer, unit)
            if not any(x.start <= s.start < x.end for x in incises)
        ]
        state = Reading(unit, sources, set(unit.numbers), [], [], cues)
        self._report_incises(state, incises)
        self._report_sayings(state)
        sources = [s for s in sources if not s.saying]
        state.via = next((s.speaker for s in sources if s.speaker.found), NOBODY)
        incise = {x.cue.verb for x in incises}
        governing = [c for c in cues if self.view.quote_at[c.verb] < 0 and c.verb not in incise and not c.kind.open]
        state.cues = [c for c in cues if not c.kind.open]
        outer = [s for s in sources if self._vouches_for_all(state, s, governing)]
        for source in outer:
            self._report_source(state, source, governing)
        self._report_governing(state, governing)
        for source in sources:
            if source not in outer:
                self._report_source(state, source, governing)
        self.leftovers.report(state)
        if state.speaker.actor:
            self.leftovers.flush(state.speaker, unit.paragraph)
        self.namer.close_unit(unit)

    def _add(self, state: Reading, told: Told) -> str:
        """Add a statement; returns its id, empty where nothing was told."""
        if told.cue is not None and told.speaker.found:
            to = find_addressees(self.view, self.namer, state.unit, told.cue, told.speaker)
            told = replace(told, to=to)
        fact = self.builder.add(state.unit, told, state.free)
        if fact is None:
            return ""
        self._settle(told)
        if told.speaker.actor and told.within is None:
            if not self._in_aside(told.speaker, state.unit):
                self.namer.spoke(told.speaker, state.unit.paragraph)
            if told.cue is None or not self._in_relative(told.cue, state.unit):
                state.speaker = told.speaker  # one in a relative clause does not lead the sentence
        return fact.id

    # -- incises

    def _report_incises(self, state: Reading, incises: list[Incise]) -> None:
        unit = state.unit
        begin = unit.start
        for number, incise in enumerate(incises):
            more = number + 1 < len(incises)
            following = incises[number + 1].start if more else unit.end
            pieces = incise_rules.pieces_of(self.view, unit, incise, begin, following, more=more)
            told_id = self._add(state, Told(pieces, incise.speaker, incise.cue, (incise.start, incise.end)))
            state.spoken += pieces
            if told_id and not incise.cue.clitic:
                state.within += [(Complement(a, b, "incise"), told_id) for a, b in pieces]
            begin = incise.end

    def _settle(self, told: Told) -> None:
        """Give the pronoun that names a speaker whom it means, where the mentions alone left it open."""
        start, end = (told.cue.start, told.cue.end) if told.cue and told.cue.clitic else (0, 0)
        start, end = (told.speaker.start, told.speaker.end) if told.speaker.found else (start, end)
        found = (self.view.mention(i) for i in range(start, end))
        open_ = next((m for m in found if m is not None and m.how == "pronoun" and not m.actors), None)
        if open_ is not None and told.speaker.actor and not told.speaker.others:
            open_.actor, open_.candidates = told.speaker.actor, ()

    # -- sources

    def _report_sayings(self, state: Reading) -> None:
        """Quoted words that "selon le mot de X" gives to X, in a sentence that is otherwise another's."""
        view = self.view
        for source in (s for s in state.sources if s.saying):
            for number in sorted(state.free):
                quote = view.outer[number]
                before, after = view.token_at(quote.outer_start), view.token_at(quote.outer_end - 1) + 1
                if source.start - 1 <= after + (view.text[source.start - 1] == ",") <= source.start + 1:
                    whole = Reading(state.unit, [], state.free, [], [])
                    self._add(whole, Told([(before, after)], source.speaker, None, (source.start, source.end)))
                    self.builder.apart.add(number)

    def _vouches_for_all(self, state: Reading, source: Source, cues: list[CueGroup]) -> bool:
        """Whether a source heading the unit vouches for more than one speaker's words ("Selon X, … : Y exige")."""
        if source.start > state.unit.start + 1:
            return False
        inner = [c for c in cues if c.start >= source.end]
        if not inner:
            return True
        return self.view.has_clause(source.end, inner[0].start)

    def _report_source(self, state: Reading, source: Source, cues: list[CueGroup]) -> None:
        """The clause that a source vouches for, unless a speaker in it already has it."""
        others = [s for s in state.sources if s is not source]
        pieces = source_rules.pieces_of(self.view, state.unit, source, others)
        cuts = [c.start - 2 for c in cues if self._in_relative(c, state.unit) and self.view.text[c.start - 2] == ","]
        if self.view.low[source.start] == "pour":
            cuts += [colon for c in cues if (colon := self._colon_before(c)) > source.end]
        pieces = [(a, min([c for c in cuts if a < c < b], default=b)) for a, b in pieces]
        if any(a < stop and start < b for a, b in pieces for start, stop in state.spoken):
            return
        if not any(self.view.has_clause(a, b) or b - a > 4 for a, b in pieces):
            return
        told_id = self._add(state, Told(pieces, source.speaker, None, (source.start, source.end)))
        if told_id:
            for a, b in pieces:
                state.within.append((Complement(a, b, "source"), told_id))

    def _colon_before(self, cue: CueGroup) -> int:
        """The colon after which somebody named opens a report of his own (": X accuse Y de"); 0 where none does."""
        view = self.view
        named = view.mention(cue.start - 1) if cue.finite and cue.kind.takes and cue.start else None
        colon = named.start - 1 - (view.low[named.start - 1] in view.words.determiners) if named is not None else 0
        return colon if colon > 0 and view.text[colon] == ":" else 0

    # -- cues that govern what follows them

    def _report_governing(self, state: Reading, cues: list[CueGroup]) -> None:
        """Statements of cues followed by what they report."""
        skipped = tuple((s.start, s.end) for s in state.sources)
        for number, cue in enumerate(cues):
            if any(a <= cue.start < b for a, b in state.spoken) and not any(
                c.start <= cue.start < c.end for c, _ in state.within
            ):
                continue
            if cue.passive:  # "ont été invités mardi": nobody's words, but the day of the news
                self.builder.note_time((cue.start, min(cue.end + 3, state.unit.end)), cue)
                continue
            if (cue.negated and not cue.kind.negatable) or self._is_asked(cue, state.unit):
                continue
            sharing = frozenset(c.start for c in cues[number + 1 :] if self._shares_subject(c))
            ends = [s.start for s in state.sources if s.start > cue.end and self._ends_at(s, state.unit)]
            ends += [a for a, _ in state.spoken if a > cue.end]
            ends += [c.end for c, _ in state.within if c.form == "incise" and c.start <= cue.start < c.end]
            stop = min(ends, default=state.unit.end)
            later = frozenset(c.start for c in cues[number + 1 :] if c.finite) - sharing
            complement = find_complement(
                self.view, cue, Scope(stop, skipped, sharing, later, self._in_relative(cue, state.unit))
            )
            if complement is not None:
                self._report_complement(state, cue, complement)
            elif cue.kind.incise and cue.finite and not cue.negated and cue.end >= state.unit.end - 1:
                speaker = self.subjects.of_cue(state, cue, Complement(cue.end, cue.end, "quote"))[0]
                if speaker.actor:  # "X tempère. « … »": the words come next
                    self.namer.spoke(speaker, state.unit.paragraph)

    def _is_asked(self, cue: CueGroup, unit: Unit) -> bool:
        """Whether the text only asks if somebody said a thing: "X a-t-il demandé l'envoi de troupes ?"."""
        view = self.view
        asks = cue.clitic or any(view.low[i].startswith("-t") for i in range(cue.start, cue.verb + 1))
        last = next((i for i in range(unit.end - 1, cue.end, -1) if not view.text[i].isspace()), cue.end)
        return bool(asks) and view.text[last] == "?" and view.quote_at[last] < 0

    def _ends_at(self, source: Source, unit: Unit) -> bool:
        """Whether what is reported ends where the source stands, rather than going on after it."""
        closed = source.end >= unit.end or self.view.text[source.end] in {".", ";", ":"} or source.end >= unit.end - 2
        return closed or self.view.text[source.start - 1] != ","

    def _shares_subject(self, cue: CueGroup) -> bool:
        before = self.view.low[cue.start - 1] if cue.start else ""
        return cue.coordinated or not cue.finite or before in ("et", "mais", "puis")

    def _in_relative(self, cue: CueGroup, unit: Unit) -> bool:
        view, last = self.view, cue.start - 1
        if last < unit.start or view.low[last] == "qui":
            return last >= unit.start
        for j in range(
            last, max(unit.start, last - _WHOSE), -1
        ):  # "X, dont Y jurait que …, a dit", "X, que Y accuse, a dit"
            if view.finite[j] or view.text[j] in (",", ";", ":"):
                return False
            if view.low[j] == "dont" or (view.low[j] in ("que", "qu'") and view.text[j - 1] == ","):
                return True
        return False

    def _in_aside(self, speaker: Speaker, unit: Unit) -> bool:
        """Whether a relative clause about somebody else names who speaks: "X revient de Rome, où Y lui a promis …"."""
        view, named = self.view, self.view.mention(unit.start)
        if named is None or named.actor in (None, speaker.actor) or not self.namer.is_person(named):
            return False
        first = max(speaker.start - 3, unit.start + 1)
        return any(view.low[i] in ("où", "dont") and view.text[i - 1] == "," for i in range(first, speaker.start))

    def _report_complement(self, state: Reading, cue: CueGroup, complement: Complement) -> None:
        unit, form = state.unit, complement.form
        around = ((c, sid) for c, sid in reversed(state.within) if c.start <= cue.start and cue.end <= c.end)
        holder, outer = next(around, (None, None))
        quotes = self._quotes_in(unit.numbers if outer else state.free, complement.start, complement.end)
        speaker, complement = self.subjects.of_cue(state, cue, complement)
        if not speaker.found and not (quotes and outer is None and cue.finite):
            return
        if holder is not None and holder.form == "incise" and not self._is_named_in(speaker, holder):
            return
        open_ = speaker.found and not speaker.actor and not speaker.candidates
        if open_ and form in ("np", "prep") and not quotes and cue.kind.strong:
            if outer is None:
                self.builder.note_time((min(cue.start, speaker.start), max(complement.start, cue.end)), cue)
            return  # whose it is stays open, and nothing marks it as said
        weak = form in ("np", "prep", "inf") and not (cue.kind.strong or "inf" in cue.kind.takes or quotes)
        if (
            (form == "quote" and not (quotes or outer))
            or weak
            or (form in ("np", "prep") and not (cue.kind.strong or quotes))
        ):
            return
        if outer is not None and form != "que" and not self._is_relayed(state, speaker, cue, complement):
            return
        if unit.block == "title" and not quotes:
            return
        if cue.kind.document and not (quotes or self.namer.is_document(speaker)):
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
            self._report_gapped(state, cue, complement.end)

    def _report_gapped(self, state: Reading, cue: CueGroup, end: int) -> None:
        """Quoted words of others who share the verb of `cue`: "A a salué « X », B, « Y » et C, « Z »"."""
        view, stop = self.view, state.unit.end
        while end < stop and (found := gapped_subject(view, end, stop)) is not None:
            mention, said = found
            quote = view.opening(said) or view.opening(said + 1)
            if quote is None:
                return
            speaker, end = speaker_from(mention), view.token_at(quote.outer_end - 1) + 1
            if self._add(state, Told([(said, end)], speaker, cue, (mention.start, said))):
                state.spoken.append((said, end))

    def _is_named_in(self, speaker: Speaker, holder: Complement) -> bool:
        """Whether the speaker is named, by no pronoun, in the words that `holder` reports."""
        mention = self.view.mention(speaker.start) if holder.start <= speaker.start < holder.end else None
        return mention is not None and mention.how not in ("pronoun", "group")

    def _is_relayed(self, state: Reading, speaker: Speaker, cue: CueGroup, complement: Complement) -> bool:
        """Whether quoted words are told of somebody named within what another says ("A dit que B a juré de « … »")."""
        low = self.view.low
        if not cue.kind.incise or cue.reflexive or not cue.kind.takes:
            return False
        if any(low[i] in ("que", "qu'") and low[i - 1] in ("et", "puis", ",") for i in range(cue.end, complement.end)):
            return False  # "A dit que B a promis de partir, puis que « … »": A says the second too
        named = self.view.mention(speaker.start)
        if named is not None and named.how == "periphrasis":
            return False  # "A dit que son pays croit « au dialogue »"
        within = any(c.start <= speaker.start and speaker.end <= c.end for c, _ in state.within)
        return bool(speaker.actor and within and self._quotes_in(state.unit.numbers, complement.start, complement.end))

    def _quotes_in(self, numbers: Iterable[int], start: int, end: int) -> list[int]:
        view = self.view
        first, last = view.idx[start], view.ends[end - 1]
        return [n for n in numbers if first - 1 <= view.outer[n].outer_start and view.outer[n].start < last]
