"""What a source says, before it is laid beside the tables: one shape for every format.

The readers (``wikidata``, ``query``, ``ftm``) give these records; ``staging`` keeps them on disk
and ``run`` turns them into rows. Keys are the source's own (``Q9068``, ``NK-…``); a date is EDTF
at the precision that the source vouches for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

__all__ = ["Found", "Holding", "Note", "Report", "SourceBody", "SourcePerson", "SourcePost"]


class _Named(msgspec.Struct, frozen=True, array_like=True):
    """What every person, post and body of a source has: its key, the line that gave it, its id and names."""

    key: str
    line: int
    wikidata: str = ""
    name_fr: str = ""
    name_en: str = ""


class SourcePerson(_Named, frozen=True, array_like=True):
    """A person; ``states`` are the source's words for citizenship (QID, code or name), ``died`` an EDTF value or ""."""

    aliases: tuple[str, ...] = ()
    gender: str = ""
    states: tuple[str, ...] = ()
    died: str = ""


class SourcePost(_Named, frozen=True, array_like=True):
    """A post, or a class of posts; ``directs`` names organisations, ``bodies`` jurisdictions, ``countries`` states."""

    classes: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    directs: tuple[str, ...] = ()


class SourceBody(_Named, frozen=True, array_like=True):
    """A state or an organisation, with the posts that it names as its heads."""

    aliases: tuple[str, ...] = ()
    international: bool = False
    head_of_state: tuple[str, ...] = ()
    head_of_government: tuple[str, ...] = ()
    head_of_organisation: tuple[str, ...] = ()


class Holding(msgspec.Struct, frozen=True, array_like=True):
    """That a person held a post; an empty ``end`` means that the source gives none (still in office)."""

    person: str
    post: str
    line: int
    start: str
    end: str = ""
    bodies: tuple[str, ...] = ()
    acting: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was not taken, or not as it stands: ``kind`` is a fixed word, ``detail`` says which and why."""

    kind: str
    line: int
    key: str
    detail: str


Found = SourcePerson | SourcePost | SourceBody | Holding | Note


@dataclass(slots=True)
class Report:
    """What an import did.

    ``read`` counts the lines (or entities) met; ``rows`` the rows written, by table; ``notes`` what was
    left out or changed, by kind; ``examples`` holds the first few notes of each kind, and ``bad`` the
    lines that could not be read. ``newest`` is the newest day on which the source says it was changed.
    """

    file: Path
    form: str = ""
    read: int = 0
    newest: str = ""
    cut_short: bool = False
    found: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[Note]] = field(default_factory=dict)
    listener: Callable[[Note], None] | None = None

    def note(self, note: Note) -> None:
        """Count *note*, keep it if it is among the first of its kind, and pass it on."""
        self.notes[note.kind] += 1
        kept = self.examples.setdefault(note.kind, [])
        if len(kept) < 5:
            kept.append(note)
        if self.listener:
            self.listener(note)
