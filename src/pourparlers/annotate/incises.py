"""Incises: attributions set inside or after what they report ("…, a dit X", « A, dit-elle, B »)."""

from __future__ import annotations

from dataclasses import dataclass

from .cue_forms import CueGroup
from .inverted import inverted_subject, nickname
from .naming import Namer
from .speakers import Speaker
from .taken_up import take_up
from .units import Unit
from .view import SENTENCE_ENDS, View

_TOLD = frozenset({"nous", "me", "m'"})


@dataclass(slots=True, unsafe_hash=True)
class Incise:
    """An attribution inside or after what it reports: tokens [start, end) from the comma to the end of its words."""

    cue: CueGroup
    start: int
    end: int
    speaker: Speaker


def find_incises(view: View, namer: Namer, unit: Unit, cues: list[CueGroup]) -> list[Incise]:
    """The incises of `unit`, in order."""
    found: list[Incise] = []
    for cue in cues:
        begin = found[-1].end if found else unit.start
        if cue.start >= begin and cue.finite and not cue.coordinated and cue.kind.incise:
            incise = _read(view, namer, unit, cue, begin)
            if incise is not None:
                found.append(incise)
    return found


def _read(view: View, namer: Namer, unit: Unit, cue: CueGroup, begin: int) -> Incise | None:
    before = view.previous(cue.start, begin)
    if before is None or cue.negated:
        return None
    if view.low[cue.start] in ("l'", "le") and (opener := _as_said(view, before, begin)) is not None:
        speaker = inverted_subject(view, namer, cue, _limit(view, unit, cue), beside_quote=False)
        return Incise(cue, opener, _end(view, cue, speaker, unit.end), speaker) if speaker.found else None
    mark = view.is_mark(before)
    if not (mark or view.text[before] in {",", "–", "—", *SENTENCE_ENDS}):
        return None
    inside = view.quote_at[cue.verb] >= 0
    if inside and (mark or not _closed_inside(view, namer, unit, cue)):
        return None
    beside_quote = (
        mark
        or inside
        or (before > begin and view.is_mark(before - 1))
        or (before > begin and view.quote_at[before - 1] >= 0)
    )
    if beside_quote and _follows_relative(view, begin, before):
        return None
    told_us = any(view.low[i] in _TOLD for i in range(cue.start, cue.verb)) and before > begin + 1
    stands = told_us or _reports_before(view, begin, before, beside_quote=beside_quote)
    stop = _limit(view, unit, cue)
    if cue.passive or cue.kind.lemma == "apprendre":
        speaker = _told_by(view, namer, cue, stop)
    elif cue.clitic == "on" and "y" in view.low[cue.start : cue.end] and namer.unit_index - namer.last_unit <= 1:
        speaker = namer.last  # "y lit-on", in the text that spoke just before
    elif cue.clitic == "on" or " -on " in cue.kind.lemma:
        speaker = namer.circle(cue.end, stop, cue.start)
    elif cue.clitic:
        speaker = namer.pronoun(cue.clitic, cue.start, cue.end, begin, inverted=True)
    else:
        speaker = nickname(view, cue.end, unit.end)
        if not speaker.found:
            speaker = inverted_subject(view, namer, cue, stop, beside_quote=beside_quote)
        speaker = take_up(namer, speaker, cue.kind.lemma)
        if not speaker.found or (speaker.end < unit.end and view.low[speaker.end] in ("que", "qu'")):
            return None
    start = before if view.text[before] in (",", "–", "—") else cue.start
    end = _end(view, cue, speaker, stop)
    resumed = end < unit.end and view.text[end] == "," and _goes_on(view, end + 1, unit.end)
    return Incise(cue, start, end, speaker) if stands or (resumed and before > begin) else None


