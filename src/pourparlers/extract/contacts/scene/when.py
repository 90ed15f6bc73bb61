"""When of a contact, read from its own stretch of the sentence."""

from __future__ import annotations

import re

from ....annotate import syntax
from ....annotate.insertions import closing, is_inserted, of_participle
from ....annotate.layers import Layers
from ....annotate.offsets import measured_deed
from ....annotate.tense import governing_verb, tense_of
from ....annotate.tree import Doc, Token
from ...clause import takes_effect
from ..contact_table import ContactTable
from ..where_table import WhereWords
from .before import relative_of
from .counted import taken_place
from .span import is_attribute, is_late, is_still, tells_day
from .stretch import explains, is_left, resume

STAMPED = frozenset({":", "-", "–", "—", "|"})
"""What stands between the hour of an entry of a live page and its text."""
_CONTEXT = 450
"""How far before a contact, in code points, the day told last is still that of the story."""
_SENTENCE = re.compile(r"[.!?…;:]\s")
_HOUR = re.compile(r"\s*\d{1,2} ?[hH:] ?(?:\d\d)?\b")
_OPENING = 8
"""How many tokens before its verb the word that opens a relative may stand."""
_GROUP = 6
"""At most so many tokens after the word that opens a relative its verb stands."""
_SUBJECTS = frozenset({"il", "elle", "ils", "elles", "on"})
_TALKING = frozenset({"entretenir"})
_REACH = 160
"""How far from its trigger, in code points, a time may stand and still date a contact."""


