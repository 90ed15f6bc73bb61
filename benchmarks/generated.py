"""A plausible record of any size, without a text that was read: for benchmarks of what looks at a record.

Dispatches of five years with a few actors in most of them and most actors in few, as in the press; about twenty facts
a dispatch (statements, events, positions, figures, and contacts told by one to five dispatches).
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from pourparlers.store.protocol import Versions
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
FIRST = date(2020, 1, 1)
DAYS = 5 * 365
_STATES = 120
_PERSONS = 1500
_OUTLETS = 40
_ISSUES = ("sanctions", "ceasefire", "troop-withdrawal", "prisoners", "aid", "recognition", "dialogue", "enrichment")
_STANCES = ("demand", "offer", "promise", "threat", "condition", "refusal", "acceptance", "support", "concern")
WORDS = (
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
        words = self._rng.choices(WORDS, k=320)
        text = " ".join(word if i % 17 else f"{word}." for i, word in enumerate(words))
        day = FIRST + timedelta(days=int(k * DAYS / self._n))
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
            issue = rng.choice(_ISSUES) if rng.random() < 0.7 else " ".join(rng.choices(WORDS, k=3))
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
