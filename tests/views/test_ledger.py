"""The ledger of positions and the list of dossiers, as people see them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console

from attributed import make_reader
from pourparlers.cli.app import make_command
from pourparlers.errors import NotFoundError
from pourparlers.extract.positions.issues import issue_names
from pourparlers.ids import make_id
from pourparlers.lang.catalogue import load_catalogue
from pourparlers.lang.pack import load_pack
from pourparlers.merge.build import build_record
from pourparlers.types import Document, Published, Record
from pourparlers.views import dossiers, render_ledger
from pourparlers.views.cast import Cast
from pourparlers.views.ledger import Claim, Ledger, make_ledger

FR = load_catalogue("fr")
DISPATCHES = {
    "2022-02-07": (
        "La Russie exige de la France le retrait de ses troupes de Roumanie. Emmanuel Macron a rencontré Vladimir "
        "Poutine lundi à Moscou. La Suède a menacé la Russie de sanctions."
    ),
    "2022-02-10": (
        "La France a refusé mercredi de retirer ses troupes de Roumanie. "
        "Le Kremlin exige de la Suède le retrait de ses troupes."
    ),
}
NAMES = issue_names(load_pack("fr"), "fr")


@pytest.fixture(scope="module")
def record() -> Record:
    reader = make_reader()
    documents = [
        Document(
            id=make_id("doc", text), uri=f"{day}.txt", text=text, language="fr",
            published=Published(value=day, basis="metadata"),
        )
        for day, text in DISPATCHES.items()
    ]  # fmt: skip
    return build_record([reader.read(d) for d in documents], program="x", pack="p", knowledge="k")


@pytest.fixture(scope="module")
def cast(record: Record) -> Cast:
    return Cast(record, FR, NAMES)


def claims_of(ledger: Ledger, issue: str) -> dict[tuple[str, str], Claim]:
    return {(c.side, c.stance): c for m in ledger.matters if m.issue == issue for c in m.claims}


def text_of(renderable: object) -> str:
    console = Console(width=100, file=io.StringIO(), highlight=False)
    console.print(renderable)
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def test_who_demands_who_answered_who_is_silent(record: Record, cast: Cast) -> None:
    claims = claims_of(make_ledger(record, cast), "troop-withdrawal")
    demand = claims[("rus", "demand")]
    assert demand.addressees == ("fra", "swe")
    assert [(a.side, a.voice.stance) for a in demand.answers] == [("fra", "refusal")]
    assert demand.silent == ("swe",)
    assert len(demand.voices) == 2  # the state's and its Kremlin's are one claim
    assert all(v.words in DISPATCHES[v.sources[0].removesuffix(".txt")] for v in demand.voices)


def test_what_was_known_on_a_day(record: Record, cast: Cast) -> None:
    early = make_ledger(record, cast, as_of="2022-02-08")
    (demand,) = claims_of(early, "troop-withdrawal").values()
    assert (demand.answers, demand.silent) == ((), ("fra",))
    assert early.left_out == len(record.positions) - sum(len(c.voices) for m in early.matters for c in m.claims)


def test_issue_and_parties(record: Record, cast: Cast) -> None:
    (matter,) = make_ledger(record, cast, issue="retrait des troupes").matters
    assert matter.issue == "troop-withdrawal"
    between = make_ledger(record, cast, between=("Russie", "Suède"))
    assert {c.side for m in between.matters for c in m.claims} == {"rus", "swe"}
    with pytest.raises(NotFoundError, match="no position"):
        make_ledger(record, cast, issue="pêche au thon")
    with pytest.raises(NotFoundError, match="no actor"):
        make_ledger(record, cast, between=("Russie", "Atlantide"))


def test_the_ledger_for_people_and_programs(record: Record, cast: Cast) -> None:
    ledger = make_ledger(record, cast)
    shown = text_of(render_ledger.render_text(ledger, cast))
    assert "retrait des troupes" in shown
    assert "Russie exige → France, Suède" in shown
    assert "↳ Suède : pas de réponse" in shown.replace("\u00a0", " ").replace("\u202f", " ")
    page = render_ledger.render_markdown(ledger, cast)
    assert "## retrait des troupes" in page
    assert "- **Russie** exige → France, Suède" in page
    lines = list(csv.DictReader(io.StringIO("".join(render_ledger.render_csv(ledger, cast)))))
    assert {(x["side"], x["answered_by"]) for x in lines if x["stance"] == "demand"} == {("Russie", "France")}
    ids = {p.id for p in record.positions}
    assert {x["position"] for x in lines} <= ids
    assert json.loads(render_ledger.render_json(ledger))["matters"][0]["claims"]


def test_dossiers(record: Record, cast: Cast) -> None:
    rows = dossiers.dossier_rows(record, cast)
    first = rows[0]
    assert set(first.parties) == {"France", "Russie"}
    assert (first.contacts, first.exchanges) == (1, 0)
    assert first.positions == 2
    assert "retrait des troupes" in first.issues
    assert first.coming == ""  # the meeting is over
    assert "negotiation-" in text_of(dossiers.render_text(rows, cast))
    assert first.id in dossiers.render_markdown(rows, cast)


def test_commands_answer(tmp_path: Path) -> None:
    """The commands over a real record, in the forms they offer."""
    folder = tmp_path / "in"
    folder.mkdir()
    for day, text in DISPATCHES.items():
        (folder / f"{day}.txt").write_text(f"date {day} {text}", encoding="utf-8")
    command = make_command("fr")
    db = ["--db", str(tmp_path / "r.sqlite"), "--lang", "fr"]

    def out(*args: str) -> str:
        found = CliRunner().invoke(command, [*args, *db])
        assert found.exit_code == 0, found.output
        return found.output

    out("read", str(folder))
    assert "retrait des troupes" in out("ledger", "--between", "Russie", "France")
    assert json.loads(out("dossiers", "--actor", "France", "--format", "json"))[0]["contacts"] == 1
