"""The network: who meets, who addresses whom, and when."""

from __future__ import annotations

import io

import networkx as nx
import pytest

from exported import RECORD
from pourparlers.exports.coding import code_events
from pourparlers.exports.network import encode_gexf, encode_graphml, find_spell, join_spells, make_network
from pourparlers.types import When


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph:
    return make_network(RECORD, code_events(RECORD))


def test_edges_and_their_weights(graph: nx.MultiDiGraph) -> None:
    found = {
        key: {n: v for n, v in data.items() if v and n not in {"id", "kind", "mutual"}}
        for *_, key, data in graph.edges(keys=True, data=True)
    }
    assert found == {
        "blinken>lavrov:meets": {"weight": 1, "contacts": 1, "spells": [("2022-01-21", "2022-01-22")]},
        "lavrov>usa:addresses": {"weight": 1, "statements": 1, "quad3": 1, "spells": [("2022-01-21", "2022-01-22")]},
    }  # fmt: skip
    assert graph.nodes["lavrov"] == {
        "label": "Sergey Lavrov", "name_fr": "Sergueï Lavrov", "kind": "person", "country": "RUS", "sector": "GOV",
        "spells": [("2022-01-21", "2022-01-22")],
    }  # fmt: skip


def test_what_is_only_planned_is_no_edge(graph: nx.MultiDiGraph) -> None:
    assert "org-nato" not in graph


def test_gexf_reads_back_with_its_spells(graph: nx.MultiDiGraph) -> None:
    data = encode_gexf(graph)
    back = nx.read_gexf(io.BytesIO(data))
    assert set(back.nodes) == set(graph.nodes)
    assert back.edges["lavrov", "usa"]["quad3"] == 1
    assert back.edges["lavrov", "usa"]["spells"] == [("2022-01-21", "2022-01-22")]
    assert b'mode="dynamic"' in data
    assert b'timeformat="date"' in data
    assert b'kind="meets"' in data
    assert b"networkx" not in data.lower()


def test_neither_form_says_when_it_was_written(graph: nx.MultiDiGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    before = encode_gexf(graph), encode_graphml(graph)
    monkeypatch.setattr("time.strftime", lambda *_: "1999-01-01")
    assert (encode_gexf(graph), encode_graphml(graph)) == before
    assert b"1999" not in before[0] + encode_gexf(graph)


def test_graphml_reads_back_with_first_and_last_day(graph: nx.MultiDiGraph) -> None:
    back = nx.read_graphml(io.BytesIO(encode_graphml(graph)))
    (edge,) = [data for a, b, data in back.edges(data=True) if (a, b) == ("lavrov", "usa")]
    assert (edge["first_day"], edge["last_day"], edge["weight"], edge["quad3"]) == ("2022-01-21", "2022-01-21", 1, 1)
    assert back.nodes["usa"]["name_fr"] == "États-Unis"


@pytest.mark.parametrize(
    ("value", "spell"),
    [("2022-01-31", ("2022-01-31", "2022-02-01")), ("2022-02", ("2022-02-01", "2022-03-01")),
     ("2022-01-21/2022-01-23", ("2022-01-21", "2022-01-24")), ("2022-01-21/..", None), (None, None)],
)  # fmt: skip
def test_no_spell_is_empty(value: str | None, spell: tuple[str, str] | None) -> None:
    assert find_spell(When(value=value)) == spell


def test_spells_that_touch_are_one() -> None:
    spells = [("2022-01-03", "2022-01-04"), ("2022-01-01", "2022-01-02"), ("2022-01-02", "2022-01-03")]
    assert join_spells(spells) == [("2022-01-01", "2022-01-04")]
    assert join_spells([("2022-01-01", "2022-01-02"), ("2022-01-05", "2022-01-06")]) == [
        ("2022-01-01", "2022-01-02"), ("2022-01-05", "2022-01-06"),
    ]  # fmt: skip
