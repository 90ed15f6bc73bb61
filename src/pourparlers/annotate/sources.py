"""Named sources: "selon X", "d'après un communiqué", "à ses yeux", and what they vouch for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .cue_table import NounLists, SourceRule
from .naming import Namer
from .speakers import NOBODY, Speaker, can_speak, coordinated_after, speaker_from
from .taken_up import take_up
from .units import Unit
from .view import SENTENCE_ENDS, View


@dataclass(frozen=True, slots=True)
class Source:
    """A named source: tokens [start, end) of "selon X"; a saying is the source of the quoted words before it alone."""

    start: int
    end: int
    speaker: Speaker
    saying: bool = False


class SourceFinder:
    """Finds the sources of a unit; compiled once from the pack."""

    def __init__(self, rule: SourceRule, nouns: NounLists) -> None:
        self._nouns, self._verdicts = nouns, rule.verdicts
        self._openers: dict[str, list[tuple[list[str], str]]] = {}
        for words in rule.prepositions:
            self._add(words, "weak" if words in rule.weak else "plain")
        for words in rule.anaphoric:
            self._add(words, "anaphor")
        for options in self._openers.values():
            options.sort(key=lambda option: -len(option[0]))

    def _add(self, words: str, sort: str) -> None:
        if words.startswith("à "):  # capitals often lose their accent
            self._add("a " + words.removeprefix("à "), sort)
        parts = words.split()
        self._openers.setdefault(parts[0], []).append((parts, sort))

    def find(self, view: View, namer: Namer, unit: Unit) -> list[Source]:
        """Sources of `unit`, in order, outside quotations."""
        found: list[Source] = []
        openers = self._openers
        if openers.keys().isdisjoint(view.low[unit.start : unit.end]):
            return found
        for i in [j for j, low in enumerate(view.low[unit.start : unit.end], unit.start) if low in openers]:
            options = openers[view.low[i]]
            if view.quote_at[i] >= 0 or (found and i < found[-1].end):
                continue
            following = view.low[i + 1] if i + 1 < view.size else ""
            for parts, sort in options:
                if len(parts) > 1 and parts[1] != following:
                    continue
                if view.low[i : i + len(parts)] == parts:
                    source = self._read(view, namer, unit, start=i, first=i + len(parts), sort=sort)
                    if source is not None:
                        found.append(source)
                    break
        return found

    def _read(self, view: View, namer: Namer, unit: Unit, *, start: int, first: int, sort: str) -> Source | None:
        if sort == "anaphor":
            speaker = namer.anaphor(start, first)
            return Source(start, first, speaker) if speaker.found else None
        if first >= unit.end:
            return None
        if view.low[start + 1] in ("source", "sources"):
            end = _end_of(view, unit, first)
            return Source(start, end, namer.describe(start + 1, end, anonymous=True)) if end > first else None
        if view.low[start + 1] == "reprendre" and view.low[first] not in self._nouns.sayings:
            return None
        if view.low[first] in view.words.tonic:
            speaker = namer.pronoun(
                view.words_of(first, first + 1).casefold().replace("lui", "il").replace("eux", "ils"),
                first,
                first + 1,
                unit.start,
                inverted=not _in_relative(view, start),
            )
            heads = start == unit.start and view.text[first + 1 : first + 2] == [","]  # "Pour elle, …"
            return Source(start, first + 1, speaker) if speaker.found and (sort != "weak" or heads) else None
        if (comma := _before_subject(view, unit, first)) is not None:
            return Source(start, comma, namer.describe(first, comma)) if sort != "weak" else None
        end = _end_of(view, unit, first)
        if sort == "weak":
            return self._weak(namer, unit, start, first, end)
        speaker = self._speaker(view, namer, first, end, unit)
        saying = bool(self._nouns.sayings & set(view.low[first : first + 3]))
        return Source(start, max(end, speaker.end), speaker, saying) if speaker.found else None

    def _weak(self, namer: Namer, unit: Unit, start: int, first: int, end: int) -> Source | None:
        """ "Pour X, …" names a source at the head of a sentence, where X is an actor and nothing else stands there."""
        view, name = namer.view, first
        while name < end and view.low[name] in view.words.determiners:
            name += 1
        mention = view.mention(name)
        apposed = view.mention(end + 1) if end + 1 < unit.end else None
        if (
            mention is None
            and apposed is not None
            and apposed.how == "name"
            and view.noun_phrase_end(first, end) == end
        ):
            name, mention, end = apposed.start, apposed, apposed.end
        inner = view.mention(end - 1)
        named = mention is None and inner is not None and inner.how == "name" and inner.end == end
        if named and inner is not None and all(view.pos[i] in ("NOUN", "ADJ") for i in range(name, inner.start)):
            name, mention = inner.start, inner  # "Pour l'historien X, …"
        closed = end < unit.end and view.text[end] == ","
        plural = start == unit.start and view.low[first] == "les" and end == first + 2 and closed
        says = closed and (view.low[end + 1] in ("c'", "ce", "il") or view.opening(end + 1) is not None)
        if mention is None and plural and says and view.text[first + 1][:1].isupper() and unit.numbers:
            return Source(start, end, namer.describe(first, end))  # "Pour les Verts, c'est « A »"
        if start != unit.start or mention is None or not can_speak(mention) or not closed or mention.start > name:
            return None
        if not unit.numbers and not self._verdicts.isdisjoint(view.low[end : unit.end]):
            return None  # "Pour X, la fuite arrive au pire moment"
        if mention.end < end and view.mention(end - 1) is not mention:
            return None
        follow = end
        inner = view.mention(end + 1) if end + 1 < unit.end else None
        if inner is not None and inner.actor == mention.actor and inner.end < unit.end and view.text[inner.end] == ",":
            follow = inner.end
        elif view.pos[end + 1] == "NOUN" and (stop := view.noun_phrase_end(end + 1, unit.end)) < unit.end:
            follow = stop if view.text[stop] == "," else end  # "Pour X, spécialiste du Caucase, …"
        return Source(start, follow, speaker_from(mention))

    def _speaker(self, view: View, namer: Namer, first: int, end: int, unit: Unit) -> Speaker:
        """The actor after "selon": the one named, whose document or services speak, or someone described."""
        heads = view.low[first : min(first + 3, end)]
        inner = next((m for i in range(first, end) if (m := view.mention(i)) and can_speak(m)), None)
        if set(heads) & self._nouns.services and view.low[first] in ("ses", "leurs", "son", "sa"):
            owner = namer.subject_of(unit.start, first - 1)
            owner = owner if owner.actor else namer.last
            return replace(owner, start=first, end=end) if owner.actor else NOBODY
        if set(heads) & self._nouns.documents:
            if inner is not None:
                return replace(speaker_from(inner), start=first, end=end)
            if self._nouns.joint & set(view.low[first:end]):
                parties = namer.clause_subject(unit.start, first - 1)
                if parties.actor and not parties.others and (one := view.mention(parties.start)) is not None:
                    parties = speaker_from(one, others=coordinated_after(view, one, first)[0])
                if parties.others:
                    return replace(parties, start=first, end=end)
            own = view.low[first] in ("son", "sa", "ses") and namer.topic.actor
            return replace(namer.topic, start=first, end=end) if own else namer.describe(first, end)
        if set(heads) & (self._nouns.services | self._nouns.sayings) and inner is not None:
            return replace(speaker_from(inner), start=first, end=end)
        if set(heads) & self._nouns.sayings and (of := _after_of(view, first, end)):
            first = of  # "selon le mot d'un éditorialiste"
        speaker = namer.phrase(first, end)
        speaker = take_up(namer, speaker, "")
        described = speaker.found and self._is_described(view, speaker)
        return namer.describe(first, end) if described and 0 < end - speaker.end <= 4 else speaker

    def _is_described(self, view: View, speaker: Speaker) -> bool:
        actor = view.layers.actors.get(speaker.actor or "")
        return actor is not None and actor.kind == "anonymous" and view.mention(speaker.start) is None


def _in_relative(view: View, start: int) -> bool:
    """Whether a relative that has just opened holds the source at token `start`: "X a dénoncé un texte qui, selon lui,
    …" goes on with X, whoever spoke before."""
    return start > 1 and view.text[start - 1] == "," and view.low[start - 2] in {"qui", "que", "dont", "où"}


