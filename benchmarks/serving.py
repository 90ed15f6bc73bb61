"""How fast the HTTP API answers: a generated store, a real server, every view asked many times in many ways.

    python benchmarks/serving.py [--dispatches 2000,20000] [--rounds 60] [--markdown] [--keep FOLDER]

Generated: dispatches of five years with a few actors in most of them and most actors in few, as in the press; per
dispatch about twenty facts (statements, events, positions, figures, and contacts told by one to five dispatches). No
text is read. The server runs in a process of its own; meanwhile a third process keeps adding dispatches to the same
file, as `pourparlers read` does. Each view is asked with filters drawn at random, never with an ETag. Measured are the
wall time of an answer at the median and the 95th percentile, the processor time of the server for one answer, and how
long the first answer takes after the record has been written anew.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import platform
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from pourparlers.drafts import Reading
from pourparlers.store import schema
from pourparlers.store.connect import make_engine
from pourparlers.store.protocol import Versions
from pourparlers.store.sqlite import SqliteStore
from pourparlers.types import (
    Account,
    Actor,
    Contact,
    Document,
    Event,
    Figure,
    Header,
    Judgement,
    Mention,
    Named,
    Negotiation,
    Participant,
    Place,
    Position,
    Published,
    Quantity,
    Reason,
    Record,
    Source,
    Span,
    Statement,
    StatusChange,
    When,
)
from pourparlers.vocab import GOLDSTEIN, QUADS

VERSIONS = Versions(program="bench", pack="fr-bench", knowledge="bench")
_FIRST = date(2020, 1, 1)
_DAYS = 5 * 365
_STATES = 120
_PERSONS = 1500
_OUTLETS = 40
_ISSUES = ("sanctions", "ceasefire", "troop-withdrawal", "prisoners", "aid", "recognition", "dialogue", "enrichment")
_STANCES = ("demand", "offer", "promise", "threat", "condition", "refusal", "acceptance", "support", "concern")
_WORDS = (
    """le ministre a rencontré son homologue pour évoquer la situation des troupes à la frontière et les sanctions
    adoptées par l'Union après le refus de négocier un accord sur le retrait la délégation a demandé des garanties de
    sécurité tandis que la présidence annonçait une aide humanitaire destinée aux civils déplacés par les combats selon
    un communiqué publié dans la soirée le porte-parole n'a pas exclu de nouvelles discussions la semaine prochaine"""
).split()


