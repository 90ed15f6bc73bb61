"""The process in which shards are read: it takes orders on standard input and answers on standard output.

Run as `python -m pourparlers.batch.worker`, by `batch.lane`. The first message is the job, each further one a shard.
It ends with its input, at once, whatever it is at: so none is left behind by a parent that was killed.
"""

from __future__ import annotations

import errno
import faulthandler
import os
import queue
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, TypeAlias

import msgspec

from ..engine import Engine, FrenchEngine, ease_collector
from ..errors import BatchError, PourparlersError
from ..ingest.worker import read_frame, write_frame
from ..types import Struct
from .readings import Receipt
from .shard import Care, Mark, read_shard
from .shards import Job, Shard

PATIENCE, SLOWEST = 120.0, 500.0
"""Seconds that a batch may take beside one for so many characters: some fifty times what it takes on an idle core."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

MakeEngine: TypeAlias = Callable[[Job], Engine]


class Order(Struct, frozen=True):
    """Read this shard."""

    shard: Shard
    care: Care = Care()


class Answer(Struct, frozen=True):
    """How far a shard is (`mark`), that it is done (`receipt`), or why it (`lost`) or all (`stop`) cannot go on."""

    mark: Mark | None = None
    receipt: Receipt | None = None
    lost: str = ""
    stop: str = ""


def make_french(job: Job) -> Engine:
    """The packaged analysis, with the user's tables."""
    return FrenchEngine(knowledge=[Path(folder) for folder in job.knowledge])


def carry_out(order: Order, job: Job, engine: Engine, answer: Callable[[Answer], None]) -> None:
    """Read a shard, and answer how it goes."""
    if engine.versions != job.versions:
        answer(Answer(stop=f"the batch is made with {job.versions}, but here is {engine.versions}"))
        return

    def tell(mark: Mark) -> None:
        faulthandler.dump_traceback_later(PATIENCE + mark.size / SLOWEST, exit=True, file=sys.stderr)
        answer(Answer(mark=mark))

    try:
        receipt = read_shard(order.shard, job, engine, care=order.care, tell=tell)
    except OSError as error:
        answer(Answer(stop=_why_unwritten(error, job)))
    except BatchError as error:
        answer(Answer(lost=str(error)))
    except (PourparlersError, ImportError, SyntaxError) as error:
        answer(Answer(stop=str(error)))
    else:
        answer(Answer(receipt=receipt))
    finally:
        faulthandler.cancel_dump_traceback_later()


def _why_unwritten(error: OSError, job: Job) -> str:
    if error.errno in _FULL:
        return f"{job.readings}: the disk is full ({error.strerror}); make room and give the same command again"
    return f"{error.filename or job.readings}: {error.strerror or error}"


def main(make_engine: MakeEngine = make_french) -> None:
    """Carry out orders until the input ends."""
    ease_collector()
    source, out = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand between the answers
    first = read_frame(source)
    if first is None:
        return
    job = msgspec.msgpack.decode(first, type=Job)
    os.chdir(job.home)
    orders: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(source, orders), daemon=True).start()
    decode = msgspec.msgpack.Decoder(Order).decode
    engine = make_engine(job)
    while True:
        carry_out(decode(orders.get()), job, engine, lambda answer: write_frame(out, answer))


def _listen(source: IO[bytes], orders: queue.SimpleQueue[bytes]) -> None:
    while (data := read_frame(source)) is not None:
        orders.put(data)
    os._exit(0)


if __name__ == "__main__":
    main()
