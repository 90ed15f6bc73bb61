"""The façade: everything that pourparlers does, in Python. Every front calls this and nothing below it.

    with Pourparlers(":memory:") as p:
        p.read(["dispatches/"])
        for contact in p.contacts(actor="Antony Blinken"):
            print(contact.when.value, contact.kind, contact.status)

Opening a database, listing and exporting load no language model; `read` does, when it meets something new.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

import msgspec

from .agenda import AgendaVerbs
from .batch.verbs import BatchVerbs
from .engine import BATCH, Progress, ReadRun
from .handing import HandingVerbs
from .judging import JudgingVerbs
from .lang.catalogue import load_catalogue
from .store.links import Item
from .store.protocol import Failure, Query
from .taking import TakingVerbs
from .types import Contact, Document, Event, Figure, Position, Record, Statement, Struct
from .upkeep.verbs import UpkeepVerbs
from .views import card, rows
from .views.cast import Cast, find_actors, find_sides
from .views.dates import check_days
from .views.page import ActorPage, make_page
from .views.sayings import Asked, select
from .views.standing import find_actor
from .vocab import Medium, StatementKind
from .watch.verbs import WatchVerbs

if TYPE_CHECKING:
    from .evaluate.tally import Scores
    from .views.dossiers import DossierRow
    from .views.ledger import Ledger


class ReadSummary(Struct, frozen=True):
    """What a call of `read` did. `skipped` counts files of kinds that are not read."""

    new: int
    known: int
    again: int
    failed: tuple[Failure, ...]
    skipped: int
    facts: dict[str, int]
    seconds: float


class Pourparlers(JudgingVerbs, AgendaVerbs, HandingVerbs, TakingVerbs, UpkeepVerbs, WatchVerbs, BatchVerbs):
    """A record of diplomacy in a database.

    `db` is a file, ":memory:", or "postgresql://USER@HOST/DATABASE"; without it the one that the settings name (see
    `pourparlers.config`). Raises StoreError where it cannot be opened or is not ours. `engine` is for tests. With
    `live`, questions are answered from the record as it lies, also while another program is reading dispatches into it.
    """

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release the database."""
        self._store.close()

    def read(
        self,
        paths: Iterable[str | Path],
        *,
        published: str | None = None,
        outlet: str | None = None,
        sidecar: Path | None = None,
        fields: Sequence[str] = (),
        stdin: BinaryIO | None = None,
        again: bool = False,
        progress: Progress | None = None,
    ) -> ReadSummary:
        """Read dispatches into the record: files, folders, globs, or "-" for `stdin`.

        `published` (YYYY-MM-DD or YYYY-MM), `outlet` and `sidecar` (CSV: file,published,outlet[,uri]) say what the
        dispatches do not; `fields` map keys of JSON lines ("text=body"). A text that is known is not read again,
        unless its metadata, the program, the language pack or the knowledge base changed, or `again` says so.
        An input that cannot be read is reported in the summary, and the run goes on. Raises ConfigError for
        options that cannot be meant.
        """
        from .ingest.options import IngestOptions, Problem, parse_field_map  # noqa: PLC0415 - with the readers
        from .ingest.source import read_sources  # noqa: PLC0415

        start = time.perf_counter()
        options = IngestOptions(
            published=published, outlet=outlet, sidecar=sidecar, fields=parse_field_map(tuple(fields))
        )
        run = ReadRun(self._store, self.engine, progress=progress)
        sources = read_sources([str(path) for path in paths], options=options, stdin=stdin, opened=run.forget)
        while batch := list(islice(sources, BATCH)):
            for problem in batch:
                if isinstance(problem, Problem):
                    run.note(problem.uri, problem.reason, skipped=problem.skipped)
            run.take([document for document in batch if isinstance(document, Document)], again=again)
        if run.met or not run.failed:  # a mistyped path is answered at once, without loading what analyses
            run.renew()
            if progress:
                progress("merge", run.done)
            self._store.refresh(self.engine.build)
        return ReadSummary(
            new=run.new,
            known=run.known,
            again=run.again,
            failed=tuple(run.failed),
            skipped=run.skipped,
            facts=self.count(),
            seconds=time.perf_counter() - start,
        )

    def count(self) -> dict[str, int]:
        """How many objects of each kind the record holds, by the field's name in `Record`."""
        self._freshen()
        return self._store.count()

    def chronology(
        self, *, since: str | None = None, until: str | None = None, actor: str | None = None, lang: str = "en"
    ) -> tuple[rows.Row, ...]:
        """Contacts, statements and events in one list by date, in words; see `list_rows`."""
        return self.list_rows("chronology", since=since, until=until, actor=actor, lang=lang)

    def contacts(
        self, *, since: str | None = None, until: str | None = None, actor: str | None = None
    ) -> tuple[Contact, ...]:
        """Who met, spoke or wrote. `since` and `until` are ISO days, `actor` an id, a name, a state."""
        return self._facts("contact", since, until, actor).contacts

    def statements(
        self,
        *,
        since: str | None = None,
        until: str | None = None,
        actor: str | None = None,
        speaker: str | None = None,
        to: str | None = None,
        about: str | None = None,
        medium: Medium | None = None,
        kind: StatementKind | None = None,
    ) -> tuple[Statement, ...]:
        """Who said what.

        `speaker` and `to` name one actor; a state or an organisation brings those who spoke for it on that day.
        `about` gives statements that hold every word (compared by French stems), meet the issue of that name, or name
        the actor of that name; in quotation marks, only those that hold the words in a row. Raises NotFoundError for a
        name that is unknown or fits several actors.
        """
        asked = Asked(speaker=speaker, to=to, about=about, medium=medium, kind=kind)
        return self._statements(asked, since, until, actor).statements

    def statement_rows(
        self,
        *,
        since: str | None = None,
        until: str | None = None,
        actor: str | None = None,
        speaker: str | None = None,
        to: str | None = None,
        about: str | None = None,
        medium: Medium | None = None,
        kind: StatementKind | None = None,
        lang: str = "en",
    ) -> tuple[rows.Row, ...]:
        """What `statements` gives, as rows in words, in the language `lang` (fr or en)."""
        asked = Asked(speaker=speaker, to=to, about=about, medium=medium, kind=kind)
        found = self._statements(asked, since, until, actor)
        return rows.statements(found, Cast(found, load_catalogue(lang)))

    def events(
        self, *, since: str | None = None, until: str | None = None, actor: str | None = None
    ) -> tuple[Event, ...]:
        """What was done or declared."""
        return self._facts("event", since, until, actor).events

    def positions(
        self, *, since: str | None = None, until: str | None = None, actor: str | None = None
    ) -> tuple[Position, ...]:
        """Who demands, offers, threatens or refuses what."""
        return self._facts("position", since, until, actor).positions

    def figures(
        self, *, since: str | None = None, until: str | None = None, actor: str | None = None
    ) -> tuple[Figure, ...]:
        """Numbers that matter, whose they are and according to whom."""
        return self._facts("figure", since, until, actor).figures

    def actor_rows(self, *, lang: str = "en") -> tuple[rows.ActorRow, ...]:
        """The actors that facts name, the most present first, named in the language `lang`."""
        types = ("actor", "contact", "statement", "event", "position", "figure")
        return rows.actor_rows(self._ask(Query(types=types)), load_catalogue(lang))

    def actor_page(self, name: str, *, lang: str = "en") -> ActorPage:
        """All that the record knows of the one actor that `name` (an id, a name, a state's code) means.

        A state or an organisation brings what was said by those who spoke for it on that day. Raises NotFoundError
        for a name that is unknown or fits several actors.
        """
        types = ("actor", "document", "statement", "event", "contact", "position")
        record, kb = self._ask(Query(types=types, texts=True)), self.engine.knowledge
        cast = Cast(record, load_catalogue(lang), self._issue_names(lang))
        return make_page(record, find_actor(record.actors, name, kb), cast, kb=kb)

    def cast(self, *, lang: str = "en") -> Cast:
        """Names of the record's actors, documents and issues, by id or key, in the language `lang`."""
        found = self._ask(Query(types=("document", "actor")))
        return Cast(found, load_catalogue(lang), self._issue_names(lang))

    def list_rows(
        self,
        name: str,
        *,
        since: str | None = None,
        until: str | None = None,
        actor: str | None = None,
        lang: str = "en",
    ) -> tuple[rows.Row, ...]:
        """The list `name` (chronology, contacts …) as rows in words, in the language `lang` (fr or en).

        A fact is in when its date may lie between the ISO days `since` and `until`; one without a date only when
        neither is given. Raises NotFoundError for an `actor` that the record does not have.
        """
        types = ("contact", "statement", "event") if name == "chronology" else (name.removesuffix("s"),)
        found = self._facts(types, since, until, actor)
        names = self._issue_names(lang) if name == "positions" else {}  # no other list needs the lexicon loaded
        return rows.LISTS[name](found, Cast(found, load_catalogue(lang), names))

    def ledger(
        self, *, issue: str | None = None, between: Sequence[str] = (), as_of: str | None = None, lang: str = "en"
    ) -> Ledger:
        """Issue by issue who demands what since when, and who answered; see `views.ledger.make_ledger`."""
        from .views.ledger import make_ledger  # noqa: PLC0415

        check_days(as_of=as_of)
        record = self._ask(Query(types=("position", "actor", "document")))
        cast = Cast(record, load_catalogue(lang), self._issue_names(lang))
        return make_ledger(record, cast, issue=issue, between=between, as_of=as_of)

    def dossier_rows(self, *, actor: str | None = None, lang: str = "en") -> tuple[DossierRow, ...]:
        """The negotiations, or those to which the side of `actor` is party, the most told first."""
        from .views.dossiers import dossier_rows  # noqa: PLC0415

        record = self._ask(Query(types=("negotiation", "contact", "actor", "document")))
        if actor is not None:
            sides = find_sides(record.actors, actor)
            kept = tuple(n for n in record.negotiations if sides & set(n.parties))
            record = msgspec.structs.replace(record, negotiations=kept)
        return dossier_rows(record, Cast(record, load_catalogue(lang), self._issue_names(lang)))

    def show(self, wanted: str) -> card.Card:
        """One object and what it stands on; `wanted` is an id, the beginning of one, or a document's file name.

        An id retired by a merge gives the contact it became. Raises NotFoundError where there is none.
        """
        record = self.record()
        return card.make_card(record, card.find_item(record, wanted))

    def search(self, words: str, *, limit: int = 50) -> tuple[Item, ...]:
        """Documents and facts that hold every one of `words` (in French, in any inflection), by date."""
        self._freshen()
        ids = self._store.search(words, limit=limit)
        return tuple(self._store.find(ids))

    def search_rows(self, words: str, *, limit: int = 50, lang: str = "en") -> tuple[rows.Row, ...]:
        """What `search` finds, as rows in words; actors are left out."""
        cast = self.cast(lang=lang)
        return tuple(row for item in self.search(words, limit=limit) if (row := rows.find_row(item, cast)))

    def export_jsonl(
        self, out: BinaryIO | str | Path, *, without_text: bool = False, with_journal: bool = False
    ) -> int:
        """Write the record as JSON lines to a binary file or a path; gives the number of lines.

        `without_text` leaves out the texts of the dispatches, for publishing; the words of each span stay.
        `with_journal` gives people's judgements as `judgements` does, with the times and those that no longer hold.
        """
        return self.export("jsonl", out, without_text=without_text, with_journal=with_journal).n

    def remove(self, doc: str) -> Document:
        """Take a document out and leave nothing of it in the database; gives what was removed.

        `doc` is an id, the beginning of one, a uri or a file's name. Raises NotFoundError where there is none.
        """
        found = card.find_document(self._ask(Query(types=("document",))).documents, doc)
        self._store.remove(found.id, self._build)
        return found

    @staticmethod
    def evaluate(record: Path, gold: Path) -> Scores:
        """Score an exported record (JSON lines) against a folder of gold; see `pourparlers.evaluate.score`."""
        from .evaluate.score import score_files  # noqa: PLC0415

        return score_files(record, gold)

    def _facts(self, types: str | tuple[str, ...], since: str | None, until: str | None, actor: str | None) -> Record:
        check_days(since=since, until=until)
        wanted = (types,) if isinstance(types, str) else types
        actors = find_actors(self.actors(), actor) if actor else None
        return self._ask(Query(types=(*wanted, "actor", "document"), since=since, until=until, actors=actors))

    def _statements(self, asked: Asked, since: str | None, until: str | None, actor: str | None) -> Record:
        found = self._facts("statement", since, until, actor)
        if asked.is_empty:
            return found
        if asked.about:  # asked for apart: a mention has no day, and must not be held to the period
            found = msgspec.structs.replace(found, mentions=self._ask(Query(types=("mention",))).mentions)
        return select(found, asked, kb=self.engine.knowledge, pack=self.engine.pack)

    def _issue_names(self, lang: str) -> dict[str, str]:
        from .extract.positions.issues import issue_names  # noqa: PLC0415 - each verb loads what it needs

        return issue_names(self.engine.pack, lang)
