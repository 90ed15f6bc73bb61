"""The façade's verbs that hand out a selection: any export, or a briefing, of what the filters of a page leave."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, TypeAlias

import msgspec

from .dropping import DroppingVerbs
from .look import Look
from .looking import ALL
from .store.links import FIELDS, find_actors, find_docs
from .types import Document, Fact, Header, Mention, Negotiation, Record, Statement
from .views.looking.wire import Filters

if TYPE_CHECKING:
    from .exports.write import ExportFormat, Written
    from .store.links import Item
    from .views.briefing import Brief

BriefFormat: TypeAlias = Literal["md", "docx", "odt", "html"]
"""Forms of a briefing as a file."""


class TakingVerbs(DroppingVerbs):
    """Handing out what filters leave."""

    def export_part(
        self,
        form: ExportFormat,
        out: BinaryIO,
        filters: Filters = ALL,
        *,
        everything: bool = False,
        without_text: bool = False,
        lang: str = "en",
    ) -> Written:
        """Write what `filters` leave, with what it stands on, to the binary file `out` in the format `form`.

        Tables (csv, parquet) come as one ZIP file. See `export` for `everything`, `without_text`, `lang` and what is
        given, `facts` for `filters` and the errors.
        """
        from .exports.write import TABLES, write_export  # noqa: PLC0415 - each verb loads what it needs

        part = self._part(filters)
        if form not in TABLES:
            return write_export(part, form, out, everything=everything, without_text=without_text, lang=lang)
        with tempfile.TemporaryDirectory(prefix="pourparlers-") as made:
            folder = Path(made) / "tables"
            written = write_export(part, form, folder, everything=everything, without_text=without_text, lang=lang)
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
                for path in sorted(folder.iterdir()):
                    archive.write(path, path.name)
        return written

    def brief_part(self, filters: Filters = ALL, *, about: str | None = None, lang: str = "en") -> Brief:
        """A briefing on what `filters` leave; see `brief` for `about` and `lang`, `facts` for `filters`."""
        from .views.briefing import Scope, make_brief  # noqa: PLC0415

        narrowed = ", ".join(filter(None, (*filters.actor, *filters.issue, *filters.outlet, filters.q)))
        scope = Scope(about=about, since=filters.since, until=filters.until, actor=narrowed or None)
        return make_brief(self._part(filters), scope, pack=self.engine.pack, say=self._say(lang))

    def write_brief(
        self, form: BriefFormat, filters: Filters = ALL, *, about: str | None = None, lang: str = "en"
    ) -> bytes:
        """The briefing of `brief_part` as a file: md, docx, odt or html."""
        made, say = self.brief_part(filters, about=about, lang=lang), self._say(lang)
        match form:
            case "docx":
                from .exports.brief_docx import encode_docx  # noqa: PLC0415

                return encode_docx(made, say)
            case "odt":
                from .exports.brief_odt import encode_odt  # noqa: PLC0415

                return encode_odt(made, say)
            case "html":
                from .views.render_brief_html import render_brief_html  # noqa: PLC0415

                return render_brief_html(made, say).encode()
        from .views.render_brief import render_brief  # noqa: PLC0415

        return render_brief(made, say).encode()

    def _part(self, filters: Filters) -> Record:
        """The facts that `filters` leave, with the documents, actors, mentions and judgements that they stand on."""
        if filters == ALL:
            return self.record()
        return self._see(lambda look: self._take_part(look, filters))

    def _take_part(self, look: Look, filters: Filters) -> Record:
        asked = look.choose(filters, repeats=True)
        numbers = [int(n) for n in look.index.n[look.places(look.select(asked))]]
        facts = [item for item in look.fetch(numbers) if isinstance(item, Fact)]
        docs = sorted({doc for fact in facts for doc in find_docs(fact)})
        around = self._store.about_all(docs, ("mention", "time"))
        naming = self._store.referring([fact.id for fact in facts], ("judgement", "negotiation"))
        items: list[Item] = [*facts, *around, *naming]
        actors = {actor for item in items for actor in find_actors(item)}
        for item in items:
            if isinstance(item, Mention):
                actors |= {candidate.actor for candidate in item.candidates} | set(item.members)
            if isinstance(item, Statement):
                actors |= set(item.via)
        items += self._store.find([*docs, *sorted(actors - set(docs))])
        return make_part(items, self._store.header(), kept={fact.id for fact in facts})


def make_part(items: Iterable[Item], header: Header, *, kept: set[str]) -> Record:
    """A record of `items`; negotiations have those of their members that are in `kept`."""
    by_field: dict[str, list[Item]] = {name: [] for name in FIELDS}
    names = {cls: name for name, cls in FIELDS.items()}
    for item in {item.id: item for item in items}.values():
        by_field[names[type(item)]].append(item)
    by_field["negotiations"] = [
        msgspec.structs.replace(item, members=tuple(member for member in item.members if member in kept))
        for item in by_field["negotiations"]
        if isinstance(item, Negotiation)
    ]
    for found in by_field.values():
        found.sort(key=lambda item: (item.uri, item.id) if isinstance(item, Document) else ("", item.id))
    fields: dict[str, Any] = {name: tuple(found) for name, found in by_field.items()}
    return Record(header=header, **fields)
