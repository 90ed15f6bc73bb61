"""One contact in the world from the accounts that tell it: parties, day, place, status, history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ..types import Account, Actor, Contact, Document, Participant, Place, StatusChange, When
from ..vocab import ContactKind, ContactStatus
from .accounts import MAX, MIN, ContactAccount

_KIND_RANK: dict[str, int] = {"summit": 5, "talks": 4, "visit": 2, "mediation": 3, "consultation": 3, "meeting": 1}
_SETTLED = {"held", "cancelled", "refused", "denied"}
_RANK: dict[str, int] = {
    "proposed": 0,
    "planned": 2,
    "postponed": 1,
    "refused": 3,
    "denied": 3,
    "ongoing": 4,
    "cancelled": 5,
    "held": 6,
}
_PARTS = ("mediator", "host", "visitor", "sender", "recipient", "represented", "absent", "party")


def merge_contact(
    cluster: Sequence[ContactAccount], actors: Mapping[str, Actor], documents: Mapping[str, Document]
) -> Contact:
    """The contact that the accounts of `cluster` (in order) tell.

    Its id is that of the account that was known first: it stays the same when later dispatches tell it again.
    """
    first = min(cluster, key=lambda a: a.known).draft.fact
    when = _when(cluster)
    history = _history(cluster, documents)
    docs = list(dict.fromkeys(a.doc for a in cluster))
    origins = {documents[d].copy_of or documents[d].duplicate_of or d for d in docs if d in documents}
    outlets = {documents[d].outlet or d for d in docs if d in documents}
    participants = _participants(cluster, actors)
    return Contact(
        id=first.id,
        kind=_kind(cluster),
        participants=participants,
        place=_place(cluster),
        when=when,
        hour=_hour(cluster, when),
        status=_latest(cluster, history),
        history=history,
        format=next((a.draft.fact.format for a in cluster if a.draft.fact.format), None),
        topics=tuple(sorted({t for a in cluster for t in a.draft.fact.topics})),
        duration=next((a.draft.fact.duration for a in cluster if a.draft.fact.duration), None),
        outcome=tuple(s for a in cluster for s in a.draft.fact.outcome),
        mode=_mode(cluster),
        accounts=tuple(_told(a) for a in cluster),
        evidence=tuple(dict.fromkeys(s for a in cluster for s in a.draft.fact.evidence)),
        outlets=len(outlets),
        independent_sources=len(origins),
    )


def _told(account: ContactAccount) -> Account:
    fact = account.draft.fact
    return Account(
        doc=account.doc,
        status=fact.status,
        when=account.when,
        place=fact.place,
        participants=fact.participants,
        evidence=fact.evidence,
        certainty=account.draft.certainty,
        id=fact.id,
        kind=fact.kind,
        mode=fact.mode,
        hour=account.hour,
    )


def _participants(cluster: Sequence[ContactAccount], actors: Mapping[str, Actor]) -> tuple[Participant, ...]:
    """Everyone told, in order; a state gives way to its own official or institution told in its place, unless it is
    the host, and an institution to an official."""
    parts: dict[str, str] = {}
    for account in cluster:
        for p in account.draft.fact.participants:
            old = parts.get(p.actor)
            if old is None or _PARTS.index(p.part) < _PARTS.index(old):
                parts[p.actor] = p.part
    people = {actors[a].state for a in parts if a in actors and actors[a].kind == "person"}
    bodies = {(actors[a].state, part) for a, part in parts.items() if a in actors and actors[a].kind == "institution"}
    kept = {}
    for actor, part in parts.items():
        kind = actors[actor].kind if actor in actors else "person"
        own = actors[actor].state if actor in actors else None
        if kind == "state" and part != "host" and (own in people or (own, part) in bodies):
            continue
        if kind in {"institution", "anonymous"} and own and own in people and len(parts) > 2:
            continue
        kept[actor] = part
    one_side = set(parts.values()) == {"sender"}  # a letter may tell its sender only
    chosen = kept if len(kept) > 1 or one_side else parts
    return tuple(Participant(actor=a, part=p) for a, p in chosen.items())  # type: ignore[arg-type]


def _kind(cluster: Sequence[ContactAccount]) -> ContactKind:
    counts = Counter(a.draft.fact.kind for a in cluster)
    return min(counts, key=lambda k: (-counts[k], -_KIND_RANK.get(k, 0), k))


def _mode(cluster: Sequence[ContactAccount]):  # type: ignore[no-untyped-def]
    counts = Counter(a.draft.fact.mode for a in cluster)
    return min(counts, key=lambda m: (m == "in_person", -counts[m], m))


def _place(cluster: Sequence[ContactAccount]) -> Place | None:
    """The place told most often, a city before a country."""
    places = [a.draft.fact.place for a in cluster if a.draft.fact.place]
    if not places:
        return None
    counts = Counter(p.name.fr for p in places)
    return min(places, key=lambda p: (p.geonames is None, -counts[p.name.fr], p.name.fr))


def _when(cluster: Sequence[ContactAccount]) -> When:
    """The sharpest date that the latest accounts give; after a postponement, the new one only."""
    moved = [n for n, a in enumerate(cluster) if a.draft.fact.status == "postponed"]
    told = [a for n, a in enumerate(cluster) if not moved or n >= moved[0]] or list(cluster)
    dated = _moved_to([a for a in told if a.dated])
    pool = dated or [a for a in told if a.when.value] or list(told)
    best = min(pool, key=lambda a: ((a.days[1] - a.days[0]).days, *(str(d) for d in a.days), a.order))
    if best.when.value or best.when.candidates or dated:
        return best.when
    return _bounded(told)


def _moved_to(dated: Sequence[ContactAccount]) -> list[ContactAccount]:
    """Of the dated accounts from a postponement on those that give a later day than it does, where it gives the old one
    ("prévue le 21, a été reportée"); else all."""
    old = [a for a in dated if a.draft.fact.status == "postponed"]
    last = max((a.days[1] for a in old), default=MAX)
    later = [a for a in dated if a not in old and a.days[0] > last and not a.draft.foretold]
    return later or list(dated)


def _hour(cluster: Sequence[ContactAccount], when: When) -> str | None:
    """The hour told last for that day, in GMT where it is told so."""
    hours = [a.hour for a in cluster if a.hour and when.value and a.when.value == when.value]
    return next((h for h in reversed(hours) if h.endswith("Z")), hours[-1] if hours else None)


def _bounded(cluster: Sequence[ContactAccount]) -> When:
    """A date no text gives, bounded by the dispatches: after those that plan it, before those that tell it held."""
    first = max(a.days[0] for a in cluster)
    last = min(a.days[1] for a in cluster)
    if (first == MIN and last == MAX) or first > last:
        return When()
    return When(value=f"{'..' if first == MIN else first}/{'..' if last == MAX else last}", basis="bounded")


def _history(cluster: Sequence[ContactAccount], documents: Mapping[str, Document]) -> tuple[StatusChange, ...]:
    """Each dispatch's statuses in order, a status repeated in one dispatch told once."""
    found: list[StatusChange] = []
    for account in cluster:
        fact = account.draft.fact
        if any(h.doc == account.doc and h.status == fact.status for h in found):
            continue
        document = documents.get(account.doc)
        found.append(
            StatusChange(
                status=fact.status,
                as_of=document.published.value if document else None,
                doc=account.doc,
                span=fact.evidence[0],
            )
        )
    return tuple(_ordered(found, cluster))


