"""The agenda, the ledger and the negotiations in the shapes that a page draws."""

from __future__ import annotations

from ...merge.answers import ANSWERS
from ...store.links import find_bounds
from ...types import Negotiation
from ..agenda import Agenda, Entry
from ..cast import Cast
from ..dossiers import DossierRow
from ..ledger import Answer, Claim, Ledger, name_of
from .facts import OPEN, RowMaker
from .wire import Name
from .wire_pages import AgendaEntry, AgendaPage, Cell, DossierItem, LedgerRow, LedgerTable, Reply


def make_agenda_page(agenda: Agenda, rows: RowMaker, *, limit: int, cut: int = 0) -> AgendaPage:
    """The first `limit` entries of an agenda, from which `cut` contacts were left out already."""
    entries = tuple(_entry(entry, rows) for entry in agenda.entries[:limit])
    return AgendaPage(as_of=agenda.as_of, entries=entries, left_out=cut + max(0, len(agenda.entries) - limit))


def _entry(entry: Entry, rows: RowMaker) -> AgendaEntry:
    bounds = find_bounds(entry.value) or (None, None)
    moved = entry.was[-1] if entry.was else None
    return AgendaEntry(
        id=entry.id,
        date=entry.value,
        date_text=entry.date,
        earliest=None if bounds[0] in OPEN else bounds[0],
        latest=None if bounds[1] in OPEN else bounds[1],
        hour=entry.hour,
        kind=entry.kind,
        what=entry.what,
        who=entry.who,
        where=entry.where,
        status=entry.status,
        status_key=entry.state,
        moved_from=moved,
        moved_text=entry.moved,
        was=entry.was,
        overdue=entry.overdue,
        words=entry.words,
        group=entry.group,
        sources=rows.sources(entry.docs),
    )


def make_ledger_table(ledger: Ledger, cast: Cast, *, left_out: int = 0) -> LedgerTable:
    """Issues down, parties across, those with the most claims first; `left_out` adds to the ledger's own."""
    matters, sides = [], dict[str, int]()
    for matter in ledger.matters:
        cells: dict[str, tuple[Cell, ...]] = {}
        for claim in matter.claims:
            cells[claim.side] = (*cells.get(claim.side, ()), _cell(claim, cast))
            sides[claim.side] = sides.get(claim.side, 0) + 1
        matters.append(LedgerRow(issue=matter.issue, name=matter.name, cells=cells))
    ordered = sorted(sides, key=lambda side: (-sides[side], side))
    return LedgerTable(
        parties=tuple(_name(side, cast) for side in ordered),
        matters=tuple(matters),
        as_of=ledger.as_of,
        left_out=ledger.left_out + left_out,
    )


def _cell(claim: Claim, cast: Cast) -> Cell:
    last = claim.voices[-1]
    answers = claim.stance in ANSWERS
    return Cell(
        position=last.id,
        kind=claim.stance,
        stance=cast.say(f"stance.{claim.stance}"),
        since=claim.since,
        date=claim.value,
        last=last.value,
        words=last.words,
        condition=last.condition,
        towards=tuple(_name(side, cast) for side in claim.addressees),
        voices=claim.ids,
        answered_by=tuple(_reply(answer, cast) for answer in claim.answers),
        silent=tuple(_name(side, cast) for side in claim.silent),
        open=answers and not claim.withdrawn and (bool(claim.silent) or not claim.answers),
        withdrawn=claim.withdrawn,
    )


def _reply(answer: Answer, cast: Cast) -> Reply:
    voice = answer.voice
    return Reply(
        id=voice.id,
        who=voice.who,
        stance=cast.say(f"stance.{voice.stance}"),
        stance_key=voice.stance,
        when=voice.date,
        date=voice.value,
        words=voice.words,
    )


def _name(side: str, cast: Cast) -> Name:
    return Name(id=side, name=name_of(side, cast))


def make_dossier_item(row: DossierRow, negotiation: Negotiation, rows: RowMaker) -> DossierItem:
    """A negotiation in a list."""
    cast = rows.cast
    return DossierItem(
        id=row.id,
        name=row.name,
        parties=tuple(_name(side, cast) for side in negotiation.parties),
        issues=tuple(Name(id=issue, name=rows.name_issue(issue)) for issue in negotiation.issues),
        period=row.period,
        contacts=row.contacts,
        positions=row.positions,
        exchanges=row.exchanges,
        first=row.since,
        last=row.last,
        coming=row.coming,
    )