class Generator:
    """Makes a record of `n` dispatches; the same for the same `seed`."""

    def __init__(self, n: int, seed: int = 7) -> None:
        self._n, self._rng = n, random.Random(seed)
        self.documents: list[Document] = []
        self.facts: dict[str, list[Any]] = {name: [] for name in ("contacts", "statements", "events", "positions")}
        self.figures: list[Figure] = []
        self.mentions: list[Mention] = []
        self.judgements: list[Judgement] = []
        self.negotiations: list[Negotiation] = []
        self.actors = _make_actors()
        self._pairs: dict[tuple[str, str], list[str]] = {}

    def make(self) -> Record:
        """The record."""
        told: list[Contact] = []
        for k in range(self._n):
            document = self._document(k)
            self.documents.append(document)
            self._tell(document)
            if self._rng.random() < 0.6:
                told.append(self._contact(document, told))
        self._merge(told)
        self._negotiate()
        ordered = {name: tuple(sorted(found, key=lambda f: f.id)) for name, found in self.facts.items()}
        return Record(
            header=Header(schema="1.0", program="bench", pack="fr-bench", knowledge="bench"),
            documents=tuple(self.documents),
            actors=self.actors,
            mentions=tuple(self.mentions),
            figures=tuple(self.figures),
            negotiations=tuple(self.negotiations),
            judgements=tuple(self.judgements),
            **ordered,
        )

    def _document(self, k: int) -> Document:
        words = self._rng.choices(_WORDS, k=320)
        text = " ".join(word if i % 17 else f"{word}." for i, word in enumerate(words))
        day = _FIRST + timedelta(days=int(k * _DAYS / self._n))
        outlet = f"Outlet {min(int(self._rng.paretovariate(0.6)) - 1, _OUTLETS)}"
        return Document(
            id=f"doc-{k:08x}", uri=f"in/{k:07}.txt", text=text, outlet=outlet, language="fr",
            title=" ".join(words[:8]), sources=(Source(uri=f"in/{k:07}.txt", outlet=outlet),),
            published=Published(value=day.isoformat(), basis="header"),
        )  # fmt: skip

    def _actor(self) -> str:
        """A few are named most of the time."""
        if self._rng.random() < 0.5:
            return f"s{min(int(self._rng.paretovariate(0.7)) - 1, _STATES - 1):03}"
        return f"p{min(int(self._rng.paretovariate(0.5)) - 1, _PERSONS - 1):04}"

    def _span(self, document: Document, words: int = 60) -> Span:
        text = document.text or ""
        start = self._rng.randrange(max(1, len(text) - 2 * words))
        return Span(doc=document.id, start=start, end=start + words, text=text[start : start + words])

    def _when(self, document: Document) -> When:
        day = date.fromisoformat(document.published.value or "") + timedelta(days=self._rng.randint(-6, 3))
        drawn = self._rng.random()
        if drawn < 0.12:
            return When()
        if drawn < 0.2:
            return When(value=day.isoformat()[:7], basis="relative")
        return When(value=f"../{day}", basis="bounded") if drawn < 0.35 else When(value=day.isoformat(), basis="joint")

    def _tell(self, document: Document) -> None:
        rng, doc = self._rng, document.id
        for i in range(rng.randint(4, 12)):
            span = self._span(document, 110)
            self.facts["statements"].append(
                Statement(
                    id=f"statement-{doc}-{i:02}", doc=doc, content=(span,), evidence=(span,), speaker=self._actor(),
                    kind=rng.choice(("direct", "partial", "mixed", "indirect")), said_on=self._when(document),
                    addressee=(self._actor(),) if rng.random() < 0.2 else (),
                )
            )  # fmt: skip
        for i in range(rng.randint(3, 10)):
            kind = rng.choice(tuple(QUADS))
            self.facts["events"].append(
                Event(
                    id=f"event-{doc}-{i:02}", event_type=kind, actor=(self._actor(),),  # type: ignore[arg-type]
                    recipient=(self._actor(),), when=self._when(document), quad_code=QUADS[kind],
                    goldstein=GOLDSTEIN[kind], evidence=(self._span(document),),
                    assertion=rng.choice(("asserted", "planned", "reported", "negated")),
                )
            )  # fmt: skip
        for i in range(rng.randint(1, 5)):
            span = self._span(document)
            issue = rng.choice(_ISSUES) if rng.random() < 0.7 else " ".join(rng.choices(_WORDS, k=3))
            self.facts["positions"].append(
                Position(
                    id=f"position-{doc}-{i:02}", holder=self._actor(), issue=issue, stance=rng.choice(_STANCES),  # type: ignore[arg-type]
                    addressee=(self._actor(),) if rng.random() < 0.4 else (), content=(span,), evidence=(span,),
                    since=self._when(document),
                )
            )  # fmt: skip
        if rng.random() < 0.7:
            n = float(rng.randint(10, 100_000))
            self.figures.append(
                Figure(
                    id=f"figure-{doc}", quantity=Quantity(low=n, high=n), unit="soldat", what="soldiers",
                    of=self._actor(), evidence=(self._span(document),),
                )
            )  # fmt: skip
        for i in range(8):
            span = self._span(document, 12)
            self.mentions.append(
                Mention(
                    id=f"mention-{doc}-{i}", doc=doc, start=span.start, end=span.end, text=span.text,
                    actor=self._actor(), how="name",
                )
            )  # fmt: skip

    def _contact(self, document: Document, told: list[Contact]) -> Contact:
        """One account of a meeting, of a new one or of one that was told lately."""
        rng, span = self._rng, self._span(document, 90)
        again = rng.choice(told[-40:]) if told and rng.random() < 0.5 else None
        parties = again.participants if again else tuple(Participant(actor=a) for a in {self._actor(), self._actor()})
        when = again.when if again else self._when(document)
        status = rng.choice(("held", "held", "held", "planned", "planned", "postponed", "cancelled"))
        place = Place(name=Named(fr=f"Ville {rng.randrange(60)}", en=""), country="CHE")
        account = Account(
            id=f"account-{document.id}", doc=document.id, status=status, when=when, place=place,  # type: ignore[arg-type]
            participants=parties, evidence=(span,),
        )  # fmt: skip
        return Contact(
            id=again.id if again else f"contact-{document.id}", kind=rng.choice(("meeting", "call", "visit", "talks")),
            participants=parties, when=when, place=place, status=status, accounts=(account,), evidence=(span,),  # type: ignore[arg-type]
        )  # fmt: skip

    def _merge(self, told: list[Contact]) -> None:
        by_id: dict[str, list[Contact]] = {}
        for contact in told:
            by_id.setdefault(contact.id, []).append(contact)
        for id_, same in by_id.items():
            accounts = tuple(account for contact in same for account in contact.accounts)
            last = same[-1]
            history = tuple(StatusChange(status=a.status, as_of=None, doc=a.doc, span=a.evidence[0]) for a in accounts)
            self.facts["contacts"].append(
                Contact(
                    id=id_, kind=same[0].kind, participants=last.participants, when=last.when, place=last.place,
                    status=last.status, accounts=accounts, evidence=tuple(a.evidence[0] for a in accounts),
                    history=history, outlets=len(accounts), independent_sources=len(accounts),
                )
            )  # fmt: skip
            parties = sorted(p.actor for p in last.participants)
            self._pairs.setdefault((parties[0][:3], parties[-1][:3]), []).append(id_)
            for one, other in pairwise(accounts):
                self.judgements.append(
                    Judgement(
                        id=f"judgement-{other.id}", kind="merge", pair=(one.id, other.id), author="rule:contacts",
                        reasons=(Reason(feature="parties", weight=3.0, evidence="the same parties"),),
                    )
                )  # fmt: skip

    def _negotiate(self) -> None:
        sides = [actor.id for actor in self.actors[:_STATES]]
        for k, members in enumerate(self._pairs.values()):
            for start in range(0, len(members), 40):
                one, other = sides[k % len(sides)], sides[(k + 1 + start) % len(sides)]
                positions = tuple(p.id for p in self._rng.choices(self.facts["positions"], k=20))
                self.negotiations.append(
                    Negotiation(
                        id=f"negotiation-{k:06}-{start:05}", name=Named(fr=f"{one} – {other}", en=f"{one} – {other}"),
                        parties=(one, other), issues=_ISSUES[:2], members=(*members[start : start + 40], *positions),
                        since="2020-01-01", last="2024-12-31",
                    )
                )  # fmt: skip