def _told_by(view: View, namer: Namer, cue: CueGroup, stop: int) -> Speaker:
    """Who told what is passive or learnt: the text or the source named after it, else somebody unknown.

    "est-il écrit dans le texte", "a-t-on appris de source diplomatique".
    """
    for i in range(cue.end, stop):
        if view.low[i] in namer.nouns.sources and view.low[i - 1] in ("de", "d'", "une", "des"):
            return namer.describe(
                i - (view.low[i - 1] in ("une", "des")), view.noun_phrase_end(i, stop), anonymous=True
            )
        if view.low[i] == "dans" and (text := namer.text_in(i + 1, stop)).found:
            return text
    return Speaker(start=cue.start, end=cue.end, anonymous=True)


def _as_said(view: View, before: int, begin: int) -> int | None:
    """The token where "comme l'a dit X", "ainsi que l'a dit X" opens, its comma included; None where none does."""
    if view.low[before] == "comme":
        opener = before
    elif view.low[before] == "que" and before > begin and view.low[before - 1] == "ainsi":
        opener = before - 1
    else:
        return None
    return opener - 1 if opener > begin and view.text[opener - 1] == "," else opener


def _closed_inside(view: View, namer: Namer, unit: Unit, cue: CueGroup) -> bool:
    """Whether an incise inside marks is closed by a comma and names somebody: « A, a dit X, B »."""
    if cue.clitic:
        return True
    speaker = inverted_subject(view, namer, cue, _limit(view, unit, cue), beside_quote=False)
    if not speaker.found:
        return False
    reach = range(speaker.end, min(speaker.end + 14, unit.end))
    return any(view.text[i] in {",", "—", "–", *SENTENCE_ENDS} for i in reach)


def _follows_relative(view: View, begin: int, before: int) -> bool:
    """Whether a relative clause that closes here parts a subject from its verb: "X, qui parle de « A », a appelé Y"."""
    outside = [i for i in range(begin, before) if view.quote_at[i] < 0]
    relative = next((i for i in outside if i > begin and view.low[i] in view.words.relatives), None)
    named = relative is not None and (
        view.pos[begin] == "DET" or any(view.mention(i) is not None for i in range(begin, relative))
    )
    if relative is None or view.text[relative - 1] != "," or not named:
        return False
    parted = any(view.text[i] in (",", ";", ":") for i in outside if i not in (relative - 1, before))
    return not parted and not any(view.finite[i] for i in outside if i < relative)


def _goes_on(view: View, i: int, stop: int) -> bool:
    """Whether the clause cut by an incise goes on at `i`, in quotation marks or not, after its subject."""
    return view.is_predicate(i + (i < stop and view.opening(i) is not None), stop)


def _reports_before(view: View, begin: int, before: int, *, beside_quote: bool) -> bool:
    """Whether something that can be reported stands before the incise: a quotation, a clause, a clause begun."""
    if beside_quote or view.has_clause(begin, before):
        return True
    if before == begin + 1:
        return view.pos[begin] in ("ADJ", "NOUN", "INTJ") and view.mention(begin) is None and not view.timed[begin]
    nominal = any(view.mention(i) is not None for i in range(max(begin, before - 3), before))
    return not nominal and 2 <= before - begin <= 6


def _limit(view: View, unit: Unit, cue: CueGroup) -> int:
    """Where the attribution's words end at the latest: a quotation, or a strong punctuation mark."""
    for i in range(cue.end, unit.end):
        inside = (m := view.mention(i)) is not None and m.start < i < m.end
        if not inside and view.text[i] in {";", ":", *SENTENCE_ENDS}:
            return i
        if view.opening(i) is not None:
            return i
    return unit.end


def _end(view: View, cue: CueGroup, speaker: Speaker, stop: int) -> int:
    """The end of the attribution: the first comma after its words that no apposition opens, else its limit."""
    i = max(cue.end, speaker.end if speaker.start >= cue.end else cue.end)
    while i < stop:
        if view.text[i] == ",":
            if cue.clitic:
                return i
            end = view.noun_phrase_end(i + 1, stop)
            apposed = (
                end > i + 1
                and (end >= stop or view.text[end] in {",", *SENTENCE_ENDS})
                and view.low[i + 1] not in view.words.relatives
            )
            if not apposed:
                return i
            i = end
            continue
        i += 1
    return stop


