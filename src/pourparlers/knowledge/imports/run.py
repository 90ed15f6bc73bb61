"""``import_knowledge``: from a published file to tables of a user's folder, in bounded memory."""

from __future__ import annotations

import itertools
import os
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pourparlers.errors import KnowledgeError
from pourparlers.knowledge.imports.bodies import Bodies
from pourparlers.knowledge.imports.officemap import MapRow, load_map
from pourparlers.knowledge.imports.offices import Match, Offices
from pourparlers.knowledge.imports.people import People
from pourparlers.knowledge.imports.read import FORMATS, detect, read_file
from pourparlers.knowledge.imports.records import Holding, Note, Report, SourcePerson
from pourparlers.knowledge.imports.settle import settle
from pourparlers.knowledge.imports.staging import Staging
from pourparlers.knowledge.imports.tables import POSITIONS, Row, merge, merge_positions, read_cells, write_all
from pourparlers.knowledge.imports.tenures import Change, Told, join_terms, reconcile
from pourparlers.knowledge.load import TABLES, load_knowledge
from pourparlers.knowledge.model import KnowledgeBase, Tenure
from pourparlers.knowledge.roles import span_of

__all__ = ["import_knowledge"]

_KEYS = {table.name: table.key for table in TABLES}
_SOURCES = tuple(f"{form}:" for form in FORMATS)
_Terms = dict[tuple[str, str], list[Told]]


def import_knowledge(
    file: Path,
    folder: Path,
    *,
    folders: Sequence[Path] = (),
    form: str = "auto",
    office_map: Path | None = None,
    as_of: str = "",
    progress: Callable[[int], None] | None = None,
    listener: Callable[[Note], None] | None = None,
) -> Report:
    """Lay what *file* says of persons and their offices over the tables of *folder*, which is made if need be.

    *folders* are the user's other folders of tables, which count as known as the packaged ones do. *form*
    is one of ``read.FORMATS``, or ``auto``. *office_map* is a table as ``officemap`` describes. *as_of* is the
    day (YYYY-MM-DD) of the file, until which a tenure without an end is taken to go on; without it,
    the newest day that the file's entities bear. *progress* hears the bytes of the file read so far,
    *listener* every note. The tables are written at the end, all of them or none.

    Raises ``KnowledgeError`` for a file of no known format, for tables or a map that are wrong, and where a
    day is needed and none is known; ``OSError`` where a file cannot be read or written.
    """
    if folder.exists() and not (folder.is_dir() and os.access(folder, os.W_OK)):
        raise KnowledgeError("not a folder that can be written to", path=folder)
    _check_file(file)
    report = Report(file, listener=listener)
    report.form = detect(file) if form == "auto" else form
    others = [other for other in folders if other.resolve() != folder.resolve()]
    below = load_knowledge(*others)
    kb = load_knowledge(*others, folder) if folder.is_dir() else below
    settled = {row["wikidata"]: row["office"] for row in read_cells(folder, POSITIONS)}
    given = load_map(office_map, kb.offices.keys()) if office_map else {}
    with Staging() as staging:
        wanted = {row.body for row in given.values() if row.body}
        read_file(file, report.form, staging, report, wanted=wanted, progress=progress)
        work = _Work(kb, below, folder, staging, report, as_of or report.newest, settled, given)
        work.match_posts()
        changes = work.compare(work.gather())
        work.write(changes)
    return report


def _check_file(file: Path) -> None:
    """Say in words what is wrong with a *file* that cannot be one; raises ``KnowledgeError``."""
    if file.is_dir():
        raise KnowledgeError("this is a folder; name the file in it that is to be read", path=file)
    if not file.exists():
        raise KnowledgeError("there is no such file; download it first, since nothing is fetched", path=file)
    if file.is_file() and not file.stat().st_size:
        raise KnowledgeError("the file is empty: was it downloaded to its end?", path=file)


