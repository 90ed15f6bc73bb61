"""An outlet's corrected text takes the place of the earlier one; what is not a version of it does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fakes import FakeEngine
from pourparlers.api import Pourparlers
from pourparlers.ids import make_id
from pourparlers.store.revisions import is_address, is_version

URL = "https://gazette.example/lome.html"
REST = "Les deux délégations, arrivées la veille, ont été reçues séparément par les médiateurs de l'Union."
OLD = f"Blinken et Lavrov se rencontreront le 2022-01-21 à Genève. {REST}"
NEW = f"Blinken et Lavrov se rencontreront le 2022-01-24 à Genève. {REST} Kouleba: « enfin »."
OTHER = "Tout autre chose : la récolte de cacao a souffert des pluies, disent les planteurs du pays cette semaine."


def read(p: Pourparlers, folder: Path, *rows: tuple[str, str], title: str | None = None) -> None:
    """Read texts as an archive of pages gives them: (address, text)."""
    path = folder / "rows.jsonl"
    path.write_text(
        "".join(json.dumps({"uri": u, "text": t, "title": title}) + "\n" for u, t in rows), encoding="utf-8"
    )
    p.read([path])


@pytest.fixture
def p():
    with Pourparlers(":memory:", engine=FakeEngine()) as opened:
        yield opened


def days(p: Pourparlers) -> list[str | None]:
    return [contact.when.value for contact in p.contacts()]


def test_the_facts_of_a_corrected_text_follow_and_the_old_ones_are_kept_apart(p: Pourparlers, tmp_path: Path) -> None:
    read(p, tmp_path, (URL, OLD))
    assert days(p) == ["2022-01-21"]
    read(p, tmp_path, (URL, NEW))
    assert days(p) == ["2022-01-24"]
    (contact,) = p.contacts()
    assert len(contact.accounts) == 1
    old, new = sorted(p.record().documents, key=lambda d: d.replaced_by is None)
    assert (old.text, old.replaced_by, new.replaced_by) == (OLD, new.id, None)
    (revision,) = p.revisions()
    assert (revision.old.id, revision.new.id) == (old.id, new.id)
    assert [told.kind for told in revision.gone] == ["contact"]
    assert sorted(told.kind for told in revision.come) == ["contact", "statement"]


def test_reading_both_at_once_is_the_same_as_one_after_the_other(tmp_path: Path) -> None:
    exports = []
    for rows in ([[(URL, OLD)], [(URL, NEW)]], [[(URL, OLD), (URL, NEW)]], [[(URL, OLD)], [(URL, OLD), (URL, NEW)]]):
        with Pourparlers(":memory:", engine=FakeEngine()) as p:
            for part in rows:
                read(p, tmp_path, *part)
            p.export_jsonl(tmp_path / "out.jsonl")
            exports.append((tmp_path / "out.jsonl").read_bytes())
    assert exports[0] == exports[1] == exports[2]


def test_an_outlet_that_goes_back_to_its_first_text_is_believed(p: Pourparlers, tmp_path: Path) -> None:
    for text in (OLD, NEW, OLD):
        read(p, tmp_path, (URL, text))
    assert days(p) == ["2022-01-21"]
    assert [r.new.id for r in p.revisions()] == [make_id("doc", OLD)]


def test_a_chain_of_versions_leads_to_the_last(p: Pourparlers, tmp_path: Path) -> None:
    last = NEW.replace("2022-01-24", "2022-01-25")
    for text in (OLD, NEW, last):
        read(p, tmp_path, (URL, text))
    assert days(p) == ["2022-01-25"]
    assert {r.new.id for r in p.revisions()} == {make_id("doc", last)}


def test_a_text_that_another_outlet_still_prints_stands(p: Pourparlers, tmp_path: Path) -> None:
    read(p, tmp_path, (URL, OLD), ("https://courrier.example/a", OLD), (URL, NEW))
    assert p.revisions() == ()
    assert len(p.contacts()[0].accounts) == 2


@pytest.mark.parametrize(
    ("address", "first", "then"),
    [
        ("notes/lome.txt", OLD, NEW),  # a file's name says nothing of its content
        (URL, OLD, OTHER),  # a front page, or an address used again
    ],
    ids=["file", "other text"],
)
def test_what_is_no_version_replaces_nothing(
    address: str, first: str, then: str, p: Pourparlers, tmp_path: Path
) -> None:
    read(p, tmp_path, (address, first), (address, then))
    assert p.revisions() == ()
    assert all(d.replaced_by is None for d in p.record().documents)
    assert p.count()["documents"] == 2


def test_a_removed_correction_leaves_the_text_before_it(p: Pourparlers, tmp_path: Path) -> None:
    read(p, tmp_path, (URL, OLD), (URL, NEW))
    p.remove(next(d.id for d in p.record().documents if d.text == NEW))
    assert days(p) == ["2022-01-21"]


def test_short_texts_are_compared_by_their_titles() -> None:
    assert is_version("Accord à Lomé", "Pas d'accord à Lomé", same_title=True)
    assert not is_version("Accord à Lomé", "Sommet à Niamey", same_title=False)
    assert is_version(OLD, NEW, same_title=False)
    assert not is_version(OLD, OTHER, same_title=True)


@pytest.mark.parametrize(
    ("uri", "expected"),
    [(URL, True), ("urn:newsml:x", True), ("mid:1@x", True), ("tag:x,2022:1", True), ("a/b.txt", False),
     ("rows.jsonl#L3", False), ("stdin", False), ("C:/a.txt", False)],
)  # fmt: skip
def test_what_an_address_is(uri: str, expected: bool) -> None:
    assert is_address(uri) is expected
