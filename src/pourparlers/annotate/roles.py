"""Roles and institutions named by what they are: "le ministre russe des Affaires étrangères", "la diplomatie turque".

The matcher reads tokens from a head noun rightwards: nationalities, complement, qualifiers, then "de" + a state or
body. It does not rely on the parser, which often cuts such phrases short.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ..lang.pack import Pack
from .gazetteer import Entry, Match, fold_accents, folded_words
from .role_table import Determiner, InstitutionRule, RoleRule, RoleTable
from .tree import Doc, text_of
from .word_table import GRAMMAR

_DETERMINERS: Final = GRAMMAR.articles
UNSURE = "?"
"""The body of a role whose nationality is that of several states, none of which the text tells apart."""
Pick = Callable[[Sequence[str]], str | None]
_FEMININE = frozenset({"la", "une", "cette", "sa"})
_MASCULINE = frozenset({"le", "un", "ce", "cet", "du", "au"})
_ORGANISATION = "org-"
"""How ids of international organisations begin in the knowledge base."""
_SEAT = "inst-"
_OF = frozenset({"de", "d'", "du", "des"})
_ARTICLES = frozenset({"le", "la", "l'", "les"})
_ELECTED = (["en"], ["par"], ["avec"], ["le"], ["il"], ["depuis"])
"""What follows a participle: "le président élu en 2016" has long been in office."""


NUMERALS: Final = GRAMMAR.few


@dataclass(slots=True, unsafe_hash=True)
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
    organ: str = ""
    demonym: bool = False
    only: frozenset[Determiner] = frozenset()
    relation: str = ""
    coming: bool = False


@dataclass(slots=True, unsafe_hash=True)
class _Reading:
    """How far a rule reads from its head, the bodies it met, the institution they were met in."""

    end: int
    bodies: tuple[str, ...]
    organ: str = ""
    demonym: bool = False


class _View:
    """A `Doc` as the rules read it: words in lower case without diacritics, and the names found at each token."""

    def __init__(self, doc: Doc, matches: Sequence[Match]) -> None:
        self.doc = doc
        self.words = folded_words(doc)
        self.lower = [t.lower_ for t in doc]
        self.at = {match.start: match for match in matches}
        self.length = len(self.words)
        self.nations: dict[int, _Reading] = {}

    def has(self, j: int, words: Sequence[str]) -> bool:
        """Whether the words from token `j` on are `words`."""
        return self.words[j : j + len(words)] == words


class RoleFinder:
    """Finds roles and institutions in a `Doc`, given the gazetteer's matches.

    `demonyms` are the words of nationality; `pick` chooses among the states that an ambiguous one may be of. `persons`
    are the nouns that only a person is, without diacritics.
    """

    def __init__(self, pack: Pack, demonyms: Mapping[str, tuple[Entry, ...]]) -> None:
        table = pack.table("roles", RoleTable)
        self._table = table
        self._demonyms = demonyms
        self._rules: dict[str, list[tuple[RoleRule | InstitutionRule, str, list[list[str]]]]] = defaultdict(list)
        rules: tuple[RoleRule | InstitutionRule, ...] = (*table.roles, *table.institutions)
        for rule in rules:
            complements = [_words(c) for c in rule.complements]
            complements.sort(key=len, reverse=True)
            for form, marks in rule.heads.items():
                self._rules[fold_accents(form)].append((rule, marks, complements))
        named = (w for rule in table.roles if rule.person for w in rule.heads)
        self.persons = frozenset(map(fold_accents, (*named, *table.persons)))
        tails = [_words(tail) for tail in table.tails]
        self._tails = {tail[0]: tuple(t for t in tails if t[0] == tail[0]) for tail in tails}
        self._after = frozenset(map(fold_accents, table.after))
        self._former = frozenset(map(fold_accents, table.former))
        self._deputy = frozenset(map(fold_accents, table.deputy))
        self._before = self._former | self._deputy | frozenset(map(fold_accents, table.skips))
        self._coming = frozenset(map(fold_accents, table.coming))
        self._homologues = frozenset(map(fold_accents, table.homologue))
        self._heads = self._homologues.union(self._rules)
        self._bodies = {fold_accents(word): body for word, body in table.nationalities.items()}

    def find(self, doc: Doc, matches: list[Match], pick: Pick) -> list[RoleMatch]:
        """Roles in `doc`, in order, none overlapping another."""
        view = _View(doc, matches)
        found: list[RoleMatch] = []
        end = 0
        for i in [i for i, form in enumerate(view.words) if form in self._heads or form.startswith("ex-")]:
            done = i > 0 and view.lower[i - 1] in GRAMMAR.avoir  # "a invité X"
            role = self._at(view, i, pick) if i >= end and not done else None
            if role is not None:
                found.append(role)
                end = role.end
        return found

    def _at(self, view: _View, i: int, pick: Pick) -> RoleMatch | None:
        form = view.words[i]
        former = form.startswith("ex-")
        form = form.removeprefix("ex-")
        if form in self._homologues:
            return self._homologue(view, i, form, pick)
        best: RoleMatch | None = None
        for rule, marks, complements in self._rules.get(form, ()):
            reads = [self._read(view, i, c, pick) for c in self._told_at(view, i, complements, pick)]
            read = max(reads, key=lambda r: (r.end, bool(r.organ)), default=None)
            if read is not None and not read.bodies and isinstance(rule, InstitutionRule):
                read = replace(read, bodies=self._seated(view, i, pick))
            if read is not None and (best is None or read.end > best.end):
                best = self._made(rule, marks, i, read) or self._owned(view, rule, marks, i, read) or best
        if best is None:
            return None
        found = self._with_determiner(view, replace(best, former=True) if former else best)
        return None if best.only and found.determiner not in best.only else found

    def _seated(self, view: _View, i: int, pick: Pick) -> tuple[str, ...]:
        """The state whose capital opens the clause of an institution ("À Ankara, le ministère des Affaires étrangères
        …"), whose head is token `i`; none where no capital does."""
        j = i - 1 - (view.words[i - 1] in _ARTICLES)
        if j < 2 or view.words[j] != ",":
            return ()
        for k in range(j - 1, max(j - 4, 0), -1):
            match = view.at.get(k)
            if match is not None and match.end == j and view.words[k - 1] == "a":
                body = pick(match.ids("metonym"))
                return (body,) if body and not body.startswith(_ORGANISATION) else ()
        return ()

    def _homologue(self, view: _View, i: int, form: str, pick: Pick) -> RoleMatch | None:
        reading = self._read(view, i, [], pick)
        feminine = self._is_feminine(view, i, reading.end)
        number = "p" if form.endswith("s") and form not in self._table.invariable else "s"
        match = RoleMatch(
            i, i, reading.end, "", reading.bodies, "definite", "f" if feminine else "m", number, homologue=True
        )
        return self._with_determiner(view, match)

    def _owned(
        self, view: _View, rule: RoleRule | InstitutionRule, marks: str, i: int, read: _Reading
    ) -> RoleMatch | None:
        """An institution that only a possessive binds ("son gouvernement"): whose it is the text tells."""
        owned = isinstance(rule, InstitutionRule) and i > 0 and _DETERMINERS.get(view.lower[i - 1]) == "possessive"
        if not owned or read.bodies or not isinstance(rule, InstitutionRule) or rule.demonym_only:
            return None
        return RoleMatch(i, i, read.end, "", (), "none", marks[0], marks[1], institution=rule.kind, bare=True)

    def _made(self, rule: RoleRule | InstitutionRule, marks: str, i: int, read: _Reading) -> RoleMatch | None:
        gender, number = marks[0], marks[1]
        if isinstance(rule, InstitutionRule):
            if not read.bodies or (rule.demonym_only and not read.demonym):
                return None
            return RoleMatch(i, i, read.end, "", read.bodies, "none", gender, number, institution=rule.kind)
        if rule.needs_body and not read.bodies:
            return None
        if rule.seat and not (read.bodies and all(body.startswith(_SEAT) for body in read.bodies)):
            return None
        bodies = read.bodies or ((rule.body,) if rule.body else ())
        of_organisation = bool(bodies) and all(body.startswith(_ORGANISATION) for body in bodies)
        function = "head_of_organisation" if of_organisation and rule.function == "head_of_state" else rule.function
        return RoleMatch(
            i, i, read.end, function, bodies, "none", gender, number,
            anonymous=rule.anonymous, bare=not read.bodies,
            default_body=bool(rule.body) and not read.bodies, organ=read.organ, demonym=read.demonym,
            only=rule.only, relation=rule.relation,
        )  # fmt: skip

    def _told_at(self, view: _View, i: int, complements: list[list[str]], pick: Pick) -> list[list[str]]:
        """Those of `complements` that stand behind the head at `i` and its nationalities; an empty one always does."""
        at = self._nationalities(view, i + 1, pick).end
        first = view.words[at] if at < view.length else ""
        return [c for c in complements if not c or (c[0] == first and view.has(at, c))]

    def _read(self, view: _View, i: int, complement: list[str], pick: Pick) -> _Reading:
        """Read from the head at `i` through `complement`, nationalities and a body."""
        first = self._nationalities(view, i + 1, pick)
        j, bodies = self._qualifiers(view, first.end + len(complement)), first.bodies
        second = self._nationalities(view, j, pick)
        j, bodies = self._qualifiers(view, second.end), bodies + second.bodies
        demonym, organ = bool(bodies), ""
        if j < view.length and view.words[j] in _OF:
            body = self._body(view, j, pick)
            if body is not None:
                organ = body.organ if not bodies or body.bodies == bodies else ""
                if not bodies and view.words[i].endswith("s"):
                    body = self._joined(view, body, pick)
                j, bodies = self._qualifiers(view, body.end), bodies or body.bodies
        return _Reading(j, bodies, organ, demonym)

    def _joined(self, view: _View, first: _Reading, pick: Pick) -> _Reading:
        """`first` with the states that "et de" joins to the one it read ("les présidents du Kenya et de l'Ouganda")."""
        bodies, end = first.bodies, first.end
        while end + 2 < view.length and view.words[end] in {"et", ","} and view.words[end + 1] in _OF:
            more = self._body(view, end + 1, pick)
            if more is None or more.organ:
                break
            bodies, end = (*bodies, *more.bodies), more.end
            if view.words[first.end] == "et":
                break
        closed = end > first.end and "et" in view.words[first.end : end]
        return replace(first, end=end, bodies=bodies) if closed else first

    def _qualifiers(self, view: _View, j: int) -> int:
        while j < view.length:
            if view.words[j] in self._after:
                j += 1
                continue
            tail = next((t for t in self._tails.get(view.words[j], ()) if view.has(j, t)), None)
            if tail is None:
                return j
            j += len(tail)
        return j

    def _nationality(self, view: _View, j: int, pick: Pick) -> tuple[str, int]:
        """The body whose nationality begins at token `j`, and how many tokens name it ("chypriote turc" is one); empty
        where there is none."""
        if j >= view.length:
            return "", 0
        if (body := self._bodies.get(view.words[j])) is not None:
            return body, 1
        for words in (view.doc[j : j + 2], view.doc[j : j + 1]):
            entries = self._demonyms.get(text_of(words))
            if entries:
                return pick(tuple(dict.fromkeys(e.id for e in entries))) or UNSURE, len(words)
        return "", 0

    def _nationalities(self, view: _View, j: int, pick: Pick) -> _Reading:
        """Nationalities from token `j` on: "russe", "turc et russe", "français, allemand et polonais"."""
        found = view.nations.get(j)
        if found is None:
            found = view.nations[j] = self._read_nationalities(view, j, pick)
        return found

    def _read_nationalities(self, view: _View, j: int, pick: Pick) -> _Reading:
        bodies: list[str] = []
        while (found := self._nationality(view, j, pick))[0]:
            bodies.append(found[0])
            j += found[1]
            joint = j < view.length and view.words[j] in {"et", ",", "ou"}
            if not (joint and self._nationality(view, j + 1, pick)[0]):
                break
            j += 1
        return _Reading(j, tuple(bodies))

    def _body(self, view: _View, j: int, pick: Pick) -> _Reading | None:
        """The state, organisation or institution after "de" at token `j`."""
        k = j + 1
        if k < view.length and view.words[k] in {"la", "l'", "le", "les"}:
            k += 1
        inner = self._institution(view, k, pick)
        if inner is not None and inner.institution:
            return _Reading(inner.end, inner.bodies, inner.institution)
        match = view.at.get(k)
        ids = match.ids("state", "organisation", "metonym") if match else []
        body = pick(ids) if ids else None
        if match is None or body is None:
            return None
        end = match.end
        if (owner := self._owner(view, end, pick)) is not None and match.ids("metonym"):
            return owner  # "de la Commission de la Cédéao": not the one that "Commission" alone means
        while length := self._nationality(view, end, pick)[1]:
            end += length  # "du département d'État américain"
        return _Reading(end, (body,))

    def _owner(self, view: _View, j: int, pick: Pick) -> _Reading | None:
        """The organisation after "de" at token `j`, whose organ the word before it is."""
        if j + 1 >= view.length or view.words[j] not in _OF:
            return None
        k = j + 2 if view.words[j + 1] in {"la", "l'", "le", "les"} else j + 1
        match = view.at.get(k)
        body = pick(ids) if match and (ids := match.ids("organisation")) else None
        return _Reading(match.end, (body,)) if match and body else None

    def _institution(self, view: _View, k: int, pick: Pick) -> RoleMatch | None:
        """An institution with its own nationality ("du ministère russe des Affaires étrangères") at token `k`."""
        if k >= view.length:
            return None
        best: RoleMatch | None = None
        for rule, marks, complements in self._rules.get(view.words[k], ()):
            if not isinstance(rule, InstitutionRule):
                continue
            for complement in self._told_at(view, k, complements, pick):
                read = self._read(view, k, complement, pick)
                made = self._made(rule, marks, k, read)
                if made and (best is None or made.end > best.end):
                    best = made
        return best

    def _with_determiner(self, view: _View, match: RoleMatch) -> RoleMatch:
        i, former, start = match.head - 1, match.former, match.head
        function, own = match.function, view.words[match.head + 1 : match.end]
        if function and not function.startswith("deputy_") and not self._deputy.isdisjoint(own):
            function = f"deputy_{function}"  # "le ministre adjoint" is not the minister
        while i >= 0 and (view.words[i] in self._before or view.words[i] == "-"):
            former = former or view.words[i] in self._former
            function = f"deputy_{match.function}" if match.function and view.words[i] in self._deputy else function
            start, i = i, i - 1
        word = view.lower[i] if i >= 0 else ""
        counted = word in NUMERALS and i > 0 and view.lower[i - 1] in {"les", "des", "aux", "ces"}
        determiner = "definite" if counted else _DETERMINERS.get(word, "none")
        gender = match.gender
        if gender == "x":
            gender = "f" if word in _FEMININE else "m" if word in _MASCULINE else "x"
        if determiner != "none" and word not in {"du", "au", "aux"}:
            start = i
        coming = not self._coming.isdisjoint(own)
        coming = coming and view.words[match.end : match.end + 1] not in _ELECTED
        return replace(
            match, start=start, determiner=determiner, gender=gender, function=function, former=former, coming=coming
        )

    def _is_feminine(self, view: _View, start: int, end: int) -> bool:
        """Whether the demonyms among tokens [start, end) can only be feminine."""
        genders = {e.gender for j in range(start, end) for e in self._demonyms.get(view.doc[j].text, ())}
        return genders == {"f"}


def _words(text: str) -> list[str]:
    return fold_accents(text).replace("'", "' ").split()
