"""Read a file of any of the formats into the staging store; what cannot be read is noted with its line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

import msgspec

from pourparlers.errors import KnowledgeError
from pourparlers.knowledge.imports import ftm, query, wikidata
from pourparlers.knowledge.imports.lines import MAX_LINE, CutShortError, head, lines
from pourparlers.knowledge.imports.records import Found, Holding, Note, Report, SourceBody, SourcePerson, SourcePost
from pourparlers.knowledge.imports.staging import Staging

__all__ = ["FORMATS", "detect", "read_file"]

FORMATS = ("wikidata-json", "wikidata-csv", "ftm")
_Lines = Iterable[tuple[int, bytes | None]]
_PATIENCE = 100  # bad lines before the first good one: the file is of another format
_COUNTED = {SourcePerson: "persons", SourcePost: "posts", SourceBody: "bodies", Holding: "holdings"}


def detect(path: Path) -> str:
    """Give the format of *path*, told by its beginning. Raises ``KnowledgeError`` where it is none of ``FORMATS``."""
    try:
        start = head(path)
    except CutShortError as error:
        raise KnowledgeError(f"the compressed data cannot be read: {error}", path=path) from error
    text = start.decode("utf-8-sig", errors="replace").lstrip()
    if text.startswith(("{", "[")):
        places = {form: text.find(mark) for form, mark in (("ftm", '"schema"'), ("wikidata-json", '"labels"'))}
        places["wikidata-json"] = max(places["wikidata-json"], text.find('"claims"'))
        told = {form: place for form, place in places.items() if place >= 0}
        if told:
            return min(told, key=lambda form: told[form])
    elif query.header_of(text.splitlines()[0] if text else "")[0]:
        return "wikidata-csv"
    reason = (
        "neither Wikidata's JSON (one entity a line), nor a CSV with the columns "
        f"{', '.join(query.NEEDED)}, nor FollowTheMoney's JSON lines; --format says which it should be"
    )
    raise KnowledgeError(reason, path=path)


def read_file(
    path: Path,
    form: str,
    staging: Staging,
    report: Report,
    *,
    wanted: Collection[str] = (),
    progress: Callable[[int], None] | None = None,
    max_line: int = MAX_LINE,
) -> None:
    """Read *path*, of the format *form*, into *staging*; *report* counts, and hears of what was left.

    *wanted* are the keys of organisations to take whatever they are; *max_line* is in bytes. A file whose
    compressed data breaks off is read up to there, and the report says so. Raises ``KnowledgeError`` for
    a file of another format, and ``OSError``.
    """
    reader = {"wikidata-json": _wikidata_json, "wikidata-csv": _wikidata_csv, "ftm": _ftm}[form]
    good = bad = 0
    at = 0

    def numbered() -> Iterator[tuple[int, bytes | None]]:
        nonlocal at
        for number, line in lines(path, progress=progress, max_line=max_line):
            at = number
            yield number, line

    try:
        for found in reader(numbered(), report, wanted, path):
            if isinstance(found, Note):
                report.note(found)
                bad += found.kind == "line"
            else:
                good += 1
                report.found[_COUNTED[type(found)]] += 1
                staging.add(found)
            if bad >= _PATIENCE and not good and not report.read:
                break
    except CutShortError as error:
        report.cut_short = True
        report.note(Note("cut_short", at, "", f"the compressed data breaks off after this line: {error}"))
    staging.finish()
    if not good and not report.read:
        first = next(iter(report.examples.get("line", ())), None)
        reason = f"not a line is of the format {form}" + (f"; the first: {first.detail}" if first else ": it is empty")
        raise KnowledgeError(reason, path=path, line=first.line if first else None)


def _wikidata_json(rows: _Lines, report: Report, wanted: Collection[str], _: Path) -> Iterator[Found]:
    """Give what the entities of Wikidata say."""
    is_wanted = wikidata.make_sieve(wanted)
    for number, raw in rows:
        if raw is None:
            yield _too_long(number)
            continue
        line = raw.strip().removeprefix(b"\xef\xbb\xbf").rstrip(b",")
        if line in {b"", b"[", b"]"}:
            continue
        if not is_wanted(line) and line.endswith(b"}") and b'"labels"' in line:
            report.read += 1
            continue
        try:
            entities = wikidata.decode(line)
        except msgspec.MsgspecError as error:
            yield Note("line", number, "", str(error))
            continue
        for entity in entities:
            report.read += 1
            report.newest = max(report.newest, entity.modified[:10])
            yield from wikidata.read_entity(entity, number, wanted)


def _ftm(rows: _Lines, report: Report, _: Collection[str], __: Path) -> Iterator[Found]:
    """Give what FollowTheMoney's entities say."""
    for number, raw in rows:
        if raw is None:
            yield _too_long(number)
            continue
        line = raw.strip().removeprefix(b"\xef\xbb\xbf")
        if not line:
            continue
        try:
            entity = ftm.decode(line)
        except msgspec.MsgspecError as error:
            yield Note("line", number, "", str(error))
            continue
        report.read += 1
        report.newest = max(report.newest, ftm.modified(entity))
        yield from ftm.read_entity(entity, number)


def _wikidata_csv(rows: _Lines, report: Report, _: Collection[str], path: Path) -> Iterator[Found]:
    """Give what the rows of a table say."""
    notes: list[Note] = []

    def decoded() -> Iterator[tuple[int, str]]:
        for number, line in rows:
            try:
                if line is not None:
                    yield number, line.decode("utf-8-sig" if number == 1 else "utf-8")
                else:
                    notes.append(_too_long(number))
            except UnicodeDecodeError:
                notes.append(Note("line", number, "", "not UTF-8"))

    texts = decoded()
    first = next(texts, (1, ""))
    columns, separator = query.header_of(first[1])
    if not columns:
        reason = f"the first line must name the columns {', '.join(query.NEEDED)}"
        raise KnowledgeError(reason, path=path, line=first[0])
    for found in query.read_rows(texts, columns, separator):
        while notes:
            yield notes.pop()
        if isinstance(found, SourcePerson):
            report.read += 1
        yield found
    yield from notes


def _too_long(number: int) -> Note:
    """Give the note of a line that was not held."""
    return Note("line", number, "", "the line is longer than an entity can be (is the file one single line?)")
