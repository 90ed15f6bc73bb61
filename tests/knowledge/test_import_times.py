"""Dates of the sources: never finer than the source vouches for, and refused where they cannot be a bound."""

from __future__ import annotations

import pytest

from pourparlers.knowledge.imports.times import TimeError, agree, finer, from_query, from_text, from_wikidata


@pytest.mark.parametrize(
    ("time", "precision", "value"),
    [
        ("+2004-03-09T00:00:00Z", 11, "2004-03-09"),
        ("+2004-03-00T00:00:00Z", 10, "2004-03"),
        ("+2004-03-09T00:00:00Z", 10, "2004-03"),
        ("+2004-00-00T00:00:00Z", 9, "2004"),
        ("+2004-01-01T00:00:00Z", 9, "2004"),
        ("+00000002004-03-09T00:00:00Z", 11, "2004-03-09"),  # the older dumps' padding
        ("+2004-00-00T00:00:00Z", 11, "2004"),  # says day, gives none
        ("+2004-03-09T10:00:00Z", 14, "2004-03-09"),
        ("+0987-07-00T00:00:00Z", 10, "0987-07"),
    ],
)
def test_wikidata_keeps_its_precision(time: str, precision: int, value: str) -> None:
    assert from_wikidata(time, precision, "http://www.wikidata.org/entity/Q1985727") == value


def test_a_julian_day_is_given_as_the_gregorian_day() -> None:
    calendar = "http://www.wikidata.org/entity/Q1985786"
    assert from_wikidata("+1917-10-25T00:00:00Z", 11, calendar) == "1917-11-07"  # the October Revolution
    assert from_wikidata("+1917-10-00T00:00:00Z", 10, calendar) == "1917-10"


@pytest.mark.parametrize(
    ("time", "precision", "reason"),
    [
        ("-0044-03-15T00:00:00Z", 11, "before the common era"),
        ("+0000-00-00T00:00:00Z", 9, "out of range"),
        ("+12024-01-01T00:00:00Z", 9, "out of range"),
        ("+1990-00-00T00:00:00Z", 8, "not known to the year"),
        ("+2000-00-00T00:00:00Z", 7, "not known to the year"),
        ("+2004-03-09T00:00:00Z", 42, "unknown precision"),
        ("+2004-03-09T00:00:00Z", -1, "unknown precision"),
        ("+2004-02-30T00:00:00Z", 11, "is no day"),
        ("+2004-13-01T00:00:00Z", 11, "is no month"),
        ("yesterday", 11, "is no time"),
    ],
)
def test_what_cannot_be_a_bound_is_refused(time: str, precision: int, reason: str) -> None:
    with pytest.raises(TimeError, match=reason):
        from_wikidata(time, precision)


@pytest.mark.parametrize(
    ("text", "value"),
    [("2004", "2004"), ("2004-03", "2004-03"), ("2004-03-09", "2004-03-09"), ("2004-03-09T12:00:00", "2004-03-09")],
)
def test_plain_dates_are_taken_at_their_length(text: str, value: str) -> None:
    assert from_text(text) == value


@pytest.mark.parametrize("text", ["", "09/03/2004", "2004-3-9", "0000", "2004-02-30"])
def test_plain_dates_that_are_none(text: str) -> None:
    with pytest.raises(TimeError):
        from_text(text)


@pytest.mark.parametrize(
    ("text", "precision", "value"),
    [
        # The query service fills up what is not known with ones.
        ("2004-01-01T00:00:00Z", "", "2004"),
        ("2004-03-01T00:00:00Z", "", "2004-03"),
        ("2004-03-09T00:00:00Z", "", "2004-03-09"),
        ("2004-01-01T00:00:00Z", "11", "2004-01-01"),
        ("2004-03-01T00:00:00Z", "10", "2004-03"),
        ("2004-01-01", "", "2004-01-01"),  # a plain date says itself how much is known
    ],
)
def test_time_stamps_of_a_query(text: str, precision: str, value: str) -> None:
    assert from_query(text, precision) == value


@pytest.mark.parametrize(("text", "precision"), [("-0044-03-15T00:00:00Z", ""), ("2004-01-01T00:00:00Z", "day")])
def test_time_stamps_that_are_refused(text: str, precision: str) -> None:
    with pytest.raises(TimeError):
        from_query(text, precision)


def test_values_agree_where_they_may_mean_one_day() -> None:
    assert agree("2004", "2004-03-09")
    assert not agree("2004-03", "2004-04-01")
    assert finer("2004", "2004-03") == "2004-03"
    assert finer("2004-03-09", "2004-03-10") == "2004-03-09"
