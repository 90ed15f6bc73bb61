"""What was worked out is held for the next who asks, so much of it and no more."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

_K = TypeVar("_K")
_V = TypeVar("_V")


class Recall(Generic[_K, _V]):
    """Holds the last `most` values that were asked for, by key; several threads may ask."""

    def __init__(self, most: int) -> None:
        self._most, self._held, self._lock = most, dict[_K, _V](), Lock()

    def __contains__(self, key: _K) -> bool:
        """Whether the value of `key` is held."""
        with self._lock:
            return key in self._held

    def get(self, key: _K, make: Callable[[], _V]) -> _V:
        """The value of `key`, which `make` gives where it is not held. What `make` raises is raised, and not held."""
        with self._lock:
            if key in self._held:
                self._held[key] = found = self._held.pop(key)  # now the last to go
                return found
        made = make()
        with self._lock:
            self._held[key] = made
            while len(self._held) > self._most:
                del self._held[next(iter(self._held))]
        return made
