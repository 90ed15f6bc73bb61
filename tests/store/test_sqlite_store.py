from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from fakes import VERSIONS, build, make_reading
from postgres_server import Server
from pourparlers.errors import NotFoundError, StoreError
from pourparlers.ids import make_id
from pourparlers.places import place_of
from pourparlers.store import migrate, schema
from pourparlers.store.connect import make_engine
from pourparlers.store.opening import open_store
from pourparlers.store.protocol import Failure, Query, Versions
from pourparlers.store.sql import SqlStore
from pourparlers.store.sqlite import SqliteStore
from pourparlers.types import Document, Judgement, Published, Source

A = "Blinken et Lavrov se rencontreront le 2022-01-21 à Genève."
B = "Blinken et Lavrov se sont rencontrés à Genève. Lavrov a dit « rien de neuf »."
SECRET = "Kouleba a parlé du dossier Ornithorynque dans une note."


def make_document(text: str, uri: str, day: str | None = None, basis: str = "metadata") -> Document:
    published = Published(value=day, basis=basis) if day else Published()
    return Document(id=make_id("doc", text), uri=uri, text=text, sources=(Source(uri=uri),), published=published)


def put(store: SqlStore, document: Document, versions: Versions = VERSIONS) -> bool:
    """Read one document as a run does; whether there was anything to do."""
    todo = store.check(document, versions)
    if todo is None:
        return False
    store.add(make_reading(todo), versions, prepared=todo, given=document)
    return True


