"""Blocks as a whole: what must hold of any text, what the seeds and the samples show."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparlers.ingest import read_sources
from pourparlers.lang.pack import load_pack
from pourparlers.text import analyse_text
from pourparlers.text.block_rules import load_block_rules
from pourparlers.text.blocks import find_blocks
from pourparlers.types import Document
from pourparlers.vocab import NOISE_BLOCKS

PACK = load_pack("fr")
RULES = load_block_rules(PACK)
ROOT = Path(__file__).resolve().parents[2]
PROSE = "Les négociateurs se sont retrouvés mardi dans la capitale togolaise, après deux mois d'interruption."

PIECES = (
    " date 2022-01 ", "\n", "\r\n", "\n\n", " ", PROSE, "Lire aussi : ", "Voir aussi : VIDÉO. ", "AFP", "(Belga)", "| ",
    "(AFP) - ", "©", "GENÈVE (AFP) - ", "(Washington) ", "Commentaires", "Autres vidéos", "00:47 Autre sujet", "«",
    "PHOTO JEAN DUPONT, AFP ", "Partager", "»", '"', "’", "'", ".", "?", "Titre court", "\u2028", "\u00a0", "\0",
    "🙂", "X (g.) et Y à Genève. POOL", "Le chef", "par Ouest France",
)  # fmt: skip
FRAGMENTS = st.sampled_from(PIECES)
TEXTS = st.one_of(st.lists(st.one_of(FRAGMENTS, st.text(max_size=12)), max_size=14).map("".join), st.text(max_size=300))


def kinds(text: str, kind: str) -> list[str]:
    return [text[b.start : b.end] for b in find_blocks(text, rules=RULES).blocks if b.kind == kind]


@settings(max_examples=250, deadline=None)
@given(TEXTS)
def test_blocks_are_sorted_apart_and_cover_the_words(text: str) -> None:
    blocks = find_blocks(text, rules=RULES).blocks
    covered = set()
    at = 0
    for block in blocks:
        assert at <= block.start < block.end <= len(text)
        at = block.end
        covered |= set(range(block.start, block.end))
    assert all(i in covered or c.isspace() for i, c in enumerate(text))


@settings(max_examples=60, deadline=None)
@given(TEXTS.filter(str.strip))
def test_analysis_leaves_the_text_alone_and_is_idempotent(text: str) -> None:
    once = analyse_text(Document(id="doc-1", uri="x", text=text), pack=PACK)
    assert once.text == text
    assert analyse_text(once, pack=PACK) == once


def test_a_document_without_text_is_passed_through() -> None:
    assert analyse_text(Document(id="doc-1", uri="x", text=None), pack=PACK).blocks == ()


def test_line_ends_of_windows_change_nothing_but_offsets() -> None:
    text = f"Sahel : la médiation africaine reprend à Lomé\n\n{PROSE}\n\nAgence France-Presse\n\n{PROSE}"
    unix = find_blocks(text, rules=RULES)
    windows_text = text.replace("\n", "\r\n")
    windows = find_blocks(windows_text, rules=RULES)
    assert [(b.kind, text[b.start : b.end]) for b in unix.blocks] == [
        (b.kind, windows_text[b.start : b.end]) for b in windows.blocks
    ]


def test_the_title_that_the_source_gives_is_found_in_the_text() -> None:
    text = f"Lomé, dernier espoir. {PROSE}"
    marked = find_blocks(text, rules=RULES, title="Lomé, dernier espoir.")
    assert next((b.kind, text[b.start : b.end]) for b in marked.blocks) == ("title", "Lomé, dernier espoir.")


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        (f"{PROSE} (Belga)", ("Belga",)),
        (f"{PROSE}\n\nAvec AFP et Reuters", ("AFP", "Reuters")),
        (f"LOMÉ (AFP) - {PROSE}", ("AFP",)),
        (f"Sahel : la médiation reprend\nPar Jeanne Dupont, avec AFP\n{PROSE}", ("AFP",)),
        (f"Des soldats près de Bamako. REUTERS/Jean Dupont\n\n{PROSE}", ()),
        (f"{PROSE} Jean Dupont/Pool via REUTERS", ()),
        (PROSE.replace("retrouvés", "retrouvés, selon l'AFP,"), ()),
    ],
    ids=["brackets", "line", "dateline", "byline", "caption", "photo-credit", "quoted-only"],
)
def test_agencies_are_those_that_sign_the_text(text: str, agencies: tuple[str, ...]) -> None:
    assert find_blocks(text, rules=RULES).agencies == agencies


def test_the_lead_is_the_first_of_several_paragraphs() -> None:
    assert kinds(f"{PROSE}\n\n{PROSE}", "lead") == [PROSE]
    assert kinds(PROSE, "lead") == []


@pytest.mark.parametrize(
    "text",
    [
        "a" * 400_000,
        "A " * 200_000,
        "Lire aussi : " * 30_000,
        "(" * 300_000,
        "l'" * 200_000,
        "Aa" * 200_000,
        ". A" * 130_000,
        "PHOTO " + "A " * 200_000,
        "PHOTO " + "A" * 400 + "b",
        ". " + "A" * 400_000,
        ". " + "Jean " * 80_000,
        "A" * 300_000 + " (AFP",
        "Mot. " * 80_000 + "©",
        "\n".join(["Titre"] * 20_000),
        "« " * 200_000,
        "Par A " * 80_000,
        ", qui " * 80_000,
    ],
    ids=lambda t: t[:12],
)
def test_hostile_texts_take_linear_time(text: str) -> None:
    began = time.process_time()
    find_blocks(text, rules=RULES)
    assert time.process_time() - began < 5


# ------------------------------------------------------------------ seeds and samples


def _read(path: Path) -> Document:
    document = next(iter(read_sources([path])))
    assert isinstance(document, Document)
    return analyse_text(document, pack=PACK)


def _words(document: Document, *kinds: str) -> list[str]:
    text = document.text or ""
    return [text[b.start : b.end] for b in document.blocks if b.kind in kinds]


def test_seed_headers_and_credits(seeds: Path) -> None:
    read = {path.name[:3]: _read(path) for path in sorted(seeds.glob("*.txt"))}
    for number in ("000", "001", "002", "003"):
        assert _words(read[number], "chrome")[0].startswith("date 20")
        assert read[number].published.basis == "header"
    assert _words(read["000"], "credit") == ["(Belga)"]
    assert {n: d.agencies for n, d in read.items()} == {
        "000": ("Belga",), "001": ("AFP",), "002": ("AFP",), "003": (), "004": (),
    }  # fmt: skip
    assert {d.language for d in read.values()} == {"fr"}


def test_seed_001_reports_the_sentence_before_the_photo_credit(seeds: Path) -> None:
    document = _read(next(seeds.glob("001*.txt")))
    assert any(w.startswith("Cette source a aussi souligné") for w in _words(document, "body"))
    assert _words(document, "credit") == ["Jonathan Nackstrand/Pool Photo via AP", "AFPE"]
    assert _words(document, "caption") == []
    title = _words(document, "title")
    assert len(title) == 1
    assert title[0].startswith("Situation en Ukraine – ")
    assert title[0].endswith(" vendredi")
    assert _words(document, "subhead") == ["Contexte explosif", "Solution diplomatique", "Nouvelle menace"]


def test_seed_002_captions_dateline_and_subhead(seeds: Path) -> None:
    document = _read(next(seeds.glob("002*.txt")))
    captions = _words(document, "caption")
    assert len(captions) == 3
    assert all(c.startswith("PHOTO ") for c in captions)
    assert _words(document, "dateline") == ["(Washington)"]
    assert _words(document, "credit") == ["Agence France-Presse"]
    assert _words(document, "subhead") == ["Reconnaissance des préoccupations russes"]


def test_seed_003_subhead(seeds: Path) -> None:
    assert _words(_read(next(seeds.glob("003*.txt"))), "subhead") == ['Moscou exclut toute "concession"']


def test_seed_004_chrome(seeds: Path) -> None:
    document = _read(next(seeds.glob("004*.txt")))
    chrome = _words(document, "chrome")
    assert chrome[0].startswith("par Ouest France - ")
    assert chrome[0].endswith(" rédaction")
    assert chrome[1].startswith("Voir aussi : VIDÉO.")
    assert chrome[1].endswith(" l'est de l'Ukraine")
    assert chrome[2].startswith("Vidéo suivante")
    assert chrome[2].endswith("22 novembre 2024 - lequipe")
    assert any(w.startswith("Le Kremlin dément") for w in _words(document, "body"))


GOLD = [
    path
    for path in sorted((ROOT / "evaluation" / "samples" / "gold").glob("*.json"))
    if '"blocks"' in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("gold", GOLD, ids=lambda p: p.stem)
def test_noise_of_the_samples(gold: Path) -> None:
    wanted = json.loads(gold.read_text(encoding="utf-8"))
    path = ROOT / "src" / "pourparlers" / "samples" / wanted["file"]
    if path.suffix != ".txt":
        pytest.skip("the offsets of its gold are those of another text")
    document = _read(path)
    text = document.text or ""
    marked = _places(text, [(b.start, b.end) for b in document.blocks if b.kind in NOISE_BLOCKS])
    told = _places(text, [tuple(b["span"]) for b in wanted["blocks"] if b["kind"] in NOISE_BLOCKS])
    header = _places(text, [(b.start, b.end) for b in document.blocks[:1] if b.kind == "chrome"])
    assert "".join(text[i] for i in sorted(marked - told - header)) == ""
    assert "".join(text[i] for i in sorted(told - marked)) == ""


def _places(text: str, spans: list[tuple[int, int]]) -> set[int]:
    return {i for start, end in spans for i in range(start, end) if not text[i].isspace()}
