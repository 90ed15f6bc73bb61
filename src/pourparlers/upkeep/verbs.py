"""What the façade does to keep a record sound. `api.Pourparlers` inherits these."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..drafts import Reading
from ..holder import RecordHolder
from ..places import place_of
from ..store.protocol import Failure, Query
from ..types import Document, Fact, Struct


class Told(Struct, frozen=True):
    """A fact that one version of a text tells: its kind (a wire type) and its words."""

    kind: str
    words: str


class Revision(Struct, frozen=True):
    """A text that its outlet replaced: the `old` one, the `new` one, and the facts that only one of them tells."""

    old: Document
    new: Document
    gone: tuple[Told, ...] = ()
    come: tuple[Told, ...] = ()


class UpkeepVerbs(RecordHolder):
    """What could not be read, what was replaced, and copies."""

    def problems(self) -> tuple[Failure, ...]:
        """Inputs that could not be read and still cannot, each with the file (or the part of it) and the reason."""
        return self._store.failures()

    def revisions(self) -> tuple[Revision, ...]:
        """The texts that a later one replaced at the same address, with the facts that went and came."""
        documents = {d.id: d for d in self._ask(Query(types=("document",))).documents}
        pairs = [(d, documents[d.replaced_by]) for d in documents.values() if d.replaced_by in documents]
        readings = {r.document.id: r for r in self._store.readings({d.id for pair in pairs for d in pair})}
        return tuple(_compare(old, new, readings) for old, new in sorted(pairs, key=lambda p: (p[0].uri, p[0].id)))

    def backup(self, path: str | Path, *, replace: bool = False) -> int:
        """Copy the database to the file `path` while it is in use, and check the copy; gives its size in bytes.

        Raises StoreError where `path` is there already (unless `replace`), where the copy is not sound, or where the
        record is on a server, which has means of its own.
        """
        return self._store.back_up(Path(path).expanduser(), replace=replace)

    def copy(self, target: str | Path) -> dict[str, int]:
        """Put the whole record into the database `target`, a file or a PostgreSQL URL, which holds none yet.

        All of it goes: dispatches, readings, judgements, feeds, alerts. It comes in one transaction, and every row is
        compared before that ends; gives the number of rows by table. Raises StoreError where `target` holds a record.
        """
        return self._store.copy_to(place_of(target))


def _compare(old: Document, new: Document, readings: dict[str, Reading]) -> Revision:
    before, after = list(_facts(readings[old.id])), list(_facts(readings[new.id]))
    gone = tuple(told for told in before if told not in after)
    return Revision(old=old, new=new, gone=gone, come=tuple(told for told in after if told not in before))


def _facts(reading: Reading) -> Iterator[Told]:
    for drafts in (reading.contacts, reading.statements, reading.events, reading.positions, reading.figures):
        for draft in drafts:
            fact: Fact = draft.fact
            kind = str(type(fact).__struct_config__.tag)
            words = " … ".join(span.text for span in fact.evidence[:1])
            yield Told(kind=kind, words=words)
