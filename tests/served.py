"""Stores of records made by hand, for servers of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import msgspec
from fastapi.testclient import TestClient

from fakes import VERSIONS
from pourparlers.drafts import Reading
from pourparlers.places import place_of
from pourparlers.store.opening import open_store
from pourparlers.types import Record

API = "/api/v1"
ORIGIN = "http://127.0.0.1:8421"
Serve: TypeAlias = Callable[..., TestClient]
FACTS = ("contacts", "statements", "events", "positions", "figures")


def write_store(db: str, record: Record) -> str:
    """A database that holds `record`, with the texts of its documents."""
    with open_store(place_of(db)) as store:
        for document in record.documents:
            store.add(Reading(document=document), VERSIONS, prepared=document, given=document)
        store.refresh(lambda readings, judgements, versions: record)
    return db


def write_again(db: str, record: Record) -> None:
    """Put `record` in place of the one that the database holds, as another program does."""
    with open_store(place_of(db)) as store:
        store.refresh(lambda *_: record, force=True)


def repeat(record: Record, n: int) -> Record:
    """`record` with every fact there `n` times, under ids of their own."""
    fields = {}
    for name in FACTS:
        facts = getattr(record, name)
        fields[name] = tuple(msgspec.structs.replace(f, id=f"{f.id}-{i:03}") for i in range(n) for f in facts)
    return msgspec.structs.replace(record, **fields)


def get(client: TestClient, path: str, **query: Any) -> Any:
    """What a GET answers."""
    answer = client.get(f"{API}{path}", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def ids(found: dict[str, Any]) -> list[str]:
    """The ids of a list's items."""
    return [item["id"] for item in found["items"]]
