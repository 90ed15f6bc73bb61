from __future__ import annotations

import io
import json
import random
from pathlib import Path

import pytest

from fakes import MET, FakeEngine
from pourparlers.api import Pourparlers
from pourparlers.errors import ConfigError, DataError, NotFoundError
from pourparlers.store.protocol import Versions


def export(record: Pourparlers) -> bytes:
    out = io.BytesIO()
    record.export_jsonl(out)
    return out.getvalue()


def test_reading_gives_a_summary_and_a_record(folder: Path, place: str) -> None:
    told: list[tuple[str, int]] = []
    (folder / "c.txt").write_bytes(b"\x00\x01\x02\xff" * 99)
    (folder / "d.png").write_bytes(b"\x89PNG")
    with Pourparlers(place, engine=FakeEngine()) as p:
        summary = p.read([folder], progress=lambda stage, done: told.append((stage, done)))
        assert (summary.new, summary.known, summary.again, summary.skipped) == (2, 0, 0, 1)
        assert [failure.uri.rsplit("/", 1)[-1] for failure in summary.failed] == ["c.txt"]
        assert summary.facts["contacts"] == len(p.contacts()) == 1
        assert told[-1][0] == "merge"
        assert max(done for _, done in told) == 2
        assert [actor.id for actor in p.actors()] == ["antony-blinken", "dmytro-kuleba", "sergei-lavrov"]


def test_reading_the_same_folder_twice_adds_nothing(folder: Path, place: str) -> None:
    engine = FakeEngine()
    with Pourparlers(place, engine=engine) as p:
        p.read([folder])
        before = export(p)
        summary = p.read([folder, folder / "a.txt"])
        assert (summary.new, summary.known) == (0, 2)
        assert len(engine.read) == 2
        assert export(p) == before
        assert p.read([folder], again=True).again == 2


def test_a_newer_pack_reads_everything_again(folder: Path, place: str) -> None:
    with Pourparlers(place, engine=FakeEngine()) as p:
        p.read([folder])
    newer = FakeEngine(versions=Versions(program="1", pack="fr-2", knowledge="k1"))
    with Pourparlers(place, engine=newer) as p:
        assert p.record().header.pack == "fr-1"
        summary = p.read([folder / "a.txt"])
        assert summary.again == 2
        assert p.record().header.pack == "fr-2"


def test_a_dispatch_of_an_address_without_end_is_refused_and_the_run_goes_on(tmp_path: Path, place: str) -> None:
    address = "https://gazette.example/" + random.Random(1).randbytes(4000).hex()
    rows = [{"uri": address, "text": MET}, {"uri": "https://gazette.example/b", "text": MET}]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with Pourparlers(place, engine=FakeEngine()) as p:
        summary = p.read([tmp_path / "rows.jsonl"])
        assert summary.new == 1
        (failure,) = p.problems()
        assert failure.uri.startswith("https://gazette.example/")
        assert "longer than" in failure.reason


def test_what_is_said_of_a_dispatch_counts(folder: Path, tmp_path: Path) -> None:
    sidecar = tmp_path / "said.csv"
    sidecar.write_text(f"file,published,outlet\n{folder / 'a.txt'},2022-01-20,Le Matin\n", encoding="utf-8")
    with Pourparlers(":memory:", engine=FakeEngine()) as p:
        p.read([folder], sidecar=sidecar, published="2022-01")
        documents = p.record().documents
        assert [(d.published.value, d.outlet) for d in documents] == [("2022-01-20", "Le Matin"), ("2022-01", None)]


def test_lines_of_json_and_standard_input_are_read() -> None:
    with Pourparlers(":memory:", engine=FakeEngine()) as p:
        line = b'{"body": "Blinken a dit \\"oui\\" hier.", "date": "2022-01-20"}\n'
        p.read(["-"], fields=["text=body", "published=date"], stdin=io.BytesIO(line))
        assert p.record().documents[0].published.value == "2022-01-20"
        assert len(p.statements()) == 1


def test_one_dispatch_that_the_analysis_cannot_take_stops_nothing(folder: Path) -> None:
    with Pourparlers(":memory:", engine=FakeEngine(refuses="enfin")) as p:
        summary = p.read([folder])
        assert summary.new == 1
        assert [failure.uri.rsplit("/", 1)[-1] for failure in summary.failed] == ["b.txt"]


def test_a_broken_installation_is_no_fault_of_a_dispatch(folder: Path) -> None:
    with Pourparlers(":memory:", engine=FakeEngine(broken=True)) as p:
        with pytest.raises(DataError):
            p.read([folder])
        assert p.count()["documents"] == 0


def test_lists_take_a_period_and_an_actor(folder: Path) -> None:
    with Pourparlers(":memory:", engine=FakeEngine()) as p:
        p.read([folder])
        assert [row.type for row in p.chronology(lang="fr")] == ["contact", "statement"]
        assert [row.type for row in p.chronology(since="2022-01-01", until="2022-12-31")] == ["contact"]
        assert p.contacts(actor="Russie") == p.contacts() != ()
        assert p.contacts(actor="Kouleba") == ()
        assert p.events() == p.positions() == p.figures() == ()
        with pytest.raises(ConfigError, match="since"):
            p.contacts(since="janvier")
        with pytest.raises(NotFoundError):
            p.contacts(actor="Nul")


def test_showing_and_searching(folder: Path) -> None:
    with Pourparlers(":memory:", engine=FakeEngine()) as p:
        p.read([folder])
        (contact,) = p.contacts()
        assert p.show(contact.id).item == contact
        assert {item.id for item in p.search("rencontre geneve")} >= {contact.id}
        assert {row.type for row in p.search_rows("genève")} == {"contact", "document"}


def test_removing_takes_a_document_out(folder: Path) -> None:
    with Pourparlers(":memory:", engine=FakeEngine()) as p:
        p.read([folder / "a.txt"])
        before = export(p)
        p.read([folder / "b.txt"])
        assert p.remove("b.txt").text is None
        assert export(p) == before
        with pytest.raises(NotFoundError):
            p.remove("b.txt")
        with pytest.raises(NotFoundError, match="no such document"):
            p.remove(p.contacts()[0].id)


def test_an_export_to_a_path_and_without_text(folder: Path, tmp_path: Path) -> None:
    with Pourparlers(":memory:", engine=FakeEngine()) as p:
        p.read([folder])
        assert p.export_jsonl(tmp_path / "r.jsonl") == len((tmp_path / "r.jsonl").read_bytes().splitlines())
        p.export_jsonl(tmp_path / "bare.jsonl", without_text=True)
        assert MET not in (tmp_path / "bare.jsonl").read_text(encoding="utf-8")


def test_options_that_cannot_be_meant_stop_before_anything_is_read(folder: Path) -> None:
    with Pourparlers(":memory:", engine=FakeEngine()) as p:
        with pytest.raises(ConfigError, match="published"):
            p.read([folder], published="hier")
        assert p.count()["documents"] == 0
