"""What a cue reports: where the reported words begin and end to the right of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .cue_forms import CueGroup
from .fixed_phrases import by_first
from .gapped import gapped_subject
from .speakers import can_speak
from .view import SENTENCE_ENDS, View
from .word_table import NOUNS

_WHICH = frozenset({"qui", "que", "qu'", "dont", "où"})


@dataclass(slots=True, unsafe_hash=True)
class Complement:
    """Tokens [start, end) of what is reported; `addressee` its tokens.

    `form` is que, inf, np, prep, adj, colon or quote.
    """

    start: int
    end: int
    form: str
    addressee: tuple[int, int] | None = None


@dataclass(slots=True, unsafe_hash=True)
class Scope:
    """Where a complement may run: up to token `stop`, over the `skipped` ranges (sources), and what ends it.

    `others`: first tokens of later cues that share subject or auxiliary with this one, `later`: of the other ones;
    `relative`: the cue itself stands in a relative clause.
    """

    stop: int
    skipped: tuple[tuple[int, int], ...] = ()
    others: frozenset[int] = frozenset()
    later: frozenset[int] = frozenset()
    relative: bool = False


def find_complement(view: View, cue: CueGroup, scope: Scope) -> Complement | None:
    """The complement of `cue` within `scope`, or None where it reports nothing it may report."""
    return _Finder(view, cue, scope).find()


class _Finder:
    def __init__(self, view: View, cue: CueGroup, scope: Scope) -> None:
        self.view, self.cue, self.scope, self.stop = view, cue, scope, scope.stop
        self.takes = cue.kind.takes

    def find(self) -> Complement | None:
        view, takes = self.view, self.takes
        begin, addressee = self._begin()
        if begin >= self.stop:
            return None
        if (clause := self._que(begin)) is not None and "que" in takes:
            return self._closed(clause, "que", addressee or ((begin, clause) if clause > begin + 1 else None))
        shapes: tuple[tuple[str, Callable[[int], Complement | None]], ...] = (
            ("accuse", self._accusation), ("ainf", self._exhortation), ("adj", self._adjective),
        )  # fmt: skip
        for name, read in shapes:
            if name in takes and (found := read(begin)) is not None:
                return found
        if "inf" in takes and self._infinitive(begin):
            return self._closed(begin, "inf", addressee)
        if "deinf" in takes and view.low[begin] in ("de", "d'", "à") and self._infinitive(begin + 1):
            return self._closed(begin if view.low[begin] == "de" else begin + 1, "inf", addressee)
        if "prep" in takes and (found := self._governed(begin, addressee)) is not None:
            return found
        if (colon := self._colon(begin)) is not None:
            return self._closed(colon + 1, "colon", addressee)
        if "np" in takes and self._is_noun_phrase(begin):
            return self._closed(begin, "np", addressee)
        return self._quoted(begin, addressee)

    def _quoted(self, begin: int, addressee: tuple[int, int] | None) -> Complement | None:
        """What is reported only because quoted words stand in it."""
        view, last = self.view, self.view.idx[self.stop - 1]
        if (quote := view.opening(begin)) is not None:
            closing = view.token_at(quote.outer_end - 1) + 1
            ends = closing < self.stop and view.low[closing] in view.words.negations
            if ends or view.is_predicate(closing, self.stop):  # "ce que X appelle « A » inquiète Y"
                return Complement(begin, closing, "quote", addressee)
        first = next((q.outer_start for q in view.outer if view.idx[begin] <= q.outer_start <= last), None)
        before = range(begin, view.token_at(first)) if first is not None else range(0)
        apart = any(view.low[i] in view.words.subordinators and view.text[i - 1] == "," for i in before)
        if first is not None and not apart and not any(view.low[i] in view.words.relatives for i in before):
            return self._closed(begin, "quote", addressee)
        return None

    # -- up to the reported words

    def _begin(self) -> tuple[int, tuple[int, int] | None]:
        """The first token of what is reported, over adverbs, times, asides, circumstances, and the person addressed."""
        view, words = self.view, self.view.words
        i, addressee = self.cue.end, None
        while i < self.stop:
            low = view.low[i]
            source = next((b for a, b in self.scope.skipped if a <= i + (view.text[i] == ",") < b), 0)
            if source:
                i = source + (source < self.stop and view.text[source] == ",")
            elif (
                view.text[i].isspace()
                or view.timed[i]
                or (self.cue.negated and low in words.negated_by)
                or (low in words.before_time and any(view.timed[i + 1 : min(i + 2 + (low[0] == "d"), self.stop)]))
            ):
                i += 1
            elif addressee is None and low in ("à", "au", "aux") and (end := self._addressed(i)) > i:
                addressee, i = (i, end), end
            elif (end := self._aside(i)) > i or (end := self._adjunct(i)) > i:
                i = end
            elif view.pos[i] == "ADV" and view.mention(i) is None and not view.is_of_content(low):
                i += 1
            else:
                break
        return i, addressee

    def _aside(self, i: int) -> int:
        """End of "de son côté" or of a short aside between commas; `i` where there is none."""
        view = self.view
        first = i + (view.text[i] == ",")
        for parts in by_first(view.words.asides).get(view.low[first], ()):
            end = first + len(parts)
            if view.low[first:end] == parts and (first == i or (end < self.stop and view.text[end] == ",")):
                return end + (first > i)
        if first > i:
            closing = next((j for j in range(first, min(first + 14, self.stop)) if view.text[j] == ","), 0)
            timed = closing - first < 6 and any(view.timed[first:closing])
            if closing and timed and not any(view.finite[first:closing]):
                return closing + 1
            if view.low[first] in view.words.adjuncts and self._is_circumstance(first, closing):
                return closing + 1
            adjunct = self._adjunct(first)
            if adjunct > first and adjunct < self.stop and view.text[adjunct] == ",":
                return adjunct + 1
        return i

    def _is_circumstance(self, first: int, closing: int) -> bool:
        """Whether [first, closing) is a circumstance between commas that the reported words follow."""
        view = self.view
        if (
            not 0 < closing < self.stop - 1
            or any(view.finite[first:closing])
            or any(map(view.is_mark, range(first, closing)))
        ):
            return False
        return view.low[closing + 1] in ("que", "qu'") or self._infinitive(closing + 1)

    def _adjunct(self, i: int) -> int:
        """End of a circumstance ("dans un tweet", "sur Facebook", "à la presse") that something reported follows."""
        view = self.view
        if view.low[i] not in view.words.adjuncts or view.low[i] in self.cue.kind.preps:
            return i
        first = i + 1 + (i + 1 < self.stop and view.low[i + 1] in ("de", "d'", "du"))
        end = view.noun_phrase_end(first, self.stop)
        if end == first:
            return i
        while end < self.stop and view.timed[end]:
            end += 1
        follows = end < self.stop and (
            view.low[end] in ("que", "qu'")
            or view.infinitive[end]
            or view.pos[end] in ("DET", "ADV", "PRON")
            or self.view.is_mark(end)
            or view.text[end] in (",", ":")
            or view.low[end] in view.words.adjuncts
            or view.low[end] in self.cue.kind.preps
        )
        return end if follows else i

    def _addressed(self, i: int) -> int:
        """End of "à son homologue", "aux Etats-Unis": the person addressed, where the object comes after."""
        view = self.view
        first = i + 1
        while first < self.stop and view.low[first] in view.words.determiners:
            first += 1
        mention = view.mention(first)
        if mention is not None and not (can_speak(mention) or self._urges(mention.end)):
            return i
        end = mention.end if mention is not None else view.noun_phrase_end(i + 1, self.stop)
        if end > self.stop or (mention is None and not self._urges(self._past_apposition(end))):
            return i
        end = self._past_apposition(end)
        clause = self._urges(end + 1) or view.low[end + 1 : end + 2] in (["que"], ["qu'"])
        end += clause and view.text[end : end + 1] == [","]
        if view.low[end : end + 1] in (["et"], ["ou"]) and view.low[end + 1 : end + 2] in (["à"], ["au"], ["aux"]):
            end = further if (further := self._addressed(end + 1)) > end + 1 else end  # "à X et à Y"
        return end if end < self.stop and view.text[end] not in {",", *SENTENCE_ENDS} else i

    def _past_apposition(self, end: int) -> int:
        """The token after ", X," where it stands at `end`, else `end`."""
        view = self.view
        if end + 1 < self.stop and view.text[end] == ",":
            inner = view.mention(end + 1)
            if inner is not None and inner.end < self.stop and view.text[inner.end] == ",":
                return inner.end + 1
        return end

    def _urges(self, i: int) -> bool:
        """Whether "de" and an infinitive stand at `i`, as after "reproche à X"."""
        return i + 1 < self.stop and self.view.low[i] in ("de", "d'") and self._infinitive(i + 1)

    def _que(self, begin: int) -> int | None:
        """The "que" of the reported clause: right at `begin`, or after the person addressed as an object."""
        view = self.view
        for i in (begin, begin + 1):
            if i < self.stop and view.low[i] in ("que", "qu'") and (i == begin or view.is_mark(begin)):
                return i
        if "obj" not in self.takes:
            return None
        for i in range(begin, min(self.stop, begin + 16)):
            if view.low[i] in ("que", "qu'") and not self._is_comparative(i):
                return i
            if view.finite[i] or view.infinitive[i] or view.text[i] in {";", ":", *SENTENCE_ENDS}:
                return None
        return None

    def _is_comparative(self, i: int) -> bool:
        return any(self.view.low[j] in self.view.words.comparatives for j in range(max(0, i - 3), i))

    def _infinitive(self, begin: int) -> bool:
        """Whether an infinitive that the cue governs begins here ("ne pas vouloir", "avoir agi", « "mener …")."""
        view, i = self.view, begin
        while i < self.stop and (
            view.low[i] in view.words.before_verb
            or view.low[i] in view.words.negated_by | {"le", "la", "les"}
            or view.is_mark(i)
        ):
            i += 1
        return i < self.stop and view.infinitive[i]

    # -- shapes

    def _accusation(self, begin: int) -> Complement | None:
        """ "accuse X de faire", "menace X de sanctions": what follows "de", X being addressed."""
        view, keep = self.view, self.cue.kind.keep_prep
        if view.low[begin] in ("de", "d'") and (keep or self._infinitive(begin + 1)):
            return self._closed(begin if keep else begin + 1, "np" if keep else "inf")
        for i in range(begin + 1, min(self.stop, begin + 26)):
            if view.low[i] in ("de", "d'", "des", "du") and i + 1 < self.stop:
                governed = self._infinitive(i + 1) and view.low[i] in ("de", "d'")
                after_person = view.mention(i) is None and view.mention(i - 1) is not None
                quoted = after_person and view.is_mark(i + 1)
                if governed or (keep and after_person) or quoted:
                    return self._closed(i if keep else i + 1, "inf" if governed else "np", (begin, i))
            if view.text[i] in {";", ":", *SENTENCE_ENDS}:
                return None
        return None

    def _governed(self, begin: int, addressee: tuple[int, int] | None) -> Complement | None:
        """What follows the preposition, "met en garde contre la guerre", or "X contre la guerre", X being addressed."""
        if self.view.low[begin] in self.cue.kind.preps:
            return self._closed(begin if self.cue.kind.keep_prep else begin + 1, "prep", addressee)
        if "obj" not in self.takes:
            return None
        end = self.view.noun_phrase_end(begin, self.stop)
        if begin < end < self.stop and self.view.low[end] in self.cue.kind.preps - {"de", "d'"}:
            return self._closed(end + 1, "prep", (begin, end))
        return None

    def _exhortation(self, begin: int) -> Complement | None:
        """ "exhorte X à faire", "appelle à la retenue": what follows "à", X being addressed."""
        view = self.view
        for i in range(begin, min(self.stop, begin + 22)):
            if view.low[i] == "pour" and i + 1 < self.stop and self._infinitive(i + 1):
                return None  # "appelle X pour lui dire": a telephone call
            free = i + 1 < self.stop and (i == begin or view.mention(i) is None)
            if free and view.low[i] in ("à", "au", "de", "d'", "aux"):
                governed = view.low[i] in ("à", "de", "d'") and self._infinitive(i + 1)
                named = self._names_actor(i + 1) or view.low[i + 1] in view.words.no_appeal
                to_thing = view.low[i] in ("à", "au") and not named
                if governed or to_thing:
                    return self._closed(i, "inf", (begin, i) if i > begin else None)
            main = view.finite[i] and "," in view.text[begin:i] and not _WHICH.intersection(view.low[begin:i])
            if main or view.text[i] in {";", ":", *SENTENCE_ENDS}:
                return None  # "X, qui avait appelé Y, venait de partir"
        return None

    def _names_actor(self, i: int) -> bool:
        view = self.view
        while i < self.stop and view.low[i] in view.words.determiners:
            i += 1
        return view.mention(i) is not None

    def _adjective(self, begin: int) -> Complement | None:
        """ "se dit prêt à": the attribute that the speaker gives himself."""
        view, at = self.view, begin + (self.view.low[begin] in self.view.words.degrees)
        participle = view.pos[at] == "VERB" and not view.finite[at] and not view.infinitive[at]
        if view.pos[at] == "ADJ" or participle or (view.is_mark(begin) and view.opening(begin)):
            clause = {"que", "qu'"} & {view.low[i] for i in range(at + 1, min(at + 4, self.stop))}
            return self._closed(begin, "que" if clause else "inf")  # "s'est montré convaincu qu'un accord"
        return None

    def _colon(self, begin: int) -> int | None:
        """The colon after "rappelle ses conditions": the clause after it is what is said."""
        view = self.view
        if view.text[begin] == ":" and self.cue.finite and self.cue.kind.incise and begin + 2 < self.stop:
            return begin
        if not {"que", "np"} & self.takes:
            return None
        end = begin if view.text[begin] == ":" else view.noun_phrase_end(begin, self.stop)
        if end >= self.stop or view.text[end] != ":" or end - begin > 12:
            return None
        return end if view.has_clause(end + 1, self.stop) or view.is_mark(min(end + 1, self.stop - 1)) else None

    def _is_noun_phrase(self, i: int) -> bool:
        view = self.view
        if view.low[i] in view.words.relatives or view.low[i] in ("que", "qu'"):
            return False
        nominal = view.pos[i] in ("DET", "NOUN", "PROPN", "NUM", "PRON", "ADJ") or view.low[i] in view.words.determiners
        return nominal or view.is_mark(i) or (view.low[i] in ("de", "d'") and self.cue.negated)

    # -- the end

    def _closed(self, start: int, form: str, addressee: tuple[int, int] | None = None) -> Complement | None:
        """The complement from `start`, ended before a clause that is no longer reported, punctuation trimmed."""
        view = self.view
        end = self._end_of(start, form)
        while end > start and (view.text[end - 1].isspace() or view.text[end - 1] in (",", ".", ";", ":", "–", "—")):
            end -= 1
        while start < end and view.text[start] in (",", ":"):
            start += 1
        return Complement(start, end, form, addressee) if end > start else None

    def _end_of(self, start: int, form: str) -> int:
        view, loose, helpers = self.view, form not in ("que", "colon"), set[str]()
        for i in range(start + 1, self.stop):
            if view.quote_at[i] >= 0:
                continue
            helper = {view.low[i]} & view.words.auxiliaries  # "que le texte était flou et a exigé": X has
            compound = bool(helper & helpers if helper else helpers)
            helpers |= helper if i > start + 1 else set()
            if view.text[i] == ";" or (view.text[i] == ":" and form != "colon" and i > start + 1):
                return i
            if view.outer and gapped_subject(view, i, self.stop) is not None:
                return i
            if i in self.scope.others and view.low[i - 1] in ("et", "mais", ",", "puis") and (loose or not compound):
                return i - 1
            if view.text[i] == "," and i + 1 < self.stop and self._leaves(i + 1, loose=loose):
                return i
            if loose and view.low[i] in ("et", "mais", ",") and i > start + 1 and self._new_subject(i):
                return i
            if view.low[i] in ("et", "mais") and loose and i > start + 1 and view.is_predicate(i + 1, self.stop):
                return i
        return self.stop

    def _new_subject(self, i: int) -> bool:
        """Whether another clause begins after the comma or "et" at `i`: somebody named, and a verb right after."""
        view = self.view
        if view.mention(i - 1) is not None:
            return False  # "X et Y" may be one subject
        i += 1
        while i < self.stop and (view.low[i] in ("et", "mais") or view.low[i] in view.words.determiners):
            i += 1
        mention = view.mention(i) if i < self.stop else None
        if mention is None or mention.start != i or not can_speak(mention) or mention.end >= self.stop:
            return False
        return mention.end in self.scope.later or view.is_predicate(mention.end, self.stop)

    def _leaves(self, i: int, *, loose: bool) -> bool:
        """Whether the clause that begins at `i`, after a comma, is the writer's again."""
        view, words, low = self.view, self.view.words, self.view.low[i]
        if view.low[i - 2] in words.relatives:
            return False  # "un texte qui, selon eux, menace"
        if low in words.subordinators or (i in self.scope.others):
            return True
        if low == "en" and i + 1 < self.stop and view.low[i + 1].endswith("ant"):
            return True
        if low.endswith("ant") and view.pos[i] == "VERB" and low not in words.auxiliaries:
            return True
        if low in words.object_pronouns and i + 1 < self.stop and view.low[i + 1].endswith("ant"):
            return view.pos[i + 1] in ("VERB", "AUX")
        if low in words.conjunctions:
            return view.is_predicate(view.noun_phrase_end(i + 1, self.stop) if loose else i + 1, self.stop)
        if self.scope.relative and view.is_predicate(i, self.stop):
            return True
        after = view.low[i + 1] if i + 1 < self.stop else ""
        if low in ("ce", "une") and (
            after in words.summing_up or (low == "ce" and after in ("que", "qu'", "qui", "dont"))
        ):
            return True
        occasion = any(view.low[i : i + len(p)] == p for p in by_first(words.circumstances).get(low, ()))
        occasion = occasion or (after in NOUNS.counted_units and view.low[i + 2 : i + 3] in (["avant"], ["après"]))
        if occasion and (loose or not any(view.finite[i : self.stop])):
            return True  # ", au cours d'un entretien", ", deux heures avant l'arrivée de Y": when it was said
        if not loose:
            return False
        if low in words.relatives or low in ("que", "qu'"):
            return not any(view.conditional[i + 1 : min(i + 9, self.stop)])
        bare = view.pos[i] == "NOUN" and i + 1 < self.stop and view.pos[i + 1] in ("ADJ", "ADV", "VERB", "ADP")
        return bare and "et" not in view.low[i : i + 5] and view.mention(i) is None
