"""Persons by name: full names, family names, names no table knows, and the roles that stand beside a name."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

from ..types import Candidate
from .appositions import Appositions
from .claims import Claims
from .gazetteer import fold_accents, surname_of
from .layers import MentionDraft
from .names import OFFICES, is_name_word, is_plural_title, name_run, title_before
from .namesakes import tell_apart
from .newcomers import Newcomers
from .roles import RoleMatch
from .tree import text_of
from .word_table import PHRASES

_NOT_A_NAME = frozenset({"place", "state", "demonym", "metonym", "organisation", "format"})
_SHORT, _FULL = 4, 2
_NEARLY = 0.7
"""From what likeness on two given names may be one, spelt otherwise ("Mohamed", "Mohammed")."""
_ARTICLES = frozenset({"le", "la", "l'"})
_ALSO_CALLED: Final = PHRASES.also_called
_ALONE = "the one of this name then in office"


class People:
    """The persons of one document."""

    def __init__(self, claims: Claims) -> None:
        self._claims, self._doc, self._book = claims, claims.doc, claims.book
        self.full: dict[str, list[str]] = {}
        self._names: dict[str, str] = {}
        self.joined: set[int] = set()
        self._alone: list[tuple[MentionDraft, str]] = []
        self._capitals = [token.i for token in self._doc if token.text[0].isupper()]
        self._in_full = {ids[0] for m in claims.matches if len(ids := m.ids("person")) == 1}

    def link(self, roles: Sequence[RoleMatch]) -> None:
        """Every mention of a person by name, with the role beside it where there is one."""
        for match in self._claims.matches:
            ids = match.ids("person")
            if ids:
                self._add_person(match.start, match.end, ids, match.surface)
        beside = Appositions(self._claims, self)
        offices = [r for r in reversed(roles) if not r.institution]
        for role in sorted(offices, key=self._is_before_surname):  # "le président X Y" before "le général Y"
            beside.link(role)
        self.joined = beside.joined
        self._link_surnames()
        known = len(self._names)
        Newcomers(self._claims, self).link()
        if len(self._names) > known:
            self._link_surnames()  # those of the newcomers
            self._settle_alone()
        self._link_nicknames()
        self._link_lists()

    def _is_before_surname(self, role: RoleMatch) -> bool:
        """Whether one name word alone stands right behind `role`: who is meant may be named in full elsewhere."""
        free = role.end < len(self._doc) and role.end not in self._claims.taken
        return free and name_run(self._doc, role.end, with_of=True) == role.end + 1

    def _settle_alone(self) -> None:
        """A family name alone, taken for who was then in office, is of the person whom no table knows and whom the
        text has named in full before: "L'émissaire X Y …, M. Y"."""
        named = {m.actor: m.start for m in reversed(self._claims.layers.mentions) if m.how == "name" and m.actor}
        for mention, surface in self._alone:
            found = [a for a in self.full.get(surface, []) if a not in self._book.kb.persons]
            if len(found) != 1 or named.get(found[0], mention.start) >= mention.start:
                continue
            own = self._book.actors[found[0]].gender
            if mention.actor not in self._in_full and own in {mention.gender, None, "x"}:
                mention.actor, mention.why = found[0], ""
                self._book.surfaces.setdefault(found[0], set()).add(surface)

    # -- names

    def _add_person(self, start: int, end: int, ids: list[str], surface: str) -> None:
        """A full name that the knowledge base knows; two of one name are told apart by the day, or stay open."""
        first, gender = title_before(self._doc, start)
        ids = tell_apart(self._book, ids, self._in_full)
        mention = MentionDraft(first, end, end - 1, "name", gender=gender or None)
        if len(ids) == 1:
            mention.actor = self._book.known(ids[0], surface)
            mention.gender = self._book.actors[ids[0]].gender or gender or None
            self.remember(ids[0], surface)
        else:
            mention.candidates = tuple(
                Candidate(actor=self._book.known(i), why=f"bears the name {surface}") for i in ids
            )
        self._claims.add(mention)

    def remember(self, actor: str, name: str) -> None:
        """Know `actor` by `name` in this document, and by the family name in it."""
        person = self._book.kb.persons.get(actor)
        single = {v for v in person.variants_fr if " " not in v} if person else set()
        self._names[name] = actor
        last = name.rsplit(maxsplit=1)[-1]
        for surname in {surname_of(name), *(() if self._is_of_state(name) else (last,)), *single}:
            known = self.full.setdefault(surname, [])
            if actor not in known:
                known.append(actor)

    def _is_of_state(self, name: str) -> bool:
        """Whether a name ends in the state that its bearer reigns over: after "Hussein de Jordanie", "la Jordanie" is
        the state."""
        words = name.split()
        reigns = len(words) > 1 and words[-2] in ("de", "du", "d'", "of")
        states = self._book.kb.states.values() if reigns else ()
        return any(words[-1] in {s.name_fr, s.name_en, *s.variants_fr} for s in states)

    def _link_surnames(self) -> None:
        """Family names alone: of someone the document names in full, else of the one person then in office."""
        taken = self._claims.taken
        at = self._claims.at
        cased = {i for i, match in at.items() if match.surface != match.surface.lower()}
        for i in sorted(cased.union(self._capitals)):
            if i in taken or (
                i and self._doc[i - 1].lower_ in _ARTICLES and self._doc[i].lower_ in self._claims.origins
            ):
                continue  # "le Breton" comes from there, whoever else is called so
            match = at.get(i)
            surnames = match.ids("surname") if match else []
            end = match.end if match and surnames else i + 1
            if part := self._part_of_name(i):
                self._add_again(i, part[0], part[1], text_of(self._doc[i : part[0]]))
                continue
            surface = text_of(self._doc[i:end])
            if not (surnames or self.full.get(surface)) or self._begins_longer_name(i, end):
                continue
            in_text = self._fit_title(i, self.full.get(surface, []))
            if in_text and self._is_of_another(i, in_text):
                continue  # "Cécilia Sarkozy" beside "Nicolas Sarkozy"
            if len(in_text) == 1:
                self._add_again(i, end, in_text[0], surface)
            elif surnames and match and not {e.kind for e in match.entries if not e.weak} & _NOT_A_NAME:
                self._surname_in_office(i, end, surnames, surface)

    def _is_of_another(self, i: int, people: list[str]) -> bool:
        """Whether a given name that none of `people` bears, nor one spelt nearly so, stands right before the family
        name at token `i`."""
        given = fold_accents(self._doc[i - 1].text).lower() if is_name_word(self._doc, i - 1) else ""
        told = given.split("-")[0].capitalize() in self._claims.given and not self._doc[i].is_sent_start
        if not told or i - 1 in self._claims.taken:
            return False
        borne = (w for name in self._borne(people) for w in fold_accents(name).lower().split())
        return not any(given in w or SequenceMatcher(None, given, w).ratio() >= _NEARLY for w in borne)

    def _borne(self, people: list[str]) -> list[str]:
        """Every name by which the text or the tables know `people`."""
        own = [name for name, actor in self._names.items() if actor in people]
        known = [self._book.kb.persons[p] for p in people if p in self._book.kb.persons]
        return own + [n for p in known for n in (p.name_fr, p.name_en, *p.variants_fr)]

    def _begins_longer_name(self, start: int, end: int) -> bool:
        """Whether the word is the first of another's name ("Thomas de Waal", where a X Thomas is known)."""
        doc, taken = self._doc, self._claims.taken
        if end < len(doc) and doc[end].text == "-":
            return False  # "une rencontre Poutine-Zelensky"
        if is_name_word(doc, start - 1) and not doc[start].is_sent_start and start - 1 not in taken:
            return False
        run = name_run(doc, start, with_of=True)
        after = range(end, run)
        beside = run > end and doc[run - 1].pos_ in {"PROPN", "X"} and not self._claims.holds_known(start, run)
        return beside and not any(k in taken for k in after) and self._claims.is_free(end, run)

    def _fit_title(self, i: int, people: list[str]) -> list[str]:
        """Those of one name whom "M." or "Mme" may announce: of its gender; of several, no king or crown prince."""
        first, gender = title_before(self._doc, i) if people else (i, "")
        people = self._of_gender(people, gender)
        return [p for p in people if not self._book.is_royal(p)] if len(people) > 1 and first < i else people

    def _of_gender(self, people: list[str], gender: str) -> list[str]:
        """Those of `people` who may be of `gender`."""
        persons, actors = self._book.kb.persons, self._book.actors
        own = [(p, (actors[p] if p in actors else persons[p]).gender or "x") for p in people]
        return [p for p, g in own if g in {gender, "x"}] if gender in {"m", "f"} else people

    def _part_of_name(self, i: int) -> tuple[int, str] | None:
        """(end, person) of the first words of a name given in full elsewhere, after a title ("M. Hassan Cheikh")."""
        if title_before(self._doc, i)[0] == i:
            return None
        end = name_run(self._doc, i)
        while end > i:
            if not any(k in self._claims.taken for k in range(i, end)):
                words = text_of(self._doc[i:end])
                found = set() if words in self.full else self._with_part(words)
                if len(found) == 1:
                    person = found.pop()
                    if end - i == 1:
                        self.full[words] = [person]  # "Mme Chen" of "Chen Ruolin": from here on also "Chen" alone
                    return end, person
            end -= 1
        return None

    def _with_part(self, words: str) -> set[str]:
        """The persons whose full name begins with `words`, as where the family name stands first; else those in whose
        name `words` stand after its first word, as the first of two family names does."""
        first = {a for name, a in self._names.items() if name.startswith(words + " ")}
        return first or {a for name, a in self._names.items() if f" {words} " in f"{name} "}

    def _add_again(self, start: int, end: int, person: str, surface: str) -> None:
        first, gender = title_before(self._doc, start)
        self._book.surfaces.setdefault(person, set()).add(surface)
        own = self._book.actors[person].gender
        self._claims.add(MentionDraft(first, end, end - 1, "name", actor=person, gender=own or gender or None))

    def _surname_in_office(self, start: int, end: int, ids: list[str], surface: str) -> None:
        """A family name that no full name introduces: it needs a title, or to be no other word and stand alone."""
        first, gender = title_before(self._doc, start)
        alone = not is_name_word(self._doc, start - 1) or self._doc[start].is_sent_start
        noun = fold_accents(self._doc[start - 1].lower_) if start else ""
        called = noun in OFFICES and not is_name_word(self._doc, end)  # "le président Poutine"
        if (first == start and not called) and (
            self._doc[start].pos_ != "PROPN"
            or (len(surface) <= _SHORT and not surface.isupper())
            or not alone
            or is_name_word(self._doc, end)
        ):
            return
        serving = self._fit_title(start, [p for p in dict.fromkeys(ids) if self._book.functions(p)])
        if gender:
            serving = [p for p in serving if (self._book.kb.persons[p].gender or gender) == gender]
        if noun == "president":
            heads = [p for p in serving if self._book.functions(p) & {"head_of_state", "supreme_leader"}]
            serving = heads if len(heads) == 1 else serving
        if len(serving) == 1:
            actor = self._book.known(serving[0], surface)
            own = self._book.kb.persons[actor].gender
            mention = MentionDraft(first, end, end - 1, "name", actor=actor, gender=own or gender or None, why=_ALONE)
            self._alone.append((self._claims.add(mention), surface))
        elif serving:
            options = tuple(
                Candidate(actor=self._book.known(p), why=f"then in office, of the name {surface}") for p in serving
            )
            self._claims.add(MentionDraft(first, end, end - 1, "name", candidates=options))

    def _link_nicknames(self) -> None:
        """ "X Y, dit Z", "X Y, alias Z": what else somebody is called goes to the name, where nobody known is Z."""
        doc, taken = self._doc, self._claims.taken
        for i in [t.i for t in doc if t.lower_ in _ALSO_CALLED and 1 < t.i < len(doc) - 1]:
            comma = doc[i - 1].text == ","
            named = taken.get(i - 1 - comma)
            end = name_run(doc, i + 1)
            told = named is not None and named.how == "name" and named.end == i - comma and named.actor is not None
            if not told or end == i + 1 or not self._claims.is_free(i, end) or self._claims.holds_known(i + 1, end):
                continue
            if not comma and doc[i].pos_ == "VERB" and doc[i].lower_ == "dit":
                continue
            assert named is not None
            assert named.actor is not None
            if self._book.actors[named.actor].kind == "person" and not self._doc[end - 1].is_sent_start:
                name = self._claims.words(i + 1, end)
                self._book.surfaces.setdefault(named.actor, set()).add(name)
                self.full.setdefault(name, []).append(named.actor)
                self._claims.remove(named)
                named.end = end
                self._claims.add(named)

    def add_new(
        self, start: int, end: int, *, first: int, gender: str, function: str = "", body: str = ""
    ) -> MentionDraft:
        """A mention of a person no table knows, [start, end) being the name and `first` where its title begins."""
        shown = self._claims.given.get(fold_accents(self._doc[start].text).split("-")[0], "x")
        gender = shown if end - start > 1 and shown in {"m", "f"} else gender  # a role's noun may be of either
        name = self._claims.words(start, end)
        known = self.full.get(name) or self.full.get(name[0].lower() + name[1:]) or list(self._with_part(name))
        known = self._of_gender(known, gender) if len(known) > 1 else known
        if len(known) == 1 and " " not in name:
            actor = known[0]
        else:
            actor = self._book.person(name, function=function, body=body, gender=gender)
            self.remember(actor, name)
        return self._claims.add(MentionDraft(first, end, end - 1, "name", actor=actor, gender=gender or None))

    def _next_new(self, i: int) -> MentionDraft | None:
        """The person whom name words at token `i` of a list name, whom no table knows."""
        end = name_run(self._doc, i)
        if end - i < _FULL or not self._claims.is_free(i, end) or self._claims.holds_known(i, end):
            return None
        return self.add_new(i, end, first=i, gender="")

    def _link_lists(self) -> None:
        """ "MM. X et Y" names them together: one mention more, of the group."""
        by_start = {m.start: m for m in self._claims.layers.mentions if m.how == "name" and m.actor}
        for first in list(by_start.values()):
            if not is_plural_title(self._doc, first.start):
                continue
            members, end = [first], first.end
            while (
                end + 1 < len(self._doc)
                and self._doc[end].lower_ in {"et", ","}
                and (other := by_start.get(end + 1) or self._next_new(end + 1))
            ):
                members.append(other)
                end = other.end
            actors = tuple(dict.fromkeys(m.actor for m in members if m.actor))
            if len(actors) > 1:
                gender = "f" if all(m.gender == "f" for m in members) else "m"
                self._claims.add_beside(
                    MentionDraft(first.start, end, first.head, "group", members=actors, gender=gender, number="p")
                )