def _ordered(history: list[StatusChange], cluster: Sequence[ContactAccount]) -> list[StatusChange]:
    """Within one dispatch the status furthest along stands last: a title announces what the body tells as done.

    What was put off is planned again, unless the dispatch tells the plan in the past alone ("devait venir lundi").
    """
    docs = list(dict.fromkeys(h.doc for h in history))
    plans = [(a.doc, a.draft.foretold) for a in cluster if a.draft.fact.status == "planned"]
    over = {doc for doc, foretold in plans if foretold} - {doc for doc, foretold in plans if not foretold}

    def rank(change: StatusChange) -> float:
        old = change.status == "planned" and change.doc in over
        return _RANK["postponed"] - 0.5 if old else _RANK[change.status]

    return [h for doc in docs for h in sorted((x for x in history if x.doc == doc), key=rank)]


def _latest(cluster: Sequence[ContactAccount], history: Sequence[StatusChange]) -> ContactStatus:
    """The status now: the last that a dispatch gives; what is settled is not undone by an older plan retold."""
    last = history[-1]
    settled = [h for h in history if h.status in _SETTLED]
    if settled and last.status in {"planned", "proposed", "ongoing"}:
        day = {a.doc: a.published for a in cluster}
        newest = settled[-1]
        if day[last.doc][0] <= day[newest.doc][1]:
            return newest.status
    return last.status
