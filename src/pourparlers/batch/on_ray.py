"""The shards over a cluster, by Ray (extra `ray`): each of its actors has one process, as `local` has, on its machine.

The folder of the batch and the input must be reachable under the same names from every machine, and the same version
of this program installed there.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from ..errors import ConfigError
from .lane import WORKER, Death, Lane, Outcome, read_with_care
from .local import Progress
from .shards import Job, Shard

_ANSWER = msgspec.msgpack.Decoder(dict[str, msgspec.Raw])
_SHARD = msgspec.msgpack.Decoder(Shard)
_JOB = msgspec.msgpack.Decoder(Job)


class Hand:
    """What an actor does: it drives one process. Arguments and answers are MessagePack, so that nothing is pickled."""

    def __init__(self, job: bytes, command: Sequence[str]) -> None:
        self._lane = Lane(_JOB.decode(job), command)

    def begin(self) -> None:
        """Nothing: who waits for it knows that the actor has found a core."""

    def read(self, shard: bytes) -> bytes:
        """An `Outcome` or a `Death`."""
        return _pack(self._lane.read(_SHARD.decode(shard)))

    def read_with_care(self, death: bytes) -> bytes:
        """An `Outcome`."""
        return _pack(read_with_care(self._lane, msgspec.msgpack.decode(death, type=Death)))


def _pack(answer: Outcome | Death) -> bytes:
    return msgspec.msgpack.encode({type(answer).__name__: answer})


def _unpack(data: bytes) -> Outcome | Death:
    ((kind, raw),) = _ANSWER.decode(data).items()
    cls: Any = {"Outcome": Outcome, "Death": Death}[kind]
    found: Outcome | Death = msgspec.msgpack.decode(raw, type=cls)
    return found


class RayEngine:
    """A `ShardEngine` over the cluster that RAY_ADDRESS names, else over this machine.

    `workers` actors of one core each; as many as the cluster has cores without. Raises ConfigError where Ray is not
    installed.
    """

    def __init__(self, workers: int | None = None, *, command: Sequence[str] = WORKER) -> None:
        self._workers, self._command = workers, command
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is told anybody
        try:
            import ray  # type: ignore[import-not-found,unused-ignore] # noqa: PLC0415 - an extra
        except ImportError as error:
            raise ConfigError(
                "--engine ray needs an extra that is not installed: pip install 'pourparlers[ray]'"
            ) from error
        self._ray: Any = ray

    def map_shards(self, shards: Sequence[Shard], job: Job, *, begun: Progress | None = None) -> Iterator[Outcome]:
        """See `ShardEngine.map_shards`. Of progress it tells when a shard is done."""
        ray = self._ray
        ours = not ray.is_initialized()
        if ours:
            kind: dict[str, Any] = {} if os.environ.get("RAY_ADDRESS") else {"num_cpus": self._workers}
            ray.init(include_dashboard=False, log_to_driver=False, configure_logging=False, **kind)
        try:
            yield from self._map(shards, job, begun)
        finally:
            if ours:
                ray.shutdown()

    def _map(self, shards: Sequence[Shard], job: Job, begun: Progress | None) -> Iterator[Outcome]:
        ray = self._ray
        actor = ray.remote(num_cpus=1, max_restarts=0)(Hand)
        packed, command = msgspec.msgpack.encode(job), list(self._command)
        most = self._workers or int(ray.cluster_resources().get("CPU", 1))
        waiting = list(reversed(shards))
        running: dict[Any, tuple[Any, Shard | None]] = {}
        deaths: list[Death] = []
        stopped = False

        def start() -> None:
            # No shard waits for an actor: where a machine is lost, one in its place may never find a core.
            hand = actor.remote(packed, command)
            running[hand.begin.remote()] = hand, None

        for _ in range(min(most, len(shards))):
            start()
        while (waiting and not stopped) or any(shard is not None for _, shard in running.values()):
            (ready,), _ = ray.wait(list(running), num_returns=1)
            hand, shard = running.pop(ready)
            try:
                answer = ray.get(ready)
            except ray.exceptions.RayError as error:  # the actor, or its machine, is gone
                shard = shard or (waiting.pop() if waiting else None)
                if shard is not None:
                    deaths.append(Death(shard=shard, how=str(error).splitlines()[0]))
                if waiting:
                    start()
                continue
            one = _unpack(answer) if answer is not None else None
            if isinstance(one, Death):
                deaths.append(one)
            elif one is not None:
                stopped = stopped or bool(one.stop)
                _tell(one, begun)
                yield one
            if waiting and not stopped:
                shard = waiting.pop()
                running[hand.read.remote(msgspec.msgpack.encode(shard))] = hand, shard
            else:
                ray.kill(hand)  # its core is free for one that takes a lost one's place
        for hand, _ in running.values():
            ray.kill(hand)
        if not stopped:
            hands = (actor.remote(packed, command) for _ in deaths)
            yield from self._with_care(zip(deaths, hands, strict=True), begun)

    def _with_care(self, lost: Iterable[tuple[Death, Any]], begun: Progress | None) -> Iterator[Outcome]:
        """What becomes of the shards of `lost` at their second reading, each by an actor of its own."""
        ray = self._ray
        for death, hand in lost:
            done = hand.read_with_care.remote(msgspec.msgpack.encode(death))
            try:
                one = _unpack(ray.get(done))
            except ray.exceptions.RayError as error:
                one = Outcome(shard=death.shard.name, lost=f"it was lost twice ({str(error).splitlines()[0]})")
            ray.kill(hand)
            if isinstance(one, Outcome):
                _tell(one, begun)
                yield one
                if one.stop:
                    return


def _tell(one: Outcome, begun: Progress | None) -> None:
    if begun and one.receipt:
        begun(one.receipt.documents)
