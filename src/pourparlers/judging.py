"""From a person's words to a judgement: which accounts, which field, which value; what cannot be meant is refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from .errors import ConfigError, NotFoundError
from .fold import fold_name
from .holder import RecordHolder
from .knowledge.lookup import find_near, find_places, name_actors, name_places
from .knowledge.model import KnowledgeBase
from .merge.corrections import DATES
from .merge.identities import decide_name, decide_same, make_actor
from .merge.judgements import ACTOR_FIELDS, FIELDS, decide_correction, decide_merge
from .store.links import find_actors, find_spans, iterate
from .types import Account, Actor, Contact, Document, Fact, Judgement, Mention, Record, Span
from .views.card import find_item
from .views.cast import find_label
from .vocab import ContactStatus
from .when import WhenError, parse

if TYPE_CHECKING:
    from .views.explain import Explanation

NOTHING = "-"
"""What a person writes to take a value away."""

_MOST_ANCHORS = 200
_ALIASES = {"date": DATES, "day": DATES, "speaker": ("speaker", "holder"), "who": ("speaker", "holder")}


class JudgingVerbs(RecordHolder):
    """What the façade does with people's judgements."""

    def split(
        self, contact: str, accounts: Sequence[str], *, decided_at: str, author: str = "user", why: str = ""
    ) -> Judgement:
        """Judge that `accounts` (ids, numbers, dispatches) are not of `contact` but of another; gives the judgement.

        `decided_at` (ISO 8601, UTC) says when, as nothing here reads the clock: of two judgements on the same thing the
        later holds. Raises NotFoundError or ConfigError for what cannot be meant, and then keeps nothing.
        """
        record = self.record()
        return self._keep(judge_split(record, contact, accounts, author=author, decided_at=decided_at, why=why))

    def join(self, contact: str, other: str, *, decided_at: str, author: str = "user", why: str = "") -> Judgement:
        """Judge that `contact` and `other` are one contact; see `split` for `decided_at` and the errors."""
        record = self.record()
        return self._keep(judge_join(record, contact, other, author=author, decided_at=decided_at, why=why))

    def correct(
        self,
        wanted: str,
        field: str,
        value: str,
        *,
        within: Sequence[str] = (),
        decided_at: str,
        author: str = "user",
        why: str = "",
    ) -> Judgement:
        """Judge that `field` of the fact `wanted` is `value`: a speaker, a date (EDTF), a place, a status.

        "-" takes the value away. Of an actor (by id or name), `name` is what it is called, and `same` the actor that it
        really is, in the dispatches `within` alone where some are given (ids or files). See
        `pourparlers.merge.judgements.FIELDS` for what can be mended, `split` for `decided_at` and the errors.
        """
        record, kb = self.record(), self._tables
        told = {"author": author, "decided_at": decided_at, "why": why}
        if field in ACTOR_FIELDS:
            return self._keep(judge_actor(record, kb, wanted, field, value, within=within, **told))
        if within:
            raise ConfigError(f"{field}: only `same`, of an actor, is told of some dispatches alone")
        return self._keep(judge_correction(record, kb, wanted, field, value, **told))

    def withdraw(self, judgement: str, *, withdrawn_at: str) -> Judgement:
        """Take a person's judgement back, by its id or the beginning of one: the record is what it was without it."""
        found = find_judgement(self.judgements(), judgement)
        return found if found.withdrawn_at else self._keep(replace(found, withdrawn_at=withdrawn_at))

    def explain(self, wanted: str, other: str | None = None) -> Explanation:
        """Why the accounts of a contact are one; of two ids, of contacts or accounts, why they are one or are not.

        Raises NotFoundError.
        """
        from .views import explain  # noqa: PLC0415

        record = self.record()
        one = find_contact(record, wanted)
        two = one if other is None else find_contact(record, other)
        judgements = (*(j for j in record.judgements if j.author.startswith("rule:")), *self._store.judgements())
        accounts = explain.find_accounts(record, self._store.readings({a.doc for c in (one, two) for a in c.accounts}))
        if one.id != two.id:
            return explain.explain_two(one, two, accounts, judgements)
        pair = find_pair(one, wanted, other) if other else None
        return (
            explain.explain_pair(one, pair, accounts, judgements)
            if pair
            else explain.explain_one(one, accounts, judgements)
        )

    @cached_property
    def _tables(self) -> KnowledgeBase:
        from .knowledge.load import load_knowledge  # noqa: PLC0415

        return load_knowledge(*(self._settings.knowledge if self._settings else ()))

    def _keep(self, judgement: Judgement) -> Judgement:
        self._store.add_judgement(judgement)
        self._store.refresh(self._build)
        return judgement


