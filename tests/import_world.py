"""Small sources for `knowledge import`: real persons and posts, in the layouts of Wikidata and FollowTheMoney."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

NEW_ZEALAND, ICELAND, FRANCE, NATO = "Q664", "Q189", "Q142", "Q7184"
NZ_FOREIGN, NZ_DEFENCE, ICE_INTERIOR, FR_PRESIDENT = "Q6866148", "Q10330337", "Q20558616", "Q191954"
MALE, FEMALE = "Q6581097", "Q6581072"
GREGORIAN, JULIAN = "Q1985727", "Q1985786"


def item(qid: str) -> dict[str, Any]:
    value = {"entity-type": "item", "numeric-id": int(qid[1:]), "id": qid}
    return {"snaktype": "value", "datavalue": {"value": value, "type": "wikibase-entityid"}}


def time(day: str, precision: int = 11, calendar: str = GREGORIAN) -> dict[str, Any]:
    if day[0] not in "+-" and len(day) < len("2004-03-09"):
        day, precision = day + "-00" * ((10 - len(day)) // 3), 9 if len(day) == 4 else 10
    value = {
        "time": day if day[0] in "+-" else f"+{day}T00:00:00Z",
        "timezone": 0,
        "before": 0,
        "after": 0,
        "precision": precision,
        "calendarmodel": f"http://www.wikidata.org/entity/{calendar}",
    }
    return {"snaktype": "value", "datavalue": {"value": value, "type": "time"}}


def snak(kind: str) -> dict[str, Any]:
    return {"snaktype": kind}


def claim(main: dict[str, Any], rank: str = "normal", **qualifiers: Any) -> dict[str, Any]:
    rows = {name: value if isinstance(value, list) else [value] for name, value in qualifiers.items()}
    return {"mainsnak": main, "type": "statement", "rank": rank, "qualifiers": rows or []}


def entity(
    qid: str, labels: dict[str, str], aliases: dict[str, list[str]] | None = None, **claims: Any
) -> dict[str, Any]:
    def told(rows: Any) -> list[Any]:
        return [row if "mainsnak" in row else claim(row) for row in (rows if isinstance(rows, list) else [rows])]

    return {
        "type": "item",
        "id": qid,
        "labels": {code: {"language": code, "value": label} for code, label in labels.items()} or [],
        "descriptions": [],
        "aliases": {c: [{"language": c, "value": name} for name in names] for c, names in (aliases or {}).items()}
        or [],
        "claims": {name: told(rows) for name, rows in claims.items()} or [],
        "sitelinks": {},
    }


def human(qid: str, labels: dict[str, str], *held: dict[str, Any], gender: str = MALE, **more: Any) -> dict[str, Any]:
    claims = {name: more.pop(name) for name in list(more) if name.startswith("P")}
    return entity(qid, labels, **more, P31=item("Q5"), P21=item(gender), P39=list(held), **claims)


def post(qid: str, labels: dict[str, str], **claims: Any) -> dict[str, Any]:
    return entity(qid, labels, P31=item("Q4164871"), **claims)


PETERS = human(
    "Q1396178",
    {"en": "Winston Peters", "fr": "Winston Peters"},
    claim(item(NZ_FOREIGN), P580=time("2005-10-19"), P582=time("2008-08-29")),
    claim(item(NZ_FOREIGN), "deprecated", P580=time("1999-01-01"), P582=time("2000-01-01")),
    claim(item(NZ_FOREIGN), "preferred", P580=time("2023-11-00", 10)),
    aliases={"en": ["Winston Raymond Peters", "Winnie"], "fr": ["Winston Peters"]},
    P27=item(NEW_ZEALAND),
)
JONASSON = human(
    "Q294666",
    {"en": "Ögmundur Jónasson"},  # no label in French
    claim(item(ICE_INTERIOR), P580=time("2011-01-01"), P582=time("2013-05-23")),
    P27=item(ICELAND),
)
KRISTJANSDOTTIR = human(
    "Q2276642",
    {"mul": "Hanna Birna Kristjánsdóttir"},
    claim(item(ICE_INTERIOR), P580=time("2013-05-23"), P582=time("2014-12-04")),
    gender=FEMALE,
)
INTERIOR = post(
    ICE_INTERIOR,
    {"en": "Minister of the Interior", "fr": "ministre de l'Intérieur"},
    P1001=item(ICELAND),
    P279=item("Q83307"),
)
RABBIT = entity("Q9394", {"en": "rabbit"}, P31=item("Q16521"))
ENTITIES = (PETERS, RABBIT, JONASSON, KRISTJANSDOTTIR, INTERIOR)


def write_dump(path: Path, entities: Iterable[dict[str, Any]]) -> Path:
    """Write the official layout: an array with one entity a line."""
    text = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in entities)
    path.write_text(f"[\n{text}\n]\n", encoding="utf-8")
    return path


def ftm(schema: str, key: str, **properties: Any) -> dict[str, Any]:
    values = {name: value if isinstance(value, list) else [value] for name, value in properties.items()}
    return {"id": key, "caption": "", "schema": schema, "properties": values, "datasets": ["test"]}


def write_lines(path: Path, objects: Iterable[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects), encoding="utf-8")
    return path
