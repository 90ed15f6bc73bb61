"""Who meets and who addresses whom, as a network for Gephi, R and others: GEXF and GraphML.

Two kinds of edges between two actors:

- `meets`: contacts that were held or are going on, one edge a pair, mutual (its direction means nothing). `weight`
  and `contacts` are the number of contacts.
- `addresses`: statements said to someone, and events with a recipient, from who speaks or acts to whom. `weight` is
  the number of both, without counting a speech act twice; `statements` is the number of statements, `quad1` to
  `quad4` the number of events of each PLOVER quad (verbal and material cooperation, verbal and material conflict).

Events are taken as the older formats take them (see `coding`); consultations are contacts already and no edge of
their own. In GEXF the edges carry spells: each dated fact from its first day to the day after its last, so that none
is empty. Nodes live through the spells of their edges. An edge of which no fact is dated has no spell and, as GEXF
reads that, is always there.
"""

from __future__ import annotations

import io
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import combinations
from typing import Any, Final
from xml.etree import ElementTree

import networkx as nx  # type: ignore[import-untyped]  # no annotations of its own

from ..store.links import find_bounds
from ..types import Actor, Contact, Record, When
from .codes import Coder
from .coding import Selection

MEETS: Final = "meets"
ADDRESSES: Final = "addresses"

_GEXF: Final = "http://www.gexf.net/1.2draft"
_HELD: Final = frozenset({"held", "ongoing"})
_APART: Final = frozenset({"absent", "represented"})
"""Parts of a contact that were not in the room."""

_Spell = tuple[str, str]