def judge_split(
    record: Record, wanted: str, parts: Sequence[str], *, author: str, decided_at: str, why: str = ""
) -> Judgement:
    """The accounts of contact `wanted` that `parts` name are another contact's.

    A part is an account's id or the beginning of one, its number in the contact, or a dispatch (all it tells of the
    contact). Raises NotFoundError for a part that the contact does not have, ConfigError where none or all are named.
    """
    contact = find_contact(record, wanted)
    documents = {document.id: document for document in record.documents}
    chosen = {account.id for part in parts for account in _find_accounts(contact, part, documents)}
    apart = [account for account in contact.accounts if account.id in chosen]
    rest = [account for account in contact.accounts if account.id not in chosen]
    if not apart or not rest:
        raise ConfigError(
            f"{contact.id}: name some of its {len(contact.accounts)} accounts and not all; `pourparlers merge explain "
            f"{contact.id}` lists them"
        )
    return decide_merge(apart, rest, verdict="different", author=author, decided_at=decided_at, why=why)


def judge_join(record: Record, one: str, other: str, *, author: str, decided_at: str, why: str = "") -> Judgement:
    """Two contacts are one. Raises NotFoundError, and ConfigError where they are one already."""
    left, right = find_contact(record, one), find_contact(record, other)
    if left.id == right.id:
        raise ConfigError(f"{one} and {other}: these are one contact already, {left.id}")
    return decide_merge(left.accounts, right.accounts, verdict="same", author=author, decided_at=decided_at, why=why)


def judge_correction(
    record: Record,
    kb: KnowledgeBase,
    wanted: str,
    field: str,
    value: str,
    *,
    author: str,
    decided_at: str,
    why: str = "",
) -> Judgement:
    """`field` of the fact `wanted` is `value`; "-" takes the value away.

    A date is EDTF, an actor a name or an id, a place a name ("Évian, FRA" where the tables lack it), a status one of
    the contact's. Raises NotFoundError for an unknown id, actor or place, with names near to it, ConfigError for the
    rest.
    """
    item = find_item(record, wanted)
    fields = next((names for kind, names in FIELDS.items() if isinstance(item, kind)), ())
    if not fields or not isinstance(item, tuple(FIELDS)):
        raise ConfigError(
            f"{wanted}: only statements, contacts, events, positions and figures can be corrected, and of actors "
            f"{' and '.join(ACTOR_FIELDS)}"
        )
    name = next((n for n in (field, *_ALIASES.get(field, ())) if n in fields), None)
    kind = str(type(item).__struct_config__.tag)
    if name is None:
        raise ConfigError(f"{field}: of a {kind}, these fields can be corrected: {', '.join(fields)}")
    wire = _read_value(record, kb, name, value)
    fact: Fact = item  # type: ignore[assignment]  # narrowed to the kinds of FIELDS above
    return decide_correction(fact, name, wire, author=author, decided_at=decided_at, why=why)