def pieces_of(
    view: View, unit: Unit, incise: Incise, begin: int, following: int, *, more: bool
) -> list[tuple[int, int]]:
    """What an incise reports, as token ranges: the words before it, and those after it that are still reported."""
    begin = _past_colon(view, begin, incise.start)
    if incise.start <= begin:  # "Comme l'a dit X, …"
        return [(min(incise.end + 1, following), following)]
    pieces = [(begin, incise.start)]
    if more or incise.end >= unit.end:
        return pieces
    inner = view.quote_at[incise.cue.verb]
    if inner >= 0:
        return [*pieces, (incise.end, min(view.token_at(view.outer[inner].outer_end - 1) + 1, following))]
    after = view.previous(incise.end + 1, incise.end)
    if after is None:
        return pieces
    beside_quote = view.is_mark(incise.start) or view.is_mark(incise.start - 1)
    if view.text[after] == "," and not beside_quote and view.low[after + 1 : after + 2] in (["que"], ["qu'"]):
        return [*pieces, (after + 1, following)]  # "Elle prouve, dit X, que …"
    if view.opening(after) is not None:
        return [*pieces, (after, following)]
    if view.text[after] != "," or following - after < 4:
        return pieces
    if view.low[incise.start - 1] in view.words.conjunctions and view.has_clause(begin, incise.start):
        return [(after + 1, following)]  # "Ils négocient, mais, a reconnu X, ils refusent": X says the second
    direct = view.opening(begin) is not None and (view.is_mark(incise.start) or view.is_mark(incise.start - 1))
    if view.opening(after + 1) is not None:
        return [*pieces, (after + 1, following)]
    if view.words_of(after + 1, min(after + 3, following)).casefold().startswith(view.words.provisos):
        return [*pieces, (after + 1, following)]  # "Paris est prête, a dit X, pourvu que …": X's own condition
    complete = view.has_clause(begin, incise.start) and view.low[begin] not in view.words.protasis
    if direct or _writer_goes_on(view, after + 1, following) or (complete and not incise.cue.clitic):
        return pieces
    return [*pieces, (after + 1, following)]


def _past_colon(view: View, begin: int, stop: int) -> int:
    """The token after the last colon of [begin, stop), or after a semicolon before marks; else `begin`."""
    for i in range(stop - 1, begin - 1, -1):
        closing = view.text[i] == ";" and i + 1 < stop and view.opening(i + 1) is not None
        if (view.text[i] == ":" or closing) and view.quote_at[i] < 0:
            return i + 1
    return begin


def _writer_goes_on(view: View, i: int, stop: int) -> bool:
    low, words = view.low[i], view.words
    if low in words.subordinators or (low in words.relatives and low not in ("que", "qu'")):
        return True
    verb = i + (low in words.before_verb)  # "s'adressant à Y"
    if verb < stop and view.low[verb].endswith("ant") and view.pos[verb] in ("VERB", "AUX"):
        return True
    return low in words.conjunctions and view.is_predicate(i + 1, stop)


def cue_after_colon(view: View, unit: Unit, cues: list[CueGroup], before: int) -> CueGroup | None:
    """The cue of the clause after a colon that quoted words alone open: « A » et « B » : X a dénoncé …"""
    head = [i for i in range(unit.start, unit.end) if view.quote_at[i] < 0 and not view.is_mark(i)]
    colon = next((i for i in head if view.low[i] not in ("et", ",")), unit.end)
    if not before < colon < unit.end or view.text[colon] != ":":
        return None
    return next((c for c in cues if c.start > colon and c.finite and view.quote_at[c.verb] < 0), None)
