"""A plausible record of any size, without a text that was read: for benchmarks of what looks at a record.

Dispatches of five years with a few actors in most of them and most actors in few, as in the press, in words as frequent
as those of a language are (the most frequent one word in ten, most of twenty thousand seldom); about twenty facts a
dispatch (statements, events, positions, figures, and contacts told by one to five dispatches).

Each object is made when it is its turn, from the number of its dispatch alone, and none is kept: memory does not grow
with the dispatches but for the numbers of contacts (four bytes each), so that a record of a million dispatches can be
written to a store.
"""

from __future__ import annotations

import random
from array import array
from collections import deque
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any

from pourparlers.store.links import FIELDS, Item
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
HEADER = Header(schema="1.0", program="bench", pack="fr-bench", knowledge="bench")
FIRST = date(2020, 1, 1)
DAYS = 5 * 365
_STATES = 120
_OUTLETS = 40
_ISSUES = ("sanctions", "ceasefire", "troop-withdrawal", "prisoners", "aid", "recognition", "dialogue", "enrichment")
_STANCES = ("demand", "offer", "promise", "threat", "condition", "refusal", "acceptance", "support", "concern")
_COMMON = (
    """le de la et à les des du un que en une dans pour qui au par sur son a ministre il ce se avec pas est président
    selon plus ne affaires étrangères pays déclaré été ont cette sa aux russe deux accord leur porte-parole lundi mardi
    mercredi jeudi vendredi troupes sanctions situation rencontre homologue frontière sécurité réunion discussions
    négociations Union communiqué autorités conseil guerre paix délégation sommet visite mesures civils appel"""
).split()
_TOPICS = (
    """retrait garanties présidence cessez-le-feu prisonniers médiateur chancelier ultimatum enrichissement combats
    ambassadeur ressortissants émissaire embargo couloir parlement convoi traité litige pétrole gaz céréales"""
).split()
WORDS = [*_COMMON[:60], *_TOPICS]
_RARE = 20_000
_SENTENCES = 20_000
_TOLD = 18
"""Sentences of a dispatch."""
_LATELY = 40
"""How many of the last accounts of contacts the next one may be about."""


def _make_sentences(seed: int) -> list[str]:
    """Sentences that dispatches are made of; "aide humanitaire" always stands together."""
    rng = random.Random(seed)
    syllables = [
        c + v + e for c in "bcdflmnprstv" for v in ("a", "e", "i", "o", "ou", "é") for e in ("", "n", "r", "s")
    ]
    rare = ["".join(rng.choices(syllables, k=rng.randint(2, 4))) for _ in range(_RARE)]
    words = [*_COMMON, "aide humanitaire", *_TOPICS, *rare]
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
    made = (" ".join(rng.choices(words, cum_weights=weights, k=rng.randint(14, 23))) for _ in range(_SENTENCES))
    return [f"{text[0].upper()}{text[1:]}." for text in made]


