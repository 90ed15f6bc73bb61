"""Numbers that matter in one dispatch: how many of what, whose, where, according to whom.

A number keeps the bounds its words give: "plus de 900" has no upper one, "des dizaines de milliers" lies between
20,000 and 99,999, "près de" stays below. Dates, hours and numbers of nothing listed
in lang/*/figures.toml are no figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ..annotate import syntax
from ..annotate.layers import Layers, layers_of
from ..annotate.modality import reader_of
from ..annotate.times_rules import lowered
from ..annotate.tree import Doc, Token
from ..annotate.word_table import NOUNS, PHRASES, VERBS
from ..drafts import FigureDraft
from ..ids import make_id
from ..lang.pack import Pack
from ..types import Figure, Quantity
from .clause import place_of, statement_at, time_of, token_at
from .figure_table import FigureTable
from .frames.args import ArgumentFinder
from .frames.phrases import actors_of

_SPACE: Final = "[ \u00a0\u202f\u2009]"
_DIGITS: Final = rf"\d{{1,3}}(?:(?:{_SPACE}|[.'’])\d{{3}})+(?:,\d+)?|\d+(?:[,.]\d+)?"
_BEHIND: Final = 24
"""So many characters behind a figure may say that it counts another thing."""
_BEFORE: Final = 48
"""So many characters before a figure may hold its lower bound, and what says that it is a change instead."""
_CHANGED: Final = re.compile(rf"(?:{'|'.join(VERBS.changing_stems)})\w*\s+(?:\w+\s+){{0,4}}$")
_SMALL: Final = 20
"""Numbers up to here in words after a definite article are no figures ("les deux hommes")."""


@dataclass(frozen=True, slots=True)
class Found:
    """A figure in a text: offsets of its words and of its unit's noun."""

    start: int
    end: int
    unit_start: int
    unit: str
    what: str
    quantity: Quantity


def find_figures(doc: Doc, *, pack: Pack) -> list[FigureDraft]:
    """Figures of a parsed, linked `doc`, in the order of its text, none in noise."""
    layers = layers_of(doc)
    arguments = ArgumentFinder(doc, layers, reader_of(pack))
    return [
        _draft(found, doc, layers, arguments)
        for found in figures_in(layers.text, pack=pack)
        if not layers.is_noise(found.start)
    ]


def figures_in(text: str, *, pack: Pack) -> list[Found]:
    """Every figure of `text`, by its words alone."""
    return _rules(pack).find(text)


@lru_cache(maxsize=8)
def _rules(pack: Pack) -> _Rules:
    return _Rules(pack.table("figures", FigureTable))


