"""What is known of a unit of attribution while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from .complements import Complement
from .cue_forms import CueGroup
from .sources import Source
from .speakers import NOBODY, Speaker
from .units import Unit


@dataclass(slots=True)
class Reading:
    """What is known of a unit while it is read: free quotations, ranges already reported, the last speaker in it."""

    unit: Unit
    sources: list[Source]
    free: set[int]
    spoken: list[tuple[int, int]]
    within: list[tuple[Complement, str]]
    cues: list[CueGroup] = field(default_factory=list)
    speaker: Speaker = NOBODY
    via: Speaker = NOBODY
