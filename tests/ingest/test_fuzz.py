"""Readers and the text layer over spoilt inputs: no exception but the house's own, and no text that is none.

The corpus is `mutations.CORPUS`; hypothesis goes beyond it for a bounded number of examples. Readers run here without
the process that holds what they let slip, so that it shows.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mutations import CORPUS, EACH, mutate
from newsroom import VALID
from pourparlers.errors import SourceError
from pourparlers.ingest.apart import ReaderApart
from pourparlers.ingest.document import Facts, make_document
from pourparlers.ingest.encoding import decode_bytes
from pourparlers.ingest.kinds import HEAD, KINDS, Kind, find_kind
from pourparlers.ingest.moments import find_day
from pourparlers.ingest.options import IngestOptions, Problem, is_date
from pourparlers.ingest.parts import Asked
from pourparlers.ingest.readers import APART, find_reader
from pourparlers.ingest.source import Found, read_file
from pourparlers.lang.pack import Pack
from pourparlers.text.analyse import analyse_text
from pourparlers.text.duplicates import find_duplicates
from pourparlers.types import Document

SECONDS = 20
ASKED = Asked(uri="x", max_bytes=300_000, max_file=2_000_000, max_depth=100)
BOUNDED = settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@contextmanager
def in_time() -> Iterator[None]:
    """Fail where the block takes longer than `SECONDS`, even inside a parser that holds the interpreter's loop."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def late(*_: object) -> None:
        raise TimeoutError(f"longer than {SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def read_here(data: bytes, kind: Kind, path: Path) -> list[Document]:
    """What a reader makes of `data`, in this process; only a SourceError is taken for an answer."""
    path.write_bytes(data)
    found = []
    try:
        for part in find_reader(kind)(path, ASKED):
            with suppress(SourceError):
                found.append(part.read())
    except SourceError:
        pass
    return found


def check_document(document: Document) -> None:
    """What every document must be, however it was come by."""
    text = document.text
    assert text
    assert text.strip()
    assert document.uri
    text.encode("utf-8")  # no half of a surrogate pair
    assert document.published.value is None or is_date(document.published.value)
    for span in document.published.evidence:
        assert text[span.start : span.end] == span.text
    assert document.title is None or document.title.strip()


def test_the_corpus_is_over_a_thousand_inputs_and_always_the_same() -> None:
    assert len({mutate(VALID[name], seed, name) for name, seed in CORPUS}) >= 1000
    assert mutate(VALID["feed.rss"], 5, "feed.rss") == mutate(VALID["feed.rss"], 5, "feed.rss")


@pytest.mark.parametrize("name", VALID)
def test_the_corpus_through_its_reader(name: str, tmp_path: Path) -> None:
    kind = find_kind(VALID[name][:HEAD], name)
    if kind not in APART:
        pytest.skip("text and JSON lines are read by the test below")
    assert kind is not None
    for seed in range(EACH):
        with in_time():
            for document in read_here(mutate(VALID[name], seed, name), kind, tmp_path / "spoilt"):
                check_document(document)


def test_the_corpus_as_a_person_gives_it(tmp_path: Path) -> None:
    """By its name, whatever it looks like by then, each tenth input: nothing but documents and problems comes out."""
    with ReaderApart(seconds=10) as apart:
        for name, seed in CORPUS[::10] + [one for one in CORPUS if one[0] in {"note.txt", "rows.jsonl"}]:
            path = tmp_path / name
            path.write_bytes(mutate(VALID[name], seed, name))
            for found in read_file(Found(path=path), facts=Facts(), options=IngestOptions(), apart=apart):
                if isinstance(found, Problem):
                    assert found.reason
                else:
                    check_document(found)


@BOUNDED
@given(name=st.sampled_from(sorted(VALID)), seed=st.integers(EACH, 1 << 32), kind=st.sampled_from(sorted(APART)))
def test_any_spoilt_source_through_any_reader(name: str, seed: int, kind: Kind, tmp_path: Path) -> None:
    with in_time():
        for document in read_here(mutate(VALID[name], seed, name), kind, tmp_path / "spoilt"):
            check_document(document)


@BOUNDED
@given(data=st.binary(max_size=3000), kind=st.sampled_from(sorted(APART)))
def test_any_bytes_through_any_reader(data: bytes, kind: Kind, tmp_path: Path) -> None:
    for document in read_here(data, kind, tmp_path / "bytes"):
        check_document(document)


@BOUNDED
@given(data=st.binary(max_size=5000), name=st.sampled_from(["", "a.xml", "a.json", "a.txt", "a.warc.gz", "a.gz"]))
def test_any_bytes_have_a_form_or_none(data: bytes, name: str) -> None:
    assert find_kind(data[:HEAD], name) in {*KINDS, None}
    with suppress(SourceError):
        decode_bytes(data, uri="x").text.encode("utf-8")


@BOUNDED
@given(words=st.text(max_size=120))
@example(words="Fri, 21 Jan 99999999999 00:00:00 +9999")
@example(words="٢٠٢٢-٠١-٢١")
def test_any_words_are_a_day_or_none(words: str) -> None:
    day = find_day(words)
    assert day is None or is_date(day)


# The text layer


def check_text_layer(text: str, pack: Pack) -> None:
    document = make_document(text, uri="x", stated=Facts())
    analysed = analyse_text(document, pack=pack)
    assert analysed.text == text
    edges = [(block.start, block.end) for block in analysed.blocks]
    assert all(0 <= start < end <= len(text) for start, end in edges)
    assert edges == sorted(edges)
    assert all(a[1] <= b[0] for a, b in pairwise(edges))
    assert analyse_text(analysed, pack=pack) == analysed
    find_duplicates([analysed, document])


@settings(BOUNDED, max_examples=300)
@given(
    text=st.text(
        st.one_of(
            st.sampled_from("«»“”\"'’()[].:;!?-–— \n\r\t\u00a0\u202f\u2028\0aéÉ0129"), st.characters(codec="utf-8")
        ),
        min_size=1,
        max_size=400,
    )
)
@example(text=" date 2022-01 \n\n\n")
@example(text="\0" * 50)
@example(text="«" * 400)
def test_any_text_is_analysed(text: str, pack: Pack) -> None:
    check_text_layer(text, pack)


@pytest.mark.parametrize("seed", range(100))
def test_spoilt_dispatches_are_analysed(seed: int, pack: Pack) -> None:
    with in_time():
        check_text_layer(mutate(VALID["note.txt"], seed, "text").decode("utf-8", "replace") or "x", pack)