def _make_actors() -> tuple[Actor, ...]:
    def name(words: str) -> Named:
        return Named(fr=words, en=words)

    states = (
        Actor(id=f"s{i:03}", name=name(f"State {i}"), kind="state", state=f"S{i:02}", state_names=(f"State {i}",) * 2)
        for i in range(_STATES)
    )
    persons = (
        Actor(id=f"p{i:04}", name=name(f"Person {i}"), state=f"S{i % _STATES:02}", state_names=(f"State {i}",) * 2)
        for i in range(_PERSONS)
    )
    return (*states, *persons)


def write(record: Record, path: Path) -> None:
    """A database of ours that holds `record` and its texts, without readings of them."""
    with SqliteStore(path) as store:
        engine = make_engine(path)
        with engine.connect().execution_options(writes=True) as db, db.begin():
            rows = [{"id": d.id, "text": d.text, "input_digest": ""} for d in record.documents]
            db.execute(schema.documents.insert(), rows)
        engine.dispose()  # the last to close the file is the store, which then clears the log
        store.refresh(lambda *_: record, force=True)


def add_for_ever(path: Path) -> None:
    """Keep dispatches coming into the database, until this process is ended."""
    with SqliteStore(path) as store:
        for k in range(10**9):
            document = Document(id=f"doc-new-{os.getpid()}-{k}", uri=f"new/{k}.txt", text=" ".join(_WORDS))
            store.add(Reading(document=document), VERSIONS, prepared=document, given=document)
            time.sleep(0.05)


