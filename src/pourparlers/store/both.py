"""Counting on two processors: what numpy does with long rows of numbers needs no lock of Python's."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Final, TypeVar

_T = TypeVar("_T")
_NAME: Final = "pourparlers-count"


@cache
def _make_pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(2, thread_name_prefix=_NAME)


def is_shared() -> bool:
    """Whether work that is handed over here can be done beside other work: not by who was handed some already."""
    return (os.cpu_count() or 1) > 1 and not threading.current_thread().name.startswith(_NAME)


def do_all(jobs: Sequence[Callable[[], _T]]) -> list[_T]:
    """What each of `jobs` gives, in order; two are done at a time. What one raises is raised.

    Whoever calls must hold no lock that a job takes.
    """
    if not is_shared():
        return [job() for job in jobs]
    return list(_make_pool().map(lambda job: job(), jobs))