class _Rules:
    """The compiled table."""

    def __init__(self, table: FigureTable) -> None:
        self._table = table
        self._units = {w.lower(): u.what for u in table.units for w in u.words}
        self._least = {w.lower(): u.least for u in table.units for w in u.words if u.least}
        self._unless = {w.lower(): u.unless for u in table.units for w in u.words if u.unless}
        bounds = table.bounds
        self._bound_of = {
            **dict.fromkeys(bounds.about, "about"),
            **dict.fromkeys(bounds.near, "near"),
            **dict.fromkeys(bounds.above, "above"),
            **dict.fromkeys(bounds.below, "below"),
        }
        for words, told in list(self._bound_of.items()):
            if words.endswith(" de"):  # "plus d'une centaine"
                self._bound_of.update({f"{words[:-1]}{mark}": told for mark in ("'", "’")})
        unit = "|".join(sorted((re.escape(w) for w in self._units), key=len, reverse=True))
        bound = "|".join(sorted((re.escape(w) for w in self._bound_of if w != "une"), key=len, reverse=True))
        vague = "|".join(sorted((re.escape(v.words) for v in table.vague), key=len, reverse=True))
        word = "|".join(sorted(table.words, key=len, reverse=True))
        scale = "|".join(sorted(table.scales, key=len, reverse=True))
        group = "|".join(sorted(table.collective, key=len, reverse=True))
        self._pattern = re.compile(
            rf"(?<![\w,.-])(?:(?P<bound>{bound})(?:\s+|(?<=['’])))?(?P<article>(?:les|ces|ses|leurs|aux)\s+)?(?:"
            rf"(?:des|plusieurs|quelques|de|par)\s+(?P<vague>{vague})"
            rf"|une?\s+(?P<group>{group})"
            rf"|(?P<number>{_DIGITS}|(?:{word})(?:[ -](?:{word}))*)(?:\s+(?P<scale>{scale}))?"
            rf")(?:\s+d(?:e\s+|['’]|es\s+)|\s*)(?:(?:{'|'.join(PHRASES.further)})\s+)?(?P<unit>{unit})(?P<plural>s|x)?(?!\w)"
        )  # of a text in lower case: without regard to case it takes three times as long
        number = rf"{_DIGITS}|(?:{word})(?:[ -](?:{word}))*"
        self._from = re.compile(
            rf"(?<![\w,.-])(?:(?P<opener>entre|de)\s+)?(?P<number>{number})(?:\s+(?P<scale>{scale}))?\s+(?P<joint>et|à)\s+$",
            re.IGNORECASE,
        )

    def find(self, text: str) -> list[Found]:
        out: list[Found] = []
        for match in self._pattern.finditer(lowered(text)):
            name = match["unit"]
            quantity = self._quantity(match, text[slice(*match.span("unit"))])
            behind = text[match.end() : match.end() + _BEHIND].lower()
            if any(behind.startswith(f" {words}") for words in self._unless.get(name, ())):
                continue
            if quantity is not None and (quantity.high or quantity.low or 0) >= self._least.get(name, 0):
                start, quantity = self._ranged(text, match, quantity)
                out.append(Found(start, match.end(), match.start("unit"), name, self._units[name], quantity))
        return out

    def _ranged(self, text: str, match: re.Match[str], quantity: Quantity) -> tuple[int, Quantity]:
        """Where the words of a figure begin and its bounds, with the lower one that stands before it: "entre 15 et 20
        soldats", "dix à douze mille réfugiés". "Passé de 12 à 17 morts" tells of a change, and of the later number."""
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        low = self._from.search(before) if match["number"] and not match["bound"] else None
        value = self._value(low["number"].lower()) if low is not None else None
        if low is None or value is None or quantity.high is None:
            return match.start(), quantity
        opener = (low["opener"] or "").lower()
        if (low["joint"] == "et") != (opener == "entre") or (opener == "de" and _CHANGED.search(before[: low.start()])):
            return match.start(), quantity
        scale = low["scale"] or match["scale"]
        least = value * (self._table.scales[scale.lower()] if scale else 1)
        if not scale and value < 1000 and match["number"].endswith(" mille"):
            least = value * 1000  # "dix à douze mille"
        if least >= quantity.high:
            return match.start(), quantity
        start = match.start() - len(before) + low.start()
        return start, Quantity(low=float(least), high=quantity.high, approximate=quantity.approximate)

    def _quantity(self, match: re.Match[str], unit: str) -> Quantity | None:
        """The number of a match in lower case; `unit` as it stands in the text."""
        bound = self._bound_of.get(match["bound"] or "")
        if match["vague"]:
            rule = next(v for v in self._table.vague if v.words == match["vague"])
            return Quantity(low=float(rule.low), high=float(rule.high) or None, approximate=True)
        if match["group"]:
            return _bounded(float(self._table.collective[match["group"]]), bound or "about")
        words = match["number"]
        value = self._value(words)
        if value is None:
            return None
        in_words = not words[0].isdigit()
        if match["scale"]:
            value *= self._table.scales[match["scale"]]
        elif in_words and (value <= 1 or (match["article"] and value <= _SMALL)):
            return None
        elif not in_words and not match["plural"] and value > 1 and unit not in NOUNS.same_in_plural:
            return None if "cent" not in unit and not unit.endswith("s") else _bounded(value, bound)
        return _bounded(value, bound)

    def _value(self, words: str) -> float | None:
        """The number that digits or words name: "100.000", "1,8", "vingt-cinq"."""
        if words[0].isdigit():
            grouped = re.fullmatch(rf"\d{{1,3}}(?:(?:{_SPACE}|[.'’])\d{{3}})+(,\d+)?", words)
            plain = re.sub(rf"{_SPACE}|[.'’]", "", words) if grouped else words
            return float(plain.replace(",", "."))
        total = 0
        for part in re.split(r"[ -]", words):
            value = self._table.words.get(part)
            if value is None:
                return None
            total = total * value if value >= 100 and total else total + value
        return float(total)


def _bounded(value: float, bound: str | None) -> Quantity:
    if bound == "above":
        return Quantity(low=value, high=None)
    if bound == "below":
        return Quantity(low=None, high=value)
    if bound == "near":
        return Quantity(low=None, high=value, approximate=True)
    return Quantity(low=value, high=value, approximate=bound == "about")


def _draft(found: Found, doc: Doc, layers: Layers, arguments: ArgumentFinder) -> FigureDraft:
    token = token_at(doc, found.unit_start)
    evidence = layers.span(found.start, found.end)
    statement = statement_at(layers, found.start)
    figure = Figure(
        id=make_id("figure", layers.document.id, found.start, found.end),
        quantity=found.quantity,
        unit=found.unit,
        what=found.what,
        of=_owner(token, layers, arguments),
        place=place_of(token, layers),
        according_to=statement.fact.speaker if statement else None,
        evidence=(evidence,),
    )
    return FigureDraft(fact=figure, time=time_of(token, layers))


def _owner(token: Token, layers: Layers, arguments: ArgumentFinder) -> str | None:
    """Whose the things counted are: an adjective or complement, else the subject that deploys or gives them."""
    own = actors_of(token, layers)
    after = layers.by_token.get(token.i + 1)
    if not own and after is not None and after.adjective:
        own = after.actors
    if len(own) == 1:
        return own[0]
    for head in list(token.ancestors)[:4]:
        if head.pos_ == "VERB":
            args = arguments.of_verb(head)
            if any(syntax.base(t).i == token.i or token in t.subtree for t in args.get("object")):
                found = [a for t in args.get("subject") for a in actors_of(t, layers)]
                return found[0] if len(found) == 1 else None
            return None
    return None
