"""What building a record worked out, kept for the next building: the same things asked again have the same answers.

One more dispatch changes little of a record, but a record is a function of all readings. So every part of the building
that is a pure function of a few things is asked for here, with all the things that it is a function of: where they are
those of the last time, so is the answer. What comes out is the same, byte for byte, as without a memory.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any, TypeAlias, TypeVar

T = TypeVar("T")
Kept: TypeAlias = dict[tuple[str, Hashable], tuple[tuple[Any, ...], Any]]
"""By question: what was given, and the answer."""


MOST = 30_000
"""Dispatches of a record beyond which nothing is kept: for each, some 50 kB beside the record itself."""


class Memory:
    """Answers of the last building, for the next one. It holds what that building asked for, and nothing older.

    One building at a time may use it; another one at the same time finds it empty, and so does one of more than `most`
    dispatches.
    """

    def __init__(self, most: int = MOST) -> None:
        self._lock, self._most = Lock(), most
        self._answers: Kept = {}

    @contextmanager
    def building(self, size: int) -> Iterator[Answers]:
        """One building, of `size` dispatches. Where it fails, the answers of the one before it are kept."""
        if size > self._most or not self._lock.acquire(blocking=False):
            yield no_memory()
            return
        try:
            answers = Answers(self._answers, keep=True)
            yield answers
            self._answers = answers.asked
        finally:
            self._lock.release()


class Answers:
    """What one building asks for; `before` are the answers of the last one. Without `keep` none is noted."""

    def __init__(self, before: Kept, *, keep: bool) -> None:
        self._before, self._keep = before, keep
        self.asked: Kept = {}

    def ask(self, what: str, key: Hashable, given: tuple[Any, ...], make: Callable[[], T]) -> T:
        """What `make` gives, a pure function of `given` and of nothing else; `what` and `key` name the question.

        Things that are given are compared by value, so that equal ones must be as good as the same.
        """
        if not self._keep:
            return make()
        slot = (what, key)
        found = self._before.get(slot)
        if found is None or found[0] != given:
            found = (given, make())
        self.asked[slot] = found
        answer: T = found[1]
        return answer


def no_memory() -> Answers:
    """The answers of a building that remembers nothing."""
    return Answers({}, keep=False)