@pytest.fixture(params=["file", "memory", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlStore]:
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgres")
        url = server.make()
        with open_store(place_of(url)) as opened:
            yield opened
        server.drop(url)
        return
    with SqliteStore(tmp_path / "p.sqlite" if request.param == "file" else None) as opened:
        yield opened


def test_what_was_read_comes_back_as_a_record(store: SqlStore) -> None:
    put(store, make_document(A, "a.txt"))
    put(store, make_document(B, "b.txt"))
    assert store.is_stale()
    assert store.refresh(build)
    assert not store.is_stale()

    assert store.record() == build(store.readings(), (), VERSIONS)
    assert [d.text for d in store.record().documents] == [A, B]
    assert store.count()["contacts"] == 1
    assert not store.refresh(build)


def test_what_is_written_together_is_kept_whole_or_not_at_all(store: SqlStore) -> None:
    put(store, make_document(A, "a.txt"))

    def stop() -> None:
        with store.together():
            put(store, make_document(B, "b.txt"))
            assert len(store.readings()) == 2
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop()
    assert [reading.document.uri for reading in store.readings()] == ["a.txt"]
    with store.together():
        put(store, make_document(B, "b.txt"))
    assert [reading.document.uri for reading in store.readings()] == ["a.txt", "b.txt"]


def test_what_was_not_kept_hides_nothing_that_another_process_wrote(tmp_path: Path) -> None:
    """`meta.changed` comes to the number that the failed transaction would have left."""
    with SqliteStore(tmp_path / "p.sqlite") as store, SqliteStore(tmp_path / "p.sqlite") as other:
        put(store, make_document(A, "a.txt"))
        store.refresh(build)

        def fail() -> None:
            with store.together():
                put(store, make_document(B, "b.txt"))
                put(store, make_document(SECRET, "s.txt"))
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            fail()
        for n in range(2):
            put(other, make_document(f"{A} Dépêche {n}.", f"{n}.txt"))
        store.refresh(build)
        assert [document.uri for document in store.record().documents] == ["0.txt", "1.txt", "a.txt"]


def test_the_same_text_is_not_read_twice(store: SqlStore) -> None:
    assert put(store, make_document(A, "a.txt"))
    assert not put(store, make_document(A, "a.txt"))
    store.refresh(build)
    assert not put(store, make_document(A, "a.txt"))
    assert not store.is_stale()


def test_the_same_text_from_another_place_keeps_both(store: SqlStore) -> None:
    put(store, make_document(A, "z.txt"))
    assert not put(store, make_document(A, "a.txt"))
    store.refresh(build)
    (document,) = store.record().documents
    assert [source.uri for source in document.sources] == ["a.txt", "z.txt"]


def test_new_metadata_has_a_text_read_again_and_less_does_not(store: SqlStore) -> None:
    put(store, make_document(A, "a.txt"))
    assert put(store, make_document(A, "a.txt", "2022-01-20"))
    assert not put(store, make_document(A, "a.txt"))
    assert not put(store, make_document(A, "a.txt", "2022-01", "header"))
    store.refresh(build)
    assert store.record().documents[0].published.value == "2022-01-20"


def test_the_order_of_reading_makes_no_difference(tmp_path: Path) -> None:
    documents = [
        make_document(A, "a.txt", "2022-01-20"),
        make_document(A, "c.txt", "2022-01-19"),
        make_document(B, "b.txt"),
        make_document(A, "b/a.txt"),
    ]
    records = []
    for order in (documents, documents[::-1]):
        with SqliteStore(None) as store:
            for document in order:
                put(store, document)
            for document in store.outdated(VERSIONS):
                store.add(make_reading(document), VERSIONS, prepared=document)
            assert store.outdated(VERSIONS) == ()
            store.refresh(build)
            records.append(store.record())
    assert records[0] == records[1]


def test_other_versions_make_readings_outdated(store: SqlStore) -> None:
    put(store, make_document(A, "a.txt"))
    newer = Versions(program="1", pack="fr-2", knowledge="k1")
    assert store.outdated(VERSIONS) == ()
    (document,) = store.outdated(newer)
    assert document.text == A
    store.refresh(build)
    put(store, make_document(B, "b.txt"), newer)
    store.refresh(build)
    assert store.record().header.pack == "fr-1+fr-2"


def test_search_finds_stems_with_and_without_accents(store: SqlStore) -> None:
    put(store, make_document(A, "a.txt"))
    put(store, make_document(B, "b.txt"))
    store.refresh(build)
    (contact,) = store.record().contacts
    for words in ("Genève rencontrer", "geneve RENCONTRE", '"à Genève"', "«et Lavrov» Geneva Sergey"):
        assert contact.id in store.search(words, limit=9), words
    assert store.search("Genève Kouleba", limit=9) == []
    assert store.search("", limit=9) == store.search('" ', limit=9) == []
    assert store.search("search MATCH *^(", limit=9) == []
    assert len(store.search("lavrov", limit=1)) == 1
    assert [item.id for item in store.find([contact.id, "none"])] == [contact.id]


def test_a_query_gives_a_part(store: SqlStore) -> None:
    put(store, make_document(A, "a.txt"))
    put(store, make_document(B, "b.txt"))
    store.refresh(build)
    assert store.record(Query(types=("contact",))).statements == ()
    assert len(store.record(Query(since="2022-01-21", until="2022-01-21")).contacts) == 1
    assert store.record(Query(since="2022-01-22")).contacts == ()
    assert store.record(Query(until="2022-01-20")).contacts == ()
    assert store.record(Query(actors=("dmytro-kuleba",))).contacts == ()
    assert len(store.record(Query(actors=("sergei-lavrov",))).contacts) == 1
    assert store.record(Query()).documents[0].text is None


def test_a_removed_document_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    note = make_document(SECRET + " " + "x" * 9000, "note.txt")
    with SqliteStore(path) as store:
        put(store, make_document(A, "a.txt"))
        before = store.refresh(build) and store.record()
        put(store, note)
        store.refresh(build)
        (mention,) = [m for m in store.record().mentions if m.doc == note.id]
        store.add_judgement(Judgement(id="j1", kind="correction", target=mention.id, value="Ornithorynque"))
        store.refresh(build)
        assert b"rnithorynque" in path.read_bytes() + Path(f"{path}-wal").read_bytes()

        store.remove(note.id, build)

        assert not store.has(note.id)
        assert store.record() == before
        left = b"".join(file.read_bytes() for file in tmp_path.iterdir())
        assert b"rnithorynqu" not in left
        with pytest.raises(NotFoundError):
            store.remove(note.id, build)


def test_a_removal_killed_before_the_file_was_cleared_is_finished_by_the_next_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "p.sqlite"
    with SqliteStore(path) as store:
        put(store, make_document(SECRET, "note.txt"))
        store.refresh(build)
        monkeypatch.setattr(store, "_wipe", lambda: None)
        store.remove(make_id("doc", SECRET), build)
    SqliteStore(path).close()
    assert b"rnithorynqu" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())
    with sqlite3.connect(path) as file:
        assert file.execute("SELECT count(*) FROM meta WHERE key = 'wipe'").fetchone() == (0,)


def test_failures_are_kept_until_the_input_reads(store: SqlStore) -> None:
    store.add_failures([Failure(uri="b.txt", reason="torn"), Failure(uri="a.txt", reason="empty")])
    assert [failure.uri for failure in store.failures()] == ["a.txt", "b.txt"]
    put(store, make_document(A, "a.txt"))
    assert [failure.uri for failure in store.failures()] == ["b.txt"]


def test_two_objects_of_one_id_do_not_stop_a_run(store: SqlStore, caplog: pytest.LogCaptureFixture) -> None:
    put(store, make_document(A, "a.txt"))

    def twice(readings, judgements, versions):
        record = build(readings, judgements, versions)
        return msgspec.structs.replace(record, mentions=record.mentions * 2)

    store.refresh(twice)
    assert store.count()["mentions"] == 2
    assert "the second is left out" in caplog.text


