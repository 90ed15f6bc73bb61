"""Quotations that no incise, source or cue took: after a colon, continuing a statement, or fused in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from . import incises as incise_rules
from .complements import Complement
from .gapped import gapped_before
from .layers import MentionDraft
from .leads import author, owner
from .naming import Namer
from .phrases import past_opener, unnamed_subject
from .reading import Reading
from .speakers import NOBODY, Speaker, can_speak, speaker_from
from .statements import Told
from .subjects import Subjects
from .tense import MOVEMENT
from .units import Unit
from .view import View
from .word_table import VERBS

_WHOM = frozenset({"qui", "lequel", "laquelle", "lesquels", "lesquelles"})
_GOES_ON = frozenset({",", ":", ";", "–", "—", "("})
_HEARD_NEAR = 5
_WHICH = (["que"], ["qu'"])
_LONG, _PATIENCE = 3, 3
_HELPERS = 4
"""At most so many tokens stand between a participle and its auxiliary."""
_OF = frozenset({"de", "d'", "du", "des"})
_THIS = frozenset({"ce", "cet", "cette", "ces"})
_OWN = frozenset({"son", "sa", "leur"})


class Leftovers:
    """Gives speakers to the quotations left over in the units of one document; `add` adds a statement."""

    def __init__(self, view: View, namer: Namer, subjects: Subjects, add: Callable[[Reading, Told], str]) -> None:
        self.view, self.namer, self._subjects, self._add = view, namer, subjects, add
        self._speaking: tuple[Speaker, int] = (NOBODY, -1)
        self._waiting: list[tuple[Reading, Told]] = []
        self._patience = 0

    def report(self, state: Reading) -> None:
        """Make the statements of the quotations of `state` that are still free."""
        if self._turn(state):
            return
        if self._waiting and not (state.unit.numbers and self.view.is_mark(state.unit.start)):
            self._reveal(state.unit)
        for number in state.unit.numbers:
            if number in state.free:
                quote = self.view.outer[number]
                before, after = self.view.token_at(quote.outer_start), self.view.token_at(quote.outer_end - 1) + 1
                if not self._named_beside(state, before, after):
                    self._by_place(state, number, before, after)

    def _reveal(self, unit: Unit) -> None:
        """Give the quotations that wait to the person whom `unit` is about; the third that names nobody ends the wait.

        "« A. » La salle se tait. X range ses notes."
        """
        found = self._subject_after(unit, unit.start)
        self._patience -= 1
        if found.actor:
            self.flush(found, self._waiting[-1][0].unit.paragraph)
        elif self._patience <= 0 or unit.block == "title":
            self.flush(NOBODY)

    def _named_beside(self, state: Reading, before: int, after: int) -> bool:
        """Take the quotation [before, after) where words beside it say whose it is, or that it is what others write of
        ("« Brexit » : ce que disent les journaux")."""
        if self.view.low[after : after + 2] == [":", "ce"] and self.view.low[after + 2 : after + 3] in _WHICH:
            return True
        gapped = gapped_before(self.view, before, state.unit.start)
        named = speaker_from(gapped) if gapped is not None else self._signed(after, state.unit.end)
        named = named if named.found else self._for_whom(before, state.unit)
        if not named.found:
            named = owner(self.view, before, after, state.unit.end)
        if named.found:
            self._add(state, Told([(before, after)], named, None, (named.start, named.end)))
            return True
        agent = self._agent(before, after, state.unit)
        if not agent.found:
            return False
        kept, last, at = state.speaker, self.namer.last, (self.namer.last_unit, self.namer.last_paragraph)
        self._add(state, Told([(before, after)], agent, None, (agent.start, agent.end)))
        state.speaker, self.namer.last = kept, last  # the sentence is still its subject's
        self.namer.last_unit, self.namer.last_paragraph = at
        return True

    def _by_place(self, state: Reading, number: int, before: int, after: int) -> None:
        """Take the quotation [before, after) by where it stands in its unit."""
        view, unit = self.view, state.unit
        if (cue := incise_rules.cue_after_colon(view, unit, state.cues, before)) is not None:
            speaker = self._subjects.of_cue(state, cue, Complement(before, after, "quote"))[0]
            self._add(state, Told([(before, after)], speaker, cue, (cue.start, cue.end)))
        elif (topic := self._headed(before, after, unit)).actor:
            self._add(state, Told([(before, after)], topic))
        elif before <= unit.start + 1 and after >= unit.end - 1:
            told = Told([(unit.start, unit.end)], self._continuing(unit))
            at = view.idx[unit.start]
            opens = (at == 0 or "\n" in view.layers.text[max(0, at - 2) : at]) and self._is_whole(number)
            if told.speaker.actor or (view.outer[number].closed and not opens):
                self._add(state, told)
            else:
                self._waiting, self._patience = [*self._waiting, (state, told)], _PATIENCE
        elif (begin := self._colon_before(before, unit)) is not None:
            here = author(view, self.namer, unit.start, begin)
            if not here.found:
                here = state.speaker if state.speaker.actor else self._teller(unit, begin)
            if not here.found and self._is_elliptical(unit, begin):
                here = self._continuing(unit)
                here = here if here.actor else replace(self._just_told_of(), start=0, end=0)
            if self._is_label(unit, begin, before, number):
                return
            if unit.block == "title" and here.start == unit.start and self._is_topic(unit, begin):
                here = NOBODY  # "Soudan du Sud : X signe, avec « réserves »": of the country, not by it
            self._add(state, Told([(begin + 1, unit.end)], here, None, (unit.start, begin)))
        elif view.previous(before, unit.start) is not None:
            self._fused(state, number, before, after)
        elif self._is_whole(number):
            self._add(state, Told([(before, after)], self._who_comes(unit, number, after)))

    def _who_comes(self, unit: Unit, number: int, after: int) -> Speaker:
        """The person whom the sentence after a quotation is about, where the quotation opens the paragraph."""
        view = self.view
        whole = view.layers.text[view.outer[number].end - 1] in ".!?…"
        return NOBODY if not whole or view.text[after] in _GOES_ON else self._subject_after(unit, after)

    def _subject_after(self, unit: Unit, after: int) -> Speaker:
        """The person whom the sentence from token `after` is about, where nobody has spoken in its paragraph."""
        view, namer = self.view, self.namer
        if namer.last_paragraph == unit.paragraph:
            return NOBODY
        found = namer.clause_subject(after, unit.end)
        if not found.actor and (unnamed := unnamed_subject(view, namer.nouns, unit))[1]:
            found = namer.describe(*unnamed)
        return replace(found, start=0, end=0) if namer.is_human(found) else NOBODY

    def _is_said(self, number: int) -> bool:
        """Whether a quotation is long enough to be somebody's words where nothing says whose."""
        quote = self.view.outer[number]
        return len(self.view.layers.text[quote.start : quote.end].split()) >= _LONG

    def _is_whole(self, number: int) -> bool:
        """Whether a quotation is long enough to be said, or a sentence of its own, however short."""
        return self._is_said(number) or self.view.layers.text[self.view.outer[number].end - 1] in ".!?…"

    def _turn(self, state: Reading) -> bool:
        """A turn of a transcript, without marks: "X : Nous partons." and what X says after it in the paragraph."""
        view, unit = self.view, state.unit
        if unit.numbers or unit.block == "title" or state.spoken:
            return False
        mention = view.mention(unit.start)
        opens = mention is not None and mention.start == unit.start and mention.end + 1 < unit.end
        if mention is not None and opens and view.text[mention.end] == ":" and self.namer.is_person(mention):
            if not view.has_clause(mention.end + 1, unit.end) and view.pos[mention.end + 1] not in ("ADV", "INTJ"):
                return False
            speaker = speaker_from(mention)
            self._speaking = (speaker, unit.paragraph)
            frame = (unit.start, mention.end)
            return bool(self._add(state, Told([(mention.end + 1, unit.end)], speaker, None, frame)))
        if self._speaking[1] != unit.paragraph:
            return False
        return bool(self._add(state, Told([(unit.start, unit.end)], replace(self._speaking[0], start=0, end=0))))

    def flush(self, speaker: Speaker, paragraph: int = -1) -> None:
        """Give `speaker` the quotations left open: those unclosed, and those that open `paragraph`, where he speaks."""
        waiting, self._waiting = self._waiting, []
        for state, told in waiting:
            closed = all(q.closed for q in state.unit.quotes)
            whose = speaker if not closed or state.unit.paragraph == paragraph else NOBODY
            self._add(state, replace(told, speaker=replace(whose, start=0, end=0)))

    def _signed(self, after: int, stop: int) -> Speaker:
        """Whose the words are said to be: « A » : ces mots sont de X, « A », la formule est de X."""
        view, i = self.view, after
        while i < stop and view.text[i] in {":", ",", "–", "—"}:
            i += 1
        first = after + 1 + (view.low[after + 1 : after + 2] == ["dixit"])
        inner = self.view.mention(first) if first + 1 < stop else None
        if view.low[after : after + 1] in (["("], ["–"], ["—"]) and inner is not None and self.namer.is_person(inner):
            closed = view.text[inner.end : inner.end + 1] == [")"] if view.text[after] == "(" else inner.end >= stop - 1
            return speaker_from(inner) if closed else NOBODY
        if i == after + 1 and i + 1 < stop and view.low[i] == "pour" and view.text[after] == ",":
            return self._set_after(i + 1, stop)
        if i == after or i + 3 >= stop or view.pos[i] != "DET" or view.low[i + 1] not in self.namer.nouns.sayings:
            return NOBODY
        verb = next((j for j in range(i + 2, min(i + 6, stop)) if view.low[j] in view.words.auxiliaries), stop)
        of = next((j for j in range(verb + 1, min(verb + 4, stop)) if view.low[j] in _OF), stop)
        return self.namer.phrase(of + 1, stop, quoted=True) if of + 1 < stop else NOBODY

    def _set_after(self, start: int, stop: int) -> Speaker:
        """Who is named from token `start` to the end of the clause: « A », pour X."""
        view = self.view
        end = view.noun_phrase_end(start, stop)
        closed = end > start and (end >= stop or view.text[end] in {",", ";", ".", "…", "!", "?"})
        named = any((m := view.mention(i)) is not None and self.namer.is_person(m) for i in range(start, end))
        return self.namer.phrase(start, stop) if closed and named else NOBODY

    def _for_whom(self, before: int, unit: Unit) -> Speaker:
        """The antecedent of "pour qui" or "selon lequel" right before quoted words."""
        view = self.view
        if (
            before - 3 < unit.start
            or view.low[before - 1] not in _WHOM
            or view.low[before - 2] not in ("pour", "selon")
        ):
            return NOBODY
        mention = view.mention(before - 3 - (view.text[before - 3] == ","))
        return speaker_from(mention) if mention is not None and can_speak(mention) else NOBODY

    def _headed(self, before: int, after: int, unit: Unit) -> Speaker:
        """The subject of the clause that quoted words head: « A » : X hausse le ton."""
        heads = before <= unit.start and self.view.text[after : after + 1] == [":"]
        clause = heads and self.view.has_clause(after + 1, unit.end)
        return self.namer.subject_of(after + 1, unit.end) if clause else NOBODY

    def _agent(self, before: int, after: int, unit: Unit) -> Speaker:
        """The agent of a passive: "accusé par X de « A »", "qualifié de « A » par X"."""
        view = self.view
        low = view.low
        if low[after : after + 1] == ["par"] and after + 1 < unit.end and self._has_participle(before - 3, before):
            return self._someone(after + 1, unit.end)
        if low[before - 1] not in ("de", "d'", "comme", "à"):
            return NOBODY
        for i in range(before - 2, max(unit.start, before - 10), -1):
            if low[i] == "par" and self._has_participle(i - 1, i):
                found = self._someone(i + 1, before - 1)
                return found if found.end == before - 1 else NOBODY
            if view.text[i] in {",", ";", ":"} or view.finite[i]:
                break
        return NOBODY

    def _befalls(self, start: int, before: int) -> bool:
        """Whether the verb that quoted words follow is a passive, which tells what befalls its subject: "sera créée
        « sans délai »", "est attendu « sous peu »", not "est convaincu de « A »", "est venu « A »"."""
        verb = next((t for t in reversed(self.view.doc[start:before]) if t.pos_ == "VERB"), None)
        if verb is None or verb.i < start + 2 or "Part" not in verb.morph.get("VerbForm", []):
            return False
        near = self.view.doc[max(start, verb.i - _HELPERS) : verb.i]
        helped = any(t.lemma_ == "être" for t in near) and not any(t.lower_ in ("se", "s'", "avoir") for t in near)
        feels = verb.lower_.rstrip("s").removesuffix("e") in self.view.words.felt
        return helped and not feels and verb.lemma_.lower() not in MOVEMENT

    def _has_participle(self, start: int, end: int) -> bool:
        view = self.view
        words = [view.low[i] for i in range(max(start, 0), end) if view.pos[i] in ("VERB", "ADJ")]
        return any(w.endswith(("é", "ée", "és", "ées", "ie", "is", "it", "ite", "its")) for w in words)

    def _someone(self, start: int, stop: int) -> Speaker:
        while start < stop and self.view.low[start] in ("le", "la", "les", "l'"):
            start += 1
        mention = self.view.mention(start) if start < stop else None
        if mention is not None and can_speak(mention):
            return speaker_from(mention)
        return self.namer.phrase(start - (self.view.low[start - 1] in ("le", "la", "les", "l'")), stop)

    def _teller(self, unit: Unit, colon: int) -> Speaker:
        """The subject of the clause before the colon; a thing said to be clear is none ("Le message est clair")."""
        named = self.namer.subject_of(unit.start, colon)
        if not named.actor and (acting := self._acting(unit.start, colon)) is not None:
            return speaker_from(acting)
        if named.actor or self.view.low[unit.start] in self.view.words.subject_pronouns:
            return named if named.actor else self._subjects.by_pronoun(unit, colon)
        end = self.view.noun_phrase_end(unit.start, colon)
        if not set(self.view.low[unit.start : end]) & self.namer.nouns.speaking:
            return named
        found = self.namer.phrase(unit.start, colon)
        return found if found.found and self.view.has_clause(found.end, colon) else named

    def _is_topic(self, unit: Unit, colon: int) -> bool:
        """Whether a state's bare name before the colon is what the title tells of: "Islande : « A »"."""
        mention = self.view.mention(unit.start)
        whole = mention is not None and (mention.start, mention.end, mention.how) == (unit.start, colon, "name")
        actor = self.view.layers.actors.get(mention.actor or "") if mention is not None and whole else None
        return actor is not None and actor.kind == "state"

    def _is_label(self, unit: Unit, colon: int, before: int, number: int) -> bool:
        """Whether a place before the colon heads a line without a verb, whose marks hold a few words of the line's
        own: "Soudan : la « dernière chance » de Djeddah"."""
        view, label = self.view, self.view.mention(unit.start)
        actor = view.layers.actors.get(label.actor or "") if label is not None and label.end == colon else None
        named = label is None or label.as_place or (actor is not None and actor.kind == "state")
        bare = named and all(view.pos[i] in ("PROPN", "NOUN", "ADP", "ADJ") for i in range(unit.start, colon))
        inside = {"VERB", "AUX"}.isdisjoint(view.pos[colon:before])
        return bare and inside and before > colon + 1 and not self._is_said(number)

    def _acting(self, first: int, colon: int) -> MentionDraft | None:
        """The person right before the last verb before the colon: "Pour ce que Y préparait, X avait un mot : « A »"."""
        view = self.view
        verb = next((i for i in range(colon - 1, first, -1) if view.finite[i] and view.quote_at[i] < 0), first)
        named = view.mention(verb - 1) if verb > first else None
        return named if named is not None and self.namer.is_person(named) else None

    def _is_elliptical(self, unit: Unit, colon: int) -> bool:
        """Whether the words before the colon tell only where or when the same one goes on ("Sur CNN, jeudi :")."""
        view = self.view
        before = range(unit.start, colon)
        actors = view.layers.actors
        inside = (actors.get(m.actor or "") for i in before if (m := view.mention(i)) is not None)
        named = any(actor is not None and actor.kind != "organisation" for actor in inside)  # a channel may be named
        opens = view.low[unit.start] in view.words.prepositions | {"puis", "et"} or self.namer.same(unit.start).found
        told = range(
            unit.start + 1 + (view.low[unit.start] in ("et", "puis")), unit.end
        )  # "Et fixé sa condition : « A »"
        done = not view.finite[unit.start + 1] and told.start == unit.start + 2
        return opens and not named and not any(view.pos[i] in ("VERB", "AUX") for i in before if i in told or not done)

    def _just_told_of(self) -> Speaker:
        """The person whom the unit before was about, if it was about one."""
        namer = self.namer
        return namer.topic if namer.topic_unit == namer.unit_index - 1 and namer.is_human(namer.topic) else NOBODY

    def _continuing(self, unit: Unit) -> Speaker:
        """A unit that is one quotation continues the statement before it, in its paragraph or a unit or two ago."""
        namer, told_of = self.namer, self._just_told_of()
        if told_of.actor and namer.last_unit < namer.topic_unit and self._has_turned(unit, told_of):
            return replace(told_of, start=0, end=0)  # "X a dit A. Y lève les yeux. « B »"
        near = self.namer.unit_index - self.namer.last_unit <= 2 or self.namer.last_paragraph == unit.paragraph
        return replace(self.namer.last, start=0, end=0) if near else NOBODY

    def _has_turned(self, unit: Unit, told_of: Speaker) -> bool:
        """Whether the unit before leaves who spoke for somebody else: in a new paragraph, or by a name."""
        fresh = self.namer.last_paragraph != unit.paragraph
        named = self.view.mention(told_of.start) if told_of.end > told_of.start else None
        return fresh or (named is not None and named.how == "name" and told_of.actor != self.namer.last.actor)

    def _subject_from(self, led: int, unit: Unit) -> Speaker:
        """The subject of the main clause from token `led` on, its words no part of what it says in the opener."""
        return replace(self.namer.clause_subject(led, unit.end), start=0, end=0)

    def _of_own_country(self, speaker: Speaker) -> Speaker:
        """`speaker`, or whoever speaks of "son pays": "X a menacé Y. Son pays répondra « sans attendre »"."""
        mention = self.view.mention(speaker.start) if speaker.found else None
        owned = mention is not None and mention.how == "periphrasis" and self.view.low[mention.start] in _OWN
        fresh = self.namer.last if self.namer.unit_index - self.namer.last_unit <= 1 else self._just_told_of()
        return replace(fresh, start=0, end=0) if owned and self.namer.is_human(fresh) else speaker

    def _colon_before(self, before: int, unit: Unit) -> int | None:
        view = self.view
        for i in range(before - 1, unit.start, -1):
            if view.text[i] == ":" and view.quote_at[i] < 0 and i - unit.start > 2:
                return i
        return None

    def _fused(self, state: Reading, number: int, before: int, after: int) -> None:
        """Quoted words in a narrated sentence: its subject's, where the subject can speak."""
        view, unit = self.view, state.unit
        heard = range(max(unit.start, before - _HEARD_NEAR), before)
        got = any(view.low[i] in VERBS.heard and view.pos[i] == "VERB" for i in heard)
        if (got or view.low[before - 1] in _THIS) and not view.has_clause(before, after):
            return  # "cette « poignée de main » n'a pas tenu": the writer's words; "a essuyé une réponse « glaciale »"
        colon = next((i for i in range(unit.start + 1, before - 1) if view.text[i] == ":"), before)
        if colon < before and self._is_label(unit, colon, before, number):
            return
        if view.text[before - 1] == ":" and self._is_topic(unit, before - 1):
            self._add(state, Told([(before, after)], NOBODY))
            return
        source = next((s for s in state.sources if s.speaker.actor), None)
        begin = next(
            (i + 1 for i in range(before - 1, unit.start, -1) if view.text[i] == ";" and view.quote_at[i] < 0),
            unit.start,
        )
        led = past_opener(view, begin, unit.end)  # "En se disant « prêt », X a …": X says it
        whose = (
            self._subject_from(led, unit)
            if led > before
            else self._subjects.head(replace(unit, start=max(begin, led)), before)
        )
        speaker = source.speaker if source else whose
        if not source and (told := self._subjects.of_relative(unit, before)).found:
            speaker = told
        if not source and (asked := self.namer.text_before(asked=True)).found:
            speaker = replace(asked, start=0, end=0)  # "Que dit le texte ? Les armées « se retirent »."
        if (
            self.namer.is_document(speaker)
            and speaker.found
            and {"VERB", "AUX"}.isdisjoint(view.pos[unit.start : before])
            and not view.finite[before + 1]
        ):
            self._add(state, Told([(before, after)], NOBODY))  # "Un accord « tout proche »": said of it, not by it
            return
        speaker = self._of_own_country(speaker)
        if not source and self._befalls(max(begin, led), before):
            speaker = NOBODY  # "La commission sera créée « sans délai »": said of it, not by it
        if speaker.found and speaker.end == before and view.low[speaker.start] in view.words.indefinite:
            return  # "un délégué « de second rang » est venu": what he is, nothing he says
        heads = not view.has_clause(begin, before) and view.low[before - 1] in view.words.determiners
        if heads and speaker.found and speaker.end == before and view.mention(speaker.start) is None:
            return  # "Les habitants de la « zone tampon » attendent": a name for the thing
        if not speaker.actor and not speaker.candidates:
            long = self._is_said(number)
            fresh = self.namer.unit_index - self.namer.last_unit <= 1
            if not long or (heads and not fresh and not view.has_clause(before, after)):
                return
            speaker = replace(self.namer.last, start=0, end=0) if fresh else NOBODY
        self._add(state, Told([(before, after)], speaker))
