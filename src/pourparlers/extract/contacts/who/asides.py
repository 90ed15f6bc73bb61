"""Participles and asides between commas: of whom "reçu lundi à Rome par X" is told, and the subject on the other side
of what stands between: "X, précise Y, rencontrera Z"."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ....annotate.cue_forms import CueGroup, CueKind
from ....annotate.layers import Layers, MentionDraft
from ....annotate.tree import Doc, Token
from ....annotate.word_table import GRAMMAR, PHRASES
from ..contact_table import PartyWords
from .lists import is_party

Apposed: TypeAlias = MentionDraft | Literal["fronted"] | None

_LONG = 18
"""At most so many tokens stand between a participle and the comma before it."""
_ASIDE = 24
"""At most so many tokens are an aside."""
_SHORT = 6
"""At most so many tokens stand in the brackets behind a name that give its short form."""
_PARTED = 10
"""At most so many tokens stand between an auxiliary and its participle."""
_EACH = frozenset({"à", "de", "d'"})
_TWO = 2
_SOURCES: Final = PHRASES.sourcing
NO_KIND = CueKind("", frozenset(), frozenset(), incise=False, reflexive=False, strong=False, keep_prep=False)


def is_bare_participle(doc: Doc, i: int) -> bool:
    """Whether the word at token `i` is a past participle without its auxiliary: "reçu lundi", against "a été reçu"."""
    token = doc[i]
    if "Part" not in token.morph.get("VerbForm", []) or token.lower_.endswith("ant"):
        return False
    before = doc[max(token.sent.start, i - 4) : i]
    return not any(t.pos_ == "AUX" for t in before) and not any(c.dep_.startswith("aux") for c in token.children)


def _is_finite(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"} and token.morph.get("VerbForm", []) == ["Fin"]


class AsideReader:
    """Reads what stands between commas in one document."""

    def __init__(self, doc: Doc, layers: Layers, words: PartyWords) -> None:
        self._doc, self._layers, self._words = doc, layers, words
        self._verb_groups: dict[int, CueGroup] = {}  # asked for again and again

    def verb_group(self, verb: int) -> CueGroup:
        """The verb group around token `verb`, in the form that subject look-ups read."""
        if verb not in self._verb_groups:
            self._verb_groups[verb] = self._verb_group(verb)
        return self._verb_groups[verb]

    def _verb_group(self, verb: int) -> CueGroup:
        lefts = (c for c in self._doc[verb].lefts if c.dep_.startswith(("aux", "expl")))  # "s'est d'abord entretenu"
        own = [c.i for c in lefts if c.dep_ != "expl:subj" or not self._is_somebody(c.i)]
        named = [
            m for k in range(min([verb, *own]), verb) if (m := self._layers.by_token.get(k)) and m.how != "pronoun"
        ]
        start = verb if any(is_party(m) for m in named) else min([verb, *own])
        while start > 0 and not self._doc[start].is_sent_start:
            before = self._doc[start - 1]
            verbal = before.pos_ == "PRON" or _is_finite(self._doc[start])  # "doit le recevoir", "les recevra"
            clitic = before.lower_ in {"le", "la", "les"} and verbal
            joins = clitic or (before.lower_ in self._words.group_words and before.pos_ != "CCONJ")
            if not (before.pos_ in {"AUX", "ADV"} or joins):
                if (over := self.auxiliary(start, verb)) is None:
                    break
                start = over + 1
            start -= 1
        return CueGroup(start, verb, verb + 1, NO_KIND)

    def _is_somebody(self, i: int) -> bool:
        """Whether the pronoun at token `i`, which the parser calls an expletive, was found to mean somebody and is the
        subject of a verb of one's own: "Il se rendra mardi à Rome", "Il y a vu X"."""
        after = [t.lower_ for t in self._doc[i + 1 : i + 3] if t.lower_ not in {"ne", "n'"}]
        return i in self._layers.by_token and after[:1] in (["se"], ["s'"], ["y"])

    def past(self, i: int) -> int:
        """The token past the aside that begins at token `i`, or `i`: "a dit ⟦de son côté⟧ X"."""
        said = " ".join(t.lower_ for t in self._doc[i : i + _SHORT])
        aside = next((a for a in self._words.asides if said.startswith(f"{a} ")), None)
        return i if aside is None else i + aside.count(" ") + 1

    def auxiliary(self, start: int, verb: int) -> int | None:
        """The auxiliary before token `start` of the participle at token `verb`, over a day or such words as "de son
        côté": "a de son côté parlé avec"; None where none stands there."""
        doc, i = self._doc, start - 1
        if "Part" not in doc[verb].morph.get("VerbForm", []) or any(t.pos_ == "AUX" for t in doc[start:verb]):
            return None
        while i > 0 and start - i < _PARTED:
            if doc[i].lemma_ == "avoir":
                return i
            timed = self._layers.is_timed(doc[i])
            phrase = next((p for p in self._words.asides if self._ends_with(p, i)), None)
            if phrase is None and not timed and doc[i].text != "," and doc[i].pos_ != "ADV":
                return None
            i -= len(phrase.split()) if phrase is not None else 1
        return None

    def _ends_with(self, phrase: str, i: int) -> bool:
        """Whether `phrase` ends at token `i`."""
        words = phrase.split()
        return [t.lower_ for t in self._doc[max(0, i - len(words) + 1) : i + 1]] == words

    def apposed(self, verb: int, first: int) -> Apposed:
        """Whom the bare participle at token `verb` qualifies: the mention before its comma ("X, arrivé la veille et
        reçu par Y"), or "fronted" where it opens the sentence, over a day or a place ("Le 3 mars, réunis à Rome, X et
        Y"). None where it is no such participle."""
        doc = self._doc
        if not is_bare_participle(doc, verb):
            return None
        if (headed := self._headed(verb, first)) is not None:
            return headed
        comma = self._comma_before(verb, first)
        if comma is None or comma < first or all(self._is_circumstance(j) for j in range(first, comma)):
            return "fronted" if comma is not None else None
        last = comma - 1
        if doc[last].text == ")":  # "l'Union africaine (UA), réunie à Rome"
            last = next((j - 1 for j in range(last, max(first, last - _SHORT), -1) if doc[j].text == "("), last)
        holder = self._layers.by_token.get(last)
        return holder if holder is not None and is_party(holder) else None

    def _headed(self, verb: int, first: int) -> MentionDraft | None:
        """Whom the participle right behind him qualifies in a line without a verb: "Rome : X reçu mardi par Y"."""
        doc, holder = self._doc, self._layers.by_token.get(verb - 1)
        if verb <= first or holder is None or not is_party(holder) or holder.end != verb:
            return None
        line = doc[verb].sent
        opens = holder.start <= first or doc[holder.start - 1].text in {":", "-", "–", "—"}
        agent = next((t for t in doc[verb + 1 : min(line.end, verb + _PARTED)] if t.lower_ in self._words.agent), None)
        finite = any(map(_is_finite, doc[first : line.end]))
        return holder if opens and agent is not None and not finite else None

    def joined_to(self, last: MentionDraft) -> list[MentionDraft]:
        """Those whom "et" and commas join to `last`, before it: "X, Y et Z, réunis à Rome,"."""
        found: list[MentionDraft] = []
        i = last.start
        while i > 1:
            j = i - 1
            while j > 1 and self._doc[j].pos_ == "DET":
                j -= 1
            before = self._layers.by_token.get(j - 1)
            joint = self._doc[j].lower_ == "et" or (found and self._doc[j].text == ",")
            if not joint or before is None or not is_party(before):
                break
            found.insert(0, before)
            i = before.start
        return found

    def _comma_before(self, verb: int, first: int) -> int | None:
        """The comma that opens the participle's phrase, `first` - 1 where the sentence does; None where neither."""
        for j in range(verb - 1, max(first - 1, verb - _LONG) - 1, -1):
            if j < first or self._doc[j].text == ",":
                return j
            joined = self._doc[j].pos_ in {"ADV", "CCONJ"} or is_bare_participle(self._doc, j)
            if not joined and not self._is_circumstance(j):
                return None
        return None

    def _is_circumstance(self, j: int) -> bool:
        """Whether token `j` is of a day, a place or the words that bring them."""
        token, mention = self._doc[j], self._layers.by_token.get(j)
        timed = self._layers.is_timed(token)
        placed = mention is not None and mention.as_place
        return timed or placed or token.pos_ in {"ADP", "DET", "ADV"} or token.is_space or token.text == ","

    def over(self, start: int, first: int) -> int | None:
        """The token where the verb group that begins at `start` would begin without the aside before it, which "qui"
        may follow: "X, précise Y, | rencontrera", "c'est X, resté à Rome, qui | a appelé"; None where none stands
        there."""
        doc, close = self._doc, start - 1
        if close > first and doc[close].lower_ == "qui":
            close -= 1
        if close <= first or doc[close].text != ",":
            return None
        opening = next((j for j in range(close - 1, max(first, close - _ASIDE), -1) if doc[j].text == ","), None)
        if opening is None:
            return None
        said = doc[opening + 1].pos_ in {"VERB", "AUX"} or doc[opening + 1].lower_ in _SOURCES
        finite = any(map(_is_finite, doc[opening:close]))
        return opening if said or not finite else None

    def on_behalf(self, start: int, first: int) -> int:
        """The token where the verb group that begins at `start` would begin without the aside before it that tells for
        whom its subject acts: "X, pour la France, | a signé"; `start` where none stands there."""
        doc, close = self._doc, start - 1
        last = self._layers.by_token.get(close - 1)
        if close <= first or doc[close].text != "," or last is None:
            return start
        k = last.start - 1
        while k > first and doc[k].pos_ == "DET":
            k -= 1
        told = doc[k].lower_ in self._words.behalf and doc[k - 1].text == ","
        return k - 1 if told and k - 1 > first else start

    def sides(self, start: int, first: int) -> list[MentionDraft]:
        """The camps for which the subjects of the verb group at token `start` act: "X, pour le gouvernement, et Y, pour
        l'opposition, | ont signé"; nobody where they are states, whose ministers meet."""
        doc, found = self._doc, list[MentionDraft]()
        end = start
        while (begin := self.on_behalf(end, first)) < end:
            side = self._layers.by_token.get(end - 2)
            if side is None or not is_party(side):
                return []
            found.insert(0, side)
            named = self._layers.by_token.get(begin - 1)
            end = named.start if named is not None else begin
            while end > first and (doc[end - 1].lower_ == "et" or doc[end - 1].pos_ in {"DET", "NOUN", "ADJ"}):
                end -= 1
        states = any(self._layers.actors[a].kind == "state" for m in found for a in m.actors)
        return found if len(found) > 1 and not states else []

    def is_incise(self, start: int, end: int) -> bool:
        """Whether the mention at tokens [start, end) is the subject of an aside that says who speaks: ", précise
        X,"."""
        doc, j = self._doc, start - 1
        while j > 0 and (doc[j].pos_ in {"DET", "ADJ"} or self._layers.is_timed(doc[j])):
            j -= 1
        j -= j > 1 and doc[j].pos_ == "VERB" and doc[j - 1].lower_ in GRAMMAR.have  # ", a annoncé mardi X,"
        said = j > 1 and doc[j].pos_ in {"VERB", "AUX"} and doc[j - 1].text == "," and doc[j].lower_ != "est"
        return said and end < len(doc) and any(t.text == "," for t in doc[end : end + 12])

    def is_repeated(self, i: int) -> bool:
        """Whether the verb brings each of two whom "et" joins by the preposition at token `i`: "L'idée revient à X et à
        Y, qui"; not "les conseillers de X et de Y, qui"."""
        doc, other = self._doc, self._layers.by_token.get(i - 2)
        if doc[i].lower_ not in _EACH or doc[i - 1].lower_ != "et" or other is None or other.start < _TWO:
            return False
        own = doc[other.start - 1].lower_ in _EACH and doc[other.start - 2].pos_ not in {"NOUN", "ADJ", "PROPN"}
        return own and (doc[i].lower_ == "à") == (doc[other.start - 1].lower_ == "à")

    def is_plural(self, cue: CueGroup) -> bool:
        """Whether the finite word of the verb group is of the third person plural."""
        for token in self._doc[cue.start : cue.verb + 1]:
            if token.morph.get("VerbForm", []) == ["Fin"]:
                return token.morph.get("Number", []) == ["Plur"] or token.lower_.endswith("ent")
        return False


_CLOSING = {'"': '"', "«": "»", "“": "”"}


def past_manner(doc: Doc, j: int, stop: int) -> int:
    """The token past the quoted adverb that begins at token `j`, or `j`: "rencontrera ⟦« prochainement »⟧ X"."""
    closing = _CLOSING.get(doc[j].text)
    if closing is None:
        return j
    end = next((t.i for t in doc[j + 2 : min(stop, j + 4)] if t.text == closing), stop)
    only = end < stop - 1 and all(t.pos_ in {"ADV", "ADJ"} for t in doc[j + 1 : end])
    return end + 1 if only else j
