"""Events as PLOVER's own JSON records, one a line.

The names are PLOVER's. `date` and `enddate` are days: null where the record has no sure day (`comment` then keeps the
date at the precision that it has). `text` is the sentence, `text_info` its place in the document, in code points, and
its number among the coded sentences of that document. Nothing says when it was coded, so that two exports are the
same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from ..types import Record
from .codes import Coder
from .coding import Coded, Selection, find_published, find_stretch
from .story import Stories, find_bounds

_CODER: Final = "pourparlers"
_LANGUAGES: Final = {"fr": "French", "en": "English"}


def encode_plover(
    record: Record, selection: Selection, *, everything: bool = False, without_text: bool = False
) -> Iterator[bytes]:
    """The events of `selection`, which are of `record`, one JSON object a line.

    With `everything` each has an `assertion`. `without_text` leaves out the sentences; the words of evidence stay.
    """
    coder = Coder(record)
    stories = Stories(record, coder)
    numbers = _number(selection, stories)
    for coded in selection.events:
        item = _make(coded, coder, stories, version=record.header.program, number=numbers.get(coded.event.id))
        if without_text:
            item["text"] = None
        if everything:
            item["assertion"] = coded.event.assertion
        yield msgspec.json.encode(item) + b"\n"


def _number(selection: Selection, stories: Stories) -> dict[str, int]:
    """The number of each event's sentence among the coded sentences of its document, from 1."""
    places = {
        coded.event.id: (coded.doc, find_bounds(stories.passage(coded.event.evidence[0]))[0])
        for coded in selection.events
        if coded.event.evidence
    }
    starts: dict[str, list[int]] = {}
    for doc, start in sorted(set(places.values())):
        starts.setdefault(doc, []).append(start)
    return {id_: starts[doc].index(start) + 1 for id_, (doc, start) in places.items()}


def _make(coded: Coded, coder: Coder, stories: Stories, *, version: str, number: int | None) -> dict[str, Any]:
    event, place = coded.event, coded.event.place
    passage = stories.passage(event.evidence[0]) if event.evidence else None
    start, end = find_bounds(passage) if passage else (None, None)
    stretch = find_stretch(coded.when)
    return {
        "id": event.id,
        "has_event": True,
        "date": coded.day or (stretch[0] if stretch else None),
        "enddate": stretch[1] if stretch else None,
        "actor": [_entity(actor, coded, coder, stories) for actor in event.actor],
        "recipient": [_entity(actor, coded, coder, stories) for actor in event.recipient],
        "event": [coded.event_type],
        "event_loc": {"name": place.name.en, "country": place.country, "geonames": place.geonames} if place else None,
        "event_text": [span.text for span in event.evidence],
        "quad_code": coded.quad,
        "event_scale": coded.scale,
        "mode": [coded.mode] if coded.mode else [],
        "context": list(event.contexts),
        "text": f"{passage.before}{passage.span.text}{passage.after}" if passage else None,
        "text_info": {"sequence": number, "start": start, "end": end},
        "size": {"dead": None, "injured": None, "arrested": None},
        "cite_info": _cite(coded, stories, version),
        "coder": _CODER,
        "coded_date": None,
        "comment": _comment(coded),
    }


def _entity(actor: str, coded: Coded, coder: Coder, stories: Stories) -> dict[str, Any]:
    code = coder.find(actor)
    return {
        "code": code.country or None,
        "sector": [code.sector] if code.sector else [],
        "entity_text": stories.raw_name(coded, actor) or None,
        "identifier_id": code.wikidata or None,
        "identifier_text": code.name,
        "office": code.office or None,
    }


def _cite(coded: Coded, stories: Stories, version: str) -> dict[str, Any]:
    document = stories.documents.get(coded.doc)
    return {
        "citation": document.outlet if document else None,
        "url": document.uri if document else None,
        "title": document.title if document else None,
        "language": _LANGUAGES.get(document.language or "", document.language) if document else None,
        "publication": find_published(document),
        "coder": _CODER,
        "version": version,
    }


def _comment(coded: Coded) -> str | None:
    """What PLOVER has no field for: a date that is no day, and an assertion that is more than a plain one."""
    event, parts = coded.event, []
    if not coded.day and coded.when.value:
        parts.append(f"date: {coded.when.value}")
    if event.assertion != "asserted":
        was = f" {event.event_type}" if event.event_type != coded.event_type else ""
        parts.append(f"assertion: {event.assertion}{was}")
    if event.condition:
        parts.append(f"condition: {event.condition.text}")
    return "; ".join(parts) or None
