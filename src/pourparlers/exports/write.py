"""Every export by its format's name: which part of the record, in what form, to what file or folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, Final, Literal, TypeAlias, get_args

from ..errors import ConfigError
from ..types import Record, Struct
from .coding import Selection, code_events
from .files import replace_file, replace_folder

ExportFormat: TypeAlias = Literal[
    "jsonl", "plover", "polecat", "cameo", "gexf", "graphml", "csv", "parquet", "timeline"
]
"""Formats of an export."""

TABLES: Final[frozenset[ExportFormat]] = frozenset({"csv", "parquet"})
"""Formats that are a folder."""

CODED: Final[frozenset[ExportFormat]] = frozenset({"plover", "polecat", "cameo", "gexf", "graphml"})
"""Formats without an assertion, from which events stay out (see `coding`)."""

WITH_EVERYTHING: Final[frozenset[ExportFormat]] = frozenset({"plover", "polecat", "cameo"})
"""Formats that can take such events in, with a column that says so."""

Unit: TypeAlias = Literal["lines", "events", "dyads", "edges", "rows", "slides"]
_UNITS: Final[dict[ExportFormat, Unit]] = {
    "jsonl": "lines", "plover": "events", "polecat": "events", "cameo": "dyads", "gexf": "edges", "graphml": "edges",
    "csv": "rows", "parquet": "rows", "timeline": "slides",
}  # fmt: skip


class Written(Struct, frozen=True):
    """What an export wrote: `n` of a `unit`; how many events it had no room for, how many have no day of their own."""

    n: int
    unit: Unit
    left_out: int = 0
    undated: int = 0


def write_export(
    record: Record,
    form: ExportFormat,
    out: BinaryIO | Path,
    *,
    everything: bool = False,
    without_text: bool = False,
    lang: str = "en",
) -> Written:
    """Write `record` in `form` to a binary file, or to a path (for tables a folder), which gets all of it or nothing.

    `everything` takes in events that are negated, denied, hypothetical, conditional, accused or reported;
    `without_text` leaves out the dispatches' texts; `lang` (fr or en) is that of a timeline's words. Raises
    ConfigError for what cannot be meant, OSError naming the path.
    """
    if form not in get_args(ExportFormat):
        raise ConfigError(f"{form}: no format of an export; there are {', '.join(get_args(ExportFormat))}")
    if everything and form not in WITH_EVERYTHING:
        raise ConfigError(f"--all is for {', '.join(sorted(WITH_EVERYTHING))}; {form} has no column for it")
    if form in TABLES:
        return _write_tables(record, form, out, without_text=without_text)
    if isinstance(out, Path):
        with replace_file(out) as file:
            return write_export(record, form, file, everything=everything, without_text=without_text, lang=lang)
    if form == "jsonl":
        from .jsonl import write_jsonl  # noqa: PLC0415 - each form loads what it needs

        return Written(n=write_jsonl(record, out, without_text=without_text), unit="lines")
    if form == "timeline":
        from ..lang.catalogue import load_catalogue  # noqa: PLC0415
        from .timeline import encode_timeline  # noqa: PLC0415

        data, slides, undated = encode_timeline(record, load_catalogue(lang))
        out.write(data)
        return Written(n=slides, unit="slides", undated=undated)
    selection = code_events(record, everything=everything)
    chunks, n = _encode(record, form, selection, everything=everything, without_text=without_text)
    for chunk in chunks:
        out.write(chunk)
    undated = selection.undated if form in WITH_EVERYTHING else 0
    return Written(n=n, unit=_UNITS[form], left_out=selection.left_out, undated=undated)


def _write_tables(record: Record, form: ExportFormat, out: BinaryIO | Path, *, without_text: bool) -> Written:
    from .tables import FILES, load_pyarrow, write_tables  # noqa: PLC0415

    if not isinstance(out, Path):
        raise ConfigError(f"{form}: the tables go to a folder; name it with -o")
    if form == "parquet":
        load_pyarrow()
    with replace_folder(out, ours=FILES) as folder:
        n = write_tables(record, folder, "csv" if form == "csv" else "parquet", without_text=without_text)
    return Written(n=n, unit="rows")


def _encode(
    record: Record, form: ExportFormat, selection: Selection, *, everything: bool, without_text: bool
) -> tuple[Iterable[bytes], int]:
    """The bytes of a form of one file, and how many events, dyads or edges there are."""
    events = len(selection.events)
    if form == "plover":
        from .plover import encode_plover  # noqa: PLC0415

        return encode_plover(record, selection, everything=everything, without_text=without_text), events
    if form == "polecat":
        from .polecat import encode_polecat  # noqa: PLC0415

        return encode_polecat(record, selection, everything=everything), events
    if form == "cameo":
        from .cameo import encode_cameo, find_dyads  # noqa: PLC0415

        dyads = find_dyads(selection, everything=everything)
        return encode_cameo(record, dyads, everything=everything), len(dyads)
    from .network import encode_gexf, encode_graphml, make_network  # noqa: PLC0415 - networkx is dear to import

    graph = make_network(record, selection)
    encode = encode_gexf if form == "gexf" else encode_graphml
    return [encode(graph)], graph.number_of_edges()
