"""What the façade can hand out: exports, briefings, series of figures. `api.Pourparlers` inherits these."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from .holder import RecordHolder
from .lang.catalogue import load_catalogue
from .merge.judgements import with_all
from .types import Record
from .views.cast import find_actors
from .views.dates import check_days

if TYPE_CHECKING:
    from .exports.write import ExportFormat, Written
    from .views.briefing import Brief
    from .views.series import Series


class HandingVerbs(RecordHolder):
    """What the façade hands out: exports, briefings, series."""

    def export(
        self,
        form: ExportFormat,
        out: BinaryIO | str | Path,
        *,
        since: str | None = None,
        until: str | None = None,
        actor: str | None = None,
        everything: bool = False,
        without_text: bool = False,
        with_journal: bool = False,
        lang: str = "en",
    ) -> Written:
        """Write the record, or the facts of a period and an actor with what they stand on, in the format `form`.

        `form` is jsonl, plover, polecat, cameo, gexf, graphml, timeline (words in `lang`), or csv and parquet, whose
        `out` is a folder. A path gets the whole export or stays as it was. `everything` takes into plover, polecat and
        cameo the events not told as done (negated, denied, hypothetical, conditional, accused, reported), with a column
        that says so;
        `without_text` leaves out the dispatches' texts; `with_journal` gives people's judgements as `judgements` does,
        with the times and those that no longer hold. Gives how much was written: `n`, `unit`, `left_out`, `undated`.
        """
        from .exports.write import write_export  # noqa: PLC0415 - each verb loads what it needs

        part = self._take(since, until, actor)
        if with_journal:
            part = with_all(part, self.judgements())
        target = Path(out) if isinstance(out, str | Path) else out
        return write_export(part, form, target, everything=everything, without_text=without_text, lang=lang)

    def brief(
        self,
        *,
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        actor: str | None = None,
        lang: str = "en",
    ) -> Brief:
        """A sourced briefing: a chronology, the positions by party, what is announced, each line with its notes.

        `about` is a matter of the lexicon (its key or name: "sanctions") or words, all of which stand in a fact's
        sentence or names; `since` and `until` are ISO days, `actor` an id, a name, a state. `views.render_brief`
        makes Markdown of it, `exports.brief_docx` a Word document. Raises NotFoundError for an unknown `actor`.
        """
        from .views.briefing import Scope, make_brief  # noqa: PLC0415

        scope = Scope(about=about, since=since, until=until, actor=actor)
        part = self._take(since, until, actor)
        return make_brief(part, scope, pack=self.engine.pack, say=load_catalogue(lang))

    def figure_series(
        self, *, since: str | None = None, until: str | None = None, actor: str | None = None, lang: str = "en"
    ) -> tuple[Series, ...]:
        """The figures of one thing (what, whose, where) by day and by who gives them, in the language `lang`.

        A figure without a day has that of the statement it stands in, else "on or before" its dispatch's. `since` and
        `until` are ISO days, `actor` an id, a name, a state. Raises NotFoundError for an unknown `actor`.
        """
        from .views.series import find_series  # noqa: PLC0415

        return find_series(self._take(since, until, actor), load_catalogue(lang))

    def _take(self, since: str | None, until: str | None, actor: str | None) -> Record:
        """The part of the record that is asked for. Raises ConfigError for a day that is none."""
        from .exports.part import take_part  # noqa: PLC0415

        check_days(since=since, until=until)
        actors = find_actors(self.actors(), actor) if actor else None
        return take_part(self.record(), since=since, until=until, actors=actors)