# The file


def test_a_file_of_another_kind_is_refused_and_untouched(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("dear diary", encoding="utf-8")
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as file:
        file.execute("CREATE TABLE birds (name)")
    file.close()
    for path in (text, other, tmp_path):
        before = path.read_bytes() if path.is_file() else None
        with pytest.raises(StoreError, match="--db"):
            SqliteStore(path)
        assert before is None or path.read_bytes() == before


def test_a_database_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    SqliteStore(path).close()
    with sqlite3.connect(path) as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
    file.close()
    with pytest.raises(StoreError, match="newer version"):
        SqliteStore(path)


def test_a_place_that_cannot_hold_a_file_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be"):
        SqliteStore(tmp_path / "a" / "p.sqlite")


def test_a_torn_database_is_said_so(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    SqliteStore(path).close()
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(StoreError, match="malformed"):
        SqliteStore(path)


def test_migrations_make_the_tables_that_the_program_knows(tmp_path: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == schema.HEAD

    store = SqliteStore(None)
    with store._engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, kind, _: not (kind == "table" and name.startswith("search"))}
        )
        assert compare_metadata(context, schema.metadata) == []
        sql = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'search'").scalar()
    store.close()
    assert sql == schema.SQLITE_SEARCH


def describe(engine: Engine) -> dict[str, object]:
    """The tables of a SQLite database, their columns in order, keys and indexes."""
    with engine.connect() as db:
        ask = db.exec_driver_sql
        names = [name for (name,) in ask("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {
            name: (
                [tuple(row) for row in ask(f"PRAGMA table_info({name})")],
                sorted(tuple(row) for row in ask(f"PRAGMA foreign_key_list({name})")),
                sorted(
                    (unique, origin, partial, [tuple(row) for row in ask(f"PRAGMA index_xinfo({index})")])
                    for _, index, unique, origin, partial in ask(f"PRAGMA index_list({name})")
                ),
                [tuple(row)[3:] for row in ask(f"PRAGMA table_list({name})")],
            )
            for name in names
        }


def test_a_new_database_is_laid_as_all_migrations_would(tmp_path: Path) -> None:
    laid, migrated = make_engine(tmp_path / "laid.sqlite"), make_engine(tmp_path / "migrated.sqlite")
    migrate.bring_up_to_date(laid, name="laid")
    config = migrate.make_config()
    with migrated.connect().execution_options(writes=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    assert describe(laid) == describe(migrated)
    with laid.connect() as one, migrated.connect() as other:
        told = "SELECT version_num FROM alembic_version"
        assert one.exec_driver_sql(told).all() == other.exec_driver_sql(told).all() == [(schema.HEAD,)]
    laid.dispose()
    migrated.dispose()


RUN = """
import sys
sys.path.insert(0, sys.argv[1])
from fakes import FakeEngine
from pourparlers.api import Pourparlers
with Pourparlers(sys.argv[2], engine=FakeEngine(slow=0.03)) as p:
    print("open", flush=True)
    p.read([sys.argv[3]])
    p.export_jsonl(sys.argv[4])
"""


def test_a_run_killed_at_any_moment_and_started_again_ends_in_the_same_record(
    tmp_path: Path, new_db: Callable[[], str]
) -> None:
    inputs = tmp_path / "in"
    inputs.mkdir()
    for n in range(20):
        text = f"{A if n % 2 else B} Dépêche {n}. Kouleba: « phrase {n} »."
        (inputs / f"{n:02}.txt").write_text(text, encoding="utf-8")
    tests = str(Path(__file__).resolve().parents[1])
    places = {"whole": new_db(), "killed": new_db()}

    def run(name: str, kill_after: float | None) -> None:
        arguments = [sys.executable, "-c", RUN, tests, places[name], inputs, tmp_path / f"{name}.jsonl"]
        process = subprocess.Popen(arguments, stdout=subprocess.PIPE, env=os.environ)
        assert process.stdout
        process.stdout.readline()
        if kill_after is not None:
            time.sleep(kill_after)
            process.send_signal(signal.SIGKILL)
        process.stdout.close()
        assert process.wait(timeout=60) == (0 if kill_after is None else -signal.SIGKILL)

    run("whole", None)
    whole = (tmp_path / "whole.jsonl").read_bytes()
    for kill_after in (0.0, 0.2, 0.55):
        run("killed", kill_after)
    run("killed", None)
    assert (tmp_path / "killed.jsonl").read_bytes() == whole


def test_readings_of_some_documents(store: SqlStore) -> None:
    put(store, make_document(A, "a.txt"))
    put(store, make_document(B, "b.txt"))
    (only,) = store.readings({make_id("doc", B)})
    assert only == store.readings()[1]
    assert store.readings(set()) == ()
