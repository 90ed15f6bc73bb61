"""What of a record is worth telling at once. Pure: the record alone decides, and the same thing has the same id.

So a round that is repeated finds the same alerts, and what was told is known by its id.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Literal, TypeAlias

from ..ids import make_id
from ..lang.catalogue import Catalogue
from ..merge.parties import parties_of, side_name
from ..types import Account, Contact, Fact, Position, Record, Span, Struct
from ..views.cast import Cast
from ..views.rows import Row, make_row

AlertKind: TypeAlias = Literal["announced", "moved", "cancelled", "first_contact", "demand", "threat"]
_ANNOUNCING = frozenset({"planned"})
"""What is only proposed, or demanded, is announced by nobody."""
_CONTACT = frozenset({"held", "ongoing", "planned"})


class Alert(Struct, frozen=True):
    """One thing to tell. `fact` is its id in the record, `words` what the dispatch says, `when` is EDTF.

    `title` is one line in the language of the interface. `outlet`, `uri` and `published` are those of the dispatch.
    """

    id: str
    kind: AlertKind
    title: str
    fact: str
    parties: tuple[str, ...]
    when: str | None
    words: str
    doc: str
    uri: str
    outlet: str | None
    published: str | None


def find_alerts(record: Record, say: Catalogue, known: Collection[str] = ()) -> tuple[Alert, ...]:
    """The alerts of `record` that are not in `known` (ids), in the order of their dispatches' publication."""
    teller = _Teller(record, say)
    found: dict[str, Alert] = {}
    for contact in record.contacts:
        for kind, told in teller.steps(contact):
            ids = [make_id("alert", kind, *_key(account)) for account in told]
            if not set(ids) & (set(known) | set(found)):
                found[ids[0]] = teller.tell_contact(ids[0], kind, contact, told[0])
    for alert in (*teller.first_contacts(), *teller.stances()):
        if alert.id not in known:
            found.setdefault(alert.id, alert)
    return tuple(sorted(found.values(), key=lambda alert: (alert.published or "9", alert.uri, alert.id)))


def _key(account: Account) -> tuple[object, ...]:
    """What tells an account from others, whatever it is merged with."""
    span = account.evidence[0] if account.evidence else None
    return (account.doc, span.start, span.end) if span else (account.doc, account.id)


class _Teller:
    """Alerts of one record in words."""

    def __init__(self, record: Record, say: Catalogue) -> None:
        self._record, self._say = record, say
        self._cast = Cast(record, say)

    def steps(self, contact: Contact) -> Iterator[tuple[AlertKind, list[Account]]]:
        """What became of a contact, step by step, each with the accounts that tell it, the first published first.

        Plans for two different days are a move, whether or not a dispatch calls it that.
        """
        accounts = sorted(contact.accounts, key=lambda a: (self._published(a.doc), *map(str, _key(a))))
        sure = [a for a in accounts if a.certainty == "asserted"]
        if told := [a for a in sure if a.status in _ANNOUNCING]:
            yield "announced", told
        if told := [a for a in sure if a.status == "cancelled"]:
            yield "cancelled", told
        if told := [a for a in sure if a.status == "postponed"]:
            yield "moved", told
            return
        days = [a for a in sure if a.status in _ANNOUNCING and len(a.when.value or "") == 10]
        if later := [a for a in days[1:] if a.when.value != days[0].when.value]:
            yield "moved", later

    def tell_contact(self, id_: str, kind: AlertKind, contact: Contact, account: Account) -> Alert:
        """The alert of one step of a contact."""
        row = make_row(contact, self._cast)
        parties = tuple(p.actor for p in contact.participants)
        when = account.when.value or contact.when.value
        what = (row.who, _describe(row))
        span = (*account.evidence, *contact.evidence)[0]
        return self._alert(id_, kind, fact=contact, what=what, parties=parties, when=when, span=span)

    def first_contacts(self) -> Iterator[Alert]:
        """The first contact of each pair of sides, in the order of the contacts' days, then of publication."""
        seen: set[tuple[str, str]] = set()
        for contact in sorted(self._record.contacts, key=self._contact_order):
            if contact.status not in _CONTACT or not contact.evidence:
                continue
            present = [p.actor for p in contact.participants if p.part != "absent"]
            sides = sorted(parties_of(present, self._cast.actors))
            row = make_row(contact, self._cast)
            for pair in ((a, b) for n, a in enumerate(sides) for b in sides[n + 1 :]):
                if pair in seen:
                    continue
                seen.add(pair)
                names = [side_name(side, self._cast.actors) for side in pair]
                who = " – ".join(name.en if self._say.code == "en" else name.fr for name in names)
                yield self._alert(
                    make_id("alert", "first_contact", *pair),
                    "first_contact",
                    fact=contact,
                    what=(who, _describe(row)),
                    parties=pair,
                    when=contact.when.value,
                    span=contact.evidence[0],
                )

    def stances(self) -> Iterator[Alert]:
        """The first demand, and the first threat, of each side on each issue to each addressee."""
        held = [p for p in self._record.positions if p.stance in {"demand", "threat"} and p.evidence and p.holder]
        for position in sorted(held, key=lambda p: (self._published(p.evidence[0].doc), p.id)):
            kind: AlertKind = "demand" if position.stance == "demand" else "threat"
            row = make_row(position, self._cast)
            yield self._alert(
                make_id("alert", kind, *self._stance_key(position)),
                kind,
                fact=position,
                what=(row.who, row.what),
                parties=tuple(filter(None, (position.holder, *position.addressee))),
                when=position.since.value,
                span=position.evidence[0],
            )

    def _stance_key(self, position: Position) -> Sequence[str]:
        actors = self._cast.actors
        sides = sorted(parties_of((position.holder, *position.co_holders), actors))
        return ("+".join(sides), position.issue, "+".join(sorted(parties_of(position.addressee, actors))))

    def _contact_order(self, contact: Contact) -> tuple[str, str, str]:
        docs = (self._published(span.doc) for span in contact.evidence)
        return (contact.when.value or "9", min(docs, default="9"), contact.id)

    def _published(self, doc: str) -> str:
        known = self._cast.documents.get(doc)
        return (known.published.value if known else None) or "9"

    def _alert(
        self, id_: str, kind: AlertKind, *, fact: Fact, what: tuple[str, str], parties: tuple[str, ...],
        when: str | None, span: Span,
    ) -> Alert:  # fmt: skip
        """The alert of `fact`, told in the words of `span`; `what` is who, and what, for its title."""
        known = self._cast.documents.get(span.doc)
        return Alert(
            id=id_,
            kind=kind,
            title=self._say(f"alert.{kind}", who=what[0], what=what[1]),
            fact=fact.id,
            parties=parties,
            when=when,
            words=span.text,
            doc=span.doc,
            uri=known.uri if known else span.doc,
            outlet=known.outlet if known else None,
            published=known.published.value if known else None,
        )


def _describe(row: Row) -> str:
    return " · ".join(filter(None, (row.what, row.date, row.where)))