class Generator:
    """Makes a record of `n` dispatches; the same for the same `seed`."""

    def __init__(self, n: int, seed: int = 7) -> None:
        self._n, self._seed = n, seed
        self._sentences = _make_sentences(seed)
        self._persons = max(1500, int(15 * n**0.5))
        self.actors = tuple(self._make_actors())

    def items(self) -> Iterator[Item]:
        """The objects of the record, in the order of `links.FIELDS`."""
        for name in FIELDS:
            yield from getattr(self, f"_make_{name}")()

    def texts(self) -> Iterator[tuple[str, str]]:
        """The id and the text of each dispatch."""
        return ((f"doc-{k:08x}", " ".join(self._told(k))) for k in range(self._n))

    def make(self) -> Record:
        """The record, in memory."""
        found = {name: tuple(getattr(self, f"_make_{name}")()) for name in FIELDS}
        return Record(header=HEADER, **found)

    def _draw(self, k: int, what: int) -> random.Random:
        """The chance of what is made of one kind for dispatch `k`."""
        return random.Random((self._seed << 40) + (k << 4) + what)

    def _told(self, k: int) -> list[str]:
        return self._draw(k, 0).choices(self._sentences, k=_TOLD)

    def _day(self, k: int) -> date:
        return FIRST + timedelta(days=k * DAYS // self._n)

    def _span(self, k: int, rng: random.Random, told: list[str], most: int = 90) -> Span:
        """The beginning of a sentence of dispatch `k`, which tells `told`, of `most` characters at most."""
        at = rng.randrange(_TOLD)
        start = sum(len(sentence) + 1 for sentence in told[:at])
        text = told[at][:most]
        return Span(doc=f"doc-{k:08x}", start=start, end=start + len(text), text=text)

    def _actor(self, rng: random.Random) -> str:
        """A few are named most of the time."""
        if rng.random() < 0.5:
            return f"s{min(int(rng.paretovariate(0.7)) - 1, _STATES - 1):03}"
        return f"p{min(int(rng.paretovariate(0.5)) - 1, self._persons - 1):04}"

    def _when(self, k: int, rng: random.Random) -> When:
        day = (self._day(k) + timedelta(days=rng.randint(-6, 3))).isoformat()
        drawn = rng.random()
        if drawn < 0.12:
            return When()
        if drawn < 0.2:
            return When(value=day[:7], basis="relative")
        return When(value=f"../{day}", basis="bounded") if drawn < 0.35 else When(value=day, basis="joint")

    # What each dispatch tells, kind by kind

    def _make_documents(self) -> Iterator[Document]:
        for k, (id_, text) in enumerate(self.texts()):
            outlet = f"Outlet {min(int(self._draw(k, 1).paretovariate(0.6)) - 1, _OUTLETS)}"
            yield Document(
                id=id_, uri=f"in/{k:07}.txt", text=text, outlet=outlet, language="fr", title=text[: text.find(" ", 60)],
                sources=(Source(uri=f"in/{k:07}.txt", outlet=outlet),),
                published=Published(value=self._day(k).isoformat(), basis="header"),
            )  # fmt: skip

    def _make_mentions(self) -> Iterator[Mention]:
        for k, rng, told in self._each(2):
            for i in range(8):
                span = self._span(k, rng, told, 12)
                yield Mention(
                    id=f"mention-{span.doc}-{i}", doc=span.doc, start=span.start, end=span.end, text=span.text,
                    actor=self._actor(rng), how="name",
                )  # fmt: skip

    def _make_times(self) -> Iterator[Item]:
        return iter(())

    def _each(self, what: int) -> Iterator[tuple[int, random.Random, list[str]]]:
        """Each dispatch, the chance of one kind of its objects, and its sentences."""
        return ((k, self._draw(k, what), self._told(k)) for k in range(self._n))

    def _make_statements(self) -> Iterator[Statement]:
        for k, rng, told in self._each(3):
            for i in range(rng.randint(4, 12)):
                span = self._span(k, rng, told, 110)
                yield Statement(
                    id=f"statement-{span.doc}-{i:02}", doc=span.doc, content=(span,), evidence=(span,),
                    speaker=self._actor(rng), kind=rng.choice(("direct", "partial", "mixed", "indirect")),
                    said_on=self._when(k, rng), addressee=(self._actor(rng),) if rng.random() < 0.2 else (),
                )  # fmt: skip

    def _make_events(self) -> Iterator[Event]:
        kinds = tuple(QUADS)
        for k, rng, told in self._each(4):
            for i in range(rng.randint(3, 10)):
                kind, span = rng.choice(kinds), self._span(k, rng, told)
                yield Event(
                    id=f"event-{span.doc}-{i:02}", actor=(self._actor(rng),),
                    event_type=kind,  # type: ignore[arg-type]
                    recipient=(self._actor(rng),), when=self._when(k, rng), quad_code=QUADS[kind],
                    goldstein=GOLDSTEIN[kind], evidence=(span,),
                    assertion=rng.choice(("asserted", "planned", "reported", "negated")),
                    statement=f"statement-{span.doc}-{rng.randrange(4):02}" if rng.random() < 0.2 else None,
                )  # fmt: skip

    def _make_positions(self) -> Iterator[Position]:
        for k, rng, told in self._each(5):
            for i in range(rng.randint(1, 5)):
                span = self._span(k, rng, told)
                issue = rng.choice(_ISSUES) if rng.random() < 0.7 else " ".join(rng.choices(WORDS, k=3))
                yield Position(
                    id=f"position-{span.doc}-{i:02}", holder=self._actor(rng), issue=issue,
                    stance=rng.choice(_STANCES),  # type: ignore[arg-type]
                    addressee=(self._actor(rng),) if rng.random() < 0.4 else (), content=(span,), evidence=(span,),
                    since=self._when(k, rng),
                )  # fmt: skip

    def _make_figures(self) -> Iterator[Figure]:
        for k, rng, told in self._each(6):
            if rng.random() < 0.7:
                n, span = float(rng.randint(10, 100_000)), self._span(k, rng, told)
                yield Figure(
                    id=f"figure-{span.doc}", quantity=Quantity(low=n, high=n), unit="soldat", what="soldiers",
                    of=self._actor(rng), evidence=(span,),
                )  # fmt: skip

    # Contacts, which several dispatches tell

    def _make_contacts(self) -> Iterator[Contact]:
        return (contact for _, contact in self._merged())

    def _merged(self) -> Iterator[tuple[int, Contact]]:
        """Contacts with all that is told of them, by the dispatch that tells them first (its number)."""
        lately: deque[int] = deque(maxlen=_LATELY)
        accounts: dict[int, list[tuple[Account, str]]] = {}
        for k in range(self._n):
            rng = self._draw(k, 7)
            if rng.random() < 0.6:
                first = rng.choice(lately) if lately and rng.random() < 0.5 else k
                known = accounts.setdefault(first, [])
                known.append(self._account(k, rng, known[0][0] if known else None))
                lately.append(first)
            while accounts and (head := next(iter(accounts))) not in lately:
                yield head, _merge(head, accounts.pop(head))
        yield from ((head, _merge(head, found)) for head, found in accounts.items())

    def _account(self, k: int, rng: random.Random, first: Account | None) -> tuple[Account, str]:
        span = self._span(k, rng, self._told(k), 90)
        parties = sorted({self._actor(rng), self._actor(rng)})
        when = self._when(k, rng)
        account = Account(
            id=f"account-{span.doc}", doc=span.doc, when=first.when if first else when, evidence=(span,),
            status=rng.choice(("held", "held", "held", "planned", "planned", "postponed", "cancelled")),
            place=Place(name=Named(fr=f"Ville {rng.randrange(60)}", en=""), country="CHE"),
            participants=first.participants if first else tuple(Participant(actor=a) for a in parties),
        )  # fmt: skip
        return account, rng.choice(("meeting", "call", "visit", "talks"))

    def _make_judgements(self) -> Iterator[Judgement]:
        for _, contact in self._merged():
            for one, other in pairwise(contact.accounts):
                yield Judgement(
                    id=f"judgement-{other.id}", kind="merge", pair=(one.id, other.id), author="rule:contacts",
                    reasons=(Reason(feature="parties", weight=3.0, evidence="the same parties"),),
                )  # fmt: skip

    def _make_negotiations(self) -> Iterator[Negotiation]:
        """Some forty contacts of the same parties each, with positions."""
        pairs: dict[tuple[str, str], array[int]] = {}
        for k, contact in self._merged():
            parties = sorted(p.actor for p in contact.participants)
            pairs.setdefault((parties[0][:3], parties[-1][:3]), array("I")).append(k)
        sides = [actor.id for actor in self.actors[:_STATES]]
        for k, members in enumerate(pairs.values()):
            for start in range(0, len(members), 40):
                own, rng = members[start : start + 40], self._draw(k + start, 8)
                one, other = sides[k % len(sides)], sides[(k + 1 + start) % len(sides)]
                positions = sorted({f"position-doc-{rng.randint(own[0], own[-1]):08x}-00" for _ in range(20)})
                yield Negotiation(
                    id=f"negotiation-{k:06}-{start:05}", name=Named(fr=f"{one} – {other}", en=f"{one} – {other}"),
                    parties=(one, other), issues=_ISSUES[:2],
                    members=(*(f"contact-doc-{m:08x}" for m in own), *positions),
                    since=self._day(own[0]).isoformat(), last=self._day(own[-1]).isoformat(),
                )  # fmt: skip

    def _make_actors(self) -> Iterator[Actor]:
        for i in range(_STATES):
            yield Actor(
                id=f"s{i:03}", name=_name(f"State {i}"), kind="state", state=f"S{i:02}", state_names=(f"State {i}",) * 2
            )
        for i in range(self._persons):
            state = i % _STATES
            yield Actor(
                id=f"p{i:04}", name=_name(f"Person {i}"), state=f"S{state:02}", state_names=(f"State {state}",) * 2
            )


def _merge(first: int, told: list[tuple[Account, Any]]) -> Contact:
    """The contact that these accounts are of, the first of them in dispatch `first`."""
    accounts = tuple(account for account, _ in told)
    last = accounts[-1]
    return Contact(
        id=f"contact-doc-{first:08x}", kind=told[0][1], participants=last.participants, when=last.when,
        place=last.place, status=last.status, accounts=accounts, evidence=tuple(a.evidence[0] for a in accounts),
        history=tuple(StatusChange(status=a.status, as_of=None, doc=a.doc, span=a.evidence[0]) for a in accounts),
        outlets=len(accounts), independent_sources=len(accounts),
    )  # fmt: skip


@lru_cache(maxsize=1 << 14)
def _name(words: str) -> Named:
    return Named(fr=words, en=words)
