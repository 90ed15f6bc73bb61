"""Events in the 40 tab-separated columns of the POLECAT data, in their order and under their names.

Several actors, sectors or contexts stand in one cell with `; ` between them, in the same order in every column, and
`None` where the record knows nothing of one of them, as in the published files. `Event Date` is empty where the
record has no sure day: it is never the day of publication, which has its own column. Countries of actors are English
names, the country of the place an ISO code; `Wikipedia Actor ID` holds the Wikidata item.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePath
from typing import Final

from ..types import Place, Record
from .cells import guard, join, squeeze, write_cell, write_line
from .codes import ActorCode, Coder, find_cow
from .coding import QUAD_NAMES, Coded, Selection, find_published
from .story import Stories

COLUMNS: Final = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations",
    "Language", "Version",
)  # fmt: skip
"""The columns of the published data, in order."""

ASSERTION: Final = "Assertion"
"""The column that `everything` adds at the end."""

NONE: Final = "None"
"""What the published data write for an actor, or a code of one, that is not known."""

_LANGUAGES: Final = {"fr": "French", "en": "English"}


def encode_polecat(record: Record, selection: Selection, *, everything: bool = False) -> Iterator[bytes]:
    """A line of column names, then one line for each event of `selection`, which are of `record`."""
    coder = Coder(record)
    stories = Stories(record, coder)
    yield write_line((*COLUMNS, ASSERTION) if everything else COLUMNS, delimiter="\t")
    for coded in selection.events:
        row = _make(coded, coder, stories, version=record.header.program)
        yield write_line([*row, coded.event.assertion] if everything else row, delimiter="\t")


def _make(coded: Coded, coder: Coder, stories: Stories, *, version: str) -> list[str]:
    event, document = coded.event, stories.documents.get(coded.doc)
    source = document.outlet or PurePath(document.uri).name if document else ""
    language = document.language or "" if document else ""
    row = [
        # What stands before the first "_" is the same for all events of a dispatch, as in the published data.
        f"{coded.doc or 'doc'}_{coded.event_type}_{event.id.removeprefix('event-')}",
        coded.day or "",
        coded.event_type,
        coded.mode or "",
        write_cell(coded.scale),
        QUAD_NAMES[coded.quad],
        join(event.contexts),
        *_side(event.actor, coded, coder, stories),
        *_side(event.recipient, coded, coder, stories),
        *_place(event.place, stories.raw_place(coded)),
        guard(source),
        find_published(document) or "",
        join(stories.people(coded.doc)),
        join(stories.organisations(coded.doc)),
        join(stories.locations(coded.doc)),
        _LANGUAGES.get(language, language),
        version,
    ]
    return squeeze(row)


def _side(actors: Sequence[str], coded: Coded, coder: Coder, stories: Stories) -> list[str]:
    """The eight columns of the actors, or of the recipients."""
    codes = [coder.find(actor) for actor in actors]

    def each(value: Callable[[ActorCode], str]) -> str:
        return guard(join((value(code) for code in codes), none=NONE)) if codes else NONE

    return [
        each(lambda code: code.name),
        each(lambda code: code.state or code.country),
        each(lambda code: find_cow(code.country, coded.day)),
        each(lambda code: code.sector),
        each(lambda code: code.sector),
        each(lambda code: code.office),
        each(lambda code: stories.raw_name(coded, code.id)),
        each(lambda code: code.wikidata),
    ]


def _place(place: Place | None, raw: str) -> list[str]:
    """The ten columns of the place. The tables know towns by their GeoNames id, and no districts or coordinates."""
    if place is None:
        return [""] * 10
    town = place.name.en if place.geonames else ""
    geonames = str(place.geonames) if place.geonames else ""
    return [place.name.en, town, "", "", place.country or "", "", "", geonames, guard(raw), ""]
