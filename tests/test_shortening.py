"""The first entries of an agenda are those of the whole agenda, of which only some contacts were looked at."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import FakeEngine
from pourparlers import shortening
from pourparlers.api import Pourparlers
from pourparlers.lang.catalogue import load_catalogue
from pourparlers.types import Account, Contact, Document, Header, Participant, Published, Record, Span, When
from pourparlers.views.agenda import make_agenda
from told import an_actor

DAYS = [(date(2022, 1, 20) + timedelta(days=n)).isoformat() for n in range(0, 45, 4)]
DAY = st.sampled_from(DAYS)
WHENS = st.one_of(
    st.builds(lambda day: When(value=day, basis="joint"), DAY),
    st.builds(lambda day: When(value=day[:7], basis="relative"), DAY),
    st.builds(lambda day: When(value=f"../{day}", basis="bounded"), DAY),
    st.builds(lambda a, b: When(value="/".join(sorted((a, b))), basis="relative"), DAY, DAY),
    st.builds(lambda a, b: When(candidates=tuple(sorted({a, b})), basis="relative"), DAY, DAY),
    st.just(When()),
)
STATUSES = st.sampled_from(("held", "planned", "postponed", "cancelled", "denied"))
KINDS = st.sampled_from(("meeting", "call", "exchange"))
TOLD = st.tuples(KINDS, WHENS, st.lists(st.tuples(STATUSES, WHENS), min_size=1, max_size=3), st.integers(0, 11))


def make_record(contacts: list[Contact]) -> Record:
    documents = tuple(
        Document(id=f"doc-{n}", uri=f"{n}.txt", text=f"Rencontre {n}.", published=Published(value=day, basis="header"))
        for n, day in enumerate(DAYS)
    )
    header = Header(schema="1.0", program="1", pack="1", knowledge="1")
    actors = (an_actor("blinken"), an_actor("lavrov"))
    return Record(header=header, documents=documents, actors=actors, contacts=tuple(contacts))


def make_contact(n: int, kind: str, when: When, told: list[tuple[str, When]], first: int) -> Contact:
    parties = tuple(Participant(actor=actor) for actor in ("blinken", "lavrov"))
    accounts = []
    for i, (status, its) in enumerate(told):
        doc = f"doc-{min(first + i, len(DAYS) - 1)}"
        words = Span(doc=doc, start=0, end=9, text="Rencontre")
        accounts.append(
            Account(
                id=f"account-{n}-{i}", doc=doc, when=its, place=None, participants=parties, evidence=(words,),
                status=status,  # type: ignore[arg-type]
            )
        )  # fmt: skip
    return Contact(
        id=f"contact-{n:02}", kind=kind, status=accounts[-1].status, when=when, participants=parties,  # type: ignore[arg-type]
        accounts=tuple(accounts), evidence=tuple(a.evidence[0] for a in accounts),
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(told=st.lists(TOLD, max_size=14), data=st.data())
def test_a_page_of_the_agenda_is_the_beginning_of_the_whole(
    told: list[tuple[str, When, list[tuple[str, When]], int]], data: st.DataObject
) -> None:
    record = make_record([make_contact(n, *one) for n, one in enumerate(told)])
    more, shortening._MORE = shortening._MORE, 0  # so that few contacts are many
    try:
        with tempfile.TemporaryDirectory() as folder, Pourparlers(Path(folder) / "p.sqlite", engine=FakeEngine()) as p:
            p._store.refresh(lambda *_: record, force=True)
            for _ in range(4):
                window = sorted((data.draw(DAY), data.draw(DAY)))
                since, until = (one if data.draw(st.booleans()) else None for one in window)
                limit = data.draw(st.integers(1, 9))
                whole = make_agenda(record, load_catalogue("en"), since=since, until=until, counted=False).entries
                page = p.agenda_page(since=since, until=until, limit=limit)
                assert [entry.id for entry in page.entries] == [entry.id for entry in whole[:limit]]
                assert [entry.was for entry in page.entries] == [entry.was for entry in whole[:limit]]
                assert page.left_out == max(0, len(whole) - limit)
    finally:
        shortening._MORE = more
