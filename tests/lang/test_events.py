"""Every frame of events.toml finds its examples and asserts none of its counters."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from attributed import by_text
from pourparlers.extract.event_table import EventFrame, EventTable
from pourparlers.extract.events import code_events
from pourparlers.extract.read import Reader
from pourparlers.lang.pack import Pack, load_pack
from pourparlers.vocab import PLOVER_CONTEXTS, PLOVER_MODES

FRAMES = load_pack("fr").table("events", EventTable).frames
EXAMPLES = [(f, text) for f in FRAMES for text in f.examples]
COUNTERS = [(f, text) for f in FRAMES for text in f.counter]


@pytest.fixture(scope="module")
def docs(reader: Reader) -> dict[str, Doc]:
    return by_text(reader, [text for _, text in EXAMPLES + COUNTERS])


@pytest.mark.parametrize(("frame", "text"), EXAMPLES, ids=[f"{f.id}:{t[:40]}" for f, t in EXAMPLES])
def test_example(frame: EventFrame, text: str, docs: dict[str, Doc], pack: Pack) -> None:
    found = {fid: draft.fact for fid, draft in code_events(docs[text], pack=pack)}
    assert frame.id in found
    event = found[frame.id]
    assert (event.event_type, event.mode) == (frame.type, frame.mode)
    assert event.actor or event.recipient
    assert event.assertion in ("asserted", "planned")


@pytest.mark.parametrize(("frame", "text"), COUNTERS, ids=[f"{f.id}:{t[:40]}" for f, t in COUNTERS])
def test_counter(frame: EventFrame, text: str, docs: dict[str, Doc], pack: Pack) -> None:
    found = [d.fact for fid, d in code_events(docs[text], pack=pack) if fid == frame.id]
    assert [event for event in found if event.assertion == "asserted"] == []


@pytest.mark.parametrize("frame", FRAMES, ids=lambda f: f.id)
def test_codes_are_plovers(frame: EventFrame) -> None:
    assert frame.mode is None or frame.mode in PLOVER_MODES[frame.type]
    assert set(frame.contexts) <= PLOVER_CONTEXTS
    assert frame.examples or frame.counter


def test_ids_are_unique() -> None:
    ids = [f.id for f in FRAMES]
    assert len(ids) == len(set(ids))
