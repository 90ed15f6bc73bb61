"""The worker of a batch with the fake analysis, and texts that do to it what bad texts do.

A text with "POISON" cannot be taken; one with "KILLS" kills the process; "KILLS ONCE" only where nobody died of it
before. Each process puts its id in the folder of POURPARLERS_TEST_PIDS.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import fakes
from pourparlers.batch.shards import Job
from pourparlers.batch.worker import main
from pourparlers.drafts import Reading
from pourparlers.types import Document


class DangerousEngine(fakes.FakeEngine):
    def read_many(self, documents: Sequence[Document]) -> Iterator[Reading]:
        for document in documents:
            text = document.text or ""
            once = Path(os.environ["POURPARLERS_TEST_PIDS"]) / "died"
            if "KILLS ONCE" in text and not once.exists():
                once.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            elif "KILLS" in text and "ONCE" not in text:
                os.kill(os.getpid(), signal.SIGKILL)
        yield from super().read_many(documents)


def make(job: Job) -> DangerousEngine:
    del job
    (Path(os.environ["POURPARLERS_TEST_PIDS"]) / str(os.getpid())).touch()
    slow = float(os.environ.get("POURPARLERS_TEST_SLOW", "0"))
    return DangerousEngine(refuses="POISON", slow=slow, broken=bool(os.environ.get("POURPARLERS_TEST_BROKEN")))


if __name__ == "__main__":
    main(make)
