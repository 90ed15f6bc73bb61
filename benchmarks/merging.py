"""How merging grows: contacts generated, told by several dispatches each, compared and clustered.

    python benchmarks/merging.py [--mentions 1000,10000,100000] [--markdown]

Generated: meetings and calls of pairs of officials (a few pairs often, most seldom, as in the press) over 25 years,
each told by one to nine dispatches in the days around it, one account in four without a date. Nothing is read from
text. Measured is the wall time of blocking, comparing and clustering, and the peak memory of a fresh process for each
size, less that of one that only generates.
"""

from __future__ import annotations

import argparse
import platform
import random
import resource
import subprocess
import sys
import time
from datetime import date, timedelta

from pourparlers.drafts import ContactDraft
from pourparlers.merge.accounts import MAX, MIN, ContactAccount
from pourparlers.merge.cluster import cluster, compare_all
from pourparlers.types import Contact, Participant, When

_FIRST = date(2000, 1, 1)
_DAYS = 25 * 365
_STATES = 150
_MIB = 1024.0


def generate(mentions: int, seed: int = 7) -> list[ContactAccount]:
    """`mentions` accounts of contacts, in order; the same for the same `seed`."""
    rng = random.Random(seed)
    out: list[ContactAccount] = []
    while len(out) < mentions:
        one, other = sorted({int(rng.paretovariate(0.7)) % _STATES, rng.randrange(_STATES)} | {_STATES})[:2]
        day = _FIRST + timedelta(days=rng.randrange(_DAYS))
        kind = "call" if rng.random() < 0.3 else "meeting"
        for _ in range(min(rng.randint(1, 9), mentions - len(out))):
            out.append(_told(len(out), (f"s{one}", f"s{other}"), kind, day, rng))
    return sorted(out, key=lambda a: a.order)


def _told(n: int, pair: tuple[str, str], kind: str, day: date, rng: random.Random) -> ContactAccount:
    one, other = pair
    published = day + timedelta(days=rng.randint(-3, 4))
    status = "held" if published >= day else "planned"
    dated = rng.random() > 0.25
    days = (day, day) if dated else (MIN, published) if status == "held" else (published, MAX)
    people = (f"p-{one}", f"p-{other}")
    fact = Contact(
        id=f"c{n:07}",
        kind=kind,  # type: ignore[arg-type]
        participants=tuple(Participant(actor=p) for p in people),
        status=status,  # type: ignore[arg-type]
    )
    return ContactAccount(
        draft=ContactDraft(fact=fact, time=0 if dated else None),
        doc=f"d{n:07}",
        order=(str(published), f"d{n:07}", 0),
        group="call" if kind == "call" else "seen",
        actors=frozenset(people),
        persons=frozenset(people),
        states=frozenset((one, other)),
        when=When(value=str(day)) if dated else When(),
        days=days,
        dated=dated,
        place="",
        country="",
        published=(published, published),
    )


def measure(mentions: int, *, merge: bool) -> tuple[float, int, int, float]:
    """Seconds of merging, comparisons made, contacts found, and this process's peak memory in MiB."""
    accounts = generate(mentions)
    start = time.perf_counter()
    comparisons = compare_all(accounts) if merge else {}
    found = cluster(accounts, comparisons, {}) if merge else []
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MIB
    return seconds, len(comparisons), len(found), peak


def _in_fresh_process(mentions: int, *, merge: bool) -> tuple[float, int, int, float]:
    flag = ["--one", str(mentions)] + ([] if merge else ["--generate-only"])
    told = subprocess.run([sys.executable, __file__, *flag], capture_output=True, text=True, check=True).stdout.split()
    return float(told[0]), int(told[1]), int(told[2]), float(told[3])


def main() -> None:
    """Print a row a size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mentions", default="1000,10000,100000", help="sizes, commas between them")
    parser.add_argument("--markdown", action="store_true", help="print a table for README.md")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--generate-only", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(*measure(options.one, merge=not options.generate_only))
        return
    if options.markdown:
        print("| mentions | comparisons | contacts | seconds | µs a mention | MiB | KiB a mention |")
        print("|---------:|------------:|---------:|--------:|-------------:|----:|--------------:|")
    for size in (int(s) for s in options.mentions.split(",")):
        bare = _in_fresh_process(size, merge=False)[3]
        seconds, compared, contacts, peak = _in_fresh_process(size, merge=True)
        own = peak - bare
        row = [f"{size:,}", f"{compared:,}", f"{contacts:,}", f"{seconds:.1f}", f"{seconds / size * 1e6:.0f}"]
        row += [f"{own:.0f}", f"{own * _MIB / size:.1f}"]
        print(f"| {' | '.join(row)} |" if options.markdown else "  ".join(row))
    if options.markdown:
        print(f"\nPython {platform.python_version()}, {platform.machine()}.")


if __name__ == "__main__":
    main()