def judge_actor(
    record: Record, kb: KnowledgeBase, wanted: str, field: str, value: str, *, within: Sequence[str] = (), **told: str
) -> Judgement:
    """The actor `wanted` (an id or a name) is called `value`, or is the actor `value`; there in `within` alone.

    A `value` of `same` that begins with + is the name of somebody whom neither the record nor the tables know. `told`:
    `author`, `decided_at`, `why`. Raises NotFoundError for an unknown actor or dispatch, ConfigError for the rest.
    """
    actor, value = _read_actor(record.actors, kb, wanted, tables=False), value.strip()
    docs = [_find_document(record.documents, part).id for part in within]
    spans = _find_words(record, actor.id)
    if not value or value in {NOTHING, "+"}:
        raise ConfigError(f"{field}: an actor always has one; `pourparlers correct --withdraw` takes a correction back")
    # An actor of many dispatches is no secret of one of them, and stays when that one is removed.
    anchors = [spans[doc] for doc in docs if doc in spans] or list(
        spans.values() if len(spans) <= _MOST_ANCHORS else ()
    )
    if field == "name":
        if within:
            raise ConfigError("name: an actor has one name in the whole record; `same` may be told of some dispatches")
        return decide_name(actor, value, anchors, **told)
    if lacking := [part for part, doc in zip(within, docs, strict=True) if doc not in spans]:
        raise ConfigError(f"{lacking[0]}: {actor.name.fr} is not named there")
    new = value.startswith("+")
    kept = make_actor(value[1:].strip(), actor) if new else _read_actor(record.actors, kb, value)
    if kept.id == actor.id:
        raise ConfigError(f"{wanted} and {value}: these are one actor already, {actor.id}")
    return decide_same(actor, kept, anchors, docs=docs, **told)


def find_judgement(journal: Iterable[Judgement], wanted: str) -> Judgement:
    """The person's judgement of an id, or the beginning of one. Raises NotFoundError."""
    found = [j for j in journal if j.id == wanted or (len(wanted) > 3 and j.id.startswith(wanted))]
    exact = [j for j in found if j.id == wanted]
    if len(exact or found) != 1:
        many = f"fits {len(found)} judgements" if found else "no person's judgement has this id"
        raise NotFoundError(f"{wanted}: {many}; `pourparlers merge list` and `pourparlers correct --list` show them")
    return (exact or found)[0]


def find_contact(record: Record, wanted: str) -> Contact:
    """The contact of an id, of the beginning of one, or of an account's id. Raises NotFoundError."""
    found = [c for c in record.contacts for a in c.accounts if len(wanted) > 3 and a.id.startswith(wanted)]
    item = found[0] if len({c.id for c in found}) == 1 else find_item(record, wanted)
    if not isinstance(item, Contact):
        raise NotFoundError(f"{wanted}: this is a {type(item).__struct_config__.tag}, not a contact")
    return item


def find_pair(contact: Contact, one: str, other: str) -> tuple[str, str] | None:
    """The two accounts of `contact` that `one` and `other` begin; None where they are not two of its accounts."""
    found = [[a.id for a in contact.accounts if a.id.startswith(part)] for part in (one, other)]
    return (found[0][0], found[1][0]) if [len(ids) for ids in found] == [1, 1] and found[0] != found[1] else None


def _find_accounts(contact: Contact, part: str, documents: dict[str, Document]) -> list[Account]:
    if part.isdecimal() and len(part) < 4:
        if not 1 <= int(part) <= len(contact.accounts):
            raise NotFoundError(f"{part}: {contact.id} has accounts 1 to {len(contact.accounts)}")
        return [contact.accounts[int(part) - 1]]
    found = [a for a in contact.accounts if a.id == part] or [
        a for a in contact.accounts if len(part) > 3 and (a.id.startswith(part) or _names(documents.get(a.doc), part))
    ]
    if not found:
        raise NotFoundError(
            f"{part}: {contact.id} has no such account or dispatch; `pourparlers merge explain {contact.id}` lists them"
        )
    return found


def _names(document: Document | None, part: str) -> bool:
    if document is None:
        return False
    uris = {document.uri, *(source.uri for source in document.sources)}
    names = {find_label(document), *uris, *(uri.rsplit("/", 1)[-1] for uri in uris)}
    return part in names or document.id.startswith(part)


