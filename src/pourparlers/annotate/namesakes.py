"""Persons of one full name told apart: by the day of the text, by who is named beside them, by who held office last."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from ..knowledge.model import KnowledgeBase
from ..knowledge.roles import LAST_DAY, span_of
from .actors import ActorBook


def tell_apart(book: ActorBook, ids: Sequence[str], others: Iterable[str]) -> list[str]:
    """Those of `ids`, persons of one name, who may be meant; several where nothing tells them apart.

    Whoever holds an office on the day; of several such, who was in office together with the most of `others`, persons
    whom the text names in full; where none holds one, whoever held one last before the day.
    """
    if len(ids) < 2:
        return list(ids)
    serving = [i for i in ids if book.functions(i)]
    if len(serving) == 1:
        return serving
    kb = book.kb
    beside = {o for o in others if o not in ids}
    met = {i: sum(_served_together(kb, i, other) for other in beside) for i in serving or ids}
    most = [i for i in met if met[i] == max(met.values())]
    if len(most) == 1:
        return most
    return serving or _last_before(kb, ids, book.interval[0])


def _served_together(kb: KnowledgeBase, one: str, two: str) -> bool:
    """Whether both were in some office on a day of common."""
    return any(a <= d and c <= b for a, b in _spans(kb, one) for c, d in _spans(kb, two))


def _last_before(kb: KnowledgeBase, ids: Collection[str], day: str) -> list[str]:
    """The one of `ids` whose last office before `day` ended last; all of them where none held one, or two at once."""
    ends = {i: max((end for start, end in _spans(kb, i) if start <= day), default="") for i in ids}
    last = [i for i in ends if ends[i] and ends[i] == max(ends.values())]
    return last if len(last) == 1 else list(ids)


def _spans(kb: KnowledgeBase, person: str) -> list[tuple[str, str]]:
    rows = kb.tenures_by_person.get(person, ())
    return [(span_of(r.start)[0], span_of(r.end)[1] if r.end else LAST_DAY) for r in rows if r.start]
