"""The façade's verbs on the agenda."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from .holder import RecordHolder
from .lang.catalogue import load_catalogue
from .store.protocol import Query
from .views.cast import find_actors
from .views.dates import check_days

if TYPE_CHECKING:
    from .views.agenda import Agenda


class AgendaVerbs(RecordHolder):
    """What the façade tells of meetings to come and past."""

    def agenda(
        self,
        *,
        as_of: str | None = None,
        since: str | None = None,
        until: str | None = None,
        actor: str | None = None,
        lang: str = "en",
    ) -> Agenda:
        """What was planned, held, put off or cancelled, with what was known on the ISO day `as_of`.

        Only what dispatches published by that day tell counts; without `as_of` all of them do, and the day is that of
        the latest. See `list_rows` for `since`, `until`, `actor`, `lang`.
        """
        from .views.agenda import make_agenda  # noqa: PLC0415

        check_days(as_of=as_of, since=since, until=until)
        record = self._ask(Query(types=("contact", "document", "actor", "judgement")))
        actors = find_actors(record.actors, actor) if actor else None
        day = date.fromisoformat(as_of) if as_of else None
        journal, say = self.judgements(), load_catalogue(lang)
        return make_agenda(record, say, as_of=day, since=since, until=until, actors=actors, journal=journal)

    def export_ics(
        self, out: BinaryIO | str | Path, *, as_of: str | None = None, actor: str | None = None, lang: str = "en"
    ) -> int:
        """Write the `agenda` of `as_of`, or of what `actor` takes part in, as iCalendar; gives the number of events.

        `out` is a binary file or a path. See `pourparlers.exports.ics` for what becomes an event.
        """
        from .exports.ics import write_ics  # noqa: PLC0415

        found = self.agenda(as_of=as_of, actor=actor, lang=lang)
        if isinstance(out, str | Path):
            with Path(out).open("wb") as file:
                return write_ics(found, file, load_catalogue(lang))
        return write_ics(found, out, load_catalogue(lang))
