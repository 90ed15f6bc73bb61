"""What the façade does with much at once. `api.Pourparlers` inherits these."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from ..engine import Progress
from ..errors import ConfigError
from ..holder import RecordHolder
from ..store.protocol import Failure
from ..types import Struct

if TYPE_CHECKING:
    from .local import ShardEngine

RunsOn: TypeAlias = Literal["local", "ray"]
"""Where shards are read: processes of this machine, or a cluster (extra `ray`)."""


class BatchSummary(Struct, frozen=True):
    """What a batch did: of its `shards` so many were `kept` from before; `failed` are inputs that gave no dispatch."""

    shards: int
    kept: int
    documents: int
    failed: tuple[Failure, ...]
    skipped: int
    seconds: float


class MergeSummary(Struct, frozen=True):
    """What merging a batch did to the record, which now holds `facts`."""

    new: int
    known: int
    again: int
    facts: dict[str, int]
    seconds: float


class BatchVerbs(RecordHolder):
    """Reading in pieces, and merging what was read."""

    def batch(
        self,
        paths: Sequence[str | Path],
        out: str | Path,
        *,
        on: RunsOn = "local",
        workers: int | None = None,
        published: str | None = None,
        outlet: str | None = None,
        sidecar: Path | None = None,
        fields: Sequence[str] = (),
        progress: Progress | None = None,
    ) -> BatchSummary:
        """Read `paths` into files of readings under the folder `out`, in many processes; the record stays as it is.

        `on` says where: "local", with as many processes as there are cores or `workers`, or "ray". Stopped at any
        moment and started again with the same arguments, it ends in the same files. `published`, `outlet`, `sidecar`
        and `fields` are as for `read`. Raises BatchError where it cannot go on; what is done is kept.
        """
        from ..ingest.options import IngestOptions, parse_field_map  # noqa: PLC0415 - each verb loads what it needs
        from .local import count_cores  # noqa: PLC0415
        from .run import run_batch  # noqa: PLC0415

        start = time.perf_counter()
        if workers is not None and workers < 1:
            raise ConfigError("workers: at least one")
        options = IngestOptions(
            published=published, outlet=outlet, sidecar=sidecar, fields=parse_field_map(tuple(fields))
        )
        done = run_batch(
            paths,
            Path(out),
            self._shards_on(on, workers),
            versions=self.engine.versions,
            options=options,
            knowledge=self._settings.knowledge if self._settings else (),
            threads=workers or count_cores(),
            progress=progress,
        )
        return BatchSummary(
            shards=done.shards,
            kept=done.kept,
            documents=done.documents,
            failed=done.failed,
            skipped=done.skipped,
            seconds=time.perf_counter() - start,
        )

    def merge_batch(self, out: str | Path, *, progress: Progress | None = None) -> MergeSummary:
        """Put what `batch` read into the folder `out` in the record: it becomes what `read` makes of the same input.

        What the record holds already is passed over. Raises BatchError where the batch is not done, was read with
        another version, or its files are damaged.
        """
        from .merging import merge_batch  # noqa: PLC0415

        start = time.perf_counter()
        run = merge_batch(Path(out), self._store, self.engine, self._build, progress=progress)
        return MergeSummary(
            new=run.new,
            known=run.known,
            again=run.again,
            facts=self._store.count(),
            seconds=time.perf_counter() - start,
        )

    def _shards_on(self, on: RunsOn, workers: int | None) -> ShardEngine:
        """What reads the shards. Raises ConfigError where it is not installed."""
        if on == "ray":
            from .on_ray import RayEngine  # noqa: PLC0415

            return RayEngine(workers)
        from .local import LocalEngine  # noqa: PLC0415

        return LocalEngine(workers)
