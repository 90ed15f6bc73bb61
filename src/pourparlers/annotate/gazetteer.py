"""Every name the knowledge base knows, found in one pass over a text.

Names are matched case-sensitively at word limits, longest first, by an Aho-Corasick automaton. Names of persons match
whatever their diacritics ("Vučić", "Vucic"); every other name must be spelt as in the tables. What a name stands for
here (an actor or only a venue) is decided later, by syntax.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import ahocorasick_rs

from ..knowledge.model import KnowledgeBase
from .tree import Doc, text_of
from .word_table import NOUNS

EntryKind = Literal["person", "surname", "state", "demonym", "organisation", "metonym", "place", "format"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a surface may mean. `id` is an actor id (for a place, its row index as text).

    `weak` says that the surface alone is no evidence: it is also a common word, a given name or another's name;
    `venue` that it often is only a place.
    """

    kind: EntryKind
    id: str
    gender: str = ""
    number: str = "s"
    weak: bool = False
    venue: bool = False


@dataclass(slots=True, unsafe_hash=True)
class Match:
    """A surface in a `Doc`: token indices [start, end), all it may mean, and the kinds of that."""

    start: int
    end: int
    surface: str
    entries: tuple[Entry, ...]
    kinds: frozenset[EntryKind]

    def ids(self, *kinds: EntryKind) -> list[str]:
        """The ids of the entries of these kinds, each once."""
        if self.kinds.isdisjoint(kinds):
            return []
        found = [e.id for e in self.entries if e.kind in kinds]
        return list(dict.fromkeys(found)) if len(found) > 1 else found


_COMMON = NOUNS.common_names
_PARTICLES = NOUNS.particles_of_surnames
_PEOPLE = frozenset({"person", "surname"})
_GIVEN = 3
_NOTHING: Final[tuple[tuple[Entry, ...], frozenset[EntryKind]]] = (), frozenset()
_MOST_MEANT = 50_000
"""So many names met are remembered with what they mean."""
_CONTRACTIONS = {"Le ": ("au ", "du "), "Les ": ("aux ", "des ")}
_ACCENTED = re.compile(r"[^\x00-\x7f]")
_FOLDED = "pourparlers_folded"
_LETTERS = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i"}


@lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    if letter in _LETTERS:
        return _LETTERS[letter]
    base = unicodedata.normalize("NFKD", letter)[:1]
    return base if base.isalpha() else letter


def fold_accents(text: str) -> str:
    """`text` with its letters stripped of diacritics, one for one, so that offsets stay."""
    if text.isascii():
        return text
    told = {letter: _plain_letter(letter) for letter in _ACCENTED.findall(text)}
    for letter in sorted(told, key=lambda one: not told[one].isascii()):  # what becomes of a letter is not put again
        text = text.replace(letter, told[letter])
    return text


def folded_words(doc: Doc) -> list[str]:
    """The words of `doc` in lower case without diacritics, by token."""
    words: list[str] | None = doc.user_data.get(_FOLDED)
    if words is None:
        plain = {word: fold_accents(word) for word in {token.lower_ for token in doc}}
        words = doc.user_data[_FOLDED] = [plain[token.lower_] for token in doc]
    return words


_BARE = 6
"""Shortest surname with its Arabic article that is also told without it."""


_INITIALS = 6
"""Longest name of capitals that older papers write with full stops."""


def surname_of(name: str) -> str:
    """The family name of a full name, with its particles ("Mohammed ben Salmane" gives "ben Salmane")."""
    words = name.split()
    i = len(words) - 1
    while i > 1 and words[i - 1].lower() in _PARTICLES:
        i -= 1
    return " ".join(words[i:])


