"""When a given answer and the gold mean the same: words, names, dates, and the pairing of two lists.

Everything here is symmetric in nothing: gold comes first, the answer second.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar, get_args

import msgspec

from ..fold import strip_accents
from ..types import Actor, Mention, Place, Span, Time
from ..vocab import Medium
from .gold import NameTable, Range

A = TypeVar("A")
B = TypeVar("B")

STATES: Mapping[str, str] = {
    **dict.fromkeys(("etats-unis", "united states", "washington", "maison blanche", "administration biden"), "usa"),
    **dict.fromkeys(("russie", "moscou", "kremlin"), "russia"),
    **dict.fromkeys(("ukraine", "kiev"), "ukraine"),
    **dict.fromkeys(("france", "elysee", "paris"), "france"),
    **dict.fromkeys(("allemagne", "berlin"), "germany"),
    **dict.fromkeys(("royaume-uni", "united kingdom", "londres"), "uk"),
    "otan": "nato",
    "organisation du traite de l'atlantique nord": "nato",
    "north atlantic treaty organization": "nato",
    "osce": "osce",
    "organisation pour la securite et la cooperation en europe": "osce",
    "organization for security and co-operation in europe": "osce",
}
"""Names that gold uses for states and bodies, folded, and the key that each stands for."""
MEDIA: Mapping[str, Medium] = {
    "conference de presse": "press_conference", "point de presse": "press_conference", "communique": "communique",
    "tweet": "social_media", "twitter": "social_media", "facebook": "social_media", "telegram": "social_media",
    "reseau": "social_media", "television": "interview", "radio": "interview", "interview": "interview",
    "france inter": "interview", "bbc": "interview", "cbs": "interview", "afp": "interview", "presse": "interview",
    "discours": "speech", "senat": "speech", "appel": "call", "telephon": "call", "lettre": "letter",
}  # fmt: skip
"""Words in which gold tells a medium, folded, and the medium: the first that is found in it counts."""
PLACES: Mapping[str, str] = {
    "geneva": "geneve", "brussels": "bruxelles", "vienna": "vienne", "kyiv": "kiev", "moscow": "moscou",
}  # fmt: skip
ISO: Mapping[str, str] = {
    "usa": "usa", "rus": "russia", "ukr": "ukraine", "fra": "france", "deu": "germany", "gbr": "uk",
}  # fmt: skip
_ARTICLE = re.compile(r"^(l'|le |la |les |the )")
_ASIDE = re.compile(r"\s*\(.*?\)")
_WEEK = re.compile(r"(\d{4})-?W(\d\d)")
_DATE = re.compile(r"\d{4}(?:-\d{2})?(?:-\d{2})?")


def fold(name: str | None) -> str:
    """A name without case, accents, article and words in parentheses."""
    plain = strip_accents(name or "").encode("ascii", "ignore").decode()
    return _ASIDE.sub("", _ARTICLE.sub("", plain.strip())).strip()


class Names:
    """Whether names of the gold mean actors and places of the record; `table` brings further names."""

    def __init__(self, table: NameTable) -> None:
        self._states = {**STATES, **table.actors}
        self._places = {**PLACES, **table.places}
        self._iso = {**ISO, **table.iso}

    def key(self, name: str) -> str:
        """What a name stands for."""
        return self._states.get(fold(name), fold(name))

    def is_same(self, gold: str | None, actor: Actor | None, *, lenient: bool = False) -> bool:
        """Whether `gold` ("A / B" for either) names `actor`; `lenient`: or the state that it acts for."""
        names: set[str] = set()
        states: set[str] = set()
        if actor:
            names = {self.key(name) for name in (actor.name.fr, actor.name.en, *actor.aliases) if name}
            states = {self.key(name) for name in actor.state_names if name}
            states |= {actor.state.casefold()} if actor.state else set()
        kind = actor.kind if actor else "person"
        for one in re.split(r"\s*/\s*", gold or ""):
            key = self.key(one)
            if key and (key in names or self._is_family_name(one, key, names, kind)):
                return True
            if key and lenient and key in {self._iso.get(state, state) for state in states}:
                return True
        return False

    def _is_family_name(self, gold: str, key: str, names: set[str], kind: str) -> bool:
        """Whether the last word is enough: for a person it is, never for a state or an office."""
        bare = re.sub(r"\(.*?\)", "", gold)
        capitalised = all(word[:1].isupper() for word in bare.split() if len(word) > 3)
        if kind != "person" or fold(gold) in self._states or len(key.split()) < 2 or not capitalised:
            return False
        last = key.split()[-1:]
        return any(last == name.split()[-1:] for name in names)

    def is_place(self, gold: str, place: Place | None) -> bool:
        """Whether `gold` names `place`."""
        return place is not None and self._place(gold) in {self._place(place.name.fr), self._place(place.name.en)}

    def _place(self, name: str) -> str:
        return self._places.get(fold(name), fold(name))


def medium_of(words: str | None) -> Medium | None:
    """The medium that gold tells in its own words or in the record's; None where it tells none that we know."""
    folded = strip_accents((words or "").lower())
    if folded in get_args(Medium):
        return folded  # type: ignore[return-value]
    if folded == "x":
        return "social_media"
    return next((medium for word, medium in MEDIA.items() if word in folded), None)


