"""Persons whom no table knows: name words that a title, a given name, a nationality or a verb makes a person's."""

from __future__ import annotations

from typing import Final, Protocol

from .claims import Claims
from .gazetteer import fold_accents
from .names import name_run, name_starts, title_before
from .tree import Token, text_of
from .word_table import NOUNS, PHRASES, VERBS

_ARTICLES = frozenset({"le", "la", "l'", "les", "du", "des", "au", "aux", "un", "une", "ce", "cette", "son", "sa"})
_BEFORE_NOUN: Final = PHRASES.before_noun
_CLITICS = frozenset({"se", "s'", "ne", "n'", "l'", "le", "la", "les", "lui", "leur", "y", "en"})
_BEFORE_VERB = frozenset({"qui", "se", "s'", "ne", "n'"})
_SITES: Final = NOUNS.named_sites
_SHORTEST, _PHRASE = 2, 8
_SEVERAL: Final = VERBS.plural_ends


def _is_plural_verb(token: Token) -> bool:
    """Whether the token is a verb of several by its form."""
    return token.pos_ in {"VERB", "AUX"} and token.lower_.endswith(_SEVERAL)


class _Adds(Protocol):
    def add_new(self, start: int, end: int, *, first: int, gender: str, function: str = "", body: str = "") -> object:
        """Add the person named by tokens [start, end)."""


