"""A selection as the JSON of TimelineJS: one slide a contact, statement or event that has a date, with its words.

A slide's dates have the precision of the record; texts are HTML there, so all that comes from a dispatch is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from ..lang.catalogue import Catalogue
from ..store.links import find_spans, find_when
from ..types import Fact, Record, When
from ..views.cast import Cast, find_file
from ..views.markup import Html, join, tag
from ..views.rows import Row, chronology
from ..when import Point, WhenError, day_part, parse

_QUOTES = 3
"""Dispatches whose words a slide gives."""


def encode_timeline(record: Record, say: Catalogue) -> tuple[bytes, int, int]:
    """The JSON of `record`'s chronology, how many slides it has, and how many facts have no date to stand at."""
    cast = Cast(record, say)
    told: tuple[Fact, ...] = (*record.contacts, *record.statements, *record.events)
    facts = {fact.id: fact for fact in told}
    rows = chronology(record, cast)
    slides = [slide for row in rows if (slide := _slide(row, facts[row.id], cast))]
    return msgspec.json.encode({"events": slides}), len(slides), len(rows) - len(slides)


def _slide(row: Row, fact: Fact, cast: Cast) -> dict[str, Any] | None:
    """The slide of one fact; None where its date has no day, month or year to begin at."""
    dates = _find_dates(find_when(fact))
    if dates is None:
        return None
    say = cast.say
    tail = " · ".join(part for part in (row.where, row.status) if part)
    return {
        "unique_id": row.id,
        "start_date": dates[0],
        **({"end_date": dates[1]} if dates[1] else {}),
        "display_date": str(join(row.date)),
        "group": say(f"type.{row.type}"),
        "text": {
            "headline": str(join(say("colon").join(part for part in (row.who, row.what) if part))),
            "text": str(join(tag("p", tail) if tail else None, *_quotes(fact, cast))),
        },
    }


def _quotes(fact: Fact, cast: Cast) -> Iterator[Html]:
    """The words of a fact, each with who published it when."""
    for span in find_spans(fact)[:_QUOTES]:
        document = cast.documents.get(span.doc)
        known = (document.outlet, find_file(document), document.published.value) if document else (span.doc,)
        words = cast.say("render.quoted", words=span.text)
        yield tag("blockquote", f"{words} — {', '.join(part for part in known if part)}")


def _find_dates(when: When) -> tuple[dict[str, int], dict[str, int] | None] | None:
    """Where a slide begins and where it ends, as TimelineJS writes dates."""
    value = when.value or (when.candidates[0] if when.candidates else "")
    try:
        points = [point for point in parse(day_part(value)).points if point]
    except WhenError:
        return None
    first, last = min(points, key=lambda p: p.bounds), max(points, key=lambda p: p.bounds)
    return _date(first), _date(last) if last != first else None


def _date(point: Point) -> dict[str, int]:
    parts = {"year": point.year, "month": point.bounds[0].month if point.month else None, "day": point.day}
    return {name: value for name, value in parts.items() if value}
