"""The real seeds through the real reader: five days right together, none wrong in any subset, in any order."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import msgspec
import pytest

from pourparlers.drafts import Reading
from pourparlers.extract.read import Reader
from pourparlers.ingest.options import IngestOptions
from pourparlers.ingest.source import read_sources
from pourparlers.lang.pack import Pack
from pourparlers.merge.dates import infer_published
from pourparlers.text.analyse import analyse_text
from pourparlers.types import Document


@pytest.fixture(scope="module")
def readings(pack: Pack, reader: Reader, seeds: Path) -> list[Reading]:
    found = read_sources([str(seeds)], options=IngestOptions())
    return [reader.read(analyse_text(d, pack=pack)) for d in found if isinstance(d, Document)]


@pytest.fixture(scope="module")
def days(readings: list[Reading], seeds: Path) -> dict[str, str]:
    """True day of publication by document id."""
    gold = {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in (seeds / "gold").glob("0*.json")}
    return {r.document.id: gold[Path(r.document.uri).stem]["published"]["iso"] for r in readings}


def test_all_together(readings: list[Reading], days: dict[str, str]) -> None:
    found = infer_published(readings)
    assert {i: p.value for i, p in found.published.items()} == days
    assert all(p.decided_by for p in found.published.values() if p.basis == "joint")
    assert not found.contradictions


def test_no_subset_gives_a_wrong_day(readings: list[Reading], days: dict[str, str]) -> None:
    for n in range(1, len(readings) + 1):
        for subset in combinations(readings, n):
            for doc, published in infer_published(subset).published.items():
                left = published.candidates or (published.value or "",)
                assert any(days[doc].startswith(day) for day in left), (n, doc, published)


def test_order_never_matters(readings: list[Reading]) -> None:
    whole = msgspec.json.encode(infer_published(readings))
    assert all(msgspec.json.encode(infer_published(readings[n:] + readings[:n])) == whole for n in range(len(readings)))
    assert msgspec.json.encode(infer_published(readings[::-1])) == whole