Question = Callable[[random.Random], tuple[str, dict[str, Any]]]


def _narrow(rng: random.Random) -> dict[str, Any]:
    """Filters as a person sets them: some of them, now and then."""
    asked: dict[str, Any] = {}
    if rng.random() < 0.5:
        start = _FIRST + timedelta(days=rng.randrange(_DAYS - 60))
        asked |= {"since": start, "until": start + timedelta(days=rng.choice((7, 30, 90, 365)))}
    if rng.random() < 0.4:
        asked["actor"] = rng.choice(("s000", "s001", "s007", "p0000", "p0003", "p0100"))
    if rng.random() < 0.3:
        asked["type"] = rng.sample(("contact", "statement", "event", "position", "figure"), k=2)
    if rng.random() < 0.2:
        asked["kind"] = rng.choice(("SANCTION", "demand", "meeting", "direct"))
    if rng.random() < 0.2:
        asked["outlet"] = rng.choice(("Outlet 0", "Outlet 5"))
    return asked


def _window(rng: random.Random, days: int) -> dict[str, Any]:
    start = _FIRST + timedelta(days=rng.randrange(_DAYS - days))
    return {"since": start, "until": start + timedelta(days=days)}


def questions(ids: dict[str, list[str]]) -> dict[str, Question]:
    """What is asked of each view; `ids` are some of each kind of object."""
    words = ("troupes", "sanctions accord", "aide humanitaire", "ministre", '"retrait la délégation"')
    return {
        "facts": lambda r: ("/facts", _narrow(r)),
        "facts, a later page": lambda r: ("/facts", {**_narrow(r), "order": "desc", "limit": 100}),
        "density": lambda r: ("/density", _narrow(r)),
        "facets": lambda r: ("/facets", _narrow(r)),
        "network": lambda r: ("/network", {**_narrow(r), "limit": 60}),
        "documents": lambda r: ("/documents", _narrow(r)),
        "search": lambda r: ("/search", {**_narrow(r), "q": r.choice(words)}),
        "agenda, a month": lambda r: ("/agenda", {**_window(r, 31), "limit": 200}),
        "ledger of two sides": lambda r: ("/ledger", {"between": [r.choice(ids["sides"]), r.choice(ids["sides"])]}),
        "dossiers": lambda r: ("/dossiers", {"actor": r.choice(("s000", "s003", "s010"))}),
        "one dossier": lambda r: (f"/dossiers/{r.choice(ids['dossiers'])}", {}),
        "actors": lambda r: ("/actors", {"q": r.choice(("State 1", "Pers", "State"))}),
        "one actor": lambda r: (f"/actors/{r.choice(ids['actors'])}", {}),
        "one dispatch": lambda r: (f"/documents/{r.choice(ids['documents'])}", {}),
        "one fact": lambda r: (f"/facts/{r.choice(ids['facts'])}", {}),
        "info": lambda r: ("/info", {"x": r.random()}),
    }


