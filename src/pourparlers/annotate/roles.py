"""Roles and institutions named by what they are: "le ministre russe des Affaires étrangères", "la diplomatie turque".

The matcher reads tokens from a head noun rightwards: nationalities, complement, qualifiers, then "de" + a state or body.
It does not rely on the parser, which often cuts such phrases short.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Literal

from spacy.tokens import Doc

from ..lang.pack import Pack, Table
from .gazetteer import Match

Determiner = Literal["definite", "indefinite", "possessive", "demonstrative", "none"]

_DETERMINERS: dict[str, Determiner] = {
    "le": "definite", "la": "definite", "l'": "definite", "les": "definite", "du": "definite", "au": "definite",
    "aux": "definite", "un": "indefinite", "une": "indefinite", "des": "indefinite", "plusieurs": "indefinite",
    "deux": "indefinite", "certains": "indefinite", "d'autres": "indefinite",
    "son": "possessive", "sa": "possessive", "ses": "possessive", "leur": "possessive", "leurs": "possessive",
    "ce": "demonstrative", "cet": "demonstrative", "cette": "demonstrative", "ces": "demonstrative",
}  # fmt: skip
_FEMININE = frozenset({"la", "une", "cette", "sa"})
_MASCULINE = frozenset({"le", "un", "ce", "cet", "du", "au"})
_OF = frozenset({"de", "d'", "du", "des"})


class RoleRule(Table, frozen=True):
    """A role noun: head forms (gender m|f|x and number s|p), the complements it takes, the office it is."""

    function: str
    heads: dict[str, str]
    complements: tuple[str, ...]
    body: str = ""
    needs_body: bool = False
    person: bool = True
    anonymous: bool = False


class InstitutionRule(Table, frozen=True):
    """A noun that, bound to a state, names one of its institutions."""

    kind: str
    heads: dict[str, str]
    complements: tuple[str, ...]


class RoleCase(Table, frozen=True):
    """An executed example: the words of the role, its function and bodies."""

    text: str
    role: str
    function: str
    body: tuple[str, ...]
    former: bool = False


class RoleTable(Table, frozen=True):
    """Shape of lang/*/roles.toml."""

    former: frozenset[str]
    skips: frozenset[str]
    after: frozenset[str]
    tails: tuple[str, ...]
    homologue: frozenset[str]
    nationalities: dict[str, str]
    roles: tuple[RoleRule, ...]
    institutions: tuple[InstitutionRule, ...]
    cases: tuple[RoleCase, ...]


@dataclass(frozen=True, slots=True)
class RoleMatch:
    """A role or institution noun phrase: tokens [start, end) with its determiner, and what it is bound to."""

    start: int
    head: int
    end: int
    function: str
    bodies: tuple[str, ...]
    determiner: Determiner
    gender: str
    number: str
    former: bool = False
    homologue: bool = False
    institution: str | None = None
    anonymous: bool = False
    bare: bool = False
    default_body: bool = False


@dataclass(frozen=True, slots=True)
class _Reading:
    """How far a rule reads from its head, and the bodies it met."""

    end: int
    bodies: tuple[str, ...]


class RoleFinder:
    """Finds roles and institutions in a `Doc`, given the gazetteer's matches."""

    def __init__(self, pack: Pack) -> None:
        table = pack.table("roles", RoleTable)
        self._table = table
        self._rules: dict[str, list[tuple[RoleRule | InstitutionRule, str]]] = defaultdict(list)
        for rule in (*table.roles, *table.institutions):
            for form, marks in rule.heads.items():
                self._rules[form].append((rule, marks))
        self._complements = {
            id(rule): sorted((c.replace("'", "' ").split() for c in rule.complements), key=len, reverse=True)
            for rule in (*table.roles, *table.institutions)
        }
        self._tails = tuple(tail.split() for tail in table.tails)

    def find(self, doc: Doc, matches: list[Match]) -> list[RoleMatch]:
        """Roles in `doc`, in order, none overlapping another."""
        at = {match.start: match for match in matches}
        found: list[RoleMatch] = []
        i = 0
        while i < len(doc):
            role = self._at(doc, i, at)
            if role is None:
                i += 1
                continue
            found.append(role)
            i = role.end
        return found

    def _at(self, doc: Doc, i: int, at: dict[int, Match]) -> RoleMatch | None:
        form = doc[i].lower_
        if form in self._table.homologue:
            reading = self._read(doc, i, [], at)
            gender = "f" if _is_feminine(doc, i, reading.end, at) else "m"
            number = "p" if form.endswith("s") else "s"
            match = RoleMatch(i, i, reading.end, "", reading.bodies, "definite", gender, number, homologue=True)
            return self._with_determiner(doc, match)
        best: RoleMatch | None = None
        for rule, marks in self._rules.get(form, ()):
            for complement in self._complements[id(rule)]:
                read = self._try(doc, i, complement, at)
                if read is None or (best and read.end <= best.end):
                    continue
                match = self._made(rule, marks, i, read)
                if match is not None:
                    best = match
        return self._with_determiner(doc, best) if best else None

    def _made(self, rule: RoleRule | InstitutionRule, marks: str, i: int, read: _Reading) -> RoleMatch | None:
        gender, number = marks[0], marks[1]
        if isinstance(rule, InstitutionRule):
            if not read.bodies:
                return None
            return RoleMatch(i, i, read.end, "", read.bodies, "none", gender, number, institution=rule.kind)
        if rule.needs_body and not read.bodies:
            return None
        bodies = read.bodies or ((rule.body,) if rule.body else ())
        return RoleMatch(
            i, i, read.end, rule.function, bodies, "none", gender, number,
            anonymous=rule.anonymous, bare=not read.bodies, default_body=bool(rule.body) and not read.bodies,
        )  # fmt: skip

    def _try(self, doc: Doc, i: int, complement: list[str], at: dict[int, Match]) -> _Reading | None:
        """Read from the head at `i` through `complement`, nationalities and a body; None where it does not fit."""
        if not complement:
            return self._read(doc, i, [], at)
        return self._read(doc, i, complement, at) if self._fits(doc, i, complement, at) else None

    def _fits(self, doc: Doc, i: int, complement: list[str], at: dict[int, Match]) -> bool:
        j = self._nationalities(doc, i + 1, at).end
        return _same_words(doc, j, complement)

    def _read(self, doc: Doc, i: int, complement: list[str], at: dict[int, Match]) -> _Reading:
        first = self._nationalities(doc, i + 1, at)
        j, bodies = first.end + len(complement), first.bodies
        j = self._qualifiers(doc, j)
        second = self._nationalities(doc, j, at)
        j, bodies = self._qualifiers(doc, second.end), bodies + second.bodies
        if j < len(doc) and doc[j].lower_ in _OF:
            body = self._body(doc, j, at)
            if body is not None:
                j, bodies = self._qualifiers(doc, body.end), bodies or body.bodies
        return _Reading(j, bodies)

    def _qualifiers(self, doc: Doc, j: int) -> int:
        while j < len(doc):
            if doc[j].lower_ in self._table.after:
                j += 1
                continue
            tail = next((t for t in self._tails if _same_words(doc, j, t)), None)
            if tail is None:
                return j
            j += len(tail)
        return j

    def _nationality(self, doc: Doc, j: int, at: dict[int, Match]) -> str | None:
        if j >= len(doc):
            return None
        token = doc[j]
        if token.lower_ in self._table.nationalities:
            return self._table.nationalities[token.lower_]
        match = at.get(j)
        if match and match.end == j + 1 and token.text[0].islower():
            return next((e.id for e in match.entries if e.kind == "demonym"), None)
        return None

    def _nationalities(self, doc: Doc, j: int, at: dict[int, Match]) -> _Reading:
        """Nationalities from token `j` on: "russe", "turc et russe", "français, allemand et polonais"."""
        bodies: list[str] = []
        while (body := self._nationality(doc, j, at)) is not None:
            bodies.append(body)
            j += 1
            joint = j < len(doc) and doc[j].lower_ in {"et", ",", "ou"}
            if not (joint and self._nationality(doc, j + 1, at)):
                break
            j += 1
        return _Reading(j, tuple(bodies))

    def _body(self, doc: Doc, j: int, at: dict[int, Match]) -> _Reading | None:
        """The state, organisation or institution after "de" at token `j`."""
        k = j + 1
        if k < len(doc) and doc[k].lower_ in {"la", "l'", "le", "les"}:
            k += 1
        match = at.get(k)
        if match is not None:
            entry = next((e for e in match.entries if e.kind in {"state", "organisation", "metonym"}), None)
            if entry is not None:
                end = match.end
                while self._nationality(doc, end, at) is not None:
                    end += 1  # "du département d'État américain"
                return _Reading(end, (entry.id,))
        inner = self._institution(doc, k, at)
        return _Reading(inner.end, inner.bodies) if inner else None

    def _institution(self, doc: Doc, k: int, at: dict[int, Match]) -> RoleMatch | None:
        """An institution with its own nationality ("du ministère russe des Affaires étrangères") at token `k`."""
        if k >= len(doc):
            return None
        best: RoleMatch | None = None
        for rule, marks in self._rules.get(doc[k].lower_, ()):
            if not isinstance(rule, InstitutionRule):
                continue
            for complement in self._complements[id(rule)]:
                read = self._try(doc, k, complement, at)
                made = self._made(rule, marks, k, read) if read else None
                if made and (best is None or made.end > best.end):
                    best = made
        return best

    def _with_determiner(self, doc: Doc, match: RoleMatch) -> RoleMatch:
        i, former, start = match.head - 1, match.former, match.head
        while i >= 0 and (doc[i].lower_ in self._table.skips or doc[i].lower_ in self._table.former or doc[i].text == "-"):
            former = former or doc[i].lower_ in self._table.former
            start, i = i, i - 1
        word = doc[i].lower_ if i >= 0 else ""
        determiner = _DETERMINERS.get(word, "none")
        gender = match.gender
        if gender == "x":
            gender = "f" if word in _FEMININE else "m" if word in _MASCULINE else "x"
        if determiner != "none" and word not in {"du", "au", "aux"}:
            start = i
        return replace(match, start=start, determiner=determiner, gender=gender, former=former)


def _same_words(doc: Doc, j: int, words: list[str]) -> bool:
    return j + len(words) <= len(doc) and all(doc[j + k].lower_ == word for k, word in enumerate(words))


def _is_feminine(doc: Doc, start: int, end: int, at: dict[int, Match]) -> bool:
    """Whether a demonym among tokens [start, end) is feminine."""
    found = (at.get(j) for j in range(start, end))
    return any(e.kind == "demonym" and e.gender == "f" for m in found if m for e in m.entries) and not any(
        e.kind == "demonym" and e.gender == "m" for j in range(start, end) if (m := at.get(j)) for e in m.entries
    )