class Days:
    """Finds the day of contacts in one document."""

    def __init__(self, doc: Doc, layers: Layers, words: WhereWords) -> None:
        self._doc, self._layers, self._words = doc, layers, words
        self._found: dict[tuple[int, int, int], tuple[int | None, list[int]]] = {}

    def time(self, i: int, left: int, right: int) -> tuple[int | None, list[int]]:
        """The time of the contact at token `i` (index in `layers.times`, its tokens).

        Right before its phrase, else the nearest after it in its own clause, else before it, within [left, right). A
        time that dates a report is none.
        """
        if (i, left, right) not in self._found:
            self._found[i, left, right] = self._time(i, left, right)
        return self._found[i, left, right]

    def _time(self, i: int, left: int, right: int) -> tuple[int | None, list[int]]:
        doc, times = self._doc, self._layers.times
        at, far = doc[i].idx, right
        right = self.own_stretch(i, right)
        stretches = [(left, right)]
        if (resumed := resume(doc, right, far, self._words)) is not None:
            stretches.append((resumed, self.own_stretch(resumed, far)))
        bounds = [(doc[a].idx, doc[b - 1].idx + len(doc[b - 1].text)) for a, b in stretches if a < b]
        told = {n for n in self._layers.report_times if not self._is_beside(times[n].start, i)}
        told -= {n for n in told if self._is_shared(n, i) or self._is_of_relative(n, i)}
        near = [n for n, t in enumerate(times) for a, b in bounds if a <= t.start < b]
        usable = [n for n in near if n not in told and self.dates(n, i)]
        usable = [n for n in usable if not self.is_aside(times[n].start, i)]
        after = sorted((times[n].start - at, n) for n in usable if times[n].start >= at)
        after = [(d, n) for d, n in after if not self._opens_next(n, i)]
        since = next((t.i for t in doc[i + 1 : i + 4] if t.lower_ in self._words.since), None)
        lasting = since is not None and any(t.start in {w.idx for w in doc[since : since + 3]} for t in times)
        # "mardi, au lendemain de la rencontre": not on Tuesday; "où X et Y négocient depuis jeudi": not when Z came
        offset = lasting or syntax.is_offset(doc[i]) or measured_deed(doc[i]) is not None
        earlier = (
            []
            if offset
            else [
                n
                for n in usable
                if times[n].start < at and not is_left(doc, self._layers, self._words, (times[n].start, i))
            ]
        )
        earlier = [n for n in earlier if not (self._is_parted(times[n].start, i) or self._in_relative(n, i))]
        before = sorted((at - times[n].start, n) for n in earlier)
        if before and self._leads_in(times[before[0][1]].end, i):
            after = []
        for distance, n in (*after, *before):
            if distance < _REACH:
                taken = taken_place(doc, times, (n, i, far), self._words)
                day = taken if taken is not None and self.dates(taken) else n
                return day, [t.i for a, b in stretches for t in doc[a:b] if t.idx == times[day].start]
        return self._frame(i, left), []

    def _frame(self, i: int, left: int) -> int | None:
        """The day that opens the sentence of the verb at token `i`, where a relative between them told a contact of its
        own, whose trigger stands before token `left`: "Mardi, X, qui avait appelé Y, a reçu Z"."""
        doc, first = self._doc, self._doc[i].sent.start
        verb = closing(doc[left]) if left > first else None
        if verb is None or not verb.i <= i <= verb.i + _GROUP:
            return None
        starts = {t.idx for t in doc[first : first + 1 + (doc[first].pos_ == "DET")]}
        opens = (n for n, t in enumerate(self._layers.times) if t.start in starts and self.dates(n))
        return next((n for n in opens if self._layers.text[self._layers.times[n].end] == ","), None)

    def _is_beside(self, at: int, i: int) -> bool:
        """Whether the time at code point `at` stands right after the participle at token `i` and hangs on it: "l'Otan,
        réunie mardi, appelle", "a été appelé mardi par X"."""
        after = self._doc[i + 1] if i + 1 < len(self._doc) else None
        bare = "Part" in self._doc[i].morph.get("VerbForm", []) and self._doc[i - 1].pos_ != "AUX"
        passive = any(t.dep_ == "aux:pass" for t in self._doc[i].lefts)
        return after is not None and after.idx == at and (bare or passive)

    def _is_shared(self, n: int, i: int) -> bool:
        """Whether time `n` stands between the verb at token `i` and a report that goes on from it: "l'avait reçu le 26
        avril et lui avait promis", "l'a appelé le 11 octobre, jour de l'annonce"."""
        at, doc = self._layers.times[n], self._doc
        cues = [d.fact.cue.span for d in self._layers.statements if d.time == n and d.fact.cue is not None]
        if doc[i].pos_ not in {"VERB", "AUX"} or not cues or not doc[i].idx < at.start < min(c.start for c in cues):
            return False
        between = doc.char_span(at.end, min(c.start for c in cues), alignment_mode="contract") or ()
        return any(t.text == "," or t.lower_ in self._words.stops for t in between)

    def _is_of_relative(self, n: int, i: int) -> bool:
        """Whether time `n` stands beside the verb at token `i` in a relative that opens behind the report it is taken
        for: "a accusé X, qu'il a rencontré lundi soir à Rome, de mentir"."""
        at, doc = self._layers.times[n], self._doc
        cue = max((d.fact.cue.span.end for d in self._layers.statements if d.time == n and d.fact.cue), default=at.end)
        between = doc.char_span(cue, doc[i].idx, alignment_mode="contract") if cue < doc[i].idx < at.start else None
        opens = any(t.lower_ in self._words.borders | self._words.that for t in between or () if t.nbor(-1).text == ",")
        return opens and not any(t.text == "," for t in doc[i:] if t.idx < at.start)

    def within(self, left: int, right: int, *, settled: frozenset[str] = frozenset()) -> tuple[int | None, list[int]]:
        """The first time that tokens [left, right) tell, and its token; right behind one of the words `settled` ("est
        prévu mercredi") also one that else would date a report."""
        times, told = self._layers.times, set(self._layers.report_times)
        for token in self._doc[left:right]:
            for n, time in enumerate(times):
                ahead = token.i > 0 and self._doc[token.i - 1].lower_ in settled
                if time.start == token.idx and (n not in told or ahead) and self.dates(n):
                    return n, [token.i]
        return None, []

    def _is_parted(self, at: int, i: int) -> bool:
        """Whether a semicolon parts the time at code point `at` from the trigger at token `i`."""
        return ";" in self._layers.text[at : self._doc[i].idx]

    def _opens_next(self, n: int, i: int) -> bool:
        """Whether time `n`, behind the trigger at token `i`, begins the next stop of a journey: "où il sera reçu par X,
        et le lendemain au Caire"."""
        doc, time = self._doc, self._layers.times[n]
        span = doc.char_span(time.start, time.end, alignment_mode="expand")
        if span is None or span.end >= len(doc) or doc[span.end].lower_ not in self._words.locatives:
            return False
        j = span.start - 1
        while j > i and doc[j].pos_ in {"DET", "ADP"}:
            j -= 1
        return j > i + 1 and doc[j].lower_ in {"et", "puis"} and doc[j - 1].text == ","

    def _in_relative(self, n: int, i: int) -> bool:
        """Whether time `n` stands in a relative that a comma closes before the trigger at token `i`: "X, dont la visite
        s'est achevée mardi, a reçu Y"."""
        time = self._layers.times[n]
        span = self._doc.char_span(time.start, time.end, alignment_mode="expand")
        return span is not None and relative_of(self._doc, self._words, span.start, span.end, i) is not None

    def is_aside(self, at: int, i: int) -> bool:
        """Whether the time at code point `at` dates another clause than that of the trigger at token `i`."""
        span = self._doc.char_span(at, at + 1, alignment_mode="expand")
        if span is None:
            return False
        token = span[0]
        told = self._doc[i]
        if self._is_set(token.i, i):
            return False
        if syntax.is_aside(token, told, self._layers.by_token) or takes_effect(token, told) or is_inserted(token, told):
            return True
        if of_participle(token, told.i, self._words.arriving):
            return True
        return self.of_another_deed(token.i, i)

    def _is_set(self, j: int, i: int) -> bool:
        """Whether the day at token `j` is the one for which the contact of the noun at token `i` is set behind a comma,
        whatever the parser hangs the participle on: "sa visite à Rome, prévue fin mai"."""
        doc, k = self._doc, j - 1
        while k > i and doc[k].pos_ in {"DET", "ADP"}:
            k -= 1
        if doc[i].pos_ != "NOUN" or doc[k].lower_ not in self._words.set_for or doc[k - 1].text != ",":
            return False
        if doc[k].lower_ in self._words.announced and "pour" not in {t.lower_ for t in doc[k + 1 : j]}:
            return False  # "la réunion à Rome, annoncée lundi"
        return not any(t.pos_ in {"NOUN", "VERB", "AUX"} or t.text == "," for t in doc[i + 1 : k - 1])

    def of_another_deed(self, j: int, i: int) -> bool:
        """Whether the day or place at token `j` is that of a deed or thing which only qualifies somebody or something
        beside the trigger at token `i`: "le président renversé le 26 juillet", "le plan accepté à Rome le 3", or, of a
        day, "vainqueur du scrutin du 1er mai"."""
        doc, k = self._doc, j - 1
        while k > 0 and k != i and (doc[k].pos_ in {"DET", "ADP"} or self._is_passed(k)):
            k -= 1
        noun = doc[k - 1] if k else doc[k]
        if measured_deed(doc[j]) is not None and measured_deed(doc[i]) is None:
            return True  # "a vu X, deux jours après avoir reçu Y à Rome"
        if k == i or doc[k].lower_ in self._words.own_deeds:
            return False
        if doc[k].lower_ in self._words.announced and i < k == j - 1 and doc[k - 1].pos_ != "AUX":
            return True  # not "annoncée pour lundi"
        if doc[k].lower_ in self._words.broken and i < k and doc[k - 1].pos_ != "AUX" and doc[i].pos_ == "NOUN":
            return True  # "les négociations, rompues en avril, ont repris jeudi"
        if "Part" in doc[k].morph.get("VerbForm", []) and not doc[k].lower_.endswith("ant"):
            named = noun.i in self._layers.by_token or (j < i and noun.pos_ in {"NOUN", "ADJ", "PROPN", "NUM"})
            return named and noun.i != i and not doc[k].lower_.startswith("été")
        if self._is_range(j):
            return False
        of = j > 1 and not self._is_placed(j) and doc[j - 1].lower_ in self._words.of_the and doc[j - 2].pos_ == "NOUN"
        if of and j - 2 != i and syntax.is_offset(doc[j - 2]):
            return True  # "quelques jours avant le sommet du 11"
        return of and j - 2 != i and doc[i].pos_ != "NOUN" and doc[j - 2].lower_ not in self._words.occasions

    def _is_range(self, j: int) -> bool:
        """Whether a stretch of days begins at token `j`: "accueille le G7 du 19 au 21 mai"."""
        at = self._doc[j].idx
        return any(t.start == at and t.recipe is not None and t.recipe.to_day is not None for t in self._layers.times)

    def _is_passed(self, k: int) -> bool:
        """Whether token `k` is of a time or a place, over which a deed is looked for."""
        return self._is_placed(k) or self._layers.is_timed(self._doc[k])

    def _is_placed(self, k: int) -> bool:
        mention = self._layers.by_token.get(k)
        return mention is not None and mention.as_place

    def own_stretch(self, i: int, right: int) -> int:
        """End of the stretch right of token `i` that is its own clause: a relative, "que" or ";" ends it."""
        doc, words = self._doc, self._words
        told_of = i + 1 < right and doc[i + 1].lower_ in words.borders  # "les pourparlers que X doit tenir à Rome"
        for j in range(i + 2 if told_of else i + 1, right):
            word = doc[j].lower_
            if word in words.that and self._is_no_clause(j):
                continue
            verbal = doc[i].pos_ in {"VERB", "AUX"}
            if (word == "," and (self._ends_relative(i, j) or self._opens_day(j))) or (
                word == ":" and verbal and explains(doc, j, self._layers)
            ):
                return j
            if word in words.relative and j > i + 3 and self._tells_of(i, j, right):
                continue
            if word == ";" or word in words.borders or (word in words.relative and j > i + 3):
                return j
            if word in words.conjunctions and j + 1 < len(doc) and doc[j + 1].lower_ in words.borders:
                return j
        return right

    def _opens_day(self, j: int) -> bool:
        """Whether behind the comma at token `j` a day begins a clause of its own: ", mercredi il verra Y"."""
        doc = self._doc
        if j + 1 >= len(doc):
            return False
        time = next((t for t in self._layers.times if t.start == doc[j + 1].idx), None)
        after = next((t for t in doc[j + 2 : j + 5] if time is not None and t.idx >= time.end and t.text != ","), None)
        return after is not None and after.lower_ in _SUBJECTS

    def _tells_of(self, i: int, j: int, right: int) -> bool:
        """Whether the relative at token `j` says when or where the contact whose noun is at token `i` takes place: "le
        sommet de l'Otan, qui devait s'ouvrir lundi à Rome, est reporté"."""
        doc, words = self._doc, self._words
        if doc[i].pos_ != "NOUN" or any(t.pos_ in {"VERB", "AUX"} for t in doc[i + 1 : j]):
            return False
        group = [t.lower_ for t in doc[j + 1 : min(right, j + _GROUP)]]
        verb = next((n for n, w in enumerate(group) if w in words.happening), None)
        itself = verb is not None and set(group[:verb]) & {"se", "s'"}
        return verb is not None and bool(itself or group[verb] in words.happening_bare)

    def _ends_relative(self, i: int, j: int) -> bool:
        """Whether the comma at token `j` ends the relative of the trigger at token `i`, the main verb right
        behind it: "X, qui avait vu Y mardi, a déploré"."""
        doc = self._doc
        before = doc[max(doc[i].sent.start, i - _OPENING) : i]
        opens = next((t for t in reversed(before) if t.lower_ in self._words.relative or t.text == ","), None)
        if opens is None or opens.text == "," or j + 1 >= len(doc):
            return False
        return doc[j + 1].pos_ in {"AUX", "VERB"} and "Fin" in doc[j + 1].morph.get("VerbForm", [])

    def _is_no_clause(self, j: int) -> bool:
        """Whether the "que" at token `j` only compares or restricts: "plus tard que prévu", "ne … que jeudi"."""
        before = {t.lower_ for t in self._doc[max(0, j - 2) : j]}
        timed = any(t.start == self._doc[j + 1].idx for t in self._layers.times) if j + 1 < len(self._doc) else False
        return bool(before & self._words.compared) or timed

    def _leads_in(self, time_end: int, i: int) -> bool:
        """Whether a time stands right before the noun phrase at token `i` ("suivis le 3 mars d'une réunion")."""
        between = [t.lower_ for t in self._doc[max(0, i - 5) : i] if t.idx >= time_end]
        return len(between) < 4 and all(w in self._words.lead_in for w in between)

    def dates(self, n: int, i: int | None = None) -> bool:
        """Whether a time is a day or an hour that may date something, such as the contact at token `i`, not a bound
        ("depuis lundi")."""
        time = self._layers.times[n]
        told = self._layers.times[n - 1].end if n else 0  # "depuis mai, mercredi soir": that is a bound of May alone
        if i is not None and told < self._doc[i].idx < time.start:
            told = self._doc[i].idx  # "depuis leur rencontre du 10": a bound of what was so since
        start = min(max(0, time.start - 30, told), time.start)
        before = _SENTENCE.split(self._layers.text[start : time.start])[-1].lower().rstrip()
        bound = before.endswith(self._words.not_dates) or bool(set(before.split()) & self._words.since)
        return time.kind in {"DATE", "TIME"} and not time.in_noise and not bound

    def stamp(self, i: int) -> int | None:
        """The hour that opens the entry of a live page in which token `i` stands: what its bare perfect tells is of
        that day ("20h25 : X a parlé à Y")."""
        start = self._layers.text.rfind("\n", 0, self._doc[i].idx) + 1
        first = next((n for n, t in enumerate(self._layers.times) if t.start >= start), None)
        if first is None:
            return None
        time, text = self._layers.times[first], self._layers.text
        opens = time.kind == "TIME" and not text[start : time.start].strip()
        return first if opens and text[time.end :].lstrip()[:1] in STAMPED else None

    def page_day(self, i: int) -> int | None:
        """The day that a live page bears, of the entry with token `i` that an hour opens: what it tells in the present
        or a bare perfect happens on that day."""
        start = self._layers.text.rfind("\n", 0, self._doc[i].idx) + 1
        if _HOUR.match(self._layers.text, start) is None:
            return None
        borne = [n for n, t in enumerate(self._layers.times) if t.stamp is not None and t.is_day]
        return borne[0] if len(borne) == 1 and self._layers.times[borne[0]].start < start else None

    def day_before(self, at: int) -> int | None:
        """The last past day told shortly before the code point `at`: what a bare perfect just after it happened on."""
        times = self._layers.times
        near = [n for n, t in enumerate(times) if at - _CONTEXT <= t.start < at and tells_day(t) and self.dates(n)]
        near = [
            n for n in near if not is_attribute(self._doc, times[n], self._words) and times[n].direction != "future"
        ]
        if near and is_still(self._doc, self._layers, times[near[-1]], self._words):
            return None
        near = [n for n in near if times[n].is_day or times[n].anchor is None]  # "dans la soirée" is of the same day
        days = [n for n in near if times[n].direction == "past" and not times[n].background and times[n].is_day]
        if not days or days[-1] != near[-1]:
            return None
        anew = any(t.entry is not None and t.start < at for t in times[days[-1] + 1 :])
        return None if anew else days[-1]  # an entry of a live page starts from its own day

    def day_of_story(self, trigger: Token, parties: set[str]) -> int | None:
        """As `day_before`, for the contact at `trigger`; a day that follows a verb of saying ("a indiqué jeudi que")
        only where one of `parties`, or their state, is named from its sentence on: else it is of another story."""
        layers, time = self._layers, self.day_before(trigger.idx)
        if time is not None and is_late(layers.times[time]):
            lead = {t.lower_ for t in self._doc[trigger.sent.start : trigger.i + 1]}
            time = time if lead & self._words.stops else None  # "est arrivé mardi soir. Il a vu X": or on Wednesday
        at = layers.times[time].start if time is not None else 0
        if not any(d.time == time and d.fact.cue and d.fact.cue.span.start < at for d in layers.statements):
            return time
        first = next(s.start for s in self._doc.sents if s.end_char > at)
        states = {actor.state for p in parties if (actor := layers.actors.get(p)) is not None}
        named = {a for m in layers.mentions if first <= m.start < trigger.sent[0].i for a in m.actors}
        return time if named & (parties | states) else None

    def is_just_held(self, i: int, table: ContactTable) -> bool:
        """Whether the perfect of who holds it tells the contact of the noun at token `i`: "X a eu un entretien avec Y",
        "X s'est entretenu en tête-à-tête avec Y"."""
        verb = governing_verb(self._doc[i])
        if syntax.is_offset(self._doc[i]) or verb is None or not i - _OPENING <= verb.i < i or tense_of(verb) != "past":
            return False
        return syntax.infinitive_of(verb.lemma_.lower()) in table.parties.takes_part | _TALKING

    def is_new_day(self, n: int) -> bool:
        """Whether the time of a postponed contact is the new one: "reportée à mardi", "du 3 au 10 mars"."""
        start, recipe = self._layers.times[n].start, self._layers.times[n].recipe
        if " au " in self._layers.times[n].text and recipe is not None and recipe.to_day is None:
            return True
        return self._layers.text[max(0, start - 5) : start].lower().rstrip().endswith(self._words.moved_to)

    def new_day(self, i: int, left: int, right: int) -> tuple[int | None, list[int]]:
        """The day to which the contact at token `i` is put off, told in its clause behind the old one, or with the verb
        from token `left` on ("a repoussé à novembre la session qui devait s'ouvrir le 3"); its tokens."""
        right = self.own_stretch(i, right)
        first, last = self._doc[left].idx, self._doc[right - 1].idx + len(self._doc[right - 1].text)
        told = set(self._layers.report_times)
        days = [n for n, t in enumerate(self._layers.times) if first <= t.start < min(last, first + _REACH)]
        for n in days:
            if n not in told and self.dates(n) and self.is_new_day(n):
                return n, [t.i for t in self._doc[left:right] if t.idx == self._layers.times[n].start]
        return None, []

    def stop_time(self, i: int) -> tuple[int | None, list[int]]:
        """The time right before the place at token `i` of an itinerary ("et mercredi à Amman"), and its token."""
        near = range(max(0, i - 4), i)
        for n, t in enumerate(self._layers.times):
            own = [k for k in near if self._doc[k].idx == t.start]
            if own and self.dates(n):
                return n, own
        return None, []
