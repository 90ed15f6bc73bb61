"""A record behind a store: what every part of the façade builds on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from .drafts import Reading
from .engine import Engine, FrenchEngine
from .places import MEMORY, Place, place_of
from .store.opening import open_store
from .store.protocol import Query, Store, Versions
from .types import Actor, Judgement, Record

if TYPE_CHECKING:
    from .config import Settings


class RecordHolder:
    """The store, the analysis, and the record that they amount to.

    `db` is a file, ":memory:", or "postgresql://USER@HOST/DATABASE"; without it the one that the settings name (see
    `pourparlers.config`). Raises StoreError where it cannot be opened or is not ours. `engine` is for tests. With
    `live`, questions are answered from the record as it lies, also while another program is reading dispatches into
    it, and nothing is built to answer them.
    """

    def __init__(
        self,
        db: str | Place | None = None,
        *,
        settings: Settings | None = None,
        engine: Engine | None = None,
        live: bool = False,
    ) -> None:
        if settings is None and (db is None or engine is None):
            from .config import load_settings  # noqa: PLC0415 - pydantic is dear to import

            settings = load_settings(db=db)
        self._place = place_of(db) if db is not None else settings.db if settings else Path(MEMORY)
        self.db = str(self._place)
        """The database, as it may be named aloud: without a password."""
        self._settings = settings
        self._engine = engine
        self._live = live
        self._store: Store = open_store(self._place)

    @cached_property
    def engine(self) -> Engine:
        """The analysis; made when first asked for."""
        return self._engine or FrenchEngine(knowledge=self._settings.knowledge if self._settings else ())

    def record(self) -> Record:
        """The whole record, texts included."""
        return self._ask(Query(texts=True))

    def actors(self) -> tuple[Actor, ...]:
        """Everyone and everything that acts in the record."""
        return self._ask(Query(types=("actor",))).actors

    def judgements(self) -> tuple[Judgement, ...]:
        """What people have judged, in the order in which they did, with what was overruled or withdrawn since."""
        return tuple(sorted(self._store.judgements(), key=lambda j: (j.decided_at or "", j.id)))

    def _ask(self, query: Query) -> Record:
        self._freshen()
        return self._store.record(query)

    def _freshen(self) -> None:
        """Build the record where a run was killed between its last dispatch and the end."""
        if not self._live and self._store.is_stale():
            self._store.refresh(self._build)

    def _build(self, readings: Sequence[Reading], judgements: Sequence[Judgement], versions: Versions) -> Record:
        return self.engine.build(readings, judgements, versions)
