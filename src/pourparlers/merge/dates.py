"""Dates: values of expressions, the day a dispatch was published, and what dispatches tell each other about it.

`candidate_days` reads one dispatch alone, `infer_published` several together; `resolve` and `resolve_when` then turn
expressions of time into values. Nothing reads the clock.
"""

from __future__ import annotations

from .dates_days import CandidateDays, candidate_days
from .dates_joint import Contradiction, Inference, Step, infer_published
from .dates_values import days_meant, publication_days, resolve, resolve_since, resolve_when, shift_when, value_on

__all__ = [
    "CandidateDays",
    "Contradiction",
    "Inference",
    "Step",
    "candidate_days",
    "days_meant",
    "infer_published",
    "publication_days",
    "resolve",
    "resolve_since",
    "resolve_when",
    "shift_when",
    "value_on",
]