class Gazetteer:
    """The automaton over every surface of a knowledge base, compiled once."""

    def __init__(self, kb: KnowledgeBase) -> None:
        surfaces: dict[str, dict[tuple[str, Entry], None]] = defaultdict(dict)
        for surface, entry in _surfaces(kb):
            plain = surface.replace("’", "'").strip()
            if len(plain) > 1:
                surfaces[fold_accents(plain)][plain, entry] = None
                bare = fold_accents(plain[0]) + plain[1:]  # capitals often lose their accent
                surfaces[fold_accents(plain)][bare, entry] = None
        self._entries = [tuple(entries) for entries in surfaces.values()]
        self._meant: dict[tuple[str, int], tuple[tuple[Entry, ...], frozenset[EntryKind]]] = {}
        self._automaton = ahocorasick_rs.AhoCorasick(list(surfaces), matchkind=ahocorasick_rs.MatchKind.Standard)

    def find(self, doc: Doc) -> list[Match]:
        """Matches in `doc`, longest first at each place, none overlapping another, in order of the text."""
        text = doc.text
        hits = [
            (start, -end, index)
            for index, start, end in self._automaton.find_matches_as_indexes(fold_accents(text), overlapping=True)
            if _is_whole(text, start, end)
        ]
        hits.sort()
        starts, ends = {h[0] for h in hits}, {-h[1] for h in hits}
        found: list[Match] = []
        covered = 0
        for start, minus_end, index in hits:
            end = -minus_end
            if start < covered or _is_half(text, start, end, starts, ends):
                continue
            span = doc.char_span(start, end, alignment_mode="strict")
            entries, kinds = self._meanings(text[start:end], index) if span is not None else _NOTHING
            if span is None or not entries:
                continue
            first = span.start + (1 if span[0].lower_ in {"au", "du", "aux", "des"} and len(span) > 1 else 0)
            found.append(Match(first, span.end, text_of(doc[first : span.end]), entries, kinds))
            covered = end
        return found

    def _meanings(self, surface: str, index: int) -> tuple[tuple[Entry, ...], frozenset[EntryKind]]:
        """What the words mean as they are spelt, and of which kinds that is; of persons also where only diacritics
        differ."""
        known = self._meant.get((surface, index))
        if known is None:
            meant = dict.fromkeys(e for spelt, e in self._entries[index] if spelt == surface or e.kind in _PEOPLE)
            known = tuple(meant), frozenset(e.kind for e in meant)
            if len(self._meant) < _MOST_MEANT:
                self._meant[surface, index] = known
        return known


def _is_whole(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before and before.isalnum()) and not (after and after.isalnum()) and not (
        after == "-" and text[end + 1 : end + 2].islower()
    )  # fmt: skip


def _is_half(text: str, start: int, end: int, starts: set[int], ends: set[int]) -> bool:
    """Whether a hyphen binds the words to others that are no name of their own ("Ouest-France", but "Paris-Alger")."""
    if text[end : end + 1 + end - start] == f"-{text[start:end]}" or text[:start].endswith(f"{text[start:end]}-"):
        return True  # "Baden-Baden"
    before = text[start - 1 : start] == "-" and text[start - 2 : start - 1].isalnum() and start - 1 not in ends
    after = text[end : end + 1] == "-" and text[end + 1 : end + 2].isalnum() and end + 1 not in starts
    return before or after


def _surfaces(kb: KnowledgeBase) -> Iterator[tuple[str, Entry]]:
    yield from _state_surfaces(kb)
    for org in kb.organisations.values():
        entry = Entry("organisation", org.id, org.gender, org.number or "s")
        for name in (org.name_fr, org.name_en, *org.variants_fr, *org.variants_en):
            yield from _contracted(name, entry) if org.role_code == "MED" else ((name, entry),)  # "a dit au Monde"
            if name.isupper() and name.isalpha() and len(name) <= _INITIALS:
                yield ".".join(name) + ".", entry  # "l'O.N.U."
            if name[:1].islower():
                yield name[0].upper() + name[1:], entry
    for metonym in kb.metonyms:
        weak, venue = metonym.note.startswith("weak"), metonym.place_use == "often"
        for name in _hyphened(metonym.surface_fr):
            yield from _contracted(name, Entry("metonym", metonym.actor, weak=weak, venue=venue))
    for form in kb.formats.values():
        for name in (form.name_fr, *form.variants_fr):
            plain = name[0].isupper() and name.count(" ") == 1 and name[1:].islower()  # "Commission mixte"
            yield name, Entry("format", form.id, weak=plain)
    for index, place in enumerate(kb.places):
        for written in (place.name_fr, *place.variants_fr):
            for name in _hyphened(written):
                yield from _contracted(name, Entry("place", str(index)))
    yield from _person_surfaces(kb)


