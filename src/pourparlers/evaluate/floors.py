"""Floors that figures must not fall below: a TOML table of a measure's name to its least F1.

A share of what was found ("contact date": of the contacts found, how many have their day) may fall only because more
was found. Where it did, `right` holds it as well: the number that must be right at least.

[floors]
"quote span" = 0.95

[right]
"contact date" = 12

[ceilings]
"evidence that does not match its text" = 0
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from ..errors import DataError
from ..types import Struct
from .tally import Scores


class Floors(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`floors`: a measure's least F1. `right`: least number right. `ceilings`: the most of what should not be."""

    floors: dict[str, float] = {}
    right: dict[str, int] = {}
    ceilings: dict[str, int] = {}


class Fall(Struct, frozen=True):
    """A measure beyond its bound; `value` is None for a name that is no measure."""

    measure: str
    value: float | None
    floor: float


def load_floors(path: Path) -> Floors:
    """The floors in a TOML file; raises DataError where it is missing or ill-formed."""
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Floors)
    except FileNotFoundError:
        raise DataError("no such file of floors", path=path) from None
    except OSError as error:
        raise DataError(f"this file of floors cannot be read ({error.strerror})", path=path) from error
    except UnicodeDecodeError as error:
        raise DataError("not a file of floors: TOML is UTF-8 text, and this is not", path=path) from error
    except msgspec.MsgspecError as error:
        raise DataError(f"not a file of floors: {error}", path=path) from error


def check_floors(scores: Scores, floors: Floors) -> tuple[Fall, ...]:
    """The measures below their floor, with too few right, or above their ceiling, and the names that are none."""
    falls = []
    for name, floor in floors.floors.items():
        value = scores.value(name)
        if value is None or value < floor:
            falls.append(Fall(measure=name, value=value, floor=floor))
    for name, least in floors.right.items():
        hits = scores.measures[name].hit if name in scores.measures else None
        if hits is None or hits < least:
            falls.append(Fall(measure=name, value=hits, floor=least))
    for name, ceiling in floors.ceilings.items():
        value = scores.value(name)
        if value is None or value > ceiling:
            falls.append(Fall(measure=name, value=value, floor=ceiling))
    return tuple(falls)
