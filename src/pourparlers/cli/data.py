"""Commands beside the record: `schema`, `remove`, `evaluate`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .common import DbOption, LangOption, make_session, write_lines

MOST = 5
"""How many missing dispatches are named."""


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command("schema")(schema)
    app.command("remove")(remove)
    app.command("evaluate")(evaluate)


def schema() -> None:
    """The JSON Schema of a line of an export."""
    import msgspec  # noqa: PLC0415

    from ..exports.jsonl import wire_schema  # noqa: PLC0415

    write_lines([msgspec.json.format(msgspec.json.encode(wire_schema()), indent=1).decode() + "\n"])


def remove(
    context: typer.Context,
    *,
    doc: Annotated[str, typer.Argument(metavar="DOC")],
    db: DbOption = None,
    lang: LangOption = None,
) -> None:
    """Take a dispatch out of the record and out of the file."""
    session = make_session(context, db=db, lang=lang)
    with session.open() as record:
        removed = record.remove(doc)
        session.tell(session.say("message.removed", doc=removed.uri, db=record.db))


def evaluate(
    context: typer.Context,
    *,
    record: Annotated[Path, typer.Argument(metavar="RECORD")],
    gold: Annotated[Path, typer.Argument(metavar="GOLD")],
    floors: Annotated[Path | None, typer.Option("--floors", metavar="TOML")] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
    missed: Annotated[bool, typer.Option("--show")] = False,
    lang: LangOption = None,
) -> None:
    """Score an export against gold."""
    from ..evaluate.floors import check_floors, load_floors  # noqa: PLC0415
    from ..evaluate.score import score_files  # noqa: PLC0415

    session = make_session(context, db=None, lang=lang)
    pinned = load_floors(floors) if floors else None
    scores = score_files(record, gold)
    write_lines([scores.to_json() + "\n"] if as_json else (f"{line}\n" for line in scores.to_lines()))
    if scores.absent:
        key = "message.none_in_common" if len(scores.absent) == scores.asked else "message.some_absent"
        session.tell(session.say(key, n=len(scores.absent), all=scores.asked, files=", ".join(scores.absent[:MOST])))
    for miss in scores.misses if missed else ():
        session.tell(miss)
    if pinned is None:
        return
    falls = check_floors(scores, pinned)
    for fall in falls:
        key = "message.floors_missing" if fall.value is None else "message.floors_fall"
        session.tell(session.say(key, measure=fall.measure, value=fall.value, floor=fall.floor))
    if falls:
        raise typer.Exit(1)
    session.tell(session.say("message.floors_hold"))
