"""What is PostgreSQL's own; all that both back ends do is tested on both where it is tested."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import Engine

from command_line import Run, make_run
from fakes import ANNOUNCED, MET, VERSIONS, FakeEngine, build, make_reading
from postgres_server import PASSWORD, USER, Server, name_of
from pourparlers.api import Pourparlers
from pourparlers.errors import ConfigError, StoreError
from pourparlers.ids import make_id
from pourparlers.places import MEMORY, hide_secrets, place_of
from pourparlers.places import Server as Address
from pourparlers.store import schema
from pourparlers.store.connect import make_engine as make_file_engine
from pourparlers.store.dialect import postgres_metadata
from pourparlers.store.index import encode
from pourparlers.store.migrate import make_config
from pourparlers.store.opening import open_store
from pourparlers.store.postgres import make_engine, read_url
from pourparlers.store.sql import SqlStore
from pourparlers.types import Document

SECRET = "Kouleba a parlé du dossier Ornithorynque dans une note."


@pytest.fixture
def url(postgres: Server) -> Iterator[str]:
    made = postgres.make()
    yield made
    postgres.drop(made)


def fill(store: SqlStore, *texts: str) -> None:
    for n, text in enumerate(texts):
        document = Document(id=make_id("doc", text), uri=f"{n}.txt", text=text)
        store.add(make_reading(document), VERSIONS, prepared=document, given=document)
    store.refresh(build)


# The same hits

WORDS = ("sommet", "Genève", "geneve", "cessez-le-feu", "l'accord", "retirées", "retirer", "2022", "n°12", "x" * 1500)
DRAWN = random.Random(7)
TEXTS = (
    *dict.fromkeys(" ".join(DRAWN.choices(WORDS, k=DRAWN.randint(1, 12))) for _ in range(60)),
    "sommet. " * 17_000 + "Genève accord",  # more places than a tsvector keeps of a word
    " ".join(f"mot{n:x}" for n in range(9000)) + " fin",
)
ASKED = (
    *WORDS,
    '"Genève sommet"',
    '"accord 2022"',
    "« retirer n° »",
    '"cessez le"',
    "mot2327",
    '"mot2327 fin"',
    "introuvable",
)


@pytest.fixture(scope="module")
def both(postgres: Server) -> Iterator[tuple[SqlStore, SqlStore]]:
    with open_store(place_of(MEMORY)) as one, open_store(place_of(postgres.make())) as other:
        for store in (one, other):
            fill(store, *TEXTS)
        yield one, other


def test_records_are_the_same(both: tuple[SqlStore, SqlStore]) -> None:
    one, other = both
    assert one.record() == other.record()
    assert (one.state(), one.count(), one.header()) == (other.state(), other.count(), other.header())
    assert encode(one.index()) == encode(other.index())


@given(question=st.lists(st.sampled_from(ASKED), max_size=3).map(" ".join), limit=st.integers(1, 99))
@example(question='"Genève accord"', limit=99)
@example(question='"mot2327 fin"', limit=99)
def test_search_gives_the_same_hits(both: tuple[SqlStore, SqlStore], question: str, limit: int) -> None:
    one, other = both
    assert one.search(question, limit=limit) == other.search(question, limit=limit)
    numbers = [store.match(question, state=store.state()) for store in both]
    assert sorted(numbers[0].tolist()) == sorted(numbers[1].tolist())  # type: ignore[union-attr]


def test_the_questions_find_something(both: tuple[SqlStore, SqlStore]) -> None:
    found = {question: len(both[1].search(question, limit=99)) for question in ASKED}
    assert [question for question, n in found.items() if not n] == ["introuvable"]
    assert found['"Genève sommet"'] < found["sommet"]


def test_a_text_with_any_character_comes_back(url: str) -> None:
    text = "Lavrov a dit « \0 \x10 \x100 \x101\x10\0 ».\n" + "".join(map(chr, (*range(1, 32), 0x10FFFF, 0xFFFE)))
    with open_store(place_of(url)) as store:
        fill(store, text)
        assert store.record().documents[0].text == text
        assert store.number("\0", state=store.state()) is None


# The schema


def compare(engine: Engine) -> list[object]:
    """What Alembic would change to have the database as the program knows it."""
    tables = [schema.metadata, postgres_metadata] if engine.dialect.name == "postgresql" else [schema.metadata]

    def counts(name: str | None, kind: str, _: object) -> bool:  # SQLite's index is a table of its own kind
        return engine.dialect.name == "postgresql" or not (kind == "table" and str(name).startswith("search"))

    with engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True, "include_name": counts}
        return compare_metadata(MigrationContext.configure(connection, opts=options), tables)  # type: ignore[arg-type]


def test_migrations_go_both_ways(place: str) -> None:
    where, config = place_of(place), make_config()
    with open_store(where) as store:
        fill(store, ANNOUNCED)
        before = store.record()
    engine = make_engine(where) if isinstance(where, Address) else make_file_engine(where)

    def run(step: Callable[..., None], revision: str) -> None:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            config.attributes["connection"] = connection
            step(config, revision)

    assert compare(engine) == []
    for revision in ("0003", "0002", "0001"):
        run(command.downgrade, revision)
        assert compare(engine)
    with open_store(where) as store:
        assert store.is_stale()
        store.refresh(build)
        assert store.record() == before
    assert compare(engine) == []
    run(command.downgrade, "base")
    assert compare(engine)
    open_store(where).close()
    assert compare(engine) == []
    engine.dispose()


def test_text_is_in_the_order_of_its_code_points(url: str, postgres: Server) -> None:
    open_store(place_of(url)).close()
    found = postgres.ask(
        name_of(url),
        "SELECT relname, attname FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid "
        "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND atttypid = 'text'::regtype "
        "AND attcollation <> '\"C\"'::regcollation",
    )
    assert found == []


# Removal


def test_a_removed_document_is_in_no_table_any_more(url: str, postgres: Server) -> None:
    note = SECRET + " " + "x" * 9000

    def files() -> bytes:
        postgres.ask("postgres", "CHECKPOINT")
        return b"".join(f.read_bytes() for f in (postgres.data / "base").rglob("*") if f.is_file())

    with open_store(place_of(url)) as store:
        fill(store, ANNOUNCED, note)
        assert b"rnithorynqu" in files()
        store.remove(make_id("doc", note), build)
        assert b"rnithorynqu" not in files()
        assert [d.text for d in store.record().documents] == [ANNOUNCED]


# What is said when it does not work


def fails(url: str) -> str:
    with pytest.raises((StoreError, ConfigError)) as caught:
        open_store(place_of(url))
    assert PASSWORD not in repr(caught.getrepr(chain=True))
    return str(caught.value)


def test_errors_name_the_database_and_what_to_do(url: str, postgres: Server, tmp_path: Path) -> None:
    shown = hide_secrets(url)
    assert PASSWORD not in shown
    name = name_of(url)
    missing = fails(url.replace(name, "nowhere", 1))
    assert "nowhere" in missing
    assert "does not exist" in missing
    wrong = fails(url.replace(PASSWORD, "sesame-faux"))
    assert shown in wrong
    assert "authentication failed" in wrong
    assert "sesame-faux" not in wrong
    assert "server running" in fails(f"postgresql://{USER}:{PASSWORD}@/x?host={tmp_path}")
    assert "server running" in fails(f"postgresql://{USER}:{PASSWORD}@127.0.0.1:1/x")
    assert "encoding is SQL_ASCII" in fails(latin(postgres))
    postgres.ask(name, "CREATE TABLE birds (name text)")
    assert "another program" in fails(url)
    assert postgres.ask(name, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(1,)]
    own = f"{url}&options=-csearch_path%3Down"
    assert "search path" in fails(own)
    postgres.ask(name, "CREATE SCHEMA own")
    open_store(place_of(own)).close()  # beside the other program's


def latin(postgres: Server) -> str:
    postgres.ask("postgres", "CREATE DATABASE latin TEMPLATE template0 ENCODING SQL_ASCII LOCALE 'C'")
    return postgres.url("latin")


def test_a_newer_or_half_made_schema_is_refused(url: str, postgres: Server) -> None:
    open_store(place_of(url)).close()
    name = name_of(url)
    postgres.ask(name, "UPDATE alembic_version SET version_num = '9999'")
    assert "newer version" in fails(url)
    postgres.ask(name, "COMMENT ON TABLE meta IS NULL")
    assert "another program" in fails(url)


def test_a_user_who_may_not_make_tables_is_told(url: str, postgres: Server) -> None:
    postgres.ask("postgres", "CREATE USER guest PASSWORD 'sesame-invite'")
    told = fails(url.replace(USER, "guest", 1).replace(PASSWORD, "sesame-invite"))
    assert "GRANT CREATE" in told
    assert "sesame-invite" not in told


def test_a_server_that_goes_away_is_said_and_met_again(postgres: Server, url: str) -> None:
    with open_store(place_of(url)) as store:
        fill(store, ANNOUNCED)
        postgres.stop()
        try:
            with pytest.raises(StoreError) as caught:
                store.count()
        finally:
            postgres.start()
        assert PASSWORD not in str(caught.value)
        assert store.count()["documents"] == 1


def test_a_writer_waits_for_another_and_readers_do_not(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pourparlers.store.postgres._SETTINGS", "SET lock_timeout = '0.3s'")
    with open_store(place_of(url)) as store, open_store(place_of(url)) as other:
        fill(store, ANNOUNCED)
        with store._writing():
            assert other.count()["documents"] == 1
            with pytest.raises(StoreError, match="another program has been writing"):
                other.add_failures([])


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:sés%ame@h/d", "postgresql://u:12%zz@h/d", "postgresql://u:sesame/ouvre@h/d",
        "postgresql://u:77/ouvre@h/d", "postgresql://u:se@same@h/d", "postgresql://h/d?pasword=sesame",
    ],
)  # fmt: skip
def test_a_url_that_cannot_be_read_is_not_repeated(url: str) -> None:
    with pytest.raises(StoreError) as caught:
        read_url(Address(url))
    assert "%40" in str(caught.value)
    assert "same" not in str(caught.value)
    assert "12" not in str(caught.value)


@given(
    user=st.sampled_from(["", "u", "une.personne"]), password=st.text(min_size=1).map(lambda s: f"QxZ{s}QxZ"),
    tail=st.sampled_from(["h/d", "h:5433/d?sslmode=require", "/d?host=/run/x"]), asked=st.booleans(),
)  # fmt: skip
def test_no_name_holds_a_password(user: str, password: str, tail: str, asked: bool) -> None:
    url = f"postgresql://{user}:{password}@{tail}"
    if asked and "&" not in password:
        sign = "&" if "?" in tail else "?"
        url = f"postgresql://{tail}{sign}password={password}&application_name=x"
    for name in (hide_secrets(url), str(Address(url)), repr(Address(url))):
        assert "QxZ" not in name
    assert hide_secrets(hide_secrets(url)) == hide_secrets(url)


def test_a_place_is_a_file_or_a_server(tmp_path: Path) -> None:
    assert place_of("postgres://h/d") == Address("postgres://h/d")
    assert place_of(str(tmp_path)) == tmp_path
    assert place_of("~/a.sqlite") == Path.home() / "a.sqlite"
    for wrong in ("mysql://u:sesame@h/d", "sqlite:///a.sqlite", Path("postgresql://u:sesame@h/d")):
        with pytest.raises(ConfigError) as caught:
            place_of(wrong)
        assert "sesame" not in str(caught.value)


# The commands


def make_engine_(*, knowledge: object) -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    monkeypatch.setenv("POURPARLERS_LANG", "en")
    return make_run(monkeypatch, capfdbinary, make_engine_)


def test_the_commands_work_and_say_no_password(
    url: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres: Server
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(ANNOUNCED, encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_text(MET, encoding="utf-8")
    for file in (tmp_path / "in").iterdir():
        os.utime(file, (1_600_000_000, 1_600_000_000))  # a watch leaves alone what was written a moment ago
    config = tmp_path / "config.toml"
    config.write_text(f'db = "{url}"\n', encoding="utf-8")
    monkeypatch.setenv("POURPARLERS_CONFIG", str(config))
    outputs = {}
    for db in (url, "a.sqlite"):
        calls = (
            ("read", "in"), ("chronology",), ("search", "geneve"), ("export",), ("doctor",), ("watch", "in", "--once"),
            ("problems",), ("actor", "lavrov"), ("backup", "copy"), ("restore", "copy", "--discard"),
            ("remove", "b.txt"), ("export",),
        )  # fmt: skip
        outputs[db] = [run(*call, "--db", db) for call in calls]
    for result, other in zip(outputs[url], outputs["a.sqlite"], strict=True):
        assert PASSWORD not in result.out + result.err
        assert "Traceback" not in result.err
        if "pg_" not in result.err and "doctor" not in result.out and "Python" not in result.out:
            assert (result.out, result.code) == (other.out, other.code)
    texts = [result.out + result.err for result in outputs[url]]
    assert hide_secrets(url) in texts[0]
    assert "2 dispatches" in texts[4]
    assert "pg_dump" in texts[8]
    assert "pg_restore" in texts[9]
    assert len(run("export").out.splitlines()) == len(outputs[url][-1].out.splitlines())  # by the settings' file
    log = (postgres.folder / "log").read_text(encoding="utf-8", errors="replace")
    assert PASSWORD not in log


def test_without_the_driver_the_extra_is_named(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "pourparlers[postgresql]" in fails(url)


def test_a_record_is_the_same_on_both(url: str, folder: Path, tmp_path: Path) -> None:
    exports = []
    for db in (url, str(tmp_path / "p.sqlite")):
        with Pourparlers(db, engine=FakeEngine()) as p:
            p.read([folder])
            p.export_jsonl(tmp_path / "out")
            exports.append((tmp_path / "out").read_bytes())
    assert exports[0] == exports[1]
