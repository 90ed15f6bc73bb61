"""Holders of posts in a CSV table: a result of the Wikidata Query Service, or a table of the same kind.

Columns, by the names that the query service gives them (case does not count); what is not named here
is left aside:

========================  =================================================================
``person``                the person's address or QID; required
``personLabel``           the name (``personLabelFr``, ``personLabelEn`` where both are wanted)
``personAltLabel``        other names, separated by commas
``position``              the post's address or QID; required
``positionLabel``         its name (``positionLabelFr``, ``positionLabelEn``)
``country``               the state or organisation: address, QID, code or name (or ``countryLabel``)
``start``, ``end``        days; ``start`` is required
``startPrecision`` …      Wikibase's numbers: 9 year, 10 month, 11 day
``gender``                address, QID, or male, female (or ``genderLabel``)
``acting``                yes for an interim holder
``modified``              when the person's entry was last changed
========================  =================================================================

In a table with ``person_qid`` or ``position_qid``, ``person`` and ``position`` are the names.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pourparlers.knowledge.imports.names import clean, fold
from pourparlers.knowledge.imports.records import Found, Holding, Note, SourcePerson, SourcePost
from pourparlers.knowledge.imports.times import TimeError, from_query

__all__ = ["NEEDED", "header_of", "read_rows"]

NEEDED = ("person", "position", "start")
_SEPARATORS = ",;\t"
_QID = re.compile(r"(?:.*/)?(Q[1-9]\d*)\Z")
_UNKNOWN = re.compile(r"_:|t\d+\Z|.*/\.well-known/genid/")
_GENDERS = {"Q6581097": "m", "male": "m", "masculin": "m", "m": "m"}
_GENDERS |= {"Q6581072": "f", "female": "f", "feminin": "f", "f": "f"}


def header_of(line: str) -> tuple[list[str], str]:
    """Give the columns that a first line names, in lower case, and what separates them; none where it is no header."""
    line = line.removeprefix("\ufeff").strip("\r\n")
    for separator in _SEPARATORS:
        names = [name.strip().lower().lstrip("?") for name in next(csv.reader([line], delimiter=separator), [])]
        if all(name in names for name in NEEDED):
            return names, separator
    return [], ""


def read_rows(lines: Iterable[tuple[int, str]], columns: Sequence[str], separator: str) -> Iterator[Found]:
    """Give what the rows after the header say; *lines* are numbered. A row that cannot be read is a note."""
    at = 0

    def feed() -> Iterator[str]:
        nonlocal at
        for number, text in lines:
            at = number
            yield text

    rows = csv.reader(feed(), delimiter=separator)
    while True:
        first = at + 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Note("line", first, "", str(error))
            continue
        if not any(cells):
            continue
        if len(cells) != len(columns):
            yield Note("line", at, "", f"{len(cells)} cells where the header has {len(columns)}")
            continue
        yield from _read_row(dict(zip(columns, map(str.strip, cells), strict=True)), at)


def _read_row(row: Mapping[str, str], line: int) -> Iterator[Found]:
    """Give the person, the post and the holding of a row."""
    person, person_names = _told(row, "person")
    post, post_names = _told(row, "position")
    if not person or not post:
        yield Note("line", line, person or post, "no person" if not person else "no position")
        return
    country = row.get("country") or row.get("countrylabel") or row.get("country_qid") or ""
    if not _QID.match(post):
        post = f"{fold(country)}: {fold(post)}"
    gender = row.get("gender") or row.get("genderlabel") or ""
    qid = person if _QID.match(person) else ""
    aliases = tuple(name for name in map(clean, row.get("personaltlabel", "").split(",")) if name)
    yield SourcePerson(
        key=person,
        line=line,
        wikidata=qid,
        name_fr=person_names[0],
        name_en=person_names[1],
        aliases=aliases,
        gender=_GENDERS.get(_qid(gender) or fold(gender), ""),
    )
    yield SourcePost(post, line, post if _QID.match(post) else "", *post_names)
    try:
        start, end = (_bound(row, name) for name in ("start", "end"))
    except TimeError as error:
        yield Note("date", line, f"{person} {post}", str(error))
        return
    if not start:
        yield Note("no_start", line, f"{person} {post}", "no start")
        return
    bodies = (_qid(country) or country,) if country else ()
    yield Holding(person, post, line, start, end, bodies, fold(row.get("acting", "")) in {"yes", "oui", "true", "1"})


def _told(row: Mapping[str, str], name: str) -> tuple[str, tuple[str, str]]:
    """Give the key of the person or the post of a row, and its French and English names."""
    cell = row.get(name, "")
    qid = _qid(row.get(f"{name}_qid", "")) or _qid(cell)
    label = row.get(f"{name}label") or ("" if _qid(cell) else cell)
    names = [clean(row.get(f"{name}label{code}") or label) for code in ("fr", "en")]
    # Where an entity has no name in the languages asked for, the query service gives its QID.
    french, english = ("" if _QID.match(text) else text for text in names)
    return qid or clean(cell), (french or english, english or french)


def _bound(row: Mapping[str, str], name: str) -> str:
    """Give the EDTF value of a bound, "" for an empty cell."""
    cell = row.get(name, "")
    if not cell:
        return ""
    if _UNKNOWN.match(cell):
        raise TimeError("a day that the source marks as unknown")
    return from_query(cell, row.get(f"{name}precision", ""))


def _qid(cell: str) -> str:
    """Give the QID that a cell is, or the address of; "" where it is none."""
    match = _QID.match(cell)
    return match[1] if match else ""