@dataclass(slots=True)
class _Work:
    """One import, from what was read to what is written."""

    kb: KnowledgeBase
    below: KnowledgeBase
    folder: Path
    staging: Staging
    report: Report
    as_of: str
    settled: dict[str, str]
    given: dict[str, MapRow]
    bodies: Bodies = field(init=False)
    offices: Offices = field(init=False)
    people: People = field(init=False)
    not_here: frozenset[Tenure] = field(init=False)

    def __post_init__(self) -> None:
        self.bodies = Bodies(self.kb)
        maps = {key: MapRow(key, office) for key, office in self.settled.items()} | self.given
        self.offices = Offices(self.kb, self.bodies, self.staging, maps, self.settled)
        self.people = People(self.kb, self.bodies, self.report)
        self.not_here = frozenset(self.below.tenures)

    @property
    def source(self) -> str:
        """What the rows give as their source."""
        return f"{self.report.form}:{self.report.file.name}"

    def match_posts(self) -> None:
        """Find the office of each post that somebody held; one note for a post that is none, the most held first."""
        matches: list[tuple[str, tuple[str, ...], str, bool]] = []
        misses: list[tuple[int, Note]] = []
        for post, bodies, n in self.staging.posts_held():
            found = self.offices.find(post, bodies)
            if isinstance(found, Match):
                self.report.found["matched"] += n
                self.offices.settle(post, found)
                matches.append((post, bodies, found.office, found.acting))
            else:
                self.report.found["unmatched"] += n
                misses.append((n, Note(found.kind, 0, post, f"{found.detail} ({n})")))
        for _, note in sorted(misses, key=lambda miss: (-miss[0], miss[1].key)):
            self.report.note(note)
        self.staging.match(matches)

    def gather(self) -> _Terms:
        """Give the terms to compare, by office and person."""
        terms: defaultdict[tuple[str, str], list[Told]] = defaultdict(list)
        rows = self.staging.matched()
        for key, group in itertools.groupby(rows, key=lambda row: row[0]):
            source = self.staging.get(SourcePerson, key)
            if source is None:
                held = list(group)
                self.report.note(Note("no_person", held[0][3].line, key, f"holder not in the file ({len(held)})"))
                continue
            for _, office, acting, holding in group:
                told = self._told(source, holding, acting=acting)
                if told is None:
                    continue
                person = self.people.take(source, self._body_of(office))
                if not person:
                    break
                terms[office, person].append(told)
        return terms

    def _body_of(self, office: str) -> str:
        """Give the body of an office, known or new."""
        row = self.kb.offices.get(office) or self.offices.made[office]
        return row.body

    def _told(self, source: SourcePerson, holding: Holding, *, acting: bool) -> Told | None:
        """Give the term that a holding tells; a note where it cannot be one."""
        where = f"{holding.person} {holding.post} {holding.start}"
        acting = acting or holding.acting
        start, end = holding.start, holding.end
        if end and span_of(end)[1] < span_of(start)[0]:
            self.report.note(Note("date", holding.line, where, f"ends on {end}, before it starts"))
            return None
        if self.as_of and span_of(start)[0] > self.as_of:
            self.report.note(Note("future", holding.line, where, f"starts after {self.as_of}"))
            return None
        if end and (not self.as_of or span_of(end)[0] <= self.as_of):
            return Told(start, end, acting, "", holding.line)
        if not self.as_of:
            reason = "a tenure has no end, and no entity says when it was changed: give --as-of DAY"
            raise KnowledgeError(reason, path=self.report.file, line=holding.line)
        if source.died and span_of(source.died)[1] <= self.as_of:
            self.report.note(Note("dead", holding.line, where, f"no end, and the holder died on {source.died}"))
            return None
        return Told(start, "", acting, self.as_of, holding.line)

    def compare(self, terms: _Terms) -> list[Change]:
        """Give the changes that stand, office by office."""
        by_office: defaultdict[str, list[Change]] = defaultdict(list)
        still: defaultdict[str, set[str]] = defaultdict(set)
        for (office, person), told in sorted(terms.items()):
            joined = join_terms(told)
            if any(not term.end for term in joined):
                still[office].add(person)
            known = [row for row in self.kb.tenures_by_office.get(office, ()) if row.person == person]
            changes, kept = reconcile(joined, known, lambda term, key=(office, person): self._row(key, term))  # type: ignore[misc]
            for term, kind in kept:
                self.report.note(Note(kind, term.line, f"{office} {person} {term.start}", f"to {term.end or '..'}"))
            self.report.found["joined"] += len(told) - len(joined)
            self.report.found["same"] += max(0, len(joined) - len(changes))
            by_office[office] += changes
        accepted: list[Change] = []
        for office, changes in by_office.items():
            accepted += settle(
                self.kb.tenures_by_office.get(office, ()),
                changes,
                source=self.source,
                fixed=self._is_by_hand,
                note=self.report.note,
                open_in_source=still[office],
            )
        return accepted

    def _row(self, key: tuple[str, str], term: Told) -> Tenure:
        """Make the row of a term."""
        return Tenure(*key, term.start, term.end, term.acting, term.checked_until, self.source)

    def _is_by_hand(self, row: Tenure) -> bool:
        """Say whether a row of the folder was written by its owner and not by an import."""
        return not row.source.startswith(_SOURCES) and row not in self.not_here

    def write(self, changes: list[Change]) -> None:
        """Write the tables that have new rows; the posts of the user's map are kept whatever they hold."""
        persons = {change.row.person for change in changes}
        used = {change.row.office for change in changes}
        positions = {
            key: office
            for key, office in self.offices.positions.items()
            if office in used or office in self.kb.offices or key in self.given
        }
        kept_offices = used | set(positions.values())
        offices = [
            row for row in self.offices.made.values() if row.id in kept_offices and row.id not in self.kb.offices
        ]
        bodies = {row.body for row in offices}
        rows: dict[str, list[Row]] = {
            "organisations": [(row, None) for row in self.offices.organisations.values() if row.id in bodies],
            "offices": [(row, None) for row in offices],
            "persons": [
                (row, None) for row in self.people.rows.values() if row.id in persons or row.id in self.kb.persons
            ],
            "tenures": [(change.row, _key(change.base) if change.base else None) for change in changes],
        }
        texts = {}
        for name, found in rows.items():
            if found:
                known = {tuple(str(getattr(row, part)) for part in _KEYS[name]) for row in self._below(name)}
                texts[name] = merge(self.folder, name, found, known)
                self.report.rows[name] = len(found)
        if positions:
            texts[POSITIONS] = merge_positions(self.folder, positions)
            self.report.rows[POSITIONS] = len(positions)
        self.report.found["replaced"] = sum(change.base is not None for change in changes)
        write_all(self.folder, texts)

    def _below(self, name: str) -> Sequence[object]:
        """Give the rows that a table has under the folder."""
        table = getattr(self.below, name)
        return list(table.values()) if hasattr(table, "values") else list(table)


def _key(row: Tenure) -> tuple[str, ...]:
    """Give the key of a tenure in its table."""
    return row.office, row.person, row.start
