"""One text read into a record of its own, for tests of what a reader would call false."""

from __future__ import annotations

from attributed import make_reader
from pourparlers.ids import make_id
from pourparlers.lang.pack import load_pack
from pourparlers.merge.build import build_record
from pourparlers.text.analyse import analyse_text
from pourparlers.types import Document, Published, Record


def record_of(told: tuple[str, str]) -> Record:
    """The record of a day of publication and a text."""
    published = Published(value=told[0], basis="metadata")
    document = Document(id=make_id("doc", told[1]), uri="t", text=told[1], language="fr", published=published)
    reading = make_reader().read(analyse_text(document, pack=load_pack("fr")))
    return build_record([reading], program="t", pack="fr", knowledge="k")


def name_of(record: Record, actor: str | None) -> str:
    """The French name of an actor of `record`; empty where it has none."""
    return next((a.name.fr for a in record.actors if a.id == actor), "")
