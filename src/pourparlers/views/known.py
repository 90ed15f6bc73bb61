"""A contact as it was known on a day: told by the dispatches published until then, and no others.

That accounts are one contact is judged with all that was read; what they say is not: parties, day, place and status are
those of the accounts known by then. A person's correction holds where the dispatches known by then gave the very value
that was mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

import msgspec

from ..merge.accounts import MAX, ContactAccount, published_range, retell
from ..merge.contacts import merge_contact
from ..types import Actor, Contact, Document, Judgement, Record, Struct

replace = msgspec.structs.replace
_MENDED = ("when", "place", "status")


class Dispatches(Struct, frozen=True):
    """Which documents count on a day: `known` (ids), how many are `later`, and the ids of those that may be either."""

    known: frozenset[str]
    later: int
    unsure: tuple[str, ...]


class Known(Struct, frozen=True):
    """A contact as known. `days` are the EDTF dates it was moved from, in order; `first` and `last` the days on which
    the dispatches that tell it were published at the latest (None: nobody knows); `sequence` how often it changed.
    """

    contact: Contact
    days: tuple[str, ...]
    first: date | None
    last: date | None
    sequence: int


def latest_day(documents: Iterable[Document]) -> date | None:
    """The last day on which a dispatch was published, of those whose day is known; None where none is."""
    ranges = [published_range(document.published) for document in documents]
    return max((last for first, last in ranges if first == last), default=None)


def find_dispatches(documents: Iterable[Document], day: date | None) -> Dispatches:
    """The documents published by `day`; all for None. One that may have been published later counts as unsure."""
    known, later, unsure = set(), 0, []
    for document in documents:
        first, last = published_range(document.published)
        if day is None or last <= day:
            known.add(document.id)
        elif first > day:
            later += 1
        else:
            unsure.append(document.id)
    return Dispatches(known=frozenset(known), later=later, unsure=tuple(unsure))


def find_known(
    record: Record, known: frozenset[str], journal: Sequence[Judgement] = (), *, counted: bool = True
) -> Iterator[Known]:
    """The contacts of `record` that the documents `known` tell, each as they tell it; the others are left out.

    `journal` are people's judgements, overruled and withdrawn ones too: each of them changed what it bears on.
    Without `counted`, `sequence` is 0: to count changes takes longer than all the rest.
    """
    documents = {document.id: document for document in record.documents}
    actors = {actor.id: actor for actor in record.actors}
    for contact in record.contacts:
        if any(account.doc in known for account in contact.accounts):
            yield _as_known(contact, known, documents, actors, judgements=(record.judgements, journal), counted=counted)


def _as_known(
    contact: Contact,
    known: frozenset[str],
    documents: Mapping[str, Document],
    actors: Mapping[str, Actor],
    *,
    judgements: tuple[Sequence[Judgement], Sequence[Judgement]],
    counted: bool,
) -> Known:
    """`contact` as the documents `known` tell it, of which one does; `judgements` are those that hold, and all."""
    holding, journal = judgements
    if not counted and _is_plain(contact, known):
        days = [published_range(documents[account.doc].published)[1] for account in contact.accounts]
        return _tell(contact, (), days, 0)
    accounts = [
        retell(account, n, contact, documents[account.doc].published, actors)
        for n, account in enumerate(contact.accounts)
    ]
    kept = [account for account in accounts if account.doc in known]
    now = contact
    if len(kept) < len(accounts):
        now = merge_contact(kept, actors, documents)
        whole = merge_contact(accounts, actors, documents)
        for field in _MENDED:
            if _bears(holding, contact, field) and getattr(now, field) == getattr(whole, field):
                now = replace(now, **{field: getattr(contact, field)})
    moved = [day for day in dict.fromkeys(_moved_from(kept, actors, documents)) if day != now.when.value]
    sequence = 0
    if counted:
        mine = {contact.id, *(account.id for account in contact.accounts)}
        touched = [j for j in journal if mine & {j.target, *j.pair, *(one for side in j.sides for one in side)}]
        sequence = _count_changes(kept, actors, documents) + sum(2 if j.withdrawn_at else 1 for j in touched)
    return _tell(now, moved, [account.published[1] for account in kept], sequence)


def _is_plain(contact: Contact, known: frozenset[str]) -> bool:
    """Whether the contact is as the record has it: all of its dispatches are known, and it was never put off."""
    accounts = contact.accounts
    return all(a.doc in known for a in accounts) and not any(a.status == "postponed" for a in accounts[1:])


def _tell(contact: Contact, moved: Sequence[str], published: Sequence[date], sequence: int) -> Known:
    """A contact as known from dispatches that were published on these days."""
    return Known(
        contact=contact,
        days=tuple(moved),
        first=None if min(published) == MAX else min(published),
        last=max((day for day in published if day != MAX), default=None),
        sequence=sequence,
    )


def _bears(judgements: Sequence[Judgement], contact: Contact, field: str) -> bool:
    """Whether a person has mended `field` of `contact`."""
    mine = {contact.id, *(account.id for account in contact.accounts)}
    mended = (j for j in judgements if j.kind == "correction" and j.field == field)
    return any(mine & {j.target, *(one for side in j.sides for one in side)} for j in mended)


def _moved_from(
    kept: Sequence[ContactAccount], actors: Mapping[str, Actor], documents: Mapping[str, Document]
) -> Iterator[str]:
    """The dates that the contact had, each time when it was told to be postponed."""
    for n, account in enumerate(kept):
        if n and account.draft.fact.status == "postponed":
            before = merge_contact(kept[:n], actors, documents).when
            if before.value and before.basis != "bounded":
                yield before.value


def _count_changes(
    kept: Sequence[ContactAccount], actors: Mapping[str, Actor], documents: Mapping[str, Document]
) -> int:
    """How often status, date, hour or place changed from one dispatch to the next, in the order they became known."""
    by_doc = groupby(sorted(kept, key=lambda a: a.known), key=lambda a: a.doc)
    told: list[ContactAccount] = []
    changes, before = -1, None
    for _, accounts in by_doc:
        told = sorted([*told, *accounts], key=lambda a: a.order)
        merged = merge_contact(told, actors, documents)
        now = (merged.status, merged.when.value, merged.hour, merged.place and merged.place.name.fr)
        changes += now != before
        before = now
    return changes