def _after_of(view: View, first: int, end: int) -> int:
    """The token where the owner of "le mot de X" begins; 0 where nobody owns it."""
    of = next((i for i in range(first, min(first + 4, end - 1)) if view.low[i] in ("de", "d'", "du", "des")), 0)
    return of + (view.low[of] in ("de", "d'")) if of else 0


def _before_subject(view: View, unit: Unit, first: int) -> int | None:
    """The comma that ends the source where a name after it is the subject ("Selon un élu, X viendra"), else None.

    A name in apposition is closed by a comma of its own: "Selon le porte-parole, X, la visite aura lieu".
    """
    article = first + 1 < unit.end and view.low[first] in view.words.determiners
    mention = view.mention(first + 1 if article and view.mention(first) is None else first)
    if mention is None or mention.end >= unit.end:
        return None
    comma = next((i for i in range(first, mention.end) if view.text[i] == ","), None)
    acts = view.is_predicate(mention.end, unit.end) or _acts_after_relative(view, mention.end, unit.end)
    return comma if comma is not None and acts else None


def _acts_after_relative(view: View, i: int, stop: int) -> bool:
    """Whether a relative opens at the comma `i` and the verb of who stands before it follows: "X, qui part, a dit"."""
    if i + 1 >= stop or view.text[i] != "," or view.low[i + 1] not in view.words.relatives:
        return False
    for comma in [j for j in range(i + 2, stop - 1) if view.text[j] == ","][:3]:
        if view.is_predicate(comma + 1, stop):
            return view.pos[comma + 1] != "ADV"
        if view.pos[comma + 1] in ("DET", "PRON"):
            return False
    return False


