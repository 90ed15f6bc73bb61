"""Persons whom no table knows: name words that a title, a given name, a nationality or a verb makes a person's."""

from __future__ import annotations

from typing import Protocol

from .claims import Claims
from .gazetteer import fold_accents
from .names import name_run, title_before


class _Adds(Protocol):
    def add_new(self, start: int, end: int, *, first: int, gender: str, function: str = "", body: str = "") -> object:
        """Add the person named by tokens [start, end)."""


class Newcomers:
    """Finds them in one document, once every known name is taken; `people` keeps them."""

    def __init__(self, claims: Claims, people: _Adds) -> None:
        self._claims, self._doc, self._people = claims, claims.doc, people

    def link(self) -> None:
        """Add every such person."""
        i = 0
        while i < len(self._doc):
            end = name_run(self._doc, i) if i not in self._claims.taken else i
            if end == i:
                i += 1
                continue
            if end == i + 1 and self._given(i) in self._claims.given:  # "Thomas de Waal"
                whole = name_run(self._doc, i, with_of=True)
                end = whole if not self._claims.holds_known(i, whole) else end
            first, gender = title_before(self._doc, i)
            if self._claims.is_free(i, end) and not self._claims.holds_known(i, end):
                if first < i or self._is_person(i, end):
                    self._people.add_new(i, end, first=first, gender=gender or self._gender(i))
            elif end - i > 2 and self._claims.is_free(i + 1, end) and (demonym := self._nationality_noun(i)):
                self._people.add_new(i + 1, end, first=i + 1, gender=demonym[1], body=demonym[0])
            i = end

    def _is_person(self, start: int, end: int) -> bool:
        """Whether the run stands as a person's name does: it begins with a given name, or acts, or has an age."""
        if end - start == 1:
            return self._speaks(start)
        return self._acts(start, end) or self._has_age(end) or self._has_given_name(start, end)

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
        told = doc[i + 2].text.isdigit() or (doc[i + 2].pos_ == "NOUN" and doc[i + 2].text.islower())
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
        if after is not None and after.lower_ in {"se", "s'", "ne", "n'"} and end + 1 < len(self._doc):
            after = self._doc[end + 1]
        if after is not None and after.pos_ in {"AUX", "VERB"}:
            return self._doc[end - 1].pos_ == "PROPN"
        named = any(t.pos_ == "PROPN" for t in self._doc[start:end])
        return before is not None and before.pos_ == "VERB" and named
