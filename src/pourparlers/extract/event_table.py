"""The shape of lang/*/events.toml: frames with their PLOVER codes."""

from __future__ import annotations

import msgspec

from ..lang.pack import Table
from ..vocab import EventType
from .frames.frame_table import Frame


class EventFrame(Frame, frozen=True, kw_only=True):
    """A frame with its PLOVER code."""

    type: EventType
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    alone: bool = False
    """Whether a noun counts with only one of actor and recipient known."""
    opens: bool = False
    """Whether a noun counts only as the first word of a title or sentence that has no verb, and asks nothing."""


class DoerWords(Table, frozen=True):
    """Nouns of those without a name who do deeds of the types `deeds`.

    `forces` do any but protest, `crowds` protest alone, `people` do any, `anybody` with one of `marks` beside
    them ("hommes armés") or one of `owned` before. `openers` lead such words in beside articles and numbers.
    """

    deeds: frozenset[EventType] = frozenset()
    forces: frozenset[str] = frozenset()
    crowds: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    anybody: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    owned: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()


class EventTable(Table, frozen=True):
    """Shape of lang/*/events.toml; `lists` are words by a name under which frames have them ("@disaster")."""

    frames: tuple[EventFrame, ...]
    doers: DoerWords = DoerWords()
    modes: tuple[ModeRule, ...] = ()
    lists: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)


class ModeRule(Table, frozen=True):
    """The mode of an act of speech of `type` whose content holds one of `words` (stems, folded)."""

    type: EventType
    mode: str
    words: tuple[str, ...]
