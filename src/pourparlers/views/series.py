"""Figures as series: of one thing (what, whose, where), what is said of it by day and by whom, with bounds.

Where the record knows neither whose a figure is nor where, nothing says that two dispatches count the same thing: such
figures are a series of their dispatch alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from ..lang.catalogue import Catalogue
from ..store.links import find_bounds, find_docs
from ..store.order import find_key
from ..types import Figure, Place, Record, Struct
from .cast import Cast
from .dates import say_date
from .dating import Dating
from .rows import say_noun, say_quantity


class Point(Struct, frozen=True):
    """What is said of the thing for one day by one party. `value` is EDTF, `first` and `last` ISO days (None: open).

    `low` and `high` are the bounds (None: the text leaves that side open), `number` both in words, `giver` the
    actor who gives it (None: nobody is named), `words` the exact words, one for each source.
    """

    value: str | None
    date: str
    first: str | None
    last: str | None
    low: float | None
    high: float | None
    approximate: bool
    number: str
    giver: str | None
    according_to: str
    words: tuple[str, ...]
    sources: tuple[str, ...]
    figures: tuple[str, ...]


class Series(Struct, frozen=True):
    """The figures of one thing. `what` is the record's word, `of` an actor's id; `title` says it in words."""

    what: str
    of: str | None
    place: Place | None
    title: str
    points: tuple[Point, ...]


def find_series(record: Record, say: Catalogue) -> tuple[Series, ...]:
    """The series of `record`: things of which most is said first, each by date, then by who says it.

    Figures of the same day, giver and bounds are one point with several sources.
    """
    cast, dating = Cast(record, say), Dating(record)
    groups: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for figure in record.figures:
        place = figure.place
        where = f"{place.geonames or ''}|{place.country or ''}|{place.name.fr}" if place else ""
        if not figure.of and not place:
            where = min(find_docs(figure), default="")
        groups[figure.what, figure.of or "", where].append(figure)
    series = [_make(figures, cast, dating) for figures in groups.values()]
    return tuple(sorted(series, key=lambda s: (-len(s.points), s.title, s.what, s.of or "")))


def _make(figures: list[Figure], cast: Cast, dating: Dating) -> Series:
    one = figures[0]
    points: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        when = dating.find(figure)
        bounds = (figure.quantity.low, figure.quantity.high, figure.quantity.approximate)
        points[when.value, when.candidates, figure.according_to, bounds].append(figure)
    made = [_point(same, cast, dating) for same in points.values()]
    return Series(
        what=one.what, of=one.of, place=one.place, title=_say_thing(figures, cast),
        points=tuple(point for _, point in sorted(made, key=lambda item: item[0])),
    )  # fmt: skip


def _point(same: list[Figure], cast: Cast, dating: Dating) -> tuple[tuple[object, ...], Point]:
    """A point, after the key it is sorted by."""
    say, same = cast.say, sorted(same, key=lambda figure: figure.id)
    one, when = same[0], dating.find(same[0])
    bounds = find_bounds(when.value)
    docs = list(dict.fromkeys(doc for figure in same for doc in sorted(find_docs(figure))))
    point = Point(
        value=when.value,
        date=say_date(when, say),
        first=_close(bounds[0]) if bounds else None,
        last=_close(bounds[1]) if bounds else None,
        low=one.quantity.low,
        high=one.quantity.high,
        approximate=one.quantity.approximate,
        number=say_quantity(one, say),
        giver=one.according_to,
        according_to=cast.name(one.according_to) if one.according_to else "",
        words=tuple(dict.fromkeys(span.text for figure in same for span in figure.evidence)),
        sources=cast.sources(docs),
        figures=tuple(figure.id for figure in same),
    )
    return (find_key(when), point.according_to, point.low or 0.0, point.high or 0.0, point.figures), point


def _close(day: str) -> str | None:
    return None if day in {"0001-01-01", "9999-12-31"} else day


def _say_thing(figures: list[Figure], cast: Cast) -> str:
    """What is counted (in French by the texts' own nouns, the most frequent first), whose, where."""
    one, nouns = figures[0], Counter(say_noun(figure, cast.say) for figure in figures)
    what = ", ".join(noun for noun, _ in sorted(nouns.items(), key=lambda item: (-item[1], item[0])))
    owner = cast.name(one.of) if one.of else ""
    return " · ".join(part for part in (what, owner, cast.place(one.place)) if part)
