"""Frames as data: the constructions of a deed or a stance, in lang/*/events.toml and stance.toml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from ...lang.pack import Table


class Light(Table, frozen=True):
    """A verb that says little with a noun that says the deed; `slot` is where the noun stands, `beside` the words of
    which one must stand under the noun ("opération militaire"), `along` nouns of which one must stand between the two
    ("mettre fin à la trêve")."""

    verbs: tuple[str, ...]
    nouns: frozenset[str]
    slot: str = "object"
    beside: frozenset[str] = frozenset()
    along: frozenset[str] = frozenset()


class Frame(Table, frozen=True):
    """A construction. `needs`: slots of which one must be filled; `without`: slots that must be empty.

    `also`: slots that must all be filled. `object_words` and `subject_words` restrict the object and the subject (of a
    passive too) to nouns of these lemmas, `noun_words` what a noun's "de" holds ("le rappel de son ambassadeur").
    `subject_but`: participles that make the subject one who undergoes ("les soldats libérés sont arrivés").
    `noun_de` says whose part a noun's "de" plays: actor, recipient, or none. `undone`: verbs that undo the deed in a
    clause on its noun ("que X refuse").
    `finite`: no infinitive meets it. `but`: nouns by slot with which the words mean another deed ("condamné à dix
    ans de prison"). `under_not`: nouns under which its noun tells no deed of its own ("la levée des sanctions").
    """

    id: str
    verbs: tuple[str, ...] = ()
    light: tuple[Light, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    reflexive: bool | None = None
    passive: bool | None = None
    object_words: frozenset[str] = frozenset()
    subject_words: frozenset[str] = frozenset()
    subject_but: frozenset[str] = frozenset()
    noun_words: frozenset[str] = frozenset()
    also: tuple[str, ...] = ()
    actor: tuple[str, ...] = ("subject",)
    recipient: tuple[str, ...] = ("object", "à", "contre")
    content: tuple[str, ...] = ()
    noun_de: str = ""
    negated: bool | None = None
    finite: bool = False
    undone: frozenset[str] = frozenset()
    but: dict[str, frozenset[str]] = msgspec.field(default_factory=dict)
    under_not: frozenset[str] = frozenset()
    examples: tuple[str, ...] = ()
    counter: tuple[str, ...] = ()


F = TypeVar("F", bound=Frame)


def with_lists(frame: F, lists: Mapping[str, tuple[str, ...]]) -> F:
    """`frame` with the words of `lists` in place of their names ("@disaster"), where it restricts its arguments."""

    def told(words: frozenset[str]) -> frozenset[str]:
        return frozenset(w for word in words for w in (lists.get(word[1:], (word,)) if word[:1] == "@" else (word,)))

    return msgspec.structs.replace(
        frame,
        object_words=told(frame.object_words),
        subject_words=told(frame.subject_words),
        noun_words=told(frame.noun_words),
        but={slot: told(words) for slot, words in frame.but.items()},
    )
