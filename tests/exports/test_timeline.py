from __future__ import annotations

import io
import json

import msgspec
import pytest

from exported import MEETING, RECORD, SAID
from pourparlers.exports.write import write_export
from pourparlers.lang.catalogue import load_catalogue
from pourparlers.types import Record, When
from pourparlers.views.cast import Cast
from pourparlers.views.rows import chronology

replace = msgspec.structs.replace


def slides(record: Record, lang: str = "en") -> tuple[list[dict], int]:
    out = io.BytesIO()
    written = write_export(record, "timeline", out, lang=lang)
    found = json.loads(out.getvalue())["events"]
    assert (written.unit, written.n) == ("slides", len(found))
    return found, written.undated


def test_a_slide_for_every_dated_row_of_the_chronology() -> None:
    found, undated = slides(RECORD)
    rows = chronology(RECORD, Cast(RECORD, load_catalogue("en")))
    dated = [row.id for row in rows if row.value]
    assert [slide["unique_id"] for slide in found] == dated
    assert undated == len(rows) - len(dated)


def test_dates_keep_their_precision() -> None:
    met = {slide["unique_id"]: slide for slide in slides(RECORD)[0]}
    assert met["contact-1"]["start_date"] == {"year": 2022, "month": 1, "day": 21}
    assert "end_date" not in met["contact-1"]
    assert met["event-leave"]["start_date"] == {"year": 2022, "month": 3}
    assert met["event-leave"]["display_date"] == "March 2022"


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("2022", {"year": 2022}, None),
        ("2022-01-24/2022-01-30", {"year": 2022, "month": 1, "day": 24}, {"year": 2022, "month": 1, "day": 30}),
        ("../2022-01-18", {"year": 2022, "month": 1, "day": 18}, None),
        ("[2022-02-01,2022-02-08]", {"year": 2022, "month": 2, "day": 1}, {"year": 2022, "month": 2, "day": 8}),
        ("2022-21", {"year": 2022, "month": 3}, None),
    ],
)
def test_intervals_have_two_ends(value: str, start: dict, end: dict | None) -> None:
    record = replace(RECORD, contacts=(replace(MEETING, when=When(value=value)),), statements=(), events=())
    (slide,) = slides(record)[0]
    assert (slide["start_date"], slide.get("end_date")) == (start, end)


def test_words_of_dispatches_are_no_markup() -> None:
    hostile = replace(SAID.content[0], text="<img src=x onerror=alert(1)>")
    record = replace(RECORD, contacts=(), events=(), statements=(replace(SAID, content=(hostile,)),))
    (slide,) = slides(record, "fr")[0]
    assert "<img" not in slide["text"]["text"]
    assert "&lt;img src=x onerror=alert(1)&gt;" in slide["text"]["text"]
    assert "Le Matin" in slide["text"]["text"]