def _hyphened(name: str) -> tuple[str, ...]:
    """A place's name and, where all its words are capitals, how older papers join them: "Buenos-Aires", "New-York"."""
    words = name.split()
    return (name, "-".join(words)) if len(words) > 1 and all(w[0].isupper() for w in words) else (name,)


def _person_surfaces(kb: KnowledgeBase) -> Iterator[tuple[str, Entry]]:
    for person in kb.persons.values():
        for name in dict.fromkeys((person.name_fr, person.name_en, *person.variants_fr)):
            yield name, Entry("person" if " " in name else "surname", person.id, person.gender)
            surname = surname_of(name)
            if " " in name and len(surname) > 1 and surname.lower() not in _COMMON and surname[-1:].isalpha():
                yield surname, Entry("surname", person.id, person.gender)
                if surname.startswith(("al-", "el-")) and len(surname) > _BARE:  # "le président Assad"
                    yield surname[3:], Entry("surname", person.id, person.gender)


def _contracted(name: str, entry: Entry) -> Iterator[tuple[str, Entry]]:
    """A name and, where it begins with an article, what becomes of it after "à" and "de" ("au Caire")."""
    yield name, entry
    for article, contracted in _CONTRACTIONS.items():
        if name.startswith(article):
            for preposition in contracted:
                yield preposition + name.removeprefix(article), entry


def _state_surfaces(kb: KnowledgeBase) -> Iterator[tuple[str, Entry]]:
    for state in kb.states.values():
        plural = "p" if state.article_fr == "les" else "s"
        for name in (state.name_fr, *state.variants_fr):
            yield name, Entry("state", state.id, state.gender, plural)
            if name[:3] == "la ":  # "la Dominique": the table keeps the article where the bare word is a given name
                yield "L" + name[1:], Entry("state", state.id, state.gender, plural)
        forms = (
            (state.demonym_m, "m", "s"), (state.demonym_f, "f", "s"),
            (state.demonym_mp, "m", "p"), (state.demonym_fp, "f", "p"),
        )  # fmt: skip
        for demonyms, gender, number in forms:
            for word in demonyms.split("|"):
                if word:
                    entry = Entry("demonym", state.id, gender, number)
                    yield word, entry
                    capital = "-".join(w.capitalize() for w in word.split("-"))
                    for written in dict.fromkeys((word[0].upper() + word[1:], capital)):
                        yield written, entry  # "le Sud-Coréen"


def demonyms_of(kb: KnowledgeBase) -> dict[str, tuple[Entry, ...]]:
    """Lower-case demonyms of one word and the states they may be of, with gender and number."""
    found: dict[str, dict[Entry, None]] = defaultdict(dict)
    for word, entry in _state_surfaces(kb):
        if entry.kind == "demonym" and word[0].islower():
            found[word][entry] = None
    return {word: tuple(entries) for word, entries in found.items()}


def given_names(kb: KnowledgeBase) -> dict[str, str]:
    """Given names that persons of the knowledge base bear, without diacritics, each with the gender it shows (or "x").

    Words that also begin the name of a place or a body are left out, and initials and particles.
    """
    other = {fold_accents(n).split()[0] for s in kb.states.values() for n in (s.name_fr, *s.variants_fr) if n}
    other |= {fold_accents(p.name_fr).split()[0] for p in kb.places if p.name_fr}
    other |= {fold_accents(o.name_fr).split()[0] for o in kb.organisations.values() if o.name_fr}
    found: dict[str, set[str]] = defaultdict(set)
    for person in kb.persons.values():
        words = fold_accents(person.name_fr).split()
        word = words[0].split("-")[0]
        if len(words) > 1 and len(word) >= _GIVEN and word[0].isupper() and word[1:].islower():
            found[word].add(person.gender)
    return {w: genders.pop() if len(genders) == 1 else "x" for w, genders in found.items() if w not in other}


def compound_prefixes(kb: KnowledgeBase) -> dict[str, str]:
    """First halves of compound adjectives ("russo", "américano") and the state each stands for."""
    return {prefix: state.id for state in kb.states.values() for prefix in state.compound_fr.split("|") if prefix}