def _end_of(view: View, unit: Unit, first: int) -> int:
    """End of the words that name a source: a punctuation mark outside a name, or a finite verb that is not of its
    relative clause ("selon un élu qui a requis l'anonymat")."""
    relative = False
    for j in range(first, unit.end):
        relative = relative or (j > first > unit.start + 3 and view.low[j] in ("qui", "dont"))
        inside = (m := view.mention(j)) is not None and m.start < j
        if view.text[j] in {",", ";", ":", ")", *SENTENCE_ENDS} and not inside:
            return j
        if not relative and (view.finite[j] or view.low[j] in ("que", "qu'")):
            return j
        if view.opening(j) is not None:
            return j
    return unit.end


def pieces_of(view: View, unit: Unit, source: Source, others: list[Source]) -> list[tuple[int, int]]:
    """The clause that `source` vouches for, as token ranges: after it at the head of a sentence, else around it."""
    begin = max([s.end for s in others if s.end <= source.start], default=unit.start)
    bracket = next((i for i in range(source.start - 1, begin - 1, -1) if view.text[i] in "()"), begin)
    if view.text[bracket] == "(" and view.quote_at[bracket] < 0 and bracket + 1 < source.start:
        return [(bracket + 1, source.start)]
    for i in range(source.start - 1, begin - 1, -1):
        if view.text[i] in (";", ":") and view.quote_at[i] < 0:
            begin = i + 1
            break
    if source.start <= begin + 1:
        return [(source.end, min([s.start for s in others if s.start > source.end], default=unit.end))]
    closed = source.end < unit.end - 2 and view.text[source.end] == ","
    if closed and (aside := _aside_of(view, begin, source)):
        return [(aside, source.start)]
    if closed and view.low[source.end + 1] in ("qui", "dont", "où"):
        return [(begin, source.start)]  # "Une trahison aux yeux de Lima, qui …": told of Lima, not by it
    mid_clause = source.end < unit.end - 1 and not view.has_clause(begin, source.start)
    if mid_clause or (closed and not _writer_goes_on(view, source.end + 1, unit.end)):
        return [(begin, source.start), (source.end, unit.end)]
    if not closed and source.end < unit.end - 1 and view.text[source.end] not in (",", ";", ":"):
        return [(begin, source.start), (source.end, unit.end)]
    return [(begin, source.start)]


def _aside_of(view: View, begin: int, source: Source) -> int:
    """Where an aside on the subject opens that the source alone vouches for; 0 where it closes none: "X, reparti jeudi
    selon son entourage, n'a vu personne"."""
    comma = next((i for i in range(source.start - 1, begin, -1) if view.text[i] == ","), 0)
    opens = comma + 1
    apposed = comma and view.pos[opens] in ("VERB", "ADJ") and not view.finite[opens] and not view.infinitive[opens]
    told = apposed or (comma and view.low[opens] in ("qui", "que", "qu'", "dont", "où"))
    holder = view.mention(comma - 1) if told and comma > begin else None
    if holder is None or opens >= source.start - 1 or view.has_clause(begin, comma):
        return 0
    return opens if view.is_predicate(source.end + 1, source.end + 6) else 0


def _writer_goes_on(view: View, i: int, stop: int) -> bool:
    low = view.low[i]
    return low in view.words.subordinators | view.words.relatives or (
        low in view.words.conjunctions and view.is_predicate(i + 1, stop)
    )