class _Edge:
    """What is counted of one edge, and when."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.spells: set[_Spell] = set()

    def add(self, name: str, when: When) -> None:
        self.counts[name] += 1
        if spell := find_spell(when):
            self.spells.add(spell)


def find_spell(when: When) -> _Spell | None:
    """First day and the day after the last (ISO) of what a date may mean; None without both."""
    bounds = find_bounds(when.value)
    if bounds is None or bounds[0] == date.min.isoformat() or bounds[1] == date.max.isoformat():
        return None
    return bounds[0], (date.fromisoformat(bounds[1]) + timedelta(1)).isoformat()


def make_network(record: Record, selection: Selection) -> nx.MultiDiGraph:
    """The network of `record`; `selection` are its events as an export takes them. Nodes and edges are sorted."""
    edges: defaultdict[tuple[str, str, str], _Edge] = defaultdict(_Edge)
    for contact in record.contacts:
        for a, b in _pairs(contact):
            edges[a, b, MEETS].add("contacts", contact.when)
    acts = {coded.event.statement for coded in selection.events if coded.event.statement and coded.event.recipient}
    for statement in record.statements:
        speakers = [actor for actor in (statement.speaker, *statement.co_speakers) if actor]
        for a, b in _cross(speakers, statement.addressee):
            # A statement whose act has a recipient is counted as that act, below, and weighs once.
            name = "statements_acting" if statement.id in acts else "statements"
            edges[a, b, ADDRESSES].add(name, statement.said_on)
    for coded in selection.events:
        if coded.event.event_type != "CONSULT":
            for a, b in _cross(coded.event.actor, coded.event.recipient):
                edges[a, b, ADDRESSES].add(f"quad{coded.quad}", coded.when)
    return _draw(record, edges)


def _pairs(contact: Contact) -> Iterable[tuple[str, str]]:
    if contact.status not in _HELD:
        return ()
    there = {participant.actor for participant in contact.participants if participant.part not in _APART}
    return combinations(sorted(there), 2)


def _cross(first: Iterable[str], second: Iterable[str]) -> Iterable[tuple[str, str]]:
    return [(a, b) for a in dict.fromkeys(first) for b in dict.fromkeys(second) if a != b]


def _draw(record: Record, edges: dict[tuple[str, str, str], _Edge]) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph(mode="dynamic")
    actors = {actor.id: actor for actor in record.actors}
    coder = Coder(record)
    lives: defaultdict[str, set[_Spell]] = defaultdict(set)
    for (a, b, _), edge in edges.items():
        lives[a] |= edge.spells
        lives[b] |= edge.spells
    for id_ in sorted({end for a, b, _ in edges for end in (a, b)}):
        graph.add_node(id_, **_describe(actors.get(id_), id_, coder), spells=join_spells(lives[id_]))
    for (a, b, kind), edge in sorted(edges.items()):
        graph.add_edge(a, b, key=f"{a}>{b}:{kind}", id=f"{a}>{b}:{kind}", **_weigh(kind, edge),
                       spells=join_spells(edge.spells))  # fmt: skip
    return graph


def _describe(actor: Actor | None, id_: str, coder: Coder) -> dict[str, str]:
    code = coder.find(id_)
    name_fr = actor.name.fr if actor else id_
    return {"label": code.name, "name_fr": name_fr, "kind": code.kind, "country": code.country, "sector": code.sector}


def _weigh(kind: str, edge: _Edge) -> dict[str, Any]:
    counts = edge.counts
    quads = {f"quad{n}": counts[f"quad{n}"] for n in (1, 2, 3, 4)}
    statements = counts["statements"] + counts["statements_acting"]
    weight = counts["contacts"] + counts["statements"] + sum(quads.values())
    # An act whose statement has another addressee than the act has a recipient leaves an edge of a statement alone.
    weight = max(weight, statements)
    return {"kind": kind, "mutual": kind == MEETS, "weight": weight, "contacts": counts["contacts"],
            "statements": statements, **quads}  # fmt: skip


def join_spells(spells: Iterable[_Spell]) -> list[_Spell]:
    """Spells in order, those that touch or overlap joined."""
    joined: list[_Spell] = []
    for start, end in sorted(spells):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def encode_gexf(graph: nx.MultiDiGraph) -> bytes:
    """The network as GEXF 1.2, dynamic, the same bytes each time.

    What the writer adds of its own (its date, its keys) is taken out; each edge says its kind, so that Gephi keeps two
    edges between the same actors apart.
    """
    root = ElementTree.fromstring("\n".join(nx.generate_gexf(graph)))
    ElementTree.register_namespace("", _GEXF)
    meta = root.find(f"{{{_GEXF}}}meta")
    if meta is not None:
        meta.attrib.clear()
        meta[0].text = "pourparlers"
    for attributes in root.iter(f"{{{_GEXF}}}attributes"):
        for attribute in [a for a in attributes if a.get("title") == "networkx_key"]:
            attributes.remove(attribute)
            _drop_values(root, attribute.get("id"))
    for edge in root.iter(f"{{{_GEXF}}}edge"):
        edge.set("kind", edge.get("id", "").rpartition(":")[2])
    ElementTree.indent(root)
    out = io.BytesIO()
    ElementTree.ElementTree(root).write(out, encoding="utf-8", xml_declaration=True)
    return out.getvalue() + b"\n"


def _drop_values(root: ElementTree.Element, attribute: str | None) -> None:
    """Take out what the edges have of `attribute`; nodes count theirs with the same numbers, but not this one."""
    for values in root.iter(f"{{{_GEXF}}}attvalues"):
        for value in [v for v in values if v.get("for") == attribute]:
            values.remove(value)


def encode_graphml(graph: nx.MultiDiGraph) -> bytes:
    """The network as GraphML, which knows no spells: `first_day` and `last_day` of an edge stand in their place."""
    plain = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        plain.add_node(node, **{name: value for name, value in data.items() if name != "spells"})
    for a, b, key, data in graph.edges(keys=True, data=True):
        kept = {name: value for name, value in data.items() if name not in {"spells", "id"}}
        if spells := data["spells"]:
            last = date.fromisoformat(spells[-1][1]) - timedelta(1)
            kept |= {"first_day": spells[0][0], "last_day": last.isoformat()}
        plain.add_edge(a, b, key=key, **kept)
    out = io.BytesIO()
    writer = nx.readwrite.graphml.GraphMLWriter(encoding="utf-8", prettyprint=True)
    writer.add_graph_element(plain)
    writer.indent(writer.xml)
    ElementTree.ElementTree(writer.xml).write(out, encoding="utf-8", xml_declaration=True)
    return out.getvalue() + b"\n"
