"""Every name the knowledge base knows, found in one pass over a text.

Names are matched case-sensitively at word limits, longest first, by an Aho-Corasick automaton over the text with
its apostrophes straightened. What a name stands for here (an actor or only a venue) is decided later, by syntax.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import ahocorasick_rs
from spacy.tokens import Doc

from ..knowledge.model import KnowledgeBase

EntryKind = Literal[
    "person", "surname", "state", "demonym", "compound", "organisation", "metonym", "place", "format"
]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a surface may mean. `id` is an actor id (for a place, its row index as text)."""

    kind: EntryKind
    id: str
    gender: str = ""
    number: str = "s"


@dataclass(frozen=True, slots=True)
class Match:
    """A surface in a `Doc`: token indices [start, end), and all it may mean."""

    start: int
    end: int
    surface: str
    entries: tuple[Entry, ...]


_COMMON = frozenset("un une il se les le la son sur par pas plus tout mais dans pour avec sous vers mer ville paix".split())
"""Last words of names that are also common words, never family names by themselves."""
_PARTICLES = frozenset({"de", "du", "ben", "ibn", "al", "el", "von", "van", "bin", "der", "den", "la", "le", "da", "dos"})


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
        surfaces: dict[str, list[Entry]] = defaultdict(list)
        for surface, entry in _surfaces(kb):
            plain = surface.replace("’", "'").strip()
            if len(plain) > 1 and entry not in surfaces[plain]:
                surfaces[plain].append(entry)
        self._entries = [tuple(entries) for entries in surfaces.values()]
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(surfaces), matchkind=ahocorasick_rs.MatchKind.Standard
        )

    def find(self, doc: Doc) -> list[Match]:
        """Matches in `doc`, longest first at each place, none overlapping another, in order of the text."""
        text = doc.text
        hits = [
            (start, end, index)
            for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True)
            if _is_whole(text, start, end)
        ]
        hits.sort(key=lambda hit: (hit[0], -hit[1]))
        found: list[Match] = []
        covered = 0
        for start, end, index in hits:
            if start < covered:
                continue
            span = doc.char_span(start, end, alignment_mode="strict")
            if span is None:
                continue
            found.append(Match(span.start, span.end, span.text, self._entries[index]))
            covered = end
        return found


def _is_whole(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and (before.isalnum() or before == "-") and not (before == "-" and text[start - 2 : start - 1].isalnum() and text[start].isupper()):
        return False
    return not after or not (after.isalnum() or (after == "-" and text[end + 1 : end + 2].islower()))


def _surfaces(kb: KnowledgeBase) -> Iterator[tuple[str, Entry]]:
    yield from _state_surfaces(kb)
    for org in kb.organisations.values():
        entry = Entry("organisation", org.id, org.gender, org.number or "s")
        for name in (org.name_fr, org.name_en, *org.variants_fr, *org.variants_en):
            yield name, entry
            if name[:1].islower():
                yield name[0].upper() + name[1:], entry
    for metonym in kb.metonyms:
        if not metonym.note.startswith("weak"):
            yield metonym.surface_fr, Entry("metonym", metonym.actor)
    for form in kb.formats.values():
        for name in (form.name_fr, *form.variants_fr):
            yield name, Entry("format", form.id)
    for index, place in enumerate(kb.places):
        for name in (place.name_fr, *place.variants_fr):
            yield name, Entry("place", str(index))
    for person in kb.persons.values():
        for name in (person.name_fr, person.name_en, *person.variants_fr):
            yield name, Entry("person" if " " in name else "surname", person.id, person.gender)
            surname = surname_of(name)
            if " " in name and len(surname) > 2 and surname.lower() not in _COMMON and surname[-1:].isalpha():
                yield surname, Entry("surname", person.id, person.gender)


def _state_surfaces(kb: KnowledgeBase) -> Iterator[tuple[str, Entry]]:
    for state in kb.states.values():
        plural = "p" if state.article_fr == "les" else "s"
        for name in (state.name_fr, *state.variants_fr):
            yield name, Entry("state", state.id, state.gender, plural)
        forms = ((state.demonym_m, "m", "s"), (state.demonym_f, "f", "s"), (state.demonym_mp, "m", "p"), (state.demonym_fp, "f", "p"))  # fmt: skip
        for demonyms, gender, number in forms:
            for word in demonyms.split("|"):
                if word:
                    entry = Entry("demonym", state.id, gender, number)
                    yield word, entry
                    yield word[0].upper() + word[1:], entry


def compound_prefixes(kb: KnowledgeBase) -> dict[str, str]:
    """First halves of compound adjectives ("russo", "américano") and the state each stands for."""
    return {
        prefix: state.id
        for state in kb.states.values()
        for prefix in state.compound_fr.split("|")
        if prefix
    }