def _read_value(record: Record, kb: KnowledgeBase, field: str, value: str) -> str | None:
    if value == NOTHING:
        if field == "status":
            raise ConfigError("status: a contact always has one")
        return None
    if field in DATES:
        try:
            return str(parse(value))
        except WhenError as error:
            raise ConfigError(
                f"{error}; write a date as 2022-01-21, 2022-01, 2022-01~ (about), 2022-01-24/2022-01-30 or "
                f"[2022-02-01,2022-02-08] (one of)"
            ) from error
    if field == "status":
        statuses: tuple[str, ...] = ContactStatus.__args__  # type: ignore[attr-defined]
        if value not in statuses:
            raise ConfigError(f"{value}: no status; there are {', '.join(statuses)}")
        return value
    if field == "place":
        return _read_place(kb, value)
    return _read_actor(record.actors, kb, value).id


def _read_place(kb: KnowledgeBase, value: str) -> str:
    found = find_places(kb, value)
    if len(found) == 1:
        return msgspec.json.encode(found[0]).decode()
    if found:
        names = "; ".join(f"{place.name.fr}, {place.country}" for place in found)
        raise ConfigError(f"{value}: there are several places of this name; write one of: {names}")
    near = find_near(value, name_places(kb))
    hint = f"near it: {', '.join(near)}; " if near else ""
    lacking = "a place the tables lack is written with its state's code: Évian, FRA"
    raise NotFoundError(f"{value}: no place of this name; {hint}{lacking}")


def _find_words(record: Record, actor: str) -> dict[str, Span]:
    """By dispatch, the first words that name the actor; where none do, the first that tell something of it."""
    naming = [item for item in iterate(record) if not isinstance(item, Actor) and actor in find_actors(item)]
    found: dict[str, Span] = {}
    for kind in (True, False):
        here = [span for item in naming if isinstance(item, Mention) is kind for span in find_spans(item)]
        for span in sorted(here):
            found.setdefault(span.doc, span)
    return found


def _find_document(documents: Iterable[Document], part: str) -> Document:
    found = [document for document in documents if len(part) > 3 and _names(document, part)]
    if len(found) != 1:
        raise NotFoundError(f"{part}: {'several dispatches have' if found else 'no dispatch has'} this id or file name")
    return found[0]


def _read_actor(actors: Sequence[Actor], kb: KnowledgeBase, value: str, *, tables: bool = True) -> Actor:
    """The actor that `value` (an id or a name) means: of the record, or else, where `tables` is set, of the tables."""
    from .annotate.known import find_known  # noqa: PLC0415 - what lists do not need is loaded late

    found = _find_named(actors, value) or (_find_named(find_known(kb, value), value) if tables else [])
    if len(found) == 1:
        return found[0]
    if found:
        names = "; ".join(f"{actor.name.fr} ({actor.id})" for actor in found[:6])
        raise ConfigError(f"{value}: several actors are called so; write the id of one: {names}")
    known = (name_actors(kb) if tables else {}) | {
        key: a.name.fr for a in actors for key in (*_keys(a), *_last_names(a))
    }
    near = find_near(value, known)
    hint = f"near it: {', '.join(near)}" if near else "`pourparlers actors` lists those of the record"
    raise NotFoundError(f"{value}: no actor of this name; {hint}")


def _find_named(actors: Sequence[Actor], value: str) -> list[Actor]:
    """Those of this id; else of this name; else persons of this last name."""
    key = fold_name(value)
    named = [a for a in actors if a.id == value] or [a for a in actors if key in _keys(a)]
    return named or [a for a in actors if key in _last_names(a)]


def _keys(actor: Actor) -> set[str]:
    return {fold_name(name) for name in (actor.name.fr, actor.name.en, *actor.aliases)}


def _last_names(actor: Actor) -> set[str]:
    names = (fold_name(name).split() for name in (actor.name.fr, actor.name.en))
    return {words[-1] for words in names if words} if actor.kind == "person" else set()