class Newcomers:
    """Finds them in one document, once every known name is taken; `people` keeps them."""

    def __init__(self, claims: Claims, people: _Adds) -> None:
        self._claims, self._doc, self._people = claims, claims.doc, people
        self._starts = name_starts(self._doc)
        titled = [i for i in self._starts if title_before(self._doc, i)[0] < i]
        self._titled = {self._doc[name_run(self._doc, i) - 1].text for i in titled}

    def link(self) -> None:
        """Add every such person."""
        i = 0
        for start in self._starts:
            end = name_run(self._doc, start) if start >= i and start not in self._claims.taken else start
            if end == start:
                continue
            i = start
            end = self._before_of(i, end)
            if end == i + 1 and self._given(i) in self._claims.given:  # "Thomas de Waal"
                whole = name_run(self._doc, i, with_of=True)
                end = whole if not self._claims.holds_known(i, whole) else end
            first, gender = title_before(self._doc, i)
            if self._is_of_site(i, end):
                i = end
                continue
            if self._claims.is_free(i, end) and not self._claims.holds_known(i, end):
                if first < i or self._is_person(i, end):
                    self._people.add_new(i, end, first=first, gender=gender or self._gender(i))
            elif end - i > 2 and self._claims.is_free(i + 1, end) and (demonym := self._nationality_noun(i)):
                self._people.add_new(i + 1, end, first=i + 1, gender=demonym[1], body=demonym[0])
            i = end

    def _is_of_site(self, start: int, end: int) -> bool:
        """Whether the run names a site: "un médecin de l'hôpital Al-Nao", "le palais de Miraflores"; not its owner with
        a given name ("la villa de Rafael Trujillo")."""
        before = [t.lower_ for t in self._doc[max(0, start - 2) : start]]
        if before[-1:] and before[-1] in _SITES:
            return True
        return end - start == 1 and before[1:] in (["de"], ["du"], ["d'"]) and before[0] in _SITES

    def _before_of(self, start: int, end: int) -> int:
        """Where a place or a body that begins the run ends, with "d'" after it: "vers les États-Unis d'X Y"."""
        known = self._claims.at.get(start)
        if known is None or known.end >= end or self._doc[known.end].lower_ != "d'":
            return end
        return known.end if self._claims.holds_known(start, start + 1) else end

    def _is_person(self, start: int, end: int) -> bool:
        """Whether the run stands as a person's name does: it begins with a given name, or acts, or has an age."""
        if end - start == 1:
            return self._speaks(start)
        before = start - 1 if start and self._doc[start - 1].text.islower() else start  # "le groupe X Y"
        if not self._claims.of_bodies.isdisjoint(t.lower_ for t in self._doc[before:end]):
            return False
        if self._acts(start, end) or self._has_age(end) or self._has_given_name(start, end):
            return True
        if self._is_ranked(start):
            return True
        if self._is_articled(start):
            return False
        if self._is_introduced(start, end):
            return True
        again = not self._titled.isdisjoint((self._doc[start].text, self._doc[end - 1].text))  # "M. Y" for "X Y"
        return again or self._is_called(end) or self._is_beside_another(start, end) or self._is_among(start, end)

    def _is_ranked(self, start: int) -> bool:
        """Whether a noun that only a person is stands right before the words: "le colonel-major X Y"."""
        joined = start > _SHORTEST and self._doc[start - 2].text == "-" and self._doc[start - 1].text.islower()
        before = self._doc[start - 3 if joined else start - 1] if start else None
        if before is not None and before.pos_ == "ADJ" and before.text.islower() and start > _SHORTEST and not joined:
            before = self._doc[start - 2]  # "du militant sikh X Y"
        noun = before is not None and before.pos_ in {"NOUN", "ADJ"} and before.text.islower()
        return noun and before is not None and fold_accents(before.lower_).partition("-")[0] in self._claims.humans

    def _is_introduced(self, start: int, end: int) -> bool:
        """Whether a comma sets the words after what somebody is: "l'archevêque de Lima, X Y, dénonce"."""
        doc = self._doc
        if start < _SHORTEST + 1 or doc[start - 1].text != "," or end >= len(doc):
            return False
        closed = doc[end].text in {",", ".", ")", ";"} or doc[end].pos_ in {"VERB", "AUX"}
        for i in range(start - 2, max(start - _PHRASE, -1), -1):
            if doc[i].is_punct or doc[i].pos_ in {"VERB", "AUX", "PRON"}:
                return False
            if doc[i].lower_ in _ARTICLES and doc[i].lower_ not in {"du", "des", "au", "aux", "les"}:
                noun = fold_accents(doc[i + 1].lower_).partition("-")[0]
                return closed and doc[i + 1].text.islower() and noun in self._claims.humans
        return False

    def _is_articled(self, start: int) -> bool:
        """Whether an article stands before the words, as before the name of a thing ("le Conseil national")."""
        return bool(start) and self._doc[start - 1].lower_ in _ARTICLES

    def _is_called(self, end: int) -> bool:
        """Whether the words go on to say what somebody is: "X Y, patron des gardes-côtes"."""
        after = self._doc[end : end + 7]
        if not after or after[0].text not in {",", "("}:
            return False
        words = [fold_accents(t.lower_) for t in after[1:] if t.pos_ != "ADV"]
        noun = next((w for w in words if w not in _BEFORE_NOUN), "")
        return noun.removeprefix("ex-") in self._claims.humans

    def _is_beside_another(self, start: int, end: int) -> bool:
        """Whether "et" joins the words to another such name and both act, or are told of together: "X Y et Z W,
        chefs des deux polices, ont signé"."""
        doc, last = self._doc, end
        first, second = start, end
        if text_of(doc[end : end + 1]) == "et" and not self._is_articled(end + 1):
            second = last = name_run(doc, end + 1)
        elif start > _SHORTEST and doc[start - 1].lower_ == "et" and self._ends_with_name(start - 1):
            first, second = start - 1, start
        if last > end + _SHORTEST or first < start:
            acts = last  # "X Y et Z W se verront"
            while acts < len(doc) - 1 and doc[acts].lower_ in _CLITICS:
                acts += 1
            after = doc[acts] if acts < len(doc) else None
            other = self._doc[end + 1 : second]
            joined = first < start or (
                not self._claims.holds_known(end + 1, second)
                and self._claims.of_bodies.isdisjoint(t.lower_ for t in other)
            )
            told = after is not None and (_is_plural_verb(after) or (after.text == "," and self._is_told(last)))
            return joined and told
        return False

    def _is_among(self, start: int, end: int) -> bool:
        """Whether a person is named right before or after, with whom "et" joins the words: "entre X et Y Z", "avec X Y
        et le Turc Z"; every word must be a name's by the parse."""
        doc, taken = self._doc, self._claims.taken
        if any(t.pos_ not in {"PROPN", "X"} and t.text != "-" for t in doc[start:end]):
            return False
        if start > _SHORTEST and doc[start - 1].lower_ == "et":
            return self._ends_with_name(start - 1)
        if end + 2 >= len(doc) or doc[end].lower_ != "et":
            return False
        after = end + 1
        if doc[after].lower_ in {"le", "la", "l'"} and after + 1 in self._claims.at:
            after += 2
        other = taken.get(after)
        return other is not None and other.start == after and self._ends_with_name(other.end)

    def _ends_with_name(self, end: int) -> bool:
        """Whether a person's name ends right before token `end`."""
        mention = self._claims.taken.get(end - 1)
        return mention is not None and mention.end == end and mention.how == "name" and mention.actor is not None and (
            self._claims.book.actors[mention.actor].kind == "person"
        )  # fmt: skip

    def _is_told(self, comma: int) -> bool:
        """Whether the clause goes on after the comma with a verb of several, or what the two are."""
        verb = comma + 1
        while verb < len(self._doc) and self._doc[verb].lower_ in _BEFORE_VERB:
            verb += 1
        return self._is_called(comma) or (verb < len(self._doc) and _is_plural_verb(self._doc[verb]))

    def _has_given_name(self, start: int, end: int) -> bool:
        """Whether the first word is somebody's given name and every other may be of a name ("Michael Roth")."""
        words = [t for t in self._doc[start:end] if t.text != "-"]
        after = self._doc[end] if end < len(self._doc) else None
        named = not any(t.pos_ in {"ADJ", "VERB"} and t.dep_ in {"amod", "ROOT"} for t in words[1:])
        return self._given(start) in self._claims.given and named and (after is None or after.text != "-")

    def _given(self, i: int) -> str:
        return fold_accents(self._doc[i].text).split("-")[0]

    def _gender(self, i: int) -> str:
        """The gender that a given name at token `i` shows, if any."""
        shown = self._claims.given.get(self._given(i), "") if i + 1 < len(self._doc) else ""
        return shown if shown in {"m", "f"} else ""

    def _has_age(self, end: int) -> bool:
        """Whether an age follows ("X Y, 21 ans")."""
        after = [t.lower_ for t in self._doc[end : end + 3]]
        return len(after) > 2 and after[0] in {",", "("} and after[1].isdigit() and after[2] == "ans"

    def _speaks(self, i: int) -> bool:
        """Whether one word alone is named as who said the quotation right before, and is told of after a comma."""
        doc = self._doc
        if not 2 <= i < len(doc) - 2 or doc[i].pos_ != "PROPN" or i in self._claims.at or doc[i].text.isupper():
            return False
        said = doc[i - 1].pos_ == "VERB" and doc[i - 2].text in {",", "»", '"', "”"}
        after = doc[i + 2]
        told = after.text.isdigit() or after.lower_ == "qui" or (after.pos_ == "NOUN" and after.text.islower())
        return said and doc[i + 1].text == "," and told

    def _nationality_noun(self, i: int) -> tuple[str, str] | None:
        """(state, gender) of a demonym used as a noun before a name ("la Britannique X")."""
        match = self._claims.at.get(i)
        before = self._doc[i - 1].lower_ if i else ""
        entries = (
            [e for e in match.entries if e.kind == "demonym" and e.number == "s"]
            if match and match.end == i + 1
            else []
        )
        state = self._claims.focus.pick(list(dict.fromkeys(e.id for e in entries))) if entries else None
        if before not in {"le", "la", "l'"} or state is None or self._claims.holds_known(i + 1, i + 2):
            return None
        genders = {e.gender for e in entries if e.id == state}
        return state, "f" if before == "la" else "m" if before == "le" else genders.pop() if len(genders) == 1 else ""

    def _acts(self, start: int, end: int) -> bool:
        """Whether a verb stands right beside the name, as beside a subject."""
        after = self._doc[end] if end < len(self._doc) else None
        before = self._doc[start - 1] if start else None
        if after is not None and after.lower_ in _CLITICS and end + 1 < len(self._doc):
            after = self._doc[end + 1]
        if after is not None and after.pos_ in {"AUX", "VERB"}:
            return self._doc[end - 1].pos_ == "PROPN"
        named = any(t.pos_ == "PROPN" for t in self._doc[start:end])
        return before is not None and before.pos_ == "VERB" and named
