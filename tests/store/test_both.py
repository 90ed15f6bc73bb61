"""Work that is handed over is done as if one did it by oneself."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from pourparlers.store import bits
from pourparlers.store.both import do_all


def test_results_come_in_order() -> None:
    assert do_all([lambda k=k: k * k for k in range(9)]) == [k * k for k in range(9)]  # type: ignore[misc]


def test_work_within_work_waits_for_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)

    def inner() -> list[str]:
        return do_all([lambda: threading.current_thread().name] * 3)

    found = do_all([inner] * 4)
    assert all(len(set(names)) == 1 for names in found)
    assert {name for names in found for name in names}.isdisjoint({threading.current_thread().name})


def test_with_one_processor_nothing_is_handed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    assert do_all([threading.current_thread] * 2) == [threading.current_thread()] * 2


def test_what_is_raised_is_raised() -> None:
    def fail() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        do_all([fail, fail])


@pytest.mark.parametrize("many", [1, 10, 10**9])
def test_places_are_looked_up_in_halves(many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bits, "_MANY", many)
    mask = np.arange(1001) % 7 < 3
    places = np.array([*range(0, 1001, 2), 5, 5, 1000], dtype=np.int32)
    assert bits.contains(bits.pack(mask), places).tolist() == mask[places].tolist()
