"""Hits, answers and gold of each measure, and what comes of them."""

from __future__ import annotations

import msgspec

from ..types import Struct


class Measure(Struct, frozen=True):
    """One measure: of `gold` items and `given` answers, `hit` are the same. P, R and F1 are rounded to 3 digits."""

    hit: int
    given: int
    gold: int

    @property
    def precision(self) -> float:
        """The share of answers that are right."""
        return self.hit / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """The share of gold that was found."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


class Scores(Struct, frozen=True):
    """Every measure by name, counts of what must not be, and what was missed, in words.

    `asked` is how many dispatches the gold has; `absent` are the files of those that the record lacks.
    """

    measures: dict[str, Measure]
    faults: dict[str, int]
    misses: tuple[str, ...] = ()
    asked: int = 0
    absent: tuple[str, ...] = ()

    def value(self, name: str) -> float | None:
        """A measure's F1, or a fault's count; None for a name there is none of."""
        if name in self.measures:
            return round(self.measures[name].f1, 3)
        return self.faults.get(name)

    def to_lines(self) -> list[str]:
        """The scores as lines of text, one a measure."""
        lines = [
            f"{name:28} P {m.precision:.2f}  R {m.recall:.2f}  F1 {m.f1:.2f}"
            f"   ({m.hit} of {m.given} given, {m.gold} gold)"
            for name, m in self.measures.items()
        ]
        return lines + [f"{name:40} {count}" for name, count in self.faults.items()]

    def to_json(self) -> str:
        """The scores as one JSON object: a measure's name to hit, pred, gold, P, R, F1; a fault's to its count."""
        out: dict[str, object] = {
            name: {
                "hit": m.hit,
                "pred": m.given,
                "gold": m.gold,
                "P": round(m.precision, 3),
                "R": round(m.recall, 3),
                "F1": round(m.f1, 3),
            }
            for name, m in self.measures.items()
        }
        return msgspec.json.encode(out | self.faults).decode()


class Tallies:
    """Collects measures while a record is scored."""

    def __init__(self) -> None:
        self._counts: dict[str, list[int]] = {}
        self._misses: list[str] = []
        self.wrong_days = 0

    def add(self, measure: str, *, hit: int, given: int, gold: int) -> None:
        """Add to one measure."""
        counts = self._counts.setdefault(measure, [0, 0, 0])
        for i, n in enumerate((hit, given, gold)):
            counts[i] += n

    def miss(self, *words: str) -> None:
        """Note something missed or wrong, for a person."""
        self._misses.append(" · ".join(words))

    def finish(self, **faults: int) -> Scores:
        """All of it, measures in the order in which they were first added."""
        measures = {name: Measure(hit=h, given=p, gold=g) for name, (h, p, g) in self._counts.items()}
        return Scores(measures=measures, faults=faults, misses=tuple(self._misses))
