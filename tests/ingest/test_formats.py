"""Feeds, agencies' formats, web archives, office documents, mail and Parquet: what is taken from each."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

import newsroom
from newsroom import LEAD, NEXT, VALID
from pourparlers.ingest import IngestOptions, Problem, parse_field_map, read_sources
from pourparlers.ingest.kinds import find_kind
from pourparlers.ingest.moments import find_day, find_url_day
from pourparlers.ingest.pdf import join_lines
from pourparlers.types import Document


def read(folder: Path, name: str, data: bytes | None = None, **options: object) -> list[Document | Problem]:
    path = folder / name
    path.write_bytes(VALID[name] if data is None else data)
    return list(read_sources([path], options=IngestOptions(**options)))  # type: ignore[arg-type]


def told(found: Document | Problem) -> tuple[object, ...]:
    assert isinstance(found, Document), found
    published = found.published
    return (found.uri.rpartition("/")[2], found.outlet, published.value, published.basis, found.language, found.title)


TOLD = {
    "feed.rss": [
        ("lome.html", "La Gazette", "2022-01-21", "metadata", "fr", "Reprise à Lomé"),
        ("niamey.html", "La Gazette", "2022-01-20", "url", "fr", "Un sommet à Niamey"),
    ],
    "feed.atom": [
        ("a", "Le Fil", "2022-01-21", "metadata", "fr", "Reprise à Lomé"),
        ("urn:uuid:2", "Le Fil", None, None, "fr", "Sans date"),
    ],
    "old.rdf": [("1", "Ancien", "2022-01-21", "metadata", None, "Lomé")],
    "item.json": [
        ("urn:agence.example:20220121:1", "Agence Y", "2022-01-21", "metadata", "fr", "Reprise à Lomé"),
    ],
    "item2.json": [
        ("urn:agence.example:20220121:2", "Agence Y", "2022-01-21", "metadata", "fr", "Reprise à Lomé"),
    ],
    "letter.eml": [("mid:1@gazette.example", "La Gazette", "2022-01-21", "metadata", "fr", "Reprise à Lomé")],
    "letters.mbox": [
        ("mid:1@gazette.example", "La Gazette", "2022-01-21", "metadata", "fr", "Reprise à Lomé"),
        ("mid:2@gazette.example", "La Gazette", "2022-01-21", "metadata", "fr", "Suite"),
    ],
    "web.warc": [
        ("a.html", "La Gazette", "2022-01-21", "metadata", None, "Lomé"),
        ("b.html", "La Gazette", "2022-01-21", "metadata", None, "Lomé"),
    ],
    "note.pdf": [("note.pdf", None, None, None, None, None)],
    "note.docx": [("note.docx", None, None, None, "fr", "Reprise à Lomé")],
    "rows.parquet": [
        ("a", "La Gazette", "2022-01-21", "metadata", None, "Reprise à Lomé"),
        ("b", "La Gazette", None, None, None, None),
    ],
}
TOLD["web.warc.gz"] = TOLD["web.warc"]


@pytest.mark.parametrize("name", TOLD)
def test_what_a_source_tells_of_itself(name: str, tmp_path: Path) -> None:
    assert [told(found) for found in read(tmp_path, name)] == TOLD[name]


@pytest.mark.parametrize("name", VALID)
def test_the_words_are_there_once_and_in_order(name: str, tmp_path: Path) -> None:
    found = [f for f in read(tmp_path, name) if isinstance(f, Document)]
    text = "\n\n".join(document.text or "" for document in found)
    assert LEAD in text
    assert "<p>" not in text
    assert "var x" not in text
    assert NEXT not in text or text.index(LEAD) < text.index(NEXT)


@pytest.mark.parametrize("name", VALID)
def test_content_decides_whatever_the_name(name: str, tmp_path: Path) -> None:
    """A file saved under another ending, or piped in, reads the same."""
    if name in {"note.txt", "rows.jsonl"}:
        pytest.skip("what opens as text is text")
    as_named = read(tmp_path, name)
    elsewhere = read(tmp_path, "download.txt", VALID[name])
    piped = list(read_sources(["-"], stdin=io.BytesIO(VALID[name])))
    texts = [f.text for f in as_named if isinstance(f, Document)]
    assert texts
    assert [f.text for f in elsewhere if isinstance(f, Document)] == texts
    assert [f.text for f in piped if isinstance(f, Document)] == texts


def test_an_agency_s_message_gives_its_texts_and_passes_over_its_pictures(tmp_path: Path) -> None:
    (item,) = read(tmp_path, "agency.xml")
    assert told(item) == (
        "urn:newsml:agence.example:20220121:LOME", "Agence X", "2022-01-21", "metadata", "fr", "Reprise à Lomé",
    )  # fmt: skip
    assert isinstance(item, Document)
    assert item.text == f"Reprise à Lomé\n\n{LEAD}\n\n{NEXT}"
    (none,) = read(tmp_path, "agency.xml", VALID["agency.xml"].replace(b"ninat:text", b"ninat:video"))
    assert isinstance(none, Problem)
    assert "no text item" in none.reason
    items = [newsroom.NINJS, newsroom.NINJS | {"type": "picture", "uri": "urn:p"}]
    assert len(read(tmp_path, "item.json", json.dumps(items).encode())) == 1
    (none,) = read(tmp_path, "item.json", json.dumps(items[1:]).encode())
    assert isinstance(none, Problem)


def test_a_version_of_another_day_than_the_first_says_so(tmp_path: Path) -> None:
    data = VALID["agency.xml"].replace(b"<firstCreated>2022-01-21", b"<firstCreated>2022-01-20")
    item = read(tmp_path, "agency.xml", data)[0]
    assert isinstance(item, Document)
    assert (item.published.value, item.warnings) == ("2022-01-21", ("the first version of this item is of 2022-01-20",))


@pytest.mark.parametrize("name", ["agency.xml", "item.json"])
def test_an_item_that_its_agency_withdrew_is_not_read(name: str, tmp_path: Path) -> None:
    found = read(tmp_path, name, VALID[name].replace(b"usable", b"canceled"))[0]
    assert isinstance(found, Problem)
    assert "canceled" in found.reason


def test_when_an_entry_was_updated_is_no_day_of_publication(tmp_path: Path) -> None:
    undated = read(tmp_path, "feed.atom")[1]
    assert isinstance(undated, Document)
    assert undated.published.value is None
    assert "updated, not when it was published" in undated.warnings[0]


def test_a_sidecar_and_flags_overrule_what_a_file_says(tmp_path: Path) -> None:
    (tmp_path / "about.csv").write_text("file,published,outlet\nnote.docx,2022-01-22,Note\n", encoding="utf-8")
    (tmp_path / "note.docx").write_bytes(VALID["note.docx"])
    (found,) = read_sources([tmp_path / "note.docx"], options=IngestOptions(sidecar=tmp_path / "about.csv"))
    assert told(found) == ("note.docx", "Note", "2022-01-22", "metadata", "fr", "Reprise à Lomé")


def test_columns_of_parquet_have_names_of_their_own(tmp_path: Path) -> None:
    fields = parse_field_map(["text=title", "title=none"])
    found = read(tmp_path, "rows.parquet", fields=fields)
    assert [type(one) for one in found] == [Document, Problem]
    missing = read(tmp_path, "rows.parquet", fields=parse_field_map(["text=corps"]))
    assert isinstance(missing[0], Problem)
    assert "no column 'corps'" in missing[0].reason


def test_xml_and_json_that_are_no_news_are_left_aside_in_a_folder_and_said_when_named(tmp_path: Path) -> None:
    (tmp_path / "settings.xml").write_text("<settings><a/></settings>", encoding="utf-8")
    (tmp_path / "package.json").write_text(json.dumps({"name": "x"}, indent=1), encoding="utf-8")
    assert all(isinstance(f, Problem) and f.skipped for f in read_sources([tmp_path]))
    (named,) = read_sources([tmp_path / "settings.xml"])
    assert isinstance(named, Problem)
    assert not named.skipped


def test_a_newsletter_whose_plain_part_only_points_to_the_page_gives_its_html(tmp_path: Path) -> None:
    plain = f"{LEAD}\n\n{NEXT}\n".encode("latin-1")
    (found,) = read(tmp_path, "letter.eml", VALID["letter.eml"].replace(plain, b"Lire en ligne.\n"))
    assert isinstance(found, Document)
    assert found.text == f"{LEAD}\n\n{NEXT}"


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("2022-01-21T23:30:00+01:00", "2022-01-21"),
        ("20220121T2330Z", "2022-01-21"),
        ("Fri, 21 Jan 2022 23:30:00 +0100", "2022-01-21"),
        ("21 Jan 2022 08:00 GMT", "2022-01-21"),
        ("2022-01", "2022-01"),
        ("ven., 21 janv. 2022", None),
        ("hier", None),
        ("", None),
        ("Mon, 32 Jan 2022 00:00:00 GMT", None),
        ("2022-13-45T00:00", None),
        ("x" * 9000, None),
    ],
)
def test_days_are_those_that_are_written(raw: str, day: str | None) -> None:
    assert find_day(raw) == day


def test_a_day_in_an_address() -> None:
    assert find_url_day("https://example.org/monde/2022/01/21/a.html") == "2022-01-21"
    assert find_url_day("https://example.org/2022/13/45/a.html") is None


def test_lines_broken_by_the_page_are_joined() -> None:
    page = (
        "Le ministre a reçu mardi les négo-\nciateurs des États-\nUnis dans la capitale, avant une\n"
        "rencontre prévue vendredi.\nLe lendemain, la délégation est repartie, peut-\nêtre pour Genève.\n\nFin"
    )
    assert join_lines(page).split("\n\n") == [
        "Le ministre a reçu mardi les négociateurs des États-Unis dans la capitale, avant une rencontre prévue "
        "vendredi.",
        "Le lendemain, la délégation est repartie, peut-être pour Genève.",
        "Fin",
    ]


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"<settings/>", "a.xml", None),
        (b"<?xml version='1.0'?><!-- <rss> --><feed xmlns='x'>", "a.xml", "feed"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<rss >", "a.txt", "feed"),
        ("<?xml version='1.0'?><rss >".encode("utf-16"), "a.xml", "feed"),
        (b"<html", "a.txt", None),
        (b"From Genf kam am Freitag ein Signal\n", "a.txt", "plain"),
        (b"From: nous\nDate: hier\n\nTexte", "a.txt", "plain"),
        (b"PK\x03\x04rest", "a.txt", "plain"),
        (b"", "a.json", None),
        (b"{", "a.jsonl", "jsonl"),
        (b"%PDF-1.4", "a.jsonl", "pdf"),
    ],
)
def test_what_a_beginning_tells(head: bytes, name: str, kind: str | None) -> None:
    expected = "plain" if head == b"<html" else kind
    assert find_kind(head, name) == expected


def test_every_form_has_a_valid_example() -> None:
    assert {find_kind(data[:4096], name) for name, data in newsroom.VALID.items()} == {
        "plain", "html", "jsonl", "feed", "newsml", "ninjs", "warc", "pdf", "docx", "odt", "mbox", "message", "parquet",
    }  # fmt: skip
