"""What is held is bounded, and what was asked for last is held longest."""

from __future__ import annotations

import pytest

from pourparlers.recall import Recall


def test_a_value_is_made_once_while_it_is_held() -> None:
    made: list[str] = []

    def make(key: str) -> str:
        made.append(key)
        return key.upper()

    recall: Recall[str, str] = Recall(2)
    for key in ("a", "b", "a", "c", "a", "b"):  # "b" goes when "c" comes, since "a" was asked for after it
        assert recall.get(key, lambda key=key: make(key)) == key.upper()  # type: ignore[misc]
    assert made == ["a", "b", "c", "b"]


def test_what_cannot_be_made_is_not_held() -> None:
    recall: Recall[str, int] = Recall(2)

    def fail() -> int:
        raise KeyError("no")

    with pytest.raises(KeyError):
        recall.get("a", fail)
    assert recall.get("a", lambda: 1) == 1