class Client:
    """Asks one server over one connection."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def ask(self, path: str, query: dict[str, Any]) -> tuple[float, Any]:
        """Milliseconds of an answer, and the answer."""
        began = time.perf_counter()
        self._connection.request("GET", f"/api/v1{path}?{urlencode(query, doseq=True)}")
        answer = self._connection.getresponse()
        body = answer.read()
        took = (time.perf_counter() - began) * 1000
        if answer.status != 200:
            raise SystemExit(f"{path} {query}: {answer.status} {body[:300]!r}")
        return took, json.loads(body)


@contextmanager
def serve(path: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """A server of `path`, and a process that adds to it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = "from pourparlers.cli import main; main()"
    server = subprocess.Popen(
        [sys.executable, "-c", code, "serve", "--no-open", "--db", str(path), "--port", str(port)],
        stderr=subprocess.DEVNULL,
    )
    adding = subprocess.Popen([sys.executable, __file__, "--add-to", str(path)])
    try:
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.2)
        yield port, server
    finally:
        adding.terminate()
        server.terminate()
        adding.wait(30)
        server.wait(30)


def cpu_of(pid: int) -> float:
    """Milliseconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def measure(n: int, rounds: int, folder: Path) -> list[tuple[str, float, float, float]]:
    """View by view: median and 95th percentile of the wall time, processor time of the server, in milliseconds."""
    path = folder / f"generated-{n}.sqlite"
    if not path.exists():  # a store that was kept
        began = time.perf_counter()
        record = Generator(n).make()
        made = time.perf_counter()
        write(record, path)
        facts = sum(len(getattr(record, name)) for name in ("contacts", "statements", "events", "positions", "figures"))
        print(
            f"{n:,} dispatches, {facts:,} facts: generated in {made - began:.0f} s, written in "
            f"{time.perf_counter() - made:.0f} s, {path.stat().st_size / 1e6:.0f} MB",
            file=sys.stderr,
        )
        del record
    rows = []
    with serve(path) as (port, server):
        client, rng = Client(port), random.Random(1)
        first, _ = client.ask("/facts", {"limit": 50})
        rows.append(("first answer of the server", first, first, cpu_of(server.pid)))
        ids = _find_ids(client)
        for name, question in questions(ids).items():
            client.ask(*question(rng))
            used, times = cpu_of(server.pid), []
            for _ in range(rounds):
                took, _ = client.ask(*question(rng))
                times.append(took)
            times.sort()
            p95 = times[min(len(times) - 1, int(len(times) * 0.95))]
            rows.append((name, statistics.median(times), p95, (cpu_of(server.pid) - used) / rounds))
    return rows


def _find_ids(client: Client) -> dict[str, list[str]]:
    ids = {
        name: [item["id"] for item in client.ask(path, query)[1]["items"]]
        for name, path, query in (
            ("facts", "/facts", {"limit": 200, "since": "2022-01-01", "type": ["contact", "position", "statement"]}),
            ("documents", "/documents", {"limit": 200}),
            ("actors", "/actors", {"limit": 100}),
            ("dossiers", "/dossiers", {"limit": 100}),
        )
    }
    return {**ids, "sides": [actor for actor in ids["actors"] if actor.startswith("s")][:20]}


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--dispatches", default="2000", help="numbers of dispatches, separated by commas")
    parser.add_argument("--rounds", type=int, default=60, help="questions to each view")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--keep", type=Path, help="folder in which generated stores stay")
    parser.add_argument("--add-to", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.add_to:
        add_for_ever(options.add_to)
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for n in (int(part) for part in options.dispatches.split(",")):
            found = measure(n, options.rounds, folder)
            print(f"\n{n:,} dispatches, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}\n")
            if options.markdown:
                print("| view | median, ms | 95 %, ms | processor, ms |\n|---|---|---|---|")
            for name, median, p95, cpu in found:
                line = (name, f"{median:.1f}", f"{p95:.1f}", f"{cpu:.1f}")
                print(
                    "| " + " | ".join(line) + " |"
                    if options.markdown
                    else f"{name:28}" + "".join(f"{v:>12}" for v in line[1:])
                )


if __name__ == "__main__":
    main()