def trim(text: str, start: int, end: int) -> Range:
    """[start, end) without what is no letter or digit at its ends."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def overlap(a: Range, b: Range) -> float:
    """Intersection over union of two ranges."""
    both = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return both / max(1, (a[1] - a[0]) + (b[1] - b[0]) - both)


def touches(a: Range, b: Range) -> bool:
    """Whether two ranges share a character."""
    return a[0] < b[1] and b[0] < a[1]


def pair(gold: Sequence[A], given: Sequence[B], close: Callable[[A, B], float], least: float) -> list[tuple[int, int]]:
    """Indices of gold and answers that belong together, the closest first, each in one pair at most."""
    scored = sorted(
        ((close(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(given)),
        key=lambda found: (-found[0], found[1], found[2]),
    )
    used_gold: set[int] = set()
    used_given: set[int] = set()
    pairs = []
    for score, i, j in scored:
        if score < least:
            break
        if i not in used_gold and j not in used_given:
            used_gold.add(i)
            used_given.add(j)
            pairs.append((i, j))
    return pairs


def day_range(value: str | None) -> tuple[str, str] | None:
    """First and last day that a date of gold or record can mean, as ISO text; None for no date.

    Gold is written by hand, so this takes more than EDTF: ISO weeks, a lone end of an interval.
    """
    if not value:
        return None
    if week := _WEEK.fullmatch(value):
        year, number = int(week[1]), int(week[2])
        return date.fromisocalendar(year, number, 1).isoformat(), date.fromisocalendar(year, number, 7).isoformat()
    ends = value.split("/") if "/" in value else value.split(",")
    low, high = _DATE.search(ends[0]), _DATE.search(ends[-1])
    if not low and not high:
        return None
    first = low[0] if low else "0001-01-01"
    last = high[0] if high else "9999-12-31"
    return (first + "-01-01"[len(first) - 4 :])[:10], (last + "-12-31"[len(last) - 4 :])[:10]


def is_date(gold: str | None, given: str | None) -> bool | None:
    """Whether `given` equals the gold date, or lies in it; None where the gold has no date."""
    if not gold:
        return None
    if (given or "").rstrip("~?") == gold.rstrip("~?"):
        return True
    if gold.startswith("["):
        return given in gold.strip("[]").split(",")
    wanted, found = day_range(gold), day_range(given)
    inside = wanted and found and wanted[0] <= found[0] and found[1] <= wanted[1]
    return bool(inside) and not (given or "").startswith("[")


def walk_spans(value: Any) -> Iterator[Span]:
    """Every span with its words, wherever it stands in an object; mentions and times are spans themselves."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from walk_spans(part)
    elif isinstance(value, msgspec.Struct):
        if isinstance(value, Mention | Time):
            yield Span(doc=value.doc, start=value.start, end=value.end, text=value.text)
        for name in value.__struct_fields__:
            yield from walk_spans(getattr(value, name))
