"""The subject of a cue that governs what follows it: a name, a pronoun, someone described, its sentence's subject."""

from __future__ import annotations

from dataclasses import replace

from .complements import Complement
from .cue_forms import CueGroup
from .naming import Namer
from .phrases import owner_of
from .reading import Reading
from .speakers import NOBODY, Speaker, can_speak, qualifies_noun, speaker_from, subject_left
from .taken_up import take_up
from .units import Unit
from .view import View

_WHO = frozenset({"qui", "lequel", "laquelle", "lesquels", "lesquelles"})


class Subjects:
    """Finds subjects in the units of one document."""

    def __init__(self, view: View, namer: Namer) -> None:
        self.view, self.namer = view, namer

    def of_cue(self, state: Reading, cue: CueGroup, complement: Complement) -> tuple[Speaker, Complement]:
        """The subject of a governing cue; an initial gerund ("Citant …, X a dit") takes the main clause's."""
        view, unit = self.view, state.unit
        if not cue.finite and (apart := self._set_apart(cue, unit.start)) is not None:
            return apart, complement
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
            quoted = any(view.quote_at[i] >= 0 for i in range(complement.start, complement.end))
            text = self._antecedent(unit, cue.start) if quoted else NOBODY  # "un accord prévoyant « A »"
            return (text if self.namer.is_document(text) else NOBODY), complement
        if not cue.finite and view.low[unit.start] == "et" and unit.start + 2 < cue.start < unit.start + 11:
            return take_up(self.namer, self.namer.phrase(unit.start + 1, cue.start), cue.kind.lemma), complement
        if not cue.finite and cue.start <= unit.start + 3 and view.low[unit.start] == "et" and not state.speaker.actor:
            fresh = self.namer.unit_index - self.namer.last_unit <= 1
            return (self.namer.last if fresh else self.namer.topic), complement  # "Et d'ajouter : …"
        if not cue.finite or cue.coordinated:
            return (state.speaker if state.speaker.actor else self.head(unit, cue.start)), complement
        if state.speaker.actor and self._goes_on(state, cue):
            return state.speaker, complement
        speaker = self._pronoun_before(unit, cue, complement.start)
        aside = self._past_aside(unit, cue) if not speaker.found else None
        if aside is not None:
            return aside, complement
        if not speaker.found:
            speaker = subject_left(view, cue, unit.start)
            speaker = self._settled(state, cue, speaker)
        if not speaker.found:
            speaker = take_up(self.namer, self._described_before(state, cue), cue.kind.lemma)
        return speaker, complement

    def _set_apart(self, cue: CueGroup, first: int) -> Speaker | None:
        """Who stands between a comma and "ayant": "Les pourparlers ont échoué, X ayant fait valoir que …"."""
        view = self.view
        named = view.mention(cue.start - 1) if view.low[cue.start] == "ayant" and cue.start > first + 2 else None
        if named is None or not can_speak(named) or not named.actor:
            return None
        opens = named.start - (view.low[named.start - 1] in ("l'", "le", "la", "les", "m."))
        return speaker_from(named) if opens > first and view.text[opens - 1] in (",", "et") else None

    def _settled(self, state: Reading, cue: CueGroup, speaker: Speaker) -> Speaker:
        """`speaker` as named beside the cue, taken up where a pronoun or a noun takes up who spoke."""
        view = self.view
        by_pronoun = speaker.found and view.low[speaker.start] in view.words.subject_pronouns
        if by_pronoun and state.speaker.actor and view.low[cue.start - 1] in ("et", "mais", "puis"):
            return state.speaker  # "il regrette A et assure B": one subject, resolved once
        named = speaker.actor and not by_pronoun
        return take_up(self.namer, speaker, cue.kind.lemma) if named else speaker

    def _goes_on(self, state: Reading, cue: CueGroup) -> bool:
        """Whether "et fait savoir" shares the auxiliary of the first cue: "X a rappelé que …, et fait savoir que …"."""
        low = self.view.low
        if low[cue.start] not in self.view.words.two_faced or low[cue.start - 1] != "et":
            return False
        first = next((c for c in state.cues if c.finite), cue)
        return first.verb < cue.start and any(w in ("a", "ont") for w in low[first.start : first.verb])

    def _pronoun_before(self, unit: Unit, cue: CueGroup, stop: int) -> Speaker:
        """A subject pronoun before the cue ("il a affirmé que")."""
        view = self.view
        i = unit.start
        if view.low[i] in ("lui", "eux") and i in (cue.start, cue.start - 1):  # "Lui voit dans ce texte"
            return self.namer.pronoun("il" if view.low[i] == "lui" else "ils", i, i + 1, i, inverted=True)
        for i in range(cue.start - 1, max(unit.start, cue.start - 7) - 1, -1):
            if view.low[i] == "on":
                found = self.namer.circle(unit.start, i, i)
                found = found if found.actor else self.namer.circle(cue.end, stop, i)  # "On assure à Alger que"
                return found if found.actor else NOBODY
            aside = view.text[i - 1] == "," and view.text[i + 1] == ","
            if view.low[i] in view.words.subject_pronouns and not aside:
                if cue.kind.document and (text := self._text_meant(view.low[i], i)).found:
                    return text
                told_of = self._text_told_of(unit, i)
                found = self.namer.pronoun(view.low[i], i, i + 1, unit.start, inverted=False)
                return told_of if told_of.found else found if found.actor else NOBODY
            if view.mention(i) is not None or not (
                view.low[i] in view.words.between or view.pos[i] == "ADV" or view.timed[i] or view.text[i] == ","
            ):
                break
        return NOBODY

    def _text_told_of(self, unit: Unit, i: int) -> Speaker:
        """The text that the pronoun opening the unit at token `i` takes up: the subject of the unit before."""
        if i != unit.start or self.namer.last_unit >= self.namer.unit_index - 1:
            return NOBODY
        found = self.namer.text_before(gender="f" if self.view.low[i] == "elle" else "m")
        return replace(found, start=i, end=i + 1) if found.found and not self.view.low[i].endswith("s") else NOBODY

    def _text_meant(self, pronoun: str, i: int) -> Speaker:
        """The text that "il" or "elle" takes up before a verb of texts ("Il prévoit que"): the last one described."""
        view, gender = self.view, "f" if pronoun.startswith("elle") else "m"
        for j in range(i - 1, max(0, i - 60), -1):
            if view.low[j] in self.namer.nouns.documents and view.quote_at[j] < 0 and view.pos[j] == "NOUN":
                start = j - 1 if j and view.low[j - 1] in view.words.determiners else j
                end = view.noun_phrase_end(start, i)
                if view.low[end] == "en" and view.noun_phrase_end(end + 1, i) > end + 1:
                    end = view.noun_phrase_end(end + 1, i)  # "un plan en six points"
                text = self.namer.describe(start, end)
                actor = view.layers.actors.get(text.actor or "")
                if actor is not None and actor.gender == gender and (actor.number == "p") == pronoun.endswith("s"):
                    return text
        return NOBODY

    def _past_aside(self, unit: Unit, cue: CueGroup) -> Speaker | None:
        """Someone only described whom a relative clause or an apposition parts from the cue, or whom "qui" takes up.

        None where nothing of the kind parts them; NOBODY where it does and the words name no one that speaks.
        "Les habitants, que X avait vus, ont dit", "Ned Price, la voix de Washington, qui accuse", "un texte qui dit".
        """
        view = self.view
        i = cue.start - 1
        if i <= unit.start:
            return None
        if view.low[i] in _WHO:
            apart = view.text[i - 1] == ","
            found = self._antecedent(unit, i - apart, named=True)
            if apart and self.namer.is_document(found) and (of := owner_of(view, self.namer.nouns, found.start, i - 1)):
                found = self.namer.phrase(of, i - 1)  # "selon un tweet de X, qui promet"
            return found if found.found else None
        if view.text[i] != ",":
            return None
        for j in range(i - 1, max(unit.start, i - 40), -1):
            if view.text[j] in (".", ";", ":"):
                return None
            opened = view.text[j] == "," and j + 1 < i
            relative = view.low[j + 1] in ("qui", "que", "qu'", "dont", "où")
            if opened and view.low[j + 1] == "dont" and not any(view.finite[j + 1 : i]):
                return None  # "la junte, dont le chef, X, a dit": it goes on
            apposed = view.pos[j + 1] == "VERB" and not view.finite[j + 1] and not view.infinitive[j + 1]
            if opened and (relative or apposed):
                holder = view.mention(j - 1)
                if holder is not None and can_speak(holder):
                    return None
                found = self._antecedent(unit, j)
                if not found.found and relative and self._in_relative(unit, j):
                    continue  # "X, qui parraine un forum, où siègent …, accuse": a relative within a relative
                return found if found.found or (relative and self._phrase_start(unit, j) is not None) else None
        return None

    def of_relative(self, unit: Unit, before: int) -> Speaker:
        """The antecedent of the clause with "qui" in which token `before` stands ("le Trésor américain, qui voulait
        que « A »"); NOBODY where it stands in none or nothing that speaks precedes."""
        view = self.view
        for i in range(before - 1, unit.start + 1, -1):
            if view.text[i] in (",", ";", ":") or view.quote_at[i] >= 0:
                return NOBODY
            if view.low[i] == "qui":
                held = any(view.low[j] in view.words.auxiliaries for j in range(i + 1, min(i + 4, before)))
                if held and {"que", "qu'"}.isdisjoint(view.low[i:before]):
                    return NOBODY  # "X, qui aura « autorité »": told of X, not by X
                last = i - 1 - (view.text[i - 1] == ",")
                named = view.mention(last)
                if named is not None and can_speak(named):
                    return speaker_from(named)
                return self._antecedent(unit, last + 1, named=True)
        return NOBODY

    def _in_relative(self, unit: Unit, end: int) -> bool:
        """Whether the words before token `end` belong to another relative clause set off by commas."""
        for j in range(end - 1, max(unit.start, end - 40), -1):
            if self.view.text[j] in (".", ";", ":"):
                return False
            if self.view.text[j] == ",":
                return self.view.low[j + 1] in ("qui", "que", "qu'", "dont", "où")
        return False

    def _antecedent(self, unit: Unit, end: int, *, named: bool = False) -> Speaker:
        """Whom the noun phrase that ends before token `end` names; an apposition's is the one it is apposed to.

        `named`: a capital makes whatever stands there a name ("le Trésor américain, qui voulait que").
        """
        view = self.view
        start = self._phrase_start(unit, end)
        if start is None:
            return NOBODY
        if view.text[start - 1] == "," and start - 2 >= unit.start:
            holder = view.mention(start - 2)
            if holder is not None and holder.how == "name" and can_speak(holder) and not self._plain(start, end):
                return speaker_from(holder)
        if self._plain(start, end):
            return NOBODY
        capital = named and any(view.text[i][:1].isupper() and view.mention(i) is None for i in range(start + 1, end))
        return self.namer.phrase(start, end, quoted=capital)

    def _plain(self, start: int, end: int) -> bool:
        """Whether a name alone fills [start, end), an article aside."""
        mention = self.view.mention(end - 1)
        return mention is not None and mention.end == end and mention.start <= start + 1

    def _phrase_start(self, unit: Unit, end: int) -> int | None:
        """The first token of the longest noun phrase that ends before token `end`, at its article or at a comma."""
        view = self.view
        for start in range(max(unit.start, end - 14), end - 1):
            heads = view.pos[start] == "DET" or view.low[start] in view.words.determiners
            inside = (m := view.mention(start)) is not None and m.start < start
            governed = start > unit.start and view.low[start - 1] in ("de", "d'", "du", "des", "et")
            after_comma = start > unit.start and view.text[start - 1] == ","
            if not inside and not governed and (heads or after_comma) and view.noun_phrase_end(start, end) == end:
                return start
        return None

    def _by_parse(self, unit: Unit, cue: CueGroup) -> Speaker:
        """Someone only described whom the parse makes the subject of the cue, or of the verb it is joined to."""
        view = self.view
        verb = view.doc[cue.verb]
        for _ in range(3):
            for child in verb.children:
                if child.dep_.startswith("nsubj") and unit.start <= child.i < cue.start and view.quote_at[child.i] < 0:
                    start = child.i
                    while start > unit.start and view.pos[start - 1] in ("DET", "ADJ", "NUM"):
                        start -= 1
                    return self.namer.phrase(start, view.noun_phrase_end(start, cue.start))
            if verb.dep_ != "conj" or verb.head.i < unit.start:
                return NOBODY
            verb = verb.head
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
            if state.speaker.actor:
                return state.speaker
            found = self.namer.clause_subject(unit.start, before)
            return found if found.actor else self._by_parse(unit, cue)
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
        parsed = self._by_parse(unit, cue)
        if parsed.found:
            return parsed
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
