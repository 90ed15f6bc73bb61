"""Who is who, measured: how many of the gold's mentions are resolved, and how many of those rightly.

Four figures. `resolved`: the share of gold mentions for which the record names an actor; `linked`: of these, how many
name the right one; `coreference`: the same over pronouns and roles alone; `acting places`: over names of places, the
gold's metonyms (which act) against the venues of its contacts (which do not), F1 of "acts".

A gold mention and a given one belong together where the given one covers most of it: a role and the name beside it are
two mentions in the gold and may be one in the record. Names are compared as the scorer does (`match.Names`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePath
from typing import TypeVar

import msgspec

from ..errors import DataError
from ..types import Actor, Mention, Struct
from .gold import Gold, NameTable, Range
from .match import Names, fold, overlap
from .tally import Measure

T = TypeVar("T")
_COREFERENCE = frozenset({"pronoun", "role"})
_UNNAMED = re.compile(r"anonym|^(une?|des|l'une?) ", re.IGNORECASE)
_INDEFINITE = re.compile(r"^(une?|des) ")
_ARTICLE = re.compile(r"(les? |la |l['’])", re.IGNORECASE)


class GoldMention(Gold, frozen=True):
    """A marked mention; `actor` holds the members of a group, parted by slashes."""

    span: Range
    actor: str
    how: str
    scored: bool = True


class _Venue(Gold, frozen=True):
    """Where a contact of the gold takes place, and the words that tell it."""

    span: Range | None = None
    place: str | None = None


class _Marked(Gold, frozen=True):
    """What of a gold document is read here."""

    file: str
    mentions: tuple[GoldMention, ...] = ()
    contacts: tuple[_Venue, ...] = ()


class Given(Struct, frozen=True):
    """A mention given: [start, end) code points, the actors it names (none: open), whether it is only a venue."""

    start: int
    end: int
    actors: tuple[str, ...] = ()
    venue: bool = False


class MentionScores(Struct, frozen=True):
    """The figures; `kinds` has (gold, resolved, right) for each kind of mention, `misses` says what is wrong."""

    resolved: Measure
    linked: Measure
    coreference: Measure
    places: Measure
    kinds: dict[str, tuple[int, int, int]]
    misses: tuple[str, ...] = ()

    def to_lines(self) -> list[str]:
        """The figures as lines of text."""
        lines = [
            f"mentions resolved            {self.resolved.recall:.3f}   ({self.resolved.hit} of {self.resolved.gold})",
            f"linking accuracy             {self.linked.precision:.3f}   ({self.linked.hit} of {self.linked.given})",
            f"pronoun and role coreference {self.coreference.precision:.3f}   "
            f"({self.coreference.hit} of {self.coreference.given} resolved, {self.coreference.gold} gold)",
            f"acting places                {self.places.f1:.3f}   "
            f"(P {self.places.precision:.2f}, R {self.places.recall:.2f})",
        ]
        return lines + [
            f"  {how:12} {g} gold, {r} resolved, {ok} right" for how, (g, r, ok) in sorted(self.kinds.items())
        ]


def given_of(mentions: Iterable[Mention]) -> dict[str, list[Given]]:
    """The mentions of a record by document, in the form that is scored."""
    found: dict[str, list[Given]] = defaultdict(list)
    for m in mentions:
        found[m.doc].append(Given(start=m.start, end=m.end, actors=(m.actor,) if m.actor else ()))
    return dict(found)


def score_mentions(
    given: Mapping[str, Sequence[Given]], texts: Mapping[str, str], actors: Mapping[str, Actor], gold: Path
) -> MentionScores:
    """Score mentions against the gold of folder `gold`. `given`, `texts`: by file name; `actors`: by id.

    A dispatch that is not given counts as unresolved. Raises DataError for a folder or file that cannot be read.
    """
    names = Names(_decode(gold / "names.json", NameTable) if (gold / "names.json").exists() else NameTable())
    files = [p for p in sorted(gold.glob("*.json")) if p.name not in {"record.json", "names.json"}]
    if not files:
        raise DataError("no gold annotation (*.json) in this folder", path=gold)
    count = _Count(names, actors)
    for path in files:
        marked = _decode(path, _Marked)
        name = PurePath(marked.file).name
        count.add(marked, given.get(name, ()), texts.get(name, ""))
    return count.scores()


def _decode(path: Path, shape: type[T]) -> T:
    try:
        return msgspec.json.decode(path.read_bytes(), type=shape)
    except (OSError, msgspec.MsgspecError) as error:
        raise DataError(str(error), path=path) from error


class _Count:
    """Adds up dispatch after dispatch."""

    def __init__(self, names: Names, actors: Mapping[str, Actor]) -> None:
        self._names, self._actors = names, actors
        self._kinds: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        self._places = [0, 0, 0]
        self._misses: list[str] = []

    def add(self, marked: _Marked, given: Sequence[Given], text: str) -> None:
        """Count one dispatch."""
        for mention in marked.mentions:
            if not mention.scored:
                continue
            match = _match(_bare(mention.span, text), given)
            resolved = match is not None and bool(match.actors) and not match.venue
            right = resolved and match is not None and self.is_right(mention, match)
            for i, one in enumerate((True, resolved, right)):
                self._kinds[mention.how][i] += one
            if not right:
                got = [self._actors[a].name.fr for a in match.actors if a in self._actors] if match else "nothing"
                words = " ".join(text[slice(*mention.span)].split())
                self._misses.append(
                    f"{'wrong' if resolved else 'open '} {marked.file} {mention.how} {words!r}: "
                    f"{mention.actor}, got {got}"
                )
        self._add_places(marked, given, text)

    def _add_places(self, marked: _Marked, given: Sequence[Given], text: str) -> None:
        acting = [m.span for m in marked.mentions if m.how == "metonym" and m.scored]
        venues = {span for c in marked.contacts for span in _venue_spans(c, text)}
        venues = {v for v in venues if not any(overlap(v, m.span) > 0 for m in marked.mentions)}
        for span in acting:
            match = _match(span, given)
            acts = match is not None and not match.venue
            self._places = [self._places[0] + acts, self._places[1] + acts, self._places[2] + 1]
        for span in sorted(venues):
            match = _match(span, given)
            if match is not None and not match.venue and match.actors:
                self._places[1] += 1
                self._misses.append(
                    f"acts  {marked.file} venue {text[slice(*span)]!r} in {text[max(0, span[0] - 30) : span[1] + 20]!r}"
                )

    def is_right(self, gold: GoldMention, given: Given) -> bool:
        """Whether the actors given are those of the gold: all members of a group, one of the alternatives otherwise."""
        actors = [self._actors.get(a) for a in given.actors]
        parts = [part for part in re.split(r"\s*/\s*", gold.actor) if part]
        if gold.how in {"group", "pronoun"} and len(parts) > 1:
            return len(actors) > 1 and all(any(self._same(p, a) for a in actors) for p in parts) and all(
                any(self._same(p, a) for p in parts) for a in actors
            )  # fmt: skip
        return bool(actors) and all(any(self._same(p, a) for p in parts) for a in actors)

    def _same(self, name: str, actor: Actor | None) -> bool:
        if actor is not None and actor.kind == "anonymous":
            described = _INDEFINITE.sub("", fold(actor.name.fr)) == _INDEFINITE.sub("", fold(name))
            return described or bool(_UNNAMED.search(fold(name)))
        return self._names.is_same(name, actor)

    def scores(self) -> MentionScores:
        """The figures of all that was counted."""
        total = [sum(row[i] for row in self._kinds.values()) for i in range(3)]
        core = [sum(row[i] for how, row in self._kinds.items() if how in _COREFERENCE) for i in range(3)]
        hit, said, wanted = self._places
        return MentionScores(
            resolved=Measure(hit=total[1], given=total[1], gold=total[0]),
            linked=Measure(hit=total[2], given=total[1], gold=total[0]),
            coreference=Measure(hit=core[2], given=core[1], gold=core[0]),
            places=Measure(hit=hit, given=said, gold=wanted),
            kinds={how: (row[0], row[1], row[2]) for how, row in self._kinds.items()}, misses=tuple(self._misses),
        )  # fmt: skip


def _bare(span: Range, text: str) -> Range:
    """A span without its leading article."""
    article = _ARTICLE.match(text, span[0], span[1])
    return (article.end(), span[1]) if article else span


def _match(span: Range, given: Sequence[Given]) -> Given | None:
    """The given mention that covers most of `span`, the closest where several do."""
    best: tuple[float, int] | None = None
    for i, one in enumerate(given):
        common = min(span[1], one.end) - max(span[0], one.start)
        if common * 2 <= span[1] - span[0]:
            continue
        near = overlap(span, (one.start, one.end))
        if best is None or near > best[0]:
            best = (near, i)
    return given[best[1]] if best else None


def _venue_spans(contact: _Venue, text: str) -> list[Range]:
    """Where the words of a contact name its place."""
    if not contact.place or contact.span is None:
        return []
    start, end = contact.span
    words = re.escape(contact.place.replace("’", "'"))
    return [
        (start + m.start(), start + m.end()) for m in re.finditer(rf"\b{words}\b", text[start:end].replace("’", "'"))
    ]
