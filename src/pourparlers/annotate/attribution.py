"""Who said what: statements of one document, from its cues, its quotations and its sources.

A unit (a sentence, or several that one quotation joins) is read in this order: incises ("…, a dit X"), named sources
("selon X"), cues that govern what follows them ("X affirme que"), and last the quotations that none of them took: after
a colon, continuing the statement before, or fused in a sentence whose subject speaks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Doc

from ..drafts import StatementDraft
from ..ids import make_id
from ..lang.pack import Pack
from ..types import Actor, Cue, Named, Statement
from ..vocab import Medium, StatementKind
from .complements import Complement, find_complement
from .cues import CueFinder, CueGroup
from .layers import Layers, Quoted, layers_of
from .speakers import NOBODY, Speaker, can_speak, described_subject, speaker_from, subject_after, subject_before
from .units import Unit, find_units

_MARKS = frozenset('«»"“”')
_TRIM = frozenset(',.;:–—-"«»“”')


@dataclass(frozen=True, slots=True)
class _Incise:
    """An attribution inside or after what it reports: tokens [start, end) from the comma to the end of its words."""

    cue: CueGroup
    start: int
    end: int
    speaker: Speaker


@dataclass(frozen=True, slots=True)
class _Source:
    """A named source: tokens [start, end) of "selon X"."""

    start: int
    end: int
    speaker: Speaker


class Attributor:
    """The attribution step: fills `layers.statements` and `layers.report_times`."""

    needs = ("tokens", "mentions", "times", "quotes")
    gives = ("statements",)

    def __init__(self, pack: Pack) -> None:
        self._cues = CueFinder(pack)
        table = self._cues.table
        self._prepositions = [(p.split(), p in table.sources.weak) for p in table.sources.prepositions]
        self._media: list[tuple[str, Medium]] = [(words, m) for m, phrases in table.media.items() for words in phrases]  # type: ignore[misc]
        self._scare = table.scare.before

    def __call__(self, doc: Doc) -> Doc:
        """Attribute the statements of `doc`."""
        layers = layers_of(doc)
        reader = _DocumentReader(doc, layers, self)
        units = find_units(doc, layers)
        cues = self._cues.find(doc)
        for unit in units:
            reader.read(unit, [c for c in cues if unit.start <= c.start and c.end <= unit.end])
        layers.statements = sorted(reader.statements, key=lambda s: (s.fact.content[0].start, -s.fact.content[0].end))
        layers.report_times = sorted(reader.report_times)
        return doc

    def medium_of(self, text: str) -> Medium:
        """The medium that the words around a cue tell, unknown where they tell none."""
        return next((medium for words, medium in self._media if words in text), "unknown")

    def source_at(self, doc: Doc, i: int) -> int:
        """Length in tokens of a source preposition at token `i`, 0 where there is none; weak ones count negative."""
        for words, weak in self._prepositions:
            if [t.lower_ for t in doc[i : i + len(words)]] == words:
                return -len(words) if weak else len(words)
        return 0

    def is_scare(self, doc: Doc, layers: Layers, quote: Quoted) -> bool:
        """Whether the marks name or distance rather than quote: a title, a programme, "dits", a capitalised name."""
        words = layers.text[quote.start : quote.end].split()
        if len(words) > 6:
            return False
        span = doc.char_span(quote.outer_start, quote.outer_start + 1, alignment_mode="expand")
        i = (span.start if span else 0) - 1
        if i >= 0 and doc[i].lower_ in {"de", "d'"}:
            i -= 1
        before = {doc[j].lower_ for j in range(max(0, i - 1), i + 1)}
        return bool(before & self._scare) or (len(words) > 1 and all(w[0].isupper() for w in words if len(w) > 3))


class _DocumentReader:
    """Reads the units of one document in order, remembering who spoke last."""

    def __init__(self, doc: Doc, layers: Layers, owner: Attributor) -> None:
        self.doc, self.layers, self.owner = doc, layers, owner
        self.statements: list[StatementDraft] = []
        self.report_times: set[int] = set()
        self.last: Speaker = NOBODY
        self.last_unit = -2
        self.unit_index = -1

    # -- one unit

    def read(self, unit: Unit, cues: list[CueGroup]) -> None:
        """Make the statements of `unit`."""
        self.unit_index += 1
        incises = self._incises(unit, cues)
        sources = self._sources(unit, incises)
        taken: set[int] = set()
        for number, incise in enumerate(incises):
            begin = incises[number - 1].end if number else unit.start
            following = incises[number + 1].start if number + 1 < len(incises) else unit.end
            taken |= self._report_incise(unit, incise, begin, following, more=number + 1 < len(incises))
        governing = [] if incises else [c for c in cues if not self._in_quote(unit, c)]
        via = next((s.speaker for s in sources if s.speaker.found), NOBODY)
        spoken = self._report_governing(unit, governing, sources, taken, via)
        for source in sources:
            self._report_source(unit, source, sources, taken, spoken)
        self._report_rest(unit, cues, taken)

    def _in_quote(self, unit: Unit, cue: CueGroup) -> bool:
        at = self.doc[cue.verb].idx
        return any(q.start <= at < q.end for q in unit.quotes)

    # -- incises

    def _incises(self, unit: Unit, cues: list[CueGroup]) -> list[_Incise]:
        found: list[_Incise] = []
        for cue in cues:
            if not cue.kind.incise or not cue.finite:
                continue
            before = self._previous(cue.start, unit.start)
            if before is None or not (self.doc[before].text in {",", "–", "—", "?", "!", "…"} or self.doc[before].text in _MARKS):
                continue
            inside = self._in_quote(unit, cue)
            if inside and not (cue.clitic or self.doc[before].text == ","):
                continue
            end = self._incise_end(unit, cue)
            speaker = self._pronoun(cue) if cue.clitic else subject_after(self.doc, self.layers, cue.end, end)
            if not cue.clitic and speaker.found and self._object_not_subject(unit, cue, speaker):
                continue
            if not speaker.found and not cue.clitic:
                speaker = self._described(cue, end)
            if not (speaker.found or cue.clitic) or not self._reports_before(unit, cue, before):
                continue
            found.append(_Incise(cue, before if self.doc[before].text == "," else cue.start, max(end, speaker.end), speaker))
        return found

    def _previous(self, i: int, first: int) -> int | None:
        j = i - 1
        while j >= first and self.doc[j].is_space:
            j -= 1
        return j if j >= first else None

    def _incise_end(self, unit: Unit, cue: CueGroup) -> int:
        """End of the attribution's words: the next quotation, or a comma that closes it, or the unit's end."""
        depth_comma = False
        for i in range(cue.end, unit.end):
            token = self.doc[i]
            if token.text in {".", ";", ":", "!", "?"} or (token.text in _MARKS and any(q.outer_start == token.idx for q in unit.quotes)):
                return i
            if token.text == "," and not depth_comma and cue.clitic:
                return i
            if token.text == "," and i > cue.end and self._in_subject(cue, i):
                depth_comma = True
        return unit.end

    def _in_subject(self, cue: CueGroup, i: int) -> bool:
        return any(m.start <= i < m.end for m in self.layers.mentions)

    def _object_not_subject(self, unit: Unit, cue: CueGroup, speaker: Speaker) -> bool:
        """Whether the actor after the cue is its object: a subject stands before, or "que" follows at once."""
        following = self.doc[cue.end].lower_ if cue.end < len(self.doc) else ""
        if following in {"que", "qu'"}:
            return True
        if any(self.doc[i].lower_ in {"que", "qu'"} for i in range(speaker.end, min(speaker.end + 2, unit.end))):
            return True
        before = self._previous(cue.start, unit.start)
        closes_quote = before is not None and self.doc[before].text in _MARKS
        quote_comma = before is not None and before > unit.start and self.doc[before].text == "," and self.doc[before - 1].text in _MARKS
        if closes_quote or quote_comma:
            return False
        return not self._has_clause(unit.start, cue.start - 1)

    def _has_clause(self, start: int, end: int) -> bool:
        """Whether tokens [start, end) hold a finite main verb, outside relative clauses."""
        relative = False
        for i in range(start, end):
            token = self.doc[i]
            if token.lower_ in {"qui", "dont", "où", "lequel", "laquelle"}:
                relative = True
            elif token.text == ",":
                relative = False
            elif token.pos_ in {"VERB", "AUX"} and token.morph.get("VerbForm") == ["Fin"] and not relative:
                return True
        return False

    def _reports_before(self, unit: Unit, cue: CueGroup, before: int) -> bool:
        start = unit.start
        if any(q.outer_start < self.doc[cue.start].idx for q in unit.quotes):
            return True
        return self._has_clause(start, before) or before - start > 6

    def _pronoun(self, cue: CueGroup) -> Speaker:
        """The speaker that an inverted pronoun takes up: who spoke last, else the last subject that agrees."""
        gender = "f" if cue.clitic.startswith("elle") else "m" if cue.clitic.startswith("il") else "x"
        plural = cue.clitic.endswith("s")
        words = (cue.start, cue.end)
        if self.last.actor and self._agrees(self.last, gender, plural):
            return replace(self.last, start=words[0], end=words[1])
        for mention in reversed([m for m in self.layers.mentions if m.end <= cue.start]):
            if not can_speak(mention) or not mention.actors:
                continue
            if plural != (len(mention.actors) > 1 or mention.number == "p"):
                continue
            actor = self.layers.actors.get(mention.actors[0])
            if actor is None or actor.kind not in {"person", "anonymous"}:
                continue
            if gender == "x" or (mention.gender or actor.gender or "x") in {gender, "x"}:
                return replace(speaker_from(mention), start=words[0], end=words[1])
        return Speaker(start=words[0], end=words[1])

    def _agrees(self, speaker: Speaker, gender: str, plural: bool) -> bool:
        actor = self.layers.actors.get(speaker.actor or "")
        if actor is None:
            return False
        if plural:
            return bool(speaker.others) or actor.number == "p"
        if speaker.others:
            return False
        if actor.kind == "state":
            return False
        if actor.kind == "anonymous" and gender == "m" and actor.gender == "f":
            return False
        return gender == "x" or actor.gender in {gender, None, "x"}

    def _described(self, cue: CueGroup, end: int) -> Speaker:
        """A speaker the text only describes, as an actor of this document."""
        span = described_subject(self.doc, cue.end, end)
        if span is None:
            return NOBODY
        start, stop = span
        words = self.layers.text[self.doc[start].idx : self.doc[stop - 1].idx + len(self.doc[stop - 1].text)]
        actor_id = make_id("anon", self.layers.document.id, self.doc[start].idx)
        indefinite = self.doc[start].lower_ in {"un", "une", "des", "plusieurs", "deux"}
        self.layers.actors[actor_id] = Actor(id=actor_id, name=Named(fr=words, en=words), kind="anonymous")
        return Speaker(actor=actor_id, start=start, end=stop, anonymous=indefinite)

    def _report_incise(self, unit: Unit, incise: _Incise, begin: int, following: int, *, more: bool) -> set[int]:
        """The statement around an incise: the words before it, and those after it that are still reported."""
        pieces = [(begin, incise.start)]
        if not more and self._continues_after(unit, incise):
            pieces.append((incise.end, following))
        return self._add(unit, pieces, incise.speaker, incise.cue, (incise.start, incise.end))

    def _continues_after(self, unit: Unit, incise: _Incise) -> bool:
        """Whether reported words go on after the incise: an open quotation, or a clause after its closing comma."""
        if incise.end >= unit.end:
            return False
        at = self.doc[incise.cue.start].idx
        if any(q.start <= at < q.end for q in unit.quotes):
            return True
        token = self.doc[incise.end]
        if token.text == ",":
            return bool(incise.cue.clitic) and unit.end - incise.end > 3
        return token.text in _MARKS

    # -- sources

    def _sources(self, unit: Unit, incises: list[_Incise]) -> list[_Source]:
        found: list[_Source] = []
        i = unit.start
        while i < unit.end:
            length = self.owner.source_at(self.doc, i)
            inside = any(q.start <= self.doc[i].idx < q.end for q in unit.quotes)
            if length == 0 or inside or any(x.start <= i < x.end for x in incises) or (length < 0 and i != unit.start):
                i += 1
                continue
            first = i + abs(length)
            speaker = self._source_speaker(unit, first)
            end = max(self._source_end(unit, first), speaker.end)
            if speaker.found and not (length < 0 and (end >= unit.end or self.doc[end].text != ",")):
                found.append(_Source(i, end, speaker))
            i = max(end, i + 1)
        return found

    def _source_end(self, unit: Unit, first: int) -> int:
        for j in range(first, unit.end):
            token = self.doc[j]
            if token.text in {",", ".", ";", ":"} and not self._in_subject_at(j):
                return j
        return unit.end

    def _in_subject_at(self, i: int) -> bool:
        mention = self.layers.by_token.get(i)
        return mention is not None and mention.start <= i < mention.end

    def _source_speaker(self, unit: Unit, first: int) -> Speaker:
        """The actor after "selon": the mention there, or the one a document is of ("un communiqué de la présidence")."""
        end = self._source_end(unit, first)
        mentions = [m for m in self.layers.mentions if first <= m.start < end and can_speak(m)]
        if mentions:
            best = min(mentions, key=lambda m: (m.start, -m.end))
            return speaker_from(best)
        if any(self.doc[j].lower_ in {"source", "sources"} for j in range(first, min(first + 3, end))):
            words = self.layers.text[self.doc[first].idx : self.doc[end - 1].idx + len(self.doc[end - 1].text)]
            actor_id = make_id("anon", self.layers.document.id, self.doc[first].idx)
            self.layers.actors[actor_id] = Actor(id=actor_id, name=Named(fr=words, en=words), kind="anonymous", gender="f")
            return Speaker(actor=actor_id, start=first, end=end, anonymous=True)
        if any(self.doc[j].lower_ in {"ses", "leurs"} and self.doc[j + 1].lower_ in {"services", "bureaux"} for j in range(first, end - 1)):
            owner = next((m for m in reversed(self.layers.mentions) if m.end <= first and can_speak(m) and m.actor), None)
            if owner is not None:
                return replace(speaker_from(owner), start=first, end=end)
        return NOBODY

    def _report_source(self, unit: Unit, source: _Source, sources: list[_Source], taken: set[int], spoken: list[tuple[int, int]]) -> None:  # fmt: skip
        """The clause that a source vouches for, unless a speaker in it already has it."""
        others = [s for s in sources if s is not source]
        begin = max([s.end for s in others if s.end <= source.start], default=unit.start)
        pieces: list[tuple[int, int]]
        if source.start <= begin + 1:
            pieces = [(source.end, min([s.start for s in others if s.start > source.end], default=unit.end))]
        elif source.end < unit.end - 2 and self.doc[source.end].text == ",":
            pieces = [(begin, source.start), (source.end, unit.end)]
        else:
            pieces = [(begin, source.start)]
        if any(a < stop and start < b for a, b in pieces for start, stop in spoken):
            return
        quotes = [q for q in unit.quotes if any(self.doc[a].idx <= q.outer_start < self._char_end(b) for a, b in pieces)]
        if any(id(q) in taken for q in quotes):
            return
        taken |= self._add(unit, pieces, source.speaker, None, (source.start, source.end))

    def _char_end(self, token_end: int) -> int:
        last = self.doc[token_end - 1]
        return last.idx + len(last.text)

    # -- cues that govern what follows them

    def _report_governing(self, unit: Unit, cues: list[CueGroup], sources: list[_Source], taken: set[int], via: Speaker) -> list[tuple[int, int]]:  # fmt: skip
        """Statements of cues followed by what they report; returns the token ranges they cover."""
        spoken: list[tuple[int, int]] = []
        within: list[tuple[Complement, str]] = []
        for cue in cues:
            stop = min([s.start for s in sources if s.start > cue.end], default=unit.end)
            complement = find_complement(self.doc, self.layers, unit, cue, stop)
            if complement is None:
                continue
            speaker = subject_before(self.doc, self.layers, cue, unit.start)
            if not speaker.found:
                speaker = self._clitic_before(unit, cue)
            quotes = self._quotes_in(unit, complement.start, complement.end)
            outer = next((sid for c, sid in reversed(within) if c.start <= cue.start and cue.end <= c.end), None)
            if not speaker.found and not (quotes and outer is None):
                continue
            if complement.form == "quote" and (not quotes or outer):
                continue
            if complement.form in {"np", "prep"} and not (cue.kind.strong or quotes):
                continue
            if outer is not None and complement.form not in {"que"}:
                continue
            if any(id(q) in taken for q in quotes) and outer is None:
                continue
            added = self._add(unit, [(complement.start, complement.end)], speaker, cue, (max(speaker.start, unit.start) if speaker.found and speaker.start < cue.start else cue.start, complement.start), within=outer, via=via if outer is None else NOBODY, addressee=complement.addressee, nested=outer is not None)  # fmt: skip
            taken |= added
            spoken.append((complement.start, complement.end))
            if self.statements:
                within.append((complement, self.statements[-1].fact.id))
        return spoken

    def _clitic_before(self, unit: Unit, cue: CueGroup) -> Speaker:
        """A subject pronoun before the cue ("il a affirmé que"): the last person that agrees."""
        for i in range(cue.start - 1, max(unit.start, cue.start - 6) - 1, -1):
            word = self.doc[i].lower_
            if word in {"il", "elle", "ils", "elles"}:
                found = self._pronoun(replace(cue, clitic=word))
                return replace(found, start=i, end=i + 1) if found.actor else NOBODY
            if self.doc[i].pos_ in {"NOUN", "PROPN", "VERB"}:
                break
        return NOBODY

    def _quotes_in(self, unit: Unit, start: int, end: int) -> list[Quoted]:
        first, last = self.doc[start].idx, self._char_end(end)
        return [q for q in unit.quotes if first - 1 <= q.outer_start and q.start < last]

    # -- quotations that nothing took

    def _report_rest(self, unit: Unit, cues: list[CueGroup], taken: set[int]) -> None:
        left = [q for q in unit.quotes if id(q) not in taken]
        for quote in left:
            if id(quote) in taken:
                continue
            before = self._token_at(quote.outer_start)
            after = self._token_at(quote.outer_end - 1) + 1
            fills = before <= unit.start + 1 and after >= unit.end - 1
            if fills:
                self._continue(unit, quote, taken)
                continue
            colon = self._previous(before, unit.start)
            if colon is not None and self.doc[colon].text == ":":
                self._after_colon(unit, quote, colon, taken)
            elif not self.owner.is_scare(self.doc, self.layers, quote):
                self._fused(unit, quote, left, taken)

    def _token_at(self, at: int) -> int:
        span = self.doc.char_span(at, at + 1, alignment_mode="expand")
        return span.start if span is not None else 0

    def _continue(self, unit: Unit, quote: Quoted, taken: set[int]) -> None:
        """A unit that is one quotation continues the statement before it, when that was a unit or two ago."""
        near = self.unit_index - self.last_unit <= 2 and self.last.actor is not None
        speaker = replace(self.last, start=0, end=0) if near else NOBODY
        taken |= self._add(unit, [(unit.start, unit.end)], speaker, None, None)

    def _after_colon(self, unit: Unit, quote: Quoted, colon: int, taken: set[int]) -> None:
        """After a colon speaks who the clause before it is about: its last speaker here, else its first actor."""
        here = self.last if self.last_unit == self.unit_index else NOBODY
        speaker = here if here.actor else self._first_actor(unit.start, colon)
        taken |= self._add(unit, [(colon + 1, self._token_at(quote.outer_end - 1) + 1)], speaker, None, (unit.start, colon))

    def _first_actor(self, start: int, end: int) -> Speaker:
        for mention in self.layers.mentions:
            if start <= mention.start < end and can_speak(mention) and self.doc[max(mention.start - 1, 0)].pos_ != "ADP":
                return speaker_from(mention)
        return NOBODY

    def _fused(self, unit: Unit, quote: Quoted, left: list[Quoted], taken: set[int]) -> None:
        """Quoted words in a narrated sentence: its subject's, where the subject can speak."""
        before = self._token_at(quote.outer_start)
        speaker = self._first_actor(unit.start, before)
        if not speaker.actor:
            if len(self.layers.text[quote.start : quote.end].split()) < 3 or self.unit_index - self.last_unit > 1:
                return
            speaker = replace(self.last, start=0, end=0)
        taken |= self._add(unit, [(before, self._token_at(quote.outer_end - 1) + 1)], speaker, None, None)
        del left

    # -- building

    def _add(self, unit: Unit, pieces: list[tuple[int, int]], speaker: Speaker, cue: CueGroup | None, frame: tuple[int, int] | None, *, within: str | None = None, via: Speaker = NOBODY, addressee: tuple[int, int] | None = None, nested: bool = False) -> set[int]:  # fmt: skip
        """Add a statement over token `pieces`; `frame` are the attribution's tokens. Returns ids of the quotations it took."""
        spans = [s for a, b in pieces if (s := self._trimmed(a, b))]
        if not spans:
            return set()
        quotes = [q for q in unit.quotes if any(s <= q.start and q.start < e or q.start <= s < q.end for s, e in spans)]
        kind, content = self._kind(spans, quotes)
        text, layers = self.layers.text, self.layers
        content_spans = tuple(layers.span(s, e) for s, e in content)
        quoted = () if nested and not quotes else tuple(layers.span(q.start, q.end) for q in quotes)
        frame_text = text[self.doc[frame[0]].idx : self._char_end(frame[1])] if frame and frame[1] > frame[0] else ""
        time = self._time_in(frame) if frame else None
        if time is not None and cue is not None and cue.finite and not nested:
            self.report_times.add(time)
        fact = Statement(
            id=make_id("statement", layers.document.id, content[0][0], content[-1][1], speaker.actor or ""),
            doc=layers.document.id, content=content_spans, quoted=quoted, kind=kind, speaker=speaker.actor,
            co_speakers=speaker.others, speaker_candidates=speaker.candidates if not speaker.actor else (),
            speaker_span=layers.span(self.doc[speaker.start].idx, self._char_end(speaker.end)) if speaker.found else None,
            cue=Cue(span=layers.span(self.doc[cue.start].idx, self._char_end(cue.end)), lemma=cue.kind.lemma) if cue else None,
            addressee=self._addressees(addressee, cue, speaker), medium=self.owner.medium_of(frame_text),
            via=tuple(a for a in (via.actor, *via.others) if a and a != speaker.actor), anonymous=speaker.anonymous, within=within,
            evidence=(self._sentence(unit),), flags=("unclosed",) if any(not q.closed for q in quotes) else (),
        )  # fmt: skip
        self.statements.append(StatementDraft(fact=fact, time=time))
        if speaker.actor and not nested:
            self.last, self.last_unit = speaker, self.unit_index
        return {id(q) for q in quotes}

    def _trimmed(self, start: int, end: int) -> tuple[int, int] | None:
        while start < end and (self.doc[start].is_space or self.doc[start].text in {",", ".", ":", ";", "–", "—", "-"}):
            start += 1
        while end > start and (self.doc[end - 1].is_space or self.doc[end - 1].text in {",", ".", ":", ";"}):
            end -= 1
        return (self.doc[start].idx, self._char_end(end)) if end > start else None

    def _kind(self, spans: list[tuple[int, int]], quotes: list[Quoted]) -> tuple[StatementKind, list[tuple[int, int]]]:
        """direct where quotations fill the content, mixed where they are fused in it, partial where only they are told."""
        if not quotes:
            return "indirect", spans
        outside = sum(e - s for s, e in spans) - sum(
            max(0, min(e, q.outer_end) - max(s, q.outer_start)) for s, e in spans for q in quotes
        )
        if outside <= 3:
            whole = [(max(s, q.start), min(e, q.end)) for s, e in spans for q in quotes if max(s, q.start) < min(e, q.end)]
            words = sum(len(self.layers.text[s:e].split()) for s, e in whole)
            return ("direct" if words > 3 or self._is_sentence(whole[0]) else "partial"), whole
        return "mixed", spans

    def _is_sentence(self, span: tuple[int, int]) -> bool:
        text = self.layers.text[span[0] : span[1]]
        return text[:1].isupper() and text[-1:] in ".!?…"

    def _sentence(self, unit: Unit):  # type: ignore[no-untyped-def]
        return self.layers.span(self.doc[unit.start].idx, self._char_end(unit.end))

    def _time_in(self, frame: tuple[int, int]) -> int | None:
        first, last = self.doc[frame[0]].idx, self._char_end(max(frame[1], frame[0] + 1))
        for index, time in enumerate(self.layers.times):
            if first <= time.start < last and time.kind in {"DATE", "TIME"}:
                return index
        return None

    def _addressees(self, tokens: tuple[int, int] | None, cue: CueGroup | None, speaker: Speaker) -> tuple[str, ...]:
        if tokens is None or cue is None:
            return ()
        found = [a for m in self.layers.mentions if tokens[0] <= m.start < tokens[1] and can_speak(m) for a in m.actors]
        return tuple(dict.fromkeys(a for a in found if a != speaker.actor))
