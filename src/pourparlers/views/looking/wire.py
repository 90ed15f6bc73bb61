"""What the HTTP API gives: one class a shape. Names are those of the record; words are in the language asked for."""

from __future__ import annotations

from typing import Literal, TypeAlias

from ...types import Struct

Unit: TypeAlias = Literal["day", "week", "month", "year"]
Weight: TypeAlias = Literal["contacts", "statements", "cooperation", "conflict"]


class Filters(Struct, frozen=True):
    """What a view is asked for; an empty field asks for nothing.

    `since` and `until` are ISO days, both included: a fact is in when its date may lie between them, and one without a
    date only when neither is given. `as_of` (an ISO day) keeps what a dispatch surely published by then tells. `actor`:
    ids, names, states; all of them must be named by the fact. Of `type`, `kind`, `status`, `issue` and `outlet`, one of
    the values must be the fact's. `q`: words, as in a search.
    """

    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    actor: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    issue: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    q: str | None = None


class Name(Struct, frozen=True):
    """An id or key and what to call it."""

    id: str
    name: str


class From(Struct, frozen=True):
    """A dispatch that tells a fact; `published` is EDTF."""

    document: str
    outlet: str | None
    name: str
    published: str | None


class FactRow(Struct, frozen=True, omit_defaults=False):
    """One fact. `date` is EDTF, `date_text` the same in words, `earliest` and `latest` the ISO days it may mean.

    `kind` and `status_key` are the record's words, `what` and `status` those for people; `issue` is a position's,
    `issue_name` what to call it. `quotes` are the exact words that it stands on.
    """

    id: str
    type: str
    kind: str
    date: str | None
    date_text: str
    basis: str | None
    earliest: str | None
    latest: str | None
    who: str
    what: str
    where: str
    status: str
    status_key: str
    actors: tuple[Name, ...]
    quotes: tuple[str, ...]
    sources: tuple[From, ...]
    hour: str | None = None
    issue: str | None = None
    issue_name: str | None = None
    medium: str | None = None


class Info(Struct, frozen=True):
    """What the record is: what it was made with, how many objects it holds, the first and last day of dated facts.

    `main` are the days between which all but two in a hundred of them lie, `latest` that of the last dispatch. `behind`
    says that dispatches have been read which the record does not hold yet: another program is reading.
    """

    program: str
    pack: str
    knowledge: str
    state: str
    behind: bool
    counts: dict[str, int]
    first: str | None
    last: str | None
    main: tuple[str, str] | None
    latest: str | None


class Facts(Struct, frozen=True):
    """A page of facts; `next` is the cursor of the one after, `total` counts all that were asked for."""

    items: tuple[FactRow, ...]
    next: str | None
    total: int


class Bin(Struct, frozen=True):
    """How many facts begin in the days from `start` to `end` (ISO, both included), by type."""

    start: str
    end: str
    contact: int
    statement: int
    event: int
    position: int
    figure: int


class Density(Struct, frozen=True):
    """Bins of one unit, without gaps; a fact of imprecise date counts where it may begin. `undated` have no bin."""

    unit: Unit
    bins: tuple[Bin, ...]
    undated: int


class Count(Struct, frozen=True):
    """A value of a filter, what to call it, and how many facts it would leave."""

    key: str
    name: str
    n: int


class Facets(Struct, frozen=True):
    """The values of each filter, the most frequent first, of `actor` and `issue` the first forty.

    A value's count is of the facts that all other filters leave, so that another value of the same filter can be taken;
    of `actor`, where every name given must be there, it is of the facts that are left.
    """

    type: tuple[Count, ...]
    kind: tuple[Count, ...]
    status: tuple[Count, ...]
    issue: tuple[Count, ...]
    outlet: tuple[Count, ...]
    actor: tuple[Count, ...]
    total: int


class Node(Struct, frozen=True):
    """An actor of a network; `n` counts the facts that connect it to others."""

    id: str
    name: str
    kind: str
    n: int


class Edge(Struct, frozen=True):
    """What connects two actors: contacts, statements to each other, events by their quad. `first`, `last`: ISO days.

    `source` and `target` are in the order of their ids; `there` and `back` count what goes from the one to the other
    and back (a contact goes neither way).
    """

    source: str
    target: str
    contacts: int
    statements: int
    cooperation: int
    conflict: int
    there: int
    back: int
    first: str | None
    last: str | None


class Network(Struct, frozen=True):
    """The most connected actors and what connects them; `left_out` counts actors beyond the limit."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int
